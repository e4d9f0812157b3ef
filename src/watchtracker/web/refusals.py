"""Refused requests, answered in a sentence, and the security headers of every answer."""

from __future__ import annotations

from html import escape

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchtracker.web.roots import is_for_programs, path_of, root_of

# Content comes from this site only, no script runs, and no other page may frame ours.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{what} &ndash; watchtracker</title><link rel="stylesheet" href="{root}/style.css"></head>
<body><header class="top"><p class="name"><a href="{root}/">watchtracker</a></p></header>
<main><h1 class="inbox-title">{what}</h1><p class="lead">{text}</p><p><a href="{root}/">To the list</a></p></main>
</body>
</html>
"""
# A longer sentence repeats what was asked. Keep both ends: what is wrong, and how to fix it.
_LONGEST, _OF_EACH_END = 1000, 400
ALWAYS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


def refusal(scope: Scope, status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    """A sentence with a status, as JSON below /api/, as plain text where programs ask, else as a small page.

    No cache may keep it: what is missing now may exist in a moment.
    """
    headers, path = {"Cache-Control": "no-store", **(headers or {})}, path_of(scope)
    text = shortened(text)
    if path.startswith("/api/"):
        return JSONResponse({"error": text}, status, headers)
    if is_for_programs(path):
        return PlainTextResponse(f"{text}\n", status, headers)
    what = "Nothing here" if status == 404 else "Not now" if status >= 500 else "Refused"  # noqa: PLR2004
    page = _PAGE.format(root=root_of(scope), what=what, text=escape(text))
    return Response(page, status, headers, "text/html")


def shortened(text: str) -> str:
    """A sentence without its middle, if it is so long that it repeats what was asked."""
    return text if len(text) <= _LONGEST else f"{text[:_OF_EACH_END]} ... {text[-_OF_EACH_END:]}"


class Secured:
    """Adds the headers that keep browsers from doing more with an answer than showing it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                present = {name for name, _ in headers}
                headers.extend((name, value) for name, value in ALWAYS if name not in present)
            await send(message)

        await self.app(scope, receive, with_headers)
