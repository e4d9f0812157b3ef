"""Who may write on the pages, under which name, and whether a form came from a page of ours.

Where an access token is set, whoever logged in with it writes, under the name that was typed there. At loopback without
one, whoever asks is at this machine and writes under the name of who runs the server; but a proxy makes loopback
public, so nothing that came by one is recorded. With `public = true`, reading needs no log-in and writing does.

A stranger's page may send a form in the browser of its reader. So a form is taken only if the browser does not say that
it comes from elsewhere (Origin, Sec-Fetch-Site), and if it carries the proof that our page put into it. The proof
belongs to the session or, where there is none, to a cookie that this process signed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from watchtracker.store.tokens import new_secret
from watchtracker.web.access_log import known_as
from watchtracker.web.doors.access import MAY_NOT_WRITE, Access, is_loopback, offered_in
from watchtracker.web.doors.bearers import WriteTokens
from watchtracker.web.doors.login import NOBODY
from watchtracker.web.doors.proxies import Proxies
from watchtracker.web.doors.sessions import Logins, is_proof, name_in, proof_of, secret_in
from watchtracker.web.roots import root_of

FORM_COOKIE = "watchtracker_form"
FORM_HEADERS = {
    "Cache-Control": "no-store",
    # With "no-referrer" browsers send no Origin with a form, by which we see that it is ours.
    "Referrer-Policy": "same-origin",
}
# With one of these, proxies say that they passed a request on, or for whom.
_OF_PROXIES = frozenset({"forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"})
_PORTS = {"http": 80, "https": 443}
_LOG_IN = "Nothing is decided here without a log-in: log in with the access token at {root}/login?next=/inbox."
_NO_LOG_IN = "Everybody may read here, and nobody can log in: set access_token (WATCHTRACKER_ACCESS_TOKEN) to decide."
_BY_PROXY = (
    "This came by a proxy, or under a name that is not this machine's own, so that anybody might have sent it: "
    "set access_token (WATCHTRACKER_ACCESS_TOKEN), and log in with it."
)
_READS = (
    "The access token reads alone: send one that may write, which `watchtracker token add NAME --write` makes, as "
    "“Authorization: Bearer TOKEN”."
)
_PROGRAM_FROM_ELSEWHERE = "This was sent by a page of another site, so nothing was recorded."
_NAMES_NOBODY = "The proxy that this came by names nobody who logged in, so nothing is recorded."
_FROM_ELSEWHERE = "This form was sent by a page of another site, so nothing was recorded."
_NOT_OURS = (
    "Nothing was recorded: this form is not of a page that was opened in this browser since the last log-in or start "
    "of the server. Go back, load the page anew and decide there."
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who may write, under the name `by`; `proof` is for their forms, `cookie` (if any) for their browser to keep."""

    by: str
    proof: str = field(repr=False)
    cookie: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NoWriter:
    """Why whoever asks may not write, and the status that says so."""

    why: str
    status: int = 403


def for_forms(writer: Writer | NoWriter) -> dict[str, str]:
    """What a template needs to show forms to whoever may write, and to anyone else why there are none."""
    if isinstance(writer, NoWriter):
        return {"form_proof": "", "why_not": writer.why}
    return {"form_proof": writer.proof, "by": writer.by}


