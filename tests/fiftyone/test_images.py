"""annotate(), load_annotations() and cleanup() on images, with every kind of label."""
import fiftyone as fo
import numpy as np
import pytest
from annotator import Annotator, attribute_ids, gone
from media import picture

WIDTH, HEIGHT = 128, 96  # powers of two times three: relative coordinates come back exactly


@pytest.fixture
def dataset(tmp_path, request):
    made = fo.Dataset(request.node.name, overwrite=True)
    for i, name in enumerate(["street.png", "brücke am fluß.png"]):
        path = tmp_path / name
        path.write_bytes(picture(WIDTH, HEIGHT, (60 * i, 90, 120)))
        made.add_sample(fo.Sample(filepath=str(path)))
    yield made
    made.delete()


def annotate(dataset, schema, key="run", **options):
    return dataset.annotate(key, backend="cvat", label_schema=schema, launch_editor=False, **options)


def load(dataset, key="run"):
    dataset.load_annotations(key, unexpected="keep")
    dataset.reload()
    return list(dataset.sort_by("filepath"))[::-1]  # street first


def finish(dataset, limn, results, key="run"):
    """Takes the run off the server, as a user does at the end."""
    tasks = list(results.task_ids)
    results.cleanup()
    dataset.delete_annotation_run(key)
    assert all(gone(limn, task) for task in tasks)


def box(x, y, width, height):
    return [x / WIDTH, y / HEIGHT, width / WIDTH, height / HEIGHT]


def pixels(points):
    return [(round(x * WIDTH), round(y * HEIGHT)) for x, y in points]


def relative(*points):
    return [(x / WIDTH, y / HEIGHT) for x, y in points]


ATTRIBUTES = {
    "colour": {"type": "select", "values": ["red", "blue", "green"], "default": "red"},
    "plate": {"type": "text", "values": []},
    "side": {"type": "radio", "values": ["left", "right"]},
    "parked": {"type": "checkbox", "values": [True, False], "default": False},
}


def test_detections_are_edited_added_and_deleted(dataset, limn):
    first = dataset.first()
    first["objects"] = fo.Detections(
        detections=[
            fo.Detection(label="car", bounding_box=box(16, 24, 32, 12), colour="blue", plate="B-XY 1", side="left", parked=True),
            fo.Detection(label="person", bounding_box=box(64, 24, 8, 36), colour="green", plate="", side="right", parked=False),
            fo.Detection(label="car", bounding_box=box(0, 48, 64, 48), colour="red"),
        ]
    )
    first.save()
    car, person, deleted = (d.id for d in first.objects.detections)
    results = annotate(dataset, {"objects": {"type": "detections", "classes": ["car", "person"], "attributes": ATTRIBUTES}})

    with Annotator(limn, results.task_ids[0]) as work:
        assert [s["type"] for s in work.shapes] == ["rectangle"] * 3
        assert work.values(work.shapes[0]) == {"label_id": car, "colour": "blue", "plate": "B-XY 1", "side": "left", "parked": "true"}
        work.shapes[0]["points"] = [20.0, 24.0, 52.0, 48.0]
        work.set(work.shapes[0], plate="M-AB 2", parked="false")
        work.shapes[1]["label_id"] = work.labels["car"]["id"]
        work.move_values(work.shapes[1], "car")
        work.shapes[2]["delete"] = True
        work.add("shapes", "person", type="rectangle", frame=1, points=[32.0, 12.0, 64.0, 60.0], values={"colour": "green", "plate": "new"})

    street, bridge = load(dataset)
    edited = {d.id: d for d in street.objects.detections}
    assert set(edited) == {car, person} and deleted not in edited
    assert edited[car].bounding_box == pytest.approx(box(20, 24, 32, 24))
    assert (edited[car].colour, edited[car].plate, edited[car].side, edited[car].parked) == ("blue", "M-AB 2", "left", False)
    assert edited[person].label == "car" and edited[person].bounding_box == pytest.approx(box(64, 24, 8, 36))
    (added,) = bridge.objects.detections
    assert (added.label, added.colour, added.plate) == ("person", "green", "new")
    assert added.bounding_box == pytest.approx(box(32, 12, 32, 48))
    finish(dataset, limn, results)


