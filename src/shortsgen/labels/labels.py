"""The words that viewers and readers see and nobody wrote in a script: a record for each place where they stand.

A language is one record of these, so the type checker knows that it lacks no word. `{name}` stands for what is filled
in. Names are unique in all of them, since `labels:` of a day or of the settings gives a word of its own by its name.
They are named tuples: to make data classes with so many fields would cost each start twice the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from shortsgen.problems import Span

LONGEST_DRAWN = 26  # characters beside a count: a row of code has room for 32 in its largest size


class SlideLabels(NamedTuple):
    """What is drawn: on slides, and on the card of captions that are burned in. None may be long."""

    day: str
    mistake: str
    made: str  # the window of a mistake
    output: str  # the window of what was printed
    line_left_out: str
    lines_left_out: str
    more_rows: str


class ScreenLabels(NamedTuple):
    """What is on screen, in words: cues of the teleprompter, alternative texts, and below pictures."""

    hook: str
    code: str
    lit: str
    line: str
    lines: str
    listing: str
    printed: str
    figure: str
    error: str  # the slide of a mistake
    slide: str
    slide_silent: str
    slide_of: str
    cue: str
    cue_silent: str
    hold: str  # of a slide, when all is said
    drawing: str
    logo: str
    point: str  # before the tenths of a second
    lasts: str
    over: str
    pace: str
    spoken: str  # the same by the synthesised voice
    all_shorts: str


class PrompterLabels(NamedTuple):
    """The page of the teleprompter."""

    page: str
    no_scripts: str
    say: str
    end: str
    end_next: str
    dock: str
    elapsed: str
    left: str
    speed: str
    controls: str
    start: str
    pause: str
    restart: str
    shorts_list: str
    previous: str
    following: str
    settings: str
    help: str
    done: str
    text_size: str
    eye_line: str
    own_speed: str
    countdown: str
    no_countdown: str
    flip_x: str
    flip_y: str
    show_slide: str
    full_screen: str
    reset: str
    # what is told while it runs
    ready: str
    counting: str
    running: str
    paused: str
    hidden: str
    ended: str
    number_of: str
    next_short: str
    no_more: str
    only_one: str
    blank: str
    shown_again: str
    no_full_screen: str
    turned_on: str
    turned_off: str
    the_slide: str
    # keys, and what they do
    keys: str
    space: str
    page_up: str
    page_down: str
    home: str
    shift: str
    key_toggle: str
    key_speed: str
    key_row: str
    key_line: str
    key_top: str
    key_here: str
    key_stop: str
    key_blank: str
    key_size: str
    key_slide: str
    key_help: str
    key_shorts: str
    touch: str
    touch_shorts: str


class GlanceLabels(NamedTuple):
    """The page of the day."""

    skip: str
    day_files: str
    recorded: str
    one_short: str
    many_shorts: str
    in_all: str
    one_error: str
    many_errors: str
    one_warning: str
    many_warnings: str
    one_note: str
    many_notes: str
    no_problems: str
    find: str
    search: str
    searched: str
    shorts: str
    problems: str
    status: str
    show_all: str
    with_problems: str
    has_problems: str
    found: str
    none_found: str
    reset_search: str
    used: str
    used_at_least: str
    slides: str
    the_hook: str
    talk_track: str
    the_code: str
    the_listing: str
    the_output: str
    no_code: str
    told: str
    mistake_code: str
    mistake_output: str
    one_figure: str
    many_figures: str
    nothing_printed: str
    more_lines: str
    one_more_character: str
    more_characters: str
    traceback: str
    copy_code: str
    copy_of: str
    copied: str
    copied_what: str
    selected: str
    not_copied: str
    # files, by what they are
    files: str
    file_teleprompter: str
    file_slides: str
    file_captions: str
    file_data: str
    file_video: str
    file_timelines: str
    no_output_track: str
    failed_files: str
    missing_file: str
    missing_files: str
    # how code ended
    ok: str
    comment_only: str
    raised: str
    exited: str
    timed_out: str
    out_of_memory: str
    output_limit: str
    crashed: str
    vanished: str
    skipped: str
    unrecorded: str
    was_ok: str
    was_comment_only: str
    was_raised: str
    was_not_raised: str
    was_failed: str
    was_skipped: str
    was_unrecorded: str


class PostLabels(NamedTuple):
    """What is told of a short where it is posted."""

    learned: str
    posted_code: str
    posted_output: str
    alternative: str  # for those who cannot see it


Group = TypeVar("Group", SlideLabels, ScreenLabels, PrompterLabels, GlanceLabels, PostLabels)


@dataclass(frozen=True, slots=True)
class Labels:
    """All of them in one language, a code such as `de`. `spans` are the places of those that a person gave."""

    language: str
    slides: SlideLabels
    screen: ScreenLabels
    prompter: PrompterLabels
    glance: GlanceLabels
    posts: PostLabels
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)

    @property
    def words(self) -> dict[str, str]:
        """All of them by their names."""
        groups = (self.slides, self.screen, self.prompter, self.glance, self.posts)
        return {name: word for group in groups for name, word in group._asdict().items()}

    @property
    def own(self) -> dict[str, str]:
        """Those that a person gave."""
        return {name: word for name, word in self.words.items() if name in self.spans}

    def having(self, own: Mapping[str, str], spans: Mapping[str, Span]) -> Labels:
        """The same with words of a person's own, by names that are known, and their places."""
        return replace(
            self,
            slides=_having(self.slides, own),
            screen=_having(self.screen, own),
            prompter=_having(self.prompter, own),
            glance=_having(self.glance, own),
            posts=_having(self.posts, own),
            spans={**self.spans, **spans},
        )


def _having(group: Group, own: Mapping[str, str]) -> Group:
    return group._replace(**{name: own[name] for name in group._fields if name in own})
