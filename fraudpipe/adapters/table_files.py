"""Tables of one's own, named by a setting: CSV or Parquet, with the columns that are asked for."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from fraudpipe.errors import ContractError, NotFoundError, did_you_mean

_ENDINGS = (".parquet", ".csv")


def table_file(folder: Path, name: str) -> Path | None:
    """The file of a table in a folder, or None.

    Raises:
        NotFoundError: The folder does not exist.
    """
    if not folder.is_dir():
        msg = f"folder {folder} does not exist"
        raise NotFoundError(msg)
    return next((path for ending in _ENDINGS if (path := folder / f"{name}{ending}").is_file()), None)


def read_table_file(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> pd.DataFrame:
    """The columns of a table, and `optional` ones, which may be missing; empty cells of CSV are missing values.

    Raises:
        NotFoundError: The file does not exist.
        ContractError: It is no table, or lacks a column.
    """
    if not path.is_file():
        msg = f"{path} does not exist"
        raise NotFoundError(msg)
    try:
        frame = pd.read_csv(path, dtype=str) if path.suffix == ".csv" else pd.read_parquet(path)
    except (ValueError, OSError) as error:
        msg = f"{path} is neither CSV nor Parquet: {error}"
        raise ContractError(msg) from None
    for name in columns:
        if name not in frame.columns:
            msg = f"{path} has no column {name}.{did_you_mean(name, frame.columns)}"
            raise ContractError(msg)
    return frame.reindex(columns=[*columns, *optional])
