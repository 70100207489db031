"""Tasks whose media lie in a bucket."""
import io
import json
import secrets
import zipfile

import pytest
import s3
from cloud import frames, make_task, original, user
from media import picture, pictures, video

pytestmark = pytest.mark.skipif(not s3.ENDPOINT, reason="needs the S3 server of scripts/s3.sh")


def test_names_that_need_care_become_frames(limn, bucket, storage):
    content = {name: picture(40 + i, 30) for i, name in enumerate(["\u00e4 b.png", "a+b.png", "sub dir/a&b=c.png", "quote'().png"])}
    for name, body in content.items():
        bucket.put(name, body)
    task, _ = make_task(limn, storage, server_files=list(content), sorting_method="predefined", use_cache=True)
    assert frames(limn, task) == list(content)
    for i, body in enumerate(content.values()):
        assert original(limn, task, i).content == body


@pytest.mark.parametrize("cached", [True, False])
def test_cached_and_copied_media(limn, bucket, cached):
    for name, body in pictures(20, 50, 40).items():
        bucket.put(f"many/{name}", body)
    storage = limn.json("POST", "/api/cloudstorages", json=bucket.storage())["id"]
    task, _ = make_task(limn, storage, server_files=["many/"], use_cache=cached)
    meta = limn.json("GET", f"/api/tasks/{task}/data/meta")
    assert (meta["size"], meta["storage"], meta["cloud_storage_id"]) == (20, "cloud_storage", storage)
    chunk = limn.request("GET", f"/api/tasks/{task}/data?type=chunk&number=0&quality=original")
    with zipfile.ZipFile(io.BytesIO(chunk.content)) as archive:
        assert [archive.read(n) for n in sorted(archive.namelist())] == list(pictures(20, 50, 40).values())
    bucket.delete("many/img_007.png")
    answer = limn.request("GET", f"/api/tasks/{task}/data?type=frame&number=7&quality=original")
    assert answer.status_code == 200  # a copy, or still in the cache
    limn.request("DELETE", f"/api/cloudstorages/{storage}")
    answer = original(limn, task, 3)
    if cached:
        assert (answer.status_code, answer.json()) == (409, "Task is no longer connected to cloud storage")
        for what in ("data?type=chunk&number=0", "data?type=preview", "preview"):
            assert limn.request("GET", f"/api/tasks/{task}/{what}").status_code == 409, what
    else:
        assert answer.content == pictures(20, 50, 40)["img_003.png"]
    assert limn.json("GET", f"/api/tasks/{task}")["data_cloud_storage_id"] is None


def test_a_manifest_saves_the_reading(limn, bucket, storage):
    """Its sizes are believed: the pictures are not even there."""
    bucket.put("set/m.jsonl", s3.manifest(["a.png", "deep/b.png", "c.png"], (640, 480)))
    task, _ = make_task(limn, storage, server_files=["set/m.jsonl"], use_cache=True)
    meta = limn.json("GET", f"/api/tasks/{task}/data/meta")
    assert [(f["name"], f["width"], f["height"]) for f in meta["frames"]] == [(f"set/{n}", 640, 480) for n in ("a.png", "c.png", "deep/b.png")]
    answer = original(limn, task, 0)
    assert (answer.status_code, answer.json()["detail"]) == (404, f"The file 'set/a.png' not found on the cloud storage '{bucket.name}'")
    bucket.put("set/a.png", picture(640, 480))
    assert original(limn, task, 0).content == bucket.get("set/a.png")
    order, _ = make_task(limn, storage, server_files=["set/m.jsonl"], filename_pattern="*[ab].png", sorting_method="predefined", use_cache=True)
    assert frames(limn, order) == ["set/a.png", "set/deep/b.png"]


