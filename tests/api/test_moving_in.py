"""An installation of CVAT moves in: what it answered to its users (tests/migration), Limn answers them too."""
import hashlib
import json
import re
import shutil
import subprocess
import tarfile

import pytest
from server import PROGRAM, ROOT, Server

SAMPLE = ROOT / "tests" / "migration"
PASSWORDS = {"admin": "adminpass123"}
TOKEN = "pt02fvbL.YhbafXQTi0jMeVl3gCkXKX73orncMPwV"
ADDITIONS = set((ROOT / "tests" / "conversations" / "additions.txt").read_text().split())
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def who(name):
    return name, PASSWORDS.get(name, "Harvest-Moon-77")


class Source:
    """A dump and a data folder of a test's own."""

    def __init__(self, folder):
        self.dump = folder / "dump.json"
        shutil.copy(SAMPLE / "dump.json", self.dump)
        with tarfile.open(SAMPLE / "data.tar.gz") as archive:
            archive.extractall(folder)  # our own archive
        self.data = folder / "data"

    def change(self, action):
        records = json.loads(self.dump.read_text())
        changed = action(records)
        self.dump.write_text(json.dumps(records if changed is None else changed))

    def state(self):
        """Everything about the files that reading leaves alone."""
        files = [self.dump, *sorted(self.data.rglob("*"))]
        return [(str(f), f.lstat().st_mtime_ns, f.lstat().st_mode, hashlib.sha256(f.read_bytes()).hexdigest() if f.is_file() else "") for f in files]


@pytest.fixture
def source(tmp_path):
    return Source(tmp_path)


def command(source, server, *options):
    words = [PROGRAM, "import-cvat", "--dump", source.dump, "--cvat-data", source.data, "--data", server.folder / "data", *options]
    return [str(w) for w in words + (["--database", server.database] if server.database else [])]


def move_in(source, server, *options, fails=False):
    done = subprocess.run(command(source, server, *options), capture_output=True, text=True, timeout=600)
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stderr if fails else done.stdout


@pytest.fixture
def new_limn(tmp_path, fresh_database):
    """An installation that nobody has started yet."""
    server = Server(tmp_path / "limn", fresh_database())
    server.folder.mkdir()
    yield server
    if server.process and server.process.poll() is None:
        server.stop()


@pytest.fixture(scope="module")
def moved(tmp_path_factory, fresh_database):
    """The sample, moved in once for every test that only looks."""
    folder = tmp_path_factory.mktemp("moved")
    source, server = Source(folder), Server(folder / "limn", fresh_database())
    server.folder.mkdir()
    before = source.state()
    server.source, server.report = source, move_in(source, server)
    server.untouched = before == source.state()
    server.start()
    yield server
    server.stop()


# --- comparing

def differences(want, got, path=""):
    """Where an answer differs; moments are compared as far as a dump has them, to the millisecond."""
    if isinstance(want, dict) and isinstance(got, dict):
        for key in sorted(set(want) | set(got)):
            if key in ("last_login", "last_used_date") or key not in want and key in ADDITIONS:
                continue
            if key not in want or key not in got:
                yield f"{path}.{key}: {'not recorded' if key not in want else 'missing'}"
            else:
                yield from differences(want[key], got[key], f"{path}.{key}")
    elif isinstance(want, list) and isinstance(got, list):
        if len(want) != len(got):
            yield f"{path}: {len(want)} recorded, {len(got)} answered"
        for i, (w, g) in enumerate(zip(want, got)):
            yield from differences(w, g, f"{path}[{i}]")
    elif isinstance(want, str) and isinstance(got, str) and MOMENT.fullmatch(want) and MOMENT.fullmatch(got):
        if moment(want) != moment(got):
            yield f"{path}: {want} recorded, {got} answered"
    elif type(want) is not type(got) or want != got:
        yield f"{path}: {want!r} recorded, {got!r} answered"


def moment(text):
    whole, _, fraction = text.rstrip("Z").partition(".")
    return whole, (fraction + "000")[:3]


def compare(server):
    """{"path as user": differences} of all recorded answers."""
    found = {}
    for recorded in json.loads((SAMPLE / "answers.json").read_text()):
        answer = server.request("GET", recorded["get"], auth=who(recorded["as"]))
        want = json.loads(json.dumps(recorded["body"]).replace("${base}", server.url))
        problems = [] if answer.status_code == recorded["status"] else [f"status {recorded['status']} recorded, {answer.status_code} answered"]
        if want is not None:  # plain texts were not recorded
            problems += differences(want, answer.json() if "json" in answer.headers["Content-Type"] else answer.text)
        if problems:
            found[f"{recorded['get']} as {recorded['as']}"] = problems
    return found


