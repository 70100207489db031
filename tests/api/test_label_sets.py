"""What a team agrees on about its labels: the key of each, the order they are listed in, and skeletons that get more points."""
import json

import pytest
from event_stream import listen_to, person, token
from media import picture
from test_backups import export, members, restore

LABELS = [{"name": "car", "hotkey": "w"}, {"name": "bus"}, {"name": "tram", "hotkey": "t l"}]


def listed(limn, query):
    return limn.json("GET", f"/api/labels?{query}&page_size=all&sort=position&hotkeys=true")["results"]


def keys(limn, query):
    return [(label["name"], label["hotkey"]) for label in listed(limn, query)]


@pytest.fixture
def project(limn):
    return limn.json("POST", "/api/projects", json={"name": "streets", "labels": LABELS})["id"]


def change(limn, project, *labels, status=200):
    return limn.json("PATCH", f"/api/projects/{project}", status=status, json={"labels": list(labels)})


def test_keys_are_told_to_who_asks_and_to_nobody_else(limn, project):
    assert keys(limn, f"project_id={project}") == [("car", "w"), ("bus", ""), ("tram", "t l")]
    plain = limn.json("GET", f"/api/labels?project_id={project}")["results"]
    assert all("hotkey" not in label and "position" not in label for label in plain)
    car = plain[0]["id"]
    assert "hotkey" not in limn.json("GET", f"/api/labels/{car}")
    assert limn.json("GET", f"/api/labels/{car}?hotkeys=true")["hotkey"] == "w"
    assert "hotkey" not in limn.json("PATCH", f"/api/labels/{car}", json={"color": "#00ff00"})
    assert limn.json("PATCH", f"/api/labels/{car}?hotkeys=true", json={"hotkey": "e", "color": "#00ff00"})["hotkey"] == "e"
    assert limn.request("GET", f"/api/labels/{car}?hotkeys=perhaps").status_code == 400


def test_a_change_that_names_no_key_leaves_it(limn, project):
    car = listed(limn, f"project_id={project}")[0]["id"]
    change(limn, project, {"id": car, "name": "vehicle", "color": "#123456"})
    assert keys(limn, f"project_id={project}")[0] == ("vehicle", "w")
    change(limn, project, {"id": car, "hotkey": "", "color": "#123456"})
    assert keys(limn, f"project_id={project}")[0] == ("vehicle", "")


def test_two_labels_may_exchange_keys_and_never_share_one(limn, project):
    car, bus, tram = (label["id"] for label in listed(limn, f"project_id={project}"))
    change(limn, project, {"id": car, "hotkey": "t l"}, {"id": tram, "hotkey": "w"})
    assert keys(limn, f"project_id={project}") == [("car", "t l"), ("bus", ""), ("tram", "w")]
    for clashing in ("w", "t", "t l r"):  # the same, the beginning of one, one that goes on
        assert "cannot be told apart" in change(limn, project, {"id": bus, "hotkey": clashing}, status=400)[0]
    assert limn.request("PATCH", f"/api/labels/{bus}", json={"hotkey": "w"}).status_code == 400
    twice = [{"name": "a", "hotkey": "x"}, {"name": "b", "hotkey": "x"}]
    assert "cannot be told apart" in limn.json("POST", "/api/projects", status=400, json={"name": "p", "labels": twice})[0]
    assert keys(limn, f"project_id={project}") == [("car", "t l"), ("bus", ""), ("tram", "w")]


@pytest.mark.parametrize("key", ["W", "hyper+q", "shift", "shift+ctrl+q", "a b c d", "q" * 65, None, "f123"])
def test_what_is_no_key_is_refused(limn, project, key):
    car = listed(limn, f"project_id={project}")[0]["id"]
    assert "hotkey" in limn.json("PATCH", f"/api/labels/{car}", status=400, json={"hotkey": key})


@pytest.mark.parametrize("key", ["é", "ctrl+alt+shift+arrowleft", "f", "f12", "+", "shift++", "?"])
def test_whatever_a_keyboard_gives_is_a_key(limn, project, key):
    car = listed(limn, f"project_id={project}")[0]["id"]
    limn.json("PATCH", f"/api/labels/{car}", json={"hotkey": key})
    assert keys(limn, f"project_id={project}")[0] == ("car", key)


