"""Other ways to execute the same snippets: all in one process, one process each, one notebook each."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.measure import timed

_ONE_PROCESS = """\
import os
import sys
import torch

sys.stdout = open(os.devnull, "w")
for source in {sources!r}:
    exec(source, {{"__name__": "__main__"}})
"""
_EXECUTE = "from nbclient.cli import main; main()"


def one_process(sources: Sequence[str], folder: Path) -> Path:
    """A program that imports torch and executes all of `sources`, each in a fresh namespace."""
    program = folder / "one_process.py"
    program.write_text(_ONE_PROCESS.format(sources=list(sources)), "utf-8")
    return program


def process_each(sources: Sequence[str], folder: Path) -> float:
    """Seconds with an interpreter for each, one after the other."""
    return sum(timed([sys.executable, "-c", source], folder) for source in sources)


def has_notebooks() -> bool:
    return find_spec("nbclient") is not None and find_spec("ipykernel") is not None


def notebook_each(sources: Sequence[str], folder: Path) -> float:
    """Seconds of one nbclient with a notebook, and so a kernel, for each, one after the other."""
    names = [f"short{number}.ipynb" for number in range(1, len(sources) + 1)]
    for name, source in zip(names, sources, strict=True):
        (folder / name).write_text(json.dumps(_notebook(source)), "utf-8")
    return timed([sys.executable, "-c", _EXECUTE, "--kernel_name=python3", *names], folder, {"HOME": str(folder)})


def _notebook(source: str) -> dict[str, object]:
    cell: dict[str, object] = {"cell_type": "code", "id": "code", "source": source}
    cell |= {"metadata": {}, "outputs": [], "execution_count": None}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
