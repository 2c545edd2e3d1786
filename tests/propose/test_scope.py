"""Which names code leaves behind."""

from __future__ import annotations

import pytest

from shortsgen.propose.scope import bindings


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("x = 1", "x"),
        ("x, (y, *z) = 1, (2, 3)", "x y z"),
        ("x: int = 1", "x"),
        ("x += 1", "x"),
        ("if a:\n  x = 1\nelse:\n  y = 1", "x y"),
        ("try:\n  x = 1\nexcept E as e:\n  y = 1\nfinally:\n  z = 1", "x y z"),
        ("with a as x:\n  y = 1", "x y"),
        ("for x in a:\n  y = 1", "x y"),
        ("while (x := a):\n  y = 1", "x y"),
        (
            "match a:\n  case [x, *y]: pass\n  case {'k': z, **rest}: pass\n  case str() as word: pass",
            "x y z rest word",
        ),
        ("def f(x, y=1):\n  z = 1", "f"),
        ("async def f():\n  z = 1", "f"),
        ("class C:\n  x = 1", "C"),
        ("[i for i in a]\n{i: j for i, j in a}\n{k for k in a}\nlist(n for n in a)", ""),
        ("[last := i for i in a]", "last"),
        ("lambda x: (y := x)", ""),
        ("x = 1\ndel x", ""),
        ("x = y = 1\ndel x\nx = 2", "x y"),
        ("x.y = 1\nx[0] = 1", ""),
        ("print(x)", ""),
        ("x = = 1", ""),
        ("x = " + "(" * 5000, ""),
    ],
)
def test_names_that_code_defines(code: str, names: str) -> None:
    assert dict(bindings(code)) == dict.fromkeys(names.split(), "")


@pytest.mark.parametrize(
    ("code", "name", "line"),
    [
        ("import torch", "torch", "import torch"),
        ("import torch.nn", "torch", "import torch.nn"),
        ("import torch.nn as nn, os", "nn", "import torch.nn as nn"),
        ("from torch import nn", "nn", "from torch import nn"),
        ("from torch.nn import Linear as L", "L", "from torch.nn import Linear as L"),
        ("try:\n  import torch\nexcept ImportError: pass", "torch", "import torch"),
        ("import torch\ntorch = 1", "torch", ""),
    ],
)
def test_names_that_code_imports_with_the_line_that_does(code: str, name: str, line: str) -> None:
    assert bindings(code)[name] == line
