"""Failures of the shorts that a short needs."""

from __future__ import annotations

from shortsgen.rules.hints.place import code_at
from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Code, Day, Short


def failing_need(snippet: Snippet, error: Failure, known: Known) -> str:
    """The error stands in another short, and so does its cure."""
    code = code_at(snippet, error.line)
    need = _owner(code, known.day) if code else None
    if need is None or need.id == snippet.short.id:
        return ""
    if need.raises:
        return f"{need.label} is meant to fail, so no short can need it: copy what is used into `setup`"
    return f"it needs {need.label}, which fails: mend that one"


def _owner(code: Code, day: Day) -> Short | None:
    for short in day.shorts:
        if code is short.code or code is short.setup:
            return short
    return None
