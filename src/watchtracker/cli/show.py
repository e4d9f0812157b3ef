"""`show` and `explain`: one item with all its claims, and with everything that was decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import click

from watchtracker import dates
from watchtracker.cli.options import config_option, example, item_argument, json_option
from watchtracker.cli.pictures import slip_lines
from watchtracker.cli.screen import (
    Style,
    coloured,
    columns,
    hanging,
    indented,
    labelled,
    on_terminal,
    paint,
    wrapped,
    write,
    write_json,
)
from watchtracker.items import HistoryEntry, ItemAsOf, Origin, item_as_of
from watchtracker.masking import masked
from watchtracker.notifications import Notification
from watchtracker.notifications import holds as holding
from watchtracker.notifications.answers import GivenAnswer
from watchtracker.notifications.holds import Hold
from watchtracker.reports import explain, listing
from watchtracker.reports.notified import line as notification_line
from watchtracker.reports.notified import notified
from watchtracker.reports.record import of_source
from watchtracker.runtime import bootstrap
from watchtracker.wording import holding as holding_words
from watchtracker.wording import items as wording
from watchtracker.wording import moves, record
from watchtracker.wording.lines import ItemInWords, lines, where_beside
from watchtracker.wording.lines import date as date_words
from watchtracker.wording.markdown import as_read
from watchtracker.wording.safe_text import clean

# `show` lists at most so many; `explain` has them all.
_MOST_ANSWERED = 6


@click.command("show", epilog=example("show deepseek-v4", "show deepseek-v4 --json"))
@item_argument
@click.option("--all", "everything", is_flag=True, help="Every notification, those that were overtaken too.")
@config_option
@json_option
def show_command(item_id: str, *, everything: bool, config: str | None, as_json: bool) -> None:
    """One item: its claims, its moves, its outcome and its notifications."""
    settings, now = bootstrap.settings(config), bootstrap.now()
    with bootstrap.open_existing(settings) as store:
        item = bootstrap.find_item(store, item_id)
        with store.reading() as tx:
            notifications = tx.notifications.of_items([item_id])
            holds, answers = tx.holds.of_items([item_id]).get(item_id, []), tx.holds.answers_of(item_id)
            current = item_as_of(item)
            assert current is not None
            source = current.claim.said.source if current.claim else ""
            kept = of_source(tx.items.of_source(source), source, now) if source and not as_json else None
    if as_json:
        write_json(listing.item_json(item, notifications, now=now, holds=holds, answers=answers))
        return
    row = listing.row(current, now, settings.recheck)
    shown = page(
        row,
        notifications,
        columns(),
        colour=coloured(),
        everything=everything,
        holds=holds,
        answers=answers,
        kept=record.kept(source, kept.kept if kept else None),
    )
    write(shown)


@click.command("explain", epilog=example("explain deepseek-v4"))
@item_argument
@config_option
@json_option
def explain_command(item_id: str, *, config: str | None, as_json: bool) -> None:
    """Which claim is in force and why; what was sent, what was not, and the reason."""
    settings = bootstrap.settings(config)
    with bootstrap.open_existing(settings) as store:
        item, notifications, holds = bootstrap.decided(store, item_id)
    if as_json:
        write_json(explain.as_json(item, notifications, holds))
        return
    for line in explain.explain(item, notifications, now=bootstrap.now(), holds=holds):
        lead = len(line) - len(line.lstrip())
        write(hanging(clean(line), by=lead, further=4, columns=columns()))


def page(
    row: listing.Row,
    notifications: Iterable[Notification],
    columns: int,
    *,
    colour: bool,
    everything: bool = False,
    holds: Iterable[Hold] = (),
    answers: Iterable[GivenAnswer] = (),
    kept: str = "",
) -> Iterator[str]:
    """One item for a terminal of `columns`; `kept` says how the source of its date kept its word before."""
    current, holds = row.known, list(holds)
    facts = current.facts
    yield from (paint(line, Style.STRONG, colour=colour) for line in wrapped(clean(facts.title), columns))
    about = ", ".join((facts.id, facts.kind.value, facts.zone, *facts.tags))
    yield from (paint(line, Style.QUIET, colour=colour) for line in indented(clean(about), by=0, columns=columns))
    yield ""
    for name, value in _facts(row, kept):
        yield from labelled(f"{name:<11}", clean(value), by=11, columns=columns)
    yield ""
    yield paint("Claims, as they were said (* holds now)", Style.STRONG, colour=colour)
    for step in current.steps:
        yield from _claim(step, current, columns)
    yield ""
    if on_terminal():
        yield from slip_lines(current, row, columns, colour=colour)
    if said := list(_who_is_on_it(row, holds, answers, everything=everything)):
        yield paint("Answers", Style.STRONG, colour=colour)
        yield from (line for text in said for line in hanging(clean(text), by=2, further=4, columns=columns))
        yield ""
    for title, section in _sections(listing.in_order(notifications), holds, columns, everything=everything):
        yield paint(title, Style.STRONG, colour=colour)
        yield from section


def _who_is_on_it(
    row: listing.Row, holds: Iterable[Hold], answers: Iterable[GivenAnswer], *, everything: bool
) -> Iterator[str]:
    """The holds with why each ended, then what was answered, at most a few of each unless `everything` is wanted."""
    holds, answers = list(holds), list(answers)
    hidden = 0 if everything else max(0, len(holds) - _MOST_ANSWERED) + max(0, len(answers) - _MOST_ANSWERED)
    if hidden:
        holds, answers = holds[-_MOST_ANSWERED:], answers[-_MOST_ANSWERED:]
    for hold in holds:
        end = holding.end_of(hold, row.known, row.now)
        # One whose end nobody wrote down yet is as over as the others.
        over = hold if end is None or hold.ended_at is not None else replace(hold, ended_at=row.now, ended_as=end)
        yield holding_words.ended(over, row.known.facts.zone)
    yield from (holding_words.answered(answer) for answer in answers)
    if hidden:
        yield f"{hidden} earlier: `watchtracker show {row.known.id} --all`"


def _facts(row: listing.Row, kept: str) -> Iterator[tuple[str, str]]:
    current, facts = row.known, row.known.facts
    words = lines(current, row.now, row.intervals)
    named = (
        ("date", _date(current)),
        ("state", _where(row, words)),
        ("closes", words.closes),
        ("moved", words.moved),
        ("checked", words.unconfirmed),
        ("record", kept),
        ("owner", facts.owner or ""),
        ("remind", " ".join(facts.remind or ())),
        ("signals", ", ".join(map(masked, facts.signals))),
        ("url", facts.url or ""),
        ("outcome at", current.outcome.url or "" if current.outcome else ""),
        ("notes", facts.notes or ""),
    )
    return ((name, value) for name, value in named if value)


def _where(row: listing.Row, words: ItemInWords) -> str:
    """The state or the outcome, and how far away the date is: "upcoming, in 3 days"."""
    where = where_beside(row.known, row.now, words.outcome)
    return ", ".join(filter(None, (where, words.distance)))


def _date(current: ItemAsOf) -> str:
    """The date in force; after a re-check with its source, so that nobody takes the re-checker for the source.

    Not for an item with an outcome: its date is that of the outcome, of which neither of the two spoke.
    """
    window, again = date_words(current), wording.rechecked(current)
    if not again or current.claim is None or current.outcome is not None:
        return window
    said = current.claim.said
    return f"{window} ({said.source}, {wording.day(said.said_on)}){again}"


def _claim(step: HistoryEntry, current: ItemAsOf, columns: int) -> Iterator[str]:
    claim, said = step.claim, step.claim.said
    holds = current.claim is not None and claim.id == current.claim.id
    head = f'"{said.when}" = {dates.display(claim.window)}: {said.source} ({said.standing.value})'
    label = f"{'*' if holds else ' '} {wording.day(said.said_on):<13}"
    yield from labelled(label, clean(head), by=15, columns=columns)
    for detail in _claim_details(step, current):
        yield from indented(clean(detail), by=15, columns=columns)


def _claim_details(step: HistoryEntry, current: ItemAsOf) -> Iterator[str]:
    claim, said, zone = step.claim, step.claim.said, current.facts.zone
    if step.move is not None:
        yield moves.of_a_step(step)
    elif claim.retracted:
        yield wording.taken_back(claim, zone)
    elif not step.verdict.took_over:
        yield step.verdict.value
    if raised := wording.raised(claim, zone):
        yield raised
    if said.quote:
        yield f"quote: {as_read(said.quote)}"
    if said.url:
        yield said.url
    yield ", ".join(filter(None, (f"claim {claim.id}", f"by {claim.origin.value}", wording.let_in(claim))))
    if claim.retracted and claim.retracted_through is not Origin.WATCHLIST:
        yield f"it counts again with `watchtracker retract {current.id} {claim.id} --undo`"


def _sections(
    notifications: Sequence[Notification], holds: Iterable[Hold], columns: int, *, everything: bool
) -> Iterator[tuple[str, Iterator[str]]]:
    """What comes next, then what was sent; what never went out only with `everything`."""
    if everything or not notifications:
        yield "Notifications", _notifications(notifications, holds, columns)
        return
    few = notified(notifications)
    if few.coming:
        yield "What comes next", _notifications(few.coming, holds, columns)
    if few.sent:
        yield "What was sent", _notifications(few.sent, holds, columns)
    if few.hidden:
        item = notifications[0].item
        more = f"{few.hidden} more: `watchtracker show {item} --all`, and why: `watchtracker explain {item}`"
        yield "And", indented(clean(more), by=2, columns=columns)


def _notifications(notifications: Sequence[Notification], holds: Iterable[Hold], columns: int) -> Iterator[str]:
    holds = list(holds)
    for each in notifications:
        yield from hanging(clean(notification_line(each, holds)), by=2, further=4, columns=columns)
    if not notifications:
        yield "  none so far"
