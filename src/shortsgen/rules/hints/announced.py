"""Failures that are meant: announced by another name, or not announced."""

from __future__ import annotations

import builtins
import re

from shortsgen.problems import nearest
from shortsgen.propose.scope import bindings
from shortsgen.rules.hints.place import lines_until
from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure
from shortsgen.run.snippet import Snippet

_BUILT_IN = {name: kind for name, kind in vars(builtins).items() if isinstance(kind, type)}
_ERRORS = {name: kind for name, kind in _BUILT_IN.items() if issubclass(kind, BaseException)}
_OF_TORCH = ("AcceleratorError", "FatalError", "OutOfMemoryError", "_LinAlgError")
_SAYS_SO = re.compile(r"#.*\b(?:raises?|errors?|fails?|crash(?:es)?|exception)\b", re.IGNORECASE)


def misnamed(snippet: Snippet, error: Failure, _known: Known) -> str:
    """No exception is called as announced."""
    announced = snippet.raises
    if announced is None or announced in (*_ERRORS, *_OF_TORCH) or _is_of_the_code(announced, snippet):
        return ""
    if announced.rpartition(".")[2] == error.type:
        return f"`raises` names the class without its module: `raises: {error.type}`"
    return nearest(announced, [error.type]) or nearest(announced, (*_ERRORS, *_OF_TORCH))


def _is_of_the_code(name: str, snippet: Snippet) -> bool:
    return any(name in bindings(code.text) for code in (snippet.code, *snippet.hidden))


def too_general(snippet: Snippet, error: Failure, _known: Known) -> str:
    """A class above the one that came. Of the classes of libraries it is only known that they are exceptions."""
    above, below = _ERRORS.get(snippet.raises or ""), _ERRORS.get(error.type, Exception)
    return f"`raises` names the very class: `raises: {error.type}`" if above and issubclass(below, above) else ""


def unannounced(snippet: Snippet, error: Failure, _known: Known) -> str:
    """Only where the code says that it fails, or the text speaks of this very exception: else the error is a fault."""
    if snippet.raises or not _looks_meant(snippet, error):
        return ""
    where = " to the mistake" if snippet.of_mistake else ""
    return f"where the error is the lesson, add `raises: {error.type}`{where}"


def _looks_meant(snippet: Snippet, error: Failure) -> bool:
    near = lines_until(snippet, error.line)[-2:]  # its line and the one above
    name = re.compile(rf"\b{re.escape(error.type)}\b")
    return any(map(_SAYS_SO.search, near)) or any(map(name.search, (*_told(snippet), *_comments(snippet))))


def _told(snippet: Snippet) -> list[str]:
    short = snippet.short
    if snippet.of_mistake:
        return [short.mistake.text] if short.mistake else []
    return [short.title, short.hook, *(line.say for line in short.talk_track)]


def _comments(snippet: Snippet) -> list[str]:
    return [line.partition("#")[2] for line in snippet.code.text.splitlines()]
