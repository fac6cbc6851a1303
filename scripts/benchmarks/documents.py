"""Exact-field accuracy on the real papers of documents/hospital_zh.

Run: FRAUDPIPE_BENCH_DATA=<data> python scripts/benchmarks/documents.py

How it scores. A field is right when its value equals the label after full-width forms are folded (NFKC) and spaces are
removed. A label marked `uncertain` is truncated or hidden on the paper: the value is right when either one is a
prefix of the other, after folding. `line_items` is right when names and amounts are the same set. A field that was not
read is wrong. Fields without a label are not scored.
"""

import json
import os
import resource
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any

from fraudpipe.adapters.document_reader import DocumentReader, ReadingOptions
from fraudpipe.records.reading import Reading


def folded(value: object) -> str:
    """Text as it is compared."""
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def shown(reading: Reading, name: str) -> Any:
    """The value read, line items as pairs."""
    one = reading.fields.get(name)
    if one is None or one.value is None:
        return None
    return [[item.name, item.amount] for item in one.value] if isinstance(one.value, tuple) else one.value


def right(want: Any, got: Any, *, uncertain: bool) -> bool:
    """Whether a value read is the label."""
    if got is None:
        return False
    if isinstance(want, list):
        return sorted((folded(name), amount) for name, amount in want) == sorted((folded(n), a) for n, a in got)
    one, other = folded(want), folded(got)
    return one == other or (uncertain and (other.startswith(one) or one.startswith(other)))


def cpu_seconds() -> float:
    """CPU of this process and of its children so far, in seconds."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> int:
    """Prints the figures; fails below the bar."""
    data = os.environ.get("FRAUDPIPE_BENCH_DATA")
    folder = Path(data or "") / "documents" / "hospital_zh"
    if not data or not folder.is_dir():
        print("set FRAUDPIPE_BENCH_DATA to the folder that holds documents/hospital_zh")
        return 2
    reader = DocumentReader(ReadingOptions())
    tally: dict[str, list[bool]] = {}
    types = turned = accepted_right = accepted = 0
    cpu, wall = [], []
    labels = sorted(folder.glob("*.json"))
    for label in labels:
        truth = json.loads(label.read_text("utf-8"))
        started, clock = cpu_seconds(), time.perf_counter()
        reading = reader.read((folder / truth["file"]).read_bytes())
        cpu.append(cpu_seconds() - started)
        wall.append(time.perf_counter() - clock)
        types += reading.document_type == truth["doc_type"]
        turned += reading.rotation == truth["rotation"]
        wrong = []
        for name, want in truth["fields"].items():
            got = shown(reading, name)
            good = right(want, got, uncertain=name in truth["uncertain"])
            tally.setdefault(name, []).append(good)
            if name in reading.fields:
                is_accepted = reading.fields[name].status == "accepted"
                accepted += is_accepted
                accepted_right += is_accepted and good
            if not good:
                wrong.append((name, want, got))
        share = f"{len(truth['fields']) - len(wrong)}/{len(truth['fields'])}"
        print(f"{truth['file']}: {reading.document_type}, {share} fields, {cpu[-1]:.2f} CPU s")
        for name, want, got in wrong:
            print(f"    {'missing' if got is None else 'wrong'} {name}: want {want!r}, got {got!r}")
    print("\nfield accuracy (exact; `uncertain` labels as a prefix either way)")
    for name in sorted(tally):
        print(f"    {name:24} {sum(tally[name])}/{len(tally[name])}")
    total = [good for goods in tally.values() for good in goods]
    print(f"\nexact fields      {sum(total)}/{len(total)} = {sum(total) / len(total):.1%}")
    print(f"document type     {types}/{len(labels)}    rotation {turned}/{len(labels)}")
    print("the first page also loads the models")
    print(f"accepted          {accepted}, of them right {accepted_right / max(accepted, 1):.1%}")
    print(f"seconds a page    CPU {sum(cpu) / len(cpu):.2f}, wall {sum(wall) / len(wall):.2f}")
    return 0 if sum(total) >= 0.85 * len(total) else 1


if __name__ == "__main__":
    sys.exit(main())
