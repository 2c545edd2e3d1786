"""How matplotlib draws for slides: in a style of ours, until the code sets its own."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from matplotlib import rc_params_from_file
from matplotlib.colors import to_hex
from PIL import Image

from shortsgen.layout.area import SAFE_AREAS
from shortsgen.run.inside import style
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from shortsgen.store import png
from shortsgen.theme.tokens import LOOKS
from tests.run.conftest import day_of, run_all
from tests.run.test_branches import needing

PLOT = """
import matplotlib.pyplot as plt
plt.plot([1, 2, 3], label="loss")
plt.title("Loss")
plt.legend()
"""

#: The colours of a figure that are not those of text.
TOKENS = {
    "figure.facecolor": "card", "axes.facecolor": "card", "axes.edgecolor": "muted", "xtick.color": "muted",
    "ytick.color": "muted", "grid.color": "line", "legend.edgecolor": "line", "axes3d.xaxis.panecolor": "ground",
    "axes3d.yaxis.panecolor": "ground", "axes3d.zaxis.panecolor": "ground",
}  # fmt: skip


_NARROWEST = min(area.lower for area in SAFE_AREAS.values())


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as one:
        yield one


def drawn(runner: Runner, code: str, look: str = "dark") -> bytes:
    """The only figure of code that prints nothing."""
    [outcome] = run_all(runner, snippets(day_of(code), look=look))
    assert outcome == Outcome(Status.OK, figures=outcome.figures)
    [figure] = outcome.figures
    return figure


def px(figure: bytes) -> float:
    """Of the smallest text, where the figure is as wide as slides allow."""
    return (png.smallest_text(figure) or 0) * _NARROWEST / png.size(figure)[0]


def colors(figure: bytes) -> set[str]:
    image = Image.open(io.BytesIO(figure)).convert("RGB")
    return {f"#{bytes(color).hex()}" for _, color in image.getcolors(2**24)}


@pytest.mark.parametrize("look", LOOKS)
def test_a_figure_has_the_colours_of_the_look_and_text_that_is_read_with_ease(runner: Runner, look: str) -> None:
    figure, tokens = drawn(runner, PLOT, look), LOOKS[look]
    assert {tokens.card, tokens.text, tokens.function} <= colors(figure)
    assert (png.style(figure), px(figure) >= 28, png.is_whole(figure)) == (look, True, True)


def test_a_figure_is_the_same_bytes_at_every_level(runner: Runner) -> None:
    with Runner(level=Level.BASIC) as other:
        assert drawn(runner, PLOT) == drawn(other, PLOT)


@pytest.mark.parametrize("look", LOOKS)
def test_the_style_has_the_tokens_of_the_look_and_only_these(look: str) -> None:
    tokens = LOOKS[look]
    file = Path(style.__file__).with_name(f"{look}.matplotlibrc")
    found = rc_params_from_file(file, use_default_template=False)
    cycle = found["axes.prop_cycle"].by_key()["color"]
    names = ("function", "number", "type", "keyword", "string", "wrong", "accent")
    assert [to_hex(color) for color in cycle] == list(dict.fromkeys(getattr(tokens, name) for name in names))
    for key in [key for key in found if "color" in key]:
        assert to_hex(found[key]) == getattr(tokens, TOKENS.get(key, "text")), key


@pytest.mark.parametrize(
    ("code", "size"),
    [
        ("plt.rcParams['font.size'] = 9", 20.0),
        ("plt.rcParams['font.family'] = 'serif'; plt.rc('font', size=18)", 40.0),
        ("plt.style.use('default')", 22.2),
        ("plt.text(1, 2, 'small', fontsize=4.5)", 10.0),
        ("plt.text(1, 2, ' ', fontsize=4.5)", 35.6),
        ("plt.text(1, 2, 'unseen', fontsize=4.5, visible=False)", 35.6),
    ],
)
def test_what_the_code_sets_wins(runner: Runner, code: str, size: float) -> None:
    figure = drawn(runner, f"import matplotlib.pyplot as plt\n{code}\nplt.plot([1, 2])\n")
    assert png.smallest_text(figure) == size


def test_what_is_needed_sets_the_style_for_all_that_follows(runner: Runner) -> None:
    need = "import matplotlib.pyplot as plt\nplt.rcParams['font.size'] = 18\n"
    _, *outcomes = run_all(runner, needing(need, "plt.plot([1, 2])\n", "plt.plot([2, 1])\n"))
    assert [png.smallest_text(figure) for outcome in outcomes for figure in outcome.figures] == [40.0, 40.0]


def test_what_is_not_drawn_has_no_size(runner: Runner) -> None:
    figure = drawn(runner, "import matplotlib.pyplot as plt\nplt.imshow([[1, 2]])\nplt.axis('off')\n")
    assert (png.style(figure), png.smallest_text(figure)) == ("dark", None)


def test_code_without_figures_imports_no_matplotlib(runner: Runner) -> None:
    [outcome] = run_all(runner, snippets(day_of("import sys\nprint('matplotlib' in sys.modules)\n")))
    assert outcome.output == "False\n"


def test_a_matplotlib_that_was_imported_before_has_the_style_too() -> None:
    code = """
        import matplotlib
        from shortsgen.run.inside import style
        style.apply("light")
        print(matplotlib.rcParams["font.size"], matplotlib.rcParams["axes.facecolor"])
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout == f"16.0 {LOOKS['light'].card}\n"


@pytest.mark.parametrize(
    "code",
    [
        "plt.imshow([[1, 2], [3, 4]]); plt.colorbar(); plt.tight_layout()",
        "_, axes = plt.subplots(1, 2); plt.colorbar(axes[0].imshow([[1, 2], [3, 4]]))",
        "plt.subplots(4, 4); plt.subplots_adjust(hspace=0.5)",
        "plt.subplots(9, 9)",
        "plt.figure().add_axes([0.2, 0.2, 0.7, 0.7])",
        "plt.subplot(projection='polar')",
        "plt.title('Grüße: 10⁻³ → ∞ ✓'); plt.yscale('log'); plt.ylim(0.1, 1000)",
        "plt.title('both', fontweight='bold')",
        "from matplotlib.backends.backend_pdf import FigureCanvasPdf; FigureCanvasPdf(plt.figure())",
    ],
)
def test_the_style_has_nothing_to_say_whatever_is_drawn(runner: Runner, code: str) -> None:
    assert png.style(drawn(runner, f"import matplotlib.pyplot as plt\n{code}\n")) == "dark"


def test_what_lies_around_the_axes_stays_in_the_picture(runner: Runner) -> None:
    labels = "plt.plot([1e6, 2e6]); plt.ylabel('loss'); plt.xlabel('epoch'); plt.title('T')"
    image = Image.open(io.BytesIO(drawn(runner, f"import matplotlib.pyplot as plt\n{labels}\n"))).convert("RGB")
    width, height = image.size
    edges = [(0, 0, width, 4), (0, height - 4, width, height), (0, 0, 4, height), (width - 4, 0, width, height)]
    card = tuple(bytes.fromhex(LOOKS["dark"].card[1:]))
    assert [image.crop(edge).getcolors() for edge in edges] == [
        [((edge[2] - edge[0]) * (edge[3] - edge[1]), card)] for edge in edges
    ]
