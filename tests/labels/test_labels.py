"""Words of slides and pages, in each language that there is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

from shortsgen.choices import Repeated
from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.labels.labels import LONGEST_DRAWN, GlanceLabels, PrompterLabels, ScreenLabels, SlideLabels
from shortsgen.labels.languages import LANGUAGES, labels_in
from shortsgen.render.captions import subtitles
from shortsgen.render.captions.assstyle import DEFAULT
from shortsgen.render.glance.entry import IndexEntry
from shortsgen.render.glance.index import Overview
from shortsgen.render.glance.index import render as glance
from shortsgen.render.slides.deck import SlideStyle, deck
from shortsgen.render.slides.glyphs import COMMON
from shortsgen.render.teleprompter.sheets import render as teleprompter
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Code, Mistake
from tests.factory import make_timeline
from tests.html import parse

ROOT = Path(__file__).parents[2]
GROUPS = (SlideLabels, ScreenLabels, PrompterLabels, GlanceLabels)
TEMPLATES = Templates()
OTHERS = [language for language in LANGUAGES if language != "en"]


def filled(word: str) -> list[str]:
    return sorted(name for _, name, *_ in Formatter().parse(word) if name)


def shorts(language: str):
    made = Mistake("Zu spät.", Code("int('x')"), "ValueError")
    lines = Outcome(Status.OK, "".join(f"{number}\n" for number in range(60)))
    timeline = make_timeline(lines, Outcome(Status.OK, "1\n"), labels=labels_in(language), mistake=made)
    return replace(timeline, day="day04")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_into_a_word_is_the_same_in_each_language(language: str) -> None:
    found = {name: filled(word) for name, word in labels_in(language).words.items()}
    assert found == {name: filled(word) for name, word in ENGLISH.words.items()}
    assert labels_in(language).language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_blank_and_those_on_slides_are_short_and_in_the_fonts(language: str) -> None:
    labels = labels_in(language)
    assert [name for name, word in labels.words.items() if word != word.strip() or not word] == []
    assert [
        word for word in labels.slides if len(re.sub(r"{\w+}", "", word)) > LONGEST_DRAWN or set(word) - COMMON
    ] == []


def test_no_two_words_have_the_same_name() -> None:
    names = Counter(name for group in GROUPS for name in group._fields)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_word_is_used_somewhere() -> None:
    modules = [path.read_text() for path in (ROOT / "src/shortsgen").rglob("*.py") if path.parent.name != "labels"]
    read = {node.attr for text in modules for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)} | {
        name
        for path in (ROOT / "templates").iterdir()
        if path.suffix in (".j2", ".js")
        for name in re.findall(r"labels\.(\w+)", path.read_text())
    }
    by_status = {status.value for status in Status} | {"unrecorded"}
    by_output = {name for name in GlanceLabels._fields if name.startswith("file_")}
    assert set(ENGLISH.words) - read - by_status - by_output == set()


@pytest.mark.parametrize(
    ("language", "heading", "made", "output", "left_out", "day"),
    [
        ("en", "Common mistake", "really made", "output", "… {} lines left out …", "Day 04"),
        ("de", "Häufiger Fehler", "wirklich gemacht", "Ausgabe", "… {} Zeilen ausgelassen …", "Tag 04"),
        ("es", "Error común", "ejecutado de verdad", "salida", "… {} líneas omitidas …", "Día 04"),
        ("fr", "Erreur fréquente", "réellement commise", "sortie", "… {} lignes omises …", "Jour 04"),
        ("pt", "Erro comum", "executado de verdade", "saída", "… {} linhas omitidas …", "Dia 04"),
    ],
)
def test_slides_speak_the_language_of_their_day(language, heading, made, output, left_out, day) -> None:
    told = deck(shorts(language), SlideStyle())
    assert told["labels"]["language"] == language
    assert told["labels"]["mistake"] == heading
    assert told["about"][1] == (("plain", day),)
    (printed,) = [slide for slide in told["slides"] if slide["kind"] == "output"]
    assert printed["terminal"]["label"] == output
    rows = [
        span[1] for row in printed["terminal"]["sections"][0]["rows"] for span in row["spans"] if span[0] == "remark"
    ]
    assert [re.sub(r"\d+", "{}", row) for row in rows] == [left_out]
    (mistake,) = [slide for slide in told["slides"] if slide["kind"] == "mistake"]
    assert mistake["window"]["label"] == made


@pytest.mark.parametrize("language", OTHERS)
def test_pages_have_no_word_of_english_of_ours_and_say_their_language(language: str) -> None:
    timeline = shorts(language)
    overview = Overview("day04", "T", timeline.labels, (IndexEntry(timeline, "first-custom-model", {}),))
    (index,) = glance(overview, TEMPLATES)
    prompter, *sheets = teleprompter((timeline, timeline), TEMPLATES, lambda _: ())
    own = labels_in(language).words
    english = {word for name, word in ENGLISH.words.items() if word != own[name] and "{" not in word and " " in word}
    texts = [index.data.decode(), prompter.data.decode(), *(one.data.decode() for one in sheets)]
    assert [word for word in english for text in texts if word in text] == []
    assert [parse(text).one("html").attributes["lang"] for text in texts[:2]] == [language, language]


def test_a_number_of_seconds_is_written_as_the_language_does() -> None:
    (_, text, _) = teleprompter((shorts("de"),), TEMPLATES, lambda _: ())
    assert " s von 30 s bei 150 Wörtern pro Minute" in text.data.decode()
    assert re.search(r"^\d+,\d s von", text.data.decode(), re.MULTILINE)
    assert "Folie 1: Aufhänger, nichts sagen]" in text.data.decode()


def test_the_card_of_burned_in_captions_says_what_it_leaves_out_in_its_language() -> None:
    burned_in = subtitles.export((shorts("fr"),), TEMPLATES, "ass", style=replace(DEFAULT, repeat=tuple(Repeated)))
    assert re.search(r"… \d+ lignes omises …", burned_in)


def test_a_label_that_is_too_wide_to_be_drawn_is_cut() -> None:
    wide = ENGLISH.having({"mistake": "W" * LONGEST_DRAWN}, {})
    told = deck(make_timeline(labels=wide), SlideStyle())["labels"]["mistake"]
    assert told.endswith("…")
    assert len(told) < LONGEST_DRAWN
