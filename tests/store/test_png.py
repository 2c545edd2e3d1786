"""Which bytes are a PNG all through: those that drawing programs write, and none that would harm whoever draws them."""

from __future__ import annotations

import io
import tracemalloc
import zlib
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shortsgen.store.png import MARK, is_png, is_whole, pixels, size, smallest_text, style


def chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


HEAD = pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0)
ROWS = b"\0" + bytes(9) + b"\4" + bytes(9)


def made(head: bytes = HEAD, rows: bytes = ROWS, *, packed: bytes | None = None, more: bytes = b"") -> bytes:
    """A picture of 3 by 2, with a fault where one is given."""
    data = chunk(b"IDAT", zlib.compress(rows) if packed is None else packed)
    return MARK + chunk(b"IHDR", head) + more + data + chunk(b"IEND", b"")


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(1, 1), (3, 700), (1000, 2), (1200, 900)])
def test_what_pillow_writes_is_whole(mode: str, size: tuple[int, int]) -> None:
    file = io.BytesIO()
    Image.effect_noise(size, 90).convert(mode).save(file, "PNG", dpi=(160, 160))
    assert is_whole(file.getvalue())
    assert pixels(file.getvalue()) == size[0] * size[1]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        MARK,
        MARK + chunk(b"IHDR", HEAD),
        made()[:-1],
        made() + b"\0",
        made() + chunk(b"IDAT", b""),
        made().replace(b"IEND", b"IENE"),
        made(more=chunk(b"IDAT", b"") + chunk(b"pHYs", bytes(9))),
        made(more=chunk(b"iCCP", zlib.compress(bytes(10**6)))),
        made(more=chunk(b"PLTE", bytes(3))),
        made(HEAD[:12]),
        made(pack(">IIBBBBB", 0, 2, 8, 2, 0, 0, 0)),
        made(pack(">IIBBBBB", 3, 2, 16, 2, 0, 0, 0)),
        made(pack(">IIBBBBB", 3, 2, 8, 3, 0, 0, 0)),
        made(pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 1)),
        made(rows=ROWS[:-1]),
        made(rows=ROWS + b"\0"),
        made(rows=ROWS.replace(b"\4", b"\5")),
        made(packed=b"garbage"),
        made(packed=zlib.compress(ROWS)[:-1]),
        made(packed=zlib.compress(ROWS) + b"\0"),
        made(more=chunk(b"IDAT", b"") * 5000),
    ],
)
def test_what_is_damaged_is_not(data: bytes) -> None:
    assert is_whole(made())
    assert not is_whole(data)


@given(st.integers(0, len(made()) - 1), st.integers(1, 255))
def test_no_byte_of_it_may_be_another(place: int, change: int) -> None:
    data = bytearray(made())
    data[place] ^= change
    assert not is_whole(bytes(data))


def test_what_unpacks_to_more_is_not_unpacked_to_the_end() -> None:
    data = made(packed=zlib.compress(bytes(2**28), 9))
    tracemalloc.start()
    assert not is_whole(data)
    assert tracemalloc.get_traced_memory()[1] < 2**23
    tracemalloc.stop()


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1, 70_000), (65_536, 2)])
def test_a_picture_is_as_wide_and_as_high_as_its_head_says(width: int, height: int) -> None:
    assert size(made(pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))) == (width, height)


def test_what_begins_as_one_does_is_taken_for_one_to_look_at() -> None:
    assert is_png(made()[:24])
    for other in (b"", made()[:23], b"x" + made(), made().replace(b"IHDR", b"IDAT"), b"GIF89a" + made()[6:]):
        assert not is_png(other)
        assert pixels(other) == 0


def note(text: bytes) -> bytes:
    return made(more=chunk(b"tEXt", text))


def test_a_figure_says_its_style_and_its_smallest_text() -> None:
    figure = made(more=chunk(b"tEXt", b"Style\0dark") + chunk(b"tEXt", b"Smallest text\x0035.6"))
    assert (style(figure), smallest_text(figure), is_whole(figure)) == ("dark", 35.6, True)
    assert (style(made()), smallest_text(made())) == ("", None)


@pytest.mark.parametrize(
    "text",
    [b"", b"nan", b"inf", b"-1.0", b"0.0", b"1e9", b"12345.6", b"1.0\n", b"9" * 10**6, b"\xff", "１.0".encode(), b"1"],
)
def test_what_is_no_size_is_none(text: bytes) -> None:
    assert smallest_text(note(b"Smallest text\0" + text)) is None


@pytest.mark.parametrize(
    "figure",
    [
        b"",
        b"garbage",
        made()[:40],
        note(b"Style\0\xff"),
        note(b"Style"),
        note(b"Style\0dark")[:40],
        note(b"Style\0dark").replace(b"dark", b"dork"),
        made(more=chunk(b"tEXt", b"x\0") * 99 + chunk(b"tEXt", b"Style\0dark")),
    ],
)
def test_what_says_no_style_has_none(figure: bytes) -> None:
    assert style(figure) == ""


@given(st.binary())
def test_no_bytes_are_too_odd_to_be_asked(data: bytes) -> None:
    for figure in (data, made(more=data), note(b"Smallest text\0" + data), note(b"Style\0" + data)):
        assert isinstance(style(figure), str)
        assert (smallest_text(figure) or 1) > 0
