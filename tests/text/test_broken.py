"""What a person sees of a script that is broken as scripts are: the line that is wrong, in the words of its author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from shortsgen.problems import InputError
from shortsgen.report.human import human
from shortsgen.script.load import load
from shortsgen.text import yaml as yamltext

ROOT = Path(__file__).parents[2]
#: A script, and ways to break it: the lines that are taken out of it, those that are put in, and what is then told.
CASES = ROOT / "tests" / "data" / "broken-scripts.txt"
SCRIPT = CASES.read_text().partition("\n=== ")[0]
REAL = (SCRIPT, *((ROOT / name).read_text() for name in ("scripts_yaml/day04.yaml", "templates/sample-day.yaml")))


@dataclass(frozen=True)
class Case:
    name: str
    out: str
    put: str
    told: str

    @property
    def script(self) -> str:
        assert self.out in SCRIPT
        return SCRIPT.replace(self.out, self.put, 1)


def cases() -> list[Case]:
    found = []
    for text in CASES.read_text().split("\n=== ")[1:]:
        name, *lines = text.rstrip("\n").split("\n")
        changed = [line for line in lines if line[:1] in ("-", "+")]
        sides = ["".join(f"{line[1:]}\n" for line in changed if line[0] == sign) for sign in "-+"]
        found.append(Case(name, *sides, "\n".join(lines[len(changed) :]) + "\n"))
    return found


def block(script: str) -> str:
    with pytest.raises(InputError) as caught:
        load(script, "day.yaml", "day")
    return human(caught.value.problems, caught.value.sources).plain


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_wrong_line_is_told_with_what_was_expected_and_what_to_do(case: Case) -> None:
    assert block(case.script) == case.told


def test_no_case_is_told_in_the_words_of_the_parser() -> None:
    told = " ".join(case.told for case in cases())
    assert re.findall(r"while |block collection|block mapping|scalar|simple key|this is no YAML", told) == []


def edits(line: str) -> dict[str, str]:
    """A line of a script, broken in ways after which no reader could take it for another's fault."""
    indent, text = line[: len(line) - len(line.lstrip())], line.lstrip()
    if not text or text.startswith("#"):
        return {}
    found = {"a blank too many": " " + line, "a tab": "\t" + text, "a no-break space": "\u00a0" * 4 + text}
    if indent:
        found["a blank too few"] = line[1:]
    if text.startswith("- "):
        found["no blank after the dash"] = f"{indent}-{text[2:]}"
    found["no colon"] = re.sub(r":(?= |$)", "", line, count=1)
    found["no blank after the colon"] = line.replace(": ", ":", 1)
    if re.match(r"(- )?\w+: \w", text):
        found["a quote that is never closed"] = re.sub(r": ", ": '", line, count=1)
        found["a bracket that is never closed"] = re.sub(r": ", ": [", line, count=1)
    return found


@pytest.mark.parametrize("script", REAL, ids=["made up", "day04", "sample"])
def test_wherever_a_script_is_broken_that_line_is_told(script: str) -> None:
    lines = script.split("\n")
    missed = []
    for number, line in enumerate(lines, 1):
        for what, broken in edits(line).items():
            try:
                yamltext.parse("\n".join([*lines[: number - 1], broken, *lines[number:]]), "day.yaml")
            except InputError as error:
                if error.problems[0].span is None or error.problems[0].span.line != number:
                    missed.append((number, what, error.problems[0]))
    assert missed == []


@pytest.mark.parametrize("script", REAL, ids=["made up", "day04", "sample"])
def test_line_ends_of_windows_change_nothing(script: str) -> None:
    assert load(script.replace("\n", "\r\n"), "f", "day") == load(script, "f", "day")


def test_what_the_lines_do_not_show_is_told_where_the_parser_stopped() -> None:
    assert block('title: "A \\d"\n') == (
        "day.yaml:1:11: error[yaml-syntax] a `\\` in double quotes begins an escape, and this is none\n"
        '    1 | title: "A \\d"\n'
        "      |           ^\n"
        "  hint: write `\\\\` for a `\\`, or use single quotes, in which it is a sign like others\n"
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_is_told_so(text: str) -> None:
    drawn = f"    1 | {text.rstrip()}\n      | ^\n"
    assert block(text) == f"day.yaml:1:1: error[yaml-empty] the file is empty\n{drawn}"


def test_what_is_nested_too_deep_is_told_where_it_is() -> None:
    assert block("a: " + "[" * 13 + "\n") == (
        "day.yaml:1:15: error[yaml-depth] nested deeper than 12 levels\n"
        "    1 | a: [[[[[[[[[[[[[\n"
        "      |               ^\n"
    )


def test_a_text_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltext, "MAX_BYTES", 2**20)
    assert block("#" * 2**20 + "\n").startswith(
        "day.yaml:1:1: error[yaml-size] the file is larger than 1 MiB\n    1 | " + "#" * 159 + "…\n      | ^\n"
    )
