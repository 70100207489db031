"""Ground truth, honeypots and replicas: through the SDK, after a kill, all at once, and with bodies that make no sense."""
import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from cvat_sdk import make_client, models
from media import picture, pictures, video
from PIL import Image
from server import ADMIN

POOL = {"mode": "gt_pool", "frame_selection_method": "random_uniform", "frame_count": 4, "frames_per_job_count": 2, "random_seed": 42}


@pytest.fixture
def client(limn):
    with make_client(limn.url, credentials=ADMIN) as made:
        made.config.status_check_period = 0.05
        yield made


def form(validation, prefix="validation_params"):
    """The fields of a multipart request."""
    return {f"{prefix}.{key}": value for key, value in validation.items()}


def pool_task(limn, validation=POOL, files=None, **fields):
    """Twelve pictures of different sizes, so that a picture tells which file it is."""
    files = files or {f"f{i}.png": picture(40 + i, 30, (20 * i, 90, 60)) for i in range(12)}
    return limn.task(files, parameters={"sorting_method": "random", **form(validation)}, segment_size=4, **fields)


def layout_of(limn, task):
    return limn.json("GET", f"/api/tasks/{task}/validation_layout")


def label_of(limn, task):
    return limn.json("GET", f"/api/labels?task_id={task}")["results"][0]["id"]


def box(label, frame, size=9):
    return {"type": "rectangle", "frame": frame, "label_id": label, "points": [1, 1, size, size]}


def ground_truth(task, **fields):
    return {"type": "ground_truth", "task_id": task, "frame_selection_method": "manual", "frames": [0], **fields}


def size_of(content):
    return Image.open(io.BytesIO(content)).size


def frame(limn, kind, of, number, quality="original"):
    answer = limn.request("GET", f"/api/{kind}/{of}/data?type=frame&number={number}&quality={quality}")
    assert answer.status_code == 200, answer.text
    return answer.content


def chunk(limn, kind, of, query):
    answer = limn.request("GET", f"/api/{kind}/{of}/data?type=chunk&quality=original&{query}")
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return [archive.read(name) for name in sorted(archive.namelist())]


# --- through the SDK


def test_a_ground_truth_job_from_selection_to_export(client, tmp_path):
    files = [tmp_path / f"{i}.png" for i in range(6)]
    for i, path in enumerate(files):
        path.write_bytes(picture(50 + i, 40))
    task = client.tasks.create_from_data({"name": "checked", "labels": [{"name": "car"}], "segment_size": 3}, resources=files)
    made, _ = client.api_client.jobs_api.create(
        models.JobWriteRequest(type="ground_truth", task_id=task.id, frame_selection_method="random_uniform", frame_count=2, random_seed=42)
    )
    assert made.type == "ground_truth" and made.frame_count == 2
    job = client.jobs.retrieve(made.id)
    chosen = job.get_meta().included_frames
    layout, _ = client.api_client.tasks_api.retrieve_validation_layout(task.id)
    assert str(layout.mode) == "gt" and layout.validation_frames == chosen
    label = task.get_labels()[0].id
    shapes = [models.LabeledShapeRequest(type="rectangle", frame=n, label_id=label, points=[1.0, 1.0, 9.0, 9.0], source="Ground truth") for n in chosen]
    job.set_annotations(models.LabeledDataRequest(shapes=shapes, tags=[], tracks=[]))
    assert len(job.get_annotations().shapes) == 2
    assert task.get_annotations().shapes == []
    assert size_of(job.get_frame(chosen[1], quality="original").read()) == (50 + chosen[1], 40)

    target = tmp_path / "gt.zip"
    job.export_dataset("COCO 1.0", target, include_images=True)
    with zipfile.ZipFile(target) as archive:
        told = json.loads(archive.read("annotations/instances_default.json"))
        assert {image["file_name"] for image in told["images"]} == {f"{n}.png" for n in chosen}
        assert len(told["annotations"]) == 2
        assert len([name for name in archive.namelist() if name.endswith(".png")]) == 2

    client.api_client.jobs_api.destroy(job.id)
    assert client.tasks.retrieve(task.id).validation_mode is None
    assert len(task.get_jobs()) == 2


