"""What holds for every feature of the project."""

import sys

import ibis
import pytest
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.config import Config

import features
from features import FEATURES
from features.finding_families import FAMILIES
from fraudpipe.featuring import Catalogue
from fraudpipe.featuring.compute import compute
from fraudpipe.featuring.frame import COLUMNS, table_schema
from fraudpipe.stages.finding_kinds import ALL_KINDS

CATALOGUE = Catalogue(FEATURES)


class _PysparkOptions(Config):
    treat_nan_as_null: bool = False


def test_there_are_features_of_five_families_and_more() -> None:
    families = {one.family for one in CATALOGUE.features}
    assert {"claim", "document", "member", "provider", "network"} <= families
    assert len(CATALOGUE) >= 120


def test_every_marked_function_is_listed() -> None:
    marked = {
        name
        for module in (sys.modules[f"features.{one.family}"] for one in CATALOGUE.features)
        for name, value in vars(module).items()
        if getattr(value, "__fraudpipe_feature__", False)
    }
    assert marked == {one.name for one in CATALOGUE.features}
    assert features.FEATURES is FEATURES


def test_every_feature_can_be_said_in_sql_for_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {name: ibis.table(table_schema(name), name=name) for name in COLUMNS}
    probes = ibis.table({"claim_id": "string", "as_of": "int64"}, name="probes")
    # The option is registered by importing the backend, which needs pyspark itself.
    monkeypatch.setattr(ibis.options, "pyspark", _PysparkOptions())
    statement = PySparkCompiler().to_sqlglot(compute(CATALOGUE, tables, probes)).sql("spark")
    assert "HUGEINT" not in statement
    assert "ASOF" not in statement.upper().replace("AS_OF", "")


def test_nobody_is_suspected_for_being_poor_or_ill_in_mind() -> None:
    looked_at = {column for one in CATALOGUE.features for column in (*one.reads, *one.past_reads)}
    assert not [name for name in looked_at if any(word in name for word in ("income", "poverty", "welfare", "mental"))]


def test_every_kind_of_finding_is_in_one_family() -> None:
    placed = [code for codes in FAMILIES.values() for code in codes]
    assert sorted(placed) == sorted(kind.code for kind in ALL_KINDS)


def test_every_family_but_papers_is_counted() -> None:
    assert {f"{name}_finding_count" for name in FAMILIES if name != "papers"} <= {
        one.name for one in CATALOGUE.features
    }
