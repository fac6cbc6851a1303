import json
from pathlib import Path

import pytest
from drawn_page import INVOICE, drawn
from PIL import Image

from fraudpipe.cli import read
from fraudpipe.cli.main import main
from fraudpipe.records.reading import FieldReading, LaboratoryRow, LineItem, Reading


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = 0
    try:
        main(["read", *arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.slow
def test_a_bad_file_is_named_and_the_others_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "paper.png", tmp_path / "photo.jpg"
    Image.fromarray(drawn(INVOICE)).save(good)
    bad.write_text("no picture", "utf-8")
    code, out, err = _run(capsys, str(good), str(bad), str(tmp_path / "gone.pdf"), "--json")
    first, second, third = json.loads(out)
    assert code == 2
    assert first["document_type"] == "inpatient_invoice"
    added = {"seals", "problems", "beside", "prints"}
    assert set(first) == {"file", "document_type", "rotation", "pages", "fields", "findings"} | added
    assert set(first["fields"]["total_amount"]) == {"value", "confidence", "status", "page", "box", "readers"}
    assert set(first["fields"]["line_items"]["value"][0]) == {"name", "quantity", "unit_price", "amount", "box"}
    assert second["error"]["reason_code"] == "unknown_format"
    assert third["error"]["reason_code"] == "file_not_found"
    assert "2 of 3 files could not be read" in err


@pytest.mark.slow
def test_people_get_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "paper.png"
    Image.fromarray(drawn(INVOICE)).save(paper)
    code, out, _ = _run(capsys, str(paper))
    assert code == 0
    assert "2000.00" in out
    assert "accepted" in out


def test_only_missing_files_start_no_reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, str(tmp_path / "gone.pdf"))
    assert code == 2
    assert "file_not_found" in out
    assert "1 of 1 files" in err


def test_pages_to_look_at_are_written_and_json_stays_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pages"
    code, out, err = _run(capsys, str(tmp_path / "gone.pdf"), "--json", "--show", "--out", str(folder))
    assert code == 2
    assert json.loads(out)[0]["error"]["reason_code"] == "file_not_found"
    assert f"page written: {folder / 'gone.pdf.html'}" in err
    assert "file_not_found" in (folder / "gone.pdf.html").read_text("utf-8")


def test_a_folder_for_pages_needs_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capsys, str(tmp_path / "gone.pdf"), "--out", str(tmp_path))
    assert code == 2
    assert "add --show" in err


class OddPapers:
    """A pool that reads the same paper whatever it is given: one with brackets and colons wherever text can stand."""

    def __init__(self, _options: object) -> None:
        pass

    def __enter__(self) -> "OddPapers":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read_many(self, items: list[tuple[str, bytes]]) -> list[tuple[str, Reading]]:
        box = (1, 2, 3, 4)
        values = {
            "note": "见[/b]附页[red] :100:",
            "line_items": (LineItem("注射液[/支]", "1.00", box, quantity="2[盒]"),),
            "laboratory_rows": (LaboratoryRow("葡萄糖", "5.1", "[mmol/L]", "[3.9-6.1]", "", box),),
        }
        fields = {name: FieldReading(one, 0.99, "accepted", 1, box, ("a",)) for name, one in values.items()}
        return [(key, Reading("laboratory_report", 0, 1, fields)) for key, _ in items]


def test_brackets_on_a_paper_or_in_a_name_are_shown_as_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "ReadingPool", OddPapers)
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.chdir(tmp_path)
    Path("a[mg]b.png").write_bytes(b"any")
    code, out, _ = _run(capsys, "a[mg]b.png", "gone[/mg].pdf")
    assert code == 2
    for text in ("葡萄糖 5.1 [mmol/L] [3.9-6.1]", "注射液[/支] 1.00 (2[盒])", "见[/b]附页[red] :100:"):
        assert text in out
    assert "a[mg]b.png: laboratory_report" in out
    assert "gone[/mg].pdf: file_not_found: " in out
