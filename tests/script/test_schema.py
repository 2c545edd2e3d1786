"""The JSON Schema that editors use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from shortsgen.script.schema import json_schema
from shortsgen.script.settings_schema import SettingsDocument
from shortsgen.text import yaml as yamltext

ROOT = Path(__file__).parents[2]
SHORT: dict[str, Any] = {"id": "a", "title": "A", "hook": "H", "talk_track": ["S"], "code": "x\n"}


def validator() -> Draft202012Validator:
    schema = json.loads(json_schema())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_committed_copy_is_the_schema() -> None:
    assert (ROOT / "shortsgen.schema.json").read_text(encoding="utf-8") == json_schema()


def test_the_schema_of_settings_accepts_what_they_may_set_and_nothing_else() -> None:
    schema = json.loads(json_schema(SettingsDocument))
    Draft202012Validator.check_schema(schema)
    theme = {"look": "light", "colors": {"accent": "#123456"}, "accents": {"day04": "#abcdef"}, "safe_area": "ads"}
    settings = {"theme": theme, "captions": {"profile": "dcmp"}, "defaults": {"pace": 140}}
    check = Draft202012Validator(schema)
    assert list(check.iter_errors(settings)) == []
    for wrong in ({"look": "dim"}, {"colors": {"acent": "#123456"}}, {"colors": {"text": "red"}}, {"corner": 41}):
        assert list(check.iter_errors({"theme": wrong}))


def test_the_schema_accepts_day04() -> None:
    text = (ROOT / "scripts_yaml/day04.yaml").read_text(encoding="utf-8")
    document = yamltext.data(yamltext.parse(text, "day04.yaml"))
    assert [error.message for error in validator().iter_errors(document)] == []


def test_every_key_is_described_to_the_editor() -> None:
    schema = json.loads(json_schema())
    keys = [
        (document["title"], key, value)
        for document in [schema, *schema["$defs"].values()]
        for key, value in document.get("properties", {}).items()  # a choice has none
    ]
    assert [(title, key) for title, key, value in keys if not (value.get("title") and value.get("description"))] == []


@pytest.mark.parametrize(
    "values",
    [
        {"talk_track": ["S", {"say": "S", "focus": 3}, {"say": "S", "focus": "1, 4-6", "hold": 0.5}]},
        {"hook": {"text": "H", "hold": 2}, "output": {"hold": 3}, "mistake": {"text": "M", "hold": 4}},
        {"mistake": "M"},
        {"mistake": {"text": "M", "code": "x", "raises": "ValueError"}},
        {"listings": [{"language": "bash", "text": "ls"}], "code": ""},
    ],
)
def test_both_forms_of_a_value_are_accepted(values: dict[str, Any]) -> None:
    assert validator().is_valid({"title": "T", "shorts": [SHORT | values]})


@pytest.mark.parametrize(
    "values",
    [
        {"hok": "H"},
        {"id": "A b"},
        {"id": "com1"},
        {"hook": " "},
        {"talk_track": []},
        {"talk_track": [{"say": "S", "focus": "all"}]},
        {"output": {"hold": 0}},
        {"output": {"hold": None}},
        {"mistake": None},
        {"timeout": 0},
        {"seed": "1"},
    ],
)
def test_what_the_loader_refuses_is_underlined_by_the_editor(values: dict[str, Any]) -> None:
    assert not validator().is_valid({"title": "T", "shorts": [SHORT | values]})
