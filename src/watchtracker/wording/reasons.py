"""Why a notification is not sent, or not known to have arrived: the sentence behind each code."""

from __future__ import annotations

from datetime import date, datetime

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.notifications import Reason, ReasonCode
from watchtracker.notifications.reasons import ANOTHER_LAW

# Those that name nothing; `sentence` has the others.
_SENTENCES = {
    ReasonCode.SAID_BY_THE_MOVE: "said by the move",
    ReasonCode.LAST_CALL_BY_THE_MOVE: "said by the move, which is the last call",
    ReasonCode.NEARER: "another of its reminders comes at the same moment, and is nearer to its date",
    ReasonCode.NEWER_NOTICE: "a newer notice says what holds now",
    ReasonCode.LATER_NOTIFICATION: "missed while down, and a later one of the same item says what holds now",
    ReasonCode.LATER_DIGEST: "a later digest is due as well",
    ReasonCode.CHANNEL_GONE: "the channel is no longer in the settings",
    ReasonCode.CHANNEL_GONE_UNSEEN: "the channel is no longer in the settings; whether it arrived is not known",
    ReasonCode.NOT_WANTED: "the channel does not want it any more",
    ReasonCode.ITEM_GONE: "the item was taken out of the watch list",
    ReasonCode.ITEM_UNKNOWN: "nothing is known of its item any more",
    ReasonCode.LAW_CHANGED: ANOTHER_LAW,
    ReasonCode.LEADS_CHANGED: "its lead times changed, and this is none of them now",
    ReasonCode.KIND_CHANGED: "it is of another kind now, which has no such reminder",
    ReasonCode.INTERVAL_CHANGED: "how often its date is asked after changed",
    ReasonCode.SNOOZE_OVER: "the snooze that it was to end is over already",
    ReasonCode.SAID_SINCE: "its date was said again or re-checked since",
    ReasonCode.CONFIRMATION_TAKEN_BACK: "what had confirmed its date was taken back",
    ReasonCode.DIGEST_MOVED: "the digest of the channel comes on another day now",
    ReasonCode.LONG_PAST: "it could not be sent for more than 100 days",
    ReasonCode.GIVEN_UP: "it could not be sent within 72 hours of the time it was due",
    ReasonCode.HANDED_BACK: "who was on it is not any more",
    ReasonCode.WHOM_CHANGED: "somebody else is to be told, or at another time",
    ReasonCode.MAYBE_SENT: "it may have been sent before",
}


# Those that name one thing.
_ABOUT_ONE = {
    ReasonCode.DATE_MOVED: "the date in force is now {}",
    ReasonCode.ZONE_CHANGED: "its days are now those of {}",
    ReasonCode.TARGET_REFUSED: "the channel refused it: {}",
    ReasonCode.PAYLOAD_REFUSED: "the message was refused: {}",
    ReasonCode.ARRIVAL_UNKNOWN: "whether it arrived is not known: {}",
    ReasonCode.TAKEN: "{} is on it",
    ReasonCode.NO_DIRECT_MESSAGE: "it went to the channel, for no direct message could be sent: {}",
    ReasonCode.SNOOZED: "{} snoozed it",
    ReasonCode.OTHER: "{}",
}


def sentence(reason: Reason) -> str:
    """The reason in words."""
    match reason.code, reason.about:
        case ReasonCode.DATE_MOVED, (instant, earliest, latest):
            return f"the date in force is now {dates.display(_window(instant, earliest, latest))}"
        case ReasonCode.RESOLVED, (result, on):
            return f"{result} on {dates.display(_window('', on, on))}"
        case ReasonCode.DECIDED, ("overtaken", _):
            return "nothing is left to decide about it"
        case ReasonCode.DECIDED, (became, by):
            return f"it was {became} already{f', by {by}' if by else ''}"
        case code, (about,):
            return _ABOUT_ONE[code].format(about)
        case code, ():
            return _SENTENCES[code]
        case _:
            raise ValueError(f"no sentence says {reason}")


def _window(instant: str, earliest: str, latest: str) -> DateWindow:
    first, last = (date.fromisoformat(day) if day else None for day in (earliest, latest))
    return DateWindow(first, last, datetime.fromisoformat(instant) if instant else None)
