"""Editing a watch list: what each edit becomes, for the short form and the long one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tests.builders import OFFICIAL, as_known, at, happened, said
from watchtracker import dates, items
from watchtracker.items import Declaration, Facts, Item, Kind, Merged, Origin, ShortForm, Statement, merge

FACTS = Facts(id="rules", title="Rules", kind=Kind.EVENT, zone="Asia/Shanghai")
MONDAY, TUESDAY, WEDNESDAY = at("2026-04-06 04:00"), at("2026-04-07 04:00"), at("2026-04-08 04:00")


def short(when: str, on: str | None = None, source: str = "Gazette", **more: Any) -> Declaration:
    claim = ShortForm(when, date.fromisoformat(on) if on else None, source, **more)
    return Declaration(FACTS, short=claim)


def long(*claims: Statement) -> Declaration:
    return Declaration(FACTS, claims=claims)


def applied(*edits: tuple[Declaration, datetime]) -> Merged:
    merged = Merged(Item(FACTS))
    for number, (declaration, now) in enumerate(edits):
        merged = merge(merged.item if number else None, declaration, now=now)
    return merged


def history(item: Item) -> list[tuple[str, str]]:
    return [(claim.said.when, claim.said.said_on.isoformat()) for claim in item.claims if not claim.retracted]


def test_another_when_is_a_new_claim_and_the_old_one_stays() -> None:
    merged = applied((short("May 6, 2026", "2026-04-01"), MONDAY), (short("May 20, 2026", "2026-04-05"), TUESDAY))
    assert history(merged.item) == [("May 6, 2026", "2026-04-01"), ("May 20, 2026", "2026-04-05")]
    wrong = merged.item.claims[0].id
    assert merged.notes == (
        f"told as news; if it was a mistake of ours: `watchtracker claim rules --corrects {wrong}` first",
    )


def test_another_when_with_the_old_day_counts_from_the_day_it_is_applied_and_says_so() -> None:
    merged = applied((short("May 6, 2026", "2026-04-01"), MONDAY), (short("May 20, 2026", "2026-04-01"), TUESDAY))
    assert history(merged.item)[1] == ("May 20, 2026", "2026-04-07")
    assert "counts from today, 2026-04-07" in merged.notes[0]


def test_the_day_it_is_applied_is_a_day_of_the_items_zone() -> None:
    merged = applied((short("May 6, 2026"), at("2026-04-06 17:00")))
    assert history(merged.item) == [("May 6, 2026", "2026-04-07")]


def test_a_revert_is_a_new_claim() -> None:
    first, second = short("May 6, 2026", "2026-04-01"), short("May 20, 2026", "2026-04-02")
    merged = applied((first, MONDAY), (second, TUESDAY), (first, WEDNESDAY))
    assert history(merged.item)[-1] == ("May 6, 2026", "2026-04-08")
    assert dates.display(as_known(merged.item).window) == "6 May 2026"


def test_a_revert_on_the_same_day_holds_as_well() -> None:
    first, second = short("May 6, 2026"), short("May 20, 2026")
    merged = applied((first, MONDAY), (second, MONDAY), (first, MONDAY))
    assert dates.display(as_known(merged.item).window) == "6 May 2026"


def test_the_same_when_said_later_or_by_another_is_a_confirmation() -> None:
    later, other = short("May 6, 2026", "2026-04-07"), short("May 6, 2026", "2026-04-08", "Bulletin")
    merged = applied((short("May 6, 2026", "2026-04-01"), MONDAY), (later, TUESDAY), (other, WEDNESDAY))
    assert (len(history(merged.item)), as_known(merged.item).moves) == (3, 0)


def test_the_same_declaration_again_changes_nothing() -> None:
    once = applied((short("May 6, 2026"), MONDAY))
    assert merge(once.item, short("May 6, 2026"), now=WEDNESDAY) == once


def test_another_url_corrects_the_claim_in_place() -> None:
    merged = applied((short("May 6, 2026"), MONDAY), (short("May 6, 2026", url="https://a.example"), TUESDAY))
    assert [claim.said.url for claim in merged.item.claims] == ["https://a.example"]


def test_a_claim_taken_out_of_the_long_form_is_retracted_and_put_back_counts_from_its_own_day() -> None:
    one, two = said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-02")
    gone = applied((long(one, two), MONDAY), (long(one), TUESDAY))
    assert history(gone.item) == [("May 6, 2026", "2026-04-01")]
    assert "is taken out: retracted" in gone.notes[0]
    back = merge(gone.item, long(one, two), now=WEDNESDAY)
    assert history(back.item)[1] == ("May 20, 2026", "2026-04-02")


def test_a_changed_claim_of_the_long_form_is_a_retraction_and_a_new_claim() -> None:
    one, other = said("May 6, 2026", "2026-04-01"), said("May 7, 2026", "2026-04-01")
    merged = applied((long(one), MONDAY), (long(other), TUESDAY))
    assert [claim.retracted for claim in merged.item.claims] == [True, False]


def test_another_standing_in_the_long_form_corrects_the_claim() -> None:
    one = said("May 6, 2026", "2026-04-01")
    merged = applied((long(one), MONDAY), (long(replace(one, standing=OFFICIAL)), TUESDAY))
    assert [claim.said.standing for claim in merged.item.claims] == [OFFICIAL]


def test_the_same_claim_twice_is_one() -> None:
    one = said("May 6, 2026", "2026-04-01")
    assert len(applied((long(one, one), MONDAY)).item.claims) == 1


def test_what_was_retracted_by_hand_stays_so_though_the_list_declares_it() -> None:
    one, two = said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-02")
    item = applied((long(one, two), MONDAY)).item
    item = items.retracted(item, item.claims[1].id, origin=Origin.CLI, now=TUESDAY)
    merged = merge(item, long(one, two), now=WEDNESDAY)
    assert history(merged.item) == [("May 6, 2026", "2026-04-01")]
    assert "was retracted by hand and stays so" in merged.notes[0]


def test_claims_of_the_cli_survive_another_apply() -> None:
    item = applied((short("May 6, 2026", "2026-04-01"), MONDAY)).item
    item = items.recorded(item, said("June 2026", "2026-04-07"), origin=Origin.CLI, now=TUESDAY)
    assert history(merge(item, short("May 6, 2026", "2026-04-01"), now=WEDNESDAY).item)[-1] == (
        "June 2026",
        "2026-04-07",
    )


def test_an_edit_that_leaves_the_date_in_force_alone_is_said() -> None:
    item = applied((long(said("May 6, 2026", "2026-04-01")), MONDAY)).item
    item = items.recorded(item, said("June 2026", "2026-04-07", "mei"), origin=Origin.CLI, now=TUESDAY)
    edited = long(said("May 6, 2026", "2026-04-01"), said("May 9, 2026", "2026-04-02"))
    assert merge(item, edited, now=WEDNESDAY).notes == ("a newer claim (mei, 2026-04-07) holds",)


def test_an_outcome_of_the_cli_is_not_undone_by_a_list_that_never_had_one() -> None:
    item = replace(applied((short("May 6, 2026"), MONDAY)).item, outcome=happened("2026-04-07"))
    assert merge(item, short("May 6, 2026"), now=WEDNESDAY).item.outcome == happened("2026-04-07")


def test_an_outcome_taken_out_of_the_list_is_withdrawn() -> None:
    with_outcome = replace(short("May 6, 2026"), outcome=happened("2026-04-06"))
    merged = applied((with_outcome, MONDAY), (short("May 6, 2026"), TUESDAY))
    assert merged.item.outcome is None


def test_the_short_form_written_out_as_the_long_one_changes_nothing() -> None:
    item = applied((short("May 6, 2026", "2026-04-01"), MONDAY)).item
    merged = merge(item, long(said("May 6, 2026", "2026-04-01")), now=TUESDAY)
    assert (merged.item.claims, merged.notes) == (item.claims, ())


def test_an_edited_claim_of_the_long_form_corrects_what_it_was() -> None:
    one, other = said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-05")
    typo = replace(other, when="May 21, 2026")
    merged = applied((long(one, typo), MONDAY), (long(one, other), TUESDAY))
    assert [claim.corrects for claim in merged.item.claims] == [None, None, merged.item.claims[1].id]
    assert (as_known(merged.item).moves, as_known(merged.item).slipped_days) == (1, 14)


def test_a_new_claim_beside_one_that_is_taken_out_corrects_nothing() -> None:
    one, other = said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-05", "Reuters")
    third = said("June 2026", "2026-04-06", "Bloomberg")
    merged = applied((long(one, other), MONDAY), (long(other, third), TUESDAY))
    assert {claim.corrects for claim in merged.item.claims} == {None}


def test_a_mistake_that_was_corrected_by_hand_is_found_again_by_the_short_form() -> None:
    merged = applied((short("May 6, 2026", "2026-04-01"), MONDAY))
    (wrong,) = merged.item.claims
    right = replace(wrong.said, when="May 8, 2026")
    item = items.corrected(merged.item, wrong.id, right, origin=Origin.CLI, now=TUESDAY)
    again = merge(item, short("May 8, 2026", "2026-04-01"), now=WEDNESDAY)
    assert history(again.item) == [("May 8, 2026", "2026-04-01")]
    assert again.notes == ()


def test_rechecks_of_a_list_are_brought_in_once() -> None:
    declared = replace(short("May 6, 2026", "2026-04-01"), rechecks=((date(2026, 4, 5), "mei"),))
    merged = applied((declared, MONDAY), (declared, TUESDAY))
    assert [(one.on, one.by) for one in merged.item.rechecks] == [(date(2026, 4, 5), "mei")]
    assert as_known(merged.item).rechecked_by == "mei"


def test_a_recheck_taken_out_of_a_list_stays_recorded_and_is_said_once() -> None:
    plain = short("May 6, 2026", "2026-04-01")
    declared = replace(plain, rechecks=((date(2026, 4, 5), "mei"), (date(2026, 4, 6), "jon")))
    less = replace(plain, rechecks=((date(2026, 4, 6), "jon"),))
    merged = applied((declared, MONDAY), (less, TUESDAY))
    assert merged.notes == ("the re-check of 5 Apr 2026 by mei is taken out: it stays recorded",)
    assert [one.by for one in merged.item.rechecks] == ["mei", "jon"]
    assert applied((declared, MONDAY), (less, TUESDAY), (less, WEDNESDAY)).notes == ()


def test_what_a_list_says_of_what_is_over_is_recorded_with_a_note() -> None:
    over = replace(long(said("May 6, 2026", "2026-04-01")), outcome=happened("2026-04-06"))
    more = replace(over, claims=(*over.claims, said("May 20, 2026", "2026-04-07")))
    merged = applied((over, MONDAY), (more, TUESDAY))
    assert len(merged.item.claims) == 2
    assert merged.notes == ("it happened on 6 Apr 2026: what is said of its date is recorded, and nobody is told",)
