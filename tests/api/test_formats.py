"""Every dataset format out of the server and back into it."""
import io
import pathlib
import zipfile
from urllib.parse import quote

import pytest
from media import picture, video
from server import ROOT

CLOUD = ROOT / "tests" / "conversations" / "media" / "cloud_ascii.pcd"
PICTURES = {f"cam/img_{i}.png": picture(64, 48, (60 * i, 90, 120)) for i in range(4)}

# The name of an export, and that of the import which reads it.
SIX = [
    ("CVAT for images 1.1", "CVAT 1.1"),
    ("CVAT for video 1.1", "CVAT 1.1"),
    ("COCO 1.0", "COCO 1.0"),
    ("PASCAL VOC 1.1", "PASCAL VOC 1.1"),
    ("YOLO 1.1", "YOLO 1.1"),
    ("Ultralytics YOLO Detection 1.0", "Ultralytics YOLO Detection 1.0"),
]


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return {"media.zip": out.getvalue()}


def export(limn, what, target, name, images):
    made = limn.json("POST", f"/api/{what}/{target}/dataset/export?format={quote(name)}&save_images={images}", status=202)
    row = limn.wait(made["rq_id"])
    assert row["status"] == "finished", row["message"]
    answer = limn.request("GET", row["result_url"].removeprefix(limn.url))
    assert answer.status_code == 200
    return answer.content


def read_in(limn, path, field, name, archive):
    made = limn.json("POST", f"{path}?format={quote(name)}", status=202, files={field: ("data.zip", archive)})
    row = limn.wait(made["rq_id"])
    assert row["status"] == "finished", row["message"]


def labels_of(limn, query):
    return {label["id"]: label["name"] for label in limn.json("GET", f"/api/labels?{query}&page_size=all")["results"]}


def boxes_of(limn, task):
    """(frame, label, corners) of every box on its own or visible in a track."""
    names = labels_of(limn, f"task_id={task}")
    data = limn.json("GET", f"/api/tasks/{task}/annotations")
    found = [(s["frame"], names[s["label_id"]], s["points"]) for s in data["shapes"]]
    for track in data["tracks"]:
        found += [(s["frame"], names[track["label_id"]], s["points"]) for s in track["shapes"] if not s["outside"]]
    return sorted((frame, label, [round(v) for v in points]) for frame, label, points in found)


LABELS = [{"name": "car"}, {"name": "person"}]
BOXES = sorted((frame, ("car", "person")[frame % 2], [3 + frame, 5, 30 + frame, 40]) for frame in range(4))


def annotated(limn, files=None, **fields):
    task = limn.task(packed(files or PICTURES), LABELS if "project_id" not in fields else (), **fields)
    ids = {name: key for key, name in labels_of(limn, f"task_id={task['id']}").items()}
    shapes = [{"type": "rectangle", "frame": f, "label_id": ids[label], "points": points} for f, label, points in BOXES]
    limn.json("PUT", f"/api/tasks/{task['id']}/annotations", json={"shapes": shapes, "tags": [], "tracks": []})
    return task["id"]


@pytest.mark.parametrize("images", [False, True], ids=["annotations", "images"])
@pytest.mark.parametrize("exported, imported", SIX, ids=[name for name, _ in SIX])
def test_a_task(limn, exported, imported, images):
    archive = export(limn, "tasks", annotated(limn), exported, images)
    pictures = [name for name in zipfile.ZipFile(io.BytesIO(archive)).namelist() if name.lower().endswith(".png")]
    assert len(pictures) == (4 if images else 0)
    again = limn.task(packed(PICTURES), LABELS)["id"]
    read_in(limn, f"/api/tasks/{again}/annotations", "annotation_file", imported, archive)
    assert boxes_of(limn, again) == BOXES


@pytest.mark.parametrize("images", [False, True], ids=["annotations", "images"])
@pytest.mark.parametrize("exported, imported", SIX, ids=[name for name, _ in SIX])
def test_a_job(limn, exported, imported, images):
    task = annotated(limn, segment_size=2)
    job = limn.jobs(task)[1]["id"]
    archive = export(limn, "jobs", job, exported, images)
    limn.json("DELETE", f"/api/tasks/{task}/annotations", status=204)
    read_in(limn, f"/api/jobs/{job}/annotations", "annotation_file", imported, archive)
    assert boxes_of(limn, task) == [box for box in BOXES if box[0] >= 2]


