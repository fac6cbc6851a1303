"""Members who are one person, by likeness: a model that is fitted once, on the earliest; only where it is asked for.

No link is known before it could be: not before both members, nor before the model.
"""

import json
from collections.abc import Iterator
from hashlib import sha256

import numpy as np
import pandas as pd

from fraudpipe.errors import ContractError
from fraudpipe.linkage.exact_links import LINK_COLUMNS
from fraudpipe.linkage.person_keys import Person, person_keys
from fraudpipe.records.delivery import Delivery
from fraudpipe.records.derived import PERSON_KEYS, PERSON_MODEL
from fraudpipe.records.frames import records, rows
from fraudpipe.records.tables import IDENTIFIERS, MEMBERS
from fraudpipe.stages.ports import LakeStore, PersonLinker, VaultStore

_FIT_RECORDS = 30_000
"""Members that the model is fitted on: the earliest."""
_TIMES = ["known_at", "received_at"]
CONTACTS = ("phone", "address")
"""Kinds of identifiers that persons are compared by."""


def alike(delivery: Delivery, lake: LakeStore, vault: VaultStore, linker: PersonLinker) -> pd.DataFrame:
    """Writes the tokens of a delivery's members and the model if this is the first; returns their links.

    Returns:
        Rows of PERSON_LINKS without `delivery_id`.
    """
    name, until = delivery.delivery_id, delivery.as_of
    new = _tokens(delivery, lake, vault)
    lake.put_derived("person_keys", name, new, PERSON_KEYS)
    old = _earlier(lake.read("person_keys", PERSON_KEYS, until), name)
    model = _known_model(_earlier(lake.read("person_model", PERSON_MODEL, until), name))
    if model is None:
        # Without a model nothing was compared yet.
        new, old = pd.concat([old, new], ignore_index=True), new.iloc[:0]
        model = _fitted(linker, new)
    lake.put_derived("person_model", name, model.assign(delivery_id=name), PERSON_MODEL)
    return _links(linker, model, new, old)


def _tokens(delivery: Delivery, lake: LakeStore, vault: VaultStore) -> pd.DataFrame:
    """One record of each member of whom something new came: the latest of everything that is known.

    New is also what came while nobody was compared; it counts as received now.
    """
    until, name = delivery.as_of, delivery.delivery_id
    members = lake.read("members", MEMBERS.lake_columns, until)
    sent = lake.read("identifiers", IDENTIFIERS.lake_columns, until)
    sent = sent[sent["kind"].isin(CONTACTS)]
    done = set(_earlier(lake.read("person_keys", PERSON_KEYS, until), name)["delivery_id"])
    came = pd.concat([members, sent])[["member_id", "delivery_id"]]
    came = came[~came["delivery_id"].isin(done)]
    late = set(came["member_id"][came["delivery_id"] != name])
    latest = _latest(members[members["member_id"].isin(came["member_id"])], ["member_id"]).set_index("member_id")
    contacts = _latest(sent[sent["member_id"].isin(came["member_id"])], ["member_id", "kind"])
    times = pd.concat([latest.reset_index(), contacts])[["member_id", *_TIMES]].groupby("member_id").max()
    keys = person_keys(_people(latest, contacts, vault), vault.keyed_hash)
    known, received = (times[column].reindex(keys["person_id"]).to_numpy("int64") for column in _TIMES)
    received = np.where(keys["person_id"].isin(late), received.clip(min=delivery.received_at), received)
    near = [json.dumps(one) for one in keys["name_near"]]
    return keys.assign(name_near=near, known_at=known, received_at=received, delivery_id=name)


def _people(latest: pd.DataFrame, contacts: pd.DataFrame, vault: VaultStore) -> Iterator[tuple[str, Person]]:
    """Members with their values in plain text, for the time of the comparison only; without those that were erased."""
    hashes = {(member, kind): digest for member, kind, digest in rows(contacts, "member_id", "kind", "value_hash")}
    for member_id, known_at in rows(latest.reset_index(), "member_id", "known_at"):
        sealed = vault.open("member", f"{member_id}/{known_at}")
        if sealed is None:
            continue
        told = {
            kind: vault.open("identifier", f"{member_id}/{hashes[member_id, kind]}") or b""
            for kind in CONTACTS
            if (member_id, kind) in hashes
        }
        yield member_id, Person(**json.loads(sealed), **{kind: value.decode() for kind, value in told.items()})


def _latest(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    return frame.sort_values([*key, *_TIMES, "delivery_id"], kind="stable").drop_duplicates(key, keep="last")


def _earlier(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    return frame[frame["delivery_id"] != name].reset_index(drop=True)


def _known_model(models: pd.DataFrame) -> pd.DataFrame | None:
    """The first model that was fitted, or None.

    Raises:
        ContractError: It is not what was written.
    """
    first = models.sort_values(["received_at", "known_at"], kind="stable").head(1)
    for text, digest in rows(first, "parameters", "digest"):
        if sha256(text.encode()).hexdigest() != digest:
            msg = "the model of linkage was altered; take the delivery that it was fitted on in again"
            raise ContractError(msg)
    return first if len(first) else None


def _fitted(linker: PersonLinker, people: pd.DataFrame) -> pd.DataFrame:
    """The model of the earliest members; no row while there are too few to learn from."""
    order = people[_TIMES].max(axis=1).rename("at").to_frame().assign(person_id=people["person_id"])
    earliest = people.loc[order.sort_values(["at", "person_id"]).index[:_FIT_RECORDS]]
    text = linker.fit(_listed(earliest))
    if text is None:
        return pd.DataFrame(columns=[name for name, _ in PERSON_MODEL])
    fitted = {"parameters": text, "digest": sha256(text.encode()).hexdigest(), "records": len(earliest)}
    return pd.DataFrame([fitted | {name: int(earliest[name].max()) for name in _TIMES}])


def _links(linker: PersonLinker, model: pd.DataFrame, new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    columns = [*LINK_COLUMNS, "linker", "agreed", "model_digest", *_TIMES]
    if not len(model) or not len(new):
        return pd.DataFrame(columns=columns)
    fitted = records(model)[0]
    links = linker.links(fitted["parameters"], _listed(new), _listed(old))
    links = links.assign(linker=linker.linker_key(), agreed=None, model_digest=fitted["digest"])
    seen = pd.concat([new, old])[["person_id", *_TIMES]].groupby("person_id")
    for name in _TIMES:
        # A link is known once both are, in any of the records that we hold of them, and the model is.
        known = seen[name].max()
        ends = [links[column].map(known).to_numpy("int64") for column in LINK_COLUMNS[:2]]
        links[name] = ends[0].clip(min=ends[1]).clip(min=fitted[name]) if len(links) else []
    return links[columns]


def _listed(keys: pd.DataFrame) -> pd.DataFrame:
    return keys.assign(name_near=[json.loads(one) for one in keys["name_near"]])
