"""The root path: under which path readers see the application, and the path of a request within it.

`public_url` may have a path (`https://team.example/watch`). Some proxies remove it before they pass a request on, some
leave it. `Rooted` makes both the same request, with the path of `public_url` as ASGI's root path, with which every
link, form, cookie and redirect begins. It does the same for a request whose target is a whole URL (RFC 9112 3.2.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

_OF_PROGRAMS = frozenset({"/healthz", "/readyz", "/metrics", "/style.css", "/favicon.ico"})
_PAGES = frozenset({"/", "/add", "/inbox", "/inbox/text", "/record", "/timeline"})
_BEGIN_SO, _END_SO = ("/api/", "/feeds/", "/f/", "/slack/"), (".ics", ".atom", ".svg", ".json")


class Rooted:
    """Gives every request the root path that readers see, whatever a proxy made of it."""

    def __init__(self, app: ASGIApp, *, public_url: str, routes: Iterable[BaseRoute]) -> None:
        self.app = app
        self._root = unquote(urlsplit(public_url).path).rstrip("/")
        self._routes = tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http":
            # In place: the answer to an unforeseen error is made outside of here, and needs the root path too.
            if not scope["path"].startswith("/"):
                scope.update(_origin_form(scope))
            scope["path"] = f"{self._root}{self.inner(scope['path'])}"
            scope["root_path"] = self._root
        await self.app(scope, receive, send)

    def inner(self, path: str) -> str:
        """`path` without the root, if it has it. A root such as "/feeds" looks like one of our paths: routes decide."""
        if not self._root:
            return path
        if path == self._root:
            return "/"
        if not path.startswith(f"{self._root}/"):
            return path
        inner = path.removeprefix(self._root)
        return path if self._is_ours(path) and not self._is_ours(inner) else inner

    def _is_ours(self, path: str) -> bool:
        asked = {"type": "http", "method": "GET", "path": path, "root_path": ""}
        return any(route.matches(asked)[0] is not Match.NONE for route in self._routes)


def path_of(scope: Scope) -> str:
    """The path of a request within the application."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) or "/"


def is_page(path: str) -> bool:
    """Whether people look at `path` (within the application) in a browser."""
    return path in _PAGES or path.startswith("/items/")


def is_seen_in_pages(path: str) -> bool:
    """Whether a log-in of a browser opens `path` (within the application): a page, or what a page leads to."""
    return is_page(path) or path == "/timeline.svg"


def is_for_programs(path: str) -> bool:
    """Whether programs ask for `path` (within the application): there a refusal is no page. An unknown path is not."""
    return path in _OF_PROGRAMS or path.startswith(_BEGIN_SO) or path.endswith(_END_SO)


def root_of(scope: Scope) -> str:
    """The root path, quoted, with which every link begins; empty if there is none."""
    return quote(scope.get("root_path", ""))


def _origin_form(scope: Scope) -> Scope:
    """The path and the Host header of a request whose target is a whole URL; empty if it is no URL of HTTP."""
    path: str = scope["path"]
    scheme, sign, rest = path.partition("://")
    if not sign or scheme.casefold() not in {"http", "https"}:
        return {}
    authority, _, inner = rest.partition("/")
    host = authority.rpartition("@")[2].encode("utf-8", "replace")
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {"path": f"/{inner}", "headers": [(b"host", host), *headers]}
