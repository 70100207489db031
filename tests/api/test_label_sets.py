"""What a team agrees on about its labels: the key of each, and the order they are listed in."""
import pytest
from event_stream import person, token
from media import picture
from test_backups import export, restore

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
