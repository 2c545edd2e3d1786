"""What is said of code that fails: it is really executed, and what a person sees is held to the letter."""

from __future__ import annotations

import pytest

from shortsgen.project import Project
from tests.rules.conftest import Told, block

pytestmark = pytest.mark.torch


def test_a_curly_quote_is_named_with_what_to_type(told: Told) -> None:
    assert told("code: |\n  print(“hello”)") == [
        block("""
        scripts_yaml/day.yaml:8:13: error[snippet-raised] 01 s1: SyntaxError: invalid character '“' (U+201C)
            8 |       print(“hello”)
              |             ^
              |   File "scripts_yaml/day.yaml", line 8
              |     print(“hello”)
              | SyntaxError: invalid character '“' (U+201C)
          hint: `“` is a curly quote: type straight ones, `"`
        """)
    ]


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("print(‘hello’)", "`‘` is a curly quote: type straight ones, `'`"),
        ('print("hello”)', '`”` is a curly quote: type straight ones, `"`'),
        ("x = 3 – 2", "`–` is an en dash: type `-`"),
        ("x = 3 × 2", "`×` is a multiplication sign: type `*`"),
        ("print（1）", "`（` is a fullwidth left parenthesis: type `(`"),
        ("x =\u00a01", "a no-break space looks like nothing: type a plain space"),
        ("x =\u200b1", "a zero width space looks like nothing: type the line anew"),
        ("!pip install torch", "only a notebook knows such lines: leave it out, or show it as one of the `listings`"),
        ("%matplotlib inline", "only a notebook knows such lines: leave it out, or show it as one of the `listings`"),
        (">>> print(1)", "leave the prompt out: `code` holds what is typed after it"),
        ("x = 3 € 2", ""),
        ("x = '“'\n  y = \"abc", ""),
        ("x = “中", '`“` is a curly quote: type straight ones, `"`'),
        ("if True\n      print(1)", ""),
        ("x = (1", ""),
        ("print('“' 1)", ""),
    ],
)
def test_a_syntax_error_has_a_hint_only_where_python_does_not_say_it_all(hints: Told, code: str, hint: str) -> None:
    assert hints(f"code: |\n  {code}") == [hint]


def test_a_curly_quote_in_the_setup_is_found_there(hints: Told) -> None:
    assert hints("code: |\n  print(1)\nsetup: |\n  x = “a”") == ['`“` is a curly quote: type straight ones, `"`']


def test_a_file_of_the_project_is_to_be_named_in_files(told: Told, project: Project) -> None:
    (project.root / "data").mkdir()
    (project.root / "data" / "points.csv").write_text("x,y\n")
    assert told('code: |\n  print(open("data/points.csv").read())') == [
        block("""
        scripts_yaml/day.yaml:8:13: error[snippet-raised] 01 s1: FileNotFoundError: [Errno 2] No such file or directory: 'data/points.csv'
            8 |       print(open("data/points.csv").read())
              |             ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 8, in <module>
              |     print(open("data/points.csv").read())
              | FileNotFoundError: [Errno 2] No such file or directory: 'data/points.csv'
          hint: code finds only the files that the short names: `files: [data/points.csv]`
        """)  # noqa: E501
    ]
    assert told('code: |\n  print(open("data/points.csv").read())\nfiles: [data/points.csv]') == []


def test_further_files_are_added_to_those_that_are_named(hints: Told, project: Project) -> None:
    (project.root / "a.csv").touch()
    (project.root / "b, für uns.csv").touch()
    code = 'code: |\n  open("b, für uns.csv")\nfiles: [a.csv]'
    [hint] = hints(code)
    assert hint == 'code finds only the files that the short names: `files: [a.csv, "b, für uns.csv"]`'
    assert hints(code.replace("[a.csv]", '[a.csv, "b, für uns.csv"]')) == []


