"""A process of its own that moves a date, sends what is due or draws a face, and may be killed on the way.

`python -m tests.failing DATABASE SLACK move|send|draw`; the failpoint comes from the environment.
"""

from __future__ import annotations

import sys
from datetime import timedelta

from tests.edges.delivering import DAY, NOW, SLACK, URL, a_delivery
from tests.slack_stand_in import TOKEN
from watchtracker.channels.slack import Slack
from watchtracker.delivery.faces import FaceDrawer
from watchtracker.items import Statement
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker


def main(database: str, slack: str, what: str) -> None:
    store = Store.open(database)
    if what == "move":
        moved = Statement("June 9, 2026", NOW.date() - DAY, "Gazette")
        Tracker(store, [SLACK], DEFAULT_LEADS).claim("call", moved, NOW)
    elif what == "draw":
        sender = Slack("C0POLICY", token=TOKEN, api_url=slack, answerable=True)
        FaceDrawer(store, (SLACK,), {"policy": sender}, public_url=URL).draw(NOW + timedelta(hours=1))
    else:
        a_delivery(store, {"policy": Slack("C0POLICY", token=TOKEN, api_url=slack)}, SLACK).dispatch(NOW)


if __name__ == "__main__":
    main(*sys.argv[1:])
