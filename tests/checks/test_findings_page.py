"""The page of findings is what the code says."""

from pathlib import Path

from fraudpipe.checks.findings_page import findings_page
from fraudpipe.checks.kinds import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == findings_page()


def test_codes_are_unique_and_all_on_the_page() -> None:
    codes = [kind.code for kind in KINDS]
    assert len(set(codes)) == len(codes)
    assert all(f"`{code}`" in findings_page() for code in codes)
