"""Several people save in one job at the same moment: every answered save is there, and a refused one is not."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from media import pictures


@pytest.fixture
def job(limn):
    task = limn.task(pictures(2))
    label = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    return limn.jobs(task["id"])[0]["id"], label


def box(label, n=0):
    return {"type": "rectangle", "frame": 0, "label_id": label, "points": [n, 0, n + 1, 1]}


def at_once(call, count):
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))


def stored(limn, job):
    answer = limn.request("GET", f"/api/jobs/{job}/annotations")
    return answer.json()["shapes"], int(answer.headers["X-Job-Revision"])


def test_every_save_has_a_revision_of_its_own(limn, job):
    job, label = job

    def create(n):
        return limn.request("PATCH", f"/api/jobs/{job}/annotations?action=create", json={"shapes": [box(label, n)]})

    for _ in range(4):
        assert all(a.status_code == 200 for a in at_once(create, 16))
    shapes, revision = stored(limn, job)
    assert len(shapes) == 64 and revision == 64
    assert [r["revision"] for r in limn.json("GET", f"/api/jobs/{job}/annotations/history")["results"]] == list(range(1, 65))


def test_one_of_those_who_saw_the_same_revision_saves(limn, job):
    job, label = job
    for revision in range(10):
        answers = at_once(lambda n: limn.request("PATCH", f"/api/jobs/{job}/annotations?action=create", json={"shapes": [box(label, n)]}, headers={"If-Match": str(revision)}), 8)
        assert sorted(a.status_code for a in answers) == [200] + [409] * 7
    assert len(stored(limn, job)[0]) == 10


@pytest.mark.parametrize("action", ["create", "update"])
def test_one_save_sent_again_and_again_is_saved_once(limn, job, action):
    job, label = job
    for n in range(10):
        before, revision = stored(limn, job)
        shape = {**box(label, n), "id": before[0]["id"]} if action == "update" and before else box(label, n)
        answers = at_once(lambda _, n=n, shape=shape: limn.request("PATCH", f"/api/jobs/{job}/annotations?action={action}", json={"shapes": [shape]}, headers={"Idempotency-Key": f"save {n}"}), 8)
        assert [a.status_code for a in answers] == [200] * 8, answers[0].text
        assert len({a.text for a in answers}) == 1  # the ids are those of the one save
        after, now = stored(limn, job)
        assert now == revision + 1
        assert len(after) == (1 if action == "update" else n + 1)


def test_replacements_do_not_add_up(limn, job):
    job, label = job
    for _ in range(10):
        answers = at_once(lambda n: limn.request("PUT", f"/api/jobs/{job}/annotations", json={"shapes": [box(label, n)] * 3}), 8)
        assert all(a.status_code == 200 for a in answers)
        assert len(stored(limn, job)[0]) == 3
