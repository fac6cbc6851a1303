"""Which records are of one person because whole tokens agree: nothing is fitted, nothing is guessed."""

import numpy as np
import pandas as pd

EXACT_RULES = (("id_number",), ("name", "phone"), ("name", "born", "address"), ("name", "born", "id_order"))
"""Any of these, equal and known in both, is enough."""

LINK_COLUMNS = ("person_id", "other_person_id", "match_weight")
EXACT_WEIGHT = 20.0
"""The match weight of an exact link, in bits: a million to one."""

_MOST_ALIKE = 20


def exact_links(new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    """Links between new records, and between new and old ones.

    Args:
        new: As `person_keys` makes them.
        old: The same, of earlier; they are not compared with one another.

    Returns:
        LINK_COLUMNS, each pair once, the smaller person_id first, sorted.
    """
    wanted = sorted({name for rule in EXACT_RULES for name in rule})
    everyone = pd.concat([new[["person_id", *wanted]], old[["person_id", *wanted]]], ignore_index=True)
    codes = pd.DataFrame({name: pd.factorize(everyone[name])[0] for name in wanted})
    codes["person_id"], codes["is_new"] = everyone["person_id"], np.arange(len(everyone)) < len(new)
    found = [_agreeing(codes, list(rule)) for rule in EXACT_RULES]
    pairs = pd.concat(found).drop_duplicates().sort_values(["person_id", "other_person_id"], ignore_index=True)
    return pairs.assign(match_weight=EXACT_WEIGHT)


def _agreeing(codes: pd.DataFrame, rule: list[str]) -> pd.DataFrame:
    known = codes[(codes[rule] >= 0).all(axis=1)]
    size = known.groupby(rule)["person_id"].transform("size")
    # What many share identifies nobody; one new record among them is needed for a new pair.
    known = known[(size > 1) & (size <= _MOST_ALIKE)]
    begun = known[known["is_new"]]
    pairs = begun.merge(known[[*rule, "person_id", "is_new"]], on=rule, suffixes=("", "_other"))
    pairs = pairs[(pairs["person_id"] < pairs["person_id_other"]) | ~pairs["is_new_other"]]
    one, other = pairs["person_id"], pairs["person_id_other"]
    ordered = one < other
    kept = pd.DataFrame({"person_id": one.where(ordered, other), "other_person_id": other.where(ordered, one)})
    return kept[kept["person_id"] != kept["other_person_id"]]
