"""The pages of reference that the program itself knows: settings, keys of a script, short.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from shortsgen.script.schema import DayDocument
from shortsgen.script.settings_schema import SettingsDocument
from tools.docs.keys import Schema, keys_of

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made from the program by `make docs-update`. -->\n"
GIVEN = ("key", "value", "meaning", "default")

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
with their times. Its schema is `short.schema.json` in the folder `templates` of the package. `format` grows when a
reader of the old form would stumble.
"""


def pages() -> dict[Path, str]:
    """Each page that is made, as it has to be."""
    short = json.loads((ROOT / "templates" / "short.schema.json").read_text("utf-8"))
    made = {
        "settings.md": _settings(),
        "script-keys.md": _script_keys(),
        "short-json.md": _keys(SHORT, short, "short", GIVEN[:3]),
    }
    return {REFERENCE / name: text for name, text in made.items()}


def _settings() -> str:
    """The labels are so many that they have a section of their own."""
    schema = SettingsDocument.model_json_schema()
    labels = schema["properties"]["labels"]
    schema["$defs"]["labels"] = labels | {"description": "What each says in English."}
    schema["properties"]["labels"] = {"$ref": "#/$defs/labels", "description": labels["description"]}
    return _keys(SETTINGS, schema, "settings")


def _script_keys() -> str:
    schema = DayDocument.model_json_schema()
    labels = schema["properties"]["labels"]
    told = f"{labels['description']} [All of them](settings.md#labels)."
    schema["properties"]["labels"] = {"type": "object", "description": told}
    return _keys(SCRIPT, schema, "day")


def _keys(text: str, schema: Schema, title: str, head: Sequence[str] = GIVEN) -> str:
    return f"{text}\n{MADE}\n" + "\n".join(keys_of(schema, title).sections(head))
