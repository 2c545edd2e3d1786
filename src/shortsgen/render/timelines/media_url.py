"""Where a timeline's file says that its media lie. https://www.rfc-editor.org/rfc/rfc3986, 2.1 and 4.2."""

from __future__ import annotations

from urllib.parse import quote


def media_url(base: str, path: str) -> str:
    """`path` below `base`, which is "" for what is relative to the file, or a URL that ends in a slash."""
    return base + quote(path, safe="/", errors="surrogateescape")