def test_a_file_is_found_in_the_project_by_its_path_from_the_working_folder(hints: Told, project: Project) -> None:
    (project.root / "a.csv").touch()
    assert hints('code: |\n  import os\n  open(os.path.abspath("a.csv"))') == [
        "code finds only the files that the short names: `files: [a.csv]`"
    ]


def test_a_file_that_is_named_is_not_to_be_named_again(hints: Told, project: Project) -> None:
    (project.root / "a.csv").touch()
    code = 'code: |\n  import os\n  os.mkdir("other")\n  os.chdir("other")\n  open("a.csv")\nfiles: [a.csv]'
    assert hints(code) == [""]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (
            "model.pt",
            "code starts in an empty folder: make model.pt in `setup`, or put it into the project and name it in "
            "`files`",
        ),
        ("/no/such", ""),
        ("../day.yaml", ""),
    ],
)
def test_a_file_that_the_project_does_not_have_is_not_to_be_named(hints: Told, path: str, hint: str) -> None:
    assert hints(f'code: |\n  open("{path}")') == [hint]


def test_only_an_error_of_a_file_is_cured_with_a_file(hints: Told) -> None:
    assert hints("code: |\n  raise ValueError(\"No such file or directory: 'model.pt'\")") == [""]


@pytest.mark.parametrize(
    "code",
    [
        'import urllib.request\n  urllib.request.urlopen("http://no-such-host.invalid")',
        'import socket\n  socket.create_connection(("no-such-host.invalid", 80))',
        'import torch\n  torch.hub.load("no/such", "model")',
        'import socket\n  try: socket.create_connection(("no-such-host.invalid", 80))\n  except OSError: raise E',
    ],
)
def test_a_denied_network_names_what_asks_for_it_and_what_allows_it(hints: Told, code: str) -> None:
    assert hints(f"code: |\n  {code}") == [
        "code has no network: set `network: true` on the short, and run with `--allow-network`"
    ]


def test_who_has_the_network_is_not_told_to_ask_for_it(hints: Told) -> None:
    code = 'code: |\n  import socket\n  socket.create_connection(("no-such-host.invalid", 80))\nnetwork: true'
    assert hints(code) == [""]


def test_a_server_that_is_not_there_needs_no_network(hints: Told) -> None:
    assert hints('code: |\n  import socket\n  socket.create_connection(("127.0.0.1", 9))') == [""]


@pytest.mark.parametrize(
    "says",
    [
        "AssertionError('Torch not compiled with CUDA enabled')",
        "RuntimeError('Found no NVIDIA driver on your system. Please check')",
        "RuntimeError('No CUDA GPUs are available')",
        "RuntimeError('Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False.')",
    ],
)
def test_a_gpu_that_torch_does_not_find_is_to_be_asked_for(hints: Told, says: str) -> None:
    """All that torch 2.13 says, in `torch/cuda/__init__.py` and `torch/serialization.py`."""
    assert hints(f"code: |\n  raise {says}") == ["code finds no GPU: set `device: cuda` on the short, if it needs one"]


def test_who_asked_for_a_gpu_is_told_of_a_torch_that_cannot_use_it(hints: Told) -> None:
    """The runner of these tests executes it, as one with a card would."""
    asked = "device: cuda\ncode: |\n  raise {}"
    assert hints(asked.format("AssertionError('Torch not compiled with CUDA enabled')")) == [
        "this torch is built for the CPU alone: install one that is built for CUDA"
    ]
    assert hints(asked.format("RuntimeError('No CUDA GPUs are available')")) == [""]


def test_an_input_that_nobody_answers_can_be_answered_in_the_setup(told: Told) -> None:
    code = 'code: |\n  print(input("Name? "))'
    assert told(code) == [
        block(r"""
        scripts_yaml/day.yaml:8:13: error[snippet-raised] 01 s1: EOFError: EOF when reading a line
            8 |       print(input("Name? "))
              |             ^
              | Name?
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 8, in <module>
              |     print(input("Name? "))
              | EOFError: EOF when reading a line
          hint: nobody answers: write the value into the code, or let the short's `setup` answer with `import io, sys; sys.stdin = io.StringIO("the answer\n")`
        """)  # noqa: E501
    ]
    assert told(code + '\nsetup: |\n  import io, sys; sys.stdin = io.StringIO("the answer\\n")') == []


