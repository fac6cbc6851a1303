"""Recognises members who are one person under several ids: by what they sent that agrees, and where asked by likeness.

A delivery's members are compared with one another and with all that is there; what was there is never compared again,
and no link is ever taken back.
"""

import pandas as pd

from fraudpipe.linkage.exact_links import LINK_COLUMNS, exact_links
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import PERSON_LINKS
from fraudpipe.records.tables import IDENTIFIERS, MEMBERS
from fraudpipe.stages.likeness import CONTACTS, alike
from fraudpipe.stages.ports import LakeStore, PersonLinker, StageReport, VaultStore

STAGE = "recognise"
EXACT = "exact"
"""The linker that needs no model; nothing beside the code decides what it finds."""

_TIMES = ["known_at", "received_at"]
_ENDS = list(LINK_COLUMNS[:2])


def run(delivery: Delivery, lake: LakeStore, vault: VaultStore, linker: PersonLinker | None) -> StageReport:
    """Writes the links of a delivery's members (`person_links`); with a linker tokens and model, too (`person_*`)."""
    name, until = delivery.delivery_id, delivery.as_of
    before = lake.read("person_links", PERSON_LINKS, until)
    here = before["delivery_id"] == name
    exact = _new(_exact(delivery, lake, vault), before[~here])
    # Without a linker now, this delivery may have been compared by likeness once: what was said then stays.
    said = before[here & ~before["linker"].eq(EXACT).fillna(False)]
    likely = said if linker is None else alike(delivery, lake, vault, linker)
    links = pd.concat([exact, _new(likely, exact, before[~here])], ignore_index=True).assign(delivery_id=name)
    lake.put_derived("person_links", name, links, PERSON_LINKS)
    return StageReport(STAGE, {"links": len(links), "exact": len(exact)})


def _exact(delivery: Delivery, lake: LakeStore, vault: VaultStore) -> pd.DataFrame:
    """From the keyed hashes that the lake holds; nothing in the vault is opened. Who was erased is linked to nobody."""
    until, name = delivery.as_of, delivery.delivery_id
    members = lake.read("members", MEMBERS.lake_columns, until)
    sent = lake.read("identifiers", IDENTIFIERS.lake_columns, until)
    sent = sent[sent["kind"].isin(CONTACTS)]
    named = {"member_id": "person_id", "name_hash": "name", "id_number_hash": "id_number", "birth_on": "born"}
    touched = pd.concat([frame["member_id"][frame["delivery_id"] == name] for frame in (members, sent)])
    links = exact_links(
        members.rename(columns=named),
        sent.rename(columns={"member_id": "person_id", "value_hash": "value"}),
        touched.drop_duplicates(),
    )
    erased = vault.erased(pd.concat([links[end] for end in _ENDS]))
    links = links[~links[_ENDS].isin(erased).any(axis=1)]
    if delivery.kind == "night" or any(one.kind == "night" and one.as_of < until for one in lake.deliveries()):
        # An older pair may come to light late, where its own delivery was taken in without being compared; what was
        # scored did not know of it.
        links = links.assign(received_at=links["received_at"].clip(lower=delivery.received_at))
    return links.assign(linker=EXACT, model_digest=None)


def _new(links: pd.DataFrame, *earlier: pd.DataFrame) -> pd.DataFrame:
    """Links of pairs that are not linked yet."""
    linked = pd.MultiIndex.from_frame(pd.concat([one[_ENDS] for one in earlier]))
    return links[~pd.MultiIndex.from_frame(links[_ENDS]).isin(linked)]
