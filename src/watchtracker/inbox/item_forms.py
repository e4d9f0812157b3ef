"""Forms that show what is recorded of an item, and ask for little: history, what to take back, until when. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from watchtracker import dates, items
from watchtracker.inbox import consequences
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.forms import (
    Anchor,
    FieldName,
    HistoryForm,
    Mistakes,
    NotRightForm,
    Past,
    ReopenForm,
    SnoozeForm,
    TakeOverForm,
)
from watchtracker.inbox.readings import in_force
from watchtracker.items import HistoryEntry, Item, ItemAsOf, Verdict
from watchtracker.notifications.answers import AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, SnoozeBounds
from watchtracker.wording import holding, moves
from watchtracker.wording.answers import answered_with
from watchtracker.wording.items import day, let_in, quoted, taken_back
from watchtracker.wording.lines import ended

MOST_PAST = 40


def history(
    anchor: Anchor, item: Item, known: ItemAsOf, answers: Sequence[GivenAnswer] = (), page: str | None = None
) -> HistoryForm:
    """Claims, moves, outcomes, re-checks and answers, newest first; what is beyond the longest list is counted."""
    past = sorted(_past(item, known, answers), key=lambda found: found[0], reverse=True)
    shown = tuple(what for _, what in past[:MOST_PAST])
    return HistoryForm(anchor, in_force(known), shown, len(past) - len(shown), page)


def not_right(anchor: Anchor, item: Item, claim_id: str, now: datetime, audience: Audience) -> NotRightForm:
    """A claim that is to be taken back, with what that does; raises InputError if there is no such claim."""
    claim, known = items.claim_of(item, claim_id), items.item_as_of(item)
    assert known is not None  # it has a claim
    does = consequences.of_retraction(item, claim_id, now, audience)
    return NotRightForm(anchor, in_force(known), claim_id, quoted(claim), does)


def reopen(anchor: Anchor, item: Item, now: datetime, audience: Audience) -> ReopenForm:
    """An outcome that is to be taken back, with what that does; raises InputError if there is none."""
    does, known = consequences.of_reopening(item, now, audience), items.item_as_of(item)
    assert known is not None  # what is open again has a date in force
    outcome = known.outcome
    source = f" ({outcome.source})" if outcome else ""
    return ReopenForm(anchor, in_force(known), f"{ended(known)}{source}", does)


def snooze(anchor: Anchor, known: ItemAsOf, now: datetime, *, bounds: SnoozeBounds, zone: str) -> SnoozeForm:
    """Until when an item is to be snoozed: at first a week from now, or the latest moment if that comes sooner."""
    chosen = _whole_minutes(max(min(now + timedelta(days=7), bounds.latest), bounds.earliest))
    # Rounded up it may be too late.
    chosen = min(chosen, max(bounds.latest, bounds.earliest))
    latest = holding.latest_snooze(bounds, known.facts.zone, zone)
    return SnoozeForm(anchor, in_force(known), chosen, bounds.latest, latest)


def snoozed_until(until: datetime | None, known: ItemAsOf, bounds: SnoozeBounds, zone: str) -> datetime | Mistakes:
    """The moment that was chosen for a channel in `zone`, or why it is none."""
    if until is None:
        return Mistakes({FieldName.UNTIL: "choose a moment"})
    why = bounds.refusal(until)
    return Mistakes({FieldName.UNTIL: holding.not_snoozed(why, bounds, known.facts.zone, zone)}) if why else until


def take_over(anchor: Anchor, known: ItemAsOf, hold: Hold, zone: str) -> TakeOverForm:
    """Another is on it already."""
    since = day(hold.since.astimezone(dates.zone(zone)).date())
    return TakeOverForm(anchor, in_force(known), hold.by.name, hold.by.account, since)


def _past(item: Item, known: ItemAsOf, answers: Sequence[GivenAnswer]) -> Iterator[tuple[tuple[str, int, str], Past]]:
    """All that happened, each with what it sorts by: its day, then the order of recording."""
    for place, step in enumerate(known.steps):
        yield (step.claim.said.said_on.isoformat(), place, ""), _claim(step, known)
    for recheck in known.rechecks:
        what = f"{recheck.by} looked: the date still stood"
        yield (recheck.on.isoformat(), MOST_PAST, recheck.recorded_at.isoformat()), Past(day(recheck.on), what)
    for ending in item.endings:
        outcome, on = ending.outcome, ending.outcome.on
        back = f"Taken back on {day(_local(ending.withdrawn_at, known))}." if ending.withdrawn_at else ""
        what = f"{outcome.result.value.capitalize()} ({outcome.source})"
        yield (on.isoformat(), 2 * MOST_PAST, ending.recorded_at.isoformat()), Past(day(on), what, back)
    for answer in answers:
        if answer.result is AnswerResult.APPLIED:
            on = _local(answer.at, known)
            what = f"{answer.by.name}: {answered_with(answer)}"
            where = f" in {answer.channel}" if answer.channel else ""
            yield (on.isoformat(), 3 * MOST_PAST, answer.at.isoformat()), Past(day(on), f"{what}{where}")


def _local(moment: datetime, known: ItemAsOf) -> date:
    """The day of a moment where the item is."""
    return moment.astimezone(dates.zone(known.facts.zone)).date()


def _claim(step: HistoryEntry, known: ItemAsOf) -> Past:
    said, window = step.claim.said, dates.display(step.claim.window)
    holds = ", in force" if known.claim is not None and known.claim.id == step.claim.id else ""
    meaning = "" if said.when == window else f" = {window}"
    what = f"“{said.when}”{meaning}: {said.source} ({said.standing.value}{holds})"
    details = (_capital(detail) for detail in (_effect(step, known), let_in(step.claim)) if detail)
    return Past(day(said.said_on), what, " ".join(f"{detail}." for detail in details))


def _effect(step: HistoryEntry, known: ItemAsOf) -> str:
    """What a claim did to the date, where that is not that it was the first."""
    if step.verdict is Verdict.RETRACTED:
        return taken_back(step.claim, known.facts.zone)
    if step.move is not None:
        return moves.of_a_step(step)
    return "" if step.verdict.took_over else step.verdict.value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole_minutes(moment: datetime) -> datetime:
    """The next whole five minutes."""
    past = timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
    return moment - past + timedelta(minutes=5) if past else moment
