"""News of the items as people's readers get them: what is an entry, what it says, and what never changes."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests import atom
from tests.atom import Entry
from tests.builders import OFFICIAL, RUMOUR, a_channel, an_item, at, deepseek, happened, said
from watchtracker import feed, items
from watchtracker.feed import ALL, Choice, Feed
from watchtracker.feed.news import MOST_ENTRIES
from watchtracker.items import Item, Kind, Origin, Outcome, Result, Statement
from watchtracker.notifications import LeadTime, planning

URL = "https://watch.example"
GOLDEN = Path(__file__).with_name("golden") / "news.atom"
POLICY = Feed("policy", "AI policy dates", ("policy",))
NOON = timedelta(hours=12)
NO_LEADS: dict[Kind, tuple[LeadTime, ...]] = dict.fromkeys(Kind, ())


def recorded(item: Item, claim: Statement, now: datetime | None = None) -> Item:
    """`item` with a claim recorded at noon of the day it was said, unless another moment is given."""
    noon = datetime.combine(claim.said_on, datetime.min.time(), UTC) + NOON
    return items.recorded(item, claim, origin=Origin.CLI, now=now or noon)


def story(*claims: Statement, outcome: Outcome | None = None, **facts: Any) -> Item:
    """An item whose claims were recorded one after another, each on its day."""
    item = an_item(**facts)
    for claim in claims:
        item = recorded(item, claim)
    return replace(item, outcome=outcome)


def retracted(item: Item, when: str, now: str) -> Item:
    claim = next(claim for claim in item.claims if claim.said.when == when)
    return items.retracted(item, claim.id, origin=Origin.CLI, now=at(now))


def made(*listed: Item, choice: Choice = Choice(), which: Feed = ALL) -> bytes:  # noqa: B008 - frozen
    return feed.compose_news(which, choice, listed, public_url=URL)


def entries(*listed: Item) -> list[Entry]:
    return atom.read(made(*listed)).entries


def titles(*listed: Item) -> list[str]:
    """The oldest first, as it went."""
    return [entry.title for entry in reversed(entries(*listed))]


LAUNCH = story(*(claim.said for claim in deepseek().claims), outcome=happened("2026-04-24"), item_id="deepseek-v4")
CONSULTATION = story(
    said("through May 6, 2026", "2026-04-03", "CAC", OFFICIAL, url="https://cac.example/1?a=1&b=2", quote="to 6 May"),
    said("through May 20, 2026", "2026-04-08", "Blog", url="https://blog.example/2"),
    said("through May 13, 2026", "2026-04-20", "CAC", OFFICIAL, url="https://cac.example/3"),
    item_id="consultation",
    kind=Kind.DEADLINE,
    tags=("policy", "china"),
)
WEIGHTS = story(
    said("soon", "2026-04-01"),
    said("June 1, 2026", "2026-04-12"),
    said("May 25, 2026", "2026-04-13"),
    said("late May 2026", "2026-04-14"),
    said("TBD", "2026-04-16"),
    item_id="weights",
)
MISTAKEN = retracted(
    story(said("May 6, 2026", "2026-04-05"), said("May 20, 2026", "2026-04-06"), item_id="mistaken"),
    "May 20, 2026",
    "2026-04-07 20:00",
)
HARM = an_item(said("May 6, 2026", "2026-04-01", "]]><script>&\x00"), item_id="harm", tags=('"<&\x0b',))
HARM = replace(HARM, facts=replace(HARM.facts, title="]]></title><script>alert('&amp;')</script>\x00\x0b\ufffe\ud800"))


def test_each_kind_of_news_is_written_as_was_agreed() -> None:
    text = made(LAUNCH, CONSULTATION, WEIGHTS, MISTAKEN, HARM).decode().replace("><", ">\n<") + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_each_change_of_the_date_in_force_is_news() -> None:
    assert titles(WEIGHTS) == [
        "New: Weights, no date",
        "Has a date: Weights, 1 Jun 2026",
        "7 days earlier: Weights, now 25 May 2026",
        "Less certain: Weights, now late May 2026",
        "No date any more: Weights, was late May 2026",
    ]
    assert titles(LAUNCH) == [
        "New: Deepseek-V4, mid-Feb 2026",
        "Slipped 69 days: Deepseek-V4, now Apr 2026",
        "Known more precisely: Deepseek-V4, now late Apr 2026",
        "Happened: Deepseek-V4, 24 Apr 2026",
    ]


@pytest.mark.parametrize("result", Result)
def test_each_outcome_is_news(result: Result) -> None:
    item = story(said("May 6, 2026", "2026-04-01"), outcome=happened("2026-04-24", result))
    assert titles(item)[-1] == f"{result.value.capitalize()}: Launch, 24 Apr 2026"
    assert entries(item)[0].author == "Gazette"


def test_two_moments_of_one_day_are_a_slip_without_days() -> None:
    item = story(said("2026-05-06T10:00Z", "2026-04-01"), said("2026-05-06T12:00Z", "2026-04-02"))
    assert titles(item)[-1] == "Slipped: Launch, now 6 May 2026, 12:00 UTC"
    item = story(said("2026-05-06T12:00Z", "2026-04-01"), said("2026-05-06T10:00Z", "2026-04-02"))
    assert titles(item)[-1] == "Earlier: Launch, now 6 May 2026, 10:00 UTC"


def test_what_changes_no_date_is_no_news() -> None:
    item = story(said("May 6, 2026", "2026-04-01", standing=OFFICIAL))
    for claim in (
        said("May 6, 2026", "2026-04-02", "Blog"),
        said("May 6, 2026", "2026-04-03", standing=OFFICIAL),
        said("May 2026", "2026-04-04", "Blog", RUMOUR),
        said("June 2026", "2026-03-01", standing=OFFICIAL),
    ):
        item = recorded(item, claim, at("2026-04-05 12:00"))
    assert titles(item) == ["New: Launch, 6 May 2026"]


def test_a_weaker_claim_that_disagrees_is_news_though_the_date_holds() -> None:
    (_, contradicted, _) = reversed(entries(CONSULTATION))
    assert contradicted.title == "Contradicted: Consultation, 20 May 2026 according to Blog"
    assert contradicted.author == "Blog"
    assert contradicted.links["via"] == "https://blog.example/2"
    assert contradicted.paragraphs[0].endswith("(CAC, 3 Apr 2026); that one holds.")


def test_news_is_what_the_change_notices_tell_of() -> None:
    for item in (LAUNCH, CONSULTATION, WEIGHTS, MISTAKEN):
        assert len(entries(item)) == notices(replace(item, outcome=None)) + (item.outcome is not None)


def notices(item: Item) -> int:
    """How many notices the transactions of `item` owe, if `claim` and `retract` brought in each record by itself."""
    told, before = 0, None
    for moment in sorted({when for c in item.claims for when in (c.recorded_at, c.retracted_at) if when}):
        claims = (c for c in item.claims if c.recorded_at <= moment)
        then = tuple(replace(c, retracted_at=None) if c.retracted_at and c.retracted_at > moment else c for c in claims)
        after = items.item_as_of(replace(item, claims=then))
        planned = planning.of_item(before, after, [], channels=[a_channel()], leads=NO_LEADS, now=moment)
        told += sum(notice.kind.is_change for notice in planned.new)
        before = after
    return told


def test_an_entry_says_who_said_what_and_when_and_where_it_can_be_read() -> None:
    entry = entries(CONSULTATION)[0]
    assert entry.title == "Slipped 7 days: Consultation, now 13 May 2026"
    assert entry.paragraphs == [
        "Slipped by 7 days to 13 May 2026, was 6 May 2026.",
        "Closes 13 May 2026, 24:00 Asia/Shanghai (2026-05-13 16:00Z).",
        "“through May 13, 2026”, said by CAC on 20 Apr 2026 (official).",
        "CAC: https://cac.example/3",
    ]
    assert entry.author == "CAC"
    assert entry.links == {"alternate": f"{URL}/items/consultation", "via": "https://cac.example/3"}
    assert entry.categories == ["deadline", "china", "policy"]


def test_an_entry_speaks_of_what_was_known_then() -> None:
    sharpened = entries(LAUNCH)[1]
    assert sharpened.paragraphs[-1] == "2 moves, 69 days later than first said."
    assert "moves" not in str(entries(LAUNCH)[2].paragraphs)


def test_entries_are_in_the_order_in_which_they_were_recorded() -> None:
    late = recorded(WEIGHTS, said("June 3, 2026", "2026-04-15"), at("2026-05-01 08:00"))
    late = recorded(late, said("June 9, 2026", "2026-05-02"))
    assert [entry.updated for entry in entries(late)] == sorted((e.updated for e in entries(late)), reverse=True)
    assert entries(late)[0].updated == at("2026-05-02 12:00")


def test_an_entry_is_updated_at_a_whole_second() -> None:
    moment = at("2026-04-01 08:00").replace(second=9, microsecond=7)
    item = recorded(an_item(), said("May 6, 2026", "2026-04-01"), moment)
    assert b"<updated>2026-04-01T08:00:09+00:00</updated>" in made(item)
    assert entries(item)[0].updated == atom.read(made(item)).updated


def test_an_entry_keeps_its_id_whatever_becomes_known_later() -> None:
    before = entries(WEIGHTS)
    after = recorded(WEIGHTS, said("June 3, 2026", "2026-04-02", standing=OFFICIAL), at("2026-05-01 08:00"))
    assert [entry.id for entry in entries(after)[1:]] == [entry.id for entry in before]
    assert entries(after)[1:] == before


def test_what_tells_an_entry_from_others_is_neither_server_feed_nor_title() -> None:
    renamed = replace(WEIGHTS, facts=replace(WEIGHTS.facts, title="Other", tags=("policy",)))
    elsewhere = feed.compose_news(POLICY, Choice(), [renamed], public_url="http://127.0.0.1:8765/sub/")
    assert [entry.id for entry in atom.read(elsewhere).entries] == [entry.id for entry in entries(WEIGHTS)]
    assert entries(WEIGHTS)[-1].id == f"tag:watchtracker,2026:items/weights/claims/{WEIGHTS.claims[0].id}"


def test_a_retraction_that_changes_the_date_is_news_of_its_own() -> None:
    back, mistake, _ = entries(MISTAKEN)
    assert back.title == "Taken back: Mistaken, now 6 May 2026"
    assert back.id == f"{mistake.id}/retracted"
    assert back.author is None
    assert back.updated == at("2026-04-07 20:00")
    assert back.paragraphs == [
        "Taken back: “May 20, 2026”, said by Gazette on 6 Apr 2026 (reported).",
        "The date in force is 6 May 2026 again, not 20 May 2026.",
        "“May 6, 2026”, said by Gazette on 5 Apr 2026 (reported).",
    ]


def test_a_retraction_links_to_the_source_of_what_holds_again() -> None:
    claims = said("May 6, 2026", "2026-04-05", url="https://gazette.example/1"), said("May 7, 2026", "2026-04-06")
    back = entries(retracted(story(*claims), "May 7, 2026", "2026-04-09 09:00"))[0]
    assert back.author is None
    assert back.paragraphs[-1] == "Gazette: https://gazette.example/1"


def test_the_entry_of_a_retracted_claim_stays_and_says_so() -> None:
    _, mistake, first = entries(MISTAKEN)
    assert mistake.title == "Slipped 14 days: Mistaken, now 20 May 2026"
    # 20:00 UTC is the next day where the item is.
    assert mistake.paragraphs[-1] == "Taken back on 8 Apr 2026."
    assert mistake.updated == at("2026-04-06 12:00")
    assert "Taken back" not in str(first.paragraphs)


def test_a_retraction_that_changes_no_date_is_no_news() -> None:
    item = retracted(WEIGHTS, "May 25, 2026", "2026-05-01 08:00")
    assert [entry.id for entry in entries(item)] == [entry.id for entry in entries(WEIGHTS)]


def test_a_correction_of_the_list_is_one_piece_of_news() -> None:
    """A changed claim of the long form is a retraction and a new claim in one transaction."""
    item = retracted(story(said("May 6, 2026", "2026-04-05")), "May 6, 2026", "2026-04-09 09:00")
    item = recorded(item, said("May 7, 2026", "2026-04-05"), at("2026-04-09 09:00"))
    assert titles(item) == ["New: Launch, 6 May 2026", "Slipped 1 day: Launch, now 7 May 2026"]


def test_several_retractions_at_once_are_one_piece_of_news() -> None:
    days = (("May 6, 2026", "2026-04-05"), ("May 7, 2026", "2026-04-06"), ("May 9, 2026", "2026-04-07"))
    item = story(*(said(when, on) for when, on in days))
    item = retracted(retracted(item, "May 9, 2026", "2026-04-09 09:00"), "May 7, 2026", "2026-04-09 09:00")
    assert titles(item)[3:] == ["Taken back: Launch, now 6 May 2026"]
    assert entries(item)[0].paragraphs[0].startswith("Taken back: “May 9, 2026”")
    assert made(replace(item, claims=item.claims[::-1])) == made(item)


def test_the_last_claim_taken_back_leaves_no_date() -> None:
    item = retracted(story(said("May 6, 2026", "2026-04-05")), "May 6, 2026", "2026-04-09 09:00")
    assert titles(item)[1:] == ["Taken back: Launch, now no date"]


def test_a_history_that_was_recorded_at_once_is_told_in_the_order_said() -> None:
    at_once = an_item(*(claim.said for claim in reversed(deepseek().claims)), item_id="deepseek-v4")
    assert titles(replace(at_once, outcome=happened("2026-04-24"))) == titles(LAUNCH)


def test_a_list_that_was_imported_at_once_is_told_by_the_days_on_which_it_was_said() -> None:
    imported = [
        an_item(said("May 6, 2026", "2026-04-01"), said("May 8, 2026", "2026-04-09"), item_id="a"),
        an_item(said("May 6, 2026", "2026-04-05"), said("May 8, 2026", "2026-04-07"), item_id="b"),
        an_item(said("May 6, 2026", "2026-04-07"), item_id="c"),
    ]
    told = ["New: A, ", "New: B, ", "Slipped 2 days: B, now ", "New: C, ", "Slipped 2 days: A, now "]
    days = ["6 May 2026", "6 May 2026", "8 May 2026", "6 May 2026", "8 May 2026"]
    expected = [f"{words}{day}" for words, day in zip(told, days, strict=True)]
    assert titles(*imported) == titles(*reversed(imported)) == expected


def test_a_deadline_that_is_done_closes_no_more() -> None:
    item = story(said("May 6, 2026", "2026-04-01"), outcome=happened("2026-04-24", Result.DONE), kind=Kind.DEADLINE)
    assert entries(item)[0].paragraphs == ["Launch: done on 24 Apr 2026 (Gazette). The date in force was 6 May 2026."]


def test_an_outcome_is_dated_by_its_day_or_by_the_claims_before_it() -> None:
    assert entries(LAUNCH)[0].updated == at("2026-04-23 16:00")
    imported = replace(deepseek(), outcome=happened("2025-12-24"))
    imported = replace(imported, claims=tuple(replace(c, recorded_at=at("2026-11-01 09:00")) for c in imported.claims))
    assert entries(imported)[-1].id.endswith("/outcome/happened/2025-12-24")
    imported = replace(imported, outcome=happened("2026-04-24"))
    assert entries(imported)[0].id.endswith("/outcome/happened/2026-04-24")
    assert entries(imported)[0].updated == at("2026-11-01 09:00")


def test_what_is_said_after_an_outcome_leaves_its_entry_as_it_was() -> None:
    after = recorded(LAUNCH, said("June 3, 2026", "2026-04-25"), at("2026-05-01 08:00"))
    assert entries(after)[0].title == "Slipped 34 days: Deepseek-V4, now 3 Jun 2026"
    assert entries(after)[1:] == entries(LAUNCH)


def test_an_outcome_is_news_however_long_ago_its_item_was_heard_of() -> None:
    days = [datetime(2026, 1, 1, tzinfo=UTC).date() + timedelta(days=n) for n in range(MOST_ENTRIES)]
    many = [story(said("May 6, 2026", str(day)), item_id=f"item-{n:03}") for n, day in enumerate(days)]
    old = story(said("May 6, 2026", "2025-12-01"), item_id="old", outcome=happened("2026-12-01"))
    assert entries(*many, old)[0].title == "Happened: Old, 1 Dec 2026"


def test_an_edit_of_anything_but_dates_moves_no_entry() -> None:
    edited = replace(LAUNCH, facts=replace(LAUNCH.facts, notes="x"), revision=9, revised_at=at("2026-12-01 00:00"))
    assert made(edited) == made(LAUNCH)


def test_only_listed_items_have_news() -> None:
    assert entries(replace(LAUNCH, listed=False)) == []


def test_an_empty_feed_is_the_same_each_time() -> None:
    empty = atom.read(made())
    assert empty.entries == []
    assert empty.updated == at("1970-01-01 00:00")
    assert made() == made()


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    assert atom.read(made(MISTAKEN, WEIGHTS, LAUNCH)).updated == at("2026-04-23 16:00")


def test_a_feed_names_itself_and_its_page() -> None:
    choice = Choice(tags=("eu",), kinds=(Kind.DEADLINE,))
    read = atom.read(made(choice=choice, which=POLICY))
    assert read.title == "AI policy dates (eu, deadlines)"
    assert read.id == "tag:watchtracker,2026:feeds/policy?tag=eu&kind=deadline"
    assert read.links == {"alternate": f"{URL}/", "self": f"{URL}/feeds/policy.atom?tag=eu&kind=deadline"}
    assert feed.news_address(f"{URL}/", POLICY, choice) == read.links["self"]
    assert feed.news_address(URL, ALL) == f"{URL}/feeds/all.atom"


def test_the_title_of_a_feed_is_one_line() -> None:
    assert atom.read(made(which=Feed("odd", "AI\n<policy>\x00\ud800"))).title == "AI <policy> \ufffd"


def test_a_private_feed_gives_no_address_away() -> None:
    private = feed.compose_private_news(ALL, Choice(), [LAUNCH], public_url=URL)
    assert atom.read(private).links == {"alternate": f"{URL}/"}
    assert atom.read(private).entries == entries(LAUNCH)


def test_a_feed_has_the_news_of_what_was_chosen() -> None:
    read = atom.read(made(LAUNCH, CONSULTATION, choice=Choice(kinds=(Kind.DEADLINE,))))
    assert {entry.links["alternate"] for entry in read.entries} == {f"{URL}/items/consultation"}
    assert atom.read(made(LAUNCH, CONSULTATION, which=POLICY)).entries == read.entries


def test_a_feed_has_the_newest_and_no_more() -> None:
    days = [datetime(2026, 1, 1, tzinfo=UTC).date() + timedelta(days=n) for n in range(MOST_ENTRIES)]
    many = [story(said("May 6, 2026", str(day)), item_id=f"item-{n:03}") for n, day in enumerate(days)]
    # Never part of it: older than all, though it is confirmed later than all.
    old = story(said("May 6, 2026", "2025-12-01"), said("May 6, 2026", "2026-12-01"), item_id="old")
    found = entries(old, *many, LAUNCH)
    assert len(found) == MOST_ENTRIES
    everything = [entry for item in (old, *many, LAUNCH) for entry in entries(item)]
    newest = sorted(everything, key=lambda entry: entry.updated, reverse=True)[:MOST_ENTRIES]
    assert {entry.id for entry in found} == {entry.id for entry in newest}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "mailto:a@b.example", "//x.example", "https://"])
def test_what_is_no_address_of_the_web_is_no_link(url: str) -> None:
    (entry,) = entries(story(said("May 6, 2026", "2026-04-01", url=url)))
    assert "via" not in entry.links
    assert len(entry.paragraphs) == 2


def test_a_link_keeps_its_letters_and_loses_what_no_address_holds() -> None:
    (entry,) = entries(story(said("May 6, 2026", "2026-04-01", url='https://a.example/5月 6日"><script>?q={x}')))
    assert entry.links["via"] == "https://a.example/5月%206日%22%3E%3Cscript%3E?q=%7Bx%7D"


def test_names_that_cannot_be_written_are_left_out() -> None:
    (entry,) = entries(story(said("May 6, 2026", "2026-04-01", "\x00\x0b"), tags=("\x00",)))
    assert entry.author is None
    assert entry.categories == ["release"]


def test_a_reader_in_use_shows_what_was_meant() -> None:
    parsed = feedparser.parse(made(CONSULTATION, HARM))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.title == "Watched dates"
    newest = parsed.entries[0]
    assert newest.title == "Slipped 7 days: Consultation, now 13 May 2026"
    assert newest.link == f"{URL}/items/consultation"
    assert newest.updated_parsed[:5] == (2026, 4, 20, 12, 0)
    assert [tag.term for tag in newest.tags] == ["deadline", "china", "policy"]
    assert '<a href="https://cac.example/3">https://cac.example/3</a>' in newest.content[0].value
    assert not any("<script" in entry.content[0].value for entry in parsed.entries)
