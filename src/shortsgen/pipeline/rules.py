"""All that the rules look at, for `check` and for the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shortsgen.layout.area import slide_area
from shortsgen.pipeline.day import Loaded, Outcomes, why_hidden
from shortsgen.pipeline.screen import frame
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.take_files import unknown_takes
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem
from shortsgen.render.slides.glyphs import Glyphs
from shortsgen.rules.check import CaptionFiles, Checked, check
from shortsgen.rules.theme import theme_problems
from shortsgen.script.model import Short


def checked(
    session: Session,
    loaded: Loaded,
    outcomes: Outcomes,
    timelines: Sequence[Timeline],
    environment: Mapping[str, Any],
) -> Checked:
    """The shorts of these `timelines`, judged with the look and the templates of their project."""
    project = loaded.project
    return Checked(
        day=loaded.day,
        snippets=loaded.snippets,
        outcomes=outcomes,
        recording=loaded.recording,
        recording_file=project.shown(project.recording(loaded.day.name)),
        timelines=tuple(timelines),
        environment=environment,
        captions=_captions(session, timelines),
        area=slide_area(project.settings.theme.safe_area, bool(project.settings.theme.logo)),
        frame=frame(loaded.day, project.settings.theme),
        has_file=project.has_named,
        why_hidden=why_hidden,
        missing=Glyphs(session.look).missing,
    )


def day_problems(
    session: Session, loaded: Loaded, outcomes: Outcomes, shorts: Sequence[Short], whole: bool
) -> Iterator[Problem]:
    """All that `check` finds in a day, or in some of its shorts, with these outcomes."""
    timelines = [loaded.timeline(short, outcomes) for short in shorts]
    yield from look_problems(session)
    yield from check(replace(checked(session, loaded, outcomes, timelines, {}), whole=whole))
    if whole:
        yield from unknown_takes(loaded.project, loaded.day)


def look_problems(session: Session) -> Iterator[Problem]:
    """What is wrong with the look that the settings describe."""
    from shortsgen.render.slides.fonts import font_problems, fonts_in  # needs Typst, as nothing else that is judged

    theme = session.project.settings.theme
    yield from theme_problems(theme, session.project.days())
    yield from font_problems(theme, fonts_in(session.look.font_folders()))


def _captions(session: Session, timelines: Sequence[Timeline]) -> CaptionFiles:
    """The caption files as a build would hold them, made by the project's own templates."""
    from shortsgen.render.captions import subtitles as captions

    project, templates = session.project, session.templates
    profile = project.settings.profile
    made = {timeline.short.id: captions.subtitles((timeline,), templates, profile) for timeline in timelines}
    files = {name: {one.path: one.data.decode() for one in artifacts} for name, artifacts in made.items()}
    paths = {suffix: templates.path(form.template) for suffix, form in captions.FORMATS.items()}
    return CaptionFiles(files, {suffix: project.shown(path) for suffix, path in paths.items()})
