"""All that the rules look at, for `check` and for the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from shortsgen.layout.area import slide_area
from shortsgen.pipeline.day import Loaded, Outcomes, why_hidden
from shortsgen.pipeline.screen import frame
from shortsgen.pipeline.session import Session
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem
from shortsgen.publish.post import Post
from shortsgen.render.slides.glyphs import Glyphs
from shortsgen.rules.check import CaptionFiles, Checked
from shortsgen.rules.theme import theme_problems

MADE_BY_PUBLISH = ("cover.typ.j2", "publish.day.j2")  # what is made of these is not judged before
NOWHERE: Mapping[str, Any] = MappingProxyType({})


def checked(session: Session, loaded: Loaded, outcomes: Outcomes, environment: Mapping[str, Any] = NOWHERE) -> Checked:
    """A day with its outcomes, which the machine `environment` gave, as it is judged."""
    project = loaded.project
    return Checked(
        day=loaded.day,
        snippets=loaded.snippets,
        outcomes=outcomes,
        recording=loaded.recording,
        recording_file=project.shown(project.recording(loaded.day.name)),
        environment=environment,
        area=slide_area(project.settings.theme.safe_area, bool(project.settings.theme.logo)),
        frame=frame(loaded.day, project.settings.theme),
        has_file=project.has_named,
        why_hidden=why_hidden,
        missing=Glyphs(session.look).missing,
    )


def look_problems(session: Session) -> Iterator[Problem]:
    """What is wrong with the look that the settings describe."""
    from shortsgen.render.slides.fonts import font_problems, fonts_in  # needs Typst, as nothing else that is judged

    theme = session.project.settings.theme
    yield from theme_problems(theme, session.project.days())
    yield from font_problems(theme, fonts_in(session.look.font_folders()))


def captions_of(session: Session, timeline: Timeline) -> CaptionFiles:
    """The caption files as a build would hold them, made by the project's own templates."""
    from shortsgen.render.captions import subtitles as captions

    project, templates = session.project, session.templates
    made = captions.subtitles((timeline,), templates, project.settings.profile)
    paths = {suffix: templates.path(form.template) for suffix, form in captions.FORMATS.items()}
    shown = {suffix: project.shown(path) for suffix, path in paths.items()}
    return CaptionFiles({timeline.short.id: {one.path: one.data.decode() for one in made}}, shown)


def posts_of(session: Session, timeline: Timeline) -> tuple[Post, ...]:
    """The posts of a short as its kits would hold them, made by the project's own templates; none where nobody has
    written of any: who publishes nothing is told of no limit."""
    if not timeline.short.publish.asked:
        return ()
    from shortsgen.render.publish.texts import posts

    for name in MADE_BY_PUBLISH:
        session.templates.prove(name)
    return posts(timeline, session.templates)