def test_other_ends_than_that_of_the_input_need_no_answer(hints: Told) -> None:
    assert hints("code: |\n  import pickle\n  pickle.loads(b'')") == [""]


def test_what_python_suggests_for_a_mistyped_attribute_is_kept(told: Told) -> None:
    assert told("code: |\n  import torch\n  torch.zeros(2).shap") == [
        block("""
        scripts_yaml/day.yaml:9:7: error[snippet-raised] 01 s1: AttributeError: 'Tensor' object has no attribute 'shap'
            9 |       torch.zeros(2).shap
              |       ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 9, in <module>
              |     torch.zeros(2).shap
              | AttributeError: 'Tensor' object has no attribute 'shap'. Did you mean: 'shape'?
          hint: did you mean `shape`?
        """)
    ]


def test_what_is_recorded_of_a_mistyped_attribute_is_what_all_versions_of_python_say(
    told: Told, project: Project
) -> None:
    assert told("code: |\n  import torch\n  torch.zeros(2).shap\nraises: AttributeError") == []
    recorded = project.recording("day").read_text()
    assert "message: '''Tensor'' object has no attribute ''shap'''\n" in recorded


def test_what_python_suggests_for_a_mistyped_name_is_kept(hints: Told) -> None:
    assert hints("code: |\n  greeting = 1\n  print(greting)") == ["did you mean `greeting`?"]


@pytest.mark.parametrize(
    ("raises", "code", "hint"),
    [
        ("KeyErorr", '{}["a"]', "did you mean `KeyError`?"),
        ("keyerror", '{}["a"]', "did you mean `KeyError`?"),
        ("ZeroDivideError", '{}["a"]', "did you mean `ZeroDivisionError`?"),
        ("LinAlgError", "import torch\n  torch.linalg.inv(torch.zeros(2, 2))", "did you mean `_LinAlgError`?"),
        (
            "json.JSONDecodeError",
            'import json\n  json.loads("")',
            "`raises` names the class without its module: `raises: JSONDecodeError`",
        ),
        ("LookupError", '{}["a"]', "`raises` names the very class: `raises: KeyError`"),
        ("Exception", '{}["a"]', "`raises` names the very class: `raises: KeyError`"),
        ("IOError", "open('/no/such')", "`raises` names the very class: `raises: FileNotFoundError`"),
        ("Exception", "print(greting)", "define `greting` in the code, or in the short's `setup`"),
        ("ValueError", '{}["a"]', ""),
        ("OutOfMemoryError", '{}["a"]', ""),
        ("TypError", "class TypErrors(Exception): pass\n  raise TypErrors", "did you mean `TypErrors`?"),
        ("KeyErrors", 'class KeyErrors(Exception): pass\n  {}["a"]', ""),
        ("Unheard", '{}["a"]', ""),
    ],
)
def test_an_error_that_is_not_the_announced_one_has_the_nearest_name(
    hints: Told, raises: str, code: str, hint: str
) -> None:
    assert hints(f"code: |\n  {code}\nraises: {raises}") == [hint]


def test_a_mistyped_exception_is_told_with_what_was_expected_and_found(told: Told) -> None:
    assert told('code: |\n  {}["a"]\nraises: KeyErorr') == [
        block("""
        scripts_yaml/day.yaml:8:7: error[snippet-raised] 01 s1: expected KeyErorr, found KeyError: 'a'
            8 |       {}["a"]
              |       ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 8, in <module>
              |     {}["a"]
              | KeyError: 'a'
          hint: did you mean `KeyError`?
        """)
    ]
