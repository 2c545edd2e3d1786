"""The rule about characters that a platform refuses: where each stands, and what can be done about it there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shortsgen.plan.contents import Passage, Printout, Program, passages
from shortsgen.plan.timeline import Outline
from shortsgen.problems import Problem, Severity, Span
from shortsgen.publish.post import Post
from shortsgen.script.model import Day

_COPIED = "who copies the code gets that too: link it with `publish: {links: [...]}`"
_PRINTED = "it is what the code prints, so nothing has to be done"
_TITLE = "say it in words, or give the post another title with `publish: {title: ...}`"
_WORDS = "say it in words"
_TEMPLATE = "a template of the project writes it: write it in words there"


Word = tuple[Passage, str]  # what is posted, and what can be done about a character in it


def refused(label: str, post: Post, words: Iterable[Word], otherwise: Span | None) -> Iterator[Problem]:
    """A note for each thing that can be done, at the first place; what stands in no word of the script is told at
    `otherwise`."""
    if not post.shown:
        return
    places: dict[str, Span | None] = {}
    signs: dict[str, set[str]] = {}
    for passage, hint in words:
        for sign, _ in post.shown:
            before, found, _ = passage.text.partition(sign)
            if found:
                place = passage.at(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
                places.setdefault(hint, place)
                signs.setdefault(hint, set()).add(sign)
    if not places:
        places, signs = {_TEMPLATE: otherwise}, {_TEMPLATE: {sign for sign, _ in post.shown}}
    for hint, place in places.items():
        pairs = [pair for pair in post.shown if pair[0] in signs[hint]]
        those, shown = (" and ".join(f"`{one}`" for one in column) for column in zip(*pairs, strict=True))
        message = f"{label}: {post.platform.called} takes no {those}; shown for that: {shown}"
        yield Problem("publish-character", message, place, hint, Severity.NOTE)


def words_of_short(outline: Outline) -> Iterator[Word]:
    """All that its post says, in the order of the post."""
    short, publish = outline.short, outline.short.publish
    if publish.title:
        yield Passage("title", publish.title, publish.spans.get("title")), _WORDS
    else:
        yield Passage("title", short.title, short.spans.get("title")), _TITLE
    if publish.description:
        yield Passage("description", publish.description, publish.spans.get("description")), _WORDS
    else:
        yield Passage("hook", short.hook, short.spans.get("hook")), _WORDS
        yield from ((Passage("talk track", line.say, line.span), _WORDS) for line in short.talk_track)
    for slide in outline.slides:
        for passage in passages(slide.content):
            if passage.name not in ("title", "hook"):
                yield passage, _remedy(passage)
    yield from ((Passage("links", line, publish.spans.get("links")), _WORDS) for line in publish.links)


def words_of_day(day: Day) -> Iterator[Word]:
    """The same of the video of a day."""
    yield Passage("title", day.title, day.title_span), _WORDS
    yield from ((Passage("title", short.title, short.spans.get("title")), _WORDS) for short in day.shorts)
    yield from ((Passage("links", line, day.publish.spans.get("links")), _WORDS) for line in day.publish.links)


def _remedy(passage: Passage) -> str:
    match passage:
        case Program():
            return _COPIED
        case Printout():
            return _PRINTED
        case _:
            return _WORDS
