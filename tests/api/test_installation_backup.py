"""limn backup and limn restore: a whole installation in one file."""
import os
import shutil
import signal
import subprocess
import threading
import time
import zipfile

import pytest
from media import pictures
from server import ADMIN, PROGRAM, Server

LABELS = [{"name": "car", "attributes": [{"name": "colour", "mutable": True, "input_type": "text", "default_value": "red", "values": ["red"]}]}]


def run(command, folder, file, database=None, check=True):
    arguments = [PROGRAM, command, str(file), "--data", str(folder)]
    if database:
        arguments += ["--database", database]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=120)
    if check:
        assert done.returncode == 0, done.stderr
    return done


def fill(limn):
    """A task with pictures and shapes, a project with a guide."""
    task = limn.task(pictures(3), LABELS, name="täsk '\"")
    label = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]
    shapes = [{"type": "polygon", "frame": f, "label_id": label["id"], "points": [0.1 + f, 2, 30, 4, 15.123456789, 20], "rotation": 0,
               "attributes": [{"spec_id": label["attributes"][0]["id"], "value": "blau ✓"}]} for f in range(3)]
    limn.json("PUT", f"/api/tasks/{task['id']}/annotations", json={"shapes": shapes, "tags": [], "tracks": []})
    project = limn.json("POST", "/api/projects", json={"name": "project", "labels": LABELS})
    limn.json("POST", "/api/guides", json={"project_id": project["id"], "markdown": "# How"})
    return task["id"]


def picture_of(limn, task):
    """Everything that tells two installations apart."""
    return {
        "users": limn.json("GET", "/api/users"),
        "tasks": limn.json("GET", "/api/tasks"),
        "jobs": limn.json("GET", "/api/jobs"),
        "labels": limn.json("GET", "/api/labels"),
        "projects": limn.json("GET", "/api/projects"),
        "annotations": limn.json("GET", f"/api/tasks/{task}/annotations"),
        "meta": limn.json("GET", f"/api/tasks/{task}/data/meta"),
        "frame": limn.request("GET", f"/api/tasks/{task}/data?type=frame&number=1&quality=original").content,
    }


def moved(value, limn):
    """The same without the address of the server and what changes by looking."""
    if isinstance(value, dict):
        return {k: moved(v, limn) for k, v in value.items() if k not in ("last_login", "last_activity_date")}
    if isinstance(value, list):
        return [moved(v, limn) for v in value]
    return value.replace(limn.url, "") if isinstance(value, str) else value


@pytest.fixture
def filled(own_limn):
    return own_limn, fill(own_limn)


def restored(folder, file, database=None):
    folder.mkdir(exist_ok=True)
    run("restore", folder / "data", file, database)
    return Server(folder, database).start()


def databases(request, fresh_database):
    """Every database there is to restore into: SQLite always, PostgreSQL when the tests run on it."""
    yield None
    if request.config.getoption("--limn-database") != "sqlite":
        yield fresh_database()


def test_an_installation_comes_back(filled, tmp_path, request, fresh_database):
    limn, task = filled
    run("backup", limn.folder / "data", tmp_path / "all.limn", limn.database)
    assert (tmp_path / "all.limn").stat().st_mode & 0o077 == 0
    before = moved(picture_of(limn, task), limn)
    for number, database in enumerate(databases(request, fresh_database)):
        copy = restored(tmp_path / f"copy{number}", tmp_path / "all.limn", database)
        assert moved(picture_of(copy, task), copy) == before
        # New rows get new ids, and what is made afterwards works.
        assert fill(copy) > task
        copy.stop()


def test_the_server_works_on_while_it_is_backed_up(filled, tmp_path):
    limn, task = filled
    ended = threading.Event()
    made = []

    def work():
        while not ended.is_set():
            made.append(fill(limn))
            if len(made) % 2:
                limn.json("DELETE", f"/api/tasks/{made.pop()}", status=204)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for i in range(3):
            run("backup", limn.folder / "data", tmp_path / f"{i}.limn", limn.database)
    finally:
        ended.set()
        worker.join()
    for i in range(3):
        copy = restored(tmp_path / f"copy{i}", tmp_path / f"{i}.limn")
        for row in copy.json("GET", "/api/tasks?page_size=all")["results"]:
            if row.get("size"):
                frame = copy.request("GET", f"/api/tasks/{row['id']}/data?type=frame&number=0&quality=original")
                assert frame.status_code == 200, row
        copy.stop()