def test_the_order_is_the_team_s_and_the_list_of_others_stays(limn, project):
    car, bus, tram = (label["id"] for label in listed(limn, f"project_id={project}"))
    change(limn, project, *({"id": one, "position": place, "color": "#123456"} for place, one in enumerate((tram, car, bus), 1)))
    assert [label["id"] for label in listed(limn, f"project_id={project}")] == [tram, car, bus]
    assert [label["id"] for label in limn.json("GET", f"/api/labels?project_id={project}")["results"]] == [car, bus, tram]
    back = limn.json("GET", f"/api/labels?project_id={project}&sort=-position")["results"]
    assert [label["id"] for label in back] == [bus, car, tram]
    change(limn, project, {"name": "bike"})
    assert [label["name"] for label in listed(limn, f"project_id={project}")] == ["tram", "car", "bus", "bike"]
    change(limn, project, {"name": "van", "position": 0})
    assert listed(limn, f"project_id={project}")[0]["name"] == "van"
    assert "position" in limn.json("PATCH", f"/api/labels/{car}", status=400, json={"position": -1})


def test_both_go_along_with_backups(limn):
    task = limn.task({"a.png": picture()}, labels=LABELS)["id"]
    car, bus, tram = (label["id"] for label in listed(limn, f"task_id={task}"))
    limn.json("PATCH", f"/api/tasks/{task}", json={"labels": [{"id": one, "position": place, "color": "#123456"} for place, one in enumerate((tram, bus, car), 1)]})
    wanted = [("tram", "t l"), ("bus", ""), ("car", "w")]
    assert keys(limn, f"task_id={task}") == wanted
    again = restore(limn, "tasks", export(limn, "tasks", task))
    assert keys(limn, f"task_id={again}") == wanted
    made = limn.json("POST", "/api/projects", json={"name": "streets", "labels": LABELS[::-1]})["id"]
    again = restore(limn, "projects", export(limn, "projects", made))
    assert keys(limn, f"project_id={again}") == [("tram", "t l"), ("bus", ""), ("car", "w")]


def test_who_may_not_change_labels_changes_neither(limn, project):
    other = token(limn, person(limn, "onlooker-of-labels"))
    car = listed(limn, f"project_id={project}")[0]["id"]
    answer = limn.request("PATCH", f"/api/labels/{car}", headers=other, auth=None, json={"hotkey": "q"})
    assert answer.status_code == 403
    assert keys(limn, f"project_id={project}")[0] == ("car", "w")


# --- skeletons that change after they are in use

def circle(number, x, y, name):
    return f'<circle r="1.5" cx="{x}" cy="{y}" data-type="element node" data-element-id="{number}" data-node-id="{number}" data-label-name="{name}"></circle>'


PARTS = [{"name": "head", "type": "points"}, {"name": "hand", "type": "points", "attributes": [{"name": "side", "mutable": True, "input_type": "text", "values": [""]}]}]
POSE = {"name": "pose", "type": "skeleton", "svg": circle(1, 20, 20, "head") + circle(2, 60, 60, "hand"), "sublabels": PARTS}


