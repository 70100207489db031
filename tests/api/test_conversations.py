"""Recorded conversations with the reference server, replayed. Steps that differ on purpose stand in differences.txt with the
reason; any other difference fails."""
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
    """scenario: the numbers of its steps"""
    known = {}
    for line in (HERE / "differences.txt").read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            scenario, steps = line.split(":")
            known[scenario] = {int(n) for n in steps.split()}
    return known


KNOWN = known_differences()


def at_our_s3(scenario, folder, bucket):
    """A copy of the scenario for the S3 server of the tests: the recorded one was on port 9000, its bucket was called conversations."""
    ours = s3.ENDPOINT.rsplit(":", 1)[1]
    for suffix in (".yml", ".recorded.json"):
        text = (HERE / (scenario + suffix)).read_text().replace("localhost%3A9000", f"localhost%3A{ours}").replace("conversations", bucket)
        (folder / (scenario + suffix)).write_text(text)
    return folder / f"{scenario}.yml"


def deal(paths, hands):
    """The paths in so many groups of about the same work."""
    groups = [[] for _ in range(min(hands, len(paths)))]
    work = {path: path.with_suffix(".recorded.json").stat().st_size for path in paths}
    for path in sorted(paths, key=work.get, reverse=True):
        min(groups, key=lambda group: sum(map(work.get, group))).append(path)
    return groups


def replay(limn, paths):
    command = [sys.executable, HERE / "converse.py", "replay", "--url", limn.url, "--admin", "admin:password", *paths]
    return subprocess.run(command, capture_output=True, text=True, timeout=3000)


@pytest.fixture(scope="session")
def replays(limn, request, tmp_path_factory):
    """The replay that each scenario of this run is in. A few go on at a time: each scenario has people and objects of its own."""
    wanted = {item.callspec.params["scenario"] for item in request.session.items if item.function is test_conversation}
    paths = {scenario: HERE / f"{scenario}.yml" for scenario in wanted}
    cloud = {scenario for scenario in wanted if scenario.startswith("media-cloud-")}
    if cloud and s3.ENDPOINT:
        bucket = s3.fill_for_conversations()
        paths |= {scenario: at_our_s3(scenario, tmp_path_factory.mktemp(scenario), bucket) for scenario in cloud}
    elif cloud:
        paths = {scenario: path for scenario, path in paths.items() if scenario not in cloud}
    groups = deal(paths.values(), os.cpu_count() + 1)
    with ThreadPoolExecutor(len(groups) or 1) as pool:
        running = [(group, pool.submit(replay, limn, group)) for group in groups]
        yield {path.stem: future for group, future in running for path in group}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_conversation(scenario, replays):
    if scenario not in replays:
        pytest.skip("needs the S3 server of scripts/s3.sh")
    answer = replays[scenario].result()
    assert re.search(r"(?m)^\d+ passed, \d+ failed$", answer.stdout), answer.stdout[-2000:] + answer.stderr[-2000:]
    differences = re.findall(rf"(?ms)^--- {scenario}\.yml #(\d+) (.*?)(?=^--- [\w-]+\.yml #|\Z)", answer.stdout)
    unknown = [f"#{number} {text}" for number, text in differences if int(number) not in KNOWN.get(scenario, set())]
    assert not unknown, "".join(unknown)[:6000]
