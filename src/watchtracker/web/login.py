"""The page that a browser sends the access token from, once; afterwards a cookie reads the pages, until it logs out.

An address that guesses has to wait, and is logged. `sessions.py` has the sessions that the cookie opens, `guesses.py`
counts the guesses.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qs

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from watchtracker.web.access import Access
from watchtracker.web.guesses import Guesses, address_of
from watchtracker.web.refusals import refusal
from watchtracker.web.roots import root_of
from watchtracker.web.sessions import COOKIE, LASTS, Logins, proof_of, secret_in

_BODY_WITHIN = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Login:
    """Shows the form, and takes what it sends; with `secure` the cookie is for https only."""

    access: Access
    sessions: Logins
    guesses: Guesses
    templates: Environment
    secure: bool

    def form(self, request: Request) -> Response:
        """The log-in form; where no token is needed, a redirect to the page that was asked for."""
        root, then = root_of(request.scope), _own_path(request.query_params.get("next", ""))
        if not self.access.token:
            return RedirectResponse(f"{root}{then}", 303)
        return self._page(request, then, wrong=False)

    async def take(self, request: Request) -> Response:
        """A cookie for the right token, the form again for a wrong one, 429 for an address that has to wait."""
        sent = await _sent(request)
        then = _own_path(sent.get("next", ""))
        # No await between this question and the count below, so that requests at the same moment are all counted.
        if away := self.guesses.turned_away(request):
            return away
        if not self.access.is_token(sent.get("token", "").strip()):
            self.guesses.note_wrong(request)
            return self._page(request, then, wrong=True)
        self.guesses.right(address_of(request))
        secret = await run_in_threadpool(self.sessions.begin)
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
        secret, sent = secret_in(request.headers), await _sent(request)
        if secret:
            if sent.get("proof") != proof_of(secret):
                return refusal(request.scope, 403, "Log out by the button on the page.")
            await run_in_threadpool(self.sessions.end, secret)
        answer = RedirectResponse(f"{root_of(request.scope)}/login", 303)
        answer.delete_cookie(COOKIE, path=_path(request), httponly=True, samesite="lax", secure=self.secure)
        return answer

    def _page(self, request: Request, then: str, *, wrong: bool) -> Response:
        page = self.templates.get_template("login.html").render(root=root_of(request.scope), then=then, wrong=wrong)
        return HTMLResponse(page, 401 if wrong else 200, {"Cache-Control": "no-store"})


async def _sent(request: Request) -> dict[str, str]:
    """The fields of the form in the body; of a repeated field the first."""
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            body = await request.body()
    except TimeoutError:
        raise HTTPException(408, "The form did not arrive in time.") from None
    except ClientDisconnect:
        # Nobody reads this answer; without it, each client that hangs up would fill the log with a traceback.
        raise HTTPException(400, "The form did not arrive whole.") from None
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _path(request: Request) -> str:
    return root_of(request.scope) or "/"


def _own_path(path: str) -> str:
    """`path` if it stays on this site, else "/": a form must not send its reader to a stranger's site."""
    own = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if own else "/"
