"""Who last changed each object of a job: asked for as a whole, and for what has changed since a revision."""
import pytest
from media import pictures


@pytest.fixture
def job(limn):
    task = limn.task(pictures(2))
    label = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    return limn.jobs(task["id"])[0]["id"], label


def box(label, n=0, **more):
    return {"type": "rectangle", "frame": 0, "label_id": label, "points": [n, 0, n + 1, 1], **more}


def save(limn, job, action, shapes, auth=None):
    keywords = {"auth": auth} if auth else {}
    return limn.json("PATCH", f"/api/jobs/{job}/annotations?action={action}", status=200, json={"shapes": shapes}, **keywords)["shapes"]


def authors(limn, job, **query):
    return limn.json("GET", f"/api/jobs/{job}/annotations/authors", params=query)


@pytest.fixture
def ann(limn, job):
    """Somebody else, who has the job."""
    name, password = f"ann-{job[0]}", "a long password 7"
    account = limn.json("POST", "/api/auth/register", json={"username": name, "first_name": "Ann", "last_name": "Lee", "email": f"{name}@example.org", "password1": password, "password2": password})
    user = limn.json("GET", f"/api/users?search={account['username']}")["results"][0]["id"]
    limn.json("PATCH", f"/api/jobs/{job[0]}", json={"assignee": user})
    return user, (name, password)


def test_every_object_is_of_who_changed_it_last(limn, job, ann):
    job, label = job
    user, auth = ann
    made = save(limn, job, "create", [box(label, n) for n in range(4)])
    save(limn, job, "update", [{**made[1], "points": [5, 5, 9, 9]}], auth)
    answer = authors(limn, job)
    assert answer["revision"] == 2 and answer["next"] is None
    mine, theirs = answer["results"]
    first = made[0]["id"]
    assert mine["shapes"] == [[first, first], [first + 2, first + 3]] and mine["tags"] == [] and mine["action"] == "create"
    assert theirs["shapes"] == [[first + 1, first + 1]] and theirs["user_id"] == user and theirs["created_date"]
    assert {"id": user, "username": auth[0], "first_name": "Ann", "last_name": "Lee"} in answer["users"]
    since = authors(limn, job, since=1)
    assert [one["revision"] for one in since["results"]] == [2] and [one["id"] for one in since["users"]] == [user]
    assert authors(limn, job, since=2)["results"] == []


def test_who_may_not_see_the_annotations_is_not_told(limn, job):
    job, _ = job
    name, password = f"stranger-{job}", "a long password 7"
    limn.json("POST", "/api/auth/register", json={"username": name, "first_name": "Some", "last_name": "Body", "email": f"{name}@example.org", "password1": password, "password2": password})
    assert limn.request("GET", f"/api/jobs/{job}/annotations/authors", auth=(name, password)).status_code == 403
    assert limn.request("GET", "/api/jobs/999999/annotations/authors").status_code == 404
    assert limn.request("GET", f"/api/jobs/{job}/annotations/authors?since=x").status_code == 400
