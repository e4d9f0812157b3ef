"""A subscriber with Evolution: after a refresh an event has moved, none is added, and the others are as they were.

Evolution takes a change only if the revision that comes with it is another one, whatever else is new. So each kind of
change that we make is tried here.
"""

from __future__ import annotations

import json

from tests.clients.evolution import Evolution
from tests.clients.serving import Served
from tests.clients.watched import WATCHED, Shown, days, said

READER = "America/Los_Angeles"
LEAVING = WATCHED[0]


def test_a_refresh_without_a_change_changes_nothing(evolution: Evolution) -> None:
    before = evolution.texts()
    evolution.refresh()
    assert evolution.texts() == before


def test_a_slip_moves_its_event_and_touches_no_other(served: Served, evolution: Evolution) -> None:
    texts, shown = evolution.texts(), evolution.shown(READER)
    served.run("claim", "part-of-a-month", "--when", "October 2026", "--source", "Blog")
    evolution.refresh()
    moved = Shown(days("2026-10-01", "2026-10-31"), None, "part-of-a-month (Oct 2026)", "TENTATIVE")
    assert evolution.shown(READER) == {**shown, "part-of-a-month": moved}
    assert _changed(texts, evolution.texts()) == {"part-of-a-month@watchtracker"}


def test_a_claim_taken_back_moves_its_event_back(served: Served, evolution: Evolution) -> None:
    shown = evolution.shown(READER)
    served.run("claim", "quarter", "--when", "November 3, 2026", "--source", "Blog")
    evolution.refresh()
    moved = Shown(days("2026-11-03", "2026-11-03"), None, "quarter (Los Angeles)", "CONFIRMED")
    assert evolution.shown(READER) == {**shown, "quarter": moved}
    claims = json.loads(served.run("show", "quarter", "--json"))["claims"]
    (mistake,) = (claim["id"] for claim in claims if claim["source"] == "Blog")
    served.run("retract", "quarter", mistake)
    evolution.refresh()
    assert evolution.shown(READER) == shown


def test_a_slip_in_the_watch_list_moves_its_event(served: Served, evolution: Evolution) -> None:
    shown = evolution.shown(READER)
    served.edit(said("2026-03-29T00:59Z"), said("2026-03-29T07:30Z"))
    evolution.refresh()
    moved = Shown(days("2026-03-29", "2026-03-29"), "00:30", "before-spring-in-berlin", "CONFIRMED")
    assert evolution.shown(READER) == {**shown, "before-spring-in-berlin": moved}


def test_a_change_of_text_alone_arrives(served: Served, evolution: Evolution) -> None:
    texts, shown = evolution.texts(), evolution.shown(READER)
    doubted = ("claim", "day-in-kolkata", "--when", "June 9, 2026", "--source", "Blog")
    served.run(*doubted, "--standing", "rumour", "--said-on", "2026-04-10")
    evolution.refresh()
    after = evolution.texts()
    assert _changed(texts, after) == {"day-in-kolkata@watchtracker"}
    assert "Blog" in after["day-in-kolkata@watchtracker"]
    assert evolution.shown(READER) == shown


def test_an_outcome_moves_its_event_to_the_day(served: Served, evolution: Evolution) -> None:
    shown = evolution.shown(READER)
    served.run("resolve", "month", "--as", "happened", "--on", "2026-05-02", "--source", "Gazette")
    evolution.refresh()
    happened = Shown(days("2026-05-02", "2026-05-02"), None, "Happened: month", "CONFIRMED")
    assert evolution.shown(READER) == {**shown, "month": happened}


def test_an_item_that_gets_a_date_appears_and_the_others_stay_as_they_were(
    served: Served, evolution: Evolution
) -> None:
    texts, shown = evolution.texts(), evolution.shown(READER)
    served.run("claim", "undated", "--when", "May 6, 2026", "--source", "Gazette", "--said-on", "2026-04-10")
    evolution.refresh()
    dated = Shown(days("2026-05-06", "2026-05-06"), None, "undated", "CONFIRMED")
    assert evolution.shown(READER) == {**shown, "undated": dated}
    assert _changed(texts, evolution.texts()) == {"undated@watchtracker"}


def test_an_item_that_leaves_takes_its_event_along(served: Served, evolution: Evolution) -> None:
    shown = evolution.shown(READER)
    served.edit(LEAVING.declared, "")
    evolution.refresh()
    del shown[LEAVING.item_id]
    assert evolution.shown(READER) == shown


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The UIDs of the events that came, went or are no longer as they were."""
    return {uid for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid)}
