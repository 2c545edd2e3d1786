import pytest
from hypothesis import given

from shortsgen.plan.lexicon import PLAIN, Lexicon
from shortsgen.plan.speech import SpokenWord, words
from shortsgen.text.markup import plain
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("`nn.Module`", "n n dot Module"),
        ("nn.Module", "n n dot Module"),
        ("`x @ W.T + b`", "x at W dot T plus b"),
        ("`requires_grad=True`", "requires grad equals True"),
        ("`__init__`", "dunder init"),
        ("`super().__init__()`", "super dot dunder init"),
        ("`model(x)`", "model of x"),
        ("`forward()`", "forward"),
        ("`.eval()`", "dot e val"),
        ("`.reshape(...)`", "dot reshape"),
        ("`(batch, 28, 28)`", "batch twenty eight twenty eight"),
        ("`params[0].shape`", "params zero dot shape"),
        ("`model.0.weight`", "model dot zero dot weight"),
        ("`lr=0.1`", "l r equals zero point one"),
        ("`f(784,256)`", "f of seven hundred eighty four two hundred fifty six"),
        ("`fc1`", "f c one"),
        ("CrossEntropyLoss", "Cross Entropy Loss"),
        ("`BatchNorm1d`", "batch norm one d"),
        ("`HTTPServer`", "H T T P Server"),
        ("`nn.ReLU()`", "n n dot rel oo"),
        ("`_ = add_(x)`", "underscore equals add underscore of x"),
        ("`*layers`", "star layers"),
        ("`a * b`", "a times b"),
        ("`(a)*2`", "a times two"),
        ("`x-1`", "x minus one"),
        ("`x % 2`", "x mod two"),
        ("`else:`", "else"),
        ("`x != y`", "x not equals y"),
        ("train ≠ eval", "train is not e val"),
        ("Forward → loss -> step", "Forward to loss to step"),
    ],
)
def test_code_is_spelled_as_it_is_said(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("train/eval", "train e val"),
        ("feed-forward", "feed forward"),
        ("30-second", "thirty second"),
        ("2D", "two D"),
        ("lines 10-11", "lines ten to eleven"),
        ("at -1", "at minus one"),
        ("100%", "one hundred percent"),
        ("60,000 images", "sixty thousand images"),
        ("MLPs and GPUs", "M L P's and G P U's"),
        ("leaving dropout ON.", "leaving dropout ON"),
        ("you’ll say “wrong” (never).", "you’ll say wrong never"),
        ("logits, e.g., raw vs. soft", "low jits for example raw versus soft"),
        ("layer(s)", "layer s"),
        ("*really*", "really"),
        ("great*", "great"),
        ("Wait... what…", "Wait what"),
        ("PyTorch", "pie torch"),
        ("PyTorch’s way", "pie torch’s way"),
        ("Mr. Smith", "Mr Smith"),
        ("the 5th", "the fifth"),
    ],
)
def test_prose_is_read_without_its_punctuation(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("`nn.Module`, not `nn.Modules`", "the base class not n n dot Modules"),
        ("`nn.Module(x)`", "the base class of x"),
        ("LeakyReLU", "Leaky rectifier"),
        ("ReLU’s", "rectifier’s"),
        ("`relu_` vs. eval", "rectifier underscore against e val"),
        ("`a -> b`", "a gives b"),
        ("`dim=1`", "dimension equals one"),
        ("3D", "three dimensional"),
    ],
)
def test_the_author_says_it_otherwise(text: str, said: str) -> None:
    own = {
        "nn.module": "the base class",
        "relu": "rectifier",
        "vs": "against",
        "->": "gives",
        "dim": "dimension",
        "3d": "3 dimensional",
    }
    assert _said(text, Lexicon(own=tuple(own.items()))) == said


def test_a_word_with_nothing_to_say_is_kept() -> None:
    assert words("logits — don’t") == (
        SpokenWord("logits", ("low", "jits")),
        SpokenWord("—"),
        SpokenWord("don’t", ("don’t",)),
    )


def test_marks_may_begin_inside_a_word() -> None:
    assert words("(`requires_grad=False`)!") == (
        SpokenWord("(requires_grad=False)!", ("requires", "grad", "equals", "False")),
    )


@given(texts)
def test_joined_words_are_the_plain_text(text: str) -> None:
    assert " ".join(word.text for word in words(text)) == " ".join(plain(text).split())


@given(texts)
def test_no_spoken_word_is_blank(text: str) -> None:
    assert [said for word in words(text) for said in word.spoken if len(said.split()) != 1] == []


@given(texts, texts)
def test_what_is_said_does_not_depend_on_the_text_before(one: str, other: str) -> None:
    if "`" not in one + other and "*" not in one + other:
        assert words(f"{one} {other}") == (*words(one), *words(other))


def _said(text: str, said: Lexicon = PLAIN) -> str:
    return " ".join(one for word in words(text, said) for one in word.spoken)


CHINESE = "神经网络的每一层都会把输入变成输出，然后交给下一层。"


def test_chinese_is_timed_by_its_characters() -> None:
    """250 characters a minute where English has 150 words; punctuation takes no time."""
    spoken = sum(len(word.spoken) for word in words(CHINESE * 14))
    assert spoken / 150 == pytest.approx(24 * 14 / 250, rel=0.03)
    (word,) = words(CHINESE)
    assert (word.text, len(word.spoken)) == (CHINESE, 14)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("神经网络层", "神经 网络 层"),
        ("ニューラルの", "ニュ ーラ ルの"),
        ("인공신경망을 학습", "인공 신경 망을 학습"),
        ("เครือข่ายประสาท", "เครือ ข่ายป ระสา ท"),
        ("用PyTorch的3个层", "用 pie torch 的 three 个层"),
        ("学習する", "学習 する"),
    ],
)
def test_scripts_without_blanks_are_counted_by_characters(text: str, said: str) -> None:
    assert _said(text) == said
