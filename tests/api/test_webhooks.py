"""Webhooks, told to a server that really listens."""
import contextlib
import hashlib
import hmac
import http.server
import json
import queue
import subprocess
import threading
import time

import pytest
import requests
from media import picture
from server import ADMIN, Server

EVERYTHING = ["create", "update", "delete"]
PROJECT_EVENTS = [f"{action}:{what}" for what in ("task", "job", "issue", "comment") for action in EVERYTHING] + ["update:project", "delete:project"]
SHAPE = {"type": "rectangle", "frame": 0, "points": [1, 1, 5, 5]}


class Receiver:
    """Keeps what it is told. `statuses` are answered in turn, 200 when there are none left; None does not answer at all."""

    def __init__(self, statuses=()):
        self.told = queue.Queue()
        self.statuses = list(statuses)
        self.released = threading.Event()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.statuses.pop(0) if receiver.statuses else 200
                receiver.told.put((dict(self.headers), body))
                if status is None:
                    receiver.released.wait(60)
                    self.close_connection = True
                    return
                self.send_response(status)
                self.end_headers()
                with contextlib.suppress(BrokenPipeError):
                    self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self, event=None):
        """The next message (of this event; others before it are left out)."""
        while True:
            headers, body = self.told.get(timeout=60)
            message = json.loads(body)
            if event in (None, message["event"]):
                return headers, body, message

    def close(self):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def receiver():
    one = Receiver()
    yield one
    one.close()


@pytest.fixture(scope="module")
def open_limn(tmp_path_factory, fresh_database):
    """A server that may talk to this machine."""
    server = Server(tmp_path_factory.mktemp("open"), fresh_database(), ["--webhook-network", "127.0.0.1"]).start()
    yield server
    server.stop()


def project_hook(limn, receiver, events=PROJECT_EVENTS, **fields):
    project = limn.json("POST", "/api/projects", json={"name": "zoo", "labels": [{"name": "cat"}]})
    hook = limn.json("POST", "/api/webhooks", json={"target_url": receiver.url, "type": "project", "project_id": project["id"], "events": events, **fields})
    return project, hook


def without(obj, *names):
    return {k: v for k, v in obj.items() if k not in names}


def deliveries(limn, hook, count):
    for _ in range(1200):
        found = limn.json("GET", f"/api/webhooks/{hook['id']}/deliveries")["results"]
        if len(found) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{len(found)} deliveries of {count}")


def test_life_of_a_task(open_limn, receiver):
    limn = open_limn
    project, hook = project_hook(limn, receiver)
    task = limn.json("POST", "/api/tasks", json={"name": "täsk", "project_id": project["id"]})
    _, body, message = receiver.next("create:task")
    assert without(message["task"], "updated_date", "jobs") == without(task, "updated_date", "jobs")
    assert message["task"]["jobs"]["completed"] is None
    assert message["webhook_id"] == hook["id"]
    assert message["sender"]["username"] == "admin" and message["sender"]["url"].startswith(limn.url)
    assert b"t\\u00e4sk" in body and b'"event": "create:task"' in body

    made = limn.request("POST", f"/api/tasks/{task['id']}/data", data={"image_quality": 70}, files={"client_files[0]": ("a.png", picture(8, 8))}).json()
    assert limn.wait(made["rq_id"])["status"] == "finished"
    _, _, message = receiver.next("create:job")
    job = limn.jobs(task["id"])[0]
    assert without(message["job"], "updated_date") == without(job, "updated_date")
    assert set(message["sender"]) == {"id", "username", "email"}

    limn.json("PATCH", f"/api/tasks/{task['id']}", json={"name": "other"})
    _, _, message = receiver.next("update:task")
    while "name" not in message.get("before_update", {}):
        _, _, message = receiver.next("update:task")
    assert message["before_update"]["name"] == "täsk" and "updated_date" in message["before_update"]
    assert without(message["task"], "updated_date") == without(limn.json("GET", f"/api/tasks/{task['id']}"), "updated_date")

    issue = limn.json("POST", "/api/issues", json={"frame": 0, "position": [1, 2], "job": job["id"], "message": "look"})
    assert receiver.next("create:issue")[2]["issue"]["id"] == issue["id"]
    assert receiver.next("create:comment")[2]["comment"]["message"] == "look"

    label = limn.json("GET", f"/api/labels?project_id={project['id']}")["results"][0]["id"]
    limn.json("PATCH", f"/api/jobs/{job['id']}/annotations?action=create", json={"shapes": [{**SHAPE, "label_id": label}]})
    _, _, message = receiver.next("update:job")
    assert "updated_date" in message["before_update"]

    assert limn.request("DELETE", f"/api/tasks/{task['id']}").status_code == 204
    assert receiver.next("delete:task")[2]["task"]["id"] == task["id"]


