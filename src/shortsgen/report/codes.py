"""What a code means and what to do about it, in a line each: for forms of report that explain their rules, and for the
pages of `explain`.

The table of `docs/reference/problems.md` is made from this one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """In inline Markdown. `remedy` is "" where the problem itself says all."""

    meaning: str
    remedy: str = ""


RULES = {
    "snippet-raised": Rule(
        "The code failed, or failed otherwise than announced.",
        "Mend it at the line shown, or announce it with `raises`.",
    ),
    "snippet-passed": Rule("The code was meant to fail and did not.", "Remove `raises`, or mend what should fail."),
    "snippet-exited": Rule("The code called `sys.exit`.", "Leave that out, or add `raises: SystemExit`."),
    "snippet-timed-out": Rule("It was not done in time.", "Make it faster, or set `timeout`."),
    "snippet-out-of-memory": Rule("It asked for too much memory.", "Use smaller tensors, or set `memory`."),
    "snippet-output-limit": Rule("It printed or drew too much.", "Print less."),
    "snippet-crashed": Rule("A signal ended its process.", "Look for the library that crashes."),
    "snippet-vanished": Rule("Its process was gone without a word.", "Leave `os._exit` and the like out."),
    "unrecorded": Rule(
        "Snippets of a day are not recorded, or changed since. Told once a day.", "`shortsgen render DAY`, then commit."
    ),
    "environment": Rule(
        "The recording was made with another Python, torch, platform or processor.",
        "Nothing by itself: it explains a drift.",
    ),
    "drift": Rule(
        "It no longer gives what was recorded.",
        "Mend it, accept it with `shortsgen run DAY --update`, or say with `varies` that it differs in every run.",
    ),
    "output-varies": Rule(
        "Executed twice in a row, it gives something else. A warning of the first run.",
        "Set a seed, leave it out, or say with `varies` what differs.",
    ),
    "accepted": Rule("A note of `run --update`: this differed and is the recording now.", "Review the diff."),
    "script-file": Rule("A file that `files` names cannot be read.", "Put it there, or correct its path."),
    "recording-orphan": Rule(
        "Something is recorded for a short that the day no longer has.", "`shortsgen run DAY` removes it."
    ),
    "over-budget": Rule("The short lasts longer than its `budget`.", "Shorten what is said."),
    "too-fast": Rule(
        "What is new on a slide goes before it is read, and the budget has no time left. A warning.",
        "Show less or say less, or leave out the `hold` that is too short.",
    ),
    "text-latex": Rule(
        "A text holds LaTeX, which is shown and said sign by sign. A warning.", "Write it in words, or as inline code."
    ),
    "yaml-comment": Rule(
        "A comment behind a text without quotes, not meant as one. A warning.", "Put the text in quotes."
    ),
    "yaml-joined": Rule(
        "Lines that YAML joins: an item too far right, code that is no block. A warning.",
        "Indent the item, or begin the block with a bar.",
    ),
    "code-wraps": Rule(
        "A line of code is too long for its slide, and wraps. A warning.", "Break it where it reads best."
    ),
    "code-overflow": Rule("The code has too many lines for its slide.", "Show less, or split the short."),
    "output-wraps": Rule(
        "A line of the output is too long for its slide, and wraps. A warning.", "Print shorter lines."
    ),
    "output-shortened": Rule(
        "The output is too long for its slide, and its middle is left out. A warning.", "Print less."
    ),
    "figure-small": Rule(
        "The smallest text of a figure has less than 24 px on its slide. A warning.",
        "Leave `figsize` and `fontsize` to the style of figures, or set larger letters and fewer of them.",
    ),
    "glyph-missing": Rule(
        "A slide shows a character that none of its fonts has.",
        "Leave it out, or put a font that has it into `templates/fonts/`.",
    ),
    "listing-plain": Rule(
        "A note: a listing's language has no colours.", "Correct its name, or leave it: it is shown in one colour."
    ),
    "text-too-long": Rule("A title, hook or mistake is too long for its slide.", "Shorten it."),
    "captions-webvtt": Rule(
        "A template makes WebVTT that breaks the format.", "Mend it, or remove it to have the built-in one."
    ),
    "captions-srt": Rule(
        "A template makes SRT that breaks the format.", "Mend it, or remove it to have the built-in one."
    ),
    "theme-contrast": Rule(
        "A colour of `shortsgen.yaml` cannot be read on its ground: less than WCAG AA asks for.",
        "Take the colour that is named.",
    ),
    "theme-font": Rule(
        "`fonts` names a family that is not there, or for code one that is not monospaced.",
        "Put its files into `templates/fonts/`, or take another one.",
    ),
    "theme-accent": Rule("`accents` names a day that the project does not have. A warning.", "Correct its name."),
    "take-line": Rule(
        "A take does not say a line of its script, or not so.",
        "Record it again, or change the line.",
    ),
    "take-unknown": Rule("A take is called like no short. A warning.", "Call it by the id of its short."),
    "publish-title": Rule("A title is empty, or longer than its platform takes.", "Give it a shorter one."),
    "publish-title-cut": Rule("A note: a title is longer than viewers see of it.", "Put what matters first."),
    "publish-description": Rule(
        "A description is longer than its platform takes.", "Say less, or leave the code out on that platform."
    ),
    "publish-hashtags": Rule("A post has more hashtags or tags than its platform takes.", "Name fewer."),
    "publish-character": Rule(
        "A note: a platform refuses a character, and another one is shown that looks like it.",
        "Nothing, or a link to the code.",
    ),
    "publish-cover": Rule(
        "The words on a cover have no room in letters that are read in a grid. A warning.", "Give it fewer words."
    ),
    "publish-time": Rule(
        "A time to post at does not exist on its day, is there twice, or there are several where one is wanted.",
        "Take another time.",
    ),
    "publish-twice": Rule("Shorts are posted at the same time. A warning.", "Let a day start later."),
    "publish-chapters": Rule(
        "The video of a day has too few chapters, or one that is too short. A warning.", "Add or join shorts."
    ),
    "comment-only": Rule("A note: the code holds only comments."),
    "skipped": Rule("The short is not executed, and why. A note; an error with `check --strict`."),
    "yaml-syntax": Rule("This is no YAML.", "Often text needs quotes."),
    "yaml-character": Rule("A character that YAML does not allow.", "Write it as an escape in double quotes."),
    "yaml-duplicate": Rule("A key stands twice.", "Keep one."),
    "yaml-key": Rule("A key is a list or a mapping.", "Write text."),
    "yaml-empty": Rule("The file is empty."),
    "yaml-documents": Rule("The file holds a second document.", "Make it a file of its own."),
    "yaml-depth": Rule("Nested deeper than 12 levels."),
    "yaml-size": Rule("Larger than 32 MiB.", "Split the day."),
    "file-size": Rule("Larger than 32 MiB.", "Split the day."),
    "yaml-alias": Rule("Parts of YAML that are not allowed here.", "Write the value out."),
    "yaml-anchor": Rule("Parts of YAML that are not allowed here.", "Write the value out."),
    "yaml-merge": Rule("Parts of YAML that are not allowed here.", "Write the value out."),
    "yaml-tag": Rule("Parts of YAML that are not allowed here.", "Write the value out."),
    "script-unknown-key": Rule("The key does not exist.", "The nearest one is named."),
    "script-missing-key": Rule("A key is missing.", "Add it."),
    "script-type": Rule("Text where a number is expected, and so on."),
    "script-value": Rule("A value that is not allowed."),
    "script-duplicate-id": Rule("Two shorts have the same `id`.", "Rename one."),
    "script-unknown-need": Rule("`needs` names a short that the day does not have.", "The nearest one is named."),
    "script-circle": Rule("Shorts need each other in a circle.", "Remove one of these needs."),
    "script-focus": Rule("`focus` names lines that the code does not have."),
    "script-no-code": Rule(
        "A key that makes no sense without code, or `traceback` without an error that is announced.",
        "Add what is missing, or remove the key.",
    ),
    "recording-conflict": Rule("Marks of a merge in the recording.", "Resolve it, or take one side and run again."),
    "recording-damaged": Rule("The recording cannot be understood.", "Restore it, or delete it and run again."),
    "theme-logo": Rule("The logo is no SVG or PNG file, or cannot be drawn.", "Save it as one of these."),
    "template": Rule("A template or the theme cannot be used.", "See the line shown."),
    "speaker": Rule("The voice has no such speaker, or would have to download it.", "Take one that comes with it."),
    "take-file": Rule(
        "A take cannot be read, a short has two, or the day is not in English.",
        "Save it as WAV, M4A, MP3, MP4 or MOV, once.",
    ),
    "extra": Rule("What a command needs is not installed.", "Install the extra that the hint names."),
    "file": Rule("A file, or standard output, cannot be read or written, or is no UTF-8."),
    "file-encoding": Rule("A file, or standard output, cannot be read or written, or is no UTF-8."),
    "script-edit": Rule("A script is written so that no edit is sure to keep all else.", "Make the change by hand."),
    "exists": Rule("A day of this name exists already, and is never overwritten.", "Choose another name."),
    "locked": Rule("Another shortsgen writes the same.", "Wait for it."),
    "runner": Rule("Nothing can be executed here, for example because torch is missing.", "See the message."),
    "sandbox": Rule("The sandbox that was asked for cannot be had here.", "See the message."),
    "network": Rule("This machine is in no network.", "Connect it, or name its address with `--remote-address`."),
    "port": Rule("A port cannot be listened on, since another program has it.", "Name another one with `--port`."),
    "scheduler": Rule("No Dask scheduler answers, it has no workers, or it is gone.", "Start it, or its workers."),
    "store": Rule(
        "The store for large files did not give or take one, or what it gave is damaged.", "See the message."
    ),
    "worker": Rule("A worker has other versions, or died each time that it worked on something.", "See the message."),
    "usage": Rule("A mistyped word on the command line.", "See the hint."),
    "notebook": Rule(
        "A file is no notebook, or a cell of it is not as Jupyter writes it.", "Save it anew with Jupyter."
    ),
    "import-memory": Rule(
        "What `import` keeps of a document is damaged.", "Take it from your version control, or remove it."
    ),
    "import-differs": Rule("A warning or a note: the day and its document say different things, and the day's stays."),
    "import-gone": Rule("A note: the document no longer has what the day has of it."),
    "markdown-left-out": Rule("A warning: these lines are not in the day."),
    "markdown-missing": Rule("A warning: a short has no hook, no talk track or no code."),
    "markdown-unclosed": Rule("A warning: a block of code runs to the end of the document."),
    "markdown-joined": Rule("A note: a second block of Python was joined to the first."),
    "markdown-listing": Rule("A note: code in another language became a listing."),
    "markdown-no-shorts": Rule("An error: the document has no heading for a short, so nothing was written."),
}
