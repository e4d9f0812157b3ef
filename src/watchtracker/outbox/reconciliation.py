"""What a look at a channel proves of a message whose arrival is unknown, and what follows from that.

Few channels know an idempotency key, but some let us read what arrived. One look finds every unknown delivery of a
channel; that one is not there is believed when it was not there twice, after the other side had the time to accept it
late. Where nobody can look, the channel's own setting decides, or that it drops what comes twice. The times below hold
for every channel; what differs between channels is in `messages.Limits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from watchtracker.notifications import IfUnclear
from watchtracker.notifications.lateness import GIVE_UP_AFTER, LATE_AFTER
from watchtracker.outbox.messages import Limits, MessageForm, Receipt, SendStatus
from watchtracker.outbox.records import AttemptEvent, Look

# After a call without an answer. What a sender that died left behind is looked for at once (`store/outcomes.py`).
FIRST_LOOK = timedelta(seconds=5)
BETWEEN_LOOKS = timedelta(seconds=5)
# What arrived is asked for by the other side's clock. Ours may have been ahead by hours when the delivery was begun,
# and set back since: so it is read from long before, which only costs pages.
_BEFORE = timedelta(days=1)
# So often a message is repeated where nobody can see whether it arrived.
MOST_REPEATS = 3
_WITHOUT_RETRY_AFTER = timedelta(seconds=30)
_UNREADABLE_FOR_NOW = timedelta(seconds=15)
# Between repetitions to a channel that drops what it has: doubling, up to an hour.
_FIRST_REPETITION, _LONGEST_REPETITION, _DOUBLINGS = timedelta(seconds=15), timedelta(hours=1), 8

# What can become of an unknown delivery, as it is counted: found in its channel, not there and sent again, there twice,
# repeated unseen, said anew because it would not be said so today, held until somebody decides, given up.
FINDINGS = (
    AttemptEvent.FOUND,
    AttemptEvent.ABSENT,
    AttemptEvent.DOUBLED,
    AttemptEvent.REPEATED,
    AttemptEvent.RENEWED,
    AttemptEvent.HELD,
    AttemptEvent.GIVEN_UP,
)

_DID_NOT_LEAVE = {SendStatus.NOT_SENT, SendStatus.TRY_LATER, SendStatus.CREDENTIALS_REFUSED, AttemptEvent.HANDED_BACK}


class Reading(StrEnum):
    """How far a channel could be read. `impossible` stays so until somebody changes something."""

    DONE = "done"
    TRY_LATER = "try_later"
    IMPOSSIBLE = "impossible"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Search:
    """What was found in a channel so far: receipts by delivery key, oldest first.

    A search that had to stop on the way goes on from `cursor`; `began` is when its first page was read, and what
    arrived after that it cannot have seen. `since` is from when on it reads, by the other side's clock.
    """

    reading: Reading
    began: datetime
    since: datetime | None = None
    receipts: Mapping[str, tuple[Receipt, ...]] = field(default_factory=dict)
    cursor: str | None = None
    detail: str = ""
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """It is there; `doubles` are further messages with its key, newer ones."""

    receipt: Receipt
    doubles: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Nothing is proven yet."""

    when: datetime
    absent_since: datetime | None
    detail: str


@dataclass(frozen=True, slots=True)
class Absent:
    """It is not there, and will not come any more."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Nobody can look, until somebody changes something."""

    detail: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """Send it once more with its key; `marked` as perhaps a repetition where it may have arrived unseen."""

    event: AttemptEvent
    detail: str
    marked: bool


@dataclass(frozen=True, slots=True)
class SayAnew:
    """Make its notifications due again: today it would not be said so. In `doubt` it may have arrived."""

    detail: str
    doubt: bool


