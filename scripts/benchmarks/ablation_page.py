"""docs/ablation.md from the figures of `ablation`."""

import textwrap
from collections.abc import Mapping

import pandas as pd

_HEAD = """# What each feature adds

Made by `scripts/bench ablation`; do not edit. The world is simulated: it says what a feature does with frauds as they
are modelled there (`docs/simulation.md`), not what it will do on your claims. Fraud is made far more frequent than in
life, so that single features can be told from luck; `models/claim_risk/CARD.md` has figures at a usual share.

```
printf '[simulation]\\nfraud_share = 0.3\\njoined_twice_share = 0.02\\njoined_twice_weight = 0.05\\n' > rich.toml
fraudpipe simulate WORLD --preset hard --seed 21 --claims 10000 --config rich.toml
scripts/bench ablation WORLD WORKSPACE
```

The history is taken in by the real stages, the offices asked as each claim came. The newest fifth of the claims is
measured on, everything before it learnt from, with the parameters of `claim_risk` and its signs; features that are
not in it are free. **By the outcomes**: only what was decided and known in time counts, as in production. **By the
truth**: all claims, what they truly are. Figures are PR-AUC, means of three seeds. Standard errors come from {draws}
redrawn test parts, the same for both sides of a difference, and from the seeds.

{sizes}

## Groups

*Alone*: learnt from this group only. *Adds*: what is lost when all but this group is learnt from; ± holds 95 %. A
group that adds nothing may still say much alone: others say the same. The outcomes of the simulated past were reached
without the offices' answers, so what these show (in `contradiction`) was often decided as honest: the truth rewards
it, the outcomes do not.

"""

_FEATURES = """
## Features

*AUC*: of the value by itself, by the truth; below .5 a lower value is the riskier one. *Adds*: what is lost when the
value is shuffled among the test claims, in thousandths of PR-AUC. *Tells best*: the kind of fraud whose claims, in
the whole world, differ most from honest ones by this value alone, with the AUC; only where it is at least .6 or at
most .4, and so surely that luck would show one such entry in at most one of 20 tables like this.

**earns**: 99 % of the loss lie above nothing, by the outcomes or by the truth. **tells a kind**: it does not, but a
kind of fraud is told by it. **others say it too**: its AUC over all kinds surely differs from .5, but shuffled alone
nothing is lost. **no gain shown**: none of these, here; such a feature stays for what this world has little of (bad
photographs, tied providers) and costs nothing to a model that leaves it out. **constant here**: one value in the
whole test part. By luck alone one or two of {count} would earn. To earn is not to earn much: read the number beside
it.

"""


def ablation_page(
    families: pd.DataFrame, features: pd.DataFrame, sizes: Mapping[str, tuple[int, int, int, int]], draws: int
) -> str:
    """The page: what was measured on, the groups, the features with what can be said for each."""
    told = ". ".join(
        f"By the {by}: {learn:,} claims to learn from ({frauds:,} frauds), {test:,} to measure on "
        f"({found:,}; at random {found / test:.3f})"
        for by, (learn, frauds, test, found) in sizes.items()
    )
    sizes_text = "\n".join(textwrap.wrap(told + ".", 118))
    parts = [_HEAD.replace("{draws}", str(draws)).replace("{sizes}", sizes_text), _groups(families, list(sizes))]
    parts += [_FEATURES.replace("{count}", str(len(features))), _features(features, list(sizes))]
    counts = features["verdict"].value_counts()
    parts.append("\n" + ", ".join(f"{name}: {count}" for name, count in counts.items()) + ".\n")
    return "".join(parts)


def _groups(families: pd.DataFrame, labels: list[str]) -> str:
    lines = [
        "| group | features | " + " | ".join(f"{by}: alone | {by}: adds" for by in labels) + " |",
        "|---|---|" + "---|---|" * len(labels),
    ]
    for name, row in families.iterrows():
        cells = [cell for by in labels for cell in (f"{row[f'{by} alone']:.3f}", _group_gain(row[f"{by} adds"]))]
        lines.append(f"| {name} | {row['features']} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _group_gain(gain: object) -> str:
    mean = getattr(gain, "mean", None)
    return "" if mean is None else f"{mean:+.3f} ± {1.96 * gain.error:.3f}"  # type: ignore[attr-defined]


def _features(features: pd.DataFrame, labels: list[str]) -> str:
    lines = [
        "| family | feature | AUC | " + " | ".join(f"{by}: adds" for by in labels) + " | tells best | |",
        "|---|---|---|" + "---|" * len(labels) + "---|---|",
    ]
    for name, row in features.iterrows():
        adds = " | ".join(_feature_gain(row[f"{by} adds"].mean, row[f"{by} adds"].error) for by in labels)
        said = f"**{row['verdict']}**" if row["verdict"] == "earns" else row["verdict"]
        kind = "" if row["kind"] is None else f"{row['kind'][0].replace('_', ' ')} {row['kind'][1]:.3f}"
        lines.append(f"| {row['family']} | `{name}` | {row['auc']:.3f} | {adds} | {kind} | {said} |")
    return "\n".join(lines) + "\n"


def _feature_gain(mean: float, error: float) -> str:
    return f"{1000 * mean:+.1f} ± {1960 * error:.1f}" if error else "not used"
