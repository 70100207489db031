"""Projects, tasks, jobs, labels, issues, comments and guides through the official Python SDK."""
import pytest
from cvat_sdk import models
from cvat_sdk.api_client import exceptions
from PIL import Image
from sdk_client import LABELS, client_of, make_task


@pytest.fixture
def client(limn):
    with client_of(limn) as made:
        yield made


@pytest.fixture
def task(client, tmp_path):
    made = make_task(client, tmp_path, segment_size=2)
    yield made
    client.tasks.remove_by_ids([made.id])


def test_projects(client, tmp_path):
    project = client.projects.create({"name": "streets", "labels": LABELS})
    assert [label.name for label in project.get_labels()] == ["car", "person"]
    task = make_task(client, tmp_path, project_id=project.id, subset="Train")
    assert [t.id for t in project.fetch().get_tasks()] == [task.id]
    assert project.update({"name": "roads", "bug_tracker": "https://bugs.example/1"}).name == "roads"
    assert project.id in [p.id for p in client.projects.list()]
    assert Image.open(project.get_preview()).size[0] > 0
    project.remove()
    for gone in (lambda: client.projects.retrieve(project.id), lambda: client.tasks.retrieve(task.id)):
        with pytest.raises(exceptions.NotFoundException):
            gone()


def test_a_project_to_a_dataset_and_back(client, tmp_path):
    project = client.projects.create({"name": "to go", "labels": LABELS})
    task = make_task(client, tmp_path, project_id=project.id)
    car = project.get_labels()[0].id
    task.set_annotations(models.LabeledDataRequest(shapes=[models.LabeledShapeRequest(type="rectangle", frame=1, label_id=car, points=[1.0, 2.0, 30.0, 40.0])], tags=[], tracks=[]))
    archive = tmp_path / "project.zip"
    project.export_dataset("COCO 1.0", archive, include_images=True)
    again = client.projects.create_from_dataset({"name": "back", "labels": [{"name": "car"}, {"name": "person"}]}, dataset_path=archive, dataset_format="COCO 1.0", status_check_period=0.05)
    tasks = again.get_tasks()
    assert sum(t.size for t in tasks) == 4
    assert sum(len(t.get_annotations().shapes) for t in tasks) == 1
    project.remove()
    again.remove()


def test_tasks(client, task, tmp_path):
    assert (task.size, task.mode, task.dimension) == (4, "annotation", "2d")
    assert task.update({"name": "renamed", "assignee_id": 1, "subset": "Validation"}).assignee.username == "admin"
    assert task.id in [t.id for t in client.tasks.list()]
    assert [f.name for f in task.get_frames_info()] == [f"image_{i}.jpg" for i in range(4)]
    assert task.get_meta().size == 4
    assert Image.open(task.get_frame(3, quality="compressed")).size == (320, 240)
    assert Image.open(task.get_preview()).size[0] > 0
    (tmp_path / "frames").mkdir()
    task.download_frames([0, 2], outdir=tmp_path / "frames", quality="original", filename_pattern="{frame_id}{frame_ext}")
    assert sorted(p.name for p in (tmp_path / "frames").iterdir()) == ["0.jpg", "2.jpg"]
    with open(tmp_path / "chunk.zip", "wb") as chunk:
        task.download_chunk(0, chunk, quality="original")
    assert (tmp_path / "chunk.zip").read_bytes()[:2] == b"PK"
    task.remove_frames_by_ids([1])
    assert task.get_meta().deleted_frames == [1]


def test_annotations_are_updated_and_removed(task):
    label = task.get_labels()[0].id
    task.update_annotations(models.PatchedLabeledDataRequest(shapes=[models.LabeledShapeRequest(type="rectangle", frame=f, label_id=label, points=[1.0, 2.0, 30.0, 40.0]) for f in (0, 3)]))
    first, last = task.get_annotations().shapes
    task.remove_annotations(ids=[first.id])
    assert [s.frame for s in task.get_annotations().shapes] == [last.frame]
    task.remove_annotations()
    assert not task.get_annotations().shapes


