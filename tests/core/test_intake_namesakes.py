"""Texts that are put together at random about near-namesakes never move another item by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, as_known, said
from watchtracker import reading
from watchtracker.intake.proposing import ReadDocument, WatchedItems
from watchtracker.intake.text_sources import TextSource, Trust
from watchtracker.intake.trust import SourceHistory, why_asked
from watchtracker.items import Item, Kind

PUBLISHED = date(2031, 4, 10)
NOW = datetime(2031, 4, 10, 12, tzinfo=UTC)
OLD = SourceHistory(NOW - timedelta(days=60), 0)

NAMES = ("Aurora V4", "Kestrel 5", "Hermit-3", "Quill 3.14", "Basalt")
KIN = ("Lite", "lite", "mini", "Mini", "Pro", "Ultra", "API", "for Teams", "Nano", "Zephyr", "zephyr", "4.2", "Voice 2")
NEXT = {"Aurora V4": "Aurora V4.1", "Kestrel 5": "Kestrel 6", "Hermit-3": "Hermit-2", "Quill 3.14": "Quill 3.15"}
ABOUT_A_LAUNCH = (
    "The {name} launch will be on {day}.",
    "The launch of {name} is planned for {day}.",
    "{name} launch: {day}",
    "The {name} launch has been moved from late April to {day}.",
    "Northlight confirmed that the {name} launch comes on {day}.",
    "The {name} launch slips to {day}, Northlight says.",
    "# {name} launch\n\nThe launch will be on {day}.",
    "- {name} launch: {day}",
    "| what | when |\n|---|---|\n| {name} launch | {day} |",
)
ABOUT_SOMETHING_BESIDE = (
    "The {name} launch party takes place on {day}.",
    "Tickets for the {name} launch are sold from {day}.",
    "A webinar about the {name} launch will be held on {day}.",
    "The documentation of {name} follows its launch on {day}.",
    "{name} launch in Japan: {day}",
    "The launch of {name} for schools comes on {day}.",
    "If all goes well, the {name} launch will be on {day}.",
    "A beta of {name} will launch on {day}.",
)
days = st.dates(date(2031, 4, 14), date(2031, 6, 20)).map(lambda day: f"{day.day} {day:%B %Y}")
names = st.sampled_from(NAMES)


def watched(name: str) -> Item:
    item = an_item(said("15 May 2031", "2031-04-01"), item_id=name.casefold(), kind=Kind.RELEASE, zone="UTC")
    return replace(item, facts=replace(item.facts, title=f"{name} launch"))


def let_in(text: str, *items: Item, bound: tuple[str, ...] = ()) -> list[str | None]:
    """The items whose dates a source that is trusted for what is known would move, or confirm, by a text."""
    source = TextSource("Weekly", trust=Trust.KNOWN, items=bound)
    by_id = {item.id: as_known(item) for item in items}
    found = WatchedItems(items).proposed(
        reading.read(text, PUBLISHED, "UTC").finds, ReadDocument(text, None, PUBLISHED), source
    )
    return [
        each.proposal.item
        for each in found
        if each.proposal.item is not None
        and why_asked(each.proposal, each.match, by_id[each.proposal.item], trust=source.trust, history=OLD, now=NOW)
        is None
    ]


@given(names, st.sampled_from(KIN), st.sampled_from(ABOUT_A_LAUNCH), days, st.booleans())
def test_a_sister_that_is_not_watched_moves_nothing(name: str, kin: str, template: str, day: str, bound: bool) -> None:  # noqa: FBT001
    item = watched(name)
    text = template.format(name=f"{name} {kin}", day=day)
    assert let_in(text, item, bound=(item.id,) if bound else ()) == []


@given(st.sampled_from(sorted(NEXT)), st.sampled_from(ABOUT_A_LAUNCH), days, st.booleans())
def test_another_version_moves_nothing(name: str, template: str, day: str, bound: bool) -> None:  # noqa: FBT001
    item = watched(name)
    assert let_in(template.format(name=NEXT[name], day=day), item, bound=(item.id,) if bound else ()) == []


@given(names, st.sampled_from(ABOUT_SOMETHING_BESIDE), days, st.booleans())
def test_what_goes_with_a_thing_moves_nothing(name: str, template: str, day: str, bound: bool) -> None:  # noqa: FBT001
    item = watched(name)
    assert let_in(template.format(name=name, day=day), item, bound=(item.id,) if bound else ()) == []


@given(
    names,
    st.sampled_from(["Lite", "mini", "Pro", "API"]),
    st.lists(st.tuples(st.sampled_from(ABOUT_A_LAUNCH), st.booleans(), days), min_size=1, max_size=3),
)
def test_of_two_sisters_none_is_moved_by_what_is_said_of_the_other(
    name: str, kin: str, parts: list[tuple[str, bool, str]]
) -> None:
    elder, younger = watched(name), watched(f"{name} {kin}")
    spoken_of = {younger.id if young else elder.id for _, young, _ in parts}
    text = "\n\n".join(
        template.format(name=f"{name} {kin}" if young else name, day=day) for template, young, day in parts
    )
    assert set(let_in(text, elder, younger)) <= spoken_of


@given(names, st.sampled_from(["Lite", "mini", "Pro"]), days, days)
def test_one_sentence_about_two_sisters_does_not_mix_them_up(name: str, kin: str, day: str, other: str) -> None:
    elder, younger = watched(name), watched(f"{name} {kin}")
    text = f"The {name} launch will be on {day}, and the {name} {kin} launch on {other}."
    source = TextSource("Weekly", trust=Trust.KNOWN)
    found = WatchedItems([elder, younger]).proposed(
        reading.read(text, PUBLISHED, "UTC").finds, ReadDocument(text, None, PUBLISHED), source
    )
    for each in found:
        if each.match.sure and each.proposal.item is not None:
            assert each.proposal.when == (other if each.proposal.item == younger.id else day)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("template", ABOUT_A_LAUNCH)
def test_what_is_said_of_the_thing_itself_comes_in(name: str, template: str) -> None:
    item = watched(name)
    assert let_in(template.format(name=name, day="19 May 2031"), item) == [item.id]
