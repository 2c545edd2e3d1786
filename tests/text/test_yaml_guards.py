"""What a script may not use of YAML, and how that is said."""

from __future__ import annotations

import pytest

from shortsgen.problems import InputError
from shortsgen.text import yaml as yamltext

WRITE_OUT = "write the value out, or put text that begins with `{}` in quotes"


def told(text: str) -> list[tuple[int, int, str, str, str]]:
    with pytest.raises(InputError) as caught:
        yamltext.parse(text, "day.yaml")
    return [(p.span.line, p.span.column, p.code, p.message, p.hint) for p in caught.value.problems if p.span]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1, "yaml-duplicate",
                                "the key `a` stands twice: first in line 1", "keep one of them")),
        ("a: !!python/name:os.system x\n", (1, 4, "yaml-tag",
            "a YAML tag is not allowed, found `tag:yaml.org,2002:python/name:os.system`", WRITE_OUT.format("!"))),
        ("a: &x 1\n", (1, 4, "yaml-anchor", "a YAML anchor is not allowed, found `&x`",
                        WRITE_OUT.format("&"))),
        ("a: *x\n", (1, 4, "yaml-alias", "a YAML alias is not allowed, found `*x`", WRITE_OUT.format("*"))),
        ("<<: {a: 1}\n", (1, 1, "yaml-merge", "merge keys are not allowed", "write the keys out")),
        ("[a]: 1\n", (1, 1, "yaml-key", "a key must be text, found a collection", "")),
        ("a: 1\n---\nb: 2\n", (2, 1, "yaml-documents", "expected one document, found a second",
                                  "remove this line; another day is a file of its own")),
        ("", (1, 1, "yaml-empty", "the file is empty", "")),
        ("# nothing\n", (1, 1, "yaml-empty", "the file is empty", "")),
        ("a: x\n\x07\n", (2, 1, "yaml-character", "U+0007 is not allowed in YAML",
                          "write it as an escape in double quotes")),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_told_with_its_place(text: str, expected: tuple[int, int, str, str, str]) -> None:
    assert told(text) == [expected]


def test_everything_that_is_refused_is_told_at_once() -> None:
    codes = [code for _, _, code, _, _ in told("a: &x 1\na: *x\nb: !t 2\n")]
    assert codes == ["yaml-anchor", "yaml-duplicate", "yaml-alias", "yaml-tag"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_before_it_hurts(opening: str) -> None:
    message = f"nested deeper than {yamltext.MAX_DEPTH} levels"
    assert [(code, found) for _, _, code, found, _ in told(opening * 100_000)] == [("yaml-depth", message)]


def test_a_huge_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltext, "MAX_BYTES", 2 * 2**20)
    assert told("é" * (2**20 + 1)) == [(1, 1, "yaml-size", "the file is larger than 2 MiB", "")]


@pytest.mark.parametrize("text", ["on", "no", "12:30", "2024-01-01", "0x1f", "1_000", ".inf"])
def test_what_other_readers_convert_stays_text(text: str) -> None:
    assert yamltext.data(yamltext.parse(f"a: {text}\n", "f")) == {"a": text}