class Poses:
    """A task with a skeleton as a shape and as a track, and a box."""

    def __init__(self, limn):
        self.limn = limn
        self.task = limn.task({"a.png": picture(), "b.png": picture()}, labels=[POSE, {"name": "car"}])["id"]
        self.job = limn.jobs(self.task)[0]["id"]
        self.label, self.car = limn.json("GET", f"/api/labels?task_id={self.task}")["results"]
        self.head, self.hand = self.label["sublabels"]
        point = lambda part, x, y, **more: {"type": "points", "frame": 0, "label_id": part["id"], "points": [x, y], **more}  # noqa: E731
        keyframe = lambda x, y: {"type": "points", "frame": 0, "points": [x, y], "outside": False, "attributes": []}  # noqa: E731
        self.saved = limn.json("PATCH", f"/api/jobs/{self.job}/annotations?action=create", json={
            "tags": [], "shapes": [
                {"type": "skeleton", "frame": 0, "label_id": self.label["id"], "group": 4, "elements": [point(self.head, 10, 10), point(self.hand, 90, 50, occluded=True)]},
                {"type": "rectangle", "frame": 0, "label_id": self.car["id"], "points": [1, 1, 9, 9]}],
            "tracks": [{"frame": 0, "label_id": self.label["id"], "shapes": [{"type": "skeleton", "frame": 0, "points": [], "attributes": []}], "elements": [
                {"frame": 0, "label_id": part["id"], "shapes": [keyframe(*at)]} for part, at in ((self.head, (0, 0)), (self.hand, (20, 20)))]}]}, status=200)

    def annotations(self):
        return self.limn.json("GET", f"/api/jobs/{self.job}/annotations")

    def parts(self):
        return [{"id": one["id"], "name": one["name"], "color": one["color"]} for one in self.limn.json("GET", f"/api/labels/{self.label['id']}")["sublabels"]]

    def change(self, parts, status=200, **more):
        return self.limn.json("PATCH", f"/api/labels/{self.label['id']}/skeleton", status=status, json={"sublabels": parts, **more})


@pytest.fixture
def poses(limn):
    return Poses(limn)


def test_a_new_point_is_outside_on_whatever_is_annotated_and_nothing_is_lost(limn, poses):
    before = poses.annotations()
    assert limn.json("GET", f"/api/labels/{poses.label['id']}/usage") == {"tags": 0, "shapes": 1, "tracks": 1, "jobs": 1}
    svg = circle(1, 20, 20, "head") + circle(2, 60, 60, "hand") + circle(3, 40, 40, "tail") + circle(4, 20, 60, "foot")
    label = poses.change([*poses.parts(), {"name": "tail", "color": "#010203"}, {"name": "foot", "attributes": [{"name": "shoe", "mutable": False, "input_type": "text", "default_value": "no", "values": [""]}]}], svg=svg)
    assert [part["name"] for part in label["sublabels"]] == ["head", "hand", "tail", "foot"]
    tail, foot = label["sublabels"][2:]
    assert tail["color"] == "#010203" and tail["type"] == "points" and f'data-label-id="{foot["id"]}"' in label["svg"] and "data-label-name" not in label["svg"]
    after = poses.annotations()
    shape = next(one for one in after["shapes"] if one["type"] == "skeleton")
    old = next(one for one in before["shapes"] if one["type"] == "skeleton")
    assert shape["elements"][:2] == old["elements"] and {**shape, "elements": None} == {**old, "elements": None}
    fresh = shape["elements"][2:]
    assert [(one["label_id"], one["outside"], one["points"]) for one in fresh] == [(tail["id"], True, [50.0, 30.0]), (foot["id"], True, [pytest.approx(18.38, abs=0.01), pytest.approx(61.62, abs=0.01)])]
    assert fresh[1]["attributes"] == [{"spec_id": foot["attributes"][0]["id"], "value": "no"}] and all(one["id"] for one in fresh)
    track, was = after["tracks"][0], before["tracks"][0]
    assert track["elements"][:2] == was["elements"] and track["shapes"] == was["shapes"] and track["id"] == was["id"]
    assert [(one["label_id"], one["frame"], [(k["frame"], k["outside"], k["points"]) for k in one["shapes"]]) for one in track["elements"][2:]] == [
        (tail["id"], 0, [(0, True, [10.0, 10.0])]), (foot["id"], 0, [(0, True, [0.0, 20.0])])]
    assert [one for one in after["shapes"] if one["type"] == "rectangle"] == [one for one in before["shapes"] if one["type"] == "rectangle"]


def test_points_get_other_names_and_may_exchange_them(poses):
    before = poses.annotations()
    head, hand = poses.parts()
    label = poses.change([{**head, "name": "hand"}, {**hand, "name": "head", "color": "#0a0b0c"}])
    assert [(part["id"], part["name"]) for part in label["sublabels"]] == [(head["id"], "hand"), (hand["id"], "head")]
    assert label["sublabels"][1]["color"] == "#0a0b0c" and label["svg"] == poses.label["svg"]
    assert poses.annotations() == before


