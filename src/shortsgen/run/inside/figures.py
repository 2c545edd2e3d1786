"""A matplotlib backend that keeps each shown figure as PNG, instead of opening a window.

Chosen by `MPLBACKEND`, so matplotlib is only imported by a snippet that uses it. Beside its picture, a PNG file says
in which style it was drawn, and how many px its smallest text has, as `store/png` reads them.
"""

from __future__ import annotations

import io
import math
import struct
import warnings
import zlib
from typing import Any

from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.gridspec import SubplotParams

from shortsgen.run.limits import MOST_FIGURES
from shortsgen.shipped import built_in

_DPI = 160
_HEAD = 33  # bytes of a PNG file, up to the end of its first chunk

_WEIGHTS = {"Inter-Medium.otf": 400, "Inter-SemiBold.otf": 700}  # as what the code calls normal and bold


def _add_fonts() -> None:
    """Before any of the same name that this machine has, so that figures are the same on all."""
    for file, weight in _WEIGHTS.items():
        path = str(built_in() / "fonts" / file)
        fontManager.ttflist.insert(0, FontEntry(fname=path, name="Inter", weight=weight, size="scalable"))


class _Renderer(RendererAgg):
    """Knows how many px the smallest text has that it drew since it was cleared."""

    smallest = math.inf

    def clear(self) -> None:
        super().clear()
        self.smallest = math.inf

    def draw_text(self, gc: Any, x: float, y: float, s: str, prop: Any, *rest: Any, **named: Any) -> None:
        if s.strip():
            self.smallest = min(self.smallest, self.points_to_pixels(prop.get_size_in_points()))
        super().draw_text(gc, x, y, s, prop, *rest, **named)


class FigureCanvas(FigureCanvasAgg):
    """Draws with a renderer of ours."""

    def get_renderer(self) -> _Renderer:
        found = super().get_renderer()
        if not isinstance(found, _Renderer):
            found = self.renderer = _Renderer(found.width, found.height, found.dpi)
        return found


FigureManager = FigureManagerBase

shown: list[bytes] = []


def show(*_args: Any, **_kwargs: Any) -> None:
    """Keep all open figures, in the order they were opened, and close them."""
    for manager in Gcf.get_all_fig_managers():
        if len(shown) < MOST_FIGURES:
            shown.append(_png(manager.canvas.figure))
    Gcf.destroy_all()


def discard() -> None:
    """Forget all figures so far."""
    shown.clear()
    Gcf.destroy_all()


def _png(figure: Any) -> bytes:
    _arrange(figure)
    buffer = io.BytesIO()
    # without the Software entry, which names the version, equal figures are equal bytes
    figure.savefig(buffer, format="png", dpi=_DPI, metadata={"Software": None})
    renderer = getattr(figure.canvas, "renderer", None)  # another one where the code has replaced the canvas
    smallest = getattr(renderer, "smallest", math.inf)
    return _noted(buffer.getvalue(), "Smallest text", f"{smallest:.1f}" if smallest < math.inf else "")


def _arrange(figure: Any) -> None:
    """Have what lies around the axes stay in the picture, where the code has arranged nothing itself. Only now: with
    a layout of ours from the start, its own `tight_layout` would warn, and fail beside a colour bar."""
    if figure.get_layout_engine() is not None or vars(figure.subplotpars) != vars(SubplotParams()):
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what cannot be arranged, and nobody asked for it
        for _ in range(2):  # how many ticks there are follows from the room, and that from their labels
            figure.tight_layout()
            figure.draw_without_rendering()


def _noted(png: bytes, name: str, text: str) -> bytes:
    """With a text in it."""
    content = b"tEXt" + f"{name}\0{text}".encode("ascii")
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return png[:_HEAD] + chunk + png[_HEAD:]


def collect(style: str) -> list[bytes]:
    """All figures of this process, drawn in this style: those shown and those left open."""
    show()
    return [_noted(png, "Style", style) for png in shown]


_add_fonts()
