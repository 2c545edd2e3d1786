"""Each rule is broken by an example of its own, and by no file that we write."""

from __future__ import annotations

import re

import pytest

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from tests.render.timelines.fcpxml_rules import MEANING_RULES, broken
from tests.render.timelines.fcpxml_shapes import SHAPE_RULES
from tests.render.timelines.sequences import SHOWN

WHOLE = FORMATS[TimelineFormat.FCPXML].write(SHOWN, "").decode()

# rule -> what of the file is replaced, as a pattern, and by what
EXAMPLES = {
    "the doctype is there": ("<!DOCTYPE fcpxml>\n", ""),
    "elements are known": ("<library>", "<library><smart-thing />"),
    "children are in order": ("<spine>", "<spine><marker start='0s' value='early' />"),
    "only captions have text": ("<spine>", "<spine>text"),
    "attributes are known": ('hasVideo="1"', 'hasVideo="1" colorSpace="1-1-1 (Rec. 709)"'),
    "needed attributes are there": (' value="A line"', ""),
    "values are one of a few": ('audioLayout="stereo"', 'audioLayout="5.1"'),
    "times are seconds as fractions": ('duration="10/30s"', 'duration="0.333s"'),
    "ids are names that none else has": ('<format (id="r1".*?)/>', r"<format \1/><format \1/>"),
    "references lead to their kind": ('ref="r3"', 'ref="r1"'),
    "a project is in an event of a library": ("<project .*</project>", ""),
    "formats tell size, colours and rate": (' width="1080" height="1920"', ""),
    "assets tell what they hold": ('audioChannels="1"', ""),
    "media are URLs of files": ('src="media/face.mov"', 'src="media/my face.mov"'),
    "stills and no others have no rate": ('name="FFVideoFormatRateUndefined"', 'frameDuration="1/30s"'),
    "stills are no asset-clips": ('<video ref="r4"', '<asset-clip ref="r4"'),
    "films are asset-clips": ('<asset-clip (ref="r3".*?) srcEnable="video"', r"<video \1"),
    "times are on the grid of frames": ('duration="15/30s"', 'duration="15/31s"'),
    "places are told and last": ('start="100/30s"', ""),
    "the story has no holes": ('offset="10/30s"', 'offset="11/30s"'),
    "the sequence is as long as its story": ('duration="3s" tcStart', 'duration="4s" tcStart'),
    "clips are within their media": ('duration="400/30s"', 'duration="119/30s"'),
    "what is connected has a lane": ('lane="-1"', 'lane="0"'),
    "what is connected begins within its parent": ('marker start="108045/30s"', 'marker start="45/30s"'),
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
