"""Why a notification stands as it does, as a code: what is decided and stored, and compared later.

What people read of it is looked up in `wording.reasons`, so that a sentence can be reworded without changing what is
done about rows that were written before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """Why a notification is in its state; behind each, what `Reason.about` has for its sentence."""

    SAID_BY_THE_MOVE = "said_by_the_move"
    LAST_CALL_BY_THE_MOVE = "last_call_by_the_move"
    NEARER = "nearer_reminder"
    NEWER_NOTICE = "newer_notice"
    LATER_NOTIFICATION = "later_notification"
    LATER_DIGEST = "later_digest"
    CHANNEL_GONE = "channel_gone"
    CHANNEL_GONE_UNSEEN = "channel_gone_unseen"
    NOT_WANTED = "not_wanted"
    ITEM_GONE = "item_gone"
    ITEM_UNKNOWN = "item_unknown"
    RESOLVED = "resolved"  # the result, and its day in ISO form
    DATE_MOVED = "date_moved"  # the window now: its instant, first and last day in ISO form; of old rows its words
    ZONE_CHANGED = "zone_changed"  # the zone now
    LAW_CHANGED = "law_changed"
    LEADS_CHANGED = "leads_changed"
    KIND_CHANGED = "kind_changed"
    INTERVAL_CHANGED = "interval_changed"
    TAKEN = "taken"  # who is on it
    HANDED_BACK = "handed_back"
    NO_DIRECT_MESSAGE = "no_direct_message"  # what was answered
    WHOM_CHANGED = "whom_changed"
    SNOOZED = "snoozed"  # who snoozed it
    SNOOZE_OVER = "snooze_over"
    SAID_SINCE = "said_since"
    CONFIRMATION_TAKEN_BACK = "confirmation_taken_back"
    DIGEST_MOVED = "digest_moved"
    LONG_PAST = "long_past"
    GIVEN_UP = "given_up"
    TARGET_REFUSED = "target_refused"  # what was answered
    PAYLOAD_REFUSED = "payload_refused"  # what was answered
    MAYBE_SENT = "maybe_sent"
    ARRIVAL_UNKNOWN = "arrival_unknown"  # what is known of it; never stored
    DECIDED = "decided"  # what became of a proposal, and who decided it (empty: nobody)
    OTHER = "other"  # the sentence, of a version that wrote others


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with the data that its sentence needs."""

    code: ReasonCode
    about: tuple[str, ...] = ()

    @classmethod
    def read(cls, code: str, about: str | None) -> Reason:
        """The reason of a row, whose two columns these are; a sentence in the place of a code is kept."""
        if code not in _CODES:
            return cls(ReasonCode.OTHER, (code,))
        return cls(ReasonCode(code), tuple(json.loads(about)) if about else ())

    @property
    def stored(self) -> tuple[str, str | None]:
        """The two columns of a row that `read` reads."""
        return self.code.value, json.dumps(self.about, ensure_ascii=False) if self.about else None


_CODES = frozenset(ReasonCode)
