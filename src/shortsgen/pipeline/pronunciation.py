"""`export pronunciation`: how a day says what stands in no dictionary, as a `say` that can be changed and kept."""

from __future__ import annotations

from collections.abc import Sequence

from shortsgen.pipeline.day import load_day
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.session import Session
from shortsgen.plan.lexicon import Lexicon
from shortsgen.plan.phonemes import phonemes
from shortsgen.plan.speech import SpokenWord
from shortsgen.plan.speech import words as words_of
from shortsgen.plan.steps import lines
from shortsgen.script.selection import select
from shortsgen.text import yaml as yamltext
from shortsgen.voice.pronounce import is_known

_AROUND = "\"'‘’“”«»()[]{}.,;:!?…"
_NOTHING = "# every word stands in the dictionary\n"


def pronunciation(session: Session, name: str, words: Sequence[str]) -> str:
    """YAML, in the order of the script. Beside words that are guessed stand their phonemes. Executes nothing."""
    need("voice", "pronunciations", "pocketsphinx")
    loaded = load_day(session.begin(), name)
    said = Lexicon.of(loaded.day)
    told = [line for short in select(loaded.day, words) for line in lines(short)]
    found = {_bare(word).lower(): word for line in told for word in words_of(line, said) if _is_told(word)}
    return "say:\n" + "".join(_entry(_bare(word), word) for word in found.values()) if found else _NOTHING


def _bare(word: SpokenWord) -> str:
    """What is written, without the marks around it; a call keeps its bracket."""
    bare = word.text.strip(_AROUND) or word.text
    return bare + ")" * (bare.count("(") - bare.count(")"))


def _is_told(word: SpokenWord) -> bool:
    return bool(word.spoken) and not is_known(_bare(word).lower().replace("’", "'"))


def _entry(written: str, word: SpokenWord) -> str:
    entry = yamltext.dump({written: " ".join(word.spoken)}).rstrip("\n")
    guessed = [" ".join(phonemes(one)) for one in word.spoken if not is_known(one.lower())]
    return f"  {entry}{'  # ' if guessed else ''}{', '.join(guessed)}\n"
