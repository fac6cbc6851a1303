"""Text to ICD-10: right and wrong on printed codes, on variants made by the simulator and on synonyms held out."""

import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from fraudpipe.knowledge.naming.illness_names import (
    IllnessName,
    IllnessNames,
    illness_names,
    illness_rows,
    names_of,
    other_categories,
)
from fraudpipe.knowledge.naming.mentions import mentions_in
from fraudpipe.records.illness import SURE, IllnessMention
from fraudpipe.simulation.dice import Dice
from fraudpipe.simulation.illnesses import EVERY_ILLNESS
from fraudpipe.simulation.reading.misreading import misread
from fraudpipe.simulation.reading.noise import reading_noise

SEED, VARIANTS, FOLDS = 11, 500, 5
PRINTED = re.compile(r"\(([A-Z]\d{2}[^)]*)\)([^;；]+)")
SIDES = ("左侧", "右侧", "双侧", "左", "右")
STAGES = ("IIA期", "Ⅲ期", "（T2N1M0）", "IV期", "早期", "术后", "化疗后", "术后2年", "放化疗后复发", "(cT3N1M0 ⅢB期)")
REFUSED = ("否认{}病史", "无{}", "未见{}", "否认高血压、{}、肝炎等病史", "已排除{}", "{}:无")
RELATED = ("母亲患{}", "其父死于{}", "家族史:祖父{}", "姐姐有{}病史")
DOUBTED = ("{}?", "{}待查", "考虑{}", "疑似{}", "{}待排", "{}可能")
IN_LISTS = ("1.{} 2.高血压病", "{}；2型糖尿病", "①肺部感染 ②{}", "2、{}伴低钠血症", "入院诊断：{}，贫血")
BESIDE = ("I10", "E11", "J98", "E87", "D64")
"""Categories of what stands beside a name in IN_LISTS."""
SHORTER = (("恶性肿瘤", "癌"), ("恶性肿瘤", "Ca"), ("恶性肿瘤", "恶性新生物"), ("慢性肾脏病", "CKD"), ("衰竭", "衰"),
           ("梗死", "梗塞"), ("综合征", "综合症"), ("2型糖尿病", "Ⅱ型糖尿病"), ("良性", "良性"))  # fmt: skip


def printed_pairs(text: str) -> list[tuple[str, str]]:
    """Names with the codes that a paper prints before them."""
    return [(name.strip(), code) for code, name in PRINTED.findall(text)]


def variants() -> list[tuple[str, str, str]]:
    """Variants of the simulator's illnesses: (kind, text, category), in an order that chance decides once."""
    dice = Dice(np.random.default_rng(SEED))
    benign = {(one.benign[1], one.benign[0]) for one in EVERY_ILLNESS}
    known = sorted({(one.name, one.code) for one in EVERY_ILLNESS} | benign)
    known = [(name, code) for name, code in known if name and not code.startswith("F")]
    made: list[tuple[str, str, str]] = []
    while len(made) < VARIANTS:
        for name, code in known:
            kind = dice.pick(("misread", "shorter", "stage", "refused", "related", "doubted", "in_list"))
            made.append((kind, _variant(kind, name, dice), code[:3]))
    random.Random(SEED).shuffle(made)  # noqa: S311 - a shuffle that repeats
    return made[:VARIANTS]


def _variant(kind: str, name: str, dice: Dice) -> str:
    if kind == "misread":
        return str(misread(name, "text", "one_character", "", reading_noise().confusions, dice))
    if kind == "shorter":
        fitting = [pair for pair in SHORTER if pair[0] in name]
        return name.replace(*dice.pick(fitting)) if fitting else name + dice.pick(("。", "（轻度）", "病史10年"))
    if kind == "stage":
        return dice.pick(SIDES) + name + dice.pick(STAGES)
    forms = {"refused": REFUSED, "related": RELATED, "doubted": DOUBTED, "in_list": IN_LISTS}[kind]
    return str(dice.pick(forms)).format(name)


