"""The index as people use it: in a real browser, from a disk."""

from __future__ import annotations

import http.server
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from PIL import Image
from pypdf import PdfReader

from shortsgen.choices import Motion, OutputName
from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.render import render
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.video import VideoOrder, video
from shortsgen.project import Project
from tests.pages.days import HOSTILE, MIXED, TURNED, built, many
from tests.pipeline.conftest import FakeExecutor
from tests.pipeline.test_video import Told

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ALL = ["01", "02", "03", "04", "05", "06", "07"]
CODE = 'x = 1\n\tprint("&lt;", x)\n\nprint("tab\there")\n'


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a day in which everything happens."""
    return built(tmp_path_factory.mktemp("mixed"), MIXED)


@pytest.fixture
def index(page: Page, mixed: Path) -> Page:
    page.goto(mixed.as_uri())
    return page


def until(page: Page, expression: str) -> None:
    """Wait until it is true. Playwright's own waiting is refused by the page's policy."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"never came true: {expression}")


def shown(page: Page) -> list[str]:
    """The numbers of the cards that are shown; the list beside them shows the same."""
    cards = page.locator(".card:visible h2 .number").all_text_contents()
    listed = page.locator(".contents li:visible .number").all_text_contents()
    assert listed == cards
    return cards


def announced(page: Page) -> str:
    status = page.locator(".shown")
    assert status.get_attribute("role") == "status"
    return status.inner_text()


def fragment(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def choose(page: Page, label: str) -> None:
    page.get_by_role("radio", name=label, exact=True).check()


@pytest.mark.parametrize(
    ("label", "numbers", "hash_"),
    [
        ("With problems 3", ["02", "03", "07"], "#problem=any"),
        ("snippet-raised 1", ["02"], "#problem=snippet-raised"),
        ("comment-only 1", ["04"], "#problem=comment-only"),
        ("raised 2", ["02", "06"], "#status=raised"),
        ("comment only 1", ["04"], "#status=comment_only"),
    ],
)
def test_a_filter_shows_only_its_shorts_and_says_how_many(
    index: Page, label: str, numbers: list[str], hash_: str
) -> None:
    choose(index, label)
    assert (shown(index), fragment(index)) == (numbers, hash_)
    assert announced(index) == f"{len(numbers)} of 7 shorts shown"


def test_a_filter_is_kept_by_a_reload_shared_by_its_address_and_left_by_going_back(index: Page, mixed: Path) -> None:
    choose(index, "raised 2")
    index.reload()
    assert shown(index) == ["02", "06"]
    assert index.get_by_role("radio", name="raised 2").is_checked()
    index.goto("about:blank")
    index.goto(f"{mixed.as_uri()}#problem=any&q=long")
    assert (shown(index), index.get_by_label("Search").input_value()) == (["03"], "long")
    choose(index, "All 7")
    assert (shown(index), fragment(index)) == (["03"], "#q=long")
    index.go_back()
    assert (shown(index), fragment(index)) == (["03"], "#problem=any&q=long")


@pytest.mark.parametrize(
    "hash_", ["#problem=no-such", "#status=", "#q=", "#problem", "#%", "#short-not-here", "#nowhere"]
)
def test_an_address_that_asks_for_nothing_that_is_here_shows_all(page: Page, mixed: Path, hash_: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{mixed.as_uri()}{hash_}")
    assert (shown(page), announced(page), errors) == (ALL, "7 of 7 shorts shown", [])
    choose(page, "raised 2")
    page.evaluate("location.hash = ''")
    choose(page, "raised 2")
    page.evaluate(f"location.hash = '{hash_}'")
    until(page, "document.querySelector('.shown').textContent.startsWith('7')")
    assert (shown(page), errors) == (ALL, [])


def test_the_address_of_a_short_shows_it_although_a_filter_hid_it(index: Page) -> None:
    choose(index, "raised 2")
    index.evaluate("location.hash = '#short-not-here'")
    until(index, "document.querySelector('.shown').textContent.startsWith('7')")
    until(index, "Math.abs(document.querySelector(':target').getBoundingClientRect().top - 16) < 2")


def test_filters_work_by_keyboard(index: Page) -> None:
    index.keyboard.press("Tab")
    assert index.evaluate("document.activeElement.className") == "skip"
    index.get_by_label("Search").focus()
    index.keyboard.press("Tab")
    assert index.evaluate("document.activeElement.value") == ""
    index.keyboard.press("ArrowRight")
    assert shown(index) == ["02", "03", "07"]
    index.keyboard.press("ArrowRight")
    assert fragment(index) == "#problem=code-wraps"
    outline = "getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
    assert index.evaluate(outline) == "solid"


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("plain", ["01"]),
        ("RELU", ["01"]),
        ("not-here", ["05"]),
        ("download", ["05"]),
        ("fails failing", ["02"]),
        ("watch fail", ["06"]),
        ("helo", ["01"]),
        ("<img", ["07"]),
        ("   ", ALL),
        ("nothing like this", []),
    ],
)
def test_a_search_finds_titles_code_and_talk_tracks(index: Page, query: str, numbers: list[str]) -> None:
    index.get_by_label("Search").press_sequentially(query)
    assert (shown(index), announced(index)) == (numbers, f"{len(numbers)} of 7 shorts shown")
    index.reload()
    assert shown(index) == numbers


