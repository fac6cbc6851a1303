"""The features that exist, by name, with what their docstrings say and what each of them needs."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
from ibis.expr import operations as ops

from fraudpipe.errors import ContractError, UserError, did_you_mean
from fraudpipe.featuring.aggregate import aggregate_value
from fraudpipe.featuring.frame import joined_schema, moment_schema, unjoined
from fraudpipe.featuring.mark import Said, is_feature, said_by
from fraudpipe.featuring.trailing import Count, DaysSince, Share, Trailing

_TYPES = {"int64": "int64", "float64": "float64", "boolean": "int8"}
_MISSING = {"zh": "不详", "en": "unknown"}
_NOTHING_AT_ZERO = frozenset({"count", "flag", "ratio", "share"})
_FLAGS = {"zh": ("否", "是"), "en": ("no", "yes")}


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature.

    Attributes:
        name: The column.
        family: The module it stands in: claim, document, member, provider, network.
        function: The marked function.
        said: What its docstring says.
        trailing: Its declaration, or None for a row feature.
        dtype: int64, float64 or int8 (a flag).
        reads: Columns of the moment that it looks at.
        past_reads: Columns of history that it looks at, with the prefix ``past_``.
        needs: Trailing features that a row feature names.
    """

    name: str
    family: str
    function: Callable[..., Any]
    said: Said
    trailing: Trailing | None
    dtype: str
    reads: tuple[str, ...] = ()
    past_reads: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def declared(self) -> Trailing:
        """The declaration of a trailing feature.

        Raises:
            ContractError: It is a row feature.
        """
        if self.trailing is None:
            msg = f"feature {self.name} is not a trailing feature"
            raise ContractError(msg)
        return self.trailing

    def sentence(self, value: float | None, language: str = "zh") -> str:
        """What an investigator reads for this value; None or NaN is said to be unknown.

        Args:
            value: The value, in the feature's unit.
            language: zh or en.
        """
        text = self.said.why_zh if language == "zh" else self.said.why_en
        return text.format(value=self.shown(value, language))

    def is_reason(self, value: float) -> bool:
        """Whether a person would take this value for a reason to look.

        None of something is no reason, nor is a no, nor a share that is not above what is assumed of everybody.
        """
        if self.trailing is not None and isinstance(self.trailing.aggregate, Share):
            return value > self.trailing.aggregate.prior
        return value != 0 or self.said.unit not in _NOTHING_AT_ZERO

    def shown(self, value: float | None, language: str = "zh") -> str:
        """The value as a person reads it: percent for a share, yuan for fen, yes or no for a flag."""
        if value is None or value != value:  # NaN is not equal to itself
            return _MISSING[language]
        match self.said.unit:
            case "share":
                return f"{value * 100:.1f}%"
            case "fen":
                return f"¥{value / 100:,.0f}"
            case "flag":
                return _FLAGS[language][int(value != 0)]
            case "ratio":
                return f"{value:.2f}" if value == 0 or abs(value) >= 0.01 else f"{Decimal(f'{value:.2g}'):f}"
            case _:
                return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


