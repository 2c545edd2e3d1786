"""Whether anything that stands in a file makes the program stumble.

`python -m bench.fuzz [--days N] [--recordings N] [--settings N] [--documents N] [--seed TEXT]` damages real files at
random and reads each as `check` and `import` do. Each must be a day, or problems that name it. No snippet is executed:
what code gives is invented too, whatever it might print. A case that fails is told by its seed, which makes the same
one again, as does `--only days:17`.
"""

from __future__ import annotations

import argparse
import string
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench.measure import told
from shortsgen.pipeline import authoring
from shortsgen.pipeline.check import check_days
from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.session import Session
from shortsgen.problems import InputError
from shortsgen.project import SETTINGS, find
from shortsgen.report.human import human
from shortsgen.run.executor import OnDone, Stop, never
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.snippet import Snippet

ROOT = Path(__file__).parents[1]
DAY = "day04"
_SHORTS = 4  # of the day, so that many cases can be tried
_SLOW = 10.0  # seconds that no small file may take

#: What files are damaged with.
PIECES = (
    "", " ", "  ", "\t", "\n", "\r\n", "\n\n\n", "- ", ": ", ":", "#", " #", "|", ">", "|-\n", "&a ", "*a", "<<: ",
    "!!python/object:os.system ", "---\n", "...\n", "{", "}", "[", "]", "'", '"', "`", "``` ", "```\n", "**", "*",
    "_", "\\", "\\(", "$x$", "<b>", "&amp;", "%", "null", "true", "~", "0", "-1", "1e400", ".nan", "0x1f",
    "9" * 400, "1-3", "3-1", "*: b", "a" * 5000, "(" * 200, "[" * 60, "> " * 60, "\0", "\x1b[31m", "\x1b]0;x\x07",
    "\u202e", "\u2028", "\ufeff", "\ud800", "\U0001f600", "é", "中文", "ﬁ", "::error::", "##[group]", "../../x",
    "/etc/passwd", "CON", "<<<<<<< mine\n", "=======\n", ">>>>>>> theirs\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: which one of the project is damaged, from what, and what reads it then."""

    name: str
    file: str
    text: str
    read: Callable[[Path, Random], None]


def main() -> int:
    """Exits with 1 where a case failed."""
    given = _arguments()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="shortsgen-fuzz-") as folder:
        root = Path(folder)
        texts = _made_ready(root)
        for kind in _kinds(texts):
            for number in _numbers(kind, given):
                if said := _tried(root, kind, f"{given.seed} {kind.name} {number}"):
                    wrong.append(f"{kind.name}:{number}")
                    told(f"{kind.name}:{number}: {said}")
                elif number % 500 == 499:
                    told(f"{number + 1} of {kind.name}")
    counts = ", ".join(f"{getattr(given, kind.name)} {kind.name}" for kind in _kinds(texts))
    sys.stdout.write(f"{given.only or counts}: {len(wrong)} failed (seed {given.seed})\n")
    return int(bool(wrong))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description="Read files that are damaged at random.")
    parser.add_argument("--days", type=int, default=20_000)
    parser.add_argument("--recordings", type=int, default=2_000)
    parser.add_argument("--settings", type=int, default=3_000)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--seed", default="0", help="any text; another one makes other cases")
    parser.add_argument("--only", metavar="KIND:NUMBER", default="", help="a single case")
    return parser.parse_args()


def _numbers(kind: Kind, given: argparse.Namespace) -> Iterable[int]:
    name, _, number = given.only.partition(":")
    if name:
        return [int(number)] if name == kind.name else []
    return range(getattr(given, kind.name))


# ---- The files


def _made_ready(root: Path) -> Mapping[str, str]:
    """Puts a project there; returns its files as they are whole, by name."""
    lines = (ROOT / "scripts_yaml" / f"{DAY}.yaml").read_text("utf-8").splitlines(keepends=True)
    begins = [number for number, line in enumerate(lines) if line.startswith("  - id:")]
    script = "".join(lines[: begins[_SHORTS]])
    recording = (ROOT / "scripts_yaml" / f"{DAY}.outputs.yaml").read_text("utf-8")
    settings = (ROOT / "templates" / "sample-settings.yaml").read_text("utf-8")
    texts = {
        f"scripts_yaml/{DAY}.yaml": script,
        f"scripts_yaml/{DAY}.outputs.yaml": recording,
        SETTINGS: "".join(line.removeprefix("# ") for line in settings.splitlines(keepends=True) if ":" in line),
        "document.md": (ROOT / "tests" / "data" / "day04.md").read_text("utf-8"),
    }
    (root / "scripts_yaml").mkdir()
    for name, text in texts.items():
        if name != SETTINGS:  # it may name what is not there
            (root / name).write_text(text, "utf-8")
    return texts


