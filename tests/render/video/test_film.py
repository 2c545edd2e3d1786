"""The frames of a short: what stands still, what moves, and what is written below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from shortsgen.choices import Motion, Repeated, View
from shortsgen.plan.timeline import Timeline, plan
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.render.video.cuts import cut
from shortsgen.render.video.fades import Fade
from shortsgen.render.video.film import BeatScene, Filming, scenes
from shortsgen.render.video.flight import Flight
from shortsgen.render.video.glide import Glide
from shortsgen.render.video.pixels import Pixels, picture
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Day, Mistake, TalkLine
from tests.factory import make_short

CODE = """import torch
import torch.nn as nn

model = nn.Linear(4, 2)
x = torch.ones(3, 4)
y = model(x)
print(y.shape)
print(model.bias.shape)
"""
WRONG = Mistake("The shapes do not match.", Code("model(x.T)"), "RuntimeError")
RAISED = Outcome(Status.RAISED, error=Failure("RuntimeError", "mat1 and mat2 shapes cannot be multiplied", 1))
PRINTED = Outcome(Status.OK, "torch.Size([3, 2])\ntorch.Size([2])\n")
SLIDES = Slides(Templates())


def short(second: str = "It is called.", view: View = View.WHOLE) -> Timeline:
    lines = (TalkLine("This layer maps four to two.", (4,)), TalkLine(second, (6,)))
    made = make_short(code=Code(CODE), talk_track=lines, mistake=WRONG, view=view)
    return plan(Day("day04", "nn.Module", (made,)), made, PRINTED, RAISED)


@cache
def filmed(
    timeline: Timeline | None = None, motion: Motion = Motion.FULL, alpha: bool = False
) -> tuple[BeatScene, ...]:
    found = scenes(timeline or short(), SlideStyle(alpha=alpha), Filming(motion=motion), SLIDES)
    assert all(isinstance(scene, BeatScene) for scene in found)
    return found  # type: ignore[return-value]


def frames(scene: BeatScene) -> Iterator[Pixels]:
    """Each of them whole. It is one array, which changes."""
    canvas = np.zeros((1920, 1080, 4 if scene.alpha else 3), np.uint8)
    for patches in scene.patches():
        for patch in patches:
            height, width = patch.pixels.shape[:2]
            assert not {patch.x % 2, patch.y % 2, height % 2, width % 2} - {0}
            canvas[patch.y : patch.y + height, patch.x : patch.x + width] = patch.pixels
        yield canvas


def above_captions(scene: BeatScene, pixels: Pixels) -> Pixels:
    return pixels[: scene.band.top, :, :3]


def of_slide(scene: BeatScene) -> Pixels:
    return picture(scene.sheet.png)[..., :3]


@pytest.mark.parametrize("motion", Motion)
def test_scenes_last_as_long_as_the_timeline_and_end_as_their_slides(motion: Motion) -> None:
    timeline, found = short(), filmed(motion=motion)
    assert sum(scene.frames for scene in found) == round(timeline.end * 30 / 1000)
    assert [scene.sheet.slide.content.kind for scene in found] == ["hook", "code", "code", "output", "mistake"]
    for scene in found:
        *_, last = frames(scene)
        assert (above_captions(scene, last) == above_captions(scene, of_slide(scene))).all()
        below = slice(scene.band.bottom, None)
        assert (last[below] == of_slide(scene)[below]).all()


def test_motion_is_over_before_four_fifths_of_a_beat() -> None:
    for scene in filmed():
        still = [above_captions(scene, frame).tobytes() for frame in map(np.copy, frames(scene))]
        assert set(still[round(0.8 * scene.frames) :]) == {still[-1]}


def test_without_motion_each_frame_is_its_slide() -> None:
    for scene in filmed(motion=Motion.NONE):
        slide = above_captions(scene, of_slide(scene))
        assert all((above_captions(scene, frame) == slide).all() for frame in frames(scene))


def test_the_hook_is_there_from_its_first_frame() -> None:
    hook = filmed()[0]
    assert (above_captions(hook, next(frames(hook))) == above_captions(hook, of_slide(hook))).all()


def test_new_code_comes_token_by_token_and_never_moves() -> None:
    """Each px of a token is between the ground and the letters that come to stand there."""
    scene = filmed()[1]
    start, acts = cut(scene.before, scene.sheet, Motion.FULL)
    tokens = [token for row in scene.sheet.rows for token in row.tokens]
    assert [type(act) for act in acts] == [Fade] * len(tokens)
    assert [act.start for act in acts] == sorted(act.start for act in acts)
    low, high = (pick(start, picture(scene.sheet.png))[..., :3] for pick in (np.minimum, np.maximum))
    for frame in frames(scene):
        part = above_captions(scene, frame)
        height = len(part)
        assert (part >= low[:height]).all()
        assert (part <= high[:height]).all()


def test_light_glides_over_code_that_stands_still() -> None:
    scene = filmed()[2]
    [act] = cut(scene.before, scene.sheet, Motion.FULL)[1]
    assert isinstance(act, Glide)
    lit = next(row for row in scene.sheet.rows if row.lit)
    bright = [int(np.argmax(frame[: scene.band.top, 22].sum(axis=1))) for frame in frames(scene)]
    assert bright == sorted(bright)
    assert len(set(bright[:9])) > 4
    assert abs(bright[-1] - lit.top) < 2


def test_output_comes_line_by_line_once_its_window_stands() -> None:
    scene = filmed()[3]
    _, acts = cut(scene.before, scene.sheet, Motion.FULL)
    first, second = [row for row in scene.sheet.rows if row.printed]
    lines = [act for act in acts if act.box.top == 2 * round(first.top / 2) or act.box.top == 2 * round(second.top / 2)]
    assert [act.box.top for act in lines] == sorted(act.box.top for act in lines)
    assert lines[0].start > max(act.end for act in acts if act not in lines)
    assert lines[0].start < lines[1].start


def test_a_mistake_cuts_in_and_only_what_came_of_it_comes_later() -> None:
    scene = filmed()[4]
    start, acts = cut(scene.before, scene.sheet, Motion.FULL)
    printed = [row for row in scene.sheet.rows if row.printed]
    assert [act.box.top for act in acts] == [2 * round(row.top / 2) for row in printed]
    top = round(printed[0].top) - 2
    assert (start[:top] == picture(scene.sheet.png)[:top]).all()


def test_code_that_is_shown_elsewhere_flies_there() -> None:
    scene = filmed(short(view=View.FOCUS))[3]
    start, acts = cut(scene.before, scene.sheet, Motion.FULL)
    flight = acts[0]
    assert isinstance(flight, Flight)
    moved = {one.origin != one.target for one in flight.letters if one.fade is None}
    assert moved == {True}
    assert scene.before is not None
    assert (start == picture(scene.before.png)).all()


def test_calm_motion_changes_every_px_in_place_and_at_once() -> None:
    for scene in filmed(motion=Motion.CALM):
        _, acts = cut(scene.before, scene.sheet, Motion.CALM)
        assert {type(act) for act in acts} <= {Fade}
        assert all(act.start == 0 and act.end <= 0.25 for act in acts)


def test_captions_are_lit_word_by_word_in_their_band() -> None:
    scene = filmed()[1]
    assert [stretch.band.part for stretch in scene.stretches][:2] == [0, 1]
    seen = {frame[scene.band.place].tobytes() for frame in frames(scene)}
    assert len(seen) == len({(one.band.png, one.band.part) for one in scene.stretches})
    assert all(one.last == two.first for one, two in zip(scene.stretches, scene.stretches[1:], strict=False))


def test_what_stands_on_the_slide_is_a_caption_only_where_it_is_asked_for() -> None:
    hook, *_ = filmed()
    assert hook.stretches == ()
    repeated = scenes(short(), SlideStyle(), Filming(repeat=(Repeated.HOOK,)), SLIDES)[0]
    assert isinstance(repeated, BeatScene)
    assert len(repeated.stretches) > 3


def test_without_ground_all_is_clear_but_windows_plates_and_captions() -> None:
    scene = filmed(alpha=True)[1]
    for frame in frames(scene):
        assert (frame[:200, :, 3] == 0).all()
        assert (frame[1700:, :, 3] == 0).all()
    window = scene.sheet.rows[0]
    assert (frame[round(window.top) + 4, 100:900, 3] == 255).all()


def test_a_key_is_another_where_any_frame_is() -> None:
    scene = filmed()[1]
    assert replace(scene).key == scene.key
    others = [
        replace(scene, own=scene.own + 1),
        replace(scene, before=None),
        replace(scene, stretches=scene.stretches[1:]),
        replace(scene, filming=Filming(motion=Motion.CALM)),
        replace(scene, filming=Filming(fps=25)),
        replace(scene, sheet=filmed()[2].sheet),
    ]
    assert len({scene.key, *(other.key for other in others)}) == len(others) + 1


@pytest.mark.parametrize("words", ["It is called", "Now it is called", "At last we call it on three rows of ones"])
def test_a_word_that_is_another_changes_only_its_own_scene(words: str) -> None:
    """Wherever on the grid of frames those after it begin."""
    one, other = filmed(), filmed(short(f"{words}."))
    assert [a.key == b.key for a, b in zip(one, other, strict=True)] == [
        True,
        True,
        words == "It is called",
        True,
        True,
    ]


def test_nothing_changes_in_a_frame_that_a_beat_may_have_or_not() -> None:
    for scene in filmed():
        patches = list(replace(scene, frames=scene.own + 1).patches())
        assert patches[scene.own - 1 :] == [(), ()]
        assert list(map(len, patches[:-1])) == list(map(len, scene_patches(scene, scene.own)))


def scene_patches(scene: BeatScene, frames: int) -> list[object]:
    return list(replace(scene, frames=frames).patches())  # type: ignore[arg-type]
