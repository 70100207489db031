"""Links between the objects of a job: added and removed by what they say, gone with their objects, kept in backups."""
import io
import zipfile

import pytest
from media import pictures
from test_backups import export, restore

STRANGER = "a long password 7"


@pytest.fixture
def job(limn):
    task = limn.task(pictures(2))
    label = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    job = limn.jobs(task["id"])[0]["id"]
    boxes = [{"type": "rectangle", "frame": 0, "label_id": label, "points": [n, 0, n + 1, 1]} for n in range(3)]
    track = {"frame": 0, "label_id": label, "shapes": [{"type": "rectangle", "frame": 0, "points": [1, 1, 2, 2]}]}
    made = limn.json("PATCH", f"/api/jobs/{job}/annotations?action=create", status=200, json={"shapes": boxes, "tracks": [track]})
    return task["id"], job, [one["id"] for one in made["shapes"]], made["tracks"][0]["id"]


def link(start, end, kind="link", name=""):
    def at(one):
        return {"type": one[0], "id": one[1]} if isinstance(one, tuple) else {"type": "shape", "id": one}

    return {"from": at(start), "to": at(end), "kind": kind, "name": name}


def change(limn, job, status=200, headers=None, auth=None, **body):
    keywords = {"auth": auth} if auth else {}
    return limn.json("PATCH", f"/api/jobs/{job}/annotations/links", status=status, json=body, headers=headers or {}, **keywords)


def links(limn, job):
    return limn.json("GET", f"/api/jobs/{job}/annotations/links")["links"]


def revision(limn, job):
    return int(limn.request("GET", f"/api/jobs/{job}/annotations/links").headers["X-Job-Revision"])


def test_links_are_added_and_removed_by_what_they_say(limn, job):
    _, job, (a, b, c), track = job
    first, second = link(a, b, name="drives"), link(b, ("track", track), "parent")
    assert links(limn, job) == []
    assert change(limn, job, add=[first, second])["links"] == [first, second] == links(limn, job)
    assert revision(limn, job) == 2
    change(limn, job, add=[first], remove=[link(c, a)])  # there already, and gone already
    assert revision(limn, job) == 2
    assert change(limn, job, add=[link(a, b)], remove=[first])["links"] == [link(a, b)]
    assert links(limn, job) == [second, link(a, b)]
    row = limn.json("GET", f"/api/jobs/{job}/annotations/history")["results"][-1]
    assert row["action"] == "links" and row["revision"] == 3 and row["user_id"]
    assert change(limn, job)["links"] == [] and len(links(limn, job)) == 2


def test_another_revision_is_refused(limn, job):
    _, job, (a, b, _c), _ = job
    answer = change(limn, job, status=409, headers={"If-Match": "0"}, add=[link(a, b)])
    assert answer["revision"] == 1 and links(limn, job) == []
    change(limn, job, headers={"If-Match": "1"}, add=[link(a, b)])


def test_links_go_with_their_objects(limn, job):
    _, job, (a, b, c), track = job
    change(limn, job, add=[link(a, b), link(b, c), link(("track", track), c)])
    shapes = limn.json("GET", f"/api/jobs/{job}/annotations")["shapes"]
    limn.json("PATCH", f"/api/jobs/{job}/annotations?action=update", status=200, json={"shapes": [{**one, "points": [5, 5, 9, 9]} for one in shapes]})
    assert len(links(limn, job)) == 3  # an edit keeps them
    limn.json("PATCH", f"/api/jobs/{job}/annotations?action=delete", status=200, json={"shapes": [one for one in shapes if one["id"] == a]})
    assert links(limn, job) == [link(b, c), link(("track", track), c)]
    limn.request("DELETE", f"/api/jobs/{job}/annotations")
    assert links(limn, job) == []


def test_a_replacement_keeps_links_of_what_comes_back(limn, job):
    task, job, (a, b, c), track = job
    kept, lost = [link(a, b, name="drives"), link(("track", track), a, "parent")], link(b, c)
    change(limn, job, add=[*kept, lost])
    data = limn.json("GET", f"/api/jobs/{job}/annotations")
    same = {**data, "shapes": [one for one in data["shapes"] if one["id"] != c]}

    def bare(one):  # a replacement has no ids
        return {key: [bare(each) for each in value] if key in ("shapes", "elements") else value for key, value in one.items() if key != "id"}

    other = {**bare(data["shapes"][0]), "points": [40, 40, 50, 50]}
    again = {"tags": [], "shapes": [other, *(bare(one) for one in reversed(same["shapes"]))], "tracks": [bare(one) for one in same["tracks"]]}
    for path, gone in ((f"/api/jobs/{job}/annotations", 1), (f"/api/tasks/{task}/annotations", 0)):
        answer = limn.request("PUT", path, json=again)
        assert answer.status_code == 200, answer.text
        assert (answer.headers["X-Links-Kept"], answer.headers["X-Links-Lost"]) == ("2", str(gone))
        now = limn.json("GET", f"/api/jobs/{job}/annotations")
        place = {one["id"]: one["points"][0] for one in now["shapes"]}
        first, second = links(limn, job)
        assert (place[first["from"]["id"]], place[first["to"]["id"]], first["name"]) == (0, 1, "drives")
        assert second["from"] == {"type": "track", "id": now["tracks"][0]["id"]} and place[second["to"]["id"]] == 0
    answer = limn.request("PUT", f"/api/jobs/{job}/annotations", json={"tags": [], "shapes": [other], "tracks": []})
    assert answer.headers["X-Links-Lost"] == "2" and links(limn, job) == []


