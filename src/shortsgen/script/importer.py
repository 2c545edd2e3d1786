"""Puts the blocks of a document where they belong, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shortsgen.problems import Problem, Severity, Span, excerpt
from shortsgen.script.blocks import Block, BlockKind
from shortsgen.script.draft import Draft, Paragraph
from shortsgen.script.inline import BY_HAND
from shortsgen.script.marks import Marker, Section, day_title, heading_marker, line_marker
from shortsgen.script.model import Code, Listing
from shortsgen.script.outline import LEVEL

_PYTHON = frozenset(["", "python", "python3", "py", "py3"])  # a fence without a language is Python
_BEFORE = "before the first section of its short"


Titles = Mapping[tuple[int, int], str]  # by the lines and the levels of the headings that begin shorts


def place(heading: Block) -> tuple[int, int]:
    return heading.line, heading.level


def _is_beside(block: Block) -> bool:
    """Whether it is part of no list and of no table of shorts."""
    return bool(block.text) and not (block.in_list or block.level)


class Importer:
    """`draft` is the short that is open, `section` where its text goes, `where` is said of what is left out."""

    def __init__(self, file: str, source: Sequence[str], titles: Titles) -> None:
        self.file, self.source, self.titles = file, source, titles
        self.level = 0  # of the heading that began the short
        self.title = ""
        self.drafts: list[Draft] = []
        self.problems: list[Problem] = []
        self.draft: Draft | None = None
        self.section: Section | None = None
        self.where = "before the first short"
        self._told: set[int] = set()  # the lines of which all is left out

    def read(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self.take(block)
        self._settle()
        self.problems.sort(key=lambda problem: problem.span.line if problem.span else 0)

    def take(self, block: Block) -> None:
        if self.draft and self.level == LEVEL and (block.begins_item or _is_beside(block)):
            self._leave()
        match block.kind:
            case BlockKind.HEADING:
                self._heading(block)
            case BlockKind.TEXT:
                self._text(block)
            case BlockKind.CODE:
                self._code(block)
            case BlockKind.OTHER:
                self._leave_out(f"{block.text} {self.where}", block.line, block.end_line)
        lines = [(dropped, block.line + dropped.line) for dropped in block.dropped]
        for dropped, line in [one for one in lines if one[1] not in self._told]:
            self._leave_out(dropped.what, line, line, dropped.hint)

    def gaps(self) -> Iterator[Problem]:
        """What the shorts lack."""
        for number, draft in enumerate(self.drafts, 1):
            for part in draft.missing():
                message = f"short {number:02d} has no {part}"
                yield Problem("markdown-missing", message, draft.span, "write it into the YAML", Severity.WARNING)

    def _heading(self, block: Block) -> None:
        if title := self.titles.get(place(block)):
            self._open(title, block)
        elif block.level > self.level and self.draft:
            self._begin(heading_marker(block.text), block.line)
        elif not self.title and not self.drafts:
            self.title = day_title(block.text)
        else:
            self._close(block)

    def _open(self, title: str, block: Block) -> None:
        self._settle()
        self.level = block.level
        self.draft = Draft(title, self._span(block.line, block.end_line))
        self.drafts.append(self.draft)
        self.section, self.where = None, _BEFORE

    def _close(self, block: Block) -> None:
        self._settle()
        self.draft = None
        if self.drafts:
            self.where = f"under the heading `{excerpt(block.text)}`"
        message = f"the heading `{excerpt(block.text)}`, which begins no short"
        self._leave_out(message, block.line, block.end_line)

    def _leave(self) -> None:
        """What stands below a list or a table of shorts is part of none, nor is an item that is no short."""
        self._settle()
        self.draft, self.where = None, "beside the shorts"

    def _settle(self) -> None:
        """Give text before any section the place that is free for it, or tell that it is left out."""
        later, self.problems = self.problems, []
        for paragraph in self.draft.settle() if self.draft else ():
            self._leave_out(f"text {_BEFORE}", paragraph.line, paragraph.line + len(paragraph.lines) - 1)
        self.problems += later

    def _begin(self, marker: Marker, line: int) -> None:
        self.section = marker.section
        name = excerpt(marker.name)
        self.where = f"in the section `{name}`"
        if marker.section is Section.UNKNOWN:
            self._leave_out(f"the section `{name}`, which is not known", line, line)
        if marker.rest:
            self._place([marker.rest], line)

    def _text(self, block: Block) -> None:
        """A paragraph may hold several sections: `**Hook**` with its text in the next line is one paragraph."""
        waiting: list[str] = []
        for line, text in enumerate(block.text.split("\n"), block.line):
            marker = line_marker(text.strip(), block.in_list) if self.draft else None
            if marker is None:
                waiting.append(text.strip())
                continue
            self._place(waiting, line - len(waiting))
            waiting = []
            self._begin(marker, line)
        self._place(waiting, block.end_line - len(waiting) + 1)

    def _place(self, lines: list[str], line: int) -> None:
        if not lines:
            return
        if self.draft and self.section in (Section.HOOK, Section.TALK, Section.MISTAKE):
            self.draft.add_text(self.section, lines)
        elif self.draft and self.section is None:
            self.draft.plain.append(Paragraph(lines, line))
        else:
            self._leave_out(f"text {self.where}", line, line + len(lines) - 1)

    def _code(self, block: Block) -> None:
        if not block.closed:
            self._tell("markdown-unclosed", "this block of code is never closed", block, Severity.WARNING)
        if self.draft is None or self.section in (Section.MISTAKE, Section.UNKNOWN) or not block.text.strip():
            self._leave_out(f"code {self.where}", block.line, block.end_line)
        elif block.language in _PYTHON:
            if self.draft.code:
                self._tell("markdown-joined", "Python that is joined to the block before it", block)
            first, whole = block.line + block.fenced, not block.dropped  # else its lines are others
            self.draft.code.append(Code(block.text, first, literal=whole))
        else:
            self._tell(
                "markdown-listing", f"{excerpt(block.language)} code is kept as a listing, and not executed", block
            )
            self.draft.listings.append(Listing(block.language, Code(block.text)))

    def _tell(self, code: str, message: str, block: Block, severity: Severity = Severity.NOTE) -> None:
        self.problems.append(Problem(code, message, self._span(block.line, block.end_line), severity=severity))

    def _leave_out(self, what: str, line: int, end_line: int, hint: str = BY_HAND) -> None:
        """Report lines; those right below others that are left out for the same reason join them."""
        message, start = f"left out: {what}", line
        self._told.update(range(line, end_line + 1))
        last = self.problems[-1] if self.problems else None
        if last and last.span and last.message == message and last.span.end_line >= line - 1:
            start = last.span.line
            self.problems.pop()
        self.problems.append(Problem("markdown-left-out", message, self._span(start, end_line), hint, Severity.WARNING))

    def _span(self, line: int, end_line: int) -> Span:
        return Span(self.file, line, 1, end_line, len(self.source[end_line - 1]) + 1)
