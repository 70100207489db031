"""Exports to a bucket and imports from one; all of it with the SDK."""
import io
import zipfile
from urllib.parse import quote

import pytest
import s3
from cvat_sdk import make_client, models
from media import picture, pictures
from server import ADMIN

pytestmark = pytest.mark.skipif(not s3.ENDPOINT, reason="needs the S3 server of scripts/s3.sh")


def test_exports_go_to_the_bucket_and_come_back(limn, bucket, storage):
    task = limn.task(pictures(2), target_storage={"location": "cloud_storage", "cloud_storage_id": storage}, source_storage={"location": "cloud_storage", "cloud_storage_id": storage})
    job = limn.jobs(task["id"])[0]["id"]
    label = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    shape = {"type": "rectangle", "frame": 0, "label_id": label, "points": [1.0, 2.0, 30.0, 40.0]}
    limn.json("PUT", f"/api/jobs/{job}/annotations", json={"version": 0, "tags": [], "tracks": [], "shapes": [shape]})
    rows = [limn.wait(limn.json("POST", path, status=202)["rq_id"]) for path in (
        f"/api/tasks/{task['id']}/dataset/export?format=CVAT for images 1.1",  # the task's default
        f"/api/jobs/{job}/dataset/export?format=CVAT for images 1.1&save_images=true&filename=out/job.zip&location=cloud_storage&cloud_storage_id={storage}",
    )]
    for row in rows:
        assert (row["status"], row["result_url"]) == ("finished", None), row["message"]
    names = bucket.keys()
    assert "out/job.zip" in names and len(names) == 2
    default = next(n for n in names if n != "out/job.zip")
    assert default.startswith(f"task_{task['id']}_annotations_") and default.endswith("_cvat for images 1.1.zip")
    with zipfile.ZipFile(io.BytesIO(bucket.get("out/job.zip"))) as archive:
        assert archive.read("images/img_000.png") == pictures(2)["img_000.png"]
    local = limn.wait(limn.json("POST", f"/api/tasks/{task['id']}/dataset/export?format=COCO 1.0&location=local", status=202)["rq_id"])
    assert local["result_url"]

    limn.request("DELETE", f"/api/jobs/{job}/annotations")
    row = limn.wait(limn.json("POST", f"/api/tasks/{task['id']}/annotations?format=CVAT 1.1&filename={quote(default)}", status=202)["rq_id"])
    assert row["status"] == "finished", row["message"]
    assert [s["points"] for s in limn.json("GET", f"/api/jobs/{job}/annotations")["shapes"]] == [shape["points"]]
    # A file that is sent counts for more than the default place.
    sent = limn.json("POST", f"/api/tasks/{task['id']}/annotations?format=CVAT 1.1", status=202, files={"annotation_file": ("a.zip", bucket.get(default))})
    assert limn.wait(sent["rq_id"])["status"] == "finished"
    answer = limn.request("POST", f"/api/tasks/{task['id']}/annotations?format=CVAT 1.1")
    assert (answer.status_code, answer.json()) == (400, ["The filename was not specified"])
    row = limn.wait(limn.json("POST", f"/api/tasks/{task['id']}/annotations?format=CVAT 1.1&filename=none.zip", status=202)["rq_id"])
    assert (row["status"], row["message"]) == ("failed", f"The file 'none.zip' not found on the cloud storage '{bucket.name}'")


def test_a_dataset_of_a_bucket_becomes_tasks_of_a_project(limn, bucket, storage):
    source = limn.task(pictures(2), subset="train")
    row = limn.wait(limn.json("POST", f"/api/tasks/{source['id']}/dataset/export?format=CVAT for images 1.1&save_images=true&location=cloud_storage&cloud_storage_id={storage}&filename=d.zip", status=202)["rq_id"])
    assert row["status"] == "finished", row["message"]
    project = limn.json("POST", "/api/projects", json={"name": "p", "labels": [{"name": "car"}]})["id"]
    row = limn.wait(limn.json("POST", f"/api/projects/{project}/dataset?format=CVAT 1.1&location=cloud_storage&cloud_storage_id={storage}&filename=d.zip", status=202)["rq_id"])
    assert row["status"] == "finished", row["message"]
    assert limn.json("GET", f"/api/projects/{project}")["tasks"]["count"] == 1