def test_honeypots_from_creation_to_replacement(client, limn, tmp_path):
    files = [tmp_path / f"f{i}.png" for i in range(12)]
    for i, path in enumerate(files):
        path.write_bytes(picture(40 + i, 30))
    task = client.tasks.create_from_data(
        {"name": "pool", "labels": [{"name": "car"}], "segment_size": 4, "consensus_replicas": 2},
        resources=files,
        data_params={"image_quality": 70, "sorting_method": "random", "validation_params": POOL},
    )
    assert str(task.validation_mode) == "gt_pool" and task.consensus_enabled
    api = client.api_client
    layout, _ = api.tasks_api.retrieve_validation_layout(task.id)
    assert layout.honeypot_count == 4 and len(layout.validation_frames) == 4
    names = [f.name for f in task.get_frames_info()]
    for honeypot, real in zip(layout.honeypot_frames, layout.honeypot_real_frames):
        assert names[honeypot] == names[real]
        assert frame(limn, "tasks", task.id, honeypot) == frame(limn, "tasks", task.id, real)

    job = next(j for j in task.get_jobs() if j.type == "annotation")
    replica = next(j for j in task.get_jobs() if j.parent_job_id == job.id)
    label = task.get_labels()[0].id
    of_job, _ = api.jobs_api.retrieve_validation_layout(job.id)
    first, second = of_job.honeypot_frames
    for each in (job, replica):
        each.set_annotations(
            models.LabeledDataRequest(shapes=[models.LabeledShapeRequest(**box(label, n)) for n in (first, second)], tags=[], tracks=[])
        )
    before = job.get_meta().chunks_updated_date
    other = next(n for n in layout.validation_frames if n not in of_job.honeypot_real_frames)
    changed, _ = api.jobs_api.partial_update_validation_layout(
        job.id,
        patched_job_validation_layout_write_request=models.PatchedJobValidationLayoutWriteRequest(
            frame_selection_method="manual", honeypot_real_frames=[other, of_job.honeypot_real_frames[1]]
        ),
    )
    assert changed.honeypot_real_frames == [other, of_job.honeypot_real_frames[1]]
    job.fetch()
    assert job.get_meta().chunks_updated_date > before
    for quality in ("original", "compressed"):
        assert frame(limn, "jobs", job.id, first, quality) == frame(limn, "tasks", task.id, other, quality)
    assert chunk(limn, "jobs", job.id, "index=0")[first - job.start_frame] == frame(limn, "tasks", task.id, other)
    # What was drawn on the frame that is gone is gone, in the replica too; the rest stays, and the history knows it all.
    for each in (job, replica):
        assert [s.frame for s in each.get_annotations().shapes] == [second]
        history = limn.json("GET", f"/api/jobs/{each.id}/annotations/history")["results"]
        assert history[-1]["action"] == "delete" and history[-1]["removed"]["shapes"] == 1


def test_context_images_follow_the_honeypots(limn):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for i in range(8):
            archive.writestr(f"f{i}.png", picture(40 + i, 30))
            archive.writestr(f"related_images/f{i}_png/beside.png", picture(100 + i, 30))
    task = pool_task(limn, files={"all.zip": out.getvalue()})["id"]

    def context(number):
        answer = limn.request("GET", f"/api/tasks/{task}/data?type=context_image&number={number}")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            return [size_of(archive.read(name)) for name in archive.namelist()]

    def shown():
        told = layout_of(limn, task)
        for honeypot, real in zip(told["honeypot_frames"], told["honeypot_real_frames"]):
            width = size_of(frame(limn, "tasks", task, real))[0]
            assert context(honeypot) == context(real) == [(width + 60, 30)]
        return told["honeypot_real_frames"]

    body = {"frame_selection_method": "manual", "honeypot_real_frames": shown()[::-1]}
    limn.json("PATCH", f"/api/tasks/{task}/validation_layout", json=body)
    assert shown() == body["honeypot_real_frames"]


