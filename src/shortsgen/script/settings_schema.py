"""The document `shortsgen.yaml`, key by key."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from shortsgen.choices import Footage, Motion, ProfileName, Repeated, SafeArea, VoiceName
from shortsgen.script.publish_schema import PublishSettingsDocument
from shortsgen.script.schema import KEYS, OptionsDocument, WordsDocument
from shortsgen.script.strict import Document
from shortsgen.script.values import COLOR, File, Text
from shortsgen.theme.tokens import BUILT_IN, Colors

MAX_HANDLE = 30

Color = Annotated[str, Field(pattern=COLOR)]
Handle = Annotated[Text, Field(max_length=MAX_HANDLE)]

if TYPE_CHECKING:
    ColorsDocument = Document
else:  # a field for each colour that there is
    ColorsDocument = create_model(
        "Colors", __base__=Document, **{color.name: (Color, Field(default="")) for color in fields(Colors)}
    )


class FontsDocument(Document):
    """Families of the fonts in the package or in the project's `templates/fonts/`."""

    model_config = ConfigDict(title="Fonts")

    text: Text = Field(default=BUILT_IN.text_font, title="Text", description="Of titles and prose.")
    code: Text = Field(
        default=BUILT_IN.code_font,
        title="Code",
        description="Of code and output: monospaced, no wider than 0.6 of its size.",
    )


class ThemeDocument(Document):
    """The tokens of the slides."""

    model_config = ConfigDict(title="Theme")

    look: Literal["dark", "light", "contrast"] = Field(
        default="dark", title="Look", description="The built-in look that the rest changes."
    )
    safe_area: Annotated[SafeArea, Field(strict=False)] = Field(
        default=BUILT_IN.safe_area,
        title="Safe area",
        description="Where the buttons of apps leave room for text: over a video as people post it, or over an ad.",
    )
    handle: Handle = Field(default="", title="Handle", description="The channel's name, small on every poster.")
    logo: File | None = Field(default=None, title="Logo", description="An SVG or PNG file of the project.")
    corner: int = Field(default=BUILT_IN.corner, title="Corner", description="Radius of windows in px.", ge=0, le=40)
    fonts: FontsDocument = Field(default_factory=FontsDocument, title="Fonts")
    colors: ColorsDocument = Field(default_factory=ColorsDocument, title="Colors")
    accents: dict[str, Color] = Field(default={}, title="Accents", description="The accent of single days.")


class CaptionsDocument(Document):
    """How captions are broken."""

    model_config = ConfigDict(title="Captions")

    profile: Annotated[ProfileName, Field(strict=False)] = Field(
        default=ProfileName.NETFLIX, title="Profile", description="Whose rules captions keep."
    )
    repeat: list[Annotated[Repeated, Field(strict=False)]] = Field(
        default=[],
        title="Repeat",
        description="What captions.ass says and shows although it stands on the slide: `hook`, `output`, `mistake`.",
    )


class VideoDocument(Document):
    """How videos are made."""

    model_config = ConfigDict(title="Video")

    fps: Literal[24, 25, 30, 60] = Field(default=30, title="Frames", description="Frames a second.")
    motion: Annotated[Motion, Field(strict=False)] = Field(
        default=Motion.FULL, title="Motion", description="How much moves: `calm` fades and cuts, `none` only cuts."
    )
    footage: Annotated[Footage, Field(strict=False)] = Field(
        default=Footage.FULL, title="Footage", description="Where the picture of a take stands: behind, below, nowhere."
    )
    music: File | None = Field(
        default=None, title="Music", description="A sound file of the project that plays under speech."
    )


class SettingsDocument(WordsDocument):
    """The file shortsgen.yaml."""

    model_config = ConfigDict(title="Settings")

    defaults: OptionsDocument = Field(default_factory=OptionsDocument, title="Defaults", description="Of all days.")
    theme: ThemeDocument = Field(default_factory=ThemeDocument, title="Theme")
    captions: CaptionsDocument = Field(default_factory=CaptionsDocument, title="Captions")
    video: VideoDocument = Field(default_factory=VideoDocument, title="Video")
    publish: PublishSettingsDocument = Field(
        default_factory=PublishSettingsDocument, title="Publish", description="Where and how often shorts are posted."
    )
    voice: Annotated[VoiceName, Field(strict=False)] = Field(
        default=VoiceName.PACED, title="Voice", description="Who speaks where there is no take."
    )
    speaker: Text = Field(default="", title="Speaker", description="A speaker of the `spoken` voice, such as `heart`.")


_DOCUMENTS: dict[str, type[BaseModel]] = {
    "settings": SettingsDocument,
    "theme": ThemeDocument,
    "fonts": FontsDocument,
    "colors": ColorsDocument,
    "captions": CaptionsDocument,
    "video": VideoDocument,
    "publish": PublishSettingsDocument,
}
SETTINGS_KEYS = {**KEYS, **{name: tuple(document.model_fields) for name, document in _DOCUMENTS.items()}}
"""What is known in the settings, by the key that it stands under."""
