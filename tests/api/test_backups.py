"""Backups of tasks and projects: out of the server and back as new ones."""
import io
import json
import time
import zipfile

import pytest
import s3
from media import picture, pictures, video
from server import ROOT

SVG = "".join(
    f'<circle r="1.5" cx="{20 * i}" cy="20" data-type="element node" data-element-id="{i}" data-node-id="{i}" data-label-name="{name}"></circle>'
    for i, name in ((1, "head"), (2, "hand"))
)
LABELS = [
    {"name": "car", "attributes": [
        {"name": "colour", "mutable": False, "input_type": "select", "default_value": "red", "values": ["red", "blue"]},
        {"name": "age", "mutable": True, "input_type": "number", "default_value": "3", "values": ["0", "10", "1"]}]},
    {"name": "scene", "type": "tag", "attributes": []},
    {"name": "pose", "type": "skeleton", "svg": SVG, "sublabels": [{"name": "head", "type": "points"}, {"name": "hand", "type": "points"}]},
]
CLOUD = ROOT / "tests" / "conversations" / "media" / "cloud_ascii.pcd"


def export(limn, what, number, query=""):
    made = limn.json("POST", f"/api/{what}/{number}/backup/export{query}", status=202)
    row = limn.wait(made["rq_id"])
    assert row["status"] == "finished", row["message"]
    answer = limn.request("GET", row["result_url"].removeprefix(limn.url))
    assert answer.status_code == 200
    return answer.content


def send(limn, what, archive):
    made = limn.json("POST", f"/api/{what}/backup", status=202, files={f"{what[:-1]}_file": ("backup.zip", archive)})
    return limn.wait(made["rq_id"])


def restore(limn, what, archive):
    row = send(limn, what, archive)
    assert row["status"] == "finished", row["message"]
    return row["result_id"]


