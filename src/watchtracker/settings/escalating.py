"""Who is told where nobody takes a deadline: the checks of `dm_owner` and `escalate_to`, and what holds by default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from watchtracker.notifications import Answerers, DmOwner
from watchtracker.settings.form import ChannelForm, SlackForm
from watchtracker.settings.mistakes import choose
from watchtracker.settings.webhooks import Place
from watchtracker.targets import account_of, is_group


def mistakes(channels: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Place, str]]:
    """The channels of the file that would write to owners without Slack, or that escalate to nobody."""
    names = [str(channel.get("name")).strip() for channel in channels]
    for number, channel in enumerate(channels):
        if channel.get("dm_owner") in {DmOwner.UNANSWERED, DmOwner.ALWAYS} and not channel.get("slack"):
            yield ("channel", number, "dm_owner"), "only Slack writes to an owner alone: take it out, or add `slack`"
        whom = channel.get("escalate_to")
        if isinstance(whom, str) and (wrong := _wrong(whom.strip(), channel, names)):
            yield ("channel", number, "escalate_to"), wrong


def dm_owner(form: ChannelForm, slack: SlackForm) -> DmOwner:
    """When the owner is written to alone: never without a token, and by itself only where people can answer."""
    heard = bool(slack.app_token or slack.signing_secret) and form.answers is not Answerers.NOBODY
    if form.slack is None or not slack.bot_token:
        return DmOwner.NEVER
    return form.dm_owner or (DmOwner.UNANSWERED if heard else DmOwner.NEVER)


def _wrong(whom: str, channel: Mapping[str, Any], names: Sequence[str]) -> str | None:
    others = [name for name in names if name != str(channel.get("name")).strip()]
    if whom in others:
        return None
    if whom in names:
        return "a channel cannot escalate to itself: name another one, or somebody's id"
    if account_of(whom) == whom or is_group(whom):
        return None if channel.get("slack") else f'only a channel of Slack reaches "{whom}": name another channel'
    otherwise = choose(whom, others) if others else "write somebody's id of Slack, such as U0123456789"
    return f'there is no channel "{whom}", and it is no id of Slack: {otherwise}'