def test_a_point_may_be_called_whatever(poses):
    svg = circle(1, 20, 20, "head") + circle(2, 60, 60, "hand") + circle(3, 40, 40, "a &amp; &quot;b&quot; &lt;")
    label = poses.change([*poses.parts(), {"name": 'a & "b" <'}], svg=svg)
    assert "data-label-name" not in label["svg"] and f'data-label-id="{label["sublabels"][2]["id"]}"' in label["svg"]


@pytest.mark.parametrize("wrong", ["missing", "twice", "same name", "no name", "of another", "no list", "no skeleton"])
def test_what_would_lose_or_confuse_something_is_refused_as_a_whole(limn, poses, wrong):
    before, parts = poses.annotations(), poses.parts()
    fresh = {"name": "tail"}
    path, body, status = f"/api/labels/{poses.label['id']}/skeleton", [*parts, fresh], 400
    if wrong == "missing":
        body = [parts[0], fresh]
    elif wrong == "twice":
        body = [*parts, parts[0], fresh]
    elif wrong == "same name":
        body = [*parts, {"name": "head"}]
    elif wrong == "no name":
        body = [*parts, {"color": "#010203"}]
    elif wrong == "of another":
        body, status = [*parts, {"id": poses.car["id"], "name": "tail"}], 404
    elif wrong == "no list":
        body = "tail"
    else:
        path = f"/api/labels/{poses.car['id']}/skeleton"
    answer = limn.request("PATCH", path, json={"sublabels": body})
    assert answer.status_code == status, answer.text
    assert poses.annotations() == before and poses.parts() == parts


def test_every_job_of_a_project_is_changed_and_told(limn):
    project = limn.json("POST", "/api/projects", json={"name": "p", "labels": [POSE]})["id"]
    label = limn.json("GET", f"/api/labels?project_id={project}")["results"][0]
    jobs = []
    for _ in range(2):
        task = limn.task({"a.png": picture()}, labels=[], project_id=project)["id"]
        jobs.append(limn.jobs(task)[0]["id"])
    skeleton = {"type": "skeleton", "frame": 0, "label_id": label["id"], "elements": [{"type": "points", "frame": 0, "label_id": label["sublabels"][0]["id"], "points": [1, 1]}]}
    limn.json("PATCH", f"/api/jobs/{jobs[0]}/annotations?action=create", status=200, json={"shapes": [skeleton], "tags": [], "tracks": []})
    listeners = [listen_to(limn, f"/api/jobs/{job}/presence?key=k", token(limn)) for job in jobs]
    told = lambda one, name: [data["revision"] for event, data in one.events if event == name]  # noqa: E731
    for one in listeners:
        one.wait(lambda one: told(one, "labels") and told(one, "saved"))
    limn.json("PATCH", f"/api/labels/{label['id']}/skeleton", json={"sublabels": [*({"id": part["id"]} for part in label["sublabels"]), {"name": "tail"}]})
    for one in listeners:
        one.wait(lambda one: len(set(told(one, "labels"))) == 2)
    listeners[0].wait(lambda one: len(set(told(one, "saved"))) == 2)
    assert len(set(told(listeners[1], "saved"))) == 1  # nothing of it is annotated there
    for one in listeners:
        one.close()
    assert [len(one["elements"]) for one in limn.json("GET", f"/api/jobs/{jobs[0]}/annotations")["shapes"]] == [2]


def test_a_save_that_began_before_is_told_of_it(limn, poses):
    path = f"/api/jobs/{poses.job}/annotations"
    revision = limn.request("GET", path).headers["X-Job-Revision"]
    poses.change([*poses.parts(), {"name": "tail"}])
    answer = limn.request("PATCH", f"{path}?action=update", headers={"If-Match": revision}, json={"shapes": [], "tags": [], "tracks": poses.saved["tracks"]})
    assert answer.status_code == 409
    assert len(poses.annotations()["tracks"][0]["elements"]) == 3


