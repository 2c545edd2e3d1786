"""The style of figures: a matplotlibrc file for each look, which counts until the code sets something itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def apply(look: str) -> None:
    """Have matplotlib draw for slides of this look, without importing it. Before any code of the script."""
    file = os.environ["MATPLOTLIBRC"] = str(Path(__file__).with_name(f"{look}.matplotlibrc"))
    if "matplotlib" in sys.modules:  # it came with something that the server imported
        sys.modules["matplotlib"].rc_file(file)
