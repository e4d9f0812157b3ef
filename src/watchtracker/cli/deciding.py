"""Deciding on proposals at a terminal, one key each: accept, edit, dismiss, skip.

What is accepted is recorded at once, so that whoever stops in the middle has lost nothing. What is skipped is kept, to
be asked again by `inbox`.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import click

from watchtracker import dates
from watchtracker.cli import proposals as shown
from watchtracker.cli.changes import lines as change_lines
from watchtracker.cli.keys import key, keys_one_by_one, lines_as_ever
from watchtracker.cli.screen import coloured, columns, height, say, write
from watchtracker.errors import InputError, WatchtrackerError
from watchtracker.intake.proposals import Proposal, ProposalState
from watchtracker.items import ItemAsOf, Kind
from watchtracker.reading import FindResult
from watchtracker.reports.proposals import ProposalRow
from watchtracker.tracker.intake import AS_IT_IS, Instead, Intake, LetIn
from watchtracker.wording import proposals as wording
from watchtracker.wording.items import count
from watchtracker.wording.safe_text import clean

KEYS = "[a]ccept  [e]dit  [d]ismiss  [s]kip  [A]ll  [q]uit  [?]"
_HELP = (
    "a  record it, as a claim of its item or as a new item",
    "e  say first what is not right: title, date, kind or id; Enter keeps it",
    "d  never propose it again",
    "s  keep it for later: `watchtracker inbox` asks again",
    "A  accept this one and all that follow",
)
_OF_NOTHING = (
    "it tells how something ended, and no item is known for it: e says of which item that is, or keeps it under an "
    "id of its own as something that has ended; d dismisses it"
)
_QUIT = "q  stop here; what was not reached is not kept"
_QUIT_KEPT = "q  stop here; what was not reached waits on"


class StopError(Exception):
    """Whoever decides wants to stop."""


class Deciding:
    """Asks for each of some proposals what is to become of it, and does so.

    `known` are the ids of our items, `items` those of which something was said; `zone` is that of the settings.
    """

    def __init__(
        self,
        intake: Intake,
        known: Collection[str],
        items: Mapping[str, ItemAsOf],
        *,
        by: str,
        now: datetime,
        zone: str,
    ) -> None:
        self._intake = intake
        self._known = known
        self._items = items
        self._zone = zone
        self._by = by
        self._now = now
        self._all = False

    def go_through(self, rows: Sequence[ProposalRow]) -> None:
        """Show the rows, and ask for each that is open, in order, until all are decided or somebody stops.

        Rows that would scroll off the screen before they are asked for are shown one by one, each above its question.
        """
        blocks = list(shown.blocks(rows, columns(), zone=self._zone, colour=coloured(), how=shown.BY_KEY))
        waiting = [
            (place, row, block)
            for place, (row, block) in enumerate(zip(rows, blocks, strict=True), start=1)
            if row.state is ProposalState.OPEN
        ]
        at_once = not waiting or sum(map(len, blocks)) + len(waiting) < height()
        write((line for block in blocks for line in block) if at_once else [_how_many(len(rows), len(waiting))])
        kept = 0
        try:
            with keys_one_by_one():
                for place, row, block in waiting:
                    write(() if at_once or self._all else block)
                    kept += self._decided(place, row)
        except (StopError, KeyboardInterrupt, EOFError):
            write([""])
        if kept:
            write([f"{count(kept, 'proposal')} kept: watchtracker inbox"])

    def _decided(self, place: int, row: ProposalRow) -> bool:
        """Ask for a row until it is decided; returns whether it is kept for later."""
        while True:
            pressed = "a" if self._all else _key(f"{KEYS}  {row.id or place}> ")
            self._all = self._all or pressed == "A"
            match pressed:
                case "a" | "A":
                    if self._accepted(row, AS_IT_IS):
                        return False
                    if self._all:
                        return self._kept(row)
                case "e":
                    if (instead := self._instead(row.proposal)) is not None and self._accepted(row, instead):
                        return False
                case "d":
                    return self._dismissed(row)
                case "s":
                    return self._kept(row)
                case "q" | "\x04":
                    raise StopError
                case _:
                    write(_HELP)
                    write([_QUIT_KEPT if row.id else _QUIT])

    def _accepted(self, row: ProposalRow, instead: Instead) -> bool:
        if instead == AS_IT_IS and row.proposal.result is not None and row.known is None:
            say([f"    {_whose(row.proposal.rivals)}"])
            return False
        try:
            (done,) = self._intake.accept([self._stored(row)], self._now, by=self._by, instead=instead)
        except WatchtrackerError as error:
            say([f"    {error}"])
            return False
        write(after(done))
        return True

    def _instead(self, proposal: Proposal) -> Instead | None:
        """What somebody types in place of what a proposal has; None if they leave it (Ctrl-C)."""
        try:
            with lines_as_ever():
                return self._typed_instead(proposal)
        except click.Abort:
            write([""])
            return None

    def _typed_instead(self, proposal: Proposal) -> Instead:
        """What is wrong most often is asked for first; the title and the kind only of what is new."""
        if proposal.result is not None:
            return self._ended_instead(proposal)
        if proposal.item is None and not proposal.unsure:
            title, when, kind = _typed("title", proposal.title), self._words(proposal), _typed_kind(proposal)
            item = self._item("id, or an item of ours", proposal, self._id_for(proposal, title))
            return self._dated(item, when, title, kind, proposal)
        when = self._words(proposal)
        item = self._item(_which_item(proposal), proposal, proposal.nearest or proposal.new_id or "")
        if item in self._known:
            return self._dated(item, when, None, None, proposal)
        return self._dated(item, when, _typed("title", proposal.title), _typed_kind(proposal), proposal)

    def _dated(self, item: str, when: str | None, title: str | None, kind: Kind | None, proposal: Proposal) -> Instead:
        if item not in self._known:
            return Instead(new_id=item or None, when=when, title=title, kind=kind)
        if when is not None and self._zone_of(item, proposal) != self._zone_of(proposal.item, proposal):
            self._read(when, proposal, item)  # in another zone than a moment ago
        return Instead(item=item, when=when)

    def _ended_instead(self, proposal: Proposal) -> Instead:
        """Of which item an outcome is; what has an id of its own is kept as something that has ended."""
        item = self._item(_which_item(proposal), proposal, proposal.nearest or "")
        if not item or item in self._known or proposal.result is FindResult.REOPEN:
            return Instead(item=item or None)
        return Instead(new_id=item, title=_typed("title", proposal.title), kind=_typed_kind(proposal))

    def _id_for(self, proposal: Proposal, title: str) -> str:
        """The id of something new, which follows its title."""
        if title == proposal.title:
            return proposal.new_id or ""
        return self._intake.id_for(replace(proposal, title=title))

    def _item(self, question: str, proposal: Proposal, named: str) -> str:
        item = _typed(question, named)
        if item in self._known and item != proposal.item and (known := self._items.get(item)):
            say([f"    for {item}, {clean(known.facts.title)}"])
        return item

    def _words(self, proposal: Proposal) -> str | None:
        """The words of the date, asked until they are read; None if they stay as they are."""
        note = wording.in_zone(proposal, self._items.get(proposal.item or ""), self._zone)
        question = f"when ({note})" if note else "when"
        while (words := _typed(question, proposal.when)) != proposal.when:
            try:
                self._read(words, proposal, proposal.item)
            except WatchtrackerError as error:
                say([f"    {error}"])
                continue
            return words
        return None

    def _read(self, words: str, proposal: Proposal, item: str | None) -> None:
        """Say how words are read in the zone of an item; raises DateRefusedError."""
        place = dates.zone(self._zone_of(item, proposal))
        said_on = proposal.published or self._now.astimezone(place).date()
        say([f"    read as {dates.sentence(dates.read(words, said_on=said_on, zone=place), place)}"])

    def _zone_of(self, item: str | None, proposal: Proposal) -> str:
        """Where the days of an item end, and those of something new."""
        known = self._items.get(item or "")
        return known.facts.zone if known else proposal.zone

    def _dismissed(self, row: ProposalRow) -> bool:
        try:
            (stored,) = self._intake.dismiss([self._stored(row)], self._now, by=self._by)
        except InputError as error:  # somebody else decided it since
            say([f"    {error}"])
            return False
        say([f"    {shown.dismissed(stored, subject=False)}"])
        return False

    def _kept(self, row: ProposalRow) -> bool:
        try:
            self._stored(row)
        except InputError as error:
            say([f"    {error}"])
            return False
        return True

    def _stored(self, row: ProposalRow) -> int:
        """The number of a row in the record, which it gets now if it has none; raises InputError for a silenced one."""
        if row.id is not None:
            return row.id
        heard = self._intake.hear([row.proposal], self._now)
        if not heard:
            raise InputError(f'"{row.proposal.title}" is not heard of {row.proposal.source} any more')
        return heard[0].id


def after(done: LetIn) -> Iterator[str]:
    """The lines that say what letting a proposal in did, and how it is undone."""
    wide = columns()
    for line in change_lines(done.change, wide - 4, planned=False):
        yield f"    {line}"
    yield f"    {shown.let_in(done)}"


def _how_many(rows: int, waiting: int) -> str:
    """What comes, where the rows are not shown all at once."""
    return count(rows, "proposal") + (f", of which {waiting} to decide on" if waiting < rows else "")


def _key(prompt: str) -> str:
    """The key that answers a question; it is written behind it. Enter and the space bar skip."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    pressed = key()
    sys.stdout.write(f"{pressed if pressed.isprintable() else ''}\n")
    return "s" if pressed in {"\r", "\n", " "} else pressed


def _whose(rivals: Sequence[str]) -> str:
    """What can be done about an outcome of which nobody knows whose it is."""
    return f"it may be the outcome of {' or '.join(rivals)}: e says of which" if rivals else _OF_NOTHING


def _which_item(proposal: Proposal) -> str:
    choices = f" ({' or '.join(proposal.rivals)})" if proposal.rivals else ""
    return f"item{choices}, or a new id"


def _typed_kind(proposal: Proposal) -> Kind:
    return Kind(_typed("kind", proposal.kind.value, tuple(Kind)))


def _typed(question: str, default: str, choices: Sequence[str] = ()) -> str:
    typed: str = click.prompt(
        f"    {question}",
        default=default,
        show_default=bool(default),
        type=click.Choice([str(choice) for choice in choices]) if choices else str,
    )
    return typed.strip()
