"""problems -> what a person reads. Nothing is printed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from rich.text import Text

from shortsgen.problems import Problem, Severity, Span, counted
from shortsgen.text.visible import visible_line

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_WIDEST = 160  # columns of a source line that is drawn


def human(problems: Iterable[Problem], sources: Mapping[str, str]) -> Text:
    """The problems in order, each with its place drawn: the line and a caret under the column. In the end, how to have
    those mended that can be."""
    lines = {file: text.split("\n") for file, text in sources.items()}
    told = list(problems)
    return Text("\n").join([*(_block(problem, lines) for problem in told), *_fixable(told)])


def _fixable(problems: Sequence[Problem]) -> Iterator[Text]:
    days = [PurePath(problem.span.file).stem for problem in problems if problem.fixable and problem.span]
    if days:
        can = f"{counted(len(days), 'problem')} can be mended by"
        yield Text(f"[*] {can} `shortsgen fix {' '.join(dict.fromkeys(days))}`\n", "bold green")


def _block(problem: Problem, lines: Mapping[str, Sequence[str]]) -> Text:
    text = Text()
    if problem.span:
        text.append(f"{visible_line(str(problem.span))}: ", "bold")
    text.append(f"{problem.severity.value}[{problem.code}]", _STYLES[problem.severity])
    text.append(" [*]" if problem.fixable else "", "bold green")
    text.append(f" {visible_line(problem.message)}\n")
    if problem.span and problem.span.file in lines:
        text.append_text(_drawn(problem.span, lines[problem.span.file]))
    for line in problem.detail.splitlines():
        text.append(f"      | {line}".rstrip() + "\n", diff_style(line))
    if problem.hint:
        text.append("  hint: ", "bold green").append(f"{visible_line(problem.hint)}\n")
    return text


def _drawn(span: Span, lines: Sequence[str]) -> Text:
    """The line of a place, and a caret for each of its columns on that line."""
    if not 1 <= span.line <= len(lines):
        return Text()
    line = lines[span.line - 1].replace("\t", " ")
    line = line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
    end = span.end_column if span.end_line == span.line else len(line) + 1 if span.end_line else 0
    width = max(1, min(end, len(line) + 1) - span.column)
    gutter = f"{span.line:>5} | "
    caret = " " * (len(gutter) - 2) + "| " + " " * (span.column - 1) + "^" * width
    return Text(f"{gutter}{_safe(line)}\n", "dim").append(f"{caret}\n", "red")


def _safe(line: str) -> str:
    return "".join(character if character.isprintable() else "·" for character in line)


def diff_style(line: str) -> str:
    """How a line of a unified diff is set."""
    return {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "dim")


def verdict(problems: Sequence[Problem], summary: Mapping[str, int]) -> str:
    """The last line of a check: what was looked at, how the snippets ended, and what was found."""
    known = ("days", "shorts", "snippets")
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(summary.items()) if status not in known)
    looked = f"{counted(summary['shorts'], 'short')} in {counted(summary['days'], 'day')}"
    executed = counted(summary["snippets"], "snippet") + (f": {statuses}" if statuses else "")
    return f"{looked}; {executed}; {summary_line(problems) or 'no problems'}"


def summary_line(problems: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`, or "" where there are neither."""
    counts = ((sum(p.severity is severity for p in problems), severity.value) for severity in Severity)
    return ", ".join(counted(count, word) for count, word in counts if count and word != "note")
