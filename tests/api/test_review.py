"""What issues have beyond the contract: severities, people that comments name, and who is asked to mend them."""
import itertools
import sqlite3

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


# --- pictures in comments


class Album:
    """A team with an issue, and what lies on the disk of its pictures."""

    def __init__(self, limn):
        self.team = Team(limn)
        self.issue = self.team.issue()

    def upload(self, who="olga", status=201, content=None, name="seen.png", kind="image/png", **where):
        where = where or {"job_id": self.team.job}
        return self.team.call("POST", "/api/assets", who, status=status, data=where, files={"file": (name, content or picture(8, 6), kind)})

    def send(self, *assets, who="olga", text="look"):
        message = "\n".join([text, *(f"![seen](/api/assets/{one['uuid']})" for one in assets)])
        return self.team.comment(self.issue, who, message)

    def seen(self, asset, who):
        return self.team.status("GET", f"/api/assets/{asset['uuid']}", who)

    def on_disk(self, asset):
        return any(asset["uuid"] in str(path) for path in self.team.limn.folder.rglob("file"))


@pytest.fixture
def album(limn):
    return Album(limn)


def test_a_picture_is_its_owners_until_a_comment_names_it_and_then_that_of_all_who_see_it(album):
    asset = album.upload()
    assert set(asset) == {"uuid", "filename", "created_date", "owner", "job_id"} and asset["job_id"] == album.team.job
    assert [album.seen(asset, who) for who in ("olga", "ada", "out")] == [200, 404, 404]
    comment = album.send(asset)
    assert comment["message"] == f"look\n![seen](/api/assets/{asset['uuid']})"
    assert [album.seen(asset, who) for who in ("olga", "ada", "mia", "wim", "out")] == [200, 200, 200, 403, 403]
    assert album.team.limn.request("GET", f"/api/assets/{asset['uuid']}", auth=None).status_code == 401
    answer = album.team.limn.request("GET", f"/api/assets/{asset['uuid']}", auth=(album.team.name["ada"], PASSWORD))
    assert answer.headers["Content-Type"] == "image/png" and answer.content == picture(8, 6)


def test_pictures_go_with_what_names_them(album):
    first, second, third, fourth = (album.upload() for _ in range(4))
    comment = album.send(first, second)
    album.team.call("PATCH", f"/api/comments/{comment['id']}", "olga", json={"message": f"![a](/api/assets/{second['uuid']})"})
    assert (album.on_disk(first), album.on_disk(second)) == (False, True)
    album.team.call("DELETE", f"/api/comments/{comment['id']}", "olga", status=204)
    assert not album.on_disk(second)
    album.send(third)
    album.team.call("DELETE", f"/api/issues/{album.issue['id']}", "olga", status=204)
    assert not album.on_disk(third) and album.on_disk(fourth)
    album.team.call("DELETE", f"/api/assets/{fourth['uuid']}", "olga", status=204)
    assert not album.on_disk(fourth)


def test_pictures_go_with_the_task(album):
    waiting, sent = album.upload(), album.upload()
    album.send(sent)
    issue = album.team.issue(message=f"![first](/api/assets/{album.upload()['uuid']})")
    assert issue["comments"]["count"] == 1
    album.team.call("DELETE", f"/api/tasks/{album.team.task}", "olga", status=204)
    assert not album.on_disk(waiting) and not album.on_disk(sent)


def test_what_another_comment_shows_is_copied(album):
    asset = album.upload()
    first, second = album.send(asset), album.send(asset, who="ada", text="this one?")
    copy = second["message"].split("/api/assets/")[1][:36]
    assert copy != asset["uuid"]
    album.team.call("DELETE", f"/api/comments/{first['id']}", "olga", status=204)
    assert not album.on_disk(asset) and album.seen({"uuid": copy}, "olga") == 200


def test_pictures_of_others_are_not_taken(album, limn):
    other = Album(limn)
    foreign, waiting = other.upload(), album.upload()
    other.send(foreign)
    message = album.send(foreign, waiting, who="ada")["message"]
    assert foreign["uuid"] in message and waiting["uuid"] in message  # as they were written: links that lead nowhere for ada
    assert album.seen(foreign, "ada") == 403 and album.seen(waiting, "ada") == 404


def test_who_may_not_open_issues_may_not_put_pictures_there(album):
    for who in ("wim", "out"):
        album.upload(who, status=403)
    album.upload(status=400, job_id="99999999")
    album.upload(status=400, job_id="x")


@pytest.mark.parametrize("kind, content", [("image/svg+xml", b"<svg/>"), ("text/html", b"<b>"), ("application/pdf", b"%PDF"), ("image/png", b"no picture"), ("image/png", b"x" * (10 * 1024 * 1024 + 1))], ids=["svg", "html", "pdf", "broken", "large"])
def test_only_pictures_of_some_size_are_taken(album, kind, content):
    album.upload(status=400, kind=kind, content=content)


def test_a_comment_has_ten_pictures_at_most(album):
    assets = [album.upload() for _ in range(11)]
    message = " ".join(f"![x](/api/assets/{one['uuid']})" for one in assets)
    assert album.team.status("POST", "/api/comments", "olga", json={"issue": album.issue["id"], "message": message}) == 400
    assert album.team.call("GET", f"/api/issues/{album.issue['id']}", "olga")["comments"]["count"] == 1
    album.send(*assets[:10])


def test_pictures_replaced_in_a_guide_are_gone(album):
    team = album.team
    guide = team.call("POST", "/api/guides", "olga", json={"task_id": team.task, "markdown": ""})
    old, new, never = (album.upload(guide_id=str(guide["id"])) for _ in range(3))
    for asset in (old, new):
        team.call("PATCH", f"/api/guides/{guide['id']}", "olga", json={"markdown": f"![x](/api/assets/{asset['uuid']})"})
        if asset is old:
            new_ = album.upload(guide_id=str(guide["id"]))
            assert not album.on_disk(new) and not album.on_disk(never)  # which no text named
            new["uuid"] = new_["uuid"]
    assert not album.on_disk(old) and album.on_disk(new)


def test_words_alone_where_issues_wait(album):
    album.send(album.upload(), text=f"@{album.team.name['mia']} see")
    assert album.team.mine("mia")["results"][0]["message"] == f"@{album.team.name['mia']} see"


def test_pictures_that_no_text_ever_named_are_cleared_away(own_limn):
    if own_limn.database:
        pytest.skip("looks into the file of SQLite")
    album = Album(own_limn)
    guide = album.team.call("POST", "/api/guides", "olga", json={"task_id": album.team.task, "markdown": ""})
    named, unnamed = (album.upload(guide_id=str(guide["id"])) for _ in range(2))
    sent, waiting, fresh = (album.upload() for _ in range(3))
    album.send(sent)
    own_limn.stop()
    with sqlite3.connect(own_limn.folder / "data" / "limn.db") as database:
        database.execute("UPDATE guide SET markdown = ?", [f"![x](/api/assets/{named['uuid']})"])
        database.execute("UPDATE asset SET created_date = created_date - 8 * 24 * 3600 * 1000000 WHERE uuid <> ?", [fresh["uuid"]])
    own_limn.start()
    album.upload()
    assert [album.on_disk(one) for one in (named, unnamed, sent, waiting, fresh)] == [True, False, True, False, True]
