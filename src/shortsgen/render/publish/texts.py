"""timeline -> the texts of its posts, by templates that a creator can replace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from shortsgen.plan.contents import CodeContent, Content, ListingContent, MistakeContent, OutputContent
from shortsgen.plan.timeline import Timeline
from shortsgen.publish.chapters import Chapter
from shortsgen.publish.platforms import PLATFORMS, YOUTUBE, Platform
from shortsgen.publish.post import Post, post
from shortsgen.render.templates import Templates
from shortsgen.render.wording import seconds, shows
from shortsgen.script.model import Day, Publishing
from shortsgen.text.markup import plain
from shortsgen.text.visible import visible_line

Data = dict[str, Any]


def posts(timeline: Timeline, templates: Templates) -> tuple[Post, ...]:
    """A post for each platform on which the short is published."""
    data = story(timeline)
    return tuple(_post(PLATFORMS[name], data, templates) for name in timeline.short.publish.platforms)


def _post(platform: Platform, data: Data, templates: Templates) -> Post:
    told = data | {"platform": str(platform.name)}
    title, description, alt = (
        templates.render(f"publish.{what}.j2", **told) for what in ("title", "description", "alt")
    )
    return post(platform, title, description, data["publish"].hashtags, alt)


def day_post(day: Day, chapters: Sequence[Chapter], templates: Templates) -> Post:
    """The post of the video of a day. Only YouTube has chapters."""
    data = {"title": plain(day.title), "publish": day.publish, "hashtags": _hashtags(day.publish)}
    told = {"chapters": [Chapter(visible_line(one.title), one.start, one.end) for one in chapters]}
    description = templates.render("publish.day.j2", **data, **told)
    return post(YOUTUBE, plain(day.title), description, day.publish.hashtags, "")


def _hashtags(publish: Publishing) -> str:
    return " ".join(f"#{word}" for word in publish.hashtags)


def story(timeline: Timeline) -> Data:
    """What templates get of a short: nothing that its script, its code or its output does not say."""
    short, labels = timeline.short, timeline.labels
    contents = [slide.content for slide in timeline.slides]
    output = next((one.printed.text for one in contents if isinstance(one, OutputContent)), "")
    mistake = next((one.mistake.text for one in contents if isinstance(one, MistakeContent)), "")
    return {
        "title": plain(short.title),
        "hook": plain(short.hook),
        "learned": [plain(line.say) for line in short.talk_track],
        "programs": list(_programs(timeline)),
        "output": output.rstrip(),
        "mistake": plain(mistake),
        "mistake_heading": labels.slides.mistake,
        "labels": labels.posts,
        "publish": short.publish,
        "hashtags": _hashtags(short.publish),
        "alternative": _alternative(timeline),
    }


def _programs(timeline: Timeline) -> Iterator[Data]:
    """The code, and each listing, once."""
    found: dict[str, str] = {}
    for slide in timeline.slides:
        match slide.content:
            case CodeContent(code=code):
                found.setdefault(code.text, timeline.labels.posts.posted_code)
            case ListingContent(listing=listing):
                found.setdefault(listing.text, listing.language)
    return ({"heading": heading, "text": text.rstrip()} for text, heading in found.items())


def _alternative(timeline: Timeline) -> str:
    labels = timeline.labels
    shown = ", ".join(dict.fromkeys(shows(_unlit(slide.content), labels.screen) for slide in timeline.slides))
    lasts = seconds(timeline.end, labels.screen)
    return labels.posts.alternative.format(seconds=lasts, title=plain(timeline.short.title), shown=shown)


def _unlit(content: Content) -> Content:
    """The same content, whichever of its lines are spoken of."""
    return replace(content, focus=()) if isinstance(content, CodeContent) else content
