"""A phone as the remote of the teleprompter, in real browsers: one is the desk, the other the phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.live.conftest import OTHER_LOOPBACK
from tests.pages.live import Live, live
from tests.pages.test_index import CONTRAST, until
from tests.pages.test_live import enter, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("live")) as found:
        yield found


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(page: Page, day: Live) -> Page:
    return enter(page, day)


def ask(phone: Page, day: Live) -> str:
    """Open what the code of the desk says. Gives that address."""
    url = day.server.open_remote()
    phone.goto(url)
    until(phone, "document.querySelector('#said').textContent.startsWith('Compare')")
    return url


def allow(desk: Page, phone: Page) -> None:
    until(desk, "document.querySelector('#remote').open")
    desk.get_by_role("button", name="Allow").click()
    until(phone, "!document.querySelector('#buttons').hidden")


def test_the_desk_shows_a_code_to_scan_and_closes_the_port(desk: Page) -> None:
    desk.get_by_role("button", name="Phone as remote").click()
    desk.get_by_role("button", name="Show the code to scan").click()
    until(desk, "document.querySelector('#remote-code path').getAttribute('d')?.length > 1000")
    assert text_of(desk, "#remote-address").startswith(f"http://{OTHER_LOOPBACK}:")
    desk.get_by_role("button", name="End it, and close the port").click()
    until(desk, "!document.querySelector('[data-when=closed]').hidden")


def test_a_phone_that_is_allowed_moves_the_teleprompter(desk: Page, phone: Page, day: Live) -> None:
    ask(phone, day)
    until(desk, "document.querySelector('#remote').open")
    assert text_of(desk, "#remote-asks") == text_of(phone, "#code")
    assert desk.evaluate("document.activeElement.textContent") == "Refuse"
    allow(desk, phone)
    prompter = desk.context.new_page()
    prompter.add_init_script("localStorage.setItem('shortsgen.teleprompter', JSON.stringify({countdown: 0}))")
    prompter.goto(f"{day.server.address}teleprompter#short-s2")
    assert prompter.locator("#which").inner_text() == "02 Short s2"
    prompter.evaluate("document.fonts.ready")
    phone.get_by_role("button", name="Next").tap()
    until(prompter, "document.body.dataset.state === 'paused'")
    until(prompter, "document.querySelector('#picture').dataset.shows === 'short-s2-2'")
    phone.get_by_role("button", name="Previous").tap()
    until(prompter, "document.querySelector('#picture').dataset.shows === 'short-s2-1'")
    phone.get_by_role("button", name="Faster").tap()
    until(prompter, "document.querySelector('#speed').textContent === '105 %'")
    phone.get_by_role("button", name="Slower").tap()
    until(prompter, "document.querySelector('#speed').textContent === '100 %'")
    phone.get_by_role("button", name="Start, pause").tap()
    until(prompter, "document.body.dataset.state === 'running'")
    phone.get_by_role("button", name="Start, pause").tap()
    until(prompter, "document.body.dataset.state === 'paused'")
    prompter.keyboard.press("Home")
    phone.get_by_role("button", name="Previous").tap()
    until(prompter, "document.querySelector('#which').textContent === '01 Short s1'")


def test_a_phone_that_is_refused_can_do_nothing(desk: Page, phone: Page, day: Live) -> None:
    ask(phone, day)
    until(desk, "document.querySelector('#remote').open")
    desk.get_by_role("button", name="Refuse").click()
    until(phone, "document.querySelector('#said').textContent.startsWith('The computer has ended it.')")
    assert not phone.locator("#buttons").is_visible()
    until(desk, "!document.querySelector('[data-when=offered]').hidden")


def test_a_code_works_once(desk: Page, phone: Page, browser: Browser, day: Live) -> None:
    url = ask(phone, day)
    allow(desk, phone)
    other = browser.new_context().new_page()
    other.goto(url)
    until(other, "document.querySelector('#said').textContent.startsWith('This code was used already.')")
    assert not other.locator("#buttons").is_visible()
    other.context.close()


def test_the_ticket_leaves_the_address_and_a_page_that_is_loaded_again_goes_on(
    desk: Page, phone: Page, day: Live
) -> None:
    url = ask(phone, day)
    assert phone.url == url.partition("#")[0]
    allow(desk, phone)
    phone.reload()
    until(phone, "!document.querySelector('#buttons').hidden")


def test_when_the_desk_ends_it_the_phone_says_so(desk: Page, phone: Page, day: Live) -> None:
    ask(phone, day)
    allow(desk, phone)
    desk.get_by_role("button", name="End it, and close the port").click()
    until(phone, "document.querySelector('#buttons').hidden")
    assert text_of(phone, "#said") == "The computer has ended it. Scan the code on its screen again."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_remote_has_large_buttons_in_reach_with_names_and_contrast(
    desk: Page, phone: Page, day: Live, scheme: str
) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    ask(phone, day)
    allow(desk, phone)
    boxes = [one.bounding_box() for one in phone.get_by_role("button").all()]
    assert [box and (box["width"] >= 150, box["height"] >= 64) for box in boxes] == [(True, True)] * 5
    names = phone.get_by_role("button").all_inner_texts()
    assert names == ["Previous", "Slower", "Faster", "Start, pause", "Next"]
    assert phone.evaluate("document.documentElement.scrollHeight") <= PHONE["height"]
    last = boxes[-1]
    assert last
    assert last["y"] > PHONE["height"] / 2, "what is pressed most is under the thumb"
    assert phone.evaluate(CONTRAST)[2] == []
