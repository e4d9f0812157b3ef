"""The same days in every calendar program, wherever its reader sits: those that our own records have."""

from __future__ import annotations

from typing import Any

from tests.clients.watched import WATCHED, Shown, must_be_shown, of_the_records


def test_every_kind_of_item_is_on_its_days_under_its_title(shown: dict[str, Shown], reader: str) -> None:
    ours = {one.item_id: shown.get(one.item_id) for one in WATCHED}
    assert ours == must_be_shown(reader)


def test_the_calendar_has_what_the_records_have_and_nothing_else(
    shown: dict[str, Shown], records: dict[str, Any], reader: str
) -> None:
    seen = {item_id: (event.days, event.time) for item_id, event in shown.items()}
    assert seen == of_the_records(records, reader)
