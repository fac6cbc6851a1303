"""The network row of one probe, written as plainly as its definition: what the fast one is compared with."""

import pandas as pd

DAY = 86_400
STRONG = ("bank_account", "device", "document")
KINDS = ("phone", "bank_account", "device", "address", "referrer", "document")


def slow_network_row(tables: dict[str, pd.DataFrame], claim_id: str, as_of: int, cap: int, window: int) -> dict:
    seen = {name: table[table["visible_at"] < as_of] for name, table in tables.items()}
    claims = seen["claims"].sort_values(["claim_id", "visible_at"])
    first = claims.drop_duplicates("claim_id").set_index("claim_id")
    member, since = first["member_id"].to_dict(), first["visible_at"].to_dict()
    fresh = as_of - window * DAY
    rows = [
        (row.kind, row.value_hash, row.member_id, row.claim_id, row.visible_at)
        for row in seen["identifiers"].itertuples()
    ] + [
        ("document", row.content_sha256, member[row.claim_id], row.claim_id, row.visible_at)
        for row in seen["documents"].itertuples()
        if isinstance(row.content_sha256, str) and row.claim_id in member
    ]
    holders: dict[tuple[str, str], set[str]] = {}
    shown: dict[str, set[tuple[str, str]]] = {}
    for kind, value, owner, claim, at in rows:
        holders.setdefault((kind, value), set()).add(owner)
        on = [claim] if isinstance(claim, str) else [one for one in member if member[one] == owner]
        for one in on:
            if one in member and max(at, since[one]) >= fresh:
                shown.setdefault(one, set()).add((kind, value))
    shown = {one: {v for v in values if len(holders[v]) <= cap} for one, values in shown.items()}
    latest = seen["outcomes"].sort_values("visible_at").drop_duplicates("claim_id", keep="last")
    outcome = latest.set_index("claim_id")["outcome"].to_dict()

    mine, me = shown.get(claim_id, set()), member[claim_id]
    strangers = [one for one in member if member[one] != me]
    shared = {one: mine & shown.get(one, set()) for one in strangers}
    found = {
        f"shared_{kind}_count": sum(any(k == kind for k, _ in values) for values in shared.values()) for kind in KINDS
    }
    linked = [one for one in strangers if shared[one]]
    component = _component(claim_id, member, shown, {one for one in member if since[one] >= fresh})
    current = claims.drop_duplicates("claim_id", keep="last").set_index("claim_id")
    own = current.loc[claim_id]
    recent = current.loc[[one for one in strangers if since[one] >= fresh]]
    at_doctor = recent[(recent["doctor_id"] == own["doctor_id"]) & recent["doctor_id"].notna()]
    return found | {
        "doctor_claim_count": len(at_doctor),
        "doctor_illness_claim_count": int((at_doctor["illness_code"].str[:3] == own["illness_code"][:3]).sum()),
        "hospital_claim_count": int((recent["hospital_id"] == own["hospital_id"]).sum()),
        "component_claim_count": len(component),
        "component_age_days": (as_of - min(since[one] for one in component)) // DAY,
        "linked_confirmed_count": sum(outcome.get(one) == "confirmed_fraud" for one in linked),
        "linked_cleared_count": sum(outcome.get(one) == "not_fraud" for one in linked),
        "component_confirmed_count": sum(
            outcome.get(one) == "confirmed_fraud" for one in component if member[one] != me
        ),
    }


def _component(start: str, member: dict, shown: dict, recent: set[str]) -> set[str]:
    reached, todo = {start}, [start]
    while todo:
        one = todo.pop()
        values = {v for v in shown.get(one, set()) if v[0] in STRONG}
        for other in member:
            same = member[other] == member[one] and other in recent and one in recent
            if other not in reached and (same or values & shown.get(other, set())):
                reached.add(other)
                todo.append(other)
    return reached
