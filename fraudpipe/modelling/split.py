"""Labels as they were known, and a split by time that respects how late they come.

A part of the split may use a label only if its outcome was visible before the next part begins: that is what somebody
who trained on that day would have had.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.errors import UserError
from fraudpipe.modelling.spec import ModelSpec

Labels = npt.NDArray[np.float64]
"""1 the thing, 0 not, NaN unknown."""


@dataclass(frozen=True, slots=True)
class Split:
    """Rows of the frame, by position, with their labels.

    Attributes:
        fit: What the trees are fitted on.
        calibrate: What turns scores into probabilities.
        test: What the figures are measured on.
        fit_label: 0 or 1 for each of `fit`; likewise the others.
        calibrate_from: The moment at which `calibrate` begins.
        test_from: The moment at which `test` begins.
    """

    fit: npt.NDArray[np.int64]
    calibrate: npt.NDArray[np.int64]
    test: npt.NDArray[np.int64]
    fit_label: Labels
    calibrate_label: Labels
    test_label: Labels
    calibrate_from: int
    test_from: int


def labels_at(claim_ids: pd.Series, outcomes: pd.DataFrame, moment: int, spec: ModelSpec) -> Labels:
    """The label of each claim as it was known at `moment`.

    Args:
        claim_ids: Claims, in any order.
        outcomes: claim_id, outcome, verification_depth, known_at, received_at; all versions.
        moment: Only outcomes with max(known_at, received_at) before it count, the latest known of each claim.
        spec: Which outcomes are the thing, which are not, and how deep a look a negative needs.
    """
    known_at = outcomes["known_at"].to_numpy(dtype="int64")
    received_at = outcomes["received_at"].to_numpy(dtype="int64")
    seen = outcomes.assign(known_at=known_at, received_at=received_at)[np.maximum(known_at, received_at) < moment]
    # Sorting by every column makes the last one the same, whatever the order of the files.
    order = ["known_at", "received_at", "outcome", "verification_depth"]
    latest = seen.sort_values(["claim_id", *order], kind="stable").drop_duplicates("claim_id", keep="last")
    positive = latest["outcome"].isin(spec.positive).to_numpy(dtype=bool)
    deep = latest["verification_depth"].isin(spec.sufficient_depth).to_numpy(dtype=bool)
    negative = latest["outcome"].isin(spec.negative).to_numpy(dtype=bool) & deep
    value = np.where(positive, 1.0, np.where(negative, 0.0, np.nan))
    found = pd.Series(value, index=latest["claim_id"].to_numpy(dtype=object))
    return np.asarray(found.reindex(claim_ids.to_numpy(dtype=object)), dtype=np.float64)


def split_by_time(frame: pd.DataFrame, outcomes: pd.DataFrame, until: int, spec: ModelSpec) -> Split:
    """Oldest claims to fit, then to calibrate, the newest to test; claims without a label in time are left out.

    Args:
        frame: claim_id and as_of, one row a claim.
        outcomes: As for `labels_at`.
        until: The moment of training: no outcome visible from it on is used for anything.
        spec: Shares and labels.

    Raises:
        UserError: A part has no positive or no negative label.
    """
    as_of = frame["as_of"].to_numpy(dtype="int64")
    moments = np.sort(as_of)
    if len(moments) == 0:
        msg = "there are no claims to learn from; take in history first: fraudpipe ingest DIR"
        raise UserError(msg)
    calibrate_from = int(moments[int(len(moments) * spec.fit_share)])
    test_from = int(moments[int(len(moments) * (spec.fit_share + spec.calibrate_share))])
    parts = {
        "fit": (as_of < calibrate_from, calibrate_from),
        "calibrate": ((as_of >= calibrate_from) & (as_of < test_from), test_from),
        "test": (as_of >= test_from, until),
    }
    rows, labels = {}, {}
    for name, (inside, moment) in parts.items():
        label = labels_at(frame["claim_id"], outcomes, moment, spec)
        rows[name] = np.flatnonzero(inside & ~np.isnan(label)).astype(np.int64)
        labels[name] = label[rows[name]]
        if len(set(labels[name].tolist())) < 2:
            msg = (
                f"the part to {name} has {len(rows[name])} labelled claims and not both kinds of outcome; "
                "wait for more outcomes or change the shares in model.toml"
            )
            raise UserError(msg)
    return Split(
        rows["fit"], rows["calibrate"], rows["test"],
        labels["fit"], labels["calibrate"], labels["test"],
        calibrate_from, test_from,
    )  # fmt: skip
