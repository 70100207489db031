"""The main job through the official command line."""
import os
import subprocess
import sys
from pathlib import Path

import pytest
from media import picture
from server import ADMIN


@pytest.fixture
def cli(limn):
    program = Path(sys.executable).parent / "cvat-cli"
    host, port = limn.url.rsplit(":", 1)

    def run(*words):
        command = [program, "--auth", ":".join(ADMIN), "--server-host", host, "--server-port", port, *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, "PASS": ADMIN[1]})
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_create_list_export_import_delete(cli, limn, tmp_path):
    images = []
    for i in range(3):
        images.append(tmp_path / f"{i}.png")
        images[-1].write_bytes(picture(50, 40, (i * 80, 0, 0)))
    made = cli("task", "create", "from the command line", "--labels", '[{"name": "cat"}]', "local", *images).split()
    task = int(made[-1])
    assert str(task) in cli("task", "ls").split()
    label = limn.json("GET", f"/api/labels?task_id={task}")["results"][0]["id"]
    shape = {"type": "rectangle", "frame": 0, "label_id": label, "points": [1, 2, 30, 20]}
    limn.json("PUT", f"/api/tasks/{task}/annotations", json={"shapes": [shape], "tags": [], "tracks": []})
    archive = tmp_path / "out.zip"
    cli("task", "export-dataset", task, archive, "--format", "COCO 1.0", "--completion_verification_period", "1")
    limn.json("DELETE", f"/api/tasks/{task}/annotations", status=204)
    cli("task", "import-dataset", task, archive, "--format", "COCO 1.0")
    assert len(limn.json("GET", f"/api/tasks/{task}/annotations")["shapes"]) == 1
    frames = tmp_path / "frames"
    frames.mkdir()
    cli("task", "frames", task, 0, 2, "--outdir", frames, "--quality", "original")
    assert len(list(frames.iterdir())) == 2
    cli("task", "delete", task)
    limn.json("GET", f"/api/tasks/{task}", status=404)
