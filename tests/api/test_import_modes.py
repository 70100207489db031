"""Imports of annotations that replace, append, or append what is new; and asking first what an import would do."""
import base64
import json
from urllib.parse import quote

import pytest
from media import pictures
from test_formats import export

CVAT = "CVAT for images 1.1"
FORMAT = "CVAT 1.1"


@pytest.fixture(scope="module")
def work(limn):
    """A task of two jobs that have two frames in common, and a file with three boxes, a tag and a track."""
    task = limn.task(pictures(8), [{"name": "car", "attributes": [{"name": "colour", "mutable": False, "input_type": "text", "default_value": "red", "values": []}]}, {"name": "person"}],
                     segment_size=5, overlap=2)
    task["jobs"] = [job["id"] for job in limn.jobs(task["id"])]
    assert len(task["jobs"]) == 2
    task["labels"] = [label["id"] for label in limn.json("GET", f"/api/labels?task_id={task['id']}&sort=id")["results"]]
    return task


def box(label, frame, x, **fields):
    return {"type": "rectangle", "frame": frame, "label_id": label, "points": [x, 4, x + 20, 34], **fields}


def track(label, frames):
    keys = [{"type": "rectangle", "frame": f, "points": [f, 5, f + 10, 15], "outside": f == frames[-1]} for f in frames]
    return {"frame": frames[0], "label_id": label, "shapes": keys}


def put(limn, where, shapes=(), tags=(), tracks=()):
    limn.json("PUT", f"/api/{where}/annotations", json={"shapes": list(shapes), "tags": list(tags), "tracks": list(tracks)})


def counts(limn, where):
    data = limn.json("GET", f"/api/{where}/annotations")
    return len(data["tags"]), len(data["shapes"]), len(data["tracks"])


def send(limn, where, archive, query, status="finished"):
    made = limn.json("POST", f"/api/{where}/annotations?format={quote(FORMAT)}&{query}", status=202, files={"annotation_file": ("data.zip", archive)})
    row = limn.wait(made["rq_id"])
    assert row["status"] == status, row["message"]
    return row


@pytest.fixture(scope="module")
def archive(limn, work):
    car, person = work["labels"]
    where = f"tasks/{work['id']}"
    put(limn, where, [box(car, 0, 3), box(car, 4, 20), box(person, 7, 9)], [{"frame": 2, "label_id": car}])
    return export(limn, "tasks", work["id"], CVAT, False)


def line(present, read, added, removed=0):
    return {"present": present, "read": read, "added": added, "skipped": read - added, "removed": removed}


NOTHING = line(0, 0, 0)


def test_only_what_is_new_is_added(limn, work, archive):
    car, person = work["labels"]
    where = f"tasks/{work['id']}"
    put(limn, where, [box(car, 0, 3.5, attributes=[]), box(person, 4, 20), box(car, 7, 30)], [{"frame": 2, "label_id": car}])
    before = counts(limn, where)
    asked = send(limn, where, archive, "import_mode=append_new&dry_run=true")
    assert asked["summary"] == {"tags": line(1, 1, 0), "shapes": line(3, 3, 2), "tracks": NOTHING, "frames": 4}
    assert counts(limn, where) == before
    assert asked["operation"]["dry_run"] is True
    done = send(limn, where, archive, "import_mode=append_new")
    assert done["summary"] == asked["summary"] and "dry_run" not in done["operation"]
    assert counts(limn, where) == (1, 5, 0)
    # Frame 4 is in both jobs: the box is new in both, and one of the task.
    assert [counts(limn, f"jobs/{job}")[1] for job in work["jobs"]] == [3, 4]
    assert send(limn, where, archive, "import_mode=append_new")["summary"]["shapes"] == line(5, 3, 0)
    assert counts(limn, where) == (1, 5, 0)


def test_how_much_alike_a_duplicate_is(limn, work, archive):
    car, person = work["labels"]
    where = f"tasks/{work['id']}"
    put(limn, where, [box(car, 0, 6)])  # 17 of 23
    ask = "import_mode=append_new&dry_run=true"
    assert send(limn, where, archive, ask)["summary"]["shapes"] == line(1, 3, 3)
    assert send(limn, where, archive, ask + "&duplicate_overlap=0.7")["summary"]["shapes"] == line(1, 3, 2)


