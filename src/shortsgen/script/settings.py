"""What a person set for all days of a project, in `shortsgen.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field

from shortsgen.choices import ProfileName, Repeated, VoiceName
from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.labels.labels import Labels
from shortsgen.script.model import NOT_PUBLISHED, Film, Options, Publishing
from shortsgen.theme.tokens import BUILT_IN, Theme


@dataclass(frozen=True, slots=True)
class Settings:
    """The options, the look, the captions, the words, the videos, the voice and the posts of all days."""

    options: Options = field(default_factory=Options)
    theme: Theme = BUILT_IN
    profile: ProfileName = ProfileName.NETFLIX  # of captions
    repeat: tuple[Repeated, ...] = ()  # in captions that are burned in
    labels: Labels = ENGLISH
    film: Film = field(default_factory=Film)
    voice: VoiceName = VoiceName.PACED
    speaker: str = ""  # of the spoken voice; "" is the one that it comes with
    say: tuple[tuple[str, str], ...] = ()
    publish: Publishing = NOT_PUBLISHED


PLAIN = Settings()
