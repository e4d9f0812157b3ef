"""A subscriber with vdirsyncer and khal: what a second sync does, and what follows when a date or a text changes."""

from __future__ import annotations

from tests.clients.khal import Folder
from tests.clients.serving import Served
from tests.clients.watched import WATCHED, Shown, days, said

READER = "Europe/Berlin"
LEAVING = WATCHED[0]
# vdirsyncer knows an event by its content, so a new content is an event gone and an event come.
REPLACED_ONE = ["Copying", "Deleting"]


def test_a_second_sync_copies_nothing(served: Served, folder: Folder) -> None:
    first = folder.files()
    assert len(first) == served.site.get("/feeds/all.ics").text.count("BEGIN:VEVENT")
    assert folder.sync() == []
    assert folder.files() == first


def test_a_slip_moves_its_event_and_touches_no_other(served: Served, folder: Folder) -> None:
    files, shown = folder.files(), folder.shown_in_2026(READER)
    served.run("claim", "part-of-a-month", "--when", "October 2026", "--source", "Blog")
    assert folder.sync() == REPLACED_ONE
    assert _changed(files, folder.files()) == (1, 1)
    moved = Shown(days("2026-10-01", "2026-10-31"), None, "part-of-a-month (Oct 2026)", "TENTATIVE")
    assert folder.shown_in_2026(READER) == {**shown, "part-of-a-month": moved}


def test_a_slip_in_the_watch_list_moves_its_event(served: Served, folder: Folder) -> None:
    shown = folder.shown_in_2026(READER)
    served.edit(said("2026-03-29T00:59Z"), said("2026-03-29T01:30Z"))
    assert folder.sync() == REPLACED_ONE
    moved = Shown(days("2026-03-29", "2026-03-29"), "03:30", "before-spring-in-berlin", "CONFIRMED")
    assert folder.shown_in_2026(READER) == {**shown, "before-spring-in-berlin": moved}


def test_an_item_that_leaves_takes_its_event_along(served: Served, folder: Folder) -> None:
    files, shown = folder.files(), folder.shown_in_2026(READER)
    served.edit(LEAVING.declared, "")
    assert folder.sync() == ["Deleting"]
    assert _changed(files, folder.files()) == (1, 0)
    del shown[LEAVING.item_id]
    assert folder.shown_in_2026(READER) == shown


def test_an_item_that_gets_a_date_appears_and_the_others_stay_where_they_are(served: Served, folder: Folder) -> None:
    shown = folder.shown_in_2026(READER)
    served.run("claim", "undated", "--when", "May 6, 2026", "--source", "Gazette", "--said-on", "2026-04-10")
    folder.sync()
    dated = Shown(days("2026-05-06", "2026-05-06"), None, "undated", "CONFIRMED")
    assert folder.shown_in_2026(READER) == {**shown, "undated": dated}


def _changed(before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]]) -> tuple[int, int]:
    """How many files are gone or no longer as they were, and how many are new or written anew."""
    return len(before.items() - after.items()), len(after.items() - before.items())