class Catalogue:
    """Features by name, in the order in which they are listed.

    Args:
        functions: Marked functions, each name once.

    Raises:
        ContractError: A function is not marked, stands twice, or its docstring or value breaks the rules.
    """

    def __init__(self, functions: Iterable[Callable[..., Any]]) -> None:
        listed = list(functions)
        names = [function.__name__ for function in listed]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            msg = f"features listed twice: {', '.join(twice)}"
            raise ContractError(msg)
        unmarked = [function.__name__ for function in listed if not is_feature(function)]
        if unmarked:
            msg = f"listed without the @feature mark: {', '.join(unmarked)}"
            raise ContractError(msg)
        clashing = [name for name in names if name in moment_schema()]
        if clashing:
            msg = f"features named like a column of the claim: {', '.join(clashing)}"
            raise ContractError(msg)
        trailing = [_trailing(function) for function in listed if not _takes_row(function)]
        types = dict(moment_schema().items()) | {one.name: dt.dtype(one.dtype) for one in trailing}
        wide = ibis.table(types, name="moments")
        by_name = {one.name: one for one in trailing}
        features = [by_name.get(one.__name__) or _row(one, wide, by_name) for one in listed]
        self._features = {one.name: one for one in features}

    def __len__(self) -> int:
        return len(self._features)

    @property
    def features(self) -> tuple[Feature, ...]:
        """All features, in listed order."""
        return tuple(self._features.values())

    def get(self, name: str) -> Feature:
        """The feature called `name`.

        Raises:
            UserError: There is none; the message names the closest.
        """
        if name not in self._features:
            msg = f"there is no feature {name!r}.{did_you_mean(name, self._features)}"
            raise UserError(msg)
        return self._features[name]

    def select(self, names: Sequence[str] | None = None) -> tuple[Feature, ...]:
        """The named features in the order asked for; all of them when `names` is None.

        Raises:
            UserError: A name is unknown or stands twice.
        """
        if names is None:
            return self.features
        if len(set(names)) != len(names):
            msg = f"features asked for twice: {', '.join(sorted({name for name in names if names.count(name) > 1}))}"
            raise UserError(msg)
        return tuple(self.get(name) for name in names)

    def trailing_for(self, wanted: Iterable[Feature]) -> tuple[Feature, ...]:
        """The trailing features that these features are or name, in catalogue order."""
        needed = {name for one in wanted for name in ((one.name,) if one.trailing is not None else one.needs)}
        return tuple(one for one in self.features if one.name in needed)


def _takes_row(function: Callable[..., Any]) -> bool:
    return bool(inspect.signature(function).parameters)


def _family(function: Callable[..., Any]) -> str:
    return function.__module__.rsplit(".", 1)[-1]


def _trailing(function: Callable[..., Any]) -> Feature:
    name = function.__name__
    declared = function()
    if not isinstance(declared, Trailing):
        msg = f"feature {name} takes no row, so it must return a Trailing"
        raise ContractError(msg)
    if declared.table == "outcomes" and "claim_id" in declared.keys:
        msg = f"feature {name} sees the outcome of its own claim: choose another key than claim_id"
        raise ContractError(msg)
    rows = ibis.table(joined_schema(declared.table), name="rows")
    # The window and the days since look at the moment's as_of, which every way of computing knows apart.
    timeless = replace(declared, window_days=None)
    if isinstance(declared.aggregate, DaysSince):
        timeless = replace(timeless, aggregate=Count())
    dtype, fields = _looked_at(name, rows, lambda row: aggregate_value(row, timeless))
    moment = (*declared.keys, *(one for one in rows.columns if one in fields and not one.startswith("past_")))
    past = tuple(one for one in rows.columns if one in fields and one.startswith("past_"))
    lacking = [key for key in declared.keys if key not in moment_schema() or f"past_{key}" not in rows.columns]
    if lacking:
        msg = f"feature {name}: {declared.table!r} cannot be joined by {', '.join(lacking)}"
        raise ContractError(msg)
    unasked = [one.removeprefix("past_") for one in past if one in unjoined(declared.table, declared.keys)]
    if unasked:
        msg = f"feature {name}: rows of {declared.table!r} have {', '.join(unasked)} only where a key asks for it"
        raise ContractError(msg)
    return Feature(name, _family(function), function, said_by(function), declared, dtype, moment, past)


def _row(function: Callable[..., Any], wide: ir.Table, trailing: dict[str, Feature]) -> Feature:
    name = function.__name__
    dtype, fields = _looked_at(name, wide, function)
    reads = tuple(one for one in wide.columns if one in fields and one not in trailing)
    needs = tuple(one for one in trailing if one in fields)
    return Feature(name, _family(function), function, said_by(function), None, dtype, reads, needs=needs)


def _looked_at(name: str, rows: ir.Table, function: Callable[[ir.Table], ir.Value]) -> tuple[str, set[str]]:
    """The type of a value and the columns that it looks at."""
    try:
        value = function(rows)
    except (AttributeError, ibis.IbisError) as error:
        word = getattr(error, "name", None)
        msg = f"feature {name}: {error}.{did_you_mean(str(word), rows.columns) if word else ''}"
        raise ContractError(msg) from None
    if str(value.type()) not in _TYPES:
        msg = f"feature {name} is {value.type()}: cast it to int64 or float64, or make it a condition"
        raise ContractError(msg)
    return _TYPES[str(value.type())], {field.name for field in value.op().find(ops.Field)}
