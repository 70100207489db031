#!/usr/bin/env python3
"""Lists at scale: 100,000 tasks and 1,000,000 jobs on SQLite, every documented filter and sort of the lists of projects, tasks,
jobs, labels, issues and comments, as an administrator, a maintainer of an organization, one of its workers, and in nobody's
workspace. Prints how long a page takes.

    bench/server/lists.py [--tasks 100000] [--keep FOLDER] [--over 50]

The aim: under 50 ms where there is an index, never above 500 ms. Needs build/limn. Run it on a quiet machine."""
import argparse
import json
import pathlib
import sqlite3
import sys
import tempfile
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "api"))
from server import ADMIN, Server  # noqa: E402

JOBS_OF_A_TASK = 10
PEOPLE, TEAMS, PROJECTS = 200, 10, 1000
PASSWORD = "Kilo-lima-9"
START = 1_600_000_000_000_000  # microseconds


def fill(path, tasks):
    """Writes the rows straight into the database: through the API it would take hours."""
    db = sqlite3.connect(path)
    db.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000")
    people = [row[0] for row in db.execute("SELECT id FROM account WHERE id > 1 ORDER BY id")]
    db.executemany("INSERT INTO organization (id, slug, name, owner_id, created_date, updated_date) VALUES (?, ?, ?, 1, 1, 1)", ((i, f"team{i}", f"Team {i}") for i in range(1, TEAMS + 1)))
    roles = ("maintainer", "worker", "supervisor", "worker")
    db.executemany(
        "INSERT INTO membership (account_id, organization_id, is_active, role) VALUES (?, ?, 1, ?)",
        ((p, team, roles[n % 4] if team == 1 else "worker") for n, p in enumerate(people) for team in range(1, TEAMS + 1)),
    )
    stages, states = ("annotation", "validation", "acceptance"), ("new", "in progress", "completed", "rejected")
    statuses = ("annotation", "validation", "completed")

    def anyone(n):
        return people[(n * 7919) % len(people)] if n % 5 else None

    def team(n):
        return n % TEAMS + 1 if n % 3 else None

    def team_of_job(n):
        return team(((n - 1) // JOBS_OF_A_TASK + 1) % PROJECTS + 1)

    def media_of(task):
        three_d = task % 11 == 0
        return ("annotation", "interpolation")[task % 9 == 0], ("2d", "3d")[three_d], ("image", "point_cloud")[three_d]

    def job_of_issue(n):
        return (n * 7919) % (tasks * JOBS_OF_A_TASK) + 1

    db.executemany(
        "INSERT INTO project (id, name, owner_id, assignee_id, organization_id, status, created_date, updated_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((i, f"project {i}", anyone(i + 1), anyone(i + 3), team(i), statuses[i % 3], START + i, START + (i * 7919) % PROJECTS) for i in range(1, PROJECTS + 1)),
    )
    db.executemany(
        "INSERT INTO media (id, chunk_size, size, kind, folder, created_date) VALUES (?, 72, 100, 'images', ?, 1)", ((i, f"media/{i}") for i in range(1, tasks + 1))
    )
    db.executemany(
        "INSERT INTO task (id, name, project_id, owner_id, assignee_id, organization_id, media_id, mode, dimension, bug_tracker, subset, status, segment_size, created_date, updated_date)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 10, ?, ?)",
        (
            (i, f"street {i:06} of {('Köln', 'Lyon', 'Oslo')[i % 3]}", i % PROJECTS + 1, anyone(i), anyone(i + 1), team(i % PROJECTS + 1), i, *media_of(i)[:2],
             f"https://bugs.example/{i % 97}", ("train", "test", "")[i % 3], statuses[i % 3], START + i, START + (i * 104729) % tasks)
            for i in range(1, tasks + 1)
        ),
    )
    jobs = tasks * JOBS_OF_A_TASK
    db.executemany(
        "INSERT INTO segment (id, task_id, start_frame, stop_frame, chunks_updated_date) VALUES (?, ?, ?, ?, 1)",
        ((i, (i - 1) // JOBS_OF_A_TASK + 1, (i - 1) % JOBS_OF_A_TASK * 10, (i - 1) % JOBS_OF_A_TASK * 10 + 9) for i in range(1, jobs + 1)),
    )
    db.executemany(
        "INSERT INTO job (id, segment_id, task_id, organization_id, mode, dimension, media_type, type, assignee_id, status, stage, state, created_date, updated_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (i, i, (i - 1) // JOBS_OF_A_TASK + 1, team_of_job(i), *media_of((i - 1) // JOBS_OF_A_TASK + 1), ("annotation", "ground_truth")[i % 500 == 0], anyone(i), statuses[i % 3], stages[i % 3], states[i % 4], START + i, START + (i * 1299709) % jobs)
            for i in range(1, jobs + 1)
        ),
    )
    db.executemany("INSERT INTO label (id, project_id, name, color) VALUES (?, ?, ?, '#aabbcc')", ((p * 10 + k, p, f"label {k}") for p in range(1, PROJECTS + 1) for k in range(10)))
    issues = tasks
    db.executemany(
        "INSERT INTO issue (id, job_id, organization_id, frame, position, owner_id, assignee_id, resolved, created_date, updated_date) VALUES (?, ?, ?, 1, '[1,2]', ?, ?, ?, ?, ?)",
        ((i, job_of_issue(i), team_of_job(job_of_issue(i)), anyone(i), anyone(i + 2), i % 2, START + i, START + i) for i in range(1, issues + 1)),
    )
    db.executemany(
        "INSERT INTO issue_comment (id, issue_id, organization_id, job_id, frame, owner_id, message, created_date, updated_date) VALUES (?, ?, ?, ?, 1, ?, 'look', ?, ?)",
        ((i, n, team_of_job(job_of_issue(n)), job_of_issue(n), anyone(i), START + i, START + i) for i in range(1, 2 * issues + 1) for n in [(i - 1) // 2 + 1]),
    )
    db.commit()
    db.close()
    return people


def rule(name, value, operation="=="):
    return "filter=" + requests.utils.quote(json.dumps({operation: [{"var": name}, value]}))


def questions(tasks, username):
    """(list, query) of every filter, search and sort that the contract documents."""
    far = START + tasks // 2
    values = {
        "projects": {"name": "project 77", "owner": username, "assignee": username, "status": "validation"},
        "tasks": {"project_name": "project 77", "name": "street 000777 of Köln", "owner": username, "assignee": username, "status": "validation", "subset": "train", "mode": "interpolation", "dimension": "3d",
                  "tracker_link": "https://bugs.example/5", "validation_mode": "gt", "media_type": "point_cloud", "project_id": 77},
        "jobs": {"task_name": "street 000777 of Köln", "project_name": "project 77", "assignee": username, "state": "completed", "stage": "validation", "task_id": 777, "project_id": 77, "dimension": "3d",
                 "media_type": "point_cloud", "mode": "interpolation", "type": "ground_truth", "parent_job_id": 5},
        "labels": {"name": "label 3", "parent": "x", "project_id": 77, "task_id": 777, "job_id": 7770, "type": "any", "color": "#aabbcc"},
        "issues": {"owner": username, "assignee": username, "job_id": 7920, "task_id": 792, "resolved": "true", "frame_id": 1},
        "comments": {"owner": username, "issue_id": 77, "frame_id": 1, "job_id": 7920},
    }
    sorts = {name: [*fields, "id", "updated_date"] for name, fields in values.items()}
    sorts["labels"] = ["name", "parent", "id", "type", "color"]
    sorts["issues"] = [f for f in sorts["issues"] if f != "updated_date"]
    sorts["comments"] = [f for f in sorts["comments"] if f != "updated_date"]
    for name, fields in values.items():
        yield name, ""
        yield name, "page=last"
        yield name, "search=000777"
        yield name, "search=" + requests.utils.quote("köln")
        yield name, "search=nothing+like+it"
        for field, value in fields.items():
            yield name, f"{field}={requests.utils.quote(str(value))}"
            if name != "labels" or field not in ("task_id", "project_id", "job_id"):
                yield name, rule(field, value == "true" if field == "resolved" else value)
        if name in ("projects", "tasks", "jobs"):
            yield name, rule("updated_date", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(far / 1e6)), ">")
        for field in sorts[name]:
            yield name, f"sort={field}"
            yield name, f"sort=-{field}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--keep", help="a folder whose installation is made once and used again")
    parser.add_argument("--cpu", action="store_true", help="processor time of the server instead of time on the clock")
    parser.add_argument("--over", type=float, default=0, help="print only what takes longer, in milliseconds")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=ROOT) as scratch:
        folder = pathlib.Path(args.keep or scratch)
        folder.mkdir(exist_ok=True)
        fresh = not (folder / "data" / "limn.db").exists()
        server = Server(folder, options=["--log-level", "warning"]).start()
        if fresh:
            for i in range(PEOPLE):
                server.json("POST", "/api/auth/register", auth=None, headers={"X-Forwarded-For": f"10.1.{i}.1"}, json={
                    "username": f"person{i:03}", "password1": PASSWORD, "password2": PASSWORD, "email": f"p{i}@example.com", "first_name": "P", "last_name": str(i)})
            server.stop()
            started = time.perf_counter()
            fill(folder / "data" / "limn.db", args.tasks)
            print(f"{args.tasks:,} tasks and {args.tasks * JOBS_OF_A_TASK:,} jobs written in {time.perf_counter() - started:.0f} s")
            server.start()
        measure(server, args)
        server.stop()


def busy(server):
    """Seconds that the server has spent on processors: what a list takes, however busy the machine is with something else."""
    stats = pathlib.Path(f"/proc/{server.process.pid}/task").glob("*/schedstat")
    return sum(int(s.read_text().split()[0]) for s in stats) / 1e9


def measure(server, args):
    callers = {
        "admin": (ADMIN, None),
        "admin in team1": (ADMIN, "team1"),
        "maintainer in team1": (("person000", PASSWORD), "team1"),
        "worker in team1": (("person001", PASSWORD), "team1"),
        "worker, no workspace": (("person001", PASSWORD), None),
    }
    slowest, slow, count = 0.0, 0, 0
    for who, (auth, team) in callers.items():
        with requests.Session() as session:
            login = session.post(f"{server.url}/api/auth/login", json={"username": auth[0], "password": auth[1]})
            session.headers["Authorization"] = "Token " + login.json()["key"]
            session.cookies.clear()
            if team:
                session.headers["X-Organization"] = team
            for name, query in questions(args.tasks, "person001"):
                url = f"{server.url}/api/{name}?{query}"
                times = []
                for _ in range(3):
                    start = time.perf_counter(), busy(server)
                    answer = session.get(url)
                    times.append(((busy(server) - start[1]) if args.cpu else (time.perf_counter() - start[0])) * 1000)
                if answer.status_code == 403 and name == "labels":
                    continue  # of a project, task or job that is not the caller's
                assert answer.status_code == 200, (url, answer.text)
                took = min(times)
                slowest, slow, count = max(slowest, took), slow + (took > 50), count + 1
                if took >= args.over:
                    print(f"{took:8.1f} ms  {answer.json()['count']:>9,}  {who:<22} {name}?{requests.utils.unquote(query)}", flush=True)
    print(f"{count} lists: {slow} above 50 ms, the slowest {slowest:.0f} ms")


main()
