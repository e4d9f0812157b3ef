"""Who may read what: by the address that is listened at, the Host that is asked for, and the access token.

If an access token is set, every reader needs it (or a token that may write, see `bearers.py`), also at loopback,
because a proxy in front makes loopback public. Without a token, loopback is open, and at any other address the settings
must say that anyone may read. A stranger's web page may point its own host name at 127.0.0.1 and read along in the
reader's browser (DNS rebinding), so at loopback the Host header must be one of ours. `login.py` has the page on which a
browser sends the token, `sessions.py` the log-in that it gets in return.

The right token is always let in, however many wrong ones came before: behind a proxy all readers share an address, and
a stranger's guesses must not keep them out. So the token is compared first; only wrong ones are counted by address,
refused and logged.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from ipaddress import ip_address
from typing import assert_never
from urllib.parse import quote, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from watchtracker.errors import InputError
from watchtracker.web.access_log import known_as
from watchtracker.web.doors.bearers import WriteTokens
from watchtracker.web.doors.guesses import Guesses
from watchtracker.web.doors.proxies import Proxies
from watchtracker.web.doors.sessions import Logins, name_in, secret_in
from watchtracker.web.refusals import refusal
from watchtracker.web.roots import is_page, is_seen_in_pages, path_of, root_of

# They say nothing about items: two are for monitoring, the others are what the login page needs.
OPEN_PATHS = frozenset({"/healthz", "/readyz", "/login", "/logout", "/style.css", "/favicon.ico"})
# Calendar programs send no header: there the address itself holds a secret, which `feeds/private.py` asks for.
PRIVATE_FEEDS = "/f/"
# What Slack sends is signed, and comes by whatever name Slack was told.
_ALWAYS_ANSWERED = frozenset({"/healthz", "/readyz", "/slack/interactions"})
MAY_NOT_WRITE = (
    "Writing here needs a token that may write, which `watchtracker token add NAME --write` makes: send it as "
    "“Authorization: Bearer TOKEN”."
)
_LOOKUPS = 10
# The headers that decide whether a request is answered at all.
_DECIDING = {name.encode(): name for name in ("host", "authorization", "transfer-encoding", "content-length")}
_LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain", "ip6-localhost"})


class Admission(Enum):
    """Whether a request may be answered, or why not."""

    ADMITTED = "it may be answered"
    FOREIGN_HOST = "it asks for a host that is not ours"
    UNKNOWN_READER = "it carries no valid access token"


@dataclass(frozen=True, slots=True)
class Access:
    """The rules: host names that are answered (None: any), and the token that every reader needs (empty: none).

    `login_token` is the one that browsers log in with, also where `public` lets everybody read without.
    """

    hosts: frozenset[str] | None
    token: str = field(default="", repr=False)
    login_token: str = field(default="", repr=False)
    public: bool = False

    @classmethod
    def of(cls, *, host: str, public_url: str, access_token: str, public: bool) -> Access:
        """The rules for listening at `host`; raises InputError where anyone could read without leave."""
        if is_loopback(host):
            public_host = urlsplit(public_url).hostname
            hosts = frozenset({public_host.casefold()} if public_host else ())
            return cls(hosts, "" if public else access_token, access_token, public)
        if public:
            return cls(None, login_token=access_token, public=True)
        if not access_token:
            raise InputError(
                f"at {host or 'every address'} anybody on the network could read everything: "
                "set access_token (WATCHTRACKER_ACCESS_TOKEN), or public = true if that is meant"
            )
        return cls(None, access_token, access_token)

    def is_token(self, offered: str) -> bool:
        """Whether `offered` is the access token, compared in constant time."""
        if not self.login_token:
            return False
        return hmac.compare_digest(offered.encode("utf-8", "surrogateescape"), self.login_token.encode())

    def judge(self, path: str, headers: Mapping[str, str]) -> Admission:
        """Whether a request for `path` with these headers may be answered."""
        if path in _ALWAYS_ANSWERED:
            return Admission.ADMITTED
        if self.hosts is not None and not _is_ours(headers.get("host", ""), self.hosts):
            return Admission.FOREIGN_HOST
        if not self.token or path in OPEN_PATHS or path.startswith(PRIVATE_FEEDS):
            return Admission.ADMITTED
        return Admission.ADMITTED if self.is_token(offered_in(headers)) else Admission.UNKNOWN_READER

    def admits(self, path: str, scope: Scope) -> bool:
        """Whether `Guard` would let this through at once, without looking up a session."""
        headers = _deciding_headers(scope)
        return self.judge(path, headers) is Admission.ADMITTED and not _says_two_lengths(headers)


class Guard:
    """Stands before the application and answers what may not reach it."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        access: Access,
        sessions: Logins,
        guesses: Guesses,
        write_tokens: WriteTokens,
        proxies: Proxies,
    ) -> None:
        self.app = app
        self.access = access
        self.sessions = sessions
        self.guesses = guesses
        self.write_tokens = write_tokens
        self.proxies = proxies
        # Separate threads: if the database hangs, made-up cookies cannot use up the threads that answer other readers.
        self._lookups = CapacityLimiter(_LOOKUPS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = path_of(scope)
        deciding = _deciding_headers(scope)
        if _says_two_lengths(deciding):
            # A proxy may see its end elsewhere, and take what follows for the next request (RFC 9112 6.3).
            refused = refusal(scope, 400, "Say the length of a request in one way.", {"Connection": "close"})
            await refused(scope, receive, send)
            return
        verdict = self.access.judge(path, deciding)
        if verdict is Admission.ADMITTED:
            await self.app(scope, receive, send)
            return
        if verdict is Admission.UNKNOWN_READER and await self._is_known(scope, path):
            verdict = Admission.ADMITTED
        answer = _answer(verdict, Request(scope))
        if verdict is Admission.UNKNOWN_READER and offered_in(Headers(scope=scope)):
            # An address that has to wait already is not counted again.
            if (away := self.guesses.turned_away(Request(scope))) is None:
                self.guesses.note_wrong(Request(scope))
            answer = away or answer
        await (answer or self.app)(scope, receive, send)

    async def _is_known(self, scope: Scope, path: str) -> bool:
        """Whether somebody asks who needs no access token: named by a trusted proxy, logged in, or allowed to write."""
        if named := self.proxies.name(scope):
            known_as(scope, named)
            return True
        headers = Headers(scope=scope)
        # A session opens what people look at; programs send the token itself.
        if is_seen_in_pages(path) and (secret := secret_in(headers)):
            held = await to_thread.run_sync(self.sessions.hold, secret, limiter=self._lookups)
            if held:
                known_as(scope, name_in(secret))
                return True
        offered = offered_in(headers)
        if not offered:
            return False
        writer = await to_thread.run_sync(self.write_tokens.name, offered, limiter=self._lookups)
        known_as(scope, writer)
        return bool(writer)


def _deciding_headers(scope: Scope) -> dict[str, str]:
    """The headers that `Access.judge` needs; of a repeated header the first, as Starlette reads it, in one pass."""
    # Reversed, so that the first of each name is written last.
    return {_DECIDING[name]: value.decode("latin-1") for name, value in scope["headers"][::-1] if name in _DECIDING}


def _says_two_lengths(headers: Mapping[str, str]) -> bool:
    return "transfer-encoding" in headers and "content-length" in headers


def is_loopback(host: str) -> bool:
    """Whether a server that listens at `host` is reached from this machine only."""
    name = host.casefold().rstrip(".")
    if name in _LOOPBACK_NAMES or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=256)
