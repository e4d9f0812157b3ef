"""What Slack sends to us over HTTP: proven by its signature, written down once and in time, or refused honestly."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any

import pytest

from tests.databases import Server
from tests.serving import Parser, Site, serving
from tests.sites import SETTINGS, a_site
from tests.slack_hands import PATH, SECRET, Hands, Member, as_form, signed
from tests.slack_stand_in import TEAM
from watchtracker.answering.reception import APP as OUR_APP
from watchtracker.answering.reception import TEAM as OUR_TEAM
from watchtracker.answering.reception import Reception
from watchtracker.channels.slack.inbound import read
from watchtracker.inbox.at_once import NOT_KNOWN_YET, NOT_RECORDED, OF_ANOTHER_APP, OF_OTHERS, OF_PROGRAMS, Answered
from watchtracker.inbox.intents import Coming, Press, Submission, Understood, View, writes
from watchtracker.store.engine import Store
from watchtracker.store.inbox import LEFT_BEHIND, ReceivedState
from watchtracker.web.slack import Interactions

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
MESSAGE = {
    "ts": "1800000000.000001",
    "channel": "C0POLICY",
    "blocks": [
        {
            "type": "actions",
            "block_id": "b1",
            "elements": [
                {"type": "button", "action_id": "wt.take", "value": '{"v":1,"n":17,"r":3}'},
                {"type": "button", "action_id": "wt.new_date", "value": '{"v":1,"n":17,"r":3}'},
                {"type": "overflow", "action_id": "wt.more", "options": [{"value": "snooze|17|3"}]},
            ],
        }
    ],
}
FORM = {
    "id": "V1",
    "hash": "h",
    "callback_id": "wt.happened",
    "private_metadata": '{"v":1,"n":17,"r":3}',
    "blocks": [{"type": "input", "block_id": "on"}, {"type": "input", "block_id": "source"}],
}
ON = {"on": {"type": "datepicker", "selected_date": "2027-06-01"}}


@dataclass
class Office:
    """A reception over a store, with what it woke and told."""

    store: Store
    answers: Answered | None = None
    writes_within: float = 10.0
    woken: int = 0
    told: list[str] = field(default_factory=list)
    asked: list[Understood] = field(default_factory=list)
    heard: Event = field(default_factory=Event)

    def wake(self) -> None:
        self.woken += 1

    def tell(self, coming: Coming, sentence: str) -> None:
        del coming
        self.told.append(sentence)
        self.heard.set()

    def answer(self, intent: Understood) -> Answered | None:
        self.asked.append(intent)
        return self.answers or (None if writes(intent) else Answered())

    @contextmanager
    def open(self, parser: Parser | None = None, **settings: Any) -> Iterator[Site]:
        reception = Reception(
            self.store,
            read=read,
            now=lambda: NOW,
            answer=self.answer,
            wake=self.wake,
            tell=self.tell,
            writes_within=self.writes_within,
        )
        door = Interactions(SECRET, reception, lambda: NOW)
        site = a_site(self.store, replace(SETTINGS, **settings), now=lambda: NOW, interactions=door)
        with serving(site, parser) as found:
            yield found
        reception.close()

    def states(self) -> dict[str, int]:
        with self.store.reading() as tx:
            return {state.value: number for state, number in tx.inbox.counts().items() if number}


@pytest.fixture
def office(store: Store) -> Office:
    with store.writing() as tx:
        tx.meta.set(OUR_TEAM, TEAM)
    return Office(store)


def hands(site: Site, **more: Any) -> Hands:
    return Hands(site, lambda: NOW, **more)


def test_a_press_is_written_down_before_it_is_acked(office: Office) -> None:
    with office.open() as site:
        ana = hands(site)
        answer = ana.send(ana.press(MESSAGE, "take"))
        assert (answer.status, answer.body) == (200, b"")
        assert office.states() == {"waiting": 1}
        assert office.woken == 1
        with office.store.writing() as tx:
            row = tx.inbox.next(NOW)
        assert row is not None
        press = read(row.payload, row.at, TEAM)
        assert isinstance(press, Press)
        assert press.coming.who.person.account == "U0ANA"


def test_an_entry_of_the_menu_is_written_down_as_well(office: Office) -> None:
    with office.open() as site:
        ana = hands(site)
        assert ana.send(ana.press(MESSAGE, "snooze")).status == 200
    assert office.states() == {"waiting": 1}


def test_what_is_delivered_twice_to_any_replica_is_one_row(office: Office) -> None:
    with office.open() as site, office.open() as other:
        ana = hands(site)
        payload = ana.press(MESSAGE, "take")
        replicas = [site, other] * 4
        with ThreadPoolExecutor(8) as together:
            answers = list(together.map(lambda replica: ana.send(payload, to=replica), replicas))
        assert {answer.status for answer in answers} == {200}
    assert office.states() == {"waiting": 1}


def test_what_only_opens_a_form_leaves_no_trace(office: Office) -> None:
    office.answers = Answered({"response_action": "clear"})
    with office.open() as site:
        ana = hands(site)
        answer = ana.send(ana.press(MESSAGE, "new_date"))
        assert (answer.status, json.loads(answer.body)) == (200, {"response_action": "clear"})
    assert office.states() == {}


def test_a_form_that_is_filled_in_wrongly_is_not_written_down(office: Office) -> None:
    office.answers = Answered({"response_action": "errors", "errors": {"on": "that day is still to come"}})
    with office.open() as site:
        ana = hands(site)
        assert b"still to come" in ana.send(ana.submit(FORM, ON)).body
    assert office.states() == {}


def test_a_form_is_read_with_its_fields(office: Office) -> None:
    with office.open() as site:
        ana = hands(site)
        assert ana.send(ana.submit(FORM, ON)).body == b""
    (form,) = office.asked
    assert isinstance(form, Submission)
    assert (form.view, form.form.fields) == (View.HAPPENED, {"on": "2027-06-01"})
    assert office.states() == {"waiting": 1}


def test_what_came_by_another_app_is_refused(office: Office) -> None:
    with office.store.writing() as tx:
        tx.meta.set(OUR_APP, "A0OTHER")
    with office.open() as site:
        ana = hands(site)
        assert ana.send(ana.press(MESSAGE, "take")).status == 200
        office.heard.wait(5)
    assert (office.told, office.states()) == ([OF_ANOTHER_APP], {})


def test_until_it_is_known_which_workspace_is_ours_nothing_is_recorded(store: Store) -> None:
    office = Office(store)
    with office.open() as site:
        ana = hands(site)
        assert ana.send(ana.press(MESSAGE, "take")).status == 503
        office.heard.wait(5)
        with store.writing() as tx:
            # Slack was asked, and does not say.
            tx.meta.set(OUR_TEAM, "")
        assert ana.send(ana.press(MESSAGE, "take")).status == 200
    assert (office.told, office.states()) == ([NOT_KNOWN_YET], {"waiting": 1})


def test_a_partner_is_refused_with_a_sentence(office: Office) -> None:
    with office.open() as site:
        eve = hands(site, who=Member("U9EVE", "eve", "T9THEIRS"))
        assert eve.send(eve.press(MESSAGE, "take")).status == 200
        assert office.heard.wait(10)
        errors = json.loads(eve.send(eve.submit(FORM, ON)).body)
        assert errors == {"response_action": "errors", "errors": {"on": OF_OTHERS}}
    assert office.told[0] == OF_OTHERS
    assert office.states() == {}


def test_a_program_is_refused(office: Office) -> None:
    with office.open() as site:
        bot = hands(site, who=Member("U0OTHER", "other", is_bot=True))
        assert bot.send(bot.press(MESSAGE, "take")).status == 200
        assert office.heard.wait(10)
    assert office.told == [OF_PROGRAMS]
    assert office.states() == {}


def test_slack_is_told_that_we_are_there(office: Office) -> None:
    with office.open() as site:
        body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
        assert site.ask("POST", PATH, signed(body, NOW), body).text == "abc"
        assert site.ask("POST", PATH, signed(b"ssl_check=1", NOW), b"ssl_check=1").status == 200


@pytest.mark.parametrize(
    "body", [b"", b"payload=", b"payload=%7B", b"[" * 100_000, b'{"type":"block_actions"}', b"a=b"]
)
def test_what_is_not_known_is_acked_and_left_no_trace(office: Office, body: bytes) -> None:
    with office.open() as site:
        assert site.ask("POST", PATH, signed(body, NOW), body).status == 200
    assert office.states() == {}


ODD_HEADERS: dict[str, dict[str, str]] = {
    "none": {},
    "another secret": signed(b"{}", NOW, "another"),
    "too old": signed(b"{}", NOW - timedelta(seconds=301)),
    "of the future": signed(b"{}", NOW + timedelta(seconds=301)),
    "text for a time": {**signed(b"{}", NOW), "X-Slack-Request-Timestamp": "now"},
    "no time": {**signed(b"{}", NOW), "X-Slack-Request-Timestamp": ""},
    "no number": {**signed(b"{}", NOW), "X-Slack-Request-Timestamp": "inf"},
    "a fraction": {**signed(b"{}", NOW), "X-Slack-Request-Timestamp": "1.5"},
    "a long number": {**signed(b"{}", NOW), "X-Slack-Request-Timestamp": "9" * 5000},
    "no signature": {**signed(b"{}", NOW), "X-Slack-Signature": ""},
    "a signature of other letters": {**signed(b"{}", NOW), "X-Slack-Signature": "v0=\xe9"},
}


@pytest.mark.parametrize("headers", ODD_HEADERS.values(), ids=ODD_HEADERS)
def test_what_slack_did_not_sign_is_refused(office: Office, parser: Parser, headers: Mapping[str, str]) -> None:
    with office.open(parser) as site:
        answer = site.ask("POST", PATH, headers, b"{}")
        assert answer.status == 401
        assert "not signed by Slack" in answer.text


def test_a_body_that_is_no_utf8_is_refused(office: Office) -> None:
    with office.open() as site:
        assert site.ask("POST", PATH, signed(b"\xff", NOW), b"\xff").status == 401


def test_what_is_sent_again_within_five_minutes_is_one_row(office: Office) -> None:
    with office.open() as site:
        ana = hands(site)
        payload = ana.press(MESSAGE, "take")
        headers = signed(as_form(payload), NOW - timedelta(seconds=299))
        assert [ana.send(payload, headers=headers).status for _ in range(2)] == [200, 200]
    assert office.states() == {"waiting": 1}


def test_a_megabyte_is_the_most(office: Office) -> None:
    with office.open() as site:
        body = b"payload=" + b"x" * (1 << 20)
        assert site.ask("POST", PATH, signed(body, NOW), body).status == 413
        body = body[: 1 << 20]
        assert site.ask("POST", PATH, signed(body, NOW), body).status == 200


def test_the_signature_is_the_login_whatever_else_is_asked_for(office: Office) -> None:
    with office.open(access_token="a long access token") as site:
        ana = hands(site)
        payload = ana.press(MESSAGE, "take")
        headers = {**signed(as_form(payload), NOW), "Host": "tunnel.example"}
        assert ana.send(payload, headers=headers).status == 200


def test_the_address_cannot_be_read(office: Office) -> None:
    with office.open() as site:
        answer = site.get(PATH)
        assert (answer.status, answer.text.strip()) == (405, "This address can only be sent to.")


def test_without_a_secret_there_is_nothing_at_the_address(store: Store) -> None:
    with serving(a_site(store)) as site:
        ana = hands(site)
        assert ana.send(ana.press(MESSAGE, "take")).status == 404


def test_a_press_while_the_database_is_held_is_refused_and_never_counts(office: Office) -> None:
    office.writes_within = 0.3
    with office.open() as site:
        ana = hands(site)
        payload, form = ana.press(MESSAGE, "take"), ana.submit(FORM, ON)
        with held(office.store):
            answer = ana.send(payload)
            assert (answer.status, answer.text.strip()) == (503, NOT_RECORDED)
            errors = json.loads(ana.send(form).body)
            assert errors == {"response_action": "errors", "errors": {"on": NOT_RECORDED}}
        assert office.heard.wait(10)
        assert office.told[0] == NOT_RECORDED
        office.writes_within = 10.0
    # The threads that had to wait are through once another press is: it goes the same way, after them.
    with office.open() as site:
        assert hands(site).send(hands(site).press(MESSAGE, "take", trigger_id="later")).status == 200
        with office.store.writing() as tx:
            row = tx.inbox.next(NOW)
        assert row is not None
        assert row.key == "later"
        assert office.states() == {ReceivedState.WAITING.value: 1}


def test_a_form_without_a_field_says_on_top_that_it_was_not_recorded(office: Office) -> None:
    office.writes_within = 0.1
    with office.open() as site:
        ana = hands(site)
        with held(office.store):
            answer = json.loads(ana.send(ana.submit({**FORM, "blocks": []}, {})).body)
        assert answer["response_action"] == "push"
        assert answer["view"]["blocks"][0]["text"]["text"] == NOT_RECORDED


@contextmanager
def held(store: Store) -> Iterator[None]:
    """The inbox, locked by somebody else until the block ends."""
    with store.writing() as tx:
        if not store.is_sqlite:
            tx.connection.exec_driver_sql("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
        yield


SLOW_COMMIT = """
CREATE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON inbox DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION slow_commit();
"""


def test_a_commit_that_comes_after_the_deadline_does_not_count(postgresql: Server) -> None:
    store = Store.open(postgresql.emptied())
    office = Office(store, writes_within=0.3)
    with store.writing() as tx:
        tx.connection.exec_driver_sql(SLOW_COMMIT)
    with office.open() as site:
        ana = hands(site)
        assert ana.send(ana.press(MESSAGE, "take", trigger_id="late")).status == 503
        with store.writing() as tx:
            # It waits for the commit that is under way.
            tx.connection.exec_driver_sql("DROP FUNCTION slow_commit CASCADE")
        until = monotonic() + 10
        while office.states():
            assert monotonic() < until
        with store.writing() as tx:
            assert tx.inbox.next(NOW + LEFT_BEHIND) is None
    assert office.woken == 0
    store.close()
