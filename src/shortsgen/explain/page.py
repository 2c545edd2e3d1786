"""The page of each code of a problem: why it matters, an example that causes it, the cure.

A page is a file of Markdown in `pages/`. What it means and what to do about it, in one line, is that of `report/codes`,
so it stands nowhere twice.
"""

from __future__ import annotations

from pathlib import Path

from shortsgen.problems import bad_input, nearest
from shortsgen.report.codes import RULES

_PAGES = Path(__file__).parent / "pages"
_CURE = "## Cure\n\n"
_MENDED = "\n`shortsgen fix DAY` mends it where it is clear what was meant.\n"


def page(code: str) -> str:
    """The page of a code, in Markdown. Raises InputError for a code that no problem has."""
    if code not in RULES:
        hint = nearest(code, RULES) or "`shortsgen explain` lists all codes"
        raise bad_input(f"no problem has the code `{code}`", hint)
    rule = RULES[code]
    before, cure, after = (_PAGES / f"{code}.md").read_text("utf-8").partition(_CURE)
    remedy = f"{rule.remedy}\n\n" if rule.remedy else ""
    return f"# {code}\n\n{rule.meaning}\n\n{before}{cure}{remedy}{after}{_MENDED * _can_be_mended(code)}"


def _can_be_mended(code: str) -> bool:
    from shortsgen.mend.mends import MENDS  # which need all that reads a script

    return code in MENDS


def meanings() -> dict[str, str]:
    """All codes, each with what it means in one line."""
    return {code: rule.meaning for code, rule in RULES.items()}
