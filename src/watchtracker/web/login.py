"""The page that a browser sends the access token from, once; afterwards a cookie reads the pages.

The cookie is derived from the token, so that it holds on every replica and after a restart, ends when the token is
changed, and does not give the token away. `access.py` decides what it opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from watchtracker.web.access import COOKIE, Access
from watchtracker.web.roots import root_of

_MONTH = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Login:
    """Shows the form, and takes what it sends; `secure` keeps the cookie to https."""

    access: Access
    templates: Environment
    secure: bool

    def form(self, request: Request) -> Response:
        """The form; where no token is asked for, straight on."""
        root, then = root_of(request.scope), _own_path(request.query_params.get("next", ""))
        if not self.access.token:
            return RedirectResponse(f"{root}{then}", 303)
        return self._page(request, then, wrong=False)

    async def take(self, request: Request) -> Response:
        """A cookie for the right token, the form again for a wrong one. Reads a body, and so is the one coroutine."""
        sent = parse_qs((await request.body()).decode("utf-8", "replace"))
        then = _own_path(sent.get("next", [""])[0])
        if not self.access.is_token(sent.get("token", [""])[0].strip()):
            return self._page(request, then, wrong=True)
        answer = RedirectResponse(f"{root_of(request.scope)}{then}", 303)
        answer.set_cookie(
            COOKIE,
            self.access.cookie,
            max_age=_MONTH,
            path=root_of(request.scope) or "/",
            httponly=True,
            samesite="lax",
            secure=self.secure,
        )
        return answer

    def _page(self, request: Request, then: str, *, wrong: bool) -> Response:
        page = self.templates.get_template("login.html").render(root=root_of(request.scope), then=then, wrong=wrong)
        return HTMLResponse(page, 401 if wrong else 200, {"Cache-Control": "no-store"})


def _own_path(path: str) -> str:
    """`path` if it leads nowhere else: a form must not send its reader to a stranger's site."""
    own = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if own else "/"
