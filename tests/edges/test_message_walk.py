"""One message goes straight through the rooms: few steps from file to file, and never back up."""

import tomllib
from pathlib import Path

from tests.edges.delivering import NOW, SLACK, a_delivery, due, owe, slack_sender
from tests.slack_stand_in import SlackStandIn
from tests.walking import Walk, walking
from watchtracker.runtime.heartbeat import Heartbeat
from watchtracker.store.engine import Store

MOST_STEPS = 60


def walk_of_a_message(store: Store, slack: SlackStandIn) -> Walk:
    """The walk of the second of two messages: what happens but once in a process has happened by then."""
    dispatcher = a_delivery(store, {SLACK.name: slack_sender(slack)}, SLACK)
    heartbeat = Heartbeat(dispatcher, clock=lambda: NOW, server_clock=lambda: None)
    owe(store, due("first", channel=SLACK.name))
    heartbeat.beat()
    with store.writing() as tx:
        tx.connection.exec_driver_sql("DELETE FROM gates")
    owe(store, due("second", channel=SLACK.name))
    with walking() as walk:
        report = heartbeat.beat()
    assert (report.sent, len(slack.messages)) == (1, 2)
    return walk


def test_a_message_takes_few_steps(store: Store, slack: SlackStandIn) -> None:
    walk = walk_of_a_message(store, slack)
    assert len(walk.steps) <= MOST_STEPS, "\n".join(map(str, walk.steps))


def test_no_room_calls_back_up(store: Store, slack: SlackStandIn) -> None:
    pyproject = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    height = {room: -number for number, layer in enumerate(layers) for room in layer.split(" | ")}
    walk = walk_of_a_message(store, slack)
    upward = [step for step in walk.steps if height[step.rooms[0]] < height[step.rooms[1]]]
    assert upward == []
