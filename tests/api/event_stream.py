"""Server-sent events, as a client that listens sees them."""
import http.client
import json
import socket
import threading

from server import ADMIN

PASSWORD = "Sekret-12345"


class Listener:
    """Reads the stream on a thread of its own. (Not with requests: what listens to the contract reads answers to their end.)"""

    def __init__(self, limn, path, headers):
        self.connection = http.client.HTTPConnection("localhost", limn.port, timeout=90)
        self.connection.request("GET", path, headers={"Accept": "text/event-stream", **headers})
        self.socket = self.connection.sock
        self.answer = self.connection.getresponse()
        self.events, self.comments, self.ended = [], [], False
        self.changed = threading.Condition()
        if self.answer.status == 200:
            threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        event = {}
        while line := self.line():
            line = line.decode().rstrip("\n")
            with self.changed:
                if line.startswith(":"):
                    self.comments.append(line)
                elif line:
                    name, value = line.split(": ", 1)
                    event[name] = value
                elif event:
                    self.events.append((event["event"], json.loads(event["data"])))
                    event = {}
                self.changed.notify_all()
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def line(self):
        try:
            return self.answer.readline()
        except ConnectionResetError:  # after close() the server's last words come back so
            return b""

    def wait(self, condition):
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self), timeout=60), (self.events, self.comments, self.ended)

    def of(self, number, event="request"):
        return [data for name, data in self.events if name == event and data["id"] == number]

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)


def token(limn, auth=ADMIN):
    return {"Authorization": "Token " + limn.json("POST", "/api/auth/login", status=200, auth=None, json={"username": auth[0], "password": auth[1]})["key"]}


def person(limn, name):
    limn.json("POST", "/api/auth/register", auth=None, json={"username": name, "email": f"{name}@example.org", "password1": PASSWORD, "password2": PASSWORD})
    return name, PASSWORD


def listen_to(limn, path, headers):
    listener = Listener(limn, path, headers)
    assert listener.answer.status == 200
    assert listener.answer.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    listener.wait(lambda one: one.comments == [": listening"])
    return listener