def test_instances(dataset, limn):
    mask = np.array([[0, 1, 1, 0], [1, 1, 1, 1], [0, 1, 1, 1]], dtype=bool)
    first = dataset.first()
    first["instances"] = fo.Detections(detections=[fo.Detection(label="cat", mask=mask, bounding_box=box(8, 12, 4, 3))])
    first.save()
    results = annotate(dataset, {"instances": {"type": "instances", "classes": ["cat"]}})
    with Annotator(limn, results.task_ids[0]) as work:
        assert [s["type"] for s in work.shapes] == ["mask"]
        assert work.shapes[0]["points"] == [1, 2, 1, 4, 1, 3, 8, 12, 11, 14]
        work.add("shapes", "cat", type="mask", frame=1, points=[0, 3, 1, 2, 20, 30, 22, 31])
    street, bridge = load(dataset)
    (same,), (added,) = street.instances.detections, bridge.instances.detections
    assert same.id == first.instances.detections[0].id and same.mask.astype(bool).tolist() == mask.tolist()
    assert same.bounding_box[:2] == pytest.approx(box(8, 12, 0, 0)[:2])
    assert added.mask.astype(bool).tolist() == [[True, True, True], [False, True, True]]
    finish(dataset, limn, results)


def test_polygons_and_polylines(dataset, limn):
    first = dataset.first()
    area = relative((8, 12), (40, 12), (40, 60), (8, 60))
    line = relative((0, 0), (64, 48), (120, 90))
    parts = [relative((0, 0), (8, 0), (8, 12)), relative((64, 48), (72, 48), (72, 60))]
    first["areas"] = fo.Polylines(polylines=[fo.Polyline(label="lawn", points=[area], closed=True, filled=True), fo.Polyline(label="lawn", points=parts, closed=True, filled=True)])
    first["lines"] = fo.Polylines(polylines=[fo.Polyline(label="lane", points=[line], closed=False, filled=False)])
    first.save()
    results = annotate(dataset, {"areas": {"type": "polygons", "classes": ["lawn"]}, "lines": {"type": "polylines", "classes": ["lane"]}})
    with Annotator(limn, results.task_ids[0]) as work:
        assert sorted(s["type"] for s in work.shapes) == ["polygon", "polygon", "polygon", "polyline"]
        moved = next(s for s in work.shapes if s["type"] == "polyline")
        moved["points"] = [0.0, 0.0, 32.0, 24.0]
        work.add("shapes", "lawn", type="polygon", frame=1, points=[1.0, 3.0, 64.0, 3.0, 64.0, 48.0])
        work.add("shapes", "lane", type="polyline", frame=1, points=[1.0, 3.0, 64.0, 3.0])
    street, bridge = load(dataset)
    whole, several = street.areas.polylines  # of several parts FiftyOne sends all and keeps one
    assert pixels(whole.points[0]) == pixels(area) and whole.filled and whole.closed
    assert several.id == first.areas.polylines[1].id
    assert pixels(street.lines.polylines[0].points[0]) == [(0, 0), (32, 24)] and not street.lines.polylines[0].closed
    assert pixels(bridge.areas.polylines[0].points[0]) == [(1, 3), (64, 3), (64, 48)]
    assert pixels(bridge.lines.polylines[0].points[0]) == [(1, 3), (64, 3)]
    finish(dataset, limn, results)


def test_keypoints(dataset, limn):
    first = dataset.first()
    first["parts"] = fo.Keypoints(keypoints=[fo.Keypoint(label="nose", points=relative((16, 24))), fo.Keypoint(label="ears", points=relative((8, 12), (24, 12)))])
    first.save()
    results = annotate(dataset, {"parts": {"type": "keypoints", "classes": ["nose", "ears"]}})
    with Annotator(limn, results.task_ids[0]) as work:
        assert [(s["type"], s["points"]) for s in work.shapes] == [("points", [16, 24]), ("points", [8, 12, 24, 12])]
        work.shapes[0]["points"] = [17.0, 25.0]
        work.add("shapes", "nose", type="points", frame=1, points=[64.0, 48.0])
    street, bridge = load(dataset)
    assert [pixels(k.points) for k in street.parts.keypoints] == [[(17, 25)], [(8, 12), (24, 12)]]
    assert pixels(bridge.parts.keypoints[0].points) == [(64, 48)]
    finish(dataset, limn, results)