def _is_ours(host: str, hosts: frozenset[str]) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return is_loopback(name) or name.rstrip(".") in hosts


def offered_in(headers: Mapping[str, str]) -> str:
    """The token that the request sends; empty if it sends none."""
    scheme, _, offered = headers.get("authorization", "").partition(" ")
    return offered.strip() if scheme.casefold() == "bearer" else ""


def _answer(verdict: Admission, request: Request) -> Response | None:
    path = path_of(request.scope)
    match verdict:
        case Admission.ADMITTED:
            return None
        case Admission.FOREIGN_HOST:
            text = "This address is answered under the names of loopback and of public_url only."
            return refusal(request.scope, 421, text)
        case Admission.UNKNOWN_READER if is_page(path) and request.method in {"GET", "HEAD"}:
            return RedirectResponse(f"{root_of(request.scope)}/login?next={quote(path, safe='')}", 303)
        case Admission.UNKNOWN_READER if is_page(path) and request.method == "POST":
            login = f"{root_of(request.scope)}/login"
            text = f"Nothing was recorded, because this browser is not logged in: log in at {login}."
            return refusal(request.scope, 401, text, {"WWW-Authenticate": 'Bearer realm="watchtracker"'})
        case Admission.UNKNOWN_READER if request.method not in {"GET", "HEAD"}:
            return refusal(request.scope, 401, MAY_NOT_WRITE, {"WWW-Authenticate": 'Bearer realm="watchtracker"'})
        case Admission.UNKNOWN_READER:
            text = "Reading here needs the access token: send it as “Authorization: Bearer TOKEN”."
            if path.startswith("/feeds/"):
                text += " A calendar program takes a private link instead, which `watchtracker token add NAME` makes."
            return refusal(request.scope, 401, text, {"WWW-Authenticate": 'Bearer realm="watchtracker"'})
        case _:
            assert_never(verdict)
