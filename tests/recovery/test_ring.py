"""A planted ring is found whole, and shared context never makes one."""

import numpy as np
import pandas as pd
import pytest

from fraudpipe.graph.network import network_rows
from fraudpipe.records.moments import DAY_SECONDS

RING = [f"ring{i}" for i in range(8)]
STRONG = ("bank_account", "device")
EMPTY_OUTCOMES = pd.DataFrame({"claim_id": [], "outcome": [], "visible_at": []}).astype(
    {"claim_id": str, "outcome": str, "visible_at": np.int64}
)


def world_with_ring(kinds: tuple[str, ...]) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Three hundred honest claims at one hospital and doctor, and a ring held together hand to hand by `kinds`."""
    rng = np.random.default_rng(7)
    honest = [f"honest{i}" for i in range(300)]
    claims = pd.DataFrame(
        {
            "claim_id": honest + RING,
            "member_id": [f"m-{one}" for one in honest + RING],
            "hospital_id": "h1",
            "doctor_id": "d1",
            "illness_code": "C73",
            "visible_at": (1_700_000_000 + rng.integers(0, 400, len(honest + RING)) * DAY_SECONDS),
        }
    )
    rows = [(one, kind, f"{kind}-{one}") for one in honest for kind in ("phone", "bank_account", "device", "address")]
    # Families share telephones and addresses; a broker's number is known to half the town.
    rows += [(one, "phone", f"family-{number % 100}") for number, one in enumerate(honest)]
    rows += [(one, "device", "kiosk") for one in honest[:60]]
    rows += [
        (one, kinds[place % len(kinds)], f"hand-{place}")
        for place in range(len(RING) - 1)
        for one in RING[place : place + 2]
    ]
    identifiers = pd.DataFrame(rows, columns=["claim_id", "kind", "value_hash"])
    identifiers = identifiers.merge(claims[["claim_id", "member_id", "visible_at"]], on="claim_id")
    documents = pd.DataFrame(
        {"claim_id": claims["claim_id"], "content_sha256": claims["claim_id"], "visible_at": claims["visible_at"]}
    )
    tables = {"claims": claims, "identifiers": identifiers, "documents": documents, "outcomes": EMPTY_OUTCOMES}
    return tables, claims[["claim_id"]].assign(as_of=claims["visible_at"].max() + 1)


@pytest.mark.parametrize("kinds", [("bank_account",), ("device",), STRONG])
def test_a_planted_ring_is_one_component_and_nothing_else_is(kinds: tuple[str, ...]) -> None:
    tables, probes = world_with_ring(kinds)
    rows = network_rows(**tables, probes=probes, member_cap=50, window_days=1095).set_index("claim_id")
    assert (rows.loc[RING, "component_claim_count"] == len(RING)).all()
    honest = rows.drop(index=RING)
    # The kiosk is used by more members than the cap: it glues nobody.
    assert (honest["component_claim_count"] == 1).all()
    assert (honest["shared_phone_count"] == 2).all()
    assert (honest["hospital_claim_count"] == len(rows) - 1).all()


def test_a_looser_cap_lets_the_kiosk_glue() -> None:
    tables, probes = world_with_ring(STRONG)
    rows = network_rows(**tables, probes=probes, member_cap=60, window_days=1095).set_index("claim_id")
    assert (rows["component_claim_count"] == 60).sum() == 60


def test_telephones_and_addresses_do_not_glue() -> None:
    tables, probes = world_with_ring(("phone", "address"))
    rows = network_rows(**tables, probes=probes, member_cap=50, window_days=1095)
    assert (rows["component_claim_count"] == 1).all()


def test_a_proved_fraud_reaches_its_ring_only_once_it_is_known() -> None:
    tables, probes = world_with_ring(STRONG)
    as_of = int(probes["as_of"].iloc[0])
    tables["outcomes"] = pd.DataFrame(
        {"claim_id": [RING[0]], "outcome": ["confirmed_fraud"], "visible_at": [as_of - 1]}
    )
    day_before = probes[probes["claim_id"].isin(RING)].assign(as_of=as_of - 1)
    asked = pd.concat([day_before[tables["claims"].loc[day_before.index, "visible_at"] < as_of - 1], probes])
    rows = network_rows(**tables, probes=asked, member_cap=50, window_days=1095)
    late = rows[rows["as_of"] == as_of].set_index("claim_id")["component_confirmed_count"]
    assert (rows.loc[rows["as_of"] < as_of, "component_confirmed_count"] == 0).all()
    assert late[RING[1:]].tolist() == [1] * (len(RING) - 1)
    assert late.drop(RING[1:]).sum() == 0
