"""How closely the members of a component are tied: what each strong value adds, an equal file only once."""

import numpy as np
import pandas as pd

from fraudpipe.graph.claim_arrays import ClaimArrays
from fraudpipe.graph.glue.spans import TIES, Spans, joined, marks
from fraudpipe.graph.occurrences import LINK_KINDS, Ints, Occurrences
from fraudpipe.graph.runs import between_members, merged

_DOCUMENT, _PICTURE = LINK_KINDS.index("document"), LINK_KINDS.index("picture")


def tie_marks(arrays: ClaimArrays, shown: Occurrences) -> Spans:
    """On values: a tie for every member who shows one beyond the first, so that three holders make two ties.

    Members who share a file share the pictures of its pages: by a picture, only one of them is tied to the others.
    """
    shown = shown.chosen(between_members(shown.claim, shown.value, arrays.member))
    by_member, until = merged(shown.value, arrays.member[shown.claim], shown.start, shown.end, len(arrays.members))
    at_all, last = merged(shown.value, np.zeros(len(shown.value), np.int8), shown.start, shown.end, 1)
    node = shown.value + np.array(len(arrays.seen), shown.value.dtype)
    held = (shown.value[by_member], arrays.member[shown.claim[by_member]], shown.start[by_member], until)
    return joined(
        marks(TIES, node[by_member], shown.start[by_member], until),
        marks(TIES, node[at_all], shown.start[at_all], last, -1),
        _of_equal_files(arrays, shown.kind, *held),
    )


def _of_equal_files(arrays: ClaimArrays, kind: Ints, value: Ints, member: Ints, start: Ints, end: Ints) -> Spans:
    """Takes back a member's tie by a picture while one of a smaller id shows both the picture and a file of theirs.

    By ids, because they never change: what comes later must not turn another member into the one who is counted.
    """
    spans = pd.DataFrame({"value": value, "one": member, "start": start, "end": end})
    pictures = _pairs(spans[kind[value] == _PICTURE])
    files = _pairs(spans[(kind[value] == _DOCUMENT) & np.isin(member, pictures[["one", "other"]])])
    both = pictures.merge(files, on=["one", "other"], suffixes=("", "_of_file"))
    both = _overlap(both, "_of_file").sort_values(["value", "start"])
    one, other = both["one"].to_numpy(), both["other"].to_numpy()
    ids = arrays.members
    twice = np.where(np.asarray(ids.take(one) < ids.take(other), bool), other, one)
    shared, begun, ended = (both[name].to_numpy() for name in ("value", "start", "end"))
    row, until = merged(shared, twice, begun, ended, len(ids))
    return marks(TIES, shared[row] + np.array(len(arrays.seen), shared.dtype), begun[row], until, -1)


def _pairs(spans: pd.DataFrame) -> pd.DataFrame:
    """Who shows a value together with whom, and from when until when: value, one, other, start, end."""
    pairs = spans.merge(spans.rename(columns={"one": "other"}), on="value", suffixes=("", "_of_other"))
    return _overlap(pairs[pairs["one"] < pairs["other"]], "_of_other")[["value", "one", "other", "start", "end"]]


def _overlap(spans: pd.DataFrame, of_second: str) -> pd.DataFrame:
    """When both of two spans hold, of those that ever do."""
    start = np.maximum(spans["start"], spans[f"start{of_second}"])
    end = np.minimum(spans["end"], spans[f"end{of_second}"])
    return spans.assign(start=start, end=end)[start < end]
