import pytest
from hypothesis import given

from shortsgen.plan.sentences import sentences
from shortsgen.text.markup import Run, Style, plain
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said “stop.” Then left.", ["He said “stop.”", "Then left."]),
        ("Use `x. Y` here. `y` works.", ["Use x. Y here.", "y works."]),
        ("Call `f(). ` Then go.", ["Call f(). Then go."]),
        ("Losses, e.g. MSE, vs. logits.", ["Losses, e.g. MSE, vs. logits."]),
        ("e.g. MSE. Or others.", ["e.g. MSE.", "Or others."]),
        ("Well... maybe.", ["Well... maybe."]),
        ("", []),
    ],
)
def test_text_is_split_between_sentences(text: str, expected: list[str]) -> None:
    found = ["".join(run.text for run in sentence) for sentence in sentences(text)]
    assert [" ".join(sentence.split()) for sentence in found] == expected


def test_sentences_keep_their_styles() -> None:
    assert sentences("Go. Use `x`.") == ((Run("Go. "),), (Run("Use "), Run("x", Style.CODE), Run(".")))


@given(texts)
def test_no_word_is_lost_between_sentences(text: str) -> None:
    joined = "".join(run.text for sentence in sentences(text) for run in sentence)
    assert joined.split() == plain(text).split()