def test_what_replacing_and_appending_would_do(limn, work, archive):
    car, _ = work["labels"]
    where = f"tasks/{work['id']}"
    put(limn, where, [box(car, 1, 1), box(car, 3, 1)], [{"frame": 3, "label_id": car}])
    revision = limn.json("GET", f"/api/jobs/{work['jobs'][0]}")["updated_date"]
    assert send(limn, where, archive, "dry_run=true")["summary"] == {"tags": line(1, 1, 1, 1), "shapes": line(2, 3, 3, 2), "tracks": NOTHING, "frames": 4}
    assert send(limn, where, archive, "import_mode=append&dry_run=1")["summary"]["shapes"] == line(2, 3, 3)
    assert counts(limn, where) == (1, 2, 0)
    assert limn.json("GET", f"/api/jobs/{work['jobs'][0]}")["updated_date"] == revision
    assert "summary" not in send(limn, where, archive, "import_mode=append")  # as clients know it
    assert counts(limn, where) == (2, 5, 0)
    assert "summary" not in send(limn, where, archive, "import_mode=replace")
    assert counts(limn, where) == (1, 3, 0)


def test_a_job_takes_what_lies_on_its_frames(limn, work, archive):
    where = f"jobs/{work['jobs'][1]}"  # frames 3 to 7
    put(limn, where)
    row = send(limn, where, archive, "import_mode=append_new")
    assert row["summary"] == {"tags": line(0, 1, 0), "shapes": line(0, 3, 2), "tracks": NOTHING, "frames": 4}
    assert row["operation"]["job_id"] == work["jobs"][1]
    assert counts(limn, where) == (0, 2, 0)


def test_tracks(limn, work):
    car, person = work["labels"]
    where = f"tasks/{work['id']}"
    put(limn, where, tracks=[track(car, [0, 2, 6]), track(person, [1, 3])])
    video = export(limn, "tasks", work["id"], "CVAT for video 1.1", False)
    assert send(limn, where, video, "import_mode=append_new&dry_run=true")["summary"]["tracks"] == line(2, 2, 0)
    put(limn, where, tracks=[track(car, [0, 2, 6]), track(car, [1, 3])])
    assert send(limn, where, video, "import_mode=append_new")["summary"]["tracks"] == line(2, 2, 1)
    assert counts(limn, where) == (0, 0, 3)
    assert send(limn, where, video, "import_mode=append_new")["summary"]["tracks"] == line(3, 2, 0)
    # A job has parts of tracks, and they are compared with parts.
    second = f"jobs/{work['jobs'][1]}"
    assert send(limn, second, video, "import_mode=append_new&dry_run=true")["summary"]["tracks"]["added"] == 0


def test_a_dry_run_fails_as_the_import_would(limn, work):
    row = send(limn, f"tasks/{work['id']}", b"no archive", "dry_run=true", status="failed")
    assert row["message"] and "summary" not in row and row["operation"]["dry_run"] is True


@pytest.mark.parametrize("query, reason", [
    ("import_mode=merge", "import_mode must be append, append_new or replace"),
    ("import_mode=", "import_mode must be append, append_new or replace"),
    ("dry_run=maybe", "dry_run must be true or false"),
    *((f"import_mode=append_new&duplicate_overlap={value}", "duplicate_overlap must be a number over 0 and at most 1") for value in ("0", "-1", "1.01", "nan", "much", "")),
])
@pytest.mark.parametrize("kind", ["tasks", "jobs"])
def test_bad_values(limn, work, archive, kind, query, reason):
    where = f"tasks/{work['id']}" if kind == "tasks" else f"jobs/{work['jobs'][0]}"
    answer = limn.request("POST", f"/api/{where}/annotations?format={quote(FORMAT)}&{query}", files={"annotation_file": ("data.zip", archive)})
    assert (answer.status_code, answer.json()) == (400, [reason])


