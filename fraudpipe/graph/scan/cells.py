"""Which cells each claim lies in: combinations of provider, illness, home, joining and waiting.

A claim's cells follow from its current row and from what was known of its member and its hospital when that row came;
what is learned of them later does not move it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from fraudpipe.graph.claim_arrays import ClaimArrays
from fraudpipe.graph.occurrences import NEVER, Ints
from fraudpipe.records.moments import DAY_SECONDS

WINDOW_DAYS = 90
_WAITING_DAYS = 90
_WAITING_STEPS = (0, 15, 30, 90, 365)
GROUPS = ("provider", "home", "waiting")
FAMILIES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("provider", "hospital", ("illness",), "specialty"),
    ("provider", "ward", ("illness",), "specialty"),
    ("provider", "doctor", ("illness",), "specialty"),
    ("home", "region", ("illness",), "everywhere"),
    ("home", "region", ("cohort",), "everywhere"),
    ("home", "region", ("hospital", "illness"), "everywhere"),
    ("waiting", "hospital", ("waiting",), "specialty"),
    ("waiting", "doctor", ("waiting",), "specialty"),
    ("waiting", "doctor", ("illness", "waiting"), "specialty"),
    ("waiting", "region", ("waiting",), "everywhere"),
    ("waiting", "cohort", ("illness",), "everywhere"),
)
"""Group, what the cell belongs to, what is counted in it, and among whom the usual shares of that are taken.

