"""Text -> spoken words.

Code is said as it is read aloud, not as it is written: `requires_grad=True` is four words. A written word (a
stretch between blanks) is never dropped, but may have nothing to say: a lone dash. One of a script without blanks may
be a whole sentence; it is counted by its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, cycle, pairwise, takewhile
from unicodedata import category

from shortsgen.plan import lexicon, numbers
from shortsgen.plan.lexicon import Lexicon
from shortsgen.text.markup import Style, parse

_VOWELS = frozenset("aeiouyAEIOUY")
_SIGNS = "|".join(re.escape(sign) for sign in sorted(lexicon.SIGNS, key=len, reverse=True))
_SYLLABLES = "|".join(f"(?P<{name}>[{signs}]+)" for name, (signs, _) in lexicon.SYLLABLES.items())
_ASIAN = "".join(signs for signs, _ in lexicon.SYLLABLES.values())
_FIRST_ASIAN = min(set(_ASIAN) - {"-"})


@cache
def _pattern(asian: bool, said: Lexicon) -> re.Pattern[str]:
    """The pieces of words. Those with `asian` letters are rare, and ranges of letters take long to compile."""
    manner = numbers.MANNERS[said.language]
    syllables, letter = (f"| {_SYLLABLES}", rf"(?![{_ASIAN}])[^\W\d_]") if asian else ("", r"[^\W\d_]")
    return re.compile(
        rf"""
          {_own_pattern(said)}
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


def _own_pattern(said: Lexicon) -> str:
    """What the author says otherwise, the longest first, but no part of a run of letters and digits."""
    longest = sorted((written for written, _ in said.own), key=len, reverse=True)
    words = (f"{_edge('?<!', one[0])}{re.escape(one)}{_edge('?!', one[-1])}" for one in longest)
    return rf"(?P<own>(?i:{'|'.join(words)}))(?:['’]s(?!\w))? |" if longest else ""


def _edge(beyond: str, sign: str) -> str:
    return rf"({beyond}[^\W_])" if sign.isalnum() else ""


@cache
def _known(said: Lexicon) -> dict[str, tuple[str, ...]]:
    """Parts of words that are said otherwise than they are written, by what is written in lower case."""
    own = {written: _words_of(own, said.language) for written, own in said.own}
    return {**lexicon.NAMES, **own}


def _words_of(own: str, language: str) -> tuple[str, ...]:
    return tuple(word for one in words(own, Lexicon(language)) for word in one.spoken)


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
_MOST_PARTS = 3
_ACRONYM = re.compile(r"([A-Z]{2,})(?:['’]?(s))?")
_AROUND = "\"'‘’“”«»()[]{}.,;:!?…"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A written word without its marks, and the words it is said as."""

    text: str
    spoken: tuple[str, ...] = ()
    code: bool = False  # where it begins

    @property
    def opens(self) -> bool:
        """Whether a bracket of prose opens here, before which people pause."""
        return self.text.startswith("(") and not self.code


def words(text: str, said: Lexicon = lexicon.PLAIN) -> tuple[SpokenWord, ...]:
    """The written words of `text` in order, each with what is said; joined by blanks they are its plain text."""
    runs = parse(text)
    plain = "".join(run.text for run in runs)
    code = [run.style is Style.CODE for run in runs for _ in run.text]
    found = re.finditer(r"\S+", plain)
    return tuple(_spoken_word(word[0], code[word.start() : word.end()], said) for word in found)


def _spoken_word(word: str, code: list[bool], said: Lexicon) -> SpokenWord:
    return SpokenWord(word, _said(word, tuple(code), said), code[0])


@lru_cache(maxsize=8192)
def _said(word: str, code: tuple[bool, ...], said: Lexicon) -> tuple[str, ...]:
    whole = word.strip(_AROUND).lower()
    if whole in lexicon.PHRASES and whole not in _known(said):
        return lexicon.PHRASES[whole]
    return tuple(_pieces(word, code, said))


def _pieces(word: str, code: Sequence[bool], said: Lexicon) -> Iterator[str]:
    position = 0
    pattern = _pattern(max(word) >= _FIRST_ASIAN, said)
    while position < len(word):
        match = pattern.match(word, position)
        assert match is not None, "the last alternative takes any character"
        piece = _first_number(match) if match.lastgroup == "grouped" and code[position] else match[0]
        yield from _piece(match, piece, code[position], said)
        position += len(piece)


def _first_number(match: re.Match[str]) -> str:
    """Of `784,256` in code, where a comma separates arguments."""
    return match[0].partition(",")[0]


def _piece(match: re.Match[str], piece: str, code: bool, said: Lexicon) -> tuple[str, ...]:
    kind, language = match.lastgroup or "", said.language
    match kind:
        case "own":
            return _followed(_known(said)[match["own"].lower()], piece[len(match["own"]) :])
        case "ordinal":
            return numbers.ordinal(match["ordinal"], language)
        case "grouped" | "number":
            written = numbers.as_in_code(piece, language) if kind == "grouped" and not code else piece
            return numbers.read(written, language)
        case "name":
            return tuple(_name(piece, _known(said)))
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


def _name(letters: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """`CrossEntropyLoss` -> Cross, Entropy, Loss; `nn` -> n, n; `MLPs` -> M, L, Ps."""
    if letters[-2:] in ("'s", "’s"):
        yield from _followed(tuple(_name(letters[:-2], known)), letters[-2:])
        return
    parts, position = _CAPITALS.split(letters), 0
    while position < len(parts):
        sizes = range(_MOST_PARTS, 1, -1)  # of what capitals part, but is known as a whole: `ReLU`
        size = next((size for size in sizes if "".join(parts[position : position + size]).lower() in known), 1)
        part = "".join(parts[position : position + size])
        yield from known.get(part.lower()) or _letters(part)
        position += size


def _followed(words: tuple[str, ...], ending: str) -> tuple[str, ...]:
    return (*words[:-1], words[-1] + ending)


def _letters(part: str) -> tuple[str, ...]:
    acronym = _ACRONYM.fullmatch(part)
    stem, plural = acronym.groups("") if acronym else (part, "")
    if not _is_spelled(stem):
        return (part,)
    return (*stem[:-1], f"{stem[-1]}'{plural}" if plural else stem[-1])


def _is_spelled(stem: str) -> bool:
    """Whether its letters are named one by one; `Mr` is not, nor `hmmmmm`, nor a word in other letters."""
    if stem.lower() in lexicon.SPELLED:
        return True
    uniform = stem.islower() or stem.isupper()
    return stem.isascii() and uniform and len(stem) <= lexicon.LONGEST_SPELLED and not _VOWELS & set(stem)
