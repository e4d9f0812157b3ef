"""What is kept of a message on its way: its delivery, the gates it has to pass, and looks at what is unknown.

`DeliveryState` with `TRANSITIONS` is the whole of a delivery's life; the theory behind it is told in `outbox/__init__`.
`store` keeps these records and moves a delivery only along the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from watchtracker.notifications import Channel, Notification, Reason
from watchtracker.outbox.messages import Message, MessageForm, Receipt


class DeliveryState(StrEnum):
    """Where a delivery stands; only `unknown` leaves open whether its message arrived."""

    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    DISSOLVED = "dissolved"
    UNKNOWN = "unknown"


class DeliveryEvent(StrEnum):
    """What can happen to a delivery that is stored, so that its state changes."""

    ACCEPTED = "accepted"
    PUT_OFF = "put_off"
    HANDED_BACK = "handed_back"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    LEASE_OVER = "lease_over"
    FOUND = "found"
    SENT_AGAIN = "sent_again"
    SAID_ANEW = "said_anew"
    GIVEN_UP = "given_up"
    CHANNEL_GONE = "channel_gone"


@dataclass(frozen=True, slots=True)
class Transition:
    """The states in which an event can happen, and the state after it; anywhere else it changes nothing."""

    before: frozenset[DeliveryState]
    after: DeliveryState


_SENDING, _UNKNOWN = frozenset({DeliveryState.SENDING}), frozenset({DeliveryState.UNKNOWN})

TRANSITIONS: Mapping[DeliveryEvent, Transition] = {
    # A sender whose lease ran out may still hear that its message was accepted: what was sent is sent.
    DeliveryEvent.ACCEPTED: Transition(_SENDING | _UNKNOWN, DeliveryState.SENT),
    DeliveryEvent.PUT_OFF: Transition(_SENDING, DeliveryState.DISSOLVED),
    DeliveryEvent.HANDED_BACK: Transition(_SENDING, DeliveryState.DISSOLVED),
    DeliveryEvent.REFUSED: Transition(_SENDING, DeliveryState.DEAD),
    DeliveryEvent.UNANSWERED: Transition(_SENDING, DeliveryState.UNKNOWN),
    DeliveryEvent.LEASE_OVER: Transition(_SENDING, DeliveryState.UNKNOWN),
    DeliveryEvent.FOUND: Transition(_UNKNOWN, DeliveryState.SENT),
    DeliveryEvent.SENT_AGAIN: Transition(_UNKNOWN, DeliveryState.SENDING),
    DeliveryEvent.SAID_ANEW: Transition(_UNKNOWN, DeliveryState.DISSOLVED),
    DeliveryEvent.GIVEN_UP: Transition(_UNKNOWN, DeliveryState.DEAD),
    DeliveryEvent.CHANNEL_GONE: Transition(_UNKNOWN, DeliveryState.DISSOLVED),
}


class AttemptEvent(StrEnum):
    """What the record of a delivery's attempts says, beside the classes of responses."""

    STARTED = "started"
    HANDED_BACK = "handed_back"
    LEASE_OVER = "lease_over"
    FOUND = "found"
    ABSENT = "absent"
    REPEATED = "repeated"
    RENEWED = "renewed"
    HELD = "held"
    DOUBLED = "doubled"
    GIVEN_UP = "given_up"
    ENDED = "ended"
    EDIT_UNCLEAR = "edit_unclear"
    EDIT_GIVEN_UP = "edit_given_up"


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A message as it is committed, with its payload, its key and a lease, before its bytes leave."""

    key: str
    channel: str
    form: MessageForm
    payload: str
    started_at: datetime
    lease_token: str
    lease_until: datetime

    def stored(self, as_id: int) -> Delivery:
        """The delivery, once the database gave it its id."""
        return Delivery(
            as_id,
            self.key,
            self.channel,
            self.form,
            self.payload,
            self.started_at,
            self.lease_token,
            self.lease_until,
            DeliveryState.SENDING,
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way, as it is stored.

    `outcome` is the class of the last answer and `detail` what was said with it; `receipt_channel` and `receipt_ts`
    are where it arrived.
    """

    id: int
    key: str
    channel: str
    form: MessageForm
    payload: str
    started_at: datetime
    lease_token: str | None
    lease_until: datetime | None
    state: DeliveryState
    plain: bool = False
    ended_at: datetime | None = None
    outcome: str | None = None
    detail: str | None = None
    receipt_channel: str | None = None
    receipt_ts: str | None = None

    @property
    def receipt(self) -> Receipt | None:
        """Where it arrived; None where it cannot be found again, as on a console."""
        if self.receipt_channel is None or self.receipt_ts is None:
            return None
        return Receipt(self.receipt_channel, self.receipt_ts)

    @property
    def thread(self) -> Receipt | None:
        """The message in whose thread replies to it belong: itself, or the one that it replied to."""
        return None if self.receipt is None else Message.thread_in(self.payload) or self.receipt


