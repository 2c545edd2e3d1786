"""YAML text -> a day, or all its problems with line and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.labels.labels import Labels
from shortsgen.problems import InputError, Problem, Span
from shortsgen.script.lost import lost_text
from shortsgen.script.model import NOT_PUBLISHED, Day, Options, Publishing, Short
from shortsgen.script.own_labels import own_labels
from shortsgen.script.publish_schema import PublishDocument
from shortsgen.script.records import short_record
from shortsgen.script.rules import broken_rules
from shortsgen.script.schema import KEYS, SHORT_KEYS, DayHead, OptionsDocument, ShortDocument, WordsDocument
from shortsgen.script.violations import Keys, violations
from shortsgen.text import yaml as yamltext
from shortsgen.text.lines import BREAK
from shortsgen.text.yaml import Node

_OPTIONS = frozenset(option.name for option in fields(Options))
_NO_OPTIONS = Options()

Said = tuple[tuple[str, str], ...]  # what is written, in lower case, and the words for it
Document = TypeVar("Document", bound=BaseModel)


def load(
    text: str,
    file: str,
    name: str,
    base: Options = _NO_OPTIONS,
    words: Labels = ENGLISH,
    say: Said = (),
    posted: Publishing = NOT_PUBLISHED,
) -> Day:
    """Read the day `name`. `file` is its path as a person knows it; its options start from `base`, its labels from
    `words`, how words are said from `say`, how it is published from `posted`.

    Raises InputError with the problems of all shorts at once, in the order of the file.
    """
    root = yamltext.parse(text, file)
    data = yamltext.data(root)
    problems: list[Problem] = []
    head = checked(DayHead, data, root, "day", problems)
    options = replace(base, **given(head.defaults)) if head else base
    labels = own_labels(head, root, words, problems) if head else words
    publish = published(head.publish, root, posted) if head else posted
    nodes = _short_nodes(root)
    lines = BREAK.split(text)
    shorts = _shorts(nodes, data, options, publish, lines, problems)
    problems.extend(broken_rules(shorts, _names(nodes)))
    if problems or head is None:
        raise InputError(sorted(problems, key=place), {file: text})
    title = root.value["title"].span
    lost, words_of_day = lost_text(root, lines), said(head, say)
    return Day(name, head.title, tuple(shorts), file, text, title, lost, labels, publish, words_of_day)


def checked(
    document: type[Document], data: Any, node: Node, kind: str, problems: list[Problem], keys: Keys = KEYS
) -> Document | None:
    """The document that `data` is, or None and its problems added to `problems`."""
    try:
        return document.model_validate(data)
    except ValidationError as error:
        problems.extend(violations(error.errors(include_url=False), node, kind, keys))
        return None


def given(document: OptionsDocument) -> dict[str, Any]:
    """The options that are written there, also where they equal the default."""
    return {name: getattr(document, name) for name in document.model_fields_set & _OPTIONS}


def published(document: PublishDocument, parent: Node, base: Publishing) -> Publishing:
    """How shorts are posted: as in `base`, and as the document has it that stands under `publish`."""
    if "publish" not in parent.value:
        return base
    node = parent.value["publish"]
    given = ((name, getattr(document, name)) for name in document.model_fields_set)
    own: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given}
    spans = {"": node.span, **{name: child.span for name, child in node.value.items()}}
    return replace(base, **own, spans={**base.spans, **spans})


def said(document: WordsDocument, base: Said) -> Said:
    """How words are said: as in `base`, and as the document has it."""
    return tuple({**dict(base), **{written.lower(): words for written, words in document.say.items()}}.items())


def _short_nodes(root: Node) -> Sequence[Node]:
    shorts = root.value.get("shorts") if isinstance(root.value, dict) else None
    return shorts.value if shorts and isinstance(shorts.value, list) else ()


def _shorts(
    nodes: Sequence[Node],
    data: Any,
    options: Options,
    publish: Publishing,
    source: list[str],
    problems: list[Problem],
) -> list[Short]:
    """The shorts that are whole; the problems of the others are added to `problems`."""
    shorts = []
    for number, node in enumerate(nodes, 1):
        document = checked(ShortDocument, data["shorts"][number - 1], node, "short", problems, SHORT_KEYS)
        if document is None:
            continue
        own = given(document)
        short, unfit = short_record(document, node, number, replace(options, **own) if own else options, source)
        shorts.append(replace(short, publish=published(document.publish, node, publish)))
        problems.extend(unfit)
    return shorts


def _names(nodes: Sequence[Node]) -> list[tuple[str, Span]]:
    """The ids of all shorts, also of those that are broken otherwise."""
    ids = [node.value["id"] for node in nodes if isinstance(node.value, dict) and "id" in node.value]
    return [(node.value, node.span) for node in ids if isinstance(node.value, str)]


def place(problem: Problem) -> tuple[int, int]:
    return (problem.span.line, problem.span.column) if problem.span else (0, 0)
