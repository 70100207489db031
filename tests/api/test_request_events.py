"""GET /api/requests/events: how the caller's background work goes, as it goes."""
import contextlib
import json
import sqlite3
import subprocess
import time

import pytest
import requests
from event_stream import Listener, listen_to, person, token
from media import picture
from server import ADMIN, Server

PATH = "/api/requests/events"


def listen(limn, headers):
    return listen_to(limn, PATH, headers)


def quoted(rq_id):
    return requests.utils.quote(rq_id, safe="")


def export(limn, task, auth=ADMIN):
    return limn.json("POST", f"/api/tasks/{task}/dataset/export?format=COCO 1.0&save_images=false&filename={time.time_ns()}", status=202, auth=auth)["rq_id"]


def test_work_is_told_of_to_its_end_and_to_its_owner_alone(limn):
    other = listen(limn, token(limn, person(limn, "bystander")))
    mine = listen(limn, token(limn))
    task = limn.task({"a.png": picture()})
    rq_id = export(limn, task["id"])
    mine.wait(lambda one: one.of(rq_id) and one.of(rq_id)[-1]["status"] == "finished")
    assert mine.of(rq_id)[-1] == limn.json("GET", f"/api/requests/{quoted(rq_id)}")
    told = mine.of(rq_id)
    assert all(a != b for a, b in zip(told, told[1:]))  # only changes
    assert not other.events
    mine.close()
    other.close()


def test_failures_are_told_of_with_their_reason(limn):
    mine = listen(limn, token(limn))
    made = limn.json("POST", "/api/tasks/backup", status=202, files={"task_file": ("t.zip", b"no zip")})["rq_id"]
    mine.wait(lambda one: one.of(made) and one.of(made)[-1]["status"] == "failed")
    assert mine.of(made)[-1]["message"]
    mine.close()


def in_database(limn, statement):
    if limn.database:
        subprocess.run(["psql", "-q", limn.database, "-c", statement], check=True)
        return
    with contextlib.closing(sqlite3.connect(limn.folder / "data" / "limn.db", timeout=30)) as db:
        db.execute(statement)
        db.commit()


def test_work_of_other_programs_is_told_of_and_what_was_cancelled_is_gone(limn):
    rq_id = "action=export&target=task&target_id=1&user_id=1&format=COCO_1~0&subresource=dataset"
    in_database(limn, "INSERT INTO request (rq_id, kind, owner_id, task_id, target, subresource, status, not_before, created_date) VALUES "
                      f"('{rq_id}', 'export:dataset', 1, 1, 'task', 'dataset', 'queued', {(time.time() + 3600) * 1e6:.0f}, 1)")
    listener = listen(limn, token(limn))
    listener.wait(lambda one: one.of(rq_id))
    assert listener.of(rq_id)[0]["status"] == "queued"
    assert limn.request("POST", f"/api/requests/{quoted(rq_id)}/cancel").status_code == 200
    listener.wait(lambda one: one.of(rq_id, "gone"))
    listener.close()


def test_logging_out_ends_it(limn):
    with requests.Session() as session:
        session.post(f"{limn.url}/api/auth/login", json={"username": ADMIN[0], "password": ADMIN[1]})
        cookies = "; ".join(f"{c.name}={c.value}" for c in session.cookies)
        listener = listen(limn, {"Cookie": cookies})
        other = listen(limn, token(limn))
        csrf = {c.name: c.value for c in session.cookies}["csrftoken"]
        assert session.post(f"{limn.url}/api/auth/logout", headers={"X-CSRFToken": csrf}).status_code == 200
    listener.wait(lambda one: one.ended)
    assert not other.ended
    other.close()


def test_an_account_that_is_closed_hears_no_more(limn):
    leaver = person(limn, "leaver")
    listener = listen(limn, token(limn, leaver))
    number = limn.json("GET", "/api/users?search=leaver")["results"][0]["id"]
    limn.json("PATCH", f"/api/users/{number}", json={"is_active": False})
    listener.wait(lambda one: one.ended)


def test_strangers_are_refused(limn):
    listener = Listener(limn, PATH, {})
    assert listener.answer.status == 401 and json.loads(listener.answer.read())["detail"]
    assert limn.request("HEAD", "/api/requests/events").status_code == 200


def test_so_many_may_listen_at_a_time_and_no_more(limn):
    auth = token(limn, person(limn, "many-tabs"))
    listeners = [listen(limn, auth) for _ in range(10)]
    refused = Listener(limn, PATH, auth)
    assert refused.answer.status == 429 and refused.answer.getheader("Retry-After") and "/api/requests" in json.loads(refused.answer.read())["detail"]
    assert limn.request("GET", "/api/requests", headers=auth, auth=None).status_code == 200
    listeners[0].close()
    deadline = time.time() + 30
    while (again := Listener(limn, PATH, auth)).answer.status != 200:  # the place is free when the server has seen the other go
        assert again.answer.status == 429 and time.time() < deadline
        again.answer.read()
        time.sleep(0.2)
    for listener in [*listeners[1:], again]:
        listener.close()


def test_listening_takes_no_thread_from_anybody(tmp_path, fresh_database):
    limn = Server(tmp_path, fresh_database(), ["--request-threads", "2"]).start()
    listeners = [listen(limn, token(limn)) for _ in range(8)]
    assert limn.json("GET", "/api/server/about")["name"] == "Limn"
    task = limn.task({"a.png": picture()})
    rq_id = export(limn, task["id"])
    for listener in listeners:
        listener.wait(lambda one: one.of(rq_id) and one.of(rq_id)[-1]["status"] == "finished")
    limn.stop()
    for listener in listeners:
        listener.wait(lambda one: one.ended)


@pytest.mark.parametrize("accept", ["text/event-stream", "*/*"])
def test_browsers_and_programs_may_ask(limn, accept):
    listener = Listener(limn, PATH, {**token(limn), "Accept": accept})
    assert listener.answer.status == 200
    listener.close()
