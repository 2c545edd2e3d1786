"""The words of a day or of all days: those of its language, and those that a person gives instead."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from shortsgen.labels.labels import LONGEST_DRAWN, Labels, SlideLabels
from shortsgen.labels.languages import labels_in
from shortsgen.problems import Problem, nearest
from shortsgen.script.schema import WordsDocument
from shortsgen.text.yaml import Node


def own_labels(document: WordsDocument, root: Node, base: Labels, problems: list[Problem]) -> Labels:
    """The words that `document` asks for. Those of `base` hold in their own language only."""
    wanted = document.language if "language" in document.model_fields_set else base.language
    labels = base if wanted == base.language else labels_in(wanted)
    if not document.labels:
        return labels
    node = root.value["labels"]
    known = labels.words
    found = [*_wrong(node, known)]
    problems += found
    spans = {name: child.span for name, child in node.value.items()}
    return labels if found else labels.having(document.labels, spans)


def _wrong(node: Node, known: dict[str, str]) -> Iterator[Problem]:
    for name, child in node.value.items():
        if name not in known:
            hint = nearest(name, known) or "`shortsgen schema` lists them"
            yield Problem("script-unknown-key", f"unknown label `{name}`", node.keys[name], hint)
        elif _filled(child.value) != (wanted := _filled(known[name])):
            what = " and ".join(f"`{{{one}}}`" for one in sorted(wanted or ())) or "no `{...}`"
            message = f"expected a text with {what}, found `{child.value}`"
            yield Problem("script-value", message, child.span, f"as in `{known[name]}`")
        elif name in SlideLabels._fields and _length(child.value) > LONGEST_DRAWN:
            message = f"expected at most {LONGEST_DRAWN} characters, found `{child.value}`"
            yield Problem("script-value", message, child.span, "it is drawn on slides: shorten it")


def _length(word: str) -> int:
    return sum(len(text) for text, *_ in Formatter().parse(word))


def _filled(word: str) -> set[str] | None:
    """What is filled into a word, None where its braces are odd."""
    try:
        pieces = list(Formatter().parse(word))
    except ValueError:
        return None
    plain = all(not (spec or conversion) for _, _, spec, conversion in pieces)
    literal = "".join(text for text, *_ in pieces)
    return {name for _, name, *_ in pieces if name is not None} if plain and not set("{}") & set(literal) else None
