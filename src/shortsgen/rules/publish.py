"""The rules about posts: whether a platform takes a text as it is drawn, whether a cover is read in a grid, and
whether each post has a time of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from shortsgen.layout.cover import LEGIBLE, fit_cover
from shortsgen.plan.contents import Passage, passages
from shortsgen.plan.timeline import Outline
from shortsgen.problems import Problem, Severity, Span, counted
from shortsgen.publish.chapters import FEWEST, SHORTEST, Chapter
from shortsgen.publish.platforms import COUNTS, Limit
from shortsgen.publish.post import Post
from shortsgen.publish.schedule import Oddity, is_interval, oddity, times
from shortsgen.script.model import Day, Publishing, Short

_HASHTAG = re.compile(r"(?<!\w)#(\w+)")


def post_problems(outline: Outline, posts: Sequence[Post]) -> Iterator[Problem]:
    """Findings about a short as it is posted."""
    for post in posts:
        yield from _title(outline.short, post)
        yield from _description(outline.short, post)
        yield from _hashtags(outline.short, post)
        yield from _characters(outline, post)
    yield from _cover(outline.short)


def _place(short: Short, key: str, otherwise: str = "") -> Span | None:
    """Of what is set under `publish`, by whomever; else of a key of the short."""
    own = short.publish.spans.get(key)
    return own or short.spans.get(otherwise) or short.spans.get("")


def _too_much(what: str, text: str, limit: Limit, post: Post) -> str:
    return f"{what} has {COUNTS[limit.unit](text)} {limit.unit}, {post.platform.called} takes {limit.most}"


def _title(short: Short, post: Post) -> Iterator[Problem]:
    place, title, seen = _place(short, "title", "title"), post.platform.title, post.platform.seen
    if title and title.over(post.title):
        message = f"{short.label}: {_too_much('the title', post.title, title, post)}"
        yield Problem("publish-title", message, place, "give it a shorter one with `publish: {title: ...}`")
    elif seen and seen.over(post.title):
        shown = f"{post.title[: seen.most].rstrip()}…"
        message = f"{short.label}: of the title {post.platform.called} shows about {seen.most} characters: `{shown}`"
        hint = "put what matters first, or give it a shorter one with `publish: {title: ...}`"
        yield Problem("publish-title-cut", message, place, hint, Severity.NOTE)


def _description(short: Short, post: Post) -> Iterator[Problem]:
    limit = post.platform.description
    if limit.over(post.description):
        message = f"{short.label}: {_too_much('the description', post.description, limit, post)}"
        own = "shorten it" if short.publish.description else "say less"
        hint = f"{own}, or leave the code out there, in a `templates/publish.description.j2` of your own"
        yield Problem("publish-description", message, _place(short, "description", "talk_track"), hint)


def _hashtags(short: Short, post: Post) -> Iterator[Problem]:
    platform, place = post.platform, _place(short, "hashtags")
    found = list(dict.fromkeys(word.lower() for word in _HASHTAG.findall(f"{post.title}\n{post.description}")))
    if len(found) > platform.hashtags.most:
        message = f"{short.label}: {counted(len(found), 'hashtag')}, {platform.called} takes {platform.hashtags.most}"
        named = {word.lower() for word in post.hashtags}
        strays = [word for word in found if word not in named]
        hint = f"`#{strays[0]}` counts as one too: write a blank behind `#`" if strays else "name fewer"
        yield Problem("publish-hashtags", message, place, hint)
    if platform.tags and platform.tags.over(post.tags):
        message = f"{short.label}: {_too_much('the list of tags', post.tags, platform.tags, post)}"
        yield Problem("publish-hashtags", message, place, "name fewer")


def _characters(outline: Outline, post: Post) -> Iterator[Problem]:
    if post.shown:
        signs, shown = (" and ".join(f"`{one}`" for one in column) for column in zip(*post.shown, strict=True))
        message = f"{outline.short.label}: {post.platform.called} takes no {signs}; shown for that: {shown}"
        hint = "who copies the code gets that too: link it with `publish: {links: [...]}`"
        yield Problem("publish-character", message, _first(outline, post.shown[0][0]), hint, Severity.NOTE)


def _first(outline: Outline, sign: str) -> Span | None:
    """Where a sign stands first of all that is shown; else it is in words that are only posted."""
    shown: Iterator[Passage] = (one for slide in outline.slides for one in passages(slide.content))
    for passage in shown:
        before, found, _ = passage.text.partition(sign)
        if found:
            return passage.at(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    own = outline.short.publish.spans
    return own.get("description") or own.get("links") or outline.short.span


def _cover(short: Short) -> Iterator[Problem]:
    if fit_cover(short.publish.cover or short.title).size < LEGIBLE:
        message = f"{short.label}: the words on the cover have no room in {LEGIBLE} px, so no grid shows them legibly"
        place, hint = _place(short, "cover", "title"), "give it fewer with `publish: {cover: ...}`"
        yield Problem("publish-cover", message, place, hint, Severity.WARNING)


def schedule_problems(day: Day) -> Iterator[Problem]:
    """Findings about when the shorts of a day are posted."""
    publish = day.publish
    if not publish.start:
        return
    place = publish.spans.get("at") or publish.spans.get("start")
    if is_interval(publish) and len(publish.at) > 1:
        message = f"{day.name}: `every: {publish.every}` counts on from one time, found {len(publish.at)} in `at`"
        yield Problem("publish-time", message, place, "name one time, or set `every: 1d`")
    elif len(set(publish.at)) < len(publish.at):
        again = next(one for one in publish.at if publish.at.count(one) > 1)
        message = f"{day.name}: `at` names {again} twice, so two shorts are posted at once"
        yield Problem("publish-twice", message, place, "name it once", Severity.WARNING)
    if (told := len(times(publish, len(day.shorts)))) < len(day.shorts):
        message = f"{day.name}: the calendar, which ends with the year 9999, has times for {counted(told, 'short')}"
        hint = "let it start at a date of our days"
        yield Problem("publish-time", f"{message} of {len(day.shorts)}", publish.spans.get("start"), hint)
    yield from _odd_times(day, publish, place)


def _odd_times(day: Day, publish: Publishing, place: Span | None) -> Iterator[Problem]:
    for short, moment in zip(day.shorts, times(publish, len(day.shorts)), strict=False):
        when = f"{moment:%Y-%m-%d %H:%M}"
        match oddity(moment):
            case Oddity.SKIPPED:
                message = f"{short.label}: there is no {when} in {publish.zone}, where clocks are set forward then"
                yield Problem("publish-time", message, place, "take another time of the day in `at`")
            case Oddity.REPEATED:
                message = f"{short.label}: {when} is twice in {publish.zone}, where clocks are set back then"
                hint = "it is posted at the first; take another time of the day in `at`"
                yield Problem("publish-time", message, place, hint, Severity.WARNING)


def shared_times(days: Sequence[Day]) -> Iterator[Problem]:
    """Findings about days of which two are posted at the same time, told at the later one."""
    known: dict[datetime, str] = {}
    for day in sorted(days, key=lambda day: (day.publish.start, day.name)):
        moments = times(day.publish, len(day.shorts))
        if shared := [moment for moment in moments if moment in known]:
            posts, other = counted(len(shared), "short"), known[shared[0]]
            first, last = f"{shared[0]:%Y-%m-%d %H:%M}", f"{max(known):%Y-%m-%d}"
            message = f"{day.name}: {posts} would be posted together with those of {other}, first on {first}"
            hint = f"let it start after {last}, or post it at other times"
            yield Problem("publish-twice", message, day.publish.spans.get("start"), hint, Severity.WARNING)
        known |= dict.fromkeys(moments, day.name)


def chapter_problems(day: Day, chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """Findings about the chapters of a day's video, of which there are none where one of them is too short."""
    if len(chapters) < FEWEST.most:
        message = f"{day.name}: {counted(len(chapters), 'chapter')}, YouTube shows none with fewer than {FEWEST.most}"
        yield Problem("publish-chapters", message, day.title_span, "add shorts", Severity.WARNING)
    for short, chapter in zip(day.shorts, chapters, strict=True):
        lasts = chapter.end - chapter.start
        if lasts < SHORTEST.most:
            message = f"{short.label}: a chapter of {lasts} s, YouTube wants at least {SHORTEST.most} or shows none"
            yield Problem("publish-chapters", message, short.spans.get("title"), "say more", Severity.WARNING)
