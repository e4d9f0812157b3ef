"""Words that say that something was stopped, so that a date of it may stand no more; `called_off.py` reads them."""

from __future__ import annotations

import re

# What is done to something with a date so that the date stands no more; on a day of its own it is what happens:
# "the launch on May 6 was halted", and not "sales were halted on May 6".
_WORD = re.compile("[a-z]+")
_STOPS = """
    dropped pulled suspended halted stopped paused frozen removed reversed revoked rescinded repealed annulled voided
    nullified overturned waived vacated aborted scrubbed nixed binned canned junked killed discarded struck
    deleted rejected vetoed blocked lifted spiked stayed enjoined quashed
    unlikely impossible unrealistic unachievable
"""
STOPPED = frozenset(_STOPS.split())


def may_be_stopped(lower: str) -> bool:
    """Whether a text in lower case has a word that could say that something was stopped."""
    return not STOPPED.isdisjoint(_WORD.findall(lower))
