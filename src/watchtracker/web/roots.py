"""Where the application stands: under which path readers see it, and how a request says what it asks for.

`public_url` may have a path (`https://team.example/watch`). A proxy takes it off before it passes a request on, or
leaves it: both arrive here as the same request, with the path of `public_url` as ASGI's root path, which every link,
form, cookie and redirect begins with. So does a request whose target is a whole address (RFC 9112 3.2.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send


class Rooted:
    """Gives every request the root path that readers see, whatever a proxy made of it."""

    def __init__(self, app: ASGIApp, *, public_url: str, routes: Iterable[BaseRoute]) -> None:
        self.app = app
        self._root = unquote(urlsplit(public_url).path).rstrip("/")
        self._routes = tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http":
            # In place, so that the answer to what nobody foresaw, which is made outside, has it too.
            if not scope["path"].startswith("/"):
                scope.update(_origin_form(scope))
            scope["path"] = f"{self._root}{self.inner(scope['path'])}"
            scope["root_path"] = self._root
        await self.app(scope, receive, send)

    def inner(self, path: str) -> str:
        """The path without the root, if it has it. A root may be called as one of our own paths begins."""
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
    """The path within the application."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) or "/"


def root_of(scope: Scope) -> str:
    """What every link begins with; empty where the application stands at the top."""
    return quote(scope.get("root_path", ""))


def _origin_form(scope: Scope) -> Scope:
    """What a target that is a whole address comes to: its path, and its host in place of the header's."""
    path: str = scope["path"]
    scheme, sign, rest = path.partition("://")
    if not sign or scheme.casefold() not in {"http", "https"}:
        return {}
    authority, _, inner = rest.partition("/")
    host = authority.rpartition("@")[2].encode("utf-8", "replace")
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {"path": f"/{inner}", "headers": [(b"host", host), *headers]}
