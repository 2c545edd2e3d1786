"""What a snippet is kept from: the network, a GPU, an input, files that it did not name, modules never shown."""

from __future__ import annotations

import ast
import json
import re

from shortsgen.choices import Device
from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure
from shortsgen.run.snippet import Snippet

# What the resolvers of Linux, macOS and Windows say, what the kernel says, and what torch.hub makes of it.
_NO_NETWORK = re.compile(
    "Temporary failure in name resolution|Name or service not known|No address associated with hostname"
    "|nodename nor servname provided|getaddrinfo failed|Network is unreachable|there is no internet connection"
)
_NO_FILE = re.compile(r"No such file or directory: ('.*'|\".*\")")
_NO_MODULE = re.compile(r"(?:No module named|cannot import name '\w+' from|module) '(?P<name>\w+)[\w.]*'")
_OF_MODULES = ("ModuleNotFoundError", "ImportError", "AttributeError")
_NOT_BUILT = "Torch not compiled with CUDA enabled"
_NO_CARD = re.compile(
    f"{_NOT_BUILT}|Found no NVIDIA driver|No CUDA GPUs are available|torch.cuda.is_available\\(\\) is False"
)
_HOME = "/short/"  # the working folder, as it is told
_PLAIN_PATH = re.compile(r"[\w./-]+")


def no_network(snippet: Snippet, error: Failure, _known: Known) -> str:
    """Libraries wrap the error of the socket in errors of their own, so the traceback counts too."""
    if snippet.network or not _NO_NETWORK.search(f"{error.message}\n{error.traceback}"):
        return ""
    return "code has no network: set `network: true` on the short, and run with `--allow-network`"


def no_card(snippet: Snippet, error: Failure, _known: Known) -> str:
    """What torch says where it finds no GPU; to torch.load, that it may map its tensors to the CPU."""
    if not _NO_CARD.search(error.message):
        return ""
    if snippet.device is Device.CPU:
        return "code finds no GPU: set `device: cuda` on the short, if it needs one"
    cpu_alone = _NOT_BUILT in error.message
    return "this torch is built for the CPU alone: install one that is built for CUDA" if cpu_alone else ""


def end_of_input(_snippet: Snippet, error: Failure, _known: Known) -> str:
    """What `input()` raises."""
    if error.type != "EOFError" or error.message != "EOF when reading a line":
        return ""
    answer = r'`import io, sys; sys.stdin = io.StringIO("the answer\n")`'
    return f"nobody answers: write the value into the code, or let the short's `setup` answer with {answer}"


def hidden_module(_snippet: Snippet, error: Failure, known: Known) -> str:
    """A module that is installed where the sandbox lets no code look; a package may seem to be there, and empty."""
    match = _NO_MODULE.match(error.message) if error.type in _OF_MODULES else None
    why = known.why_hidden(match["name"]) if match else ""
    return f"{why}; install it elsewhere, or use `--sandbox basic`" if why else ""


def missing_file(snippet: Snippet, error: Failure, known: Known) -> str:
    """A file that lies in the project, where code looks for it by its path from the root."""
    match = _NO_FILE.search(error.message) if error.type == "FileNotFoundError" else None
    path = _path(match[1]).removeprefix(_HOME) if match else ""
    if not path or path.startswith(("/", "..")) or path in snippet.short.files:
        return ""
    if known.has_file(path):
        named = ", ".join(map(_in_yaml, (*snippet.short.files, path)))
        return f"code finds only the files that the short names: `files: [{named}]`"
    return f"code starts in an empty folder: make {path} in `setup`, or put it into the project and name it in `files`"


def _path(literal: str) -> str:
    try:
        return str(ast.literal_eval(literal))
    except (SyntaxError, ValueError):
        return ""


def _in_yaml(path: str) -> str:
    return path if _PLAIN_PATH.fullmatch(path) else json.dumps(path, ensure_ascii=False)
