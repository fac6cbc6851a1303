"""Puts the tables of a document together: what several readers saw of one row, and pages that go on with a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from fraudpipe.documents.forms.rows.bill_rows import proved
from fraudpipe.documents.forms.rows.laboratory_rows import soundness
from fraudpipe.documents.lines.layout import union
from fraudpipe.documents.trust.votes import Ballot, Vote, same_key
from fraudpipe.records.reading import LIST_FIELDS, Box, LaboratoryRow, LineItem

Row = LineItem | LaboratoryRow
_ROLES = ("careful", "fast", "second")


def with_whole_tables(ballot: Ballot) -> Ballot:
    """The ballot with one vote a reader for each table, over all pages, and one with the best rows of all readers."""
    whole = {name: _whole(ballot[name]) for name in LIST_FIELDS if ballot.get(name)}
    return {**ballot, **whole} if whole else ballot


def best_rows(tables: Sequence[Sequence[Row]]) -> tuple[Row, ...]:
    """Of each row of a page what the first reader in order saw, unless another one's version is sounder.

    Args:
        tables: The rows of one page by each reader, the most careful first.
    """
    places: list[list[Row]] = []
    for rows in tables:
        for row in rows:
            same = next((one for one in places if _same_row(one[0].box, row.box)), None)
            if same is None:
                places.append([row])
            else:
                same.append(row)
    best = [max(seen, key=_soundness) for seen in places]
    first = [row.box for row in tables[0]]
    # Rows that only the others saw go where they stand; the order of the first, column by column, is kept.
    known = [row for row, seen in zip(best, places, strict=True) if any(seen[0].box == box for box in first)]
    for row in best:
        if not any(row is one for one in known):
            at = next((i for i, one in enumerate(known) if _above(row.box, one.box)), len(known))
            known.insert(at, row)
    return tuple(known)


def _soundness(row: Row) -> int:
    return soundness(row) if isinstance(row, LaboratoryRow) else int(proved(row))


def _whole(votes: Sequence[Vote]) -> list[Vote]:
    pages = sorted({vote.page for vote in votes})
    looks = _looks(votes)
    seen: list[Vote] = []
    for look in looks:
        # A page that was not read this way is taken as it was read another way.
        parts = [look.get(page) or next(other[page] for other in looks if page in other) for page in pages]
        seen.append(_together(parts, [_rows(part) for part in parts], many=len(pages) > 1))
    if len(looks) > 1:
        by_page = [[look[page] for look in looks if page in look] for page in pages]
        tables = [best_rows([_rows(vote) for vote in here]) for here in by_page]
        best = _together([here[0] for here in by_page], tables, many=len(pages) > 1)
        if all(same_key(best.candidate.value) != same_key(one.candidate.value) for one in seen):
            seen.insert(0, best)
    return seen


def _looks(votes: Sequence[Vote]) -> list[dict[int, Vote]]:
    """For each look at the document its votes by page, the most careful first; a reader may have looked twice."""
    looks: dict[tuple[str, str, int], dict[int, Vote]] = {}
    times = Counter[tuple[int, str, str]]()
    for vote in votes:
        times[vote.page, vote.role, vote.reader] += 1
        looks.setdefault((vote.role, vote.reader, times[vote.page, vote.role, vote.reader]), {})[vote.page] = vote
    return [looks[key] for key in sorted(looks, key=lambda key: (_ROLES.index(key[0]), key[2]))]


def _together(parts: Sequence[Vote], tables: Sequence[Sequence[Row]], *, many: bool) -> Vote:
    rows: list[Row] = []
    for part, table in zip(parts, tables, strict=True):
        rows += [replace(row, page=part.page + 1) for row in table] if many else table
    first = parts[0]
    value = tuple(rows)
    score = min(part.candidate.score for part in parts)
    return replace(
        first, candidate=replace(first.candidate, value=value, score=score, box=union(row.box for row in tables[0]))
    )


def _rows(vote: Vote) -> tuple[Row, ...]:
    value = vote.candidate.value
    return value if isinstance(value, tuple) else ()


def _same_row(one: Box, other: Box) -> bool:
    """Whether the boxes share the better part of the lower one's height, and some width."""
    along = min(one[3], other[3]) - max(one[1], other[1])
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0 and along > 0.5 * min(one[3] - one[1], other[3] - other[1])


def _above(one: Box, other: Box) -> bool:
    overlaps = min(one[2], other[2]) > max(one[0], other[0])
    return overlaps and one[1] + one[3] < other[1] + other[3]
