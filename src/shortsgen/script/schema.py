"""The document that a person writes, key by key; the loader and the JSON Schema for editors both come from here.

Nothing is converted silently, and a key that does not exist is an error. A key may be left out, but `null` is no
value.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from shortsgen.choices import Device, View
from shortsgen.labels.languages import Language
from shortsgen.script.model import Options
from shortsgen.script.publish_schema import PublishDayDocument, PublishShortDocument
from shortsgen.script.strict import Document
from shortsgen.script.values import (
    MOST_PATTERNS,
    WORD,
    File,
    Focus,
    Hold,
    Name,
    Own,
    Pattern,
    Patterns,
    Say,
    Slug,
    Text,
    as_hook,
    as_mistake,
    as_patterns,
    as_talk_line,
)

_DEFAULT = Options()


class WordsDocument(Document):
    """In which words all is told that stands in no script."""

    language: Language = Field(
        default="en", title="Language", description="The language of words on slides and pages, and of what is said."
    )
    labels: Own = Field(default={}, title="Labels", description="Words of your own, in place of those of the language.")
    say: Say = Field(default_factory=dict)


class OptionsDocument(Document):
    """What may be set for all days, a day or a short; the nearest wins."""

    model_config = ConfigDict(title="Options")

    seed: int = Field(
        default=_DEFAULT.seed, title="Seed", description="Seed of torch, numpy and random.", ge=0, le=2**32 - 1
    )
    timeout: float = Field(
        default=_DEFAULT.timeout,
        title="Timeout",
        description="Wall-clock seconds after which a snippet is stopped.",
        gt=0,
        le=3600,
    )
    memory: int = Field(
        default=_DEFAULT.memory,
        title="Memory",
        description="MiB that a snippet may take beyond what torch itself maps.",
        ge=16,
        le=2**20,
    )
    network: bool = Field(
        default=_DEFAULT.network,
        title="Network",
        description="The code needs the network; it is executed only with --allow-network.",
    )
    device: Annotated[Device, Field(strict=False)] = Field(
        default=_DEFAULT.device,
        title="Computes on",
        description="What the code computes on. Where the machine has no `cuda`, it is skipped.",
    )
    tolerance: float = Field(
        default=_DEFAULT.tolerance,
        title="Tolerance",
        description="By how much floats that are printed may differ from the recording, relative to their size.",
        ge=0,
        le=1,
    )
    device_tolerance: float = Field(
        default=_DEFAULT.device_tolerance,
        title="Device tolerance",
        description="The same where the recording was made on another device, such as another GPU.",
        ge=0,
        le=1,
    )
    pace: int = Field(default=_DEFAULT.pace, title="Pace", description="Spoken words a minute.", ge=40, le=400)
    budget: float = Field(
        default=_DEFAULT.budget, title="Budget", description="Seconds that a short may last.", gt=0, le=3600
    )


_VIEW = "Show the `whole` code, or a window onto the lines in `focus`; by default a window where the whole is small."


class TalkLineDocument(Document):
    """A line that is said, and the lines of code to light up meanwhile."""

    model_config = ConfigDict(title="Talk line")

    say: Text = Field(title="Say", description="What is said; may use inline Markdown.")
    focus: Focus = Field(
        default="",
        title="Focus",
        description="Lines of the code to light up while this is said, counted from 1: `3`, `10-11` or `1, 4-6`.",
    )
    view: Annotated[View, Field(strict=False)] | None = Field(default=None, title="View", description=_VIEW)
    hold: Hold = Field(default_factory=float)


class HookDocument(Document):
    """The sentence that opens a short, where something is set for it."""

    model_config = ConfigDict(title="Hook")

    text: Text = Field(title="Text", description="What is said and shown; may use inline Markdown.")
    hold: Hold = Field(default_factory=float)


class OutputDocument(Document):
    """What is set for what the code gives."""

    model_config = ConfigDict(title="Output of a short")

    hold: Hold = Field(default_factory=float)


class MistakeDocument(Document):
    """The common mistake: told, and where `code` is given, really made."""

    model_config = ConfigDict(title="Mistake")

    text: Text = Field(title="Text", description="The mistake in words; may use inline Markdown.")
    code: Text = Field(
        default="",
        title="Code",
        description="The mistake, really made: runs after the short's own code, and its output goes on screen.",
    )
    raises: Name = Field(
        default="", title="Raises", description="The exception with which `code` must fail, such as `RuntimeError`."
    )
    hold: Hold = Field(default_factory=float)


class ListingDocument(Document):
    """Code that is shown and never executed."""

    model_config = ConfigDict(title="Listing")

    language: str = Field(title="Language", description="Such as `bash`.", pattern=WORD)
    text: Text = Field(title="Text", description="What is shown.")


class ShortDocument(OptionsDocument):
    """One video of the day."""

    model_config = ConfigDict(title="Short")

    id: Slug = Field(
        title="Id",
        description="A stable name in lowercase letters, digits and single hyphens; names the folder of the build.",
    )
    title: Text = Field(title="Title", description="The title of the video.")
    hook: Annotated[HookDocument, BeforeValidator(as_hook, json_schema_input_type=Text | HookDocument)] = Field(
        title="Hook", description="The one sentence that opens it."
    )
    talk_track: list[
        Annotated[TalkLineDocument, BeforeValidator(as_talk_line, json_schema_input_type=Text | TalkLineDocument)]
    ] = Field(title="Talk track", description="The lines that are said while the code is on screen.", min_length=1)
    code: str = Field(
        default="",
        title="Code",
        description="Python that is shown and executed. May be left out where there are listings.",
    )
    output: OutputDocument = Field(
        default_factory=OutputDocument, title="Output", description="How long what the code gives is shown."
    )
    mistake: Annotated[
        MistakeDocument | None, BeforeValidator(as_mistake, json_schema_input_type=Text | MistakeDocument)
    ] = Field(default=None, title="Mistake", description="The common mistake.")
    needs: list[str] = Field(
        default=[],
        title="Needs",
        description="Ids of the shorts whose code runs first, unseen; what they need runs before them.",
    )
    setup: Text = Field(
        default="", title="Setup", description="Python that runs unseen, after `needs` and before `code`."
    )
    raises: Name = Field(
        default="",
        title="Raises",
        description="The exception with which `code` is meant to fail, such as `RuntimeError`.",
    )
    traceback: Literal["last", "short", "full"] = Field(
        default="last",
        title="Traceback",
        description="How much is shown of an error that `raises` announces: its last line, your own lines too, or all.",
    )
    echo: bool = Field(
        default=False, title="Echo", description="Show the value of the last expression, as a notebook does."
    )
    skip: Text = Field(default="", title="Skip", description="Do not execute the code, for this reason.")
    requires: list[Name] = Field(
        default=[],
        title="Requires",
        description="Packages that must be importable, such as `torchvision`; else it is skipped.",
    )
    files: list[File] = Field(
        default=[],
        title="Files",
        description="Files of the project that the code may read, by their paths from its root; it gets copies.",
    )
    view: Annotated[View, Field(strict=False)] | None = Field(default=None, title="View", description=_VIEW)
    varies: Annotated[list[Pattern], BeforeValidator(as_patterns, json_schema_input_type=bool | Patterns)] = Field(
        default=[],
        max_length=MOST_PATTERNS,
        title="Varies",
        description="What its output says differently in each run, as times do: patterns such as `took * s`, or true.",
    )
    listings: list[ListingDocument] = Field(
        default=[], title="Listings", description="Code in other languages that is shown and never executed."
    )
    publish: PublishShortDocument = Field(
        default_factory=PublishShortDocument, title="Publish", description="Where and with which words it is posted."
    )


class DayHead(WordsDocument):
    """A day without its shorts looked at: the loader checks these one by one, to tell the problems of each."""

    title: Text = Field(title="Title", description="What the day is about.")
    defaults: OptionsDocument = Field(
        default_factory=OptionsDocument, title="Defaults", description="Options of all shorts of this day."
    )
    publish: PublishDayDocument = Field(
        default_factory=PublishDayDocument, title="Publish", description="Where and when its shorts are posted."
    )
    shorts: list[Any] = Field(title="Shorts", description="The videos of the day, in order.", min_length=1)


class DayDocument(DayHead):
    """A day of 30-second vertical coding videos."""

    model_config = ConfigDict(title="Day of shorts")

    shorts: list[ShortDocument] = Field(title="Shorts", description="The videos of the day, in order.", min_length=1)


_DOCUMENTS: dict[str, type[BaseModel]] = {
    "day": DayDocument,
    "short": ShortDocument,
    "defaults": OptionsDocument,
    "talk_track": TalkLineDocument,
    "hook": HookDocument,
    "output": OutputDocument,
    "mistake": MistakeDocument,
    "listings": ListingDocument,
    "publish": PublishDayDocument,
}
KEYS = {name: tuple(document.model_fields) for name, document in _DOCUMENTS.items()}
"""What is known in a document, by its kind or by the key that it stands under."""
SHORT_KEYS = KEYS | {"publish": tuple(PublishShortDocument.model_fields)}
"""The same inside of a short."""
REQUIRED = frozenset(
    name for document in _DOCUMENTS.values() for name, key in document.model_fields.items() if key.is_required()
)
"""The keys that none of their documents can do without."""


class _Generator(GenerateJsonSchema):
    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Show the defaults of options only; that a text is empty where it is left out helps nobody."""
        if isinstance(schema.get("default"), (bool, int, float)):
            return super().default_schema(schema)
        return self.generate_inner(schema["schema"])


def json_schema(document: type[Document] = DayDocument) -> str:
    """The JSON Schema of a day, or of another document, as text for a file."""
    schema = document.model_json_schema(schema_generator=_Generator)
    return json.dumps({"$schema": GenerateJsonSchema.schema_dialect, **schema}, indent=2) + "\n"
