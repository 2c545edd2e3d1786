"""Reading what others have recorded; all files are made by real encoders."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from shortsgen.pipeline.take_files import SUFFIXES
from shortsgen.problems import InputError, Problem
from shortsgen.sound.read import MOST, cut, read
from shortsgen.sound.sound import RATE, Sound
from tests.sound.recordings import encoded

BURST = 700  # ms


def _burst(rate: int = 44_100) -> Sound:
    """Two seconds with a short tone."""
    samples = np.zeros(2 * rate, np.float32)
    start = BURST * rate // 1000
    samples[start : start + rate // 50] = 0.7 * np.sin(np.arange(rate // 50) / 4)
    return Sound(samples, rate)


def _begin(sound: Sound) -> float:
    """When it is loud for the first time, in milliseconds."""
    return float(np.flatnonzero(np.abs(sound.samples) > 0.1)[0]) * 1000 / sound.rate


def _refused(data: bytes) -> Problem:
    with pytest.raises(InputError) as error:
        read(io.BytesIO(data), "takes/day04/a.wav")
    (problem,) = error.value.problems
    return problem


@pytest.mark.parametrize("layout", ["mono", "stereo"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_form_is_read_and_nothing_in_it_is_late(suffix: str, layout: str) -> None:
    """Encoders put a stretch before the sound, which must not be heard."""
    found = read(io.BytesIO(encoded(_burst(), suffix, layout)), f"a{suffix}")
    assert (found.rate, found.samples.dtype) == (RATE, np.float32)
    assert found.length == pytest.approx(2000, abs=50)
    assert _begin(found) == pytest.approx(BURST, abs=1)
    assert 0.5 < np.abs(found.samples).max() < 0.9


@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
def test_a_video_is_read_for_its_sound(suffix: str) -> None:
    assert _begin(read(io.BytesIO(encoded(_burst(), suffix, picture=True)), "a")) == pytest.approx(BURST, abs=1)


def test_the_same_on_both_sides_is_as_loud_as_on_one() -> None:
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(np.full((4800, 2), 24_000, np.int16).tobytes())
    data.seek(0)
    samples = read(data, "take.wav").samples
    assert np.allclose(samples, 24_000 / 2**15, atol=1e-3)


def test_parts_are_cut_out_in_one_pass() -> None:
    file = io.BytesIO(encoded(_burst(), ".m4a"))
    late, early, beyond = cut(file, "a.m4a", [(BURST - 100, BURST + 300), (0, 300), (9000, 9500)])
    assert (late.length, early.length, beyond.length) == (400, 300, 0)
    assert _begin(late) == pytest.approx(100, abs=1)


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", bytes(range(256)) * 40, b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n"]
)
def test_what_is_no_recording_is_a_problem(data: bytes) -> None:
    """The last one is a playlist, whose entries FFmpeg would fetch."""
    problem = _refused(data)
    assert problem.code == "take-file"
    assert problem.message.startswith("cannot read the sound of takes/day04/a.wav: ")
    assert problem.hint == "save it as WAV, M4A, MP3, MP4 or MOV"


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("part", [0.01, 0.3, 0.9])
def test_of_a_file_that_was_cut_off_is_read_what_is_there_or_it_is_a_problem(suffix: str, part: float) -> None:
    data = encoded(_burst(), suffix, picture=suffix == ".mp4")
    assert _length(data[: round(part * len(data))]) <= 2050


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_damaged_file_never_ends_the_program(suffix: str) -> None:
    random = np.random.default_rng(0)
    data = encoded(_burst(), suffix)
    for _ in range(30):
        damaged = bytearray(data)
        for place in random.integers(0, len(data), 12):
            damaged[place] = random.integers(0, 256)
        assert _length(bytes(damaged)) <= 1000 * MOST


def _length(data: bytes) -> int:
    """Of what is read, 0 where it is a problem; anything else is raised."""
    try:
        return read(io.BytesIO(data), "a").length
    except InputError as error:
        return 0 if {problem.code for problem in error.problems} == {"take-file"} else -1


def test_a_video_without_sound_says_so(tmp_path: Path) -> None:
    import av

    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 72, 128, "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((128, 72, 3), np.uint8), format="rgb24")
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    problem = _refused(path.read_bytes())
    assert (problem.message, problem.hint) == (
        "takes/day04/a.wav has no sound",
        "record it again, with a microphone",
    )


def test_more_than_an_hour_is_refused() -> None:
    data = Sound(np.zeros((MOST + 1) * 4000, np.float32), 4000).wav()
    with pytest.raises(InputError) as error:
        read(io.BytesIO(data), "takes/day04.wav", 4000)
    (problem,) = error.value.problems
    assert problem.message == "takes/day04.wav has more than 60 minutes of sound"
    assert problem.hint == "cut it in parts, and call each by the id of its short"
