"""How soon a press in Slack is acked, which means written down: beside one bare row committed to the same database.

Slack shows an error after three seconds, and the way there and back takes its part, so an ack must be there within one.
On PostgreSQL the tests' server does not wait for a disk.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from statistics import quantiles
from time import perf_counter

from tests.databases import MISSING, a_server
from tests.serving import serving
from tests.sites import SETTINGS, a_site
from tests.slack_hands import SECRET, Hands
from tests.slack_stand_in import TEAM

from watchtracker.answering.reception import TEAM as OUR_TEAM
from watchtracker.answering.reception import Reception
from watchtracker.channels.slack.inbound import read
from watchtracker.runtime.clock import now
from watchtracker.store.engine import Store
from watchtracker.web.slack import Interactions

_PRESSES, _AT_ONCE = 400, 8
_LIMIT = 1.0  # seconds
_MESSAGE = {
    "ts": "1800000000.000001",
    "channel": "C0POLICY",
    "blocks": [
        {
            "type": "actions",
            "block_id": "b1",
            "elements": [{"type": "button", "action_id": "wt.take", "value": '{"v":1,"n":17,"r":3}'}],
        }
    ],
}


def main() -> bool:
    with tempfile.TemporaryDirectory() as name:
        held = [_on("SQLite", f"sqlite:///{name}/watch.db")]
    with a_server() as server:
        if server is None:
            print(f"\n{MISSING}")
            return all(held)
        with server.new() as url:
            held.append(_on("PostgreSQL", url))
    return all(held)


def _on(database: str, url: str) -> bool:
    with closing(Store.open(url)) as store:
        with store.writing() as tx:
            tx.meta.set(OUR_TEAM, TEAM)
        bare = _percentile([_bare(store, number) for number in range(_PRESSES)])
        reception = Reception(store, read=read, now=now)
        site = a_site(store, replace(SETTINGS), now=now, interactions=Interactions(SECRET, reception, now))
        with serving(site) as found, ThreadPoolExecutor(_AT_ONCE) as together:
            hands = Hands(found, now)
            alone = _percentile([_press(hands) for _ in range(_PRESSES)])
            crowded = _percentile(list(together.map(lambda _: _press(hands), range(_PRESSES))))
        reception.close()
    print(
        f"\n{database}: 99 of 100 acks within {1000 * alone:.1f} ms, {_AT_ONCE} at once within {1000 * crowded:.1f} ms"
    )
    print(f"  one bare row: {1000 * bare:.1f} ms; the limit: {1000 * _LIMIT:.0f} ms")
    return max(alone, crowded) < _LIMIT


def _press(hands: Hands) -> float:
    payload = hands.press(_MESSAGE, "take")
    begun = perf_counter()
    answer = hands.send(payload)
    assert answer.status == 200, answer
    return perf_counter() - begun


def _bare(store: Store, number: int) -> float:
    begun = perf_counter()
    with store.writing() as tx:
        tx.inbox.put(f"bare {number}", "{}", now())
    return perf_counter() - begun


def _percentile(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[98]