def tell(found):
    return "\n".join(f"{title}\n    " + "\n    ".join(problems[:8]) for title, problems in found.items())


def test_every_user_gets_the_old_answers(moved):
    found = compare_but(moved)
    assert not found, tell(found)


# --- what was only read, what can be used

def test_the_source_is_left_as_it_was(moved):
    assert moved.untouched


def test_the_report_tells_what_came_over(moved):
    assert re.search(r"engine\.labeledshape +88\n", moved.report)
    assert (moved.folder / "data" / "import-report.txt").read_text() in moved.report
    assert "did not come over" not in moved.report


@pytest.mark.parametrize("name", ["admin", "olga1", "maxim", "susan", "willy", "greta"])
def test_old_passwords_log_in_and_are_hashed_anew(moved, name):
    body = {"username": name, "password": who(name)[1]}
    first = moved.json("POST", "/api/auth/login", status=200, auth=None, json=body)
    dumped = {r["fields"]["user"][0]: r["pk"] for r in json.loads(moved.source.dump.read_text()) if r["model"] == "authtoken.token"}
    if name in dumped:
        assert first["key"] == dumped[name]
    assert moved.request("GET", "/api/users/self", auth=None, headers={"Authorization": f"Token {first['key']}"}).json()["username"] == name
    moved.json("POST", "/api/auth/login", status=200, auth=None, json=body)
    wrong = moved.request("POST", "/api/auth/login", auth=None, json={**body, "password": "Harvest-Moon-78"})
    assert wrong.status_code == 400
    assert column(moved, f"SELECT password FROM account WHERE username = '{name}'").startswith("$argon2id$")


def column(server, query):
    """One value of the database, of whichever kind it is."""
    if server.database:
        tool = ["psql", "-qtA", server.database, "-c", query]
    else:
        tool = ["sqlite3", "-readonly", server.folder / "data" / "limn.db", query]
    return subprocess.run(tool, check=True, capture_output=True, text=True).stdout.strip()


def test_the_access_token_reads_and_does_not_write(moved):
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert moved.json("GET", "/api/users/self", auth=None, headers=bearer)["username"] == "maxim"
    assert moved.request("PATCH", "/api/users/3", auth=None, headers=bearer, json={"first_name": "X"}).status_code == 403
    assert moved.request("GET", "/api/users/self", auth=None, headers={"Authorization": f"Bearer {TOKEN[:-1]}W"}).status_code == 401


def test_frames_of_pictures_and_of_the_video_are_served(moved):
    picture = moved.request("GET", "/api/tasks/1/data?type=frame&number=1&quality=original", auth=who("admin"))
    assert picture.content == (moved.source.data / "data" / "1" / "raw" / "img_2.png").read_bytes()
    for path in ("/api/tasks/2/data?type=frame&number=12&quality=compressed", "/api/jobs/4/data?type=chunk&index=0&quality=compressed",
                 "/api/tasks/3/data?type=chunk&number=0&quality=original", "/api/projects/1/preview"):
        answer = moved.request("GET", path, auth=who("admin"))
        assert answer.status_code == 200 and answer.content, path
    picture = moved.request("GET", "/api/assets/1a5cd68a-1fc3-4ff0-8c7d-4ac09ce6b5af", auth=who("admin"))
    assert picture.content == next(moved.source.data.glob("assets/*/img_1.png")).read_bytes()


def test_new_things_get_ids_behind_the_old_ones(source, new_limn):
    move_in(source, new_limn)
    new_limn.start()
    task = new_limn.json("POST", "/api/tasks", auth=who("greta"), json={"name": "new", "labels": [{"name": "a"}]})
    assert task["id"] == 8
    assert new_limn.json("GET", f"/api/labels?task_id={task['id']}", auth=who("greta"))["results"][0]["id"] == 44
    shape = {"type": "rectangle", "frame": 0, "label_id": 20, "points": [1, 2, 3, 4]}
    label = new_limn.json("GET", "/api/labels?task_id=3&page_size=all", auth=who("greta"))["results"][0]["id"]
    saved = new_limn.json("PATCH", "/api/jobs/5/annotations?action=create", auth=who("greta"), json={"shapes": [{**shape, "label_id": label}]})
    assert saved["shapes"][0]["id"] == 89


# --- interruptions

