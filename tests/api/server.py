"""A Limn of its own for tests: started on a free port with a fresh data folder, killed or stopped at will."""
import os
import pathlib
import random
import signal
import socket
import subprocess
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("LIMN_PROGRAM", ROOT / "build" / "limn"))
ADMIN = ("admin", "password")


def free_port():
    """Below those that outgoing connections get, of which there are many here: one of them may have taken it a moment later."""
    while True:
        port = random.randrange(12000, 30000)
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


class Server:
    def __init__(self, folder, database=None, options=(), networks=("127.0.0.1",)):
        self.folder = pathlib.Path(folder)
        self.database = database
        self.options = [*options, *(part for network in networks for part in ("--cloud-network", network))]  # the S3 server of the tests is here
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.process = None

    def start(self):
        command = [PROGRAM, "--port", str(self.port), "--data", str(self.folder / "data"), *self.options]
        if self.database:
            command += ["--database", self.database]
        self.log = open(self.folder / "limn.log", "ab")
        environment = {**os.environ, "LIMN_ADMIN_PASSWORD": ADMIN[1]}
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment)
        begun = time.monotonic()
        while time.monotonic() - begun < 60:
            if self.process.poll() is not None:
                raise RuntimeError(f"Limn ended at once:\n{self.read_log()[-3000:]}")
            try:
                requests.get(f"{self.url}/api/server/health/", timeout=5)
                self.listen_to_contract()
                return self
            except requests.ConnectionError:
                time.sleep(0.05)
        raise RuntimeError("Limn did not answer within a minute")

    def listen_to_contract(self):
        """Has the calls to this server compared with its own description of them (watch/contract.py)."""
        if "LIMN_CONTRACT_PROBLEMS" not in os.environ:
            return
        if "LIMN_CONTRACT" not in os.environ:
            path = pathlib.Path(os.environ["LIMN_CONTRACT_PROBLEMS"]).with_name("contract.json")
            path.write_bytes(requests.get(f"{self.url}/api/schema/?scheme=json", timeout=60).content)
            os.environ["LIMN_CONTRACT"] = str(path)
        os.environ["LIMN_CONTRACT_PORTS"] = os.environ.get("LIMN_CONTRACT_PORTS", "") + f",{self.port}"

    def kill(self):
        """As a power cut would end it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=60) == 0, self.read_log()[-3000:]

    def read_log(self):
        return (self.folder / "limn.log").read_text(errors="replace")

    def request(self, method, path, auth=ADMIN, **kw):
        kw.setdefault("timeout", 60)
        return requests.request(method, self.url + path, auth=auth, **kw)

    def json(self, method, path, status=None, **kw):
        answer = self.request(method, path, **kw)
        wanted = status or {"POST": 201}.get(method, 200)
        assert answer.status_code == wanted, f"{method} {path}: {answer.status_code} {answer.text[:1000]}"
        return answer.json() if answer.content else None

    def wait(self, rq_id, auth=ADMIN):
        """The request when it has ended."""
        begun, pause = time.monotonic(), 0.005
        while time.monotonic() - begun < 60:
            row = self.json("GET", f"/api/requests/{requests.utils.quote(rq_id, safe='')}", auth=auth)
            if row["status"] in ("finished", "failed"):
                return row
            time.sleep(pause)
            pause = min(2 * pause, 0.05)
        raise AssertionError(f"{rq_id} did not end within a minute")

    def task(self, files, labels=({"name": "car"},), name="task", parameters=None, **fields):
        """A task with these media ({name: bytes}), ready."""
        task = self.json("POST", "/api/tasks", json={"name": name, "labels": list(labels), **fields})
        parts = {f"client_files[{i}]": (n, content) for i, (n, content) in enumerate(files.items())}
        made = self.json("POST", f"/api/tasks/{task['id']}/data", status=202, data={"image_quality": 70, **(parameters or {})}, files=parts)
        row = self.wait(made["rq_id"])
        assert row["status"] == "finished", row["message"]
        return self.json("GET", f"/api/tasks/{task['id']}")

    def jobs(self, task_id):
        return self.json("GET", f"/api/jobs?task_id={task_id}&sort=id&page_size=all")["results"]