def test_everything_goes_with_a_project(open_limn, receiver):
    limn = open_limn
    project, _ = project_hook(limn, receiver, [e for e in PROJECT_EVENTS if e.startswith("delete")])
    task = limn.task({"a.png": picture(8, 8)}, labels=[], project_id=project["id"])
    job = limn.jobs(task["id"])[0]
    limn.json("POST", "/api/issues", json={"frame": 0, "position": [1, 2], "job": job["id"], "message": "look"})
    assert limn.request("DELETE", f"/api/projects/{project['id']}").status_code == 204
    told = [receiver.next()[2]["event"] for _ in range(5)]
    assert sorted(told) == ["delete:comment", "delete:issue", "delete:job", "delete:project", "delete:task"]


def test_signature(open_limn, receiver):
    limn = open_limn
    project, hook = project_hook(limn, receiver, ["update:project"], secret="hush")
    assert "secret" not in hook
    limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "park"})
    headers, body, message = receiver.next()
    assert headers["X-Signature-256"] == "sha256=" + hmac.new(b"hush", body, hashlib.sha256).hexdigest()
    assert headers["Content-Type"] == "application/json" and headers["User-Agent"].startswith("Limn/")
    assert message["before_update"]["name"] == "zoo"
    limn.json("PATCH", f"/api/webhooks/{hook['id']}", json={"secret": ""})
    limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "zoo"})
    assert "X-Signature-256" not in receiver.next()[0]
    if not limn.database:
        assert b"hush" not in b"".join(file.read_bytes() for file in (limn.folder / "data").glob("limn.db*"))


def test_deliveries_redelivery_and_ping(open_limn, receiver):
    limn = open_limn
    project, hook = project_hook(limn, receiver, ["update:project"])
    limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "park"})
    _, body, _ = receiver.next()
    first = deliveries(limn, hook, 1)[0]
    assert first["status_code"] == 200 and first["response"] == body.decode() and not first["redelivery"]
    assert set(first["changed_fields"].split(",")) == {"name", "updated_date"}
    assert json.dumps(first["request"]) == body.decode()
    assert limn.json("POST", f"/api/webhooks/{hook['id']}/deliveries/{first['id']}/redelivery", status=200) == {}
    assert receiver.next()[1] == body
    assert deliveries(limn, hook, 2)[0]["redelivery"]
    ping = limn.json("POST", f"/api/webhooks/{hook['id']}/ping", status=200)
    assert ping["status_code"] == 200 and ping["event"] == "ping"
    _, _, message = receiver.next()
    assert set(message) == {"event", "webhook", "sender"} and message["webhook"]["id"] == hook["id"]
    assert limn.json("GET", f"/api/webhooks/{hook['id']}")["last_status"] == 200


def test_inactive_webhooks_hear_nothing(open_limn, receiver):
    limn = open_limn
    project, hook = project_hook(limn, receiver, ["update:project"], is_active=False)
    limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "park"})
    limn.json("PATCH", f"/api/webhooks/{hook['id']}", json={"is_active": True})
    limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "garden"})
    assert receiver.next()[2]["project"]["name"] == "garden"


