"""The rules about posts: whether a platform takes a text as it is drawn, whether a cover is read in a grid, and
whether each post has a time of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shortsgen.layout.cover import LEGIBLE, fit_cover
from shortsgen.plan.timeline import Outline
from shortsgen.problems import Problem, Severity, Span, counted
from shortsgen.publish.chapters import FEWEST, SHORTEST, Chapter
from shortsgen.publish.platforms import COUNTS, Limit
from shortsgen.publish.post import Post
from shortsgen.publish.schedule import Oddity, is_interval, oddity, times
from shortsgen.rules.refused import refused, words_of_day, words_of_short
from shortsgen.script.model import Day, Publishing, Short

_HASHTAG = re.compile(r"(?<!\w)#(\w+)")


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose post it is, a short's or a day's: how people call it, how it is published, where its words stand, and what
    makes them fewer."""

    label: str
    publish: Publishing
    day: Day
    spans: Mapping[str, Span | None]
    shorter_title: str = "give it a shorter one with `publish: {title: ...}`"
    shorter_description: str = ""
    of_short: bool = True

    def place(self, key: str, otherwise: str = "") -> Span | None:
        """Of what is set under `publish`, by whomever; else of a key of the script."""
        return self.publish.spans.get(key) or self.spans.get(otherwise) or self.spans.get("")

    def names_hashtags(self) -> str:
        """Who has written the list of hashtags: of one that holds for many, all would be told the same."""
        place = self.publish.spans.get("hashtags")
        if place is None or place != self.day.publish.spans.get("hashtags"):
            return self.label
        return self.day.name if place.file == self.day.file else place.file


def post_problems(day: Day, outline: Outline, posts: Sequence[Post]) -> Iterator[Problem]:
    """Findings about a short as it is posted. What is wrong with a list of hashtags that holds for several shorts is
    the same problem in each."""
    short = outline.short
    own = "shorten it" if short.publish.description else "say less"
    hint = f"{own}, or leave the code out there, in a `templates/publish.description.j2` of your own"
    owner = _Owner(short.label, short.publish, day, short.spans, shorter_description=hint)
    for post in posts:
        yield from _texts(owner, post)
        yield from refused(short.label, post, words_of_short(outline), short.span)
    yield from _cover(short)


def day_post_problems(day: Day, post: Post) -> Iterator[Problem]:
    """Findings about the post of the video of a day."""
    hint = "shorten titles of shorts or the `links`, or leave some out in a `templates/publish.day.j2` of your own"
    owner = _Owner(day.name, day.publish, day, {"": day.title_span}, "give the day a shorter one", hint, of_short=False)
    yield from _texts(owner, post)
    yield from refused(day.name, post, words_of_day(day), day.title_span)


def _texts(owner: _Owner, post: Post) -> Iterator[Problem]:
    yield from _title(owner, post)
    yield from _description(owner, post)
    yield from _hashtags(owner, post)


def _too_much(what: str, text: str, limit: Limit, post: Post) -> str:
    return f"{what} has {COUNTS[limit.unit](text)} {limit.unit}, {post.platform.called} takes {limit.most}"


def _title(owner: _Owner, post: Post) -> Iterator[Problem]:
    place, title, seen = owner.place("title", "title"), post.platform.title, post.platform.seen
    if title and not post.title:
        message = f"{owner.label}: the title is empty, {post.platform.called} wants one"
        hint = "let `templates/publish.title.j2` write one" if owner.of_short else "write one"
        yield Problem("publish-title", message, place, hint)
    elif title and title.over(post.title):
        message = f"{owner.label}: {_too_much('the title', post.title, title, post)}"
        yield Problem("publish-title", message, place, owner.shorter_title)
    elif owner.of_short and seen and seen.over(post.title):
        shown = f"{post.title[: seen.most].rstrip()}…"
        message = f"{owner.label}: of the title {post.platform.called} shows about {seen.most} characters: `{shown}`"
        hint = "put what matters first, or give it a shorter one with `publish: {title: ...}`"
        yield Problem("publish-title-cut", message, place, hint, Severity.NOTE)


def _description(owner: _Owner, post: Post) -> Iterator[Problem]:
    limit = post.platform.description
    if limit.over(post.description):
        message = f"{owner.label}: {_too_much('the description', post.description, limit, post)}"
        yield Problem(
            "publish-description", message, owner.place("description", "talk_track"), owner.shorter_description
        )


def _hashtags(owner: _Owner, post: Post) -> Iterator[Problem]:
    platform, place = post.platform, owner.place("hashtags")
    found = list(dict.fromkeys(word.lower() for word in _HASHTAG.findall(f"{post.title}\n{post.description}")))
    named = {word.lower() for word in post.hashtags}
    strays = [word for word in found if word not in named]
    listed = len(found) - len(strays)
    if listed > platform.hashtags.most:
        message = f"{owner.names_hashtags()}: {counted(listed, 'hashtag')}, {platform.called} takes"
        yield Problem("publish-hashtags", f"{message} {platform.hashtags.most}", place, "name fewer")
    elif len(found) > platform.hashtags.most:
        message = f"{owner.label}: {counted(len(found), 'hashtag')}, {platform.called} takes {platform.hashtags.most}"
        hint = f"`#{strays[0]}` counts as one too: write a blank behind `#`"
        yield Problem("publish-hashtags", message, place, hint)
    if platform.tags and platform.tags.over(post.tags):
        message = f"{owner.names_hashtags()}: {_too_much('the list of tags', post.tags, platform.tags, post)}"
        yield Problem("publish-hashtags", message, place, "name fewer")


def _cover(short: Short) -> Iterator[Problem]:
    if fit_cover(short.publish.cover or short.title).size < LEGIBLE:
        message = f"{short.label}: the words on the cover have no room in {LEGIBLE} px, so no grid shows them legibly"
        place = short.publish.spans.get("cover") or short.spans.get("title") or short.span
        hint = "give it fewer with `publish: {cover: ...}`"
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
