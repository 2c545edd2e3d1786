"""The words that options of the commands may take. Apart, so that the command line can name them at no cost."""

from __future__ import annotations

from enum import StrEnum


class Color(StrEnum):
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class OutputName(StrEnum):
    """What `render` makes; `--only` chooses among them."""

    TELEPROMPTER = "teleprompter"
    SLIDES = "slides"
    CAPTIONS = "captions"
    DATA = "data"
    TIMELINES = "timelines"  # only where they are asked for
    INDEX = "index"  # of the day, the others are of each short


class What(StrEnum):
    """What `export` gives."""

    TELEPROMPTER = "teleprompter"
    CAPTIONS = "captions"
    OUTPUTS = "outputs"
    SLIDES = "slides"
    TIMELINE = "timeline"
    PRONUNCIATION = "pronunciation"


class VoiceName(StrEnum):
    """Who speaks where there is no take: nobody, at the pace of a speaker, or a synthesised voice."""

    PACED = "paced"
    SPOKEN = "spoken"


class SchemaOf(StrEnum):
    """The documents that a person writes, and those that programs read."""

    DAY = "day"
    SETTINGS = "settings"
    SHORT = "short"
    REPORT = "report"


class CaptionFormat(StrEnum):
    SRT = "srt"
    VTT = "vtt"
    ASS = "ass"


class TimelineFormat(StrEnum):
    """For which editing programs a timeline is."""

    OTIO = "otio"
    FCP7 = "fcp7"
    FCPXML = "fcpxml"
    EDL = "edl"


class ExportFormat(StrEnum):
    """What `--format` of `export` takes: the formats of captions, and those of timelines."""

    SRT = "srt"
    VTT = "vtt"
    ASS = "ass"
    OTIO = "otio"
    FCP7 = "fcp7"
    FCPXML = "fcpxml"
    EDL = "edl"


class TimelineMedia(StrEnum):
    """What a timeline is cut from: pictures, or a film for each of its cuts."""

    STILLS = "stills"
    H264 = "h264"
    DNXHR = "dnxhr"
    PRORES = "prores"  # with alpha, and without the ground


class ReportFormat(StrEnum):
    """How `check` reports."""

    HUMAN = "human"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"
    SARIF = "sarif"


class Sandbox(StrEnum):
    """The level of containment: the best that holds, or this one or none at all."""

    AUTO = "auto"
    STRICT = "strict"
    BASIC = "basic"
    NONE = "none"


class SafeArea(StrEnum):
    """What apps leave of a vertical video, as people post it, or as an ad."""

    ORGANIC = "organic"
    ADS = "ads"


class Device(StrEnum):
    """What code computes on."""

    CPU = "cpu"
    CUDA = "cuda"


class View(StrEnum):
    """How much of the code is shown while lines of it are in focus."""

    WHOLE = "whole"
    FOCUS = "focus"


class ProfileName(StrEnum):
    """How captions are broken."""

    NETFLIX = "netflix"
    DCMP = "dcmp"
    SHORTS = "shorts"


class Repeated(StrEnum):
    """What burned-in captions may say or show although it stands on the slide."""

    HOOK = "hook"
    OUTPUT = "output"
    MISTAKE = "mistake"


class Motion(StrEnum):
    """How much moves in a video."""

    FULL = "full"
    CALM = "calm"
    NONE = "none"


class Footage(StrEnum):
    """Where in a video the picture of a take stands."""

    FULL = "full"
    LOWER = "lower"
    NONE = "none"


class PlatformName(StrEnum):
    """Where shorts are posted."""

    YOUTUBE = "youtube"
    TIKTOK = "tiktok"
    REELS = "reels"


class TableFormat(StrEnum):
    """How a table is told."""

    HUMAN = "human"
    JSON = "json"
