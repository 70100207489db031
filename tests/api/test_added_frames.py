"""Pictures for a task that has frames: what stays, what comes, what is refused (POST /api/tasks/{id}/frames)."""
import base64
import hashlib
import io
import zipfile

import pytest
from media import picture, pictures, video
from PIL import Image

STRANGER = ("oscar", "Lantern-Grove-17")


def frames(task):
    return f"/api/tasks/{task['id']}/frames"


def send(limn, path, name, content):
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)), "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}"}
    made = limn.request("POST", path, headers=headers)
    assert made.status_code == 201, made.text
    piece = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    sent = limn.request("PATCH", made.headers["Location"].removeprefix(limn.url), data=content, headers=piece)
    assert sent.status_code == 204, sent.text


def start(limn, task, **kw):
    return limn.request("POST", frames(task), headers={"Upload-Start": ""}, **kw)


def add(limn, task, files, **parameters):
    """The ended request that adds these files ({name: bytes})."""
    assert start(limn, task).status_code == 202
    for name, content in files.items():
        send(limn, frames(task), name, content)
    made = limn.json("POST", frames(task), status=202, headers={"Upload-Finish": ""}, json=parameters)
    return limn.wait(made["rq_id"])


def more(count, first=100, colour=(10, 20, 30)):
    return {f"img_{first + i}.png": picture(80, 60, colour) for i in range(count)}


def names(limn, task):
    return [frame["name"] for frame in limn.json("GET", f"/api/tasks/{task['id']}/data/meta")["frames"]]


def shape(label, frame):
    return {"type": "rectangle", "frame": frame, "label_id": label, "points": [1, 1, 9, 9], "group": 0, "source": "manual", "occluded": False, "z_order": 0, "attributes": []}


def seen(limn, path, number):
    answer = limn.request("GET", f"{path}/data?type=frame&quality=original&number={number}")
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content)).convert("RGB").getpixel((5, 5))


def test_frames_follow_in_jobs_of_their_own_and_what_is_there_stays(limn):
    task = limn.task(pictures(5), name="grows", segment_size=2)
    before = limn.jobs(task["id"])
    label = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    limn.json("PATCH", f"/api/jobs/{before[2]['id']}/annotations?action=create", json={"tags": [], "shapes": [shape(label, 4)], "tracks": []})
    limn.json("PATCH", f"/api/tasks/{task['id']}/data/meta", json={"deleted_frames": [1]})
    old_names, old_colours = names(limn, task), [seen(limn, f"/api/tasks/{task['id']}", i) for i in (0, 4)]
    ended = add(limn, task, more(3))
    assert ended["status"] == "finished", ended
    assert ended["operation"]["type"] == "append:task" and ended["operation"]["task_id"] == task["id"]
    jobs = limn.jobs(task["id"])
    assert ended["summary"] == {"frames_added": 3, "files_skipped": 0, "files_same": 0, "jobs": [job["id"] for job in jobs[3:]]}
    assert [(job["start_frame"], job["stop_frame"]) for job in jobs] == [(0, 1), (2, 3), (4, 4), (5, 6), (7, 7)]
    assert [job["id"] for job in jobs[:3]] == [job["id"] for job in before]
    assert limn.json("GET", f"/api/tasks/{task['id']}")["size"] == 8
    assert names(limn, task) == old_names + ["img_100.png", "img_101.png", "img_102.png"]
    meta = limn.json("GET", f"/api/tasks/{task['id']}/data/meta")
    assert (meta["size"], meta["stop_frame"], meta["deleted_frames"]) == (8, 7, [1])
    assert [seen(limn, f"/api/tasks/{task['id']}", i) for i in (0, 4)] == old_colours
    assert seen(limn, f"/api/jobs/{jobs[4]['id']}", 7) == (10, 20, 30)
    shapes = limn.json("GET", f"/api/tasks/{task['id']}/annotations")["shapes"]
    assert [one["frame"] for one in shapes] == [4]
    limn.json("PATCH", f"/api/jobs/{jobs[4]['id']}/annotations?action=create", json={"tags": [], "shapes": [shape(label, 7)], "tracks": []})
    assert [one["frame"] for one in limn.json("GET", f"/api/tasks/{task['id']}/annotations")["shapes"]] == [4, 7]


def test_a_task_in_one_piece_gets_one_job_more_and_is_open_again(limn):
    task = limn.task(pictures(3), name="one piece")
    job = limn.jobs(task["id"])[0]
    limn.json("PATCH", f"/api/jobs/{job['id']}", json={"stage": "acceptance", "state": "completed"})
    assert limn.json("GET", f"/api/tasks/{task['id']}")["status"] == "completed"
    assert add(limn, task, more(5))["status"] == "finished"
    assert [(one["start_frame"], one["stop_frame"], one["state"]) for one in limn.jobs(task["id"])] == [(0, 2, "completed"), (3, 7, "new")]
    assert limn.json("POST", f"{frames(task)}/check", status=200, json={"files": []})["job_length"] == 5
    assert limn.json("GET", f"/api/tasks/{task['id']}")["status"] == "annotation"


