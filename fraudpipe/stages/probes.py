"""Which claims are scored, and at which moment."""

import pandas as pd

from fraudpipe.records.frames import rows
from fraudpipe.records.moments import midnight_after
from fraudpipe.records.tables import CLAIMS
from fraudpipe.stages.ports import LakeStore


def all_probes(lake: LakeStore, until: int) -> pd.DataFrame:
    """Every claim delivered up to `until` and the moment it is or was scored at: claim_id, as_of.

    A claim that a night delivered is scored at that night's `as_of`; one of ingested history at the next 00:00
    Asia/Shanghai after it was known and received. A correction does not move the moment.
    """
    night_of = {one.delivery_id: one.as_of for one in lake.deliveries() if one.kind == "night"}
    claims = lake.read("claims", CLAIMS.lake_columns, until)
    moments = [
        night_of.get(delivery_id, midnight_after(max(int(known_at), int(received_at))))
        for delivery_id, known_at, received_at in rows(claims, "delivery_id", "known_at", "received_at")
    ]
    probes = pd.DataFrame({"claim_id": claims["claim_id"], "as_of": pd.array(moments, dtype="int64")})
    probes = probes.sort_values(["as_of", "claim_id"], kind="stable").drop_duplicates("claim_id", keep="first")
    return probes[probes["as_of"] <= until].reset_index(drop=True)


def night_probes(lake: LakeStore, delivery_id: str, as_of: int, history: int) -> pd.DataFrame:
    """The claims of a night at its moment, and before them the `history` most recent other claims at theirs.

    The recent claims say what is usual. Returns claim_id, as_of, in_night.
    """
    claims = lake.read("claims", CLAIMS.lake_columns, as_of, delivery_id=delivery_id)
    tonight = pd.DataFrame({"claim_id": claims["claim_id"].drop_duplicates()}).assign(as_of=as_of, in_night=True)
    earlier = all_probes(lake, as_of)
    earlier = earlier[~earlier["claim_id"].isin(tonight["claim_id"])].tail(history).assign(in_night=False)
    return pd.concat([earlier, tonight], ignore_index=True).sort_values(["as_of", "claim_id"], ignore_index=True)
