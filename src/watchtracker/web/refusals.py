"""How requests are refused, in a sentence, and the headers of every answer; `conditional.py` has answers that last."""

from __future__ import annotations

from html import escape

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchtracker.web.roots import path_of, root_of

# Everything comes from here, nothing is run, nobody may frame it.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>watchtracker</title><link rel="stylesheet" href="{root}/style.css">
<main><p class="none">{text}</p><p><a href="{root}/">To the list</a></p></main>
"""
# Of a longer sentence, which says again what was asked, both ends are told: what was wrong, and what to do.
_LONGEST, _OF_EACH_END = 1000, 400
ALWAYS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


def refusal(scope: Scope, status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    """A sentence, in the form that whoever asks reads: JSON, plain text, or a small page.

    Nobody may keep it: what is not there now may be there in a moment.
    """
    headers, path = {"Cache-Control": "no-store", **(headers or {})}, path_of(scope)
    if len(text) > _LONGEST:
        text = f"{text[:_OF_EACH_END]} ... {text[-_OF_EACH_END:]}"
    if path.startswith("/api/"):
        return JSONResponse({"error": text}, status, headers)
    if path == "/" or path.startswith("/items/"):
        return Response(_PAGE.format(root=root_of(scope), text=escape(text)), status, headers, "text/html")
    return PlainTextResponse(f"{text}\n", status, headers)


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
                headers.extend(one for one in ALWAYS if one[0] not in present)
            await send(message)

        await self.app(scope, receive, with_headers)
