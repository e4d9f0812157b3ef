"""Items, claims and holds made of rows, however the rows were read.

A row has its values by the names of the columns in `schema`, and days and moments as Python has them.
`items.py` reads rows through SQLAlchemy, `quick_read.py` without.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Any

from watchtracker.dates import DateWindow
from watchtracker.items import (
    STATED,
    Claim,
    Facts,
    Item,
    Kind,
    Origin,
    Outcome,
    Raised,
    Recheck,
    Result,
    Settle,
    Standing,
    Statement,
    Vocabulary,
)
from watchtracker.notifications.holds import Hold, HoldEnd, HoldKind, Person
from watchtracker.store import json_columns

Row = dict[str, Any]

# Few values for many rows: an enum takes several times as long to find its own.
_kind, _origin, _standing = cache(Kind), cache(Origin), cache(Standing)

# The fields of a row of `names`.
TAG = "tag"
OWNER = "owner"


def item(row: Row, claims: Iterable[Claim], rechecks: Iterable[Recheck] = ()) -> Item:
    """The item of a row of `items`, with its claims and re-checks."""
    _hold_text(row, _ITEM_TEXTS(row))
    _hold_number(row, "revision")
    remind, declared, endings, signals = row["remind"], row["declared"], row["endings"], row["signals"]
    return Item(
        facts=Facts(
            id=row["id"],
            title=row["title"],
            kind=_kind(row["kind"]),
            zone=row["zone"],
            tags=json_columns.words_from_text(row["tags"]),
            owner=row["owner"],
            url=row["url"],
            notes=row["notes"],
            remind=None if remind is None else json_columns.words_from_text(remind),
            recheck=row["recheck"],
            signals=json_columns.words_from_text(signals) if signals else (),
            settle=Settle(row["settle"]) if row["settle"] else None,
        ),
        claims=tuple(sorted(claims, key=_PLACE)),
        outcome=None if row["result"] is None else _outcome(row),
        listed=bool(row["listed"]),
        declared=json_columns.declaration_from_text(declared) if declared else None,
        revision=row["revision"],
        revised_at=row["revised_at"],
        endings=json_columns.endings_from_text(endings) if endings else (),
        rechecks=tuple(rechecks),
        taken_out_by=row["taken_out_by"],
    )


def _outcome(row: Row) -> Outcome:
    return Outcome(
        result=Result(row["result"]),
        on=row["result_on"],
        source=row["result_source"],
        url=row["result_url"],
        by=row["result_by"],
    )


def claim(row: Row) -> Claim:
    """The claim of a row of `claims`."""
    _hold_text(row, _CLAIM_TEXTS(row))
    _hold_number(row, "place")
    retracted_through, raised_from = row["retracted_by"], row["raised_from"]
    row["standing"] = _standing(row["standing"])  # the row is made for us: another dict would cost a list its time
    return Claim(
        id=row["id"],
        said=Statement(*_STATED(row)),
        window=DateWindow(row["earliest"], row["latest"], row["instant"]),
        origin=_origin(row["origin"]),
        recorded_at=row["recorded_at"],
        place=row["place"],
        retracted_at=row["retracted_at"],
        retracted_through=_origin(retracted_through) if retracted_through else None,
        by=row["by"],
        corrects=row["corrects"],
        retracted_by=row["retracted_by_whom"],
        raised=Raised(_standing(raised_from), row["raised_from_by"], row["raised_at"]) if raised_from else None,
    )


def column_of(stated: str) -> str:
    """The column of `claims` for what is stated under that name: `when` is a word of SQL."""
    return "when_said" if stated == "when" else stated


_STATED = itemgetter(*map(column_of, STATED))
_ITEM_TEXTS = itemgetter(
    "id", "title", "zone", "owner", "url", "notes", "recheck", "result_by", "taken_out_by", "signals", "settle"
)
_CLAIM_TEXTS = itemgetter(
    "id",
    *(column_of(name) for name in STATED if name != "said_on"),
    *("by", "corrects", "retracted_by_whom", "raised_from_by"),
)
_TEXT_OR_NOTHING = {str, NoneType}
_PLACE = attrgetter("place")


def _hold_text(row: Row, values: tuple[object, ...]) -> None:
    """Raise TypeError where another program put something else than text: SQLite takes anything anywhere."""
    if not _TEXT_OR_NOTHING.issuperset(map(type, values)):
        wrong = next(value for value in values if type(value) not in _TEXT_OR_NOTHING)
        raise TypeError(f"in the row {row['id']!r} stands {wrong!r}, which is no text")


def _hold_number(row: Row, name: str) -> None:
    if not isinstance(row[name], int):
        raise TypeError(f"the {name} of {row['id']!r} is no number")


def recheck(row: Row) -> Recheck:
    """The re-check of a row of `rechecks`."""
    return Recheck(row["on_day"], row["by"], row["claim_id"], _origin(row["origin"]), row["recorded_at"])


def names(found: Iterable[tuple[str, str]]) -> Vocabulary:
    """The names of all rows of `names`."""
    by_field: dict[str, set[str]] = {TAG: set(), OWNER: set()}
    for field, name in found:
        by_field[field].add(name)
    return Vocabulary(frozenset(by_field[TAG]), frozenset(by_field[OWNER]))


def hold(row: Row) -> Hold:
    """The hold of a row."""
    return Hold(
        item=row["item_id"],
        channel=row["channel"],
        kind=HoldKind(row["kind"]),
        by=Person(row["by"], row["account"]),
        since=row["since"],
        window=DateWindow(row["earliest"], row["latest"], row["instant"]),
        until=row["until"],
        ended_at=row["ended_at"],
        ended_as=HoldEnd(row["ended_as"]) if row["ended_as"] else None,
        id=row["id"],
    )
