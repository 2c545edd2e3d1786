"""Sounds through the filters of FFmpeg."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av import AudioFrame

from shortsgen.sound.sound import Sound

_NO_MORE = (av.BlockingIOError, av.EOFError)
Filter = tuple[str, str]  # its name and its options


def filtered(sound: Sound, *filters: Filter) -> Sound:
    """A sound of the same rate, out of a chain of filters that leave it so."""
    frames = list(_run((sound,), filters))
    return Sound(np.concatenate([frame.to_ndarray()[0] for frame in frames]), sound.rate)


def said_by(sound: Sound, *filters: Filter) -> dict[str, str]:
    """What the last filter tells of the whole sound."""
    told: dict[str, str] = {}
    for frame in _run((sound,), filters):
        told = dict(frame.metadata) or told
    return told


def filtered_by(sound: Sound, other: Sound, *filters: Filter) -> Sound:
    """The same where the first filter listens to another sound beside it, of the same rate and length."""
    frames = list(_run((sound, other), filters))
    return Sound(np.concatenate([frame.to_ndarray()[0] for frame in frames]), sound.rate)


def _run(sounds: tuple[Sound, ...], filters: tuple[Filter, ...]) -> Iterator[AudioFrame]:
    graph, step = av.filter.Graph(), Fraction(1, sounds[0].rate)
    shape: dict[str, Any] = {"sample_rate": sounds[0].rate, "format": "flt", "layout": "mono", "time_base": step}
    sources = [graph.add_abuffer(**shape) for _ in sounds]
    chain = [graph.add(name, options) for name, options in filters]
    for place, source in enumerate(sources):
        source.link_to(chain[0], 0, place)
    graph.link_nodes(*chain, graph.add("aformat", "sample_fmts=flt:channel_layouts=mono"), graph.add("abuffersink"))
    graph.configure()
    for source, sound in zip(sources, sounds, strict=True):
        frame = AudioFrame.from_ndarray(sound.samples.reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = sound.rate, step, 0
        source.push(frame)
        source.push(None)
    while True:
        try:
            yield graph.pull()  # type: ignore[misc]
        except _NO_MORE:
            return
