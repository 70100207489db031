"""What tests of cloud storages do over and over."""
import secrets

import requests


def user(limn, name=None):
    name = name or f"user-{secrets.token_hex(4)}"
    answer = requests.post(f"{limn.url}/api/auth/register", json={"username": name, "password1": "Qwerty-1234", "password2": "Qwerty-1234", "email": f"{name}@example.com", "first_name": "A", "last_name": "B"})
    assert answer.status_code == 201, answer.text
    return name, "Qwerty-1234"


def make_task(limn, storage, status="finished", **parameters):
    task = limn.json("POST", "/api/tasks", json={"name": "cloud", "labels": [{"name": "car"}]})["id"]
    made = limn.json("POST", f"/api/tasks/{task}/data", status=202, json={"image_quality": 70, "cloud_storage_id": storage, **parameters})
    row = limn.wait(made["rq_id"])
    assert row["status"] == status, row["message"]
    return task, row["message"]


def frames(limn, task):
    return [frame["name"] for frame in limn.json("GET", f"/api/tasks/{task}/data/meta")["frames"]]


def original(limn, task, number):
    return limn.request("GET", f"/api/tasks/{task}/data?type=frame&number={number}&quality=original")
