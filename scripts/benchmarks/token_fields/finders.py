"""Finders of scalar fields on a page that was read: the forms' rules, and classifiers of its pieces of text."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from token_fields.observed import Observed
from token_fields.pieces import Piece, known_of, pieces_of, truth_of

from fraudpipe.documents.forms.catalogue import FORMS, shared_lexicon
from fraudpipe.documents.forms.extract import extract
from fraudpipe.documents.forms.form import page_text
from fraudpipe.documents.forms.values import parse_code, parse_diagnosis, parse_sentence
from fraudpipe.documents.lines.layout import rows_of
from fraudpipe.documents.trust.settling import settle
from fraudpipe.documents.trust.votes import Vote
from fraudpipe.documents.values.amounts import parse_amount
from fraudpipe.documents.values.dates import first_date
from fraudpipe.simulation.reading.misreading import LISTS, kind_of

_LEAST_PAGES = 3
_KINDS: Mapping[str, Callable[[str], str | int | None]] = {
    "date": first_date,
    "amount": parse_amount,
    "digits": parse_code,
    "long": parse_sentence,
}


class Finder(Protocol):
    """Takes the scalar fields off a page."""

    def fields(self, page: Observed) -> dict[str, Any]:
        """Field to its value."""
        ...


class ByRules:
    """The forms, as they are, on the lines of one reader."""

    def fields(self, page: Observed) -> dict[str, Any]:
        """Field to its value."""
        text = page_text(rows_of(page.lines), shared_lexicon(), *page.size)
        seen = extract(FORMS[page.document_type], text)
        ballot = {name: [Vote(one, "paddle_tiny", "fast", 0)] for name, one in seen.items() if name not in LISTS}
        return {name: vote.candidate.value for name, vote in settle(ballot).chosen.items()}


class Learned:
    """A classifier of pieces, fitted on pages whose boxes are known.

    Args:
        pages: To fit on.
        kind: logistic (linear, on all that is known of a piece) or boosted (LightGBM on the same).
        floor: Least probability of a piece that is taken.
        seed: Of the boosting.
    """

    def __init__(
        self, pages: Sequence[Observed], kind: Literal["logistic", "boosted"], floor: float, seed: int
    ) -> None:
        self._floor = floor
        self._parsers = _parsers()
        known, names = [], []
        for page in pages:
            _, pieces = pieces_of(page.lines)
            known += [known_of(one, page.size, page.document_type) for one in pieces]
            names += truth_of(pieces, page.boxes, LISTS)
        self._vectors = DictVectorizer(dtype=np.float32)
        table = self._vectors.fit_transform(known)
        often = np.asarray((table != 0).sum(axis=0)).ravel() >= _LEAST_PAGES
        self._vectors.restrict(np.flatnonzero(often))
        table = self._vectors.transform(known)
        self._classes = sorted(set(names))
        self._model = _fitted(kind, table, np.array([self._classes.index(one) for one in names]), seed)

    def fields(self, page: Observed) -> dict[str, Any]:
        """Field to its value."""
        _, pieces = pieces_of(page.lines)
        if not pieces:
            return {}
        table = self._vectors.transform([known_of(one, page.size, page.document_type) for one in pieces])
        sure = np.asarray(self._model(table))
        best = sure.argmax(axis=1)
        found = {}
        for at, name in enumerate(self._classes):
            if not name:
                continue
            chosen = np.flatnonzero(best == at)
            if not len(chosen) or sure[chosen, at].max() < self._floor:
                continue
            value = self._value(page.document_type, name, pieces, chosen, sure[:, at])
            if value is not None:
                found[name] = value
        return found

    def _value(
        self, document_type: str, name: str, pieces: Sequence[Piece], chosen: npt.NDArray[np.intp], sure: Any
    ) -> str | int | None:
        """A sentence may go on over rows; of everything else the surest piece holds it."""
        parse = self._parsers.get((document_type, name)) or self._parsers.get(("", name)) or _KINDS.get(kind_of(name))
        parse = parse or parse_sentence
        if kind_of(name) in ("text", "long") and parse in (parse_sentence, parse_diagnosis):
            return parse(" ".join(pieces[at].text for at in chosen))
        return parse(pieces[max(chosen, key=lambda at: sure[at])].text)


def _parsers() -> dict[tuple[str, str], Callable[[str], str | int | None]]:
    """(type, field) to its parser; under no type, any form's."""
    found = {(one, rule.name): rule.parse for one, form in FORMS.items() for rule in form.rules}
    return {("", name): parse for (_, name), parse in sorted(found.items(), key=lambda one: one[0])} | found


def _fitted(kind: str, table: csr_matrix, names: npt.NDArray[np.intp], seed: int) -> Callable[[csr_matrix], Any]:
    if kind == "logistic":
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=3.0, max_iter=200, tol=1e-3)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # near convergence is enough to compare by
            model.fit(table, names)
        return model.predict_proba
    import lightgbm

    booster = lightgbm.train(
        {
            "objective": "multiclass", "num_class": int(names.max()) + 1, "num_leaves": 7, "learning_rate": 0.2,
            "min_data_in_leaf": 2, "min_sum_hessian_in_leaf": 1e-6, "feature_fraction": 0.5, "lambda_l2": 0.5,
            "verbosity": -1, "seed": seed, "num_threads": 1, "deterministic": True,
        },
        lightgbm.Dataset(table, names), num_boost_round=40,
    )  # fmt: skip
    return booster.predict
