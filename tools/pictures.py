"""The pictures of the documents, from day04 as it is recorded: `make pictures`. Look at each before it is committed.

A sheet is slides side by side, in few colours, so that it is small. What moves are true frames of a video.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import av
from PIL import Image
from playwright.sync_api import sync_playwright

from shortsgen.render.look import built_in
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.theme.tokens import LOOKS, Theme
from tests.pages.prompter import LANDSCAPE, day04, made, show, start
from tests.tools import chromium

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
GAP, FREQUENT = 24, 48
#: The page takes the fonts of its machine: here those of the slides, so that the picture is the same everywhere.
FONTS = f"<fontconfig><dir>{built_in() / 'fonts'}</dir><cachedir prefix='xdg'>fontconfig</cachedir></fontconfig>"

Shown = Sequence[tuple[int, int]]  # shorts of day04, and which of their slides, from 1

WHAT_IS_MODULE: Shown = ((2, 1), (2, 3), (2, 4))
POSTER_CODE_OUTPUT_MISTAKE: Shown = ((15, 1), (15, 2), (15, 4), (12, 5))
MOVING, SMALL, EVERY = "2", (324, 576), 2  # the short that moves, and which of its frames, 30 a second
SHORT, PLACE = 4, 6_600  # where the teleprompter's take is, in ms


def main() -> None:
    slides = Slides(Templates())
    _sheet(slides, WHAT_IS_MODULE, SlideStyle(), 720).save(PICTURES / "slides.png", optimize=True)
    for look, colors in LOOKS.items():
        sheet = _sheet(slides, POSTER_CODE_OUTPUT_MISTAKE, SlideStyle(Theme(look, colors)), 576)
        sheet.save(PICTURES / f"looks-{look}.png", optimize=True)
    _teleprompter().save(PICTURES / "teleprompter.png", optimize=True)
    _moving(PICTURES / "short.webp")


def _sheet(slides: Slides, shown: Shown, style: SlideStyle, height: int) -> Image.Image:
    """The slides beside each other on white."""
    width = height * 9 // 16
    sheet = Image.new("RGB", ((width + GAP) * len(shown) - GAP, height), "white")
    for place, (short, number) in enumerate(shown):
        picture = slides.render(day04()[short - 1], style, ("png",))[number - 1]
        slide = Image.open(BytesIO(picture.data)).convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(slide, (place * (width + GAP), 0))
    return _few_colors(sheet)


def _teleprompter() -> Image.Image:
    """The page of the day in a running take."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "fonts.conf").write_text(FONTS)
        environment = os.environ | {"FONTCONFIG_FILE": f"{folder}/fonts.conf"}
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"], env=environment)
        page = browser.new_page()
        show(page, Path(folder), made(), LANDSCAPE)
        for _ in range(SHORT - 1):
            page.dispatch_event("[data-do=nextShort]", "click")
        start(page, PLACE)
        return _few_colors(Image.open(BytesIO(page.screenshot())).convert("RGB"))


def _moving(target: Path) -> None:
    """The video of a short, smaller, with half of its frames."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "shortsgen", "video", "day04", MOVING, "--out", folder]
        subprocess.run(command, cwd=ROOT, check=True)
        [video] = Path(folder).glob("*/video.mp4")
        first, *others = _frames(video)
        first.save(target, save_all=True, append_images=others, duration=EVERY * 1000 / 30, loop=0, quality=80)


def _frames(video: Path) -> Iterator[Image.Image]:
    with av.open(str(video)) as film:
        for number, frame in enumerate(film.decode(video=0)):
            if number % EVERY == 0:
                yield frame.to_image().resize(SMALL, Image.Resampling.LANCZOS)


def _few_colors(picture: Image.Image) -> Image.Image:
    """In 256: the most frequent ones, which are grounds and letters, and others that stand for all, rare words too."""
    counts = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    each = Image.new("RGB", (len(counts), 1))
    each.putdata([color for _, color in counts])
    frequent = [value for _, color in counts[:FREQUENT] for value in color]
    others = each.quantize(256 - FREQUENT, Image.Quantize.MEDIANCUT).getpalette()
    palette = Image.new("P", (1, 1))
    palette.putpalette(frequent + others)
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
