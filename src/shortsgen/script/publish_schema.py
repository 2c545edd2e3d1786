"""The key `publish` of the settings, of a day and of a short. What none of them says follows from the script."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from shortsgen.choices import PlatformName
from shortsgen.script.model import NOT_PUBLISHED
from shortsgen.script.strict import Document
from shortsgen.script.values import Clock, Date, Every, Hashtag, Line, Text, Zone, as_list

_DEFAULT = NOT_PUBLISHED


class PublishDocument(Document):
    """What may be set for all days, a day or a short; the nearest wins."""

    platforms: list[Annotated[PlatformName, Field(strict=False)]] = Field(
        default=list(_DEFAULT.platforms),
        title="Platforms",
        description="Where it is posted: `youtube`, `tiktok`, `reels`.",
        min_length=1,
    )
    hashtags: list[Hashtag] = Field(
        default=[], title="Hashtags", description="Words without `#`, the most important first."
    )
    links: list[Line] = Field(default=[], title="Links", description="Lines at the end of the description.")


class PublishShortDocument(PublishDocument):
    """With which words a short is posted, in place of those of its script."""

    model_config = ConfigDict(title="Publish, of a short")

    title: Line = Field(default="", title="Title", description="The title on platforms.")
    description: Text = Field(
        default="",
        title="Description",
        description="What stands above the code, in place of hook and talk track.",
    )
    cover: Line = Field(default="", title="Cover", description="The words on the cover, in place of the title.")


class PublishSettingsDocument(PublishDocument):
    """Where and how often shorts are posted."""

    model_config = ConfigDict(title="Publish, of all days")

    every: Every = Field(
        default=_DEFAULT.every,
        title="Every",
        description="How far apart posts are: `30m`, `6h`; or on which days, `1d`, `2d`, `1w`, `weekday`.",
    )
    at: Annotated[list[Clock], BeforeValidator(as_list, json_schema_input_type=Clock | list[Clock])] = Field(
        default=list(_DEFAULT.at),
        title="At",
        description="The time of the first post, or the times of each day.",
        min_length=1,
    )
    zone: Zone = Field(
        default=_DEFAULT.zone, title="Zone", description="The time zone of `at`, such as `Europe/Berlin`."
    )


class PublishDayDocument(PublishSettingsDocument):
    """Where and when the shorts of a day are posted."""

    model_config = ConfigDict(title="Publish, of a day")

    start: Date = Field(default="", title="Start", description="The date of the first post, such as `2026-12-01`.")
