"""What the Python SDK has learnt since 2.54: filters of lists, the workspace of relations, modes of imports."""
import secrets
import warnings

import pytest
from cvat_sdk import models
from cvat_sdk.version import VERSION
from sdk_client import client_of, make_task, register

if tuple(map(int, VERSION.split(".")[:2])) < (2, 73):
    pytest.skip("of newer SDKs", allow_module_level=True)
from cvat_sdk.core.filters import F, not_  # noqa: E402


@pytest.fixture(scope="module")
def word():
    return secrets.token_hex(5)


@pytest.fixture(scope="module")
def work(limn, tmp_path_factory, word):
    """Three tasks, the last of a project; gives their ids and those of their jobs."""
    with client_of(limn) as client:
        project = client.projects.create({"name": f"{word} project", "labels": [{"name": "car"}]})
        made = [make_task(client, tmp_path_factory.mktemp("images"), 2, name=f"{word} {n}", subset=("Train", "Test", "")[n], **({"project_id": project.id} if n == 2 else {})) for n in range(3)]
        made[1].update({"assignee_id": 1})
        made[1].get_jobs()[0].update({"assignee": 1})
        return [t.id for t in made], [t.get_jobs()[0].id for t in made]


@pytest.fixture
def client(limn):
    with client_of(limn) as made:
        yield made


def test_the_client_says_nothing_about_the_version(limn):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with client_of(limn) as client:
            assert client.users.retrieve_current_user().username == "admin"


@pytest.mark.parametrize("lookup, found", [
    (lambda t: {"subset__in": ["Train", "Test"]}, [0, 1]),
    (lambda t: {"name__contains": " 1"}, [1]),
    (lambda t: {"id__lt": t[1]}, [0]),
    (lambda t: {"id__lte": t[1]}, [0, 1]),
    (lambda t: {"id__gt": t[1]}, [2]),
    (lambda t: {"id__gte": t[1]}, [1, 2]),
    (lambda t: {"subset__ne": "Train"}, [1, 2]),
    (lambda t: {"id__between": (t[0], t[1])}, [0, 1]),
    (lambda t: {"assignee__isset": True}, [1]),
    (lambda t: {"assignee__isset": False}, [0, 2]),
    (lambda t: {"project_name__isset": True}, [2]),
    (lambda t: {"project_name__isset": False}, [0, 1]),
    (lambda t: {"id__gt": t[0], "subset__ne": ""}, [1]),
    (lambda t: {"filter": (F.subset == "Train") | (F.id == t[2])}, [0, 2]),
    (lambda t: {"filter": not_((F.subset == "Train") | ~(F.id < t[2]))}, [1]),
    (lambda t: {"filter": {"and": [{"<=": [t[0], {"var": "id"}, t[1]]}, {"!": {"var": "assignee"}}]}}, [0]),
])
def test_filters_of_tasks(client, work, word, lookup, found):
    tasks, _ = work
    listed = client.tasks.list(search=word, **lookup(tasks))
    assert sorted(t.id for t in listed) == sorted(tasks[n] for n in found)


@pytest.mark.parametrize("lookup, found", [
    (lambda j: {"id__in": j[:2]}, [0, 1]),
    (lambda j: {"task_name__contains": " 1"}, [1]),
    (lambda j: {"id__between": (j[1], j[2])}, [1, 2]),
    (lambda j: {"stage__ne": "annotation"}, []),
    (lambda j: {"assignee__isset": True}, [1]),
    (lambda j: {"task_name__isset": True}, [0, 1, 2]),
    (lambda j: {"project_name__isset": False}, [0, 1]),
    (lambda j: {"filter": (F.state == "new") & ~(F.id == j[0]) & (F.dimension == "2d") & (F.media_type == "image")}, [1, 2]),
    (lambda j: {"mode": "annotation", "type": "annotation"}, [0, 1, 2]),
    (lambda j: {"mode": "interpolation"}, []),
])
def test_filters_of_jobs(client, work, word, lookup, found):
    _, jobs = work
    listed = client.jobs.list(search=word, **lookup(jobs))
    assert sorted(j.id for j in listed) == sorted(jobs[n] for n in found)


