import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fraudpipe.cli.features import command
from fraudpipe.errors import ContractError


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_the_list_can_be_read_by_a_program() -> None:
    rows = json.loads(run("list", "--family", "member", "--json"))
    assert {row["family"] for row in rows} == {"member"}
    assert all("{value}" in row["why_zh"] and "{value}" in row["why_en"] for row in rows)
    assert "waiting_margin_days" in run("list")


def test_features_and_models_are_sound() -> None:
    assert "model claim_risk" in run("check")


def test_a_page_that_is_out_of_date_breaks_the_contract(tmp_path: Path) -> None:
    page = tmp_path / "features.md"
    run("doc", "--output", str(page))
    assert "up to date" in run("doc", "--output", str(page), "--check")
    page.write_text("old", "utf-8")
    with pytest.raises(ContractError, match="out of date"):
        run("doc", "--output", str(page), "--check")
    assert ContractError.exit_code == 4
