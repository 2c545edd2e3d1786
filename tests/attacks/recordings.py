"""Projects whose recording or settings hold pictures that are made to harm whoever draws them."""

from __future__ import annotations

import zlib
from struct import pack

from shortsgen.pipeline.day import load_day
from shortsgen.project import Project
from shortsgen.run.recording import figure_hash
from tests.attacks.project import Place, Step, hostile, write
from tests.render.shapes import png

_RECORDING = """\
format: 2
environments:
  "0":
    python: "3.11"
outcomes:
  {name}:
    key: "{key}"
    environment: "0"
    status: ok
    figures:
"""
_STALE = "stale +first"


def records(*figures: bytes, hashes: list[str] | None = None, name: str = "first") -> Step:
    """A recording that is fresh for the script, and names these figures."""

    def make(place: Place) -> None:
        key = load_day(Project(place.project), "day01").snippets[0].key
        named = map(figure_hash, figures) if hashes is None else hashes
        lines = "".join(f"      - {one}\n" for one in named)
        write("scripts_yaml/day01.outputs.yaml", _RECORDING.format(name=name, key=key) + lines)(place)
        for number, data in enumerate(figures, 1):
            write(f"scripts_yaml/day01.figures/first-{number}.png", data)(place)

    return make


def forged(content: bytes) -> bytes:
    """A picture of 4 by 4 whose checksums are right, with this in the place of its rows."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


PICTURES = (
    hostile(
        "records a figure of 20,000 by 20,000",
        records(png(20_000, 20_000)),
        words="list day01",
        code=0,
        says=_STALE,
        note="taken for one that is missing",
    ),
    hostile(
        "records garbage for a figure",
        records(forged(b"no rows at all")),
        words="list day01",
        code=0,
        says=_STALE,
        note="taken for one that is missing",
    ),
    hostile(
        "records a figure that unpacks to more than it shows",
        records(forged(zlib.compress(bytes(2**28), 9))),
        words="list day01",
        code=0,
        says=_STALE,
        note="taken for one that is missing",
    ),
    hostile(
        "records 280,000 figures",
        records(hashes=["0" * 20] * 280_000),
        words="list day01",
        says=r"day01.outputs.yaml:11:7: .* expected at most 8 figures, found 280000",
    ),
    hostile(
        "records what is no hash of a figure",
        records(hashes=['"../../../outside/secret"']),
        words="list day01",
        says=r"day01.outputs.yaml:11:9: .* expected the hash of a figure",
    ),
    hostile(
        "records a figure of what is no snippet",
        records(hashes=["0" * 20], name=r'"a\0b"'),
        words="list day01",
        says=r"day01.outputs.yaml:6:3: .* expected the id of a short",
    ),
    hostile(
        "has a logo of 20,000 by 20,000",
        write("shortsgen.yaml", "theme: {logo: logo.png}\n"),
        write("logo.png", png(20_000, 20_000)),
        words="list",
        says=r"shortsgen.yaml:1:15: .* the logo `logo.png` has more than 32 million pixels",
    ),
)
