"""A short while it is gathered from a document, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shortsgen.problems import Span
from shortsgen.script.marks import Section, unquoted
from shortsgen.script.model import Code, Listing, Mistake, Short, TalkLine
from shortsgen.script.slug import slug

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    lines: Sequence[str]
    line: int


@dataclass(slots=True)
class Draft:
    """What was found for one short so far."""

    title: str
    span: Span
    hook: list[str] = field(default_factory=list)
    talk: list[str] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)
    mistake: list[str] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    plain: list[Paragraph] = field(default_factory=list)  # that stands in no section

    def add_text(self, section: Section, lines: Sequence[str]) -> None:
        """Add the lines of a paragraph. Only the talk track may take them one by one."""
        paragraph = " ".join(lines)
        if section is Section.TALK:
            self.talk.extend(_said(lines))
        elif section is Section.HOOK:
            self.hook.append(paragraph)
        elif section is Section.MISTAKE:
            self.mistake.append(paragraph)

    def settle(self) -> list[Paragraph]:
        """Without a hook the first paragraph is it, without a talk track the others are. Gives those that are neither.

        Where nothing else is said, the hook is the first sentence.
        """
        plain, self.plain = self.plain, []
        if plain and not self.hook:
            first = " ".join(plain.pop(0).lines)
            alone = not self.talk and not plain
            self.hook, rest = [first], ""
            if alone and (end := _SENTENCE.search(first)):
                self.hook, rest = [first[: end.start()]], first[end.end() :]
            self.talk += [rest] if rest else []
        if self.talk and plain:
            return plain
        for paragraph in plain:
            self.add_text(Section.TALK, paragraph.lines)
        return []

    def missing(self) -> Iterator[str]:
        """What every short needs and this one has not."""
        if not self.hook:
            yield "hook"
        if not self.talk:
            yield "talk track"
        if not self.code and not self.listings:
            yield "code"

    def short(self, number: int, name: str) -> Short:
        return Short(
            number=number,
            id=name,
            title=self.title,
            hook=" ".join(self.hook),
            talk_track=tuple(TalkLine(line) for line in self.talk),
            code=_one(self.code),
            mistake=Mistake(_joined(self.mistake)) if self.mistake else None,
            listings=tuple(self.listings),
        )


def named(drafts: Sequence[Draft]) -> Iterator[Short]:
    """The shorts, numbered in order, each with an id from its title that no other has."""
    taken: set[str] = set()
    copies: dict[str, int] = {}  # by what they are copies of, how many there are
    for number, draft in enumerate(drafts, 1):
        name = base = slug(draft.title) or f"short-{number:02d}"
        while name in taken:
            copies[base] = copies.get(base, 1) + 1
            name = f"{base}-{copies[base]}"
        taken.add(name)
        yield draft.short(number, name)


def _one(codes: Sequence[Code]) -> Code:
    """Several blocks as one, of whose lines only the first has its place."""
    if len(codes) == 1:
        return codes[0]
    return Code("\n".join(code.text for code in codes), codes[0].first_line if codes else 1, literal=False)


def _said(lines: Sequence[str]) -> list[str]:
    """A paragraph is one line that is said, unless each of its lines stands in quotes of its own."""
    separately = [unquoted(line) for line in lines]
    if all(inner != line for inner, line in zip(separately, lines, strict=True)):
        return separately
    return [unquoted(" ".join(lines))]


def _joined(paragraphs: Sequence[str]) -> str:
    """Several mistakes as one text."""
    ended = [text if text.endswith((".", "!", "?", ":", ";")) else f"{text};" for text in paragraphs[:-1]]
    return " ".join([*ended, *paragraphs[-1:]])
