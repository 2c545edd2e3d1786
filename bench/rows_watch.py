"""`watch day04`: from the write of a file to what is printed of it, seen from outside."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bench.measure import SHORTSGEN, Spread, environment, told
from bench.options import Options
from bench.page import Page
from bench.project import DAY, prepare
from bench.table import Line
from shortsgen.project import Project

ROW = "watch"
CODE, TALK, PAGE = 0.2, 0.1, 0.4  # seconds
_MORE = 4  # rounds for each that is asked for: a save takes a tenth of a second
_COUNT = re.compile(r"no problems|\d+ (error|warning)s?")  # the last line of a result
_ADDRESS = re.compile(r"live page: (\S+)")
_WRITTEN = re.compile(rf"build/{DAY}: \d+ written")
_SAVES = {  # a line of the day, and the same with a mark that is seen in the result
    "code": ("print(isinstance(nn.Linear(3, 4), nn.Module))", 'print("{}", isinstance(nn.Linear(3, 4), nn.Module))'),
    "talk": ("- PyTorch automatically finds", "- PyTorch {} automatically finds"),
}


def lines(folder: Path, options: Options) -> Iterator[Line]:
    project = prepare(folder / "project")
    rounds = _MORE * options.runs
    with _watched(project) as output:
        _until(output, _WRITTEN)
        _save(project, output, "code", 0)  # the first one waits until torch is imported
        code = [_save(project, output, "code", number) for number in range(1, rounds + 1)]
        talk = [_save(project, output, "talk", number) for number in range(1, rounds + 1)]
    yield _line("a line of code changed, to the printed result", [one for one, _ in code], CODE)
    yield _line("a talk line changed, to the printed result", [one for one, _ in talk], TALK)
    yield Line(ROW, "... to its written files", Spread(tuple(whole for _, whole in (*code, *talk))))
    yield _line("a line of code changed, to its slide on the live page", list(_on_page(project, rounds)), PAGE)


def _on_page(project: Project, rounds: int) -> Iterator[float]:
    """Seconds from the write of the file to the slide that a page has fetched."""
    with _watched(project, "--open", "--no-browser") as output:
        page = Page.opened(_until(output, _ADDRESS)[1])
        _until(output, _COUNT)
        page.until_new_slide()  # all of them
        for number in range(rounds + 1):
            told(f"page, save {number}")
            started = _write(project, "code", f"page{number}")
            page.until_new_slide()
            seconds = time.perf_counter() - started
            _until(output, _WRITTEN)
            if number:  # the first one waits until torch is imported
                yield seconds


def _line(what: str, seconds: list[float], bound: float) -> Line:
    spread = Spread(tuple(seconds))
    return Line(ROW, what, spread, None, f"{bound:g} s", spread.median <= bound)


@contextmanager
def _watched(project: Project, *words: str) -> Iterator[IO[str]]:
    """What `watch` prints, to both streams."""
    program = subprocess.Popen(
        [*SHORTSGEN, "watch", DAY, *words],
        cwd=project.root,
        env=environment(),
        text=True,
        bufsize=1,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert program.stdout
    try:
        yield program.stdout
    finally:
        program.send_signal(signal.SIGINT)
        program.communicate()


def _save(project: Project, output: IO[str], what: str, number: int) -> tuple[float, float]:
    """Seconds until a save is told, and until its files are written."""
    told(f"{what}, save {number}")
    mark = f"{what}{number}"
    started = _write(project, what, mark)
    _until(output, re.compile(mark))
    _until(output, _COUNT)
    printed = time.perf_counter() - started
    _until(output, _WRITTEN)
    return printed, time.perf_counter() - started


def _write(project: Project, what: str, mark: str) -> float:
    """Put a day with `mark` in place of the script, as editors do. Gives when."""
    old, new = _SAVES[what]
    text = (Path(__file__).parents[1] / "scripts_yaml" / f"{DAY}.yaml").read_text("utf-8")
    assert text.count(old) == 1
    beside = project.root / "saved"
    beside.write_text(text.replace(old, new.format(mark)), "utf-8")
    started = time.perf_counter()
    beside.replace(project.script(DAY))
    return started


def _until(output: IO[str], line: re.Pattern[str]) -> re.Match[str]:
    """The first line that has it."""
    for one in output:
        if found := line.search(one):
            return found
    raise RuntimeError(f"`watch` ended before it said {line.pattern}")