def test_organization(open_limn, receiver):
    limn = open_limn
    org = limn.json("POST", "/api/organizations", json={"slug": "hooked"})
    limn.json("POST", f"/api/webhooks?org_id={org['id']}", json={"target_url": receiver.url, "type": "organization", "events": [
        "create:project", "delete:project", "update:organization", "delete:organization", "create:invitation", "create:membership", "delete:membership"]})
    guest = {"username": "guest", "email": "guest@example.org", "password1": "Sekret-12345", "password2": "Sekret-12345"}
    limn.json("POST", "/api/auth/register", json=guest, auth=None)
    limn.json("POST", f"/api/invitations?org_id={org['id']}", json={"email": "guest@example.org", "role": "worker"})
    assert receiver.next()[2]["membership"]["role"] == "worker"
    assert receiver.next()[2]["invitation"]["user"]["username"] == "guest"
    limn.json("PATCH", f"/api/organizations/{org['id']}", json={"name": "Hooked"})
    assert receiver.next()[2]["organization"]["name"] == "Hooked"
    project = limn.json("POST", "/api/projects", json={"name": "personal"})
    limn.json("PATCH", f"/api/projects/{project['id']}", json={"organization_id": org["id"]})
    assert receiver.next("create:project")[2]["project"]["organization_id"] == org["id"]
    limn.json("PATCH", f"/api/projects/{project['id']}", json={"organization_id": None})
    assert receiver.next("delete:project")[2]["project"]["organization_id"] == org["id"]
    assert limn.request("DELETE", f"/api/organizations/{org['id']}").status_code == 204
    assert {receiver.next()[2]["event"] for _ in range(3)} == {"delete:membership", "delete:organization"}


def test_ended_requests(open_limn, receiver):
    limn = open_limn
    project, _ = project_hook(limn, receiver, ["completed:request[export:annotations]"])
    task = limn.task({"a.png": picture(8, 8)}, labels=[], project_id=project["id"])
    made = limn.json("POST", f"/api/tasks/{task['id']}/dataset/export?format=COCO 1.0&save_images=false", status=202)
    _, _, message = receiver.next()
    assert message["request"]["id"] == made["rq_id"] and message["request"]["status"] == "finished"
    assert message["request"]["result_url"].startswith(limn.url)


def archive_of(limn, path):
    row = limn.wait(limn.json("POST", path, status=202)["rq_id"])
    assert row["status"] == "finished", row
    return requests.get(row["result_url"], auth=ADMIN, timeout=60).content


def told_of_making(receiver, kinds):
    """The objects of `create` messages of these kinds, in order, until there is one of each count."""
    told = {kind: [] for kind in kinds}
    while any(len(told[kind]) < count for kind, count in kinds.items()):
        message = receiver.next()[2]
        action, kind = message["event"].split(":")
        if action == "create":
            assert set(message["sender"]) == {"id", "username", "email"}
            told[kind].append(message[kind])
    return told


def test_restored_backups_are_told_of(open_limn, receiver):
    limn = open_limn
    project = limn.json("POST", "/api/projects", json={"name": "restored", "labels": [{"name": "cat"}]})
    for name in ("one", "two"):
        limn.task({"a.png": picture(8, 8), "b.png": picture(8, 8)}, labels=[], project_id=project["id"], name=name, segment_size=1)
    alone = limn.task({"a.png": picture(8, 8)}, name="alone")
    project_archive = archive_of(limn, f"/api/projects/{project['id']}/backup/export")
    task_archive = archive_of(limn, f"/api/tasks/{alone['id']}/backup/export")
    org = limn.json("POST", "/api/organizations", json={"slug": "restoring"})
    limn.json("POST", f"/api/webhooks?org_id={org['id']}", json={"target_url": receiver.url, "type": "organization", "events": [f"create:{what}" for what in ("project", "task", "job")]})

    made = limn.json("POST", f"/api/projects/backup?org_id={org['id']}", status=202, files={"project_file": ("p.zip", project_archive)})
    row = limn.wait(made["rq_id"])
    told = told_of_making(receiver, {"project": 1, "task": 2, "job": 4})
    assert without(told["project"][0], "updated_date") == without(limn.json("GET", f"/api/projects/{row['result_id']}"), "updated_date")
    assert [(t["name"], t["project_id"], t["size"], t["jobs"]["count"], t["jobs"]["completed"]) for t in told["task"]] == [(n, row["result_id"], 2, 2, 0) for n in ("one", "two")]
    assert {j["task_id"] for j in told["job"]} == {t["id"] for t in told["task"]}

    made = limn.json("POST", f"/api/tasks/backup?org_id={org['id']}", status=202, files={"task_file": ("t.zip", task_archive)})
    row = limn.wait(made["rq_id"])
    told = told_of_making(receiver, {"task": 1, "job": 1})
    assert told["task"][0] == limn.json("GET", f"/api/tasks/{row['result_id']}")
    assert told["job"][0] == limn.jobs(row["result_id"])[0]

    broken = limn.json("POST", f"/api/tasks/backup?org_id={org['id']}", status=202, files={"task_file": ("t.zip", b"no zip")})
    assert limn.wait(broken["rq_id"])["status"] == "failed"
    limn.json("POST", f"/api/projects?org_id={org['id']}", json={"name": "after"})
    assert receiver.next()[2]["project"]["name"] == "after"  # nothing was told of what came to nothing


