"""Which names code leaves behind."""

from __future__ import annotations

import pytest

from shortsgen.propose.scope import bindings, scope


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


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("print(x)", "x"),
        ("x = 1\nprint(x)", ""),
        ("print(x)\nx = 1", "x"),
        ("x += 1", "x"),
        ("x = f(x)", "f x"),
        ("x: int = y", "y"),
        ("print(f'{x:>{width}}')", "x width"),
        ("if a:\n  x = 1\nprint(x)", "a"),
        ("x = 1\ndel x\nprint(x)", "x"),
        ("for x in xs:\n  print(x)", "xs"),
        ("with a as x:\n  print(x)", "a"),
        ("try:\n  a\nexcept E as e:\n  print(e)\nprint(e)", "a E e"),
        ("print(y := x, y)", "x"),
        ("[i * k for i in a if i > n]", "a n k"),
        ("[j for i in a for j in i]\nprint(i)", "a i"),
        ("{k: v for k, v in a.items()}", "a"),
        ("[last := i for i in a]\nprint(last)", "a"),
        ("@register\ndef f(x=start): pass", "register start"),
        ("class C(Base, metaclass=M):\n  y = x\n  z = y\nprint(C)", "Base M x"),
        ("class C:\n  x = 1\n  def f(self): return x\nprint(x)", "x"),
        ("match a:\n  case [x, *y]: print(x, y)", "a"),
        ("x.append(1)\nopt.step()", "x opt"),
        ("x[0] = 1", "x"),
        ("print(__name__, len, ValueError)", ""),
        ("print(__file__)", "__file__"),
        ("from torch.nn import *\nprint(Linear)", ""),
        ("print(Linear)\nfrom torch.nn import *", "Linear"),
        ("import torch.nn\nprint(torch)", ""),
        ("!pip install x\nprint(y)", ""),
    ],
)
def test_names_that_code_looks_up_before_it_binds_them(code: str, names: str) -> None:
    assert scope(code).uses == tuple(names.split())


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def f(x, *y, z=1, **k): return x, y, z, k, model", "model"),
        ("def f(): return model\nmodel = 1", ""),
        ("def f():\n  model = 1\n  def g(): return model, x\n  return g", "x"),
        ("f = lambda x: x + y", "y"),
        ("def f(x: Tensor) -> Other: pass\nz: Third = 1", "Tensor Other Third"),
        ("class C:\n  def f(self): return F.relu(self.x)", "F"),
        ("def f():\n  global x\n  x = y\nprint(x)", "y"),
        ("def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2", ""),
        ("def f(): return [a for a in b]", "b"),
    ],
)
def test_names_that_only_functions_look_up(code: str, names: str) -> None:
    assert scope(code).later == tuple(names.split())


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("x.append(1)", "x"),
        ("opt.step()", "opt"),
        ("x[0] = 1\ndel y['a']", "x y"),
        ("model.fc.weight = w", "model"),
        ("w.data[0].fill_(1)", "w"),
        ("model.eval()\nopt.zero_grad()\nmodel.parameters()", ""),
        ("x.__len__()", ""),
        ("x = 1", ""),
    ],
)
def test_names_whose_things_code_changes_in_place(code: str, names: str) -> None:
    assert scope(code).changes == frozenset(names.split())
