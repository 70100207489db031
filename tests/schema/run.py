#!/usr/bin/env python3
"""Property-based tests of every operation of our OpenAPI document with Schemathesis: examples, edge cases, random bodies and
chains of calls along the document's links. No answer may be an error of the server's (5xx), have a status or form that is
not described, or a body that does not fit its schema.

    tests/schema/run.py [--seconds 200] [--seed N] [schemathesis option ...]

Needs schemathesis beside this Python (requirements.txt) and build/limn."""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "api"))
from media import picture  # noqa: E402
from server import Server  # noqa: E402

FORM = "status_code_conformance,content_type_conformance,response_schema_conformance"
CHECKS = "not_a_server_error," + FORM
# With Upload-Start its 202 has no body, otherwise one: OpenAPI describes a status, not a header's effect on it.
WITH_OR_WITHOUT_BODY = ["post_tasks_id_data", "post_tasks_id_frames"]
# With these the caller may lock itself out: they are called at last.
LOCKING_OUT = ["delete_users_id", "patch_users_id", "post_auth_logout", "post_auth_password_change"]
# Without a mail server, which the server of the tests does not have, these answer 500 where there would be a mail to send.
MAILING = ["post_auth_password_reset", "post_invitations", "post_invitations_key_resend"]
# Nothing is connected that could do these: 503, or 501 for what this version does not compute.
UNCONNECTED = ["get_lambda_functions", "get_lambda_functions_func_id", "post_lambda_functions_func_id", "post_lambda_requests",
               "get_events", "post_events_export", "post_quality_reports", "post_consensus_merges"]
# Goes on until one side has had enough (tests/api/test_request_events.py, test_presence.py).
ENDLESS = ["get_requests_events", "get_jobs_id_presence"]
TESTER, PASSWORD = "tester", "Kilo-lima-9"


def register(server, number, name):
    body = {"username": name, "password1": PASSWORD, "password2": PASSWORD, "email": f"{name}@example.com", "first_name": "T", "last_name": "T"}
    return server.json("POST", "/api/auth/register", auth=None, headers={"X-Forwarded-For": f"10.2.{number}.1"}, json=body)


def furnish(server):
    """Something of every resource, so that small ids exist."""
    for number in range(12):
        register(server, number, f"person{number}")
    register(server, 12, TESTER)
    tester = server.json("GET", f"/api/users?search={TESTER}")["results"][0]["id"]
    server.json("PATCH", f"/api/users/{tester}", json={"groups": ["admin"], "is_staff": True, "is_superuser": True})
    register(server, 13, "the-last")
    labels = [{"name": "car", "attributes": [{"name": "colour", "mutable": True, "input_type": "select", "default_value": "red", "values": ["red", "blue"]}]}]
    for number in range(3):
        project = server.json("POST", "/api/projects", json={"name": f"project {number}", "labels": labels})
        server.task({f"{i}.png": picture(16, 12) for i in range(3)}, labels=(), project_id=project["id"], segment_size=2)
        job = server.json("GET", "/api/jobs?sort=id")["results"][-1]
        label = server.json("GET", f"/api/labels?job_id={job['id']}")["results"][0]["id"]
        box = {"type": "rectangle", "frame": job["start_frame"], "label_id": label, "points": [1, 2, 5, 6]}
        server.json("PATCH", f"/api/jobs/{job['id']}/annotations?action=create", status=200, json={"shapes": [box], "tags": [], "tracks": []})
        server.json("POST", "/api/issues", json={"job": job["id"], "frame": job["start_frame"], "position": [1, 2, 3, 4], "message": "look"})
        server.json("POST", "/api/guides", json={"project_id": project["id"], "markdown": "# How"})
        server.json("POST", "/api/organizations", json={"slug": f"team{number}"})


def check(server, report, seconds, seed, checks, options):
    """What one run of Schemathesis found: its summary."""
    command = [
        *(pathlib.Path(sys.executable).parent / "schemathesis", "run", f"{server.url}/api/schema/?scheme=json", "--auth", f"{TESTER}:{PASSWORD}", "--checks", checks),
        *("--max-time", str(seconds), "--seed", str(seed), "--continue-on-failure", "--request-timeout", "60", "--warnings", "off", "--no-color"),
        *("--report", "json", "--report-json-path", str(report), *options),
    ]
    subprocess.run(command, cwd=report.parent, check=False)
    return json.loads(report.read_text())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20240607)
    args, options = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="limn-schema-") as folder:
        server = Server(folder, options=["--log-level", "warning"]).start()
        furnish(server)
        report = pathlib.Path(folder) / "report.json"
        apart = LOCKING_OUT + MAILING + UNCONNECTED + ENDLESS + WITH_OR_WITHOUT_BODY
        most = check(server, report, args.seconds, args.seed, CHECKS, [f"--exclude-operation-id={name}" for name in apart] + options)
        still_in = server.request("GET", "/api/users/self", auth=(TESTER, PASSWORD)).status_code == 200
        unlinked = ["--phases=coverage,fuzzing", *options]
        mails = check(server, report, args.seconds // 10, args.seed, FORM, [f"--include-operation-id={name}" for name in MAILING + UNCONNECTED] + unlinked)
        data = check(server, report, args.seconds // 10, args.seed, "not_a_server_error,status_code_conformance", [f"--include-operation-id={name}" for name in WITH_OR_WITHOUT_BODY] + unlinked)
        rest = check(server, report, args.seconds // 10, args.seed, CHECKS, [f"--include-operation-id={name}" for name in LOCKING_OUT] + options)
        server.stop()
    passed = failed = 0
    for summary in (most, mails, data, rest):
        passed += summary["operations"]["tested"]
        failed += summary["test_cases"]["unique_failures"] + summary["operations"]["errored"] + len(summary["errors"])
    if not still_in:
        print("The tester has locked itself out: most answers were 401.")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