@pytest.mark.parametrize("images", [False, True], ids=["annotations", "images"])
@pytest.mark.parametrize("exported, imported", SIX, ids=[name for name, _ in SIX])
def test_a_project(limn, exported, imported, images):
    project = limn.json("POST", "/api/projects", json={"name": "out", "labels": LABELS})["id"]
    annotated(limn, project_id=project, subset="Train")
    archive = export(limn, "projects", project, exported, images)
    if not images:  # nothing that a task could be made of
        again = limn.task(packed(PICTURES), LABELS)["id"]
        read_in(limn, f"/api/tasks/{again}/annotations", "annotation_file", imported, archive)
        assert boxes_of(limn, again) == BOXES
        return
    other = limn.json("POST", "/api/projects", json={"name": "in", "labels": LABELS})["id"]
    read_in(limn, f"/api/projects/{other}/dataset", "dataset_file", imported, archive)
    (made,) = limn.json("GET", f"/api/tasks?project_id={other}")["results"]
    assert made["size"] == 4 and made["subset"].lower() == "train"
    assert boxes_of(limn, made["id"]) == BOXES


@pytest.mark.parametrize("images", [False, True], ids=["annotations", "images"])
@pytest.mark.parametrize("exported, imported", SIX, ids=[name for name, _ in SIX])
def test_a_video(limn, exported, imported, images, tmp_path):
    clip = {"clip.mp4": video(tmp_path, frames=4)}
    task = limn.task(clip, LABELS)
    ids = {name: key for key, name in labels_of(limn, f"task_id={task['id']}").items()}
    shapes = [{"type": "rectangle", "frame": f, "label_id": ids[label], "points": points} for f, label, points in BOXES]
    limn.json("PUT", f"/api/tasks/{task['id']}/annotations", json={"shapes": shapes, "tags": [], "tracks": []})
    archive = export(limn, "tasks", task["id"], exported, images)
    again = limn.task(clip, LABELS)["id"]
    read_in(limn, f"/api/tasks/{again}/annotations", "annotation_file", imported, archive)
    assert boxes_of(limn, again) == BOXES


# --- the other formats: what each of them is for

BOX = {"type": "rectangle", "points": [4, 6, 30, 40]}
POLYGON = {"type": "polygon", "points": [4, 6, 30, 6, 30, 40, 4, 40]}
MASK = {"type": "mask", "points": [0, 100, 4, 6, 13, 15]}
CUBOID = {"type": "cuboid", "points": [1, 2, 3, 0, 0, 0.5, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0]}
TEXT = [{"name": "text", "mutable": False, "input_type": "text", "default_value": "word", "values": ["word"]}]
PERSON = [{"name": n, "mutable": False, "input_type": "number", "default_value": "1", "values": ["0", "999", "1"]} for n in ("person_id", "camera_id")]
SVG = "".join(
    f'<circle r="1.5" cx="{20 * i}" cy="20" data-type="element node" data-element-id="{i}" data-node-id="{i}" data-label-name="{name}"></circle>'
    for i, name in ((1, "head"), (2, "hand"))
)
SKELETON = {"name": "car", "type": "skeleton", "svg": SVG, "sublabels": [{"name": "head", "type": "points"}, {"name": "hand", "type": "points"}]}

