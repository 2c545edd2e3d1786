"""How written words are said, by the real dictionary."""

import pytest

from shortsgen.plan.lexicon import Lexicon
from shortsgen.voice.pronounce import Pronounced, is_known, pronounced


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A model", "a AH | model M AA D AH L"),
        ("`a`, `nn.Linear`", "a EY | n EH N, n EH N, dot D AA T, linear L IH N IY ER"),
        ("PyTorch’s", "pie P AY, torch's T AO R CH S"),
        ("don’t", "don't D OW N T"),
        ("`logits` — now", "low L OW, jits JH IH T S | - | now N AW"),
        ("`AI`", "a EY, i AY"),
        ("softmax", "soft S AA F T, max M AE K S"),
        ("神经", "神经"),
    ],
)
def test_each_written_word_has_the_words_that_are_said_of_it(text: str, said: str) -> None:
    assert _told(text) == said


def test_the_author_says_it_otherwise() -> None:
    own = Lexicon(own=(("nn.linear", "the linear layer"), ("lr", "learning rate")))
    assert " ".join(_spoken("`nn.Linear` with `lr=0.1`", own)) == (
        "the linear layer with learning rate equals zero point one"
    )


def test_a_word_outside_the_dictionary_is_told() -> None:
    assert [is_known(word) for word in ("model", "x", "jits")] == [True, True, False]


def _spoken(text: str, said: Lexicon) -> list[str]:
    return [one.word for words in pronounced(text, said) for one in words]


def _told(text: str) -> str:
    return " | ".join(", ".join(map(_word, words)) or "-" for words in pronounced(text))


def _word(one: Pronounced) -> str:
    return " ".join((one.word, *one.phonemes))
