"""Times learning the knowledge graph, and lookups in it: `python scripts/benchmarks/knowledge.py [claims]`."""

import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from fraudpipe.knowledge.graph import KnowledgeGraph, curated_graph
from fraudpipe.knowledge.naming.illness_names import illness_names
from fraudpipe.knowledge.past.learning import learn
from fraudpipe.knowledge.rules.charges import Charge, Treatment
from fraudpipe.knowledge.rules.illness_limits import sex_of
from fraudpipe.knowledge.rules.misfits import misfits
from fraudpipe.knowledge.rules.published import published_rules

SEED, LINES_A_CLAIM, LOOKUPS = 5, 10, 20_000
AS_OF = 1_700_000_000
PROVINCES = tuple(f"{code}0000" for code in range(11, 45))
DEPARTMENTS = ("胸外科", "心血管内科", "胃肠外科", "妇科", "肿瘤科", "神经内科", "呼吸内科", "骨科")


def history(claims: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Random claims with lines, in the shape of the lake's tables."""
    rng = np.random.default_rng(SEED)
    categories = np.array(sorted(illness_names().categories))
    items = np.array(sorted({rule.name for rule in published_rules().by_item.values()}))
    ids = np.array([f"c{number:08d}" for number in range(claims)])
    often = rng.zipf(1.3, claims) % len(categories)
    frame = pd.DataFrame(
        {
            "claim_id": ids,
            "illness_code": np.char.add(categories[often], ".9"),
            "sex": rng.choice(["F", "M"], claims),
            "age_years": rng.uniform(0, 90, claims),
            "hospital_level": rng.integers(0, 4, claims),
            "province": rng.choice(PROVINCES, claims),
            "department": rng.choice(DEPARTMENTS, claims),
            "stay_days": rng.lognormal(2, 0.5, claims).round() + 1,
            "cost_fen": rng.lognormal(14, 0.8, claims).astype(np.int64),
            "visible_at": rng.integers(AS_OF - 100_000_000, AS_OF, claims),
        }
    )
    of = np.sort(rng.integers(0, claims, claims * LINES_A_CLAIM))
    lines = pd.DataFrame(
        {
            "claim_id": pd.Series(ids, dtype="str").take(of).array,
            "item_name": pd.Series(items, dtype="str").take(rng.zipf(1.2, len(of)) % len(items)).array,
            "visible_at": frame["visible_at"].to_numpy()[of],
        }
    )
    return frame, lines


def microseconds(look: Callable[[int], object]) -> float:
    """Microseconds of CPU for one lookup."""
    begun = time.process_time()
    for turn in range(LOOKUPS):
        look(turn)
    return (time.process_time() - begun) / LOOKUPS * 1e6


def lookups(graph: KnowledgeGraph) -> None:
    """What each answer costs."""
    assert graph.past is not None  # noqa: S101 - it was just learned
    items = graph.past.pairs["illness", "item"].right
    categories = graph.past.pairs["illness", "item"].left
    names = [rule.name for rule in graph.rules.by_item.values()]
    patient = Treatment("M", 45.0, 2, True, 9)
    times = {
        "illness and item": lambda turn: (
            graph.usual(("illness", categories[turn % len(categories)]), ("item", items[turn % len(items)])).lift
        ),
        "illness and age": lambda turn: graph.usual_age(categories[turn % len(categories)], turn % 90).share,
        "usual stay": lambda turn: graph.usual_stay(categories[turn % len(categories)], turn % 4, PROVINCES[turn % 30]),
        "usual cost": lambda turn: graph.usual_cost(categories[turn % len(categories)], turn % 4, PROVINCES[turn % 30]),
        "sex of an illness": lambda turn: sex_of(categories[turn % len(categories)]),
        "printed item to rule": lambda turn: graph.rules.match(names[turn % len(names)]),
        "unknown item to rule": lambda turn: graph.rules.match(f"某某{names[turn % len(names)]}"),
        "misfits of one line": lambda turn: misfits(graph.rules, [Charge(names[turn % len(names)], 1, 100)], patient),
    }
    for name, look in times.items():
        print(f"{name:24} {microseconds(look):6.1f} microseconds")


def main() -> None:
    """Learns, says how long and with how much memory, and times the answers."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    frame, lines = history(claims)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    past = learn(frame, lines, AS_OF)
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{claims:,} claims with {len(lines):,} lines learned in {seconds:.1f} s")
    print(f"peak memory {after / 2**20:.2f} GB, of which the history made here {before / 2**20:.2f} GB")
    lookups(KnowledgeGraph(curated_graph().rules, past))


if __name__ == "__main__":
    main()
