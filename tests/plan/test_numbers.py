import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from shortsgen.labels.languages import labels_in
from shortsgen.plan.lexicon import PLAIN, Lexicon
from shortsgen.plan.numbers import ordinal, read
from shortsgen.plan.speech import words
from shortsgen.plan.timeline import plan
from shortsgen.plan.voice import Paced
from shortsgen.script.model import Day
from tests.factory import OUTCOME, make_short


@pytest.mark.parametrize(
    ("numeral", "said"),
    [
        ("0", "zero"),
        ("10", "ten"),
        ("28", "twenty eight"),
        ("90", "ninety"),
        ("784", "seven hundred eighty four"),
        ("1000", "one thousand"),
        ("1000001", "one million one"),
        ("0.1", "zero point one"),
        ("2.13", "two point one three"),
        ("2.13.0", "two point thirteen point zero"),
        ("1e-3", "one e minus three"),
        ("1.5E10", "one point five e ten"),
        ("007", "zero zero seven"),
        ("1234567890", "one two three four five six seven eight nine zero"),
    ],
)
def test_a_numeral_is_read_as_people_read_it(numeral: str, said: str) -> None:
    assert " ".join(read(numeral)) == said


@pytest.mark.parametrize(
    ("digits", "said"),
    [("1", "first"), ("2", "second"), ("20", "twentieth"), ("21", "twenty first"), ("4", "fourth"), ("12", "twelfth")],
)
def test_an_ordinal_ends_in_its_ordinal_word(digits: str, said: str) -> None:
    assert " ".join(ordinal(digits)) == said


@given(st.integers(0, 999_999_999), st.integers(0, 999_999_999))
def test_different_numbers_are_read_differently(one: int, other: int) -> None:
    assert (read(str(one)) == read(str(other))) == (one == other)


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("de", "784", "sieben hundert vier und achtzig"),
        ("de", "1001", "ein tausend eins"),
        ("de", "0,25", "null Komma zwei fünf"),
        ("de", "60.000", "sechzig tausend"),
        ("de", "1.234,5", "ein tausend zwei hundert vier und dreißig Komma fünf"),
        ("de", "`1.500`", "eins Komma fünf null null"),
        ("de", "`784,256`", "sieben hundert vier und achtzig zwei hundert sechs und fünfzig"),
        ("de", "1e-3", "eins e minus drei"),
        ("de", "2.13.0", "zwei Komma dreizehn Komma null"),
        ("es", "784", "setecientos ochenta y cuatro"),
        ("es", "2º", "segundo"),
        ("fr", "784", "sept cent quatre vingt quatre"),
        ("fr", "2e", "deuxième"),
        ("fr", "3,14", "trois virgule un quatre"),
        ("pt", "784", "setecentos e oitenta e quatro"),
        ("pt", "16", "dezesseis"),
        ("pt", "007", "zero zero sete"),
        ("en", "60,000", "sixty thousand"),
        ("en", "0.5", "zero point five"),
    ],
)
def test_numbers_are_said_in_the_language(language: str, written: str, said: str) -> None:
    assert [" ".join(word.spoken) for word in words(written, Lexicon(language))] == [said]


@pytest.mark.parametrize("number", [101, 784, 2026, 1_234_567])
def test_english_is_our_own_since_num2words_says_it_as_in_britain(number: int) -> None:
    theirs = num2words(number, lang="en")
    assert " ".join(read(str(number))) == theirs.replace(" and ", " ").replace(",", "").replace("-", " ")
    assert " and " in theirs


def test_what_says_numbers_in_other_languages_is_not_imported_for_english_or_without_a_number() -> None:
    code = (
        "import sys; from shortsgen.plan.lexicon import PLAIN, Lexicon; from shortsgen.plan.speech import words; "
        "words('784 and 2nd'); words('Hallo Welt', Lexicon('de'));"
        "assert 'num2words' not in sys.modules; words('784', Lexicon('de')); assert 'num2words' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_day_in_another_language_takes_the_time_that_its_numbers_need() -> None:
    for said, letters in ((Lexicon("de"), "sieben hundert vier und achtzig"), (PLAIN, "seven hundred eighty four")):
        number, spelled = Paced(60, said).say(["784", letters])
        assert number.length == spelled.length
    assert plan(Day("d", "D", (), labels=labels_in("de")), make_short(), OUTCOME).voice == Paced(150, Lexicon("de"))
