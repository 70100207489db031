"""What the server says of itself, and its background requests, through the official Python SDK."""
import pytest
from cvat_sdk.api_client import exceptions
from sdk_client import client_of, make_task


@pytest.fixture
def client(limn):
    with client_of(limn) as made:
        yield made


def test_the_server(client):
    client.check_server_version(fail_if_unsupported=False)  # only says so where the SDK is newer
    about = client.get_server_version()
    assert about.major == 2
    api = client.api_client.server_api
    assert api.retrieve_about()[0].name
    formats, _ = api.retrieve_annotation_formats()
    assert {"COCO 1.0", "CVAT for images 1.1"} <= {f.name for f in formats.exporters}
    assert {"COCO 1.0", "CVAT 1.1"} <= {f.name for f in formats.importers}
    assert api.retrieve_plugins()[0] is not None
    assert api.list_share()[0] is not None


def test_requests(client, tmp_path):
    task = make_task(client, tmp_path)
    api = client.api_client.requests_api
    made, _ = client.api_client.tasks_api.create_dataset_export(id=task.id, format="COCO 1.0", save_images=False)
    request, _ = client.wait_for_completion(made.rq_id, status_check_period=0.05)
    assert request.status.value == "finished" and request.result_url
    assert (request.operation.type, request.operation.task_id, request.operation.format) == ("export:annotations", task.id, "COCO 1.0")
    assert made.rq_id in [r.id for r in api.list(task_id=task.id)[0].results]
    with pytest.raises(exceptions.NotFoundException):
        api.retrieve("action=export&target=task&target_id=99999999&subresource=dataset&format=COCO@20@1~0")
    with pytest.raises(exceptions.ApiException):
        api.create_cancel(made.rq_id)  # it has ended
    task.remove()
