"""Talking to Slack: one call, one answer, never a second try.

slack_sdk's own retries would post twice after a connection that broke too late, so they are off: the database knows
what was tried. A call also ends after a fixed time in all, however slowly the other side dribbles, because a lease
stands behind it. `answers` says what came back.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from watchtracker.channels.records import Answer, Message, Outcome, Receipt
from watchtracker.channels.slack import answers, blocks
from watchtracker.channels.slack.answers import Call

SOCKET_TIMEOUT = 10
HARD_TIMEOUT = 12.0

# Every failure comes back as an outcome; the SDK's own log lines would only say it twice.
_QUIET = logging.getLogger("watchtracker.slack_sdk")
_QUIET.setLevel(logging.CRITICAL)


class Slack:
    """Sends messages to one Slack channel (`target`: its id or name) with a bot's token."""

    def __init__(
        self,
        target: str,
        *,
        token: str,
        api_url: str,
        timeout: int = SOCKET_TIMEOUT,
        hard_timeout: float = HARD_TIMEOUT,
    ) -> None:
        self._target = target
        self._hard_timeout = hard_timeout
        self._client = WebClient(token=token, base_url=api_url, timeout=timeout, retry_handlers=[], logger=_QUIET)
        # The SDK would send plain http through HTTPS_PROXY and past NO_PROXY; without its own choice the proxies of
        # the environment hold as everywhere.
        self._client.proxy = None

    def send(self, message: Message, key: str) -> Outcome:
        """Post `message`, or edit the one that it takes the place of; the key travels in its metadata."""
        arguments = blocks.arguments(message, key)
        if message.edits is not None:
            return self._edit(message.edits, arguments)
        if message.replies_to is not None:
            arguments["thread_ts"] = message.replies_to.ts
        target = message.replies_to.channel if message.replies_to else self._target
        return self._call(Call.POST, {"channel": target, **arguments})

    def probe(self) -> Outcome:
        """Whether Slack accepts the token."""
        return self._call(Call.PROBE, {})

    def _edit(self, receipt: Receipt, arguments: Mapping[str, Any]) -> Outcome:
        kept = {name: arguments[name] for name in ("text", "blocks", "metadata", "parse") if name in arguments}
        return self._call(Call.EDIT, {"channel": receipt.channel, "ts": receipt.ts, **kept})

    def _call(self, call: Call, arguments: dict[str, Any]) -> Outcome:
        """The outcome of a call, unclear if it is not there in time; what it still does then is its own affair."""
        outcomes: list[Outcome] = []
        thread = threading.Thread(
            target=lambda: outcomes.append(self._answer(call, arguments)), name=f"slack-{call.value}", daemon=True
        )
        thread.start()
        thread.join(self._hard_timeout)
        if outcomes:
            return outcomes[0]
        return Outcome(Answer.UNCLEAR, f"no answer within {self._hard_timeout:g} seconds")

    def _answer(self, call: Call, arguments: dict[str, Any]) -> Outcome:
        try:
            response: Any = self._client.api_call(call.value, json=arguments)
        except SlackApiError as error:
            response = error.response
        except Exception as error:  # noqa: BLE001 - whatever went wrong on the way has its class as well
            return answers.classify_error(error)
        headers = {str(name): str(value) for name, value in response.headers.items()}
        return answers.classify(call, int(response.status_code), headers, _decoded(response.data))


def _decoded(data: object) -> object:
    if not isinstance(data, bytes):
        return data
    try:
        return json.loads(data)
    except ValueError:
        return None
