"""The dataset layer and the automatic annotation of the official Python SDK, which read chunks and write shapes."""
import cvat_sdk.auto_annotation as cvataa
import pytest
from cvat_sdk import models
from cvat_sdk.auto_annotation import annotate_task
from cvat_sdk.datasets import MediaDownloadPolicy, TaskDataset, UpdatePolicy
from sdk_client import client_of, make_task


@pytest.fixture
def client(limn, tmp_path):
    with client_of(limn) as made:
        made.config.cache_dir = tmp_path / "cache"
        yield made


@pytest.fixture
def task(client, tmp_path):
    made = make_task(client, tmp_path)
    yield made
    made.remove()


def box(label, frame, **fields):
    return models.LabeledShapeRequest(type="rectangle", frame=frame, label_id=label, points=[1.0, 2.0, 30.0, 40.0], **fields)


@pytest.mark.parametrize("policy", [MediaDownloadPolicy.PRELOAD_ALL, MediaDownloadPolicy.FETCH_FRAMES_ON_DEMAND])
def test_a_task_as_a_dataset(client, task, tmp_path, policy):
    label = task.get_labels()[0].id
    task.set_annotations(models.LabeledDataRequest(shapes=[box(label, 1)], tags=[models.LabeledImageRequest(frame=2, label_id=label)], tracks=[]))
    dataset = TaskDataset(client, task.id, media_download_policy=policy)
    assert [s.frame_name for s in dataset.samples] == [f"image_{i}.jpg" for i in range(4)]
    assert [len(s.annotations.shapes) for s in dataset.samples] == [0, 1, 0, 0]
    assert [len(s.annotations.tags) for s in dataset.samples] == [0, 0, 1, 0]
    assert all(s.media.load_image().size == (320, 240) for s in dataset.samples)
    assert [label.name for label in dataset.labels] == ["car", "person"]


def test_a_change_makes_the_cache_stale(client, task):
    label = task.get_labels()[0].id
    assert all(not s.annotations.shapes for s in TaskDataset(client, task.id).samples)
    task.update_annotations(models.PatchedLabeledDataRequest(shapes=[box(label, 0)]))
    assert len(TaskDataset(client, task.id).samples[0].annotations.shapes) == 1
    task.remove_frames_by_ids([3])
    assert len(TaskDataset(client, task.id).samples) == 3
    assert len(TaskDataset(client, task.id, update_policy=UpdatePolicy.NEVER).samples) == 3


class Finder:
    """A detector that knows where everything is."""

    spec = cvataa.DetectionFunctionSpec(labels=[cvataa.label_spec("car", 0, attributes=[cvataa.select_attribute_spec("colour", 0, ["red", "blue"])]), cvataa.label_spec("person", 1)])

    def detect(self, context, image):
        assert image.size == (320, 240)
        found = cvataa.rectangle(0, [1, 2, 30, 40], attributes=[models.AttributeValRequest(spec_id=0, value="blue")])
        return [found, cvataa.polygon(1, [1, 2, 30, 40, 5, 60])]


def test_automatic_annotation(client, task):
    label = task.get_labels()[1].id
    task.set_annotations(models.LabeledDataRequest(shapes=[box(label, 0)], tags=[], tracks=[]))
    annotate_task(client, task.id, Finder())
    shapes = task.get_annotations().shapes
    assert len(shapes) == 9 and sum(s.source == "auto" for s in shapes) == 8
    assert {a.value for s in shapes if s.type.value == "rectangle" and s.source == "auto" for a in s.attributes} == {"blue"}
    annotate_task(client, task.id, Finder(), clear_existing=True)
    assert len(task.get_annotations().shapes) == 8


def test_a_function_whose_labels_are_not_there(client, task):
    class Other(Finder):
        spec = cvataa.DetectionFunctionSpec(labels=[cvataa.label_spec("tree", 0)])

        def detect(self, context, image):
            return []

    with pytest.raises(cvataa.BadFunctionError):
        annotate_task(client, task.id, Other())
    annotate_task(client, task.id, Other(), allow_unmatched_labels=True)
    assert not task.get_annotations().shapes
