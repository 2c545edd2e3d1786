"""What the checker of the document found -> problems with their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shortsgen.problems import Problem, Span, excerpt, nearest
from shortsgen.script.schema import KEYS, REQUIRED
from shortsgen.script.slug import slug
from shortsgen.script.values import (
    CLOCK,
    COLOR,
    DATE,
    EVERY,
    HASHTAG,
    LINE,
    MAX_ID,
    NAME,
    NO_ZONES,
    NOT_BLANK,
    SLUG,
    SOUND,
    STAR,
    WORD,
    zones,
)
from shortsgen.text.visible import named
from shortsgen.text.yaml import Node

_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "text_or_mapping": "text or a mapping",
}
_PATTERNS = {
    NOT_BLANK: "some text",
    SLUG: "lowercase letters, digits and single hyphens",
    NAME: "a Python name",
    WORD: "one word",
    STAR: "a line of text with `*` for what differs",
    COLOR: "a colour as `#rrggbb`",
    LINE: "a line of text",
    SOUND: "a line of words that can be said",
    DATE: "a date as `2026-12-01`",
    CLOCK: "a time as `09:30`",
    EVERY: "a time as `30m`, `6h`, `1d` or `1w`, or `weekday`",
    HASHTAG: "a word of letters, digits and `_`, without `#`",
}
_VALUES = {
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le:g}",
    "string_too_long": "at most {max_length} characters",
    "too_short": "at least one item",
    "too_long": "at most {max_length} items",
    "finite_number": "a finite number",
    "device_name": "an id that can name a folder on every system",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "no_date": "a date of the calendar",
    "no_zone": "a time zone such as `Europe/Berlin`",
    "path_inside": "a path inside the project, with `/`, without `..`",
}
_OF_DAY = {
    "language": "that of words stands beside the day's `title`, or in shortsgen.yaml; that of code in `listings`",
    "labels": "they stand beside the day's `title`, or in shortsgen.yaml",
    "start": "it stands in `publish` beside the day's `title`: each day has a start of its own",
}
Keys = Mapping[str, tuple[str, ...]]


def violations(errors: Iterable[Mapping[str, Any]], node: Node, kind: str, keys: Keys = KEYS) -> list[Problem]:
    """Problems of the document at `node`, whose keys are `keys[kind]`. `errors` are pydantic's."""
    return [_problem(error, node, kind, keys) for error in errors]


def _problem(error: Mapping[str, Any], node: Node, kind: str, keys: Keys) -> Problem:
    match error["type"]:
        case "extra_forbidden":
            return _unknown_key(error["loc"], node, kind, keys)
        case "missing":
            key = error["loc"][-1]
            return Problem("script-missing-key", f"missing key `{key}`", _at(node, error["loc"]), f"add `{key}: ...`")
        case error_type if error_type in _TYPES:
            message = f"expected {_TYPES[error_type]}, found {_found(error['input'])}"
            found = _walk(node, error["loc"])
            return Problem("script-type", message, found.span, _type_hint(error, found))
        case _:
            message = f"expected {_wanted(error)}, found {_found(error['input'])}"
            return Problem("script-value", message, _at(node, error["loc"]), _value_hint(error))


def _unknown_key(loc: tuple[str | int, ...], node: Node, kind: str, keys: Keys) -> Problem:
    names = [step for step in loc[:-1] if isinstance(step, str)]
    known = keys[names[-1] if names else kind]
    key, mapping = str(loc[-1]), _walk(node, loc[:-1])
    hint = _misread(key, mapping) or _OF_DAY.get(key) or nearest(key, known) or f"known keys: {', '.join(known)}"
    return Problem("script-unknown-key", f"unknown key `{key}`", mapping.keys[key], hint)


def _misread(key: str, mapping: Node) -> str:
    """What to do about a key that its author did not mean as one, "" where it looks like a key."""
    if key[:1].isspace():
        return f"{named(key[0])} before it looks like a blank: replace it with one"
    names = list(mapping.value)
    above = names[names.index(key) - 1]
    if mapping.value[above].literal and not key.isidentifier():
        return f"indent it like the lines above, if it belongs to `{above}`"
    return ""


def _walk(node: Node, loc: tuple[str | int, ...]) -> Node:
    """The node at `loc`, or the last one on the way where the document has no such place."""
    for step in loc:
        if isinstance(node.value, dict) and step in node.value:
            node = node.value[str(step)]
        elif isinstance(node.value, list) and isinstance(step, int):
            node = node.value[step]
    return node


def _at(node: Node, loc: tuple[str | int, ...]) -> Span:
    return _walk(node, loc).span


def _wanted(error: Mapping[str, Any]) -> str:
    if error["type"] == "string_pattern_mismatch":
        return _PATTERNS[error["ctx"]["pattern"]]
    return _VALUES[error["type"]].format(**error.get("ctx", {}))


def _found(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {value}"
        case str():
            text = excerpt(value)
            return f"`{text}`" if text.strip() else "a blank"
        case list():
            return "a list" if value else "an empty list"
        case _:
            return "a mapping"


def _type_hint(error: Mapping[str, Any], node: Node) -> str:
    error_type, value = error["type"], error["input"]
    if value is None:
        if node.comment:
            return "`#` begins a comment: put the text in quotes"
        return "write a value" if REQUIRED & set(error["loc"][-1:]) else "write a value, or leave the key out"
    if error["loc"][-1:] == ("every",):
        return "with its unit, as in `30m`, `6h` or `1d`"
    if error_type in ("string_type", "text_or_mapping") and isinstance(value, (bool, int, float)):
        return "put it in quotes"
    if error_type == "text_or_mapping" and isinstance(value, dict):
        return "put text that holds `: ` in quotes"
    if error_type == "list_type" and isinstance(value, str):
        return "write it in brackets: `[...]`"
    return ""


def _value_hint(error: Mapping[str, Any]) -> str:
    if "files" in error["loc"]:
        return "it is looked for from the project's root"
    if error["type"] == "no_zone":
        return _zone_hint(error["input"])
    if error["loc"] == ("language",):
        return "it is the language of words; that of code stands in `listings`"
    if error.get("ctx", {}).get("pattern") == SLUG or error["type"] in ("device_name", "string_too_long"):
        suggestion = slug(error["input"], MAX_ID)
        return f"for example `{suggestion}`" if suggestion else ""
    return ""


def _zone_hint(name: str) -> str:
    if name in NO_ZONES:
        return "it is whatever the machine is set to; name the zone itself"
    known = zones()
    return nearest(name, known) if known else "this machine knows none: `pip install tzdata`"
