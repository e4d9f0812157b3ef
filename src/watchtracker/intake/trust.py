"""What may come into the record by itself: what a source is trusted for, and the brakes that no trust removes. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.intake.hedges import only_perhaps, taken_back
from watchtracker.intake.matching import Match
from watchtracker.intake.pronouns import names_nothing
from watchtracker.intake.proposals import Proposal
from watchtracker.intake.text_sources import Trust
from watchtracker.items import Claim, ItemAsOf, Kind, Origin, Verdict

MOST_A_DAY = 5
LONGEST_MOVE = timedelta(days=90)
# Dates slip. Who says that something comes much earlier is seldom right: it is a joke, or about something else.
_FARTHEST_FORWARD = timedelta(days=31)
FIRST_HOUR = timedelta(hours=1)
# What takes longer is more likely a window in which a shorter event lies.
_LONG_EVENT = timedelta(days=8)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


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
    DRIFTED = "drifted"
    ONLY_PERHAPS = "only-perhaps"
    MUCH_EARLIER = "much-earlier"
    TWO_DATES = "two-dates"
    PART_OF_EVENT = "part-of-event"
    OTHER_YEAR = "other-year"
    OPEN_ENDED = "open-ended"


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
        unsure = bool(match.rivals) or names_nothing(proposal.title)
        if trust is not Trust.ALL or unsure:
            return AskedBecause.UNSURE_ITEM if unsure else AskedBecause.NEW_ITEM
    elif not match.sure:
        return AskedBecause.UNSURE_ITEM
    elif known.outcome is not None:
        return AskedBecause.ITEM_ENDED
    return braked(history, now) or _brake_of_words(proposal, match, known) or _brake_of_date(proposal, known, now)


def braked(history: SourceHistory, now: datetime) -> AskedBecause | None:
    """What keeps a source from letting in anything now, whatever it says."""
    if history.first_at is None or now < history.first_at + FIRST_HOUR:
        return AskedBecause.FIRST_FETCH
    if history.halved:
        return AskedBecause.STATEMENTS_HALVED
    return AskedBecause.TOO_MANY if history.let_in_today >= MOST_A_DAY else None


def _brake_of_words(proposal: Proposal, match: Match, known: ItemAsOf | None) -> AskedBecause | None:
    """What the words around a date have against it."""
    passage = proposal.passage
    if only_perhaps(proposal.quote) or (passage is not None and taken_back(passage.text[passage.end :])):
        return AskedBecause.ONLY_PERHAPS
    if match.torn:
        return AskedBecause.TWO_DATES
    return AskedBecause.OTHER_YEAR if known is not None and _is_of_another_year(proposal, known) else None


def _is_of_another_year(proposal: Proposal, known: ItemAsOf) -> bool:
    """Whether it is about "the summit 2032", while the item that is only called "the summit" is in 2031."""
    years = set(_YEAR.findall(proposal.title)) - set(_YEAR.findall(known.facts.title))
    place = dates.zone(known.facts.zone)
    days = known.window.first_day(place), known.window.last_day(place)
    return bool(years) and any(days) and years.isdisjoint(str(day.year) for day in days if day)


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
    if known is None:
        return None
    if known.claim is not None and known.window.dated and (brake := _brake_of_move(known, window, zone)):
        return brake
    left = left_by_people(known)
    return AskedBecause.DRIFTED if left is not None and _is_far(left, window, zone) else None


def _brake_of_move(known: ItemAsOf, said: DateWindow, zone: tzinfo) -> AskedBecause | None:
    """Why a date that is not the one in force is asked about.

    Of deadlines only those that come earlier come in: whoever plans by the later one would be too late.
    """
    held, kind = known.window, known.facts.kind
    if _is_far(held, said, zone):
        return AskedBecause.TOO_FAR
    closes_held, closes_said = held.closes_at(zone), said.closes_at(zone)
    if kind is Kind.DEADLINE and (closes_said is None or (closes_held is not None and closes_said > closes_held)):
        return AskedBecause.DEADLINE_LATER
    if kind is not Kind.DEADLINE:
        if _ends(said, zone) < _ends(held, zone):
            return AskedBecause.OPEN_ENDED
        first, last = held.first_day(zone), said.last_day(zone)
        if first is not None and last is not None and first - last > _FARTHEST_FORWARD:
            return AskedBecause.MUCH_EARLIER
    return AskedBecause.PART_OF_EVENT if kind is Kind.EVENT and _is_a_day_of(held, said, zone) else None


def _ends(window: DateWindow, zone: tzinfo) -> int:
    """How many ends of a window are known."""
    return (window.first_day(zone) is not None) + (window.last_day(zone) is not None)


def _is_far(held: DateWindow, said: DateWindow, zone: tzinfo) -> bool:
    days = dates.days_between(held, said, zone)
    return days is None or abs(days) > LONGEST_MOVE.days


def _is_a_day_of(held: DateWindow, said: DateWindow, zone: tzinfo) -> bool:
    """Whether a day is one of those that an event takes, such as its first: "the summit begins on Wednesday"."""
    first, last, day = held.first_day(zone), held.last_day(zone), said.first_day(zone)
    if first is None or last is None or first == last or day is None or day != said.last_day(zone):
        return False
    return first <= day <= last and (day in {first, last} or last - first < _LONG_EVENT)


def left_by_people(known: ItemAsOf) -> DateWindow | None:
    """The date that a person last typed, let in or looked at again: what comes in by itself never gets far from it.

    Where no person gave a date it is the first that came in by itself; None where nothing has a date.
    """
    if known.recheck is not None and known.window.dated:
        return known.window
    left: DateWindow | None = None
    for step in known.steps:
        window = step.claim.window
        if not step.verdict.took_over and step.verdict is not Verdict.CONFIRMS:
            continue
        if not _came_by_itself(step.claim):
            left = window if window.dated else None
        elif left is None and window.dated:
            left = window
    return left


def _came_by_itself(claim: Claim) -> bool:
    """Whether a source let a claim in itself: then it stands as the one who did, and as the one who says it."""
    return claim.origin is Origin.INTAKE and claim.by is not None and claim.said.source.endswith(claim.by)
