"""The examples of the pages are so: each one causes the problem of its page, and its cure does not."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from shortsgen.__main__ import _run
from shortsgen.explain.page import meanings, page
from shortsgen.run.outside.runner import Runner
from shortsgen.store.lock import locked
from tests.test_docs import SETTINGS, whole

DAY = "scripts_yaml/day01.yaml"
RECORDING = "scripts_yaml/day01.outputs.yaml"
POINTS = "data/points.csv"  # which `files` of the examples names
PLAIN = "code: |\n  print(1)\n"

#: Codes that no example causes here, and why. The whole block of each is in another test.
ELSEWHERE = {
    "environment": "needs a machine with another Python",
    "take-line": "needs a voice that reads the script",
    "extra": "all extras are installed where tests run",
    "yaml-size": "needs 32 MiB, which `file-size` tells first",
    "file-size": "needs 32 MiB",
    "network": "needs a machine without any",
    "script-edit": "needs a change that is written into a script",
    "publish-description": "needs a text of 2200 characters",
    "publish-chapters": "needs a video of the day",
    "scheduler": "needs a program that listens, and is none",
    "store": "needs a store that somebody else writes to",
    "worker": "needs another machine",
    "port": "needs a program that listens",
    "runner": "needs a machine that cannot execute",
    "sandbox": "needs a machine without bubblewrap",
}


@dataclass(frozen=True)
class Try:
    """A project in a temporary folder, in which commands are typed."""

    root: Path
    words: list[str]
    capture: pytest.CaptureFixture[str]

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def codes(self, *words: str) -> set[str]:
        """The codes of the problems that a command tells."""
        self.words[1:] = words
        self.capture.readouterr()
        _run()
        return set(re.findall(r"(?:error|warning|note)\[([a-z-]+)\]", self.capture.readouterr().err))

    def recorded(self, *words: str) -> set[str]:
        """Those of the first run of the day, and of a check of it."""
        return self.codes("run", "day01") | self.codes("check", *words)

    def block(self, language: str, text: str) -> None:
        """Put a block of a page where it belongs."""
        if language == "markdown":
            self.write("day01.md", text)
        elif text.startswith((*SETTINGS, "voice:")):
            self.write("shortsgen.yaml", text)
            self.write(DAY, whole(PLAIN))
        else:
            self.write(DAY, whole(text))


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    """One for all pages: their examples are plain Python."""
    with Runner() as one:
        yield one


@pytest.fixture
def tried(tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Try:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("shortsgen.run.outside.local.RealMachine", lambda *_: nullcontext(runner))
    monkeypatch.setattr(sys, "argv", words := ["shortsgen"])
    (tmp_path / "scripts_yaml").mkdir()
    return Try(tmp_path, words, capfd)


def blocks(part: str) -> list[tuple[str, str]]:
    """Language and text of the blocks that are a script, settings or a document."""
    fenced = re.compile(r"^(`{3,})(yaml|markdown|jinja)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
    return [(language, text) for _, language, text in fenced.findall(part)]


def example(code: str) -> list[tuple[str, str]]:
    return blocks(page(code).partition("## Example\n")[2].partition("\n## Cure\n")[0])


def cures(code: str) -> list[tuple[str, str]]:
    return blocks(page(code).partition("\n## Cure\n")[2])


def caused(code: str, tried: Try, language: str, text: str) -> set[str]:
    """What the usual commands tell of a block."""
    tried.block(language, text)
    if language == "markdown":
        return tried.codes(
            "import", "day01.md", "--day", f"day0{1 + len(list((tried.root / 'scripts_yaml').iterdir()))}"
        )
    return tried.codes("check", "day01") if code == "unrecorded" else tried.recorded("day01")


# ---- What a script alone does not cause


def drifted(tried: Try) -> set[str]:
    [(_, text)] = example("drift")
    tried.write(DAY, whole(text))
    tried.codes("run", "day01")
    return tried.codes("run", "day01", "--update")


def orphaned(tried: Try) -> set[str]:
    tried.write(DAY, whole(PLAIN) + whole(PLAIN).partition("shorts:\n")[2].replace("the-rest", "second"))
    tried.codes("run", "day01")
    tried.write(DAY, whole(PLAIN))
    return tried.codes("check", "day01")


def template(code: str, name: str) -> Callable[[Try], set[str]]:
    def causes(tried: Try) -> set[str]:
        [(_, text)] = example(code)
        tried.write(DAY, whole(PLAIN))
        tried.write(name, text)
        return tried.codes("render", "day01") | tried.recorded("day01")

    return causes


def recording(old: str, new: str) -> Callable[[Try], set[str]]:
    def causes(tried: Try) -> set[str]:
        tried.write(DAY, whole(PLAIN))
        tried.codes("run", "day01")
        text = (tried.root / RECORDING).read_text()
        assert old in text
        tried.write(RECORDING, text.replace(old, new))
        return tried.codes("check", "day01")

    return causes


def script(text: str | bytes) -> Callable[[Try], set[str]]:
    def causes(tried: Try) -> set[str]:
        tried.write(DAY, text)
        return tried.codes("check", "day01")

    return causes


def beside(name: str, *words: str) -> Callable[[Try], set[str]]:
    """A file that is no sound and no picture."""

    def causes(tried: Try) -> set[str]:
        tried.write(DAY, whole(PLAIN))
        tried.write(name, "neither")
        return tried.codes(*words)

    return causes


def logo(tried: Try) -> set[str]:
    [block] = example("theme-logo")
    tried.block(*block)
    tried.write("logo.gif", "GIF89a")
    return tried.codes("check", "day01")


def no_script(tried: Try) -> set[str]:
    (tried.root / DAY).mkdir()
    return tried.codes("check", "day01")


def twice(tried: Try) -> set[str]:
    return tried.codes("new", "day01") | tried.codes("new", "day01")


def busy(tried: Try) -> set[str]:
    tried.write(DAY, whole(PLAIN))
    with locked(tried.root / "build" / "day01", "it"):
        return tried.codes("render", "day01")


def mistyped(tried: Try) -> set[str]:
    tried.write(DAY, whole(PLAIN))
    return tried.codes("list", "dya01")


def no_notebook(tried: Try) -> set[str]:
    tried.write("day01.ipynb", page("notebook").split("```json\n")[1].split("```")[0])
    return tried.codes("import", "day01.ipynb")


def again(code: str, script: Callable[[str], str], document: Callable[[str], str]) -> Callable[[Try], set[str]]:
    """Imported, changed on both sides, and imported again."""

    def causes(tried: Try) -> set[str]:
        [block] = example(code)
        tried.block(*block)
        tried.codes("import", "day01.md")
        tried.write(DAY, script((tried.root / DAY).read_text()))
        tried.write("day01.md", document(block[1]))
        return tried.codes("import", "day01.md")

    return causes


def other_hook(text: str) -> str:
    return text.replace("Shapes first.", f"Shapes {len(text)}.")


def one_less(text: str) -> str:
    return text.replace("A Shape", "Another").replace("(2, 3)", "(3, 2)")


def conflicting(tried: Try) -> set[str]:
    tried.block(*example("import-differs")[0])
    tried.codes("import", "day01.md")
    tried.write("scripts_yaml/day01.imported.json", "{\n<<<<<<< HEAD\n")
    return tried.codes("import", "day01.md")


CAUSES: dict[str, Callable[[Try], set[str]]] = {
    "accepted": drifted,
    "recording-orphan": orphaned,
    "captions-srt": template("captions-srt", "templates/captions.srt.j2"),
    "captions-webvtt": template("captions-webvtt", "templates/captions.vtt.j2"),
    "template": template("template", "templates/captions.srt.j2"),
    "recording-conflict": recording("    status: ok", "<<<<<<< HEAD\n    status: ok\n=======\n>>>>>>> other"),
    "recording-damaged": recording("status: ok", "status: okay"),
    "yaml-character": script(whole("hook: It rings \a once.")),
    "yaml-empty": script(""),
    "file-encoding": script(whole("hook: Über “shapes”").encode("utf-8").replace("Ü".encode(), b"\xdc")),
    "file": no_script,
    "notebook": no_notebook,
    "import-differs": again("import-differs", other_hook, other_hook),
    "import-gone": again("import-gone", str, one_less),
    "import-memory": conflicting,
    "theme-logo": logo,
    "take-unknown": beside("takes/day01/the-rst.wav", "check", "day01"),
    "take-file": beside("takes/day01/the-rest.wav", "check", "day01"),
    "exists": twice,
    "locked": busy,
    "usage": mistyped,
}


@pytest.mark.parametrize("code", sorted(set(meanings()) - set(ELSEWHERE)))
def test_the_example_causes_its_problem(code: str, tried: Try) -> None:
    if code in CAUSES:
        assert code in CAUSES[code](tried)
    else:
        [(language, text)] = example(code)
        assert code in caused(code, tried, language, text)


#: What no cure may have either: then it was not read at all.
UNREAD = {"yaml-syntax", "script-type", "script-value", "script-unknown-key", "script-missing-key", "snippet-raised"}


@pytest.mark.parametrize("code", sorted(meanings()))
def test_the_cures_do_not(code: str, tried: Try) -> None:
    tried.write(POINTS, "x,y\n")
    tried.write("logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>')
    for language, text in cures(code):
        assert caused(code, tried, language, text) & ({code} | UNREAD) == set(), text


def test_once_recorded_a_day_is_not_unrecorded(tried: Try) -> None:
    tried.write(DAY, whole(PLAIN))
    assert tried.recorded("day01") == set()