def _kinds(texts: Mapping[str, str]) -> Iterator[Kind]:
    script, recording = f"scripts_yaml/{DAY}.yaml", f"scripts_yaml/{DAY}.outputs.yaml"
    yield Kind("days", script, texts[script], _check)
    yield Kind("recordings", recording, texts[recording], _check)
    yield Kind("settings", SETTINGS, texts[SETTINGS], _check)
    yield Kind("documents", "document.md", texts["document.md"], _import)


def damaged(text: str, random: Random) -> bytes:
    """`text` with a few things wrong."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        text = random.choice(_DAMAGES)(text, random)
    data = text.encode("utf-8", "surrogatepass")
    if random.random() < 0.05:
        place = random.randrange(len(data) + 1)
        data = data[:place] + random.randbytes(random.randrange(1, 9)) + data[place:]
    return data


def _insert(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(PIECES) + text[place + random.choice((0, 0, 1, 5, 40)) :]


def _drop(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + text[place + random.randrange(400) :]


def _repeat(text: str, random: Random) -> str:
    place, other = random.randrange(len(text) + 1), random.randrange(len(text) + 1)
    return text[:other] + text[place : place + random.randrange(400)] + text[other:]


def _indent(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    place = random.randrange(len(lines))
    line = lines[place]
    lines[place] = line[random.randrange(3) :] if random.random() < 0.5 else " " * random.randrange(1, 4) + line
    return "".join(lines)


def _swap(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def _revalue(text: str, random: Random) -> str:
    """Another value for a key."""
    lines = text.splitlines(keepends=True) or [""]
    place = random.randrange(len(lines))
    key, colon, _ = lines[place].partition(":")
    lines[place] = f"{key}{colon or ':'} {random.choice(PIECES)}\n"
    return "".join(lines)


_DAMAGES = (_insert, _insert, _drop, _repeat, _indent, _swap, _revalue)


# ---- What is tried


def _tried(root: Path, kind: Kind, seed: str) -> str:
    """What went wrong, or ""."""
    random = Random(seed)
    (root / kind.file).write_bytes(damaged(kind.text, random))
    began = time.perf_counter()
    try:
        kind.read(root, random)
    except InputError as error:
        human(error.problems, error.sources)
        if not all(problem.message for problem in error.problems) or not error.problems:
            return "a problem without a word"
    except Exception:
        return traceback.format_exc()
    finally:
        if kind.file == SETTINGS:
            (root / kind.file).unlink()
        else:
            (root / kind.file).write_text(kind.text, "utf-8")
    seconds = time.perf_counter() - began
    return f"took {seconds:.1f} s" if seconds > _SLOW else ""


def _check(root: Path, random: Random) -> None:
    with Session(find(root), lambda: _invented(random), SILENT) as session:
        findings = check_days(session, {DAY: ()})
    human(findings.problems, findings.sources)


def _import(root: Path, random: Random) -> None:
    name = "".join(random.choices(string.ascii_lowercase, k=12))
    project = find(root)
    try:
        with Session(project, lambda: _invented(random), SILENT) as session:
            found = authoring.import_document(session, root / "document.md", name)
            human(found.problems, found.sources)
            check_days(session, {name: ()})
    finally:
        project.script(name).unlink(missing_ok=True)


class _Invented:
    """Gives any outcome for a snippet, without executing it."""

    environment: Mapping[str, Any] = {"python": "3.11"}
    level = "none"

    def __init__(self, random: Random) -> None:
        self._random = random

    def expect(self, snippets: Iterable[Snippet]) -> None:
        pass

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:  # noqa: ARG002 - it takes no time
        for snippet in snippets:
            done(snippet, self._outcome())

    def _outcome(self) -> Outcome:
        status = self._random.choice(list(Status))
        failure = (
            Failure(self._text() or "E", self._text(), traceback=self._text()) if status is Status.RAISED else None
        )
        return Outcome(status, self._text(), error=failure)

    def _text(self) -> str:
        text = "".join(self._random.choices(PIECES, k=self._random.randrange(6)))
        return text.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def _invented(random: Random) -> Iterator[_Invented]:
    yield _Invented(random)


if __name__ == "__main__":
    sys.exit(main())
