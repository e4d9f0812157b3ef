"""What became of a date, in words, for every place that tells of it: side by side, so that they stay one language.

A notice and a page of history say it of one move, a headline puts the name behind it, a command says it before it
happens, and `moved` sums up all moves of an item.
"""

from __future__ import annotations

from typing import assert_never

from watchtracker import dates
from watchtracker.dates import UNDATED, DateWindow, Move, Relation
from watchtracker.items import HistoryEntry, ItemAsOf
from watchtracker.wording.items import count

_ELSEWHERE = frozenset({Relation.SLIPPED, Relation.EARLIER, Relation.CONTRADICTED})
_ONE_DAY = {Relation.SLIPPED: "later the same day", Relation.EARLIER: "earlier the same day"}
_PRECISELY, _LESS, _DATED, _UNDATED = "known more precisely", "less certain", "has a date", "no date any more"


def notice(relation: Relation | None, days: int | None, before: str, after: str) -> str:
    """What a notice says between its name and its source: "slipped by 69 days to Apr 2026, was mid-Feb 2026"."""
    match relation:
        case Relation.SLIPPED if days:
            return f"slipped by {_count(days)} to {after}, was {before}"
        case Relation.EARLIER if days:
            return f"moved {_count(days)} earlier to {after}, was {before}"
        case Relation.SHARPENED:
            return f"{_PRECISELY}, {after}, was {before}"
        case Relation.WIDENED:
            return f"{_LESS}, {after}, was {before}"
        case Relation.DATED:
            return f"{_DATED}, {after}"
        case Relation.UNDATED:
            return f"{_UNDATED}, was {before}"
        case _:
            return f"moved to {after}, was {before}"


def headline(relation: Relation | None, days: int | None, name: str, before: str, after: str) -> str:
    """What stands over an entry of news: "Slipped 20 days: V4 launch, now late Apr 2026"."""
    match relation:
        case Relation.SLIPPED | Relation.CONTRADICTED:
            return f"Slipped{f' {_count(days)}' if days else ''}: {name}, now {after}"
        case Relation.EARLIER:
            return f"{f'{_count(days)} earlier' if days else 'Earlier'}: {name}, now {after}"
        case Relation.SHARPENED:
            return f"{_PRECISELY.capitalize()}: {name}, now {after}"
        case Relation.WIDENED:
            return f"{_LESS.capitalize()}: {name}, now {after}"
        case Relation.DATED:
            return f"{_DATED.capitalize()}: {name}, {after}"
        case Relation.UNDATED:
            return f"{_UNDATED.capitalize()}: {name}, was {before}"
        case Relation.CONFIRMED | None:
            return f"Moved: {name}, now {after}"
        case _:
            assert_never(relation)


def in_history(move: Move, before: DateWindow, after: DateWindow) -> str:
    """What stands behind a claim that moved the date: "slipped 20 days: late Apr 2026, was Apr 2026"."""
    now, was = dates.display(after), dates.display(before)
    match move.relation:
        case Relation.CONFIRMED:
            return "confirmed"
        case Relation.DATED:
            return f"dated: {now}"
        case Relation.UNDATED:
            return f"{_UNDATED}, was {was}"
        case Relation.SHARPENED | Relation.WIDENED:
            return f"{move.relation.value}: {now}, was {was}"
        case Relation.SLIPPED | Relation.EARLIER | Relation.CONTRADICTED:
            return f"{_far(move, both_moments=bool(before.instant and after.instant))}: {now}, was {was}"
        case _:
            assert_never(move.relation)


def of_a_step(step: HistoryEntry) -> str:
    """What a claim did to the date in force, where the new one stands before it: "slipped by 69 days, from Q1 2026"."""
    assert step.move is not None
    move, before = step.move, dates.display(step.before)
    match move.relation:
        case Relation.CONFIRMED:
            return "confirmed the date in force"
        case Relation.SLIPPED if move.days:
            return f"slipped by {_count(move.days)}, from {before}"
        case Relation.EARLIER if move.days:
            return f"came earlier by {_count(move.days)}, from {before}"
        case relation:
            return f"{relation.value}, from {before}"


def as_it_happens(move: Move) -> str:
    """What a change does, before it is made and as it is made: "slips by 153 days", "sharpened"."""
    match move.relation:
        case Relation.SLIPPED if move.days:
            return f"slips by {_count(move.days)}"
        case Relation.EARLIER if move.days:
            return f"comes {_count(move.days)} earlier"
        case relation:
            return relation.value


def by_name(move: Move) -> str:
    """The relation as JSON has it, with its days: "slipped by 69 days", "confirmed"."""
    if move.relation is Relation.CONFIRMED or not move.days:
        return move.relation.value
    return f"{move.relation.value} by {_count(move.days)}"


def moved(known: ItemAsOf) -> str:
    """What became of the first date: "2 moves, 69 days later than first said"; empty if it never moved.

    A date that became more precise is not called earlier, though its end is.
    """
    if known.moves == 0:
        return ""
    whole = _since_first(known)
    if known.moves == 1 and whole.relation is Relation.CONFIRMED:
        # The one move was from no date to the first.
        return "at first said without a date"
    compared = _compared(whole)
    return f"{count(known.moves, 'move')}{compared and ', '}{compared}"


def drift(known: ItemAsOf) -> int:
    """The days by which `moved` calls the date in force later than the first one, or if negative earlier; else 0."""
    whole = _since_first(known)
    return (whole.days or 0) if known.moves and whole.relation in _ELSEWHERE else 0


def _since_first(known: ItemAsOf) -> Move:
    first = next((s.claim.window for s in known.steps if s.verdict.took_over and s.claim.window.dated), UNDATED)
    return dates.move(first, known.window, zone=dates.zone(known.facts.zone))


def _compared(whole: Move) -> str:
    match whole.relation:
        case Relation.CONFIRMED:
            return "and back to what was first said"
        case Relation.SHARPENED:
            return "within what was first said"
        case Relation.WIDENED:
            return "less precise than first said"
        case Relation.SLIPPED | Relation.EARLIER | Relation.CONTRADICTED:
            return (
                f"{_count(whole.days)} {'later' if whole.days > 0 else 'earlier'} than first said" if whole.days else ""
            )
        case Relation.DATED | Relation.UNDATED:
            return ""
        case _:
            assert_never(whole.relation)


def _far(move: Move, *, both_moments: bool) -> str:
    if move.days:
        return f"slipped {_count(move.days)}" if move.days > 0 else f"{_count(move.days)} earlier"
    # Two moments of one day, or "by" a day and "not before" it.
    return _ONE_DAY[move.relation] if both_moments else "moved"


def _count(days: int) -> str:
    return count(abs(days), "day")
