"""What the tests of faces share: messages in Slack that can be answered, and the tracker that changes their items."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tests.edges.delivering import NOW, SECOND, SLACK, URL, Recorder, due, owe
from watchtracker.channels import slack
from watchtracker.delivery import Dispatcher
from watchtracker.notifications.holds import Person
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.faces import Face
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker

ANSWERABLE = replace(slack.LIMITS, takes_answers=True)
MEI = Person("mei", "U0MEI")


def a_tracker(store: Store) -> Tracker:
    return Tracker(store, (SLACK,), DEFAULT_LEADS)


def a_dispatcher(store: Store, recorder: Recorder) -> Dispatcher:
    return Dispatcher(store, (SLACK,), {"policy": recorder}, public_url=URL, uniform=max, monotonic=lambda: 0.0)


def sent(store: Store, *names: str, at: datetime = NOW, answerable: bool = True) -> Recorder:
    """Messages in Slack, one for each of these items in turn, a second and more apart."""
    recorder = Recorder(limits=ANSWERABLE if answerable else slack.LIMITS)
    delivery = a_dispatcher(store, recorder)
    for number, name in enumerate(names):
        moment = at + 2 * number * SECOND
        owe(store, due(name, moment, channel="policy"))
        delivery.dispatch(moment)
    return recorder


def settled(store: Store, now: datetime) -> list[Face]:
    """The faces that wait to be drawn, in their order; none waits afterwards."""
    found: list[Face] = []
    with store.writing() as tx:
        while (face := tx.faces.next(["policy"], now)) is not None:
            tx.faces.settle(face, face.drawn or "", at=now)
            found.append(face)
    return found