def test_links_of_a_label_that_was_removed_are_not_shown(limn, job):
    task, job, (a, b, c), _ = job
    other = next(one for one in limn.json("PATCH", f"/api/tasks/{task}", json={"labels": [{"name": "van"}]}) and limn.json("GET", f"/api/labels?task_id={task}")["results"] if one["name"] == "van")
    made = limn.json("PATCH", f"/api/jobs/{job}/annotations?action=create", status=200, json={"shapes": [{"type": "rectangle", "frame": 0, "label_id": other["id"], "points": [0, 0, 1, 1]}]})["shapes"][0]["id"]
    change(limn, job, add=[link(a, made), link(b, c)])
    limn.request("DELETE", f"/api/labels/{other['id']}")
    assert links(limn, job) == [link(b, c)]


@pytest.mark.parametrize("wrong", [
    lambda a, b: link(a, a),
    lambda a, b: link(a, 999999),
    lambda a, b: link(a, ("track", b)),
    lambda a, b: {**link(a, b), "kind": "cousin"},
    lambda a, b: {**link(a, b), "name": "x" * 101},
    lambda a, b: {**link(a, b), "from": {"type": "tag", "id": a}},
    lambda a, b: {"from": {"type": "shape", "id": a}, "kind": "link"},
    lambda a, b: 5,
])
def test_what_is_wrong_changes_nothing(limn, job, wrong):
    _, job, (a, b, c), _ = job
    change(limn, job, status=400, add=[link(b, c), wrong(a, b)])
    assert links(limn, job) == [] and revision(limn, job) == 1


def test_who_may_not_save_may_not_link(limn, job):
    _, job, (a, b, _c), _ = job
    name = f"stranger-{job}"
    limn.json("POST", "/api/auth/register", json={"username": name, "first_name": "Some", "last_name": "Body", "email": f"{name}@example.org", "password1": STRANGER, "password2": STRANGER})
    change(limn, job, status=403, auth=(name, STRANGER), add=[link(a, b)])
    assert limn.request("GET", f"/api/jobs/{job}/annotations/links", auth=(name, STRANGER)).status_code == 403
    assert limn.request("GET", "/api/jobs/999999/annotations/links").status_code == 404


def test_a_backup_brings_them_back(limn, job):
    task, job, (a, b, c), track = job
    change(limn, job, add=[link(c, a, name="part of"), link(("track", track), b, "parent")])
    again = limn.jobs(restore(limn, "tasks", export(limn, "tasks", task)))[0]["id"]
    data = limn.json("GET", f"/api/jobs/{again}/annotations")
    place = {one["id"]: one["points"][0] for one in data["shapes"]}
    first, second = links(limn, again)
    assert [place[first["from"]["id"]], place[first["to"]["id"]], first["name"]] == [2, 0, "part of"]
    assert second["from"] == {"type": "track", "id": data["tracks"][0]["id"]} and place[second["to"]["id"]] == 1 and second["kind"] == "parent"


@pytest.mark.parametrize("form", ["CVAT for images 1.1", "CVAT for video 1.1"])
@pytest.mark.parametrize("kind", ["tasks", "jobs"])
def test_a_dataset_in_cvats_form_takes_them_along(limn, job, form, kind):
    task, job, (a, b, c), track = job
    change(limn, job, add=[link(c, a, name='part "of" <it>'), link(("track", track), b, "parent")])
    made = limn.json("POST", f"/api/{kind}/{task if kind == 'tasks' else job}/dataset/export", status=202, params={"format": form, "location": "local", "save_images": "false"})
    content = limn.request("GET", limn.wait(made["rq_id"])["result_url"].removeprefix(limn.url)).content
    again = limn.task(pictures(2))["id"]
    place = limn.jobs(again)[0]["id"]
    where = f"/api/tasks/{again}/annotations" if kind == "tasks" else f"/api/jobs/{place}/annotations"
    for _ in range(2):  # replaced the second time
        sent = limn.json("POST", where, status=202, params={"format": "CVAT 1.1", "location": "local"}, files={"annotation_file": ("data.zip", content)})
        row = limn.wait(sent["rq_id"])
        assert row["status"] == "finished", row["message"]
    data = limn.json("GET", f"/api/jobs/{place}/annotations")
    left = {("shape", one["id"]): one["points"][0] for one in data["shapes"]} | {("track", one["id"]): one["shapes"][0]["points"][0] for one in data["tracks"]}
    told = [(left[one["from"]["type"], one["from"]["id"]], left[one["to"]["type"], one["to"]["id"]], one["kind"], one["name"]) for one in links(limn, place)]
    named, parents = [one for one in told if one[3]], [one for one in told if not one[3]]
    assert named == [(2, 0, "link", 'part "of" <it>')]
    assert parents == [(1, 1, "parent", "")]  # of images, the part of the track on the frame of the box


def test_without_links_a_dataset_is_as_ever(limn, job):
    _, job, _, _ = job
    made = limn.json("POST", f"/api/jobs/{job}/dataset/export", status=202, params={"format": "CVAT for images 1.1", "location": "local", "save_images": "false"})
    content = limn.request("GET", limn.wait(made["rq_id"])["result_url"].removeprefix(limn.url)).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("annotations.xml").decode()
    assert "object=" not in text and "<links" not in text
