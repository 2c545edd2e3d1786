"""An attack: what a snippet does, and what comes of it at each level."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from textwrap import dedent


@dataclass(frozen=True)
class Result:
    """What an attack gives. `says` is a pattern for all that is told, `harms` what it reaches outside."""

    statuses: str
    says: str = ""
    note: str = ""
    harms: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """The cell of the table in docs/explanation/security.md."""
        statuses = " or ".join(f"`{status}`" for status in self.statuses.split())
        return f"{statuses}: {self.note}" if self.note else statuses


def gives(statuses: str, says: str = "", note: str = "", harms: str = "") -> Result:
    return Result(statuses, says, note, frozenset(harms.split()))


@dataclass(frozen=True)
class Attack:
    """`title` names it in docs/explanation/security.md. `tamer` is what is done instead where `basic` would not contain
    `code`.

    What comes of a `shared` one is that of two snippets that need it.
    """

    title: str
    code: str
    strict: Result
    basic: Result
    tamer: str = ""
    timeout: float = 20.0
    memory: int = 512
    shared: bool = False
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", "-".join(self.title.replace("`", "").split()))


def attack(title: str, code: str, strict: Result, basic: Result | None = None, **more: object) -> Attack:
    """One whose result is the same at both levels, where `basic` is not given."""
    tamer = dedent(str(more.pop("tamer", ""))).lstrip("\n")
    return Attack(title, dedent(code).lstrip("\n"), strict, basic or strict, tamer, **more)  # type: ignore[arg-type]


def controls(text: str) -> set[str]:
    """The characters of a text that could control a terminal or the order of what is read."""
    categories = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return {one for one in text if unicodedata.category(one) in categories and one not in "\n\t\u200c\u200d"}
