"""How far one message wanders: from the heartbeat through Slack's client and back into the database."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from tests.edges.test_message_walk import MOST_STEPS, walk_of_a_message
from tests.slack_stand_in import slack_stand_in

from watchtracker.store.engine import Store


def main() -> bool:
    """Print the walk, step by step; whether it is as short as it should be."""
    with (
        tempfile.TemporaryDirectory() as folder,
        slack_stand_in() as slack,
        closing(Store.open(f"sqlite:///{Path(folder) / 'walk.db'}")) as store,
    ):
        walk = walk_of_a_message(store, slack)
    for step in walk.steps:
        print(f"  {step}")
    print(f"{len(walk.calls)} calls of {len(set(walk.calls))} functions in {len(walk.files)} files")
    print(f"{len(walk.steps)} steps from file to file (at most {MOST_STEPS})")
    return len(walk.steps) <= MOST_STEPS
