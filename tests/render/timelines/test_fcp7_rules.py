"""Each rule is broken by an example of its own, and by no file that we write."""

from __future__ import annotations

import re

import pytest

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from tests.render.timelines.fcp7_rules import MEANING_RULES, SHAPE_RULES, broken
from tests.render.timelines.sequences import SHOWN

WHOLE = FORMATS[TimelineFormat.FCP7].write(SHOWN, "").decode()

# rule -> what of the file is replaced, as a pattern, and by what
EXAMPLES = {
    "the doctype is there": ("<!DOCTYPE xmeml>\n", ""),
    "elements are known where they are": ("<video>", "<video><captions />"),
    "needed elements are there": ("<masterclipid>masterclip-1</masterclipid>", ""),
    "what is told is told once": ("<start>10</start>", "<start>10</start><start>10</start>"),
    "booleans are words": ("<stillframe>TRUE", "<stillframe>true"),
    "pictures have a size": ("<width>1080</width>", ""),
    "sounds have a rate": ("<samplerate>48000", "<samplerate>44100"),
    "all have one rate": ("<timebase>30", "<timebase>25"),
    "a file is told once": ('<file id="file-1">.*?</file>', '<file id="file-1" />'),
    "a file says what it is": ("<pathurl>.*?</pathurl>", ""),
    "clips have ids of their own": ('id="clipitem-2"', 'id="clipitem-1"'),
    "a file has one master clip": ("masterclip-2", "masterclip-1"),
    "clips are as long as what they show": ("<out>120", "<out>119"),
    "clips do not overlap": ("<duration>50(.*?)<start>40(.*?)<out>50", r"<duration>51\1<start>39\2<out>51"),
    "clips end with the sequence": ("<duration>90", "<duration>89"),
    "sounds are mono": ('premiereTrackType="Mono"', ""),
    "markers end after they begin": ("<out>90</out>\n    </marker>", "<out>0</out></marker>"),
}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_is_broken_by_its_example(rule: str) -> None:
    data = re.sub(*EXAMPLES[rule], WHOLE, count=1, flags=re.DOTALL)
    assert data != WHOLE
    assert {name for name, _ in broken(data.encode())} == {rule}


def test_each_rule_has_an_example() -> None:
    assert set(EXAMPLES) == {"the doctype is there", *SHAPE_RULES, *MEANING_RULES}


def test_what_we_write_breaks_none() -> None:
    assert broken(WHOLE.encode()) == []
