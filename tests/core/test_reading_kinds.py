"""Of what kind a statement is, by the ways in which it is said."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker import reading

_DAY = date(2027, 3, 9)


def _kinds(text: str) -> list[str]:
    return [str(find.kind) for find in reading.read(text, _DAY, "UTC").finds]


@pytest.mark.parametrize(
    "text",
    [
        "Passholders can swap their old cards at any station through 30 June.",
        "Tickets carry over, refunds until 30 April.",
        "Landlords must fit carbon monoxide alarms from 1 October 2027.",
        "Our lease on the Mill Street depot is up on 30 November 2027.",
        "Photos of the trip are up for order until midnight on the 23rd.",
        "Branch 9 is kept until April 2029.",
        "Drop a note against release.osier before 15 April, or file a bug against release.osier by then.",
        "# The court ordered Pell to\n\n- write to every member by 30 November 2027.",
        "- complete refunds, with interest, by 28 May 2027",
        "Paper tickets are no longer valid after 30 June 2027.",
        "# Northgate must\n\n- publish the correct limit by 23 March 2027;\n- go on",
        "Hand-in is Monday 22 March at noon.",
        "Node 18 images vanish from the registry on 30 April.",
        "The rudder comes by post if you mail them before March 31.",
        "- Map vote: closes Sunday.",
        "The Crimson bundle leaves the shop on 22 March.",
        "申请材料须于4月2日前寄达秘书处。",
        "第二期早鸟价到4月12日。",
    ],
)
def test_what_ends_or_must_be_done_by_a_day_is_a_deadline(text: str) -> None:
    assert _kinds(text) == ["deadline"]


@pytest.mark.parametrize(
    "text",
    [
        "The tour is dark until 3 May.",
        "The pool stays shut until 14 May.",
        "Doors at 7 p.m. on 18 April, Bluebell Hall 2.",
        "Bus 14 takes the long way round on 5 April.",
        "She takes questions in a video chat on Dec. 4.",
        "Letters go out to parents on 26 March.",
        "The ferry is out of service from 3 to 5 May.",
        'The name is due "shortly".',
        "Her successor will be announced in due course.",
        "- The AGM is on Wed 24 March, 7.30.",
        "第三期培训班4月12日开课。",
    ],
)
def test_what_takes_place_or_is_back_on_a_day_is_an_event(text: str) -> None:
    assert _kinds(text) == ["event"]


@pytest.mark.parametrize(
    "text",
    [
        "Click and collect reaches our remaining 60 shops by Christmas.",
        "Offline mode should be with everybody by the end of October.",
        "Admit cards are downloadable from 29 April.",
        "Deliveries of the black model start in May.",
        "Season four streams from 9 April.",
        "A separate proposal for small units is under development.",
    ],
)
def test_what_comes_out_is_a_release(text: str) -> None:
    assert _kinds(text) == ["release"]


def test_a_cell_of_digits_takes_its_kind_from_the_head_of_its_column_in_another_script() -> None:
    text = "## ランタイムのサポート\n\n| ランタイム | 終了日 |\n|---|---|\n| node24 | 2028-04-30 |\n"
    assert _kinds(text) == ["deadline"]
