"""What a written world holds, asked with DuckDB: one small table a question, for the world's own report.

Only history is asked, and the truth about its claims: nights are too few to say anything about. Nothing personal
leaves: all answers are counts, shares, means and quantiles.
"""

import json
from pathlib import Path

import duckdb
import pandas as pd

from fraudpipe.errors import NotFoundError
from fraudpipe.records.moments import parse_instant
from fraudpipe.simulation.deliveries import WANTED
from fraudpipe.simulation.illnesses import EVERY_ILLNESS

_MEMORY = "4GB"
_PATHOLOGY = "pathology_report"

_FACTS = """
CREATE TEMP TABLE facts AS
WITH decided AS (
  SELECT claim_id, min(known_at) AS decided_at, arg_min(outcome, known_at) AS first_outcome,
    arg_min(selection, known_at) AS selection, arg_min(verification_depth, known_at) AS depth,
    arg_max(decision, known_at) AS decision, arg_max(outcome, known_at) AS outcome
  FROM outcomes GROUP BY claim_id
), homes AS (
  SELECT member_id, bool_or(contains(value, '县')) AS county FROM identifiers
  WHERE kind = 'address' AND claim_id IS NULL GROUP BY member_id
)
SELECT c.claim_id, c.member_id, c.plan_kind, c.illness_code, c.amount_fen, c.known_at, m.sex, h.level,
  CAST(make_timestamp((c.known_at + 28800) * 1000000) AS DATE) AS submitted_on,
  CAST(c.event_on AS DATE) AS event_on,
  date_diff('day', CAST(c.admitted_on AS DATE), CAST(c.discharged_on AS DATE)) AS stay_days,
  date_sub('year', CAST(m.birth_on AS DATE), CAST(c.event_on AS DATE)) AS age,
  date_diff('day', CAST(m.joined_on AS DATE), CAST(c.event_on AS DATE)) AS tenure_days,
  -- Provincial capitals and municipalities end in 01 before the county; homes in their counties are no city.
  m.region[3:4] <> '01' OR coalesce(o.county, false) AS outside,
  d.decided_at, d.first_outcome,
  d.first_outcome IN ('confirmed_fraud', 'non_disclosure') AS proved, d.selection, d.depth, d.decision, d.outcome,
  coalesce(t.is_fraud, false) AS is_fraud, coalesce(t.fraud_kind, '') AS kind, t.ring, t.lost_fen,
  json_array_length(t.footprints) AS traces
FROM claims c JOIN members m USING (member_id) LEFT JOIN hospitals h USING (hospital_id)
LEFT JOIN decided d USING (claim_id) LEFT JOIN homes o USING (member_id) LEFT JOIN truth_claims t USING (claim_id)
"""

_PAPERS = """
CREATE TEMP TABLE papers AS
WITH read AS (
  SELECT claim_id, count(*) AS read_count, sum(page_count) AS pages FROM readings GROUP BY claim_id
), sent AS (
  SELECT claim_id, count(*) AS papers, count(DISTINCT known_at) AS deliveries, min(known_at) AS first_at
  FROM documents GROUP BY claim_id
), early AS (
  SELECT DISTINCT r.claim_id, r.document_type FROM readings r JOIN sent s USING (claim_id) WHERE r.known_at = s.first_at
), lacking AS (
  SELECT f.claim_id FROM facts f JOIN needed n USING (plan_kind, illness_code)
  ANTI JOIN early e ON e.claim_id = f.claim_id AND e.document_type = n.document_type GROUP BY f.claim_id
)
SELECT s.claim_id, s.papers, s.deliveries, r.pages, s.papers = r.read_count AS in_full,
  l.claim_id IS NULL AS complete_at_first
FROM sent s JOIN read r USING (claim_id) LEFT JOIN lacking l USING (claim_id)
"""