def test_jobs(client, task):
    first, second = sorted(task.get_jobs(), key=lambda job: job.start_frame)
    assert (first.start_frame, first.stop_frame, second.start_frame, second.stop_frame) == (0, 1, 2, 3)
    assert first.id in [j.id for j in client.jobs.list()]
    changed = first.update({"assignee": 1, "stage": "validation", "state": "in progress"})
    assert (changed.assignee.username, changed.stage, changed.state) == ("admin", "validation", "in progress")
    assert [label.name for label in second.get_labels()] == ["car", "person"]
    assert len(second.get_frames_info()) == 2
    assert Image.open(second.get_frame(2, quality="original")).size == (320, 240)
    second.remove_frames_by_ids([3])
    assert task.get_meta().deleted_frames == [3]
    label = second.get_labels()[0].id
    second.set_annotations(models.LabeledDataRequest(shapes=[models.LabeledShapeRequest(type="points", frame=2, label_id=label, points=[1.0, 2.0])], tags=[], tracks=[]))
    assert not first.get_annotations().shapes and len(task.get_annotations().shapes) == 1
    second.remove_annotations()
    assert not task.get_annotations().shapes


def test_labels(client, task):
    api = client.api_client.labels_api
    labels = api.list(task_id=task.id)[0].results
    assert [label.name for label in labels] == ["car", "person"] and labels[0].attributes[0].values == ["red", "blue"]
    assert api.retrieve(labels[0].id)[0].name == "car"
    assert api.partial_update(labels[0].id, patched_label_request=models.PatchedLabelRequest(name="van", color="#00ff00"))[0].color == "#00ff00"
    task.update({"labels": [models.PatchedLabelRequest(name="bus")]})
    assert {label.name for label in task.get_labels()} == {"van", "person", "bus"}
    api.destroy(labels[1].id)
    assert {label.name for label in task.get_labels()} == {"van", "bus"}


def test_issues_and_comments(client, task):
    job = task.get_jobs()[0]
    issue = client.issues.create(models.IssueWriteRequest(frame=job.start_frame, position=[1.0, 2.0, 30.0, 40.0], job=job.id, message="too large"))
    assert [i.id for i in job.get_issues()] == [issue.id] and issue.id in [i.id for i in client.issues.list()]
    assert [c.message for c in issue.get_comments()] == ["too large"]
    comment = client.comments.create(models.CommentWriteRequest(issue=issue.id, message="agreed"))
    assert comment.update(models.PatchedCommentWriteRequest(message="done")).message == "done"
    assert client.comments.retrieve(comment.id).message == "done" and comment.id in [c.id for c in client.comments.list()]
    assert issue.update(models.PatchedIssueWriteRequest(resolved=True)).resolved
    comment.remove()
    assert len(issue.fetch().get_comments()) == 1
    issue.remove()
    with pytest.raises(exceptions.NotFoundException):
        client.issues.retrieve(issue.id)


def test_guides_and_assets(client, task, tmp_path):
    guides, assets = client.api_client.guides_api, client.api_client.assets_api
    guide, _ = guides.create(annotation_guide_write_request=models.AnnotationGuideWriteRequest(markdown="# How", task_id=task.id))
    assert task.fetch().guide_id == guide.id
    path = tmp_path / "example.png"
    Image.new("RGB", (8, 8)).save(path)
    with open(path, "rb") as file:
        asset, _ = assets.create(file=file, guide_id=guide.id)
    changed, _ = guides.partial_update(guide.id, patched_annotation_guide_write_request=models.PatchedAnnotationGuideWriteRequest(markdown=f"![so](/api/assets/{asset.uuid})"))
    assert asset.uuid in changed.markdown and guides.retrieve(guide.id)[0].markdown == changed.markdown
    _, response = assets.retrieve(asset.uuid, _parse_response=False)
    assert response.data == path.read_bytes()
    assets.destroy(asset.uuid)
    guides.destroy(guide.id)
    assert task.fetch().guide_id is None
