"""The server is killed in the middle of things and started again: what was answered is there, nothing half-made is."""
import base64
import contextlib
import sqlite3
import threading
import time

import pytest
import requests
from media import pictures, picture
from server import ADMIN


def save_until_killed(server, job, label, saved):
    session = requests.Session()
    session.auth = ADMIN
    for i in range(100000):
        body = {"shapes": [{"type": "rectangle", "frame": 0, "label_id": label, "points": [i, 0, i + 1, 1]}]}
        try:
            answer = session.patch(f"{server.url}/api/jobs/{job}/annotations?action=create", json=body, timeout=30)
        except requests.RequestException:
            return
        if answer.status_code == 200:
            saved.append(answer.json()["shapes"][0]["id"])


def test_every_answered_save_survives_a_kill(own_limn):
    task = own_limn.task(pictures(1))
    job = own_limn.jobs(task["id"])[0]["id"]
    label = own_limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    saved = []
    threads = [threading.Thread(target=save_until_killed, args=(own_limn, job, label, saved)) for _ in range(8)]
    for thread in threads:
        thread.start()
    while len(saved) < 200:
        time.sleep(0.01)
    own_limn.kill()
    for thread in threads:
        thread.join()
    own_limn.start()
    stored = {s["id"] for s in own_limn.json("GET", f"/api/jobs/{job}/annotations")["shapes"]}
    assert set(saved) <= stored
    assert len(stored) - len(saved) <= len(threads)


def test_an_interrupted_upload_goes_on_after_a_kill(own_limn):
    content = picture(400, 300, (1, 2, 3), "BMP")
    task = own_limn.json("POST", "/api/tasks", json={"name": "resumed", "labels": [{"name": "car"}]})
    data = f"/api/tasks/{task['id']}/data/"
    assert own_limn.request("POST", data, headers={"Upload-Start": ""}).status_code == 202
    name = base64.b64encode(b"big.bmp").decode()
    made = own_limn.request("POST", data, headers={"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}", "Tus-Resumable": "1.0.0"})
    assert made.status_code == 201, made.text
    path = made.headers["Location"].split(own_limn.url, 1)[1]
    piece = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0"}
    assert own_limn.request("PATCH", path, data=content[:100000], headers={**piece, "Upload-Offset": "0"}).status_code == 204
    own_limn.kill()
    own_limn.start()
    offset = int(own_limn.request("HEAD", path).headers["Upload-Offset"])
    assert offset == 100000
    assert own_limn.request("PATCH", path, data=content[offset:], headers={**piece, "Upload-Offset": str(offset)}).status_code == 204
    finished = own_limn.request("POST", data, json={"image_quality": 70}, headers={"Upload-Finish": ""})
    assert finished.status_code == 202, finished.text
    assert own_limn.wait(finished.json()["rq_id"])["status"] == "finished"
    assert own_limn.request("GET", f"/api/tasks/{task['id']}/data?type=frame&number=0&quality=original").content == content


def test_an_upload_nobody_came_back_for_is_gone_after_a_week(own_limn):
    if own_limn.database:
        pytest.skip("looks into the file of the database")
    task = own_limn.json("POST", "/api/tasks", json={"name": "left", "labels": [{"name": "car"}]})
    data = f"/api/tasks/{task['id']}/data/"
    paths = []
    for name in (b"old.png", b"new.png"):
        headers = {"Upload-Length": "1000", "Upload-Metadata": f"filename {base64.b64encode(name).decode()}", "Tus-Resumable": "1.0.0"}
        paths.append(own_limn.request("POST", data, headers=headers).headers["Location"].split(own_limn.url, 1)[1])
    own_limn.stop()
    folder = own_limn.folder / "data"
    with contextlib.closing(sqlite3.connect(folder / "limn.db")) as database, database:
        database.execute("UPDATE upload SET created_date = created_date - ? WHERE id = ?", (8 * 24 * 3600 * 1_000_000, paths[0].rsplit("/", 1)[-1]))
    own_limn.start()
    deadline = time.time() + 60
    while own_limn.request("HEAD", paths[0]).status_code != 404 and time.time() < deadline:
        time.sleep(0.05)
    assert [own_limn.request("HEAD", path).status_code for path in paths] == [404, 200]
    assert not list((folder / "uploads").rglob(f"{paths[0].rsplit('/', 1)[-1]}*"))


def test_background_work_ends_after_a_kill(own_limn):
    task = own_limn.task(pictures(40, 320, 240))
    started = own_limn.json("POST", f"/api/tasks/{task['id']}/dataset/export?format=COCO+1.0&save_images=true", status=202)
    own_limn.kill()
    own_limn.start()
    row = own_limn.wait(started["rq_id"])
    assert row["status"] == "finished", row
    archive = own_limn.request("GET", row["result_url"].split(own_limn.url, 1)[1])
    assert archive.status_code == 200 and archive.content[:2] == b"PK"


def test_a_task_in_the_making_is_made_after_a_kill(own_limn):
    task = own_limn.json("POST", "/api/tasks", json={"name": "killed", "labels": [{"name": "car"}]})
    files = {f"client_files[{i}]": item for i, item in enumerate(pictures(200, 200, 150).items())}
    made = own_limn.json("POST", f"/api/tasks/{task['id']}/data", status=202, data={"image_quality": 70}, files=files)
    own_limn.kill()
    own_limn.start()
    assert own_limn.wait(made["rq_id"])["status"] == "finished"
    assert own_limn.json("GET", f"/api/tasks/{task['id']}")["size"] == 200
    assert len(own_limn.jobs(task["id"])) == 1


def test_added_frames_are_told_of_by_the_next_attempt(own_limn):
    if own_limn.database:
        pytest.skip("looks into the file of the database")
    task = own_limn.task(pictures(1))
    frames = f"/api/tasks/{task['id']}/frames"
    sent = own_limn.request("POST", frames, headers={"Upload-Multiple": ""}, files={"client_files[0]": ("more.png", picture())})
    assert sent.status_code == 200, sent.text
    row = own_limn.wait(own_limn.json("POST", frames, status=202, headers={"Upload-Finish": ""}, json={})["rq_id"])
    own_limn.stop()
    with contextlib.closing(sqlite3.connect(own_limn.folder / "data" / "limn.db")) as database, database:
        # As a program leaves it that dies between its commit and the end of the request.
        database.execute("UPDATE request SET status = 'queued', finished_date = NULL, expiry_date = NULL WHERE rq_id = ?", (row["id"],))
    own_limn.start()
    again = own_limn.wait(row["id"])
    assert (again["status"], again["summary"]) == ("finished", row["summary"])
    assert own_limn.json("GET", f"/api/tasks/{task['id']}")["size"] == 2
