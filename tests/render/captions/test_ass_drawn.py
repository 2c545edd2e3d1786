"""`captions.ass` as libass draws it, over real slides: where, in which colours and fonts, and which characters."""

from __future__ import annotations

import re
import shlex
import subprocess
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from string import printable

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from shortsgen.choices import Repeated
from shortsgen.cues.cues import phrases
from shortsgen.cues.profiles import SHORTS
from shortsgen.layout.rows import ADVANCE
from shortsgen.pipeline.day import load_day
from shortsgen.plan.timeline import Timeline, Word, plan
from shortsgen.project import find
from shortsgen.render.captions import ass, asscard
from shortsgen.render.captions.assstyle import DEFAULT, Font
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Code, Day, Options
from shortsgen.shipped import built_in
from tests.factory import make_short
from tests.tools import ffmpeg

TEMPLATES = Templates()
ALL = replace(DEFAULT, repeat=tuple(Repeated))  # also what stands on the slides
DAY = Day("day04", "nn.Module", ())
FONTS = built_in() / "fonts"
STYLE = DEFAULT
BAND = DEFAULT.band
GROUND = (64, 96, 128)

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Drawn:
    """A frame, and what libass said of the fonts that it took."""

    image: Image.Image
    fonts: set[str]


def draw(folder: Path, text: str, milliseconds: int, picture: bytes | None = None) -> Drawn:
    """Burn the captions into one frame: of `picture`, or of a plain ground."""
    (folder / "captions.ass").write_text(text, "utf-8")
    if not (folder / "fonts").exists():
        (folder / "fonts").symlink_to(FONTS)
    if picture:
        (folder / "slide.png").write_bytes(picture)
    else:
        ground().save(folder / "slide.png")
    source = ["-loop", "1", "-i", "slide.png"]
    burn = f"format=rgb24,settb=1/1000,setpts=PTS+{milliseconds / 1000}/TB,ass=captions.ass:fontsdir=fonts"
    out = ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    done = subprocess.run(
        [ffmpeg(), "-v", "verbose", *source, "-vf", burn, *out], cwd=folder, capture_output=True, check=False
    )
    log = done.stderr.decode(errors="replace")
    assert done.returncode == 0, log
    image = Image.frombytes("RGB", (1080, 1920), done.stdout)
    return Drawn(image, set(re.findall(r"fontselect: .* -> (.*?),", log)))


def changed(image: Image.Image, before: Image.Image) -> Box | None:
    return ImageChops.difference(image, before).getbbox()


def ground() -> Image.Image:
    return Image.new("RGB", (1080, 1920), GROUND)


def within(box: Box | None, area: Box = (BAND.x, BAND.y, BAND.right, BAND.bottom)) -> bool:
    assert box is not None, "nothing is drawn"
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


def where(image: Image.Image, color: str) -> Box | None:
    """Where exactly this colour is."""
    wanted = tuple(bytes.fromhex(color[1:]))
    bands = [
        band.point([255 * (value == one) for value in range(256)])
        for band, one in zip(image.split(), wanted, strict=True)
    ]
    return ImageChops.darker(ImageChops.darker(bands[0], bands[1]), bands[2]).getbbox()


def speech(hook: str) -> Timeline:
    fast = Options(pace=400)  # so that all of it is one phrase
    short = make_short(hook=hook, talk_track=(), code=Code(""), mistake=None, options=fast)
    return plan(DAY, short, Outcome(Status.OK))


def printed(text: str) -> Timeline:
    return plan(DAY, make_short(hook="", talk_track=(), mistake=None), Outcome(Status.OK, text))


def output_time(timeline: Timeline) -> int:
    return next(beat.start for beat in timeline.beats if beat.slide.content.kind == "output") + 100


