"""A post: the texts of a short, or of a day, as one platform gets them."""

from __future__ import annotations

from dataclasses import dataclass

from shortsgen.publish.platforms import Platform
from shortsgen.text.visible import visible, visible_line


@dataclass(frozen=True, slots=True)
class Post:
    """Its texts, fit to be pasted. `shown` are the characters that the platform refuses and this text had, each with
    what is shown for it."""

    platform: Platform
    title: str
    description: str
    hashtags: tuple[str, ...]
    alt: str
    shown: tuple[tuple[str, str], ...] = ()

    @property
    def tags(self) -> str:
        """The hashtags as the field for tags takes them, where there is one."""
        return ",".join(self.hashtags)


def post(platform: Platform, title: str, description: str, hashtags: tuple[str, ...], alt: str) -> Post:
    """Texts of templates, which may hold anything, as a post: nothing that cannot be seen, and for what the platform
    refuses something that looks like it."""
    table = dict(platform.replaced)
    found = tuple((sign, table[sign]) for sign in table if sign in title + description)
    swap = str.maketrans(table)
    return Post(
        platform,
        visible_line(title.strip()).translate(swap),
        visible(description.strip()).translate(swap) + "\n",
        hashtags,
        visible_line(alt.strip()),
        found,
    )
