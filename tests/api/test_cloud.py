"""Cloud storages against a real S3 server (scripts/s3.sh), through the API and the SDK; Azure and Google against a small
server here that checks the form of requests and gives prepared answers."""
import base64
import hashlib
import hmac
import io
import json
import secrets
import subprocess
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
import requests
import s3
from cvat_sdk import make_client, models
from media import picture, pictures, video
from server import ADMIN, Server

pytestmark = pytest.mark.skipif(not s3.ENDPOINT, reason="needs the S3 server of scripts/s3.sh")


@pytest.fixture
def bucket():
    made = s3.Bucket(f"limn-{secrets.token_hex(6)}")
    yield made
    made.remove()


@pytest.fixture
def storage(limn, bucket):
    return limn.json("POST", "/api/cloudstorages", json=bucket.storage())["id"]


def user(limn, name=None):
    name = name or f"user-{secrets.token_hex(4)}"
    answer = requests.post(f"{limn.url}/api/auth/register", json={"username": name, "password1": "Qwerty-1234", "password2": "Qwerty-1234", "email": f"{name}@example.com", "first_name": "A", "last_name": "B"})
    assert answer.status_code == 201, answer.text
    return name, "Qwerty-1234"


def make_task(limn, storage, status="finished", **parameters):
    task = limn.json("POST", "/api/tasks", json={"name": "cloud", "labels": [{"name": "car"}]})["id"]
    made = limn.json("POST", f"/api/tasks/{task}/data", status=202, json={"image_quality": 70, "cloud_storage_id": storage, **parameters})
    row = limn.wait(made["rq_id"])
    assert row["status"] == status, row["message"]
    return task, row["message"]


def frames(limn, task):
    return [frame["name"] for frame in limn.json("GET", f"/api/tasks/{task}/data/meta")["frames"]]


def original(limn, task, number):
    return limn.request("GET", f"/api/tasks/{task}/data?type=frame&number={number}&quality=original")


# --- the resource


def test_secrets_are_sealed_and_never_shown(own_limn, bucket):
    made = own_limn.json("POST", "/api/cloudstorages", json=bucket.storage())
    assert s3.SECRET not in json.dumps(made)
    assert s3.SECRET not in own_limn.request("GET", "/api/cloudstorages").text
    own_limn.stop()
    key = own_limn.folder / "data" / "secret.key"
    assert key.stat().st_mode & 0o777 == 0o600
    if own_limn.database is None:
        for part in ("limn.db", "limn.db-wal"):
            path = own_limn.folder / "data" / part
            assert not path.exists() or s3.SECRET.encode() not in path.read_bytes()
    own_limn.start()
    assert own_limn.json("GET", f"/api/cloudstorages/{made['id']}/status") == "AVAILABLE"
    # Another key opens nothing, and says so; nothing is lost by it.
    own_limn.stop()
    kept = key.read_text()
    key.write_text(secrets.token_hex(32) + "\n")
    own_limn.start()
    answer = own_limn.request("GET", f"/api/cloudstorages/{made['id']}/status")
    assert answer.status_code == 400 and "secret key" in answer.text
    assert own_limn.request("PATCH", f"/api/cloudstorages/{made['id']}", json={"description": "x"}).status_code == 400
    own_limn.stop()
    key.write_text(kept)
    own_limn.start()
    assert own_limn.json("GET", f"/api/cloudstorages/{made['id']}/status") == "AVAILABLE"
    # Where the key is lost for good, the credentials are entered again.
    own_limn.stop()
    key.unlink()
    own_limn.start()
    own_limn.json("PATCH", f"/api/cloudstorages/{made['id']}", json={"key": s3.KEY, "secret_key": s3.SECRET})
    assert own_limn.json("GET", f"/api/cloudstorages/{made['id']}/status") == "AVAILABLE"


def test_the_key_may_come_from_the_environment(tmp_path, bucket, fresh_database, monkeypatch):
    monkeypatch.setenv("LIMN_SECRET_KEY", "a key for the whole cluster")
    server = Server(tmp_path, fresh_database()).start()
    made = server.json("POST", "/api/cloudstorages", json=bucket.storage())
    server.stop()
    assert not (tmp_path / "data" / "secret.key").exists()
    server.start()
    assert server.json("GET", f"/api/cloudstorages/{made['id']}/status") == "AVAILABLE"
    server.stop()
    monkeypatch.setenv("LIMN_SECRET_KEY", "short")
    with pytest.raises(RuntimeError, match="at least 16 characters"):
        Server(tmp_path, fresh_database()).start()