def members(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as z:
        assert all(info.compress_type == zipfile.ZIP_STORED for info in z.infolist())
        return {name: z.read(name) for name in z.namelist()}


def changed(archive, **texts):
    """The archive with other texts; None takes a member away."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, content in {**members(archive), **{k.replace("__", "/").replace("_json", ".json"): v for k, v in texts.items()}}.items():
            if content is not None:
                z.writestr(name, content)
    return out.getvalue()


def labels_of(limn, query):
    rows = limn.json("GET", f"/api/labels?{query}&page_size=all")["results"]
    names = {row["id"]: row["name"] for row in rows}
    specs = {}
    for row in rows:
        names.update({part["id"]: part["name"] for part in row["sublabels"]})
        for label in [row, *row["sublabels"]]:
            specs.update({spec["id"]: spec["name"] for spec in label["attributes"]})
    return names, specs


def annotate(limn, task):
    names, specs = labels_of(limn, f"task_id={task}")
    label = {name: key for key, name in names.items()}
    spec = {name: key for key, name in specs.items()}
    point = lambda name, x: {"type": "points", "frame": 0, "label_id": label[name], "points": [x, 5.5]}  # noqa: E731
    data = {
        "tags": [{"frame": 1, "label_id": label["scene"], "source": "auto"}],
        "shapes": [
            {"type": "rectangle", "frame": 0, "label_id": label["car"], "points": [1.25, 2, 30.123456789, 40], "rotation": 12.5, "group": 3, "occluded": True,
             "attributes": [{"spec_id": spec["colour"], "value": "blue"}]},
            {"type": "mask", "frame": 1, "label_id": label["car"], "points": [0, 4, 1, 1, 2, 2], "z_order": 2},
            {"type": "skeleton", "frame": 0, "label_id": label["pose"], "points": [], "elements": [point("head", 3), point("hand", 9)]},
        ],
        "tracks": [{"frame": 0, "label_id": label["car"], "attributes": [{"spec_id": spec["colour"], "value": "blue"}],
                    "shapes": [{"type": "rectangle", "frame": f, "points": [f, 0, f + 10, 10], "outside": f == 2, "attributes": [{"spec_id": spec["age"], "value": str(f)}]} for f in (0, 2)]}],
    }
    limn.json("PUT", f"/api/tasks/{task}/annotations", json=data)


def seen(limn, job):
    """The annotations of a job without ids, labels by name."""
    names, specs = labels_of(limn, f"job_id={job}")

    def plain(value):
        if isinstance(value, list):
            return [plain(v) for v in value]
        if not isinstance(value, dict):
            return value
        out = {k: plain(v) for k, v in value.items() if k not in ("id", "label_id", "spec_id")}
        if "label_id" in value:
            out["label"] = names[value["label_id"]]
        if "spec_id" in value:
            out["spec"] = specs[value["spec_id"]]
        return out

    return plain(limn.json("GET", f"/api/jobs/{job}/annotations"))


def jobs_seen(limn, task):
    return [(j["type"], j["start_frame"], j["stop_frame"], j["frame_count"], j["status"], seen(limn, j["id"])) for j in limn.jobs(task)]


def meta(limn, task):
    data = limn.json("GET", f"/api/tasks/{task}/data/meta")
    return {k: v for k, v in data.items() if k not in ("chunks_updated_date", "storage", "cloud_storage_id")}


def originals(limn, task):
    return [limn.request("GET", f"/api/tasks/{task}/data?type=frame&number={n}&quality=original").content for n in range(limn.json("GET", f"/api/tasks/{task}")["size"])]


def same(limn, a, b):
    assert meta(limn, a) == meta(limn, b)
    assert jobs_seen(limn, a) == jobs_seen(limn, b)
    assert originals(limn, a) == originals(limn, b)
    keep = ("name", "mode", "dimension", "bug_tracker", "subset", "overlap", "segment_size", "size", "image_quality", "data_chunk_size", "status", "validation_mode",
            "consensus_enabled", "data_compressed_chunk_type", "data_original_chunk_type")
    one, other = (limn.json("GET", f"/api/tasks/{n}") for n in (a, b))
    assert {k: one[k] for k in keep} == {k: other[k] for k in keep}


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, content in files.items():
            z.writestr(name, content)
    return {"media.zip": out.getvalue()}


def kinds(tmp_path):
    shots = {f"cam/{n}.png": picture(40 + n, 30, (n * 20, 9, 9)) for n in range(12)}
    return {
        "images": dict(files=pictures(5), segment_size=3, overlap=1, bug_tracker="http://example.com/t", subset="Train"),
        "a selection": dict(files=packed(shots), parameters={"start_frame": 2, "stop_frame": 9, "frame_filter": "step=3"}),
        "another order": dict(files=packed(shots), parameters={"sorting_method": "random", "frame_filter": "step=2"}),
        "natural order": dict(files=packed(shots), parameters={"sorting_method": "natural"}),
        "replicas": dict(files=pictures(4), segment_size=2, consensus_replicas=2),
        "segments of their own": dict(files=pictures(4), parameters={"job_file_mapping": json.dumps([["img_002.png"], ["img_000.png", "img_003.png", "img_001.png"]])}),
        "a video": dict(files={"clip.mp4": video(tmp_path, frames=20)}, segment_size=8, parameters={"start_frame": 1, "frame_filter": "step=2"}),
        "zip chunks": dict(files={"clip.mp4": video(tmp_path, frames=6)}, segment_size=4, parameters={"use_zip_chunks": "true", "chunk_size": "3"}),
    }


@pytest.mark.parametrize("kind", ["images", "a selection", "another order", "natural order", "replicas", "segments of their own", "a video", "zip chunks"])
def test_a_task_comes_back(limn, tmp_path, kind):
    what = kinds(tmp_path)[kind]
    if "job_file_mapping" in what.get("parameters", {}):
        what["parameters"]["job_file_mapping"] = json.loads(what["parameters"]["job_file_mapping"])
    task = make(limn, **what)
    annotate(limn, task)
    job = limn.jobs(task)[0]["id"]
    limn.json("PATCH", f"/api/jobs/{job}", json={"stage": "acceptance", "state": "completed"})
    limn.json("PATCH", f"/api/tasks/{task}/data/meta", json={"deleted_frames": [1]})
    archive = export(limn, "tasks", task)
    again = restore(limn, "tasks", archive)
    same(limn, task, again)
    # What was restored gives the same archive.
    first, second = members(archive), members(export(limn, "tasks", again))
    assert first.keys() == second.keys()
    for name in first:
        if name.endswith("json"):
            assert json.loads(first[name]) == json.loads(second[name]), name
        else:
            assert first[name] == second[name], name


def make(limn, files, parameters=None, labels=LABELS, **fields):
    """As Server.task, with parameters that are JSON."""
    task = limn.json("POST", "/api/tasks", json={"name": "task", "labels": list(labels), **fields})["id"]
    headers = {"Upload-Multiple": "true"}
    parts = {f"client_files[{i}]": (n, content) for i, (n, content) in enumerate(files.items())}
    limn.json("POST", f"/api/tasks/{task}/data", status=202, headers={"Upload-Start": "true"})
    limn.json("POST", f"/api/tasks/{task}/data", status=200, headers=headers, data={"image_quality": 70}, files=parts)
    made = limn.json("POST", f"/api/tasks/{task}/data", status=202, headers={"Upload-Finish": "true"}, json={"image_quality": 70, **(parameters or {})})
    row = limn.wait(made["rq_id"])
    assert row["status"] == "finished", row["message"]
    return task


def test_point_clouds_and_context_images(limn):
    clouds = {"pointcloud/1.pcd": CLOUD.read_bytes(), "pointcloud/2.pcd": CLOUD.read_bytes(), "related_images/1_pcd/left.png": picture()}
    task = make(limn, packed(clouds), labels=[{"name": "car"}])
    again = restore(limn, "tasks", export(limn, "tasks", task))
    assert limn.json("GET", f"/api/tasks/{again}")["dimension"] == "3d"
    assert meta(limn, task) == meta(limn, again) and meta(limn, again)["frames"][0]["related_files"] == 1
    assert originals(limn, task) == originals(limn, again)


def test_ground_truth_comes_back(limn):
    task = make(limn, pictures(6), segment_size=3)
    truth = limn.json("POST", "/api/jobs", json={"type": "ground_truth", "task_id": task, "frame_selection_method": "manual", "frames": [1, 4]})["id"]
    annotate(limn, task)
    names, _ = labels_of(limn, f"task_id={task}")
    scene = next(key for key, name in names.items() if name == "scene")
    limn.json("PUT", f"/api/jobs/{truth}/annotations", json={"tags": [{"frame": 4, "label_id": scene}], "shapes": [], "tracks": []})
    limn.json("PATCH", f"/api/jobs/{truth}/data/meta", json={"deleted_frames": [4]})
    again = restore(limn, "tasks", export(limn, "tasks", task))
    same(limn, task, again)
    layouts = [limn.json("GET", f"/api/tasks/{n}/validation_layout") for n in (task, again)]
    assert layouts[0] == layouts[1] and layouts[1]["disabled_frames"] == [4]


def test_a_validation_pool_comes_back(limn):
    parameters = {"sorting_method": "random", "validation_params": {
        "mode": "gt_pool", "frame_selection_method": "random_uniform", "frame_count": 3, "frames_per_job_count": 2, "random_seed": 7}}
    task = make(limn, pictures(9), parameters, segment_size=3)
    archive = export(limn, "tasks", task)
    described = json.loads(members(archive)["task.json"])
    assert len(described["data"]["validation_layout"]["frames"]) == 3 and described["jobs"][-1]["type"] == "ground_truth"
    again = restore(limn, "tasks", archive)
    same(limn, task, again)
    layouts = [limn.json("GET", f"/api/tasks/{n}/validation_layout") for n in (task, again)]
    assert layouts[0] == layouts[1] and layouts[1]["honeypot_count"] == layouts[0]["honeypot_count"] > 0


def guide_with_picture(limn, **target):
    guide = limn.json("POST", "/api/guides", json={**target, "markdown": ""})["id"]
    asset = limn.json("POST", "/api/assets", data={"guide_id": guide}, files={"file": ("how to.png", picture(), "image/png")})["uuid"]
    limn.json("PATCH", f"/api/guides/{guide}", json={"markdown": f"# How\n![how](/api/assets/{asset})"})


def test_guides_come_along(limn):
    task = make(limn, pictures(1))
    guide_with_picture(limn, task_id=task)
    archive = export(limn, "tasks", task)
    assert members(archive)["annotation_guide.md"] == b"# How\n![how](assets/how to.png)"
    again = restore(limn, "tasks", archive)
    guide = limn.json("GET", f"/api/guides/{limn.json('GET', f'/api/tasks/{again}')['guide_id']}")
    link = guide["markdown"].split("(")[1].rstrip(")")
    assert link.startswith("/api/assets/") and limn.request("GET", link).content == picture()


def test_a_project_comes_back(limn):
    project = limn.json("POST", "/api/projects", json={"name": "zoo", "labels": LABELS, "bug_tracker": "http://example.com/p"})["id"]
    guide_with_picture(limn, project_id=project)
    tasks = [make(limn, pictures(n), labels=(), project_id=project, subset="Train") for n in (2, 3)]
    limn.json("POST", "/api/tasks", json={"name": "empty", "project_id": project})
    for task in tasks:
        annotate(limn, task)
    archive = export(limn, "projects", project)
    assert {name.split("/")[0] for name in members(archive) if name.startswith("task_")} == {"task_0", "task_1"}
    again = restore(limn, "projects", archive)
    made = limn.json("GET", f"/api/tasks?project_id={again}&sort=id")["results"]
    for task, copy in zip(tasks, made, strict=True):
        same(limn, task, copy["id"])
    found = limn.json("GET", f"/api/projects/{again}")
    assert found["name"] == "zoo" and found["bug_tracker"] == "http://example.com/p" and found["guide_id"] and found["tasks"]["count"] == 2


def test_old_archives(limn):
    """Without job types, manifest options, label types and colours, as early releases wrote them."""
    task = {"name": "old", "labels": [{"name": "car", "attributes": [{"name": "colour", "mutable": False, "input_type": "text", "default_value": "", "values": "a\nb"}]}],
            "version": "1.0", "data": {"chunk_size": 36, "image_quality": 75, "start_frame": 0, "stop_frame": 2, "storage": "local", "chunk_type": "imageset"},
            "jobs": [{"start_frame": 0, "stop_frame": 1, "status": "validation"}, {"start_frame": 1, "stop_frame": 2, "status": "annotation"}]}
    shape = {"type": "rectangle", "occluded": False, "z_order": 0, "points": [1, 2, 3, 4], "frame": 1, "group": 0, "source": "manual",
             "attributes": [{"name": "colour", "value": "b"}], "label": "car"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("task.json", json.dumps(task))
        z.writestr("annotations.json", json.dumps([{"version": 0, "tags": [], "shapes": [shape], "tracks": []}, {}]))
        for name, content in pictures(3).items():
            z.writestr(f"data/{name}", content)
    made = restore(limn, "tasks", out.getvalue())
    found = limn.json("GET", f"/api/tasks/{made}")
    assert (found["segment_size"], found["overlap"], found["size"], found["image_quality"]) == (2, 1, 3, 75)
    assert [j["status"] for j in limn.jobs(made)] == ["validation", "annotation"]
    assert seen(limn, limn.jobs(made)[0]["id"])["shapes"][0]["attributes"] == [{"spec": "colour", "value": "b"}]


def edited(archive, change):
    task = json.loads(members(archive)["task.json"])
    change(task)
    return changed(archive, task_json=json.dumps(task))


BAD = {
    "no archive": (lambda a: b"not a zip", "BadZipFile"),
    "cut off": (lambda a: a[: len(a) // 2], ""),
    "no task.json": (lambda a: changed(a, task_json=None), "no task.json"),
    "task.json is no JSON": (lambda a: changed(a, task_json="{"), "no JSON"),
    "no annotations": (lambda a: changed(a, annotations_json=None), "annotations.json"),
    "annotations are no JSON": (lambda a: changed(a, annotations_json="["), "annotations.json"),
    "annotations of another label": (lambda a: changed(a, annotations_json='[{"tags":[{"frame":0,"label":"lorry"}]}]'), "lorry"),
    "shapes that cannot be": (lambda a: changed(a, annotations_json='[{"shapes":[{"type":"rectangle","frame":0,"label":"car","points":[1]}]}]'), "invalid length"),
    "annotations for other jobs": (lambda a: changed(a, annotations_json="[]"), "jobs"),
    "a version of the future": (lambda a: edited(a, lambda t: t.update(version="7.5")), "7.5 version is not supported"),
    "no jobs": (lambda a: edited(a, lambda t: t.update(jobs=[])), "Expected segment info"),
    "jobs beyond the frames": (lambda a: edited(a, lambda t: t["jobs"][0].update(stop_frame=99)), "Segment frames must be inside"),
    "another kind of job": (lambda a: edited(a, lambda t: t["jobs"][0].update(type="boss")), "Unexpected job type boss"),
    "another storage": (lambda a: edited(a, lambda t: t["data"].update(storage="moon")), "Unexpected storage type"),
    "labels twice": (lambda a: edited(a, lambda t: t["labels"].append(t["labels"][0])), "unique"),
    "two ground truths": (lambda a: edited(a, lambda t: t["jobs"].extend([{**t["jobs"][0], "type": "ground_truth", "frames": [0]}] * 2)), "only one GT job"),
    "numbers that are none": (lambda a: edited(a, lambda t: t["data"].update(image_quality="much")), "image_quality"),
    "a picture missing": (lambda a: changed(a, **{"data/img_001.png": None}), "img_001.png"),
    "a picture that is none": (lambda a: changed(a, **{"data/img_001.png": b"x"}), "img_001.png"),
    "a member outside": (lambda a: changed(a, **{"../../evil.txt": "x"}), ""),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_archives_leave_nothing(limn, what):
    spoil, reason = BAD[what]
    archive = export(limn, "tasks", make(limn, pictures(2)))
    before = limn.json("GET", "/api/tasks")["count"]
    blobs = {p for p in (limn.folder / "data" / "blobs" / "media").iterdir()}
    row = send(limn, "tasks", spoil(archive))
    assert row["status"] == "failed" and reason in row["message"] and row["result_id"] is None, row
    assert limn.json("GET", "/api/tasks")["count"] == before
    assert {p for p in (limn.folder / "data" / "blobs" / "media").iterdir()} == blobs
    assert not list((limn.folder / "data" / "scratch").glob(".tmp-*"))


def test_a_bad_task_takes_its_project_along(limn):
    project = limn.json("POST", "/api/projects", json={"name": "p", "labels": LABELS})["id"]
    for _ in range(2):
        make(limn, pictures(1), labels=(), project_id=project)
    archive = changed(export(limn, "projects", project), **{"task_1/annotations.json": "nonsense"})
    before = limn.json("GET", "/api/projects")["count"], limn.json("GET", "/api/tasks")["count"]
    assert send(limn, "projects", archive)["status"] == "failed"
    assert (limn.json("GET", "/api/projects")["count"], limn.json("GET", "/api/tasks")["count"]) == before


def test_a_restoration_that_was_killed_leaves_one_task(own_limn):
    archive = export(own_limn, "tasks", make(own_limn, pictures(300), segment_size=1))
    made = own_limn.json("POST", "/api/tasks/backup", status=202, files={"task_file": ("b.zip", archive)})
    own_limn.kill()
    own_limn.start()
    row = own_limn.wait(made["rq_id"])
    assert row["status"] == "finished", row["message"]
    tasks = own_limn.json("GET", "/api/tasks")["results"]
    assert len(tasks) == 2 and {t["size"] for t in tasks} == {300}
    assert own_limn.json("GET", f"/api/tasks/{row['result_id']}")["jobs"]["count"] == 300


def test_through_the_sdk(limn, tmp_path):
    from cvat_sdk import make_client
    from server import ADMIN

    task = make(limn, pictures(2))
    annotate(limn, task)
    with make_client(limn.url, credentials=ADMIN) as client:
        client.config.status_check_period = 0.05
        client.tasks.retrieve(task).download_backup(tmp_path / "task.zip")
        same(limn, task, client.tasks.create_from_backup(tmp_path / "task.zip").id)
        project = client.projects.create({"name": "p", "labels": [{"name": "car"}]})
        project.download_backup(tmp_path / "project.zip")
        assert client.projects.create_from_backup(tmp_path / "project.zip").name == "p"


needs_s3 = pytest.mark.skipif(not s3.ENDPOINT, reason="needs the S3 server of scripts/s3.sh")


@pytest.fixture
def bucket(limn):
    made = s3.Bucket(f"backups-{time.time_ns()}")
    storage = limn.json("POST", "/api/cloudstorages", json=made.storage())["id"]
    yield made, storage
    made.remove()


@needs_s3
def test_to_a_bucket_and_back(limn, bucket):
    made, storage = bucket
    task = make(limn, pictures(2))
    annotate(limn, task)
    where = f"?location=cloud_storage&cloud_storage_id={storage}&filename=mine.zip"
    row = limn.wait(limn.json("POST", f"/api/tasks/{task}/backup/export{where}", status=202)["rq_id"])
    assert row["status"] == "finished" and row["result_url"] is None, row
    assert made.keys() == ["mine.zip"]
    row = limn.wait(limn.json("POST", f"/api/tasks/backup{where}", status=202)["rq_id"])
    assert row["status"] == "finished", row["message"]
    same(limn, task, row["result_id"])


@needs_s3
def test_media_in_a_bucket(limn, bucket):
    made, storage = bucket
    for name, content in pictures(3).items():
        made.put(name, content)
    made.put("manifest.jsonl", s3.manifest(sorted(pictures(3))))
    parameters = {"cloud_storage_id": storage, "server_files": ["manifest.jsonl", *sorted(pictures(3))], "use_cache": True}
    task = limn.json("POST", "/api/tasks", json={"name": "in a bucket", "labels": LABELS})["id"]
    row = limn.wait(limn.json("POST", f"/api/tasks/{task}/data", status=202, json={"image_quality": 70, **parameters})["rq_id"])
    assert row["status"] == "finished", row["message"]
    annotate(limn, task)

    full = export(limn, "tasks", task)
    assert members(full)["data/img_001.png"] == pictures(3)["img_001.png"]
    same(limn, task, restore(limn, "tasks", full))

    light = export(limn, "tasks", task, "?lightweight=true")
    assert [name for name in members(light) if name.startswith("data/")] == ["data/manifest.jsonl"]
    assert json.loads(members(light)["task.json"])["data"]["storage"] == "cloud_storage"
    again = restore(limn, "tasks", light)
    assert limn.request("GET", f"/api/tasks/{again}/data?type=frame&number=1&quality=original").status_code == 409
    limn.json("PATCH", f"/api/tasks/{again}/data/meta", json={"cloud_storage_id": storage})
    same(limn, task, again)
