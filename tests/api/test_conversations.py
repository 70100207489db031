"""Recorded conversations with the reference server, replayed. Steps that differ on purpose, or belong to parts that Limn does
not have yet, stand in differences.txt with the reason; any other difference fails."""
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import s3

HERE = Path(__file__).resolve().parents[1] / "conversations"
SCENARIOS = sorted(path.stem for path in HERE.glob("*.yml"))


def known_differences():
    """scenario: 'all' or the numbers of steps"""
    known = {}
    for line in (HERE / "differences.txt").read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            scenario, steps = line.split(":")
            known[scenario] = "all" if steps.strip() == "all" else {int(n) for n in steps.split()}
    return known


KNOWN = known_differences()


def at_our_s3(scenario, folder):
    """A copy of the scenario for the S3 server of the tests: the recorded one was on port 9000."""
    ours = s3.ENDPOINT.rsplit(":", 1)[1]
    for suffix in (".yml", ".recorded.json"):
        text = (HERE / (scenario + suffix)).read_text().replace("localhost%3A9000", f"localhost%3A{ours}")
        (folder / (scenario + suffix)).write_text(text)
    return folder / f"{scenario}.yml"


def replay(limn, path):
    command = [sys.executable, HERE / "converse.py", "replay", "--url", limn.url, "--admin", "admin:password", path]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


@pytest.fixture(scope="session")
def replays(limn, request, tmp_path_factory):
    """The scenarios that this run asks for, a few at a time: each has people and objects of its own."""
    wanted = {item.callspec.params["scenario"] for item in request.session.items if item.function is test_conversation}
    wanted = {scenario for scenario in wanted if KNOWN.get(scenario) != "all"}
    paths = {scenario: HERE / f"{scenario}.yml" for scenario in wanted}
    cloud = {scenario for scenario in wanted if scenario.startswith("media-cloud-")}
    if cloud and s3.ENDPOINT:
        s3.fill_for_conversations()
        paths |= {scenario: at_our_s3(scenario, tmp_path_factory.mktemp(scenario)) for scenario in cloud}
    elif cloud:
        paths = {scenario: path for scenario, path in paths.items() if scenario not in cloud}
    with ThreadPoolExecutor(os.cpu_count() + 1) as pool:
        yield {scenario: pool.submit(replay, limn, path) for scenario, path in sorted(paths.items())}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_conversation(scenario, replays):
    known = KNOWN.get(scenario, set())
    if known == "all":
        pytest.skip("belongs to a part that does not exist yet")
    if scenario not in replays:
        pytest.skip("needs the S3 server of scripts/s3.sh")
    answer = replays[scenario].result()
    assert re.search(r"(?m)^\d+ passed, \d+ failed$", answer.stdout), answer.stdout[-2000:] + answer.stderr[-2000:]
    differing = {int(n) for n in re.findall(rf"(?m)^--- {scenario}\.yml #(\d+) ", answer.stdout)}
    assert differing <= known, f"{sorted(differing - known)} differ:\n{answer.stdout[:6000]}"
