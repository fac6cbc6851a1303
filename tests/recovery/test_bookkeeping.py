"""Nothing but what people did tells frauds from honest claims: not the order of rows, not ids, not hashes, not clocks.

A classifier is given only such bookkeeping, for claims of one month. Left out on purpose is what has a cause: how many
papers and rows a claim has, whose hospital and doctor it is (rings stay with theirs), what came after the claim.
"""

import datetime as dt
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import lightgbm
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from fraudpipe.records.tables import TABLES_BY_NAME
from fraudpipe.simulation.dice import Dice, stream
from fraudpipe.simulation.pages.camera import Shot, draw_shot
from fraudpipe.simulation.parameters import WorldParameters
from fraudpipe.simulation.world import make_world

_MONTH = """
[simulation]
claims = 12000
fraud_share = 0.45
starts_on = 2026-02-01
ends_on = 2026-03-01
nights = 1
night_claims = 1
pages = 0
"""
_TOLERANCE = 0.02
_LEAST_A_SIDE = 5_000
_SEED = 7
_LEARNER = {
    "objective": "binary", "num_leaves": 15, "learning_rate": 0.06, "num_threads": 1, "seed": 0, "verbose": -1,
}  # fmt: skip
_IN_ORDER = ("claims", "claim_lines", "documents", "identifiers", "readings", "findings")
"""Tables with rows of every kind of claim, whose order might tell."""

Flags = npt.NDArray[np.bool_]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    (folder / "month.toml").write_text(_MONTH, "utf-8")
    command = [sys.executable, "-m", "fraudpipe", "simulate", str(folder / "world"), "--preset", "bench"]
    given = ["--config", str(folder / "month.toml"), "--seed", str(_SEED), "--claims", "12000"]
    subprocess.run([*command, *given], check=True, capture_output=True)
    return folder / "world"


def sides(world: Path) -> pd.DataFrame:
    """claim_id, member_id and guilty of every claim of history that is a fraud or honest."""
    truth = pd.read_parquet(world / "truth" / "claims.parquet", columns=["claim_id", "is_fraud", "fraud_kind"])
    truth = truth[truth["is_fraud"] | truth["fraud_kind"].isna()]
    claims = pd.read_parquet(world / "history" / "claims.parquet", columns=["claim_id", "member_id"])
    both = claims.merge(truth, on="claim_id")
    return both.assign(guilty=both["is_fraud"].astype(bool))[["claim_id", "member_id", "guilty"]]


