"""The ways out in the settings: the keys of which a channel has one, and the target that each leads to.

Nothing else in the settings has to know which ways there are; `webhooks.py` and `mail.py` have the checks of addresses.
`plain.py` leaves a file with keys that it does not know to this form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel

from watchtracker.settings.fields import STRICT, Name, line, one_of
from watchtracker.settings.mail import addresses, mail_address
from watchtracker.settings.webhooks import Place, WebhookSecrets, is_webhook, webhook_address
from watchtracker.targets import (
    CONSOLE,
    ConsoleTarget,
    EmailTarget,
    SlackTarget,
    Target,
    WebhookFormat,
    WebhookTarget,
)

# What people call that which a key leads to.
WAYS = {"slack": "Slack", "email": "e-mail", "webhook": "a webhook"}


def slack_channel(text: str) -> str:
    """A channel's id or name, with or without its #; raises ValueError."""
    text = line(text)
    if text.startswith(("http:", "https:")):
        raise ValueError('this is a webhook: write it as webhook = "...", with format = "text" beside it')
    name = text.removeprefix("#")
    if not name or re.search(r"[\s#,]", name):
        raise ValueError(f'"{text}" is no channel of Slack: write its id, such as C0123456789, or its name')
    return name


class WayForm(BaseModel):
    """The name of a `[[channel]]`, and its keys that say where it leads."""

    model_config = STRICT

    name: Name
    slack: Annotated[str, AfterValidator(slack_channel)] | None = None
    email: Annotated[list[Annotated[str, AfterValidator(mail_address)]], AfterValidator(addresses)] | None = None
    webhook: Annotated[str, AfterValidator(webhook_address)] | None = None
    # The names of products are near to each other, and to formats that are not theirs: Mattermost takes "text".
    format: Annotated[WebhookFormat, one_of(WebhookFormat, guess=False)] = WebhookFormat.STANDARD

    def target(self, secrets: WebhookSecrets) -> Target:
        """Where it leads: the console, if neither a key nor a variable says more."""
        address = secrets.of(self.name, "address") or self.webhook
        if address:
            return WebhookTarget(webhook_address(address), self.format, secrets.of(self.name, "secret"))
        if self.email is not None:
            return EmailTarget(tuple(self.email))
        return ConsoleTarget() if self.slack is None else SlackTarget(self.slack)


def mistakes(channels: Sequence[Mapping[str, Any]], secrets: WebhookSecrets) -> Iterator[tuple[Place, str]]:
    """The channels of the file that lead to two places, or that are the console and lead elsewhere."""
    for number, channel in enumerate(channels):
        ways = [key for key in WAYS if channel.get(key) or (key == "webhook" and is_webhook(channel, secrets))]
        if channel.get("name") == CONSOLE and ways:
            said = f'"{CONSOLE}" is this terminal: choose another name for {WAYS[ways[0]]}'
            yield ("channel", number, "name"), said
        if len(ways) > 1:
            said = f"the channel leads to {WAYS[ways[0]]} already: give {WAYS[ways[1]]} a channel of its own"
            yield ("channel", number, ways[1]), said
