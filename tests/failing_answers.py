"""A process of its own that receives an answer or works off what was received, and may be killed on the way.

`python -m tests.failing_answers DATABASE receive|work`; what is received is read from standard input, and the failpoint
comes from the environment.
"""

from __future__ import annotations

import asyncio
import sys

from tests.answers import NOW, Desk, Silent
from watchtracker.answering.reception import Reception
from watchtracker.channels.slack.inbound import read
from watchtracker.runtime.answerer import Answerer
from watchtracker.store.engine import Store


def main(database: str, what: str) -> None:
    store = Store.open(database)
    if what == "receive":
        reception = Reception(store, read=read, now=lambda: NOW, writes_within=10.0)
        asyncio.run(reception.receive(sys.stdin.read()))
        reception.close()
    else:
        Answerer(Desk(store).worker(), Silent(), lambda: NOW).until_idle()


if __name__ == "__main__":
    main(*sys.argv[1:])
