"""Days that are said by a synthesised voice, and how words are said."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from shortsgen.choices import VoiceName
from shortsgen.pipeline import speaking
from shortsgen.pipeline.building import building
from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.session import Session
from shortsgen.project import find
from shortsgen.sound.sound import from_wav
from shortsgen.store.blobs import Blobs
from tests.cli.conftest import Cli, Edit


@pytest.fixture(autouse=True)
def _nothing_said_before(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


def beats(folder: Path, short: str = "first") -> list[dict[str, Any]]:
    data = json.loads((folder / "build/day01" / short / "short.json").read_text())
    assert isinstance(data["beats"], list)
    return data["beats"]


@pytest.mark.usefixtures("fake")
def test_a_day_is_spoken_once(cli: Cli, project: Path) -> None:
    first = cli("render", "day01", "--voice", "spoken", "--only", "data")
    assert "spoken: 6\n" in first.err
    spoken = beats(project)
    again = cli("render", "day01", "--voice", "spoken", "--only", "data")
    assert "spoken" not in again.err
    assert "0 written" in again.err
    cli("render", "day01", "--only", "data")
    assert [[word["text"] for word in beat["words"]] for beat in spoken] == [
        [word["text"] for word in beat["words"]] for beat in beats(project)
    ]
    assert spoken != beats(project)


@pytest.mark.usefixtures("fake")
def test_beats_start_where_the_word_starts_and_words_lie_in_their_beat(cli: Cli, project: Path) -> None:
    cli("render", "day01", "--voice", "spoken", "--only", "data")
    for beat in beats(project) + beats(project, "second"):
        times = [time for word in beat["words"] for time in (word["start"], word["end"])]
        assert times == sorted(times)
        assert not times or (times[0] == beat["start"] and times[-1] < beat["end"])


@pytest.mark.usefixtures("fake")
def test_what_changed_is_spoken_again_and_nothing_else(cli: Cli, project: Path, edit: Edit) -> None:
    (project / "shortsgen.yaml").write_text("voice: spoken\n")
    cli("render", "day01", "--only", "data")
    edit("Say hello.", "Say good evening.")
    assert "spoken: 1\n" in cli("render", "day01", "--only", "data").err
    edit("title: Two shorts", "title: Two shorts\ndefaults: {pace: 190}")
    assert "spoken: 6\n" in cli("render", "day01", "--only", "data").err
    (project / "shortsgen.yaml").write_text("voice: spoken\nsay: {evening: morning}\n")
    assert "spoken: 1\n" in cli("render", "day01", "--only", "data").err
    assert "spoken" not in cli("render", "day01", "--voice", "paced", "--only", "data").err


@pytest.mark.usefixtures("fake")
def test_what_is_heard_is_kept_with_the_times_of_its_words(cli: Cli, project: Path) -> None:
    cli("run", "day01")
    session = Session(find(project), _nobody, SILENT, VoiceName.SPOKEN)
    with building(session, "day01", ()) as built:
        [first, _] = [built.loaded.timeline(short, built.outcomes) for short in built.shorts]
    clips = [beat.clip for beat in first.beats if beat.clip]
    assert len(clips) == 3
    for beat in first.beats:
        if beat.clip:
            sound = from_wav(Blobs().get(beat.clip.sound) or b"")
            assert 0 <= beat.clip.start < beat.clip.end <= sound.length
            assert beat.clip.end - beat.clip.start == beat.words[-1].end - beat.start


def _nobody() -> Any:
    raise AssertionError("nothing is executed")


@pytest.mark.usefixtures("project", "fake")
def test_the_teleprompter_names_who_speaks(cli: Cli) -> None:
    text = cli("export", "teleprompter", "day01", "1", "--voice", "spoken").out
    assert text.splitlines()[1].endswith(" s of 30 s at 150 words a minute, spoken by heart")


@pytest.mark.usefixtures("project", "fake")
def test_without_the_extra_one_line_says_what_to_install(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"hibari", "pocketsphinx"}
    monkeypatch.setattr("shortsgen.pipeline.extras.find_spec", lambda name: None if name in missing else name)
    for words in (("render", "day01", "--voice", "spoken"), ("check", "--voice", "spoken")):
        done = cli(*words)
        assert done.code == 2
        assert done.err == (
            "error[extra] spoken lines need hibari and pocketsphinx, which are not installed\n"
            "  hint: `pip install 'shortsgen[voice]'`\n"
        )
    assert cli("export", "pronunciation", "day01").err == (
        "error[extra] pronunciations need pocketsphinx, which is not installed\n"
        "  hint: `pip install 'shortsgen[voice]'`\n"
    )


@pytest.mark.usefixtures("fake")
def test_a_language_that_hibari_lacks_is_said_by_espeak(
    cli: Cli, project: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit("title: Two shorts", "title: Zwei Kurze\nlanguage: de")
    assert "spoken: 6\n" in cli("render", "day01", "--voice", "spoken", "--only", "data").err
    assert all(beat["words"][0]["start"] == beat["start"] for beat in beats(project) if beat["words"])
    monkeypatch.setattr("shortsgen.pipeline.extras.find_spec", lambda name: None if "espeak" in name else name)
    speaking._engine.cache_clear()
    assert cli("render", "day01", "--voice", "spoken").err == (
        "error[extra] spoken lines in `de` need espeakng_loader, which is not installed\n"
        "  hint: `pip install 'shortsgen[espeak]'`\n"
    )


@pytest.mark.usefixtures("project", "fake")
def test_a_speaker_that_would_be_downloaded_is_refused(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIBARI_HOME", str(project))
    (project / "shortsgen.yaml").write_text("voice: spoken\nspeaker: emma\n")
    done = cli("render", "day01")
    assert (done.code, done.err) == (
        2,
        "error[speaker] hibari's speaker `emma` would be downloaded, and shortsgen asks no network\n"
        "  hint: `heart` comes with it; or let hibari itself say something as `emma`, which keeps it\n",
    )


@pytest.mark.usefixtures("project")
def test_entries_that_cannot_be_used(cli: Cli, edit: Edit) -> None:
    edit("title: Two shorts", "title: Two shorts\nsay: {nn: '—', two words: 'one', lr: 5}")
    assert cli("check").err == dedent("""\
        scripts_yaml/day01.yaml:2:11: error[script-value] expected a line of words that can be said, found `—`
            2 | say: {nn: '—', two words: 'one', lr: 5}
              |           ^^^

        scripts_yaml/day01.yaml:2:27: error[script-value] expected one word, found `two words`
            2 | say: {nn: '—', two words: 'one', lr: 5}
              |                           ^^^^^

        scripts_yaml/day01.yaml:2:38: error[script-type] expected text, found the number 5
            2 | say: {nn: '—', two words: 'one', lr: 5}
              |                                      ^
          hint: put it in quotes
    """)


@pytest.mark.usefixtures("project", "fake")
def test_how_words_outside_of_the_dictionary_are_said_can_be_put_into_the_day(cli: Cli, edit: Edit) -> None:
    edit("Say hello.", "Use `nn.Linear`, logits and PyTorch.")
    told = cli("export", "pronunciation", "day01").out
    assert told == dedent("""\
        say:
          nn.Linear: n n dot Linear
          logits: low jits  # JH IH T S
          PyTorch: pie torch
    """)
    edit("title: Two shorts\n", f"title: Two shorts\n{told}")
    assert cli("export", "pronunciation", "day01").out == told


@pytest.mark.usefixtures("fake")
def test_an_interrupt_keeps_what_was_said_and_waits_for_no_more(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    measure = speaking.measured

    def interrupted(line: str, *more: Any) -> Any:
        if len(said) == 2:
            raise KeyboardInterrupt
        said.append(line)
        return measure(line, *more)

    monkeypatch.setattr(speaking, "measured", interrupted)
    assert cli("render", "day01", "--voice", "spoken", "--only", "data").code == 130
    assert not (project / "build/day01/first/short.json").exists()
    monkeypatch.setattr(speaking, "measured", measure)
    assert "spoken: 4\n" in cli("render", "day01", "--voice", "spoken", "--only", "data").err
