"""A change in a few lines: the date that holds now, how it moved, and who will be notified."""

from __future__ import annotations

from collections.abc import Iterator

from watchtracker import dates
from watchtracker.cli.screen import columns, indented, write, write_json
from watchtracker.items import ItemAsOf, Outcome
from watchtracker.notifications import Notification
from watchtracker.reports import listing
from watchtracker.reports.changes import ItemChange
from watchtracker.runtime import bootstrap
from watchtracker.store.engine import Store
from watchtracker.wording import consequences, moves
from watchtracker.wording import items as wording
from watchtracker.wording.safe_text import clean


def report(change: ItemChange, store: Store, *, claim_id: str | None = None, as_json: bool) -> None:
    """Print what a change did to its item: as lines, or as the JSON of `show` with the id of the new claim."""
    if not as_json:
        write(lines(change, columns(), planned=False))
        return
    with store.reading() as tx:
        item = tx.items.get(change.item_id)
        assert item is not None
        notifications = tx.notifications.of_items([item.id])
        holds, answers = tx.holds.of_items([item.id]).get(item.id, []), tx.holds.answers_of(item.id)
    shown = listing.item_json(item, notifications, now=bootstrap.now(), holds=holds, answers=answers)
    write_json({**shown, "claim_id": claim_id})


def lines(change: ItemChange, columns: int, *, planned: bool) -> Iterator[str]:
    """Lines of at most `columns` that say what a change does to its item; `planned`: it has not happened yet."""
    for number, text in enumerate(_sentences(change, planned=planned)):
        yield from indented(clean(text), by=2 if number else 0, columns=columns)


def _sentences(change: ItemChange, *, planned: bool) -> Iterator[str]:
    known = change.after or change.before
    assert known is not None
    yield f"{change.item_id}: {_what(change, known)}"
    if change.step is not None and change.before is not None:
        yield consequences.verdict(change.step)
        if hint := consequences.other_standing(change.step, change.before):
            yield hint
    yield from change.notes
    for kind, channels in _by_kind(change.notices).items():
        yield f"{'would tell' if planned else 'tells'} {', '.join(channels)}: {kind}"


def _what(change: ItemChange, known: ItemAsOf) -> str:
    window = dates.display(known.window)
    match change.what:
        case "added":
            return f"new, {_ended(known.outcome) if known.outcome is not None else window}"
        case "removed":
            return "taken out of the watch list; its history stays"
        case "resolved" if known.outcome is not None:
            return _ended(known.outcome)
        case "reopened":
            return f"open again, {window}"
        case "moved" if change.move is not None and change.before is not None:
            return f"{moves.as_it_happens(change.move)}: {window}, was {dates.display(change.before.window)}"
        case "corrected" | "taken_back" if change.before is not None:
            return f"{change.what.replace('_', ' ')}: {window}, was {dates.display(change.before.window)}"
        case "changed" if change.before is not None and change.before.recheck != known.recheck:
            said = known.claim.said if known.claim else None
            by = f" ({said.source}, {wording.day(said.said_on)})" if said else ""
            return f"the date stays {window}{by}{wording.rechecked(known)}"
        case "unchanged":
            return f"nothing changes, {window}"
        case _:
            return f"the date stays {window}" if change.step is not None else f"changed, {window}"


def _ended(outcome: Outcome) -> str:
    return f"{outcome.result.value} on {wording.day(outcome.on)} ({outcome.source})"


def _by_kind(notices: tuple[Notification, ...]) -> dict[str, list[str]]:
    by_kind: dict[str, list[str]] = {}
    for notice in notices:
        by_kind.setdefault(notice.kind.value, []).append(notice.channel)
    return by_kind
