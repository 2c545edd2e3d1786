"""The live page in a real browser, while a day is written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shortsgen.choices import VoiceName
from tests.pages.days import HOSTILE, MIXED
from tests.pages.live import Live, live, many
from tests.pages.test_index import CONTRAST, shown, until, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("live")) as found:
        yield found


@pytest.fixture
def opened(page: Page, day: Live) -> Page:
    return enter(page, day)


def enter(page: Page, day: Live) -> Page:
    page.goto(day.server.url)
    page.wait_for_url(day.server.address)
    until(page, "document.querySelector('#link')?.textContent === 'Live'")
    until(page, "document.querySelectorAll('.card').length > 0")
    return page


def text_of(page: Page, selector: str) -> str:
    return page.locator(selector).first.inner_text()


def test_the_key_leaves_the_address_and_the_history(opened: Page, day: Live) -> None:
    assert opened.url == day.server.address
    assert opened.evaluate("[history.length, location.hash, document.cookie]") == [2, "", ""]
    opened.go_back()
    assert opened.url == "about:blank"


def test_a_save_replaces_its_short_and_keeps_scroll_search_and_focus(opened: Page, day: Live) -> None:
    opened.get_by_label("Search").fill("Short")
    opened.evaluate("for (const card of document.querySelectorAll('.card')) card.old = true")
    opened.locator("#short-s5").scroll_into_view_if_needed()
    opened.evaluate("scrollTo({top: document.querySelector('#short-s5').offsetTop + 30, behavior: 'instant'})")
    opened.locator("#short-s5 .play").focus()
    top = "Math.round(document.querySelector('#short-s5').getBoundingClientRect().top)"
    before = opened.evaluate(top)
    day.save("The first line of s1.", "Another line, which is much longer than the one before it was, of s1. " * 6)
    until(opened, "document.querySelector('#short-s1').textContent.includes('Another line')")
    replaced = "[...document.querySelectorAll('.card')].filter(card => !card.old).map(card => card.id)"
    assert opened.evaluate(replaced) == ["short-s1"]
    assert opened.get_by_role("status").first.inner_text() == "Live. Changed: 01"
    assert opened.evaluate(top) == before
    assert opened.get_by_label("Search").input_value() == "Short"
    assert opened.evaluate("document.activeElement.closest('.card').id") == "short-s5"
    day.save("The first line of s5.", "Changed below the focus, s5.")
    until(opened, "document.querySelector('#short-s5').textContent.includes('Changed below')")
    assert opened.evaluate("document.activeElement.matches('#short-s5 .play')")
    assert opened.evaluate(top) == before


def test_a_filter_that_is_chosen_goes_on(opened: Page, day: Live) -> None:
    opened.get_by_label("Search").fill("s2")
    assert shown(opened) == ["02"]
    day.save("The second line of s3.", "The second line of s3, as s2 has it.")
    until(opened, "document.querySelector('#short-s3').textContent.includes('as s2 has it')")
    until(opened, "document.querySelector('.shown').textContent.startsWith('2 of 8')")
    assert shown(opened) == ["02", "03"]


def test_shorts_that_come_go_and_move_do_so_on_the_page(opened: Page, day: Live) -> None:
    titles = "[...document.querySelectorAll('.card .title')].map(one => one.textContent.trim()).join()"
    before = opened.evaluate(titles)
    day.save("  - id: s8\n    title: Short s8", "  - id: s9\n    title: Short s9")
    until(opened, f"{titles} === {before.replace('s8', 's9')!r}")
    day.save("  - id: s9\n    title: Short s9", "  - id: s8\n    title: Short s8")
    until(opened, f"{titles} === {before!r}")
    assert opened.locator(".contents li").count() == 8


def test_an_error_stands_above_the_last_good_state_and_goes_with_its_cause(opened: Page, day: Live) -> None:
    day.save("title: Short s1", "titel: Short s1")
    until(opened, "document.querySelector('.trouble')")
    assert opened.get_by_role("alert").count() == 1
    assert opened.locator("#link").inner_text() == "Live"
    assert text_of(opened, ".trouble p") == "day01 cannot be shown as it is now. Below stands how it was last."
    assert text_of(opened, ".trouble pre") == day.error()
    assert opened.locator(".card").count() == 8
    day.save("titel: Short s1", "title: Short s1")
    until(opened, "!document.querySelector('.trouble')")


def test_a_save_fetches_only_the_pictures_that_changed(opened: Page, day: Live) -> None:
    until(opened, "[...document.querySelectorAll('#short-s1 img')].every(one => one.complete)")
    fetched: list[str] = []
    opened.on("request", lambda request: fetched.append(request.url) if request.url.endswith(".svg") else None)
    day.save('print("s1")', 'print("s1", 1)')
    until(opened, "document.querySelector('#short-s1 pre').textContent.includes('\"s1\", 1')")
    opened.locator("#short-s1 .slides").scroll_into_view_if_needed()
    until(opened, "[...document.querySelectorAll('#short-s1 img')].every(one => one.complete)")
    slides = opened.locator("#short-s1 img").evaluate_all("all => all.map(one => one.src)")
    assert set(fetched) < set(slides)
    assert slides[0] not in fetched


# ---- The animatic


def play(page: Page, short: str = "s2") -> None:
    page.locator(f"#short-{short} .play").click()
    until(page, "document.querySelector('#player').open")


def place(page: Page) -> float:
    return float(page.locator("#player-place").input_value())


def told(page: Page) -> str:
    return str(page.locator("#player-place").get_attribute("aria-valuetext"))


def seek(page: Page, to: int) -> None:
    page.locator("#player-place").evaluate(f"one => {{ one.value = {to}; one.dispatchEvent(new Event('input')); }}")


def pause(page: Page) -> None:
    page.get_by_role("button", name="Pause").click()


def test_a_short_plays_by_its_timeline_and_ends(opened: Page) -> None:
    play(opened)
    assert opened.evaluate("document.activeElement.textContent") == "Pause"
    until(opened, "document.querySelector('#player-place').value > 300")
    end = opened.evaluate("+document.querySelector('#player-place').max")
    seek(opened, end - 300)
    until(opened, "document.querySelector('[data-play=toggle]').textContent === 'Play'")
    assert place(opened) == pytest.approx(end, abs=100)
    opened.keyboard.press("Space")
    until(opened, "document.querySelector('#player-place').value < 2000")


def test_captions_stand_as_they_are_burned_in_one_word_lit(opened: Page) -> None:
    play(opened)
    pause(opened)
    opened.get_by_role("button", name="Next beat").click()
    assert text_of(opened, "#player-words") == "The first line of s2."
    assert text_of(opened, "#player-words .active") == "The"
    seek(opened, int(place(opened)) + 700)
    assert text_of(opened, "#player-words .active") != "The"
    seek(opened, 0)
    assert text_of(opened, "#player-words") == ""  # the hook stands on the slide


def test_beats_are_stepped_by_keyboard_and_told_to_a_screen_reader(opened: Page) -> None:
    play(opened)
    pause(opened)
    seek(opened, 0)
    heard = [told(opened)]
    for key in ("PageDown", "PageDown", "PageUp"):
        opened.keyboard.press(key)
        heard.append(told(opened))
    assert [one.rpartition(", ")[2] for one in heard] == [
        "slide 1 of 4", "slide 2 of 4", "slide 3 of 4", "slide 2 of 4",
    ]  # fmt: skip
    slide = opened.locator("#player-slide")
    assert slide.get_attribute("alt") == "Slide 2: code, line 1 lit"
    opened.keyboard.press("Escape")
    assert not opened.locator("#player").is_visible()
    assert opened.evaluate("document.activeElement.matches('#short-s2 .play')")


def test_what_is_played_follows_a_save_and_stays_at_its_place(opened: Page, day: Live) -> None:
    play(opened, "s4")
    pause(opened)
    opened.keyboard.press("PageDown")
    at = place(opened)
    day.save("The first line of s4.", "This is said instead in s4.")
    until(opened, "document.querySelector('#player-words').textContent.startsWith('This is')")
    assert place(opened) == at


def test_an_error_while_a_short_is_played_is_told_there(opened: Page, day: Live) -> None:
    play(opened, "s4")
    pause(opened)
    day.save("title: Short s1", "titel: Short s1")
    until(opened, "document.querySelector('#player-trouble').textContent")
    assert text_of(opened, "#player-trouble") == "There is an error: this is how it was last."
    day.save("titel: Short s1", "title: Short s1")
    until(opened, "!document.querySelector('#player-trouble').textContent")


def test_who_wants_less_motion_starts_it_alone_and_sees_whole_phrases(browser: Browser, day: Live) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = enter(context.new_page(), day)
    play(page)
    assert page.get_by_role("button", name="Play", exact=True).is_visible()
    page.keyboard.press("PageDown")
    assert text_of(page, "#player-words") == "The first line of s2."
    assert page.locator("#player-words .active").count() == 0
    context.close()


# ---- What holds for the page as a whole


def test_nothing_is_said_to_the_console_and_nothing_comes_from_elsewhere(page: Page, day: Live) -> None:
    said = watched(page)
    play(enter(page, day))
    pause(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Phone as remote").click()
    assert said == []


def test_the_policy_lets_nothing_else_run(opened: Page) -> None:
    attempts = """() => {
        const run = document.createElement('script'); run.textContent = 'window.ran = true'; document.body.append(run);
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = true">');
        return fetch('http://127.0.0.1:9/').then(() => 'fetched', () => window.ran || 'nothing');
    }"""
    assert opened.evaluate(attempts) == "nothing"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(browser: Browser, day: Live, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = enter(context.new_page(), day)
    page.get_by_role("button", name="Phone as remote").click()
    _, seen, low = page.evaluate(CONTRAST)
    assert (seen > 100, low) == (True, [])
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_nothing_is_wider_than_the_screen(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 700})
    play(opened)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    box = opened.locator("#player").bounding_box()
    assert box
    assert (box["x"] >= 0, box["x"] + box["width"] <= width, box["y"] + box["height"] <= 700) == (True, True, True)


def test_headings_are_in_order_and_everything_has_a_name(opened: Page) -> None:
    levels = opened.locator("h1, main h2, main h3").evaluate_all("all => all.map(one => +one.tagName[1])")
    assert levels[:2] == [1, 2]
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    unnamed = "all => all.filter(one => !one.textContent.trim() && !one.querySelector('img[alt]')).length"
    assert opened.locator("a, button, summary").evaluate_all(unnamed) == 0


def test_at_the_end_the_page_says_so(page: Page, tmp_path: Path) -> None:
    with live(tmp_path) as day:
        enter(page, day)
    until(page, "document.querySelector('#link').textContent.startsWith('Not connected')")


def test_a_voice_is_heard_where_there_is_one(page: Page, tmp_path: Path) -> None:
    """What is played is decoded by the browser, lasts as long as the film and is no silence."""
    page.add_init_script(
        """const decode = AudioContext.prototype.decodeAudioData;
        AudioContext.prototype.decodeAudioData = async function (data) {
          const found = await decode.call(this, data);
          window.heard = [found.duration * 1000, found.getChannelData(0).reduce((a, b) => Math.max(a, b), 0)];
          return found;
        };"""
    )
    with live(tmp_path, many(1), VoiceName.SPOKEN) as day:
        play(enter(page, day), "s1")
        until(page, "window.heard")
        lasts, loudest = page.evaluate("window.heard")
        assert lasts == pytest.approx(page.evaluate("+document.querySelector('#player-place').max"), abs=20)
        assert loudest > 0.05


def test_what_a_stranger_wrote_is_shown_and_nothing_of_it_runs(page: Page, tmp_path: Path) -> None:
    with live(tmp_path, MIXED) as day:
        said = watched(page)
        play(enter(page, day), "hostile")
        assert text_of(page, "#player-title") == f"07 {HOSTILE}"
        assert page.locator("img[src=x]").count() == 0
        assert said == []