def test_tasks_of_an_imported_dataset_are_told_of(open_limn, receiver):
    limn = open_limn
    source = limn.json("POST", "/api/projects", json={"name": "source", "labels": [{"name": "cat"}]})
    for subset in ("train", "test"):
        limn.task({f"{subset}.png": picture(8, 8)}, labels=[], project_id=source["id"], subset=subset)
    dataset = archive_of(limn, f"/api/projects/{source['id']}/dataset/export?format=Datumaro 1.0&save_images=true")
    project, _ = project_hook(limn, receiver)
    made = limn.json("POST", f"/api/projects/{project['id']}/dataset?format=Datumaro 1.0", status=202, files={"dataset_file": ("d.zip", dataset)})
    assert limn.wait(made["rq_id"])["status"] == "finished"
    told = told_of_making(receiver, {"task": 2, "job": 2})
    assert sorted(t["subset"] for t in told["task"]) == ["test", "train"]
    assert all(t["size"] == 1 and t["project_id"] == project["id"] for t in told["task"])
    assert {j["task_id"] for j in told["job"]} == {t["id"] for t in told["task"]}
    assert "updated_date" in receiver.next("update:project")[2]["before_update"]


def test_trouble_is_tried_again(open_limn):
    receiver = Receiver([503])
    project, hook = project_hook(open_limn, receiver, ["update:project"])
    open_limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "park"})
    assert receiver.next()[1] == receiver.next()[1]
    found = deliveries(open_limn, hook, 2)
    assert [(d["attempt"], d["status_code"]) for d in found] == [(2, 200), (1, 503)]
    receiver.close()


def test_refusals_are_final(open_limn):
    receiver = Receiver([404])
    project, hook = project_hook(open_limn, receiver, ["update:project"])
    open_limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "park"})
    open_limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "garden"})
    assert [receiver.next()[2]["project"]["name"] for _ in range(2)] == ["park", "garden"]
    assert [d["status_code"] for d in deliveries(open_limn, hook, 2)] == [200, 404]
    receiver.close()


def test_a_slow_receiver_holds_up_nobody(open_limn, receiver):
    slow = Receiver([None])
    project, _ = project_hook(open_limn, slow, ["update:project"])
    open_limn.json("POST", "/api/webhooks", json={"target_url": receiver.url, "type": "project", "project_id": project["id"], "events": ["update:project"]})
    open_limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "park"})
    slow.next()
    assert receiver.next()[2]["project"]["name"] == "park"
    assert not slow.released.is_set()
    slow.close()


