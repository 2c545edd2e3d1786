"""Prose stays in its area: what was counted beforehand, judged by where Typst draws each letter."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from shortsgen.layout.area import DEFAULT
from shortsgen.layout.mistake import SIZES
from shortsgen.render.slides.deck import SlideStyle, deck
from shortsgen.render.slides.prose import prose
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.rules.contents import LONGEST
from shortsgen.script.model import Code, Mistake
from tests.factory import make_timeline
from tests.render.shapes import FAILED
from tests.render.slides.boxes import boxes, outside
from tests.render.slides.placed import letters
from tests.render.slides.squares import write_font

BESIDE = ["", "", ".", ",", "s", "(", ")", "“", "”", "-", "/", "…", "!"]
CHIPS = [
    "`.convert()`", '`.convert("RGB")`', "`.requires_grad_(True)`", "`/etc/hosts`", "`!pip install torch`", "`-inf`",
    "`x`", "`y = x @ W + b`", "`encoder-only/decoder-only`", "`torch.nn.functional.cross_entropy(a, b)`", "`__init__`",
]  # fmt: skip
WORDS = [
    "Forgetting", "the", "a", "*really*", "**all of it**", "state-of-the-art", "(batch, 28, 28)", "and/or", "—", "/",
    "!important", ".env", "WWWWWWWWWWW", "Donaudampfschifffahrtsgesellschaft", "e\u0301te\u0301", "naïve", "“so”", "∂x",
    "x" * 60, "(a b)(a b)(a b)(a b)(a b)", "*a*b*c*d*e*f*g*h*i*j*k*l", ":", "∇L(θ)", "𝔼[𝒩]∝ℝ", "???", "100%", "$x$",
]  # fmt: skip
FOREIGN = [
    "神经网络的每一层都会把输入变成输出，然后交给下一层。",
    "ニューラルネットワークは「学習」する。ちょっと待って！",
    "인공",
    "신경망을",
    "เครือข่ายประสาทเทียม",
]
pieces = st.sampled_from(WORDS + FOREIGN) | st.builds("{}{}{}".format, *map(st.sampled_from, (BESIDE, CHIPS, BESIDE)))
texts = st.lists(pieces, min_size=1, max_size=24).map(" ".join)
OVERHANG = 2  # px that the outline of a letter may reach beyond its advance, as a large f does


@pytest.fixture(scope="module")
def slides(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "templates" / "fonts").mkdir(parents=True)
    write_font(folder / "templates" / "fonts" / "Squares.ttf", "".join(FOREIGN))
    return Slides(Templates(folder))


def drawn(slides, text):
    """The letters of the slides that show `text` as their hook, title and mistake."""
    title, hook, mistake = (text[: LONGEST[key]] for key in ("title", "hook", "mistake"))
    timeline = make_timeline(title=title, hook=hook, mistake=Mistake(mistake), kinds=("hook", "code", "mistake"))
    return [letters(page.data) for page in slides.render(timeline, formats=("svg",))]


@given(texts)
@settings(max_examples=60, deadline=None)
@example('Forgetting `.convert("RGB")` breaks images')
@example("Forgetting `.requires_grad_(True)` and then wondering why.")
@example("Everybody forgets about `/usr/local/bin/py` and so on")
@example("Everybody forgets about `!pip install -q` and so on")
def test_no_letter_of_prose_leaves_its_area(slides, text):
    for page in drawn(slides, text):
        assert min(letter.left for letter in page) >= DEFAULT.x - OVERHANG
        assert [one for one in page if one.right > DEFAULT.right_at(one.baseline) + OVERHANG] == []
        assert max(letter.baseline for letter in page) <= DEFAULT.bottom


@given(texts)
@settings(max_examples=40, deadline=None)
def test_a_mistake_finds_the_room_above_its_code_that_was_counted_for_it(slides, text):
    mistake = Mistake(text[: LONGEST["mistake"]], Code("x = 1\n" * 12), "RuntimeError")
    timeline = make_timeline(mistake=mistake, made=FAILED, kinds=["mistake"])
    found = boxes(slides, timeline)
    told, code = (next(box for box in found if box["name"] == name) for name in ("mistake", "code"))
    assert told["size"] >= SIZES[-1]
    assert told["y"] + told["height"] < code["y"]
    assert outside(found, DEFAULT) == []


@pytest.mark.parametrize("text", ["`x`", "Use `a - b`.", "(`-inf`)"])
def test_short_code_is_set_in_one_piece(text):
    assert "chip" in dict(prose(text)[0]["runs"])


@pytest.mark.parametrize("text", ["`Tensor`s", "two`Tensor`", "`a.long(one, that=may) + break`"])
def test_code_beside_a_letter_or_too_long_for_one_piece_is_set_as_words(text):
    assert "chip" not in dict(prose(text)[0]["runs"])


def test_a_break_never_parts_an_accent_from_its_letter():
    (*_, anywhere) = prose("e\u0301" * 30)
    assert "\u200b\u0301" not in anywhere["runs"][0][1]


def test_mathematics_in_code_keeps_to_its_cells(slides):
    """So that a row which has as many columns as fit stays in its window."""
    signs = "∇ℝ𝔼𝒩∝≜⟶→∈∮⨁𝐱𝛼⋯⟹"
    timeline = make_timeline(code=Code(f"{signs}|\n{'x' * len(signs)}|"), kinds=["code"])
    (page,) = slides.render(timeline, formats=("svg",))
    rows = defaultdict(list)
    for letter in letters(page.data):
        rows[letter.baseline].append(letter.left)
    math, plain = (rows[baseline] for baseline in sorted(rows)[-2:])
    assert len(math) == len(signs) + 1
    assert math[-1] == pytest.approx(plain[-1], abs=0.01)


def test_titles_are_set_in_their_style_and_are_plain_where_text_is(slides):
    timeline = make_timeline(title="What `x.T` *means*", series="All of `nn.Module`")
    found = deck(timeline, SlideStyle())
    assert found["title"][0]["runs"] == (("plain", "What "), ("chip", "x.T"), ("plain", " "), ("emphasis", "means"))
    assert found["about"][0] == (("plain", "All of "), ("code", "nn.Module"))
    (pdf,) = slides.render(timeline, formats=("pdf",))
    reader = PdfReader(BytesIO(pdf.data))
    assert reader.metadata.title == "04 first-custom-model: What x.T means"
    assert "`" not in reader.pages[0].extract_text().split("Day 04")[0]


def test_a_series_that_is_too_long_ends_in_an_ellipsis_in_its_style(slides):
    timeline = make_timeline(series="`" + "nn.Module " * 7 + "`")
    assert deck(timeline, SlideStyle())["about"][0][-1] == ("plain", "…")
    for page in slides.render(timeline, formats=("svg",)):
        assert [one for one in letters(page.data) if one.right > DEFAULT.right_at(one.baseline) + OVERHANG] == []
