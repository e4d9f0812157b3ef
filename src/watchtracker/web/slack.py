"""`POST /slack/interactions`: what people do in Slack, sent by Slack. Its signature is its login.

Slack shows the person an error unless it gets a 200 within three seconds, so a 200 means that what was sent is written
down, or answered. Nothing of what is sent is logged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from watchtracker.answering.reception import Reception
from watchtracker.channels.slack.inbound import greeting, text_of
from watchtracker.channels.slack.replies import reply
from watchtracker.channels.slack.signature import is_genuine
from watchtracker.web.refusals import refusal

PATH = "/slack/interactions"
_BODY_WITHIN = 2.0  # seconds; later the answer would come too late as well

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Interactions:
    """Receives what is signed with `secret`."""

    secret: str = field(repr=False)
    reception: Reception
    now: Callable[[], datetime]

    async def take(self, request: Request) -> Response:
        """200 for what is answered or written down, 401 for what Slack did not sign, 503 for what was not recorded."""
        body = await _body(request)
        if not is_genuine(self.secret, request.scope["headers"], body, self.now()):
            log.warning("a request came to %s that Slack did not sign just now: is signing_secret right?", PATH)
            return refusal(request.scope, 401, "This is not signed by Slack, or not within the last five minutes.")
        text = text_of(body)
        if (answer := greeting(text)) is not None:
            return PlainTextResponse(answer)
        said = reply(*await self.reception.receive(text))
        kind = "application/json" if said.json else "text/plain"
        return Response(said.json or said.text, said.status, {"Cache-Control": "no-store"}, kind)


async def _body(request: Request) -> bytes:
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            return await request.body()
    except TimeoutError:
        raise HTTPException(408, "The request did not arrive in time.") from None
    except ClientDisconnect:
        raise HTTPException(400, "The request did not arrive whole.") from None
