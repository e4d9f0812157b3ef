"""Every message, modal and page that we show in Slack, drawn: `python -m tests.pages.slack_gallery DIRECTORY`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from tests.browser import MISSING, a_browser
from tests.builders import OFFICIAL, RUMOUR, a_channel, an_item, as_known, at, deepseek, happened, said
from tests.pages import block_kit
from watchtracker import items
from watchtracker.channels.slack.blocks import arguments
from watchtracker.channels.slack.views import dates, outcomes, showing
from watchtracker.channels.slack.views import home as home_view
from watchtracker.channels.slack.views import said as said_view
from watchtracker.inbox import commands, item_forms, readings
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.forms import Anchor, AnswerForm, Member, RecordForm, RefusalShown
from watchtracker.inbox.intents import OfNotification
from watchtracker.inbox.watching import watched
from watchtracker.items import Item, ItemAsOf, Kind, Origin, Outcome, Result, item_as_of
from watchtracker.notifications import LeadTime, Notification, NotificationKind, planning
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldKind, Person, snooze_bounds
from watchtracker.outbox.batching import Batch
from watchtracker.outbox.composing import Circumstances, compose
from watchtracker.outbox.faces import Shown
from watchtracker.outbox.faces import drawn as face
from watchtracker.outbox.messages import Entry, Message, MessageForm
from watchtracker.outbox.offers import SEVERAL, offers
from watchtracker.outbox.seeing import AsSeen
from watchtracker.reports import replies
from watchtracker.reports.home import HomeOf, home
from watchtracker.reports.listing import listing

NOW = at("2026-04-16 07:00")
URL = "https://watch.example.org"
CHANNEL = a_channel("team", "Europe/Berlin", time(9))
LEADS = {kind: (LeadTime.read("14d"), LeadTime.read("1d")) for kind in Kind}
LAST_CALLS = {**LEADS, Kind.DEADLINE: (*LEADS[Kind.DEADLINE], LeadTime.read("4h"))}
MEI, OLA = Person("mei", "U024BE7LH"), Person("ola", "U024BE7LK")
ANCHOR = Anchor(OfNotification(17, 4))
AUDIENCE = Audience((CHANNEL, a_channel("policy")))

CALL = an_item(
    said("30 April 2026, 17:00 Berlin time", "2026-01-10", "Funding agency", OFFICIAL, url="https://agency.example"),
    item_id="grants-call",
    kind=Kind.DEADLINE,
    zone="Europe/Berlin",
    owner="U024BE7LH",
)
V4 = deepseek()
MEETING = an_item(
    said("21 April 2026", "2026-03-01", "Program chair"),
    item_id="steering-meeting",
    kind=Kind.EVENT,
    zone="Europe/Berlin",
)
LATE = an_item(said("March 2026", "2026-02-01", "Vendor blog"), item_id="sdk-3.0", zone="UTC")
FAR = an_item(said("2027", "2026-01-02", "Roadmap"), item_id="next-generation", zone="UTC")
TITLES = {
    "grants-call": "Grants call 2026",
    "steering-meeting": "Steering committee meeting",
    "deepseek-v4": "DeepSeek V4",
    "sdk-3.0": "SDK 3.0",
    "next-generation": "Next generation hardware",
}
ITEMS = [
    replace(each, facts=replace(each.facts, title=TITLES[each.id]), revised_at=NOW)
    for each in (CALL, V4, MEETING, LATE, FAR)
]
BY_ID = {each.id: each for each in ITEMS}


def known(item_id: str) -> ItemAsOf:
    return as_known(BY_ID[item_id])


def reminders() -> Iterator[tuple[str, Message]]:
    """A message of each kind of reminder, said at its own moment."""
    for kind, (owed, item) in owed_of_each_kind().items():
        yield kind.value, said_alone(owed, item)


def owed_of_each_kind() -> dict[NotificationKind, tuple[Notification, Item]]:
    """The first reminder of each kind, and its item."""
    found: dict[NotificationKind, tuple[Notification, Item]] = {}
    begun = at("2026-01-11 09:00")
    for item in ITEMS:
        same = item_as_of(item)
        for owed in planning.of_item(same, same, (), channels=[CHANNEL], leads=LAST_CALLS, now=begun).new:
            found.setdefault(owed.kind, (replace(owed, id=17), item))
    return found


def said_alone(owed: Notification, item: Item, now: datetime | None = None) -> Message:
    """The message of one notification, with what can be answered to it."""
    around = Circumstances(
        CHANNEL, now or owed.at, {item.id: as_known(item)}, URL, answerable=True, items={item.id: item}
    )
    return compose(Batch(MessageForm.SINGLE, (owed,)), around)


def news() -> Iterator[tuple[str, Message]]:
    """A message of each kind of news."""
    v4 = BY_ID["deepseek-v4"]
    later = items.recorded(v4, said("mid-May 2026", "2026-04-16", "Linos"), origin=Origin.SLACK, now=NOW)
    rumour = items.recorded(v4, said("June 2026", "2026-04-16", "Forum", RUMOUR), origin=Origin.SLACK, now=NOW)
    ended = items.resolved(v4, happened("2026-04-15"), now=NOW)
    for before, changed in ((v4, later), (v4, rumour), (v4, ended), (None, BY_ID["grants-call"])):
        after = replace(changed, revision=changed.revision + 1)
        was = item_as_of(before) if before else None
        planned = planning.of_item(was, as_known(after), (), channels=[CHANNEL], leads=LEADS, now=NOW)
        owed = next(owed for owed in planned.new if owed.kind.is_change)
        yield owed.kind.value, said_alone(replace(owed, id=17), after, NOW)


def faces() -> Iterator[tuple[str, Message]]:
    """A reminder as it looks once something was answered or has changed."""
    owed, item = owed_of_each_kind()[NotificationKind.UPCOMING]
    shown = Shown(said_alone(owed, item), owed.at, (owed,))
    window, later = as_known(item).window, owed.at + timedelta(hours=2)
    taken = Hold(item.id, "team", HoldKind.TAKEN, MEI, later, window)
    snoozed = Hold(item.id, "team", HoldKind.SNOOZED, MEI, later, window, owed.at + timedelta(days=4))
    done = Outcome(Result.DONE, owed.at.date(), "mei", by="mei")
    moved = said("15 May 2026", owed.at.date().isoformat(), "Funding agency", OFFICIAL)
    states = {
        "taken": AsSeen(item, "team", later, (taken,)),
        "taken in another channel": AsSeen(item, "team", later, (replace(taken, channel="policy"),)),
        "snoozed": AsSeen(item, "team", later, (snoozed,)),
        "done": AsSeen(items.resolved(item, done, now=later), "team", later),
        "moved": AsSeen(items.recorded(item, moved, origin=Origin.SLACK, now=later), "team", later),
        "off the list": AsSeen(replace(item, listed=False), "team", later),
    }
    for name, seen in states.items():
        yield name, face(shown, {item.id: seen}, later, URL)


def several() -> Message:
    entries = tuple(
        Entry(f"{each.facts.title}: due in 7 days.", title=each.facts.title, page=URL, kind="upcoming")
        for each in ITEMS
    )
    return Message(entries, title="5 notifications at once", offers=replace(SEVERAL, notification=17))


def modals() -> Iterator[block_kit.Drawn]:
    """Each modal."""
    fields = {"when": "mid-May 2026", "said_on": "2026-04-16", "source": "Linos", "standing": "reported"}
    form = readings.new_date(ANCHOR, known("deepseek-v4"), NOW)
    yield dates.new_date(form)
    yield dates.new_date(readings.echoed(form, "Asia/Shanghai", fields, NOW))
    yield dates.new_date(readings.echoed(form, "Asia/Shanghai", {**fields, "when": "05/06/2026"}, NOW))
    told = {**fields, "link": "https://news.example/v4", "quote": "V4 is now planned for the middle of May."}
    for again in (False, True):
        looked = readings.submitted(ANCHOR, BY_ID["deepseek-v4"], told, NOW, AUDIENCE, moved_meanwhile=again)
        assert isinstance(looked, RecordForm)
        yield dates.record(looked)
    text = "Heads up: the grants call closes on 30 April 2026 at 17:00. Results come in mid-June."
    watch = watched(
        Anchor(), text, NOW, source="mei", zone="Europe/Berlin", link="https://acme.slack.com/archives/C1/p1"
    )
    yield dates.watch(replace(watch, is_private=True))
    yield dates.watch(watched(Anchor(), "any news on V5?", NOW, source="mei", zone="UTC"))
    new = {**fields, "title": "Grants call", "kind": "deadline", "zone": "Europe/Berlin", "when": "30 April 2026"}
    looked = readings.submitted_new(ANCHOR, new, NOW, AUDIENCE)
    assert isinstance(looked, RecordForm)
    yield dates.record(looked)
    for result in (Result.DONE, Result.HAPPENED, Result.CANCELLED):
        yield outcomes.outcome(readings.an_outcome(ANCHOR, known("grants-call"), result, "mei", NOW))
    yield from _takings_back()
    yield from _shown()


def _takings_back() -> Iterator[block_kit.Drawn]:
    item = an_item(
        said("late April", "2026-04-10", "Linos"),
        said("mid-May 2026", "2026-04-16", "Blog", quote="V4 is now planned for the middle of May."),
    )
    yield outcomes.not_right(item_forms.not_right(ANCHOR, item, item.claims[-1].id, NOW, AUDIENCE))
    ended: Item = an_item(said("May 2026", "2026-01-01"), outcome=happened("2026-04-01"))
    yield outcomes.reopen(item_forms.reopen(ANCHOR, ended, NOW, AUDIENCE))
    bounds = snooze_bounds(known("grants-call"), NOW + timedelta(days=13), NOW)
    yield outcomes.snooze(item_forms.snooze(ANCHOR, known("grants-call"), NOW, bounds=bounds, zone="Europe/Berlin"))
    hold = Hold("grants-call", "team", HoldKind.TAKEN, MEI, NOW, known("grants-call").window)
    yield outcomes.take_over(item_forms.take_over(ANCHOR, known("grants-call"), hold, "Europe/Berlin"))


def _shown() -> Iterator[block_kit.Drawn]:
    answers = [GivenAnswer(NOW, MEI, Action.TAKE, AnswerResult.APPLIED, channel="team")]
    page = f"{URL}/items/deepseek-v4"
    yield showing.history(item_forms.history(ANCHOR, BY_ID["deepseek-v4"], known("deepseek-v4"), answers, page))
    members = tuple(Member(each.id, each.facts.title, "due in 7 days") for each in ITEMS)
    found = offers(NotificationKind.UPCOMING, Kind.DEADLINE)
    drawn = replace(found, notification=17) if found else None
    yield showing.answer(AnswerForm(ANCHOR, members))
    yield showing.answer(AnswerForm(ANCHOR, members, "grants-call"), drawn)
    yield showing.refusal(RefusalShown("Not recorded: nobody is on it in this channel.", "Grants call 2026"))


def app_home() -> str:
    taken = Hold("deepseek-v4", "team", HoldKind.TAKEN, MEI, NOW, known("deepseek-v4").window)
    meeting, until = known("steering-meeting"), at("2026-04-20 07:00")
    snoozed = Hold("steering-meeting", "team", HoldKind.SNOOZED, OLA, NOW, meeting.window, until)
    held = {hold.item: [hold] for hold in (taken, snoozed)}
    return block_kit.home(home_view.home(home(ITEMS, HomeOf(MEI, NOW, "Europe/Berlin", URL), held)))


def said_back() -> Iterator[str]:
    rows = listing(ITEMS, now=NOW)
    yield block_kit.message(said_view.said(replies.what_there_is("watch")))
    yield block_kit.message(said_view.said(replies.listed(rows, "Europe/Berlin", URL)))
    yield block_kit.message(said_view.said(replies.shown(rows[0], "Europe/Berlin", URL)))
    yield block_kit.message(said_view.said(replies.shown(listing([BY_ID["deepseek-v4"]], now=NOW)[0], "UTC", URL)))
    yield block_kit.message(said_view.said(replies.read_as("late April", NOW, "Asia/Shanghai")))
    yield block_kit.message(said_view.said(replies.read_as("05/06/2026", NOW, "Asia/Shanghai")))
    refused = commands.read("lst")
    assert isinstance(refused, commands.NotUnderstood)
    yield block_kit.message(said_view.said(replies.refused(refused.sentence)))


def at_a_glance() -> list[str]:
    """What a reader of the README sees first: a reminder, what came of it, and how a new date is read."""
    told = dict(reminders())
    fields = {"when": "mid-May 2026", "said_on": "2026-04-16", "source": "Linos", "standing": "reported"}
    looked = readings.submitted(ANCHOR, BY_ID["deepseek-v4"], fields, NOW, AUDIENCE)
    assert isinstance(looked, RecordForm)
    left = [
        block_kit.message(arguments(told["upcoming"], "k"), opened=True),
        block_kit.message(arguments(dict(faces())["taken"], "k")),
        block_kit.message(arguments(told["overdue"], "k")),
        block_kit.message(arguments(dict(news())["moved"], "k")),
    ]
    past = item_forms.history(ANCHOR, BY_ID["deepseek-v4"], known("deepseek-v4"), page=f"{URL}/items/deepseek-v4")
    right = block_kit.modal(dates.record(looked)) + block_kit.modal(showing.history(past))
    columns = f"<div>{''.join(left)}</div><div>{right}</div>"
    return [f'<div style="display:flex;gap:28px;align-items:flex-start">{columns}</div>']


def pages() -> Iterator[tuple[str, list[str]]]:
    """The pages by name."""
    told = list(_captioned((*reminders(), *news())))
    yield "messages", told
    yield "faces", [*_captioned(faces()), block_kit.message(arguments(several(), "k"))]
    drawn = list(map(block_kit.modal, modals()))
    yield "modals-of-dates", [_beside(drawn[:8])]
    yield "modals", [_beside(drawn[8:])]
    yield "home", [app_home()]
    yield "said", list(said_back())
    yield "glance", at_a_glance()


def _captioned(messages: Iterable[tuple[str, Message]]) -> Iterator[str]:
    for number, (name, message) in enumerate(messages):
        yield block_kit.caption(name) + block_kit.message(arguments(message, "k"), opened=number == 0)


def _beside(drawn: Iterable[str]) -> str:
    return f'<div class="columns">{"".join(drawn)}</div>'


def main(directory: Path) -> None:
    """Write a picture of each page, light and dark."""
    directory.mkdir(parents=True, exist_ok=True)
    with a_browser() as browser:
        if browser is None:
            sys.exit(MISSING)
        for name, parts in pages():
            width = {"modals": 1160, "modals-of-dates": 1700, "glance": 1180}.get(name, 760)
            for dark in (False, True):
                page = browser.new_page(viewport={"width": width, "height": 200})
                page.set_content(block_kit.page(parts, dark=dark))
                page.screenshot(path=directory / f"{name}-{'dark' if dark else 'light'}.png", full_page=True)
                page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