def test_a_changed_skeleton_goes_through_a_backup(limn, poses):
    poses.change([*poses.parts(), {"name": "tail"}], svg=circle(1, 20, 20, "head") + circle(2, 60, 60, "hand") + circle(3, 40, 40, "tail"))
    again = restore(limn, "tasks", export(limn, "tasks", poses.task))
    label = next(one for one in limn.json("GET", f"/api/labels?task_id={again}")["results"] if one["type"] == "skeleton")
    assert [part["name"] for part in label["sublabels"]] == ["head", "hand", "tail"]
    made = limn.json("GET", f"/api/tasks/{again}/annotations")
    assert [len(one["elements"]) for one in [*made["shapes"], *made["tracks"]] if one.get("elements")] == [3, 3]


def test_who_may_not_change_labels_changes_no_skeleton(limn, poses):
    other = token(limn, person(limn, "onlooker-of-poses"))
    answer = limn.request("PATCH", f"/api/labels/{poses.label['id']}/skeleton", headers=other, auth=None, json={"sublabels": poses.parts()})
    assert answer.status_code == 403
    assert limn.request("GET", f"/api/labels/{poses.label['id']}/usage", headers=other, auth=None).status_code == 403


# --- what the editor begins with in a project

def test_a_project_says_what_the_editor_begins_with(limn, project):
    path = f"/api/projects/{project}/settings"
    assert limn.json("GET", path) == {}
    assert limn.json("PATCH", path, json={"editor.player": {"step": 5}, "editor.text": {"size": 9}}) == {"editor.player": {"step": 5}, "editor.text": {"size": 9}}
    assert limn.json("PATCH", path, json={"editor.text": None}) == {"editor.player": {"step": 5}}
    assert limn.request("PATCH", path, json=[1]).status_code == 400
    answer = limn.request("PATCH", path, json={"editor.image": "x" * 70_000})
    assert answer.status_code == 400 and "64 KiB" in answer.text
    assert limn.json("GET", path) == {"editor.player": {"step": 5}}
    again = restore(limn, "projects", export(limn, "projects", project))
    assert limn.json("GET", f"/api/projects/{again}/settings") == {"editor.player": {"step": 5}}


def test_who_works_in_a_job_gets_them_without_seeing_the_project(limn, project):
    limn.json("PATCH", f"/api/projects/{project}/settings", json={"editor.player": {"step": 5}})
    task = limn.task({"a.png": picture()}, labels=[], project_id=project)["id"]
    job = limn.jobs(task)[0]["id"]
    name = person(limn, "worker-with-defaults")
    worker = token(limn, name)
    path = f"/api/jobs/{job}/settings"
    assert limn.request("GET", path, headers=worker, auth=None).status_code == 403
    limn.json("PATCH", f"/api/jobs/{job}", json={"assignee": limn.json("GET", "/api/users/self", headers=worker, auth=None)["id"]})
    assert limn.json("GET", path, headers=worker, auth=None) == {"project_id": project, "changeable": False, "settings": {"editor.player": {"step": 5}}}
    assert limn.json("GET", path)["changeable"] is True
    for method in ("GET", "PATCH"):
        answer = limn.request(method, f"/api/projects/{project}/settings", headers=worker, auth=None, json={"editor.player": None})
        assert answer.status_code == 403
    alone = limn.jobs(limn.task({"a.png": picture()})["id"])[0]["id"]
    assert limn.json("GET", f"/api/jobs/{alone}/settings") == {"project_id": None, "changeable": False, "settings": {}}


def test_backups_have_nothing_in_their_labels_that_a_cvat_refuses(limn):
    task = limn.task({"a.png": picture()}, labels=LABELS)["id"]
    description = json.loads(members(export(limn, "tasks", task))["task.json"])
    assert all(set(label) <= {"name", "color", "attributes", "type", "svg", "sublabels"} for label in description["labels"])
    assert description["label_hotkeys"] == {"car": "w", "tram": "t l"}
    plain = limn.task({"a.png": picture()}, labels=[{"name": "car"}])["id"]
    assert "label_hotkeys" not in json.loads(members(export(limn, "tasks", plain))["task.json"])
