"""Code that Python cannot read because of how it came into the script: curly quotes, signs, prompts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from shortsgen.mend.code import literal_code, with_code
from shortsgen.mend.places import changed
from shortsgen.problems import Problem, Span
from shortsgen.script.model import Code, Day, Short
from shortsgen.text.typed import QUOTES, typed

_NAMED = re.compile(r"U\+(?P<number>[0-9A-F]{4,6})")
_PROMPT = re.compile(r"(?:>>>|\.\.\.)(?: |\Z)")
_MOST = 200  # signs in one code
_MEANT = ("SyntaxError", "IndentationError", "TabError")


def unreadable(day: Day) -> Iterator[Problem]:
    """A problem for each code of a day that Python cannot read, at the line that it names."""
    for short in day.shorts:
        for code in _codes(short):
            if error := _error(code.text):
                span = Span(day.file, code.line_in_file(error.lineno or 1), 1)
                yield Problem("snippet-raised", f"{short.label}: {error.msg}", span)


def _codes(short: Short) -> Iterator[Code]:
    mistake = short.mistake
    if not (short.skip or short.raises in _MEANT):
        yield short.code
        yield from filter(None, [short.setup])
    if mistake and mistake.code and mistake.raises not in _MEANT:
        yield mistake.code


def straight(text: str, problem: Problem) -> Iterator[str]:
    """The code as it would have been typed, where Python can read it then."""
    if code := literal_code(text, problem):
        mended = _without_prompts(code.text) or _typed(code.text)
        if mended and mended != code.text:
            yield changed(text, [with_code(text, code, mended)])


def _typed(code: str) -> str:
    """Sign by sign where Python stops, since text in strings may be as it is; "" where that is no cure."""
    for _ in range(_MOST):
        error = _error(code)
        if error is None:
            return code
        lines = code.split("\n")
        number = (error.lineno or 1) - 1
        line = next(_ways(lines[number], error), "") if number < len(lines) else ""
        if not line:
            break
        code = "\n".join([*lines[:number], line, *lines[number + 1 :]])
    return ""


def _ways(line: str, error: SyntaxError) -> Iterator[str]:
    """The line with the sign that Python names as it is typed; quotes with all of their kind, since they are two."""
    named = _NAMED.search(error.msg)
    sign = chr(int(named["number"], 16)) if named else ""
    at = line.find(sign, max(0, (error.offset or 1) - 1)) if sign and sign not in QUOTES else -1
    if at >= 0:
        yield line[:at] + typed(sign) + line[at + 1 :]
    for quote in [typed(sign)] if sign else ['"', "'"]:
        straightened = "".join(quote if typed(one) == quote else one for one in line)
        if straightened != line:
            yield straightened


def _without_prompts(code: str) -> str:
    """What was typed at Python's prompt; "" where lines without one are among it."""
    lines = [line for line in code.splitlines() if line.strip()]
    if not lines or not all(map(_PROMPT.match, lines)):
        return ""
    typed_lines = "\n".join(_PROMPT.sub("", line, count=1) for line in code.splitlines()) + "\n"
    return "" if _error(typed_lines) else typed_lines


def _error(code: str) -> SyntaxError | None:
    try:
        ast.parse(code)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):
        return SyntaxError("it cannot be read")
    return None
