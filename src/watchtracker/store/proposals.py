"""Proposals as rows: each statement of a source once, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select, true, update

from watchtracker.dates import DateWindow
from watchtracker.intake.proposals import (
    Proposal,
    ProposalState,
    StoredProposal,
    Surroundings,
    is_said_anew,
    key,
    matter,
    title_key,
)
from watchtracker.items import ItemAsOf, Kind, Standing
from watchtracker.reading import FindResult
from watchtracker.schema import proposals as table
from watchtracker.schema import silenced
from watchtracker.schema import sources as source_rows
from watchtracker.store.dialects import chunks, has_one_writer, insert_or
from watchtracker.wording.safe_text import link_from_outside

# Locks of the database that no other program takes: one of so many for what each proposal says. It spells "prop".
_DECIDING_LOCK = 0x70726F70
_DECIDING_LOCKS = 256
_OPEN = table.c.state == ProposalState.OPEN.value


class Proposals:
    """The proposals of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # Those of which something was decided in this transaction, so that what shows them can be drawn anew.
        self.touched: set[int] = set()

    def put(self, proposal: Proposal, now: datetime, *, known: ItemAsOf | None) -> StoredProposal | None:
        """Store a proposal that is not stored yet; returns it as it then is, None if its title is silenced.

        One that was stored before stays as it is, whatever became of it; if it waits, and its item was not known then,
        it concerns that item from now on. It opens again only if it is said anew, as `intake.proposals` has it; `known`
        is its item as it is now.
        """
        if self.is_silenced(proposal):
            return None
        before = self.same(proposal)
        if before is not None:
            if before.state is ProposalState.OPEN and proposal.item is not None:
                return self.bind(before, proposal.item)
            return self._opened(before, proposal, now) if is_said_anew(before, proposal, known, now) else before
        row = {**_row(proposal), "state": ProposalState.OPEN.value, "found_at": now}
        insert = insert_or(self._connection, table).values(row).on_conflict_do_nothing(index_elements=["key"])
        self._connection.execute(insert)
        return self.same(proposal)

    def get(self, ids: Iterable[int]) -> dict[int, StoredProposal]:
        """Those of these numbers that there are, by number, each with the other sources that say the same."""
        found: dict[int, StoredProposal] = {}
        # As it was stored: an accepted one got an item since, by which its matter would be another.
        matters: dict[int, str] = {}
        for part in chunks(sorted(set(ids))):
            for row in self._connection.execute(select(table).where(table.c.id.in_(part))).mappings():
                found[row["id"]], matters[row["id"]] = _stored(row), row["matter"]
        others = self._sources_by_matter(matters.values())
        return {number: _with_others(stored, others.get(matters[number], ())) for number, stored in found.items()}

    def items_of(self, numbers: Iterable[int]) -> list[str]:
        """The items that these, and what other sources say the same, are known to concern."""
        matters = select(table.c.matter).where(table.c.id.in_(sorted(set(numbers))))
        query = select(table.c.item_id).distinct().where(table.c.matter.in_(matters), table.c.item_id.is_not(None))
        return list(self._connection.execute(query).scalars())

    def lock_matters(self, numbers: Iterable[int]) -> None:
        """Wait for others who decide on the same, also where they would make a new item of it; before all other locks.

        With SQLite there is nothing to do, because a writing transaction is the only one anyway.
        """
        if has_one_writer(self._connection):
            return
        query = select(table.c.matter).where(table.c.id.in_(sorted(set(numbers)))).distinct()
        for lock in sorted({crc32(said.encode()) % _DECIDING_LOCKS for said in self._connection.scalars(query)}):
            self._connection.execute(select(func.pg_advisory_xact_lock(_DECIDING_LOCK, lock)))

    def lock(self, numbers: Iterable[int]) -> None:
        """Lock all that is decided with these, in the order of their numbers.

        That is what other sources say the same, and what else waits under the title of something new: it is bound to
        what that becomes. Whoever locked them one after the other could wait for somebody who waits for him.
        """
        these = table.c.id.in_(sorted(set(numbers)))
        same = table.c.matter.in_(select(table.c.matter).where(these))
        of_title = table.c.subject.in_(select(table.c.subject).where(these, table.c.item_id.is_(None)))
        wanted = or_(same, and_(_OPEN, table.c.item_id.is_(None), of_title))
        self._connection.execute(select(table.c.id).where(wanted).order_by(table.c.id).with_for_update()).all()

    def locked(self, number: int) -> StoredProposal | None:
        """The one of this number, which nobody else can decide until the transaction ends; None if there is none.

        Those of other sources that say the same are locked with it, in order, because they are decided together.
        """
        matters = select(table.c.matter).where(table.c.id == number).scalar_subquery()
        query = select(table).where(table.c.matter == matters).order_by(table.c.id).with_for_update()
        rows = list(self._connection.execute(query).mappings())
        row = next((row for row in rows if row["id"] == number), None)
        return _with_others(_stored(row), dict.fromkeys(other["source"] for other in rows)) if row else None

    def open(self, sources: Sequence[str] = ()) -> list[StoredProposal]:
        """What is open, oldest first: what several sources say once, with their names; of `sources` alone if named."""
        return self._listed(select(table).where(_OPEN).order_by(table.c.id), sources)

    def untold(self, subject: str | None = None) -> list[StoredProposal]:
        """What is open of no item yet, oldest first; that under the title that is folded to `subject`, if given."""
        these = and_(_OPEN, table.c.item_id.is_(None), true() if subject is None else table.c.subject == subject)
        return [
            _stored(row) for row in self._connection.execute(select(table).where(these).order_by(table.c.id)).mappings()
        ]

    def bind(self, stored: StoredProposal, item_id: str) -> StoredProposal:
        """Have what waits without an item concern that one; unless its source said the same of it already."""
        if stored.proposal.item is not None:
            return stored
        bound = replace(stored.proposal, item=item_id, new_id=None)
        if self._connection.execute(select(table.c.id).where(table.c.key == key(bound))).first() is not None:
            return stored
        values = {"item_id": item_id, "new_id": None, "key": key(bound), "matter": matter(bound)}
        self._change(table.c.id == stored.id, values)
        return replace(stored, proposal=bound)

    def decide(
        self,
        stored: StoredProposal,
        state: ProposalState,
        now: datetime,
        *,
        by: str | None,
        claim: str | None = None,
        item: str | None = None,
    ) -> None:
        """Note what became of a proposal and of those of other sources that say the same: they are one line to people.

        `item` is the item that it went to, and `claim` the claim that it became.
        """
        values = {"state": state.value, "decided_at": now, "decided_by": by, "claim_id": claim}
        if item is not None:
            values["item_id"] = item
        self._change(table.c.id == stored.id, values)
        if state in {ProposalState.ACCEPTED, ProposalState.DISMISSED}:
            others = and_(table.c.matter == matter(stored.proposal), table.c.id != stored.id, _OPEN)
            self._change(others, {**values, "claim_id": None})

    def reopen(self, stored: StoredProposal, *, as_new: bool = False) -> None:
        """Have a proposal open again, whatever became of it; `as_new`: what it made an item of is none any more."""
        values = {"state": ProposalState.OPEN.value, "decided_at": None, "decided_by": None, "claim_id": None}
        self._change(table.c.id == stored.id, {**values, "item_id": None} if as_new else values)

    def silence(self, source: str, subject: str, now: datetime, *, by: str | None) -> None:
        """Hear no more of a title from a source; what is open of it is dismissed."""
        row = {"source": source, "subject": subject, "at": now, "by": by}
        insert = insert_or(self._connection, silenced).values(row)
        self._connection.execute(insert.on_conflict_do_nothing(index_elements=["source", "subject"]))
        values = {"state": ProposalState.DISMISSED.value, "decided_at": now, "decided_by": by}
        these = and_(table.c.source == source, table.c.subject == subject, _OPEN)
        self._change(these, values)

    def speak_again(self, source: str, subject: str) -> None:
        """Hear of a title from a source again."""
        these = and_(silenced.c.source == source, silenced.c.subject == subject)
        self._connection.execute(silenced.delete().where(these))

    def let_in_since(self, source: str, moment: datetime) -> int:
        """How many proposals of a source came in by themselves since a moment: those that the source decided itself."""
        own = and_(table.c.source == source, table.c.decided_by == source, table.c.decided_at >= moment)
        accepted = table.c.state == ProposalState.ACCEPTED.value
        return self._connection.execute(select(func.count()).where(own, accepted)).scalar_one()

    def accepted_by_people_since(self, source: str, moment: datetime) -> bool:
        """Whether a person accepted something that a source said since a moment, and no source let it in itself."""
        theirs = or_(table.c.decided_by.is_(None), table.c.decided_by.not_in(select(source_rows.c.name)))
        accepted = table.c.state == ProposalState.ACCEPTED.value
        these = and_(table.c.source == source, accepted, theirs, table.c.decided_at >= moment)
        return self._connection.execute(select(table.c.id).where(these).limit(1)).first() is not None

    def counts(self) -> dict[str, tuple[int, int]]:
        """By source how many proposals it ever made, and how many of them were accepted."""
        accepted = func.count().filter(table.c.state == ProposalState.ACCEPTED.value)
        query = select(table.c.source, func.count().label("all"), accepted.label("accepted")).group_by(table.c.source)
        return {row.source: (row.all, row.accepted) for row in self._connection.execute(query)}

    def forget_passages(self, before: datetime) -> None:
        """Forget what stands around the quotes that were found before a moment; the quotes stay."""
        old = and_(table.c.found_at < before, table.c.passage.is_not(None))
        empty = {"passage": None, "passage_start": None, "passage_end": None}
        self._connection.execute(update(table).where(old).values(empty))

    def waiting(self) -> int:
        """How many are open, where what several sources say counts once."""
        query = select(func.count(table.c.matter.distinct())).where(_OPEN)
        return self._connection.execute(query).scalar_one()

    def dismissed(self, most: int) -> list[StoredProposal]:
        """Those that were dismissed last, the latest first."""
        these = select(table).where(table.c.state == ProposalState.DISMISSED.value)
        query = these.order_by(table.c.decided_at.desc(), table.c.id.desc()).limit(most)
        return [_stored(row) for row in self._connection.execute(query).mappings()]

    def states(self) -> dict[ProposalState, int]:
        """How many there are in each state."""
        query = select(table.c.state, func.count().label("number")).group_by(table.c.state)
        found: dict[str, int] = {row.state: row.number for row in self._connection.execute(query)}
        return {state: found.get(state.value, 0) for state in ProposalState}

    def _change(self, these: ColumnElement[bool], values: Mapping[str, object]) -> None:
        changed = update(table).where(these).values(values).returning(table.c.id)
        self.touched.update(self._connection.execute(changed).scalars())

    def is_silenced(self, proposal: Proposal) -> bool:
        """Whether its title is not heard of its source any more."""
        these = and_(silenced.c.source == proposal.source, silenced.c.subject == proposal.subject)
        return self._connection.execute(select(silenced.c.subject).where(these)).first() is not None

    def silenced_subjects(self, source: str) -> frozenset[str]:
        """The titles that are not heard of a source any more, as they are compared."""
        query = select(silenced.c.subject).where(silenced.c.source == source)
        return frozenset(self._connection.execute(query).scalars())

    def same(self, proposal: Proposal) -> StoredProposal | None:
        """The stored proposal that says the same, whatever became of it; None if there is none.

        One with its title is another if both are known to concern different items.
        """
        titled = table.c.title_key == title_key(proposal)
        if proposal.item is not None:
            titled = and_(titled, or_(table.c.item_id.is_(None), table.c.item_id == proposal.item))
        mine = or_(table.c.key == key(proposal), titled)
        row = self._connection.execute(select(table).where(mine).order_by(table.c.id).limit(1)).mappings().first()
        return _stored(row) if row else None

    def _opened(self, before: StoredProposal, proposal: Proposal, now: datetime) -> StoredProposal:
        """What was accepted or overtaken opens again with the words of a later document."""
        # Its keys stay: what is known by them goes on to be known.
        values = {name: value for name, value in _row(proposal).items() if name not in {"key", "title_key"}}
        cleared = {"state": ProposalState.OPEN.value, "found_at": now}
        nobody = {"decided_at": None, "decided_by": None, "claim_id": None}
        self._connection.execute(update(table).where(table.c.id == before.id).values({**values, **cleared, **nobody}))
        return StoredProposal(before.id, proposal, ProposalState.OPEN, now)

    def _listed(self, query: Select[Any], sources: Sequence[str]) -> list[StoredProposal]:
        first: dict[str, StoredProposal] = {}
        names: dict[str, dict[str, None]] = {}
        for row in self._connection.execute(query).mappings():
            first.setdefault(row["matter"], _stored(row))
            names.setdefault(row["matter"], {})[row["source"]] = None
        listed = [_with_others(stored, names[matter_]) for matter_, stored in first.items()]
        return [stored for stored in listed if not sources or {stored.proposal.source, *stored.also} & set(sources)]

    def _sources_by_matter(self, matters: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, dict[str, None]] = {}
        for part in chunks(sorted(set(matters))):
            query = select(table.c.matter, table.c.source).where(table.c.matter.in_(part)).order_by(table.c.id)
            for row in self._connection.execute(query):
                found.setdefault(row.matter, {})[row.source] = None
        return {matter_: list(names) for matter_, names in found.items()}


