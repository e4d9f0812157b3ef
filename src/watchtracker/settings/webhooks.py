"""Webhooks in the settings: their addresses and secrets, which no error message repeats.

Anybody who knows the address of a webhook can post to it, so the address may come from the environment; the secret that
signs must come from there. For the channel "hub" they are `WATCHTRACKER_WEBHOOK__HUB__ADDRESS` and `..._SECRET`.
Whether the channels of the file and these variables fit together is checked here.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from watchtracker.nearest import nearest
from watchtracker.settings.hosts import ascii_address
from watchtracker.settings.private_places import host_and_port, may_go_plain, private_place

TABLE = "webhook"
_NAME = re.compile(r"[a-z0-9-]+")
_PREFIX = "whsec_"
# What may stand in a query as it is (RFC 3986 3.4), and % for what was encoded before.
_OF_QUERIES = "/?:@!$&'()*+,;=~-._%"

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class WebhookSecrets:
    """What the environment says of webhooks: texts by the channel's name as variables have it, and by key."""

    texts: Mapping[tuple[str, str], str]

    def of(self, channel: str, key: str) -> str:
        """The `address` or the `secret` that variables set for a channel; empty if they set none."""
        return self.texts.get((in_variables(channel), key), "")


def in_variables(channel: str) -> str:
    """A channel's name as variables have it."""
    return channel.strip().upper().replace("-", "_")


def webhook_address(text: str) -> str:
    """The address of a webhook as programs read it; raises ValueError."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        whole = whole and text.isprintable() and " " not in text
    except ValueError:
        whole = False
    if not whole:
        raise ValueError('it is no web address: write it whole, such as "https://hub.example/in"')
    if parts.username is not None:
        raise ValueError("it holds a user name, which no webhook asks for: take it out")
    try:
        # A browser shows letters in a query that a request may not contain.
        query = quote(parts.query, safe=_OF_QUERIES)
        return ascii_address(parts._replace(query=query, fragment="").geturl())
    except ValueError:
        raise ValueError("its host is no host name: write it as a browser shows it, or in its xn-- form") from None


def webhook_secret(text: str) -> str:
    """The secret that signs, as receivers have it; raises ValueError."""
    text = text.strip()
    try:
        key = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise ValueError("it is no secret of Standard Webhooks: write whsec_ and then at least 24 bytes in base64")
    return text


def mistakes(
    channels: Sequence[Mapping[str, Any]], secrets: WebhookSecrets, allow: object
) -> Iterator[tuple[Place, str]]:
    """Mistakes that channels, variables and the places allowed without TLS make together."""
    allowed = list(_allowed(allow))
    for number, channel in enumerate(channels):
        yield from _of_channel(number, channel, secrets, allowed)
    yield from _of_variables(channels, secrets)


def is_webhook(channel: Mapping[str, Any], secrets: WebhookSecrets) -> bool:
    """Whether a channel of the file is a webhook."""
    return "webhook" in channel or bool(secrets.of(str(channel.get("name")), "address"))


def _of_channel(
    number: int, channel: Mapping[str, Any], secrets: WebhookSecrets, allowed: Sequence[str]
) -> Iterator[tuple[Place, str]]:
    name = str(channel.get("name")).strip()
    if not is_webhook(channel, secrets):
        if "format" in channel:
            yield ("channel", number, "format"), "it is for webhooks alone: take it out, or name a webhook beside it"
        return
    if not _NAME.fullmatch(name):
        said = f'"{name}" cannot name a webhook: write lower case letters, digits and hyphens alone'
        yield ("channel", number, "name"), said
    by_variable = secrets.of(name, "address")
    place: Place = (TABLE, in_variables(name), "address") if by_variable else ("channel", number, "webhook")
    written = by_variable or channel["webhook"]
    if isinstance(written, str):
        yield from _of_address(place, written, allowed)


def _of_address(place: Place, written: str, allowed: Sequence[str]) -> Iterator[tuple[Place, str]]:
    try:
        address = urlsplit(webhook_address(written))
    except ValueError as error:
        if place[0] == TABLE:  # `form.py` refuses those of the file
            yield place, str(error)
        return
    if address.scheme == "http" and not may_go_plain(address, allowed):
        where = host_and_port(address)
        yield place, f'http would show it to everyone on the way: write https, or allow = ["{where}"] in [fetch]'


def _of_variables(channels: Sequence[Mapping[str, Any]], secrets: WebhookSecrets) -> Iterator[tuple[Place, str]]:
    names = {
        in_variables(str(channel.get("name"))): channel for channel in channels if isinstance(channel.get("name"), str)
    }
    hooks = [name for name, channel in names.items() if is_webhook(channel, secrets)]
    for (name, key), text in secrets.texts.items():
        if name not in hooks:
            near = nearest(name, hooks)
            known = f"did you mean {near}?" if near else f"known are {', '.join(hooks) or 'none'}"
            yield (TABLE, name, key), f"there is no such setting, as no webhook channel is called so: {known}"
        elif key == "secret":
            try:
                webhook_secret(text)
            except ValueError as error:
                yield (TABLE, name, key), str(error)


def _allowed(allow: object) -> Iterator[str]:
    for place in allow if isinstance(allow, list) else []:
        try:
            yield private_place(place)
        except (ValueError, TypeError, AttributeError):
            continue  # `form.py` refuses it
