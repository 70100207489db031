"""The main job through the official Python SDK."""
import zipfile

import pytest
from cvat_sdk import make_client, models
from cvat_sdk.core.proxies.tasks import ResourceType
from media import picture, video
from server import ADMIN


@pytest.fixture
def client(limn):
    with make_client(limn.url, credentials=ADMIN) as made:
        made.config.status_check_period = 0.05
        yield made


def labels():
    return [
        {"name": "car", "attributes": [{"name": "colour", "mutable": True, "input_type": "select", "default_value": "red", "values": ["red", "blue"]}]},
        {"name": "person", "attributes": []},
    ]


def make_task(client, folder, count=4, **spec):
    files = []
    for i in range(count):
        path = folder / f"image_{i}.jpg"
        path.write_bytes(picture(320, 240, (40 * i, 90, 120), "JPEG", quality=92))
        files.append(path)
    return client.tasks.create_from_data({"name": "from the SDK", "labels": labels(), **spec}, resources=files, data_params={"image_quality": 80})


def every_shape(label):
    common = {"frame": 0, "label_id": label}
    return [
        models.LabeledShapeRequest(type="rectangle", points=[1.25, 2.5, 100.125, 50.0625], rotation=30.5, **common),
        models.LabeledShapeRequest(type="polygon", points=[0.1, 0.2, 30.3, 0.4, 15.5, 20.6], occluded=True, **common),
        models.LabeledShapeRequest(type="polyline", points=[5.0, 5.0, 50.7, 60.8], z_order=3, **common),
        models.LabeledShapeRequest(type="points", points=[9.9, 8.8], **common),
        models.LabeledShapeRequest(type="ellipse", points=[60.0, 60.0, 90.0, 40.0], group=2, **common),
        models.LabeledShapeRequest(type="cuboid", points=[float(i) + 0.5 for i in range(16)], **common),
        models.LabeledShapeRequest(type="mask", points=[0.0, 4.0, 1.0, 1.0, 2.0, 2.0], **common),
    ]


def test_a_task_from_upload_to_export_and_back(client, tmp_path):
    task = make_task(client, tmp_path, segment_size=2)
    assert task.size == 4 and len(task.get_jobs()) == 2
    ids = {label.name: label.id for label in task.get_labels()}
    job = task.get_jobs()[0]
    sent = every_shape(ids["car"])
    tags = [models.LabeledImageRequest(frame=1, label_id=ids["person"])]
    job.set_annotations(models.LabeledDataRequest(shapes=sent, tags=tags, tracks=[]))
    stored = job.get_annotations()
    assert [(s.type.value, s.points, s.rotation, s.occluded, s.z_order) for s in stored.shapes] == [
        (s.type if isinstance(s.type, str) else s.type.value, s.points, getattr(s, "rotation", 0.0) or 0.0, getattr(s, "occluded", False), getattr(s, "z_order", 0))
        for s in sent
    ]
    assert stored.tags[0].frame == 1

    archive = tmp_path / "export.zip"
    task.export_dataset("CVAT for images 1.1", archive, include_images=True)
    with zipfile.ZipFile(archive) as z:
        assert "annotations.xml" in z.namelist() and sum(n.endswith(".jpg") for n in z.namelist()) == 4

    again = make_task(client, tmp_path)
    again.import_annotations("CVAT 1.1", archive)
    assert len(again.get_annotations().shapes) == len(stored.shapes)

    frame = task.get_frame(2, quality="original").read()
    assert frame == (tmp_path / "image_2.jpg").read_bytes()
    task.remove()
    again.remove()


@pytest.mark.parametrize("name", ["COCO 1.0", "PASCAL VOC 1.1", "YOLO 1.1", "Ultralytics YOLO Detection 1.0", "CVAT for images 1.1"])
def test_boxes_survive_every_format(client, tmp_path, name):
    task = make_task(client, tmp_path)
    car = task.get_labels()[0].id
    boxes = [models.LabeledShapeRequest(type="rectangle", frame=f, label_id=car, points=[10.0 + f, 20.0, 110.0 + f, 90.0]) for f in range(4)]
    task.set_annotations(models.LabeledDataRequest(shapes=boxes, tags=[], tracks=[]))
    archive = tmp_path / "export.zip"
    task.export_dataset(name, archive, include_images=False)
    again = make_task(client, tmp_path)
    again.import_annotations(name.replace("for images ", ""), archive)
    found = sorted((s.frame, [round(p) for p in s.points]) for s in again.get_annotations().shapes)
    assert found == [(f, [10 + f, 20, 110 + f, 90]) for f in range(4)]


def test_a_video_with_tracks(client, tmp_path):
    clip = tmp_path / "clip.mp4"
    video(tmp_path)
    task = client.tasks.create_from_data({"name": "video", "labels": labels()}, resource_type=ResourceType.LOCAL, resources=[clip])
    assert task.size == 30 and task.mode == "interpolation"
    car = task.get_labels()[0].id
    keyframes = [models.TrackedShapeRequest(type="rectangle", frame=f, points=[float(f), 5.0, float(f) + 40, 45.0]) for f in (0, 20)]
    task.set_annotations(models.LabeledDataRequest(tracks=[models.LabeledTrackRequest(frame=0, label_id=car, shapes=keyframes)], shapes=[], tags=[]))
    assert [s.frame for s in task.get_annotations().tracks[0].shapes][:2] == [0, 20]
    archive = tmp_path / "video.zip"
    task.export_dataset("CVAT for video 1.1", archive, include_images=False)
    with zipfile.ZipFile(archive) as z:
        assert z.read("annotations.xml").count(b"<box ") >= 2


def test_errors_are_those_of_the_sdk(client):
    from cvat_sdk.api_client.exceptions import NotFoundException

    with pytest.raises(NotFoundException):
        client.tasks.retrieve(99999999)
