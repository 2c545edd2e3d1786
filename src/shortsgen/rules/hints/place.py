"""Where in what was executed an error stands."""

from __future__ import annotations

from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Code


def code_at(snippet: Snippet, line: int) -> Code | None:
    """The part of what was executed that holds a line of the file; of the hidden ones too."""
    for code in (snippet.code, *snippet.hidden):
        if code.first_line <= line < code.first_line + max(1, len(code.text.splitlines())):
            return code
    return None


def lines_until(snippet: Snippet, line: int) -> list[str]:
    """The lines of that part from its first to this one, none where no part holds it."""
    code = code_at(snippet, line)
    return code.text.splitlines()[: line - code.first_line + 1] if code else []
