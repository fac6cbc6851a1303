"""A page of `read --show` in a real Chromium, opened as a file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from shown_readings import picture, told

from fraudpipe.reporting.reading_page import reading_page

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if not CHROMIUM.is_file():
        pytest.skip("chromium is not installed (apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., tuple[Any, list[str]]]]:
    contexts = []

    def open_page(width: int = 1400, turned: int = 0, **changes: Any) -> tuple[Any, list[str]]:
        path = tmp_path / "paper.html"
        path.write_text(reading_page(told(**changes), [picture(turned)]), "utf-8")
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if "http" in request.url[:5] else None)
        page.goto(path.as_uri())
        return page, complaints

    yield open_page
    for context in contexts:
        context.close()


def _opacity(page: Any, key: str) -> float:
    return float(page.locator(f"#b{key} rect").evaluate("one => getComputedStyle(one).fillOpacity"))


def test_it_opens_quietly_under_its_own_policy(opened: Callable[..., tuple[Any, list[str]]]) -> None:
    page, complaints = opened()
    page.wait_for_load_state("networkidle")
    assert complaints == []
    assert page.locator("body").evaluate("one => getComputedStyle(one).maxWidth") == "1680px", "the style applies"


def test_a_row_and_its_box_light_each_other_up(opened: Callable[..., tuple[Any, list[str]]]) -> None:
    page, _ = opened()
    plain = page.locator("#f4 td.value").evaluate("one => getComputedStyle(one).backgroundColor")
    assert _opacity(page, "4") == 0
    page.locator("#f4 td.value").hover()
    assert _opacity(page, "4") > 0
    page.locator("#b4 rect").hover()
    assert page.locator("#f4 td.value").evaluate("one => getComputedStyle(one).backgroundColor") != plain


def test_a_keyboard_reaches_every_box_and_value(opened: Callable[..., tuple[Any, list[str]]]) -> None:
    page, _ = opened()
    page.locator('#f1 a[href="#b1"]').focus()
    assert _opacity(page, "1") > 0
    page.keyboard.press("Enter")
    page.locator("h1").hover()
    assert _opacity(page, "1") > 0, "the box that was jumped to stays lit"
    assert page.locator("#b1").evaluate("one => { one.focus(); return document.activeElement === one; }")


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_boxes_lie_on_their_text_however_the_paper_lay(
    opened: Callable[..., tuple[Any, list[str]]], turned: int
) -> None:
    box = {0: [60, 236, 242, 280], 90: [1474, 60, 1518, 242], 180: [998, 1474, 1180, 1518], 270: [236, 998, 280, 1180]}
    fields = told()["fields"]["patient_name"] | {"box": box[turned]}
    page, _ = opened(turned=turned, rotation=(360 - turned) % 360, fields={"patient_name": fields})
    place = page.locator("svg").bounding_box()
    mark = page.locator("#b1 rect").bounding_box()
    assert (mark["x"] - place["x"]) / place["width"] == pytest.approx(60 / 1240, abs=0.01)
    assert (mark["y"] - place["y"]) / place["height"] == pytest.approx(236 / 1754, abs=0.01)


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_no_width_needs_sideways_scrolling(opened: Callable[..., tuple[Any, list[str]]], width: int) -> None:
    page, _ = opened(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