@pytest.fixture(scope="module")
def day04() -> list[Timeline]:
    loaded = load_day(find(Path(__file__).parent), "day04")
    outcomes = {snippet.name: loaded.recording.fresh(snippet) for snippet in loaded.snippets}
    return [loaded.timeline(short, outcomes) for short in loaded.day.shorts]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "milliseconds"), [(4, 100), (4, 5000), (8, 6000), (13, 10_000), (22, 6000), (25, 9000)]
)
def test_only_the_band_of_a_slide_changes(
    day04: list[Timeline], tmp_path: Path, number: int, milliseconds: int
) -> None:
    timeline = day04[number - 1]
    beat = next(beat for beat in timeline.beats if beat.start <= milliseconds < beat.end)
    name = f"slides/{beat.slide.name}.png"
    made = {one.path: one.data for one in Slides(TEMPLATES).render(timeline, formats=("png",))}
    silent = draw(tmp_path, ass.render([], TEMPLATES, ALL), milliseconds, made[name])
    burned = draw(tmp_path, ass.render([timeline], TEMPLATES, ALL), milliseconds, made[name])
    assert within(changed(burned.image, silent.image))


def test_the_active_word_moves_through_the_phrase_and_nothing_else_does(tmp_path: Path) -> None:
    timeline = speech("Define layers in `__init__`.")
    frames = [
        draw(tmp_path, ass.render([timeline], TEMPLATES, ALL), word.start + 50).image for word in _words(timeline)
    ]
    accents = [where(frame, STYLE.accent) for frame in frames]
    assert all(box is not None for box in accents)
    assert all(one[2] < other[0] for one, other in pairwise(accents))  # type: ignore[index]


def test_the_line_does_not_move(tmp_path: Path) -> None:
    """With an accent that no one can tell from the text, all frames of a phrase are the same."""
    timeline = speech("AVATAR To `T.T` (Ty) fly, AV")
    almost = replace(ALL, text="#f4f6fb", accent="#f4f6fa")
    frames = [
        draw(tmp_path, ass.render([timeline], TEMPLATES, almost), word.start + 50).image for word in _words(timeline)
    ]
    assert len(frames) == 6
    differences = [ImageChops.difference(frames[0], other).getextrema() for other in frames[1:]]
    assert max(high for bands in differences for _, high in bands) <= 1


def _words(timeline: Timeline) -> list[Word]:
    return [word for phrase in phrases(timeline, SHORTS) for word in phrase.words]


def test_the_other_words_have_the_colour_of_text(tmp_path: Path) -> None:
    timeline = speech("Define layers in `__init__`.")
    image = draw(tmp_path, ass.render([timeline], TEMPLATES, ALL), 50).image
    accent, text = where(image, STYLE.accent), where(image, STYLE.text)
    assert accent is not None
    assert text is not None
    assert accent[2] < text[0]


def test_nothing_is_drawn_after_the_end_and_between_beats_without_speech(tmp_path: Path) -> None:
    timeline = speech("Stop.")
    drawn = draw(tmp_path, ass.render([timeline], TEMPLATES, ALL), timeline.end)
    assert changed(drawn.image, ground()) is None


def test_captions_stand_in_the_middle_of_the_picture(tmp_path: Path) -> None:
    shown = printed("torch.Size([2, 4])\n")
    for timeline, at in ((speech("Define layers in `__init__`."), 50), (shown, output_time(shown))):
        box = changed(draw(tmp_path, ass.render([timeline], TEMPLATES, ALL), at).image, ground())
        assert box is not None
        assert abs(box[0] - (1080 - box[2])) <= 4, "but for what letters have beside their ink"


def test_output_appears_while_it_is_shown_in_the_fonts_of_the_package(tmp_path: Path) -> None:
    timeline = plan(DAY, make_short(), Outcome(Status.OK, "torch.Size([2, 4])\n"))
    text = ass.render([timeline], TEMPLATES, ALL)
    said, shown = draw(tmp_path, text, 100), draw(tmp_path, text, output_time(timeline))
    assert (said.fonts, shown.fonts) == ({"Inter-ExtraBold"}, {"JetBrainsMono-Regular"})
    assert within(changed(shown.image, ground()))
    assert where(shown.image, STYLE.accent) is None
    assert where(shown.image, STYLE.text) is not None