def test_files_that_are_there_are_left_out_and_not_replaced(limn):
    task = limn.task(pictures(3), name="twice")
    before = seen(limn, f"/api/tasks/{task['id']}", 0)
    ended = add(limn, task, {"img_000.png": picture(64, 48, (1, 2, 3)), **more(1)})
    assert (ended["summary"]["frames_added"], ended["summary"]["files_skipped"]) == (1, 1)
    assert seen(limn, f"/api/tasks/{task['id']}", 0) == before
    again = add(limn, task, {"img_000.png": picture(64, 48, (1, 2, 3))})
    assert again["status"] == "failed" and "Nothing is new" in again["message"]
    assert limn.json("GET", f"/api/tasks/{task['id']}")["size"] == 4


def test_an_archive_in_natural_order(limn):
    task = limn.task(pictures(2), name="packed")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("n10.png", "n9.png", "img_000.png"):
            archive.writestr(name, picture(40, 30, (9, 9, 9)))
    ended = add(limn, task, {"more.zip": packed.getvalue()}, sorting_method="natural")
    assert ended["summary"]["files_skipped"] == 1
    assert names(limn, task) == ["img_000.png", "img_001.png", "n9.png", "n10.png"]


def test_ground_truth_and_chunks_go_on(limn):
    task = limn.task(pictures(4), name="checked", parameters={"chunk_size": 3})
    limn.json("POST", "/api/jobs", json={"type": "ground_truth", "task_id": task["id"], "frame_selection_method": "manual", "frames": [1, 2]})
    chunk = f"/api/tasks/{task['id']}/data?type=chunk&quality=compressed&number=1"
    assert len(zipfile.ZipFile(io.BytesIO(limn.request("GET", chunk).content)).namelist()) == 1
    assert add(limn, task, more(3))["status"] == "finished"
    assert len(zipfile.ZipFile(io.BytesIO(limn.request("GET", chunk).content)).namelist()) == 3
    truth = next(job for job in limn.jobs(task["id"]) if job["type"] == "ground_truth")
    assert limn.json("GET", f"/api/jobs/{truth['id']}/data/meta")["included_frames"] == [1, 2]
    assert (truth["start_frame"], truth["stop_frame"]) == (0, 6)


def test_a_backup_takes_the_new_frames_along(limn):
    task = limn.task(pictures(2), name="kept", segment_size=2)
    assert add(limn, task, more(3))["status"] == "finished"
    made = limn.json("POST", f"/api/tasks/{task['id']}/backup/export?location=local", status=202)
    row = limn.wait(made["rq_id"])
    content = limn.request("GET", row["result_url"].removeprefix(limn.url)).content
    restored = limn.json("POST", "/api/tasks/backup?location=local", status=202, files={"task_file": ("task.zip", content)})
    row = limn.wait(restored["rq_id"])
    assert row["status"] == "finished", row["message"]
    copy = {"id": row["result_id"]}
    assert names(limn, copy) == names(limn, task)
    assert [(job["start_frame"], job["stop_frame"]) for job in limn.jobs(copy["id"])] == [(0, 1), (2, 4)]


def test_what_cannot_grow_says_why(limn, tmp_path):
    clip = limn.task({"clip.mp4": video(tmp_path, frames=6)}, name="clip")
    refused = start(limn, clip)
    assert refused.status_code == 400 and "video" in refused.text
    empty = limn.json("POST", "/api/tasks", json={"name": "empty", "labels": [{"name": "car"}]})
    assert "no frames yet" in start(limn, empty).text
    task = limn.task(pictures(2), name="images")
    ended = add(limn, task, {"clip.mp4": video(tmp_path, frames=6)})
    assert ended["status"] == "failed" and "Videos cannot be added" in ended["message"]
    ended = add(limn, task, {"spoilt.png": b"no picture at all"})
    assert ended["status"] == "failed" and limn.json("GET", f"/api/tasks/{task['id']}")["size"] == 2
    assert start(limn, task).status_code == 202
    nothing = limn.request("POST", frames(task), headers={"Upload-Finish": ""}, json={})
    assert nothing.status_code == 400 and "No file has arrived" in nothing.text
    whole = limn.request("POST", frames(task), files={"client_files[0]": ("a.png", picture())})
    assert whole.status_code == 400 and "in steps" in whole.text


def test_only_who_may_upload_adds(limn):
    task = limn.task(pictures(2), name="mine")
    limn.json("POST", "/api/auth/register", auth=None, json={"username": STRANGER[0], "email": "oscar@example.com", "password1": STRANGER[1], "password2": STRANGER[1]})
    assert start(limn, task, auth=STRANGER).status_code in (403, 404)
    assert start(limn, task, auth=None).status_code == 401


@pytest.mark.parametrize("name", ["../a.png", "/etc/a.png", "a/../../b.png"])
def test_names_stay_within_the_task(limn, name):
    task = limn.task(pictures(1), name="safe")
    assert start(limn, task).status_code == 202
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}"}
    assert limn.request("POST", frames(task), headers=headers).status_code == 400


