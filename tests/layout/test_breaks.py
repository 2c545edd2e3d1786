"""Where lines of code break: as a person who knows the language would break them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.layout.breaks import breaks, row_end
from shortsgen.layout.fit import fit_code
from shortsgen.layout.rows import lines_of
from shortsgen.layout.space import rectangle

CODES = st.text(alphabet=st.sampled_from("ab_.,=([{}]) \"'#→中é\u0301"), max_size=120)


def rows(line, columns, following=None):
    places = [0, *breaks(line, columns, following or columns - 4), len(line)]
    return [line[start:end].rstrip() for start, end in pairwise(places)]


@pytest.mark.parametrize(
    ("line", "columns", "expected"),
    [
        (
            "model = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))",
            40,
            ["model = nn.Sequential(nn.Linear(4, 3),", "nn.ReLU(), nn.Linear(3, 2))"],
        ),
        (
            "model = nn.Sequential(nn.Dropout(0.5), nn.Linear(4, 2))",
            40,
            ["model = nn.Sequential(", "nn.Dropout(0.5), nn.Linear(4, 2))"],
        ),
        (
            "result = torch.nn.functional.cross_entropy(model(inputs), targets, reduction='mean')",
            50,
            ["result = torch.nn.functional.cross_entropy(", "model(inputs), targets, reduction='mean')"],
        ),
        (
            "def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:",
            40,
            ["def forward(self, x: Tensor,", "mask: Tensor | None = None)", "-> Tensor:"],
        ),
        (
            'layer = model[0] if hasattr(model, "__getitem__") else model',
            50,
            ['layer = model[0] if hasattr(model, "__getitem__")', "else model"],
        ),
        (
            'print("weights and biases:", count(model), "of", total)',
            50,
            ['print("weights and biases:", count(model), "of",', "total)"],
        ),
        (
            "names = sorted(model.state_dict())  # in the order of their names",
            50,
            ["names = sorted(model.state_dict())", "# in the order of their names"],
        ),
        (
            "accuracy = (model(x).argmax(dim=1) == y).float().mean().item()",
            44,
            ["accuracy = (model(x).argmax(dim=1) == y)", ".float().mean().item()"],
        ),
        (
            "print('it doesn\\'t fit, (so be it)', value)",
            38,
            ["print('it doesn\\'t fit, (so be it)',", "value)"],
        ),
        (
            "print('a text that is longer than any row can be', value)",
            30,
            ["print('a text that is longer", "than any row can", "be', value)"],
        ),
        ("first, second = compute() or other()", 30, ["first, second = compute()", "or other()"]),
        ("x = 'https://pytorch.org/whl/cpu'", 24, ["x = 'https://pytorch.", "org/whl/cpu'"]),
        (
            "it doesn't matter (to anyone) that it's no code",
            30,
            ["it doesn't matter (to anyone)", "that it's no code"],
        ),
    ],
)
def test_a_line_breaks_as_its_language_does(line, columns, expected):
    assert rows(line, columns) == expected


@given(CODES, st.integers(1, 40), st.integers(1, 40))
def test_no_row_is_wider_than_it_may_be_and_no_character_is_lost(line, columns, following):
    places = [0, *breaks(line, columns, following), len(line)]
    assert places == sorted(places)
    for start, end in pairwise(places):
        assert end <= row_end(line, start, following if start else columns)


def test_a_line_that_no_one_typed_is_cut_where_rows_are_full():
    assert list(breaks("0123456789" * 1000, 50, 46))[:3] == [50, 96, 142]


def test_code_gets_smaller_where_its_lines_then_break_better_but_stays_easily_read():
    line = "return self.layer2(nn.functional.relu(self.layer1(x)))"
    wide, narrow = (fit_code(lines_of(line), rectangle(0.6 * 40 * columns, 800)) for columns in (40, 30))
    assert [row.text for row in wide.rows] == ["return self.layer2(", "nn.functional.relu(self.layer1(x)))"]
    assert (wide.size, narrow.size) == (41, 40)
    assert [row.text for row in narrow.rows] == ["return self.layer2(", "nn.functional.relu(", "self.layer1(x)))"]
