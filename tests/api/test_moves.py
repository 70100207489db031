"""Tasks that move to a project and leave attributes of their labels behind."""
from media import pictures

COLOUR = {"name": "colour", "mutable": False, "input_type": "text", "default_value": "red", "values": []}
SIZE = {"name": "size", "mutable": False, "input_type": "number", "default_value": "1", "values": ["0", "9", "1"]}


def test_attributes_that_the_move_deletes_need_no_counterpart(limn):
    task = limn.task(pictures(2), [{"name": "car", "attributes": [COLOUR, SIZE]}])
    car = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]
    colour, size = (spec["id"] for spec in car["attributes"])
    values = [{"spec_id": colour, "value": "blue"}, {"spec_id": size, "value": "4"}]
    box = {"type": "rectangle", "frame": 0, "label_id": car["id"], "points": [1, 1, 9, 9], "attributes": values}
    limn.json("PUT", f"/api/tasks/{task['id']}/annotations", json={"shapes": [box], "tags": [], "tracks": []})
    project = limn.json("POST", "/api/projects", json={"name": "p", "labels": [{"name": "vehicle", "attributes": [SIZE]}]})["id"]

    hint = {"id": car["id"], "name": "vehicle"}
    move = {"project_id": project, "labels": [hint]}
    refused = limn.request("PATCH", f"/api/tasks/{task['id']}", json=move)
    assert (refused.status_code, refused.json()) == (400, ['Target project does not have "vehicle" label with "colour" attribute'])

    hint["attributes"] = [{**COLOUR, "id": colour, "deleted": True}]
    assert limn.json("PATCH", f"/api/tasks/{task['id']}", json=move)["project_id"] == project
    vehicle = limn.json("GET", f"/api/labels?project_id={project}")["results"][0]
    assert [spec["name"] for spec in vehicle["attributes"]] == ["size"]
    shape = limn.json("GET", f"/api/tasks/{task['id']}/annotations")["shapes"][0]
    assert shape["label_id"] == vehicle["id"]
    assert shape["attributes"] == [{"spec_id": vehicle["attributes"][0]["id"], "value": "4"}]


def test_labels_hand_their_keys_and_their_order_on(limn):
    project = limn.json("POST", "/api/projects", json={"name": "gets keys", "labels": [{"name": "car"}, {"name": "bus", "hotkey": "x"}, {"name": "tram"}]})["id"]
    labels = [{"name": "car", "hotkey": "w"}, {"name": "bus", "hotkey": "b"}, {"name": "tram", "hotkey": "x y"}]
    task = limn.task(pictures(1), labels=labels, name="brings keys")["id"]

    def listed(query):
        return limn.json("GET", f"/api/labels?{query}&page_size=all&sort=position&hotkeys=true")["results"]

    own = {one["name"]: one for one in listed(f"task_id={task}")}
    limn.json("PATCH", f"/api/tasks/{task}", json={"labels": [{"id": own[name]["id"], "name": name, "color": own[name]["color"], "position": place} for place, name in enumerate(("tram", "car", "bus"))]})
    limn.json("PATCH", f"/api/tasks/{task}", json={"project_id": project})
    # A key that is there stays, one that clashes is not taken.
    assert [(one["name"], one["hotkey"]) for one in listed(f"project_id={project}")] == [("tram", ""), ("car", "w"), ("bus", "x")]
