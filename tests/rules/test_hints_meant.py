"""`raises` is proposed where the script itself says that its code is meant to fail, and nowhere else."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Told, block

pytestmark = pytest.mark.torch

MEANT = "where the error is the lesson, add `raises: ZeroDivisionError`"


def test_an_error_that_nobody_speaks_of_is_a_fault_and_no_lesson(told: Told) -> None:
    assert told("code: |\n  x = 0\n  print(1 / x)") == [
        block("""
        scripts_yaml/day.yaml:9:13: error[snippet-raised] 01 s1: ZeroDivisionError: division by zero
            9 |       print(1 / x)
              |             ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 9, in <module>
              |     print(1 / x)
              | ZeroDivisionError: division by zero
        """)
    ]


def test_an_error_that_a_comment_announces_is_perhaps_the_lesson(told: Told) -> None:
    assert told("code: |\n  x = 0\n  print(1 / x)  # raises") == [
        block("""
        scripts_yaml/day.yaml:9:13: error[snippet-raised] 01 s1: ZeroDivisionError: division by zero
            9 |       print(1 / x)  # raises
              |             ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 9, in <module>
              |     print(1 / x)  # raises
              | ZeroDivisionError: division by zero
          hint: where the error is the lesson, add `raises: ZeroDivisionError`
        """)
    ]
    assert told("code: |\n  x = 0\n  print(1 / x)  # raises\nraises: ZeroDivisionError") == []


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        ("code: |\n  1 / 0  # Error!", MEANT),
        ("code: |\n  # this fails:\n  1 / 0", MEANT),
        ("code: |\n  # a ZeroDivisionError comes\n  x = 0\n\n  1 / x", MEANT),
        ("code: |\n  1 / 0\ntalk_track: [This gives a ZeroDivisionError.]", MEANT),
        ("code: |\n  # no errors here\n  x = 0\n  1 / x", ""),
        ("code: |\n  1 / 0\n  # raises", ""),
        ("code: |\n  raises = 0\n  1 / raises", ""),
        ("code: |\n  1 / 0\ntalk_track: [Errors are teachers.]", ""),
        ("code: |\n  try: 1 / 0\n  except ZeroDivisionError: pass\n  1 / 0", ""),
        ("code: |\n  1 / 0\nmistake: A ZeroDivisionError comes of it.", ""),
        ("code: |\n  1 / 0  # raises\nraises: ValueError", ""),
    ],
)
def test_what_counts_as_announced(hints: Told, keys: str, hint: str) -> None:
    assert hints(keys) == [hint]


def test_a_mistake_that_raises_unannounced_is_told_at_its_line(told: Told) -> None:
    assert told("code: |\n  x = 0\nmistake:\n  text: It gives a ZeroDivisionError.\n  code: |\n    1 / x") == [
        block("""
        scripts_yaml/day.yaml:12:9: error[snippet-raised] 01 s1, its mistake: ZeroDivisionError: division by zero
           12 |         1 / x
              |         ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 12, in <module>
              |     1 / x
              | ZeroDivisionError: division by zero
          hint: where the error is the lesson, add `raises: ZeroDivisionError` to the mistake
        """)
    ]


def test_a_mistake_that_raises_another_error_is_told_with_both(told: Told) -> None:
    mistake = "mistake:\n  text: It gives a ZeroDivisionError.\n  code: |\n    1 / x\n  raises: ZeroDivisionError"
    assert told(f"code: |\n  y = 0\n{mistake}") == [
        block("""
        scripts_yaml/day.yaml:12:13: error[snippet-raised] 01 s1, its mistake: expected ZeroDivisionError, found NameError: name 'x' is not defined
           12 |         1 / x
              |             ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 12, in <module>
              |     1 / x
              | NameError: name 'x' is not defined
          hint: define `x` in the code, or in the short's `setup`
        """)  # noqa: E501
    ]


def test_a_mistake_that_does_not_fail_is_told_where_that_is_said(told: Told) -> None:
    mistake = "mistake:\n  text: It fails.\n  code: |\n    1 / x\n  raises: ZeroDivisionError"
    assert told(f"code: |\n  x = 1\n{mistake}") == [
        block("""
        scripts_yaml/day.yaml:13:15: error[snippet-passed] 01 s1, its mistake: expected ZeroDivisionError, but it did not fail
           13 |       raises: ZeroDivisionError
              |               ^^^^^^^^^^^^^^^^^
          hint: remove `raises: ZeroDivisionError`, or mend what should fail
        """)  # noqa: E501
    ]


def test_a_mistake_with_a_mistyped_exception_has_the_nearest_name(hints: Told) -> None:
    mistake = "mistake:\n  text: It fails.\n  code: |\n    1 / x\n  raises: ZeroDivisonError"
    assert hints(f"code: |\n  x = 0\n{mistake}") == ["did you mean `ZeroDivisionError`?"]
