"""What issues have beyond the contract: severities, people that comments name, and who is asked to mend them."""
import itertools

import pytest
from media import picture

numbers = itertools.count()
PASSWORD = "Sekret-12345"


class Team:
    """An organisation of olga's with a task in it: mia maintains it, ada has the job, wim and out do not see it (out is no member)."""

    def __init__(self, limn):
        self.limn, n = limn, next(numbers)
        self.name = {short: f"{short}-{n}" for short in ("olga", "mia", "ada", "wim", "out")}
        self.id = {}
        for short, name in self.name.items():
            body = {"username": name, "email": f"{name}@example.org", "password1": PASSWORD, "password2": PASSWORD, "first_name": short.title(), "last_name": "Test"}
            limn.json("POST", "/api/auth/register", auth=None, json=body)
            self.id[short] = self.call("GET", "/api/users/self", short)["id"]
        self.org = f"team-{n}"
        self.call("POST", "/api/organizations", "olga", json={"slug": self.org})
        for short, role in (("mia", "maintainer"), ("ada", "worker"), ("wim", "worker")):
            self.call("POST", f"/api/invitations?org={self.org}", "olga", json={"email": f"{self.name[short]}@example.org", "role": role})
        task = self.call("POST", f"/api/tasks?org={self.org}", "olga", json={"name": "crossing", "labels": [{"name": "car"}]})
        files = {f"client_files[{i}]": (f"{i}.png", picture(16, 12)) for i in range(2)}
        made = self.call("POST", f"/api/tasks/{task['id']}/data", "olga", status=202, data={"image_quality": 70}, files=files)
        limn.wait(made["rq_id"], auth=(self.name["olga"], PASSWORD))
        self.task = task["id"]
        self.job = self.call("GET", f"/api/jobs?task_id={self.task}", "olga")["results"][0]["id"]
        self.call("PATCH", f"/api/jobs/{self.job}", "olga", json={"assignee": self.id["ada"]})

    def call(self, method, path, who, **kw):
        return self.limn.json(method, path, auth=(self.name[who], PASSWORD), **kw)

    def status(self, method, path, who, **kw):
        return self.limn.request(method, path, auth=(self.name[who], PASSWORD), **kw).status_code

    def issue(self, who="olga", message="look", **fields):
        return self.call("POST", "/api/issues", who, json={"job": self.job, "frame": 0, "position": [1, 2], "message": message, **fields})

    def comment(self, issue, who, message):
        return self.call("POST", "/api/comments", who, json={"issue": issue["id"], "message": message})

    def mine(self, who):
        return self.call("GET", "/api/users/self/issues", who)


@pytest.fixture
def team(limn):
    return Team(limn)


# --- severities


def test_an_issue_says_how_bad_it_is_only_where_somebody_has_said_it(team):
    plain = team.issue()
    assert "severity" not in plain
    graded = team.issue(severity="major")
    assert graded["severity"] == "major"
    path = f"/api/issues/{graded['id']}"
    assert team.call("PATCH", path, "ada", json={"severity": "blocking"})["severity"] == "blocking"
    assert team.call("PATCH", path, "ada", json={"resolved": True})["severity"] == "blocking"
    assert "severity" not in team.call("PATCH", path, "ada", json={"severity": None})


def test_lists_are_filtered_by_severity(team):
    for severity in ("note", "major", None):
        team.issue(severity=severity)
    list_ = lambda query: [one.get("severity") for one in team.call("GET", f"/api/issues?job_id={team.job}&sort=id&{query}", "olga")["results"]]
    assert list_("severity=major") == ["major"]
    assert list_('filter={"==":[{"var":"severity"},"note"]}') == ["note"]
    assert list_("") == ["note", "major", None]


@pytest.mark.parametrize("severity", ["terrible", "", 3, ["note"]])
def test_other_words_are_refused(team, severity):
    body = {"job": team.job, "frame": 0, "position": [1, 2], "message": "x", "severity": severity}
    assert team.status("POST", "/api/issues", "olga", json=body) == 400


# --- who can see a job


def test_people_of_a_job(team):
    people = team.call("GET", f"/api/jobs/{team.job}/people", "ada")
    assert [one["user"]["username"] for one in people] == [team.name[short] for short in ("ada", "mia", "olga")]
    assert [one["annotator"] for one in people] == [True, False, False]
    assert all(one["assignable"] for one in people)  # members may name each other
    assert set(people[0]["user"]) == {"url", "id", "username", "first_name", "last_name"}
    for stranger in ("wim", "out"):
        assert team.status("GET", f"/api/jobs/{team.job}/people", stranger) == 403


