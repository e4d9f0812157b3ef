"""What may come into the record by itself: what a source is trusted for, and the brakes that no trust removes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.intake.matching import Match, MatchedBy
from watchtracker.intake.proposals import Proposal
from watchtracker.intake.text_sources import Trust
from watchtracker.items import ItemAsOf, Kind

MOST_A_DAY = 5
LONGEST_MOVE = timedelta(days=90)
FIRST_HOUR = timedelta(hours=1)


class AskedBecause(StrEnum):
    """Why a proposal waits for a person."""

    NOT_TRUSTED = "not-trusted"
    UNSURE_ITEM = "unsure-item"
    NEW_ITEM = "new-item"
    AN_OUTCOME = "an-outcome"
    TOO_MANY = "too-many"
    TOO_FAR = "too-far"
    INTO_THE_PAST = "into-the-past"
    NO_DATE = "no-date"
    DEADLINE_LATER = "deadline-later"
    FIRST_FETCH = "first-fetch"
    STATEMENTS_HALVED = "statements-halved"
    ITEM_ENDED = "item-ended"
    PART_UNREAD = "part-unread"
    SETTLE_ASKS = "settle-asks"
    SIGNALS_A_DATE = "signals-a-date"
    ONLY_A_SIGN = "only-a-sign"
    SO_ALREADY = "so-already"
    UNSURE_DAY = "unsure-day"
    OLDER_THAN_ITEM = "older-than-item"
    FAR_TOO_EARLY = "far-too-early"
    ENDED_BEFORE = "ended-before"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """What is known of a source: since when it is read, how much it let in today, and whether its statements halved.

    `first_at` (UTC) is None where nothing was fetched before.
    """

    first_at: datetime | None
    let_in_today: int
    halved: bool = False


def why_asked(
    proposal: Proposal, match: Match, known: ItemAsOf | None, *, trust: Trust, history: SourceHistory, now: datetime
) -> AskedBecause | None:
    """Why a proposal must wait for a person, None if it may come in by itself; `known` is its item as it is now.

    Outcomes never come in by what a text says: see `evidence` for those that a machine proves.
    """
    if trust is Trust.ASK:
        return AskedBecause.NOT_TRUSTED
    if proposal.result is not None:
        return AskedBecause.AN_OUTCOME
    if known is None:
        if trust is not Trust.ALL or match.rivals:
            return AskedBecause.UNSURE_ITEM if match.rivals else AskedBecause.NEW_ITEM
    elif not _is_sure(match):
        return AskedBecause.UNSURE_ITEM
    elif known.outcome is not None:
        return AskedBecause.ITEM_ENDED
    return braked(history, now) or _brake_of_date(proposal, known, now)


def braked(history: SourceHistory, now: datetime) -> AskedBecause | None:
    """What keeps a source from letting in anything now, whatever it says."""
    if history.first_at is None or now < history.first_at + FIRST_HOUR:
        return AskedBecause.FIRST_FETCH
    if history.halved:
        return AskedBecause.STATEMENTS_HALVED
    return AskedBecause.TOO_MANY if history.let_in_today >= MOST_A_DAY else None


def _is_sure(match: Match) -> bool:
    return not match.early and (match.by in {MatchedBy.BINDING, MatchedBy.IDENTIFIER} or match.full)


def _brake_of_date(proposal: Proposal, known: ItemAsOf | None, now: datetime) -> AskedBecause | None:
    zone = dates.zone(known.facts.zone if known else proposal.zone)
    window = proposal.window
    if proposal.unread is not None:
        return AskedBecause.PART_UNREAD
    if not window.dated:
        return AskedBecause.NO_DATE
    last = window.last_day(zone)
    if last is not None and last < now.astimezone(zone).date():
        return AskedBecause.INTO_THE_PAST
    if known is None or known.claim is None or not known.window.dated:
        return None
    return _brake_of_move(known.window, window, known.facts.kind, zone)


def _brake_of_move(held: DateWindow, said: DateWindow, kind: Kind, zone: tzinfo) -> AskedBecause | None:
    """Only a deadline that comes earlier may not wait: whoever plans by the later one would be too late."""
    days = dates.days_between(held, said, zone)
    if days is None or abs(days) > LONGEST_MOVE.days:
        return AskedBecause.TOO_FAR
    closes_held, closes_said = held.closes_at(zone), said.closes_at(zone)
    if kind is Kind.DEADLINE and (closes_said is None or (closes_held is not None and closes_said > closes_held)):
        return AskedBecause.DEADLINE_LATER
    return None
