"""Precision and recall of each finding on a simulated world, how often it fires on honest claims, and the speed.

scripts/bench findings WORLD [CODE]                 WORLD was written by `fraudpipe simulate`; CODE prints honest claims
                                                    on which it fires
scripts/bench findings WORLD --rendered N [--lines FILE]    N frauds and N honest claims with papers really rendered and
                                                    read, beside what they truly say; a page costs about a second

A world of the preset hard has few frauds: give it more with `fraud_share` in a settings file. Only footprints that were
delivered count (see `delivered_evidence`). This is evaluation: it may open the truth.
"""

import argparse
import json
import time
from pathlib import Path

import pandas as pd
from delivered_evidence import FOOTPRINTS, read_delivered, readable
from finding_worlds import SIGNATURES, read_sets, true_sets
from outside_of_claims import with_outside
from rendered_findings import chosen_frauds, chosen_honest, rendered_sets

from fraudpipe.knowledge.graph import curated_graph
from fraudpipe.records.paper_set import PaperSet
from fraudpipe.stages.claim_findings import claim_findings
from fraudpipe.stages.finding_kinds import ALL_KINDS

_ASKED_AFTER_DAYS = 45
_WIDE = "{:<36}" + "{:>8}" * 9
_LINE = "{:<36}{:>7}{:>8}{:>8}{:>8}{:>8}{:>8}"


def raised(sets: list[PaperSet]) -> pd.DataFrame:
    """One row a finding: claim_id, code, severity, in_doubt, message_en."""
    graph = curated_graph()
    return pd.DataFrame(
        [
            (one.claim.claim_id, found.code, found.severity, found.in_doubt, found.message_en)
            for one in sets
            for found in claim_findings(one, graph, {})
        ],
        columns=["claim_id", "code", "severity", "in_doubt", "message_en"],
    )


