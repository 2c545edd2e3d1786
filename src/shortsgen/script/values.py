"""What a value of a document may be: its pattern, its bounds, and the short forms in which it may be written.

What may be text or a mapping is made a mapping before it is checked, so that an error is placed at the key that
causes it, and told once instead of once for each form.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from shortsgen.labels.en import LABELS as ENGLISH

NOT_BLANK = r"\S"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NAME = r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$"
WORD = r"^\S+$"
STAR = r"^[^\n]*\*[^\n]*$"
COLOR = r"^#[0-9A-Fa-f]{6}$"
LINE = r"^[^\n]*\S[^\n]*$"
SOUND = r"^[^\n]*[^\W_][^\n]*$"
LINES = r"^\s*[0-9]+(\s*-\s*[0-9]+)?(\s*,\s*[0-9]+(\s*-\s*[0-9]+)?)*\s*$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
EVERY = r"^([1-9][0-9]{0,2}[mhdw]|weekday)$"
HASHTAG = r"^[^\s!-/:-@\[-^`{-~]*[^\s!-@\[-`{-~][^\s!-/:-@\[-^`{-~]*$"  # as editors too understand it, in any script
NO_ZONES = frozenset({"Factory", "localtime", "posixrules"})  # which systems keep beside zones
MAX_ID = 60
MOST_PATTERNS = 20  # each of them looks at all that is printed
DEVICES = frozenset(
    ["aux", "con", "nul", "prn", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))]
)  # an id names a folder, and on Windows none may be called like this


def _no_device(slug: str) -> str:
    if slug in DEVICES:
        raise PydanticCustomError("device_name", "not a folder name on Windows")
    return slug


def _inside(path: str) -> str:
    """Nothing that a script contains can name a path outside the project."""
    parts = path.split("/")
    odd = any(part in ("", ".", "..") or part.partition(".")[0].lower() in DEVICES for part in parts)
    if odd or parts[0].startswith(".") or not path.isprintable() or any(sign in path for sign in '\\:*?"<>|'):
        raise PydanticCustomError("path_inside", "not a path inside the project")
    return path


def _real_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_date", "no date of the calendar") from None
    return text


@cache
def zones() -> frozenset[str]:
    """The names of the time zones that this machine knows, less what is none of the IANA database: `localtime` is
    another zone on each machine."""
    from zoneinfo import available_timezones  # only a day that names one waits for it

    return frozenset(available_timezones()) - NO_ZONES


def _known_zone(name: str) -> str:
    if name not in zones():
        raise PydanticCustomError("no_zone", "no time zone")
    return name


def _mapping(value: Any, key: str, known: set[str]) -> Any:
    """Take plain text for a mapping of which only `key` is given."""
    if isinstance(value, str):
        return {key: value}
    if not isinstance(value, dict) or not value.keys() & known:
        raise PydanticCustomError("text_or_mapping", "neither text nor a mapping", {"key": key})
    return value


def as_talk_line(value: Any) -> Any:
    return _mapping(value, "say", {"say", "focus", "view", "hold"})


def as_hook(value: Any) -> Any:
    return _mapping(value, "text", {"text", "hold"})


def as_mistake(value: Any) -> Any:
    return _mapping(value, "text", {"text", "code", "raises", "hold"})


def as_patterns(value: Any) -> Any:
    """`true` is the pattern of everything."""
    return (["*"] if value else []) if isinstance(value, bool) else value


def as_list(value: Any) -> Any:
    """One text is a list of it."""
    return [value] if isinstance(value, str) else value


def _text(value: Any) -> Any:
    return str(value) if type(value) is int else value  # not isinstance: True is an int


Text = Annotated[str, Field(pattern=NOT_BLANK)]
Line = Annotated[str, Field(pattern=LINE, max_length=500)]
Date = Annotated[str, Field(pattern=DATE), AfterValidator(_real_date)]
Clock = Annotated[str, Field(pattern=CLOCK)]
Every = Annotated[str, Field(pattern=EVERY)]
Zone = Annotated[str, Field(max_length=60), AfterValidator(_known_zone)]
Hashtag = Annotated[str, Field(pattern=HASHTAG, max_length=100)]
Name = Annotated[str, Field(pattern=NAME)]
Slug = Annotated[
    str,
    Field(pattern=SLUG, max_length=MAX_ID, json_schema_extra={"not": {"enum": sorted(DEVICES)}}),
    AfterValidator(_no_device),
]
Own = Annotated[
    dict[str, Annotated[str, Field(pattern=LINE, max_length=200)]],
    Field(
        json_schema_extra={
            "properties": {name: {"type": "string", "description": word} for name, word in ENGLISH.words.items()},
            "additionalProperties": False,
        }
    ),
]
Say = Annotated[
    dict[Annotated[str, Field(pattern=WORD, max_length=60)], Annotated[str, Field(pattern=SOUND, max_length=200)]],
    Field(title="Say", description="How words are said: by what is written, such as `nn.Module`, the words for it."),
]
File = Annotated[str, Field(max_length=200), AfterValidator(_inside)]
Pattern = Annotated[str, Field(pattern=STAR, max_length=200)]
Patterns = Annotated[list[Pattern], Field(max_length=MOST_PATTERNS)]
Hold = Annotated[  # 0 where it is left out, which is no value that may be given
    float,
    Field(
        ge=0.1,
        le=60,
        title="Hold",
        description="Seconds for which it stays when all is said; left out, as long as reading takes.",
    ),
]
Focus = Annotated[
    str,
    BeforeValidator(_text, json_schema_input_type=Annotated[int, Field(ge=1)] | Annotated[str, Field(pattern=LINES)]),
]
