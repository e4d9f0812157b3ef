"""`show` and `explain`: one item, with all that was said of it, and with all that was decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from watchtracker import dates
from watchtracker.cli.options import config_option, example, item_argument, json_option
from watchtracker.cli.screen import Style, coloured, columns, indented, paint, wrapped, write, write_json
from watchtracker.items import HistoryEntry, ItemAsOf, item_as_of
from watchtracker.notifications import Notification, NotificationState
from watchtracker.reports import explain, listing
from watchtracker.runtime import bootstrap
from watchtracker.wording import items as wording
from watchtracker.wording import moves
from watchtracker.wording.lines import ItemInWords, lines, where_beside
from watchtracker.wording.lines import date as date_words
from watchtracker.wording.reasons import sentence
from watchtracker.wording.safe_text import clean
from watchtracker.wording.utc import utc_in_one_word

# More than these are for `explain`.
_MOST_COMING, _MOST_SENT = 4, 6
_COMING = (NotificationState.PLANNED, NotificationState.SENDING)
_SAID = (NotificationState.SENT, NotificationState.DEAD)


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
    if as_json:
        write_json(listing.item_json(item, notifications, now=now))
        return
    current = item_as_of(item)
    assert current is not None
    looked_at = listing.row(current, now, settings.recheck)
    write(page(looked_at, notifications, columns(), colour=coloured(), everything=everything))


@click.command("explain", epilog=example("explain deepseek-v4"))
@item_argument
@config_option
@json_option
def explain_command(item_id: str, *, config: str | None, as_json: bool) -> None:
    """Which claim is in force and why; what was sent, what was not, and the reason."""
    settings = bootstrap.settings(config)
    with bootstrap.open_existing(settings) as store:
        item, notifications = bootstrap.decided(store, item_id)
    if as_json:
        write_json(explain.as_json(item, notifications))
        return
    for line in explain.explain(item, notifications, now=bootstrap.now()):
        lead = len(line) - len(line.lstrip())
        # What runs over stands a little further in than the line that it belongs to.
        first, *rest = list(indented(clean(line), by=lead, columns=columns() - 4)) or [""]
        write([first, *(f"    {more}" for more in rest)])


def page(
    looked_at: listing.Row,
    told: Iterable[Notification],
    columns: int,
    *,
    colour: bool,
    everything: bool = False,
) -> Iterator[str]:
    """One item for a terminal of `columns`."""
    current = looked_at.known
    facts = current.facts
    yield from (paint(line, Style.STRONG, colour=colour) for line in wrapped(clean(facts.title), columns))
    about = ", ".join((facts.id, facts.kind.value, facts.zone, *facts.tags))
    yield from (paint(line, Style.QUIET, colour=colour) for line in indented(clean(about), by=0, columns=columns))
    yield ""
    for name, value in _facts(looked_at):
        first, *rest = indented(clean(value), by=11, columns=columns)
        yield f"{name:<11}{first[11:]}"
        yield from rest
    yield ""
    yield paint("Claims, as they were said (* holds now)", Style.STRONG, colour=colour)
    for step in current.steps:
        yield from _claim(step, current, columns)
    yield ""
    in_order = sorted(told, key=lambda one: (one.at, one.channel, one.key))
    for title, those in _sections(in_order, columns, everything=everything):
        yield paint(title, Style.STRONG, colour=colour)
        yield from those


def _facts(looked_at: listing.Row) -> Iterator[tuple[str, str]]:
    current = looked_at.known
    facts = current.facts
    told = lines(current, looked_at.now, looked_at.intervals)
    known_of = (
        ("date", _date(current)),
        ("state", _where(looked_at, told)),
        ("closes", told.closes),
        ("moved", told.moved),
        ("checked", told.unconfirmed),
        ("owner", facts.owner or ""),
        ("remind", " ".join(facts.remind or ())),
        ("url", facts.url or ""),
        ("outcome at", current.outcome.url or "" if current.outcome else ""),
        ("notes", facts.notes or ""),
    )
    return ((name, value) for name, value in known_of if value)


def _where(looked_at: listing.Row, told: ItemInWords) -> str:
    """Where it stands, or how it ended, and how far away it is."""
    where = where_beside(looked_at.known, looked_at.now, told.outcome)
    return ", ".join(filter(None, (where, told.distance)))


def _date(current: ItemAsOf) -> str:
    """The date in force; with its source where one of us looked since, who is not to be taken for it.

    The day on which it ended is another's word: neither source nor re-check spoke of that.
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
    first, *rest = indented(clean(head), by=15, columns=columns)
    yield f"{'*' if holds else ' '} {wording.day(said.said_on):<13}{first[15:]}"
    yield from rest
    for detail in _claim_details(step):
        yield from indented(clean(detail), by=15, columns=columns)


def _claim_details(step: HistoryEntry) -> Iterator[str]:
    claim, said = step.claim, step.claim.said
    if step.move is not None:
        yield moves.of_a_step(step)
    elif not step.verdict.took_over:
        yield step.verdict.value
    if said.quote:
        yield f"quote: {said.quote}"
    if said.url:
        yield said.url
    yield f"claim {claim.id}, by {claim.origin.value}"


def _sections(told: Sequence[Notification], columns: int, *, everything: bool) -> Iterator[tuple[str, Iterator[str]]]:
    """What comes next, then what was said; what never went out is for `explain`, unless all is asked for."""
    if everything or not told:
        yield "Notifications", _notifications(told, columns)
        return
    coming = [one for one in told if one.state in _COMING]
    said = [one for one in told if one.state in _SAID]
    if coming:
        yield "What comes next", _notifications(coming[:_MOST_COMING], columns)
    if said:
        yield "What was sent", _notifications(said[-_MOST_SENT:], columns)
    hidden = len(told) - len(coming[:_MOST_COMING]) - len(said[-_MOST_SENT:])
    if hidden:
        more = (
            f"{hidden} more: `watchtracker show {told[0].item} --all`, and why: `watchtracker explain {told[0].item}`"
        )
        yield "And", indented(clean(more), by=2, columns=columns)


def _notifications(told: Sequence[Notification], columns: int) -> Iterator[str]:
    for one in told:
        text = f"{utc_in_one_word(one.at)}  {one.channel}  {one.kind.value}: {one.why}; {_fate(one)}"
        # What runs over stands a little further in.
        first, *rest = indented(clean(text), by=2, columns=columns - 4)
        yield first
        yield from (f"    {line}" for line in rest)
    if not told:
        yield "  none so far"


def _fate(one: Notification) -> str:
    if one.state is NotificationState.SENT and one.sent_at is not None:
        return f"sent {utc_in_one_word(one.sent_at)}"
    return f"{one.state.value}, {sentence(one.reason)}" if one.reason else one.state.value