def test_large_exports_go_in_parts(limn, bucket, storage, tmp_path):
    noise = {f"{i}.bmp": picture(2600, 2600, form="BMP") for i in range(4)}  # 20 MB each, stored as it is
    task = limn.task(noise)
    row = limn.wait(limn.json("POST", f"/api/tasks/{task['id']}/dataset/export?format=CVAT for images 1.1&save_images=true&location=cloud_storage&cloud_storage_id={storage}&filename=big.zip", status=202)["rq_id"])
    assert row["status"] == "finished", row["message"]
    body = bucket.get("big.zip")
    assert len(body) > 64 << 20
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize(
    "query, words",
    [
        ("location=cloud_storage", "Trying to use undefined cloud storage (cloud_storage_id was not provided)"),
        ("location=moon", "The specified location 'moon' is not supported"),
        ("location=cloud_storage&cloud_storage_id=99999999", "CloudStorage matching query does not exist."),
        ("location=cloud_storage&cloud_storage_id=x", "The cloud_storage_id must be a whole number"),
    ],
)
def test_places_that_are_none(limn, query, words):
    task = limn.task(pictures(1))
    for path in (f"dataset/export?format=COCO 1.0&{query}", f"annotations?format=COCO 1.0&filename=a.zip&{query}"):
        answer = limn.request("POST", f"/api/tasks/{task['id']}/{path}")
        assert (answer.status_code, answer.json()) == (400, [words]), path


def test_with_the_sdk(limn, bucket, tmp_path):
    for name, body in pictures(3).items():
        bucket.put(name, body)
    bucket.put("m.jsonl", s3.manifest(pictures(3)))
    with make_client(limn.url, credentials=ADMIN) as client:
        client.config.status_check_period = 0.05
        body = bucket.storage(manifests=["m.jsonl"])
        made, _ = client.api_client.cloudstorages_api.create(models.CloudStorageWriteRequest(**body))
        assert made.manifests == ["m.jsonl"]
        assert client.api_client.cloudstorages_api.retrieve_status(made.id)[1].json() == "AVAILABLE"
        content, _ = client.api_client.cloudstorages_api.retrieve_content_v2(made.id)
        assert {entry.name for entry in content.content} == {*pictures(3), "m.jsonl"}
        preview = client.api_client.cloudstorages_api.retrieve_preview(made.id, _parse_response=False)[1]
        assert preview.data[:2] == b"\xff\xd8"
        from cvat_sdk.core.proxies.tasks import ResourceType

        task = client.tasks.create_from_data(
            {"name": "sdk", "labels": [{"name": "car"}], "target_storage": {"location": "cloud_storage", "cloud_storage_id": made.id}},
            resources=list(pictures(3)), resource_type=ResourceType.SHARE, data_params={"cloud_storage_id": made.id, "use_cache": True, "image_quality": 70},
        )
        assert task.size == 3 and task.get_frame(1, quality="original").read() == pictures(3)["img_001.png"]
        task.export_dataset("COCO 1.0", "from-sdk.zip", include_images=False)
        assert "from-sdk.zip" in bucket.keys()
        task.import_annotations("COCO 1.0", _local_copy(bucket, tmp_path))
        changed, _ = client.api_client.cloudstorages_api.partial_update(made.id, patched_cloud_storage_write_request=models.PatchedCloudStorageWriteRequest(description="new"))
        assert changed.description == "new"
        client.api_client.cloudstorages_api.destroy(made.id)
        assert limn.request("GET", f"/api/cloudstorages/{made.id}").status_code == 404


def _local_copy(bucket, folder):
    path = folder / "from-sdk.zip"
    path.write_bytes(bucket.get("from-sdk.zip"))
    return path
