"""The shape of the model that tells whether two records are of one person: what is compared, and in which steps.

Fellegi and Sunter (1969): each comparison has levels, each level a weight of evidence. Three comparisons, not one a
column: what a household shares (telephone and address together) must not count twice, nor the parts of one number.
"""

from typing import Any

BLOCKS = (
    ("id_number",),
    ("phone",),
    ("address_near",),
    ("name_look", "born"),
    ("born", "id_order"),
    ("id_division", "id_order"),
    ("name_look", "id_division"),
)
"""Pairs are looked at that agree in all of one of these."""

SURE = (("id_number",), ("name", "phone"), ("name", "born"))
"""Any of these is nearly always right; together they find the share below of what there is to find."""
SURE_SHARE = 0.95

FITTED_ON = (("id_number",), ("name_look", "phone"))
"""The model is fitted on the pairs that agree in one of these: name and contact on the first, number on the second."""

UNSEEN_SHARE = 0.002
"""The share of a level that the fit never saw: noise that it does not know must still be told from strangers."""

_STRANGERS_OF_ONE_NUMBER = 1e-9
_STRANGERS_OF_TWO_PARTS = 1e-7
"""How often two strangers agree by chance, where samples of pairs are too small to tell: a number is given once, so
only a slip can make two equal; day (20,000) and order (1,000) or division (3,000) make two parts of three."""


def person_model() -> dict[str, Any]:
    """Settings of Splink 5 without parameters, in DuckDB's SQL."""
    return {
        "link_type": "dedupe_only",
        "linker_uid": "persons",
        "unique_id_column_name": "unique_id",
        "blocking_rules_to_generate_predictions": [block(rule) for rule in BLOCKS],
        "comparisons": [_name(), _number(), _contact()],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "em_convergence": 1e-3,
    }


def block(rule: tuple[str, ...]) -> dict[str, Any]:
    """A blocking rule of Splink: equality of columns.

    >>> block(("name", "born"))["blocking_rule"]
    '(l."name" = r."name") AND (l."born" = r."born")'
    """
    return {"blocking_rule": " AND ".join(f'(l."{name}" = r."{name}")' for name in rule), "sql_dialect": "duckdb"}


def _name() -> dict[str, Any]:
    return _comparison(
        "name",
        '"name_l" IS NULL OR "name_r" IS NULL',
        {"equal": _same("name"), "alike": _same("name_look"), "one slip": 'list_has_any("name_near_l", "name_near_r")'},
    )


def _number() -> dict[str, Any]:
    parts = " + ".join(f"coalesce({_same(name)}, false)::int" for name in ("id_division", "id_birth", "id_order"))
    found = _comparison(
        "number",
        '("id_order_l" IS NULL OR "id_order_r" IS NULL) AND ("born_l" IS NULL OR "born_r" IS NULL)',
        {
            "equal": _same("id_number"),
            # A slip breaks the check mark: two different numbers that both hold are two persons' numbers.
            "two that hold": '"id_holds_l" AND "id_holds_r"',
            "two parts": f"{parts} = 2",
            "born": _same("born"),
        },
    )
    fixed = {"equal": _STRANGERS_OF_ONE_NUMBER, "two parts": _STRANGERS_OF_TWO_PARTS}
    for level in found["comparison_levels"]:
        if level["label_for_charts"] in fixed:
            level |= {"u_probability": fixed[level["label_for_charts"]], "fix_u_probability": True}
    return found


def _contact() -> dict[str, Any]:
    return _comparison(
        "contact",
        '("phone_l" IS NULL OR "phone_r" IS NULL) AND ("address_l" IS NULL OR "address_r" IS NULL)',
        {
            "both": f"{_same('phone')} AND ({_same('address')} OR {_same('address_near')})",
            "phone": _same("phone"),
            "address": f"{_same('address')} OR {_same('address_near')}",
            "phone alike": f"{_same('phone_middle')} OR {_same('phone_end')}",
        },
    )


def _comparison(name: str, unknown: str, levels: dict[str, str]) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"sql_condition": unknown, "label_for_charts": "unknown", "is_null_level": True}]
    steps += [{"sql_condition": sql, "label_for_charts": label} for label, sql in levels.items()]
    return {
        "output_column_name": f"{name}_compared",
        "comparison_levels": [*steps, {"sql_condition": "ELSE", "label_for_charts": "different"}],
    }


def _same(column: str) -> str:
    return f'"{column}_l" = "{column}_r"'
