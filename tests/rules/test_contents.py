"""What does not fit is counted in words that fit the count."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Told, block

pytestmark = pytest.mark.torch


def lines(count: int) -> str:
    return "code: |\n" + "".join(f"  x{number} = {number}\n" for number in range(count))


def printing(count: int) -> str:
    return f"code: |\n  for n in range({count}): print(n)"


def of(code: str, blocks: list[str]) -> list[str]:
    return [one for one in blocks if f"[{code}]" in one]


def test_code_that_is_too_long(judged: Told) -> None:
    assert of("code-overflow", judged(lines(22))) == [
        block("""
        scripts_yaml/day.yaml:8:7: error[code-overflow] 01 s1: the code has 1 row too many for its slide, at 28 px
            8 |       x0 = 0
              |       ^
          hint: show less code, or split the short
        """)
    ]


def test_output_that_is_too_long(judged: Told) -> None:
    assert of("output-shortened", judged(printing(60))) == [
        block("""
        scripts_yaml/day.yaml:8:7: warning[output-shortened] 01 s1: the output has 46 lines too many for its slide, and its middle is left out
            8 |       for n in range(60): print(n)
              |       ^
          hint: print less
        """)  # noqa: E501
    ]
