"""The page that a browser sends the access token from, once; afterwards a cookie reads the pages, until it logs out.

An address that guesses has to wait, and is logged. `sessions.py` has the sessions that the cookie opens, `guesses.py`
counts the guesses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from watchtracker import lengths
from watchtracker.settings.fields import at_most, line
from watchtracker.web.access_log import known_as
from watchtracker.web.doors.access import Access
from watchtracker.web.doors.bearers import WriteTokens
from watchtracker.web.doors.guesses import Guesses, address_of, log_wrong
from watchtracker.web.doors.sessions import COOKIE, LASTS, Logins, is_proof, secret_in
from watchtracker.web.pages.forms import sent_in
from watchtracker.web.refusals import refusal
from watchtracker.web.roots import root_of

NOBODY = "page"


@dataclass(frozen=True, slots=True)
class Login:
    """Shows the form, and takes what it sends; with `secure` the cookie is for https only."""

    access: Access
    sessions: Logins
    guesses: Guesses
    templates: Environment
    secure: bool
    write_tokens: WriteTokens

    def form(self, request: Request) -> Response:
        """The log-in form; where no token is needed, a redirect to the page that was asked for."""
        root, then = root_of(request.scope), _own_path(request.query_params.get("next", ""))
        if not self.access.login_token:
            return RedirectResponse(f"{root}{then}", 303)
        return self._page(request, then)

    async def take(self, request: Request) -> Response:
        """A cookie for the right token, the form again for a wrong one, 429 for an address that has to wait."""
        sent = await sent_in(request)
        then, typed = _own_path(sent.get("next", "")), sent.get("by", "").strip()
        # No await between this question and the count below, so that requests at the same moment are all counted.
        if away := self.guesses.turned_away(request):
            return away
        token, owner, address = sent.get("token", "").strip(), "", address_of(request)
        if not self.access.is_token(token):
            # It counts as wrong until it is known to be right.
            wrong_in_a_row = self.guesses.wrong(address)
            owner = await run_in_threadpool(self.write_tokens.name, token)
            if not owner:
                log_wrong(address, wrong_in_a_row)
                wrong = "That is neither the access token nor one that may write."
                return self._page(request, then, typed=typed, wrong=wrong, status=401)
        self.guesses.right(address)
        try:
            by = owner or (at_most(lengths.SOURCE)(line(typed)) if typed else NOBODY)
        except ValueError as error:
            return self._page(request, then, typed=typed, wrong=f"This cannot be a name: {error}.", status=400)
        secret = await run_in_threadpool(partial(self.sessions.begin, by, with_own_token=bool(owner)))
        known_as(request.scope, by)
        answer = RedirectResponse(f"{root_of(request.scope)}{then}", 303)
        answer.set_cookie(
            COOKIE,
            secret,
            max_age=int(LASTS.total_seconds()),
            path=_path(request),
            httponly=True,
            samesite="lax",
            secure=self.secure,
        )
        return answer

    async def leave(self, request: Request) -> Response:
        """End the session of this browser; 403 for a form that is not from our own page."""
        secret, sent = secret_in(request.headers), await sent_in(request)
        if secret:
            if not is_proof(sent.get("proof", ""), secret):
                return refusal(request.scope, 403, "Log out by the button on the page.")
            await run_in_threadpool(self.sessions.end, secret)
        answer = RedirectResponse(f"{root_of(request.scope)}/login", 303)
        answer.delete_cookie(COOKIE, path=_path(request), httponly=True, samesite="lax", secure=self.secure)
        return answer

    def _page(self, request: Request, then: str, *, typed: str = "", wrong: str = "", status: int = 200) -> Response:
        shown = {"then": then, "typed": typed, "wrong": wrong, "public": self.access.public}
        page = self.templates.get_template("login.html").render(root=root_of(request.scope), **shown)
        return HTMLResponse(page, status, {"Cache-Control": "no-store"})


def _path(request: Request) -> str:
    return root_of(request.scope) or "/"


def _own_path(path: str) -> str:
    """`path` if it stays on this site, else "/": a form must not send its reader to a stranger's site."""
    own = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if own else "/"
