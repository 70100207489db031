"""Mails through a real mail server: what arrives, what its links do, and what happens when it does not arrive."""
import email.utils
import json
import os
import re
import urllib.parse

import pytest
from mail_server import PASSWORD, USER, MailServer, certificate
from media import picture
from server import Server, free_port

NEW, OTHER = "Quite-new-7-secret", "Another-8-secret"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("keys"))


def limn_with(folder, database, keys, port, scheme="smtp", password=PASSWORD):
    options = ["--mail", f"{scheme}://localhost:{port}", "--mail-from", "limn@example.org", "--mail-user", USER, "--mail-ca", str(keys[0])]
    os.environ["LIMN_MAIL_PASSWORD"] = password  # no flag: other users of a machine can read command lines
    try:
        return Server(folder, database, options).start()
    finally:
        del os.environ["LIMN_MAIL_PASSWORD"]


@pytest.fixture(scope="module")
def mail(keys):
    server = MailServer(free_port(), *keys[1:])
    yield server
    server.stop()


@pytest.fixture(scope="module")
def limn(tmp_path_factory, fresh_database, keys, mail):
    server = limn_with(tmp_path_factory.mktemp("mailing"), fresh_database(), keys, mail.controller.port)
    yield server
    server.stop()


def register(limn, name, address=None, password=OTHER):
    body = {"username": name, "email": address or f"{name}@example.org", "password1": password, "password2": password}
    return limn.json("POST", "/api/auth/register", json=body, auth=None)


def ask_for_password(limn, address):
    return limn.request("POST", "/api/auth/password/reset", json={"email": address}, auth=None)


def login(limn, name, password):
    return limn.request("POST", "/api/auth/login", json={"username": name, "password": password}, auth=None).status_code


def link_in(message, base):
    """The path of the link and what it says."""
    link = re.search(r"(?m)^https?://\S+$", message.get_content())[0]
    assert link.startswith(base + "/"), link
    parts = urllib.parse.urlsplit(link)
    return parts.path, dict(urllib.parse.parse_qsl(parts.query))


def complaints(limn):
    lines = [json.loads(line) for line in limn.read_log().splitlines() if line.startswith("{")]
    return [line for line in lines if line["message"].startswith("mail not sent")]


def set_password(limn, link, password=NEW):
    return limn.request("POST", "/api/auth/password/reset/confirm", json={**link, "new_password1": password, "new_password2": password}, auth=None)


def test_a_forgotten_password_is_set_by_the_mails_link(limn, mail):
    register(limn, "jürgen", "jurgen@example.org")
    answer = ask_for_password(limn, "jurgen@example.org")
    assert (answer.status_code, answer.json()) == (200, {"detail": "Password reset e-mail has been sent."})
    sender, recipients, message, content = mail.next()
    assert sender == "limn@example.org" and recipients == ["jurgen@example.org"]
    assert message["From"] == "limn@example.org" and message["To"] == "jurgen@example.org"
    assert message["Subject"] == "A new password for Limn"
    assert email.utils.parsedate_to_datetime(message["Date"]) and message["Message-ID"].endswith("@example.org>")
    assert message.get_content_type() == "text/plain" and message.get_content_charset() == "utf-8"
    assert "Hello jürgen," in message.get_content()
    assert content.isascii() and all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert mail.encrypted[-1]

    path, link = link_in(message, limn.url)
    assert path == "/auth/password/reset/confirm" and set(link) == {"uid", "token"}
    assert set_password(limn, link).status_code == 200
    assert login(limn, "jürgen", NEW) == 200
    assert login(limn, "jürgen", OTHER) == 400
    again = set_password(limn, link, "Third-9-secret")
    assert (again.status_code, again.json()) == (400, {"token": ["Invalid value"]})


def test_strangers_get_no_mail_and_hear_nothing_else(limn, mail):
    answer = ask_for_password(limn, "stranger@example.org")
    assert (answer.status_code, answer.json()) == (200, {"detail": "Password reset e-mail has been sent."})
    register(limn, "known")
    ask_for_password(limn, "known@example.org")
    assert mail.next()[1] == ["known@example.org"]


