"""Who can say a text. Another engine is another module in `engines`."""

from __future__ import annotations

from typing import Protocol

from shortsgen.sound.sound import Sound


class Engine(Protocol):
    """A synthesiser with its speaker. It never asks a network for anything."""

    @property
    def speaker(self) -> str:
        """As people call it, such as `heart`."""
        ...

    @property
    def version(self) -> str:
        """Of what a sound follows from, beside the text and the pace: another version may sound otherwise."""
        ...

    def say(self, text: str, pace: int) -> Sound:
        """Spoken words with the punctuation of sentences, at so many words a minute as `Paced` counts them."""
        ...
