"""Webhooks: `formats` says what is sent, `signature` that it is ours, `responses` what came back; `client` talks.

`trying` looks whether an address can be reached at all, and `proxies` knows the way to it.
"""

from watchtracker.channels.webhook.client import Webhook, limits, scope
from watchtracker.channels.webhook.trying import checks, declared

__all__ = ["Webhook", "checks", "declared", "limits", "scope"]
