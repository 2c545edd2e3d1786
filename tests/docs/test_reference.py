"""What is taken from the program is all of it, and reads as it should."""

from __future__ import annotations

import re
from typing import Any

import pytest
import typer

from shortsgen.cli.commands import app
from shortsgen.report.codes import RULES
from shortsgen.script.schema import KEYS
from shortsgen.script.settings_schema import SETTINGS_KEYS
from tools.docs.keys import keys_of
from tools.docs.reference import REFERENCE

SETTINGS = ("settings", "theme", "fonts", "colors", "captions", "video", "defaults")


def rows(name: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)`", (REFERENCE / name).read_text("utf-8"), re.MULTILINE))


def test_every_setting_has_its_row() -> None:
    assert {key for name in SETTINGS for key in SETTINGS_KEYS[name]} - rows("settings.md") == set()


def test_every_key_of_a_script_has_its_row() -> None:
    assert {key for known in KEYS.values() for key in known} - rows("script-keys.md") == set()


def test_every_option_has_its_row() -> None:
    command: Any = typer.main.get_command(app)
    options = {option.opts[0] for one in (command, *command.commands.values()) for option in one.params}
    assert {name for name in options if name.startswith("--")} - {"--help"} - rows("command-line.md") == set()


@pytest.mark.parametrize("code", RULES)
def test_every_problem_has_its_section(code: str) -> None:
    assert f"\n## {code}\n" in (REFERENCE / "problems.md").read_text("utf-8")


def test_a_schema_is_a_table_for_each_mapping_that_has_a_name() -> None:
    schema = {
        "properties": {
            "pace": {
                "type": "integer",
                "minimum": 40,
                "maximum": 400,
                "default": 150,
                "description": "Words a minute.",
            },
            "look": {"$ref": "#/$defs/Look"},
            "error": {"anyOf": [{"type": "object", "properties": {"type": {"type": "string"}}}, {"type": "null"}]},
            "size": {"type": ["number", "null"], "exclusiveMinimum": 0},
        },
        "required": ["look"],
        "$defs": {
            "Look": {"description": "Colours.", "properties": {"name": {"enum": ["dark", "light"], "default": "dark"}}}
        },
    }
    assert list(keys_of(schema, "all").sections(("key", "value", "meaning", "default"))) == [
        "## all\n\n"
        "| key | value | meaning | default |\n"
        "| --- | --- | --- | --- |\n"
        "| `pace` | a whole number, at least 40, at most 400 | Words a minute. | `150` |\n"
        "| `look` | [a mapping](#look) | Colours. | must be given |\n"
        "| `error` | a mapping or null | | |\n"
        "| `error.type` | text | | |\n"
        "| `size` | a number, more than 0 or null | | |\n",
        "## look\n\n"
        "Colours.\n\n"
        "| key | value | meaning | default |\n"
        "| --- | --- | --- | --- |\n"
        "| `name` | `dark`, `light` | | `dark` |\n",
    ]
