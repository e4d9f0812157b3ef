"""What stands beside the name of an item makes a statement doubtful, and which of two namesakes it is about."""

from __future__ import annotations

import pytest

from watchtracker.intake.beside import is_aside
from watchtracker.intake.hedges import only_perhaps
from watchtracker.intake.matching import Candidate, Catalogue, Match, Matchable
from watchtracker.intake.title_words import folded_word, words
from watchtracker.items import Kind

AURORA = Candidate("aurora", "Aurora V4 launch", Kind.RELEASE)
LITE = Candidate("lite", "Aurora V4 Lite launch", Kind.RELEASE)
BARE = Candidate("bare", "Aurora V4", Kind.RELEASE)
SUMMIT = Candidate("summit", "Tansy Summit", Kind.EVENT)


def matched(text: str, *listed: Candidate, subject: str = "", bound: tuple[str, ...] = ()) -> Match:
    heard = Matchable(text, listed[0].kind, subject=subject)
    return Catalogue(listed).match(heard, bound=bound, alone=len(bound) == 1)


@pytest.mark.parametrize(
    "text",
    [
        "The Aurora V4 launch will be on 13 May.",
        "The Aurora V4 launch slips to 13 May.",
        "The launch of Aurora V4 is on 13 May.",
        "Northlight: Aurora V4 launch moved from late April to 13 May",
        "The Aurora V4 launch comes in late April.",
        "Northlight now plans to launch Aurora V4 on 13 May.",
        "The company confirmed the Aurora V4 launch for 13 May.",
        "Northlight says that the Aurora V4 launch will come on 13 May.",
    ],
)
def test_what_is_said_of_the_thing_itself_is_sure(text: str) -> None:
    assert matched(text, AURORA).sure


@pytest.mark.parametrize(
    "text",
    [
        "The Aurora V4 Lite launch will be on 24 June.",
        "The Aurora V4 mini launch will be on 24 June.",
        "The launch of Aurora V4 Zephyr is on 24 June.",
        "The Aurora V4 launch party takes place on 8 May.",
        "Tickets for the Aurora V4 launch go on sale on 3 March.",
        "An update to Aurora V4 follows the launch on 12 June.",
        "The price of Aurora V4 at launch falls on 1 June.",
        "The launch of Aurora V4 in Europe comes on 10 June.",
        "Aurora V4 for schools: launch on 10 June.",
        "The Aurora V4 launch comes to the EU on 10 June.",
    ],
)
def test_what_has_a_day_of_its_own_is_asked_about_though_it_holds_the_whole_name(text: str) -> None:
    found = matched(text, AURORA)
    assert (found.item, found.sure, found.aside) == ("aurora", False, True)


def test_a_title_that_says_so_itself_is_sure_again() -> None:
    europe = Candidate("eu", "Aurora V4 launch in Europe", Kind.RELEASE)
    assert matched("The Aurora V4 launch in Europe comes on 10 June.", europe).sure
    party = Candidate("party", "Aurora V4 launch party", Kind.EVENT)
    assert matched("The Aurora V4 launch party takes place on 8 May.", party).sure


@pytest.mark.parametrize(
    ("subject", "text", "sure"),
    [
        ("", "Expect it in May.", True),
        ("launch", "The launch will be on 13 May.", True),
        ("We", "We will launch on 13 May.", True),
        ("V4", "V4 will arrive on 13 May.", True),
        ("programme", "The programme will be published on 7 April.", False),
        ("hotel block", "The hotel block closes on 7 April.", False),
        ("Borealis", "Borealis comes on 7 April.", False),
    ],
)
def test_a_bound_source_needs_not_name_its_item_but_must_not_name_something_else(
    subject: str, text: str, *, sure: bool
) -> None:
    found = matched(text, AURORA, subject=subject, bound=("aurora",))
    assert (found.item, found.sure) == ("aurora", sure)


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Aurora V4 Lite launch", "The Aurora V4 Lite launch will be on 24 June.", ("lite", True)),
        ("Aurora V4 launch", "The Aurora V4 launch will be on 13 May.", ("aurora", True)),
        ("Aurora V4 Lite", "Aurora V4 Lite comes on 24 June.", ("lite", False)),
        # Both are named: the subject says which, and a person looks.
        ("Aurora V4 launch", "The Aurora V4 launch comes on 13 May, before that of Aurora V4 Lite.", ("aurora", False)),
        ("Aurora V4 Lite", "After the launch of Aurora V4 comes Aurora V4 Lite on 24 June.", ("lite", False)),
    ],
)
def test_of_two_namesakes_the_one_with_the_longer_name_is_meant_where_that_is_said(
    subject: str, text: str, expected: tuple[str, bool]
) -> None:
    found = matched(text, AURORA, LITE, subject=subject)
    assert (found.item, found.sure) == expected


def test_without_a_subject_that_names_one_both_are_named() -> None:
    found = matched("One of Aurora V4 and Aurora V4 Lite will launch in May.", AURORA, LITE, subject="One")
    assert (found.item, set(found.rivals)) == (None, {"aurora", "lite"})


def test_an_event_may_take_place_anywhere() -> None:
    assert matched("The Tansy Summit takes place on 14 May in Japan.", SUMMIT).sure


@pytest.mark.parametrize("text", ["青鸾 R2 将于2031年6月18日发布。", "青鸾 R2 的发布推迟到2031年7月2日。"])
def test_a_chinese_sentence_about_the_thing_itself_is_sure(text: str) -> None:
    assert matched(text, Candidate("r2", "青鸾 R2 发布", Kind.RELEASE)).sure


def test_another_thing_beside_a_chinese_name_is_asked_about() -> None:
    assert not matched("青鸾 R2 API 将于2031年7月发布。", Candidate("r2", "青鸾 R2 发布", Kind.RELEASE)).sure


@pytest.mark.parametrize(
    "quote",
    [
        "If the auditors agree, V4 comes on 13 May.",
        "V4 could come on 13 May.",
        "A committee proposes that the act applies from 1 August.",
        "Should the regulator insist, it applies from 1 August.",
        "V4 on 13 May?",
        '"V4 on 13 May?"',
        "如果顺利, 青鸾 R2 将于6月发布。",
        "The proposed amendments move it to 1 August.",
        "They proposed that comments close on 13 May.",
        "A month more was requested, until 13 May.",
    ],
)
def test_what_holds_only_under_a_condition_is_only_perhaps(quote: str) -> None:
    assert only_perhaps(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "V4 comes on 13 May.",
        "V4 should arrive on 13 May.",
        "He said it would come in May.",
        "Comments on the proposed rule are due on 13 May.",
        "The agency requests written comments by 13 May.",
        "The request for information closes on 13 May.",
        "The authority considered the comments: it applies from 13 May.",
    ],
)
def test_what_is_simply_said_is_no_perhaps(quote: str) -> None:
    assert not only_perhaps(quote)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("The Aurora V4 is here", False),
        ("Aurora V4 Lite", True),
        ("the manual of the Aurora V4", True),
        ("Zephyr Lite", False),
    ],
)
def test_only_what_stands_beside_the_name_matters(text: str, *, aside: bool) -> None:
    names = words("Aurora V4")
    assert is_aside(text, names, names) is aside


def test_words_are_compared_folded_with_versions_whole_and_without_the_numbers_of_days() -> None:
    assert words("The Models of 4 May: V4.10, \uff21\uff22\uff23") == words("the model of v4.10 abc")
    assert "4" not in words("on 4 May")
    assert (folded_word("Notes"), folded_word("4.0"), folded_word("...")) == ("note", "4", "")
