"""A register of hospitals, from a file of one's own or the small invented one that ships."""

from importlib import resources
from pathlib import Path

import pandas as pd

from fraudpipe.adapters.table_files import read_table_file
from fraudpipe.errors import ContractError
from fraudpipe.records.frames import records
from fraudpipe.records.hospital_registry import HospitalRegistry, RegisteredHospital

LISTS = ("other_names", "departments", "doctors")
"""Columns that hold names parted by blanks."""


def hospital_registry(path: Path | None, *, complete: bool) -> HospitalRegistry:
    """The register in a file; without one the invented one, which is never complete.

    Raises:
        NotFoundError: The file does not exist.
        ContractError: It has no column `name`, or a level is no number.
    """
    if path is not None:
        return _registry(path, complete=complete)
    shipped = resources.files("fraudpipe.checks").joinpath("tables/hospitals.csv")
    with resources.as_file(shipped) as file:
        return _registry(file, complete=False)


def _registry(path: Path, *, complete: bool) -> HospitalRegistry:
    rows = records(read_table_file(path, ("name",), ("level", "province", *LISTS)))
    try:
        hospitals = [
            (
                RegisteredHospital(
                    name=str(row["name"]),
                    level=0 if pd.isna(row["level"]) else int(row["level"]),
                    province=_text(row["province"]),
                    departments=tuple(_text(row["departments"]).split()),
                    doctors=tuple(_text(row["doctors"]).split()),
                ),
                tuple(_text(row["other_names"]).split()),
            )
            for row in rows
        ]
    except ValueError:
        msg = f"{path}: level is 1, 2, 3 or empty"
        raise ContractError(msg) from None
    return HospitalRegistry.of(hospitals, complete=complete)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
