"""The say lexicon: what is not said as it is written, as tables, and what an author says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from shortsgen.plan.numbers import ENGLISH
from shortsgen.script.model import Day


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How a day is said: its language, and the author's own words for written ones, these in lower case."""

    language: str = ENGLISH
    own: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, day: Day) -> Lexicon:
        return cls(day.labels.language, day.say)


PLAIN = Lexicon()

# Whole written words, in lower case, without the punctuation around them; a full stop inside is no "dot" here.
PHRASES = {
    "e.g": ("for", "example"),
    "i.e": ("that", "is"),
    "etc": ("et", "cetera"),
    "vs": ("versus",),
    "c++": ("C", "plus", "plus"),
    "c#": ("C", "sharp"),
}

# Runs of letters, in lower case, that are said otherwise than their spelling and their capitals tell: as English words,
# or in letters that English reads so. Beside those of all code, those of torch.
_NAMES = """
    allclose: all close
    arange: a range
    argmax: arg max
    argmin: arg min
    argsort: arg sort
    asarray: as array
    astype: as type
    autocast: auto cast
    autograd: auto grad
    backprop: back prop
    batchnorm: batch norm
    bfloat: b float
    cfg: config
    charset: car set
    ctx: context
    dataclass: data class
    dataloader: data loader
    dataset: data set
    datasets: data sets
    dtype: d type
    einsum: ine sum
    elu: e loo
    enum: e numb
    eval: e val
    fstring: f string
    gelu: jelloo
    github: GitHub
    inplace: in place
    isclose: is close
    isinstance: is instance
    javascript: java script
    json: jay son
    kwargs: key word args
    layernorm: layer norm
    linspace: lin space
    logits: low jits
    logit: low jit
    logsumexp: log sum exp
    matmul: mat mull
    matplotlib: mat plot lib
    mnist: em nist
    ndarray: n d array
    ndim: n dim
    nth: nth
    numel: num el
    numpy: numb pie
    optim: op tim
    perceptron: per sep tron
    pytorch: pie torch
    quickstart: quick start
    randint: rand int
    randn: rand n
    randperm: rand perm
    relu: rel oo
    selu: sel oo
    softmax: soft max
    softplus: soft plus
    sqrt: square root
    stdin: standard in
    stdout: standard out
    str: string
    sublayer: sub layer
    submodule: sub module
    submodules: sub modules
    tanh: tan h
    tmp: temp
    torchvision: torch vision
    tuple: two pull
    tuples: two pulls
    unsqueeze: un squeeze
    youtube: YouTube
"""
NAMES = {
    name.strip(): tuple(said.split()) for name, _, said in (line.partition(":") for line in _NAMES.strip().split("\n"))
}

# Letters that are named one by one although they have a vowel. Those without any need no entry (`nn`, `lr`, `SGD`).
_WITH_VOWELS = "ai api cpu gpu id ide io iou mse oop os rgba tpu ui url utf ux"
SPELLED = frozenset(_WITH_VOWELS.split())
LONGEST_SPELLED = 4  # letters; beyond, a run without vowels is taken for a word

# Signs that are said alike in prose and in code; others are silent.
SIGNS = {
    "...": (),
    "**=": ("to", "the", "power", "equals"),
    "//=": ("floor", "divide", "equals"),
    "==": ("double", "equals"),
    "!=": ("not", "equals"),
    "<=": ("less", "or", "equal"),
    ">=": ("greater", "or", "equal"),
    "+=": ("plus", "equals"),
    "-=": ("minus", "equals"),
    "*=": ("times", "equals"),
    "/=": ("divide", "equals"),
    ":=": ("becomes",),
    "-->": ("to",),
    "->": ("to",),
    "=>": ("to",),
    "**": ("to", "the", "power"),
    "//": ("floor", "divide"),
    "≠": ("is", "not"),
    "≈": ("is", "about"),
    "≤": ("less", "or", "equal"),
    "≥": ("greater", "or", "equal"),
    "→": ("to",),
    "×": ("by",),
    "=": ("equals",),
    "+": ("plus",),
    "@": ("at",),
    "%": ("percent",),
    "&": ("and",),
    "<": ("less", "than"),
    ">": ("greater", "than"),
    "$": ("dollar",),
    "#": ("hash",),
    "\\": ("backslash",),
}

# Signs that prose passes over in silence, or says otherwise. Where one ends a word of code, it is as in prose.
CODE_SIGNS = {
    "-": ("minus",),
    "/": ("over",),
    "%": ("mod",),
    "|": ("or",),
    "^": ("caret",),
    "~": ("not",),
    "!": ("bang",),
    ":": ("colon",),
}

# Scripts that put no blanks between words: the characters of each, and how many are as long as a word of English, in
# turn. At 150 words a minute that is 250 Chinese characters a minute and 300 of Japanese or Korean, the lower end of
# what news is read at; a word of Thai has four letters or so. Vowels and tones above and below letters take no time.
SYLLABLES = {
    "han": ("\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff", (2, 2, 1)),
    "kana": ("\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30ff", (2,)),
    "hangul": ("\uac00-\ud7a3", (2,)),
    "asian": ("\u0e01-\u0edf\u1000-\u109f\u1780-\u17d3", (4,)),  # Thai, Lao, Burmese, Khmer
}