def test_an_invitation_is_accepted_by_its_link(limn, mail):
    org = limn.json("POST", "/api/organizations", json={"slug": "sea", "name": "Sea"})
    invited = limn.json("POST", f"/api/invitations?org_id={org['id']}", json={"email": "new+one@example.org", "role": "worker"})
    sender, recipients, message, _ = mail.next()
    assert recipients == ["new+one@example.org"] and message["Subject"] == "An invitation to sea"
    assert "admin invites you to the organization sea as worker" in message.get_content()
    path, link = link_in(message, limn.url)
    assert path == "/auth/register" and link == {"email": "new+one@example.org", "invitation": invited["key"]}
    register(limn, "newcomer", link["email"], NEW)
    accepted = limn.json("POST", f"/api/invitations/{link['invitation']}/accept", status=200, auth=("newcomer", NEW))
    assert accepted == {"organization_slug": "sea"}
    members = limn.json("GET", f"/api/memberships?org_id={org['id']}")["results"]
    assert {(m["user"]["username"], m["role"], m["is_active"]) for m in members} >= {("newcomer", "worker", True)}


def test_what_the_server_refuses_is_told_and_can_be_sent_again(limn, mail):
    org = limn.json("POST", "/api/organizations", json={"slug": "lake"})
    mail.refused.add("away@example.org")
    before = len(complaints(limn))
    answer = limn.request("POST", f"/api/invitations?org_id={org['id']}", json={"email": "away@example.org", "role": "worker"})
    assert answer.status_code == 500 and "The mail could not be sent" in answer.json()
    told = complaints(limn)[before:]
    assert [(line["to"], line["subject"]) for line in told] == [("away@example.org", "An invitation to lake")] and "550" in told[0]["reason"]
    kept = limn.json("GET", f"/api/invitations?org_id={org['id']}")["results"]
    assert [i["user"]["username"] for i in kept] == ["away@example.org"] and not kept[0]["accepted"]
    mail.refused.clear()
    assert limn.request("POST", f"/api/invitations/{kept[0]['key']}/resend?org_id={org['id']}").status_code == 204
    assert mail.next()[1] == ["away@example.org"]


def test_a_server_that_is_down_loses_nothing(tmp_path, fresh_database, keys):
    port = free_port()
    limn = limn_with(tmp_path, fresh_database(), keys, port)
    register(limn, "patient")
    answer = ask_for_password(limn, "patient@example.org")
    assert answer.status_code == 500 and "ask the operator" in answer.json()
    assert [line["to"] for line in complaints(limn)] == ["patient@example.org"]
    assert "connect" in complaints(limn)[0]["reason"].lower()
    assert login(limn, "patient", OTHER) == 200  # nothing has changed
    mail = MailServer(port, *keys[1:])
    assert ask_for_password(limn, "patient@example.org").status_code == 200
    assert set_password(limn, link_in(mail.next()[2], limn.url)[1]).status_code == 200
    assert login(limn, "patient", NEW) == 200
    mail.stop()
    limn.stop()


@pytest.mark.parametrize("why", ["wrong password", "unknown authority"])
def test_a_server_that_is_not_to_be_trusted_or_does_not_trust(tmp_path, fresh_database, keys, mail, why):
    if why == "unknown authority":
        (tmp_path / "other").mkdir()
        keys = certificate(tmp_path / "other")
    limn = limn_with(tmp_path, fresh_database(), keys, mail.controller.port, password="Wr0ng-post-office" if why == "wrong password" else PASSWORD)
    register(limn, "annika")
    tried, taken = len(mail.encrypted), mail.mails.qsize()
    assert ask_for_password(limn, "annika@example.org").status_code == 500
    reason = complaints(limn)[0]["reason"].lower()
    assert ("denied" in reason) if why == "wrong password" else ("certificate" in reason), reason
    assert len(mail.encrypted) - tried == (1 if why == "wrong password" else 0)  # no password goes to a stranger
    assert mail.mails.qsize() == taken
    assert "Wr0ng" not in limn.read_log() and PASSWORD not in limn.read_log()
    limn.stop()


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the mail server does not see that everything is encrypted
def test_encrypted_from_the_start(tmp_path, fresh_database, keys):
    mail = MailServer(free_port(), *keys[1:], implicit_tls=True)
    limn = limn_with(tmp_path, fresh_database(), keys, mail.controller.port, scheme="smtps")
    register(limn, "annika")
    assert ask_for_password(limn, "annika@example.org").status_code == 200
    assert mail.next()[1] == ["annika@example.org"]
    mail.stop()
    limn.stop()


