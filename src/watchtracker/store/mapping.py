"""Items and claims made of rows, however the rows were read.

Rows are taken apart in the order of their columns in `schema.py`: by name it takes twice as long, and lists are read
all day. `items.py` reads them through SQLAlchemy, `quick_read.py` without.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from watchtracker.dates import DateWindow
from watchtracker.items import (
    Claim,
    Facts,
    Item,
    Kind,
    Origin,
    Outcome,
    Recheck,
    Result,
    Standing,
    Statement,
    Vocabulary,
)
from watchtracker.store import json_columns

# The fields of a row of `names`.
TAG = "tag"
OWNER = "owner"


def item(row: Iterable[Any], claims: Iterable[Claim], rechecks: Iterable[Recheck] = ()) -> Item:
    """The item of a row of `items`, with its claims and re-checks."""
    item_id, title, kind, zone, tags, owner, url, notes, remind, listed, declared, *rest = row
    result, on, source, result_url, revision, revised_at, endings, recheck, by = rest
    _hold_text(item_id, item_id, title, zone, *(one for one in (owner, url, notes, recheck, by) if one is not None))
    if not isinstance(revision, int):
        raise TypeError(f"the revision of {item_id!r} is no number")
    leads = None if remind is None else json_columns.words_from_text(remind)
    return Item(
        facts=Facts(
            item_id, title, Kind(kind), zone, json_columns.words_from_text(tags), owner, url, notes, leads, recheck
        ),
        claims=tuple(sorted(claims, key=lambda claim: claim.place)),
        outcome=None if result is None else Outcome(Result(result), on, source, result_url, by),
        listed=listed,
        declared=json_columns.declaration_from_text(declared) if declared else None,
        revision=revision,
        revised_at=revised_at,
        endings=json_columns.endings_from_text(endings) if endings else (),
        rechecks=tuple(rechecks),
    )


def claim(row: Iterable[Any]) -> Claim:
    """The claim of a row of `claims`."""
    _, claim_id, place, when, said_on, source, url, quote, standing, origin, recorded_at, *rest = row
    retracted_at, retracted_by, earliest, latest, instant, by, corrects = rest
    _hold_text(claim_id, claim_id, when, source, *(one for one in (url, quote, by, corrects) if one is not None))
    if not isinstance(place, int):
        raise TypeError(f"the place of {claim_id!r} is no number")
    return Claim(
        id=claim_id,
        said=Statement(when, said_on, source, url, quote, Standing(standing)),
        window=DateWindow(earliest, latest, instant),
        origin=Origin(origin),
        recorded_at=recorded_at,
        place=place,
        retracted_at=retracted_at,
        retracted_by=Origin(retracted_by) if retracted_by else None,
        by=by,
        corrects=corrects,
    )


def _hold_text(row_id: object, *values: object) -> None:
    """Raise TypeError where another program put something else than text: SQLite takes anything anywhere."""
    for value in values:
        if not isinstance(value, str):
            raise TypeError(f"in the row {row_id!r} stands {value!r}, which is no text")


def recheck(row: Iterable[Any]) -> Recheck:
    """The re-check of a row of `rechecks`."""
    _, _, on, by, claim_id, origin, recorded_at = row
    return Recheck(on, by, claim_id, Origin(origin), recorded_at)


def names(found: Iterable[tuple[str, str]]) -> Vocabulary:
    """The names of all rows of `names`."""
    by_field: dict[str, set[str]] = {TAG: set(), OWNER: set()}
    for field, name in found:
        by_field[field].add(name)
    return Vocabulary(frozenset(by_field[TAG]), frozenset(by_field[OWNER]))
