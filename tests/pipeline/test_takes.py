"""Takes of day01, said by eSpeak and encoded as phones and cameras do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from shortsgen.pipeline import listening
from shortsgen.pipeline.check import check_days
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.sound import sound as sound_of
from shortsgen.pipeline.take_files import SUFFIXES
from shortsgen.pipeline.taking import takings
from shortsgen.plan.timeline import Timeline
from shortsgen.plan.voice import Paced
from shortsgen.problems import InputError, Problem
from shortsgen.project import Project
from shortsgen.sound.sound import Sound, from_wav, joined
from shortsgen.voice.taken import Taken
from tests.sound.recordings import encoded
from tests.voice.truth import speak

LINES = ("Say hello.", "This line is said.", "Saying nothing.")


@cache
def recorded(*lines: str, pause: int = 600) -> Sound:
    """The lines one after the other, each after a pause of so many milliseconds."""
    gap = Sound(np.zeros(pause * 48, np.float32))
    said = [speak(line.lower().split()).sound.at(48_000) for line in lines]
    return joined([part for line in said for part in (gap, line)])


def write_take(project: Project, name: str, sound: Sound, picture: bool = False) -> Path:
    path = project.takes("day01") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(sound, path.suffix, picture=picture))
    return path


def timeline(session: Session, short: str = "first") -> Timeline:
    (found,) = sound_of(session, "day01", [short]).timelines()
    return found


def refused(session: Session) -> Sequence[Problem]:
    with pytest.raises(InputError) as error:
        timeline(session)
    return error.value.problems


@pytest.fixture
def listened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of all that is listened to."""
    found: list[int] = []
    listen = listening.listen

    def noting(sound: Sound, sentences: Sequence[Sequence[object]]) -> object:
        found.append(sound.length)
        return listen(sound, sentences)

    monkeypatch.setattr(listening, "listen", noting)
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_take_wins_and_the_timeline_follows_it(project: Project, session: Session, suffix: str) -> None:
    write_take(project, f"first{suffix}", recorded(*LINES), picture=suffix in (".mp4", ".mov"))
    found = timeline(session)
    assert isinstance(found.voice, Taken)
    told = re.fullmatch(r"(\d+) words a minute, (.+)", found.voice.told(found.labels.screen))
    assert told
    assert told[2] == f"takes/day01/first{suffix}"
    assert 100 < int(told[1]) < 250
    said = [beat for beat in found.beats if beat.text]
    assert [beat.text for beat in said] == ["Say hello.", "This line is said.", "Saying nothing."]
    for beat in said:
        assert [word.text for word in beat.words] == beat.text.split()
        assert beat.words[0].start - beat.start == pytest.approx(40, abs=1)
        assert beat.clip is not None
        heard = from_wav(session.blobs.get(beat.clip.sound) or b"").between(
            float(beat.clip.start), float(beat.clip.end)
        )
        assert heard.length >= beat.words[-1].end - beat.start
        assert np.abs(heard.samples).max() > 0.1


def test_who_has_no_take_is_said_in_silence(project: Project, session: Session) -> None:
    write_take(project, "first.wav", recorded(*LINES))
    assert isinstance(timeline(session, "second").voice, Paced)


def test_a_take_is_listened_to_once(project: Project, session: Session, listened: list[int]) -> None:
    path = write_take(project, "first.wav", recorded(*LINES))
    first = timeline(session)
    assert timeline(session) == first
    assert len(listened) == 1
    path.write_bytes(path.read_bytes())  # the same, at another time
    assert timeline(session) == first
    assert len(listened) == 1
    write_take(project, "first.wav", recorded(*LINES, pause=900))
    timeline(session)
    assert len(listened) == 2


def test_another_line_is_listened_for_and_what_is_said_no_more_is_a_problem(
    project: Project, session: Session, listened: list[int]
) -> None:
    write_take(project, "first.wav", recorded(*LINES))
    timeline(session)
    script = project.script("day01")
    script.write_text(script.read_text().replace("This line is said.", "Parameters are tracked automatically."))
    found = timeline(session)
    assert len(listened) == 2
    assert isinstance(found.voice, Taken)
    assert [line.text for line in found.voice.lines if line.utterance is None] == [
        "Parameters are tracked automatically."
    ]
    changed = next(beat for beat in found.beats if beat.text.startswith("Parameters"))
    assert (changed.clip, len(changed.words)) == (None, 4)
    problems = [one for one in check_days(session, {"day01": ["first"]}).problems if one.code == "take-line"]
    assert [str(one.span) for one in problems] == ["scripts_yaml/day01.yaml:7:9"]


def test_a_line_that_was_said_twice_is_heard_once_the_last_time(project: Project, session: Session) -> None:
    whole = recorded(*LINES)
    write_take(project, "first.wav", recorded(LINES[0], LINES[1], LINES[1], LINES[2]))
    found = timeline(session)
    assert found.voice.lines[1].stretches[0].start > whole.length / 2  # type: ignore[attr-defined]
    write_take(project, "first.wav", whole)
    assert found.end == pytest.approx(timeline(session).end, abs=200)


