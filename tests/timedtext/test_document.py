"""`docs/reference/captions.md` names the rules of the checkers and the numbers of the profiles as they are."""

from __future__ import annotations

import re
from pathlib import Path

from shortsgen.cues.profiles import PROFILES

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "reference" / "captions.md").read_text()
TIMEDTEXT = ROOT / "src" / "shortsgen" / "timedtext"


def _explained(heading: str) -> set[str]:
    section = DOCUMENT.partition(f"### {heading}\n")[2].partition("\n#")[0]
    cells = re.findall(r"^\| (`.+?`) \|", section, re.MULTILINE)
    return {rule for cell in cells for rule in re.findall(r"`([a-z-]+)`", cell)}


def _rules(*modules: str) -> set[str]:
    """All words in the code of these modules that a rule of the document could be."""
    return {word for name in modules for word in re.findall(r'"([a-z-]+)"', (TIMEDTEXT / f"{name}.py").read_text())}


def test_every_rule_that_is_explained_is_one_of_the_checkers() -> None:
    assert _explained("WebVTT") - _rules("webvtt", "cuetext", "settings") == set()
    assert _explained("SRT") - _rules("srt") == set()


def test_every_rule_that_a_case_breaks_is_explained() -> None:
    from tests.timedtext.cases_webvtt import CASES
    from tests.timedtext.test_srt import CASES as SRT

    assert {rule for *_, found in CASES for *_, rule in found} == _explained("WebVTT")
    assert {rule for *_, found in SRT for *_, rule in found} == _explained("SRT")


def test_the_profiles_are_as_they_are_told() -> None:
    rows = dict(re.findall(r"^\| `(netflix|dcmp|shorts)`[^|]*\| (.+) \|$", DOCUMENT, re.MULTILINE))
    told = {name: [_number(cell) for cell in row.split(" | ")] for name, row in rows.items()}
    assert told == {
        name: [one.columns, one.rows, one.speed, one.shortest, one.longest, one.gap, one.chain]
        for name, one in PROFILES.items()
    }


def _number(cell: str) -> float:
    """Milliseconds, or a count; `none` is 0."""
    found = re.search(r"(\d+(?:\.\d+)?) ?(ms|s)?", cell)
    return float(found[1]) * (1000 if found[2] == "s" else 1) if found else 0
