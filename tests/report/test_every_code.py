"""Every problem that the program can report stands somewhere in the tests as a person sees it: the whole block."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.test_docs import codes

TESTS = Path(__file__).parents[1]
#: The head of a block with its message, and the end of that line: a text that is looked for in a block has none.
BLOCK = re.compile(r"^ *(?:\S+:\d+:\d+: )?(?:error|warning|note)\[([a-z-]+)\] .*\S\n", re.MULTILINE)


def texts() -> Iterator[str]:
    """The texts that tests compare, and the table of broken scripts."""
    yield (TESTS / "data" / "broken-scripts.txt").read_text()
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_code_has_a_test_of_its_whole_block() -> None:
    shown = {code for text in texts() for code in BLOCK.findall(text)}
    assert codes() - shown == set()
