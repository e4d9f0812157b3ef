"""What the forms of the pages send, read from the body of a request."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

_BODY_WITHIN = 10.0  # seconds


async def sent_in(request: Request) -> dict[str, str]:
    """The fields of the form in the body, without those left empty; of a repeated field the first."""
    body = await whole_body(request)
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


async def whole_body(request: Request) -> bytes:
    """All of the body; raises HTTPException if it does not arrive whole and in time."""
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            return await request.body()
    except TimeoutError:
        raise HTTPException(408, "What was sent did not arrive in time.") from None
    except ClientDisconnect:
        # Nobody reads this answer; without it, each client that hangs up would fill the log with a traceback.
        raise HTTPException(400, "What was sent did not arrive whole.") from None
