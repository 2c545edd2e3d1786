"""`language` and `labels` of a day and of the settings, and what is said of wrong ones."""

from __future__ import annotations

import pytest

from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.labels.languages import labels_in
from shortsgen.problems import InputError
from shortsgen.report.human import human
from shortsgen.script.dump import dump
from shortsgen.script.load import load
from shortsgen.script.load_settings import load_settings
from tests.factory import no_file

SHORTS = """title: T
shorts:
  - id: one
    title: One
    hook: Hook.
    talk_track: [Say.]
    code: print(1)
"""


def labels(head: str, settings: str = ""):
    words = load_settings(settings, "shortsgen.yaml", no_file).labels
    return load(head + SHORTS, "day.yaml", "day", words=words).labels


def told(text: str, read=lambda text: load(text, "day.yaml", "day")) -> str:
    with pytest.raises(InputError) as caught:
        read(text)
    return human(caught.value.problems, caught.value.sources).plain


@pytest.mark.parametrize(
    ("head", "settings", "language", "mistake"),
    [
        ("", "", "en", "Common mistake"),
        ("language: de\n", "", "de", "Häufiger Fehler"),
        ("", "language: es\n", "es", "Error común"),
        ("language: fr\n", "language: es\n", "fr", "Erreur fréquente"),
        ("", "labels: {mistake: Pitfall}\n", "en", "Pitfall"),
        ("language: en\n", "labels: {mistake: Pitfall}\n", "en", "Pitfall"),
        ("language: de\n", "labels: {mistake: Pitfall}\n", "de", "Häufiger Fehler"),
        ("labels: {mistake: Trap}\n", "labels: {mistake: Pitfall}\n", "en", "Trap"),
        ("labels: {made: for real}\n", "labels: {mistake: Pitfall}\n", "en", "Pitfall"),
    ],
)
def test_the_nearest_wins_and_words_of_the_settings_hold_in_their_language(head, settings, language, mistake) -> None:
    found = labels(head, settings)
    assert (found.language, found.slides.mistake) == (language, mistake)


def test_words_of_a_persons_own_take_the_place_of_single_ones() -> None:
    found = labels("language: de\nlabels: {mistake: Stolperfalle, cue: 'Bild {number}: {shows}'}\n")
    assert found.slides.mistake == "Stolperfalle"
    assert found.screen.cue == "Bild {number}: {shows}"
    assert found.slides.made == labels_in("de").slides.made


def test_they_are_written_again_as_they_were() -> None:
    day = load("language: de\nlabels: {mistake: Stolperfalle}\n" + SHORTS, "day.yaml", "day")
    text = dump(day)
    assert "language: de\nlabels:\n  mistake: Stolperfalle\n" in text
    assert load(text, "day.yaml", "day") == day
    assert ENGLISH.language not in dump(load(SHORTS, "day.yaml", "day")).split("shorts:")[0].splitlines()


def test_what_is_wrong_with_them_is_told_where_it_stands() -> None:
    assert told(
        "labels:\n  mistke: Trap\n  cue: Slide {number}\n  made: '{}'\n  output: " + "x" * 27 + "\n" + SHORTS
    ) == (
        """\
day.yaml:2:3: error[script-unknown-key] unknown label `mistke`
    2 |   mistke: Trap
      |   ^^^^^^
  hint: did you mean `mistake`?

day.yaml:3:8: error[script-value] expected a text with `{number}` and `{shows}`, found `Slide {number}`
    3 |   cue: Slide {number}
      |        ^^^^^^^^^^^^^^
  hint: as in `slide {number}: {shows}`

day.yaml:4:9: error[script-value] expected a text with no `{...}`, found `{}`
    4 |   made: '{}'
      |         ^^^^
  hint: as in `really made`

day.yaml:5:11: error[script-value] expected at most 26 characters, found `xxxxxxxxxxxxxxxxxxxxxxxxxxx`
    5 |   output: xxxxxxxxxxxxxxxxxxxxxxxxxxx
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: it is drawn on slides: shorten it
"""
    )


def test_a_language_of_code_is_no_language_of_words() -> None:
    assert told("language: python\n" + SHORTS) == (
        """\
day.yaml:1:11: error[script-value] expected 'en', 'de', 'es', 'fr' or 'pt', found `python`
    1 | language: python
      |           ^^^^^^
  hint: it is the language of words; that of code stands in `listings`
"""
    )
    assert told(SHORTS + "    language: de\n") == (
        """\
day.yaml:8:5: error[script-unknown-key] unknown key `language`
    8 |     language: de
      |     ^^^^^^^^
  hint: that of words stands beside the day's `title`, or in shortsgen.yaml; that of code in `listings`
"""
    )
