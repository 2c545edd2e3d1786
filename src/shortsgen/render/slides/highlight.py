"""Code -> lines of coloured words, by pygments' lexers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, _TokenType, is_token_subtype
from pygments.util import ClassNotFound

Token = tuple[str, str]  # the kind of word, which a theme gives a colour, and its text

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
    """The spans of each line of `text`; joined they are the line. An unknown language has plain words only."""
    tokens = list(_lexer(language).get_tokens(text))
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
    joined: list[Token] = []
    for kind, word in spans:
        if joined and (kind == joined[-1][0] or not word.strip() or not joined[-1][1].strip()):
            before, text = joined.pop()
            kind, word = (kind if not text.strip() else before), text + word
        joined.append((kind, word))
    return tuple(joined)


def cut(spans: tuple[Token, ...], start: int, end: int) -> tuple[Token, ...]:
    """The spans of the characters from `start` to before `end` of a line."""
    pieces, position = [], 0
    for kind, word in spans:
        piece = word[max(0, start - position) : max(0, end - position)]
        position += len(word)
        if piece:
            pieces.append((kind, piece))
    return tuple(pieces)


@lru_cache
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False, ensurenl=False)


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
