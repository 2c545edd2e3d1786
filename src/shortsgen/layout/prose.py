"""How many lines a text takes on a slide, before it is set: counted by the widths of its letters.

The widths are those of Inter SemiBold, in thousandths of its size; a test compares them with the font.
"""

from __future__ import annotations

from shortsgen.text import markup
from shortsgen.text.cells import cells
from shortsgen.text.markup import Style

LINE = 1.32  # em from a line to the next

_ADVANCES = (
    248, 309, 396, 643, 649, 844, 663, 213, 393, 393, 543, 673, 295, 466, 290, 379, 667, 481, 621, 652, 666, 632, 648,
    587, 646, 648, 290, 295, 673, 673, 673, 544, 999, 724, 657, 744, 724, 608, 586, 755, 744, 275, 561, 677, 566, 906,
    741, 775, 643, 776, 651, 649, 660, 734, 724, 1007, 690, 705, 653, 393, 379, 393, 481, 468, 497, 575, 630, 577, 630,
    593, 377, 625, 613, 261, 261, 569, 261, 898, 610, 608, 625, 625, 397, 549, 380, 608, 576, 837, 562, 576, 562, 393,
    358, 393, 673,
)  # fmt: skip
_BEYOND_ASCII = {
    "‘": 228, "’": 214, "“": 408, "”": 407, "•": 496, "·": 290, "…": 806, "–": 500, "—": 1000, "×": 673, "≤": 673,
    "≥": 673, "≠": 673, "→": 955, "←": 955,
}  # fmt: skip
_LETTERS = {chr(code): advance for code, advance in enumerate(_ADVANCES, 0x20)} | _BEYOND_ASCII
ADVANCES = {letter: advance / 1000 for letter, advance in _LETTERS.items()}
HEAVIEST = 1.14  # how much wider a letter of weight 800, of hooks and captions, is at most
_OTHER = 1.0  # em; of any other character, more than nearly all have
_CODE = 0.56  # em; inline code is set a little smaller
_CHIP = 0.2  # em; that its ground reaches out


def prose_lines(text: str, size: float, width: float) -> int:
    """The lines that inline Markdown takes at most in `size` px when each is `width` px wide."""
    lines, filled = 1, 0.0
    for word in _words(text):
        needed = filled + (ADVANCES[" "] if filled else 0) + word
        if filled and needed * size > width:
            lines, needed = lines + 1, word
        over = int(needed * size / width) if needed * size > width else 0  # a word that is wider breaks anywhere
        lines, filled = lines + over, needed - over * width / size
    return lines


def _words(text: str) -> list[float]:
    """The widths in em of what stands between blanks; inline code counts as one word."""
    words = [0.0]
    for run in markup.parse(text):
        if run.style is Style.CODE:
            words[-1] += run_width(run.text, code=True)
            continue
        first, *others = run.text.split(" ")
        words[-1] += prose_width(first)
        words += [prose_width(other) for other in others]
    return [word for word in words if word]


def run_width(text: str, code: bool) -> float:
    """The width in em of a run of prose or inline code, at most."""
    return cells(text) * _CODE + _CHIP if code else prose_width(text)


def prose_width(text: str) -> float:
    """The width in em of plain text on one line, at most."""
    return sum(ADVANCES.get(character, _OTHER) for character in text)


def shortened(text: str, width: float) -> str:
    """As much of plain text as has `width` em, with an ellipsis where some is missing."""
    if prose_width(text) <= width:
        return text
    kept = len(text)
    while kept and prose_width(text[:kept].rstrip()) + _OTHER > width:
        kept -= 1
    return f"{text[:kept].rstrip()}…"
