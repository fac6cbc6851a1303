"""Papers really rendered and read, beside the readings that the model makes of them."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

_SCRIPT = Path(__file__).parents[2] / "scripts" / "benchmarks" / "readings.py"
_CLAIMS = 3


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("readings_benchmark", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_made_readings_are_as_good_and_as_bad_as_real_ones(benchmark: ModuleType) -> None:
    claims = benchmark.claims_with_papers(_CLAIMS, 31)

    both = benchmark.both_ways(claims, 31, processes=1)

    totals = [Counter[str](), Counter[str]()]
    for counts in both.fields.values():
        for way in (0, 1):
            totals[way].update(counts[way])
    assert totals[0].total() == totals[1].total() > 120
    for outcome in ("accepted_right", "accepted_wrong", "absent"):
        really, made = (total[outcome] / total.total() for total in totals)
        # Some two hundred fields on twenty pages that go wrong together: five standard deviations of the share.
        assert made == pytest.approx(really, abs=0.15)
    fired = [codes.total() / _CLAIMS for codes in both.codes]
    assert fired[1] == pytest.approx(fired[0], abs=2.0)