def test_a_dataset_for_a_project_is_tried_out_first(limn):
    task = limn.task(pictures(3), name="whole", labels=[{"name": "car", "attributes": [{"name": "hue", "mutable": True, "input_type": "text", "default_value": "", "values": []}]}])
    label = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    put(limn, f"tasks/{task['id']}", [box(label, 0, 3), box(label, 2, 9)])

    def exported(images):
        made = limn.json("POST", f"/api/tasks/{task['id']}/dataset/export?format=COCO%201.0&location=local&save_images={images}", status=202)
        return limn.request("GET", limn.wait(made["rq_id"])["result_url"].removeprefix(limn.url)).content

    project = limn.json("POST", "/api/projects", json={"name": "empty"})["id"]

    def bring(content, query=""):
        made = limn.json("POST", f"/api/projects/{project}/dataset/?format=COCO%201.0{query}", status=202, files={"dataset_file": ("data.zip", content)})
        return limn.wait(made["rq_id"])

    with_images = exported("true")
    asked = bring(with_images, "&dry_run=true")
    assert asked["status"] == "finished" and asked["operation"]["dry_run"] is True, asked
    [planned] = asked["summary"]["tasks"]
    assert (planned["frames"], planned["annotations"]) == (3, 2)
    assert asked["summary"]["new_labels"] == ["car"]
    assert limn.json("GET", f"/api/tasks?project_id={project}")["count"] == limn.json("GET", f"/api/labels?project_id={project}")["count"] == 0
    refused = bring(exported("false"), "&dry_run=true")
    assert refused["status"] == "failed" and "no images" in refused["message"]
    assert bring(with_images)["status"] == "finished"
    [made] = limn.json("GET", f"/api/tasks?project_id={project}")["results"]
    assert (made["name"], made["size"]) == (planned["name"], planned["frames"])
    assert len(limn.json("GET", f"/api/tasks/{made['id']}/annotations")["shapes"]) == planned["annotations"]
    answer = limn.request("POST", f"/api/projects/{project}/dataset/?format=COCO%201.0&dry_run=maybe", files={"dataset_file": ("data.zip", b"")})
    assert answer.status_code == 400


def test_in_pieces(limn, work, archive):
    car, _ = work["labels"]
    where = f"tasks/{work['id']}"
    path = f"/api/{where}/annotations"
    put(limn, where, [box(car, 0, 3)])
    query = f"format={quote(FORMAT)}&import_mode=append_new&location=local"
    assert limn.request("POST", f"{path}?{query}", headers={"Upload-Start": "true"}).status_code == 202
    name = base64.b64encode(b"data.zip").decode()
    made = limn.request("POST", f"{path}?{query}", headers={"Upload-Length": str(len(archive)), "Tus-Resumable": "1.0.0", "Upload-Metadata": f"filename {name}"})
    assert made.status_code == 201
    piece = made.headers["Location"].removeprefix(limn.url)
    sent = limn.request("PATCH", piece, data=archive, headers={"Upload-Offset": "0", "Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"})
    assert sent.status_code == 204
    done = limn.json("POST", f"{path}?{query}&filename={piece.rstrip('/').split('/')[-1]}", status=202, headers={"Upload-Finish": "true"})
    assert limn.wait(done["rq_id"])["summary"]["shapes"] == line(1, 3, 2)
    assert counts(limn, where) == (1, 3, 0)


def test_from_a_bucket(limn, work, archive, bucket, storage):
    bucket.put("in/data.zip", archive)
    where = f"jobs/{work['jobs'][0]}"
    put(limn, where)
    query = f"format={quote(FORMAT)}&location=cloud_storage&cloud_storage_id={storage}&filename=in/data.zip"
    for mode, added, stored in (("append_new&dry_run=true", 2, 0), ("append_new", 2, 2), ("append_new", 0, 2)):
        row = limn.wait(limn.json("POST", f"/api/{where}/annotations?{query}&import_mode={mode}", status=202)["rq_id"])
        assert row["status"] == "finished", row["message"]
        assert row["summary"]["shapes"]["added"] == added
        assert counts(limn, where)[1] == stored


def test_the_schema_says_so(limn):
    schema = json.loads(limn.request("GET", "/api/schema/?scheme=json").content)
    for path in ("/api/tasks/{id}/annotations/", "/api/jobs/{id}/annotations/"):
        query = {p["name"]: p["schema"] for p in schema["paths"][path]["post"]["parameters"]}
        assert query["import_mode"]["enum"] == ["append", "append_new", "replace"]
        assert query["dry_run"]["type"] == "boolean" and query["duplicate_overlap"]["maximum"] == 1
    assert "summary" in schema["components"]["schemas"]["Request"]["properties"]