def test_what_a_task_with_a_pool_exports_and_imports(client, limn, tmp_path):
    task = pool_task(limn)
    told = layout_of(limn, task["id"])
    label = label_of(limn, task["id"])
    pool = told["validation_frames"]
    gt = next(j for j in limn.jobs(task["id"]) if j["type"] == "ground_truth")
    limn.json("PUT", f"/api/jobs/{gt['id']}/annotations", json={"shapes": [box(label, pool[0])]})
    annotation = limn.jobs(task["id"])[0]
    limn.json("PUT", f"/api/jobs/{annotation['id']}/annotations", json={"shapes": [box(label, n, 8) for n in range(annotation["start_frame"], annotation["stop_frame"] + 1)]})

    target = tmp_path / "pool.zip"
    client.tasks.retrieve(task["id"]).export_dataset("COCO 1.0", target, include_images=True)
    with zipfile.ZipFile(target) as archive:
        exported = json.loads(archive.read("annotations/instances_default.json"))
        pictures_of = [name for name in archive.namelist() if name.endswith(".png")]
    names = [image["file_name"] for image in exported["images"]]
    assert sorted(names) == sorted(f"f{i}.png" for i in range(12)), "each picture once, honeypots not at all"
    assert len(pictures_of) == 12
    assert len(exported["annotations"]) == 1 + annotation["frame_count"] - 2

    # Importing writes the pool, and with it every honeypot that shows it.
    annotations = tmp_path / "annotations.zip"
    client.tasks.retrieve(task["id"]).export_dataset("COCO 1.0", annotations, include_images=False)
    client.tasks.retrieve(task["id"]).import_annotations("COCO 1.0", annotations)
    stored = limn.json("GET", f"/api/tasks/{task['id']}/annotations")["shapes"]
    shown = [h for h, real in zip(told["honeypot_frames"], told["honeypot_real_frames"]) if real == pool[0]]
    assert sorted(s["frame"] for s in stored if s["frame"] in told["honeypot_frames"] + pool) == sorted([*shown, pool[0]])


def test_ground_truth_of_a_video(client, limn, tmp_path):
    task = limn.task({"clip.mp4": video(tmp_path, 30)}, parameters={"chunk_size": 10, "start_frame": 2, "frame_filter": "step=2"}, segment_size=6)
    made = limn.json("POST", "/api/jobs", json=ground_truth(task["id"], frames=[1, 9, 12]))
    assert (made["data_compressed_chunk_type"], made["data_original_chunk_type"]) == ("imageset", "video")
    assert layout_of(limn, task["id"])["validation_frames"] == [1, 9, 12]
    assert limn.json("GET", f"/api/jobs/{made['id']}/data/meta")["included_frames"] == [4, 20, 26]
    assert [size_of(c) for c in chunk(limn, "jobs", made["id"], "index=0")] == [(160, 120)] * 3
    # By number, the frames of others are black pixels.
    assert [size_of(c) for c in chunk(limn, "jobs", made["id"], "number=0")] == [(160, 120) if n in (1, 9) else (1, 1) for n in range(10)]
    assert limn.request("GET", f"/api/jobs/{made['id']}/data?type=frame&number=2").status_code == 400
    assert size_of(limn.request("GET", f"/api/jobs/{made['id']}/preview").content) == (160, 120)
    assert limn.json("PATCH", f"/api/tasks/{task['id']}/validation_layout", json={"disabled_frames": [12]})["disabled_frames"] == [12]


# --- the same again


def test_the_same_seed_makes_the_same_layout(limn):
    def make(seed):
        task = pool_task(limn, {**POOL, "random_seed": seed})["id"]
        return layout_of(limn, task), [f["name"] for f in limn.json("GET", f"/api/tasks/{task}/data/meta")["frames"]]

    assert make(7) == make(7)
    assert make(7) != make(8)


def test_everything_is_there_after_a_kill(own_limn):
    plain = own_limn.task(pictures(6), segment_size=2)["id"]
    made = own_limn.json("POST", "/api/jobs", json=ground_truth(plain, frames=[1, 4]))
    own_limn.json("PATCH", f"/api/tasks/{plain}/validation_layout", json={"disabled_frames": [4]})
    pool = pool_task(own_limn)["id"]
    told = layout_of(own_limn, pool)
    body = {"frame_selection_method": "manual", "honeypot_real_frames": told["honeypot_real_frames"][::-1]}
    answered = own_limn.json("PATCH", f"/api/tasks/{pool}/validation_layout", json=body)
    honeypot, real = answered["honeypot_frames"][0], answered["honeypot_real_frames"][0]
    before = frame(own_limn, "tasks", pool, honeypot), own_limn.json("GET", f"/api/tasks/{pool}/data/meta")
    own_limn.kill()
    own_limn.start()
    assert layout_of(own_limn, plain) == {"mode": "gt", "frames_per_job_count": None, "validation_frames": [1, 4], "disabled_frames": [4]}
    assert own_limn.json("GET", f"/api/jobs/{made['id']}/data/meta")["deleted_frames"] == [4]
    assert layout_of(own_limn, pool) == answered
    assert (frame(own_limn, "tasks", pool, honeypot), own_limn.json("GET", f"/api/tasks/{pool}/data/meta")) == before
    assert frame(own_limn, "tasks", pool, real) == before[0]


