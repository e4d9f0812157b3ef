"""Telling people at Slack what came of an answer: the one who gave it alone, and the thread where others must know.

Each is said once and never again: an answer is recorded whether or not anybody hears of it, and a line that came twice
would be worse than one that did not come.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from watchtracker.channels.slack.blocks import escape
from watchtracker.channels.slack.feedback import Feedback
from watchtracker.channels.slack.modals import Modals
from watchtracker.channels.slack.views.said import offering, watching
from watchtracker.channels.slack.web_client import WebClient
from watchtracker.inbox.intents import Where
from watchtracker.inbox.tellings import Telling
from watchtracker.notifications.holds import Person
from watchtracker.wording.feedback import Line
from watchtracker.wording.safe_text import clean

_PATIENCE = 5  # seconds
_OK = 200
# What Slack says where it would answer a little later.
_ASK_AGAIN = frozenset({"ratelimited", "internal_error", "fatal_error", "request_timeout", "service_unavailable"})
_CODE = re.compile(r"[a-z0-9_]{1,100}")
# A message can be watched in a channel that the app was never invited to.
_NOT_THERE = frozenset({"channel_not_found", "not_in_channel", "is_archived"})
_log = logging.getLogger("watchtracker.channels.slack.teller")
_QUIET = logging.getLogger("watchtracker.slack_sdk.teller")
_QUIET.setLevel(logging.CRITICAL)


class Teller:
    """Tells people with a bot's token; without one only there where Slack left an address with what it sent."""

    def __init__(self, *, token: str, api_url: str) -> None:
        self._has_token = bool(token)
        self._feedback = Feedback(api_url)
        self._modals = Modals(token=token, api_url=api_url)
        self._client = WebClient(token=token, base_url=api_url, timeout=_PATIENCE, retry_handlers=[], logger=_QUIET)
        # As with what is sent: the proxies of the environment hold as everywhere.
        self._client.proxy = None

    def tell(self, telling: Telling) -> None:
        """Say all of it; what does not arrive is logged, and nothing is raised."""
        if telling.asks is not None and self._has_token:
            self._modals.open(telling.coming, telling.asks)
        if telling.told is not None:
            self._tell_alone(telling, telling.told.said)
            if telling.told.line is not None:
                self._tell_all(telling, telling.told.line)

    def is_guest(self, person: Person) -> bool | None:
        """Whether somebody is a guest; None if Slack cannot be asked now.

        Where Slack refuses to say it, for the app lacks the scope `users:read` or its token was revoked, nobody counts
        as a guest: answers are recorded all the same.
        """
        if not self._has_token:
            return False
        try:
            found = self._client.users_info(user=person.account or "").get("user")
        except SlackApiError as error:
            code = error.response.get("error")
            # Where something else than Slack answered, the library has the sentence of its own as the code.
            later = error.response.status_code != _OK or code in _ASK_AGAIN or not _CODE.fullmatch(str(code))
            return None if later else False
        except Exception as error:  # noqa: BLE001 - the library lets through whatever goes wrong on the way
            _log.warning("Slack could not be asked whether somebody is a guest: %s", type(error).__name__)
            return None
        if not isinstance(found, dict):
            return None
        return any(found.get(name) is True for name in ("is_restricted", "is_ultra_restricted", "is_stranger"))

    def members(self, group: str) -> frozenset[str] | None:
        """The accounts in a group of users; None if Slack does not say, and nobody for what is no group."""
        if not group.startswith("S"):
            return frozenset()
        try:
            found = self._client.usergroups_users_list(usergroup=group).get("users")
        except Exception as error:  # noqa: BLE001 - the library lets through whatever goes wrong on the way
            code = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            _log.warning("who is in the group %s could not be learnt, so its members cannot answer: %s", group, code)
            return None
        return frozenset(each for each in found if isinstance(each, str)) if isinstance(found, list) else None

    def _tell_alone(self, telling: Telling, sentence: str) -> None:
        message = _drawn(telling, sentence)
        if self._feedback.tell(telling.coming, sentence, message):
            return
        # A form has no address to answer to: what it was opened from is where its sender reads on.
        account, thread = telling.coming.who.person.account, telling.thread
        if account is None:
            return
        if thread is not None and thread.channel is not None:
            self._call(lambda: self._post_alone(account, thread, message))
        elif telling.came_from_home and telling.is_refused:
            # Their page shows what is recorded, and would only stay as it was.
            self._call(lambda: self._post_to(account, message))

    def _post_to(self, account: str, message: Mapping[str, Any]) -> None:
        self._client.chat_postMessage(channel=account, unfurl_links=False, unfurl_media=False, **message)

    def _post_alone(self, account: str, thread: Where, message: Mapping[str, Any]) -> None:
        """Say it there, seen by that person alone; in a message to them where the app is no member of the channel."""
        try:
            self._client.chat_postEphemeral(
                channel=thread.channel or "", user=account, thread_ts=thread.message, **message
            )
        except SlackApiError as error:
            if error.response.get("error") not in _NOT_THERE:
                raise
            self._post_to(account, message)

    def _tell_all(self, telling: Telling, line: Line) -> None:
        thread = telling.below
        if thread is None or thread.channel is None or thread.message is None:
            return
        self._call(
            lambda: self._client.chat_postMessage(
                channel=thread.channel or "",
                thread_ts=thread.message,
                text=said(line),
                parse="none",
                unfurl_links=False,
                unfurl_media=False,
            )
        )

    def _call(self, ask: Callable[[], Any]) -> None:
        if not self._has_token:
            return
        try:
            ask()
        except SlackApiError as error:
            _log.warning("what came of an answer could not be told: Slack refuses: %s", error.response.get("error"))
        except Exception as error:  # noqa: BLE001 - the library lets through whatever goes wrong on the way
            _log.warning("what came of an answer could not be told: %s", type(error).__name__)


def _drawn(telling: Telling, sentence: str) -> Mapping[str, Any]:
    """What is said to one person, with its buttons, if it has any."""
    if telling.watching is not None:
        return watching(telling.watching, sentence, telling.answer)
    if telling.offered is not None:
        return offering(telling.offered, sentence, telling.answer)
    return {"text": escape(sentence)}


def said(line: Line) -> str:
    """A line as Slack is to show it: people mentioned where their account is known, and nothing else parsed."""
    return "".join(_mention(part) if isinstance(part, Person) else escape(part) for part in line)


def _mention(person: Person) -> str:
    account = person.account or ""
    return f"<@{account}>" if account.isalnum() and account.isascii() else escape(clean(person.name))
