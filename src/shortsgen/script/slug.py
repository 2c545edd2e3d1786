"""Slugs: the stable names of shorts."""

from __future__ import annotations

import re
import unicodedata

from shortsgen.script.values import DEVICES

_SEPARATORS = re.compile(r"[^a-z0-9]+")


def slug(text: str, limit: int = 40) -> str:
    """`text` in lowercase letters, digits and single hyphens, cut between words; "" where it has none of them."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]", "", text)).encode("ascii", "ignore").decode()
    name = _SEPARATORS.sub("-", plain.lower()).strip("-")
    if len(name) > limit:
        head, cut, _ = name[: limit + 1].rpartition("-")
        name = head if cut else name[:limit]
    return f"{name}-short" if name in DEVICES else name
