import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from fraudpipe.adapters.world_questions import QUESTIONS, answers, is_world
from fraudpipe.adapters.world_report import write_report
from fraudpipe.cli.main import main
from fraudpipe.errors import NotFoundError

CONFIG = """
[simulation]
hospitals = 60
night_claims = 20
fraud_share = 0.2
night_fraud_share = 0.5
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world") / "out"
    config = folder.with_name("own.toml")
    config.write_text(CONFIG, "utf-8")
    main(["simulate", str(folder), "--claims", "500", "--pages", "0", "--seed", "9", "--config", str(config)])
    return folder


@pytest.fixture(scope="module")
def found(out: Path) -> dict[str, pd.DataFrame]:
    return answers(out)


def _history(out: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(out / "history" / f"{name}.parquet")


def test_every_question_has_an_answer_about_history_alone(out, found) -> None:
    assert set(found) == set(QUESTIONS)
    claims = _history(out, "claims")
    assert found["people"]["claims"].item() == len(claims) == 500
    for name in ("months", "ages", "waits", "quarters"):
        assert found[name]["claims"].sum() == len(claims), name


def test_shares_and_delays_agree_with_a_direct_count(out, found) -> None:
    claims, members, outcomes = (_history(out, name) for name in ("claims", "members", "outcomes"))
    truth = pd.read_parquet(out / "truth" / "claims.parquet")
    mine = claims.merge(members, on="member_id", suffixes=("", "_joined")).merge(truth, on="claim_id")
    assert found["people"]["women_share"].item() == pytest.approx((mine["sex"] == "F").mean())
    assert found["prevalence"]["fraud_share"].item() == pytest.approx(mine["is_fraud"].mean())
    fixed = mine[mine["plan_kind"] == "fixed_benefit"]
    submitted = pd.to_datetime(fixed["known_at"] + 28_800, unit="s").dt.normalize()
    days = (submitted - pd.to_datetime(fixed["event_on"])).dt.days
    assert found["plan"]["claim_delay_median"].item() == days.median()
    assert found["plan"]["claim_delay_longest"].item() == days.max()
    first = outcomes.sort_values("known_at").drop_duplicates("claim_id")
    assert found["outcomes"]["not_covered_share"].item() == pytest.approx((first["outcome"] == "not_covered").mean())
    steps = pd.read_parquet(out / "truth" / "investigations.parquet")
    as_of = json.loads((out / "history" / "manifest.json").read_text("utf-8"))["as_of"]
    old = first.merge(claims, on="claim_id", suffixes=("", "_claimed"))
    old = old[old["known_at_claimed"] < pd.Timestamp(as_of).timestamp() - 365 * 86_400]
    begun = old["claim_id"].map(steps.groupby("claim_id")["started_at"].min())
    papers = old["claim_id"].map(_history(out, "documents").groupby("claim_id")["known_at"].max())
    assert (begun == papers).all()
    routine = old["outcome"] != "confirmed_fraud"
    days = ((old["known_at"] - begun) / 86_400)[routine]
    assert found["delays"]["outcome_delay_median"].item() == pytest.approx(days.median())
    waited = (old["known_at"] - old["known_at_claimed"]).median() / 86_400
    assert found["delays"]["claim_to_outcome_median"].item() == pytest.approx(waited)
    rules = first[first["selection"] == "rules"]
    assert found["selection"]["rules_share"].item() == pytest.approx(len(rules) / len(first))
    random = first[first["selection"] == "random"]
    assert found["selection"]["random_share"].item() == pytest.approx(len(random) / len(first))


def test_papers_are_counted_by_claim_and_delivery(out, found) -> None:
    documents, readings = _history(out, "documents"), _history(out, "readings")
    assert found["papers"]["papers_mean"].item() == pytest.approx(documents.groupby("claim_id").size().mean())
    deliveries = documents.groupby("claim_id")["known_at"].nunique()
    assert found["papers"]["deliveries_mean"].item() == pytest.approx(deliveries.mean())
    # A paper that is still to come takes its claim out of neither count; summaries take all claims out.
    pages = readings.groupby("claim_id")["page_count"].sum()
    assert found["papers"]["pages_median"].item() == pages.median()
    assert 0.0 < found["papers"]["complete_share"].item() < 0.4


def test_a_history_of_summaries_states_no_figure_for_pages(out, tmp_path) -> None:
    stress = tmp_path / "stress"
    shutil.copytree(out, stress)
    readings = _history(out, "readings").drop_duplicates("claim_id")
    documents = _history(out, "documents")
    many = documents.groupby("claim_id").size()
    readings[readings["claim_id"].isin(many[many > 1].index)].to_parquet(stress / "history" / "readings.parquet")
    found = answers(stress)["papers"]
    assert pd.isna(found["pages_median"].item())
    assert pd.isna(found["complete_share"].item())
    assert found["papers_mean"].item() > 1


def test_sharing_is_counted_between_members(out, found) -> None:
    identifiers, claims = _history(out, "identifiers"), _history(out, "claims")
    given = identifiers[identifiers["kind"] == "device"].dropna(subset=["claim_id"])
    given = given[given["claim_id"].isin(claims["claim_id"])]
    assert (
        found["sharing"].set_index("kind").loc["device", "most_members"]
        == given.groupby("value")["member_id"].nunique().max()
    )


def test_cells_and_contributions_are_told_as_they_stand(out, tmp_path) -> None:
    rich = tmp_path / "rich"
    shutil.copytree(out, rich)
    cells = {"age_from": [30, 30], "age_to": [34, 34], "joined_month": ["2026-02", "2025-03"], "member_count": [1, 3]}
    pd.DataFrame(cells).to_parquet(rich / "history" / "population.parquet")
    shares = {"month": ["2025-01"], "members": [4], "aid_fen": [100], "fee_fen": [8], "share_fen": [27]}
    pd.DataFrame(shares).to_parquet(rich / "truth" / "contributions.parquet")
    found = answers(rich)
    assert found["members"]["members_age"].item() == pytest.approx(32.5 + (0.04 + 3 * 0.96) / 4, abs=0.01)
    assert found["contributions"].to_dict("records") == [{"month": "2025-01", "members": 4, "share_yuan": 0.27}]


def test_the_report_is_the_same_again_and_holds_nobody(out) -> None:
    first = write_report(out)
    content = first.path.read_bytes()
    assert write_report(out) == first
    assert first.path.read_bytes() == content
    assert first.within + first.outside > 15
    text = content.decode()
    members = _history(out, "members")
    for column in ("name", "id_number", "member_id"):
        assert not [one for one in members[column] if one in text], column
    identifiers = _history(out, "identifiers")
    assert not [one for one in identifiers["value"].unique() if one in text]
    assert not [one for one in _history(out, "claims")["claim_id"] if one in text]


def test_a_folder_that_is_no_finished_world_is_refused(out, tmp_path) -> None:
    assert is_world(out)
    (tmp_path / "history").mkdir()
    (tmp_path / "history" / "manifest.json").write_text(json.dumps({}), "utf-8")
    assert not is_world(tmp_path)
    with pytest.raises(NotFoundError, match="no finished world"):
        write_report(tmp_path)
    assert not (tmp_path / "report.html").exists()
