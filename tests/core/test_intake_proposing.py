from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.builders import an_item, said
from watchtracker.intake.proposals import Proposal
from watchtracker.intake.proposing import ReadDocument, WatchedItems
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.items import Item, Kind, Origin, Standing, recorded
from watchtracker.reading import read

DAY = date(2026, 4, 10)
NOW = datetime(2026, 4, 10, tzinfo=UTC)
WEEKLY = TextSource("Model Weekly", zone="Asia/Shanghai")


def an(item: Item, title: str, kind: Kind = Kind.RELEASE) -> Item:
    return replace(item, facts=replace(item.facts, title=title, kind=kind))


ITEMS = [an(an_item(said("April 2026", "2026-04-01"), item_id="aurora-4"), "Aurora V4")]


def proposals(text: str, source: TextSource = WEEKLY, items: list[Item] = ITEMS) -> list[Proposal]:
    finds = read(text, DAY, source.zone).finds
    document = ReadDocument(text, "https://weekly.example/12", DAY)
    return [found.proposal for found in WatchedItems(items).proposed(finds, document, source)]


def test_what_a_text_says_is_of_the_item_that_it_names_or_of_a_new_one() -> None:
    known, new = proposals("Aurora V4 will launch in late April. The Kestrel 2 weights will be released on 6 May.")
    assert (known.item, known.new_id, known.when) == ("aurora-4", None, "late April")
    assert (new.item, new.new_id, new.title) == (None, "kestrel-2-weights", "Kestrel 2 weights")
    assert (new.source, new.zone, new.published) == ("Model Weekly", "Asia/Shanghai", DAY)


def test_a_quote_is_shown_within_its_paragraph() -> None:
    first = "The weekly looks at models."
    second = "It was quiet. Aurora V4 will launch in late April. That is all."
    (only,) = proposals(f"{first}\n\n{second}\n\nThe end.")
    assert only.passage is not None
    assert only.passage.text == second
    assert only.passage.text[only.passage.start : only.passage.end] == only.quote


def test_whoever_is_named_said_it_and_the_source_passed_it_on() -> None:
    (quoted,) = proposals("The Financial Times reported that Aurora V4 will launch on 28 April.")
    assert quoted.said_by == "The Financial Times, by way of Model Weekly"


def test_a_source_decides_only_on_the_items_that_it_is_bound_to_and_never_by_hearsay() -> None:
    official = replace(WEEKLY, standing=Standing.OFFICIAL)
    bound = replace(official, items=("aurora-4",))
    text = "Aurora V4 will launch on 28 April."
    assert proposals(text, official)[0].standing is Standing.REPORTED
    assert proposals(text, bound)[0].standing is Standing.OFFICIAL
    rumour = "According to people familiar with the plan, Aurora V4 will launch on 28 April."
    assert proposals(rumour, bound)[0].standing is Standing.RUMOUR


def test_what_is_said_twice_is_proposed_once_and_two_new_items_never_share_an_id() -> None:
    assert (
        len(
            proposals(
                "The Kestrel 2 weights will be released on 6 May.\n\nThe Kestrel 2 weights will be released on 6 May."
            )
        )
        == 1
    )
    twins = proposals(
        "The Kestrel 2 weights will be released on 6 May.\n\nThe Kestrel 2 weights will be released on 9 May."
    )
    assert [proposal.new_id for proposal in twins] == ["kestrel-2-weights", "kestrel-2-weights-2"]


def test_the_kind_of_an_item_of_ours_counts_for_more_than_the_words() -> None:
    event = [an(ITEMS[0], "Aurora V4", Kind.EVENT)]
    assert proposals("Aurora V4 will launch in late April.", items=event)[0].kind is Kind.EVENT


def test_the_deadlines_of_a_call_that_end_anywhere_on_earth_end_there() -> None:
    text = (
        "Papers are due by 30 June 2026.\n\nAll deadlines are 23:59 AoE.\n\nThe workshop takes place on 3 August 2026."
    )
    papers, workshop = proposals(text)
    assert (papers.zone, workshop.zone) == ("AoE", "Asia/Shanghai")


def test_a_deadline_beside_whose_day_it_says_anywhere_on_earth_ends_there() -> None:
    rows = "| Kestrel workshop abstracts due | 7 May 2026 (AoE) |\n| Tide forms due | 8 May 2026 |\n"
    text = f"| Call | Due |\n|---|---|\n{rows}"
    assert [found.zone for found in proposals(text)] == ["AoE", "Asia/Shanghai"]


