"""The only reader of settings files and of the environment.

Precedence: flags > environment > the file named by ``--config`` or ``FRAUDPIPE_CONFIG`` > ``./fraudpipe.toml`` >
defaults. A nested setting is ``FRAUDPIPE_TRIAGE__CAPACITY`` in the environment and ``[triage] capacity`` in the file.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, create_model

from fraudpipe.checks.kinds import KINDS
from fraudpipe.checks.weights import Weight
from fraudpipe.errors import SettingsError, did_you_mean
from fraudpipe.knowledge.kinds import PLAUSIBILITY
from fraudpipe.simulation.parameters import WorldParameters

_PREFIX = "FRAUDPIPE_"
_OTHER_VARIABLES = frozenset({"FRAUDPIPE_CONFIG", "FRAUDPIPE_BENCH_DATA"})


class Section(BaseModel):
    """A frozen group of settings that refuses names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReadingSettings(Section):
    """How papers are decoded and read."""

    processes: int = Field(default=0, ge=0, description="Processes that read and check; 0 takes one for each core.")
    max_file_mb: int = Field(default=50, ge=1, description="Largest file that is opened, in MB.")
    max_pages: int = Field(default=60, ge=1, description="Most pages of one file.")
    max_megapixels: int = Field(default=60, ge=1, description="Largest page, in million pixels.")
    decode_seconds: int = Field(default=30, ge=1, description="CPU seconds one file may take to decode.")
    decode_memory_mb: int = Field(default=3072, ge=256, description="Memory one file may take to decode, in MB.")
    page_side: int = Field(default=1280, ge=640, description="Longest side in pixels at which text is looked for.")
    engine: Literal["onnxruntime", "openvino"] = Field(
        default="onnxruntime", description="What runs the networks; openvino is an extra: fraudpipe[openvino]."
    )
    second_reader: Literal["tesseract", "none"] = Field(
        default="tesseract", description="Reader that looks again at fields in doubt."
    )
    wrong_value_cost_yuan: float = Field(
        default=100.0, gt=0, description="What a wrong value costs that was accepted without a look."
    )
    look_cost_yuan: float = Field(default=1.0, ge=0, description="What a person's look at one field in doubt costs.")


class FeatureSettings(Section):
    """What computes the features of claims."""

    engine: Literal["duckdb", "spark"] = Field(
        default="duckdb", description="Runs the features, with equal cells; spark is an extra: fraudpipe[spark]."
    )
    spark_master: str = Field(
        default="local[*]", description="Where Spark runs: local[N] on this machine, or the address of a cluster."
    )
    memory_gb: int = Field(default=8, ge=1, description="Memory the engine takes before it spills to disk, in GB.")


class LinkageSettings(Section):
    """What links claims, and how far."""

    member_cap: int = Field(default=50, ge=2, description="A value shared by more members than this links nobody.")
    window_days: int = Field(default=1095, ge=1, description="Links older than this many days are left out.")
    fuzzy: bool = Field(
        default=False, description="Whether members are compared by likeness, too; an extra: fraudpipe[splink]."
    )
    fuzzy_probability: float = Field(
        default=0.5, gt=0, lt=1, description="Least probability at which two members count as one person."
    )


class ModelSettings(Section):
    """Which model scores a night."""

    name: str = Field(default="claim_risk", description="Registered model whose champion scores a night.")
    novelty_history: int = Field(default=5000, ge=100, description="Most recent claims that define what is usual.")


_WEIGHTS: dict[str, Any] = {
    kind.code: (Weight, Field(default=kind.severity, description=f"off, low, medium or high: {kind.en}."))
    for kind in (*KINDS, *PLAUSIBILITY)
}
FindingSettings = create_model("FindingSettings", __base__=Section, **_WEIGHTS)
"""How much each finding may say: one setting a code."""


class TriageSettings(Section):
    """What an investigation costs and how many a night can be taken on."""

    capacity: int = Field(default=10, ge=0, description="Claims a night that investigators can take on.")
    cost_yuan: int = Field(default=800, ge=0, description="Cost of looking into one claim (one hospital's records).")
    top_reasons: int = Field(default=5, ge=1, description="Reasons shown for a claim.")


class VaultSettings(Section):
    """Where the keys of the vault lie."""

    key_dir: Path | None = Field(default=None, description="Folder of the master key; default WORKSPACE/keys.")


class VerificationSettings(Section):
    """Whom to ask outside, and which registers to look into."""

    folder: Path | None = Field(
        default=None, description="Folder of files with what offices answer; without one nobody is asked."
    )
    ask_again_days: int = Field(
        default=45, ge=0, description="Days after a claim for which its invoices are asked for again, until a decision."
    )
    hospitals: Path | None = Field(
        default=None, description="Register of hospitals, CSV or Parquet; without one a small invented one."
    )
    hospitals_complete: bool = Field(
        default=False, description="Whether a hospital that the register does not list does not exist."
    )