def send_together(limn, task, files, checksums=None, status=200):
    parts = []
    for index, (name, content) in enumerate(files.items()):
        digest = (checksums or {}).get(name) or base64.b64encode(hashlib.sha256(content).digest()).decode()
        parts += [(f"client_checksums[{index}]", (None, f"sha256 {digest}")), (f"client_files[{index}]", (name, content))]
    answer = limn.request("POST", frames(task), headers={"Upload-Multiple": ""}, files=parts)
    assert answer.status_code == status, answer.text
    return answer


def finish(limn, task, status=202, **parameters):
    return limn.json("POST", frames(task), status=status, headers={"Upload-Finish": ""}, json=parameters)


def waiting(limn, task):
    return [(one["name"], one["size"], one["received"], bool(one["location"])) for one in limn.json("GET", frames(task))["files"]]


def test_many_files_arrive_in_one_body_with_their_folders(limn):
    task = limn.task(pictures(1), name="together")
    assert start(limn, task).status_code == 202
    files = {f"day {i % 3}/{name}": content for i, (name, content) in enumerate(more(60).items())}
    send_together(limn, task, files)
    assert sorted(name for name, *_ in waiting(limn, task)) == sorted(files)
    ended = limn.wait(finish(limn, task)["rq_id"])
    assert ended["summary"]["frames_added"] == 60
    assert sorted(names(limn, task)[1:]) == sorted(files)
    assert waiting(limn, task) == []


def test_what_waits_is_told_replaced_and_thrown_away(limn):
    task = limn.task(pictures(1), name="broken off")
    send_together(limn, task, {"a.png": b"12345", "b.png": b"123"})
    send_together(limn, task, {"a.png": picture()})
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Metadata": f"filename {base64.b64encode(b'c.png').decode()}"}
    place = limn.request("POST", frames(task), headers=headers).headers["Location"].removeprefix(limn.url)
    piece = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    assert limn.request("PATCH", place, data=b"1234", headers=piece).status_code == 204
    size = len(picture())
    assert sorted(waiting(limn, task)) == [("a.png", size, size, False), ("b.png", 3, 3, False), ("c.png", 10, 4, True)]
    assert start(limn, task).status_code == 202
    assert waiting(limn, task) == []


def test_a_file_that_arrived_spoilt_is_not_kept(limn):
    task = limn.task(pictures(1), name="spoilt on the way")
    wrong = base64.b64encode(hashlib.sha256(b"something else").digest()).decode()
    send_together(limn, task, {"a.png": picture(), "b.png": picture()}, {"b.png": wrong}, status=460)
    assert waiting(limn, task) == []
    send_together(limn, task, {"../a.png": picture()}, status=400)


def test_files_are_compared_before_they_are_sent(limn):
    task = limn.task({"one.png": picture(80, 60, (1, 2, 3)), "two.png": picture(80, 60, (9, 9, 9))}, name="compared")
    same, other = picture(80, 60, (9, 9, 9)), picture(33, 44, (5, 200, 7))

    def check(*files):
        answer = limn.json("POST", f"{frames(task)}/check", status=200, json={"files": list(files)})
        assert answer["job_length"] == 0  # the task is in one piece
        return [(one["name"], one["verdict"], one["frame"]) for one in answer["files"]]

    digest = base64.b64encode(hashlib.sha256(same).digest()).decode()
    assert check({"name": "one.png", "size": 7}, {"name": "new.png", "size": len(same)}, {"name": "other.png", "size": 10**9}) == [("one.png", "name", None), ("new.png", "unsure", None), ("other.png", "new", None)]
    assert check({"name": "new.png", "size": len(same), "sha256": digest}) == [("new.png", "content", 1)]
    assert check({"name": "new.png", "size": len(same), "sha256": base64.b64encode(bytes(32)).decode()}) == [("new.png", "new", None)]
    assert limn.request("POST", f"{frames(task)}/check", json={"files": [{"name": ""}]}).status_code == 400
    # The same when it is done: what is packed can only be compared then.
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("again.png", same)
        archive.writestr("fresh.png", other)
    ended = add(limn, task, {"more.zip": packed.getvalue()}, leave_out_same=True)
    assert (ended["summary"]["frames_added"], ended["summary"]["files_same"]) == (1, 1)
    assert names(limn, task) == ["one.png", "two.png", "fresh.png"]
    ended = add(limn, task, {"again.png": same}, leave_out_same=True)
    assert ended["status"] == "failed" and "the picture of a file already" in ended["message"]


def test_finishing_again_tells_of_the_same_request(limn):
    task = limn.task(pictures(1), name="lost answer")
    send_together(limn, task, more(1))
    made = finish(limn, task)["rq_id"]
    assert finish(limn, task, status=409)["rq_id"] == made
    assert limn.wait(made)["summary"]["frames_added"] == 1
    assert finish(limn, task, status=409)["rq_id"] == made
