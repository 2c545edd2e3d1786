"""timeline -> `short.json`: all that is known of a short, for scripts of others.

`templates/short.schema.json` describes it; `format` grows when a reader of the old form would stumble. Nothing in it
depends on the machine or the hour, so that a fresh run and a recording give the same bytes.
"""

from __future__ import annotations

import json
from typing import Any

from shortsgen.plan.contents import CodeContent, Content, FigureContent, ListingContent
from shortsgen.plan.timeline import Beat, Slide, Timeline, over_budget
from shortsgen.render.renderer import Material
from shortsgen.run.outcome import Outcome
from shortsgen.script.model import Code, Mistake, Short
from shortsgen.store.artifact import Artifact

FORMAT = 1

Data = dict[str, Any]


def output(material: Material) -> tuple[Artifact, ...]:
    [timeline] = material.timelines
    return render(timeline)


def render(timeline: Timeline) -> tuple[Artifact, ...]:
    text = json.dumps(document(timeline), ensure_ascii=False, indent=2) + "\n"
    data = text.encode("utf-8", "backslashreplace")  # which is JSON's own escape for a lone surrogate
    return (Artifact("short.json", data),)


def document(timeline: Timeline) -> Data:
    """The short as plain data. Times are milliseconds from its start, but for the seconds that say so."""
    return {
        "format": FORMAT,
        "day": timeline.day,
        "series": timeline.series,
        "script": _script(timeline.short),
        "outcome": _outcome(timeline.outcome),
        "mistake_outcome": _outcome(timeline.mistake) if timeline.mistake else None,
        "seconds": timeline.end / 1000,
        "seconds_over_budget": over_budget(timeline),
        "slides": [_slide(slide) for slide in timeline.slides],
        "beats": [_beat(beat) for beat in timeline.beats],
    }


def _script(short: Short) -> Data:
    return {
        "number": short.number,
        "id": short.id,
        "title": short.title,
        "hook": short.hook,
        "hook_hold": short.hook_hold,
        "talk_track": [{"say": one.say, "focus": list(one.focus), "hold": one.hold} for one in short.talk_track],
        "code": short.code.text,
        "output_hold": short.output_hold,
        "mistake": _mistake(short.mistake) if short.mistake else None,
        "listings": [{"language": listing.language, "text": listing.code.text} for listing in short.listings],
        "needs": list(short.needs),
        "setup": _text(short.setup),
        "raises": short.raises,
        "skip": short.skip,
        "requires": list(short.requires),
        "files": list(short.files),
        "pace": short.options.pace,
        "budget": short.options.budget,
        "seed": short.options.seed,
    }


def _mistake(mistake: Mistake) -> Data:
    return {"text": mistake.text, "code": _text(mistake.code), "raises": mistake.raises, "hold": mistake.hold}


def _text(code: Code | None) -> str | None:
    return code.text if code else None


def _outcome(outcome: Outcome) -> Data:
    error = outcome.error
    return {
        "status": str(outcome.status),
        "output": outcome.output,
        "error": {"type": error.type, "message": error.message} if error else None,
        "figures": len(outcome.figures),
        "detail": outcome.detail,
    }


def _slide(slide: Slide) -> Data:
    return {
        "number": slide.number,
        "kind": slide.content.kind,
        "focus": list(_focus(slide.content)),
        "index": _index(slide.content),
        "file": f"slides/{slide.name}.png",
    }


def _focus(content: Content) -> tuple[int, ...]:
    return content.focus if isinstance(content, CodeContent) else ()


def _index(content: Content) -> int:
    return content.index if isinstance(content, ListingContent | FigureContent) else 0


def _beat(beat: Beat) -> Data:
    return {
        "kind": beat.slide.content.kind,
        "start": beat.start,
        "end": beat.end,
        "slide": beat.slide.number,
        "text": beat.text,
        "words": [{"text": word.text, "start": word.start, "end": word.end} for word in beat.words],
    }
