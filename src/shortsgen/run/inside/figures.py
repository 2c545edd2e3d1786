"""A matplotlib backend that keeps each shown figure as PNG, instead of opening a window.

Chosen by `MPLBACKEND`, so matplotlib is only imported by a snippet that uses it.
"""

from __future__ import annotations

import io
from typing import Any

from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from shortsgen.run.limits import MOST_FIGURES

FigureCanvas = FigureCanvasAgg
FigureManager = FigureManagerBase

_DPI = 160

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
    buffer = io.BytesIO()
    # without the Software entry, which names the version, equal figures are equal bytes
    figure.savefig(buffer, format="png", dpi=_DPI, metadata={"Software": None})
    return buffer.getvalue()


def collect() -> list[bytes]:
    """All figures of this process: those shown and those left open."""
    show()
    return shown