def test_a_restoration_never_overwrites(filled, tmp_path):
    limn, task = filled
    run("backup", limn.folder / "data", tmp_path / "all.limn", limn.database)
    other = Server(tmp_path / "other")
    other.folder.mkdir()
    other.start()
    busy = run("restore", other.folder / "data", tmp_path / "all.limn", check=False)
    assert busy.returncode == 1 and "another Limn is running" in busy.stderr
    kept = other.task(pictures(1))["id"]
    other.stop()
    full = run("restore", other.folder / "data", tmp_path / "all.limn", check=False)
    assert full.returncode == 1 and "There is an installation already" in full.stderr and "Nothing was restored" in full.stderr
    other.start()
    assert other.json("GET", f"/api/tasks/{kept}")["size"] == 1
    other.stop()


def damaged_files(file, folder):
    content = file.read_bytes()
    flipped = bytearray(content)
    flipped[content.index(b"PNG") + 40] ^= 1  # in a picture
    row = bytearray(content)
    row[content.index("blau".encode())] ^= 1  # in a row
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(folder / "without.limn", "w") as less:
        for name in whole.namelist():
            if name != "tables/shape":
                less.writestr(name, whole.read(name))
    with zipfile.ZipFile(folder / "other.limn", "w") as other:
        other.writestr("../../evil", "x")
    return {
        "half of it": content[: len(content) // 2],
        "all but the last checksums": content[: content.index(b"checksums") + 100],
        "nothing": b"",
        "another file": b"not a zip at all",
        "a bit in a picture": bytes(flipped),
        "a bit in a row": bytes(row),
        "a member missing": (folder / "without.limn").read_bytes(),
        "a hostile name": (folder / "other.limn").read_bytes(),
    }


def test_damaged_archives_change_nothing(filled, tmp_path):
    limn, task = filled
    good = tmp_path / "all.limn"
    run("backup", limn.folder / "data", good, limn.database)
    target = tmp_path / "target"
    for what, content in damaged_files(good, tmp_path).items():
        bad = tmp_path / "bad.limn"
        bad.write_bytes(content)
        done = run("restore", target, bad, check=False)
        assert done.returncode == 1 and "Nothing was restored" in done.stderr, (what, done.stderr)
        assert not list(target.glob("blobs/**/*.png")) and not (target / "restoring").exists(), what
    run("restore", target, good)  # the same folder takes the good one


def test_a_missing_archive_and_an_empty_installation(tmp_path):
    done = run("restore", tmp_path / "data", tmp_path / "none.limn", check=False)
    assert done.returncode == 1 and "There is no file" in done.stderr
    done = run("backup", tmp_path / "nowhere", tmp_path / "x.limn", check=False)
    assert done.returncode == 1 and "no installation" in done.stderr and not (tmp_path / "x.limn").exists()


def test_an_interrupted_backup_leaves_no_archive(filled, tmp_path):
    limn, _ = filled
    folder = tmp_path / "backups"
    folder.mkdir()
    big = limn.folder / "data" / "blobs" / "media" / "big"
    big.mkdir(parents=True)
    with open(big / "file", "wb") as file:
        file.truncate(3 << 30)
    command = [PROGRAM, "backup", str(folder / "all.limn"), "--data", str(limn.folder / "data")] + (["--database", limn.database] if limn.database else [])
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.time() + 60
    while not any(f.stat().st_size > 1 << 20 for f in folder.iterdir()) and time.time() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (folder / "all.limn").exists()
    shutil.rmtree(big)
    run("backup", limn.folder / "data", folder / "all.limn", limn.database)
    assert [f.name for f in folder.iterdir()] == ["all.limn"]  # what the interrupted one left is gone


def test_an_interrupted_restoration_can_be_repeated(filled, tmp_path):
    limn, task = filled
    run("backup", limn.folder / "data", tmp_path / "all.limn", limn.database)
    target = tmp_path / "copy" / "data"
    (target / "restoring" / "blobs").mkdir(parents=True)  # as a kill in the middle leaves it
    (target / "blobs" / "media" / "1").mkdir(parents=True)
    (target / "blobs" / "media" / "1" / "half").write_bytes(b"x")
    copy = restored(tmp_path / "copy", tmp_path / "all.limn")
    assert copy.json("GET", f"/api/tasks/{task}")["size"] == 3
    assert not (target / "blobs" / "media" / "1" / "half").exists()
    copy.stop()


def test_a_lost_picture_is_named(filled, tmp_path):
    limn, _ = filled
    lost = next((limn.folder / "data" / "blobs" / "media").glob("**/raw/*.png"))
    os.remove(lost)
    done = run("backup", limn.folder / "data", tmp_path / "all.limn", limn.database)
    assert "was gone before the backup" in done.stderr and lost.name in done.stderr
