"""How hard Hypothesis tries: little while people work, more where `CI=true` and for `make soak`.

A slow machine is no failure, so there is no deadline; a check that decides must not fail by chance, so it draws the
same examples on every run. A soak draws other examples each time: it is there to find what nobody thought of. Single
rules that need more, or cannot have as many, say so beside themselves.
"""

from __future__ import annotations

import os

from hypothesis import settings

SOAK = bool(os.environ.get("SOAK"))
DECIDES = os.environ.get("CI") == "true"

settings.register_profile("watchtracker", deadline=None, max_examples=3)
settings.register_profile("watchtracker-ci", deadline=None, max_examples=60, derandomize=True, print_blob=True)
settings.register_profile("watchtracker-soak", deadline=None, max_examples=400, print_blob=True)
settings.load_profile("watchtracker-soak" if SOAK else "watchtracker-ci" if DECIDES else "watchtracker")


def at_most(examples: int) -> settings:
    """At most so many examples, for data that take long to draw; a soak has as many as its profile says."""
    return settings(max_examples=settings().max_examples if SOAK else min(settings().max_examples, examples))


def at_least(examples: int) -> settings:
    """At least so many examples, for rules that three say too little of; a soak tries many more."""
    return settings(max_examples=max(settings().max_examples, examples))


def runs_of_a_machine(in_a_soak: int) -> int:
    """How many runs there are of a machine on a database, each of which takes a second or more."""
    return in_a_soak if SOAK else 10 if DECIDES else 4