def test_classifications_and_scalars(dataset, limn):
    first, second = dataset
    first["weather"] = fo.Classification(label="sunny", sure=True)
    first["tags_"] = fo.Classifications(classifications=[fo.Classification(label="day"), fo.Classification(label="town")])
    first["cars"] = 3
    first["camera"] = "front"
    first.save()
    second["cars"] = 5
    second.save()
    results = annotate(
        dataset,
        {
            "weather": {"type": "classification", "classes": ["sunny", "rain"], "attributes": {"sure": {"type": "checkbox", "values": [True, False]}}},
            "tags_": {"type": "classifications", "classes": ["day", "night", "town"]},
            "cars": {"type": "scalar"},
            "camera": {"type": "scalar", "classes": ["front", "back"]},
        },
    )
    with Annotator(limn, results.task_ids[0]) as work:
        assert len(work.tags) == 6
        cars = next(t for t in work.tags if t["label_id"] == work.labels["cars"]["id"] and t["frame"] == 0)
        work.set(cars, value="4")
        front = next(t for t in work.tags if t["label_id"] == work.labels["front"]["id"])
        front["label_id"] = work.labels["back"]["id"]
        work.add("tags", "rain", frame=1, values={"sure": "false"})
        work.add("tags", "night", frame=1)
        sunny = next(t for t in work.tags if t["label_id"] == work.labels["sunny"]["id"])
        work.set(sunny, sure="false")
    street, bridge = load(dataset)
    assert (street.weather.label, street.weather.sure, street.weather.id) == ("sunny", False, first.weather.id)
    assert {c.label for c in street.tags_.classifications} == {"day", "town"}
    assert (street.cars, street.camera) == (4, "back")
    assert (bridge.weather.label, bridge.cars) == ("rain", 5)
    assert [c.label for c in bridge.tags_.classifications] == ["night"]
    finish(dataset, limn, results)


def test_occlusion_groups_and_rotation(dataset, limn):
    first = dataset.first()
    first["objects"] = fo.Detections(
        detections=[
            fo.Detection(label="car", bounding_box=box(16, 24, 32, 12), hidden=True, family=7),
            fo.Detection(label="car", bounding_box=box(64, 24, 32, 12), hidden=False, family=7, rotation=30.0),
        ]
    )
    first.save()
    schema = {"objects": {"type": "detections", "classes": ["car"], "attributes": {"hidden": {"type": "occluded"}, "family": {"type": "group_id"}, "rotation": {"type": "text", "values": []}}}}
    results = annotate(dataset, schema)
    with Annotator(limn, results.task_ids[0]) as work:
        assert [(s["occluded"], s["group"]) for s in work.shapes] == [(True, 7), (False, 7)]
        work.shapes[0].update(occluded=False, group=9)
    detections = load(dataset)[0].objects.detections
    assert [(d.hidden, d.family) for d in detections] == [(False, 9), (False, 7)]
    finish(dataset, limn, results)


def test_several_tasks_in_a_new_project_and_more_jobs_than_a_page(tmp_path, limn):
    dataset = fo.Dataset("many", overwrite=True)
    for i in range(26):
        path = tmp_path / f"{i % 2}" / f"same {i // 2:02}.png"  # every name twice
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(picture(WIDTH, HEIGHT, (i, 0, 0)))
        dataset.add_sample(fo.Sample(filepath=str(path), objects=fo.Detections(detections=[fo.Detection(label="car", bounding_box=box(i, 0, 8, 12))])))
    results = annotate(dataset, {"objects": {"type": "detections", "classes": ["car"]}}, task_size=13, segment_size=1, project_name="A & B #1", task_assignee="admin", job_assignees=["admin"])
    assert len(results.task_ids) == 2 and len(results.project_ids) == 1
    for task in results.task_ids:
        jobs = limn.jobs(task)
        assert len(jobs) == 13 and all(j["assignee"]["username"] == "admin" for j in jobs)
    results.print_status()
    assert set(results.get_status()["objects"]) == set(results.task_ids)
    with Annotator(limn, results.task_ids[1]) as work:
        work.shapes[0]["points"] = [64.0, 48.0, 128.0, 96.0]
    dataset.load_annotations("run", unexpected="keep")
    boxes = [s.objects.detections[0].bounding_box for s in dataset]
    assert boxes[13] == pytest.approx([0.5, 0.5, 0.5, 0.5])
    assert all(b == pytest.approx(box(i, 0, 8, 12)) for i, b in enumerate(boxes) if i != 13)
    finish(dataset, limn, results)
    dataset.delete()


