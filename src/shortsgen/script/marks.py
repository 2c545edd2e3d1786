"""How the parts of a Markdown document are recognised: titles, numbers, sections, quotes. Text in, text out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    HOOK = "hook"
    TALK = "talk track"
    CODE = "code"
    MISTAKE = "mistake"
    UNKNOWN = "unknown"


_NAMES = {
    Section.HOOK: "hook, opening, opener",
    Section.TALK: "talk track, talk, talking points, script, voiceover, voice over, narration",
    Section.CODE: "code, snippet, code snippet, example",
    Section.MISTAKE: "common mistake, common mistakes, mistake, mistakes, pitfall, pitfalls, common pitfall, "
    "common pitfalls, gotcha, gotchas",
}
_SECTIONS = {name: section for section, names in _NAMES.items() for name in names.split(", ")}

_SEPARATOR = r"(?:\s*[—–:]\s*+|\s+-+\s++|[.)]\s++)"
_NUMBERED = re.compile(rf"(?:(?:short|clip|video|episode|part)\s*#?\s*[0-9]+[a-z]?(?:{_SEPARATOR}|-\s*+|\s++)"
                       rf"|#?[0-9]+{_SEPARATOR})(?P<title>.*\S)", re.IGNORECASE)  # fmt: skip
_DAY = re.compile(rf"day\s*#?[0-9]+(?:{_SEPARATOR}|-\s*+)(?P<title>.*\S)", re.IGNORECASE)
_TOPIC = re.compile(r"(?=[^()]*\bshorts?\b)[^()]*\((?P<topic>.+)\)", re.IGNORECASE)
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<name>[^*]+?)(?P=mark)(?P<rest>.*)")
_BEHIND = re.compile(r"\A\s*(?:[:—–]|-+(?=\s))?\s*")
_PLAIN = re.compile(r"(?P<name>[A-Za-z ]+):(?P<rest>[ \t].*|)(?=\n|\Z)")
_PLAIN_NAMES = frozenset(
    ["hook", "talk track", "talking points", "code", "mistake", "common mistake", "common mistakes", "pitfall"]
)
_REMARK = re.compile(r"\A\s*\([^()]*\)(?=\s*(?:[:—–]|\Z))")
_REST = re.compile(r"\A\s*[:—–]?\s*")
_PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", '"': '"', "'": "'"}
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


@dataclass(frozen=True, slots=True)
class Marker:
    """The beginning of a section; `rest` is text behind its name in the same line."""

    name: str
    section: Section
    rest: str = ""


def numbered_title(heading: str) -> str | None:
    """The title in `Short 01 — Title` or `1. Title`; None where the heading has no number."""
    match = _NUMBERED.fullmatch(heading)
    return match["title"] if match else None


def day_title(heading: str) -> str:
    """What a day is about: `Day 04 — 30-Second Shorts (Topic)` and `Day 4: Topic` are about the topic."""
    day = _DAY.fullmatch(heading)
    title = day["title"] if day else heading
    topic = _TOPIC.fullmatch(title)
    return topic["topic"] if topic else title


def section(name: str) -> Section:
    """The section that is called `name`, whatever its case, number, picture, or remark in parentheses."""
    words = re.sub(r"\([^()]*\)", " ", numbered_title(name) or name).replace("-", " ")
    return _SECTIONS.get(" ".join(re.findall(r"[^\W_]+", words.lower())), Section.UNKNOWN)


def heading_marker(heading: str) -> Marker:
    """The section that a heading below a short begins: `Hook`, or `Hook: text`."""
    name, _, rest = heading.partition(":")
    if section(name) is Section.UNKNOWN:
        return Marker(heading, Section.UNKNOWN)
    return Marker(name, section(name), rest.strip())


def line_marker(line: str, in_list: bool) -> Marker | None:
    """The section that a line begins: `**Hook**`, `**Hook:** text` or `**Hook**: text`, but not `**Bold** text`.

    An item of a list that begins in bold is a line of text like others, unless the section is known. So is a line
    without bold, unless it is called as hardly anything else is: `Hook: text`.
    """
    match = _BOLD.match(line)
    if match is None:
        return None if in_list else _plain_marker(line)
    name, rest = match["name"].strip(), match["rest"]
    if section(name) is not Section.UNKNOWN:
        rest = _REMARK.sub("", rest, count=1)  # `**Hook** (1 sentence)`
    separated = name.endswith(":") or not rest.strip() or rest.lstrip()[0] in ":—–"
    name = name.rstrip(": ")
    if not separated or (in_list and section(name) is Section.UNKNOWN):
        return None
    return Marker(name, section(name), _REST.sub("", rest, count=1).strip())


def _plain_marker(line: str) -> Marker | None:
    match = _PLAIN.match(line)
    if match is None or match["name"].lower() not in _PLAIN_NAMES:
        return None
    return Marker(match["name"], section(match["name"]), match["rest"].strip())


def bold_title(line: str) -> tuple[str, str]:
    """The title of `**Title** — text`, and the text. All of a line that does not begin in bold is the title."""
    match = _BOLD.match(line)
    if match is None:
        return line, ""
    return match["name"].strip().rstrip(": "), _BEHIND.sub("", match["rest"], count=1).strip()


def unquoted(line: str) -> str:
    """`line` without the quotes that enclose the whole of it; `“a” and “b”` stays as it is."""
    if len(line) < 2 or _PAIRS.get(line[0]) != line[-1]:
        return line
    inner = line[1:-1].strip()
    return inner if inner and _balanced(_APOSTROPHE.sub("", inner), line[0], line[-1]) else line


def _balanced(inner: str, opening: str, closing: str) -> bool:
    """Whether no quote of this kind in `inner` closes what was opened before it."""
    if opening == closing:
        return opening not in inner
    depth = 0
    for character in inner:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0
