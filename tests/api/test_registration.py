"""Making an account: what must be accepted, and showing that the address is one's own."""
import json
import re

import pytest
from server import Server

PASSWORD = "Harbour-Light-42"
AGREEMENTS = [
    {"name": "terms", "urlDisplayText": "terms of use", "url": "https://example.org/terms", "textPrefix": "I have read the", "required": True},
    {"name": "news", "urlDisplayText": "newsletter", "url": "https://example.org/news"},
]


@pytest.fixture(scope="module")
def strict(tmp_path_factory, fresh_database):
    """A server that asks for a confirmed address and for terms to be accepted; its mails are in its log."""
    folder = tmp_path_factory.mktemp("strict")
    (folder / "terms.json").write_text(json.dumps(AGREEMENTS))
    server = Server(folder, fresh_database(), ["--mail", "log", "--verify-email", "--user-agreements", str(folder / "terms.json")]).start()
    yield server
    server.stop()


def mails(server, address):
    lines = [json.loads(line) for line in server.read_log().splitlines() if line.startswith("{")]
    return [line["text"] for line in lines if line["message"] == "mail" and line["to"] == address]


def link_in(server, mail):
    return re.search(r"(?m)^https?://\S+$", mail)[0].removeprefix(server.url)


def register(server, name, terms=True, **fields):
    body = {"username": name, "email": f"{name}@example.org", "password1": PASSWORD, "password2": PASSWORD, **fields}
    if terms is not None:
        body["confirmations"] = [{"name": "terms", "value": terms}]
    return server.request("POST", "/api/auth/register", json=body, auth=None)


def login(server, **who):
    return server.request("POST", "/api/auth/login", json={**who, "password": PASSWORD}, auth=None)


def follow(server, path):
    answer = server.request("GET", path, auth=None, allow_redirects=False)
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_an_address_is_confirmed_first(strict):
    made = register(strict, "jorinde")
    assert (made.status_code, made.json()["email_verification_required"], made.json()["key"]) == (201, True, None)
    assert "sessionid" not in made.cookies
    refused = login(strict, username="jorinde")
    assert (refused.status_code, refused.text) == (400, "Unverified email")
    assert login(strict, email="jorinde@example.org").text == "Unverified email"
    assert strict.request("GET", "/api/users/self", auth=("jorinde", PASSWORD)).status_code == 401
    sent = mails(strict, "jorinde@example.org")
    assert len(sent) == 3  # one more at each attempt
    link = link_in(strict, sent[0])
    assert follow(strict, link) == "/auth/email-confirmation"
    assert follow(strict, link) == "/auth/email-confirmation"  # a second click does no harm
    assert login(strict, username="jorinde").status_code == 200
    assert strict.json("GET", "/api/users/self", auth=("jorinde", PASSWORD))["email_verified"] is True
    assert follow(strict, link) == "/auth/incorrect-email-confirmation"  # used


def test_other_keys_confirm_nothing(strict):
    register(strict, "joringel")
    link = link_in(strict, mails(strict, "joringel@example.org")[0])
    account, stamp, digest = link.rstrip("/").rsplit("/", 1)[1].split("-")
    turned = digest[:-1] + ("0" if digest[-1] != "0" else "1")
    for key in ("x", "-", "1-", f"{account}-{stamp}", f"{account}-{stamp}-{turned}", f"1-{stamp}-{digest}", "%00-%00"):
        assert follow(strict, f"/api/auth/account-confirm-email/{key}/") == "/auth/incorrect-email-confirmation"
    assert login(strict, username="joringel").text == "Unverified email"


def test_a_wrong_password_sends_no_mail(strict):
    register(strict, "gretel")
    before = len(mails(strict, "gretel@example.org"))
    answer = strict.request("POST", "/api/auth/login", json={"username": "gretel", "password": "wrong"}, auth=None)
    assert answer.json() == {"non_field_errors": ["Unable to log in with provided credentials."]}
    assert len(mails(strict, "gretel@example.org")) == before


def test_a_new_password_by_mail_confirms_the_address(strict):
    register(strict, "hansel")
    strict.request("POST", "/api/auth/password/reset", json={"email": "hansel@example.org"}, auth=None)
    uid, token = re.search(r"uid=(\w+)&token=(\S+)", mails(strict, "hansel@example.org")[-1]).groups()
    other = "Another-8-secret"
    strict.json("POST", "/api/auth/password/reset/confirm", status=200, auth=None, json={"uid": uid, "token": token, "new_password1": other, "new_password2": other})
    answer = strict.request("POST", "/api/auth/login", json={"username": "hansel", "password": other}, auth=None)
    assert answer.status_code == 200


def test_accounts_without_an_address_have_nothing_to_confirm(strict):
    assert strict.json("GET", "/api/users/self")["email_verified"] is None  # the first administrator
    missing = register(strict, "nobody", email="")
    assert missing.status_code == 400 and "email" in missing.json()


def test_terms_are_shown_and_must_be_accepted(strict):
    shown = strict.json("GET", "/api/user-agreements", auth=None)
    assert shown[0] == {**AGREEMENTS[0], "value": False}
    assert shown[1] == {**AGREEMENTS[1], "textPrefix": "I accept the", "required": False, "value": False}
    for terms in (False, None):
        refused = register(strict, "rumpelstiltskin", terms)
        assert refused.status_code == 400
        assert refused.json() == {"confirmations": ["The terms of use must be accepted."]}
    assert register(strict, "rumpelstiltskin").status_code == 201


def test_a_server_that_asks_for_neither(limn):
    assert limn.json("GET", "/api/user-agreements", auth=None) == []
    assert limn.request("GET", "/api/auth/account-confirm-email/1-a-b/", auth=None).status_code == 404
    made = register(limn, "rapunzel", terms=None)
    assert (made.status_code, made.json()["email_verification_required"]) == (201, False)
    assert made.json()["key"]


@pytest.mark.parametrize("options, reason", [
    (["--verify-email"], "--verify-email needs --mail"),
    (["--user-agreements", "{}"], "it holds a list of agreements"),
    (["--user-agreements", '[{"name": "a", "urlDisplayText": "a", "url": "javascript:1"}]'], "begins with https://"),
    (["--user-agreements", '[{"name": "a"}]'], 'needs a text "urlDisplayText"'),
])
def test_settings_that_cannot_work_are_told_at_the_start(tmp_path, options, reason):
    if options[0] == "--user-agreements":
        (tmp_path / "terms.json").write_text(options[1])
        options = [options[0], str(tmp_path / "terms.json")]
    with pytest.raises(RuntimeError, match="ended at once") as stopped:
        Server(tmp_path, None, options).start()
    assert reason in str(stopped.value)
