import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from shortsgen.plan.sentences import sentences
from shortsgen.plan.timeline import Timeline, plan
from shortsgen.render.teleprompter.sheets import as_markdown, export, render, sheets
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Day, Mistake, Options, Short, TalkLine
from shortsgen.text.markup import plain
from shortsgen.text.visible import visible
from tests.draw import draw
from tests.factory import make_short
from tests.strategies import texts, timelines

DAY = Day("day04", "nn.Module + “PyTorch Way”", ())
TEMPLATES = Templates()
CUE = re.compile(r"\[\d+:\d\d\.\d-\d+:\d\d\.\d slide \d+: ")
HOLD = re.compile(r"\[Hold for [0-9.]+ s\]")

SHEET = """\
04 Your First Custom Model Class
12.7 s of 30 s at 150 words a minute
----------------------------------------

[0:00.0-0:04.2 slide 1: hook]
Custom nn.Module = clean, reusable code.

[0:04.2-0:07.9 slide 2: code, lines 1, 3-4 lit]
Define layers in __init__.
Then call model(x).

[0:07.9-0:09.4 slide 3: output, say nothing]

[0:09.4-0:12.7 slide 4: mistake]
Creating layers inside <forward>.
"""

MARKDOWN = """\
# 04 Your First Custom Model Class

12.7 s of 30 s at 150 words a minute

> **0:00.0-0:04.2** slide 1: hook

Custom `nn.Module` = clean, reusable code.

> **0:04.2-0:07.9** slide 2: code, lines 1, 3-4 lit

Define layers in `__init__`.

Then call `model(x)`.

> **0:07.9-0:09.4** slide 3: output, say nothing

> **0:09.4-0:12.7** slide 4: mistake

Creating layers inside \\<forward\\>.
"""


def test_the_sheet_of_a_short_has_a_sentence_a_line_between_cues() -> None:
    artifacts = {artifact.path: artifact.data.decode() for artifact in sheets([_timeline()], TEMPLATES)}
    assert artifacts == {"teleprompter.txt": SHEET, "teleprompter.md": MARKDOWN}


def test_a_short_has_its_sheets_and_its_page() -> None:
    paths = [artifact.path for artifact in render([_timeline()], TEMPLATES, draw)]
    assert paths == ["teleprompter.html", "teleprompter.txt", "teleprompter.md"]


def test_a_day_has_a_heading_above_its_sheets() -> None:
    text, markdown = (artifact.data.decode() for artifact in sheets([_timeline()] * 2, TEMPLATES))
    assert text == f"day04: nn.Module + “PyTorch Way”\n2 shorts, 0:25.5\n\n\n{SHEET}\n\n{SHEET}"
    below = MARKDOWN.replace("# 04", "## 04")
    assert markdown == f"# day04: nn.Module + “PyTorch Way”\n\n2 shorts, 0:25.5\n\n{below}\n{below}"


def test_seconds_over_the_budget_are_in_the_summary() -> None:
    timeline = plan(DAY, _short(options=Options(budget=10)), Outcome(Status.OK))
    assert export([timeline], TEMPLATES).split("\n")[1] == "11.2 s of 10 s at 150 words a minute, 1.2 s over"


def test_figures_after_the_first_are_numbered() -> None:
    timeline = plan(DAY, _short(), Outcome(Status.OK, figures=(b"", b"")))
    assert re.findall(r"slide \d: (output|figure.*), say", export([timeline], TEMPLATES)) == ["output", "figure 2"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("- no list", "\\- no list"),
        ("1. no list either", "1\\. no list either"),
        ("# no heading", "\\# no heading"),
        ("=====", "\\====="),
        ("> no quote", "\\> no quote"),
        ("a_b <i>c</i> [d](e) & f", "a\\_b \\<i\\>c\\</i\\> \\[d\\](e) \\& f"),
        ("``a ` b``", "``a ` b``"),
        ("an *important* word", "an *important* word"),
        ("a *(b)* c", "a (b) c"),
    ],
)
def test_hostile_text_is_escaped(text: str, written: str) -> None:
    assert [as_markdown(sentence) for sentence in sentences(text)] == [written]


@given(texts | st.text())
def test_markdown_reads_as_the_plain_text(text: str) -> None:
    read = [_text_of(MarkdownIt().parse(as_markdown(sentence))) for sentence in sentences(text)]
    assert " ".join(read).split() == visible(" ".join(plain(text).split())).split()


@given(timelines())
def test_all_that_is_said_stands_between_the_cues(timeline: Timeline) -> None:
    lines = [
        line for line in export([timeline], TEMPLATES).split("\n")[3:] if not CUE.match(line) and not HOLD.match(line)
    ]
    spoken = [plain(beat.text) for beat in timeline.beats]
    assert " ".join(lines).split() == visible(" ".join(" ".join(spoken).split())).split()


@given(timelines())
def test_sheets_end_in_one_line_feed_and_have_no_trailing_blanks(timeline: Timeline) -> None:
    for artifact in sheets([timeline, timeline], TEMPLATES):
        text = artifact.data.decode()
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert re.findall(r"[ \t]$", text, re.MULTILINE) == []


def _short(**overrides: object) -> Short:
    talk = (TalkLine("Define layers in `__init__`. Then call `model(x)`.", (1, 3, 4)),)
    return make_short(talk_track=talk, mistake=Mistake("Creating layers inside <forward>."), **overrides)


def _timeline() -> Timeline:
    return plan(DAY, _short(), Outcome(Status.OK, "torch.Size([2, 4])\n"))


def _text_of(tokens: list[Token]) -> str:
    """The text of a document of paragraphs; anything else would be a mark that was not escaped."""
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    children = [child for token in tokens for child in token.children or []]
    kinds = {"text", "text_special", "code_inline", "em_open", "em_close"}
    assert {child.type for child in children} <= kinds
    return "".join(child.content for child in children)


def test_titles_are_plain_in_text_and_in_style_in_markdown() -> None:
    day = Day("day04", "All of `nn.Module`", ())
    timelines = [plan(day, make_short(title="What `x.T` means", id=one), Outcome(Status.OK, "")) for one in "ab"]
    text, markdown = (artifact.data.decode() for artifact in sheets(timelines, TEMPLATES))
    assert (text.split("\n")[0], "04 What x.T means" in text, "`" in text) == ("day04: All of nn.Module", True, False)
    assert markdown.startswith("# day04: All of `nn.Module`\n")
    assert "## 04 What `x.T` means\n" in markdown
