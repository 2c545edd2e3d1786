"""The words in which a line that is no YAML is told: what was expected, what was found, what to do."""

from __future__ import annotations

from shortsgen.problems import Problem, Span
from shortsgen.text.broken.shapes import NO_BLANK, Kind, Opened, Value
from shortsgen.text.lines import COMMENT
from shortsgen.text.visible import named

_LONGEST = 30  # characters of a line that are shown


def problem(file: str, line: int, column: int, message: str, hint: str, width: int = 0, code: str = "") -> Problem:
    """`column` counts from 0; `width` is that of what is marked, 0 for a single column."""
    end = {"end_line": line, "end_column": column + 1 + width} if width else {}
    return Problem(code or "yaml-syntax", message, Span(file, line, column + 1, **end), hint)


def shown(text: str) -> str:
    """The beginning of a line, in signs of code."""
    text = text.strip()
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
    return f"`{text}`" if "`" not in text else f"`` {text} ``"


def blanks(count: int) -> str:
    return "no blank" if count == 0 else "1 blank" if count == 1 else f"{count} blanks"


def not_a_blank(character: str) -> tuple[str, str]:
    if character == "\t":
        return "expected blanks before the text, found a tab", "YAML is indented with blanks alone: replace the tab"
    return f"expected blanks before the text, found {named(character)}", "it looks like a blank: replace it with one"


def indentation(wrong: Opened, column: int, like: Opened) -> tuple[str, str]:
    """`wrong` should stand in `column`, to be in line with `like`."""
    what, other = (("an item" if level.is_list else f"`{level.name}`") for level in (wrong, like))
    place = f"in line with {other.replace('an ', 'the ')} in line {like.line}"
    place = f"so that its keys are {place}" if wrong.is_list and not like.is_list else place
    message = f"expected {blanks(column)} before {what}, {place}"
    alike = "items of one list" if like.is_list else "keys that belong together"
    return f"{message}, found {wrong.column or 'none'}", f"{alike} begin in the same column"


def no_colon(text: str, goes_on: bool) -> tuple[str, str]:
    """`goes_on`: the line may be more of the text above."""
    if match := NO_BLANK.match(text):
        return _no_blank(match["key"], match["colon"], match["rest"])
    word, _, rest = text.partition(" ")
    cure = f"{word.rstrip('=|')}: {rest.lstrip('= ')}"
    or_more = "; or indent it further, if it goes on with the text above" if goes_on else ""
    return f"expected a key and a colon, found {shown(text)}", f"write {shown(cure)}{or_more}"


def _no_blank(key: str, colon: str, rest: str) -> tuple[str, str]:
    hint = f"write {shown(f'{key}: {rest.strip()}')}"
    if colon != ":":
        return f"expected `:` after `{key}`, found {named(colon)}", hint
    return f"expected a blank after `{key}:`, found {named(rest[0]) if rest[0].isspace() else shown(rest)}", hint


def no_blank_after_dash(text: str) -> tuple[str, str]:
    return f"expected a blank after `-`, found {shown(text[1:])}", f"write {shown(f'- {text[1:]}')}"


def no_dash(text: str, goes_on: bool) -> tuple[str, str]:
    or_more = "; or indent it further, if it goes on with the item above" if goes_on else ""
    return f"expected `- ` before an item, found {shown(text)}", f"write {shown(f'- {text}')}{or_more}"


def colon_in_text(text: str) -> tuple[str, str]:
    curly = "; to YAML, curly quotes are letters" if text[0] in "“”„‘’" else ""
    return "expected quotes around text that holds a colon and a blank", f"put the whole text in quotes{curly}"


def needs_quotes(sign: str) -> tuple[str, str]:
    sign = f"`` {sign} ``" if sign == "`" else f"`{sign}`"
    return f"expected quotes around text that begins with {sign}", "put the whole text in quotes"


def after_quote(quote: str, rest: str) -> tuple[str, str]:
    message = f"expected the end of the line after the closing `{quote}`, found {shown(rest)}"
    other, escaped = ("double", "`''`") if quote == "'" else ("single", '`\\"`')
    hint = f"put the whole text in {other} quotes, or write {escaped} for a `{quote}` in it"
    return message, "leave the comma out" if rest == "," else hint


def after_bracket(value: Value, bracket: str, rest: str) -> tuple[str, str]:
    message = f"expected the end of the line after `{bracket}`, found {shown(rest)}"
    hint = f"put text that begins with `{value.text[0]}` in quotes"
    return message, f"leave `{rest}` out" if rest in (",", "]", "}") else hint


def not_closed(value: Value) -> tuple[str, str]:
    opening, closing = value.text[0], value.closing[-1]
    comment = value.kind is Kind.FLOW and COMMENT.search(value.text)
    hint = "` #` begins a comment: put text that holds it in quotes" if comment else f"write `{closing}` where it ends"
    return f"{'the quote ' if opening == closing else ''}`{opening}` is never closed", hint


def text_beside_block(sign: str, rest: str) -> tuple[str, str]:
    message = f"expected the end of the line after `{sign}`, found {shown(rest)}"
    return message, f"begin the text on the next line, indented; or put text that begins with `{sign}` in quotes"


def left_of_block(value: Value, text: str, found: int, key_column: int | None) -> tuple[str, str]:
    """A line that is too far left for the block of `value`; `key_column` is where a key could stand."""
    block = f"a line of `{value.key}`" if value.key else "a line of the text"
    if not value.indent:
        begin = f"more than {blanks(value.parent)}" if value.parent else "blanks"
        return f"expected {begin} before {block}, found {found or 'none'}", f"indent all of it below `{value.key}`"
    least = f"at least {blanks(value.indent)} before {block}, as in its first line"
    if key_column is None:
        return f"expected {least}, found {found or 'none'}", "indent it like the lines above"
    if key_column == found:
        hint = f"{no_colon(text, goes_on=False)[1]}, or indent it like the lines above"
        return f"expected a key and a colon, or {least}, found {shown(text)}", hint
    hint = "indent it like the keys, or like the lines above"
    return f"expected {blanks(key_column)} before a key, or {least}, found {found}", hint


def deeper_than_rest(value: Value, column: int, line: int) -> tuple[str, str]:
    block = f"the first line of `{value.key}`" if value.key else "the first line"
    message = f"expected {blanks(column)} before {block}, in line with line {line}, found {value.indent}"
    return message, "no line of a block may stand further left than its first one"


def comment_in_block(value: Value) -> tuple[str, str]:
    hint = "indent the comment like the lines above"
    block = f"`{value.key}`" if value.key else "the text"
    return f"this comment ends {block}, but more of it follows", hint


def block_wanted(key: str) -> tuple[str, str]:
    return f"expected `|` after `{key}:`, since lines with colons follow", f"write `{key}: |`"


CONFLICT = ("found marks of a merge conflict", "keep one side, and remove the lines with the marks")
ENDED = ("`...` ends the document, but more follows", "remove this line")
STRAY_ITEM = ("expected a key and a colon, found an item of a list", "a list stands below a key of its own")
