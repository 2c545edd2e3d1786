"""The lines with which names are imported."""

from __future__ import annotations

import sys

from shortsgen.propose.scope import bindings
from shortsgen.script.model import Day, Short

_DATA = ("DataLoader", "Dataset", "Subset", "TensorDataset", "random_split")
_COLLECTIONS = ("Counter", "OrderedDict", "defaultdict", "deque", "namedtuple")
_USUAL = {
    "torch": "import torch",
    "nn": "import torch.nn as nn",
    "F": "import torch.nn.functional as F",
    "optim": "import torch.optim as optim",
    "Tensor": "from torch import Tensor",
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "pd": "import pandas as pd",
    "sns": "import seaborn as sns",
    "tqdm": "from tqdm import tqdm",
    "datasets": "from torchvision import datasets",
    "transforms": "from torchvision import transforms",
    "Image": "from PIL import Image",
    "Path": "from pathlib import Path",
    "dataclass": "from dataclasses import dataclass",
    "deepcopy": "from copy import deepcopy",
    **{name: f"from torch.utils.data import {name}" for name in _DATA},
    **{name: f"from collections import {name}" for name in _COLLECTIONS},
}


def import_line(name: str, short: Short, day: Day) -> tuple[str, Short | None]:
    """The line with which another short imports a name, and that short; else the usual one, or ""."""
    for other in sorted(day.shorts, key=lambda other: (other.number > short.number, -other.number)):
        for code in (other.code, other.setup):
            if code and (line := bindings(code.text).get(name)):
                return line, other
    return _USUAL.get(name) or (f"import {name}" if name in sys.stdlib_module_names else ""), None


def imported(short: Short) -> tuple[str, ...]:
    """The packages that the code of a short imports, as they are imported; torch, which all is about, is none."""
    lines = [line for code in (short.setup, short.code) if code for line in bindings(code.text).values() if line]
    packages = dict.fromkeys(line.split()[1].partition(".")[0] for line in lines)
    return tuple(package for package in packages if package not in ("", "torch", *sys.stdlib_module_names))
