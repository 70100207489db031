"""Azure and Google against a small server here that checks the form of requests and gives prepared answers."""
import base64
import hashlib
import hmac
import io
import json
import subprocess
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from cloud import frames, make_task, original
from media import picture, pictures
from server import Server


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
