"""The day in this repository says what its author wrote, to the letter.

The document is read here with plain string code of its own, so that a fault of the importer cannot hide itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from shortsgen.script.load import load
from shortsgen.script.model import Day, Short

ROOT = Path(__file__).parents[2]
HEADING = re.compile(r"^## Short (\d\d) — (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Written:
    number: int
    title: str
    hook: str
    talk: tuple[str, ...]
    code: str
    mistake: str


def day04() -> Day:
    return load((ROOT / "scripts_yaml/day04.yaml").read_text(encoding="utf-8"), "scripts_yaml/day04.yaml", "day04")


def document() -> list[Written]:
    text = (ROOT / "tests/data/day04.md").read_text(encoding="utf-8")
    parts = HEADING.split(text)[1:]
    return [written(int(parts[i]), parts[i + 1], parts[i + 2]) for i in range(0, len(parts), 3)]


def written(number: int, title: str, body: str) -> Written:
    hook = body.split("**Hook**\n")[1].split("\n\n")[0]
    talk = body.split("**Talk track**\n")[1].split("\n\n**Code**")[0].splitlines()
    code = body.split("```python\n")[1].split("\n```\n")[0]
    mistake = body.split("**Common mistake**\n- ")[1].split("\n")[0]
    assert all(line.startswith("- “") and line.endswith("”") for line in talk)
    return Written(number, title, hook, tuple(line[3:-1] for line in talk), code, mistake)


def loaded(short: Short) -> Written:
    talk = tuple(line.say for line in short.talk_track)
    code = short.code.text.removesuffix("\n")
    return Written(short.number, short.title, short.hook, talk, code, short.mistake.text if short.mistake else "")


def test_the_document_has_thirty_shorts() -> None:
    assert [short.number for short in document()] == list(range(1, 31))


@pytest.mark.parametrize("number", range(1, 31))
def test_each_short_is_word_for_word_what_was_written(number: int) -> None:
    assert loaded(day04().shorts[number - 1]) == document()[number - 1]


def test_the_day_has_the_title_of_the_document() -> None:
    assert day04().title == "nn.Module + “PyTorch Way”"


def test_every_code_block_is_literal_so_that_tracebacks_find_their_line() -> None:
    assert [short.label for short in day04().shorts if not short.code.literal] == []


def test_what_the_document_leaves_unsaid_is_said() -> None:
    needs = {short.number: short.needs for short in day04().shorts if short.needs}
    first, trio = ("first-custom-model",), ("training-trio",)
    assert needs == {5: first, 6: first, 7: first, 24: trio, 25: trio, 26: trio, 27: trio, 28: trio}
    setups = {short.number: short.setup.text for short in day04().shorts if short.setup}
    assert setups == {9: "import torch.nn as nn\n", 19: "import torch.nn as nn\n"}