# Format; the kind of object; the label; how many of the two objects come back.
OTHERS = [
    ("Datumaro 1.0", BOX, "car", 2),
    ("Datumaro 1.0", MASK, "car", 2),
    ("COCO Keypoints 1.0", "skeleton", "car", 2),
    ("Ultralytics YOLO Pose 1.0", "skeleton", "car", 2),
    ("Ultralytics YOLO Oriented Bounding Boxes 1.0", BOX, "car", 2),
    ("Ultralytics YOLO Segmentation 1.0", POLYGON, "car", 2),
    ("Ultralytics YOLO Classification 1.0", "tag", "car", 2),
    ("Segmentation mask 1.1", MASK, "car", 2),
    ("CamVid 1.0", MASK, "car", 2),
    ("Cityscapes 1.0", MASK, "car", 2),
    ("KITTI 1.0", BOX, "car", 2),
    ("KITTI 1.0", MASK, "car", 2),
    ("LabelMe 3.0", POLYGON, "car", 2),
    ("Open Images V6 1.0", BOX, "car", 2),
    ("MOT 1.1", BOX, "car", 2),
    ("MOTS PNG 1.0", "track", "car", 1),
    ("ImageNet 1.0", "tag", "cam", 2),  # the folder of the pictures: images lie in folders of labels
    ("WiderFace 1.0", BOX, "car", 2),
    ("VGGFace2 1.0", BOX, "car", 2),
    ("LFW 1.0", "tag", "car", 2),
    ("Market-1501 1.0", "tag", "market-1501", 2),
    ("ICDAR Recognition 1.0", "tag", "icdar", 2),
    ("ICDAR Localization 1.0", BOX, "icdar", 2),
    ("ICDAR Segmentation 1.0", MASK, "icdar", 2),
    ("Datumaro 3D 1.0", CUBOID, "car", 2),
    ("Kitti Raw Format 1.0", CUBOID, "car", 2),
    ("Sly Point Cloud Format 1.0", CUBOID, "car", 2),
    ("Ultralytics YOLO Detection Track 1.0", "box track", "car", 1),
]


def label_for(kind, name):
    if kind == "skeleton":
        return SKELETON
    attributes = {"icdar": TEXT, "market-1501": PERSON}.get(name, [])
    if name == "icdar":
        attributes = attributes + [{"name": "index", "mutable": False, "input_type": "number", "default_value": "0", "values": ["0", "99", "1"]}]
    return {"name": name, "attributes": attributes}


def objects(kind, label, parts):
    if kind == "tag":
        return {"tags": [{"frame": f, "label_id": label} for f in (0, 1)]}
    if kind == "skeleton":
        elements = [[{"type": "points", "frame": f, "label_id": part, "points": [5 + 9 * i, 7 + i]} for i, part in enumerate(parts)] for f in (0, 1)]
        return {"shapes": [{"type": "skeleton", "frame": f, "label_id": label, "points": [], "elements": elements[f]} for f in (0, 1)]}
    if isinstance(kind, str):
        shape = BOX if kind == "box track" else POLYGON
        return {"tracks": [{"frame": 0, "label_id": label, "shapes": [{**shape, "frame": 0}, {**shape, "frame": 1}, {**shape, "frame": 2, "outside": True}]}]}
    return {"shapes": [{**kind, "frame": f, "label_id": label} for f in (0, 1)]}


def files_for(kind, label):
    if label == "market-1501":  # pictures are told by names of this form
        return {f"000{i}_c{i}s1_00000{i}_00.png": picture() for i in (1, 2)}
    if kind is CUBOID:
        return {f"{i}.pcd": CLOUD.read_bytes() for i in range(2)}
    return PICTURES


@pytest.mark.parametrize("images", [False, True], ids=["annotations", "images"])
@pytest.mark.parametrize("name, kind, label, count", OTHERS, ids=[f"{name}-{kind if isinstance(kind, str) else kind['type']}" for name, kind, *_ in OTHERS])
def test_other_formats(limn, name, kind, label, count, images):
    made = limn.task(packed(files_for(kind, label)), [label_for(kind, label)])["id"]
    found = limn.json("GET", f"/api/labels?task_id={made}")["results"]
    top = next(item for item in found if not item["has_parent"])
    data = objects(kind, top["id"], [part["id"] for part in top["sublabels"]])
    limn.json("PUT", f"/api/tasks/{made}/annotations", json={"tags": [], "shapes": [], "tracks": [], **data})
    archive = export(limn, "tasks", made, name, images)
    again = limn.task(packed(files_for(kind, label)), [label_for(kind, label)])["id"]
    read_in(limn, f"/api/tasks/{again}/annotations", "annotation_file", name.replace("Detection Track", "Detection"), archive)
    back = limn.json("GET", f"/api/tasks/{again}/annotations")
    assert len(back["tags"]) + len(back["shapes"]) + len(back["tracks"]) == count, back
    assert all(item["frame"] in (0, 1) for part in ("tags", "shapes", "tracks") for item in back[part])


def test_every_format_is_tried(limn):
    offered = limn.json("GET", "/api/server/annotation/formats")
    tried = {name for name, *_ in OTHERS} | {name for name, _ in SIX}
    assert {f["name"] for f in offered["exporters"]} == tried
    assert {f["name"] for f in offered["importers"]} <= tried | {"CVAT 1.1"}
