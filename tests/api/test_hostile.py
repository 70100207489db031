"""Queries and bodies that somebody means to break the server with. Each is refused with a reason, and the server goes on."""
import json

import pytest
import requests
from server import ADMIN

LISTS = ("projects", "tasks", "jobs", "labels", "issues", "comments", "users", "organizations", "memberships", "invitations", "requests")


def nested(depth, inner):
    return '{"and": [' * depth + inner + "]}" * depth


HOSTILE = [
    "' OR 1=1 --",
    '{"==": [{"var": "id); DROP TABLE task; --"}, 1]}',
    '{"==": [{"var": "id"}, "1 OR 1=1"]}',
    '{"in": ["%\' OR \'\'=\'", {"var": "id"}]}',
    '{"var": "id"',
    '{"==": [1]}',
    '{"==": [{"var": []}, {}]}',
    '{"==": [{"var": "id"}, 1e400]}',
    '{"in": [{"var": "id"}, [[[[]]]]]}',
    '{"__proto__": [1, 2]}',
    "[" * 10_000,
    "null",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_filters(limn, name, number):
    answer = limn.request("GET", f"/api/{name}", params={"filter": HOSTILE[number]})
    assert answer.status_code in (200, 400), answer.text[:500]
    assert len(answer.content) < 100_000


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("depth", [20, 500, 5_000])
def test_deeply_nested_filters(limn, name, depth):
    answer = limn.request("GET", f"/api/{name}", params={"filter": nested(depth, '{"==": [{"var": "id"}, 1]}')})
    assert answer.status_code in (200, 400, 414, 431), answer.text[:500]


@pytest.mark.parametrize("name", LISTS)
def test_wide_filters(limn, name):
    wide = json.dumps({"or": [{"==": [{"var": "id"}, i]} for i in range(600)]})
    answer = limn.request("GET", f"/api/{name}", params={"filter": wide})
    assert answer.status_code in (200, 400, 414, 431), answer.text[:500]


@pytest.mark.parametrize("query", ["sort=" + "-" * 5000, "sort=id;DROP TABLE task", "page=99999999999999999999", "page=-1", "page_size=-5", "page_size=99999999999999999999", "search=%00", "search=" + "a,b" * 1000,
                                   "search=%FF%FE", "org_id=1%20OR%201=1", "page_size=all&page=last"])
@pytest.mark.parametrize("name", LISTS)
def test_hostile_queries(limn, name, query):
    answer = limn.request("GET", f"/api/{name}?{query}")
    assert answer.status_code in (200, 400, 404), answer.text[:500]


@pytest.mark.parametrize("path", ["/api/assets/%FF", "/api/invitations/%FF%FE", "/api/requests/%C3", "/api/tasks/%FF", "/api/assets/%00", "/api/requests/a%00b"])
def test_names_that_are_no_text(limn, path):
    assert limn.request("GET", path).status_code in (400, 404)


@pytest.mark.parametrize("path", ["/api/tasks", "/api/projects", "/api/issues", "/api/organizations", "/api/auth/login"])
def test_a_json_body_of_a_hundred_megabytes(limn, path):
    body = b'{"name": "' + b"x" * 100_000_000 + b'"}'
    answer = limn.request("POST", path, data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 401, 413), answer.text[:300]
    assert len(answer.content) < 10_000
    assert limn.request("GET", "/api/server/about").status_code == 200


def test_a_hundred_megabytes_of_annotations_that_are_none(limn):
    task = limn.json("POST", "/api/tasks", json={"name": "empty", "labels": [{"name": "car"}]})
    item = b'{"type": "rectangle", "frame": 0, "label_id": 0, "points": [1, 2, 3, 4]},'
    body = b'{"shapes": [' + item * (100_000_000 // len(item)) + b'null], "tags": [], "tracks": []}'
    answer = limn.request("PATCH", f"/api/tasks/{task['id']}/annotations?action=create", data=body, headers={"Content-Type": "application/json"}, timeout=300)
    assert answer.status_code in (400, 404, 409), answer.text[:300]
    assert len(answer.content) < len(body) / 10  # one entry an item, as the contract has it
    limn.json("DELETE", f"/api/tasks/{task['id']}", status=204)


@pytest.mark.parametrize("body", [b"[" * 1_000_000, b'{"a":' * 200_000, b'{"labels": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", b"\x00" * 1000, b'"\xff"', b'{"name": "\\ud800"}', b"{" + b'"a":1,' * 100_000 + b'"b":1}'])
@pytest.mark.parametrize("path", ["/api/tasks", "/api/projects", "/api/issues"])
def test_bodies_that_are_not_what_they_say(limn, path, body):
    answer = limn.request("POST", path, data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400, answer.text[:300]
    assert answer.json()


@pytest.mark.parametrize("header", ["Authorization", "X-Organization", "Accept", "X-CSRFToken", "Cookie", "If-None-Match", "Range"])
@pytest.mark.parametrize("value", ["\x7f" * 100, "x" * 6000, "Basic !!!!", "Token " + "0" * 4000, "bytes=0-0," * 500])
def test_hostile_headers(limn, header, value):
    answer = requests.get(f"{limn.url}/api/tasks", headers={header: value}, auth=None if header == "Authorization" else ADMIN, timeout=60)
    assert answer.status_code < 500, answer.text[:300]
