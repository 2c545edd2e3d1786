"""The pages of reference that the program itself knows: settings, keys of a script, JSON, problems, options."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from shortsgen.explain.page import meanings, page
from shortsgen.publish.chapters import FEWEST, SHORTEST
from shortsgen.publish.platforms import PLATFORMS, READ, Platform
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.script.schema import DayDocument
from shortsgen.script.settings_schema import SettingsDocument
from tools.docs.keys import Schema, keys_of, table
from tools.docs.options import commands

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made from the program by `make docs-update`. -->\n"
GIVEN = ("key", "value", "meaning", "default")

COMMANDS = """# The command line

What `shortsgen --help` and `shortsgen COMMAND --help` say, in one page. [Commands](commands.md) tells more of each, and
the exit codes.
"""
SETTINGS = """# Settings

`shortsgen.yaml` lies beside `scripts_yaml/` and holds for all days. `shortsgen new` writes one in which each setting is
a comment, and `shortsgen schema settings > settings.schema.json` gives the schema by which an editor completes it. What
its tokens do is shown in [Slides](slides.md#the-theme), [Captions](captions.md#profiles), [Videos](video.md#settings)
and [Voices](voice.md).
"""
SCRIPT = """# Keys of a script

All keys of `scripts_yaml/DAY.yaml`, from the schema that `shortsgen schema` gives. [The script of a day](script.md)
shows each in an example.
"""
SHORT = """# short.json

`build/DAY/SHORT/short.json` tells programs all that was made of a short: its script, outcome, slides, beats, and words
with their times. `shortsgen schema short` gives its schema. `format` grows when a reader of the old form would stumble.
"""
PLATFORM = """# Platforms

What platforms take of a post, by their own pages as far as they say it, as these were in {read}. `shortsgen check` and
`shortsgen publish` hold posts to it.
"""
REPORT = """# The report of a check

`shortsgen check --format json` prints one document, for success, for findings and for input that cannot be used.
`shortsgen schema report` gives its schema. `format` grows when a reader of the old form would stumble.
"""
PROBLEMS = """# Problems

Every problem has a code, which stands beside its message and in every form of report. `shortsgen explain CODE` prints
the same in a terminal. What each ends with stands in [exit codes](commands.md#exit-codes).
"""
TIMELINES = """# Timelines for editing programs

`shortsgen export timeline DAY` writes them into a folder that is complete by itself, `shortsgen render DAY --only
timelines` beside the slides of a [build](build.md). Each format has the same sequence: pictures, and where there are
any, voice and music, on tracks of their own, all of it on the grid of frames; a marker where a line is said, where
other lines of the code are lit and, in that of a day, where a short begins. What a format has no place for is told by
the command too.

- `otio`: OpenTimelineIO, in its stock schemas. Resolve reads it, Premiere from 25.6 on, Kdenlive from 25.04 on.
- `fcp7`: the XML of Final Cut Pro 7, xmeml 5, for Premiere and Resolve. Each sound is one mono track, which Premiere
  is told in attributes of its own.
- `fcpxml`: FCPXML 1.10, for Final Cut Pro from 10.6 on, and for Resolve, of which 18.5 refuses newer ones. The lowest
  track of pictures is the storyline, and all else is connected to it. Voice and music have their roles; captions are
  SRT captions in the language of the day; where a short of a day begins is a chapter.
- `edl`: CMX 3600, for programs that read nothing else. The record begins at `01:00:00:00`, where programmes begin; all
  reels are `AX`, since files are on none; timecode is non-drop.

[Cut in an editing program](../how-to/editing.md) tells how to open each, and what was tried.
"""


def pages() -> dict[Path, str]:
    """Each page that is made, as it has to be."""
    made = {
        "command-line.md": f"{COMMANDS}\n{MADE}\n" + "\n".join(commands()),
        "settings.md": _settings(),
        "script-keys.md": _script_keys(),
        "short-json.md": _keys(SHORT, _shipped("short"), "short", GIVEN[:3]),
        "report-json.md": _keys(REPORT, _shipped("report"), "report", GIVEN[:3]),
        "problems.md": _problems(),
        "platforms.md": _platforms(),
        "timelines.md": _timelines(),
    }
    return {REFERENCE / name: text for name, text in made.items()}


def _shipped(name: str) -> Schema:
    schema: Schema = json.loads((ROOT / "templates" / f"{name}.schema.json").read_text("utf-8"))
    return schema


def _problems() -> str:
    """The pages of `explain`, one after the other; their examples are tried where they are from."""
    overview = table(("code", "meaning"), ((f"[{code}](#{code})", meaning) for code, meaning in meanings().items()))
    told = "\n".join([overview, *(f"#{page(code)}" for code in meanings())])
    told = re.sub(r"^## (Example|Cure)$", r"**\1**", told, flags=re.MULTILINE)
    return f"{PROBLEMS}\n{MADE}\n" + told.replace("```console", "<!-- not executed: an example -->\n```console")


def _timelines() -> str:
    rows = (
        (f"`{name}`", f"`.{form.suffix}`", "<br>".join(f"{one.told[0].upper()}{one.told[1:]}." for one in form.lacks))
        for name, form in FORMATS.items()
    )
    return f"{TIMELINES}\n{MADE}\n{table(('format', 'file', 'what it has no place for'), rows)}"


def _platforms() -> str:
    found = {one.called: _limits(one) for one in PLATFORMS.values()} | {"Chapters of a video on YouTube": _chapters()}
    sections = (f"## {name}\n\n{table(('of', 'limit', 'who says so'), rows)}" for name, rows in found.items())
    return f"{PLATFORM.format(read=READ)}\n{MADE}\n" + "\n".join(sections)


def _limits(platform: Platform) -> Iterator[tuple[str, str, str]]:
    limits = {
        "title": platform.title,
        "title, seen": platform.seen,
        "description": platform.description,
        "tags, with the commas between": platform.tags,
    }
    for name, limit in limits.items():
        if limit:
            yield name, f"{'about ' * (limit is platform.seen)}{limit.most} {limit.unit}", limit.source
    yield "hashtags", str(platform.hashtags.most), platform.hashtags.source
    for sign, shown in platform.replaced:
        yield f"`{sign}`", f"refused, so `{shown}` is shown", platform.refuses


def _chapters() -> Iterator[tuple[str, str, str]]:
    yield "the first", "at 0:00", FEWEST.source
    yield "chapters", f"at least {FEWEST.most}", FEWEST.source
    yield "a chapter", f"at least {SHORTEST.most} s", SHORTEST.source


def _settings() -> str:
    """The labels are so many that they have a section of their own."""
    schema = SettingsDocument.model_json_schema()
    labels = schema["properties"]["labels"]
    schema["$defs"]["labels"] = labels | {"description": "What each says in English."}
    schema["properties"]["labels"] = {"$ref": "#/$defs/labels", "description": labels["description"]}
    return _keys(SETTINGS, schema, "shortsgen.yaml")


def _script_keys() -> str:
    schema = DayDocument.model_json_schema()
    labels = schema["properties"]["labels"]
    told = f"{labels['description']} [All of them](settings.md#labels)."
    schema["properties"]["labels"] = {"type": "object", "description": told}
    return _keys(SCRIPT, schema, "scripts_yaml/DAY.yaml")


def _keys(text: str, schema: Schema, title: str, head: Sequence[str] = GIVEN) -> str:
    return f"{text}\n{MADE}\n" + "\n".join(keys_of(schema, title).sections(head))
