"""The text of `shortsgen.yaml` -> settings, or all its problems with line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.problems import InputError, Problem, Span
from shortsgen.script.load import checked, given, place, published, said
from shortsgen.script.model import NOT_PUBLISHED, Film, Options
from shortsgen.script.own_labels import own_labels
from shortsgen.script.settings import PLAIN, Settings
from shortsgen.script.settings_schema import SETTINGS_KEYS, SettingsDocument, ThemeDocument, VideoDocument
from shortsgen.store import png
from shortsgen.text import yaml as yamltext
from shortsgen.text.yaml import Node
from shortsgen.theme.tokens import LOOKS, Logo, Theme

Read = Callable[[str], bytes]  # a file of the project by its path; raises InputError

_LOGOS = (b"<svg", b"<?xml", png.MARK)


def load_settings(text: str, file: str, read: Read) -> Settings:
    """The settings. A file of comments sets none. Raises InputError with all that is wrong in it."""
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return PLAIN
    root = yamltext.parse(text, file)
    problems: list[Problem] = []
    document = checked(SettingsDocument, yamltext.data(root), root, "settings", problems, SETTINGS_KEYS)
    if document:
        spans = dict(_spans(root.value["theme"])) if "theme" in root.value else {}
        logo = _logo(document.theme, spans, read, problems)
        labels = own_labels(document, root, ENGLISH, problems)
        if not problems:
            options = Options(**given(document.defaults))
            theme, captions = _theme(document.theme, logo, spans), document.captions
            film = _film(document.video, root)
            spoken = (document.voice, document.speaker, said(document, ()))
            posted = published(document.publish, root, NOT_PUBLISHED)
            return Settings(options, theme, captions.profile, tuple(captions.repeat), labels, film, *spoken, posted)
    raise InputError(sorted(problems, key=place), {file: text})


def _theme(document: ThemeDocument, logo: Logo | None, spans: dict[str, Span]) -> Theme:
    own = {name: color.lower() for name, color in document.colors.model_dump(exclude_unset=True).items()}
    return Theme(
        look=document.look,
        colors=replace(LOOKS[document.look], **own),
        accents=tuple((day, color.lower()) for day, color in document.accents.items()),
        text_font=document.fonts.text,
        code_font=document.fonts.code,
        corner=document.corner,
        handle=document.handle,
        logo=logo,
        safe_area=document.safe_area,
        spans=spans,
    )


def _film(document: VideoDocument, root: Node) -> Film:
    video = root.value.get("video")
    music = video.value.get("music") if video else None
    return Film(document.fps, document.motion, document.footage, document.music or "", music.span if music else None)


def _spans(theme: Node) -> Iterator[tuple[str, Span]]:
    """Where the tokens are written: colours by their names, accents as `accents.day04`, all else by its key."""
    for key, node in theme.value.items():
        yield key, node.span
        if isinstance(node.value, dict):
            prefix = "" if key == "colors" else f"{key}."
            yield from ((f"{prefix}{name}", one.span) for name, one in node.value.items())


def _logo(document: ThemeDocument, spans: dict[str, Span], read: Read, problems: list[Problem]) -> Logo | None:
    if not document.logo:
        return None
    try:
        data = read(document.logo)
    except InputError as error:
        problems.append(replace(error.problems[0], span=spans["logo"]))
        return None
    if not data.lstrip().startswith(_LOGOS):
        message = f"expected an SVG or PNG file, found `{document.logo}`, which is neither"
        problems.append(Problem("theme-logo", message, spans["logo"], "save it as SVG or PNG"))
    if png.pixels(data) > png.MOST_PIXELS:
        message = f"the logo `{document.logo}` has more than {png.MOST_PIXELS // 10**6} million pixels"
        problems.append(Problem("theme-logo", message, spans["logo"], "save it smaller"))
    return Logo(document.logo, data)