def test_without_a_mail_server_the_log_says_so(own_limn):
    register(own_limn, "annika")
    answer = ask_for_password(own_limn, "annika@example.org")
    assert (answer.status_code, answer.json()) == (500, "Email backend is not configured.")
    told = complaints(own_limn)
    assert [(line["level"], line["to"]) for line in told] == [("warning", "annika@example.org")] and "--mail" in told[0]["message"]


# --- people whom comments name


def make_issue(limn, people, message):
    """An issue of ann's in her task, whose job is bob's."""
    for name in people:
        register(limn, name)
    ann = (people[0], OTHER)
    task = limn.json("POST", "/api/tasks", auth=ann, json={"name": "crossing", "labels": [{"name": "car"}]})
    made = limn.json("POST", f"/api/tasks/{task['id']}/data", auth=ann, status=202, data={"image_quality": 70}, files={"client_files[0]": ("a.png", picture())})
    limn.wait(made["rq_id"])
    job = limn.json("GET", f"/api/jobs?task_id={task['id']}", auth=ann)["results"][0]["id"]
    bob = limn.json("GET", "/api/users/self", auth=(people[1], OTHER))["id"]
    limn.json("PATCH", f"/api/jobs/{job}", json={"assignee": bob})
    return task["id"], limn.json("POST", "/api/issues", auth=ann, json={"job": job, "frame": 0, "position": [1, 2], "message": message})


def test_who_is_named_in_a_comment_and_sees_the_job_gets_a_mail(limn, mail):
    task, issue = make_issue(limn, ["annie", "bobby", "evita"], "@bobby @evita @annie look:\n<b>here</b>\r\nBcc: evita@example.org")
    sender, recipients, message, _ = mail.next()
    assert recipients == ["bobby@example.org"] and message["Subject"] == f"annie named you in issue {issue['id']}" and message["Bcc"] is None
    text = message.get_content()
    assert message.get_content_type() == "text/plain" and "> <b>here</b>\n> Bcc: evita" in text and "crossing" in text
    path, link = link_in(message, limn.url)
    assert path == f"/tasks/{task}/jobs/{issue['job']}" and link == {"issue": str(issue["id"])}

    comment = limn.json("POST", "/api/comments", auth=("bobby", OTHER), json={"issue": issue["id"], "message": "done, @annie"})
    assert mail.next()[1] == ["annie@example.org"]
    limn.json("PATCH", f"/api/comments/{comment['id']}", auth=("bobby", OTHER), json={"message": "all done, @annie and @evita"})
    limn.json("POST", "/api/comments", auth=("annie", OTHER), json={"issue": issue["id"], "message": "thanks, @bobby"})
    assert mail.next()[1] == ["bobby@example.org"]  # so ann was told once, and eve never
    assert mail.mails.empty()


def test_a_mail_that_is_refused_holds_up_neither_the_comment_nor_others(limn, mail):
    mail.refused.add("robin@example.org")
    _, issue = make_issue(limn, ["adele", "robin"], "@robin?")
    limn.json("POST", "/api/comments", auth=("robin", OTHER), json={"issue": issue["id"], "message": "@adele!"})
    assert mail.next()[1] == ["adele@example.org"]
    assert limn.json("GET", "/api/users/self/issues", auth=("adele", OTHER))["count"] == 1
    mail.refused.clear()