def test_the_command_of_the_document_burns_captions_in(tmp_path: Path) -> None:
    document = (Path(__file__).parents[3] / "docs" / "reference" / "captions.md").read_text()
    [command] = re.findall(r"^ffmpeg -i take\.mp4 .+$", document, re.MULTILINE)
    timeline = speech("Define layers in `__init__`.")
    (tmp_path / "captions.ass").write_text(ass.render([timeline], TEMPLATES, ALL), "utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "fonts").symlink_to(FONTS)
    take = [ffmpeg(), "-v", "error", "-f", "lavfi", "-i", "color=gray:s=1080x1920:r=10:d=0.3", "take.mp4"]
    subprocess.run(take, cwd=tmp_path, check=True)
    _, *words = shlex.split(command)
    subprocess.run([ffmpeg(), "-v", "error", *words], cwd=tmp_path, check=True)
    frames = [_first_frame(tmp_path / name) for name in ("take.mp4", "captioned.mp4")]
    clear = ImageChops.difference(*frames).convert("L").point(lambda value: 255 * (value > 60))
    assert within(clear.getbbox())


def _first_frame(video: Path) -> Image.Image:
    words = ["-v", "error", "-i", video.name, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    done = subprocess.run([ffmpeg(), *words], cwd=video.parent, capture_output=True, check=True)
    return Image.frombytes("RGB", (1080, 1920), done.stdout)


@pytest.mark.parametrize("lines", [1, 2, 3, 9])
def test_output_stays_within_the_band_whatever_its_rows(tmp_path: Path, lines: int) -> None:
    timeline = printed("\n".join(["|$@Ág" + "█" * 300] * lines))
    drawn = draw(tmp_path, ass.render([timeline], TEMPLATES, ALL), output_time(timeline))
    assert within(changed(drawn.image, ground()))


WIDE = ["W" * 29, "@" * 160, "M W " * 7, "日本語のテキスト" * 9, "﷽ ﷽ ﷽", "🄼" * 30, "👩‍👩‍👧‍👦" * 9, "→" * 30, "Ǆ" * 30]


@pytest.mark.parametrize("hook", WIDE, ids=range(len(WIDE)))
def test_however_wide_the_speech_it_stays_within_the_band(tmp_path: Path, hook: str) -> None:
    drawn = draw(tmp_path, ass.render([speech(hook)], TEMPLATES, ALL), 50)
    assert within(changed(drawn.image, ground()))


def test_the_widest_phrases_of_the_day_stay_within_the_band(day04: list[Timeline], tmp_path: Path) -> None:
    found = sorted(
        (-len(" ".join(word.text for word in phrase.words)), number, phrase.start)
        for number, timeline in enumerate(day04)
        for phrase in phrases(timeline, SHORTS)
    )
    for _, number, start in found[:6]:
        drawn = draw(tmp_path, ass.render([day04[number]], TEMPLATES, ALL), start + 50)
        assert within(changed(drawn.image, ground()))


HOSTILE = [
    "{\\an8}top",
    "one\\Ntwo",
    "one\\ntwo",
    "one\\htwo",
    "{\\c&H0000FF&}red",
    "<b>bold</b>",
    "{'a': 1, 'b': {}}",
    'f"{x!r}" {{y}}',
    "a\\{b\\}c",
    "C:\\{temp}\\new",
    "\\\\N \\\\",
    "}{ }{",
    "{unclosed",
    "a -> b => c != d",
    "{\\p1}m 0 0 l 9 9",
    "{*}comment{=0}",
    "a,b,,c",
    "__init__ == **kw",
    "[x](y) &amp; ;",
]
INDENTED = ["    return {x}", "a    b"]


@pytest.mark.parametrize("text", [*HOSTILE, *INDENTED], ids=repr)
def test_what_is_printed_is_drawn_to_the_letter(tmp_path: Path, text: str) -> None:
    timeline = printed(text)
    drawn = draw(tmp_path, _bare(ass.render([timeline], TEMPLATES, ALL)), output_time(timeline))
    assert read(drawn.image, len(text), 44, OUTPUT_BASELINE) == text


# Where the letters of one row stand: in the middle of the band, by what the font says of its heights.
OUTPUT_BASELINE = BAND.y + BAND.height / 2 + (-1.05 / 2 - 0.15 + 1.02) * 44
SPEECH_BASELINE = BAND.y + BAND.height / 2 + (1.32 / 2 - 0.3) * ass.SPEECH_SIZE
MONO = replace(ALL, speech=Font("JetBrains Mono", 1.32))  # so that each letter has its place, and can be compared


@pytest.mark.parametrize("text", [text for text in HOSTILE if len(text) < 20])
def test_what_is_said_is_drawn_to_the_letter(tmp_path: Path, text: str) -> None:
    timeline = speech(f"`` {text} ``" if "`" not in text else text)
    [phrase] = phrases(timeline, SHORTS)
    assert " ".join(word.text for word in phrase.words) == text
    drawn = draw(tmp_path, _bare(ass.render([timeline], TEMPLATES, MONO)), 50)
    assert read(drawn.image, len(text), ass.SPEECH_SIZE, SPEECH_BASELINE) == text


@pytest.mark.parametrize("text", ["{\\an8}top", "one\\Ntwo", "{'a': 1}", "a -> b => c != d"])
def test_the_comparison_tells_what_is_interpreted(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asscard, "neutral", str)
    monkeypatch.setattr(ass, "_OFF", "0")
    timeline = printed(text)
    drawn = draw(tmp_path, _bare(ass.render([timeline], TEMPLATES, ALL)), output_time(timeline))
    assert read(drawn.image, len(text), 44, OUTPUT_BASELINE) != text


def _bare(text: str) -> str:
    """The same without outlines and cards, and with all words in one colour, so that letters can be compared."""
    text = re.sub(r"(,0\.01,0,1|,0,0,1),4,0,", r"\1,0,0,", text)
    text = re.sub(r"^Dialogue: 0,.*,Card,.*\n", "", text, flags=re.MULTILINE)
    return text.replace("{\\c&H57C8FF&}", "{\\c&HFBF6F4&}")


def read(image: Image.Image, count: int, size: int, baseline: float) -> str:
    """The `count` letters in the band, each read as the one that Pillow draws most alike."""
    found = np.asarray(ImageChops.difference(image, ground()).convert("L"), dtype=float)
    found /= max(found.max(), 1.0)
    left = BAND.x + (BAND.width - count * ADVANCE * size) / 2
    places = [round(left + number * ADVANCE * size) for number in range(count)]
    letters = _letters(size)
    return "".join(_read(found, place, round(baseline), letters) for place in places)


@cache
def _letters(size: int) -> dict[str, np.ndarray]:
    font = ImageFont.truetype(FONTS / "JetBrainsMono-Regular.ttf", size, layout_engine=ImageFont.Layout.BASIC)
    drawn = {}
    for letter in printable[:95]:
        image = Image.new("L", (round(ADVANCE * size), 2 * size))
        ImageDraw.Draw(image).text((0, 1.5 * size), letter, font=font, fill=255, anchor="ls")
        drawn[letter] = np.asarray(image, dtype=float) / 255
    return drawn


def _read(found: np.ndarray, x: int, baseline: int, letters: dict[str, np.ndarray]) -> str:
    height, wide = letters["x"].shape
    best = (0.0, " ")
    for dx, dy in product((-1, 0, 1), (-2, -1, 0, 1, 2)):
        top = baseline - round(0.75 * height) + dy
        cell = found[top : top + height, x + dx : x + dx + wide]
        if cell.sum() < 6:  # a blank, or the edge of a neighbour
            continue
        for letter, drawn in letters.items():
            score = float(np.minimum(cell, drawn).sum() / np.maximum(cell, drawn).sum())
            best = max(best, (score, letter))
    return best[1]


def test_the_line_of_the_document_burns_them_in_and_nothing_is_complained_about(
    day04: list[Timeline], tmp_path: Path
) -> None:
    document = (Path(__file__).parents[3] / "docs" / "reference" / "captions.md").read_text("utf-8")
    [line] = re.findall(r"^```sh\n(ffmpeg .*)\n```$", document, re.MULTILINE)
    _, *words = shlex.split(line)
    (tmp_path / "templates").symlink_to(built_in())
    (tmp_path / "captions.ass").write_text(ass.render([day04[3]], TEMPLATES, ALL), "utf-8")
    take = ["-f", "lavfi", "-i", "color=size=1080x1920:rate=5:duration=1", "take.mp4"]
    subprocess.run([ffmpeg(), "-v", "error", *take], cwd=tmp_path, check=True)
    done = subprocess.run([ffmpeg(), *words], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (tmp_path / "captioned.mp4").stat().st_size > 0
    assert "-> Inter-ExtraBold, 0, Inter-ExtraBold" in done.stderr
    assert re.findall(r"(?i)^.*error.*$", done.stderr, re.MULTILINE) == []