def test_context_images_of_a_bucket(limn, bucket, storage):
    for cached in (True, False):
        for name in ("d/a.png", "d/related_images/a_png/x.png", "d/related_images/a_png/y.png", "d/b.png"):
            bucket.put(name, picture())
        task, _ = make_task(limn, storage, server_files=["d/"], use_cache=cached)
        meta = limn.json("GET", f"/api/tasks/{task}/data/meta")
        assert [(f["name"], f["related_files"]) for f in meta["frames"]] == [("d/a.png", 2), ("d/b.png", 0)]
        answer = limn.request("GET", f"/api/tasks/{task}/data?type=context_image&number=0")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert sorted(archive.namelist()) == ["x.jpg", "y.jpg"]
    rows = [{"version": "1.1"}, {"type": "images"}, {"name": "d/b", "extension": ".png", "width": 64, "height": 48, "meta": {"related_images": ["d/related_images/a_png/x.png"]}}]
    bucket.put("m.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    task, _ = make_task(limn, storage, server_files=["m.jsonl"], use_cache=True)
    assert [(f["name"], f["related_files"]) for f in limn.json("GET", f"/api/tasks/{task}/data/meta")["frames"]] == [("d/b.png", 1)]


def test_large_headers_are_read_in_steps(limn, bucket, storage):
    """A comment of 100 KB stands before the size of this JPEG."""
    plain = picture(300, 200, form="JPEG")
    padding = b"".join(b"\xff\xfe" + (60002).to_bytes(2, "big") + b"c" * 60000 for _ in range(2))
    bucket.put("late.jpg", plain[:2] + padding + plain[2:])
    bucket.put("empty.png", b"")
    bucket.put("text.png", b"no picture at all" * 20000)
    task, _ = make_task(limn, storage, server_files=["late.jpg"], use_cache=True)
    frame = limn.json("GET", f"/api/tasks/{task}/data/meta")["frames"][0]
    assert (frame["width"], frame["height"]) == (300, 200)
    for name in ("empty.png", "text.png"):
        _, message = make_task(limn, storage, "failed", server_files=[name], use_cache=True)
        assert name in message
    for name in ("../x.png", "a//b.png"):
        _, message = make_task(limn, storage, "failed", server_files=[name], use_cache=True)
        assert "no file can have" in message
    _, message = make_task(limn, storage, "failed", server_files=["none.png"], use_cache=False)
    assert message == f"The file 'none.png' not found on the cloud storage '{bucket.name}'"
    _, message = make_task(limn, storage, "failed", filename_pattern="nothing*", use_cache=True)
    assert message == "ValueError: No media data found\n"


def test_packed_media_are_copied(limn, bucket, storage, tmp_path):
    bucket.put("v/clip.mp4", video(tmp_path, 12))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        for name, body in pictures(3).items():
            out.writestr(f"in/{name}", body)
    bucket.put("p/all.zip", archive.getvalue())
    clip, _ = make_task(limn, storage, server_files=["v/clip.mp4"], use_cache=True)
    packed, _ = make_task(limn, storage, server_files=["p/all.zip"], use_cache=True)
    for task, size in ((clip, 12), (packed, 3)):
        meta = limn.json("GET", f"/api/tasks/{task}/data/meta")
        assert (meta["size"], meta["storage"], meta["cloud_storage_id"]) == (size, "local", storage)
    bucket.delete("v/clip.mp4")
    assert limn.request("GET", f"/api/tasks/{clip}/data?type=chunk&number=0").status_code == 200


def test_another_bucket_for_the_same_frames(limn, bucket, storage):
    other = s3.Bucket(f"limn-{secrets.token_hex(6)}")
    try:
        bucket.put("a.png", picture(colour=(255, 0, 0)))
        other.put("a.png", picture(colour=(0, 0, 255)))
        task, _ = make_task(limn, storage, server_files=["a.png"], use_cache=True)
        assert original(limn, task, 0).content == bucket.get("a.png")
        before = limn.json("GET", f"/api/tasks/{task}/data/meta")["chunks_updated_date"]
        second = limn.json("POST", "/api/cloudstorages", json=other.storage())["id"]
        changed = limn.json("PATCH", f"/api/tasks/{task}/data/meta", json={"cloud_storage_id": second})
        assert changed["cloud_storage_id"] == second and changed["chunks_updated_date"] > before
        assert original(limn, task, 0).content == other.get("a.png")
    finally:
        other.remove()
    answer = limn.request("PATCH", f"/api/tasks/{task}/data/meta", json={"cloud_storage_id": second})
    assert answer.json() == {"cloud_storage_id": [f"The specified cloud storage '{other.name}' is not available."]}
    assert limn.json("PATCH", f"/api/tasks/{task}/data/meta", json={"cloud_storage_id": storage})["cloud_storage_id"] == storage
    assert original(limn, task, 0).content == bucket.get("a.png")


def test_a_storage_that_becomes_another_place(limn, bucket, storage):
    other = s3.Bucket(f"limn-{secrets.token_hex(6)}")
    try:
        bucket.put("a.png", picture(colour=(255, 0, 0)))
        other.put("a.png", picture(colour=(0, 0, 255)))
        task, _ = make_task(limn, storage, server_files=["a.png"], use_cache=True)
        assert original(limn, task, 0).content == bucket.get("a.png")
        before = limn.json("GET", f"/api/tasks/{task}/data/meta")["chunks_updated_date"]
        limn.json("PATCH", f"/api/cloudstorages/{storage}", json={"resource": other.name})
        assert original(limn, task, 0).content == other.get("a.png")
        assert limn.json("GET", f"/api/tasks/{task}/data/meta")["chunks_updated_date"] > before
    finally:
        other.remove()


def test_default_storages_are_replaced_by_their_twins_in_another_workspace(limn, bucket):
    who = user(limn)
    slug = f"o{secrets.token_hex(4)}"
    organization = limn.json("POST", "/api/organizations", auth=who, json={"slug": slug})["id"]
    bucket.put("m.jsonl", s3.manifest(["a.png"]))
    mine = limn.json("POST", "/api/cloudstorages", auth=who, json=bucket.storage(manifests=["m.jsonl"]))["id"]
    place = {"location": "cloud_storage", "cloud_storage_id": mine}
    project = limn.json("POST", "/api/projects", auth=who, json={"name": "p", "labels": [], "source_storage": place})["id"]
    move = lambda: limn.request("PATCH", f"/api/projects/{project}", auth=who, json={"organization_id": organization})  # noqa: E731
    words = ["Could not find a similar cloud storage in the new workspace"]
    assert move().json() == words
    limn.json("POST", f"/api/cloudstorages?org={slug}", auth=who, json=bucket.storage())  # other manifests: no twin
    assert move().json() == words
    twin = limn.json("POST", f"/api/cloudstorages?org={slug}", auth=who, json=bucket.storage(manifests=["m.jsonl"]))["id"]
    assert move().json()["source_storage"]["cloud_storage_id"] == twin
