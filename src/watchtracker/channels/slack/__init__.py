"""Slack: `blocks` says what a message looks like, `responses` what came back; `client` talks for one channel.

`workspace` is what concerns Slack as a whole. What comes from Slack is proven by `signature` and read by `inbound`,
with `fields`; it comes to `web`, or to `socket`, with `socket_connection` and `socket_standing`, where the extra that
`socket_mode` looks for is installed. `replies` says what Slack hears at once. `markup` makes plain text of a message.
`buttons` and `views` are what people press and see then.
"""

from watchtracker.channels.slack.client import LIMITS, WORKSPACE, Slack
from watchtracker.channels.slack.workspace import Workspace, declared

__all__ = ["LIMITS", "WORKSPACE", "Slack", "Workspace", "declared"]