def test_an_existing_project_with_labels_of_its_own(dataset, limn):
    skeleton = {
        "name": "figure",
        "type": "skeleton",
        "attributes": [],
        "sublabels": [{"name": "head", "type": "points", "attributes": []}, {"name": "foot", "type": "points", "attributes": []}],
        "svg": '<line x1="30" y1="20" x2="30" y2="80" data-type="edge" data-node-from="1" data-node-to="2"></line>'
        '<circle r="1" cx="30" cy="20" data-type="element node" data-element-id="1" data-node-id="1" data-label-name="head"></circle>'
        '<circle r="1" cx="30" cy="80" data-type="element node" data-element-id="2" data-node-id="2" data-label-name="foot"></circle>',
    }
    project = limn.json("POST", "/api/projects", json={"name": "given", "labels": [{"name": "car", "attributes": []}, skeleton]})
    first = dataset.first()
    first["objects"] = fo.Detections(detections=[fo.Detection(label="car", bounding_box=box(16, 24, 32, 12))])
    first.save()
    results = annotate(dataset, {"objects": {"type": "detections", "classes": ["car", "van"]}, "poses": {"type": "keypoints", "classes": ["figure"]}}, project_name="given")
    labels = limn.json("GET", f"/api/labels?project_id={project['id']}")["results"]
    assert {"car", "figure"} <= {label["name"] for label in labels}
    assert all("label_id" in attribute_ids(label) for label in labels if label["name"] == "car")
    limn.json("PATCH", f"/api/projects/{project['id']}", json={"labels": [{"name": "bus", "attributes": []}]})  # somebody adds one meanwhile

    with Annotator(limn, results.task_ids[0]) as work:
        figure = work.labels["figure"]
        head, foot = (next(s["id"] for s in figure["sublabels"] if s["name"] == name) for name in ("head", "foot"))
        elements = [{"type": "points", "frame": 1, "label_id": i, "points": p, "attributes": []} for i, p in ((head, [32.0, 24.0]), (foot, [32.0, 72.0]))]
        work.add("shapes", "figure", type="skeleton", frame=1, points=[], elements=elements)
    street, bridge = load(dataset)
    assert [d.label for d in street.objects.detections] == ["car"]
    assert pixels(bridge.poses.keypoints[0].points) == [(32, 24), (32, 72)]
    finish(dataset, limn, results)
    limn.json("DELETE", f"/api/projects/{project['id']}", status=204)


def test_import_with_media(limn, tmp_path):
    import fiftyone.utils.cvat as fouc

    project = limn.json("POST", "/api/projects", json={"name": "to import", "labels": [{"name": "car", "attributes": []}]})
    pictures = {"a.png": picture(WIDTH, HEIGHT, (1, 2, 3)), "b.png": picture(WIDTH, HEIGHT, (4, 5, 6))}
    task = limn.task(pictures, labels=(), project_id=project["id"])
    with Annotator(limn, task["id"]) as work:
        work.add("shapes", "car", type="rectangle", frame=1, points=[64.0, 48.0, 128.0, 96.0])
    dataset = fo.Dataset("imported", overwrite=True)
    fouc.import_annotations(dataset, project_name="to import", data_path=str(tmp_path / "media"), label_types={"detections": "cars"}, download_media=True)
    found = {sample.filepath.rsplit("/", 1)[1]: sample for sample in dataset}
    assert set(found) == {"a.png", "b.png"}
    for name, content in pictures.items():
        with open(found[name].filepath, "rb") as f:
            assert f.read() == content
    boxes = [d.bounding_box for d in found["b.png"].cars.detections]
    assert boxes == [pytest.approx([0.5, 0.5, 0.5, 0.5])]
    dataset.delete()
    limn.json("DELETE", f"/api/projects/{project['id']}", status=204)
