"""What is not said as it is written: names, abbreviations and signs, as tables."""

from __future__ import annotations

# Whole written words, in lower case, without the punctuation around them; a full stop inside is no "dot" here.
PHRASES = {
    "e.g": ("for", "example"),
    "i.e": ("that", "is"),
    "etc": ("et", "cetera"),
    "vs": ("versus",),
    "c++": ("C", "plus", "plus"),
    "c#": ("C", "sharp"),
}

# Runs of letters, in lower case, that are said otherwise than their spelling and their capitals tell.
NAMES = {
    "argmax": ("arg", "max"),
    "argmin": ("arg", "min"),
    "cfg": ("config",),
    "ctx": ("context",),
    "dtype": ("d", "type"),
    "github": ("GitHub",),
    "javascript": ("JavaScript",),
    "matplotlib": ("matplotlib",),
    "mnist": ("M", "nist"),
    "ndim": ("n", "dim"),
    "nth": ("nth",),
    "numpy": ("NumPy",),
    "pytorch": ("PyTorch",),
    "randint": ("rand", "int"),
    "randn": ("rand", "n"),
    "relu": ("relu",),
    "str": ("string",),
    "tmp": ("temp",),
    "youtube": ("YouTube",),
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
