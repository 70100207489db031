"""Whatever comes, the answer is a clear 4xx or a request that failed with a reason; nothing half-made stays, nothing is lost."""
import io
import zipfile

import pytest
from media import picture, pictures, video


def create(limn, files, parameters=None):
    """The ended request, and the task."""
    task = limn.json("POST", "/api/tasks", json={"name": "bad", "labels": [{"name": "car"}]})
    parts = {f"client_files[{i}]": item for i, item in enumerate(files.items())}
    made = limn.json("POST", f"/api/tasks/{task['id']}/data", status=202, data={"image_quality": 70, **(parameters or {})}, files=parts)
    return limn.wait(made["rq_id"]), task["id"]


def archive(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in members.items():
            z.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "files, reason",
    [
        ({"fake.jpg": b"this is no picture"}, "fake.jpg"),
        ({"empty.png": b""}, "empty.png"),
        ({"cut.zip": archive({"a.png": picture()})[:80]}, "cut.zip"),
        ({"note.txt": b"hello"}, "No media data found"),
        ({"none.zip": archive({"readme.txt": "x"})}, "No image found"),
        ({"bad.zip": archive({"ok.png": picture(), "broken.png": b"nothing"})}, "broken.png"),
        ({"fake.mp4": b"\0" * 5000}, "fake.mp4"),
        ({"a.mp4": b"x", "b.png": picture()}, "Only one video"),
    ],
)
def test_media_that_cannot_be_used(limn, files, reason):
    row, task = create(limn, files)
    assert row["status"] == "failed"
    assert reason in row["message"]
    assert limn.json("GET", f"/api/tasks/{task}")["size"] == 0
    assert limn.jobs(task) == []
    # The task is still good for other media.
    parts = {"client_files[0]": ("good.png", picture())}
    if len(files) == 1 and "txt" in next(iter(files)):
        made = limn.json("POST", f"/api/tasks/{task}/data", status=202, data={"image_quality": 70}, files=parts)
        assert limn.wait(made["rq_id"])["status"] == "finished"


def test_an_archive_that_climbs_out_of_its_folder(limn, tmp_path):
    row, _ = create(limn, {"slip.zip": archive({"../../../../tmp/limn-slipped.png": picture()})})
    assert row["status"] == "failed"
    import os

    assert not os.path.exists("/tmp/limn-slipped.png")


def test_a_zip_bomb(limn):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        with z.open("bomb.png", "w", force_zip64=True) as member:
            for _ in range(600):
                member.write(b"\0" * (1 << 20))
    row, _ = create(limn, {"bomb.zip": out.getvalue()})
    assert row["status"] == "failed"


def test_two_files_of_one_name(limn):
    task = limn.json("POST", "/api/tasks", json={"name": "twice", "labels": []})
    parts = {"client_files[0]": ("a.png", picture()), "client_files[1]": ("a.png", picture())}
    answer = limn.request("POST", f"/api/tasks/{task['id']}/data", data={"image_quality": 70}, files=parts)
    assert answer.status_code == 400 and "a.png" in answer.text


def test_a_video_of_single_pictures_and_one_cut_short(limn, tmp_path):
    whole = video(tmp_path, frames=40)
    row, task = create(limn, {"whole.mp4": whole})
    assert row["status"] == "finished"
    row, _ = create(limn, {"cut.mp4": whole[: len(whole) // 2]})
    assert row["status"] == "failed" and "cut.mp4" in row["message"]


BODIES = [
    ("{", 400),
    ("[]", 400),
    ('"text"', 400),
    ('{"shapes": 5}', 400),
    ('{"shapes": [5]}', 400),
    ('{"shapes": [{"type": "rectangle", "frame": 0, "label_id": 99999999, "points": [0, 0, 1, 1]}]}', 400),
    ('{"shapes": [{"type": "rectangle", "frame": 0, "label_id": LABEL, "points": [0, 0, 1]}]}', 400),
    ('{"shapes": [{"type": "rectangle", "frame": 0, "label_id": LABEL, "points": [0, 0, "x", 1]}]}', 400),
    ('{"shapes": [{"type": "rectangle", "frame": 0, "label_id": LABEL, "points": [0, 0, NaN, 1]}]}', 400),
    ('{"shapes": [{"type": "rectangle", "frame": 0, "label_id": LABEL, "points": [0, 0, 1e999, 1]}]}', 400),
    ('{"shapes": [{"type": "rectangle", "frame": -1, "label_id": LABEL, "points": [0, 0, 1, 1]}]}', 400),
    ('{"shapes": [{"type": "blob", "frame": 0, "label_id": LABEL, "points": []}]}', 400),
    ("[" * 100000, 400),
]


@pytest.mark.parametrize("body, status", BODIES)
def test_annotations_that_make_no_sense(limn, body, status):
    task = limn.task(pictures(1))
    job = limn.jobs(task["id"])[0]["id"]
    label = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    good = {"shapes": [{"type": "rectangle", "frame": 0, "label_id": label, "points": [0, 0, 1, 1]}]}
    limn.json("PATCH", f"/api/jobs/{job}/annotations?action=create", json=good)
    answer = limn.request("PATCH", f"/api/jobs/{job}/annotations?action=create", data=body.replace("LABEL", str(label)), headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text[:500]
    assert len(limn.json("GET", f"/api/jobs/{job}/annotations")["shapes"]) == 1


@pytest.mark.parametrize("number", ["5", "x", "-1", "99999999999999999999"])
def test_frames_that_do_not_exist(limn, number):
    task = limn.task(pictures(2))
    answer = limn.request("GET", f"/api/tasks/{task['id']}/data?type=frame&number={number}")
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/api/tasks/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc%2fpasswd", "/api/tasks/%00"])
def test_paths_that_climb(limn, path):
    answer = limn.request("GET", path)
    assert answer.status_code in (200, 400, 404) and "root:" not in answer.text


@pytest.mark.parametrize("number", ["1e999", "-1e999", "[1, {\"a\": 1e400}]"])
def test_numbers_that_no_number_can_hold(limn, number):
    before = limn.json("GET", "/api/projects")["count"]
    answer = limn.request("POST", "/api/projects", data=f'{{"name": {number}}}', headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("JSON parse error - Out of range float values are not JSON compliant")
    assert limn.json("GET", "/api/projects")["count"] == before
    rule = limn.request("GET", "/api/projects", params={"filter": f'{{"==": [{{"var": "id"}}, {number}]}}'})
    assert rule.status_code == 400 and "Out of range float values" in rule.text
