#!/usr/bin/env python3
"""Whole-server scenarios, each beside its floor measured in the same run. Prints a table.

    bench/server/run.py [--quick] [NAME ...]

Needs build/limn, and wrk for the scenario with many clients (Debian package wrk). Run it on a quiet machine."""
import argparse
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import datetime

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "api"))
from media import picture  # noqa: E402
from server import ADMIN, PROGRAM, Server  # noqa: E402

rows = []


def report(name, figure, floor="", ratio="", aim=""):
    rows.append((name, figure, floor, ratio, aim))
    print(f"{name:<46} {figure:>16} {floor:>26} {ratio:>8}  {aim}", flush=True)


def timed(action):
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def best(times, action):
    return min(timed(action)[0] for _ in range(times))


def memory(server, field="VmRSS"):
    text = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(text.split(f"{field}:")[1].split()[0]) // 1024  # MiB


def seconds_of(row):
    """How long a request was in the server, without how often this client asks."""
    return (datetime.fromisoformat(row["finished_date"]) - datetime.fromisoformat(row["created_date"])).total_seconds()


def reset_peak(server):
    pathlib.Path(f"/proc/{server.process.pid}/clear_refs").write_text("5")


def polygons(count, label, attribute):
    shapes = []
    for i in range(count):
        points = [round((i * 7 + k * 13.37) % 1900 + 0.25, 2) for k in range(20)]
        shapes.append({"type": "polygon", "frame": i % 10, "label_id": label, "points": points, "occluded": False, "z_order": 0, "rotation": 0,
                       "attributes": [{"spec_id": attribute, "value": "red"}], "source": "manual", "group": 0})
    return json.dumps({"shapes": shapes, "tags": [], "tracks": []}).encode()


def insert_floor(count):
    """A bare SQLite insert of as many rows of that size, with one index, and its scan."""
    points = bytes(160)
    with tempfile.TemporaryDirectory() as folder:
        db = sqlite3.connect(f"{folder}/floor.db")
        db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE shape (id INTEGER PRIMARY KEY, job INTEGER, frame INTEGER, label INTEGER, "
                         "type INTEGER, source TEXT, points BLOB, attributes BLOB); CREATE INDEX shape_job ON shape (job, frame, id)")
        start = time.perf_counter()
        db.executemany("INSERT INTO shape VALUES (?, 1, ?, 1, 1, 'manual', ?, ?)", ((i, i % 10, points, b"1red") for i in range(count)))
        db.commit()
        insert = time.perf_counter() - start
        scan = best(3, lambda: sum(len(p) + len(a) for p, a in db.execute("SELECT points, attributes FROM shape WHERE job = 1 ORDER BY frame, id")))
    return insert, scan


def annotations(server, count):
    labels = [{"name": "car", "attributes": [{"name": "colour", "mutable": True, "input_type": "text", "default_value": "", "values": []}]}]
    task = server.task({f"{i}.png": picture() for i in range(10)}, labels)
    job = server.jobs(task["id"])[0]["id"]
    label = server.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]
    body = polygons(count, label["id"], label["attributes"][0]["id"])
    parse = best(3, lambda: json.loads(body))  # by Python's json
    insert, scan = insert_floor(count)
    url = f"/api/jobs/{job}/annotations"
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    reset_peak(server)
    save = min(timed(lambda: server.request("PATCH", url + "?action=create", data=body, headers=headers))[0] for _ in range(1))
    floor = f"parse {parse * 1000:.0f} + insert {insert * 1000:.0f} ms"
    report(f"save {count:,} polygons ({len(body) >> 20} MB)", f"{save * 1000:.0f} ms", floor, f"{save / (parse + insert):.1f}x", f"<= 2.5x; of the insert alone {save / insert:.1f}x")
    load, answer = timed(lambda: server.request("GET", url, headers=headers))
    load = min(load, best(2, lambda: server.request("GET", url, headers=headers)))
    assert len(answer.json()["shapes"]) == count
    report(f"load them ({len(answer.content) >> 20} MB)", f"{load * 1000:.0f} ms", f"scan {scan * 1000:.0f} ms", f"{load / scan:.1f}x", "<= 3x of the scan")
    report("memory at most during both", f"{memory(server, 'VmHWM')} MiB", "", "", "< 300 MiB")


