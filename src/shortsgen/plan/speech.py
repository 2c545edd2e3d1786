"""Text -> spoken words and seconds.

Code is counted as it is said aloud, not as it is written: `requires_grad=True` is four words. A written word (a
stretch between blanks) is never dropped, but may have nothing to say: a lone dash. One of a script without blanks may
be a whole sentence; it is counted by its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, cycle, pairwise, takewhile
from unicodedata import category

from shortsgen.plan import lexicon, numbers
from shortsgen.text.markup import Style, parse

_VOWELS = frozenset("aeiouyAEIOUY")
_SIGNS = "|".join(re.escape(sign) for sign in sorted(lexicon.SIGNS, key=len, reverse=True))
_SYLLABLES = "|".join(f"(?P<{name}>[{signs}]+)" for name, (signs, _) in lexicon.SYLLABLES.items())
_ASIAN = "".join(signs for signs, _ in lexicon.SYLLABLES.values())
_FIRST_ASIAN = min(set(_ASIAN) - {"-"})


@cache
def _pattern(asian: bool, language: str) -> re.Pattern[str]:
    """The pieces of words. Those with `asian` letters are rare, and ranges of letters take long to compile."""
    manner = numbers.MANNERS[language]
    syllables, letter = (f"| {_SYLLABLES}", rf"(?![{_ASIAN}])[^\W\d_]") if asian else ("", r"[^\W\d_]")
    return re.compile(
        rf"""
          (?P<dunder>__(?=[^\W_]))
        | (?P<closing>(?<=[^\W_])__(?!\w))
        | (?P<ordinal>[0-9]+(?=(?:{manner.ordinal})\b))(?:{manner.ordinal})
        | (?P<grouped>{manner.prose})
        | (?P<number>{numbers.NUMERAL})
        {syllables}
        | (?P<name>(?:{letter})+(?:['’](?:{letter})+)*)
        | (?P<joint>(?<=[^\W_])_(?=[^\W_]))
        | (?P<underscore>_)
        | (?P<call>(?<=\w)\((?!\)|s\)|\.\.\.\)))
        | (?P<point>(?<![^\W\d])\.(?=[0-9]))
        | (?P<dot>(?<!\.)\.(?=\w))
        | (?P<times>(?<!\S)\*(?!\S)|(?<=[\w)\]])\*(?=[\w(\[]))
        | (?P<star>\*(?=[\w(\[]))
        | (?P<range>(?<=[0-9])[-–](?=[0-9]))
        | (?P<negative>(?<!\w)[-−](?=[0-9]))
        | (?P<sign>{_SIGNS})
        | (?P<other>.)
        """,
        re.VERBOSE | re.DOTALL,
    )


_FIXED = {
    "dunder": ("dunder",),
    "underscore": ("underscore",),
    "call": ("of",),
    "point": ("point",),
    "dot": ("dot",),
    "times": ("times",),
    "star": ("star",),
    "negative": ("minus",),
}
_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s(?![a-z]))")
_ACRONYM = re.compile(r"([A-Z]{2,})(?:['’]?(s))?")
_AROUND = "\"'‘’“”«»()[]{}.,;:!?…"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A written word without its marks, and the words it is said as."""

    text: str
    spoken: tuple[str, ...] = ()


def words(text: str, language: str = numbers.ENGLISH) -> tuple[SpokenWord, ...]:
    """The written words of `text` in order, each with what is said; joined by blanks they are its plain text."""
    runs = parse(text)
    plain = "".join(run.text for run in runs)
    code = [run.style is Style.CODE for run in runs for _ in run.text]
    found = re.finditer(r"\S+", plain)
    return tuple(SpokenWord(word[0], _said(word[0], code[word.start() : word.end()], language)) for word in found)


def _said(word: str, code: list[bool], language: str) -> tuple[str, ...]:
    phrase = lexicon.PHRASES.get(word.strip(_AROUND).lower())
    return phrase if phrase is not None else tuple(_pieces(word, code, language))


def _pieces(word: str, code: list[bool], language: str) -> Iterator[str]:
    position = 0
    pattern = _pattern(max(word) >= _FIRST_ASIAN, language)
    while position < len(word):
        match = pattern.match(word, position)
        assert match is not None, "the last alternative takes any character"
        piece = _first_number(match) if match.lastgroup == "grouped" and code[position] else match[0]
        yield from _piece(match, piece, code[position], language)
        position += len(piece)


def _first_number(match: re.Match[str]) -> str:
    """Of `784,256` in code, where a comma separates arguments."""
    return match[0].partition(",")[0]


def _piece(match: re.Match[str], piece: str, code: bool, language: str) -> tuple[str, ...]:
    kind = match.lastgroup or ""
    match kind:
        case "ordinal":
            return numbers.ordinal(match["ordinal"], language)
        case "grouped" | "number":
            written = numbers.as_in_code(piece, language) if kind == "grouped" and not code else piece
            return numbers.read(written, language)
        case "name":
            return tuple(_name(piece))
        case "han" | "kana" | "hangul" | "asian":
            return tuple(_syllables(piece, lexicon.SYLLABLES[kind][1]))
        case "range":
            return ("minus",) if code else ("to",)
        case "sign" | "other":
            return _sign(match, code)
        case _:
            return _FIXED.get(kind, ())


def _syllables(text: str, lengths: tuple[int, ...]) -> Iterator[str]:
    """Stretches as long as a word of English, each of one of the `lengths` in characters in turn."""
    letters = [place for place, sign in enumerate(text) if category(sign) != "Mn"]
    starts = takewhile(len(letters).__gt__, accumulate(cycle(lengths), initial=0))
    for start, end in pairwise([*(letters[start] for start in starts), len(text)]):
        yield text[start:end]


def _sign(match: re.Match[str], code: bool) -> tuple[str, ...]:
    sign, word = match[0], match.string
    ends_word = match.end() == len(word) and sign != word  # the colon of `else:`, but not the minus of `a - b`
    if code and not ends_word and sign in lexicon.CODE_SIGNS:
        return lexicon.CODE_SIGNS[sign]
    return lexicon.SIGNS.get(sign, ())


def _name(letters: str) -> Iterator[str]:
    """`CrossEntropyLoss` -> Cross, Entropy, Loss; `nn` -> n, n; `MLPs` -> M, L, Ps."""
    known = lexicon.NAMES.get(letters.lower())
    if known is not None:
        yield from known
        return
    for part in _CAPITALS.split(letters):
        yield from lexicon.NAMES.get(part.lower()) or _letters(part)


def _letters(part: str) -> tuple[str, ...]:
    acronym = _ACRONYM.fullmatch(part)
    stem, plural = acronym.groups("") if acronym else (part, "")
    if not _is_spelled(stem):
        return (part,)
    return (*stem[:-1], stem[-1] + plural)


def _is_spelled(stem: str) -> bool:
    """Whether its letters are named one by one; `Mr` is not, nor `hmmmmm`, nor a word in other letters."""
    if stem.lower() in lexicon.SPELLED:
        return True
    uniform = stem.islower() or stem.isupper()
    return stem.isascii() and uniform and len(stem) <= lexicon.LONGEST_SPELLED and not _VOWELS & set(stem)
