"""Messages before they have the looks of a channel, and what can come of handing one over.

A message is data, so that it can be committed before its bytes leave and sent again as it was. The classes are
those that delivery tells apart: what certainly arrived, what certainly did not, and what nobody knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum
from typing import Any

from watchtracker.outbox.offers import Offers


class MessageForm(StrEnum):
    """What a message is made of: one notification, several at once, those missed while down, a digest, or proposals.

    `dead_letters` tells the fallback channel of notifications that ended as dead elsewhere.
    """

    SINGLE = "single"
    GROUP = "group"
    MISSED = "missed"
    DIGEST = "digest"
    PROPOSALS = "proposals"
    DEAD_LETTERS = "dead_letters"


class SendStatus(StrEnum):
    """What a channel made of a message. Only `unclear` leaves open whether it arrived."""

    SENT = "sent"
    NOT_SENT = "not_sent"  # it failed on the way; tried again, after waits that we choose and that grow
    TRY_LATER = "try_later"  # the other side asked us to wait; tried again when it said, which is no failure
    TARGET_REFUSED = "target_refused"  # where the channel leads takes nothing from us; not tried again by itself
    PAYLOAD_REFUSED = "payload_refused"  # refused for what stands in it; a plain form is tried, else as above
    CREDENTIALS_REFUSED = "credentials_refused"  # the whole account waits until it is accepted
    UNCLEAR = "unclear"  # it may have arrived; looked for


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a message arrived, as the other side names it: the channel and the message in it."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class SendResult:
    """A status with its detail for people; `retry_after` comes with `try_later`, the receipt with `sent`.

    What it edits or replies to may be `gone`, which is why it was refused: then nothing can be said below that either.
    """

    status: SendStatus
    detail: str = ""
    retry_after: timedelta | None = None
    receipt: Receipt | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a message: a sentence that can be read alone, a link for more, and whom it concerns.

    A heading stands over the entries that follow it. `title` is what the text calls its item, and `page` where that can
    be read about; `kind` is the kind of the notification, or the outcome that it tells. `url` is of who is named in the
    text, if it `names_source`. `mentions` has the accounts and groups that it is meant for beside its owner. A channel
    with looks makes use of them.

    The rest is for programs: the id of the `item`, the kind of the `notification` as such, the `window` of the date in
    force as every JSON has it, and when the entry was `due_at`, an instant.

    `proposal` is the number of the proposal that it is about: it `asks` for a decision, or says what that `became`.
    """

    text: str
    url: str | None = None
    owner: str | None = None
    heading: bool = False
    title: str | None = None
    page: str | None = None
    kind: str | None = None
    names_source: bool = True
    item: str | None = None
    notification: str | None = None
    window: dict[str, str | None] | None = None
    due_at: str | None = None
    mentions: tuple[str, ...] = ()
    proposal: int | None = None
    asks: bool = False
    became: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel is to show: a title over entries, or one entry alone.

    `more` entries are left out and stand behind `more_url`. `plain` asks for text without any looks. A message that
    `edits` another takes its place; one that `replies_to` another goes into the thread below that. `kind` is what the
    message is as a whole, and `made_at` the instant at which it was made. All but `edits` stays as it is when it is
    sent again. `offers` is what can be answered to it, None where nobody would hear an answer; `context` is a line
    below it that says how things stand.
    """

    entries: tuple[Entry, ...]
    title: str | None = None
    more: int = 0
    more_url: str = ""
    plain: bool = False
    edits: Receipt | None = None
    replies_to: Receipt | None = None
    kind: str | None = None
    made_at: str | None = None
    offers: Offers | None = None
    context: str | None = None

    def as_json(self) -> str:
        """What is kept of it, so that it can be sent again as it was."""
        kept = {**_of(self, _MESSAGE_KEYS), "entries": [_of(entry, _ENTRY_KEYS) for entry in self.entries]}
        if self.offers is not None:
            kept["offers"] = self.offers.as_record()
        if self.context is not None:
            kept["context"] = self.context
        if self.replies_to is not None:
            kept["replies_to"] = {"channel": self.replies_to.channel, "ts": self.replies_to.ts}
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str, *, plain: bool = False) -> Message:
        """The message that `as_json` kept, here or in another version: what this one does not know is left out."""
        kept = json.loads(text)
        entries = tuple(_entry(_some(entry, _ENTRY_KEYS)) for entry in kept["entries"])
        offers = Offers.from_record(kept["offers"]) if kept.get("offers") else None
        return cls(
            entries=entries,
            plain=plain,
            offers=offers,
            context=kept.get("context"),
            replies_to=_replied_to(kept),
            **_some(kept, _MESSAGE_KEYS),
        )

    @staticmethod
    def thread_in(text: str) -> Receipt | None:
        """The message below which the one that `as_json` kept stands; None where it stands alone."""
        return _replied_to(json.loads(text))


_ENTRY_KEYS = tuple(field.name for field in fields(Entry))
_MESSAGE_KEYS = ("title", "more", "more_url", "kind", "made_at")


def _replied_to(kept: Mapping[str, Any]) -> Receipt | None:
    found = kept.get("replies_to")
    return Receipt(found["channel"], found["ts"]) if found else None


def _of(record: Entry | Message, keys: Iterable[str]) -> dict[str, Any]:
    # `asdict` copies deeply, and takes several times as long.
    return {key: getattr(record, key) for key in keys}


def _entry(kept: Mapping[str, Any]) -> Entry:
    return Entry(**{**kept, "mentions": tuple(kept.get("mentions", ()))})


def _some(kept: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: kept[key] for key in keys if key in kept}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can bear, for those who send without knowing which kind of channel it is.

    `called` is what people call the other side. After a message the next one waits for `pause`, a few seconds at most;
    `one_per_beat` gives the other channels their turn after each. A call takes `longest_call` in all, at most 24
    seconds, because the shortest lease that can be set is 30.

    Channels of one account have a `shared_gate`, which closes where the account is refused or the other side is away:
    whoever may answer that our credentials are refused needs one, or would be asked again at once. It has no colon in
    its name. Reading what arrived has a rate, and so a `reading_gate`, of its own. `if_refused` and `if_unreadable` say
    what people can do where credentials are refused, and where what arrived cannot be read; whether it ever can, being
    a `Finder` says.

    Where a date moves while a message about it is under way, the message is corrected afterwards, by an edit or by a
    reply, where the channel `takes_corrections`. One that `drops_repetitions` knows the key of a delivery: what is
    unknown is sent there again as it was, until it is answered. One that `has_plain_form` makes something else of a
    message that is `plain`, so that what it refuses as it was is tried once more without looks. Where one
    `takes_answers`, people can answer its messages, and we hear it. One that `edits` can change what arrived.
    """

    called: str
    pause: timedelta | None = None
    one_per_beat: bool = False
    longest_call: timedelta = timedelta(seconds=12)
    shared_gate: str | None = None
    reading_gate: str | None = None
    if_refused: str = ""
    if_unreadable: str = ""
    takes_corrections: bool = True
    drops_repetitions: bool = False
    has_plain_form: bool = False
    takes_answers: bool = False
    edits: bool = False
