"""Works out what links each claim to others, as of the moment it is scored."""

from pathlib import Path

import pandas as pd

from fraudpipe.graph.forms import form_rows
from fraudpipe.graph.network import excess_rows, network_rows
from fraudpipe.graph.pictures import picture_rows
from fraudpipe.records.derived import NETWORK
from fraudpipe.records.tables import HOSPITALS, MEMBERS
from fraudpipe.stages.link_tables import link_tables, page_prints, visible
from fraudpipe.stages.ports import LakeStore, StageReport

STAGE = "link"


def run(
    lake: LakeStore, probes: pd.DataFrame, until: int, output: Path, *, member_cap: int, window_days: int
) -> StageReport:
    """Writes the network columns of `probes` to `output`, as Parquet.

    Args:
        lake: Claims, identifiers, documents, outcomes, members and hospitals.
        probes: claim_id, as_of.
        until: Deliveries up to this moment are looked at; the cut at each claim's own moment is made inside.
        output: The file to write.
        member_cap: Most members that may share a value.
        window_days: How far back links reach.
    """
    tables, asked = link_tables(lake, until), probes[["claim_id", "as_of"]]
    linked = network_rows(**tables, probes=asked, member_cap=member_cap, window_days=window_days)
    excess = excess_rows(tables["claims"], visible(lake, MEMBERS, until), visible(lake, HOSPITALS, until), asked)
    forms = form_rows(tables["claims"], page_prints(lake, until), asked)
    identifiers = tables["identifiers"]
    pictures = picture_rows(identifiers[identifiers["kind"] == "picture"], asked)
    found = pd.concat([linked, excess, forms, pictures], axis=1)[[name for name, _ in NETWORK]]
    found.to_parquet(output, index=False)
    return StageReport(STAGE, {"claims": len(found), "linked": int((found["component_claim_count"] > 1).sum())})