@dataclass(frozen=True, slots=True)
class Flight:
    """A message that is ours to send: its delivery as committed, and the notifications that it carries.

    `doubt` says that they may have arrived before; it stays with them if the message does not leave. One that `repeats`
    a message of which nobody could see whether it arrived leaves that open, unless it is accepted or refused.
    """

    channel: Channel
    delivery: Delivery
    message: Message
    notifications: tuple[Notification, ...]
    doubt: Reason | None = None
    repeats: bool = False

    @property
    def item_ids(self) -> list[str]:
        """The items that it speaks of, in order."""
        return sorted({notification.item for notification in self.notifications if notification.item is not None})

    @property
    def named(self) -> str:
        """Its notifications by their keys, for the log."""
        return ", ".join(notification.key for notification in self.notifications)


# Reading channels has a rate of its own, down to once a minute.
READING = "reading"
# A Retry-After closes a gate for six hours at most; failures, a probe and the second between two messages for less.
LONGEST_CLOSED = timedelta(hours=6)
_MARGIN = timedelta(minutes=1)
_LONGEST_BACKOFF, _LONGEST_PROBE, _LONGEST_PAUSE = timedelta(minutes=6), timedelta(minutes=2), timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Gate:
    """When the next message may go.

    `closed_since` is set while the other side keeps it closed (Retry-After, credentials): the time until a
    notification is given up stands still then. `failures` counts what failed in a row.
    """

    scope: str
    open_at: datetime
    closed_since: datetime | None = None
    reason: str | None = None
    failures: int = 0

    def is_open(self, at: datetime) -> bool:
        """Whether a message may go at that moment.

        A gate that seems closed for longer than anything closes one was closed by a clock that was set back since.
        """
        return self.open_at <= at or self.open_at > at + self._longest()

    def _longest(self) -> timedelta:
        """For how long anything closes this gate at once."""
        if self.scope != READING and ":" not in self.scope:
            # An account's: what closes it is asked again each minute.
            return _LONGEST_PROBE
        if self.closed_since is not None or self.scope == READING:
            return LONGEST_CLOSED + _MARGIN
        return _LONGEST_BACKOFF if self.failures else _LONGEST_PAUSE

    def kept_closed(self, since: datetime, at: datetime) -> timedelta:
        """For how long it has kept back what was due at `since`."""
        return timedelta(0) if self.closed_since is None else max(timedelta(0), at - max(self.closed_since, since))


_OF_CHANNEL, _EDITS = "channel:", ":edits"


def channel_scope(channel: str) -> str:
    """The name of a channel's gate."""
    return f"{_OF_CHANNEL}{channel}"


def pace_scope(account: str) -> str:
    """The name of the gate that says how fast all channels of an account may be sent to; `account` is its own gate."""
    return f"{account}:pace"


def edits_scope(gate: str) -> str:
    """The name of the gate that says how fast messages that arrived may be edited; `gate` is that of whose they are."""
    return f"{gate}{_EDITS}"


def is_of_edits(scope: str) -> bool:
    """Whether a gate is that of the edits of an account, which keeps no message waiting."""
    return scope.endswith(_EDITS) and not scope.startswith(_OF_CHANNEL)


@dataclass(frozen=True, slots=True)
class Account:
    """What several channels share: a gate, by its scope, and what people call the other side."""

    gate: str
    called: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A look at an unknown delivery that is ours to take, until `until`.

    A look before `proves_from` can find it, but not prove that it is not there; `absent_since` is the first that did.
    """

    delivery: Delivery
    until: datetime
    proves_from: datetime
    absent_since: datetime | None


# No look is put off for longer than the other side can ask for patience.
LONGEST_PUT_OFF = LONGEST_CLOSED + timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A notification that was sent while its date moved, with the delivery that has to be corrected."""

    notification_id: int
    overtaken: Reason
    delivery: Delivery


_FIRST_WAIT, _LONGEST_WAIT, _DOUBLINGS = timedelta(minutes=5), timedelta(hours=6), 10


@dataclass(frozen=True, slots=True)
class EditsTried:
    """Edits of a message that were tried without an answer that says what became of them."""

    first: datetime
    last: datetime
    times: int

    def is_over(self, at: datetime) -> bool:
        """Whether the wait after the last edit is over; it doubles from five minutes up to six hours."""
        wait = min(_FIRST_WAIT * 2 ** min(self.times - 1, _DOUBLINGS), _LONGEST_WAIT)
        return not self.last <= at < self.last + wait


class LogLevel(IntEnum):
    """How much a line of the log weighs, in the numbers of the standard library's `logging`."""

    INFO = 20
    WARNING = 30
    ERROR = 40
    CRITICAL = 50


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line for the log, written once what it tells of is committed."""

    level: LogLevel
    text: str
