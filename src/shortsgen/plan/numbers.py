"""Numerals -> the words they are read as. American English, without "and", is our own; the others are num2words'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

NUMERAL = r"[0-9]+(?:\.[0-9]+)*(?:[eE][+-]?[0-9]+)?"  # 784, 0.1, 2.13.0, 1e-3
_COMMAS = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"  # 60,000
_POINTS = r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![0-9.])|[0-9]+,[0-9]+(?![0-9.,])"  # 60.000 and 0,5
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language writes and says numbers. `prose` is what is written otherwise in prose than in code, where the
    comma separates; `ordinal` ends digits that count."""

    prose: str
    ordinal: str
    point: str
    minus: str


MANNERS = {
    ENGLISH: Manner(_COMMAS, "st|nd|rd|th", "point", "minus"),
    "de": Manner(_POINTS, "s?te[nrs]?", "Komma", "minus"),
    "es": Manner(_POINTS, "[ºª]", "coma", "menos"),
    "fr": Manner(_POINTS, "ère|[eè]me|er|re|nde?|e", "virgule", "moins"),
    "pt": Manner(_POINTS, "[ºª]", "vírgula", "menos"),
}

_BELOW_TWENTY = """zero one two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"""
_FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = _BELOW_TWENTY.split()
_TENS = _FROM_TWENTY.split()
_SCALES = ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))
_VARIANTS = {"pt": "pt_BR"}
_WORD = re.compile(r"\w+")
_PART = re.compile(r"hundert|tausend|und|\w+?(?=hundert|tausend|und|\b)")  # of a number in German
_TOO_LARGE = 1_000_000_000
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def as_in_code(numeral: str, language: str) -> str:
    """A numeral of prose, without what groups its digits and with a point before its decimals."""
    plain = numeral.replace("," if language == ENGLISH else ".", "")
    return plain.replace(",", ".")


def read(numeral: str, language: str = ENGLISH) -> tuple[str, ...]:
    """A numeral as it is read. Two parts are a decimal (`2.13` is "two point one three": a version looks no
    different), three or more a version."""
    mantissa, _, exponent = numeral.lower().partition("e")
    if exponent:
        return (*read(mantissa, language), "e", *_exponent(exponent, language))
    whole, *parts = mantissa.split(".")
    said = list(_whole(whole, language))
    for part in parts:
        said += [MANNERS[language].point, *(_digits if len(parts) == 1 else _whole)(part, language)]
    return tuple(said)


def ordinal(digits: str, language: str = ENGLISH) -> tuple[str, ...]:
    """`5` of `5th` -> fifth."""
    if _is_long(digits):
        return _digits(digits, language)
    if language != ENGLISH:
        return _by_num2words(int(digits), language, "ordinal")
    *head, last = _cardinal(int(digits))
    return (*head, _ORDINALS.get(last) or re.sub("y$", "ie", last) + "th")


def _exponent(exponent: str, language: str) -> tuple[str, ...]:
    sign = (MANNERS[language].minus,) if exponent.startswith("-") else ()
    return sign + _whole(exponent.lstrip("+-"), language)


def _whole(digits: str, language: str) -> tuple[str, ...]:
    if _is_long(digits):
        return _digits(digits, language)
    return _cardinal(int(digits)) if language == ENGLISH else _by_num2words(int(digits), language)


def _is_long(digits: str) -> bool:
    """Leading zeros and numbers beyond the millions are read digit by digit."""
    return (digits[0] == "0" and len(digits) > 1) or len(digits) >= len(str(_TOO_LARGE))


def _digits(digits: str, language: str) -> tuple[str, ...]:
    if language == ENGLISH:
        return tuple(_ONES[int(digit)] for digit in digits)
    return tuple(word for digit in digits for word in _by_num2words(int(digit), language))


@lru_cache(maxsize=1024)
def _by_num2words(number: int, language: str, to: str = "cardinal") -> tuple[str, ...]:
    """Its words. What German writes as one word takes as long as its parts, and what French joins by hyphens too."""
    from num2words import num2words  # which brings fifty languages, and is needed only where a number is said

    said = num2words(number, lang=_VARIANTS.get(language, language), to=to)
    return tuple((_PART if language == "de" else _WORD).findall(said))


def _cardinal(number: int) -> tuple[str, ...]:
    for scale, name in _SCALES:
        if number >= scale:
            rest = number % scale
            return (*_cardinal(number // scale), name, *(_cardinal(rest) if rest else ()))
    if number < len(_ONES):
        return (_ONES[number],)
    tens, ones = divmod(number, 10)
    return (_TENS[tens - 2], *((_ONES[ones],) if ones else ()))
