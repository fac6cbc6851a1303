from pathlib import Path

import pytest
from drawn_page import INVOICE, drawn
from PIL import Image
from shown_readings import told

from fraudpipe.adapters.images import DecodeLimits
from fraudpipe.cli.reading_pages import write_pages
from fraudpipe.errors import UserError

GONE = {"reason_code": "file_not_found", "message": "check the name"}


def test_each_file_gets_a_page_of_its_own_that_only_its_owner_can_open(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        Image.fromarray(drawn(INVOICE)).save(tmp_path / folder / "paper.png")
    files = [tmp_path / "one" / "paper.png", tmp_path / "two" / "paper.png", tmp_path / "gone.pdf"]

    pages = write_pages(files, [told(), told(), {"file": "gone.pdf", "error": GONE}], tmp_path / "out", DecodeLimits())

    assert [page.name for page in pages] == ["paper.png.html", "paper.png-2.html", "gone.pdf.html"]
    assert {page.stat().st_mode & 0o777 for page in pages} == {0o600}
    assert "data:image/jpeg;base64," in pages[1].read_text("utf-8")
    assert "file_not_found" in pages[2].read_text("utf-8")


def test_a_page_from_before_is_replaced(tmp_path: Path) -> None:
    before = tmp_path / "gone.pdf.html"
    before.write_text("old", "utf-8")
    write_pages([tmp_path / "gone.pdf"], [{"file": "gone.pdf", "error": GONE}], tmp_path, DecodeLimits())
    assert "file_not_found" in before.read_text("utf-8")


def test_a_folder_that_is_a_file_is_the_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    with pytest.raises(UserError, match="--out"):
        write_pages([], [], tmp_path / "out", DecodeLimits())
