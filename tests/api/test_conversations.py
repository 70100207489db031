"""Recorded conversations with the reference server, replayed. Steps that differ on purpose, or belong to parts that Limn does
not have yet, stand in differences.txt with the reason; any other difference fails."""
import re
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_conversation(limn, scenario):
    known = KNOWN.get(scenario, set())
    if known == "all":
        pytest.skip("belongs to a part that does not exist yet")
    command = [sys.executable, HERE / "converse.py", "replay", "--url", limn.url, "--admin", "admin:password", HERE / f"{scenario}.yml"]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert re.search(r"(?m)^\d+ passed, \d+ failed$", answer.stdout), answer.stdout[-2000:] + answer.stderr[-2000:]
    differing = {int(n) for n in re.findall(rf"(?m)^--- {scenario}\.yml #(\d+) ", answer.stdout)}
    assert differing <= known, f"{sorted(differing - known)} differ:\n{answer.stdout[:6000]}"
