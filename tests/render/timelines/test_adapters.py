"""Why these formats have writers of ours: what the adapters of 2023 leave out of the same sequence.

The day one of these fails, an adapter became better, and may be worth another look.
"""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import opentimelineio as otio
import pytest
from hypothesis import given, settings

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Sequence
from tests.render.timelines import fcp7_rules, fcpxml_shapes
from tests.render.timelines.sequences import SHOWN, read_track, sequences
from tests.render.timelines.test_fcpxml import lanes

STILLS = replace(SHOWN, tracks=SHOWN.tracks[1:2])  # slides, and neither a take nor sound


def adapted(sequence: Sequence, adapter: str) -> str:
    """What an adapter writes of our OTIO."""
    ours = FORMATS[TimelineFormat.OTIO].write(sequence, "file:///a/b/").decode()
    timeline = otio.adapters.read_from_string(ours, "otio_json")
    written: str = otio.adapters.write_to_string(timeline, adapter)
    return written


def of(rules: dict[str, fcp7_rules.Rule], text: str) -> dict[str, set[str]]:
    """Which rules a file breaks, and where."""
    top = ElementTree.fromstring(text.encode())
    found = {name: set(rule(top)) for name, rule in rules.items()}
    return {name: where for name, where in found.items() if where}


def test_final_cut_pro_7_xml_has_no_sizes_no_rate_of_samples_and_no_master_clips() -> None:
    text = adapted(SHOWN, "fcp_xml")
    assert of(fcp7_rules.SHAPE_RULES, text) == {
        "elements are known where they are": {"xmeml/project", "project/name", "project/children", "children/sequence"},
        "needed elements are there": {
            "xmeml/sequence",
            "format/samplecharacteristics",
            "track/enabled",
            "track/locked",
            "clipitem/enabled",
            "clipitem/masterclipid",
            "marker/comment",
        },
        "what is told is told once": {"clipitem/rate"},
    }
    assert of(fcp7_rules.MEANING_RULES, text) == {
        "pictures have a size": {"video"},
        "sounds have a rate": {"audio"},
        "a file has one master clip": {"masterclipid"},
        "clips are as long as what they show": {"clipitem-1"},
    }
    assert not [word for word in ("DOCTYPE", "stillframe", "alphatype", "channelcount") if word in text]


def test_fcpxml_has_no_library_no_size_no_media_rep_and_loses_markers_and_stills() -> None:
    text = adapted(STILLS, "fcpx_xml")
    assert of(fcpxml_shapes.SHAPE_RULES, text) == {
        "elements are known": {"clip"},
        "children are in order": {"fcpxml", "asset"},
        "attributes are known": {"asset src"},
        "values are one of a few": {"fcpxml version"},
        "a project is in an event of a library": {"fcpxml"},
    }
    assert '<format id="r1" frameDuration="100/3000s" name=""/>' in text
    assert len(STILLS.markers) == 3
    assert "marker" not in text
    assert 'duration="0s"' not in text


def test_fcpxml_cannot_have_a_hole_in_its_first_track() -> None:
    with pytest.raises(AttributeError):
        adapted(SHOWN, "fcpx_xml")


def test_a_list_has_neither_sounds_nor_markers() -> None:
    with pytest.raises(otio.exceptions.NotSupportedError):
        adapted(SHOWN, "cmx_3600")
    text = adapted(replace(SHOWN, tracks=SHOWN.tracks[1:]), "cmx_3600")
    channels = {line.split()[2] for line in text.splitlines() if line[:1].isdigit()}
    assert channels == {"V"}
    assert "LOC" not in text
    assert "FCM" not in text


def test_a_still_of_our_fcpxml_is_nothing_that_the_adapter_can_read() -> None:
    """Final Cut itself writes them so."""
    with pytest.raises(AttributeError):
        read(STILLS)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # it asks elements whether they are true
@settings(max_examples=50)
@given(sequences(stills=False, rates=(24,)))  # at others, its floats lose a frame here and there
def test_films_and_sounds_of_our_fcpxml_are_read_by_the_adapter_too(sequence: Sequence) -> None:
    """All but the file, which it looks for where FCPXML 1.8 had it."""
    timeline = read(sequence)
    found = {int(track.name): read_track(track) for track in timeline.tracks}
    assert found == {lane: [replace(one, url="") for one in clips] for lane, clips in lanes(sequence).items()}


def read(sequence: Sequence) -> otio.schema.Timeline:
    [timeline] = otio.adapters.read_from_string(FORMATS[TimelineFormat.FCPXML].write(sequence).decode(), "fcpx_xml")
    return timeline
