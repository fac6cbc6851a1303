import pyarrow as pa

from fraudpipe.adapters.duckdb_engine import DuckDBEngine
from fraudpipe.featuring.cut import FOREVER, met
from fraudpipe.featuring.frame import COLUMNS

_NAMES = ("claim_id", "document_id", "page_count", "known_at", "received_at", "delivery_id")
_Paper = tuple[str | None, str, int, int]


def _met(papers: list[_Paper], claims: list[str | None]) -> set[tuple[str, int, int]]:
    """Papers, each of a claim, with an id, pages and a moment: id, pages and end of the versions that claims meet."""
    told = [dict(zip(_NAMES, (*one, one[-1], f"day-{one[-1]}"), strict=True)) for one in papers]
    with DuckDBEngine(COLUMNS) as engine:
        table = engine.frame("papers", pa.Table.from_pylist(told))
        near = engine.frame("near", pa.table({"claim_id": pa.array(claims, pa.string())}))
        found = engine.rows(met(table, ("document_id",), near, ["claim_id"], {"page_count"}, engine.keep))
    return {(row["document_id"], row["page_count"], row["superseded_at"]) for row in found.to_pylist()}


def test_a_paper_is_met_in_all_its_versions_whenever_they_were_known_and_whosever_they_were() -> None:
    papers: list[_Paper] = [("c2", "p1", 1, 10), ("c1", "p1", 2, 500), ("c1", "p2", 3, 20), ("c2", "p3", 4, 20)]
    assert _met(papers, ["c1"]) == {("p1", 1, 500), ("p1", 2, FOREVER), ("p2", 3, FOREVER)}


def test_who_is_not_named_meets_nothing() -> None:
    assert _met([(None, "p1", 1, 10), ("c1", "p2", 2, 10)], [None]) == set()
