"""Who may answer in a channel, as people write it in the settings."""

from __future__ import annotations

import re
from typing import Any

from watchtracker.notifications import Answerers

_ID = re.compile(r"[UWS][A-Z0-9]{2,30}")


def answerers(value: Any) -> Answerers | frozenset[str]:
    """The word "workspace" or "nobody", or a list of ids; raises ValueError."""
    if isinstance(value, str) and value in {each.value for each in Answerers}:
        return Answerers(value)
    if not isinstance(value, list) or not value:
        raise ValueError('write "workspace", "nobody", or a list of ids of Slack, such as ["U0123456789"]')
    for each in value:
        if not isinstance(each, str) or not _ID.fullmatch(each):
            raise ValueError(
                f'"{each}" is no id of Slack: write a person\'s, "U0123456789", or a group\'s, "S0123456789"'
            )
    return frozenset(value)
