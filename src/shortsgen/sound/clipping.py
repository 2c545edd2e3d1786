"""Where a recording was too loud for its recorder."""

from __future__ import annotations

import numpy as np

from shortsgen.sound.sound import Sound

_FULL = 0.997  # of full scale, which encoders do not keep to the last step
_IN_A_ROW = 3  # samples; a single one may be a peak


def clipped(sound: Sound) -> int:
    """How many times several samples in a row are at full scale."""
    full = np.concatenate([[False], np.abs(sound.samples) >= _FULL, [False]]).astype(np.int8)
    steps = np.diff(full)
    lengths = np.flatnonzero(steps == -1) - np.flatnonzero(steps == 1)
    return int(np.count_nonzero(lengths >= _IN_A_ROW))
