"""A JSON Schema as tables of Markdown: a section for each mapping that has a name, a row for each key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
ROOT = "#"
PATTERNS = {"^#[0-9A-Fa-f]{6}$": "a colour"}
SIZES = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most"}
WORDS = {"boolean": "`true` or `false`", "integer": "a whole number", "number": "a number", "null": "null"}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join("|" + "".join(f" {cell} |" if cell else " |" for cell in cells) + "\n" for cells in lines)


@dataclass(frozen=True)
class Keys:
    """The mappings of a schema by their places; `titles` has those that a section tells of, in their order."""

    known: dict[str, Schema]
    titles: dict[str, str]

    def sections(self, head: Sequence[str]) -> Iterator[str]:
        """Of `head` there are as many columns as it has: key, value, meaning, default."""
        for place, title in self.titles.items():
            mapping = self.known[place]
            text = f"{mapping['description']}\n\n" if "description" in mapping else ""
            yield f"## {title}\n\n{text}" + table(head, (row[: len(head)] for row in self._rows(mapping)))

    def _rows(self, mapping: Schema, before: str = "") -> Iterator[list[str]]:
        """Mappings without a name are told of in the table of the one that holds them, by dotted keys."""
        for key, one in mapping["properties"].items():
            default = "must be given" if key in mapping.get("required", ()) else _default(one.get("default"))
            yield [f"`{before}{key}`", " or ".join(dict.fromkeys(self._kinds(one))), self._meaning(one), default]
            for part in _parts(one):
                if "properties" in part:
                    yield from self._rows(part, f"{before}{key}.")

    def _kinds(self, one: Schema) -> Iterator[str]:
        """What a value may be, in words."""
        place = _place(one)
        if place in self.titles:
            yield f"[a mapping](#{self.titles[place].lower()})"
        elif place:
            yield from self._kinds(self.known[place])
        elif "anyOf" in one:
            for part in one["anyOf"]:
                yield from self._kinds(part)
        elif "enum" in one or "const" in one:
            yield ", ".join(f"`{value}`" for value in one.get("enum", [one.get("const")]))
        else:
            kinds = one["type"] if isinstance(one.get("type"), list) else [one.get("type", "anything")]
            yield from (self._kind(kind, one) for kind in kinds)

    def _kind(self, kind: str, one: Schema) -> str:
        if kind == "array":
            return f"a list, each {' or '.join(self._kinds(one['items']))}"
        if kind == "object":
            return "a mapping"
        if kind == "string":
            length = f" of at most {one['maxLength']} characters" if "maxLength" in one else ""
            return PATTERNS.get(one.get("pattern", ""), "text") + length
        sizes = [f"{words} {_number(one[limit])}" for limit, words in SIZES.items() if limit in one and kind != "null"]
        return ", ".join([WORDS[kind], *sizes])

    def _meaning(self, one: Schema) -> str:
        return str(one.get("description") or self.known.get(_place(one), {}).get("description", ""))


def keys_of(schema: Schema, title: str) -> Keys:
    """Mappings that have a name, as they are met, each called as the key that it first stands under."""
    known = {ROOT: schema, **schema.get("$defs", {})}
    titles, waiting = {ROOT: title}, [schema]
    while waiting:
        for key, one in waiting.pop(0)["properties"].items():
            for place in _places(one):
                if place not in titles and "properties" in known[place]:
                    titles[place] = key
                    waiting.append(known[place])
    return Keys(known, titles)


def _place(one: Schema) -> str:
    return str(one.get("$ref", "")).rpartition("/")[2]


def _parts(one: Schema) -> Iterator[Schema]:
    """A value, what it may be instead, and what it holds where it is a list."""
    yield one
    inner = [*one.get("anyOf", ()), *([one["items"]] if isinstance(one.get("items"), dict) else [])]
    for part in inner:
        yield from _parts(part)


def _places(one: Schema) -> Iterator[str]:
    return (place for place in map(_place, _parts(one)) if place)


def _number(value: Any) -> str:
    return str(int(value) if value == int(value) else value)


def _default(value: Any) -> str:
    """An empty text, list or mapping is as good as none."""
    if value in ("", None) or isinstance(value, (list, dict)):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value if isinstance(value, str) else _number(value)}`"
