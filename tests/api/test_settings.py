"""What a person has set on the page is kept with the account: part by part, bounded, and for nobody else."""
import concurrent.futures

import requests
from server import ADMIN

PATH = "/api/users/self/settings"


def change(limn, patch, status=200, auth=ADMIN):
    answer = requests.patch(f"{limn.url}{PATH}", json=patch, auth=auth, timeout=30)
    assert answer.status_code == status, answer.text
    return answer.json()


def read(limn, auth=ADMIN):
    return requests.get(f"{limn.url}{PATH}", auth=auth, timeout=30).json()


def clear(limn):
    change(limn, {name: None for name in read(limn)})


def test_members_are_replaced_one_by_one(limn):
    clear(limn)
    change(limn, {"theme": "dark", "views": {"tasks": [{"name": "mine", "query": "search=ä"}]}})
    assert change(limn, {"theme": "light"}) == {"theme": "light", "views": {"tasks": [{"name": "mine", "query": "search=ä"}]}}
    assert change(limn, {"views": None}) == {"theme": "light"}
    assert read(limn) == {"theme": "light"}
    clear(limn)
    assert read(limn) == {}


def test_changes_at_once_all_stay(limn):
    clear(limn)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: change(limn, {f"part{i}": i}), range(24)))
    assert read(limn) == {f"part{i}": i for i in range(24)}
    clear(limn)


def test_bad_bodies_change_nothing(limn):
    clear(limn)
    change(limn, {"theme": "dark"})
    for body in ([], "text", 5):
        change(limn, body, status=400)
    refused = change(limn, {"big": "x" * 300_000}, status=400)
    assert "256 KiB" in str(refused) and "Nothing was changed" in str(refused)
    assert read(limn) == {"theme": "dark"}
    clear(limn)


def test_nobody_without_an_account_has_settings(limn):
    assert requests.get(f"{limn.url}{PATH}", timeout=30).status_code == 401
    assert requests.patch(f"{limn.url}{PATH}", json={"a": 1}, timeout=30).status_code == 401
