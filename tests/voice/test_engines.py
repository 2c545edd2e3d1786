"""The engines, and what they are given to read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from shortsgen.plan.lexicon import PLAIN, Lexicon
from shortsgen.problems import InputError
from shortsgen.report.human import human
from shortsgen.voice.aloud import aloud
from shortsgen.voice.engine import Engine
from shortsgen.voice.engines import espeak, hibari


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Use `nn.Linear`, e.g. here", "Use N N dot Linear, for example here."),
        ("`torch.Size([3, 2])` is printed!", "torch dot Size of three, two is printed!"),
        ("Call `loss.backward()` — then step.", "Call loss dot backward — then step."),
        ("Is it “raw”? It is.", "Is it raw? It is."),
        ("`API` or a list", "ay P I or a list."),
        ("A model, etc.", "A model, et cetera."),
        ("Wait…", "Wait…"),
        ("Sizes (they differ), `f` `(a, b)`", "Sizes, they differ, F ay, B."),
        ("`else:`", "else."),
        ("—", ""),
        ("", ""),
    ],
)
def test_an_engine_reads_words_and_the_marks_of_sentences(line: str, text: str) -> None:
    assert aloud(line, PLAIN) == text


def test_the_author_is_heard() -> None:
    assert aloud("The `lr` of SGD.", Lexicon(own=(("lr", "learning rate"),))) == "The learning rate of S G D."


ENGINES = [(hibari.Engine, "en"), *((espeak.Engine, language) for language in espeak.LANGUAGES)]


@pytest.mark.parametrize(("engine", "language"), ENGINES)
def test_each_language_is_heard(engine: Callable[[str, str], Engine], language: str) -> None:
    sound = engine("", language).say("Model, model.", 150)
    assert 400 < sound.length < 3000
    assert (sound.samples.dtype, float(abs(sound.samples).max())) == ("float32", pytest.approx(0.5, abs=0.45))


def test_hibari_gives_the_same_samples_in_each_process() -> None:
    code = (
        "import hashlib; from shortsgen.voice.engines.hibari import Engine;"
        "print(hashlib.sha256(Engine('', 'en').say('Model, model.', 150).samples.tobytes()).hexdigest())"
    )
    found = {subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout for _ in range(2)}
    assert len(found) == 1


@pytest.mark.parametrize("engine", [hibari.Engine, espeak.Engine])
def test_a_faster_pace_is_shorter(engine: Callable[[str, str], Engine]) -> None:
    lengths = [engine("", "en").say("This is how optimizers know.", pace).length for pace in (100, 150, 220)]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("engine", "speaker", "told"),
    [
        (
            hibari.Engine,
            "emma",
            "error[speaker] hibari's speaker `emma` would be downloaded, and shortsgen asks no network\n"
            "  hint: `heart` comes with it; or let hibari itself say something as `emma`, which keeps it\n",
        ),
        (hibari.Engine, "hart", "error[speaker] hibari has no speaker `hart`\n  hint: did you mean `heart`?\n"),
        (espeak.Engine, "zz", "error[speaker] eSpeak has no speaker `zz`\n  hint: such as `f2` or `m3`\n"),
    ],
)
def test_a_speaker_that_is_not_here_is_refused(
    engine: Callable[[str, str], Engine], speaker: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path))
    with pytest.raises(InputError) as caught:
        engine(speaker, "en")
    assert human(caught.value.problems, {}).plain == told


def test_espeak_has_variants() -> None:
    assert "en-us+f2" in espeak.Engine("f2", "en").version
