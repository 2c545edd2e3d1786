"""Where the lines of a text may break on a slide, and how many it takes: counted by the widths of its letters.

The widths are those of Inter SemiBold, in thousandths of its size; a test compares them with the font.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from unicodedata import category

from shortsgen.text import markup
from shortsgen.text.cells import cells
from shortsgen.text.markup import Run, Style

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
    "≥": 673, "≠": 673, "→": 955, "←": 955, "⟷": 1750, "⟺": 1750,
    "🡐": 2682, "🡒": 2682, "\u00a0": 248,
}  # fmt: skip
_LETTERS = {chr(code): advance for code, advance in enumerate(_ADVANCES, 0x20)} | _BEYOND_ASCII
ADVANCES = {letter: advance / 1000 for letter, advance in _LETTERS.items()}
HEAVIEST = 1.14  # how much wider a letter of weight 800, of hooks and captions, is at most
_OTHER, _SIGN = 1.0, 1.55  # em; of any other letter, and of any other sign or number, more than nearly all have
_CODE = 0.56  # em; inline code is set a little smaller
_CHIP = 0.2  # em; that its ground reaches out

BREAK = "\u200b"  # a place without a blank where a line may break
TIE = "\u00a0"  # a blank at which no line may break
_SHORT = 18  # characters of inline code that are kept on one line
_ASIDE = re.compile(r"\([^()\n]{1,16}\)")  # kept on one line: `(batch, 28, 28)`
_PIECE_END = re.compile(r"(?<=[._\-/(,=:\[])(?=\w)")
_LONG_WORD = re.compile(rf"[^\s{BREAK}]{{12,}}")
# Blanks at which Unicode breaks no line, so that `.convert()` would follow its word off the slide: before most signs,
# and after some, such as an opening quotation mark.
_STUCK = re.compile(r" (?=[^\w\s])|(?<![\w\s,.;:!?)]) (?=\S)")
# Chinese, Japanese and Korean break between any two of these letters; small kana, which begin no line, are left out.
_LETTER = (
    "[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3あいうえおか-ちつ-もやゆよら-ろわ-んアイウエオカ-ヂツ-モヤユヨラ-ロワ-ン]"
)
_BREAKS = re.compile(rf"[ {BREAK}]+|(?<={_LETTER})(?={_LETTER})")

Word = tuple[Run, ...]  # a stretch without a break; one may span runs, as does a full stop after inline code


def composed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs of inline Markdown as they are set: a line may break at every blank and at every `BREAK`."""
    tied = tuple(Run(_tied(run), run.style) for run in runs)
    return broken(tied, lambda plain: (match.end() for match in _STUCK.finditer(plain)))


def broken(runs: tuple[Run, ...], places: Callable[[str], Iterable[int]]) -> tuple[Run, ...]:
    """`runs` with a break after as many characters as each of the `places` in their text says."""
    wanted, position, found = set(places("".join(run.text for run in runs))), 0, []
    for run in runs:
        ends = enumerate(run.text, position + 1)
        found.append(Run("".join(sign + BREAK if end in wanted else sign for end, sign in ends), run.style))
        position += len(run.text)
    return tuple(found)


def words(runs: Iterable[Run]) -> tuple[Word, ...]:
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *others = _BREAKS.split(run.text)
        found[-1].append(Run(first, run.style))
        found += [[Run(other, run.style)] for other in others]
    return tuple(word for word in (tuple(run for run in word if run.text) for word in found) if word)


def _tied(run: Run) -> str:
    text = run.text.replace("\n", " ")  # which ends no line, as in any paragraph of Markdown
    if run.style is Style.CODE and len(text) <= _SHORT:
        return text.replace(" ", TIE)
    return _ASIDE.sub(lambda match: match[0].replace(" ", TIE), text)


def soft_places(plain: str) -> Iterator[int]:
    """After how many characters a long word may break where a reader would: behind the signs of which names of code
    are made."""
    for word in _LONG_WORD.finditer(plain):
        yield from (match.start() for match in _PIECE_END.finditer(plain, word.start() + 1, word.end()))


def prose_lines(text: str, size: float, width: float) -> int:
    """The lines that inline Markdown takes at most in `size` px when each is `width` px wide."""
    return line_count(composed(markup.parse(text)), size, width)


def line_count(runs: Iterable[Run], size: float, width: float) -> int:
    """The same of runs that are composed."""
    lines, filled = 1, 0.0
    for word in map(word_width, words(runs)):
        needed = filled + (ADVANCES[" "] if filled else 0) + word
        if filled and needed * size > width:
            lines, needed = lines + 1, word
        over = int(needed * size / width) if needed * size > width else 0  # a word that is wider breaks anywhere
        lines, filled = lines + over, needed - over * width / size
    return lines


def word_width(word: Word) -> float:
    """The width in em of a word on one line, at most."""
    return sum(_code_width(run.text) if run.style is Style.CODE else prose_width(run.text) for run in word)


def _code_width(text: str) -> float:
    return cells(text) * _CODE + _CHIP


def prose_width(text: str) -> float:
    """The width in em of plain text on one line, at most."""
    return sum(ADVANCES.get(character) or _width(character) for character in text)


def _width(character: str) -> float:
    if not cells(character):
        return 0
    return _SIGN if category(character)[0] in "SN" else _OTHER


def shortened(runs: Word, width: float) -> Word:
    """As much of what stands on one line as has `width` em, with an ellipsis where some is missing."""
    if word_width(runs) <= width:
        return runs
    kept = sum(len(run.text) for run in runs)
    while kept and word_width(_first(runs, kept)) + _OTHER > width:
        kept -= 1
    return (*_first(runs, kept), Run("…"))


def _first(runs: Word, count: int) -> Word:
    """The first characters, without blanks at their end."""
    found = []
    for run in runs:
        found.append(Run(run.text[:count], run.style))
        count -= len(found[-1].text)
    while found and not found[-1].text.strip():
        found.pop()
    return (*found[:-1], Run(found[-1].text.rstrip(), found[-1].style)) if found else ()
