"""The same short as videos of Remotion and of MoviePy, and how long their whole processes take.

Both get the slides as pictures, which fade in, and the captions word by word: less than ours has to draw.
"""

from __future__ import annotations

import json
from pathlib import Path

from bench.marp_deck import browser
from bench.measure import timed
from shortsgen.cues.spotlight import spotlights, told
from shortsgen.plan.shots import shots
from shortsgen.plan.timeline import Timeline
from shortsgen.render.frames import frame_at
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.shipped import built_in

FPS = 30
_BENCH = Path(__file__).parent
_REMOTION, _MOVIEPY = _BENCH / "remotion", _BENCH / "moviepy"
_CLI, _PYTHON = _REMOTION / "node_modules" / ".bin" / "remotion", _MOVIEPY / ".venv" / "bin" / "python"


def lacking() -> str:
    """What is missing for measuring them, or ""."""
    if not _CLI.exists() or not _PYTHON.exists():
        return "make bench installs Remotion and MoviePy, with npm"
    return "" if browser() else "chromium"


def write_short(timeline: Timeline, folder: Path) -> Path:
    """What both films are made of: the slides, and a file that says which frames show what."""
    folder.mkdir()
    for picture in Slides(Templates()).render(timeline, formats=("png",)):
        (folder / Path(picture.path).name).write_bytes(picture.data)
    captions = [(one, frame_at(one.start, FPS), frame_at(one.end, FPS)) for one in spotlights(told(timeline, ()))]
    short = {
        "shots": [
            {"file": f"{one.slide.name}.png", "start": frame_at(one.start, FPS), "end": frame_at(one.end, FPS)}
            for one in shots(timeline)
        ],
        "captions": [
            {"words": one.words, "lit": one.active, "start": start, "end": end}
            for one, start, end in captions
            if start < end
        ],
    }
    file = folder / "short.json"
    file.write_text(json.dumps(short), "utf-8")
    return file


def remotion(short: Path) -> float:
    """Seconds."""
    options = [f"--props={short}", f"--public-dir={short.parent}", f"--browser-executable={browser()}", "--log=error"]
    return timed(
        [str(_CLI), "render", "src/index.jsx", "Short", str(short.parent / "remotion.mp4"), *options], _REMOTION
    )


def moviepy(short: Path) -> float:
    """Seconds."""
    font = built_in() / "fonts" / "Inter-ExtraBold.otf"
    words = [str(short), str(short.parent), str(font), str(short.parent / "moviepy.mp4")]
    return timed([str(_PYTHON), str(_MOVIEPY / "film.py"), *words], short.parent)
