"""The page of findings is what the code says."""

from pathlib import Path

from fraudpipe.checks.findings_page import findings_page
from fraudpipe.checks.kinds import GROUPS
from fraudpipe.records.finding import STEPS
from fraudpipe.stages.finding_kinds import ALL_KINDS

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def test_the_page_is_up_to_date() -> None:
    for line in findings_page(GROUPS).splitlines():
        assert line in PAGE.read_text("utf-8")


def test_codes_are_unique_and_all_on_the_page() -> None:
    codes = [kind.code for kind in ALL_KINDS]
    assert len(set(codes)) == len(codes)
    assert all(f"`{code}`" in PAGE.read_text("utf-8") for code in codes)


def test_every_kind_says_in_both_languages_what_else_would_fit_and_what_would_tell() -> None:
    for kind in ALL_KINDS:
        assert kind.innocent, kind.code
        assert kind.step in STEPS, kind.code
        assert any("\u4e00" <= mark <= "\u9fff" for mark in kind.innocent_zh), kind.code
