"""What the fonts of slides cannot draw is told before it is filmed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from shortsgen.pipeline.screen import frame
from shortsgen.render.look import Look
from shortsgen.render.slides.glyphs import COMMON, Glyphs
from shortsgen.report.human import human
from shortsgen.rules.glyphs import glyph_problems
from shortsgen.rules.screen import frame_problems
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.load import load
from shortsgen.script.model import Code, Listing, Mistake
from shortsgen.shipped import built_in
from shortsgen.theme.tokens import Theme
from tests.factory import make_timeline

LABEL = "04 first-custom-model"
BUILT_IN = Glyphs(Look())


def test_common_characters_are_in_the_fonts() -> None:
    assert Glyphs(Look())._drawn >= {ord(character) for character in COMMON - {"\n", "\t"}}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("print('a')\n\t“quoted” → 784", []),
        ("中 and 😀, 中 again", ["中", "😀"]),
        ("∇L ∈ ℝⁿ, 𝔼[x] ∝ 𝒩(μ, σ²) ⟹ ∀ε ∃δ: ‖x̂‖ ≤ ⌊𝐱ᵀ𝐲⌋ ⊗ ∮ ≜ ↦ ⟨∂⟩ ∅ 𝑓∘𝑔", ["ᵀ"]),
        ("\x1b[0m\u202e", []),  # never drawn: slides show a sign in its place
    ],
)
def test_what_no_font_has_is_found_once(text: str, missing: list[str]) -> None:
    assert BUILT_IN.missing(text) == missing


def test_a_font_of_the_project_counts(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "fonts"
    folder.mkdir(parents=True)
    (folder / "Own.otf").write_bytes(_with_glyph(built_in() / "fonts" / "Inter-Medium.otf", 0x4E2D))
    assert Glyphs(Look(tmp_path)).missing("中") == []


def _with_glyph(file: Path, code: int) -> bytes:
    """The font of `file`, with its A for the character `code` too."""
    data = BytesIO()
    with TTFont(file) as font:
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = table.cmap[ord("A")]
        font.save(data)
    return data.getvalue()


def test_every_text_of_a_slide_is_looked_at() -> None:
    timeline = make_timeline(
        title="中",
        hook="文",
        code=Code("x = '字'"),
        mistake=Mistake("漢", Code("y = '語'")),
        listings=(Listing("言", Code("列")),),
        outcome=Outcome(Status.OK, "汉\n"),
        made=Outcome(Status.OK, "果\n"),
    )
    texts = {
        "中": "title",
        "文": "hook",
        "字": "code",
        "列": "listing",
        "言": "language of the listing",
        "汉": "output",
        "漢": "mistake",
        "語": "mistake's code",
        "果": "mistake's output",
    }
    assert [problem.message for problem in glyph_problems(timeline, BUILT_IN.missing)] == [
        f"{LABEL}: no font of the slides has `{character}` (U+{ord(character):04X}), which the {what} shows"
        for character, what in texts.items()
    ]


def test_code_is_told_with_its_line_and_column() -> None:
    head = "title: T\nshorts:\n  - id: a\n    title: T\n    hook: H\n    talk_track: [S]\n"
    (short,) = load(f"{head}    code: |\n      x = 1\n      y = '中'\n", "day.yaml", "day").shorts
    timeline = make_timeline(code=short.code, spans=short.spans, mistake=None)
    (problem,) = glyph_problems(timeline, BUILT_IN.missing)
    assert str(problem.span) == "day.yaml:9:12"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("中", "`中` (U+4E2D)"),
        ("中文中字", "`中` (U+4E2D), `文` (U+6587), `字` (U+5B57)"),
        ("中文字語", "`中` (U+4E2D), `文` (U+6587), `字` (U+5B57) and 1 more"),
    ],
)
def test_three_characters_of_a_text_are_named_and_the_others_counted(title: str, told: str) -> None:
    [problem] = glyph_problems(make_timeline(title=title), BUILT_IN.missing)
    assert problem.message == f"{LABEL}: no font of the slides has {told}, which the title shows"
    assert problem.hint == "leave it out, or put a font that has it into templates/fonts/"


def test_a_label_of_a_persons_own_is_told_where_it_stands_once_for_all_slides() -> None:
    head = "title: T\nlabels: {mistake: よくある間違い}\nshorts:\n  - id: a\n    title: T\n    hook: H\n"
    day = load(f"{head}    talk_track: [S]\n    code: print(1)\n", "day.yaml", "day")
    found = frame_problems("day", frame(day, Theme()), BUILT_IN.missing)
    assert human(found, {"day.yaml": day.text}).plain == (
        """\
day.yaml:2:19: error[glyph-missing] day: no font of the slides has `よ` (U+3088), `く` (U+304F), `あ` (U+3042) \
and 4 more, which the label `mistake` shows
    2 | labels: {mistake: よくある間違い}
      |                   ^^^^^^^
  hint: leave it out, or put a font that has it into templates/fonts/
"""
    )