def test_a_creation_that_is_killed_is_finished_after_the_start(own_limn):
    task = own_limn.json("POST", "/api/tasks", json={"name": "killed", "labels": [{"name": "car"}], "segment_size": 4})["id"]
    parts = {f"client_files[{i}]": (name, content) for i, (name, content) in enumerate(pictures(300).items())}
    parameters = {"image_quality": 70, "sorting_method": "random", **form(POOL)}
    made = own_limn.request("POST", f"/api/tasks/{task}/data", data=parameters, files=parts)
    assert made.status_code == 202
    own_limn.kill()
    own_limn.start()
    assert own_limn.wait(made.json()["rq_id"])["status"] == "finished"
    told = layout_of(own_limn, task)
    jobs = own_limn.jobs(task)
    assert len(jobs) == 296 // 4 + 1 and sum(j["type"] == "ground_truth" for j in jobs) == 1
    assert told["honeypot_count"] == 2 * (len(jobs) - 1)
    assert own_limn.json("GET", f"/api/tasks/{task}")["size"] == 300 + told["honeypot_count"]


# --- all at once


def at_once(calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return [f.result() for f in [pool.submit(call) for call in calls]]


def test_one_of_many_ground_truth_jobs_is_made(limn):
    task = limn.task(pictures(6))["id"]
    answers = at_once([lambda n=n: limn.request("POST", "/api/jobs", json=ground_truth(task, frames=[n % 6])) for n in range(12)])
    assert sorted(a.status_code for a in answers) == [201] + [400] * 11
    assert all("more than 1 GT job" in a.text for a in answers if a.status_code == 400)
    assert [j["type"] for j in limn.jobs(task)] == ["annotation", "ground_truth"]
    gt = limn.jobs(task)[1]["id"]
    answers = at_once([lambda: limn.request("DELETE", f"/api/jobs/{gt}") for _ in range(6)])
    assert {a.status_code for a in answers} <= {204, 404} and 204 in {a.status_code for a in answers}
    assert layout_of(limn, task)["mode"] is None


def test_changes_of_the_layout_never_mix(limn):
    task = pool_task(limn)["id"]
    told = layout_of(limn, task)
    pool, jobs = told["validation_frames"], [j["id"] for j in limn.jobs(task) if j["type"] == "annotation"]

    def of_task(n):
        body = {"frame_selection_method": "manual", "honeypot_real_frames": [pool[n % 4]] * 4}
        return limn.request("PATCH", f"/api/tasks/{task}/validation_layout", json=body)

    def of_job(n):
        return limn.request("PATCH", f"/api/jobs/{jobs[n % 2]}/validation_layout", json={"frame_selection_method": "random_uniform"})

    def disable(n):
        return limn.request("PATCH", f"/api/tasks/{task}/validation_layout", json={"disabled_frames": [pool[n % 4]] if n % 2 else []})

    answers = at_once([lambda n=n, f=f: f(n) for n in range(8) for f in (of_task, of_job, disable)])
    assert {a.status_code for a in answers} <= {200, 400}
    assert all("disabled" in a.text for a in answers if a.status_code == 400)
    now = layout_of(limn, task)
    names = [f["name"] for f in limn.json("GET", f"/api/tasks/{task}/data/meta")["frames"]]
    assert [names[h] for h in now["honeypot_frames"]] == [names[r] for r in now["honeypot_real_frames"]]
    for honeypot, real in zip(now["honeypot_frames"], now["honeypot_real_frames"]):
        assert frame(limn, "tasks", task, honeypot) == frame(limn, "tasks", task, real)


# --- bodies that make no sense


@pytest.mark.parametrize(
    "fields, reason",
    [
        ({"frames": list(range(100000))}, "(and 99980 more)"),
        ({"frames": [10**30]}, "frames"),
        ({"frames": "0"}, "frames"),
        ({"frames": [None]}, "frames"),
        ({"frames": [[0]]}, "frames"),
        ({"frame_selection_method": None}, "frame_selection_method"),
        ({"frame_selection_method": "random_uniform", "frames": None, "frame_count": 2**63}, "frame"),
        ({"frame_selection_method": "random_uniform", "frame_count": 2**62, "frames": []}, "frames"),
        ({"type": 5}, "type"),
        ({"task_id": "many"}, "task_id is not specified"),
        ({"task_id": [1]}, "task_id is not specified"),
        ({"task_id": -1}, "does not exist"),
        ({"assignee": "nobody"}, "assignee"),
    ],
)
def test_ground_truth_jobs_that_cannot_be(limn, fields, reason):
    task = limn.task(pictures(10))["id"]
    answer = limn.request("POST", "/api/jobs", json=ground_truth(task, **fields))
    assert answer.status_code == 400 and reason in answer.text, answer.text[:300]
    assert len(limn.jobs(task)) == 1 and layout_of(limn, task)["mode"] is None


def test_numbers_beyond_the_task(limn):
    task = limn.task(pictures(10), segment_size=5)["id"]
    for fields in (
        {"frame_selection_method": "random_uniform", "frame_count": 2**62},
        {"frame_selection_method": "random_per_job", "frames_per_job_count": 2**62},
        {"frame_selection_method": "random_uniform", "frame_share": 1e308},
    ):
        body = ground_truth(task, **fields)
        del body["frames"]
        assert limn.request("POST", "/api/jobs", json=body).status_code == 400
    body = ground_truth(task, frame_selection_method="random_per_job", frames_per_job_count=10, random_seed=2**63 - 1)
    del body["frames"]
    assert limn.json("POST", "/api/jobs", json=body)["frame_count"] == 10


@pytest.mark.parametrize(
    "validation, reason",
    [
        ({**POOL, "frame_count": 12}, "must be less than the number of task frames"),
        ({**POOL, "frame_count": 2**62}, "must be less than the number of task frames"),
        ({**POOL, "frames_per_job_count": 5}, "greater than the validation pool size"),
        ({"mode": "gt_pool", "frame_selection_method": "random_uniform", "frame_share": 1, "frames_per_job_count": 1}, "too few non-honeypot frames"),
    ],
)
def test_pools_that_cannot_be(limn, validation, reason):
    task = limn.json("POST", "/api/tasks", json={"name": "pool", "labels": [], "segment_size": 4})["id"]
    parts = {f"client_files[{i}]": (name, content) for i, (name, content) in enumerate(pictures(12).items())}
    parameters = {"image_quality": 70, "sorting_method": "random", **form(validation)}
    made = limn.json("POST", f"/api/tasks/{task}/data", status=202, data=parameters, files=parts)
    row = limn.wait(made["rq_id"])
    assert row["status"] == "failed" and reason in row["message"]
    assert limn.json("GET", f"/api/tasks/{task}")["size"] == 0 and limn.jobs(task) == []
    # The files are still there: asked differently, they become a task.
    again = limn.json("POST", f"/api/tasks/{task}/data", status=202, json={"image_quality": 70}, headers={"Upload-Finish": ""})
    assert limn.wait(again["rq_id"])["status"] == "finished"


def test_layouts_that_cannot_be(limn):
    task = pool_task(limn)["id"]
    told = layout_of(limn, task)
    for body, reason in (
        ({"disabled_frames": list(range(100000))}, "Unknown frames"),
        ({"disabled_frames": [10**30]}, "disabled_frames"),
        ({"disabled_frames": {"0": 1}}, "disabled_frames"),
        ({"frame_selection_method": "random_per_job"}, "frame_selection_method"),
        ({"frame_selection_method": "manual", "honeypot_real_frames": [told["validation_frames"][0]] * 100000}, "Invalid size"),
        ([], "Invalid data"),
    ):
        answer = limn.request("PATCH", f"/api/tasks/{task}/validation_layout", json=body)
        assert answer.status_code == 400 and reason in answer.text, answer.text[:300]
    assert layout_of(limn, task) == told
    plain = limn.task(pictures(2))["id"]
    answer = limn.request("PATCH", f"/api/tasks/{plain}/validation_layout", json={"disabled_frames": []})
    assert answer.status_code == 400 and "no validation setup" in answer.text
