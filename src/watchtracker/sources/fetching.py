"""The one fetch: a GET that goes only where it may, ends in time, reads so much and no more, and never raises.

Nothing is kept between two fetches: no cookies, no connections, no proxies out of the environment. Each redirect is a
new address that is read, looked up and checked from the start. A fetch runs in the thread that calls it, and any
number of threads may call it at a time.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from watchtracker import __version__
from watchtracker.sources import answers
from watchtracker.sources.addresses import Allowed, IPAddress, RefusedAddressError, WebAddress, redirected, web_address
from watchtracker.sources.replies import Failed, Fetched, FetchResult, FetchTrouble, NotModified, Validators

if TYPE_CHECKING:
    from watchtracker.sources.connecting import Deadline, Lookup

MOST_REDIRECTS = 5
LARGEST_BODY = 5_000_000
LONGEST_FETCH = 30.0

_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class ServiceToken:
    """A secret for the service at `address`, and for no other: it goes there encrypted, or to a place of the settings.

    `header` is the name and value as they are sent.
    """

    address: str
    header: tuple[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to fetch: `accept` is the kind of text that is liked best, such as "application/json"."""

    address: str
    validators: Validators = field(default_factory=Validators)
    accept: str = ""
    token: ServiceToken | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of one server; `body` is there only where it is wanted."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Fetcher:
    """Fetches; `allowed` are the places that may be asked besides the public ones, `public_url` says whose we are."""

    def __init__(
        self,
        *,
        allowed: Allowed,
        public_url: str,
        clock: Callable[[], datetime],
        longest: float = LONGEST_FETCH,
        largest: int = LARGEST_BODY,
        trusted: ssl.SSLContext | None = None,
        lookup: Lookup | None = None,
    ) -> None:
        self._allowed = allowed
        self._agent = quote(f"watchtracker/{__version__} (+{public_url})", safe=" /:()+[]@%~.")
        self._clock = clock
        self._longest = longest
        self._largest = largest
        self._trusted = trusted
        self._lookup = lookup
        self._lock = threading.Lock()

    def fetch(self, wanted: Wanted, forbids: Callable[[WebAddress], str] = lambda _: "") -> FetchResult:
        """What came of it; one that was never read and yet is "not modified" is asked for once more.

        Before a redirect is followed, `forbids` may say in a sentence why its address is not to be asked.
        """
        from watchtracker.sources.connecting import Deadline

        deadline = Deadline(self._longest)
        result = self._followed(wanted, deadline, forbids)
        if isinstance(result, NotModified) and not wanted.validators:
            result = self._followed(wanted, deadline, forbids)
            if isinstance(result, NotModified):
                return Failed(FetchTrouble.NOT_MODIFIED, result.address, 304)
        return result

    def _followed(self, wanted: Wanted, deadline: Deadline, forbids: Callable[[WebAddress], str]) -> FetchResult:
        """What is at the end of the redirects."""
        try:
            address = web_address(wanted.address)
        except RefusedAddressError as error:
            return Failed(FetchTrouble.REFUSED_ADDRESS, wanted.address, detail=str(error))
        moved_to, for_good = None, True
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._asked(address, wanted, deadline)
            if isinstance(answer, Failed):
                return answer
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or location is None:
                return self._result(address, answer, moved_to)
            following = _following(address, location)
            if isinstance(following, Failed):
                return following
            if deadline.is_over:
                return Failed(FetchTrouble.TOO_SLOW, str(address), detail=f"{deadline.seconds:g} seconds")
            if why := forbids(following):
                return Failed(FetchTrouble.REFUSED_ADDRESS, str(following), detail=why)
            for_good = for_good and answer.status in _PERMANENT
            address = following
            moved_to = str(address) if for_good else moved_to
        return Failed(FetchTrouble.REDIRECTS, wanted.address, detail=f"more than {MOST_REDIRECTS} times")

    def _asked(self, address: WebAddress, wanted: Wanted, deadline: Deadline) -> _Answer | Failed:
        """The answer of one address, or why there is none."""
        import httpcore2

        from watchtracker.sources import connecting
        from watchtracker.sources.unpacking import TooBigError, UnreadableError

        shown = str(address)
        try:
            numbers = connecting.checked_numbers(address, self._allowed, self._lookup or connecting.look_up, deadline)
            return self._exchanged(address, numbers, wanted, deadline)
        except RefusedAddressError as error:
            return Failed(FetchTrouble.REFUSED_ADDRESS, shown, detail=str(error))
        except connecting.NoHostError:
            return Failed(FetchTrouble.NO_HOST, shown)
        except (connecting.DeadlineError, httpcore2.ReadTimeout, httpcore2.WriteTimeout):
            return Failed(FetchTrouble.TOO_SLOW, shown, detail=f"{deadline.seconds:g} seconds")
        except httpcore2.ConnectTimeout:
            return Failed(FetchTrouble.NOT_REACHED, shown, detail="no connection in time")
        except httpcore2.ConnectError as error:
            return _not_connected(shown, error)
        except TooBigError:
            return Failed(FetchTrouble.TOO_BIG, shown, detail=f"{self._largest / 1e6:g} MB")
        except UnreadableError as error:
            return Failed(FetchTrouble.UNREADABLE, shown, detail=str(error))
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            return Failed(FetchTrouble.BROKEN_OFF, shown, detail=answers.shown(str(error)))

    def _exchanged(
        self, address: WebAddress, numbers: Sequence[IPAddress], wanted: Wanted, deadline: Deadline
    ) -> _Answer:
        """One request and its answer, on a connection of its own."""
        import httpcore2

        from watchtracker.sources.connecting import Pinned
        from watchtracker.sources.unpacking import unpacked

        url = httpcore2.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
        connection = httpcore2.HTTPConnection(
            url.origin,
            ssl_context=self._trust() if address.scheme == "https" else None,
            network_backend=Pinned(address, numbers, deadline),
        )
        sent = self._sent(address, numbers, wanted)
        try:
            with connection.stream("GET", url, headers=sent) as response:
                heard = answers.headers_of(response.headers)
                if answers.failure(response.status, heard, self._clock()) is not None:
                    return _Answer(response.status, heard, b"")
                body = unpacked(response.iter_stream(), heard.get("content-encoding", ""), self._largest)
                return _Answer(response.status, heard, body)
        finally:
            connection.close()

    def _sent(self, address: WebAddress, numbers: Sequence[IPAddress], wanted: Wanted) -> list[tuple[str, str]]:
        """The headers of a request to one address."""
        sent = [
            ("Host", address.origin.partition("://")[2]),
            ("User-Agent", self._agent),
            ("Accept", f"{wanted.accept}, */*;q=0.8" if wanted.accept else "*/*"),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
        ]
        if wanted.validators.etag is not None:
            sent.append(("If-None-Match", wanted.validators.etag))
        if wanted.validators.last_modified is not None:
            sent.append(("If-Modified-Since", wanted.validators.last_modified))
        if wanted.token is not None and self._is_for(wanted.token, address, numbers):
            sent.append(wanted.token.header)
        return sent

    def _is_for(self, token: ServiceToken, address: WebAddress, numbers: Sequence[IPAddress]) -> bool:
        """Whether a token may go to an address: its own, encrypted or within what the settings name."""
        try:
            own = web_address(token.address)
        except RefusedAddressError:
            return False
        if own.origin != address.origin:
            return False
        return address.scheme == "https" or all(self._allowed.holds(address, number) for number in numbers)

    def _trust(self) -> ssl.SSLContext:
        """Whose certificates are trusted: the system's, read once, because that takes a while."""
        import httpcore2

        with self._lock:
            if self._trusted is None:
                self._trusted = httpcore2.default_ssl_context()
            return self._trusted

    def _result(self, address: WebAddress, answer: _Answer, moved_to: str | None) -> FetchResult:
        """What the last answer comes to."""
        shown = str(address)
        if answer.status == 304:  # noqa: PLR2004 - a status is best read as the number that it is
            return NotModified(shown)
        trouble = answers.failure(answer.status, answer.headers, self._clock())
        if trouble is not None:
            code, wish = trouble
            return Failed(code, shown, answer.status, retry_after=wish)
        media_type, charset = answers.content_type(answer.headers)
        given = answers.validators(answer.headers)
        return Fetched(shown, answer.status, answer.body, media_type, charset, given, moved_to)


def _following(address: WebAddress, location: str) -> WebAddress | Failed:
    """The address that a redirect leads to, or why it is not followed."""
    try:
        following = redirected(address, location)
    except RefusedAddressError as error:
        return Failed(FetchTrouble.REFUSED_ADDRESS, str(address), detail=f"{address} leads elsewhere: {error}")
    if address.scheme == "https" and following.scheme != "https":
        return Failed(FetchTrouble.TO_PLAIN, str(address), detail=answers.shown(str(following)))
    return following


def _not_connected(shown: str, error: Exception) -> Failed:
    """Why a connection did not come about: a certificate, or nobody there."""
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Failed(FetchTrouble.CERTIFICATE, shown, detail=answers.shown(cause.verify_message))
    if isinstance(cause, ssl.SSLError):
        return Failed(FetchTrouble.CERTIFICATE, shown, detail=answers.shown(cause.reason or str(cause)))
    said = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(error)
    return Failed(FetchTrouble.NOT_REACHED, shown, detail=answers.shown(said))
