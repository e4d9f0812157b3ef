"""Items and their claims in the database, and which watch lists were applied to it.

Rows have what was said and nothing that follows from it: `items.item_as_of` derives the date in force each time.
`tracker` decides what is saved; `json_columns.py` writes what a row keeps as one text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, bindparam, delete, exists, func, select

from watchtracker.items import Claim, Item, Recheck
from watchtracker.schema import applied as applied_table
from watchtracker.schema import claims as claims_table
from watchtracker.schema import items as items_table
from watchtracker.schema import rechecks as rechecks_table
from watchtracker.store import json_columns, mapping
from watchtracker.store.dialects import chunks, has_one_writer, upsert
from watchtracker.store.failures import readable
from watchtracker.store.names import UsedNames

# Any number that no other program uses for locks on the same database; this one spells "watc". Each id that no item
# has yet has one of so many locks below it: a lock for each would be too many where a whole watch list is new.
_NEW_ITEMS_LOCK = 0x77617463
_NEW_ITEMS_LOCKS = 256


_WIDTH = len(items_table.columns)
_ITEM_COLUMNS, _CLAIM_COLUMNS, _RECHECK_COLUMNS = (
    tuple(table.columns.keys()) for table in (items_table, claims_table, rechecks_table)
)
# Each message on its way asks this. Hardly any item has re-checks, and to ask for them costs as much as for the items,
# so it says whether there are any.
_WITH_CLAIMS = (
    select(items_table, claims_table, exists().where(rechecks_table.c.item_id == items_table.c.id))
    .select_from(items_table.outerjoin(claims_table))
    .order_by(items_table.c.id)
)
_OF_SOME = _WITH_CLAIMS.where(items_table.c.id.in_(bindparam("ids", expanding=True)))
_OF_ITEM = _WITH_CLAIMS.where(items_table.c.id == bindparam("of"))  # a list is spelled out anew each time it is asked

_LOCKED = (
    select(items_table.c.id)
    .where(items_table.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(items_table.c.id)
    .with_for_update()
)


class Items:
    """The items of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @readable("items")
    def all(self) -> list[Item]:
        """Every item with its claims, sorted by id, also those that left the watch list."""
        return self._read()

    @readable("items")
    def get(self, item_id: str) -> Item | None:
        """The item with this id, if there is one."""
        return next(iter(self._read(item_id)), None)

    @readable("items")
    def some(self, ids: Iterable[str]) -> list[Item]:
        """The items with these ids, sorted by id; unknown ids are left out."""
        found: list[Item] = []
        for part in chunks(sorted(set(ids))):
            said: dict[str, list[Claim]] = {}
            heads: dict[str, mapping.Row] = {}
            with_rechecks: set[str] = set()
            query, values = (_OF_SOME, {"ids": part}) if len(part) > 1 else (_OF_ITEM, {"of": part[0]})
            for row in self._connection.execute(query, values):
                heads[row[0]] = _by_name(_ITEM_COLUMNS, row[:_WIDTH])
                said.setdefault(row[0], [])
                if row[_WIDTH] is not None:
                    said[row[0]].append(mapping.claim(_by_name(_CLAIM_COLUMNS, row[_WIDTH:-1])))
                if row[-1]:
                    with_rechecks.add(row[0])
            checked = self._rechecks(sorted(with_rechecks))
            found += [mapping.item(row, said[item_id], checked[item_id]) for item_id, row in heads.items()]
        return found

    def with_signals(self) -> list[Item]:
        """The items that wait for signals, sorted by id."""
        query = select(items_table.c.id).where(items_table.c.signals.is_not(None))
        return self.some(self._connection.execute(query).scalars())

    def of_source(self, source: str) -> list[Item]:
        """The items of which a source ever named a date or took one back, sorted by id."""
        query = select(claims_table.c.item_id).where(claims_table.c.source == source)
        return self.some(self._connection.execute(query).scalars())

    @property
    def one_writer(self) -> bool:
        """Whether a transaction that writes is the only one anyway, as with SQLite: then there is nothing to lock."""
        return has_one_writer(self._connection)

    def lock(self, ids: Iterable[str]) -> None:
        """Lock these items until the transaction ends, waiting for others that have them locked.

        Ids of new items are locked too, so that two transactions cannot both add one. With SQLite there is nothing to
        do, because a writing transaction is the only one anyway.
        """
        if not self.one_writer:
            self._lock(sorted(set(ids)))

    def lock_new(self, ids: Iterable[str]) -> None:
        """Lock those of these ids that no item has yet, as `lock` does, and no rows."""
        if not self.one_writer:
            self._lock_new(sorted(set(ids)))

    def lock_known(self, ids: Sequence[str]) -> None:
        """Lock items that are there already, as `lock` does; ids of new items are passed over."""
        if not self.one_writer:
            for part in chunks(sorted(ids)):
                self._connection.execute(_LOCKED, {"ids": part})

    def save(self, items: Sequence[Item]) -> None:
        """Write these items with their claims and re-checks; rows of claims are never deleted."""
        if not items:
            return
        self._connection.execute(upsert(self._connection, items_table, "id"), [_item_row(item) for item in items])
        UsedNames(self._connection).add(items)
        claims = [_claim_row(item.id, claim) for item in items for claim in item.claims]
        if claims:
            self._connection.execute(upsert(self._connection, claims_table, "item_id", "id"), claims)
        rechecks = [
            _recheck_row(item.id, place, recheck) for item in items for place, recheck in enumerate(item.rechecks)
        ]
        if rechecks:
            self._connection.execute(upsert(self._connection, rechecks_table, "item_id", "place"), rechecks)

    def drop_rechecks(self, items: Iterable[Item]) -> None:
        """Delete the rows of re-checks that these items no longer have; that they were there is kept as answers."""
        left = [{"of_item": item.id, "kept": len(item.rechecks)} for item in items]
        if left:
            beyond = (rechecks_table.c.item_id == bindparam("of_item")) & (rechecks_table.c.place >= bindparam("kept"))
            self._connection.execute(delete(rechecks_table).where(beyond), left)

    def empty(self) -> bool:
        """Whether nothing was ever saved."""
        return self._connection.execute(select(items_table.c.id).limit(1)).first() is None

    @readable("items")
    def revisions(self) -> dict[str, tuple[int, datetime | None]]:
        """By id, the revision of each item and when it was made (UTC): a restored backup can repeat a number."""
        found = self._connection.execute(select(items_table.c.id, items_table.c.revision, items_table.c.revised_at))
        return {row.id: (row.revision, row.revised_at) for row in found}

    @readable("items")
    def fingerprint(self) -> str:
        """A short text that changes with every change of an item: revisions only rise, and items are never deleted."""
        revision, revised_at = items_table.c.revision, items_table.c.revised_at
        found = self._connection.execute(select(func.count(), func.sum(revision), func.max(revised_at))).one()
        count, revisions, newest = found
        return f"{count}-{revisions or 0}-{newest.timestamp() if newest else 0:.6f}"

    def applied_before(self, digest: str) -> bool:
        """Whether a watch list with this digest was ever applied."""
        query = select(applied_table.c.digest).where(applied_table.c.digest == digest)
        return self._connection.execute(query).first() is not None

    def last_applied(self) -> str | None:
        """The digest of the watch list that was applied last."""
        query = select(applied_table.c.digest).order_by(applied_table.c.place.desc()).limit(1)
        return self._connection.execute(query).scalar()

    def record_applied(self, digest: str, path: Path, now: datetime) -> None:
        """Remember that the watch list at `path` was applied."""
        columns = applied_table.c
        place = select(func.coalesce(func.max(columns.place), 0) + 1).scalar_subquery()
        times = select(func.coalesce(func.max(columns.times), 0) + 1).where(columns.digest == digest).scalar_subquery()
        row = {"digest": digest, "path": str(path), "applied_at": now, "place": place, "times": times}
        self._connection.execute(upsert(self._connection, applied_table, "digest").values(row))

    def _read(self, item_id: str | None = None) -> list[Item]:
        items, claims = select(items_table), select(claims_table)
        if item_id is not None:
            items = items.where(items_table.c.id == item_id)
            claims = claims.where(claims_table.c.item_id == item_id)
        said: defaultdict[str, list[Claim]] = defaultdict(list)
        for row in self._connection.execute(claims):
            said[row[0]].append(mapping.claim(_by_name(_CLAIM_COLUMNS, row)))
        checked = self._rechecks(None if item_id is None else [item_id])
        rows = (_by_name(_ITEM_COLUMNS, row) for row in self._connection.execute(items))
        found = [mapping.item(row, said[row["id"]], checked[row["id"]]) for row in rows]
        return sorted(found, key=lambda item: item.facts.id)

    def _rechecks(self, ids: Sequence[str] | None) -> defaultdict[str, list[Recheck]]:
        if ids == []:
            return defaultdict(list)
        query = select(rechecks_table).order_by(rechecks_table.c.item_id, rechecks_table.c.place)
        if ids is not None:
            query = query.where(rechecks_table.c.item_id.in_(ids))
        found: defaultdict[str, list[Recheck]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[row[0]].append(mapping.recheck(_by_name(_RECHECK_COLUMNS, row)))
        return found

    def _lock(self, ids: list[str]) -> None:
        # Always in one order (the locks for new items, then rows by id), so that no two transactions wait for each
        # other.
        self._lock_new(ids)
        for query in self._of(ids):
            self._connection.execute(query.order_by(items_table.c.id).with_for_update())

    def _lock_new(self, ids: list[str]) -> None:
        known = {item_id for query in self._of(ids) for item_id in self._connection.execute(query).scalars()}
        for lock in sorted({crc32(item_id.encode()) % _NEW_ITEMS_LOCKS for item_id in ids if item_id not in known}):
            self._connection.execute(select(func.pg_advisory_xact_lock(_NEW_ITEMS_LOCK, lock)))

    @staticmethod
    def _of(ids: list[str]) -> Any:
        return (select(items_table.c.id).where(items_table.c.id.in_(part)) for part in chunks(ids))


def _by_name(columns: Sequence[str], values: Sequence[Any]) -> mapping.Row:
    """A row by the names of its columns; to ask a row of SQLAlchemy for each takes longer."""
    return dict(zip(columns, values, strict=True))


def _item_row(item: Item) -> dict[str, object]:
    facts, outcome = item.facts, item.outcome
    return {
        "id": facts.id,
        "title": facts.title,
        "kind": facts.kind.value,
        "zone": facts.zone,
        "tags": json_columns.words_to_text(facts.tags),
        "owner": facts.owner,
        "url": facts.url,
        "notes": facts.notes,
        "remind": None if facts.remind is None else json_columns.words_to_text(facts.remind),
        "listed": item.listed,
        "declared": json_columns.declaration_to_text(item.declared) if item.declared else None,
        "result": outcome.result.value if outcome else None,
        "result_on": outcome.on if outcome else None,
        "result_source": outcome.source if outcome else None,
        "result_url": outcome.url if outcome else None,
        "revision": item.revision,
        "revised_at": item.revised_at,
        "endings": json_columns.endings_to_text(item.endings) if item.endings else None,
        "recheck": facts.recheck,
        "signals": json_columns.words_to_text(facts.signals) if facts.signals else None,
        "settle": facts.settle.value if facts.settle else None,
        "result_by": outcome.by if outcome else None,
        "taken_out_by": item.taken_out_by,
    }


def _claim_row(item_id: str, claim: Claim) -> dict[str, object]:
    said, window, raised = claim.said, claim.window, claim.raised
    return {
        "item_id": item_id,
        "id": claim.id,
        "place": claim.place,
        **{mapping.column_of(name): value for name, value in said.values.items()},
        "standing": said.standing.value,
        "origin": claim.origin.value,
        "recorded_at": claim.recorded_at,
        "retracted_at": claim.retracted_at,
        "retracted_by": claim.retracted_through.value if claim.retracted_through else None,
        "earliest": window.earliest,
        "latest": window.latest,
        "instant": window.instant,
        "by": claim.by,
        "corrects": claim.corrects,
        "retracted_by_whom": claim.retracted_by,
        "raised_from": raised.standing.value if raised else None,
        "raised_from_by": raised.by if raised else None,
        "raised_at": raised.at if raised else None,
    }


def _recheck_row(item_id: str, place: int, recheck: Recheck) -> dict[str, object]:
    return {
        "item_id": item_id,
        "place": place,
        "on_day": recheck.on,
        "by": recheck.by,
        "claim_id": recheck.claim_id,
        "origin": recheck.origin.value,
        "recorded_at": recheck.recorded_at,
    }
