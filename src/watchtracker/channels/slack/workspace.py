"""The workspace: what concerns Slack as a whole and no channel alone, such as whether it accepts our token.

`checks` looks at all that people set up over there before they rely on a reminder. It asks with less patience than a
message is sent with, for somebody is waiting, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from watchtracker.channels.slack.client import LIMITS, Slack, is_id
from watchtracker.channels.slack.fields import text_at
from watchtracker.channels.slack.responses import clock_of
from watchtracker.channels.slack.web_client import WebClient
from watchtracker.checks import Check, Finding
from watchtracker.notifications import Channel, DmOwner
from watchtracker.outbox.messages import SendResult
from watchtracker.targets import SlackTarget, account_of

_PATIENCE = 5
_CLOCKS_DIFFER = timedelta(seconds=30)
# What each scope is for. The manifests in config/ ask for all of them, and for the last ones where people can answer.
NEEDED_SCOPES = {"chat:write": "nothing can be sent"}
WANTED_SCOPES = {
    "channels:history": "what is unclear cannot be looked up before it is sent again",
    "channels:read": "whether the bot is in a channel cannot be seen",
}
ANSWERING_SCOPES = {
    "commands": "there is no /watch",
    "users:read": "guests who answer count as members",
}
# Where people are written to alone: who is on something, owners, and those to whom a channel escalates.
ALONE_SCOPES = {
    "im:write": "whether the first direct message to somebody arrived cannot be looked up",
    "im:history": "whether a direct message arrived cannot be looked up",
}
# Both or none: whoever wants something to stand below links asks for it, by the lines for it in the manifests.
LINK_SCOPES = {
    "links:read": "nothing stands below links to the pages of items",
    "links:write": "nothing stands below links to the pages of items",
}
# Needed only where a channel names a group of people who may answer in it.
GROUP_SCOPES = {"usergroups:read": "the members of a group that a channel names cannot answer"}
# Of a private channel that the bot is not in, Slack says that there is none. No invitation fixes anything else.
_NOT_INVITED = {"channel_not_found", "not_in_channel"}


@dataclass(frozen=True, slots=True)
class _NoAnswer:
    """Why Slack did not do what was asked, in a sentence; `code` is the name that it has for that, if it said one."""

    why: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Ours:
    """The ids of the workspace and of the app that a token is of; empty where Slack does not say."""

    team: str
    app: str


class Workspace:
    """A workspace of Slack, reached with a bot's token; `answerable` where we hear what people press."""

    limits = LIMITS

    def __init__(self, *, token: str, api_url: str, answerable: bool = False) -> None:
        self._token = token
        self._api_url = api_url
        self._answerable = answerable
        self._slack = self.sender("")

    def sender(self, target: str) -> Slack:
        """Who sends to one of its channels (`target`: its id or name)."""
        return Slack(target, token=self._token, api_url=self._api_url, answerable=self._answerable)

    def probe(self) -> SendResult:
        """Whether the token is accepted."""
        return self._slack.probe()

    def clock(self) -> datetime | None:
        """What time it is over there; None if it does not say."""
        return self._slack.clock()

    def ours(self) -> Ours | None:
        """Which workspace and app the token is of; None if Slack cannot be asked now."""
        client = self._hasty()
        answer = _asked(client.auth_test)
        if isinstance(answer, _NoAnswer):
            return None
        team, bot = text_at(answer.data, "team_id") or "", text_at(answer.data, "bot_id")
        found = _asked(lambda: client.bots_info(bot=bot)) if bot else None
        app = None if found is None or isinstance(found, _NoAnswer) else text_at(found.data, "bot", "app_id")
        return Ours(team, app or "")

    def checks(self, channels: Iterable[Channel], now: datetime) -> Iterator[Check]:
        """Look at the token, its scopes, the clock, and those of `channels` that are here."""
        client = self._hasty()
        answer = _asked(client.auth_test)
        if isinstance(answer, _NoAnswer):
            fix = "nothing, if Slack is down: everything waits for it; else look at the token and at `api_url`"
            yield Check("Slack", Finding.BAD, answer.why, fix)
            return
        yield Check("Slack", Finding.OK, f"{answer.get('user')} in {answer.get('team')}")
        yield from _clock(clock_of(answer.headers), now)
        channels = list(channels)
        yield from _scopes(answer, self._scopes_to_answer(channels))
        for channel in channels:
            if isinstance(channel.to, SlackTarget):
                yield _membership(client, channel.name, channel.to.channel)

    def _scopes_to_answer(self, channels: Iterable[Channel]) -> dict[str, str]:
        """What the scopes are for without which people could not answer as the settings say."""
        channels = list(channels)
        alone = any(each.dm_owner is not DmOwner.NEVER or account_of(each.escalate_to) for each in channels)
        if not self._answerable:
            return ALONE_SCOPES if alone else {}
        named = (channel.answers for channel in channels if isinstance(channel.answers, frozenset))
        groups = any(account.startswith("S") for answers in named for account in answers)
        return ANSWERING_SCOPES | ALONE_SCOPES | (GROUP_SCOPES if groups else {})

    def _hasty(self) -> WebClient:
        client = WebClient(token=self._token, base_url=self._api_url, timeout=_PATIENCE, retry_handlers=[])
        # As with what is sent: the proxies of the environment hold as everywhere.
        client.proxy = None
        return client


