"""The senders that the settings ask for, and the services behind them: the one place that knows every way out.

Where one is not fully set up, such as Slack without a token, the console takes its place, so that nothing is lost. What
a new one needs is said in `channels`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TextIO, assert_never

from watchtracker.channels import Sender, Service, console, email, slack, webhook
from watchtracker.channels.console import Console
from watchtracker.channels.slack import socket_mode
from watchtracker.checks import Check
from watchtracker.notifications import Channel
from watchtracker.notifications.people import home, own_channel
from watchtracker.outbox.messages import Limits
from watchtracker.outbox.records import channel_scope
from watchtracker.settings import Settings, SlackSettings
from watchtracker.targets import CONSOLE, ConsoleTarget, EmailTarget, SlackTarget, WebhookTarget


def senders(settings: Settings, stream: TextIO, clock: Callable[[], datetime]) -> dict[str, Sender]:
    """A sender for each channel, and the console on `stream` for what nobody else takes.

    `clock` is for channels whose messages say when they were sent.
    """
    found: dict[str, Sender] = {CONSOLE: Console(stream, CONSOLE)}
    for channel in settings.channels:
        found[channel.name] = _sender(channel, settings, stream, clock)
    return found


def services(settings: Settings) -> list[Service]:
    """What stands behind the channels, as far as it is set up."""
    found: Iterable[Service | None] = (_workspace(settings), _mail_server(settings))
    return [service for service in found if service is not None]


def declared(channel: Channel, settings: Settings, about: str) -> Check:
    """What `doctor` says of a channel of the settings."""
    to = channel.to
    match to:
        case SlackTarget():
            return slack.declared(channel.name, to, about, token=bool(settings.slack.bot_token))
        case EmailTarget():
            return email.declared(channel.name, to, about, set_up=_mail_server(settings) is not None)
        case ConsoleTarget():
            return console.declared(channel.name, about)
        case WebhookTarget():
            return webhook.declared(channel.name, to, about)
        case _:
            assert_never(to)


def behind(gate: str, settings: Settings) -> Limits | None:
    """The limits of the channels that share the gate of this name; None if it belongs to one channel."""
    account = gate.partition(":")[0]
    sharing = (*_SHARING, *map(_limits, settings.channels))
    return next((limits for limits in sharing if account in {limits.shared_gate, limits.reading_gate}), None)


def checks_alone(settings: Settings) -> Iterator[Check]:
    """What `doctor` should know of the channels that no account stands behind."""
    for channel in settings.channels:
        to = channel.to
        match to:
            case WebhookTarget():
                yield from webhook.checks(channel.name, to)
            case ConsoleTarget() | EmailTarget() | SlackTarget():
                continue
            case _:
                assert_never(to)


def hears(to_slack: SlackSettings) -> bool:
    """Whether we hear what people press in Slack: over a socket, where there is an app token, else over HTTP."""
    return socket_mode.is_installed() if to_slack.app_token else bool(to_slack.signing_secret)


def called(gates: Iterable[str], settings: Settings) -> Sequence[str]:
    """The names that people know for what is behind some gates, each once."""
    of_channels = {channel_scope(channel.name): _limits(channel) for channel in settings.channels}
    found = (behind(gate, settings) or of_channels.get(_of_home(gate)) for gate in gates)
    return sorted({limits.called if limits else "a channel that is gone" for limits in found})


def _of_home(gate: str) -> str:
    """The gate of the channel in which a person took something, where it is that of their own."""
    name = gate.partition(":")[2]
    return channel_scope(home(name)) if own_channel(name) and channel_scope(name) == gate else gate


def if_unreadable(settings: Settings) -> dict[str, str]:
    """By channel, what people can do where what arrived in it cannot be read; empty where nothing helps."""
    return {channel.name: _limits(channel).if_unreadable for channel in settings.channels}


_SHARING = (slack.LIMITS, email.LIMITS)


def _limits(channel: Channel) -> Limits:
    to = channel.to
    match to:
        case SlackTarget():
            return slack.LIMITS
        case EmailTarget():
            return email.LIMITS
        case ConsoleTarget():
            return console.LIMITS
        case WebhookTarget():
            return webhook.limits(channel.name, to)
        case _:
            assert_never(to)


def _sender(channel: Channel, settings: Settings, stream: TextIO, clock: Callable[[], datetime]) -> Sender:
    to, workspace, server = channel.to, _workspace(settings), _mail_server(settings)
    match to:
        case SlackTarget():
            return workspace.sender(to.channel) if workspace else Console(stream, channel.name)
        case EmailTarget():
            return server.sender(channel.name, to) if server else Console(stream, channel.name)
        case ConsoleTarget():
            return Console(stream, channel.name)
        case WebhookTarget():
            return webhook.Webhook(channel.name, to, clock=clock)
        case _:
            assert_never(to)


def _workspace(settings: Settings) -> slack.Workspace | None:
    to_slack = settings.slack
    if not to_slack.bot_token:
        return None
    return slack.Workspace(token=to_slack.bot_token, api_url=to_slack.api_url, answerable=hears(to_slack))


def _mail_server(settings: Settings) -> email.MailServer | None:
    said = settings.email
    if not said.host or not said.sender or (said.user and not said.password):
        return None
    server = email.Server(said.host, said.port, said.security, said.user, said.password)
    return email.MailServer(server, sender=said.sender, name=said.sender_name)