class Writers:
    """Knows who writes; `local` is who does so at this machine, where there is no log-in."""

    def __init__(
        self,
        access: Access,
        sessions: Logins,
        write_tokens: WriteTokens,
        proxies: Proxies,
        *,
        public_url: str,
        local: str,
    ) -> None:
        self._access = access
        self._proxies = proxies
        self._write_tokens = write_tokens
        self._sessions = sessions
        self._public = urlsplit(public_url)
        self._local = local
        self._key = secrets.token_bytes(32)

    def session(self, request: Request) -> str:
        """The secret of the valid log-in that a request comes with; empty if there is none. It asks the database."""
        if not self._access.login_token:
            return ""
        secret = secret_in(request.headers)
        if not self._sessions.hold(secret):
            return ""
        known_as(request.scope, name_in(secret))
        return secret

    def logged_in(self, request: Request) -> str:
        """The secret of the log-in of a request that was let in; empty if there is none."""
        # Where reading needs a log-in, the request would not be here without.
        return secret_in(request.headers) if self._access.token else self.session(request)

    def reads_all(self, request: Request) -> bool:
        """Whether a request that was let in may read also what nobody let in yet; everybody's eyes may not."""
        return not self._access.public or bool(self._proxies.name(request.scope) or self.session(request))

    def found(self, request: Request) -> Writer | NoWriter:
        """Who writes with this request, or why nobody does."""
        if name := self._proxies.name(request.scope):
            known_as(request.scope, name)
            return self._without_session(request, name)
        if self._access.login_token:
            secret = self.session(request)
            if not secret:
                return NoWriter(_LOG_IN.format(root=root_of(request.scope)), 401)
            return Writer(name_in(secret) or NOBODY, proof_of(secret))
        if self._access.public:
            return NoWriter(_NO_LOG_IN)
        if why_not := self._not_local(request):
            return why_not
        return self._without_session(request, self._local)

    def _without_session(self, request: Request, by: str) -> Writer:
        cookie = self._form_cookie(request)
        return Writer(by, proof_of(cookie), cookie)

    def _not_local(self, request: Request) -> NoWriter | None:
        """Why a request that needs no log-in is not from who is at this machine; None if it is."""
        if not _came_by_proxy(request.headers):
            return None
        if not self._proxies.passed_on(request.scope):
            return NoWriter(_BY_PROXY)
        return NoWriter(_NAMES_NOBODY) if self._proxies.names else None

    def sender(self, request: Request, sent: Mapping[str, str]) -> Writer | NoWriter:
        """Who sent this form, or why it is not taken."""
        if self._is_from_elsewhere(request.headers):
            return NoWriter(_FROM_ELSEWHERE)
        writer = self.found(request)
        if isinstance(writer, NoWriter):
            return writer
        secret = writer.cookie or secret_in(request.headers)
        return writer if is_proof(sent.get("proof", ""), secret) else NoWriter(_NOT_OURS)

    def program(self, request: Request) -> Writer | NoWriter:
        """Who writes by the API with this request, or why nobody does. It needs no proof, since it is no form."""
        if self._is_from_elsewhere(request.headers):
            return NoWriter(_PROGRAM_FROM_ELSEWHERE)
        offered = offered_in(request.headers)
        if offered:
            if name := self._write_tokens.name(offered):
                known_as(request.scope, name)
                return Writer(name, "")
            return NoWriter(_READS) if self._access.is_token(offered) else NoWriter(MAY_NOT_WRITE, 401)
        if name := self._proxies.name(request.scope):
            known_as(request.scope, name)
            return Writer(name, "")
        if self._access.login_token or self._access.public:
            return NoWriter(MAY_NOT_WRITE, 401)
        return self._not_local(request) or Writer(self._local, "")

    def remember(self, request: Request, answer: Response, writer: Writer | NoWriter) -> None:
        """Have the browser keep what the proof in its forms belongs to."""
        if isinstance(writer, NoWriter) or not writer.cookie:
            return
        answer.set_cookie(
            _form_cookie_at(request),
            writer.cookie,
            path=root_of(request.scope) or "/",
            httponly=True,
            samesite="lax",
            secure=request.scope["scheme"] == "https",
        )

    def _form_cookie(self, request: Request) -> str:
        """The cookie of this browser if we signed it, else a new one."""
        kept = secret_in(request.headers, _form_cookie_at(request))
        value, _, seal = kept.partition(".")
        if value and hmac.compare_digest(seal.encode("utf-8", "surrogatepass"), self._seal(value).encode()):
            return kept
        value = new_secret()
        return f"{value}.{self._seal(value)}"

    def _seal(self, value: str) -> str:
        return hmac.new(self._key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def _is_from_elsewhere(self, headers: Headers) -> bool:
        """Whether the browser says so; one that says nothing is believed because of the proof."""
        if any(site not in {"same-origin", "none"} for site in headers.getlist("sec-fetch-site")):
            return True
        return any(not self._is_own(origin, headers.get("host", "")) for origin in headers.getlist("origin"))

    def _is_own(self, origin: str, host: str) -> bool:
        try:
            sent = urlsplit(origin)
            asked = urlsplit(f"{sent.scheme}://{host}")
            if sent.scheme not in _PORTS or not sent.hostname:
                return False
            # A proxy may ask us under another name than readers do. Who needs no log-in comes by no proxy.
            named = self._access.login_token or self._proxies.names
            own = {_place(asked), _place(self._public)} if named else {_place(asked)}
            return _place(sent) in own
        except ValueError:
            return False


def _form_cookie_at(request: Request) -> str:
    """Its name has our port, because browsers send a cookie to all servers of a machine."""
    _, port = request.scope.get("server") or ("", 0)
    return f"{FORM_COOKIE}_{port}"


def _place(address: SplitResult) -> tuple[str, int | None]:
    return (address.hostname or "").rstrip("."), address.port or _PORTS.get(address.scheme)


def _came_by_proxy(headers: Headers) -> bool:
    """Whether a proxy passed a request on: one that names us by another name, or that says so."""
    if any(name in _OF_PROXIES or name.startswith("x-forwarded-") for name in headers):
        return True
    try:
        return not is_loopback(urlsplit(f"//{headers.get('host', '')}").hostname or "")
    except ValueError:
        return True
