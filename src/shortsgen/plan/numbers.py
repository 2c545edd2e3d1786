"""Numerals -> the words they are read as, in American English without "and"."""

from __future__ import annotations

import re

NUMERAL = r"[0-9]+(?:\.[0-9]+)*(?:[eE][+-]?[0-9]+)?"  # 784, 0.1, 2.13.0, 1e-3
GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"  # 60,000: only in prose, in code the comma separates

_BELOW_TWENTY = """zero one two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"""
_FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = _BELOW_TWENTY.split()
_TENS = _FROM_TWENTY.split()
_SCALES = ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))
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


def read(numeral: str) -> tuple[str, ...]:
    """A numeral as it is read. Two parts are a decimal (`2.13` is "two point one three": a version looks no
    different), three or more a version."""
    mantissa, _, exponent = numeral.replace(",", "").lower().partition("e")
    if exponent:
        return (*read(mantissa), "e", *_exponent(exponent))
    whole, *parts = mantissa.split(".")
    said = list(_whole(whole))
    for part in parts:
        said += ["point", *(_digits(part) if len(parts) == 1 else _whole(part))]
    return tuple(said)


def ordinal(digits: str) -> tuple[str, ...]:
    """`5` of `5th` -> fifth."""
    *head, last = _whole(digits)
    return (*head, _ORDINALS.get(last) or re.sub("y$", "ie", last) + "th")


def _exponent(exponent: str) -> tuple[str, ...]:
    sign = ("minus",) if exponent.startswith("-") else ()
    return sign + _whole(exponent.lstrip("+-"))


def _whole(digits: str) -> tuple[str, ...]:
    """Leading zeros and numbers beyond the millions are read digit by digit."""
    if (digits[0] == "0" and len(digits) > 1) or len(digits) >= len(str(_TOO_LARGE)):
        return _digits(digits)
    return _cardinal(int(digits))


def _digits(digits: str) -> tuple[str, ...]:
    return tuple(_ONES[int(digit)] for digit in digits)


def _cardinal(number: int) -> tuple[str, ...]:
    for scale, name in _SCALES:
        if number >= scale:
            rest = number % scale
            return (*_cardinal(number // scale), name, *(_cardinal(rest) if rest else ()))
    if number < len(_ONES):
        return (_ONES[number],)
    tens, ones = divmod(number, 10)
    return (_TENS[tens - 2], *((_ONES[ones],) if ones else ()))
