"""What can come of a fetch: something new, nothing new, or a failure with one sentence and a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias

from watchtracker.masking import masked


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether anything changed; both are sent back as they came.

    After each fetch that brought something, both are replaced: one that is kept beside a newer one hides changes.
    """

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return self.etag is not None or self.last_modified is not None


@dataclass(frozen=True, slots=True)
class Fetched:
    """Something came: `address` is where it came from in the end, `charset` what the server says it is written in.

    `moved_to` is the new address where the server says that the old one is over for good; nobody has to follow it yet.
    """

    address: str
    status: int
    body: bytes
    media_type: str
    charset: str | None
    validators: Validators
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """Nothing changed since the validators were given."""

    address: str


class FetchTrouble(StrEnum):
    """Why nothing came."""

    REFUSED_ADDRESS = "refused_address"
    NO_HOST = "no_host"
    NOT_REACHED = "not_reached"
    CERTIFICATE = "certificate"
    BROKEN_OFF = "broken_off"
    TOO_SLOW = "too_slow"
    TOO_BIG = "too_big"
    UNREADABLE = "unreadable"
    OURS = "ours"
    REDIRECTS = "redirects"
    TO_PLAIN = "to_plain"
    NOT_MODIFIED = "not_modified"
    FORBIDDEN = "forbidden"
    CLOUDFLARE = "cloudflare"
    MISSING = "missing"
    GONE = "gone"
    TOO_MANY = "too_many"
    DOWN = "down"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing came. `address` is the last that was asked, `detail` what was heard, in words for people.

    `retry_after` is how long the server wants to be left alone, if it said so.
    """

    code: FetchTrouble
    address: str
    status: int | None = None
    detail: str = ""
    retry_after: timedelta | None = None

    @property
    def sentence(self) -> str:
        """What is wrong, and what one can do, in one sentence."""
        said = masked(_SENTENCES[self.code].format(address=self.address, detail=self.detail, status=self.status))
        if self.retry_after is None:
            return said
        return f"{said}, and wants to be left alone for {_length(self.retry_after)}"


FetchResult: TypeAlias = Fetched | NotModified | Failed

# What is wrong with an address, and what one can do; `detail` was heard from the other side, or is a limit of ours.
_SENTENCES = {
    FetchTrouble.REFUSED_ADDRESS: "{detail}",
    FetchTrouble.NO_HOST: "{address}: there is no such host, or its name cannot be looked up now",
    FetchTrouble.NOT_REACHED: "{address}: nobody answers there ({detail})",
    FetchTrouble.CERTIFICATE: "{address}: its certificate cannot be trusted ({detail})",
    FetchTrouble.BROKEN_OFF: "{address}: the answer broke off ({detail})",
    FetchTrouble.TOO_SLOW: "{address}: it did not answer in full within {detail}",
    FetchTrouble.TOO_BIG: "{address}: it is larger than {detail}, which is the most that is read",
    FetchTrouble.UNREADABLE: "{address}: the answer cannot be unpacked ({detail})",
    FetchTrouble.OURS: "{address}: a mistake of watchtracker ({detail}) keeps it from being asked: see the log",
    FetchTrouble.REDIRECTS: "{address}: it leads on and on, {detail}: give the address where it ends",
    FetchTrouble.TO_PLAIN: "{address}: it leads to {detail}, which is not encrypted, and is not followed",
    FetchTrouble.NOT_MODIFIED: "{address}: it says that nothing changed since the last time, but it was never read",
    FetchTrouble.FORBIDDEN: "{address}: refused ({status}): it may want a log-in, a token or money, or no programs",
    FetchTrouble.CLOUDFLARE: (
        "{address}: refused ({status}, Cloudflare): it keeps programs out; save the page in a browser and read the "
        "file, or pipe its text to `watchtracker read -`"
    ),
    FetchTrouble.MISSING: "{address}: not found ({status}): look at the address",
    FetchTrouble.GONE: "{address}: gone for good ({status}): give its new address, or take it out of the watch list",
    FetchTrouble.TOO_MANY: "{address}: it was asked too often ({status})",
    FetchTrouble.DOWN: "{address}: it has trouble of its own ({status})",
    FetchTrouble.STATUS: "{address}: it answered {status}, which brings nothing to read",
}


def _length(duration: timedelta) -> str:
    seconds = max(round(duration.total_seconds()), 0)
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            number = round(seconds / size)
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