def test_where_nothing_matches_all_can_be_shown_again(index: Page) -> None:
    index.get_by_label("Search").fill("nothing like this")
    index.get_by_role("button", name="Show all").click()
    assert (shown(index), fragment(index)) == (ALL, "")
    assert not index.get_by_role("button", name="Show all").is_visible()


def test_going_to_a_short_leaves_the_filter_on(index: Page) -> None:
    choose(index, "With problems 3")
    index.get_by_role("navigation", name="Shorts").get_by_role("link").nth(1).click()
    assert (shown(index), fragment(index)) == (["02", "03", "07"], "#problem=any")
    assert index.evaluate("document.activeElement.id") == "short-too-long"


def test_without_a_script_all_is_shown_and_nothing_that_needs_one(browser: Browser, mixed: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(mixed.as_uri())
    assert shown(page) == ALL
    assert page.locator("button:visible, form:visible, .shown:visible, .none:visible").count() == 0
    page.close()


COPIES = [
    pytest.param("", id="by-the-clipboard"),
    pytest.param("delete Navigator.prototype.clipboard", id="by-the-selection"),
    pytest.param("navigator.clipboard.writeText = () => Promise.reject()", id="by-the-selection-when-refused"),
]


def copied(page: Page, short: int, number: int) -> str:
    """What is on the clipboard after a copy button was used by keyboard."""
    button = page.locator(".card").nth(short).locator(".copy").nth(number)
    button.focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#said').textContent")
    assert button.evaluate("button => button === document.activeElement")
    return pasted(page)


def pasted(page: Page) -> str:
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("textarea").last.focus()
    page.keyboard.press("Control+v")
    return page.locator("textarea").last.input_value()


@pytest.mark.parametrize("script", COPIES)
def test_the_code_is_copied_to_the_letter_by_keyboard_from_a_disk(page: Page, mixed: Path, script: str) -> None:
    page.add_init_script(script)
    page.goto(mixed.as_uri())
    assert copied(page, 0, 0) == CODE
    assert page.locator("#said").get_attribute("role") == "status"
    assert page.locator("#said").inner_text() == "Copied: Code of short 01"
    assert page.get_by_role("button", name="Copied Code of short 01").is_visible()
    assert copied(page, 0, 1) == "print(helo)\n"
    assert copied(page, 6, 0) == f"# \u202e{HOSTILE}\n"


def test_where_copying_is_refused_the_code_is_selected(page: Page, mixed: Path) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard; Document.prototype.execCommand = () => false")
    page.goto(mixed.as_uri())
    page.get_by_role("button", name="Copy code of short 02").click()
    assert page.locator("#said").inner_text() == "Could not copy: Code of short 02 is selected, press Ctrl+C or ⌘C"
    assert page.evaluate("getSelection().toString()") == 'print("so far")\n1 / 0'


def watched(page: Page) -> list[str]:
    """What the page says to the console, raises, asks a person or fetches from elsewhere, as it happens."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.on("request", lambda request: None if _is_near(request.url) else said.append(request.url))
    return said


def _is_near(url: str) -> bool:
    return url.startswith(("file:", "data:", "http://127.0.0.1:"))


def test_hostile_text_is_shown_and_nothing_of_it_runs(page: Page, mixed: Path) -> None:
    said = watched(page)
    page.goto(mixed.as_uri())
    page.goto(f"{mixed.as_uri()}#short-hostile")
    see_all(page)
    card = page.locator("#short-hostile")
    assert card.locator("h2 .title").inner_text() == HOSTILE
    assert card.locator(".hook").inner_text() == f"\\u202e{HOSTILE}"
    assert card.locator(".say").inner_text() == HOSTILE
    assert card.locator(".mistake").inner_text() == HOSTILE
    assert card.locator("pre").all_inner_texts() == [
        f"# \\u202e{HOSTILE}\n", HOSTILE, f"\\x1b[31m{HOSTILE}\\x00{TURNED.encode('unicode_escape').decode()}</pre>",
    ]  # fmt: skip
    assert page.locator("img[src=x]").count() == 0
    assert said == []


def see_all(page: Page) -> None:
    """Scroll through the page until all its pictures are there."""
    for picture in page.locator(".card img").all():
        picture.scroll_into_view_if_needed()
    until(page, "[...document.images].every(one => one.complete)")


@pytest.fixture
def served(mixed: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(mixed.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("way", ["disk", "server"])
def test_pictures_style_and_script_load_and_nothing_is_refused(page: Page, mixed: Path, served: str, way: str) -> None:
    said = watched(page)
    page.goto(served if way == "server" else mixed.as_uri())
    see_all(page)
    pictures = page.evaluate("[...document.images].map(one => one.naturalHeight / one.naturalWidth)")
    assert pictures == [pytest.approx(16 / 9)] * len(list(mixed.parent.glob("*/slides/*.svg")))
    assert page.locator(".filters").is_visible()
    assert said == []


def test_the_figure_on_a_slide_is_seen(index: Page) -> None:
    picture = index.locator("img[src='too-long/slides/03-output.svg']")
    picture.scroll_into_view_if_needed()
    until(index, "[...document.images].some(one => one.complete && one.src.includes('too-long'))")
    with Image.open(BytesIO(picture.screenshot())) as seen:
        colors = dict(map(reversed, seen.convert("RGB").getcolors(maxcolors=seen.width * seen.height) or []))
    assert colors.get((0x80, 0x80, 0x80), 0) > 1000


def test_the_policy_lets_nothing_else_run(page: Page, mixed: Path) -> None:
    page.goto(mixed.as_uri())
    attempts = """() => {
        const run = document.createElement('script'); run.textContent = 'window.ran = true'; document.body.append(run);
        const button = document.createElement('b'); button.setAttribute('onclick', 'window.ran = true');
        document.body.append(button); button.click();
        return fetch('http://127.0.0.1:9/').then(() => 'fetched', () => window.ran || 'nothing');
    }"""
    assert page.evaluate(attempts) == "nothing"


CONTRAST = (Path(__file__).parent / "contrast.js").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(browser: Browser, mixed: Path, scheme: Any) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(mixed.as_uri())
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    grounds, seen, low = page.evaluate(CONTRAST)
    assert grounds == {"light": "rgb(246, 246, 243)", "dark": "rgb(11, 14, 20)"}[scheme]
    assert seen > 200
    assert low == []
    page.close()


def test_the_page_has_landmarks_headings_in_order_and_a_name_for_everything(index: Page) -> None:
    for landmark in ("banner", "main", "complementary", "search"):
        assert index.get_by_role(landmark).count() == 1
    levels = index.locator("h1, h2, h3").evaluate_all("all => all.map(one => +one.tagName[1])")
    assert levels[:2] == [1, 2]
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    unnamed = "all => all.filter(one => !one.textContent.trim() && !one.querySelector('img[alt]')).length"
    assert index.locator("a, button, summary").evaluate_all(unnamed) == 0
    assert index.locator("img:not([alt]), img[alt='']").count() == 0
    ids = index.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_the_link_that_skips_leads_to_the_shorts(index: Page) -> None:
    index.keyboard.press("Tab")
    assert index.get_by_role("link", name="Skip to the shorts").bounding_box()["y"] > 0  # type: ignore[index]
    index.keyboard.press("Enter")
    assert index.evaluate("document.activeElement.id") == "shorts"
    assert shown(index) == ALL


@pytest.mark.parametrize("width", [320, 390, 800, 1440])
def test_nothing_is_wider_than_the_screen(page: Page, mixed: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(mixed.as_uri())
    see_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    outside = f"all => all.filter(one => one.getBoundingClientRect().right > {width}).map(one => one.className)"
    assert page.locator(".card, pre, .finding, .filter, h1, h2, .files a").evaluate_all(outside) == []


def test_nothing_moves_so_who_wants_less_motion_has_it(index: Page) -> None:
    assert index.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = "one => (style => style.animationName !== 'none' || style.transitionDuration !== '0s')"
    assert index.locator("*").evaluate_all(f"all => all.filter({moving}(getComputedStyle(one))).length") == 0


@pytest.fixture
def printed(browser: Browser, mixed: Path) -> PdfReader:
    page = browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 844})
    page.goto(f"{mixed.as_uri()}#problem=any")
    page.get_by_role("radio", name="All 7").check()
    pdf = page.pdf(format="A4")
    assert page.evaluate("[...document.images].every(one => one.complete)")
    page.close()
    return pypdf.PdfReader(BytesIO(pdf))


def test_on_paper_no_card_is_split_that_fits_a_page(printed: PdfReader) -> None:
    texts = [" ".join(page.extract_text().split()) for page in printed.pages]
    ends = [
        ("Plain and good", "NameError: of course"),
        ("A failing one", "ZeroDivisionError: division by zero"),
        ("A long one", "output of too-long"),
        ("Remarks only", "# only said"),
        ("Skipped", "download()"),
        ("Meant to fail", "ValueError: invalid literal: 'x'"),
        (f"07 {HOSTILE}", "</pre>"),
    ]
    first = [next(number for number, text in enumerate(texts) if title in text) for title, _ in ends]
    last = [max(number for number, text in enumerate(texts) if end in text) for _, end in ends]
    assert last == first
    assert len(texts) == 4


def test_on_paper_there_are_no_controls_and_no_links(printed: PdfReader) -> None:
    text = " ".join(" ".join(page.extract_text() for page in printed.pages).split())
    assert "Mixed endings" in text
    controls = ("Copy", "Search", "Skip to", "With problems", "shorts shown", "speech.srt", "teleprompter.txt")
    assert [word for word in controls if word in text] == []


def test_three_hundred_shorts_are_found_and_their_pictures_wait(page: Page, tmp_path: Path) -> None:
    path = built(tmp_path, many(300), only=(OutputName.INDEX, OutputName.CAPTIONS))
    page.goto(path.as_uri())
    assert page.locator(".shown").inner_text() == "300 of 300 shorts shown"
    page.get_by_label("Search").fill("s299")
    assert shown(page) == ["299"]


def test_pictures_out_of_sight_are_not_loaded(index: Page) -> None:
    index.wait_for_load_state("networkidle")
    waiting = index.locator("img").evaluate_all("all => all.filter(one => !one.complete).length")
    assert waiting > 0


@pytest.fixture(scope="session")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a day of two shorts, of which one has a video."""
    root = tmp_path_factory.mktemp("filmed")
    index = built(root, many(2))
    with Session(Project(root), FakeExecutor(), SILENT) as session:
        video(session, "day01", ["1"], VideoOrder(), Told())
    return index


def test_a_video_is_played_where_it_is_and_is_no_part_of_the_page(page: Page, filmed: Path) -> None:
    page.goto(filmed.as_uri())
    films = page.locator("video")
    assert films.count() == 1
    assert films.get_attribute("src") == "s1/video.mp4"
    assert "data:video" not in filmed.read_text()
    page.evaluate("document.querySelector('video').muted = true; document.querySelector('video').play()")
    until(page, "document.querySelector('video').currentTime > 0.5")
    size, wrong = page.evaluate(
        "(({videoWidth, videoHeight, error}) => [[videoWidth, videoHeight], error])(document.querySelector('video'))"
    )
    assert (size, wrong) == ([1080, 1920], None)
    assert page.locator(".files a", has_text="video.mp4").get_attribute("href") == "s1/video.mp4"


def test_a_video_of_other_words_is_not_shown(page: Page, tmp_path: Path, filmed: Path) -> None:
    """Until it is made again. One in which less moves than is set is shown: somebody asked for it."""
    root = tmp_path / "copy"
    shutil.copytree(filmed.parents[2], root)
    project, script = Project(root), root / "scripts_yaml" / "day01.yaml"
    with Session(project, FakeExecutor(), SILENT) as session:
        order = VideoOrder(motion=Motion.NONE)
        video(session, "day01", ["1"], order, Told())
        render(session, "day01", [])
        assert "s1/video.mp4" in (project.build("day01") / "index.html").read_text()
        script.write_text(script.read_text().replace("Said.", "Spoken.", 1))
        render(session, "day01", [])
        assert "s1/video.mp4" not in (project.build("day01") / "index.html").read_text()
        video(session, "day01", ["1"], order, Told())
    page.goto((project.build("day01") / "index.html").as_uri())
    assert page.locator("video").count() == 1
