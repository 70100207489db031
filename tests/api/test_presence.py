"""/api/jobs/{id}/presence: who else is in a job, and that somebody has saved it."""
import itertools
import json
import time

import pytest
from event_stream import Listener, listen_to, person, token
from media import picture
from server import Server


numbers = itertools.count()


class Room:
    """A job of the administrator's with an assignee, ann."""

    def __init__(self, limn):
        self.limn = limn
        name = next(numbers)
        self.task = limn.task({"a.png": picture(), "b.png": picture()})
        self.job = limn.jobs(self.task["id"])[0]["id"]
        self.path = f"/api/jobs/{self.job}/presence"
        self.boss, self.ann = token(limn), token(limn, person(limn, f"ann-{name}"))
        self.ann_id = limn.json("GET", "/api/users/self", headers=self.ann, auth=None)["id"]
        limn.json("PATCH", f"/api/jobs/{self.job}", json={"assignee": self.ann_id})
        self.label = limn.json("GET", f"/api/labels?job_id={self.job}")["results"][0]["id"]

    def listen(self, headers, key):
        return listen_to(self.limn, f"{self.path}?key={key}", headers)

    def tell(self, headers, key, status=204, **body):
        answer = self.limn.request("PUT", self.path, headers=headers, auth=None, json={"key": key, "frame": 0, **body})
        assert answer.status_code == status, answer.text
        return answer

    def save(self, headers=None, auth=None):
        box = {"type": "rectangle", "frame": 0, "label_id": self.label, "points": [1, 1, 9, 9]}
        answer = self.limn.request("PATCH", f"/api/jobs/{self.job}/annotations?action=create", headers=headers, auth=auth, json={"shapes": [box], "tags": [], "tracks": []})
        assert answer.status_code == 200, answer.text
        return int(answer.headers["X-Job-Revision"]), answer.json()["shapes"][0]["id"]


@pytest.fixture
def room(limn):
    return Room(limn)


def people(listener):
    return [data for name, data in listener.events if name == "person"]


def saves(listener):
    return [data for name, data in listener.events if name == "saved"]


def test_two_see_each_other_come_move_and_leave(room):
    boss = room.listen(room.boss, "one")
    ann = room.listen(room.ann, "one")
    ann.wait(people)
    boss.wait(people)
    seen = people(boss)[0]
    assert seen["user"]["id"] == room.ann_id and seen["user"]["username"].startswith("ann-") and set(seen["user"]) == {"id", "username", "first_name", "last_name"}
    assert (seen["frame"], seen["editing"], seen["objects"]) == (None, False, []) and seen["since"]
    _, shape = room.save(room.ann)
    room.tell(room.ann, "one", frame=1, editing=True, objects=[{"type": "shape", "id": shape}])
    boss.wait(lambda one: people(one)[-1]["frame"] == 1)
    moved = people(boss)[-1]
    assert moved == {**seen, "frame": 1, "editing": True, "objects": [{"type": "shape", "id": shape}]}
    count = len(people(boss))
    room.tell(room.ann, "one", frame=1, editing=True, objects=[{"type": "shape", "id": shape}])  # nothing new
    late = room.listen(room.boss, "two")  # another page of the same account: told of both
    late.wait(lambda one: len(people(one)) == 2)
    assert moved in people(late)
    assert [one for one in people(boss)[count:] if one["user"]["id"] == room.ann_id] == []
    assert all(one["user"]["id"] != room.ann_id for one in people(ann))  # nobody is told of themselves
    ann.close()
    boss.wait(lambda one: one.of(moved["id"], "gone"))
    for listener in (boss, late):
        listener.close()


def test_who_connects_again_at_once_is_not_seen_to_leave(room):
    boss, ann = room.listen(room.boss, "b"), room.listen(room.ann, "a")
    boss.wait(people)
    ann.close()
    again = room.listen(room.ann, "a")
    room.tell(room.ann, "a", frame=1)
    boss.wait(lambda one: people(one)[-1]["frame"] == 1)
    assert len({one["id"] for one in people(boss)}) == 1
    time.sleep(10)  # longer than a page is waited for
    assert not [data for name, data in boss.events if name == "gone"]
    again.close()
    boss.close()


def test_saves_are_told_whoever_makes_them(room):
    boss = room.listen(room.boss, "b")
    boss.wait(saves)
    first = saves(boss)[0]["revision"]
    revision, _ = room.save(room.ann)
    boss.wait(lambda one: saves(one)[-1]["revision"] == revision)
    assert revision > first and saves(boss)[-1]["user"]["id"] == room.ann_id
    ann = room.listen(room.ann, "a")  # is told at first where the job is
    ann.wait(saves)
    assert saves(ann) == [saves(boss)[-1]]
    ann.close()
    boss.close()


def test_who_may_only_look_holds_nothing(limn, room):
    limn.json("PATCH", f"/api/users/{room.ann_id}", json={"groups": []})  # no group: an assignee who may not save
    boss, ann = room.listen(room.boss, "b"), room.listen(room.ann, "a")
    held = [{"type": "shape", "id": 1}]
    room.tell(room.ann, "a", frame=1, editing=True, objects=held)
    boss.wait(lambda one: people(one)[-1]["frame"] == 1)
    assert people(boss)[-1]["editing"] is False and people(boss)[-1]["objects"] == held
    for listener in (boss, ann):
        listener.close()