def _with_others(stored: StoredProposal, sources: Iterable[str]) -> StoredProposal:
    return replace(stored, also=tuple(name for name in sources if name != stored.proposal.source))


def _row(proposal: Proposal) -> dict[str, Any]:
    passage = proposal.passage
    return {
        "key": key(proposal),
        "title_key": title_key(proposal),
        "matter": matter(proposal),
        "source": proposal.source,
        "subject": proposal.subject,
        "url": link_from_outside(proposal.url),
        "published": proposal.published,
        "quote": proposal.quote,
        "passage": passage.text if passage else None,
        "passage_start": passage.start if passage else None,
        "passage_end": passage.end if passage else None,
        "when": proposal.when,
        "earliest": proposal.window.earliest,
        "latest": proposal.window.latest,
        "instant": proposal.window.instant,
        "zone": proposal.zone,
        "title": proposal.title,
        "kind": proposal.kind.value,
        "result": proposal.result.value if proposal.result else None,
        "said_by": proposal.said_by,
        "standing": proposal.standing.value,
        "item_id": proposal.item,
        # Which items came out alike is found anew when it is shown; without an id to be it is known that some did.
        "new_id": None if proposal.rivals else proposal.new_id,
        "unread": proposal.unread,
    }


def _stored(row: RowMapping) -> StoredProposal:
    passage = None
    if row["passage"] is not None:
        passage = Surroundings(row["passage"], row["passage_start"], row["passage_end"])
    published: date | None = row["published"]
    proposal = Proposal(
        source=row["source"],
        quote=row["quote"],
        when=row["when"],
        window=DateWindow(row["earliest"], row["latest"], row["instant"]),
        zone=row["zone"],
        title=row["title"],
        kind=Kind(row["kind"]),
        said_by=row["said_by"],
        standing=Standing(row["standing"]),
        result=FindResult(row["result"]) if row["result"] else None,
        published=published,
        url=link_from_outside(row["url"]),
        passage=passage,
        item=row["item_id"],
        new_id=row["new_id"],
        unread=row["unread"],
    )
    return StoredProposal(
        row["id"],
        proposal,
        ProposalState(row["state"]),
        row["found_at"],
        row["decided_at"],
        row["decided_by"],
        row["claim_id"],
    )
