"""What is said of names and modules that are not there; the hints that can be followed are, and cure."""

from __future__ import annotations

import pytest

from shortsgen.run.snippet import snippets
from shortsgen.script.load import load
from tests.rules.conftest import Told, block, day

pytestmark = pytest.mark.torch

MODEL = "code: |\n  model = [4, 2]"
USES = "code: |\n  print(model)"
NOTHING = "code: |\n  pass"


def test_a_name_that_another_short_defines_is_told_with_that_short(told: Told) -> None:
    assert told(MODEL, USES) == [
        block("""
        scripts_yaml/day.yaml:14:13: error[snippet-raised] 02 s2: NameError: name 'model' is not defined
           14 |       print(model)
              |             ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 14, in <module>
              |     print(model)
              | NameError: name 'model' is not defined
          hint: `model` is defined in 01 s1: add `needs: [s1]`
        """)
    ]
    assert told(MODEL, f"{USES}\nneeds: [s1]") == []


def test_of_several_that_define_it_the_nearest_earlier_one_is_told(hints: Told) -> None:
    shorts = [MODEL, MODEL, NOTHING, USES, MODEL]
    assert hints(*shorts) == ["`model` is defined in 02 s2: add `needs: [s2]`"]
    assert hints(*shorts) == ["`model` is defined in 02 s2: add `needs: [s2]`"], "also where those are recorded"


def test_what_the_short_needs_already_stays(hints: Told) -> None:
    assert hints(MODEL, NOTHING, f"{USES}\nneeds: [s2]") == ["`model` is defined in 01 s1: set `needs: [s2, s1]`"]


@pytest.mark.parametrize(
    "code",
    [
        "if True:\n    model = 1",
        "try:\n    model = 1\n  finally: pass",
        "import io\n  with io.StringIO() as model: pass",
        "for model in [1]: pass",
        "class model: pass",
    ],
)
def test_names_are_found_wherever_the_top_level_binds_them(hints: Told, code: str) -> None:
    assert hints(f"code: |\n  {code}", USES) == ["`model` is defined in 01 s1: add `needs: [s1]`"]
    assert hints(f"code: |\n  {code}", f"{USES}\nneeds: [s1]") == []


@pytest.mark.parametrize("code", ["[model for model in [1]]", "def f():\n    model = 1", "model = 1\n  del model"])
def test_names_that_do_not_outlive_the_code_are_none(hints: Told, code: str) -> None:
    assert hints(f"code: |\n  {code}", USES) == ["define `model` in the code, or in the short's `setup`"]


def test_a_short_that_fails_itself_is_passed_over(hints: Told) -> None:
    failing = "code: |\n  model = 1\n  1 / 0"
    assert hints(MODEL, failing, USES) == ["", "`model` is defined in 01 s1: add `needs: [s1]`"]


def test_where_each_that_defines_it_fails_that_one_is_to_be_mended(hints: Told) -> None:
    failing = "code: |\n  model = 1\n  1 / 0"
    assert hints(failing, USES) == ["", "`model` is defined in 01 s1, which fails: mend that one first"]
    assert hints(failing, failing, USES)[2] == "`model` is defined in 02 s2, which fails: mend that one first"


@pytest.mark.parametrize("keys", ["\n  1 / 0\nraises: ZeroDivisionError", "\nskip: it takes long"])
def test_a_short_that_is_meant_to_fail_or_skipped_is_never_proposed(hints: Told, keys: str) -> None:
    assert hints(MODEL + keys, USES) == ["define `model` in the short's `setup`"]
    assert hints(MODEL + keys, USES, only=["s2"]) == ["define `model` in the short's `setup`"]


def test_a_short_that_is_needed_already_is_never_proposed_again(hints: Told) -> None:
    never = "code: |\n  if False: model = 1"
    assert hints(never, f"{USES}\nneeds: [s1]") == ["define `model` in the short's `setup`"]


def test_a_short_that_comes_later_is_named_and_never_proposed(hints: Told) -> None:
    assert hints(USES, NOTHING, MODEL, MODEL) == [
        "`model` is defined only later, in 03 s3: define it in the short's `setup`, or move that one up"
    ]


def test_needs_that_would_form_a_circle_are_never_proposed(hints: Told) -> None:
    of_the_second = f"{MODEL}\nneeds: [s2]"
    assert hints(of_the_second, USES) == [
        "it needs 02 s2, which fails: mend that one",
        "define `model` in the short's `setup`",
    ]
    assert hints(of_the_second, USES, only=["s2"]) == ["define `model` in the short's `setup`"]


def test_a_name_that_others_only_import_is_to_be_imported_in_the_setup_with_the_same_line(told: Told) -> None:
    importing = "code: |\n  import torch.nn as nn\n  net = nn.Linear(1, 1)"
    using = "code: |\n  print(nn.Linear(4, 2).in_features)"
    assert told(importing, using) == [
        block("""
        scripts_yaml/day.yaml:15:13: error[snippet-raised] 02 s2: NameError: name 'nn' is not defined
           15 |       print(nn.Linear(4, 2).in_features)
              |             ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 15, in <module>
              |     print(nn.Linear(4, 2).in_features)
              | NameError: name 'nn' is not defined
          hint: put `import torch.nn as nn` into the short's `setup`, or into its code
        """)
    ]
    assert told(importing, f"{using}\nsetup: import torch.nn as nn") == []


