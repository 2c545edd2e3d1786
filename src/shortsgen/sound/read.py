"""Files of sound, or of video with sound -> samples, through PyAV (the extra `voice`).

The file is a stranger's. Only the forms that are named here are read, since others, such as playlists, make FFmpeg open
further files or the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, BinaryIO

import av
import numpy as np

from shortsgen.problems import InputError, bad_input
from shortsgen.sound.sound import RATE, Sound

if TYPE_CHECKING:
    from av import AudioFrame
    from av.container import InputContainer
    from av.filter import Graph
    from numpy.typing import NDArray

MOST = 3600  # seconds that are read of a file
_KNOWN = "WAV, M4A, MP3, MP4 or MOV"
FORMS = "wav,mov,mp3"  # how FFmpeg calls its readers of these; that of mov reads mp4 and m4a too
_BROKEN = (av.FFmpegError, OSError, ValueError, IndexError, OverflowError)


def read(file: BinaryIO, name: str, rate: int = RATE) -> Sound:
    """The whole sound of a file, which people know as `name`. Its time is that of the file's picture, where it has one.

    Raises InputError where it cannot be read, has no sound or has more than MOST seconds of it.
    """
    parts = list(parts_of(file, name, rate))
    return Sound(np.concatenate(parts) if parts else np.zeros(0, np.float32), rate)


def cut(file: BinaryIO, name: str, spans: Sequence[tuple[float, float]], rate: int = RATE) -> list[Sound]:
    """Only what lies in each of the `spans` in milliseconds, in one pass: an hour's take is never held whole."""
    edges = [(round(start * rate / 1000), round(end * rate / 1000)) for start, end in spans]
    found: list[list[NDArray[np.float32]]] = [[] for _ in edges]
    clock = 0
    for part in parts_of(file, name, rate):
        for (start, end), mine in zip(edges, found, strict=True):
            if start < clock + len(part) and clock < end:
                mine.append(part[max(0, start - clock) : end - clock])
        clock += len(part)
    return [Sound(np.concatenate(mine) if mine else np.zeros(0, np.float32), rate) for mine in found]


def parts_of(file: BinaryIO, name: str, rate: int) -> Iterator[NDArray[np.float32]]:
    """The sound of a file part by part, without gaps: where it has none for a while, there is silence."""
    empty = True
    try:
        with av.open(file, "r", container_options={"format_whitelist": FORMS}) as container:
            for part in _parts(container, name, rate):
                empty = False
                yield part
    except av.ArgumentError:  # how FFmpeg refuses a form that is not on the list
        raise _unreadable(name, f"it is no {_KNOWN}") from None
    except _BROKEN as error:
        raise _unreadable(name, (getattr(error, "strerror", None) or str(error)).lower()) from None
    if empty:
        raise bad_input(f"{name} has no sound", "record it again, with a microphone", code="take-file")


def _parts(container: InputContainer, name: str, rate: int) -> Iterator[NDArray[np.float32]]:
    graph = None
    begun = Fraction(container.start_time or 0, 1_000_000)  # of an MP3, what its encoder put before the sound
    for frame in _frames(container):
        graph = graph or _graph(frame, rate)
        if frame.pts is not None and frame.time_base:
            time = frame.pts * frame.time_base - begun
            if time > MOST:  # asked before the gap is filled with silence
                hint = "cut it in parts, and call each by the id of its short"
                raise bad_input(f"{name} has more than {MOST // 60} minutes of sound", hint, code="take-file")
            frame.pts = round(time / frame.time_base)
        graph.push(frame)
        yield from _pulled(graph)
    if graph:
        graph.push(None)
        yield from _pulled(graph)


def _frames(container: InputContainer) -> Iterator[AudioFrame]:
    """Those of the first sound that there is a decoder for."""
    stream = next((one for one in container.streams.audio if one.codec_context), None)
    return container.decode(stream) if stream else iter(())


def _graph(frame: AudioFrame, rate: int) -> Graph:
    """Mono floats at `rate`, each at its time: gaps are filled with silence, also that before the first sample."""
    graph = av.filter.Graph()
    form, layout = frame.format.name, frame.layout.name
    filters = (
        graph.add_abuffer(sample_rate=frame.sample_rate, format=form, layout=layout, time_base=frame.time_base),
        graph.add("aresample", f"{rate}:async=1:first_pts=0:rematrix_maxval=1"),
        graph.add("aformat", f"sample_fmts=flt:sample_rates={rate}:channel_layouts=mono"),
        graph.add("abuffersink"),
    )
    graph.link_nodes(*filters).configure()
    return graph


def _pulled(graph: Graph) -> Iterator[NDArray[np.float32]]:
    while True:
        try:
            yield graph.pull().to_ndarray()[0]
        except (av.BlockingIOError, av.EOFError):
            return


def _unreadable(name: str, why: str) -> InputError:
    return bad_input(f"cannot read the sound of {name}: {why}", f"save it as {_KNOWN}", code="take-file")