def test_a_kill_in_the_middle_loses_nothing(tmp_path, fresh_database):
    receiver = Receiver([None])
    limn = Server(tmp_path, fresh_database(), ["--webhook-network", "127.0.0.1"]).start()
    project, hook = project_hook(limn, receiver, ["update:project"], secret="hush")
    limn.json("PATCH", f"/api/projects/{project['id']}", json={"name": "park"})
    first = receiver.next()
    limn.kill()
    receiver.released.set()
    if limn.database:  # another process might still be at it: its lease has to end first
        subprocess.run(["psql", "-q", limn.database, "-c", "UPDATE webhook_message SET lease_until = 0"], check=True)
    limn.start()
    again = receiver.next()
    assert again[1] == first[1] and again[0]["X-Signature-256"] == first[0]["X-Signature-256"]
    assert [d["status_code"] for d in deliveries(limn, hook, 1)] == [200]
    limn.stop()
    receiver.close()


def test_private_addresses_are_refused(limn, receiver):
    project, hook = project_hook(limn, receiver, ["update:project"])
    ping = limn.json("POST", f"/api/webhooks/{hook['id']}/ping", status=200)
    assert ping["status_code"] == 502 and ping["response"] == ""
    redirect = limn.json("PATCH", f"/api/webhooks/{hook['id']}", json={"target_url": receiver.url.replace("127.0.0.1", "localhost")})
    assert limn.json("POST", f"/api/webhooks/{redirect['id']}/ping", status=200)["status_code"] == 502
    assert receiver.told.empty()


def test_servers_webhooks(open_limn, receiver):
    limn = open_limn
    hook = limn.json("POST", "/api/webhooks", json={"target_url": receiver.url, "type": "server", "events": ["create:user", "update:user", "delete:user", "create:organization"]})
    new = {"username": "evelyn", "email": "evelyn@example.org", "password1": "Sekret-12345", "password2": "Sekret-12345"}
    limn.json("POST", "/api/auth/register", json=new, auth=None)
    _, _, message = receiver.next("create:user")
    assert message["user"]["email"] == "evelyn@example.org" and message["sender"] is None
    limn.json("PATCH", f"/api/users/{message['user']['id']}", json={"first_name": "Eva"})
    assert receiver.next("update:user")[2]["before_update"]["first_name"] == ""
    assert limn.request("POST", "/api/webhooks", auth=("evelyn", "Sekret-12345"), json={"target_url": receiver.url, "type": "server", "events": ["create:user"]}).status_code == 403
    old = {"headers": {"User-Agent": "cvat_sdk/2.60.0"}}
    assert hook["id"] not in [h["id"] for h in limn.json("GET", "/api/webhooks?page_size=all", **old)["results"]]
    assert hook["id"] in [h["id"] for h in limn.json("GET", "/api/webhooks?page_size=all")["results"]]
    assert limn.request("DELETE", f"/api/webhooks/{hook['id']}").status_code == 204


@pytest.mark.parametrize("agent, webhook_type, count, form", [
    ("curl/8", "all", 22, str), ("cvat_sdk/2.54.0", "organization", 22, str), ("cvat_sdk/2.71.0", "organization", 22, str),
    ("cvat_sdk/2.73.0", "organization", 28, dict), ("cvat_sdk/2.79.0", "all", 33, dict)])
def test_names_of_events_suit_the_client(limn, agent, webhook_type, count, form):
    answer = limn.json("GET", "/api/webhooks/events", headers={"User-Agent": agent}, auth=None)
    assert answer["webhook_type"] == webhook_type and len(answer["events"]) == count
    assert all(isinstance(e, form) for e in answer["events"])


@pytest.mark.parametrize("fields", [
    {"target_url": "http://name:2020/"}, {"target_url": "gopher://example.org"}, {"target_url": "http://exa mple.org"}, {"target_url": ""},
    {"events": []}, {"events": "update:task"}, {"events": ["eat:task"]}, {"events": ["create:project"]}, {"events": None},
    {"content_type": "text/plain"}, {"description": "d" * 129}, {"secret": "s" * 65}, {"project_id": None}, {"is_active": "maybe"},
    {"type": "organization"}])
def test_bad_webhooks(limn, fields):
    project = limn.json("POST", "/api/projects", json={"name": "zoo"})
    body = {"target_url": "http://example.org/", "type": "project", "project_id": project["id"], "events": ["update:task"], **fields}
    answer = limn.request("POST", "/api/webhooks", json=body)
    assert answer.status_code == 400, answer.text
    assert answer.json()
