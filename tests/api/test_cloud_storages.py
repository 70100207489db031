"""Cloud storages as a resource, against a real S3 server (scripts/s3.sh): secrets, networks, rights, contents."""
import json
import secrets
from urllib.parse import quote

import pytest
import s3
from cloud import make_task, original, user
from media import picture
from server import Server

pytestmark = pytest.mark.skipif(not s3.ENDPOINT, reason="needs the S3 server of scripts/s3.sh")


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
