"""The thread that draws: it goes on whatever it meets, and stops when it is told to."""

from __future__ import annotations

from tests.edges.delivering import HOUR, NOW, SLACK, URL, Recorder
from tests.edges.faces import MEI, a_tracker, sent
from watchtracker.delivery.faces import FaceDrawer
from watchtracker.runtime.drawing import Drawing
from watchtracker.store.engine import Store

LATER = NOW + HOUR


def drawing(store: Store, slack: Recorder, *, doubts: bool = False) -> Drawing:
    drawer = FaceDrawer(store, (SLACK,), {"policy": slack}, public_url=URL, monotonic=lambda: 0.0)
    return Drawing(drawer, lambda: LATER, lambda: doubts)


def taken(store: Store) -> Recorder:
    slack = sent(store, "call")
    a_tracker(store).take("call", "policy", MEI, LATER)
    return slack


def test_it_draws_until_it_is_stopped(store: Store) -> None:
    slack = taken(store)
    thread = drawing(store, slack)
    slack.before = thread.stop
    thread.start()
    thread.join()
    assert [message.edits is None for message in slack.messages] == [True, False]


def test_a_run_that_ends_draws_what_can_be_drawn_within_seconds(store: Store) -> None:
    slack = taken(store)
    drawing(store, slack).until_idle()
    assert len(slack.messages) == 2


def test_nothing_is_drawn_while_the_clock_is_in_doubt(store: Store) -> None:
    slack = taken(store)
    drawing(store, slack, doubts=True).until_idle()
    assert len(slack.messages) == 1


def test_an_error_does_not_end_it(store: Store) -> None:
    slack = taken(store)
    calls: list[int] = []

    def clock() -> object:
        calls.append(1)
        if len(calls) == 1:
            thread.wake.set()
            raise RuntimeError("no clock")
        return LATER

    drawer = FaceDrawer(store, (SLACK,), {"policy": slack}, public_url=URL, monotonic=lambda: 0.0)
    thread = Drawing(drawer, clock)  # type: ignore[arg-type]
    slack.before = thread.stop
    thread.run()
    assert len(slack.messages) == 2