def test_relations_are_asked_for_in_the_workspace_of_the_object(limn, client, work, tmp_path):
    tasks, _ = work
    slug = f"team-{secrets.token_hex(4)}"
    team = client.organizations.create(models.OrganizationWriteRequest(slug=slug))
    with client_of(limn, organization=slug) as inside:
        theirs = make_task(inside, tmp_path, 2)
        assert theirs.organization == team.id
        personal = inside.tasks.retrieve(tasks[0])  # seen by its id, whatever workspace is named
        assert [label.name for label in personal.get_labels()] == ["car", "person"] and len(personal.get_jobs()) == 1
        job = theirs.get_jobs()[0]
        issue = inside.issues.create(models.IssueWriteRequest(frame=0, position=[1.0, 2.0], job=job.id, message="look"))
    seen = client.tasks.retrieve(theirs.id)  # without a workspace
    assert [j.id for j in seen.get_jobs()] == [job.id] and len(seen.get_labels()) == 2
    assert [i.id for i in client.jobs.retrieve(job.id).get_issues()] == [issue.id]
    assert [c.message for c in client.issues.retrieve(issue.id).get_comments()] == ["look"]
    team.remove()


def test_imports_append_replace_and_keep_masks(client, tmp_path):
    task = make_task(client, tmp_path, 2)
    car = task.get_labels()[0].id
    mask = models.LabeledShapeRequest(type="mask", frame=0, label_id=car, points=[0.0, 16.0, 1.0, 1.0, 4.0, 4.0])
    task.set_annotations(models.LabeledDataRequest(shapes=[mask], tags=[], tracks=[]))
    archive = tmp_path / "masks.zip"
    task.export_dataset("Segmentation mask 1.1", archive, include_images=False)

    def after(**options):
        task.import_annotations("Segmentation mask 1.1", archive, **options)
        return [s.type.value for s in task.get_annotations().shapes]

    assert after(conv_mask_to_poly=False) == ["mask"]
    assert after(conv_mask_to_poly=False, import_mode="append") == ["mask", "mask"]
    assert after(conv_mask_to_poly=False, import_mode="append_new") == ["mask", "mask"]
    assert after(conv_mask_to_poly=True, import_mode="append") == ["mask", "mask", "polygon"]
    assert after(conv_mask_to_poly=True, import_mode="replace") == ["polygon"]
    task.remove()


def test_optional_members_are_there(limn, client, work):
    tasks, jobs = work
    task, job = client.tasks.retrieve(tasks[2]), client.jobs.retrieve(jobs[2])
    assert task.media_type == job.media_type == "image" and task.project_name == job.project_name
    assert (job.task_name, job.replicas_count) == (task.name, 0)
    name, _, _ = register(limn)
    with client_of(limn, (name, "Kilo-lima-9")) as other:
        assert other.users.retrieve_current_user().email_verified is False


def test_requests_by_their_workspace(limn, client, work, tmp_path):
    tasks, _ = work
    team = client.organizations.create(models.OrganizationWriteRequest(slug=f"team-{secrets.token_hex(4)}"))
    with client_of(limn, organization=team.slug) as inside:
        make_task(inside, tmp_path, 2).export_dataset("COCO 1.0", tmp_path / "theirs.zip", include_images=False)
    client.tasks.retrieve(tasks[0]).export_dataset("COCO 1.0", tmp_path / "mine.zip", include_images=False)

    def exports(**of):
        return {(r.operation.task_id, r.operation.org_id) for r in client.api_client.requests_api.list(action="export", **of)[0].results}

    assert {org for _, org in exports(org_id=team.id)} == {team.id}
    assert (tasks[0], None) in exports(org="") and all(org is None for _, org in exports(org=""))
    team.remove()


def test_attributes_are_deleted(client, tmp_path):
    task = make_task(client, tmp_path, 1)
    label = task.get_labels()[0]
    colour = label.attributes[0]
    box = models.LabeledShapeRequest(type="rectangle", frame=0, label_id=label.id, points=[1.0, 2.0, 30.0, 40.0], attributes=[models.AttributeValRequest(spec_id=colour.id, value="blue")])
    task.set_annotations(models.LabeledDataRequest(shapes=[box], tags=[], tracks=[]))
    gone = models.AttributeRequest(id=colour.id, name=colour.name, mutable=colour.mutable, input_type=colour.input_type.value, default_value=colour.default_value, values=colour.values, deleted=True)
    changed, _ = client.api_client.labels_api.partial_update(label.id, patched_label_request=models.PatchedLabelRequest(attributes=[gone]))
    assert not changed.attributes
    assert [s.attributes for s in task.get_annotations().shapes] == [[]]
    task.remove()
