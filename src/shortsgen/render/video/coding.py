"""How x264 is set up, which is all that the bytes of an encoded picture depend on beside the picture."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import av
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext

VERSION = (av.__version__, *av.library_versions["libavcodec"])  # x264 comes in the same wheel
BT709, LIMITED = 1, 1  # ITU-T H.273, tables 2 to 4; and MPEG's range
_QUALITY = 14  # of 0, the best, to 51: those who show the video encode it once more

# One thread gives the same bytes on each machine. What looks ahead or back beyond one frame would forbid frames that
# x264 does not know of (`repeats`), and gains little where most of the picture stands still.
_ALONE = (
    "threads=1:sliced-threads=0:bframes=0:ref=1:weightp=0:scenecut=0:keyint=infinite:mbtree=0:rc-lookahead=0:"
    "sync-lookahead=0:cabac=1"
)


@dataclass(frozen=True, slots=True)
class Coding:
    """Frames a second, 24, 25, 30 or 60; the size in px, both even; and whether it is only to be looked at, once."""

    fps: int = 30
    width: int = 1080
    height: int = 1920
    draft: bool = False

    @property
    def tick(self) -> Fraction:
        """Seconds that a frame lasts."""
        return Fraction(1, self.fps)

    def start(self) -> VideoCodecContext:
        """An encoder of its own."""
        context = av.CodecContext.create("libx264", "w")
        assert isinstance(context, VideoCodecContext)
        self.set_up(context)
        context.open()
        return context

    def set_up(self, context: VideoCodecContext) -> None:
        """Tell an encoder that is not open yet. Parameters go beside the frames, the same for all segments."""
        context.width, context.height, context.pix_fmt = self.width, self.height, "yuv420p"
        context.time_base, context.framerate = self.tick, Fraction(self.fps)
        context.color_range = LIMITED
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.thread_count = 1
        context.flags |= Flags.global_header
        preset = "ultrafast" if self.draft else "veryfast"
        context.options = {"preset": preset, "profile": "high", "crf": str(_QUALITY), "x264-params": _ALONE}
