"""Talking to Slack: one call, one answer, never a second try.

slack_sdk's own retries would post twice after a connection that broke too late, so they are off: the database knows
what was tried. A call also ends after a fixed time in all, however slowly the other side dribbles, because a lease
stands behind it. `responses` says what came back.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError

from watchtracker.channels.slack import blocks, responses
from watchtracker.channels.slack.responses import Call
from watchtracker.channels.slack.web_client import WebClient
from watchtracker.outbox.messages import Limits, Message, Receipt, SendResult, SendStatus
from watchtracker.outbox.reconciliation import Reading, Search
from watchtracker.targets import account_of

SOCKET_TIMEOUT = 10
HARD_TIMEOUT = 12.0
# Gates are rows in databases that are kept, so their names stay.
WORKSPACE = "workspace"
# Slack allows about one message a second and channel, and reading much less.
LIMITS = Limits(
    called="Slack",
    pause=timedelta(seconds=1.1),
    one_per_beat=True,
    shared_gate=WORKSPACE,
    reading_gate="reading",
    if_refused="give it a token that Slack accepts",
    if_unreadable="invite the bot",
    has_plain_form=True,
    edits=True,
)
_PAGE = 200
# Seconds: less than others wait for us, the lease of a look among them.
_LONGEST_SEARCH = 10.0
# Seconds that Slack has to accept what a call sent before we gave it up.
_SETTLES = 30.0
_CLOCKS_DIFFER = timedelta(seconds=60)
_ID_BEGINS = frozenset("CGD")

_Answered = tuple[int, dict[str, str], object]

# Every failure comes back as an outcome; the SDK's own log lines would only say it twice.
_QUIET = logging.getLogger("watchtracker.slack_sdk")
_QUIET.setLevel(logging.CRITICAL)


class Slack:
    """Sends messages to one Slack channel (`target`: its id or name), or to a person by their id, with a bot's token.

    They are `answerable` where we hear what people press.
    """

    def __init__(
        self,
        target: str,
        *,
        token: str,
        api_url: str,
        timeout: int = SOCKET_TIMEOUT,
        hard_timeout: float = HARD_TIMEOUT,
        answerable: bool = False,
    ) -> None:
        self.limits = replace(LIMITS, takes_answers=answerable)
        self._target = target
        self._to_anyone = partial(
            Slack, token=token, api_url=api_url, timeout=timeout, hard_timeout=hard_timeout, answerable=answerable
        )
        self._hard_timeout = hard_timeout
        self._given_up: list[_ApiCall] = []
        self._client = WebClient(token=token, base_url=api_url, timeout=timeout, retry_handlers=[], logger=_QUIET)
        # The SDK would send plain http through HTTPS_PROXY and past NO_PROXY; without its own choice the proxies of
        # the environment hold as everywhere.
        self._client.proxy = None

    def send(self, message: Message, key: str) -> SendResult:
        """Post `message`, or edit the one that it takes the place of; the key travels in its metadata."""
        arguments = blocks.arguments(message, key)
        if message.edits is not None:
            return self._edit(message.edits, arguments)
        if message.replies_to is not None:
            arguments["thread_ts"] = message.replies_to.ts
        target = message.replies_to.channel if message.replies_to else self._target
        return self._call(Call.POST, {"channel": target, **arguments})

    def person(self, account: str) -> Slack:
        """Who sends to somebody alone: Slack takes the id of a person in the place of a channel's."""
        return self._to_anyone(account)

    def probe(self) -> SendResult:
        """Whether Slack accepts the token."""
        return self._call(Call.PROBE, {})

    def clock(self) -> datetime | None:
        """What time it is at Slack, by the Date of an answer; None if there was none."""
        answer = self._asked(lambda: self._client.api_call(Call.PROBE.value, json={}))
        return None if isinstance(answer, SendResult) else responses.clock_of(answer[1])

    def find(self, since: datetime, now: datetime, where: str | None, resumed: Search | None) -> Search:
        """The messages of ours since a moment, by the key in their metadata; replies in threads are not among them.

        Reads page after page to the end: fewer messages than asked for do not mean that there are no more.
        """
        if self._under_way():
            return Search(Reading.UNCLEAR, now, since, detail="an earlier call has not ended, or not long ago")
        # By its own id, if that is known: a channel that was pointed elsewhere is not the one of old receipts.
        channel = self._target if is_id(self._target) else where
        if channel is None and account_of(self._target):
            opened = self._conversation(now)
            if isinstance(opened, Search):
                return opened
            channel = opened
        if channel is None:
            return Search(Reading.IMPOSSIBLE, now, detail=f"the id of {self._target} is not known")
        return self._read(partial(self._client.conversations_history, channel=channel), channel, since, now, resumed)

    def find_replies(self, thread: Receipt, since: datetime, now: datetime, resumed: Search | None) -> Search:
        """The replies of ours below a message; where that is gone, no reply of ours is there either."""
        if self._under_way():
            return Search(Reading.UNCLEAR, now, since, detail="an earlier call has not ended, or not long ago")
        ask = partial(self._client.conversations_replies, channel=thread.channel, ts=thread.ts)
        return self._read(ask, thread.channel, since, now, resumed)

    def takes_replies_to(self, receipt: Receipt) -> bool:
        """Whether a message is where we send to: a channel can be pointed elsewhere, or get another id."""
        return not is_id(self._target) or self._target == receipt.channel

    def _read(
        self, ask: Callable[..., Any], channel: str, since: datetime, now: datetime, resumed: Search | None
    ) -> Search:
        """Read all pages that `ask` asks for."""
        search = resumed or Search(Reading.UNCLEAR, now, since)
        ends = time.monotonic() + _LONGEST_SEARCH
        while time.monotonic() < ends:
            search, clock = self._next_page(ask, search, channel)
            if search.reading is not Reading.DONE:
                return search
            if clock is not None and search.since == since and now - clock > _CLOCKS_DIFFER:
                # By Slack's clock, which the messages have, it was as much earlier when they arrived.
                search = Search(Reading.UNCLEAR, now, since - (now - clock))
            elif search.cursor is None:
                return search
        return replace(search, reading=Reading.TRY_LATER, detail="there is more to read")

    def take_back(self, receipt: Receipt) -> SendResult:
        """Delete a message of ours."""
        return self._call(Call.DELETE, {"channel": receipt.channel, "ts": receipt.ts})

    def _conversation(self, now: datetime) -> str | Search:
        """The id of the conversation with a person, or why it cannot be said: posting to them goes without it."""
        answer = self._asked(lambda: self._client.conversations_open(users=self._target))
        if isinstance(answer, SendResult):
            return Search(Reading.UNCLEAR, now, detail=answer.detail)
        status, headers, body = answer
        found = body.get("channel") if isinstance(body, dict) and body.get("ok") is True else None
        if isinstance(found, dict) and isinstance(channel := found.get("id"), str):
            return channel
        reading, detail, retry_after = responses.reading_of(status, headers, body)
        if reading is Reading.UNCLEAR and isinstance(body, dict) and body.get("ok") is False:
            # Whoever cannot be written to has no conversation to read in either.
            reading = Reading.IMPOSSIBLE
        return Search(reading, now, detail=detail, retry_after=retry_after)

    def _next_page(self, ask: Callable[..., Any], search: Search, channel: str) -> tuple[Search, datetime | None]:
        """The search with one more page, and what Slack's clock said."""
        since = search.since or search.began
        arguments: dict[str, Any] = {"oldest": f"{since.timestamp():.6f}", "limit": _PAGE}
        # Without asking for all of it Slack leaves out the metadata of events that the manifest does not name.
        arguments |= {"inclusive": True, "include_all_metadata": True}
        if search.cursor is not None:
            arguments["cursor"] = search.cursor
        answer = self._asked(lambda: ask(**arguments))
        if isinstance(answer, SendResult):
            return replace(search, reading=Reading.UNCLEAR, detail=answer.detail), None
        status, headers, body = answer
        clock = responses.clock_of(headers)
        reading, detail, retry_after = responses.reading_of(status, headers, body)
        if reading is not Reading.DONE or not isinstance(body, dict):
            return replace(search, reading=reading, detail=detail, retry_after=retry_after), clock
        found = dict(search.receipts)
        for key, receipt in _ours(body.get("messages") or [], channel):
            # A message can be on two pages; the oldest with a key is the one that counts.
            found[key] = tuple(sorted({receipt, *found.get(key, ())}, key=lambda known: known.ts))
        return replace(
            search, reading=reading, receipts=found, cursor=_next_cursor(body), detail="", retry_after=None
        ), clock

    def _edit(self, receipt: Receipt, arguments: Mapping[str, Any]) -> SendResult:
        kept = {name: arguments[name] for name in ("text", "blocks", "metadata", "parse") if name in arguments}
        return self._call(Call.EDIT, {"channel": receipt.channel, "ts": receipt.ts, **kept})

    def _call(self, call: Call, arguments: dict[str, Any]) -> SendResult:
        answer = self._asked(lambda: self._client.api_call(call.value, json=arguments), posts=call is Call.POST)
        return answer if isinstance(answer, SendResult) else responses.classify(call, *answer)

    def _asked(self, ask: Callable[[], Any], *, posts: bool = False) -> _Answered | SendResult:
        """What was answered, or the outcome of a call that was not answered, or not in time.

        What a call still does after that is its own affair, except where it `posts`: `find` waits for its end.
        """
        call = _ApiCall(ask)
        call.start()
        call.join(self._hard_timeout)
        if call.answer is not None:
            return call.answer
        if posts:
            self._given_up.append(call)
        return SendResult(SendStatus.UNCLEAR, f"no answer within {self._hard_timeout:g} seconds")

    def _under_way(self) -> bool:
        """Whether a call that was given up may still bring a message: it can wait long for a name or an address."""
        self._given_up = [
            call for call in self._given_up if call.ended is None or call.ended > time.monotonic() - _SETTLES
        ]
        return bool(self._given_up)


