"""Proposals are decided where they are asked: each press once, with its name, its undo and its face."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from tests import block_kit
from tests.answers import ANA, BO, POLICY, Desk
from tests.core.test_intake_proposals import a_proposal
from tests.edges.delivering import URL, Recorder
from tests.edges.faces import ANSWERABLE
from tests.slack_hands import Member
from tests.slack_stand_in import TEAM, TOKEN, slack_stand_in
from watchtracker.answering.desk import Desk as FrontDesk
from watchtracker.channels.slack import Slack
from watchtracker.channels.slack.blocks import arguments
from watchtracker.channels.slack.inbound import read
from watchtracker.channels.slack.modals import drawn
from watchtracker.channels.slack.views import said as said_alone
from watchtracker.delivery import Dispatcher
from watchtracker.delivery.faces import FaceDrawer
from watchtracker.inbox.at_once import Answered, Refused
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.forms import Mistakes, OpenedForm, ProposalForm, RecordForm, RefusalShown
from watchtracker.inbox.intents import Coming, Press, Submission
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal
from watchtracker.items import Kind, Origin
from watchtracker.notifications import Answerers, Want
from watchtracker.notifications.answers import Action, AnswerResult
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.messages import Message
from watchtracker.outbox.offers import Offers
from watchtracker.reading import FindResult
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Intake

DAY = timedelta(days=1)
ASKS = replace(POLICY, wants=frozenset({Want.PROPOSALS, Want.MOVES}))
LATE_MAY = a_proposal("May 20, 2026", item="call", kind=Kind.DEADLINE)
NEW = a_proposal("June 2026", title="Model B launch")


def field_value(name: str, value: str) -> dict[str, Any]:
    """A field as Slack sends it."""
    if name in {"item", "kind"}:
        return {"type": "external_select", "selected_option": {"value": value}}
    return {"type": "plain_text_input", "value": value}


@dataclass
class Asked(Desk):
    """A desk whose channel was told of proposals, as the messages in `told` show them."""

    told_in: Recorder = field(default_factory=lambda: Recorder(limits=ANSWERABLE))

    @property
    def tracker(self) -> Tracker:
        return Tracker(self.store, [ASKS], DEFAULT_LEADS)

    @property
    def intake(self) -> Intake:
        return Intake(self.store, self.tracker)

    def ask(self, *proposals: Proposal) -> list[int]:
        """Hear these, and tell the channel of them a day later, which is now from then on."""
        found = self.intake.hear(proposals, self.now)
        self.now += DAY
        Dispatcher(
            self.store, (ASKS,), {"policy": self.told_in}, public_url=URL, uniform=max, monotonic=lambda: 0.0
        ).dispatch(self.now)
        return [stored.id for stored in found]

    def face(self) -> Message:
        """The message as it looks now, after everything that waits was drawn."""
        drawer = FaceDrawer(
            self.store, (ASKS,), {"policy": self.told_in}, public_url=URL, monotonic=lambda: 0.0, uniform=max
        )
        moment = self.now
        for _ in range(9):
            drew = drawer.draw(moment)
            if drew.again_at is None:
                break
            moment = max(drew.again_at, moment)
        return self.told_in.messages[-1]

    def shown(self) -> dict[str, Any]:
        return {
            "ts": "1700000000.000001",
            "channel": "C0POLICY",
            "blocks": arguments(self.told_in.messages[0], "k")["blocks"],
        }

    def decide(self, action: str, number: int, who: Member = ANA, times: int = 1) -> None:
        self.deliver(self.hands(who), self.pressed(action, number, who), times)

    def sent_form(self, view: Mapping[str, Any], fields: Mapping[str, str]) -> Submission:
        values = {name: field_value(name, value) for name, value in fields.items()}
        payload = self.hands().submit({"id": "V1", "hash": "h", **view}, values)
        found = read(json.dumps(payload), self.now, TEAM)
        assert isinstance(found, Submission)
        return found

    def pressed(self, action: str, number: int, who: Member = ANA) -> dict[str, Any]:
        hands = self.hands(who)
        message = self.shown()
        mine = [
            block
            for block in message["blocks"]
            if block["type"] != "actions" or f'"p":{number}}}' in block["elements"][0]["value"]
        ]
        return hands.press({**message, "blocks": mine}, action)

    def stored(self, number: int) -> StoredProposal:
        with self.store.reading() as tx:
            return tx.proposals.get([number])[number]


@pytest.fixture
def desk(store: Store) -> Iterator[Asked]:
    desk = Asked(store)
    desk.watch()
    with desk.open():
        yield desk


def test_the_message_has_three_buttons_at_each_proposal_and_fits_into_slack(desk: Asked) -> None:
    desk.ask(*(replace(NEW, title=f"Model {chr(65 + number)} launch") for number in range(12)))
    blocks = desk.shown()["blocks"]
    buttons = [[each["action_id"] for each in block["elements"]] for block in blocks if block["type"] == "actions"]
    assert buttons == [["wt.accept", "wt.dismiss", "wt.edit"]] * 10
    assert len({block["block_id"] for block in blocks if block["type"] == "actions"}) == 10
    assert len(blocks) <= 50
    assert max(len(each.get("accessibility_label", "")) for each in block_kit.everything(blocks)) <= 75


def test_who_accepts_records_a_claim_with_their_name(desk: Asked) -> None:
    (number,) = desk.ask(LATE_MAY)
    desk.decide("accept", number, times=3)
    assert desk.said() == ["Recorded: Grants call: Model Weekly says 20 May 2026, but 6 May 2026 still holds."]
    claim = desk.item().claims[-1]
    assert (claim.by, claim.origin, claim.said.source) == ("ana", Origin.INTAKE, "Model Weekly")
    assert desk.stored(number).state is ProposalState.ACCEPTED
    (answer,) = desk.given()
    assert (answer.what, answer.result, answer.channel) == (Action.ACCEPT, AnswerResult.APPLIED, "policy")


def test_the_face_says_who_decided_and_asks_about_the_rest(desk: Asked) -> None:
    first, second = desk.ask(LATE_MAY, NEW)
    desk.decide("accept", first)
    desk.decide("dismiss", second, BO)
    desk.work()
    face = desk.face()
    assert face.edits is not None
    assert [entry.became for entry in face.entries] == ["accepted by ana, 30 Apr 2026", "dismissed by bo, 30 Apr 2026"]
    before, after = (arguments(message, "k")["blocks"] for message in (desk.told_in.messages[0], face))
    assert [block["type"] for block in before] == ["header", "rich_text", "actions", "rich_text", "actions"]
    assert [block["type"] for block in after] == ["header", "rich_text", "context", "rich_text", "context"]


def test_what_is_accepted_as_new_is_watched_and_heard_of_here(desk: Asked) -> None:
    (number,) = desk.ask(NEW)
    desk.decide("accept", number)
    assert desk.said() == ["Watching: Model B launch, Jun 2026."]
    assert desk.item("model-b-launch").claims[0].by == "ana"


def test_who_dismisses_it_is_never_asked_again_by_that_source(desk: Asked) -> None:
    (number,) = desk.ask(NEW)
    desk.decide("dismiss", number)
    (told,) = desk.said()
    assert told is not None
    assert told.startswith("Dismissed: Model B launch, Jun 2026. Model Weekly is not asked about it again;")
    assert desk.intake.hear([NEW], desk.now)[0].state is ProposalState.DISMISSED


def test_who_is_late_is_told_what_was_decided(desk: Asked) -> None:
    (number,) = desk.ask(NEW)
    desk.decide("dismiss", number)
    desk.decide("accept", number, BO)
    assert desk.said()[1] == "Not recorded: it is dismissed by ana, 30 Apr 2026."
    assert desk.stored(number).state is ProposalState.DISMISSED


def test_a_double_click_says_nothing(desk: Asked) -> None:
    (number,) = desk.ask(NEW)
    desk.decide("accept", number)
    desk.decide("accept", number)
    assert desk.said()[1] is None


@pytest.mark.parametrize("action", ["accept", "dismiss"])
def test_what_was_decided_can_be_undone_below_what_they_were_told(desk: Asked, action: str) -> None:
    (number,) = desk.ask(NEW)
    desk.decide(action, number)
    (worked,) = desk.work()
    assert worked.telling is not None
    assert worked.telling.offered is not None
    drawn = said_alone.offering(worked.telling.offered, "x", worked.telling.answer)
    hands = desk.hands()
    desk.deliver(hands, hands.press({"channel": "C0POLICY", "ts": "1700000000.000009", **drawn}, "undo"))
    assert desk.said() == ["Undone: Model B launch, Jun 2026 waits to be decided again."]
    assert desk.stored(number).state is ProposalState.OPEN
    if action == "accept":
        assert not desk.item("model-b-launch").listed
    assert [entry.became for entry in desk.face().entries] == [None]
    desk.decide("accept", number)
    assert desk.said() == ["Watching: Model B launch, Jun 2026."]


def test_an_accepted_date_of_an_item_that_is_undone_is_taken_back(desk: Asked) -> None:
    (number,) = desk.ask(LATE_MAY)
    desk.decide("accept", number)
    desk.work()
    desk.intake.undo(number, desk.now, by="ana")
    assert desk.item().claims[-1].retracted
    assert desk.item().listed


def test_an_accepted_outcome_that_is_undone_opens_the_item_again(desk: Asked) -> None:
    (number,) = desk.ask(replace(LATE_MAY, result=FindResult.CANCELLED))
    desk.decide("accept", number)
    desk.work()
    assert desk.item().outcome is not None
    desk.intake.undo(number, desk.now, by="ana")
    assert desk.item().outcome is None


def test_guests_partners_and_those_who_are_not_asked_decide_nothing(desk: Asked) -> None:
    (number,) = desk.ask(NEW)
    desk.guests = {"bo": True}
    desk.decide("accept", number, BO)
    assert desk.said() == ["Not recorded: guests can take and snooze; dates and outcomes are for members."]
    desk.answers = Answerers.NOBODY
    desk.decide("accept", number)
    assert desk.said() == ["Not recorded: the settings of this channel name others to answer here."]
    assert desk.stored(number).state is ProposalState.OPEN


def test_a_number_that_nobody_knows_is_refused(desk: Asked) -> None:
    (number,) = desk.ask(NEW)
    desk.decide("dismiss", number)
    payload = desk.hands().press(desk.shown(), "accept")
    payload["actions"][0]["value"] = '{"v":1,"p":99999}'
    desk.deliver(desk.hands(), payload)
    assert desk.said()[-1] == "Not recorded: this proposal is not known any more."


@dataclass
class Forms:
    """Keeps the forms that would be shown."""

    opened: list[OpenedForm] = field(default_factory=list)

    def open(self, coming: Coming, form: OpenedForm, *, on_top: bool = False) -> bool:
        del coming, on_top
        self.opened.append(form)
        return True

    def next(self, form: OpenedForm, offers: Offers | None = None) -> Mapping[str, object]:
        del offers
        self.opened.append(form)
        return {}

    def wrong(self, mistakes: Mistakes) -> Mapping[str, object]:
        return {name.value: sentence for name, sentence in mistakes.by_field.items()}


def edited(desk: Asked, number: int, fields: Mapping[str, str], forms: Forms) -> Answered | Refused | None:
    """Press Edit…, fill in the form, and send it; what comes back."""
    front = FrontDesk(desk.store, forms, Audience([ASKS]), public_url=URL, channels=[ASKS])  # type: ignore[arg-type]
    press = read(json.dumps(desk.pressed("edit", number)), desk.now, TEAM)
    assert isinstance(press, Press)
    front.answer(press)
    assert isinstance(forms.opened[-1], ProposalForm), forms.opened[-1]
    return front.answer(desk.sent_form(drawn(forms.opened[-1]), fields))


def recorded_as_edited(desk: Asked, forms: Forms) -> list[str | None]:
    """Send the last look, and work it off."""
    view = {"id": "V2", "hash": "h", **drawn(forms.opened[-1])}
    desk.deliver(desk.hands(), desk.hands().submit(view, {}))
    return desk.said()


def test_edit_echoes_the_words_and_records_them_for_the_item(desk: Asked) -> None:
    (number,) = desk.ask(LATE_MAY)
    forms = Forms()
    edited(desk, number, {"when": "May 25, 2026", "item": "call", "title": "", "kind": "deadline"}, forms)
    look = forms.opened[-1]
    assert isinstance(look, RecordForm)
    assert (look.reading.short, look.item.title) == ("25 May 2026", "Grants call")
    assert recorded_as_edited(desk, forms) == [
        "Recorded: Grants call: Model Weekly says 25 May 2026, but 6 May 2026 still holds."
    ]
    claim = desk.item().claims[-1]
    assert (claim.said.when, claim.said.source, claim.said.said_on, claim.by) == (
        "May 25, 2026",
        "Model Weekly",
        LATE_MAY.published,
        "ana",
    )
    assert desk.stored(number).state is ProposalState.ACCEPTED


def test_edit_makes_something_new_of_it_with_another_title_and_kind(desk: Asked) -> None:
    (number,) = desk.ask(LATE_MAY)
    forms = Forms()
    edited(desk, number, {"when": "May 25, 2026", "title": "Second call", "kind": "event"}, forms)
    assert recorded_as_edited(desk, forms) == ["Watching: Second call, 25 May 2026."]
    made = desk.item("second-call")
    assert (made.facts.title, made.facts.kind) == ("Second call", Kind.EVENT)
    assert len(desk.item().claims) == 1


def test_words_that_are_no_date_come_back_with_the_sentence(desk: Asked) -> None:
    (number,) = desk.ask(LATE_MAY)
    answer = edited(desk, number, {"when": "lorem ipsum", "item": "call", "kind": "deadline"}, Forms())
    assert isinstance(answer, Answered)
    assert "when" in (answer.reply or {})


def test_who_edits_what_was_decided_is_told_so(desk: Asked) -> None:
    (number,) = desk.ask(NEW)
    desk.decide("dismiss", number, BO)
    desk.work()
    forms = Forms()
    front = FrontDesk(desk.store, forms, Audience([ASKS]), public_url=URL, channels=[ASKS])  # type: ignore[arg-type]
    press = read(json.dumps(desk.pressed("edit", number)), desk.now, TEAM)
    assert isinstance(press, Press)
    front.answer(press)
    assert forms.opened == [RefusalShown("Not recorded: it is dismissed by bo, 30 Apr 2026.", "Model B launch")]


def test_the_forms_fit_into_slack(desk: Asked) -> None:
    first, second = desk.ask(NEW, replace(LATE_MAY, result=FindResult.DONE))
    forms = Forms()
    edited(desk, first, {"when": "June 2026", "title": "Model B launch", "kind": "release"}, forms)
    edited(desk, second, {"item": "call"}, forms)
    for form in forms.opened:
        assert block_kit.faults(drawn(form)) == []


def test_the_message_stands_in_slack_and_is_edited_there(store: Store) -> None:
    desk = Asked(store)
    desk.watch()
    (stored,) = desk.intake.hear([NEW], desk.now)
    with slack_stand_in() as workspace:
        sender = Slack("C0POLICY", token=TOKEN, api_url=workspace.url, answerable=True)
        due = desk.now + DAY
        Dispatcher(store, (ASKS,), {"policy": sender}, public_url=URL, uniform=max, monotonic=lambda: 0.0).dispatch(due)
        (posted,) = workspace.messages
        assert [block["type"] for block in posted["blocks"]] == ["header", "rich_text", "actions"]
        desk.intake.accept([stored.id], due, by="mei")
        drawer = FaceDrawer(store, (ASKS,), {"policy": sender}, public_url=URL, monotonic=lambda: 0.0, uniform=max)
        drawer.draw(due)
        (edited_there,) = workspace.messages
    assert "(accepted by mei, 30 Apr 2026)" in edited_there["text"]
    assert [block["type"] for block in edited_there["blocks"]] == ["header", "rich_text", "context"]