def bookkeeping(world: Path, which: pd.DataFrame) -> pd.DataFrame:
    """One row for each claim of `which`, in its order: all that no deed of anybody caused."""
    tables = {path.stem: pd.read_parquet(path) for path in sorted((world / "history").glob("*.parquet"))}
    ids = which["claim_id"]
    shown: dict[str, npt.NDArray[np.float64]] = {}
    for name in _IN_ORDER:
        if name not in tables or tables[name]["claim_id"].isna().all():
            continue
        first = tables[name].reset_index(names="place").dropna(subset=["claim_id"]).drop_duplicates("claim_id")
        within = first["place"] - first.groupby(first["known_at"] // 86_400)["place"].transform("min")
        place = _filled(within.set_axis(first["claim_id"]).reindex(ids).to_numpy(dtype=np.float64))
        shown[f"{name} place in its day"] = place
        shown[f"{name} parity"] = place % 2
    claims = tables["claims"].set_index("claim_id").loc[ids]
    members = tables["members"].set_index("member_id").loc[which["member_id"]]
    documents = tables["documents"].drop_duplicates("claim_id").set_index("claim_id").reindex(ids)
    numbers = {
        "claim": _number(ids), "member": _number(which["member_id"]), "document": _number(documents["document_id"]),
    }  # fmt: skip
    for name, number in numbers.items():
        shown[f"{name} id"] = number
        for digit in range(9):
            shown[f"{name} digit {digit}"] = number // 10**digit % 10
        for other, theirs in numbers.items():
            if other > name:
                shown[f"{name} to {other}"] = theirs - number
                shown[f"{name} near {other}"] = np.abs(theirs / np.nanmax(theirs) - number / np.nanmax(number))
    for name, rows in (("claim", claims), ("member", members), ("document", documents)):
        known = rows["known_at"].to_numpy(dtype=np.float64)
        shown[f"{name} second"], shown[f"{name} minute"] = known % 60, known // 60 % 60
        shown[f"{name} time of day"] = known % 86_400
    digests = [bytes.fromhex(one) if isinstance(one, str) else b"\0" * 32 for one in documents["content_sha256"]]
    for place in range(32):
        shown[f"hash byte {place}"] = np.array([one[place] for one in digests], dtype=np.float64)
    shown |= _forms(tables["identifiers"], ids, members)
    return pd.DataFrame(shown)


def _forms(
    identifiers: pd.DataFrame, ids: "pd.Series[str]", members: pd.DataFrame
) -> dict[str, npt.NDArray[np.float64]]:
    """How identifiers are written, not whose they are: whoever shares one shares its digits."""
    given = identifiers[identifiers["claim_id"].notna()].drop_duplicates(["claim_id", "kind"])
    found: dict[str, npt.NDArray[np.float64]] = {
        "id number length": members["id_number"].str.len().to_numpy(dtype=np.float64)
    }
    for kind in ("phone", "bank_account", "device"):
        values = given[given["kind"] == kind].set_index("claim_id")["value"].reindex(ids)
        found[f"{kind} length"] = values.str.len().to_numpy(dtype=np.float64)
        found[f"{kind} beginning"] = values.str[:2].astype("category").cat.codes.to_numpy(dtype=np.float64)
    return found


def _filled(place: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Whether a claim has lines or findings at all has a cause: who has none is put at somebody's place by chance."""
    missing = np.isnan(place)
    drawn = np.random.default_rng(0).choice(place[~missing], int(missing.sum()))
    return np.where(missing, 0, place) + np.bincount(np.flatnonzero(missing), drawn, len(place))


def _number(ids: "pd.Series[str]") -> npt.NDArray[np.float64]:
    return ids.str.extract(r"(\d+)")[0].to_numpy(dtype=np.float64)


def auroc(shown: pd.DataFrame, guilty: Flags, groups: "pd.Series[str]") -> float:
    """Out of sample, over five folds that part no group."""
    scores = np.zeros(len(shown))
    values = shown.to_numpy(dtype=np.float64)
    for fit, test in GroupKFold(5).split(values, guilty, groups):
        model = lightgbm.train(_LEARNER, lightgbm.Dataset(values[fit], guilty[fit]), num_boost_round=60)
        scores[test] = model.predict(values[test])
    return float(roc_auc_score(guilty, scores))


@pytest.mark.slow
def test_bookkeeping_tells_nothing(month: Path):
    which = sides(month)
    guilty = which["guilty"].to_numpy(dtype=bool)
    assert min(guilty.sum(), (~guilty).sum()) >= _LEAST_A_SIDE
    assert abs(auroc(bookkeeping(month, which), guilty, which["member_id"]) - 0.5) <= _TOLERANCE


@pytest.mark.slow
def test_the_time_within_a_month_tells_nothing(month: Path):
    which = sides(month)
    known_at = pd.read_parquet(month / "history" / "claims.parquet").set_index("claim_id")["known_at"]
    moment = known_at.loc[which["claim_id"]].to_numpy(dtype=np.float64)
    guilty = which["guilty"].to_numpy(dtype=bool)
    assert abs(roc_auc_score(guilty, moment) - 0.5) <= _TOLERANCE


@pytest.mark.slow
def test_a_small_leak_would_be_seen(month: Path):
    """Ids of one fraud in eight that end in the same digit are enough."""
    which = sides(month)
    guilty = which["guilty"].to_numpy(dtype=bool)
    shown = bookkeeping(month, which)
    leaked = guilty & (np.random.default_rng(1).random(len(guilty)) < 0.125)
    shown.loc[leaked, "claim digit 0"] = 7.0
    assert auroc(shown, guilty, which["member_id"]) > 0.5 + 1.5 * _TOLERANCE


@pytest.mark.slow
def test_how_a_page_is_taken_tells_nothing_of_the_paper():
    """Shots hang on the file's name alone: those of false papers are of the same mixture as those of genuine ones."""
    parameters = WorldParameters(
        claims=7_000, fraud_share=0.45, starts_on=dt.date(2026, 2, 1), ends_on=dt.date(2026, 3, 1)
    )
    papers = [
        paper for block in make_world(parameters, _SEED).blocks() for claim in block.claims for paper in claim.papers
    ]
    seen = pd.DataFrame(
        {"token": [one.token for one in papers], "guilty": [one.making in ("altered", "fabricated") for one in papers]}
    ).drop_duplicates("token")
    count = min(seen["guilty"].sum(), 6_000)
    assert count >= _LEAST_A_SIDE
    both = seen.groupby("guilty").sample(count, random_state=1)
    shots = [draw_shot(Dice(stream(_SEED, "page", token), block=64)) for token in both["token"]]
    shown = pd.DataFrame([_plain(one) for one in shots])
    assert abs(auroc(shown, both["guilty"].to_numpy(dtype=bool), both["token"]) - 0.5) <= _TOLERANCE


def _plain(shot: Shot) -> dict[str, float]:
    """A shot as numbers, without the seed that nobody sees."""
    found = {}
    for one in fields(shot):
        value = getattr(shot, one.name)
        if isinstance(value, (int, float)) and one.name != "seed":
            found[one.name] = float(value)
        elif isinstance(value, str):
            found[one.name] = float(sum(value.encode()))
    return found


def test_every_table_of_claims_is_looked_at():
    """A table that comes to have rows for claims must come to be asked for its order, or be left out by name."""
    left_out = {"outcomes"}  # what came after the claim
    with_claims = {name for name, table in TABLES_BY_NAME.items() if "claim_id" in table.names}
    assert with_claims - left_out == set(_IN_ORDER)