def test_in_the_personal_workspace_only_the_annotator_can_be_asked(limn):
    team = Team(limn)
    own = team.call("POST", "/api/tasks", "olga", json={"name": "own", "labels": [{"name": "car"}]})
    made = team.call("POST", f"/api/tasks/{own['id']}/data", "olga", status=202, data={"image_quality": 70}, files={"client_files[0]": ("a.png", picture())})
    limn.wait(made["rq_id"])
    job = team.call("GET", f"/api/jobs?task_id={own['id']}", "olga")["results"][0]["id"]
    limn.json("PATCH", f"/api/jobs/{job}", json={"assignee": team.id["out"]})
    limn.json("PATCH", f"/api/tasks/{own['id']}", json={"assignee_id": team.id["wim"]})
    people = team.call("GET", f"/api/jobs/{job}/people", "olga")
    assert {one["user"]["username"]: one["assignable"] for one in people} == {team.name["olga"]: True, team.name["out"]: True, team.name["wim"]: False}
    body = {"job": job, "frame": 0, "position": [1, 2], "message": "mend it", "assign_to_annotator": True}
    issue = team.call("POST", "/api/issues", "olga", json=body)
    assert issue["assignee"]["id"] == team.id["out"]
    path = f"/api/issues/{issue['id']}"
    assert team.call("PATCH", path, "olga", json={"assignee": None})["assignee"] is None
    assert team.status("PATCH", path, "olga", json={"assignee": team.id["wim"]}) == 403
    assert team.call("PATCH", path, "olga", json={"assign_to_annotator": True})["assignee"]["id"] == team.id["out"]


# --- naming people


def names(comment):
    return [one["username"] for one in comment.get("mentions", [])]


def test_a_comment_names_who_can_see_the_job(team):
    issue = team.issue()
    text = f"@{team.name['ada']} and @{team.name['mia'].upper()}. @{team.name['wim']} @{team.name['out']} @nobody x@{team.name['olga']}"
    comment = team.comment(issue, "olga", text)
    assert comment["message"] == text
    assert set(names(comment)) == {team.name["ada"], team.name["mia"]}
    assert team.call("GET", f"/api/comments/{comment['id']}", "ada") == comment
    changed = team.call("PATCH", f"/api/comments/{comment['id']}", "olga", json={"message": f"only @{team.name['mia']}"})
    assert names(changed) == [team.name["mia"]]
    assert "mentions" not in team.call("PATCH", f"/api/comments/{comment['id']}", "olga", json={"message": "nobody"})


def test_the_first_comment_names_people_too(team):
    issue = team.issue(message=f"@{team.name['mia']} what is this?")
    comment = team.call("GET", f"/api/comments?issue_id={issue['id']}", "olga")["results"][0]
    assert names(comment) == [team.name["mia"]]


def test_names_are_no_markup(team):
    comment = team.comment(team.issue(), "olga", f"<script>@{team.name['ada']}</script> <@{team.name['mia']}>")
    assert comment["message"].startswith("<script>") and set(names(comment)) == {team.name["ada"], team.name["mia"]}


# --- what waits for whom


def test_issues_wait_for_whom_they_are_assigned_to_until_they_are_resolved(team):
    assert team.mine("ada") == {"count": 0, "results": []}
    light = team.issue(message="light", assign_to_annotator=True, severity="note")
    heavy = team.issue(message="heavy", assign_to_annotator=True, severity="blocking")
    mine = team.mine("ada")
    assert [one["issue"]["id"] for one in mine["results"]] == [heavy["id"], light["id"]] and mine["count"] == 2
    assert {key: value for key, value in mine["results"][0].items() if key != "issue"} == {"task_id": team.task, "task_name": "crossing", "message": "heavy", "assigned": True, "mentioned": False}
    assert mine["results"][0]["issue"] == heavy
    assert team.mine("olga")["count"] == 0
    team.call("PATCH", f"/api/issues/{heavy['id']}", "ada", json={"resolved": True})
    assert [one["issue"]["id"] for one in team.mine("ada")["results"]] == [light["id"]]


def test_what_nobody_is_asked_waits_for_whom_the_job_is_assigned_to(team):
    issue = team.issue()
    team.issue(who="ada", message="a question of my own")
    [waiting] = team.mine("ada")["results"]
    assert waiting["issue"]["id"] == issue["id"] and not waiting["assigned"] and not waiting["mentioned"]


def test_who_is_named_is_waited_for_until_they_answer(team):
    issue = team.issue(who="ada", message="which class?")
    team.comment(issue, "ada", f"@{team.name['mia']}, what do you think? @{team.name['ada']} asks")
    [waiting] = team.mine("mia")["results"]
    assert waiting["mentioned"] and not waiting["assigned"] and waiting["message"].startswith("@")
    assert team.mine("ada")["count"] == 0
    team.call("POST", f"/api/comments?org={team.org}", "mia", json={"issue": issue["id"], "message": "a van"})  # as a maintainer must
    assert team.mine("mia")["count"] == 0
    assert team.call("GET", f"/api/users/self/issues?org={team.org}", "mia")["count"] == 0


def test_only_what_is_seen_waits(team):
    issue = team.issue(message=f"@{team.name['mia']}")
    assert team.mine("mia")["count"] == 1
    membership = next(one for one in team.call("GET", f"/api/memberships?org={team.org}", "olga")["results"] if one["user"]["id"] == team.id["mia"])
    team.call("DELETE", f"/api/memberships/{membership['id']}", "olga", status=204)
    assert team.mine("mia")["count"] == 0
    assert team.status("GET", f"/api/issues/{issue['id']}", "mia") == 403


def test_nobody_else_asks(limn):
    assert limn.request("GET", "/api/users/self/issues", auth=None).status_code == 401