def test_the_nearest_line_that_imports_a_name_is_taken_from_setups_and_later_shorts_too(hints: Told) -> None:
    using, second = "code: |\n  print(nn)", "code: |\n  pass\nsetup: from torch import nn"
    assert hints(using, second) == ["put `from torch import nn` into the short's `setup`, or into its code"]
    third = "code: |\n  import torch.nn as nn"
    assert hints(third, second, using)[0].startswith("put `from torch import nn`")
    assert hints(third, using, second)[0].startswith("put `import torch.nn as nn`"), "earlier ones come first"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("math", "import math"),
        ("torch", "import torch"),
        ("F", "import torch.nn.functional as F"),
        ("np", "import numpy as np"),
        ("plt", "import matplotlib.pyplot as plt"),
    ],
)
def test_a_name_that_is_usually_imported_is_told_with_the_usual_line(hints: Told, name: str, line: str) -> None:
    assert hints(f"code: |\n  print({name})") == [f"put `{line}` into the short's `setup`, or into its code"]


@pytest.mark.parametrize("code", ["print(model)\n  model = 1", "if 0: model = 1\n  print(model)", "model = model + 1"])
def test_a_name_that_the_code_uses_too_early_is_to_be_defined_above(hints: Told, code: str) -> None:
    assert hints(f"code: |\n  {code}") == ["`model` is used before the code defines it: define it above this line"]


def test_a_name_that_the_code_carries_on_is_taken_from_the_short_before(hints: Told) -> None:
    assert hints("code: |\n  total = 1", "code: |\n  total += 1") == ["`total` is defined in 01 s1: add `needs: [s1]`"]


def test_who_needs_a_short_that_fails_is_told_so(told: Told) -> None:
    failing, needing = "code: |\n  model = 1 / 0", f"{USES}\nneeds: [s1]"
    assert told(failing, needing)[1] == block("""
        scripts_yaml/day.yaml:8:15: error[snippet-raised] 02 s2: ZeroDivisionError: division by zero
            8 |       model = 1 / 0
              |               ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 8, in <module>
              |     model = 1 / 0
              | ZeroDivisionError: division by zero
          hint: it needs 01 s1, which fails: mend that one
        """)


def test_who_needs_a_short_whose_setup_fails_is_told_so(hints: Told) -> None:
    failing = f"{MODEL}\nsetup: 1 / 0"
    assert hints(failing, f"{USES}\nneeds: [s1]") == ["", "it needs 01 s1, which fails: mend that one"]


def test_who_needs_a_short_that_is_meant_to_fail_is_told_what_to_do_instead(hints: Told) -> None:
    failing = "code: |\n  model = 1 / 0\nraises: ZeroDivisionError"
    assert hints(failing, f"{USES}\nneeds: [s1]") == [
        "01 s1 is meant to fail, so no short can need it: copy what is used into `setup`"
    ]


NO_PACKAGES = "setup: import sys; sys.path.clear()"


def test_a_missing_package_is_told_as_pip_calls_it(told: Told) -> None:
    assert told(f"code: |\n  import sklearn.svm\n{NO_PACKAGES}") == [
        block("""
        scripts_yaml/day.yaml:8:7: error[snippet-raised] 01 s1: ModuleNotFoundError: No module named 'sklearn'
            8 |       import sklearn.svm
              |       ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 8, in <module>
              |     import sklearn.svm
              | ModuleNotFoundError: No module named 'sklearn'
          hint: `pip install scikit-learn`; with `requires: [sklearn]` the short is skipped where that is missing
        """)
    ]


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("cv2", "opencv-python"),
        ("PIL", "pillow"),
        ("yaml", "PyYAML"),
        ("skimage", "scikit-image"),
        ("torchmetrics", "torchmetrics"),
    ],
)
def test_import_names_are_not_always_those_of_pip(hints: Told, module: str, name: str) -> None:
    [hint] = hints(f"code: |\n  import {module}\n{NO_PACKAGES}")
    assert hint == f"`pip install {name}`; with `requires: [{module}]` the short is skipped where that is missing"


@pytest.mark.parametrize(
    ("module", "hint"),
    [
        ("trch", "did you mean `torch`?"),
        ("nunpy", "did you mean `numpy`?"),
        ("torch.nnn", ""),
        ("_tkinter", ""),
    ],
)
def test_nothing_is_to_be_installed_that_is_mistyped_or_cannot_be(hints: Told, module: str, hint: str) -> None:
    gone = f"code: |\n  import {module}\n{NO_PACKAGES if module == '_tkinter' else ''}"
    assert hints(gone) == [hint]


def test_the_reason_to_skip_a_short_names_the_package_as_pip_does() -> None:
    script = day(f"{NOTHING}\nrequires: [Bio.Seq, no_such_package_here]")
    [snippet] = snippets(load(script, "scripts_yaml/day.yaml", "day"))
    assert snippet.skip == "it requires Bio.Seq (biopython for pip) and no_such_package_here, which are not installed"
