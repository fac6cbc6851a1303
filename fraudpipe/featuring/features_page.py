"""docs/features.md: the catalogue as a page. It is generated, and checked to be up to date."""

from fraudpipe.featuring.catalogue import Catalogue, Feature
from fraudpipe.featuring.trailing import Trailing

_HEAD = """# Features

Made from the catalogue by `fraudpipe features doc`; change the docstring of the feature instead.

Every value is as of the moment a claim is scored: only rows with `max(known_at, received_at)` before that moment are
seen, in the version that was known last by then, and never the outcome of the claim itself.
"""


def features_page(catalogue: Catalogue) -> str:
    """The page, in the order of the catalogue."""
    parts = [_HEAD]
    families = list(dict.fromkeys(one.family for one in catalogue.features))
    counts = ", ".join(f"{family} {sum(one.family == family for one in catalogue.features)}" for family in families)
    parts.append(f"{len(catalogue)} features: {counts}.\n")
    for family in families:
        parts.append(f"## {family}\n")
        parts += [_section(one) for one in catalogue.features if one.family == family]
    return "\n".join(parts)


def _section(one: Feature) -> str:
    said = one.said
    lines = [
        f"### {one.name}\n",
        f"{said.definition}\n",
        f"- Unit: {said.unit} ({one.dtype})",
        f"- As of: {said.as_of}",
        f"- Null: {said.null}",
        f"- Computed: {_computed(one)}",
        f"- Why: {said.why_zh} / {said.why_en}",
    ]
    if said.source:
        lines.append(f"- Source: {said.source}")
    return "\n".join(lines) + "\n"


def _computed(one: Feature) -> str:
    if one.trailing is None:
        used = [f"`{name}`" for name in (*one.reads, *one.needs)]
        return f"from {', '.join(used)}"
    return computed_text(one.trailing)


def computed_text(declared: Trailing) -> str:
    """One line that says what a trailing feature aggregates."""
    name = type(declared.aggregate).__name__
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    window = "all history" if declared.window_days is None else f"{declared.window_days} days"
    filtered = ", filtered" if declared.where is not None else ""
    return f"{words} over `{declared.table}` by {', '.join(f'`{key}`' for key in declared.keys)}, {window}{filtered}"