QUESTIONS = {
    "people": """
SELECT count(*) AS claims, count(DISTINCT member_id) AS claimants,
  avg(age) FILTER (plan_kind = 'fixed_benefit' AND decision = 'paid') AS helped_age,
  avg(CAST(sex = 'F' AS INT)) AS women_share, avg(CAST(outside AS INT)) AS outside_share FROM facts""",
    "plan": """
SELECT avg(amount_fen) / 100 AS benefit_yuan,
  avg(CAST(amount_fen IN (30000000, 10000000, 5000000) AS INT)) AS scale_share,
  median(submitted_on - event_on) AS claim_delay_median, max(submitted_on - event_on) AS claim_delay_longest
FROM facts WHERE plan_kind = 'fixed_benefit'""",
    "tenure": """
SELECT avg(CAST(tenure_days < 90 AS INT)) AS in_waiting_share,
  (count(*) FILTER (tenure_days BETWEEN 90 AND 119) / 30.0)
  / nullif(count(*) FILTER (tenure_days BETWEEN 120 AND 239) / 120.0, 0) AS spike
FROM facts""",
    "papers": """
SELECT avg(papers) AS papers_mean, avg(deliveries) AS deliveries_mean, median(pages) FILTER (in_full) AS pages_median,
  quantile_disc(pages, 0.9) FILTER (in_full) AS pages_ninetieth,
  avg(CAST(complete_at_first AS INT)) FILTER (in_full) AS complete_share FROM papers""",
    "outcomes": """
SELECT avg(CAST(first_outcome = 'non_disclosure' AS INT)) AS non_disclosure_share,
  avg(CAST(first_outcome = 'not_covered' AS INT)) AS not_covered_share,
  avg(CAST(first_outcome = 'withdrawn' AS INT)) AS withdrawn_share,
  avg(CAST(first_outcome = 'confirmed_fraud' AS INT)) AS confirmed_share FROM facts WHERE decided_at IS NOT NULL""",
    "delays": """
SELECT median(days) FILTER (first_outcome <> 'confirmed_fraud') AS outcome_delay_median,
  quantile_disc(days, 0.9) FILTER (first_outcome <> 'confirmed_fraud') AS outcome_delay_ninetieth,
  median(days) FILTER (first_outcome = 'confirmed_fraud') AS fraud_delay_median,
  quantile_disc(days, 0.9) FILTER (first_outcome = 'confirmed_fraud') AS fraud_delay_ninetieth,
  median(waited) / 86400.0 AS claim_to_outcome_median
FROM (SELECT f.first_outcome, (f.decided_at - min(i.started_at)) / 86400.0 AS days, f.decided_at - f.known_at AS waited
  FROM facts f JOIN investigations i USING (claim_id)
  -- Old enough that slow outcomes are in, too.
  WHERE f.known_at < getvariable('as_of') - 365 * 86400 AND f.decided_at IS NOT NULL
  GROUP BY f.claim_id, f.first_outcome, f.decided_at, f.known_at)""",
    "selection": """
SELECT avg(CAST(selection = 'rules' AS INT)) AS rules_share,
  avg(CAST(selection = 'random' AS INT)) AS random_share,
  avg(CAST(proved AS INT)) FILTER (selection = 'rules') AS rules_hits,
  avg(CAST(proved AS INT)) FILTER (selection = 'referral') AS referral_hits,
  avg(CAST(proved AS INT)) FILTER (selection = 'random') AS random_hits
FROM facts WHERE decided_at IS NOT NULL""",
    "prevalence": """
SELECT avg(CAST(is_fraud AS INT)) AS fraud_share,
  avg(CAST(kind IN ('altered_paper', 'fabricated_paper', 'generated_papers') AS INT)) AS forged_share,
  avg(lost_fen) FILTER (kind IN ('altered_paper', 'fabricated_paper', 'generated_papers')
    AND plan_kind = 'fixed_benefit') / 100 AS forged_lost_yuan,
  avg(CAST(kind = 'non_disclosure' AS INT)) AS hidden_share FROM facts""",
    "cost": """
SELECT (SELECT sum(i.cost_fen) / 100.0 FROM investigations i JOIN facts USING (claim_id))
  / nullif((SELECT count(*) FROM facts WHERE decision = 'paid'), 0) AS cost_a_helped_yuan""",
    "months": "SELECT strftime(submitted_on, '%Y-%m') AS month, count(*) AS claims FROM facts GROUP BY 1 ORDER BY 1",
    "ages": """
SELECT CAST(floor(age / 5) * 5 AS INT) AS age, sex, count(*) AS claims,
  avg(amount_fen) FILTER (plan_kind = 'fixed_benefit') / 100 AS benefit_yuan FROM facts GROUP BY 1, 2 ORDER BY 1, 2""",
    "illnesses": """
SELECT sex, illness_code, count(*) AS claims FROM facts WHERE plan_kind = 'fixed_benefit'
GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2""",
    "waits": """
SELECT CAST(submitted_on - event_on AS INT) AS days, plan_kind, count(*) AS claims FROM facts
 GROUP BY 1, 2 ORDER BY 1, 2""",
    "tenures": """
SELECT CAST(floor(tenure_days / 15) * 15 AS INT) AS days, is_fraud, count(*) AS claims FROM facts
WHERE tenure_days BETWEEN 0 AND 720 GROUP BY 1, 2 ORDER BY 1, 2""",
    "pages": """
SELECT least(pages, 120) AS pages, count(*) AS claims FROM papers WHERE in_full GROUP BY 1 ORDER BY 1""",
    "stays": """
SELECT illness_code, count(*) AS claims, median(stay_days) FILTER (level = 2) AS days_second,
  median(stay_days) FILTER (level = 3) AS days_third,
  median(amount_fen) FILTER (level = 2 AND plan_kind = 'reimbursement') / 100 AS own_second_yuan,
  median(amount_fen) FILTER (level = 3 AND plan_kind = 'reimbursement') / 100 AS own_third_yuan
FROM facts GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 15""",
    "arms": """
SELECT selection, depth, count(*) AS claims, avg(CAST(proved AS INT)) AS proved_share,
  avg(CAST(kind <> '' AS INT)) AS true_share FROM facts WHERE decided_at IS NOT NULL
GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2""",
    "steps": """
SELECT step, count(*) AS times, avg(cost_fen) / 100 AS cost_yuan, avg(CAST(found AS INT)) AS found_share
FROM investigations SEMI JOIN facts USING (claim_id) GROUP BY 1 ORDER BY 3, 1""",
    "sharing": """
WITH given AS (
  SELECT DISTINCT f.claim_id, f.member_id, f.is_fraud, i.kind, i.value FROM identifiers i
  JOIN facts f ON f.member_id = i.member_id AND (i.claim_id = f.claim_id OR i.claim_id IS NULL AND i.kind = 'referrer')
), values_of AS (
  SELECT kind, value, count(DISTINCT member_id) AS members FROM given GROUP BY 1, 2
)
SELECT kind, avg(CAST(members > 1 AS INT)) FILTER (NOT is_fraud) AS honest_share,
  avg(CAST(members > 1 AS INT)) FILTER (is_fraud) AS fraud_share, max(members) AS most_members
FROM given JOIN values_of USING (kind, value) GROUP BY 1 ORDER BY 1""",
    "rings": """
SELECT size, count(*) AS rings FROM (SELECT ring, count(*) AS size FROM facts WHERE ring IS NOT NULL GROUP BY 1)
GROUP BY 1 ORDER BY 1""",
    "quarters": """
SELECT strftime(date_trunc('quarter', submitted_on), '%Y-%m') AS quarter, kind, count(*) AS claims,
  avg(traces) FILTER (is_fraud) AS traces FROM facts GROUP BY 1, 2 ORDER BY 1, 2""",
    "members": """
SELECT sum(member_count * ((age_from + age_to + 1) / 2.0 + years)) / nullif(sum(member_count), 0) AS members_age,
  CAST(sum(member_count) AS BIGINT) AS members
FROM (SELECT *, (getvariable('as_of') - epoch(CAST(joined_month || '-15' AS DATE))) / 31557600.0 AS years
  FROM population)""",
    "contributions": "SELECT month, members, share_fen / 100.0 AS share_yuan FROM contributions ORDER BY month",
}
"""Name to the query that answers it."""