def test_a_take_that_is_too_long_is_over_budget(project: Project, session: Session) -> None:
    script = project.script("day01")
    script.write_text(script.read_text().replace("title: Two shorts", "title: Two shorts\ndefaults: {budget: 3}"))
    write_take(project, "first.wav", recorded(*LINES))
    assert "over-budget" in {one.code for one in check_days(session, {"day01": ["first"]}).problems}


def test_two_takes_of_a_short_are_a_problem(project: Project, session: Session) -> None:
    for name in ("first.wav", "first.mp3"):
        write_take(project, name, recorded(*LINES))
    (problem,) = refused(session)
    assert (problem.code, problem.message, problem.hint) == (
        "take-file",
        "there are two takes of `first`: first.mp3 and first.wav",
        "move one of them out of takes/day01",
    )


def test_a_take_that_is_broken_is_a_problem(project: Project, session: Session) -> None:
    path = write_take(project, "first.wav", recorded(*LINES))
    path.write_bytes(b"not a sound")
    (problem,) = refused(session)
    assert problem.code == "take-file"
    assert problem.message == "cannot read the sound of takes/day01/first.wav: invalid data found when processing input"


def test_a_link_leads_no_take_out_of_the_project(
    project: Project, session: Session, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("elsewhere") / "first.wav"
    outside.write_bytes(recorded(*LINES).wav())
    project.takes("day01").mkdir(parents=True)
    (project.takes("day01") / "first.wav").symlink_to(outside)
    (problem,) = refused(session)
    assert problem.message.startswith("cannot read takes/day01/first.wav: ")


def test_files_that_are_no_takes_are_let_be(project: Project, session: Session) -> None:
    project.takes("day01").mkdir(parents=True)
    for name in ("notes.txt", ".first.wav"):
        (project.takes("day01") / name).write_text("shoot on Monday")
    assert isinstance(timeline(session).voice, Paced)


def test_a_take_of_no_short_is_told(project: Project, session: Session) -> None:
    write_take(project, "frist.wav", recorded(*LINES))
    problems = [one for one in check_days(session, {"day01": []}).problems if one.code == "take-unknown"]
    assert problems == [
        replace(
            problems[0],
            message="takes/day01/frist.wav is a take of no short: none is called `frist`",
            hint="did you mean `first`?",
        )
    ]


SECOND = ("Say it again.", "That line is said.", "Saying it wrong.")
CHATTER = "Please wait until the telephone has stopped ringing."


def write_day(project: Project, *lines: str) -> Path:
    path = project.takes("day01").with_suffix(".m4a")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(recorded(*lines), ".m4a"))
    return path


def test_one_long_take_is_cut_into_the_shorts_of_its_day(project: Project, session: Session) -> None:
    write_day(project, *LINES, CHATTER, *SECOND)
    first, second = sound_of(session, "day01", []).timelines()
    for found in (first, second):
        assert isinstance(found.voice, Taken)
        assert found.voice.file == "takes/day01.m4a"
        assert all(line.utterance for line in found.voice.lines)
    begin = recorded(*LINES, CHATTER).length
    assert second.voice.lines[0].stretches[0].start == pytest.approx(begin + 600, abs=150)  # type: ignore[attr-defined]


def test_shorts_may_come_in_any_order_and_the_last_whole_one_counts(project: Project, session: Session) -> None:
    write_day(project, *SECOND, *LINES, CHATTER, *SECOND)
    first, second = sound_of(session, "day01", []).timelines()
    starts = [found.voice.lines[0].stretches[0].start for found in (first, second)]  # type: ignore[attr-defined]
    begins = [recorded(*SECOND).length, recorded(*SECOND, *LINES, CHATTER).length]
    assert starts == pytest.approx([begin + 600 for begin in begins], abs=150)


def test_what_is_said_between_shorts_is_of_none_of_them(project: Project, session: Session) -> None:
    write_day(project, CHATTER, *LINES, CHATTER, *SECOND, CHATTER)
    found = takings(session, "day01", [])
    assert [(row.short, row.said == row.words, row.deviations) for row in found.rows] == [
        ("first", True, ()),
        ("second", True, ()),
    ]


def test_a_take_of_its_own_wins_over_that_of_the_day(project: Project, session: Session) -> None:
    write_day(project, *LINES, *SECOND)
    write_take(project, "second.wav", recorded(*SECOND))
    voices = [found.voice for found in sound_of(session, "day01", []).timelines()]
    assert [voice.file for voice in voices] == ["takes/day01.m4a", "takes/day01/second.wav"]  # type: ignore[attr-defined]


def test_a_short_that_the_long_take_has_not_is_said_in_silence(project: Project, session: Session) -> None:
    write_day(project, *SECOND)
    first, second = sound_of(session, "day01", []).timelines()
    assert (type(first.voice), type(second.voice)) == (Paced, Taken)


def test_a_day_in_another_language_is_refused_before_anybody_listens(
    project: Project, session: Session, listened: list[int]
) -> None:
    script = project.script("day01")
    script.write_text(script.read_text().replace("title: Two shorts", "title: Two shorts\nlanguage: de"))
    write_take(project, "first.wav", recorded(*LINES))
    (problem,) = refused(session)
    assert (problem.code, problem.message, problem.hint, listened) == (
        "take-file",
        "takes are understood in English, and day01 speaks `de`",
        "move its takes out of takes",
        [],
    )
