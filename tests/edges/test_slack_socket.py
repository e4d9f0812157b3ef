"""What comes over a socket to Slack: acked once it is written down, whatever happens to the connection meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from queue import Queue
from typing import Any, cast

import pytest

from tests.serving import Site
from tests.slack_hands import Hands
from tests.slack_sockets import APP_TOKEN, SlackSockets
from tests.slack_stand_in import TEAM
from watchtracker.answering.reception import TEAM as OUR_TEAM
from watchtracker.answering.reception import Reception
from watchtracker.channels.slack.inbound import read
from watchtracker.channels.slack.socket import Socket
from watchtracker.channels.slack.socket_mode import checks
from watchtracker.channels.slack.socket_standing import Pace, SocketStanding, SocketState
from watchtracker.checks import Finding
from watchtracker.inbox.at_once import NOT_RECORDED, Answered, AtOnce, NotRecorded, Passed, Recorded
from watchtracker.inbox.intents import Intent, Understood, Unknown, writes
from watchtracker.store.engine import Store

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
TAKE = {"type": "button", "action_id": "wt.take", "value": '{"v":1,"n":17,"r":3}'}
MESSAGE = {
    "ts": "1800000000.000001",
    "channel": "C0POLICY",
    "blocks": [{"type": "actions", "block_id": "b1", "elements": [TAKE]}],
}
FORM = {
    "id": "V1",
    "hash": "h",
    "callback_id": "wt.happened",
    "private_metadata": '{"v":1,"n":17,"r":3}',
    "blocks": [{"type": "input", "block_id": "on"}],
}
QUICK = Pace(ping=0.2, look=0.05, silence=1.0, stands=0.0, refused_first=0.1, refused_most=0.1)
ANA = Hands(cast("Site", None), lambda: NOW)
_PATIENCE = 20.0


@dataclass
class Listening:
    """A socket that was opened, and what it said of itself."""

    slack: SlackSockets
    socket: Socket
    standings: Queue[SocketStanding]

    def until(self, state: SocketState) -> SocketStanding:
        while (standing := self.standings.get(timeout=_PATIENCE)).state is not state:
            pass
        return standing


@contextmanager
def listening(
    slack: SlackSockets, receive: Callable[[str], Any], pace: Pace = QUICK, token: str = APP_TOKEN
) -> Iterator[Listening]:
    standings: Queue[SocketStanding] = Queue()
    socket = Socket(token, slack.url, receive, now=lambda: NOW, heard=standings.put, pace=pace)
    socket.start()
    try:
        yield Listening(slack, socket, standings)
    finally:
        socket.stop()


@pytest.fixture
def slack() -> Iterator[SlackSockets]:
    with SlackSockets().running() as found:
        yield found


def answering(outcome: AtOnce) -> Callable[[str], Any]:
    """Receives anything, and comes to this outcome."""

    async def receive(text: str) -> tuple[Intent, AtOnce]:
        return read(text, NOW, TEAM), outcome

    return receive


@dataclass
class Held:
    """Receives, and comes to an outcome once it is let go."""

    came: Queue[str] = field(default_factory=Queue)
    goes: Future[None] = field(default_factory=Future)

    async def receive(self, text: str) -> tuple[Intent, AtOnce]:
        self.came.put(text)
        await asyncio.wrap_future(self.goes)
        return Unknown(""), Recorded()


@contextmanager
def reception(store: Store, answer: Answered | None = None, writes_within: float = 10.0) -> Iterator[Reception]:
    def asked(intent: Understood) -> Answered | None:
        return answer or (None if writes(intent) else Answered())

    with store.writing() as tx:
        tx.meta.set(OUR_TEAM, TEAM)
    found = Reception(store, read=read, now=lambda: NOW, answer=asked, writes_within=writes_within)
    yield found
    found.close()
    for thread in threading.enumerate():
        if thread.name.startswith("received"):
            # One that the database kept waiting is still at it.
            thread.join(_PATIENCE)


def states(store: Store) -> dict[str, int]:
    with store.reading() as tx:
        return {state.value: number for state, number in tx.inbox.counts().items() if number}


def test_a_press_is_written_down_before_it_is_acked(store: Store, slack: SlackSockets) -> None:
    with reception(store) as desk, listening(slack, desk.receive) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.press(MESSAGE, "take"), envelope="a")
        assert slack.ack() == (1, {"envelope_id": "a"})
        assert states(store) == {"waiting": 1}


def test_one_press_in_two_envelopes_is_acked_twice_and_recorded_once(store: Store, slack: SlackSockets) -> None:
    with reception(store) as desk, listening(slack, desk.receive) as heard:
        heard.until(SocketState.CONNECTED)
        press = ANA.press(MESSAGE, "take")
        for envelope in ("a", "a", "b"):
            slack.send(press, envelope=envelope)
        assert sorted(slack.ack()[1]["envelope_id"] for _ in range(3)) == ["a", "a", "b"]
        assert states(store) == {"waiting": 1}


def test_a_command_and_an_event_come_over_the_socket_as_well(store: Store, slack: SlackSockets) -> None:
    said = Answered({"text": "Nothing is ahead."})
    command = {"command": "/watch", "text": "list", "user_id": "U0ANA", "team_id": TEAM, "trigger_id": "t"}
    opened = {"type": "app_home_opened", "tab": "home", "user": "U0ANA"}
    event = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": opened}
    with reception(store, said) as desk, listening(slack, desk.receive) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(command, "slash_commands", envelope="a")
        assert slack.ack()[1] == {"envelope_id": "a", "payload": {"text": "Nothing is ahead."}}
        slack.send(event, "events_api", envelope="b", takes=False)
        assert slack.ack()[1] == {"envelope_id": "b"}
    assert states(store) == {}


def test_while_the_database_is_busy_a_press_is_not_acked_and_a_form_says_why(store: Store, slack: SlackSockets) -> None:
    with (
        reception(store, writes_within=0.3) as desk,
        listening(slack, desk.receive) as heard,
        held(store),
    ):
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.press(MESSAGE, "take"), envelope="press")
        slack.send(ANA.submit(FORM, {"on": {"type": "datepicker", "selected_date": "2027-06-01"}}), envelope="form")
        refused = {"response_action": "errors", "errors": {"on": NOT_RECORDED}}
        assert slack.ack()[1] == {"envelope_id": "form", "payload": refused}
        assert slack.acks.empty()


@contextmanager
def held(store: Store) -> Iterator[None]:
    """The inbox, locked by somebody else until the block ends."""
    with store.writing() as tx:
        if not store.is_sqlite:
            tx.connection.exec_driver_sql("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
        yield


def test_what_was_not_recorded_is_not_acked(slack: SlackSockets) -> None:
    with listening(slack, answering(NotRecorded())) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.press(MESSAGE, "take"), envelope="press")
        slack.send(ANA.submit(FORM, {}), envelope="form")
        assert slack.ack()[1]["envelope_id"] == "form"
    assert slack.acks.empty()


def test_an_ack_of_200_kilobytes_arrives_whole(slack: SlackSockets) -> None:
    view = {"response_action": "update", "view": {"blocks": "x" * 200_000}}
    with listening(slack, answering(Answered(view))) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.submit(FORM, {}), envelope="form")
        assert slack.ack()[1] == {"envelope_id": "form", "payload": view}


def test_an_ack_carries_nothing_where_slack_takes_nothing(slack: SlackSockets) -> None:
    with listening(slack, answering(Answered({"text": "no"}))) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.press(MESSAGE, "take"), takes=False)
        assert slack.ack()[1] == {"envelope_id": "e1"}


def test_an_error_while_a_payload_is_received_costs_that_ack_alone(slack: SlackSockets) -> None:
    async def receive(text: str) -> tuple[Intent, AtOnce]:
        if "take" in text:
            raise RuntimeError("broken")
        return Unknown(""), Passed()

    with listening(slack, receive) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.press(MESSAGE, "take"), envelope="broken")
        slack.send({"type": "x"}, envelope="whole")
        assert slack.ack() == (1, {"envelope_id": "whole"})


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_a_click_under_way_is_acked_over_its_connection_while_another_takes_over(
    slack: SlackSockets, reason: str
) -> None:
    held_up = Held()
    with listening(slack, held_up.receive) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.press(MESSAGE, "take"), envelope="a")
        held_up.came.get(timeout=_PATIENCE)
        slack.disconnect(reason)
        heard.until(SocketState.CONNECTED)
        held_up.goes.set_result(None)
        assert slack.ack() == (1, {"envelope_id": "a"})
        assert slack.ended() == 1
        slack.send(ANA.press(MESSAGE, "take"), envelope="b")
        assert slack.ack() == (2, {"envelope_id": "b"})
    assert slack.opened == 2


def test_a_click_whose_connection_breaks_is_acked_over_the_next(slack: SlackSockets) -> None:
    held_up = Held()
    with listening(slack, held_up.receive) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.press(MESSAGE, "take"), envelope="a")
        held_up.came.get(timeout=_PATIENCE)
        slack.cut(1)
        heard.until(SocketState.CONNECTED)
        held_up.goes.set_result(None)
        assert slack.ack() == (2, {"envelope_id": "a"})


def test_a_connection_that_was_cut_is_made_anew_and_is_not_said_to_stand_meanwhile(slack: SlackSockets) -> None:
    with listening(slack, answering(Recorded())) as heard:
        for number in (1, 2, 3):
            heard.until(SocketState.CONNECTING)
            assert slack.connection() == number
            heard.until(SocketState.CONNECTED)
            slack.cut(number)
        heard.until(SocketState.CONNECTED)
    assert slack.opened == 4


def test_a_peer_that_is_frozen_is_left_for_another_connection(slack: SlackSockets) -> None:
    with listening(slack, answering(Recorded())) as heard:
        heard.until(SocketState.CONNECTED)
        slack.freeze(1)
        heard.until(SocketState.CONNECTED)
        slack.send({"type": "x"})
        assert slack.ack()[0] == 2


@pytest.mark.parametrize(
    ("reason", "why"), [("too_many_websockets", "as many connections"), ("link_disabled", "switched off")]
)
def test_where_slack_wants_no_connection_it_is_left_alone_for_a_minute(
    slack: SlackSockets, reason: str, why: str
) -> None:
    slack.says_first = reason
    with listening(slack, answering(Recorded()), Pace()) as heard:
        waits = heard.until(SocketState.WAITING)
        assert slack.opened == 1
    assert why in waits.why
    assert waits.again_at is not None
    assert (waits.again_at - NOW).total_seconds() == 60


def test_socket_mode_that_is_switched_off_and_on_again_goes_on_by_itself(slack: SlackSockets) -> None:
    with listening(slack, answering(Recorded())) as heard:
        heard.until(SocketState.CONNECTED)
        slack.disconnect("link_disabled")
        assert "switched off" in heard.until(SocketState.WAITING).why
        heard.until(SocketState.CONNECTED)
        slack.send({"type": "x"})
        assert slack.ack()[0] == 2


def test_a_token_that_is_refused_while_we_run_is_tried_again_and_works_once_it_is_accepted(slack: SlackSockets) -> None:
    with listening(slack, answering(Recorded())) as heard:
        heard.until(SocketState.CONNECTED)
        slack.refuses = "invalid_auth"
        slack.cut(1)
        waits = heard.until(SocketState.WAITING)
        assert "(invalid_auth)" in waits.why
        slack.refuses = ""
        heard.until(SocketState.CONNECTED)


def test_a_stop_lets_a_click_under_way_be_acked_and_takes_no_other(slack: SlackSockets) -> None:
    held_up = Held()
    with listening(slack, held_up.receive) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.press(MESSAGE, "take"), envelope="a")
        held_up.came.get(timeout=_PATIENCE)
        stopping = threading.Thread(target=heard.socket.stop)
        stopping.start()
        while not heard.socket.is_stopping:
            pass
        slack.send(ANA.press(MESSAGE, "take"), envelope="b")
        held_up.goes.set_result(None)
        stopping.join(_PATIENCE)
        assert heard.socket.standing.state is SocketState.STOPPED
    assert slack.ack() == (1, {"envelope_id": "a"})
    assert slack.ended() == 1
    assert slack.acks.empty()


def test_a_click_that_takes_too_long_does_not_keep_us_from_stopping(slack: SlackSockets) -> None:
    held_up = Held()
    with listening(slack, held_up.receive, Pace(drain=0.1)) as heard:
        heard.until(SocketState.CONNECTED)
        slack.send(ANA.press(MESSAGE, "take"))
        held_up.came.get(timeout=_PATIENCE)
        heard.socket.stop()
        assert heard.socket.standing.state is SocketState.STOPPED
    assert slack.acks.empty()


def test_doctor_opens_a_connection_and_closes_it(slack: SlackSockets) -> None:
    (check,) = checks(APP_TOKEN, slack.url)
    assert (check.finding, check.seen) == (
        Finding.OK,
        "a connection for answers (Socket Mode) opens for the app A0OURS",
    )
    assert slack.ended() == 1


def test_doctor_says_so_where_a_press_came_over_its_connection_and_leaves_it_unacked(slack: SlackSockets) -> None:
    slack.presses_at_once = [ANA.press(MESSAGE, "take")]
    opens, lost = checks(APP_TOKEN, slack.url)
    assert (opens.finding, lost.finding) == (Finding.OK, Finding.WARN)
    assert lost.seen == "1 of what people pressed came over that connection while it was open, and is not recorded"
    assert slack.ended() == 1
    assert slack.acks.empty()


def test_doctor_says_why_no_connection_opens(slack: SlackSockets) -> None:
    (check,) = checks("xapp-another", slack.url)
    assert check.finding is Finding.BAD
    assert "(invalid_auth)" in check.seen
    slack.says_first = "link_disabled"
    (check,) = checks(APP_TOKEN, slack.url)
    assert "switched off" in check.seen