@dataclass(frozen=True, slots=True)
class KeepUnknown:
    """Leave it until somebody decides, or what can be read changes."""

    detail: str


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Nobody answered for as long as a notification is owed."""

    detail: str


@dataclass(frozen=True, slots=True)
class ResendTerms:
    """What else counts where it is not seen to have arrived: what its channel can do and asks for, and its terms.

    `repeats` is how often it went out again unseen, and `earlier_repeats` how often what it says did in messages before
    it; `moved` says that a date in it moved, or an item was taken off.
    """

    limits: Limits
    if_unclear: IfUnclear
    repeats: int
    moved: bool
    earlier_repeats: int = 0


def read_from(looks: Iterable[Look], at: datetime) -> datetime:
    """From when on to read for these deliveries; by our clock they may have been begun in the future."""
    return min(at, *(look.delivery.started_at for look in looks)) - _BEFORE


def proof(look: Look, search: Search, at: datetime) -> Arrived | LookAgain | Absent | Unreadable:
    """What a search proves of one delivery."""
    receipts = search.receipts.get(look.delivery.key, ())
    if receipts:
        return Arrived(receipts[0], receipts[1:])
    match search.reading:
        case Reading.DONE:
            return _not_there(look, search, at)
        case Reading.TRY_LATER:
            wait = search.retry_after or _WITHOUT_RETRY_AFTER
            return LookAgain(at + wait, look.absent_since, search.detail)
        case Reading.UNCLEAR:
            return LookAgain(at + _UNREADABLE_FOR_NOW, look.absent_since, search.detail)
        case Reading.IMPOSSIBLE:
            return Unreadable(search.detail)
        case _:
            assert_never(search.reading)


def unseen(
    what: Absent | Unreadable, look: Look, terms: ResendTerms, at: datetime
) -> LookAgain | Repeat | SayAnew | KeepUnknown | GiveUp:
    """What to do about a delivery that is not there, or of which nobody can see whether it is."""
    if isinstance(what, Absent):
        return _again(AttemptEvent.ABSENT, "not there", look, terms, at)
    if terms.limits.drops_repetitions:
        return _until_answered(what.detail, look, terms, at)
    if at < look.proves_from:
        return LookAgain(look.proves_from, None, what.detail)
    if terms.if_unclear is IfUnclear.RESEND and terms.repeats + terms.earlier_repeats < MOST_REPEATS:
        return _again(AttemptEvent.REPEATED, what.detail, look, terms, at)
    return KeepUnknown(what.detail)


def times_repeated(events: Sequence[str]) -> int:
    """How often a delivery with these attempts may have arrived once more: what certainly did not leave is left out."""
    followed = zip(events, [*events[1:], None], strict=True)
    return sum(event == AttemptEvent.REPEATED and after not in _DID_NOT_LEAVE for event, after in followed)


def _not_there(look: Look, search: Search, at: datetime) -> LookAgain | Absent:
    if search.began < look.proves_from:
        return LookAgain(max(look.proves_from, at), None, "not there yet")
    if look.absent_since is None:
        return LookAgain(at + BETWEEN_LOOKS, search.began, "not there, looked once")
    if search.began < look.absent_since + BETWEEN_LOOKS:
        return LookAgain(look.absent_since + BETWEEN_LOOKS, look.absent_since, "not there, looked once")
    return Absent()


def _until_answered(detail: str, look: Look, terms: ResendTerms, at: datetime) -> LookAgain | Repeat | SayAnew | GiveUp:
    """Repeat it as it was to a channel that drops what it has, less and less often."""
    age = at - look.delivery.started_at
    if age > GIVE_UP_AFTER:
        return GiveUp(detail)
    if terms.moved and not _tells_of_the_dead(look):
        return SayAnew(f"{detail}; a date in it has moved", doubt=True)
    due = look.delivery.started_at + _waited_before(terms.repeats)
    # Begun by a clock that was set back since, it would wait for that clock.
    if at < due and age >= timedelta(0):
        return LookAgain(due, None, detail)
    return Repeat(AttemptEvent.REPEATED, f"{detail}; sent again", marked=False)


def _waited_before(repeats: int) -> timedelta:
    """How long after its beginning a message is repeated that was repeated so often before."""
    waits = (_FIRST_REPETITION * 2 ** min(number, _DOUBLINGS) for number in range(repeats + 1))
    return sum((min(wait, _LONGEST_REPETITION) for wait in waits), timedelta(0))


def _again(event: AttemptEvent, detail: str, look: Look, terms: ResendTerms, at: datetime) -> Repeat | SayAnew:
    """Once more as it was, or anew where it would not be said so today; then it is said late, or ends, as any due."""
    doubt = event is AttemptEvent.REPEATED or terms.repeats + terms.earlier_repeats > 0
    if _tells_of_the_dead(look):
        return Repeat(event, f"{detail}; sent again", marked=doubt)
    if terms.moved:
        return SayAnew(f"{detail}; not sent as it was: a date in it has moved", doubt)
    if at - look.delivery.started_at > LATE_AFTER:
        return SayAnew(f"{detail}; not sent as it was: it is late, and says so", doubt)
    return Repeat(event, f"{detail}; sent again", marked=doubt)


def _tells_of_the_dead(look: Look) -> bool:
    """Whether it says what could not be delivered: that stays so, whatever moves, and however late it is."""
    return look.delivery.form is MessageForm.DEAD_LETTERS
