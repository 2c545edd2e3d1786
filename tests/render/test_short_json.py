import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from shortsgen.plan.timeline import Timeline, plan
from shortsgen.render.short_json import document, render
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Day, Mistake, TalkLine
from shortsgen.shipped import built_in
from tests.factory import make_short
from tests.strategies import timelines

DAY = Day("day04", "nn.Module + “PyTorch Way”", ())
SCHEMA = json.loads((built_in() / "short.schema.json").read_text("utf-8"))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@given(timelines())
def test_a_short_is_what_the_schema_says(timeline: Timeline) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(_read(timeline))


def test_every_object_has_the_keys_of_the_schema_and_no_other() -> None:
    with pytest.raises(jsonschema.ValidationError, match="'extra' was unexpected"):
        jsonschema.Draft202012Validator(SCHEMA).validate(document(_timeline()) | {"extra": 1})


def test_slides_are_named_as_their_files() -> None:
    assert [slide["file"] for slide in _read(_timeline())["slides"]] == [
        "slides/01-hook.png",
        "slides/02-code.png",
        "slides/03-output.png",
        "slides/04-mistake.png",
    ]


def test_a_beat_has_its_words_in_milliseconds() -> None:
    assert _read(_timeline())["beats"][1] == {
        "kind": "code",
        "start": 4161,
        "end": 5455,
        "slide": 2,
        "text": "Call it.",
        "words": [{"text": "Call", "start": 4161, "end": 4428}, {"text": "it.", "start": 4428, "end": 4605}],
    }


def test_holds_are_told_where_an_author_asks_for_them() -> None:
    talk = (TalkLine("Call it.", hold=2), TalkLine("So."))
    short = make_short(talk_track=talk, hook_hold=1, output_hold=3.5, mistake=Mistake("Never.", hold=4))
    script = _read(plan(DAY, short, Outcome(Status.OK)))["script"]
    assert (script["hook_hold"], script["output_hold"], script["mistake"]["hold"]) == (1, 3.5, 4)
    assert [line["hold"] for line in script["talk_track"]] == [2, None]


def test_a_recorded_and_a_fresh_outcome_give_the_same_bytes() -> None:
    fresh = Failure("ValueError", "bad", line=12, column=3, traceback="Traceback ...")
    outcomes = [
        Outcome(Status.RAISED, "x", error=fresh, seconds=1.5),
        Outcome(Status.RAISED, "x", error=Failure("ValueError", "bad")),
    ]
    assert len({render(plan(DAY, make_short(), outcome))[0].data for outcome in outcomes}) == 1


def _timeline() -> Timeline:
    short = make_short(talk_track=(TalkLine("Call it.", (4,)),))
    return plan(DAY, short, Outcome(Status.OK, "torch.Size([2, 4])\n"))


def _read(timeline: Timeline) -> Any:
    (artifact,) = render(timeline)
    assert artifact.path == "short.json"
    return json.loads(artifact.data)
