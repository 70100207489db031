"""Webhooks and the settings of quality and consensus through the official Python SDK."""
import pytest
from cvat_sdk import models
from cvat_sdk.api_client import exceptions
from sdk_client import LABELS, client_of, make_task


@pytest.fixture
def client(limn):
    with client_of(limn) as made:
        yield made


def test_webhooks(limn, client):
    api = client.api_client.webhooks_api
    project = client.projects.create({"name": "watched", "labels": LABELS})
    assert "create:task" in str(api.retrieve_events()[0].events)
    body = models.WebhookWriteRequest(
        target_url=f"{limn.url}/api/server/health/", events=[models.EventsEnum("create:task")], type="project", project_id=project.id, content_type="application/json", description="mine")
    made, _ = api.create(body)
    assert (made.type.value, made.project_id, made.description) == ("project", project.id, "mine") and "secret" not in made.to_dict()
    assert made.id in [w.id for w in api.list(project_id=project.id)[0].results]
    changed, _ = api.partial_update(made.id, patched_webhook_write_request=models.PatchedWebhookWriteRequest(is_active=False))
    assert changed.is_active is False and api.retrieve(made.id)[0].is_active is False
    _, answer = api.create_ping(made.id, _parse_response=False)
    delivery = answer.json()
    assert (delivery["event"], delivery["status_code"]) == ("ping", 502)  # an address of this machine is told nothing without --webhook-network
    assert [d["id"] for d in api.list_deliveries(made.id, _parse_response=False)[1].json()["results"]] == [delivery["id"]]
    assert api.retrieve_deliveries(str(delivery["id"]), made.id, _parse_response=False)[1].json()["id"] == delivery["id"]
    api.destroy(made.id)
    with pytest.raises(exceptions.NotFoundException):
        api.retrieve(made.id)
    project.remove()


def test_quality(client, tmp_path):
    task = make_task(client, tmp_path)
    api = client.api_client.quality_api
    settings = api.list_settings(task_id=task.id)[0].results[0]
    assert settings.task_id == task.id
    changed, _ = api.partial_update_settings(settings.id, patched_quality_settings_request=models.PatchedQualitySettingsRequest(max_validations_per_job=3))
    assert changed.max_validations_per_job == 3 and api.retrieve_settings(settings.id)[0].max_validations_per_job == 3
    assert api.list_reports(task_id=task.id, **({"target": "task"}))[0].results == []
    with pytest.raises(exceptions.NotFoundException):
        api.retrieve_report(99999999)
    task.remove()


def test_consensus(client, tmp_path):
    task = make_task(client, tmp_path, consensus_replicas=2)
    assert sorted(job.type for job in task.get_jobs()) == ["annotation", "consensus_replica", "consensus_replica"]
    api = client.api_client.consensus_api
    settings = api.list_settings(task_id=task.id)[0].results[0]
    changed, _ = api.partial_update_settings(settings.id, patched_consensus_settings_request=models.PatchedConsensusSettingsRequest(iou_threshold=0.6))
    assert changed.iou_threshold == 0.6 and api.retrieve_settings(settings.id)[0].iou_threshold == 0.6
    task.remove()
