"""Shorts of all shapes that slides must show."""

from __future__ import annotations

import zlib
from dataclasses import replace
from struct import pack

from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Listing, Mistake, TalkLine
from tests.factory import make_timeline

HOSTILE = '#panic("x") " \\ $x$ `raw` */ // \x00 \\u{41} \n= heading <box> @ref ${{ }} {% if %} \u202e \u2028'
LONG_MISTAKE = ("Forgetting `model.eval()` before you measure, or calling it in the wrong place, " * 4)[:240]
LONG_LINE = "result = torch.nn.functional.cross_entropy(model(inputs), targets, reduction='mean') # x"
LONG_CLASS = "class Net(nn.Module):\n    def forward(self, x):\n" + "        x = self.layer(x)\n" * 22
FAILURE = Failure("RuntimeError", "mat1 and mat2 shapes cannot be multiplied (3x4 and 2x4)")
FAILED = Outcome(Status.RAISED, "", error=FAILURE)


def png(width, height, style="dark", smallest=""):
    """A grey picture, as matplotlib might have drawn one, and what it says of itself."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    texts = {"Style": style, "Smallest text": smallest}
    notes = b"".join(chunk(b"tEXt", f"{name}\0{text}".encode()) for name, text in texts.items() if text)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + notes + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def output(text, *figures):
    return Outcome(Status.OK, text, figures)


SHAPES = {
    "plain": make_timeline(),
    "hook of wide letters": make_timeline(hook=("WWWWWWWW " * 18)[:160]),
    "hook of one word": make_timeline(hook="W" * 160),
    "hook of long code": make_timeline(
        hook="Use `torch.nn.functional.binary_cross_entropy_with_logits(input, target)`!"
    ),
    "longest title": make_timeline(title=("Long Words in a Title " * 4)[:80]),
    "long mistake": make_timeline(mistake=Mistake(LONG_MISTAKE)),
    "long mistake, made": make_timeline(
        mistake=Mistake(LONG_MISTAKE, Code("x = 1\n" * 12), "RuntimeError"), made=FAILED
    ),
    "short mistake, made": make_timeline(mistake=Mistake("No.", Code("x @ w"), "RuntimeError"), made=FAILED),
    "output of 60 lines": make_timeline(outcome=output("".join(f"epoch {n}\n" for n in range(60)))),
    "output of one endless line": make_timeline(outcome=output("x" * 20_000)),
    "no output": make_timeline(outcome=output("")),
    "raised": make_timeline(raises="RuntimeError", outcome=replace(FAILED, output="before\n")),
    "wide figure": make_timeline(outcome=output("loss\n" * 20, png(640, 480))),
    "high figure": make_timeline(outcome=output("", png(100, 800))),
    "25 lines of 90": make_timeline(code=Code(f"{LONG_LINE}\n" * 25)),
    "wide characters": make_timeline(code=Code("print('中文中文中文中文中文中文中文中文中文中文中文中文')")),
    "excerpt": make_timeline(
        code=Code(LONG_CLASS),
        talk_track=(TalkLine("All of it."), TalkLine("This line.", (14,)), TalkLine("Two.", (6, 20))),
    ),
    "huge words": make_timeline(hook="Your model is *still training* while you measure it."),
    "huge words first": make_timeline(hook="*Never again* write the `forward` of a block by hand!"),
    "huge words of the longest": make_timeline(hook="*Donaudampfschifffahrtsgesellschaft WWWWWWWWWWWWWW* now"),
    "no code": make_timeline(code=Code("")),
    "listings": make_timeline(
        listings=(Listing("bash", Code("pip install torch")), Listing("no-language", Code("as it is")))
    ),
    "hostile": make_timeline(
        title=HOSTILE, hook=HOSTILE, series=HOSTILE[:40], code=Code(HOSTILE), outcome=output(HOSTILE)
    ),
}
