"""The link stage writes the whole network row of every probe, from what the lake holds."""

from pathlib import Path

import numpy as np
import pandas as pd
from graph.scan.test_excess import DAY, START, world

from fraudpipe.records.derived import NETWORK
from fraudpipe.stages import link
from fraudpipe.stages.link_tables import same_pictures


class LinkLake:
    """Tables in memory; a row is received a day after it is known."""

    def __init__(self) -> None:
        made = world(1, claims=60)
        claims = made["claims"]
        self.tables = made | {
            "identifiers": pd.DataFrame(
                {
                    "member_id": claims["member_id"],
                    "claim_id": claims["claim_id"],
                    "kind": "device",
                    "value_hash": np.resize(["one", "two"], len(claims)),
                    "visible_at": claims["visible_at"],
                }
            ),
            "documents": pd.DataFrame(
                {"claim_id": claims["claim_id"], "content_sha256": None, "visible_at": claims["visible_at"]}
            ),
            "outcomes": pd.DataFrame({"claim_id": ["c0"], "outcome": ["confirmed_fraud"], "visible_at": [START]}),
            "person_links": pd.DataFrame(
                {"person_id": ["m0"], "other_person_id": ["m1"], "match_weight": [9.5], "visible_at": [START]}
            ),
            "prints": pd.DataFrame(
                {
                    "claim_id": ["c0", "c1", "c2", "gone"],
                    "picture": ["0f" * 128, "0e" + "0f" * 127, None, "0f" * 128],
                    "form": ["own", "own", "other", "own"],
                    "visible_at": [START, START, START, START],
                }
            ),
        }

    def read(self, name: str, columns: object, until: int) -> pd.DataFrame:
        frame = self.tables[name].rename(columns={"visible_at": "received_at"})
        frame = frame.assign(known_at=frame["received_at"] - DAY)
        missing = {one for one, _ in columns} - set(frame.columns)
        return frame.assign(**dict.fromkeys(missing))[lambda rows: rows["received_at"] <= until]


def test_every_column_of_the_network_is_written(tmp_path: Path) -> None:
    lake = LinkLake()
    until = START + 300 * DAY
    probes = lake.tables["claims"][["claim_id"]].drop_duplicates().assign(as_of=until)
    report = link.run(lake, probes, until, tmp_path / "network.parquet", member_cap=50, window_days=1095)
    found = pd.read_parquet(tmp_path / "network.parquet")
    assert list(found.columns) == [name for name, _ in NETWORK]
    assert found.drop(columns="claim_id").dtypes.eq("int64").all()
    assert found["claim_id"].tolist() == probes["claim_id"].tolist()
    assert report.counts == {"claims": 60, "linked": 60}
    assert (found["component_claim_count"] > 20).all()
    seen = found.set_index("claim_id").loc[["c0", "c1", "c2", "c3"]]
    assert seen["shared_picture_count"].tolist() == [1, 1, 0, 0]
    assert seen["form_count"].tolist() == [1, 1, 1, 0]
    assert seen["picture_count"].tolist() == [1, 1, 0, 0]
    assert seen["form_member_count"].tolist() == [1, 1, 0, 0]


def _with_signs(*signs: int) -> str:
    return f"{sum(1 << sign for sign in signs):0256x}"


class _PagesBeforeClaims(LinkLake):
    """Each page was there on day 1; whose it is became known on days 7, 1 and 5."""

    def __init__(self, pages: tuple[str, ...]) -> None:
        super().__init__()
        known = {"p1": 7, "p2": 1, "p3": 5}
        drawn = {"p1": _with_signs(), "p2": _with_signs(*range(30)), "p3": _with_signs(*range(60))}
        claims = {"claim_id": pages, "member_id": pages, "visible_at": [START + known[one] * DAY for one in pages]}
        self.tables["claims"] = pd.DataFrame(claims)
        self.tables["prints"] = pd.DataFrame(
            {"claim_id": pages, "picture": [drawn[one] for one in pages], "form": None, "visible_at": START + DAY}
        )


def test_a_page_whose_claim_comes_later_names_no_page_that_was_seen_before_it() -> None:
    whole, without = _PagesBeforeClaims(("p1", "p2", "p3")), _PagesBeforeClaims(("p2", "p3"))
    found = same_pictures(whole, START + 9 * DAY).set_index("claim_id")["value_hash"]
    assert found["p1"] == found["p2"] == found["p3"]
    for until in (START + 6 * DAY, START + 9 * DAY):
        earlier = same_pictures(without, until).set_index("claim_id")["value_hash"]
        assert earlier.to_dict() == found[["p2", "p3"]].to_dict()
