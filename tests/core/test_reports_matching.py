"""Which items are offered to somebody who types a part of a name."""

from __future__ import annotations

from tests.block_kit import everything
from tests.builders import an_item, at, happened, said
from watchtracker.channels.slack.views.options import options
from watchtracker.items import Item
from watchtracker.reports.matching import matching

NOW = at("2026-04-16 09:00")


def item(item_id: str, when: str = "20 May 2026", **more: object) -> Item:
    return an_item(said(when, "2026-04-01"), item_id=item_id, **more)  # type: ignore[arg-type]


ITEMS = [item("grants-call"), item("grants-report", "May 2027"), item("v4", outcome=happened("2026-04-02"))]


def ids(typed: str) -> list[str]:
    return [row.known.id for row in matching(ITEMS, typed, NOW)]


def test_every_word_must_be_in_the_id_or_the_title() -> None:
    assert ids("GRANTS") == ["grants-call", "grants-report"]
    assert ids("report grants") == ["grants-report"]


def test_what_is_over_comes_last() -> None:
    assert ids("") == ["grants-call", "grants-report", "v4"]


def test_a_wrong_letter_does_not_end_the_search() -> None:
    assert ids("grents-call")[0] == "grants-call"
    assert ids("zzzzzz") == []


def test_an_option_has_a_title_a_date_and_an_id_within_limits() -> None:
    many = [an_item(said("20 May 2026", "2026-04-01"), item_id=f"i{'x' * 90}{number}") for number in range(120)]
    drawn = options(matching(many, "", NOW))
    assert len(drawn["options"]) == 100
    for option in drawn["options"]:
        assert len(option["text"]["text"]) <= 75
        assert len(option["value"]) <= 150
        assert option["text"]["text"].endswith(": 20 May 2026")
    assert {each["type"] for each in everything(drawn) if "type" in each} == {"plain_text"}
