"""Packages of others: whether they are here, and what pip calls those whose import name is another one."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.util import find_spec

# A table, because what knows the names of distributions knows only those that are installed.
_DISTRIBUTIONS = {
    "Bio": "biopython",
    "IPython": "ipython",
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "dotenv": "python-dotenv",
    "git": "GitPython",
    "jwt": "PyJWT",
    "pytorch_lightning": "pytorch-lightning",
    "sentence_transformers": "sentence-transformers",
    "serial": "pyserial",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "torch_geometric": "torch-geometric",
    "umap": "umap-learn",
    "yaml": "PyYAML",
}
_OFTEN = ("matplotlib", "numpy", "pandas", "scipy", "sklearn", "torch", "torchaudio", "torchvision")


def distribution(package: str) -> str:
    """The name under which pip installs an import package."""
    return _DISTRIBUTIONS.get(package, package)


def installed(package: str) -> bool:
    """Whether a package can be imported here; a dotted name stands for what it is a part of."""
    try:
        return find_spec(package.partition(".")[0]) is not None
    except (ImportError, ValueError):
        return False


def meant(package: str) -> str:
    """The package that is often used and called almost so, or "". What is mistyped is never to be installed: under such
    names strangers wait."""
    close = get_close_matches(package, _OFTEN, cutoff=0.75) if package not in _OFTEN else []
    return close[0] if close else ""
