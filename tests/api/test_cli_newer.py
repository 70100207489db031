"""What the command line has learnt since 2.54: backups and datasets of projects, profiles."""
import json
import secrets

import pytest
from cvat_sdk.version import VERSION
from test_cli_work import images, run  # noqa: F401

if tuple(map(int, VERSION.split(".")[:2])) < (2, 73):
    pytest.skip("of newer command lines", allow_module_level=True)


def test_backups_and_datasets_of_projects(run, limn, tmp_path):  # noqa: F811
    project = int(run("project", "create", "whole", "--labels", '[{"name": "cat"}]').split()[-1])
    task = int(run("task", "create", "in it", "--project_id", project, "local", *images(tmp_path)).split()[-1])
    label = limn.json("GET", f"/api/labels?project_id={project}")["results"][0]["id"]
    box = {"type": "rectangle", "frame": 1, "label_id": label, "points": [1, 2, 30, 20]}
    limn.json("PUT", f"/api/tasks/{task}/annotations", json={"shapes": [box], "tags": [], "tracks": []})
    backup, dataset = tmp_path / "backup.zip", tmp_path / "dataset.zip"
    run("project", "backup", project, backup, "--completion_verification_period", 1)
    again = int(run("project", "create-from-backup", backup, "--completion_verification_period", 1).split()[-1])
    run("project", "export-dataset", project, dataset, "--format", "COCO 1.0", "--with-images", "yes", "--completion_verification_period", 1)
    third = int(run("project", "create", "from its dataset", "--labels", '[{"name": "cat"}]').split()[-1])
    run("project", "import-dataset", third, dataset, "--format", "COCO 1.0")
    for copy in (again, third):
        tasks = limn.json("GET", f"/api/tasks?project_id={copy}")["results"]
        assert [t["size"] for t in tasks] == [2]
        assert len(limn.json("GET", f"/api/tasks/{tasks[0]['id']}/annotations")["shapes"]) == 1
    run("project", "delete", project, again, third)


def test_a_profile_is_named_by_its_token(run, limn, tmp_path):  # noqa: F811
    name = f"laptop-{secrets.token_hex(3)}"
    token = limn.json("POST", "/api/auth/access_tokens", json={"name": name})["value"]
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    run("profile", "create", token, auth=None, environment=home)
    assert name in run("profile", "list", "--names-only", auth=None, environment=home).split()
    listed = run("--profile", name, "project", "ls", "--json", auth=None, environment=home, server=False)
    assert isinstance(json.loads(listed), list)
    run("profile", "delete", name, auth=None, environment=home)