def main() -> None:
    """Prints seconds, then a table by finding and one by footprint; or what really read papers lose."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world", type=Path)
    parser.add_argument("code", nargs="?")
    parser.add_argument("--rendered", type=int, metavar="N")
    parser.add_argument("--lines", type=Path, default=Path("build/findings/lines.sqlite"))
    asked = parser.parse_args()
    world: Path = asked.world
    truth = pd.read_parquet(world / "truth" / "claims.parquet").set_index("claim_id")
    sets = with_outside(world, read_sets(world), asked_after_days=_ASKED_AFTER_DAYS)
    truth = truth.reindex([one.claim.claim_id for one in sets])
    truth["honest"] = truth["fraud_kind"].isna() | (truth["fraud_kind"] == "")
    if asked.rendered:
        _rendered(world, sets, truth, asked.rendered, asked.lines)
        return
    begun = time.process_time()
    found = raised(sets)
    seconds = time.process_time() - begun
    papers = sum(len(one.papers) for one in sets)
    print(f"{len(sets):,} claims, {papers:,} papers: {seconds:.1f} s on one core;", end=" ")
    print(f"1,000 claims x 10 papers: {seconds / papers * 10_000:.1f} s\n")
    _by_code(found, truth, _footprints(truth))
    _by_footprint(world, sets, found, truth)
    _honest(found, truth)
    if asked.code:
        examples = found[found["code"].eq(asked.code) & found["claim_id"].map(truth["honest"])]
        examples = examples.assign(slips=examples["claim_id"].map(truth["slips"]))
        print(examples.drop(columns="code").head(25).to_string())


def _by_code(found: pd.DataFrame, truth: pd.DataFrame, footprints: "pd.Series[str]") -> None:
    """Facts only; precision: claims that are not honest; recall: claims with a footprint that the finding is for."""
    honest = truth["honest"]
    facts, doubts = found[~found["in_doubt"]], found[found["in_doubt"]]
    print(_LINE.format("finding (facts)", "claims", "honest%", "doubt%", ">=med%", "prec%", "recall%"))
    for kind in ALL_KINDS:
        claims = set(facts.loc[facts["code"] == kind.code, "claim_id"])
        strong = set(facts.loc[(facts["code"] == kind.code) & (facts["severity"] != "low"), "claim_id"])
        doubted = set(doubts.loc[doubts["code"] == kind.code, "claim_id"])
        wanted = {name for name, codes in SIGNATURES.items() if kind.code in codes}
        marked = set(footprints.index[footprints.isin(wanted)])
        shares = [sum(honest[one] for one in some) / honest.sum() for some in (claims, doubted, strong)]
        precision = sum(not honest[one] for one in claims) / len(claims) if claims else float("nan")
        recall = f"{100 * len(claims & marked) / len(marked):.0f}" if marked else "-"
        print(
            _LINE.format(
                kind.code, len(claims), *(f"{100 * one:.2f}" for one in shares), f"{100 * precision:.0f}", recall
            )
        )


def _by_footprint(world: Path, sets: list[PaperSet], read: pd.DataFrame, truth: pd.DataFrame) -> None:
    """Of footprints that were delivered, on how many a finding that is for them fires; `ok` are those read well."""
    perfect = with_outside(world, true_sets(world, sets), asked_after_days=_ASKED_AFTER_DAYS)
    delivered = read_delivered(world, perfect, asked_after_days=_ASKED_AFTER_DAYS)
    ideal = raised(perfect)
    print(
        "\n"
        + _WIDE.format("footprint", "left", "shown", "ok", "ok fact", "fact%", "doubt%", ">=med%", "true%", "honest%")
    )
    by_claim = {one.claim.claim_id: (one, true) for one, true in zip(sets, perfect, strict=True)}
    honest = set(truth.index[truth["honest"]])
    marks = _footprints(truth)
    rows = []
    for name, codes in SIGNATURES.items():
        left = sorted(set(marks.index[marks == name]))
        shown = {one for one in left if FOOTPRINTS[name][0](delivered[one])}
        well = {one for one in shown if readable(*by_claim[one], name)}
        some, best = (one[one["code"].isin(codes)] for one in (read, ideal))
        facts = some[~some["in_doubt"]]
        strong = facts[facts["severity"] != "low"]
        hits = [set(one["claim_id"]) for one in (facts, some, strong, best[~best["in_doubt"]])]
        row = [len(left), len(shown), len(well), len(hits[0] & well), *(len(one & shown) for one in hits)]
        if left:
            rows.append(row)
            _print_footprint(name, row, len(hits[0] & honest) / len(honest))
    _print_footprint("all", [sum(column) for column in zip(*rows, strict=True)], float("nan"))


def _print_footprint(name: str, row: list[int], honest: float) -> None:
    left, shown, well, well_facts, *hits = row
    shares = (well_facts / max(well, 1), *(one / max(shown, 1) for one in hits), honest)
    print(_WIDE.format(name, left, shown, well, *(f"{100 * one:.1f}" for one in shares)))


def _footprints(truth: pd.DataFrame) -> "pd.Series[str]":
    kinds = truth.loc[~truth["honest"], "fraud_kind"].map("kind:{}".format)
    return pd.concat([truth["footprints"].map(json.loads).explode().dropna(), kinds])


def _rendered(world: Path, sets: list[PaperSet], truth: pd.DataFrame, count: int, lines: Path) -> None:
    """So many frauds and as many honest claims, with really read papers and with what the papers truly say."""
    perfect = true_sets(world, sets)
    outside = with_outside(world, perfect, asked_after_days=_ASKED_AFTER_DAYS)
    delivered = read_delivered(world, outside, asked_after_days=_ASKED_AFTER_DAYS)
    marks = _footprints(truth)
    frauds = chosen_frauds(delivered, marks, count)
    honest = chosen_honest(delivered, set(truth.index[truth["honest"]]), count)
    lines.parent.mkdir(parents=True, exist_ok=True)
    read = list(rendered_sets(world, perfect, {**frauds, **honest}, lines))
    real = raised(with_outside(world, read, asked_after_days=_ASKED_AFTER_DAYS))
    ideal = raised([one for one in outside if one.claim.claim_id in {**frauds, **honest}])
    pages = sum(map(len, [*frauds.values(), *honest.values()]))
    print(f"{len(frauds)} frauds and {len(honest)} honest claims, {pages} papers rendered and read")
    wanted = [(one, name) for one in frauds for name in sorted(set(marks[[one]]) & set(SIGNATURES))
              if FOOTPRINTS[name][0](delivered[one])]  # fmt: skip
    facts = [_fires(some[~some["in_doubt"]], wanted) for some in (ideal, real)]
    caught = _fires(real, wanted)
    print(
        f"{len(wanted)} footprints: truly read {sum(facts[0])}, really read {sum(facts[1])}, doubts too {sum(caught)}"
    )
    for (claim_id, name), *hits in zip(wanted, *facts, caught, strict=True):
        if len(set(hits)) > 1:
            print(f"  {claim_id} {name}: true {hits[0]:d}, read {hits[1]:d}, doubts too {hits[2]:d}")
    for title, some in (("truly", ideal), ("really", real)):
        strong = some[some["claim_id"].isin(set(honest)) & some["severity"].ne("low")]
        told = strong.groupby("severity")["claim_id"].nunique().to_dict()
        print(f"honest claims {title} read with a finding: {told}")
        print(strong[["claim_id", "code", "severity"]].to_string(index=False, header=False))


def _fires(found: pd.DataFrame, wanted: list[tuple[str, str]]) -> list[bool]:
    raised_codes = found.groupby("claim_id")["code"].agg(set).to_dict()
    return [bool(raised_codes.get(claim_id, set()) & set(SIGNATURES[name])) for claim_id, name in wanted]


def _honest(found: pd.DataFrame, truth: pd.DataFrame) -> None:
    slipped = truth["slips"].map(lambda text: bool(json.loads(text)))
    print()
    for title, claims in (
        ("honest", truth.index[truth["honest"]]),
        ("honest with slips", truth.index[truth["honest"] & slipped]),
        ("other", truth.index[~truth["honest"]]),
    ):
        some = found[found["claim_id"].isin(claims)]
        shares = [
            some.loc[some["severity"].isin(wanted), "claim_id"].nunique() / max(len(claims), 1)
            for wanted in (("high",), ("high", "medium"))
        ]
        print(f"{title}: {len(claims)} claims, high {100 * shares[0]:.2f} %, at least medium {100 * shares[1]:.2f} %")


if __name__ == "__main__":
    main()
