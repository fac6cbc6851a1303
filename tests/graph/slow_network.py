"""The network row of one probe, written as plainly as its definition: what the fast one is compared with."""

import pandas as pd

DAY = 86_400
STRONG = ("bank_account", "device", "document", "picture")
KINDS = ("phone", "bank_account", "device", "address", "referrer", "document", "same_person", "picture")


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
    clock: dict[tuple[str, tuple[str, str]], list[int]] = {}
    for kind, value, owner, claim, at in rows:
        holders.setdefault((kind, value), set()).add(owner)
        on = [claim] if isinstance(claim, str) else [one for one in member if member[one] == owner]
        for one in on:
            if one not in member:
                continue
            begun = max(at, since[one])
            clock.setdefault((one, (kind, value)), []).append(begun)
            if begun >= fresh:
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
    second = {
        one: {v for near in linked for v in shown.get(near, set()) & shown.get(one, set())}
        for one in strangers
        if member[one] not in {member[near] for near in linked}
    }
    second = {one: values for one, values in second.items() if values}
    component = _component(claim_id, member, shown, {one for one in member if since[one] >= fresh})
    current = claims.drop_duplicates("claim_id", keep="last").set_index("claim_id")
    own = current.loc[claim_id]
    recent = current.loc[[one for one in strangers if since[one] >= fresh]]
    at_doctor = recent[(recent["doctor_id"] == own["doctor_id"]) & recent["doctor_id"].notna()]
    return (
        found
        | _further(shared, second, outcome, as_of, clock, window)
        | _ring(component, shown, member, since, as_of, fresh)
        | {
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
    )


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


def _further(shared: dict, second: dict, outcome: dict, as_of: int, clock: dict, window: int) -> dict:
    """What is beyond the plain sharing counts: all claims at one hop, their times, and those at two hops."""
    linked = [one for one, values in shared.items() if values]
    begun = [_run_start(clock[one, value], window) for one in linked for value in shared[one]]
    strong = [one for one in linked if any(kind in STRONG for kind, _ in shared[one])]
    return {
        "linked_claim_count": len(linked),
        "strong_linked_confirmed_count": sum(outcome.get(one) == "confirmed_fraud" for one in strong),
        "first_linked_days": (as_of - min(begun)) // DAY if begun else 0,
        "last_linked_days": (as_of - max(begun)) // DAY if begun else 0,
        **{
            f"two_hop_{kind}_count": sum(any(k == kind for k, _ in found) for found in second.values())
            for kind in KINDS
        },
        "two_hop_claim_count": len(second),
        "two_hop_confirmed_count": sum(outcome.get(one) == "confirmed_fraud" for one in second),
        "two_hop_cleared_count": sum(outcome.get(one) == "not_fraud" for one in second),
    }


def _ring(component: set[str], shown: dict, member: dict, since: dict, as_of: int, fresh: int) -> dict:
    """Growth and density of a component."""
    holders: dict[tuple[str, str], set[str]] = {}
    for one in component:
        for value in shown.get(one, set()):
            if value[0] in STRONG:
                holders.setdefault(value, set()).add(member[one])
    recent = {member[one] for one in component if since[one] >= fresh}
    return {
        "component_member_count": len(recent) + sum(since[one] < fresh for one in component),
        "component_recent_30_count": sum(since[one] >= as_of - 30 * DAY for one in component),
        "component_recent_90_count": sum(since[one] >= as_of - 90 * DAY for one in component),
        "component_tie_count": sum(_ties(value, who, holders) for value, who in holders.items()),
    }


def _ties(value: tuple[str, str], who: set[str], holders: dict[tuple[str, str], set[str]]) -> int:
    """Members beyond the first; by a picture, without those who share a file with one of a smaller id."""
    files = [among for (kind, _), among in holders.items() if kind == "document" and value[0] == "picture"]
    tied = [
        one
        for one in who
        if not any(one in among and other in among for among in files for other in who if other < one)
    ]
    return len(tied) - 1


def _run_start(begun: list[int], window: int) -> int:
    """A value is on a claim without a break as long as a new row of it comes before the window of the last one ends."""
    *earlier, start = sorted(begun)
    for at in reversed(earlier):
        if at + window * DAY < start:
            break
        start = at
    return start
