"""How hard Hypothesis tries: modestly while people work, the same examples each time where `CI=true`.

A slow machine is no failure, so there is no deadline; a check that decides must not fail by chance, so it draws the
same examples on every run. Single rules that need more say so beside themselves.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("watchtracker", deadline=None, max_examples=10)
settings.register_profile("watchtracker-ci", deadline=None, max_examples=200, derandomize=True, print_blob=True)
settings.load_profile("watchtracker-ci" if os.environ.get("CI") == "true" else "watchtracker")


def at_most(examples: int) -> settings:
    """Fewer examples of what takes long to draw, and never more than the profile wants."""
    return settings(max_examples=min(settings().max_examples, examples))