def many_shapes(records, count):
    """A dump with so many more shapes that it can be interrupted."""
    specs = {r["fields"]["label"]: r["pk"] for r in records if r["model"] == "engine.attributespec"}
    shape = next(r for r in records if r["model"] == "engine.labeledshape" and r["fields"]["label"] in specs and not r["fields"]["parent"])
    spec = specs[shape["fields"]["label"]]
    for i in range(count):
        points = ",".join(str((i * 7 + k * 13) % 600 / 10) for k in range(20))
        records.append({"model": "engine.labeledshape", "pk": 1000 + i, "fields": {**shape["fields"], "type": "polygon", "rotation": 0.0, "points": points}})
        records.append({"model": "engine.labeledshapeattributeval", "pk": 1000 + i, "fields": {"spec": spec, "job": shape["fields"]["job"], "value": "van", "shape": 1000 + i}})


def annotations_of(server):
    return [server.json("GET", f"/api/jobs/{job}/annotations", auth=who("admin")) for job in range(1, 14)]


def test_it_goes_on_after_being_killed(tmp_path, source, new_limn, fresh_database):
    source.change(lambda records: many_shapes(records, 60_000))
    whole = Server(tmp_path / "whole", fresh_database())
    whole.folder.mkdir()
    move_in(source, whole)
    kills = 0
    for step in ("reading the dump: ", "jobs: ", "frames and files: ", "annotations: ", "annotations: "):
        running = subprocess.Popen(command(source, new_limn), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        for line in running.stderr:
            if line.startswith(step):
                running.kill()
                kills += 1
                break
        running.stderr.close()
        running.wait()
    assert kills >= 4
    unfinished = Server(new_limn.folder, new_limn.database)
    with pytest.raises(RuntimeError, match="has begun to move in"):
        unfinished.start()
    report = move_in(source, new_limn)
    assert re.search(r"engine\.labeledshape +60088\n", report)
    new_limn.start()
    whole.start()
    try:
        assert annotations_of(new_limn) == annotations_of(whole)
    finally:
        whole.stop()
    assert not compare_but(new_limn, "/annotations", "/api/jobs", "/api/tasks")


def compare_but(server, *paths):
    return {title: problems for title, problems in compare(server).items() if not any(p in title for p in paths)}


# --- what cannot come over

def test_missing_files_are_told_and_everything_else_comes(source, new_limn):
    (source.data / "data" / "1" / "raw" / "img_2.png").unlink()
    (source.data / "data" / "2" / "raw" / "clip.mp4").unlink()
    (source.data / "data" / "4" / "raw" / "img_1.png").write_bytes(b"no picture")
    shutil.rmtree(source.data / "assets")
    report = move_in(source, new_limn)
    assert "task 1: 1 of 3: img_2.png" in report and "task 2: 1 of 1: clip.mp4" in report
    assert "the file of a guide's picture is missing (1)" in report
    new_limn.start()
    assert not compare_but(new_limn)
    for path in ("/api/tasks/1/data?type=frame&number=1&quality=original", "/api/tasks/2/data?type=frame&number=0&quality=original",
                 "/api/tasks/4/data?type=frame&number=0&quality=compressed", "/api/assets/1a5cd68a-1fc3-4ff0-8c7d-4ac09ce6b5af"):
        assert 400 <= new_limn.request("GET", path, auth=who("admin")).status_code < 500, path
    assert new_limn.request("GET", "/api/tasks/1/data?type=frame&number=0&quality=original", auth=who("admin")).status_code == 200


def make_newer(records):
    records.append({"model": "engine.hologram", "pk": 1, "fields": {"depth": 3}})
    records.append({"model": "engine.hologram", "pk": 2, "fields": {"depth": 4}})
    for r in records:
        if r["model"] == "engine.task":
            r["fields"]["mood"] = "good"
        if r["model"] == "engine.labeledshape":
            r["fields"]["confidence"] = {"deep": [1, {"er": "}]"}]}
    return list(reversed(records))


def test_a_newer_dump_in_another_order_comes_over(source, new_limn):
    source.change(make_newer)
    report = move_in(source, new_limn)
    assert "engine.hologram (2)" in report and "engine.task.mood (7)" in report and "engine.labeledshape.confidence (88)" in report
    new_limn.start()
    assert not compare_but(new_limn)


USERS = {"admin": 1, "olga1": 2, "maxim": 3, "susan": 4, "willy": 5, "greta": 6}


def make_older(records):
    """As a server of 2023 would have written it, without natural keys."""
    gone = {"engine.validationlayout", "consensus.consensussettings", "access_tokens.accesstoken", "engine.profile"}
    dropped = {"content_size", "is_placeholder", "real_frame", "assignee_updated_date", "parent_job", "consensus_replicas", "chunks_updated_date"}
    kept = []
    for r in records:
        if r["model"] in gone or r["fields"].get("type") == "consensus_replica" or r["fields"].get("job") in (8, 9):
            continue
        fields = {k: v for k, v in r["fields"].items() if k not in dropped and not (k == "job" and r["model"].endswith("attributeval"))}
        for key in ("owner", "assignee", "user"):
            if isinstance(fields.get(key), list):
                fields[key] = USERS[fields[key][0]]
        if r["model"] == "auth.user":
            fields["groups"] = [{"admin": 1, "user": 2}[g[0]] for g in fields["groups"]]
            fields["password"] = fields["password"] if fields["username"] != "greta" else "md5$salt$" + hashlib.md5(b"saltHarvest-Moon-77").hexdigest()
        if r["model"] == "auth.group":
            r["pk"] = {"admin": 1, "user": 2}.get(fields["name"], 3)
        kept.append({**r, "fields": fields})
    return kept


def test_an_older_dump_comes_over(source, new_limn):
    source.change(make_older)
    report = move_in(source, new_limn)
    assert "of the dump" not in report and "has not come over" not in report.replace("cloud_storage has not come over", "")
    new_limn.start()
    greta = new_limn.json("GET", "/api/users/self", auth=who("greta"))
    assert greta["username"] == "greta" and greta["groups"] == ["user"]
    layout = new_limn.json("GET", "/api/tasks/1/validation_layout", auth=who("admin"))
    assert layout["mode"] == "gt" and layout["validation_frames"] == [1]
    found = compare_but(new_limn, "/api/auth/access_tokens", "consensus", "jobs", "tasks?", "tasks/5", "users/self")
    found = {title: [p for p in problems if "assignee_updated_date" not in p and "chunks_updated_date" not in p] for title, problems in found.items()}
    assert not any(found.values()), tell(found)


def make_broken(records):
    for r in records:
        fields = r["fields"]
        if r["model"] == "engine.labeledshape" and r["pk"] == 1:
            fields["label"] = 4711
        elif r["model"] == "engine.labeledshape" and r["pk"] == 2:
            fields["points"] = "1,2,x"
        elif r["model"] == "engine.comment" and r["pk"] == 1:
            fields["issue"] = 99
        elif r["model"] == "engine.task" and r["pk"] == 1:
            fields["assignee"] = ["nobody"]
        elif r["model"] == "organizations.membership" and r["pk"] == 2:
            fields["user"] = ["olga1"]  # a member twice
    records.append({"model": "engine.image", "pk": 99, "fields": {"data": 1, "path": "../../../../etc/passwd", "frame": 7, "width": 1, "height": 1}})
    records.append({"model": "engine.labeledshape", "pk": 5000, "fields": "nothing"})
    records.append({"model": "engine.trackedshape", "pk": 5000, "fields": {"type": "rectangle", "points": "1,2,3,4", "track": 4711, "frame": 0}})


def test_what_does_not_fit_is_left_out_and_told(source, new_limn):
    source.change(make_broken)
    report = move_in(source, new_limn)
    for line in ("engine.labeledshape: its label is none of the task's (1)", "engine.labeledshape: its points are no numbers (1)",
                 "engine.comment: its issue has not come over (1)", "its assignee is nobody of the dump and stays empty (1)",
                 "organizations.membership: it does not fit with what is there (1)", "engine.image: it is none of the task's frames (1)",
                 "engine.labeledshape: the record is damaged (1)", "engine.trackedshape: what they belong to is not in the dump (1)"):
        assert line in report, line + "\n" + report
    new_limn.start()
    assert new_limn.json("GET", "/api/tasks/1", auth=who("admin"))["assignee"] is None


# --- refusals, which change nothing

def test_an_installation_with_people_is_refused(source, own_limn):
    own_limn.stop()
    said = move_in(source, own_limn, fails=True)
    assert "is not empty: it has 1 accounts" in said and "Nothing was changed" in said
    own_limn.start()
    assert own_limn.json("GET", "/api/users")["count"] == 1


def test_a_running_installation_is_refused(source, own_limn):
    assert "another Limn is running" in move_in(source, own_limn, fails=True)


def test_moving_in_twice_is_refused(source, new_limn):
    move_in(source, new_limn)
    assert "has moved in from CVAT already" in move_in(source, new_limn, fails=True)


@pytest.mark.parametrize("damage, said", [
    (lambda text: text[: len(text) // 2], "ends in the middle of a record"),
    (lambda text: text.rstrip().removesuffix("]"), "cut off"),
    (lambda text: "pg_dump: error", "is not a JSON list of objects"),
])
def test_a_damaged_dump_is_refused(source, new_limn, damage, said):
    source.dump.write_text(damage(source.dump.read_text()))
    assert said in move_in(source, new_limn, fails=True)


def test_another_folder_is_refused(source, new_limn, tmp_path):
    source.data = tmp_path / "elsewhere"
    source.data.mkdir()
    assert "is not CVAT's data folder" in move_in(source, new_limn, fails=True)
