"""What waits for somebody on their own page, and what is ahead for all."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import an_item, as_known, at, said
from watchtracker.items import Item, Kind
from watchtracker.notifications.holds import Hold, HoldKind, Person
from watchtracker.reports.home import HomeOf, HomeSection, home

NOW = at("2026-04-16 09:00")
MEI, OLA = Person("mei", "U0000000MEI"), Person("ola", "U0000000OLA")


def item(item_id: str, when: str, on: str = "2026-04-01", kind: Kind = Kind.DEADLINE, owner: str | None = None) -> Item:
    return an_item(said(when, on), item_id=item_id, kind=kind, owner=owner)


def held(of: Item, by: Person, kind: HoldKind = HoldKind.TAKEN) -> dict[str, list[Hold]]:
    until = NOW + timedelta(days=2) if kind is HoldKind.SNOOZED else None
    return {of.id: [Hold(of.id, "team", kind, by, NOW, as_known(of).window, until)]}


def sections(
    *items: Item, holds: dict[str, list[Hold]] | None = None, answerable: bool = True
) -> dict[str, HomeSection]:
    found = home(items, HomeOf(MEI, NOW, "UTC", answerable=answerable), holds or {})
    return {section.heading: section for section in found.sections}


def names(section: HomeSection | None) -> list[str]:
    return [line.item for line in section.lines] if section else []


def test_what_somebody_owns_waits_when_it_is_due_or_late() -> None:
    due, far = item("due", "20 April 2026", owner="U0000000MEI"), item("far", "20 June 2026", owner="U0000000MEI")
    late = item("late", "March 2026", kind=Kind.RELEASE, owner="mei")
    other = item("other", "20 April 2026", owner="U0000000OLA")
    found = sections(due, far, late, other)
    assert names(found["Waiting for you"]) == ["late", "due"]
    assert names(found["The next four weeks"]) == ["other"]


def test_what_somebody_took_waits_for_them_alone() -> None:
    taken = item("taken", "20 June 2026")
    assert names(sections(taken, holds=held(taken, MEI))["Waiting for you"]) == ["taken"]
    assert names(sections(taken, holds=held(taken, OLA))["Waiting for you"]) == []


def test_what_waits_has_the_buttons_of_its_message() -> None:
    due = item("due", "20 April 2026", owner="mei")
    (line,) = sections(due)["Waiting for you"].lines
    assert line.offers is not None
    assert (line.offers.item, line.offers.notification, line.offers.visible[0]) == ("due", None, "take")
    (taken,) = sections(due, holds=held(due, MEI))["Waiting for you"].lines
    assert taken.offers is not None
    assert taken.offers.visible == ("done", "hand_back", "new_date")
    (plain,) = sections(due, answerable=False)["Waiting for you"].lines
    assert plain.offers is None


def test_what_is_snoozed_says_by_whom() -> None:
    due = item("due", "20 April 2026")
    (line,) = sections(due, holds=held(due, OLA, HoldKind.SNOOZED))["Snoozed"].lines
    assert line.text == "20 Apr 2026, in 4 days; snoozed by ola in team"


def test_what_nobody_looked_at_for_long_is_to_be_re_checked() -> None:
    old = item("old", "2028", "2026-01-01", Kind.RELEASE)
    (line,) = sections(old)["To re-check"].lines
    assert line.text.endswith("; not re-checked for 105 days")


def test_no_more_than_25_lines_are_ahead() -> None:
    found = sections(*(item(f"item-{number}", "20 April 2026") for number in range(40)))["The next four weeks"]
    assert (len(found.lines), found.more) == (25, 15)


def test_an_empty_page_says_so() -> None:
    found = sections()
    assert {heading: section.empty for heading, section in found.items()} == {
        "Waiting for you": "Nothing waits for you.",
        "The next four weeks": "Nothing is due.",
    }
