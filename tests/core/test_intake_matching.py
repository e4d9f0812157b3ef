from __future__ import annotations

import pytest

from watchtracker.intake.matching import NO_MATCH, Candidate, Catalogue, Match, Matchable, MatchedBy
from watchtracker.items import Kind

LIST = Catalogue(
    [
        Candidate("aurora-4", "Aurora V4", Kind.RELEASE),
        Candidate("horse-weights", "HappyHorse weights", Kind.RELEASE, ("https://hub.example/stable/horse-1",)),
        Candidate("tide-comments", "Tide rule: comments", Kind.DEADLINE, ("docket OCN-2031-0042",)),
        Candidate("tide-hearing", "Tide rule hearing", Kind.EVENT),
        Candidate("lan", "蓝鲸模型", Kind.RELEASE),
    ]
)


def matched(text: str, kind: Kind | None = Kind.RELEASE, **more: str) -> Match:
    return LIST.match(Matchable(text, kind, **more))


@pytest.mark.parametrize(
    ("text", "kind", "item"),
    [
        ("Aurora V4 will launch in late April.", Kind.RELEASE, "aurora-4"),
        ("The launch of AURORA-V4 has slipped.", Kind.RELEASE, "aurora-4"),
        ("The weights of HappyHorse come next week.", Kind.RELEASE, "horse-weights"),
        ("Comments on the Tide rule close on May 6.", Kind.DEADLINE, "tide-comments"),
        ("The hearing on the Tide rule is on May 6.", Kind.EVENT, "tide-hearing"),
        ("蓝鲸模型将于5月发布", Kind.RELEASE, "lan"),
    ],
)
def test_the_words_of_a_title_name_its_item(text: str, kind: Kind, item: str) -> None:
    found = matched(text, kind)
    assert (found.item, found.by) == (item, MatchedBy.TITLE)


@pytest.mark.parametrize(
    "text",
    [
        "Aurora V3 will launch in late April.",  # another version
        "Aurora will launch in late April.",  # no version
        "The weights will be released in May.",  # what is said of many things
        "Something else comes in May.",
    ],
)
def test_another_version_and_common_words_are_no_match(text: str) -> None:
    assert matched(text) == NO_MATCH


def test_the_kind_must_fit_and_an_outcome_fits_every_kind() -> None:
    assert matched("Aurora V4: submissions close on May 6", Kind.DEADLINE).item is None
    assert matched("Aurora V4 is out", None).item == "aurora-4"


def test_an_identifier_decides_whatever_the_words_are() -> None:
    by_docket = matched("Docket OCN-2031-0042 closes on May 6.", Kind.DEADLINE)
    assert (by_docket.item, by_docket.by) == ("tide-comments", MatchedBy.IDENTIFIER)
    by_address = matched("It is here.", None, url="https://hub.example/stable/horse-1/")
    assert by_address.item == "horse-weights"


def test_two_items_that_come_out_alike_are_both_named_and_none_is_chosen() -> None:
    twins = Catalogue([Candidate("a", "Tide report", Kind.EVENT), Candidate("b", "The tide report", Kind.EVENT)])
    found = twins.match(Matchable("The tide report is presented on May 6", Kind.EVENT))
    assert (found.item, found.rivals) == (None, ("a", "b"))


def test_a_source_that_is_bound_to_an_item_needs_fewer_words_and_none_if_it_says_one_thing() -> None:
    heard = Matchable("The HappyHorse team expects May.", Kind.RELEASE)
    assert LIST.match(heard).item is None or LIST.match(heard).by is MatchedBy.TITLE
    assert LIST.match(heard, bound=["horse-weights"]).by is MatchedBy.BINDING
    alone = LIST.match(Matchable("Expect it in May.", Kind.RELEASE), bound=["aurora-4"], alone=True)
    assert (alone.item, alone.by) == ("aurora-4", MatchedBy.BINDING)
    assert LIST.match(Matchable("Expect it in May.", Kind.RELEASE), bound=["aurora-4"]) == NO_MATCH


def test_a_list_without_items_matches_nothing() -> None:
    assert Catalogue([]).match(Matchable("Aurora V4 in May", Kind.RELEASE)) == NO_MATCH
