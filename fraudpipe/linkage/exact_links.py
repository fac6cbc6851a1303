"""Which members are one person under several ids because what they sent agrees: nothing is fitted or guessed."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]

EXACT_RULES = (("id_number",), ("name", "phone"), ("name", "born", "address"))
"""Any of these, equal and known in both, is enough. A contact stands last: somebody may have had several."""

LINK_COLUMNS = ("person_id", "other_person_id", "match_weight")
EXACT_WEIGHT = 20.0
"""The match weight of an exact link, in bits: a million to one."""

_MOST_ALIKE = 20
_CONTACTS = ("phone", "address")
_TIMES = ["known_at", "received_at"]
_NEVER = np.iinfo(np.int64).max


def exact_links(people: pd.DataFrame, contacts: pd.DataFrame, touched: "pd.Series[str]") -> pd.DataFrame:
    """Links of the touched persons, with one another and with all others.

    Args:
        people: person_id, name, id_number, born, known_at, received_at; several rows of one person are corrections,
            and a row counts until a later one can be seen: two persons agree who showed the same at one time.
            Only whether values are equal is asked, so hashes will do; null is unknown.
        contacts: person_id, kind (phone or address), value, known_at, received_at; several of one person are of use.
        touched: Ids of persons of whom something new came; the others are not compared with one another.

    Returns:
        LINK_COLUMNS, `agreed` (the rule), known_at and received_at; each pair once, by the rule that held first, the
        smaller person_id first, sorted.
    """
    ids, (persons, senders, fresh) = _coded(people["person_id"], contacts["person_id"], touched)
    own = {name: _coded(people[name])[1][0] for name in ("id_number", "name", "born")}
    sent = {"kind": contacts["kind"].to_numpy(object), "value": _coded(contacts["value"])[1][0]}
    is_fresh = np.zeros(len(ids), bool)
    is_fresh[fresh] = True
    shown = _worth_a_look(_timed(people, persons, own), _timed(contacts, senders, sent), is_fresh)
    people, contacts = _spans(shown[0]), shown[1]
    found = [
        _agreeing(_shown(rule, people, contacts), is_fresh, ids).assign(rule=at) for at, rule in enumerate(EXACT_RULES)
    ]
    pairs = pd.concat(found, ignore_index=True).sort_values(["one", "other", "at", "rule", *_TIMES])
    pairs = pairs.drop_duplicates(["one", "other"], ignore_index=True)
    one, other = ids[pairs["one"]], ids[pairs["other"]]
    agreed = np.array(["+".join(rule) for rule in EXACT_RULES], object)[pairs["rule"]]
    links = pd.DataFrame({"person_id": np.minimum(one, other), "other_person_id": np.maximum(one, other)})
    links = links.assign(match_weight=EXACT_WEIGHT, agreed=agreed, **pairs[_TIMES])
    return links.sort_values(["person_id", "other_person_id"], ignore_index=True)


def _coded(*columns: "pd.Series[Any]") -> tuple[Objects, list[Ints]]:
    """The different values of several columns, and each column as places in them; -1 for null."""
    codes, values = pd.factorize(pd.concat(columns, ignore_index=True))
    return np.asarray(values, object), np.split(codes, np.cumsum([len(one) for one in columns])[:-1])


def _timed(frame: pd.DataFrame, persons: Ints, columns: dict[str, Any]) -> pd.DataFrame:
    times = {name: frame[name].to_numpy("int64") for name in _TIMES}
    return pd.DataFrame({"person": persons, **columns, **times})


def _worth_a_look(people: pd.DataFrame, contacts: pd.DataFrame, is_fresh: Flags) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of the fresh, and of whoever shows a number or a contact of theirs: of millions of others a few."""
    near = is_fresh.copy()
    for frame, name in ((people, "id_number"), (contacts, "value")):
        theirs = np.zeros(frame[name].max() + 2 if len(frame) else 1, bool)
        theirs[frame[name][is_fresh[frame["person"]]]] = True
        theirs[-1] = False  # where null falls
        near[frame["person"][theirs[frame[name]]]] = True
    return people[near[people["person"]]], contacts[near[contacts["person"]]]


def _spans(people: pd.DataFrame) -> pd.DataFrame:
    """The rows with `end`: when one that is known later came to be seen."""
    newest = people.assign(at=people[_TIMES].max(axis=1)).sort_values(["person", *_TIMES], kind="stable").iloc[::-1]
    earliest = newest.groupby("person", sort=False)["at"].cummin()
    return newest.assign(end=earliest.groupby(newest["person"], sort=False).shift(fill_value=_NEVER))


def _shown(rule: tuple[str, ...], people: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """Who shows what the rule looks at, as a number, since when and until when; the earliest first."""
    own = [name for name in rule if name not in _CONTACTS]
    shown = people[(people[own] >= 0).all(axis=1)]
    if rule[-1] in _CONTACTS:
        sent = contacts.loc[(contacts["kind"] == rule[-1]) & (contacts["value"] >= 0)]
        shown = shown.merge(sent, on="person", suffixes=("", "_sent"))
        shown = shown.assign(**{name: shown[name].clip(lower=shown[f"{name}_sent"]) for name in _TIMES})
        own = [*own, "value"]
    shown = shown.assign(key=shown.groupby(own, sort=False).ngroup(), at=shown[_TIMES].max(axis=1))
    shown = shown.loc[shown["at"] < shown["end"], ["person", "key", "at", "end", *_TIMES]]
    return shown.sort_values(["at", *_TIMES]).drop_duplicates(["person", "key", "end"])


def _agreeing(shown: pd.DataFrame, is_fresh: Flags, ids: Objects) -> pd.DataFrame:
    shown = _first_few(shown[shown.duplicated("key", keep=False)], ids)
    pairs = shown[is_fresh[shown["person"]]].merge(shown, on="key", suffixes=("", "_other"))
    pairs = pairs[pairs["person"] != pairs["person_other"]]
    both = pairs[["person", "person_other"]].to_numpy()
    spans = {name: pairs[name].clip(lower=pairs[f"{name}_other"]) for name in ("at", *_TIMES)}
    made = pd.DataFrame({"one": both.min(axis=1), "other": both.max(axis=1), **spans})
    return made[spans["at"] < pairs["end"].clip(upper=pairs["end_other"])].drop_duplicates()


def _first_few(shown: pd.DataFrame, ids: Objects) -> pd.DataFrame:
    """What many share identifies nobody: who comes later is linked to none. The first are as they were linked then."""
    firsts = shown.assign(person_id=ids[shown["person"]]).sort_values(["at", "person_id"])
    firsts = firsts.drop_duplicates(["key", "person"])
    few = firsts.loc[firsts.groupby("key").cumcount() < _MOST_ALIKE, ["key", "person"]]
    return shown.merge(few, on=["key", "person"])
