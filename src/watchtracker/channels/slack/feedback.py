"""Saying a sentence to one person, there where they pressed: nobody else sees it, and it needs no token.

The address comes with what Slack sends. It is signed, and yet nothing is ever sent to an address that is not Slack's.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request

from watchtracker.channels.slack.blocks import escape
from watchtracker.channels.slack.web_client import straight
from watchtracker.inbox.intents import Coming

_OF_SLACK = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})
_PATIENCE = 5  # seconds
_OK = 200

_log = logging.getLogger("watchtracker.channels.slack.feedback")


class Feedback:
    """Tells people at Slack, or at the host of `api_url` where that is another."""

    def __init__(self, api_url: str) -> None:
        self._api = urlsplit(api_url)

    def tell(self, coming: Coming, sentence: str, drawn: Mapping[str, object] | None = None) -> bool:
        """Whether Slack took a sentence for whoever did this, in the thread in which they did it.

        `drawn` is the sentence with buttons, where it has some.
        """
        if coming.reply_at is None or not self._is_slacks(coming.reply_at):
            return False
        shown = drawn or {"text": escape(sentence)}
        said: dict[str, object] = {**shown, "response_type": "ephemeral", "replace_original": False}
        if coming.where.thread is not None:
            said["thread_ts"] = coming.where.thread
        try:
            status = self._status_of(coming.reply_at, json.dumps(said).encode())
        except Exception as error:  # noqa: BLE001 - whatever goes wrong on the way, only its kind is no secret
            _log.warning("somebody could not be told what came of their answer: %s", type(error).__name__)
            return False
        if status != _OK:
            _log.warning("somebody could not be told what came of their answer: Slack answered %d", status)
        return status == _OK

    def _status_of(self, address: str, body: bytes) -> int:
        headers = {"Content-Type": "application/json;charset=utf-8"}
        request = Request(address, body, headers, method="POST")  # noqa: S310 - the address was looked at before
        try:
            with straight().open(request, timeout=_PATIENCE) as answer:
                return int(answer.status)
        except HTTPError as error:
            with error:
                return error.code

    def _is_slacks(self, address: str) -> bool:
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.password is not None:
            return False
        if parts.scheme == "https" and parts.hostname in _OF_SLACK and port is None:
            return True
        # As `api_url` itself is the operator's choice, so is the way to its host.
        ours = self._api
        return (parts.scheme, parts.hostname, port) == (ours.scheme, ours.hostname, ours.port)