def test_private_networks_are_closed_unless_allowed(tmp_path, bucket, fresh_database):
    server = Server(tmp_path, fresh_database(), networks=())
    server.start()
    answer = server.request("POST", "/api/cloudstorages", json=bucket.storage())
    assert answer.status_code == 400 and "not allowed" in answer.text and "--cloud-network" in answer.text
    server.stop()


def test_remote_files_stay_public_whatever_storages_may_reach(limn, bucket):
    bucket.put("a.png", picture())
    task = limn.json("POST", "/api/tasks", json={"name": "x", "labels": []})["id"]
    made = limn.json("POST", f"/api/tasks/{task}/data", status=202, json={"image_quality": 70, "remote_files": [f"{s3.ENDPOINT}/{bucket.name}/a.png"]})
    row = limn.wait(made["rq_id"])
    assert row["status"] == "failed" and "not allowed" in row["message"]


@pytest.mark.parametrize(
    "change, words",
    [
        ({"specific_attributes": "prefix=%2Fa"}, "forward slash"),
        ({"specific_attributes": "prefix=a%2F%2Fb"}, "multiple slashes"),
        ({"specific_attributes": "endpoint_url=file%3A%2F%2F%2Fetc"}, "http"),
        ({"specific_attributes": "region=a:b"}, "region"),
        ({"specific_attributes": "a=b=c"}, "Invalid specific attributes"),
        ({"specific_attributes": "endpoint_url=http%3A%2F%2F127.0.0.1%3A1"}, "cannot be reached"),
        ({"resource": "r" * 223}, "no more than 222"),
        ({"resource": "B\u00fccket"}, "resource: "),
        ({"manifests": ["", "x"]}, "manifests: "),
        ({"manifests": "x"}, "manifests: "),
        ({"manifests": [f"{i}.jsonl" for i in range(101)]}, "at most 100"),
        ({"credentials_type": "ANONYMOUS_ACCESS"}, "Access forbidden"),  # keys that come along do not count
        ({"key_file": "x"}, "not a file"),
        ({"provider_type": "AZURE_CONTAINER", "credentials_type": "ANONYMOUS_ACCESS"}, "Account name or connection string"),
        ({"provider_type": "AZURE_CONTAINER", "credentials_type": "ACCOUNT_NAME_TOKEN_PAIR", "account_name": "a"}, "Insufficient data"),
        ({"provider_type": "GOOGLE_CLOUD_STORAGE", "credentials_type": "KEY_FILE_PATH"}, "Insufficient data"),
    ],
)
def test_refusals_of_a_creation_are_lines_of_text(limn, bucket, change, words):
    answer = limn.request("POST", "/api/cloudstorages", json={**bucket.storage(), **change})
    assert answer.status_code == 400, answer.text
    assert words in answer.text and answer.headers["Content-Type"].startswith("text/html")


def test_a_change_keeps_what_it_does_not_name(limn, bucket):
    bucket.put("m.jsonl", s3.manifest(["a.png"]))
    made = limn.json("POST", "/api/cloudstorages", json=bucket.storage(manifests=["m.jsonl"], description="before"))
    path = f"/api/cloudstorages/{made['id']}"
    changed = limn.json("PATCH", path, json={"display_name": "after", "manifests": ["m.jsonl"]})
    assert changed == {**made, "display_name": "after", "updated_date": changed["updated_date"]}
    assert limn.json("GET", f"{path}/status") == "AVAILABLE"
    assert limn.request("PATCH", path, json={"secret_key": "wrong"}).json() == {"credentials": f"Cannot update resource {bucket.name} with specified credentials. Access forbidden."}
    assert limn.json("GET", f"{path}/status") == "AVAILABLE"
    # Other credentials forget the old ones; the bucket is not open to everybody.
    answer = limn.request("PATCH", path, json={"credentials_type": "ANONYMOUS_ACCESS"})
    assert answer.status_code == 400 and "Access forbidden" in answer.text


