"""A day -> YAML text that loads as the same day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.script.model import Day, Mistake, Options, Short, TalkLine
from shortsgen.text import yaml as yamltext
from shortsgen.text.ranges import ranges

HEADER = "# yaml-language-server: $schema=../shortsgen.schema.json\n"


def dump(day: Day) -> str:
    """Write what differs from the defaults, with a blank line between shorts."""
    shared = _shared(day.shorts)
    language = {"language": day.labels.language} if day.labels.language != ENGLISH.language else {}
    labels = {"labels": own} if (own := day.labels.own) else {}
    say = {"say": dict(day.say)} if day.say else {}
    head = {"title": day.title} | language | labels | say | ({"defaults": shared} if shared else {})
    items = [_item(short, shared) for short in day.shorts]
    separated = [item if item.endswith("\n\n") else item + "\n" for item in items[:-1]]  # some end in a blank line
    return "".join([HEADER, yamltext.entries(head), "shorts:\n", *separated, *items[-1:]])


def _item(short: Short, shared: Mapping[str, Any]) -> str:
    return yamltext.entries({"shorts": [short_data(short, shared)]}).removeprefix("shorts:\n")


def _shared(shorts: Sequence[Short]) -> dict[str, Any]:
    """The options that all shorts set alike, where they differ from the defaults."""
    usual, own = _plain(Options()), [_plain(short.options) for short in shorts]
    values = {key: {options[key] for options in own} for key in usual}
    return _changed({key: next(iter(found)) for key, found in values.items() if len(found) == 1}, usual)


def _plain(options: Options) -> dict[str, Any]:
    return {**asdict(options), "device": str(options.device)}


def _changed(options: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in options.items() if value != usual[key]}


def short_data(short: Short, shared: Mapping[str, Any]) -> dict[str, Any]:
    """What is written of a short; `shared` are the options that it has from its day."""
    written = {
        "id": short.id,
        "title": short.title,
        "hook": _hook(short),
        "requires": list(short.requires),
        "files": list(short.files),
        "needs": list(short.needs),
        "setup": short.setup and short.setup.text,
        "raises": short.raises,
        "traceback": short.traceback if short.traceback != "last" else None,
        "echo": short.echo,
        "skip": short.skip,
        "view": short.view and str(short.view),
        "varies": short.varies == ("*",) or list(short.varies),
        "talk_track": [_talk_line(line) for line in short.talk_track],
        "code": short.code.text,
        "listings": [{"language": one.language, "text": one.code.text} for one in short.listings],
        "output": {} if short.output_hold is None else {"hold": short.output_hold},
        "mistake": _mistake(short.mistake),
    }
    always = ("hook", "talk_track")  # so that a person sees what is still to write
    kept = {key: value for key, value in written.items() if value or key in always}
    return kept | _changed(_plain(short.options), {**_plain(Options()), **shared})


def _hook(short: Short) -> str | dict[str, Any]:
    return _plain_or_mapping({"text": short.hook, "hold": short.hook_hold})


def _talk_line(line: TalkLine) -> str | dict[str, Any]:
    focus = line.focus[0] if len(line.focus) == 1 else ranges(line.focus) or None
    return _plain_or_mapping({"say": line.say, "focus": focus, "view": line.view and str(line.view), "hold": line.hold})


def _mistake(mistake: Mistake | None) -> str | dict[str, Any] | None:
    if mistake is None:
        return None
    code = mistake.code and mistake.code.text
    return _plain_or_mapping({"text": mistake.text, "code": code, "raises": mistake.raises, "hold": mistake.hold})


def _plain_or_mapping(keys: Mapping[str, Any]) -> str | dict[str, Any]:
    """Its first value alone, where nothing else is set."""
    given = {key: value for key, value in keys.items() if value is not None}
    [text, *rest] = given.values()
    return given if rest else str(text)
