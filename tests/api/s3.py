"""A bucket of the S3 server that scripts/s3.sh starts, reached without Limn's own code: tests fill it and look into it.
Requests are signed as https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html says."""
import datetime
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import requests

ENDPOINT = os.environ.get("LIMN_TEST_S3")
KEY, SECRET = os.environ.get("LIMN_TEST_S3_KEY", ""), os.environ.get("LIMN_TEST_S3_SECRET", "")
REGION = "us-east-1"


class Bucket:
    def __init__(self, name, endpoint=ENDPOINT):
        self.name, self.endpoint = name, endpoint
        answer = self.send("PUT")
        assert answer.status_code in (200, 409), answer.text

    def send(self, method, key="", body=b"", query=None, expect=None):
        path = quote(f"/{self.name}/{key}" if key else f"/{self.name}")
        query = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in sorted((query or {}).items()))
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        headers = {"host": self.endpoint.split("//")[1], "x-amz-content-sha256": hashlib.sha256(body).hexdigest(), "x-amz-date": now}
        signed = ";".join(headers)
        canonical = "\n".join([method, path, query, *(f"{k}:{v}" for k, v in headers.items()), "", signed, headers["x-amz-content-sha256"]])
        scope = f"{now[:8]}/{REGION}/s3/aws4_request"
        text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        key_bytes = ("AWS4" + SECRET).encode()
        for part in (*scope.split("/"), text):
            key_bytes = hmac.digest(key_bytes, part.encode(), "sha256")
        headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={signed}, Signature={key_bytes.hex()}"
        answer = requests.request(method, f"{self.endpoint}{path}{'?' + query if query else ''}", data=body, headers=headers, timeout=60)
        assert expect is None or answer.status_code == expect, f"{method} {key}: {answer.status_code} {answer.text}"
        return answer

    def put(self, key, body):
        self.send("PUT", key, body if isinstance(body, bytes) else body.encode(), expect=200)

    def get(self, key):
        return self.send("GET", key, expect=200).content

    def delete(self, key):
        self.send("DELETE", key)

    def keys(self, prefix=""):
        document = ElementTree.fromstring(self.send("GET", query={"list-type": "2", "prefix": prefix}, expect=200).content)
        return [node.text for node in document.iter() if node.tag.endswith("}Key") or node.tag == "Key"]

    def remove(self):
        for key in self.keys():
            self.delete(key)
        self.send("DELETE", expect=204)

    def set_policy(self, policy):
        self.send("PUT", body=json.dumps(policy).encode(), query={"policy": ""})

    def storage(self, **more):
        """The body of POST /api/cloudstorages for this bucket."""
        return {
            "provider_type": "AWS_S3_BUCKET", "resource": self.name, "display_name": self.name, "credentials_type": "KEY_SECRET_KEY_PAIR",
            "key": KEY, "secret_key": SECRET, "specific_attributes": f"endpoint_url={quote(self.endpoint, safe='')}", **more,
        }


def manifest(images, size=(64, 48)):
    """The text of a manifest of pictures that all have this size; images: names with extension."""
    rows = [{"version": "1.1"}, {"type": "images"}]
    for name in images:
        stem, dot, extension = name.rpartition(".")
        rows.append({"name": stem, "extension": dot + extension, "width": size[0], "height": size[1]})
    return "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)


def fill_for_conversations():
    """What the heads of the files media-cloud-*.yml say, in a bucket of this run's own; gives its name."""
    bucket = Bucket(f"conversations-{secrets.token_hex(6)}")
    media = Path(__file__).resolve().parents[1] / "conversations" / "media"
    for key, name in {
        "img_1.png": "img_1.png", "img_2.png": "img_2.png", "dir/img_3.png": "img_3.png", "dir/sub/img_1.png": "img_1.png",
        "clip.mp4": "clip.mp4", "images.zip": "images.zip", "notes.txt": "vector.svg",
    }.items():
        bucket.put(key, (media / name).read_bytes())
    bucket.put("manifest.jsonl", manifest(["dir/img_3.png", "dir/sub/img_1.png", "img_1.png", "img_2.png"]))
    bucket.put("broken.jsonl", "nonsense\n")
    return bucket.name
