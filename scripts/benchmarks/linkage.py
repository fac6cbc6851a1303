"""Measures links between records of one person, exact and fuzzy: `scripts/bench linkage [records]`."""

import hmac
import sys
import time
from hashlib import sha256

import pandas as pd
from person_records import TUNED, UNSEEN, World, person_world

from fraudpipe.adapters.splink_linkage import SplinkLinker
from fraudpipe.linkage.exact_links import exact_links
from fraudpipe.linkage.normalise import normal_forms
from fraudpipe.linkage.person_keys import Seal, person_keys

FITTED_ON = 30_000
NIGHT = 2_000
_BEGUN = hmac.new(b"for this benchmark only", digestmod=sha256)


def sealed(kind: str, value: str) -> str:
    """A keyed hash, as the vault makes them."""
    begun = _BEGUN.copy()
    begun.update(f"{kind}\x1f{value}".encode())
    return begun.hexdigest()[:32]


def in_the_lake(world: World, seal: Seal) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Members and their contacts as intake leaves them: hashes of normal forms, birth dates cut to their month."""
    ids, times = [name for name, _ in world.records], {"known_at": 0, "received_at": 0}
    told = {
        kind: [
            seal(kind, form) if form else None
            for form in normal_forms(kind, [getattr(one, field) for _, one in world.records])
        ]
        for kind, field in (
            ("person_name", "name"),
            ("id_number", "id_number"),
            ("phone", "phone"),
            ("address", "address"),
        )
    }
    people = {"person_id": ids, "name": told["person_name"], "id_number": told["id_number"]}
    contacts = [pd.DataFrame({"person_id": ids, "kind": kind, "value": told[kind]}) for kind in ("phone", "address")]
    born = [one.birth_on[:7] for _, one in world.records]
    return pd.DataFrame(people | {"born": born}).assign(**times), pd.concat(contacts).dropna().assign(**times)


def exactly(world: World, seal: Seal = sealed) -> tuple[set[tuple[str, str]], str]:
    """The exact links of all, and what they took without the normal forms and hashes, which are made at intake."""
    people, contacts = in_the_lake(world, seal)
    took = Stopwatch()
    return pairs_of(exact_links(people, contacts, people["person_id"])), str(took)


class Stopwatch:
    """CPU and wall seconds since it was made."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    def __str__(self) -> str:
        return f"{time.process_time() - self._cpu:5.1f} CPU s, {time.perf_counter() - self._wall:5.1f} s"


def pairs_of(links: pd.DataFrame) -> set[tuple[str, str]]:
    """The pairs of a table of links."""
    return set(zip(links["person_id"], links["other_person_id"], strict=True))


def tell(name: str, found: set[tuple[str, str]], true: set[tuple[str, str]], took: str) -> None:
    """Precision, recall and F1."""
    right = len(found & true)
    print(
        f"{name:28} precision {right / len(found):.5f}  recall {right / len(true):.5f}  "
        f"F1 {2 * right / (len(found) + len(true)):.5f}  {took}"
    )


def by_family(records: int, linker: SplinkLinker, model: str) -> None:
    """The same model where every second record has one kind of noise on top of the tuned ones."""
    print("\nevery second record with one kind of noise (recall exact, fuzzy; precision fuzzy):")
    for family in (*TUNED, *UNSEEN):
        world = person_world(records, TUNED | {family: 1.0}, seed=4)
        keys = person_keys(world.records)
        nothing, true = keys.iloc[:0], world.pairs
        exact, fuzzy = exactly(world)[0], pairs_of(linker.links(model, keys, nothing))
        seen = "tuned on" if family in TUNED else "unseen"
        shares = (len(exact & true) / len(true), len(fuzzy & true) / len(true), len(fuzzy & true) / len(fuzzy))
        print(f"  {family:18} {seen:9} " + " ".join(f"{share:.4f}" for share in shares))


def by_nights(linker: SplinkLinker, model: str, keys: pd.DataFrame) -> None:
    """A night alone: what is new against itself and all that is there."""
    new, old = keys.iloc[-NIGHT:], keys.iloc[:-NIGHT]
    took = Stopwatch()
    found = pairs_of(linker.links(model, new, old))
    print(f"\na night of {NIGHT:,} against {len(old):,}: {len(found):,} links  {took}")
    late = set(new["person_id"])
    at_once = {pair for pair in pairs_of(linker.links(model, keys, keys.iloc[:0])) if late & set(pair)}
    print(f"the same as at once: {found == at_once}")


def main() -> None:
    """Prints the figures."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    print("noise of second records:", "tuned", TUNED, "unseen", UNSEEN, sep="\n  ")
    fitted_world = person_world(FITTED_ON, TUNED, seed=3)
    linker = SplinkLinker()
    keys = person_keys(fitted_world.records)
    took = Stopwatch()
    model = linker.fit(keys)
    print(f"\nfitted once on {FITTED_ON:,} records with tuned noise only  {took}")
    world: World = person_world(records, TUNED | UNSEEN, seed=5)
    true = world.pairs
    print(f"{records:,} records of {len(set(world.person_of.values())):,} people, {len(true):,} true pairs")
    took = Stopwatch()
    exact, alone = exactly(world)
    tell("exact keys", exact, true, f"{took} with normal forms and hashes, {alone} alone")
    took = Stopwatch()
    keys = person_keys(world.records)
    print(f"normal forms and tokens: {took}")
    nothing = keys.iloc[:0]
    took = Stopwatch()
    plain_links = linker.links(model, keys, nothing)
    tell("fuzzy", pairs_of(plain_links), true, str(took))
    tell("both, as a workspace has it", pairs_of(plain_links) | exact, true, "")
    took = Stopwatch()
    hidden = person_keys(world.records, sealed)
    print(f"normal forms and keyed hashes of tokens: {took}")
    took = Stopwatch()
    hidden_links = linker.links(model, hidden, nothing)
    tell("fuzzy on keyed hashes", pairs_of(hidden_links), true, str(took))
    print(f"the same links as on plain values: {hidden_links.equals(plain_links)}")
    by_nights(linker, model, keys)
    by_family(min(records, 20_000), linker, model)


if __name__ == "__main__":
    main()
