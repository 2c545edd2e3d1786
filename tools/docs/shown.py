"""What a page shows is what happens: its console blocks are executed, first to last, in one new folder.

A comment at the head of a page says what that folder holds: `<!-- begins with: nothing -->`, `day01`, which is what the
tutorial has written, or `day04`. A comment right above a block says more of it:

- `<!-- file: NAME -->`: the block is that file, which is put there; a `diff` changes it.
- `<!-- not executed: REASON -->`: what it shows is not held to anything.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-day.md"
BEGINS = re.compile(r"^<!-- begins with: (nothing|day01|day04) -->$", re.MULTILINE)
BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
WIDTH = "120"
STEADY = (
    (r"in a basic sandbox", "in a strict sandbox"),
    (r"\b\d+ a second", "95 a second"),
    (r"(?m)^filmed \d+ of .*\n", ""),
)
"""What is another on each machine and in each run, and what is shown in its place."""


def renewed(page: str, folder: Path) -> str:
    """The page with what its commands print now, executed in `folder`, which is empty."""
    begins = BEGINS.search(page)
    if begins:
        _STARTS[begins[1]](folder)
    return BLOCK.sub(lambda block: _renewed(block, folder), page) if begins else page


def idle(page: str) -> list[str]:
    """Console blocks that nobody executes and that give no reason."""
    if BEGINS.search(page):
        return []
    return [block["text"] for block in BLOCK.finditer(page) if block["language"] == "console" and not block["mark"]]


def _put_day01(folder: Path) -> None:
    for block in BLOCK.finditer(TUTORIAL.read_text("utf-8")):
        kind, _, name = (block["mark"] or "").partition(": ")
        if kind == "file":
            _put(folder / name, block["language"], block["text"])
    _output("shortsgen run day01", folder)


def _put_day04(folder: Path) -> None:
    (folder / "scripts_yaml").mkdir()
    for name in ("day04.yaml", "day04.outputs.yaml"):
        (folder / "scripts_yaml" / name).write_bytes((ROOT / "scripts_yaml" / name).read_bytes())


_STARTS: dict[str, Callable[[Path], None]] = {
    "nothing": lambda _: None,
    "day01": _put_day01,
    "day04": _put_day04,
}


def _renewed(block: re.Match[str], folder: Path) -> str:
    kind, _, name = (block["mark"] or "").partition(": ")
    if kind == "file":
        _put(folder / name, block["language"], block["text"])
    elif block["language"] == "console" and kind != "not executed":
        shown = "".join(f"$ {command}\n{_output(command, folder)}" for command in _commands(block["text"]))
        return block[0].replace(block["text"], shown)
    return block[0]


def _put(file: Path, language: str, text: str) -> None:
    if language == "diff":
        before, after = (_side(text, sign) for sign in "-+")
        whole = file.read_text()
        assert whole.count(before) == 1, f"{file.name} does not hold this once:\n{before}"
        text = whole.replace(before, after)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def _side(diff: str, sign: str) -> str:
    """The lines of one side, and those of both."""
    return "".join(line[1:] for line in diff.splitlines(keepends=True) if line[0] in (sign, " "))


def _commands(text: str) -> list[str]:
    return [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ ")]


def _output(command: str, folder: Path) -> str:
    """What a person sees in a terminal of 120 columns, without colour."""
    programs = Path(sys.executable).parent
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder.parent / f"{folder.name}-cache"),
        "LANG": "C.UTF-8",
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    text = done.stdout
    for pattern, steady in STEADY:
        text = re.sub(pattern, steady, text)
    return text
