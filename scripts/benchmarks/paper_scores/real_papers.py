"""The real papers of documents/hospital_zh, upright or also turned."""

import io
import itertools
import json
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from paper_scores.contenders import Product, Seen, peak_memory_mb, read_alone
from paper_scores.exactness import Verdict, exact, verdicts
from paper_scores.tally import Tally, error_line
from PIL import Image

from fraudpipe.adapters.decoding import decode
from fraudpipe.adapters.document_reader import ReadingOptions

_BAR = 0.85


def measure(folder: Path, *, turned: bool, beside: tuple[str, ...], keep: Path | None, errors: bool) -> int:
    """Prints the figures; 1 where fewer than 85 % of the fields are exact, else 0.

    Args:
        folder: Labels as JSON beside their pictures.
        turned: Whether each paper is read three more times, turned by 90, 180 and 270 degrees.
        beside: Which readers read alone.
        keep: Where lines are kept, or None.
        errors: Whether wrong values are listed as JSON instead of below their paper.
    """
    product = Product(keep)
    tallies: dict[str, Tally] = defaultdict(Tally)
    fields: dict[str, list[bool]] = defaultdict(list)
    turns = (0, 90, 180, 270) if turned else (0,)
    truths = [json.loads(label.read_text("utf-8")) for label in sorted(folder.glob("*.json"))]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        for truth, turn in itertools.product(truths, turns):
            content = (folder / truth["file"]).read_bytes()
            shown = content if turn == 0 else _turned(content, turn)
            wanted = (truth["rotation"] - turn) % 360
            found, whole = _score(tallies["product"], truth, product.read(shown), wanted, f"turned {turn}")
            if turn == 0:
                for name, good in whole.items():
                    fields[name].append(good)
            _list_wrong(truth, found, whole, turn, errors=errors)
            for name in beside:
                seen = other.submit(read_alone, name, shown, keep).result()
                _score(tallies[name], truth, seen, wanted, f"turned {turn}")
    return _report(tallies, fields, errors=errors)


def _score(
    tally: Tally, truth: dict[str, Any], seen: Seen, wanted: int, group: str
) -> tuple[list[Verdict], dict[str, bool]]:
    """Verdicts on the fields that are labelled without a doubt, and on each labelled field as a whole."""
    labels, uncertain = truth["fields"], set(truth["uncertain"])
    sure = {name: value for name, value in labels.items() if name not in uncertain}
    read = {name: one for name, one in seen.fields.items() if name in sure}
    found = verdicts(sure, read)
    whole = {}
    for name in labels:
        got = seen.fields.get(name, {}).get("value")
        if name in uncertain:
            whole[name] = exact(labels[name], got, prefix=True)
        else:
            whole[name] = all(one.right for one in found if one.name.partition("[")[0] == name)
    hidden = [_hidden(name, labels[name], whole[name], seen) for name in sorted(uncertain & set(labels))]
    typed, turned = seen.document_type == truth["doc_type"], seen.rotation == wanted
    tally.add((group,), found, typed=typed, turned=turned)
    tally.add(("uncertain " + group,), hidden, typed=typed, turned=turned)
    if seen.fresh:
        tally.add_cost((group,), seen.cpu_seconds)
    return found + hidden, whole


def _hidden(name: str, printed: Any, good: bool, seen: Seen) -> Verdict:
    """A value that the paper hides in part: right when either is the beginning of the other."""
    field = seen.fields.get(name, {})
    status, sure = field.get("status", "absent"), field.get("confidence", 0.0)
    return Verdict(name, "scalar", good, good, printed, field.get("value"), status, sure)


def _turned(content: bytes, turn: int) -> bytes:
    """The picture turned clockwise, without loss."""
    pixels = decode(content, ReadingOptions().limits)[0]
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(np.rot90(pixels, k=-(turn // 90)))).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _list_wrong(
    truth: dict[str, Any], found: list[Verdict], whole: dict[str, bool], turn: int, *, errors: bool
) -> None:
    if not errors:
        print(f"{truth['file']} turned {turn}: {sum(whole.values())}/{len(whole)} fields")
    for one in found:
        if one.right:
            continue
        if errors:
            print(error_line(one, file=truth["file"], type=truth["doc_type"], turned=turn))
        else:
            print(f"    {one.status} {one.name}: printed {one.printed!r}, read {one.read!r}")


def _report(tallies: dict[str, Tally], fields: dict[str, list[bool]], *, errors: bool) -> int:
    goods = [good for one in fields.values() for good in one]
    if not errors:
        print("\nexact: equal after NFKC, without spaces and punctuation; of `uncertain` labels a beginning is enough")
        for name in sorted(fields):
            print(f"    {name:24} {sum(fields[name])}/{len(fields[name])}")
        for name, tally in tallies.items():
            print(f"\n{name}: labels without a doubt, then those marked uncertain")
            print(tally.table(tally.groups("turned") + tally.groups("uncertain")))
        print(f"\nexact fields      {sum(goods)}/{len(goods)} = {sum(goods) / len(goods):.1%}   (lists as one field)")
        print(f"peak memory       {peak_memory_mb():.0f} MB")
        print("the first page also loads the models")
    return 0 if sum(goods) >= _BAR * len(goods) else 1