def test_one_deadline_that_ends_anywhere_on_earth_says_nothing_of_the_others() -> None:
    text = (
        "The RustBelt call for papers closes on 8 May 2026 at 23:59 AoE.\n\nEarly-bird tickets are due by 30 June 2026."
    )
    assert [proposal.zone for proposal in proposals(text)][-1] == "Asia/Shanghai"


def test_an_hour_that_cannot_be_read_is_named_and_the_day_stands() -> None:
    (proposal,) = proposals("Applications for the call are due by 30 June 2026, 17:00 CET.")
    assert (proposal.window.latest, proposal.window.instant) == (date(2026, 6, 30), None)
    assert proposal.unread == "there is no CET on 30 June 2026: write CEST, if that is meant"


def test_a_heading_that_names_the_month_gives_way_to_the_sentence_that_names_the_day() -> None:
    text = "# Weekly\n\n## Aurora V4 launches in May\n\nThe lab said that Aurora V4 will launch on 12 May 2026.\n"
    assert [found.when for found in proposals(text)] == ["12 May 2026"]


def test_two_dates_of_one_item_that_differ_are_both_proposed() -> None:
    text = "Aurora V4 will launch on 12 May 2026.\n\nAurora V4 will launch in June 2026, others say.\n"
    assert [found.when for found in proposals(text)] == ["12 May 2026", "June 2026"]


def test_the_day_of_a_beta_does_not_hide_the_month_of_the_release() -> None:
    text = "Aurora V4 will launch in May 2026.\n\nAurora V4 beta will launch on 12 May 2026.\n"
    assert [found.when for found in proposals(text)] == ["May 2026", "12 May 2026"]


def test_what_is_said_of_many_things_is_named_after_its_heading_as_well() -> None:
    text = "\n\n".join(f"# {name}\n\nThe submission deadline is 11 May 2026." for name in ("Harbour Conference", "ACL"))
    found = proposals(text)
    assert [each.title for each in found] == ["Harbour Conference: submission deadline", "ACL: submission deadline"]


def test_a_heading_that_names_nothing_is_no_part_of_a_name() -> None:
    (found,) = proposals("# Notes of the week\n\nThe submission deadline is 11 May 2026.")
    assert found.title == "submission deadline"


def test_the_head_of_an_issue_is_no_part_of_a_name() -> None:
    head = "Osprey Weekly, Issue 12, Friday, March 13, 2026"
    (found,) = proposals(f"{head}\n\nThe hearing has been moved from 9 to 16 June 2026.")
    assert found.title == "hearing"


PLACE = "https://weekly.example/12"
PICNIC = "The Plum 3 picnic will take place on 6 May."


def at_the_place(origin: Origin) -> list[Item]:
    heard = said("April 2026", "2026-04-01", url=PLACE if origin is Origin.INTAKE else None)
    return [
        recorded(an(an_item(item_id="aurora-4", url=PLACE), "Aurora V4", Kind.EVENT), heard, origin=origin, now=NOW)
    ]


def test_where_something_was_found_once_stand_other_things_later() -> None:
    (found,) = proposals(PICNIC, items=at_the_place(Origin.INTAKE))
    assert (found.item, found.new_id) == (None, "plum-3-picnic")


def test_an_item_is_known_by_the_address_that_somebody_gave_it_unless_a_feed_or_calendar_is_there() -> None:
    (found,) = proposals(PICNIC, items=at_the_place(Origin.WATCHLIST))
    assert found.item == "aurora-4"
    for kind in (SourceKind.FEED, SourceKind.CALENDAR):
        (found,) = proposals(PICNIC, replace(WEEKLY, kind=kind, address=PLACE), at_the_place(Origin.WATCHLIST))
        assert found.item is None


def test_an_outcome_that_waits_names_the_items_that_it_may_be_of_by_now() -> None:
    later = an(an_item(said("April 2026", "2026-04-01"), item_id="aurora-5"), "Aurora V5")
    (kept,) = proposals("Aurora is cancelled.", items=[])
    assert (kept.item, kept.rivals) == (None, ())
    assert WatchedItems([*ITEMS, later]).with_rivals(kept).rivals == ("aurora-4", "aurora-5")
