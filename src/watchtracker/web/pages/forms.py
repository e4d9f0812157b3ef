"""What the forms of the pages send, read from the body of a request."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

LARGEST = 64 * 1024
_BODY_WITHIN = 10.0  # seconds
_DIGITS = 15


async def sent_in(request: Request, most: int = LARGEST) -> dict[str, str]:
    """The fields of the form in the body, without those left empty; of a repeated field the first."""
    body = await whole_body(request, most)
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def in_one_text(fields: Iterable[str]) -> str:
    """What was typed, in one text that a form sends back, to show that just this was read out to who typed it."""
    return " | ".join(field.strip().replace("\r\n", " ").replace("\n", " ") for field in fields)


async def whole_body(request: Request, most: int = LARGEST) -> bytes:
    """All of the body, of at most `most` bytes; raises HTTPException if it does not arrive whole and in time."""
    # Starlette can limit a body too, and answers what is too long with a plain text of its own below /api/ as well.
    said = request.headers.get("content-length", "")
    if len(said) > _DIGITS or (said.isdecimal() and int(said) > most):
        raise _too_long(most)
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            return await _read(request, most)
    except TimeoutError:
        raise HTTPException(408, "What was sent did not arrive in time.") from None
    except ClientDisconnect:
        # Nobody reads this answer; without it, each client that hangs up would fill the log with a traceback.
        raise HTTPException(400, "What was sent did not arrive whole.") from None


async def _read(request: Request, most: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise _too_long(most)
    return bytes(body)


def _too_long(most: int) -> HTTPException:
    return HTTPException(413, f"What was sent is too long: {most // 1024} KiB are the most.")
