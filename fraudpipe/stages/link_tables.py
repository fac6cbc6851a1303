"""The tables that links are made of: what was sent, and what was worked out of it."""

import numpy as np
import pandas as pd

from fraudpipe.graph.case.same_person import pair_value
from fraudpipe.graph.pictures import first_pictures
from fraudpipe.records.derived import PERSON_LINKS, PRINTS
from fraudpipe.records.frames import rows
from fraudpipe.records.schema import Table
from fraudpipe.records.tables import CLAIMS, DOCUMENTS, IDENTIFIERS, OUTCOMES_TABLE
from fraudpipe.stages.ports import LakeStore


def visible(lake: LakeStore, table: Table, until: int) -> pd.DataFrame:
    """The rows of a table up to `until`, with `visible_at`, the moment from which a claim can see them."""
    return _dated(lake.read(table.name, table.lake_columns, until))


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    known, received = (frame[name].to_numpy(dtype="int64") for name in ("known_at", "received_at"))
    return frame.assign(visible_at=np.maximum(known, received))


def link_tables(lake: LakeStore, until: int) -> dict[str, pd.DataFrame]:
    """The tables that links are made of, all versions of each row: the graph cuts them at each claim's own moment."""
    claims = visible(lake, CLAIMS, until)
    return {
        "claims": claims.sort_values(["visible_at", *CLAIMS.names], kind="stable", ignore_index=True),
        "identifiers": pd.concat([visible(lake, IDENTIFIERS, until), worked_out(lake, until)], ignore_index=True),
        "documents": visible(lake, DOCUMENTS, until),
        "outcomes": visible(lake, OUTCOMES_TABLE, until),
    }


def worked_out(lake: LakeStore, until: int) -> pd.DataFrame:
    """Values that nobody sent: pairs of members who are probably one person, and pictures of pages."""
    made = pd.concat([same_persons(lake, until), same_pictures(lake, until)], ignore_index=True)
    # A column without any value has no type of its own.
    return made.astype({"claim_id": pd.StringDtype(), "visible_at": np.int64})


def page_prints(lake: LakeStore, until: int) -> pd.DataFrame:
    """What pages are known again by, with `visible_at`."""
    return _dated(lake.read("prints", PRINTS, until))


def same_pictures(lake: LakeStore, until: int) -> pd.DataFrame:
    """Pages that were read as pictures, each as a value of its claim: the first fingerprint that is nearly its own."""
    prints = page_prints(lake, until)
    prints = prints[prints["picture"].notna()]
    columns = ["claim_id", "member_id", "visible_at"]
    if prints.empty:
        return pd.DataFrame(columns=[*columns, "kind", "value_hash"])
    claims = visible(lake, CLAIMS, until).sort_values(["claim_id", "visible_at", "member_id"])
    owned = prints.merge(claims.drop_duplicates("claim_id")[columns], on="claim_id", suffixes=("", "_of_claim"))
    # Whose page it is is known only once its claim is; before that it must not name another.
    seen = owned[["visible_at", "visible_at_of_claim"]].max(axis=1)
    value = first_pictures(owned["picture"], seen.to_numpy("int64"))
    return owned[columns].assign(visible_at=seen, kind="picture", value_hash=value)


def same_persons(lake: LakeStore, until: int) -> pd.DataFrame:
    """Pairs of members who are probably one person, each as a value that both of them show."""
    pairs = lake.read("person_links", PERSON_LINKS, until)
    visible_at = pairs[["known_at", "received_at"]].max(axis=1).to_numpy("int64")
    columns = rows(pairs, "person_id", "other_person_id", "agreed")
    value = [pair_value(one, other, None if pd.isna(agreed) else agreed) for one, other, agreed in columns]
    ends = [
        pd.DataFrame({"member_id": pairs[end], "kind": "same_person", "value_hash": value, "visible_at": visible_at})
        for end in ("person_id", "other_person_id")
    ]
    return pd.concat(ends, ignore_index=True)
