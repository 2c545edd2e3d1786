from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.render.teleprompter.pictures import Pictures, picture, store
from shortsgen.render.templates import Templates
from shortsgen.store.blobs import Blobs
from tests.draw import svgs
from tests.factory import make_timeline

TEMPLATES = Templates()
ROOT = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def of(inside: str) -> tuple[str, str]:
    """The markup of a picture that holds `inside`, and its parts."""
    found = picture(ROOT.format(inside).encode())
    return found.markup, store([found])


def test_what_paints_is_taken_over() -> None:
    assert of('<g transform="translate(1.23456 2)"><path d="M 0 0.12345 v 2.5 Z" fill="#fff"/></g>') == (
        '<g transform="translate(1.235 2)"><path d="M0 0.123v2.5Z" fill="#fff"/></g>',
        "",
    )


@pytest.mark.parametrize(
    "inside",
    [
        "<script>ran()</script>",
        "<style>* { background: url(https://example.com) }</style>",
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><b/></body></foreignObject>',
        '<a href="javascript:ran()"><path/></a>',
        '<animate attributeName="href" to="javascript:ran()"/>',
        "<g><script>ran()</script></g>",
        "<title>no text either</title>",
    ],
)
def test_what_could_run_or_fetch_is_left_out(inside: str) -> None:
    assert of(inside) == ("", "")


@pytest.mark.parametrize(
    "attribute",
    [
        'onclick="ran()"',
        'onload="ran()"',
        'style="fill: red"',
        'class="x"',
        'id="x"',
        'href="https://example.com/x.svg#a"',
        'xlink:href="javascript:ran()"',
        'xlink:href="data:text/html,x"',
    ],
)
def test_attributes_that_do_not_paint_are_left_out(attribute: str) -> None:
    assert of(f'<path d="M 0 0" {attribute}/>') == ('<path d="M0 0"/>', "")


@pytest.mark.parametrize("value", ["url(https://example.com/a#b)", "URL(x.svg)", r"u\72l(x)", "x url( //a )"])
def test_a_colour_that_is_fetched_is_none(value: str) -> None:
    assert of(f'<path fill="{value}"/>') == ('<path fill="none"/>', "")


@pytest.mark.parametrize("link", ["data:image/png;base64,iVBORw0=", "data:image/svg+xml;base64,PHN2Zy8+"])
def test_an_image_that_is_in_the_picture_stays(link: str) -> None:
    assert of(f'<image width="2" xlink:href="{link}"/>') == (f'<image width="2" href="{link}"/>', "")


def test_an_image_from_elsewhere_does_not() -> None:
    assert of('<image width="2" href="https://example.com/x.png"/>') == ('<image width="2"/>', "")


def test_what_is_referred_to_is_kept_under_a_name_made_of_what_it_holds() -> None:
    gradient = '<defs><linearGradient id="{0}"><stop offset="0.125" stop-color="red"/></linearGradient></defs>'
    one = of(gradient.format("a") + '<path fill="url(#a)"/>')
    assert one == of(gradient.format("b") + '<path fill="url(#b)"/>')
    [name] = re.findall(r'<path fill="url\(#(p[0-9a-f]{12})\)"/>', one[0])
    kept = f'<linearGradient id="{name}"><stop offset="0.125" stop-color="red"/></linearGradient>'
    assert one[1] == kept


def test_a_part_that_refers_to_itself_ends() -> None:
    markup, parts = of('<defs><g id="a"><use href="#a"/></g></defs><g><use href="#a"/><path/></g>')
    assert (markup.count("use"), parts.count("use")) == (1, 1)


def test_letters_in_another_colour_are_the_same_part() -> None:
    glyph = '<defs><symbol id="g1" overflow="visible"><path d="M 0 0"/></symbol></defs>'
    letters = '<g><use xlink:href="#g1" x="0" fill="{0}"/><use xlink:href="#g1" x="9" fill="{0}"/></g>'
    (one, parts), (other, same) = (of(glyph + letters.format(colour)) for colour in ("#fff", "#777"))
    assert one.replace("#fff", "#777") == other
    assert parts == same


def test_slides_of_a_short_share_most_of_what_they_show() -> None:
    drawn = svgs(make_timeline())
    pictures = [picture(svg) for svg in drawn]
    small = sum(len(one.markup) for one in pictures) + len(store(pictures))
    assert small < sum(map(len, drawn)) / 2
    ids = re.findall(r' id="(\w+)"', store(pictures))
    assert len(ids) == len(set(ids)) > 50
    linked = {link for one in pictures for link in re.findall(r'(?:href="|url\()#(\w+)', one.markup)}
    assert linked <= set(ids)


@given(st.text(alphabet="<>&\"'()#;: aurl\u202e", max_size=30))
def test_values_are_escaped(value: str) -> None:
    from html import escape

    markup, _ = of(f'<path points="{escape(value)}"/>')
    assert re.fullmatch(r'<path points="[^"<>]*"/>', markup)


def test_what_was_made_of_a_slide_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = svgs(make_timeline())[:2]
    made = Pictures(Blobs(tmp_path)).of(first)
    assert made == picture(first)
    monkeypatch.setattr(ElementTree, "fromstring", None)  # a slide that is read again fails
    assert Pictures(Blobs(tmp_path)).of(first) == made
    with pytest.raises(TypeError):
        Pictures(Blobs(tmp_path)).of(second)