def test_an_open_bucket_needs_no_credentials(limn, bucket):
    bucket.put("a.png", picture())
    resources = [f"arn:aws:s3:::{bucket.name}", f"arn:aws:s3:::{bucket.name}/*"]
    bucket.set_policy({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": resources}]})
    body = {k: v for k, v in bucket.storage(credentials_type="ANONYMOUS_ACCESS").items() if k not in ("key", "secret_key")}
    made = limn.json("POST", "/api/cloudstorages", json=body)["id"]
    assert [e["name"] for e in limn.json("GET", f"/api/cloudstorages/{made}/content-v2")["content"]] == ["a.png"]
    task, _ = make_task(limn, made, server_files=["a.png"], use_cache=True)
    assert original(limn, task, 0).content == bucket.get("a.png")


def test_actions_follow_the_policy(limn, bucket, storage):
    answer = limn.request("GET", f"/api/cloudstorages/{storage}/actions")
    assert sorted(answer.json()) == ["read", "write"] and answer.headers["Content-Type"].startswith("text/plain")
    bucket.set_policy({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket.name}/*"}]})
    assert limn.request("GET", f"/api/cloudstorages/{storage}/actions").json() == ["read"]
    answer = limn.request("GET", "/api/cloudstorages/99999999/actions")
    assert answer.status_code == 400 and answer.text == "No CloudStorage matches the given query."


def test_a_bucket_that_goes_away(limn):
    gone = s3.Bucket(f"limn-{secrets.token_hex(6)}")
    gone.put("m.jsonl", s3.manifest(["a.png"]))
    gone.put("a.png", picture())
    made = limn.json("POST", "/api/cloudstorages", json=gone.storage(manifests=["m.jsonl"]))["id"]
    task, _ = make_task(limn, made, server_files=["a.png"], use_cache=True)
    gone.remove()
    assert limn.json("GET", f"/api/cloudstorages/{made}/status") == "NOT_FOUND"
    words = f"The resource {gone.name} not found. It may have been deleted."
    for path in ("content-v2", "content-v2?manifest_path=m.jsonl", "preview"):
        answer = limn.request("GET", f"/api/cloudstorages/{made}/{path}")
        assert (answer.status_code, answer.json()) == (404, words)
    answer = original(limn, task, 0)
    assert (answer.status_code, answer.json()) == (404, {"detail": words})
    _, message = make_task(limn, made, "failed", server_files=["a.png"], use_cache=True)
    assert message == words


def test_rights(limn, bucket):
    anna, ben, carla = user(limn), user(limn), user(limn)
    slug = f"o{secrets.token_hex(4)}"
    limn.json("POST", "/api/organizations", auth=anna, json={"slug": slug})
    for who, role in ((ben, "supervisor"), (carla, "worker")):
        limn.json("POST", f"/api/invitations?org={slug}", auth=anna, json={"email": f"{who[0]}@example.com", "role": role})
    made = limn.json("POST", f"/api/cloudstorages?org={slug}", auth=anna, json=bucket.storage())["id"]
    path = f"/api/cloudstorages/{made}"
    assert limn.request("POST", f"/api/cloudstorages?org={slug}", auth=ben, json=bucket.storage()).status_code == 403
    assert limn.json("GET", path, auth=ben)["id"] == made
    assert limn.json("GET", f"/api/cloudstorages?org={slug}", auth=ben)["count"] == 1
    assert limn.json("GET", f"/api/cloudstorages?org={slug}", auth=carla)["count"] == 0
    for method, what in (("GET", ""), ("GET", "/status"), ("GET", "/preview"), ("GET", "/content-v2"), ("PATCH", ""), ("DELETE", "")):
        assert limn.request(method, path + what, auth=carla, json={} if method == "PATCH" else None).status_code == 403
    assert limn.request("PATCH", path, auth=ben, json={"description": "x"}).status_code == 403
    # A task of the organisation has it as default target; its owner may not use it, and is told to say where else.
    task = limn.json("POST", f"/api/tasks?org={slug}", auth=ben, json={"name": "t", "labels": [{"name": "car"}], "target_storage": {"location": "cloud_storage", "cloud_storage_id": made}})["id"]
    limn.json("PATCH", f"/api/tasks/{task}", auth=ben, json={"assignee_id": limn.json("GET", "/api/users/self", auth=carla)["id"]})
    answer = limn.request("POST", f"/api/tasks/{task}/dataset/export?format=COCO 1.0", auth=carla)
    assert (answer.status_code, answer.json()["detail"]) == (403, "A cloud storage is selected as the default location. You don't have access to this cloud storage")
    assert limn.request("POST", f"/api/tasks/{task}/dataset/export?format=COCO 1.0&location=local", auth=carla).status_code == 202


def test_contents_in_pages(limn, bucket, storage):
    names = ["\u00e4 b.png", "a+b.png", "a&b=c.png", "folder/", "folder/x.png", "quote'().png", "z.mp4"]
    for name in names:
        bucket.put(name, b"" if name.endswith("/") else b"x")
    seen, token = [], ""
    while token is not None:
        page = limn.json("GET", f"/api/cloudstorages/{storage}/content-v2?page_size=2&next_token={quote(token)}")
        assert len(page["content"]) <= 2
        seen += [(e["name"], e["type"]) for e in page["content"]]
        token = page["next"]
    assert sorted(seen) == sorted([(n, "REG") for n in names if "/" not in n] + [("folder", "DIR")])
    assert [e["name"] for e in limn.json("GET", f"/api/cloudstorages/{storage}/content-v2?prefix=folder/")["content"]] == ["x.png"]
    assert len(limn.json("GET", f"/api/cloudstorages/{storage}/content-v2?page_size=1000000")["content"]) == 6
    assert limn.request("GET", f"/api/cloudstorages/{storage}/content-v2?page_size=0").status_code == 400
    bucket.put("broken.jsonl", "nonsense")
    answer = limn.request("GET", f"/api/cloudstorages/{storage}/content-v2?manifest_path=broken.jsonl")
    assert answer.status_code == 400 and "broken.jsonl" in answer.json()


# --- tasks


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


# --- exports and imports


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


# --- Azure and Google: the form of requests

ACCOUNT_KEY = base64.b64encode(b"the key of the account").decode()


def azure_signature(handler):
    """What the request should be signed with, by the rules of "Authorize with Shared Key"."""
    url = urlsplit(handler.path)
    headers = {k.lower(): v for k, v in handler.headers.items()}
    service = "".join(f"{k}:{v}\n" for k, v in sorted(headers.items()) if k.startswith("x-ms-"))
    arguments = "".join(f"\n{k.lower()}:{','.join(v)}" for k, v in sorted(parse_qs(url.query).items()))
    length = headers.get("content-length", "0")
    parts = [handler.command, "", "", "" if length == "0" else length, "", headers.get("content-type", ""), "", "", "", "", "", ""]
    text = "\n".join(parts) + "\n" + service + "/acc" + url.path + arguments
    return "SharedKey acc:" + base64.b64encode(hmac.digest(base64.b64decode(ACCOUNT_KEY), text.encode(), hashlib.sha256)).decode()


class Fake:
    """Objects in memory behind as much of Azure's and Google's interfaces as Limn uses."""

    def __init__(self):
        self.objects, self.asked = {}, []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def read(self):
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))

            def ranged(self, body):
                wanted = self.headers.get("Range") or self.headers.get("x-ms-range")
                if not wanted:
                    return self.answer(200, body, ETag='"1"')
                first, _, last = wanted.split("=")[1].partition("-")
                if int(first) >= len(body):
                    return self.answer(416)
                self.answer(206, body[int(first) : int(last) + 1 if last else None])

            def handle_any(self):
                fake.asked.append((self.command, self.path))
                url = urlsplit(self.path)
                query = {k: v[0] for k, v in parse_qs(url.query).items()}
                (self.azure if url.path.startswith("/acc/") else self.google)(url.path, query)

            do_GET = do_HEAD = do_PUT = do_POST = handle_any

            def azure(self, path, query):
                if self.headers.get("Authorization") != azure_signature(self):
                    self.read()
                    return self.answer(403, x_ms_error_code="AuthenticationFailed")
                container, _, key = path.removeprefix("/acc/").partition("/")
                key = unquote(key)
                if container != "box":
                    return self.answer(404)
                if query.get("comp") == "list":
                    found, folders = fake.level(query.get("prefix", ""), query.get("delimiter"))
                    names = "".join(f"<BlobPrefix><Name>{n}</Name></BlobPrefix>" for n in folders)
                    names += "".join(f"<Blob><Name>{n}</Name><Properties><Content-Length>{len(fake.objects[n])}</Content-Length><Etag>1</Etag></Properties></Blob>" for n in found)
                    return self.answer(200, f'<?xml version="1.0"?><EnumerationResults><Blobs>{names}</Blobs><NextMarker/></EnumerationResults>'.encode())
                if self.command == "PUT":
                    assert self.headers["x-ms-blob-type"] == "BlockBlob"
                    fake.objects[key] = self.read()
                    return self.answer(201)
                if not key:
                    return self.answer(200)
                return self.ranged(fake.objects[key]) if key in fake.objects else self.answer(404)

            def google(self, path, query):
                if path == "/token":
                    form = parse_qs(self.read().decode())
                    claims = json.loads(base64.urlsafe_b64decode(form["assertion"][0].split(".")[1] + "=="))
                    assert claims["iss"] == "me@example.com" and claims["exp"] - claims["iat"] == 3600
                    return self.answer(200, json.dumps({"access_token": "good", "expires_in": 3600}).encode())
                if self.headers.get("Authorization") != "Bearer good":
                    return self.answer(401, b"{}")
                if path == "/upload/storage/v1/b/box/o":
                    fake.objects[query["name"]] = self.read()
                    return self.answer(200, b"{}")
                if path == "/storage/v1/b/box":
                    return self.answer(200, b'{"name":"box"}')
                if path == "/storage/v1/b/box/o":
                    found, folders = fake.level(query.get("prefix", ""), query.get("delimiter"))
                    items = [{"name": n, "size": str(len(fake.objects[n])), "generation": "1"} for n in found]
                    return self.answer(200, json.dumps({"items": items, "prefixes": folders}).encode())
                key = unquote(path.removeprefix("/storage/v1/b/box/o/"))
                if key not in fake.objects:
                    return self.answer(404, b'{"error":{"message":"No such object"}}')
                if query.get("alt") == "media":
                    return self.ranged(fake.objects[key])
                self.answer(200, json.dumps({"name": key, "size": str(len(fake.objects[key])), "generation": "1"}).encode())

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def level(self, prefix, delimiter):
        below = sorted(n for n in self.objects if n.startswith(prefix))
        if not delimiter:
            return below, []
        folders = sorted({prefix + n.removeprefix(prefix).split("/")[0] + "/" for n in below if "/" in n.removeprefix(prefix)})
        return [n for n in below if "/" not in n.removeprefix(prefix)], folders


@pytest.fixture
def fake():
    made = Fake()
    yield made
    made.server.shutdown()
    made.server.server_close()


def azure_storage(fake):
    text = f"DefaultEndpointsProtocol=http;AccountName=acc;AccountKey={ACCOUNT_KEY};BlobEndpoint={fake.url}/acc;"
    return {"json": {"provider_type": "AZURE_CONTAINER", "resource": "box", "display_name": "azure", "credentials_type": "CONNECTION_STRING", "connection_string": text}}


def google_storage(fake):
    pem = subprocess.run(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], check=True, capture_output=True, text=True).stdout
    key = json.dumps({"client_email": "me@example.com", "private_key_id": "1", "private_key": pem, "token_uri": f"{fake.url}/token"})
    fields = {"provider_type": "GOOGLE_CLOUD_STORAGE", "resource": "box", "display_name": "google", "credentials_type": "KEY_FILE_PATH"}
    return {"data": fields, "files": {"key_file": ("key.json", key)}}


@pytest.mark.parametrize("provider", [azure_storage, google_storage])
def test_azure_and_google(tmp_path, fresh_database, fake, provider):
    server = Server(tmp_path, fresh_database(), ["--google-endpoint", fake.url]).start()
    for name, body in pictures(3).items():
        fake.objects[f"set/{name}"] = body
    fake.objects["top \u00e4.png"] = picture()
    storage = server.json("POST", "/api/cloudstorages", **provider(fake))["id"]
    assert server.json("GET", f"/api/cloudstorages/{storage}/status") == "AVAILABLE"
    assert server.request("GET", f"/api/cloudstorages/{storage}/actions").text == ""
    content = server.json("GET", f"/api/cloudstorages/{storage}/content-v2")["content"]
    assert [(e["name"], e["type"]) for e in content] == [("set", "DIR"), ("top \u00e4.png", "REG")]
    task, _ = make_task(server, storage, server_files=["set/", "top \u00e4.png"], use_cache=True)
    assert frames(server, task) == [f"set/{n}" for n in pictures(3)] + ["top \u00e4.png"]
    assert original(server, task, 1).content == pictures(3)["img_001.png"]
    row = server.wait(server.json("POST", f"/api/tasks/{task}/dataset/export?format=COCO 1.0&location=cloud_storage&cloud_storage_id={storage}&filename=out/c.zip", status=202)["rq_id"])
    assert row["status"] == "finished", row["message"]
    with zipfile.ZipFile(io.BytesIO(fake.objects["out/c.zip"])) as archive:
        assert archive.testzip() is None
    _, message = make_task(server, storage, "failed", server_files=["none.png"], use_cache=True)
    assert message == "The file 'none.png' not found on the cloud storage 'box'"
    server.stop()
