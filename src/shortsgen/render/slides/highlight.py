"""Code -> lines of coloured words, by pygments' lexers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.python import PythonLexer
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, _TokenType, is_token_subtype

from shortsgen.text.languages import LANGUAGES

Token = tuple[str, str]  # the kind of word, which a theme gives a colour, and its text

_MOST = 2_000  # characters; a slide has room for fewer

# The first that contains the token's type wins.
_KINDS: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (Keyword.Constant, "constant"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (String, "string"),
    (Number, "number"),
    (Name.Decorator, "decorator"),
    (Name.Builtin.Pseudo, "self"),
    (Name.Class, "type"),
    (Name.Exception, "type"),
    (Name.Function, "function"),
    (Name.Builtin, "function"),
    (Operator, "operator"),
    (Punctuation, "operator"),
)


@lru_cache(maxsize=32)  # a short shows the same code on several slides
def highlight(text: str, language: str = "python") -> tuple[tuple[Token, ...], ...]:
    """The spans of each line of `text`; joined they are the line. Plain words only are in a language that is not known,
    and in one that is not Python where there is more than a slide could show."""
    known = LANGUAGES.get(language.lower(), "")
    lexer = _lexer(known if known == "python" or len(text) <= _MOST else "")
    tokens = list(lexer.get_tokens(text))
    if "".join(word for _, word in tokens) != text:  # a lexer that changes what it reads cannot be trusted
        return tuple((("plain", line),) for line in text.split("\n"))
    lines: list[list[Token]] = [[]]
    for kind, word in _named(tokens):
        first, *others = word.split("\n")
        lines[-1].append((kind, first))
        lines += [[(kind, other)] for other in others]
    return tuple(_joined(span for span in line if span[1]) for line in lines)


def _joined(spans: Iterable[Token]) -> tuple[Token, ...]:
    """Neighbours of one kind as one; blanks, which have no colour, go with what is beside them."""
    joined: list[tuple[str, list[str]]] = []
    blank = False  # whether the last one holds nothing but blanks
    for kind, word in spans:
        if joined and (blank or kind == joined[-1][0] or not word.strip()):
            before, words = joined[-1]
            joined[-1] = (kind if blank else before), words
            words.append(word)
            blank = blank and not word.strip()
        else:
            joined.append((kind, [word]))
            blank = not word.strip()
    return tuple((kind, "".join(words)) for kind, words in joined)


def cut(spans: tuple[Token, ...], start: int, end: int) -> tuple[Token, ...]:
    """The spans of the characters from `start` to before `end` of a line."""
    pieces, position = [], 0
    for kind, word in spans:
        piece = word[max(0, start - position) : max(0, end - position)]
        position += len(word)
        if piece:
            pieces.append((kind, piece))
    return tuple(pieces)


class _Python(PythonLexer):
    """Where pygments looks for a docstring it looks at all blank lines before it, and at each of them anew."""

    tokens: ClassVar = {
        **PythonLexer.tokens,
        "root": [
            (rule[0].replace(r"^(\s*)", r"^([^\S\n]*)"), *rule[1:]) if isinstance(rule, tuple) else rule
            for rule in PythonLexer.tokens["root"]
        ],
    }


@lru_cache
def _lexer(language: str) -> Lexer:
    """That of one of the languages, of plain text for ""."""
    options = {"stripnl": False, "ensurenl": False}
    if language == "python":
        return _Python(**options)
    return get_lexer_by_name(language, **options) if language else TextLexer(**options)


def _named(tokens: list[tuple[_TokenType, str]]) -> Iterator[Token]:
    """Name what the lexer leaves open: a name before a parenthesis is called."""
    for (kind, word), (_, following) in pairwise([*tokens, (Punctuation, "")]):
        name = _name(kind)
        if name == "plain" and is_token_subtype(kind, Name) and following.startswith("("):
            name = "type" if word[:1].isupper() else "function"
        yield name, word


@lru_cache
def _name(kind: _TokenType) -> str:
    return next((name for group, name in _KINDS if is_token_subtype(kind, group)), "plain")
