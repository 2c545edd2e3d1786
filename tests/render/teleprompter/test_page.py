from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from shortsgen.plan.timeline import Timeline, plan
from shortsgen.problems import InputError
from shortsgen.render.inline import Inline
from shortsgen.render.teleprompter import page as prompter
from shortsgen.render.teleprompter.page import PageBeat, PageWord
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Day, TalkLine
from shortsgen.text.markup import Style, plain
from shortsgen.text.visible import visible
from tests.draw import draw
from tests.factory import make_short
from tests.strategies import timelines

TEMPLATES = Templates()
DAY = Day("day04", "nn.Module + “PyTorch Way”", ())


def planned(number: int = 4) -> Timeline:
    talk = (TalkLine("Define *all* in `__init__`. Then call `model(x)`.", (3, 4)), TalkLine("Done.", (3, 4)))
    return plan(DAY, make_short(number=number, id=f"n{number}", talk_track=talk), Outcome(Status.OK, "[2, 4]\nmore\n"))


def beats(timeline: Timeline) -> list[PageBeat]:
    return list(prompter._beats(timeline))


def words(timeline: Timeline) -> list[PageWord]:
    return [word for beat in beats(timeline) for sentence in beat.sentences for word in sentence]


def test_a_cue_stands_where_the_slide_changes_or_nothing_is_said() -> None:
    assert [(beat.cue, beat.code) for beat in beats(planned())] == [
        ("Slide 1: hook", ""),
        ("Slide 2: code, lines 3-4 lit", "model = nn.Linear(4, 2)"),
        ("", ""),
        ("Slide 3: output, say nothing for 1.5 s", "[2, 4]"),
        ("Slide 4: mistake", ""),
    ]


def test_words_keep_their_styles_and_have_the_times_of_the_timeline() -> None:
    timeline = planned()
    found = words(timeline)
    assert [word.at for word in found] == [word.start for beat in timeline.beats for word in beat.words]
    [init] = [word for word in found if word.runs[0].text == "__init__"]
    assert [(run.text, run.style) for run in init.runs] == [("__init__", Style.CODE), (".", Style.PLAIN)]


@given(timelines())
def test_every_word_of_any_script_is_there_at_its_time(timeline: Timeline) -> None:
    said = [(word.at, "".join(run.text for run in word.runs)) for word in words(timeline)]
    assert said == [(word.start, visible(word.text)) for beat in timeline.beats for word in beat.words]


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(timelines())
def test_any_script_is_a_page_with_its_words_in_order(timeline: Timeline) -> None:
    page = prompter.render([timeline] * (prompter.MOST_PICTURED + 1), TEMPLATES, draw).data.decode()
    article = page.split("<article")[1]
    paragraphs = re.findall(r'<p class="said"[^>]*>(.*?)</p>', article, re.DOTALL)
    shown = [unescape(re.sub(r"<[^>]+>", "", paragraph)) for paragraph in paragraphs]
    spoken = [plain(beat.text) for beat in timeline.beats]
    assert " ".join(shown).split() == visible(" ".join(" ".join(spoken).split())).split()


def test_a_very_long_day_has_no_pictures() -> None:
    few, many = ([planned(number) for number in range(count)] for count in (2, prompter.MOST_PICTURED + 1))
    assert prompter.render(few, TEMPLATES, draw).data.count(b"<template ") == 8
    assert prompter.render(many, TEMPLATES, draw).data.count(b"<template ") == 0


def test_the_policy_names_what_the_browser_hashes() -> None:
    assert Inline("a{}\n", "run()\n").policy == (
        "default-src 'none'; "
        "script-src 'sha256-0epfjBPzlDrX7xRqxzOf/AhKAtl6BuELJuJHS+ZI4Ps='; "
        "style-src 'sha256-u0Jj2e1i7IBkNDEHdGEj6YSZteK6W+q1Sv+Vn8x343I='; "
        "img-src data:; media-src 'none'; font-src data:; base-uri 'none'; form-action 'none'"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    return tmp_path / "templates"


def test_a_projects_own_style_and_script_win(folder: Path) -> None:
    (folder / "teleprompter.css").write_bytes(b"p { color: lime }\r\n")
    page = prompter.render([planned()], Templates(folder.parent), draw).data.decode()
    assert "<style>p { color: lime }\n</style>" in page
    assert Inline("p { color: lime }\n", "").policy.split("; ")[2].replace("'", "&#39;") in page


@pytest.mark.parametrize(
    ("name", "data", "line", "message"),
    [
        ("teleprompter.js", b"a\nb = '</script>'", 2, "`</script` cannot stand in a page's script"),
        ("teleprompter.css", b"</STYLE>", 1, "`</STYLE` cannot stand in a page's style"),
        ("teleprompter.js", b"<!-- x", 1, "`<!--` cannot stand in a page's script"),
        ("teleprompter.css", b"a\n\n\xff", 3, "the file is no UTF-8"),
    ],
)
def test_what_would_break_the_page_is_a_problem(folder: Path, name: str, data: bytes, line: int, message: str) -> None:
    (folder / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        prompter.render([planned()], Templates(folder.parent), draw)
    [problem] = caught.value.problems
    assert problem.span is not None
    assert (problem.message, problem.span.line) == (message, line)


def test_a_title_is_in_style_above_its_short_and_plain_where_it_is_a_name() -> None:
    short = make_short(title="What `x.T` *means*")
    timeline = plan(Day("day04", "All of `nn.Module`", ()), short, Outcome(Status.OK, ""))
    [page] = [prompter.render([timeline], Templates(), lambda _: ()).data.decode()]
    assert '-title">04 What <code>x.T</code> <em>means</em></h2>' in page
    assert 'data-name="04 What x.T means"' in page
    assert "<title>04 What x.T means, teleprompter</title>" in page