def single_saves(server, seconds):
    task = server.task({"a.png": picture()})
    job = server.jobs(task["id"])[0]["id"]
    label = server.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    import base64

    token = base64.b64encode(":".join(ADMIN).encode()).decode()
    body = json.dumps({"shapes": [{"type": "rectangle", "frame": 0, "label_id": label, "points": [1, 2, 30, 40]}]})
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f"wrk.method = 'PATCH'\nwrk.headers['Authorization'] = 'Basic {token}'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = '{body}'\n"
                     "done = function(s, l, r) io.write(string.format('RESULT %.0f %.2f %d\\n', s.requests / s.duration * 1e6, l:percentile(99) / 1000, s.errors.status)) end\n")
        script.flush()
        command = ["wrk", "-t1", "-c32", f"-d{seconds}s", "-s", script.name, f"{server.url}/api/jobs/{job}/annotations?action=create"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, p99, errors = text.split("RESULT ")[1].split()[:3]
    assert errors == "0", text
    with tempfile.NamedTemporaryFile(dir=server.folder) as file:
        sync = best(20, lambda: (file.write(b"x" * 4096), file.flush(), os.fsync(file.fileno())))
    report("32 clients save single shapes", f"{float(rate):,.0f} /s", f"one fsync {sync * 1000:.2f} ms", "", ">= 2,000/s")
    report("    the slowest hundredth of them", f"{p99} ms", "", "", "< 50 ms")


def images(server, count):
    content = picture(1920, 1080, (90, 120, 40), "JPEG", quality=90)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for i in range(count):
            z.writestr(f"img_{i:05}.jpg", content)
    task = server.json("POST", "/api/tasks", json={"name": "images", "labels": [{"name": "car"}]})
    parts = {"client_files[0]": ("images.zip", out.getvalue())}
    answer = server.request("POST", f"/api/tasks/{task['id']}/data", data={"image_quality": 70}, files=parts)
    seconds, row = timed(lambda: server.wait(answer.json()["rq_id"]))
    assert row["status"] == "finished", row
    report(f"task of {count:,} Full-HD JPEGs in a zip", f"{count / seconds:,.0f} /s", "", "", ">= 500/s")
    url = f"/api/tasks/{task['id']}/data?type=frame&quality=original&number=5"
    fetch = best(20, lambda: server.request("GET", url))
    report("one original image", f"{fetch * 1000:.1f} ms", "", "", "the speed of the file")
    listing = best(20, lambda: server.request("GET", "/api/tasks"))
    report("a page of tasks", f"{listing * 1000:.1f} ms", "", "", "2 ms in the server")


def coco(server, frames, boxes):
    out = io.BytesIO()
    small = picture(64, 48)
    with zipfile.ZipFile(out, "w") as z:
        for i in range(frames):
            z.writestr(f"img_{i:05}.png", small)
    task = server.task({"images.zip": out.getvalue()}, name="coco")
    label = server.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    shapes = [{"type": "rectangle", "frame": i % frames, "label_id": label, "points": [i % 30, 2, i % 30 + 20, 40]} for i in range(boxes)]
    server.json("PUT", f"/api/tasks/{task['id']}/annotations", json={"shapes": shapes, "tags": [], "tracks": []})
    reset_peak(server)

    tag = {"tags": [{"frame": 0, "label_id": label}]}

    def export():
        """What is unchanged would not be written again."""
        made = server.json("POST", f"/api/tasks/{task['id']}/dataset/export?format=COCO+1.0&save_images=false", status=202)
        row = server.wait(made["rq_id"])
        server.json("PATCH", f"/api/tasks/{task['id']}/annotations?action=create", json=tag)
        return seconds_of(row), row

    seconds, row = min((export() for _ in range(5)), key=lambda run: run[0])
    row = server.wait(server.json("POST", f"/api/tasks/{task['id']}/dataset/export?format=COCO+1.0&save_images=false", status=202)["rq_id"])
    archive = server.request("GET", row["result_url"].split(server.url, 1)[1]).content
    text = zipfile.ZipFile(io.BytesIO(archive)).read("annotations/instances_default.json")

    def floor():
        db = sqlite3.connect(f"file:{server.folder}/data/limn.db?mode=ro", uri=True)
        total = sum(len(r[0] or b"") for r in db.execute("SELECT points, label_id, frame, id FROM shape ORDER BY job_id, frame, id"))
        with tempfile.TemporaryFile() as f:
            f.write(text)
        return total

    bare = best(3, floor)
    report(f"COCO of {frames:,} images, {boxes:,} boxes", f"{seconds * 1000:.0f} ms", f"read + write {bare * 1000:.0f} ms", f"{seconds / bare:.1f}x", "<= 3x")
    report("    memory at most", f"{memory(server, 'VmHWM')} MiB", "", "", "< 300 MiB")


def backup(server, megabytes):
    """The whole installation into one file, beside a copy of its files, both written through to the disk."""
    content = os.urandom(4 << 20)
    blobs = server.folder / "data" / "blobs" / "media" / "bench"
    blobs.mkdir(parents=True)
    for i in range(megabytes // 4):
        (blobs / f"{i}.bin").write_bytes(content)
    os.sync()

    def run(*command):
        subprocess.run([PROGRAM, *command], check=True, stdout=subprocess.DEVNULL)

    def copy():
        with tempfile.TemporaryDirectory(dir=server.folder) as folder:
            subprocess.run(["cp", "-r", server.folder / "data" / "blobs", server.folder / "data" / "limn.db", folder], check=True)
            os.sync()

    file = server.folder / "all.limn"
    bare = best(2, copy)
    seconds = best(2, lambda: run("backup", file, "--data", server.folder / "data"))
    size = file.stat().st_size / 1e6
    report(f"backup of {size:,.0f} MB", f"{seconds * 1000:.0f} ms", f"copying {bare * 1000:.0f} ms", f"{seconds / bare:.1f}x", "disk speed")
    target = server.folder / "restored"
    restored, _ = timed(lambda: run("restore", file, "--data", target))
    report("    its restoration", f"{restored * 1000:.0f} ms", f"copying {bare * 1000:.0f} ms", f"{restored / bare:.1f}x", "disk speed")
    shutil.rmtree(target)
    shutil.rmtree(blobs)
    file.unlink()


def video(server, minutes):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "long.mp4"
        subprocess.run(["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25", "-t", str(minutes * 60), "-c:v", "libx264",
                        "-preset", "ultrafast", "-pix_fmt", "yuv420p", path], check=True)
        demux = best(3, lambda: subprocess.run(["ffmpeg", "-loglevel", "error", "-i", path, "-c", "copy", "-f", "null", "-"], check=True))
        task = server.json("POST", "/api/tasks", json={"name": "video", "labels": [{"name": "car"}]})
        answer = server.request("POST", f"/api/tasks/{task['id']}/data", data={"image_quality": 70}, files={"client_files[0]": ("long.mp4", path.read_bytes())}, timeout=600)
    row = server.wait(answer.json()["rq_id"])
    assert row["status"] == "finished", row
    seconds = seconds_of(row)
    report(f"task of a {minutes}-minute Full-HD video", f"{seconds * 1000:.0f} ms", f"demuxing {demux * 1000:.0f} ms", f"{seconds / demux:.1f}x", "<= 1.5x")


def dump_of(path, shapes):
    """A dump of one task with so many polygons, each with an attribute, 500 on a frame; Django writes records by model."""
    def record(model, pk, **fields):
        return json.dumps({"model": model, "pk": pk, "fields": fields})

    at = "2026-01-02T03:04:05.678Z"
    frames = shapes // 500
    rows = [record("auth.user", 1, username="ann", password="!", is_superuser=True, is_staff=True, groups=[["admin"]], date_joined=at),
            record("engine.data", 1, size=frames, chunk_size=36, stop_frame=frames - 1, storage="local"),
            record("engine.task", 1, name="task", owner=["ann"], data=1, mode="annotation", segment_size=100, created_date=at, updated_date=at),
            record("engine.label", 1, task=1, name="car", color="#ff0000", type="any"),
            record("engine.attributespec", 1, label=1, name="colour", mutable=True, input_type="text", default_value="", values="")]
    rows += [record("engine.image", i + 1, data=1, path=f"{i}.png", frame=i, width=1920, height=1080) for i in range(frames)]
    for i in range((frames + 99) // 100):
        rows.append(record("engine.segment", i + 1, task=1, start_frame=i * 100, stop_frame=min(i * 100 + 99, frames - 1), type="range", frames="[]"))
        rows.append(record("engine.job", i + 1, segment=i + 1, type="annotation", stage="annotation", state="new", created_date=at, updated_date=at))
    with open(path, "w") as out:
        out.write("[" + ",\n".join(rows))
        for i in range(shapes):
            points = ",".join(str(round((i * 7 + k * 13.37) % 1900 + 0.25, 2)) for k in range(20))
            frame = i // 500
            out.write(",\n" + record("engine.labeledshape", i + 1, job=frame // 100 + 1, label=1, frame=frame, group=0, source="manual", type="polygon",
                                     occluded=False, outside=False, z_order=0, points=points, rotation=0.0, parent=None))
        for i in range(shapes):
            out.write(",\n" + record("engine.labeledshapeattributeval", i + 1, spec=1, job=i // 500 // 100 + 1, value="red", shape=i + 1))
        out.write("]")


def moving_in(folder, shapes):
    with tempfile.TemporaryDirectory(dir=folder) as inside:
        inside = pathlib.Path(inside)
        (inside / "cvat" / "data").mkdir(parents=True)
        dump = inside / "dump.json"
        dump_of(dump, shapes)
        insert, _ = insert_floor(shapes)
        command = [PROGRAM, "import-cvat", "--dump", dump, "--cvat-data", inside / "cvat", "--data", inside / "data", "--log-level", "warning"]

        def run():
            running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            return running.stdout.read(), os.wait4(running.pid, 0)

        seconds, (told, (_, status, usage)) = timed(run)
        assert status == 0 and re.search(rf"engine\.labeledshape +{shapes}\n", told), told
        peak = usage.ru_maxrss // 1024  # MiB; a child begins with what this program holds, so the whole dump is read afterwards
        parse, _ = timed(lambda: json.loads(dump.read_bytes()))
    report(f"moving in with {shapes:,} polygons", f"{shapes / seconds:,.0f} /s", f"insert {insert * 1000:.0f} ms", f"{seconds / insert:.1f}x", ">= 20,000 shapes/s")
    report("    memory at most", f"{peak} MiB", "", "", "< 300 MiB, whatever the dump's size")
    print(f"    (Python's json.loads of that dump: {parse * 1000:.0f} ms)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    small = args.quick
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:
        server = Server(folder, options=["--log-level", "warning"]).start()
        time.sleep(1)
        report("memory of the idle server", f"{memory(server)} MiB", "", "", "< 60 MiB")
        scenarios = {
            "annotations": lambda: annotations(server, 10_000 if small else 100_000),
            "saves": lambda: single_saves(server, 3 if small else 10),
            "images": lambda: images(server, 100 if small else 1000),
            "backup": lambda: backup(server, 200 if small else 2000),
            "coco": lambda: coco(server, 1000 if small else 10_000, 10_000 if small else 100_000),
            "video": lambda: video(server, 1 if small else 10),
            "moving": lambda: moving_in(folder, 50_000 if small else 500_000),
        }
        for name, run in scenarios.items():
            if not args.names or name in args.names:
                run()
        server.stop()


main()