class Settings(Section):
    """All settings. A function receives its section or plain values, never all of this."""

    workspace: Path = Field(default=Path("workspace"), description="Folder of lake, vault, ledger and results.")
    project_dir: Path | None = Field(default=None, description="Folder that holds features/ and models/.")
    database_url: SecretStr | None = Field(default=None, description="Database of the casework store (not opened yet).")
    reading: ReadingSettings = ReadingSettings()
    features: FeatureSettings = FeatureSettings()
    linkage: LinkageSettings = LinkageSettings()
    model: ModelSettings = ModelSettings()
    findings: FindingSettings = FindingSettings()
    triage: TriageSettings = TriageSettings()
    vault: VaultSettings = VaultSettings()
    verification: VerificationSettings = VerificationSettings()
    simulation: WorldParameters = WorldParameters()


class Origin(Section):
    """One setting as `config show` prints it."""

    name: str
    value: str
    source: str
    says: str


def load_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    config: Path | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> tuple[Settings, tuple[Origin, ...]]:
    """Settings and where each of them came from.

    Args:
        flags: Values given on the command line, by dotted name.
        config: The file named by ``--config``; it must exist.
        environment: Variables; the process environment by default.
        folder: Where ``fraudpipe.toml`` is looked for; the working directory by default.

    Raises:
        SettingsError: An explicitly named file is missing, or a name or a value is wrong.
    """
    environment = os.environ if environment is None else environment
    layers = [
        ("flag", _nested({name: value for name, value in (flags or {}).items() if value is not None})),
        ("environment", _from_environment(environment)),
        *_files(config, environment, folder or Path.cwd()),
    ]
    merged: dict[str, Any] = {}
    for _, values in reversed(layers):
        merged = _merge(merged, values)
    try:
        settings = Settings.model_validate(merged)
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None
    return settings, tuple(_origins(settings, layers))


def _files(config: Path | None, environment: Mapping[str, str], folder: Path) -> list[tuple[str, dict[str, Any]]]:
    layers = []
    named = config or (Path(environment["FRAUDPIPE_CONFIG"]) if environment.get("FRAUDPIPE_CONFIG") else None)
    if named is not None:
        if not named.is_file():
            msg = f"settings file {named} does not exist; name another with --config or FRAUDPIPE_CONFIG"
            raise SettingsError(msg)
        layers.append((str(named), _toml(named)))
    usual = folder / "fraudpipe.toml"
    if usual.is_file():
        layers.append((str(usual), _toml(usual)))
    return layers


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path} is not a TOML file: {error}"
        raise SettingsError(msg) from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    known = {name.lower() for name in _leaf_names(Settings)}
    found: dict[str, Any] = {}
    for variable, value in environment.items():
        if not variable.startswith(_PREFIX) or variable in _OTHER_VARIABLES:
            continue
        name = variable[len(_PREFIX) :].lower().replace("__", ".")
        if name not in known:
            words = [_PREFIX + one.upper().replace(".", "__") for one in known] + sorted(_OTHER_VARIABLES)
            msg = f"environment variable {variable} is not a setting.{did_you_mean(variable, words)}"
            raise SettingsError(msg)
        found[name] = value
    return _nested(found)


def _leaf_names(section: type[BaseModel], prefix: str = "") -> list[str]:
    names = []
    for name, info in section.model_fields.items():
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            names += _leaf_names(inner, f"{prefix}{name}.")
        else:
            names.append(prefix + name)
    return names


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, value in flat.items():
        *parents, leaf = name.split(".")
        place = tree
        for parent in parents:
            place = place.setdefault(parent, {})
        place[leaf] = value
    return tree


def _merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for name, value in over.items():
        below = merged.get(name)
        merged[name] = _merge(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return merged


def _explain(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"unknown setting '{name}'.{did_you_mean(name, _leaf_names(Settings))}"
    return f"setting '{name}': {first['msg']}"


def _origins(settings: Settings, layers: list[tuple[str, dict[str, Any]]]) -> list[Origin]:
    rows = []
    for name in _leaf_names(Settings):
        value: Any = settings
        section: type[BaseModel] = Settings
        *parents, leaf = name.split(".")
        for part in parents:
            value = getattr(value, part)
            section = type(value)
        source = next((label for label, tree in layers if _has(tree, name)), "default")
        shown = str(getattr(value, leaf))
        says = section.model_fields[leaf].description or ""
        rows.append(Origin(name=name, value=shown, source=source, says=says))
    return rows


def _has(tree: Mapping[str, Any], name: str) -> bool:
    place: Any = tree
    for part in name.split("."):
        if not isinstance(place, dict) or part not in place:
            return False
        place = place[part]
    return True
