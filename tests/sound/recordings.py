"""Files of sound and video, made by the encoders of PyAV as cameras and phones make them."""

from __future__ import annotations

import io

import av
import numpy as np

from shortsgen.sound.sound import Sound

# suffix -> what FFmpeg calls the form of the file, the codec of its sound
FORMS = {
    ".wav": ("wav", "pcm_s16le"),
    ".m4a": ("ipod", "aac"),
    ".mp3": ("mp3", "libmp3lame"),
    ".mp4": ("mp4", "aac"),
    ".mov": ("mov", "pcm_s16le"),
}


def encoded(sound: Sound, suffix: str, layout: str = "mono", picture: bool = False, fps: int = 30) -> bytes:
    """A file with this sound, and perhaps with a picture that grows lighter from frame to frame."""
    form, codec = FORMS[suffix]
    data = io.BytesIO()
    with av.open(data, "w", format=form) as container:
        film = _film(container, fps) if picture else None
        stream = container.add_stream(codec, rate=sound.rate, layout=layout)
        if film:
            _shoot(container, film, round(sound.length * fps / 1000))
        sides = np.tile(sound.samples, (2 if layout == "stereo" else 1, 1))  # as loud on both as on one
        frame = av.AudioFrame.from_ndarray(sides, format="fltp", layout=layout)
        frame.sample_rate, frame.pts = sound.rate, 0
        size = stream.codec_context.frame_size or None
        resampler = av.AudioResampler(stream.format.name, layout, sound.rate, size)
        for part in (frame, None):
            for resampled in resampler.resample(part):
                container.mux(stream.encode(resampled))
        container.mux(stream.encode(None))
    return data.getvalue()


def _film(container: av.container.OutputContainer, fps: int) -> av.VideoStream:
    stream = container.add_stream("libx264", rate=fps, options={"preset": "ultrafast", "bf": "0"})
    stream.width, stream.height, stream.pix_fmt = 72, 128, "yuv420p"
    return stream


def _shoot(container: av.container.OutputContainer, stream: av.VideoStream, frames: int) -> None:
    for number in range(frames):
        grey = np.full((128, 72, 3), number % 256, np.uint8)
        container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
    container.mux(stream.encode(None))
