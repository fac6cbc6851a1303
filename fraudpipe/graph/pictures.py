"""Pages that show one picture: each is named after the first page, in time, whose fingerprint is nearly its own.

What a page is named after depends on nothing that was seen later, so what comes later never changes it.
"""

import numba
import numpy as np
import pandas as pd

from fraudpipe.graph.runs import Ints

_NEAR = 40
"""Most of 1,023 signs in which two fingerprints of one picture differ; docs/links.md says what was measured."""
_BYTES, _BAND = 128, 3
"""Of 42 bands of three bytes at least one is the same in two fingerprints that differ in no more than 41 signs."""


def first_pictures(pictures: "pd.Series[str]", seen_at: Ints) -> "pd.Series[str]":
    """For each page the fingerprint of the first page that shows the same picture.

    Args:
        pictures: Fingerprints, 256 hexadecimal letters each.
        seen_at: When each page became visible; of those of one instant the smallest fingerprint is first.
    """
    rows = pd.DataFrame({"picture": pictures.to_numpy(object), "at": seen_at})
    known = rows.sort_values(["at", "picture"]).drop_duplicates("picture")["picture"].to_numpy(object)
    signs = np.frombuffer(bytes.fromhex("".join(known)), np.uint8).reshape(len(known), _BYTES)
    bands = [signs[:, at : at + _BAND].astype(np.int64) @ (1, 256, 65536) for at in range(0, _BYTES - 2, _BAND)]
    keys = np.stack([pd.factorize(band)[0].astype(np.int32) for band in bands])
    ones = np.array([byte.bit_count() for byte in range(256)], np.uint8)
    first = dict(zip(known, known[_first(signs, keys, ones)], strict=True))
    return pictures.map(first)


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
    head = np.full(keys.shape, -1, np.int32)
    before = np.full(keys.shape, -1, np.int32)
    for one in range(count):
        for band in range(len(keys)):
            other = head[band, keys[band, one]]
            while other >= 0:
                if other < first[one] and _differ(signs[one], signs[other], ones) <= _NEAR:
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