def declared(name: str, target: SlackTarget, about: str, *, token: bool) -> Check:
    """A channel of the settings: where it leads, or that it cannot without a token."""
    if token:
        return Check(f"channel {name}", Finding.OK, f"Slack {target.channel}: {about}")
    seen = f"there is no Slack token, so {target.channel} goes to the console"
    return Check(f"channel {name}", Finding.WARN, seen, "set WATCHTRACKER_SLACK__BOT_TOKEN")


def _clock(said: datetime | None, now: datetime) -> Iterator[Check]:
    if said is None:
        return
    apart = now - said
    if abs(apart) <= _CLOCKS_DIFFER:
        yield Check("clock", Finding.OK, "it agrees with Slack's")
        return
    way = "ahead of" if apart > timedelta(0) else "behind"
    seen = (
        f"it is {timedelta(seconds=round(abs(apart).total_seconds()))} {way} Slack's: reminders go out at wrong times"
    )
    yield Check("clock", Finding.BAD, seen, "set this machine's clock, best by NTP")


def _scopes(answer: Any, to_answer: Mapping[str, str]) -> Iterator[Check]:
    header = next((value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes"), None)
    if header is None:
        return
    granted = {scope.strip() for scope in header.split(",")}
    manifest = "config/slack-manifest-http.yaml" if to_answer else "config/slack-manifest.yaml"
    fix = f"add it to the app ({manifest} has them all) and install the app again"
    for scope, without in NEEDED_SCOPES.items():
        if scope not in granted:
            yield Check("Slack", Finding.BAD, f"the scope {scope} is missing: {without}", fix)
    for scope, without in WANTED_SCOPES.items():
        if scope not in granted and scope.replace("channels", "groups") not in granted:
            yield Check("Slack", Finding.WARN, f"the scope {scope} is missing: {without}", fix)
    links = LINK_SCOPES if granted & LINK_SCOPES.keys() else {}
    for scope, without in {**to_answer, **links}.items():
        if scope not in granted:
            yield Check("Slack", Finding.WARN, f"the scope {scope} is missing: {without}", fix)


def _membership(client: WebClient, name: str, target: str) -> Check:
    topic = f"channel {name}"
    if not is_id(target):
        seen = f"{target} is a name: whether the bot is in it cannot be seen"
        return Check(topic, Finding.WARN, seen, "write the channel's id (its details in Slack show it) in its place")
    answer = _asked(lambda: client.conversations_info(channel=target))
    if isinstance(answer, _NoAnswer):
        fix = "invite the bot: /invite @watchtracker" if answer.code in _NOT_INVITED else ""
        return Check(topic, Finding.WARN, f"{target}: {answer.why}", fix)
    found = answer.get("channel") or {}
    here = found.get("name", target)
    if found.get("is_archived"):
        return Check(topic, Finding.BAD, f"#{here} is archived", "unarchive it, or name another channel")
    if not found.get("is_member"):
        history = "so what is unclear cannot be looked up there"
        return Check(topic, Finding.BAD, f"the bot is not in #{here}, {history}", "invite it: /invite @watchtracker")
    return Check(topic, Finding.OK, f"the bot is in #{here}")


def _asked(call: Callable[[], Any]) -> Any:
    """The answer of Slack, or why there is none."""
    try:
        return call()
    except SlackApiError as error:
        code = error.response.get("error")
        return _NoAnswer(f"Slack refuses: {code}", code)
    except (SlackClientError, OSError, HTTPException) as error:
        return _NoAnswer(f"Slack cannot be reached: {error}")
