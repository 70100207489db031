"""Projects and automatic annotation through the official command line, in a workspace and with an access token."""
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from media import picture
from server import ADMIN


@pytest.fixture
def run(limn):
    program = Path(sys.executable).parent / "cvat-cli"
    host, port = limn.url.rsplit(":", 1)

    def call(*words, auth=":".join(ADMIN), environment=None, fails=False, server=True):
        where = ("--server-host", host, "--server-port", port) if server else ()
        command = [program, *(("--auth", auth) if auth else ()), *where, *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, **(environment or {})})
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout if not fails else done.stdout + done.stderr

    return call


def images(folder, count=2):
    made = []
    for i in range(count):
        made.append(folder / f"{i}.png")
        made[-1].write_bytes(picture(50, 40, (i * 80, 0, 0)))
    return made


def test_projects(run, limn, tmp_path):
    project = int(run("project", "create", "from the command line", "--labels", '[{"name": "cat"}]', "--bug_tracker", "https://bugs.example/1").split()[-1])
    assert str(project) in run("project", "ls").split()
    listed = next(p for p in json.loads(run("project", "ls", "--json")) if p["id"] == project)
    assert listed["name"] == "from the command line" and listed["bug_tracker"] == "https://bugs.example/1"
    task = int(run("task", "create", "in it", "--project_id", project, "--segment_size", 1, "--sorting-method", "natural", "local", *images(tmp_path)).split()[-1])
    assert limn.json("GET", f"/api/tasks/{task}")["project_id"] == project and len(limn.jobs(task)) == 2
    run("project", "delete", project)
    limn.json("GET", f"/api/projects/{project}", status=404)
    limn.json("GET", f"/api/tasks/{task}", status=404)


def test_a_project_from_a_dataset(run, limn, tmp_path):
    task = limn.task({p.name: p.read_bytes() for p in images(tmp_path)}, labels=[{"name": "cat"}])
    label = limn.json("GET", f"/api/labels?task_id={task['id']}")["results"][0]["id"]
    limn.json("PUT", f"/api/tasks/{task['id']}/annotations", json={"shapes": [{"type": "rectangle", "frame": 1, "label_id": label, "points": [1, 2, 30, 20]}], "tags": [], "tracks": []})
    archive = tmp_path / "dataset.zip"
    run("task", "export-dataset", task["id"], archive, "--format", "COCO 1.0", "--with-images", "yes", "--completion_verification_period", "1")
    project = int(run("project", "create", "copy", "--labels", '[{"name": "cat"}]', "--dataset_path", archive, "--dataset_format", "COCO 1.0", "--completion_verification_period", "1").split()[-1])
    tasks = limn.json("GET", f"/api/tasks?project_id={project}")["results"]
    assert [t["size"] for t in tasks] == [2]
    assert len(limn.json("GET", f"/api/tasks/{tasks[0]['id']}/annotations")["shapes"]) == 1
    run("project", "delete", project)


def test_automatic_annotation(run, limn, tmp_path):
    task = limn.task({p.name: p.read_bytes() for p in images(tmp_path)}, labels=[{"name": "cat"}])
    function = tmp_path / "finder.py"
    function.write_text(
        "import cvat_sdk.auto_annotation as cvataa\n"
        "def create(size: int):\n"
        "    class Finder:\n"
        "        spec = cvataa.DetectionFunctionSpec(labels=[cvataa.label_spec('cat', 0)])\n"
        "        def detect(self, context, image):\n"
        "            return [cvataa.rectangle(0, [1, 2, 1 + size, 2 + size])]\n"
        "    return Finder()\n"
    )
    run("task", "auto-annotate", task["id"], "--function-file", function, "-p", "size=int:10", "--allow-unmatched-labels")
    shapes = limn.json("GET", f"/api/tasks/{task['id']}/annotations")["shapes"]
    assert [(s["frame"], s["points"], s["source"]) for s in shapes] == [(0, [1, 2, 11, 12], "auto"), (1, [1, 2, 11, 12], "auto")]
    run("task", "auto-annotate", task["id"], "--function-file", function, "-p", "size=int:20", "--clear-existing")
    assert len(limn.json("GET", f"/api/tasks/{task['id']}/annotations")["shapes"]) == 2


def test_in_an_organization_and_with_an_access_token(run, limn, tmp_path):
    slug = "cli-" + secrets.token_hex(4)
    team = limn.json("POST", "/api/organizations", json={"slug": slug})
    project = int(run("--organization", slug, "project", "create", "theirs").split()[-1])
    assert limn.json("GET", f"/api/projects/{project}")["organization"] == team["id"]
    token = limn.json("POST", "/api/auth/access_tokens", json={"name": "command line", "read_only": True})["value"]
    assert str(project) in run("project", "ls", auth=None, environment={"CVAT_ACCESS_TOKEN": token}).split()
    run("project", "create", "not allowed", auth=None, environment={"CVAT_ACCESS_TOKEN": token}, fails=True)
    limn.json("DELETE", f"/api/organizations/{team['id']}", status=204)


def test_mistakes_are_told(run, tmp_path):
    run("task", "export-dataset", 99999999, tmp_path / "x.zip", fails=True)
    run("project", "ls", auth="admin:wrong-password", fails=True)
