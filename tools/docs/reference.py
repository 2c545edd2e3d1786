"""The pages of reference that the program itself knows: settings, keys of a script, JSON, problems, options."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from shortsgen.explain.page import meanings, page
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
REPORT = """# The report of a check

`shortsgen check --format json` prints one document, for success, for findings and for input that cannot be used.
`shortsgen schema report` gives its schema. `format` grows when a reader of the old form would stumble.
"""
PROBLEMS = """# Problems

Every problem has a code, which stands beside its message and in every form of report. `shortsgen explain CODE` prints
the same in a terminal. What each ends with stands in [exit codes](commands.md#exit-codes).
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
