"""Pages that show one picture: each is named after the first page, in time, whose fingerprint is nearly its own.

What a page is named after depends on nothing that was seen later, so what comes later never changes it.
"""

import numba
import numpy as np
import pandas as pd

from fraudpipe.graph.runs import Ints

_NEAR = 40
"""Most of 1,023 signs in which two fingerprints of one picture differ; docs/links.md says what was measured."""
_BYTES, _BAND, _ALIKE = 128, 3, 2
"""Of 42 bands of three bytes at least two are the same in two fingerprints that differ in no more than 40 signs."""
_PLACES = np.array([1, 1 << 8, 1 << 16], np.int32)


def first_pictures(pictures: "pd.Series[str]", seen_at: Ints) -> "pd.Series[str]":
    """For each page the fingerprint of the first page that shows the same picture.

    Args:
        pictures: Fingerprints, 256 hexadecimal letters each.
        seen_at: When each page became visible; of those of one instant the smallest fingerprint is first.
    """
    code, known = pd.factorize(pictures)
    seen = np.full(len(known), np.iinfo(np.int64).max)
    np.minimum.at(seen, code, seen_at)
    order = pd.DataFrame({"picture": known, "at": seen}).sort_values(["at", "picture"]).index.to_numpy()
    signs = np.frombuffer(bytes.fromhex("".join(known)), np.uint8).reshape(len(known), _BYTES)[order]
    keys = np.empty((_BYTES // _BAND, len(known)), np.int32)
    for band, at in enumerate(range(0, _BYTES - 2, _BAND)):
        keys[band] = pd.factorize(signs[:, at : at + _BAND].astype(np.int32) @ _PLACES)[0]
    ones = np.array([byte.bit_count() for byte in range(256)], np.uint8)
    named = np.empty(len(known), np.int64)
    named[order] = order[_first(signs, keys, ones)]
    return pd.Series(known.take(named[code]), index=pictures.index)


def picture_rows(pages: pd.DataFrame, probes: pd.DataFrame) -> pd.DataFrame:
    """The column of NETWORK that tells how many pictures of a claim were looked at, for `probes`, in their order.

    Args:
        pages: claim_id, value_hash, visible_at.
        probes: claim_id, as_of.
    """
    seen = probes.assign(probe=np.arange(len(probes))).merge(pages, on="claim_id")
    seen = seen[seen["visible_at"] < seen["as_of"]].drop_duplicates(["probe", "value_hash"])
    return pd.DataFrame({"picture_count": np.bincount(seen["probe"], minlength=len(probes)).astype(np.int64)})


@numba.njit(cache=True)
def _first(signs, keys, ones):  # type: ignore[no-untyped-def]
    """The place of the first near one for each, itself where there is none; only such are compared with."""
    count = len(signs)
    first = np.arange(count)
    # Which page was met last by each, and in how many bands: most papers of one form are alike in one band alone.
    met, alike = np.full(count, -1, np.int32), np.zeros(count, np.int8)
    head = np.full(keys.shape, -1, np.int32)
    before = np.full(keys.shape, -1, np.int32)
    for one in range(count):
        for band in range(len(keys)):
            other = head[band, keys[band, one]]
            while other >= 0:
                if met[other] != one:
                    met[other], alike[other] = one, 0
                alike[other] += 1
                enough = alike[other] == _ALIKE and other < first[one]
                if enough and _differ(signs[one], signs[other], ones) <= _NEAR:
                    first[one] = other
                other = before[band, other]
        if first[one] == one:
            for band in range(len(keys)):
                key = keys[band, one]
                before[band, one], head[band, key] = head[band, key], one
    return first


@numba.njit(cache=True)
def _differ(one, other, ones):  # type: ignore[no-untyped-def]
    """In how many signs; no more are counted than matter."""
    signs = 0
    for at in range(len(one)):
        signs += ones[one[at] ^ other[at]]
        if signs > _NEAR:
            break
    return signs
