"""The languages whose code has colours.

A lexer of pygments may take minutes for a few thousand characters that a stranger chose. Those of these languages were
each tried with some thousand such texts: that of Python takes time with their length, the others at most a quarter of a
second for as many characters as a slide shows.
"""

from __future__ import annotations

_NAMES = {
    "python": "py python3 py3",
    "pycon": "python-console",
    "bash": "sh shell zsh",
    "console": "shell-session",
    "powershell": "pwsh ps1",
    "bat": "batch cmd dosbatch",
    "c": "h",
    "cpp": "c++ cuda cu",
    "css": "",
    "cmake": "",
    "go": "golang",
    "haskell": "hs",
    "html": "",
    "ini": "cfg",
    "java": "",
    "javascript": "js",
    "json": "",
    "julia": "jl",
    "kotlin": "",
    "lua": "",
    "markdown": "md",
    "matlab": "",
    "perl": "pl",
    "php": "",
    "r": "rscript",
    "ruby": "rb",
    "rust": "rs",
    "sql": "",
    "swift": "",
    "toml": "",
    "typescript": "ts",
    "xml": "",
    "yaml": "yml",
}

PLAIN = frozenset(["none", "output", "plain", "plaintext", "text", "txt"])
"""What code is called that wants no colours."""

LANGUAGES = {word: name for name, others in _NAMES.items() for word in (name, *others.split())}
"""By each word for it, the name by which pygments knows a language."""
