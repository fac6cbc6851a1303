from pathlib import Path

from features import FEATURES
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.features_page import features_page

ROOT = Path(__file__).parents[2]


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "features.md").read_text("utf-8") == features_page(Catalogue(FEATURES))


def test_the_page_says_what_a_trailing_feature_aggregates() -> None:
    page = features_page(Catalogue(FEATURES))
    assert "- Computed: days since over `outcomes` by `hospital_id`, all history, filtered" in page
    assert "### waiting_margin_days" in page