def judged(kind: str, found: Sequence[IllnessMention], category: str) -> str:
    """right, wrong, surely_wrong or nothing."""
    named = [one for one in found if one.may_be(category)]
    if kind in ("refused", "related"):
        bad = [one for one in found if one.stands and one.may_be(category)] or (not named and _standing(found))
        return "surely_wrong" if bad and bad[0].confidence >= SURE else "wrong" if bad else "right"
    if kind == "doubted" and named:
        return "right" if named[0].uncertain else "wrong"
    if named:
        return "right"
    others = [one for one in found if kind != "in_list" or one.category not in BESIDE]
    if not others:
        return "nothing"
    return "surely_wrong" if any(one.confidence >= SURE for one in others) else "wrong"


def _standing(found: Sequence[IllnessMention]) -> list[IllnessMention]:
    return [one for one in found if one.stands]


def show(title: str, counted: Counter[str]) -> None:
    """One line of shares."""
    total = counted.total()
    shares = ", ".join(f"{name} {counted[name] / total:.1%}" for name in ("right", "nothing", "wrong", "surely_wrong"))
    print(f"{title:34} {total:5}  {shares}")


def printed() -> None:
    """Names beside which real papers print a code."""
    folder = os.environ.get("FRAUDPIPE_BENCH_DATA")
    if not folder:
        print("printed codes: FRAUDPIPE_BENCH_DATA is not set")
        return
    by_category: Counter[str] = Counter()
    by_code: Counter[str] = Counter()
    for file in sorted(Path(folder, "documents", "hospital_zh").glob("*.json")):
        for name, code in printed_pairs(json.loads(file.read_text("utf-8"))["fields"].get("diagnosis") or ""):
            found = mentions_in(name)
            by_category[judged("plain", found, code[:3])] += 1
            by_code["right" if found and found[0].code[:7] == code[:7] else "wrong"] += 1
    show("printed codes, category", by_category)
    show("printed codes, full code", by_code)


def made() -> None:
    """Variants made by the simulator, and how long one text takes."""
    counted: dict[str, Counter[str]] = {}
    everything: Counter[str] = Counter()
    texts = variants()
    illness_names()
    begun = time.perf_counter()
    found = [mentions_in(text) for _, text, _ in texts]
    seconds = time.perf_counter() - begun
    for (kind, _, category), mentions in zip(texts, found, strict=True):
        verdict = judged(kind, mentions, category)
        counted.setdefault(kind, Counter())[verdict] += 1
        everything[verdict] += 1
    for kind in sorted(counted):
        show(f"made: {kind}", counted[kind])
    show("made: all", everything)
    print(f"{seconds / len(texts) * 1000:.2f} ms a text")


def held_out() -> None:
    """Synonyms that the names do not hold, a fifth at a time: what thresholds are chosen on."""
    everything = names_of(illness_rows(), other_categories())
    synonyms = [one for one in everything if one.text != one.shown and not one.code.startswith("F")]
    random.Random(SEED).shuffle(synonyms)  # noqa: S311 - a shuffle that repeats
    by_least: dict[float, Counter[str]] = {least: Counter() for least in (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)}
    for fold in range(FOLDS):
        out = set(synonyms[fold::FOLDS])
        names = IllnessNames(one for one in everything if one not in out)
        for one in sorted(out, key=lambda name: (name.text, name.code)):
            _count(one, names, by_least)
    for least, counted in by_least.items():
        show(f"held out, at least {least}", counted)


def _count(name: IllnessName, names: IllnessNames, by_least: dict[float, Counter[str]]) -> None:
    found = mentions_in(name.text, names)
    for least, counted in by_least.items():
        sure = [one for one in found if one.confidence >= least]
        right = any(one.may_be(name.code) for one in sure)
        counted["right" if right else "wrong" if sure else "nothing"] += 1


if __name__ == "__main__":
    printed()
    made()
    held_out()
