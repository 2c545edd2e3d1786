"""Style sheets and scripts inside a page, and the policy that lets the page have them and nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from shortsgen.render.templates import Templates

# What would end the element, or turn what follows into something else.
_ENDS = {"style": re.compile(r"</style|<!--", re.IGNORECASE), "script": re.compile(r"</script|<!--", re.IGNORECASE)}


@dataclass(frozen=True, slots=True)
class Inline:
    """The texts of some templates as a page holds them. Only they are the creator's; no text of a script is in them.
    `pictures` and `films` are the sources from where these may come, `connections` where the script may ask."""

    style: str
    script: str
    pictures: str = "data:"
    films: str = "'none'"
    connections: str = ""

    @classmethod
    def of(
        cls,
        templates: Templates,
        styles: Sequence[str],
        scripts: Sequence[str],
        pictures: str = "data:",
        films: str = "'none'",
        connections: str = "",
    ) -> Inline:
        """Each is the project's own file or the built-in one. Raises InputError where it cannot stand in a page."""
        style = "".join(_text(templates, name, "style") for name in styles)
        code = "".join(_text(templates, name, "script") for name in scripts)
        return cls(style, code, pictures, films, connections)

    @property
    def policy(self) -> str:
        """A Content-Security-Policy: this style, this script, pictures and fonts in the page, nothing from afar."""
        rules = (
            "default-src 'none'",
            f"script-src '{_hash(self.script)}'",
            f"style-src '{_hash(self.style)}'",
            f"img-src {self.pictures}",
            f"media-src {self.films}",
            *([f"connect-src {self.connections}"] if self.connections else []),
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
        return "; ".join(rules)


def _text(templates: Templates, name: str, element: str) -> str:
    text = templates.source(name)
    if match := _ENDS[element].search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise templates.problem(name, f"`{match[0]}` cannot stand in a page's {element}", line)
    return text


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
