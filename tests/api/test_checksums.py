"""What a client says its bytes come to is compared with what arrives (Upload-Checksum, client_checksums)."""
import base64
import hashlib

import pytest
from media import picture

PIECE = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0"}


def said(data, algorithm="sha256"):
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


@pytest.fixture
def data(limn):
    task = limn.json("POST", "/api/tasks", json={"name": "compared", "labels": [{"name": "car"}]})
    path = f"/api/tasks/{task['id']}/data"
    assert limn.request("POST", path, headers={"Upload-Start": ""}).status_code == 202
    return path


def finish(limn, data):
    done = limn.json("POST", data, status=202, json={"image_quality": 70}, headers={"Upload-Finish": ""})
    return limn.wait(done["rq_id"])


def test_pieces(limn, data):
    content = picture(200, 100, (9, 8, 7), "BMP")
    name = base64.b64encode(b"a.bmp").decode()
    made = limn.request("POST", data, headers={"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}", "Tus-Resumable": "1.0.0"})
    path = made.headers["Location"].removeprefix(limn.url)

    def send(offset, body, checksum):
        headers = {**PIECE, "Upload-Offset": str(offset)}
        return limn.request("PATCH", path, data=body, headers={**headers, "Upload-Checksum": checksum} if checksum else headers)

    first, rest = content[:20000], content[20000:]
    spoilt = b"!" + first[1:]
    refused = send(0, spoilt, said(first))
    assert (refused.status_code, refused.headers["Upload-Offset"]) == (460, "0")
    assert limn.request("HEAD", path).headers["Upload-Offset"] == "0"
    for unreadable in ("md5 " + base64.b64encode(hashlib.md5(first).digest()).decode(), "sha256", "sha256 AAAA", "sha256 !"):
        assert send(0, first, unreadable).status_code == 400
    assert send(0, first, said(first)).status_code == 204
    assert send(20000, rest, said(first, "sha1")).status_code == 460
    assert send(20000, rest, said(rest, "sha1")).status_code == 204
    assert finish(limn, data)["status"] == "finished"
    task = data.split("/")[3]
    assert limn.request("GET", f"/api/tasks/{task}/data?type=frame&number=0&quality=original").content == content


def test_files_together(limn, data):
    a, b = picture(20, 10, (1, 2, 3), "PNG"), picture(20, 10, (3, 2, 1), "PNG")

    def send(checksum_of_b):
        # Fields and files in the order in which they are given.
        parts = [
            ("image_quality", (None, "70")),
            ("client_checksums[0]", (None, said(a))),
            ("client_files[0]", ("a.png", a)),
            ("client_checksums[1]", (None, checksum_of_b)),
            ("client_files[1]", ("b.png", b)),
        ]
        return limn.request("POST", data, files=parts, headers={"Upload-Multiple": ""})

    refused = send(said(a))
    assert refused.status_code == 460 and "b.png" in refused.json()
    assert send("sha256 nothing").status_code == 400
    assert send(said(b, "sha1")).status_code == 200
    assert finish(limn, data)["status"] == "finished"
    task = data.split("/")[3]
    assert limn.json("GET", f"/api/tasks/{task}")["size"] == 2
    assert limn.request("GET", f"/api/tasks/{task}/data?type=frame&number=1&quality=original").content == b


def test_the_algorithms_are_told(limn, data):
    told = limn.request("OPTIONS", data).headers
    assert told["Tus-Checksum-Algorithm"] == "sha1,sha256"