def is_world(out: Path) -> bool:
    """Whether `out` holds a world that was written to its end."""
    return (out / "history" / "manifest.json").is_file() and (out / "truth" / "claims.parquet").is_file()


def answers(out: Path) -> dict[str, pd.DataFrame]:
    """The answer to every one of QUESTIONS.

    Raises:
        NotFoundError: `out` holds no finished world.
    """
    if not is_world(out):
        msg = f"{out} holds no finished world; write one with: fraudpipe simulate {out}"
        raise NotFoundError(msg)
    manifest = json.loads((out / "history" / "manifest.json").read_text("utf-8"))
    engine = duckdb.connect()
    try:
        engine.execute(f"SET memory_limit='{_MEMORY}'; SET threads=2; SET enable_progress_bar=false")
        engine.execute(f"SET VARIABLE as_of = {parse_instant(manifest['as_of'])}")
        _open_tables(engine, out)
        engine.execute(_FACTS)
        engine.execute(_PAPERS)
        return {name: engine.sql(query).df() for name, query in QUESTIONS.items()}
    finally:
        engine.close()


def _open_tables(engine: duckdb.DuckDBPyConnection, out: Path) -> None:
    for name in ("claims", "members", "hospitals", "identifiers", "documents", "readings", "outcomes", "population"):
        engine.read_parquet(str(out / "history" / f"{name}.parquet")).create_view(name)
    engine.read_parquet(str(out / "truth" / "claims.parquet")).create_view("truth_claims")
    for name in ("contributions", "investigations"):
        engine.read_parquet(str(out / "truth" / f"{name}.parquet")).create_view(name)
    needed = [
        (plan, illness.code, wanted.document_type)
        for plan, papers in WANTED.items()
        for illness in EVERY_ILLNESS
        for wanted in papers
        if wanted.needed and (illness.tissue or wanted.document_type != _PATHOLOGY)
    ]
    frame = pd.DataFrame(needed, columns=["plan_kind", "illness_code", "document_type"])
    engine.from_df(frame).create("needed")
