import re

import pytest

from builders import ID_NUMBER, NAME, claim, member
from fraudpipe.records.arrow_schema import arrow_schema
from fraudpipe.records.contract_page import contract_page
from fraudpipe.records.delivery import REASONS
from fraudpipe.records.schema import json_schema
from fraudpipe.records.tables import CLAIMS, MEMBERS, READINGS, TABLES


def test_the_lake_holds_hashes_in_place_of_personal_text() -> None:
    names = [name for name, _ in MEMBERS.lake_columns]
    assert {"name_hash", "id_number_hash", "received_at", "delivery_id"} <= set(names)
    assert not {"name", "id_number"} & set(names)


def test_personal_json_never_reaches_the_lake() -> None:
    assert not {"fields", "fields_hash"} & {name for name, _ in READINGS.lake_columns}


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_every_table_is_well_formed(table) -> None:
    assert table.names[-1] == "known_at"
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    earlier = [one.name for one in TABLES[: TABLES.index(table)]]
    for column, target in table.references:
        assert column in table.names
        assert target in earlier
    for one in table.columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", one.name)
        assert one.kind != "choice" or one.choices
    assert len(arrow_schema(table.lake_columns)) == len(table.lake_columns)


def test_an_unknown_column_name_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="amount_yuan"):
        CLAIMS.column("amount_yuan")


def test_the_json_schema_states_what_validation_checks() -> None:
    tree = json_schema(CLAIMS)
    assert set(tree["properties"]) == set(claim())
    assert "doctor_id" not in tree["required"]
    assert tree["properties"]["plan_kind"]["enum"] == ["fixed_benefit", "reimbursement"]
    assert tree["properties"]["amount_fen"]["minimum"] == 1
    assert tree["properties"]["amount_fen"]["maximum"] == 10**12
    assert tree["additionalProperties"] is False


def test_the_contract_page_names_every_table_column_and_reason() -> None:
    page = contract_page()
    for table in TABLES:
        assert f"### {table.name}\n" in page
        assert all(f"| `{name}` |" in page for name in table.names)
    assert all(f"| `{code}` |" in page for code in REASONS)


def test_the_builders_people_are_marked_as_personal() -> None:
    personal = {one.name for one in MEMBERS.columns if one.personal}
    assert {name for name, value in member().items() if value in (NAME, ID_NUMBER)} == personal
