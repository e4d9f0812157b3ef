"""What a watch list would change, before anything is stored: which revisions, and which of them count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.builders import an_item, at, said
from watchtracker.errors import ProblemsError
from watchtracker.items import Declaration, Facts, Item, Kind, ShortForm
from watchtracker.revisions import Revision, declared, differs, is_written, learnt, revised, would_change
from watchtracker.watchlist import WatchList

NOW = at("2026-04-29 09:00")
MAY_6 = an_item(said("May 6, 2026", "2026-04-01"))


def declaration(when: str = "May 6, 2026", item_id: str = "launch") -> Declaration:
    facts = Facts(id=item_id, title="Launch", kind=Kind.RELEASE, zone="Asia/Shanghai")
    return Declaration(facts, short=ShortForm(when, date(2026, 4, 1), "Gazette"))


def a_list(*declarations: Declaration) -> WatchList:
    return WatchList(declarations, "digest", Path("watchlist.toml"))


def applied(watchlist: WatchList) -> dict[str, Item]:
    return {found.after.id: revised(found, NOW).after for found in declared({}, watchlist, NOW)}


def test_what_was_applied_changes_nothing_when_it_is_applied_again() -> None:
    watchlist = a_list(declaration(), declaration(item_id="other"))
    current = applied(watchlist)
    assert would_change({}, watchlist, NOW)
    assert not would_change(current, watchlist, NOW + timedelta(days=9))
    assert not any(map(is_written, declared(current, watchlist, NOW)))


def test_an_item_that_left_the_list_is_kept_and_no_longer_listed() -> None:
    current = applied(a_list(declaration(), declaration(item_id="other")))
    revisions = declared(current, a_list(declaration()), NOW)
    assert [(found.after.id, found.after.listed) for found in revisions] == [("launch", True), ("other", False)]


def test_every_date_that_is_refused_is_told_with_its_item() -> None:
    with pytest.raises(ProblemsError) as refused:
        declared({}, a_list(declaration("the 32nd of June"), declaration("31 June 2026", "other")), NOW)
    assert [str(problem).split(":")[0] for problem in refused.value.problems] == ["launch", "other"]


def test_the_wording_of_a_declaration_is_written_and_is_no_change() -> None:
    after = replace(MAY_6, declared=declaration())
    assert is_written(Revision(MAY_6, after))
    assert not differs(Revision(MAY_6, after))
    assert revised(Revision(MAY_6, after), NOW).after == after


def test_a_change_has_the_next_number_and_a_time_that_never_goes_back() -> None:
    before = replace(MAY_6, revision=3, revised_at=NOW)
    after = replace(before, facts=replace(before.facts, title="Start"))
    found = revised(Revision(before, after), NOW - timedelta(hours=1)).after
    assert (found.revision, found.revised_at) == (4, NOW)
    assert revised(Revision(None, MAY_6), NOW + timedelta(microseconds=5)).after.revised_at == NOW


def test_another_law_of_its_zone_is_a_change_though_nothing_of_the_item_is() -> None:
    assert not differs(Revision(MAY_6, MAY_6))
    assert differs(Revision(MAY_6, MAY_6, closed_at=NOW))


def test_what_was_heard_keeps_the_number_and_the_time_of_what_is_stored() -> None:
    stored = replace(MAY_6, revision=3, revised_at=NOW)
    assert learnt(stored, MAY_6) == Revision(stored, stored)
    assert learnt(None, MAY_6) == Revision(None, MAY_6)
