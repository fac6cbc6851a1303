"""The report of a world in a real Chromium, opened as a file."""

from pathlib import Path

import pandas as pd
import pytest

from fraudpipe.reporting.world_page import world_page
from fraudpipe.reporting.world_plots import world_plots
from fraudpipe.simulation.aggregates import figures, listings

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
EMPTY = (
    "months",
    "ages",
    "waits",
    "tenures",
    "pages",
    "rings",
    "quarters",
    "contributions",
    "arms",
    "steps",
    "sharing",
)


def report() -> str:
    answers = {name: pd.DataFrame() for name in EMPTY}
    answers["people"] = pd.DataFrame([{"outside_share": 0.6, "helped_age": 42.5}])
    answers["illnesses"] = pd.DataFrame([("F", "C50.9", 3)], columns=["sex", "illness_code", "claims"])
    answers["pages"] = pd.DataFrame({"pages": [4, 18], "claims": [1, 2]})
    stay = {"illness_code": "C50.9", "claims": 3, "days_second": 8, "days_third": 9}
    answers["stays"] = pd.DataFrame([stay | {"own_second_yuan": 9_000.0, "own_third_yuan": 12_000.0}])
    return world_page({"claims of history": "3"}, figures(answers), world_plots(answers), listings(answers))


@pytest.mark.parametrize("width", [320, 800, 1280])
def test_it_opens_quietly_draws_its_plots_and_needs_no_sideways_scrolling(tmp_path: Path, width: int) -> None:
    if not CHROMIUM.is_file():
        pytest.skip("chromium is not installed (apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api")
    path = tmp_path / "report.html"
    path.write_text(report(), "utf-8")
    complaints: list[str] = []
    requests: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: requests.append(request.url.split(":")[0]))
        page.goto(path.as_uri())
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("[...document.images].map(one => one.naturalWidth > 100)") == [True, True]
        assert page.get_by_text("within").first.is_visible()
        browser.close()
    assert complaints == []
    assert set(requests) <= {"file", "data"}