The shares of a tumour hospital are those of all tumour hospitals: seeing tumours there is no excess.
"""


@dataclass(frozen=True)
class Cells:
    """Rows of claims in the cells, and the margins that say what a cell would hold by chance.

    Attributes:
        claim: Position of the claim of each row, sorted; then `start`.
        member: Position of the member of each row's claim.
        start: The row counts after this instant.
        end: It counts up to this one: the next row of the claim, or the end of the window.
        lapsed: Whether the end of the window is what ends it.
        cell: Cell of each row by family, -1 where something is unknown.
        counter: Counters of each row: all margins that it adds to, -1 for none.
        margins: For each cell its owner's counter, those of what is counted (the second may be -1), and their total.
        group: Group of each cell.
    """

    claim: Ints
    member: Ints
    start: Ints
    end: Ints
    lapsed: npt.NDArray[np.bool_]
    cell: Ints
    counter: Ints
    margins: Ints
    group: Ints


def cells(arrays: ClaimArrays, claims: pd.DataFrame, members: pd.DataFrame, hospitals: pd.DataFrame) -> Cells:
    """The cells of all rows of all claims.

    Args:
        arrays: The claims.
        claims: claim_id, member_id, hospital_id, doctor_id, department, illness_code, event_on, visible_at.
        members: member_id, region, joined_on, visible_at.
        hospitals: hospital_id, specialty, visible_at.
    """
    rows = _versions(arrays, _placed(claims, members, hospitals))
    codes = _codes(rows)
    counter, names = _counters(codes)
    cell, margins, group = [], [], []
    first = 0
    for which, owner, counted, among in FAMILIES:
        columns = [names[owner], *(names[f"{one} in {among}"] for one in counted), names[among]]
        found, place = _numbered([counter[:, column] for column in columns], first)
        first += len(found)
        cell.append(place)
        padding = np.full((len(found), 4 - len(columns)), -1)
        margins.append(np.hstack([found[:, :-1], padding, found[:, -1:]]))
        group.append(np.full(len(found), GROUPS.index(which)))
    claim = rows["claim"].to_numpy(np.int64)
    return Cells(
        claim,
        arrays.member[claim],
        rows["start"].to_numpy(np.int64),
        rows["end"].to_numpy(np.int64),
        rows["lapsed"].to_numpy(bool),
        np.column_stack(cell),
        counter,
        np.vstack(margins).astype(np.int64),
        np.concatenate(group),
    )


def _placed(claims: pd.DataFrame, members: pd.DataFrame, hospitals: pd.DataFrame) -> pd.DataFrame:
    """Claims with what was known of the member and the hospital when the row came."""
    columns = [
        "claim_id",
        "visible_at",
        "member_id",
        "hospital_id",
        "doctor_id",
        "department",
        "illness_code",
        "event_on",
    ]
    # The whole row decides between corrections of one instant, so that the order of arrival does not.
    rows = claims[columns].sort_values(columns).drop_duplicates(["claim_id", "visible_at"], keep="last")
    for table, key, taken in (
        (members, "member_id", ["region", "joined_on"]),
        (hospitals, "hospital_id", ["specialty"]),
    ):
        said = table[[key, "visible_at", *taken]].sort_values(["visible_at", key, *taken])
        said = said.drop_duplicates([key, "visible_at"], keep="last")
        # A table without rows has no type of its own.
        said = said.astype({key: object, "visible_at": np.int64})
        rows = rows.astype({key: object, "visible_at": np.int64}).sort_values("visible_at", kind="stable")
        rows = pd.merge_asof(rows, said, on="visible_at", by=key)
    return rows


def _versions(arrays: ClaimArrays, rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.assign(claim=arrays.positions(rows["claim_id"]), start=rows["visible_at"])
    rows = rows.sort_values(["claim", "start"], ignore_index=True)
    claim, start = rows["claim"].to_numpy(np.int64), rows["start"].to_numpy(np.int64)
    until = np.full(len(rows), NEVER, np.int64)
    corrected = claim[1:] == claim[:-1]
    until[:-1][corrected] = start[1:][corrected]
    last = arrays.seen[claim] + WINDOW_DAYS * DAY_SECONDS
    return rows.assign(end=np.maximum(np.minimum(until, last), start), lapsed=(start < last) & (last <= until))


def _codes(rows: pd.DataFrame) -> dict[str, Ints]:
    """Whole numbers for each dimension, -1 where it is not known."""
    event, joined = (pd.to_datetime(rows[name]) for name in ("event_on", "joined_on"))
    waited = (event - joined).dt.days - _WAITING_DAYS
    waiting = np.searchsorted(_WAITING_STEPS, waited.fillna(0).to_numpy(), side="right")
    ward = rows["hospital_id"].str.cat(rows["department"], sep=" ")
    texts = {
        "hospital": rows["hospital_id"],
        "ward": ward,
        "doctor": rows["doctor_id"],
        "illness": rows["illness_code"].str.slice(0, 3),
        "region": rows["region"],
        "cohort": joined.dt.year * 12 + joined.dt.month,
        "waiting": pd.Series(waiting, rows.index).where(waited.notna()),
        # What is no specialist hospital is compared with all that are none.
        "specialty": rows["specialty"].fillna(""),
        "everywhere": pd.Series(0, rows.index),
    }
    return {name: np.asarray(pd.factorize(column)[0], np.int64) for name, column in texts.items()}


def _counters(codes: dict[str, Ints]) -> tuple[Ints, dict[str, int]]:
    """One column of counters for every margin that a family asks for, and the place of each by name."""
    wanted: dict[str, tuple[str, ...]] = {}
    for _, owner, counted, among in FAMILIES:
        wanted |= {owner: (owner,), among: (among,)} | {f"{one} in {among}": (one, among) for one in counted}
    columns = []
    first = 0
    for parts in wanted.values():
        found, column = _numbered([codes[part] for part in parts], first)
        first += len(found)
        columns.append(column)
    return np.column_stack(columns), {name: place for place, name in enumerate(wanted)}


def _numbered(columns: list[Ints], first: int) -> tuple[Ints, Ints]:
    """The different rows of codes, and each row's number among them, from `first` on; -1 where a code is missing.

    >>> [one.tolist() for one in _numbered([np.array([4, 4, -1, 4]), np.array([0, 2, 2, 0])], 10)]
    [[[4, 0], [4, 2]], [10, 11, -1, 10]]
    """
    known = np.logical_and.reduce([column >= 0 for column in columns])
    held = [column[known] for column in columns]
    number = pd.factorize(held[0])[0]
    for column in held[1:]:
        # Two numbers in one, made small again at once: whole rows need not be compared, nor sorted.
        number = pd.factorize(number * (column.max(initial=0) + 1) + column)[0]
    rows = np.zeros(int(number.max(initial=-1)) + 1, np.int64)
    rows[number] = np.arange(len(number))
    place = np.full(len(known), -1, np.int64)
    place[known] = number + first
    return np.column_stack([column[rows] for column in held]), place
