"""Tracks on videos, sent, edited and loaded."""
import fiftyone as fo
import pytest
from annotator import Annotator, gone
from media import video

WIDTH, HEIGHT = 128, 96


@pytest.fixture
def dataset(tmp_path, request):
    video(tmp_path, frames=12, size=f"{WIDTH}x{HEIGHT}")
    made = fo.Dataset(request.node.name, overwrite=True)
    made.add_sample(fo.Sample(filepath=str(tmp_path / "clip.mp4")))
    yield made
    made.delete()


def detection(x, index, **fields):
    return fo.Detection(label="car", bounding_box=[x / WIDTH, 0.25, 0.25, 0.5], index=index, **fields)


def boxes(sample, index):
    """{frame: x in pixels} of one object."""
    found = {}
    for number, frame in sample.frames.items():
        for d in frame.objects.detections if frame.has_field("objects") and frame.objects else []:
            if d.index == index:
                found[number] = round(d.bounding_box[0] * WIDTH)
    return found


def test_tracks_with_a_gap_are_edited(dataset, limn):
    sample = dataset.first()
    for number in (1, 2, 3, 7, 8, 9):  # not in 4 to 6, ends at 9
        sample.frames[number]["objects"] = fo.Detections(detections=[detection(4 * number, 1, colour="red", seen=number)])
    sample.save()
    attributes = {"colour": {"type": "select", "values": ["red", "blue"], "mutable": False}, "seen": {"type": "text", "values": []}}
    results = dataset.annotate("run", backend="cvat", label_field="frames.objects", label_type="detections", classes=["car"], attributes=attributes, launch_editor=False)
    with Annotator(limn, results.task_ids[0]) as work:
        (track,) = work.tracks
        assert work.values(track) == {"colour": "red"}
        assert [(s["frame"], s["outside"]) for s in track["shapes"]] == [(0, False), (1, False), (2, False), (3, True), (6, False), (7, False), (8, False), (9, True)]
        work.set(track, colour="blue")
        track["shapes"][1]["points"][0] = 40.0
        common = {"type": "rectangle", "occluded": False, "attributes": []}
        work.add(
            "tracks",
            "car",
            frame=2,
            values={"colour": "red"},
            shapes=[
                {**common, "frame": 2, "outside": False, "points": [0.0, 0.0, 32.0, 48.0]},
                {**common, "frame": 6, "outside": False, "points": [16.0, 0.0, 48.0, 48.0]},
                {**common, "frame": 7, "outside": True, "points": [16.0, 0.0, 48.0, 48.0]},
            ],
        )
    dataset.load_annotations("run", unexpected="keep")
    sample = dataset.first()
    old = boxes(sample, 1)
    assert old == {1: 4, 2: 40, 3: 12, 7: 28, 8: 32, 9: 36}
    assert {d.colour for f in sample.frames.values() for d in (f.objects.detections if f.objects else []) if d.index == 1} == {"blue"}
    others = {d.index for f in sample.frames.values() for d in (f.objects.detections if f.objects else [])} - {1}
    assert len(others) == 1
    assert boxes(sample, others.pop()) == {3: 0, 4: 4, 5: 8, 6: 12, 7: 16}  # interpolated between the keyframes
    task = results.task_ids[0]
    dataset.load_annotations("run", cleanup=True, unexpected="keep")
    assert gone(limn, task)


def test_a_part_of_a_video(dataset, limn):
    results = dataset.annotate("run", backend="cvat", label_schema={"frames.objects": {"type": "detections", "classes": ["car"]}}, launch_editor=False, frame_start=2, frame_stop=10, frame_step=3)
    task = results.task_ids[0]
    assert limn.json("GET", f"/api/tasks/{task}")["size"] == 3
    with Annotator(limn, task) as work:
        work.add("shapes", "car", type="rectangle", frame=2, points=[32.0, 24.0, 64.0, 72.0])
    dataset.load_annotations("run", cleanup=True, unexpected="keep")
    sample = dataset.first()
    assert {n for n, f in sample.frames.items() if f.has_field("objects") and f.objects} == {9}  # 2 + 2 * 3, counted from one
    assert sample.frames[9].objects.detections[0].bounding_box == pytest.approx([0.25, 0.25, 0.25, 0.5])
    assert gone(limn, task)


@pytest.mark.parametrize("kind, shape, points", [("polygons", "polygon", [0.0, 0.0, 64.0, 0.0, 64.0, 48.0]), ("polylines", "polyline", [0.0, 0.0, 64.0, 48.0]), ("keypoints", "points", [32.0, 24.0])])
def test_tracks_of_other_shapes(dataset, limn, kind, shape, points):
    results = dataset.annotate("run", backend="cvat", label_schema={"frames.things": {"type": kind, "classes": ["thing"]}}, launch_editor=False)
    with Annotator(limn, results.task_ids[0]) as work:
        common = {"type": shape, "occluded": False, "attributes": [], "points": points}
        shapes = [{**common, "frame": 1, "outside": False}, {**common, "frame": 4, "outside": True}]
        work.add("tracks", "thing", frame=1, shapes=shapes)
    dataset.load_annotations("run", cleanup=True, unexpected="keep")
    assert [n for n, f in dataset.first().frames.items() if f.has_field("things") and f.things] == [2, 3, 4]


def test_frame_classifications(dataset, limn):
    sample = dataset.first()
    sample.frames[1]["light"] = fo.Classification(label="day")
    sample.save()
    results = dataset.annotate("run", backend="cvat", label_schema={"frames.light": {"type": "classification", "classes": ["day", "night"]}}, launch_editor=False)
    with Annotator(limn, results.task_ids[0]) as work:
        assert [t["frame"] for t in work.tags] == [0]
        work.add("tags", "night", frame=5)
    dataset.load_annotations("run", cleanup=True, unexpected="keep")
    frames = dataset.first().frames
    assert (frames[1].light.label, frames[6].light.label) == ("day", "night")
