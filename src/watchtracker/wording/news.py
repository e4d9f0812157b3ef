"""What an entry of a news feed says: its title and its paragraphs.

An entry tells what changed, once, and is read whenever its reader comes by, so nothing here ages. What it shares with
the notice of the same change is worded in `reminders.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from watchtracker import dates
from watchtracker.items import Claim, ItemAsOf
from watchtracker.notifications import NoticeCode, NotificationKind
from watchtracker.notifications.changes import News
from watchtracker.wording import moves, reminders
from watchtracker.wording.items import closing, day, quoted


def title(news: News, known: ItemAsOf, *, taken_back: bool) -> str:
    """The title: "Slipped 20 days: V4 launch, now late Apr 2026", "New: V4 launch, no date", "Happened: ..."."""
    name, after = known.facts.title, dates.display(news.change.after)
    if taken_back:
        return f"Taken back: {name}, now {after}"
    match news.kind:
        case NotificationKind.ADDED:
            return f"New: {name}, {after}"
        case NotificationKind.CONTRADICTED:
            return f"Contradicted: {name}, {after} according to {news.change.source}"
        case NotificationKind.MOVED if news.change.reopened:
            return f"Open again: {name}, {after}"
        case NotificationKind.MOVED if news.code in {NoticeCode.CORRECTED, NoticeCode.TAKEN_BACK}:
            return f"{'Corrected' if news.code is NoticeCode.CORRECTED else 'Taken back'}: {name}, now {after}"
        case NotificationKind.RESOLVED if known.outcome is not None:
            return f"{known.outcome.result.value.capitalize()}: {name}, {day(known.outcome.on)}"
        case NotificationKind.MOVED | NotificationKind.RESOLVED:
            return moves.headline(
                news.change.relation, news.change.days, name, dates.display(news.change.before), after
            )


def paragraphs(
    news: News, known: ItemAsOf, *, claim: Claim | None, taken_back: Claim | None, retracted_on: date | None
) -> Iterator[str]:
    """Plain text: what changed, when a deadline closes now, who said what and when, and how often it moved so far.

    `claim` is the one that the news is of, and `retracted_on` the day on which that one was taken back later;
    `taken_back` is the one whose retraction is the news.
    """
    if taken_back is not None:
        yield f"Taken back: {quoted(taken_back)}"
    yield _what(news, known)
    if known.outcome is None and (closes := closing(known)):
        yield _sentence(closes)
    if claim is not None:
        yield quoted(claim)
    if news.kind is NotificationKind.MOVED and not news.change.reopened and known.moves > 1:
        yield _sentence(moves.moved(known))
    if retracted_on is not None:
        yield f"Taken back on {day(retracted_on)}."


def _what(news: News, known: ItemAsOf) -> str:
    match news.kind:
        case NotificationKind.ADDED:
            return f"New on the list: {dates.display(news.change.after)}."
        case NotificationKind.CONTRADICTED:
            return reminders.contradiction(known, news.change)
        case NotificationKind.RESOLVED:
            return reminders.outcome(known)
        case NotificationKind.MOVED if news.change.reopened:
            return reminders.reopened(known, news.change)
        case NotificationKind.MOVED if right := reminders.corrected(known, news.change, news.code):
            return _sentence(right)
        case NotificationKind.MOVED:
            return _sentence(reminders.what_moved(known, news.change))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
