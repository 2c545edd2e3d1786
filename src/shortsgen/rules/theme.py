"""The rules that a theme's tokens keep: text is told from its ground by WCAG AA, and days are those that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from shortsgen.problems import Problem, Severity, nearest
from shortsgen.theme.contrast import AA, AA_SHAPE, contrast, nearest_readable
from shortsgen.theme.tokens import Colors, Theme

CODE = ("text", "keyword", "function", "type", "string", "number", "operator", "decorator", "self", "comment")

# What stands on which grounds, and the least contrast.
TEXTS: tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...] = (
    (("text", "muted", "accent", "wrong"), ("ground", "alarm", "terminal"), AA),
    (CODE, ("card", "lit", "terminal"), AA),
    (("text",), ("chip",), AA),
    (("dim", "muted"), ("card",), AA),
    (("accent",), ("lit",), AA_SHAPE),
)


def theme_problems(theme: Theme, days: Collection[str]) -> Iterator[Problem]:
    """What of the tokens cannot be read, each told at the token that a person wrote."""
    for name in dict.fromkeys(name for names, _, _ in TEXTS for name in names):
        yield from _unreadable(theme, theme.colors, name, name)
    for day, _ in theme.accents:
        key = f"accents.{day}"
        if day not in days:
            hint = nearest(day, list(days))
            yield Problem("theme-accent", f"there is no day `{day}`", theme.spans.get(key), hint, Severity.WARNING)
        yield from _unreadable(theme, theme.of(day).colors, "accent", key)


def grounds(name: str) -> dict[str, float]:
    """What the colour `name` stands on, with the least contrast."""
    return {ground: least for names, below, least in TEXTS if name in names for ground in below}


def _unreadable(theme: Theme, colors: Colors, name: str, key: str) -> Iterator[Problem]:
    """The problem of a colour on the ground where it falls furthest short."""
    color = getattr(colors, name)
    leasts = {getattr(colors, ground): least for ground, least in grounds(name).items()}
    ratio, ground = min((contrast(color, getattr(colors, one)) / least, one) for one, least in grounds(name).items())
    if ratio < 1:
        behind = getattr(colors, ground)
        told = f"{contrast(color, behind):.2f}, expected at least {leasts[behind]:g} (WCAG AA)"
        message = f"`{key}` {color} on `{ground}` {behind} has a contrast of {told}"
        span = theme.spans.get(key) or theme.spans.get(ground) or theme.spans.get("look")
        fitting = nearest_readable(color, leasts)
        yield Problem("theme-contrast", message, span, f"`{fitting}` would do" if fitting else "")
