"""Deciding on proposals at a terminal, one key each: accept, edit, dismiss, skip.

What is accepted is recorded at once, so that whoever stops in the middle has lost nothing. What is skipped is kept, to
be asked again by `inbox`.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

import click

from watchtracker import dates
from watchtracker.cli import proposals as shown
from watchtracker.cli.changes import lines as change_lines
from watchtracker.cli.keys import key, keys_one_by_one, lines_as_ever
from watchtracker.cli.screen import coloured, columns, height, say, write
from watchtracker.errors import InputError, WatchtrackerError
from watchtracker.intake.proposals import Proposal, ProposalState
from watchtracker.items import Kind
from watchtracker.reports.proposals import ProposalRow
from watchtracker.tracker.intake import AS_IT_IS, Instead, Intake, LetIn
from watchtracker.wording.items import count

KEYS = "[a]ccept  [e]dit  [d]ismiss  [s]kip  [A]ll  [q]uit  [?]"
_HELP = (
    "a  record it, as a claim of its item or as a new item",
    "e  say first what is not right: the item, the words of the date, title or kind",
    "d  never propose it again",
    "s  keep it for later: `watchtracker inbox` asks again",
    "A  accept this one and all that follow",
)
_QUIT = "q  stop here; what was not reached is not kept"
_QUIT_KEPT = "q  stop here; what was not reached waits on"


class StopError(Exception):
    """Whoever decides wants to stop."""


class Deciding:
    """Asks for each of some proposals what is to become of it, and does so; `known` are the ids of our items."""

    def __init__(self, intake: Intake, known: Collection[str], *, by: str, now: datetime) -> None:
        self._intake = intake
        self._known = known
        self._by = by
        self._now = now
        self._all = False

    def go_through(self, rows: Sequence[ProposalRow]) -> None:
        """Show the rows, and ask for each that is open, in order, until all are decided or somebody stops.

        Rows that would scroll off the screen before they are asked for are shown one by one, each above its question.
        """
        blocks = list(shown.blocks(rows, columns(), colour=coloured()))
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
        item = _typed("item, or a new id", proposal.item or proposal.new_id or "")
        when = self._words(proposal)
        if item in self._known or proposal.result is not None:
            return Instead(item=item or None, when=when)
        title = _typed("title", proposal.title)
        kind = _typed("kind", proposal.kind.value, tuple(Kind))
        return Instead(new_id=item or None, when=when, title=title, kind=Kind(kind))

    def _words(self, proposal: Proposal) -> str | None:
        """The words of the date, asked until they are read; None if they stay as they are."""
        if proposal.result is not None:
            return None
        place = dates.zone(proposal.zone)
        said_on = proposal.published or self._now.astimezone(place).date()
        while (words := _typed("when", proposal.when)) != proposal.when:
            try:
                window = dates.read(words, said_on=said_on, zone=place)
            except WatchtrackerError as error:
                say([f"    {error}"])
                continue
            say([f"    read as {dates.sentence(window, place)}"])
            return words
        return None

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


def _typed(question: str, default: str, choices: Sequence[str] = ()) -> str:
    typed: str = click.prompt(
        f"    {question}", default=default, type=click.Choice([str(choice) for choice in choices]) if choices else str
    )
    return typed.strip()