def test_a_token_that_only_reads_looks_on(limn, room):
    value = limn.json("POST", "/api/auth/access_tokens", json={"name": "reads", "read_only": True})["value"]
    reads = {"Authorization": f"Bearer {value}"}
    ann, listener = room.listen(room.ann, "a"), room.listen(reads, "r")
    room.tell(reads, "r", frame=1, editing=True)
    ann.wait(lambda one: people(one) and people(one)[-1]["frame"] == 1)
    assert people(ann)[-1]["editing"] is False
    for one in (listener, ann):
        one.close()


def test_strangers_are_refused(limn, room):
    stranger = token(limn, person(limn, "presence-stranger"))
    for headers, status in ((stranger, 403), ({}, 401)):
        refused = Listener(limn, f"{room.path}?key=x", headers)
        assert refused.answer.status == status, refused.answer.read()
        refused.answer.read()
        room.tell(headers, "x", status=status)
    missing = Listener(limn, "/api/jobs/987654/presence?key=x", room.boss)
    assert missing.answer.status == 404
    assert limn.request("HEAD", f"{room.path}?key=x").status_code == 200


def test_a_job_that_is_deleted_or_an_account_that_is_closed_ends_it(limn, room):
    ann = room.listen(room.ann, "a")
    limn.json("PATCH", f"/api/users/{room.ann_id}", json={"is_active": False})
    ann.wait(lambda one: one.ended)
    boss = room.listen(room.boss, "b")
    limn.request("DELETE", f"/api/tasks/{room.task['id']}")
    boss.wait(lambda one: one.ended)


@pytest.mark.parametrize("key", ["", "a b", "x" * 65, "../x", "ä"])
def test_a_key_is_plain_and_short(limn, room, key):
    refused = limn.request("GET", room.path, params={"key": key})
    assert refused.status_code == 400 and "key" in refused.json()


@pytest.mark.parametrize(("body", "where"), [
    ({}, "key"),
    ({"key": "b"}, "frame"),
    ({"key": "b", "frame": -1}, "frame"),
    ({"key": "b", "frame": "x"}, "frame"),
    ({"key": "x" * 65, "frame": 0}, "key"),
    ({"key": "b", "frame": 0, "editing": "perhaps"}, "editing"),
    ({"key": "b", "frame": 0, "objects": 5}, "objects"),
    ({"key": "b", "frame": 0, "objects": [7]}, "objects"),
    ({"key": "b", "frame": 0, "objects": [{"type": "issue", "id": 1}]}, "objects"),
    ({"key": "b", "frame": 0, "objects": [{"type": "shape", "id": 0}]}, "objects"),
    ({"key": "b", "frame": 0, "objects": [{"type": "shape", "id": i + 1} for i in range(201)]}, "objects"),
])
def test_what_one_says_of_oneself_is_checked(limn, room, body, where):
    refused = limn.request("PUT", room.path, json=body)
    assert refused.status_code == 400 and where in refused.json(), refused.text


def test_bodies_that_are_no_such_thing_are_refused(limn, room):
    put = lambda data, kind="application/json": limn.request("PUT", room.path, data=data, headers={"Content-Type": kind}).status_code  # noqa: E731
    assert put(b"{") == 400 and put(b"[]") == 400 and put(b"\xff\xfe") == 400
    assert put(b"{}", "text/plain") == 415
    assert put(json.dumps({"key": "b", "frame": 0, "pad": "x" * 70_000}).encode()) == 413


def test_who_does_not_listen_is_not_there(room):
    room.tell(room.boss, "b", status=409)
    boss = room.listen(room.boss, "b")
    room.tell(room.ann, "b", status=409)  # the key of somebody else's page
    most = [{"type": "track", "id": i + 1} for i in range(200)]
    room.tell(room.boss, "b", objects=most, editing=True)
    ann = room.listen(room.ann, "a")
    ann.wait(people)
    assert people(ann)[0]["objects"] == most and people(ann)[0]["editing"]
    boss.close()
    ann.wait(lambda one: one.of(people(ann)[0]["id"], "gone"))
    room.tell(room.boss, "b", status=409)
    ann.close()


def test_so_often_one_may_say_something_and_no_more(room):
    boss = room.listen(room.boss, "b")
    for i in range(200):
        room.tell(room.boss, "b", frame=i)
    refused = room.tell(room.boss, "b", status=429)
    assert int(refused.headers["Retry-After"]) > 0
    boss.close()


def test_so_many_may_be_in_a_job_and_no_more(tmp_path, fresh_database):
    limn = Server(tmp_path, fresh_database()).start()
    room = Room(limn)
    crowd = []
    for i in range(5):
        name = person(limn, f"crowd{i}")
        limn.json("PATCH", f"/api/users/{limn.json('GET', f'/api/users?search=crowd{i}')['results'][0]['id']}", json={"is_superuser": True, "is_staff": True, "groups": ["admin"]})
        headers = token(limn, name)
        crowd += [room.listen(headers, f"page{page}") for page in range(10)]
    refused = Listener(limn, f"{room.path}?key=b", room.boss)
    assert refused.answer.status == 429 and refused.answer.getheader("Retry-After") and "merged" in json.loads(refused.answer.read())["detail"]
    crowd[-10].close()
    again = room.listen(headers, "page0")  # whose place was kept
    room.tell(headers, "page1", frame=1)
    crowd[0].wait(lambda one: any(data["frame"] == 1 for data in people(one)))
    limn.stop()
    for listener in (*crowd[:-10], *crowd[-9:], again):
        listener.wait(lambda one: one.ended)