class _ApiCall(threading.Thread):
    """One call; `answer` and `ended`, on the monotonic clock, are there once it is over."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        super().__init__(name="slack", daemon=True)
        self._ask = ask
        self.answer: _Answered | SendResult | None = None
        self.ended: float | None = None

    def run(self) -> None:
        """Ask, and keep what was answered."""
        self.answer = _answer(self._ask)
        self.ended = time.monotonic()


def _answer(ask: Callable[[], Any]) -> _Answered | SendResult:
    try:
        response: Any = ask()
    except SlackApiError as error:
        response = error.response
    except Exception as error:  # noqa: BLE001 - whatever went wrong on the way has its class as well
        return responses.classify_error(error)
    headers = {str(name): str(value) for name, value in response.headers.items()}
    return int(response.status_code), headers, _decoded(response.data)


def _ours(messages: list[Any], channel: str) -> Iterator[tuple[str, Receipt]]:
    """The messages that carry a delivery key, as they come; never told by their text, which Slack rewrites."""
    for message in messages:
        metadata = message.get("metadata") if isinstance(message, dict) else None
        if not isinstance(metadata, dict) or metadata.get("event_type") != blocks.EVENT_TYPE:
            continue
        key, ts = (metadata.get("event_payload") or {}).get("delivery_key"), message.get("ts")
        if isinstance(key, str) and isinstance(ts, str):
            yield key, Receipt(channel, ts)


def _next_cursor(body: Mapping[str, Any]) -> str | None:
    cursor = (body.get("response_metadata") or {}).get("next_cursor")
    return cursor if isinstance(cursor, str) and cursor else None


def is_id(target: str) -> bool:
    """Whether a channel is written as its id, and not by its name."""
    return target[:1] in _ID_BEGINS and target.isalnum() and target.isupper()


def _decoded(data: object) -> object:
    if not isinstance(data, bytes):
        return data
    try:
        return json.loads(data)
    except ValueError:
        return None
