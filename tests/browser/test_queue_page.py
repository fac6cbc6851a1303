"""The queue page in a real Chromium, opened as a file: what an investigator without a server has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from queue_nights import entry, night, small_network

from fraudpipe.reporting.queue_page import queue_page

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LONG = "与另外 7 位成员共用同一电话、同一银行账户和同一设备，且均在等待期结束后一个月内确诊同一疾病"


@pytest.fixture(scope="module")
def chromium() -> Iterator["object"]:
    if not CHROMIUM.is_file():
        pytest.skip("chromium is not installed (apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Opened:
    """An open page and everything that went wrong on it."""

    def __init__(self, chromium, path: Path, width: int, height: int) -> None:
        self.context = chromium.new_context(viewport={"width": width, "height": height})
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())


@pytest.fixture
def opened(chromium, tmp_path: Path):
    reasons = [{"message_zh": LONG, "message_en": "a long sentence " * 9, "contribution": 1.0}] * 3
    entries = [entry(1, graph=small_network(), reasons=reasons, hospital_name="模拟第一医院" * 5)]
    entries += [entry(2, reasons=reasons), entry(3, within_capacity=False), entry(4, within_capacity=False)]
    path = tmp_path / "queue.html"
    path.write_text(queue_page(night(delivery_id="night-" + "2026-03-02-" * 5), entries), "utf-8")
    contexts = []

    def open_page(width: int = 1280, height: int = 900) -> Opened:
        made = Opened(chromium, path, width, height)
        contexts.append(made.context)
        return made

    yield open_page
    for context in contexts:
        context.close()


def test_it_opens_quietly_and_asks_nobody_for_anything(opened) -> None:
    found = opened()
    found.page.wait_for_load_state("networkidle")
    assert found.complaints == []
    assert [url.split(":")[0] for url in found.requests] == ["file"]


def test_the_capacity_line_and_a_masked_name_are_there_to_see(opened) -> None:
    page = opened().page
    assert page.get_by_text("capacity line").is_visible()
    line = page.get_by_text("capacity line").bounding_box()["y"]
    tops = [page.locator("summary").nth(number).bounding_box()["y"] for number in range(4)]
    assert tops[1] < line < tops[2]
    assert page.get_by_text("模** · 女").first.is_visible()


def test_claims_open_and_close_by_keyboard(opened) -> None:
    page = opened().page
    second = page.locator("details").nth(1)
    assert second.get_attribute("open") is None
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").find("claim-2") >= 0
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus can be seen"
    page.keyboard.press("Enter")
    assert second.get_attribute("open") is not None
    assert second.locator(".body").is_visible()
    page.keyboard.press("Space")
    assert not second.locator(".body").is_visible()


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_no_width_needs_sideways_scrolling(opened, width: int) -> None:
    page = opened(width).page
    for number in range(4):
        page.locator("details").nth(number).evaluate("one => { one.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cramped = "found => found.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    assert page.locator("summary > span:not(.why)").evaluate_all(cramped) == [], "values run into one another"


def test_scripts_in_names_stay_text(chromium, tmp_path: Path) -> None:
    hostile = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    path = tmp_path / "hostile.html"
    path.write_text(queue_page(night(), [entry(1, hospital_name=hostile, graph=small_network(label=hostile))]), "utf-8")
    found = Opened(chromium, path, 1280, 900)
    assert "owned" not in found.page.title()
    assert found.page.get_by_text("document.title").first.is_visible()
    assert found.complaints == []
    found.context.close()
