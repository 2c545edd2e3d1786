import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.plan.numbers import ordinal, read


@pytest.mark.parametrize(
    ("numeral", "said"),
    [
        ("0", "zero"),
        ("10", "ten"),
        ("28", "twenty eight"),
        ("90", "ninety"),
        ("784", "seven hundred eighty four"),
        ("1000", "one thousand"),
        ("60,000", "sixty thousand"),
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
