"""Papers really rendered and read, beside the readings that the model makes of them."""

import csv
import importlib.util
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

_SCRIPT = Path(__file__).parents[2] / "scripts" / "benchmarks" / "readings.py"
_STORED = Path(__file__).with_name("really_read.csv")
_CLAIMS, _PAPERS, _SEED = 500, 1, 11
_READ_NOW = 3
_OUTCOMES = ("accepted_right", "accepted_wrong", "doubtful_right", "doubtful_wrong", "absent")


@pytest.fixture(scope="module")
def benchmark() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(_SCRIPT.parent))
        spec = importlib.util.spec_from_file_location("readings_benchmark", _SCRIPT)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        patch.setitem(sys.modules, spec.name, module)  # dataclasses look their module up
        spec.loader.exec_module(module)
        yield module


def _stored() -> dict[tuple[str, str], Counter[str]]:
    lines = [line for line in _STORED.read_text("utf-8").splitlines() if not line.startswith("#")]
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in csv.DictReader(lines):
        counts[row["document_type"], row["field"]][row["outcome"]] = int(row["count"])
    return counts


def _by_type(counts: dict[tuple[str, str], Counter[str]]) -> dict[str, Counter[str]]:
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for (document_type, _), count in counts.items():
        totals[document_type].update(count)
        totals["all"].update(count)
    return totals


def test_readings_made_of_500_claims_are_as_good_and_as_bad_as_those_really_read(benchmark: ModuleType) -> None:
    """The model makes the readings of the same papers again; what was really read of them is stored."""
    claims = benchmark.claims_with_papers(_CLAIMS, _SEED + 1)
    benchmark.keep_some_papers(claims, _PAPERS, _SEED)
    papers = Counter(paper.document_type for claim in claims for paper in claim.papers)

    made = benchmark.outcomes_by_field(claims, benchmark.made_readings(claims, _SEED))

    really = _stored()
    assert {key: count.total() for key, count in made.items()} == {key: count.total() for key, count in really.items()}
    for document_type, count in _by_type(made).items():
        stored = _by_type(really)[document_type]
        # Fields of one paper go wrong together, so it is papers that count; the shares were fitted on some 20 of each
        # type, and those are uncertain, too. Three errors, since there are eighty comparisons.
        seen = papers[document_type] or papers.total()
        for outcome in _OUTCOMES:
            share = stored[outcome] / stored.total()
            spread = max(share, 0.02) * max(1 - share, 0.02)
            error = (spread * (1 / seen + 1 / (20 if document_type != "all" else 295))) ** 0.5
            assert count[outcome] / count.total() == pytest.approx(share, abs=3 * error), (document_type, outcome)


@pytest.mark.slow
def test_what_is_stored_is_what_the_readers_do(benchmark: ModuleType) -> None:
    claims = benchmark.claims_with_papers(_READ_NOW, 31)

    both = benchmark.both_ways(claims, 31, processes=1)

    now = _by_type({key: counts[0] for key, counts in both.fields.items()})["all"]
    stored = _by_type(_stored())["all"]
    assert now.total() > 120
    for outcome in ("accepted_right", "accepted_wrong", "absent"):
        # Some two hundred fields on twenty pages that go wrong together: five standard deviations of the share.
        assert now[outcome] / now.total() == pytest.approx(stored[outcome] / stored.total(), abs=0.15)
    fired = [codes.total() / _READ_NOW for codes in both.codes]
    assert fired[1] == pytest.approx(fired[0], abs=2.0)
