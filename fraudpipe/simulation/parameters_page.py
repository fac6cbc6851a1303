"""docs/world.toml: every parameter of the world with its value, its source and what each preset changes."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from fraudpipe.simulation.parameters import PRESETS, WorldParameters, preset

_WIDTH = 116
_SOURCES = {
    "S": "public report of a mutual-aid platform",
    "C": "computed from public reports",
    "A": "assumed",
}
_UNSOURCED = "a size or a switch, chosen"
_TAG = re.compile(r"\s*\[([^\]]*)\]")

_HEAD = """\
The parameters of the simulated claims world, as they are without a preset. Made from the code; do not edit this copy.
To make a world of your own: copy this file, delete every line that you do not change, and run
  fraudpipe simulate OUT --preset hard --config own.toml --report
What the file states wins over the preset, so a line that is left in undoes what the preset says of it; --claims,
--members and --pages win over both. docs/simulation.md says how to fit a world to your own aggregates.
"""


def world_toml() -> str:
    """A settings file that states every parameter at its default.

    >>> world_toml().splitlines()[0].startswith("# The parameters of the simulated claims world")
    True
    """
    presets = {name: preset(name) for name in PRESETS}
    lines = [*(f"# {line}" for line in _HEAD.splitlines()), ""]
    for section, model, chosen in _sections("simulation", WorldParameters(), presets):
        lines.append(f"[{section}]")
        for name, field in type(model).model_fields.items():
            value = getattr(model, name)
            if isinstance(value, BaseModel):
                continue
            says, source = _explained(field.description or "")
            differing = {one: getattr(theirs, name) for one, theirs in chosen.items()}
            lines += _wrapped(says)
            lines += _wrapped(_facts(value, source, differing))
            lines += [f"{name} = {toml_value(value)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def toml_value(value: Any) -> str:
    """A value as TOML writes it.

    >>> toml_value(20_000), toml_value(0.04), toml_value({"shared_phone": 0.5})
    ('20_000', '0.04', '{ shared_phone = 0.5 }')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:_}"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key} = {toml_value(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(one) for one in value)}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, dt.date) else repr(value)


def _sections(
    name: str, model: BaseModel, presets: Mapping[str, BaseModel]
) -> Iterator[tuple[str, BaseModel, Mapping[str, BaseModel]]]:
    """A section, then the sections inside it, each with what the presets make of it."""
    yield name, model, presets
    for inner in type(model).model_fields:
        value = getattr(model, inner)
        if isinstance(value, BaseModel):
            yield from _sections(f"{name}.{inner}", value, {one: getattr(own, inner) for one, own in presets.items()})


def _facts(value: Any, source: str, presets: Mapping[str, Any]) -> str:
    """The source, and the presets under which the value is another."""
    changed = [f"{name} {toml_value(own)}" for name, own in presets.items() if own != value]
    return f"Source: {source}." + (f" Presets: {', '.join(changed)}." if changed else "")


def _explained(description: str) -> tuple[str, str]:
    """A description without its marks, and the marks spelled out."""
    marks = _TAG.findall(description)
    spelled = [re.sub(r"\b[SCA]\b", lambda found: _SOURCES[found[0]], mark.replace("/", ", ")) for mark in marks]
    return _TAG.sub("", description), "; ".join(spelled) or _UNSOURCED


def _wrapped(text: str) -> list[str]:
    """`text` as comments of readable width."""
    lines, line = [], "#"
    for word in text.split():
        if len(line) + 1 + len(word) > _WIDTH:
            lines.append(line)
            line = "#"
        line += " " + word
    return [*lines, line]
