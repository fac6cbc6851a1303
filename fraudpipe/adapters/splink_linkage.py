"""Fuzzy links between persons by Splink 5, an extra: fraudpipe[splink].

Splink sees tokens only, and asks of them only whether they are equal. A model is fitted once and kept as JSON; later
nights predict with it and compare what is new with itself and with what is there, never what is there with itself.
"""

import itertools
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from fraudpipe.errors import DependencyError
from fraudpipe.linkage.exact_links import LINK_COLUMNS
from fraudpipe.linkage.person_keys import TOKENS
from fraudpipe.linkage.person_model import FITTED_ON, SURE, SURE_SHARE, UNSEEN_SHARE, block, person_model

_RANDOM_PAIRS = 2_000_000
_SEED = 1
_LEAST_PAIRS = 50
"""Records whose identity number was there before, below which nothing can be learned of how records differ."""
_OTHER_NAME = {"id_birth": "born"}
"""Columns whose tokens are compared with those of another."""


class SplinkLinker:
    """Fits a model of how records of one person differ, and finds links with it.

    Args:
        least_probability: A pair less probable than this is no link.
        threads: Of the engine while it predicts; a model is always fitted with one, so that it comes out the same.

    Raises:
        DependencyError: Splink is not installed.
    """

    def __init__(self, least_probability: float = 0.5, threads: int = 2) -> None:
        try:
            import splink  # an extra: only who asked for it has it
            from splink.internals.exceptions import SplinkException
        except ImportError as error:
            msg = "fuzzy linkage needs Splink: install fraudpipe[splink], or set linkage.fuzzy = false"
            raise DependencyError(msg) from error
        self._splink: Any = splink
        self._refusal = SplinkException
        self._least = least_probability
        self._threads = threads

    def linker_key(self) -> str:
        """What decides which links are found, beside the code."""
        return f"splink {self._splink.__version__}, {self._least}"

    def fit(self, people: pd.DataFrame) -> str | None:
        """The fitted model as JSON, from records as `person_keys` makes them; None where too few recur."""
        if people["id_number"].dropna().duplicated().sum() < _LEAST_PAIRS:
            return None
        with duckdb.connect() as engine, _quiet():
            engine.execute("set threads = 1")
            api = self._splink.DuckDBAPI(engine)
            linker = self._splink.Linker(api.register(_coded(people)), person_model(), log_level=None)
            train = linker.training
            try:
                train.estimate_probability_two_random_records_match([block(rule) for rule in SURE], recall=SURE_SHARE)
                train.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=_SEED)
                for rule in FITTED_ON:
                    train.estimate_parameters_using_expectation_maximisation(block(rule))
            except (ValueError, self._refusal):
                return None
            model = linker.misc.save_model_to_json()
        for level in (one for comparison in model["comparisons"] for one in comparison["comparison_levels"]):
            if not level.get("is_null_level"):
                level.setdefault("m_probability", UNSEEN_SHARE)
                level.setdefault("u_probability", UNSEEN_SHARE)
        return json.dumps({"records": len(people), "splink": model}, ensure_ascii=False, sort_keys=True)

    def links(self, model: str, new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
        """Links between new records, and between new and old ones.

        Args:
            model: What `fit` returned.
            new: As `person_keys` makes them.
            old: The same, of earlier; they are not compared with one another.

        Returns:
            LINK_COLUMNS, each pair once, the smaller person_id first, sorted; match_weight in bits.
        """
        fitted = json.loads(model)
        settings = fitted["splink"]
        # Persons recur about as often however many there are, so two random records are the rarer of one person.
        settings["probability_two_random_records_match"] *= min(1.0, fitted["records"] / max(1, len(new) + len(old)))
        ids = np.concatenate([new["person_id"].to_numpy(object), old["person_id"].to_numpy(object)])
        everyone = _coded(pd.concat([new, old], ignore_index=True))
        with duckdb.connect() as engine, _quiet():
            engine.execute(f"set threads = {self._threads}")
            api = self._splink.DuckDBAPI(engine)
            fresh = api.register(everyone.slice(0, len(new)))
            linker = self._splink.Linker(fresh, settings, log_level=None)
            predict = linker.inference
            how = {"threshold_match_probability": self._least, "warning_mode": "never"}
            found = [predict.predict_within(fresh, **how).as_pandas_dataframe()]
            if len(old):
                known = api.register(everyone.slice(len(new)))
                found.append(predict.predict_between(fresh, known, **how).as_pandas_dataframe())
        return _named(pd.concat(found, ignore_index=True), ids)


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink tells at length what it estimates; only its errors are of use here."""
    log = logging.getLogger("splink")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def _coded(people: pd.DataFrame) -> pa.Table:
    """Tokens as numbers: equal where tokens are equal, an eighth of the size, and nothing to be read."""
    columns: dict[str, Any] = {"unique_id": pa.array(np.arange(len(people)))}
    for name in TOKENS:
        if name in _OTHER_NAME:
            continue
        together = [name, *(other for other, one in _OTHER_NAME.items() if one == name)]
        codes, _ = pd.factorize(pd.concat([people[one] for one in together]))
        for one, part in zip(together, np.split(codes, len(together)), strict=True):
            columns[one] = pa.array(part, mask=part < 0)
    lists = people["name_near"].tolist()
    codes, _ = pd.factorize(np.fromiter(itertools.chain.from_iterable(lists), dtype=object))
    ends: Any = pa.array(np.concatenate([[0], np.cumsum([len(one) for one in lists])]), pa.int32())
    columns["name_near"] = pa.ListArray.from_arrays(ends, pa.array(codes))
    columns["id_holds"] = pa.array(people["id_holds"].to_numpy(bool))
    return pa.table(columns)


def _named(found: pd.DataFrame, ids: npt.NDArray[np.object_]) -> pd.DataFrame:
    one, other = (ids[found[f"unique_id_{side}"].to_numpy(np.int64)] for side in "lr")
    swapped = one > other
    pairs = pd.DataFrame(
        {
            "person_id": np.where(swapped, other, one),
            "other_person_id": np.where(swapped, one, other),
            # Rounded, so that the order in which an engine multiplies does not show.
            "match_weight": found["match_weight"].to_numpy(float).round(3),
        }
    )
    pairs = pairs[pairs["person_id"] != pairs["other_person_id"]]
    strongest_last = pairs.sort_values(list(LINK_COLUMNS))
    return strongest_last.drop_duplicates(["person_id", "other_person_id"], keep="last", ignore_index=True)
