"""A traceback -> what of it a slide shows: lines that are the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Collection
from textwrap import dedent

_HEAD = "Traceback (most recent call last):\n"
_FRAME = re.compile(r'^  File "(?P<file>[^"\n]+)", line \d+.*\n(?:(?!  File ") .*\n?)*', re.MULTILINE)
_CARETS = re.compile(r"^ +[~^]+ *\n", re.MULTILINE)  # each Python draws them otherwise


def teaching(traceback: str, parts: Collection[str], how: str) -> str:
    """The frames of the exception that ended a snippet, "" for how `last`: only those in one of its `parts`, as `short`
    wants, or all of them below the line with which Python begins, as `full` does."""
    if how == "last":
        return ""
    frames = list(_FRAME.finditer(_CARETS.sub("", traceback.rpartition(_HEAD)[2])))
    if how == "full":
        return (_HEAD + "".join(frame[0] for frame in frames)).rstrip("\n") if frames else ""
    return dedent("".join(frame[0] for frame in frames if frame["file"] in parts)).rstrip("\n")
