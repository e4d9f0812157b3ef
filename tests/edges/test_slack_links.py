"""What stands in Slack below a link to the page of an item: what the channel hears of anyway, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.builders import a_channel
from tests.serving import Answer, serving
from tests.sites import NOW, a_site, save, watched
from tests.slack_hands import SECRET, Hands, Member
from tests.slack_stand_in import TEAM, TOKEN, Fault, SlackStandIn
from watchtracker.answering.desk import Desk
from watchtracker.answering.reception import TEAM as OUR_TEAM
from watchtracker.answering.reception import Reception
from watchtracker.channels.slack import Workspace
from watchtracker.channels.slack.inbound import read
from watchtracker.channels.slack.modals import Modals
from watchtracker.inbox.consequences import Audience
from watchtracker.notifications import Answerers, Channel
from watchtracker.notifications.holds import Person
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker
from watchtracker.web.slack import Interactions

OURS = "https://watch.example"
POLICY = a_channel("policy", to=SlackTarget("C0POLICY"), tags=frozenset({"policy"}))
MODELS = a_channel("models", to=SlackTarget("C0MODELS"), tags=frozenset({"models"}))
CALL = f"{OURS}/items/consultation"


@dataclass
class Links:
    hands: Hands
    slack: SlackStandIn

    def share(self, *links: str, channel: str = "C0POLICY", **more: Any) -> Answer:
        """Somebody posts a message with these links."""
        shared = [{"domain": "watch.example", "url": link} for link in links]
        about = {"channel": channel, "message_ts": "1.1", "source": "conversations_history", "links": shared}
        return self.hands.event({"type": "link_shared", **about, **more})

    def below(self) -> dict[str, str]:
        """What stands below each link."""
        found = [given["unfurls"] for given in self.slack.forms.unfurled]
        return {link: one["blocks"][0]["text"]["text"] for each in found for link, one in each.items()}


@contextmanager
def opened(store: Store, slack: SlackStandIn, public_url: str = OURS, policy: Channel = POLICY) -> Iterator[Links]:
    save(store, watched())
    with store.writing() as tx:
        tx.meta.set(OUR_TEAM, TEAM)
    channels = (policy, MODELS)
    modals, audience = Modals(token=TOKEN, api_url=slack.url), Audience(channels, DEFAULT_LEADS)
    desk = Desk(store, modals, audience, public_url=public_url, channels=channels)
    reception = Reception(store, read=read, now=lambda: NOW, answer=desk.answer, writes_within=10, reads_within=10)
    with serving(a_site(store, now=lambda: NOW, interactions=Interactions(SECRET, reception, lambda: NOW))) as site:
        yield Links(Hands(site, lambda: NOW, slack), slack)
    reception.close()


@pytest.fixture
def links(store: Store, slack: SlackStandIn) -> Iterator[Links]:
    with opened(store, slack) as found:
        yield found


def test_below_a_link_stands_the_date_and_who_said_it(links: Links) -> None:
    assert links.share(CALL, f"{OURS}/items/measures#history").status == 200
    below = links.below()
    assert set(below) == {CALL, f"{OURS}/items/measures#history"}
    assert below[CALL].startswith("Consultation: ")
    assert "6 May 2026" in below[CALL]
    (given,) = links.slack.forms.unfurled
    assert (given["channel"], given["ts"]) == ("C0POLICY", "1.1")
    (block,) = given["unfurls"][CALL]["blocks"]
    assert block["text"]["type"] == "plain_text"


def test_who_is_on_it_stands_there_for_their_own_channel(links: Links, store: Store) -> None:
    tracker = Tracker(store, (POLICY, MODELS), DEFAULT_LEADS)
    tracker.take("consultation", "policy", Person("mei", "U0MEI"), NOW)
    links.share(CALL)
    assert "taken by mei" in links.below()[CALL]


@pytest.mark.parametrize(
    "link",
    [
        f"{OURS}/items/nothing",
        f"{OURS}/items/deepseek-v4",  # the channel does not hear of it
        f"{OURS}/feeds/s3cret/all.ics",
        f"{OURS}/items/consultation?token=s3cret",
        "https://elsewhere.example/items/consultation",
        f"{OURS}/items/%00",
    ],
)
def test_below_other_links_stands_nothing(links: Links, link: str) -> None:
    assert links.share(link).status == 200
    assert links.slack.calls == []


@pytest.mark.parametrize("channel", ["C0ELSE", "D0ANA", "COMPOSER"])
def test_where_no_reminders_go_nothing_is_said(links: Links, channel: str) -> None:
    assert links.share(CALL, channel=channel).status == 200
    assert links.slack.calls == []


def test_what_others_wrote_is_no_markup_there_and_no_notes_are_told(links: Links) -> None:
    links.share(f"{OURS}/items/deepseek-v4", channel="C0MODELS")
    (told,) = links.below().values()
    assert "domestic" not in told
    assert "@mei" not in told


def test_what_a_program_or_somebody_elsewhere_posts_is_left_alone(links: Links) -> None:
    links.share(CALL, bot_id="B0ELSE")
    links.hands.who = Member("USLACKBOT")
    links.share(CALL)
    assert links.slack.calls == []


def test_what_is_off_the_list_is_not_shown(store: Store, slack: SlackStandIn) -> None:
    with opened(store, slack) as links:
        with store.writing() as tx:
            (item,) = tx.items.some(["consultation"])
            tx.items.save([replace(item, listed=False)])
        links.share(CALL)
        assert links.slack.calls == []


@pytest.mark.parametrize("public_url", ["http://watch.example", "https://127.0.0.1:8765", "https://watch"])
def test_without_a_domain_of_ours_nothing_is_shown(store: Store, slack: SlackStandIn, public_url: str) -> None:
    with opened(store, slack, public_url) as links:
        links.share(f"{public_url}/items/consultation")
        assert links.slack.calls == []


def test_where_nobody_may_answer_nothing_is_shown(store: Store, slack: SlackStandIn) -> None:
    with opened(store, slack, policy=replace(POLICY, answers=Answerers.NOBODY)) as links:
        links.share(CALL)
        assert links.slack.calls == []


def test_a_slack_that_refuses_it_costs_nothing_else(links: Links) -> None:
    links.slack.faults.append(Fault(error="missing_scope", method="chat.unfurl"))
    assert links.share(CALL).status == 200
    assert links.below() == {}


@pytest.mark.parametrize(("granted", "missing"), [("", 0), (",links:read", 1), (",links:read,links:write", 0)])
def test_doctor_asks_for_both_scopes_of_links_or_for_none(slack: SlackStandIn, granted: str, missing: int) -> None:
    scopes = {"X-OAuth-Scopes": f"chat:write,channels:read,channels:history{granted}"}
    slack.faults.append(Fault(method="auth.test", once=False, headers=scopes, body='{"ok": true}'))
    workspace = Workspace(token=TOKEN, api_url=slack.url, answerable=True)
    found = [check.seen for check in workspace.checks([POLICY], NOW) if "links:write" in check.seen]
    assert len(found) == missing
