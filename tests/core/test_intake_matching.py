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
    by_address = LIST.match(Matchable("It is here.", None, "https://hub.example/stable/horse-1/"), alone=True)
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


NUMBERED = Catalogue(
    [
        Candidate("gpt-4", "GPT-4 launch", Kind.RELEASE),
        Candidate("deepseek-v3", "DeepSeek V3 launch", Kind.RELEASE),
        Candidate("python-4", "Python 4.0", Kind.RELEASE),
        Candidate("summit", "Harbour summit 2031", Kind.EVENT, ("Fees and/or passes: ask.",)),
        Candidate("mill", "The mill", Kind.RELEASE, ("https://mill.example/news",), ("github:stone/mill>=2",)),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "GPT-5 will launch on 4 May 2031.",
        "GPT-5 will launch on May 4.",
        "GPT-5 launch: 2031-05-04.",
        "The GPT-5 launch begins at 4 pm.",
        "DeepSeek V3.1 will launch in May.",
        "Python 4.1 comes in May.",
        "GPT-5 将于5月4日发布",
    ],
)
def test_a_day_an_hour_and_a_longer_version_are_no_number_of_a_title(text: str) -> None:
    assert NUMBERED.match(Matchable(text, Kind.RELEASE)) == NO_MATCH


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("The launch of DeepSeek V4, which follows V3, is on May 6.", "deepseek-v3"),
        ("The launch of GPT-5 costs 4 dollars in May.", "gpt-4"),
        ("Python 4.0 follows Python 3.9 on May 6.", "python-4"),
    ],
)
def test_nothing_is_sure_where_another_number_stands_beside_that_of_a_title(text: str, item: str) -> None:
    found = NUMBERED.match(Matchable(text, Kind.RELEASE))
    assert (found.item, found.full) == (item, False)


@pytest.mark.parametrize(
    ("text", "kind", "item"),
    [
        ("The GPT-4 launch is planned for 4 May 2031.", Kind.RELEASE, "gpt-4"),
        ("Python 4 is expected on May 6.", Kind.RELEASE, "python-4"),
        ("The DeepSeek V3 launch is on 6 May.", Kind.RELEASE, "deepseek-v3"),
        ("The Harbour summit opens on 6 May 2031.", Kind.EVENT, "summit"),
    ],
)
def test_a_title_of_which_every_word_stands_there_is_full(text: str, kind: Kind, item: str) -> None:
    found = NUMBERED.match(Matchable(text, kind))
    assert (found.item, found.full) == (item, True)


def test_a_word_with_a_stroke_in_the_notes_is_no_repository_and_one_in_a_signal_is() -> None:
    assert NUMBERED.match(Matchable("Ferries and/or trains stop on May 6.", Kind.EVENT)) == NO_MATCH
    assert NUMBERED.match(Matchable("stone/mill is to come on May 6.", Kind.RELEASE)).by is MatchedBy.IDENTIFIER


def test_a_page_that_says_several_things_is_not_all_about_the_item_that_links_to_it() -> None:
    heard = Matchable("Borealis comes on May 9.", Kind.RELEASE, "https://mill.example/news")
    assert NUMBERED.match(heard) == NO_MATCH
    assert NUMBERED.match(heard, alone=True).item == "mill"


@pytest.mark.parametrize(
    ("title", "text", "early"),
    [
        ("Pebble 5.0", "Pebble 5.0 beta will be released on 1 February.", True),
        ("Pebble 5.0", "The first release candidate of Pebble 5.0 comes on 1 February.", True),
        ("Pebble 5.0", "Pebble 5.0, 内测 on 1 February.", True),
        ("Pebble 5.0 beta", "The beta of Pebble 5.0 comes on 1 February.", False),
        ("Pebble 5.0", "Pebble 5.0 will be released on 1 March in Rcknitz.", False),
    ],
)
def test_a_beta_is_not_the_release_unless_the_title_says_so(title: str, text: str, *, early: bool) -> None:
    item = Candidate("pebble", title, Kind.RELEASE)
    for bound in ((), ("pebble",)):
        match = Catalogue([item]).match(Matchable(text, Kind.RELEASE), bound=bound, alone=bool(bound))
        assert (match.item, match.early) == ("pebble", early)


@pytest.mark.parametrize("text", ["Abstract submission: March 12, 2027", "Early-bird registration until July 15, 2027"])
def test_what_every_call_has_is_not_that_of_another_call(text: str) -> None:
    held = [Candidate("a", "Abstracts", Kind.DEADLINE), Candidate("r", "Early registration ends", Kind.DEADLINE)]
    assert Catalogue(held).match(Matchable(text, Kind.DEADLINE)) == NO_MATCH


LONG_TITLES = Catalogue(
    [
        Candidate("tansy", "Tansy Harbour Summit 2031 annual meeting", Kind.EVENT),
        Candidate("kestrel-5", "Kestrel 5 launch", Kind.RELEASE),
        Candidate("kestrel-6", "Kestrel 6 launch", Kind.RELEASE),
        Candidate("osprey", "Osprey Lite V4", Kind.RELEASE),
    ]
)


def ended(quote: str, subject: str) -> tuple[str | None, tuple[str, ...]]:
    found = LONG_TITLES.match(Matchable(quote, None, subject=subject))
    assert not found.sure
    assert found.item is None or found.by is MatchedBy.SUBJECT
    return found.item, found.rivals


def test_an_outcome_is_of_the_item_whose_longer_title_has_all_that_it_names() -> None:
    assert ended("The Tansy Summit is cancelled.", "Tansy Summit") == ("tansy", ())


@pytest.mark.parametrize(
    ("subject", "rivals"),
    [
        ("Tansy Summit", ("tansy",)),
        ("Summit", ()),
        ("Osprey Lite", ()),  # of which version is not said
        ("Tansy Summit dinner", ()),
        ("Tansy Summit 2032", ()),
    ],
)
def test_a_date_that_names_less_than_a_title_is_asked_about_before_something_new_is_made(
    subject: str, rivals: tuple[str, ...]
) -> None:
    date = Matchable(f"The {subject} comes on 4 May.", Kind.EVENT, subject=subject)
    assert LONG_TITLES.match(date) == (Match(rivals=rivals) if rivals else NO_MATCH)


@pytest.mark.parametrize(
    ("quote", "subject", "rivals"),
    [
        ("Kestrel is cancelled.", "Kestrel", ("kestrel-5", "kestrel-6")),
        ("Osprey Lite is cancelled.", "Osprey Lite", ("osprey",)),  # of which version is not said
        ("The Summit is cancelled.", "Summit", ("tansy",)),
        ("Kestrel 7 is cancelled.", "Kestrel 7", ()),
        ("The Tansy Summit 2032 is cancelled.", "Tansy Summit 2032", ()),
        ("The Tansy Summit dinner is cancelled.", "Tansy Summit dinner", ()),
        ("The annual meeting of the bakers is cancelled.", "annual meeting of the bakers", ()),
        ("It is cancelled.", "It", ()),
        ("The game is cancelled.", "", ()),
    ],
)
def test_of_an_outcome_that_names_less_a_person_must_say_whose_it_is(
    quote: str, subject: str, rivals: tuple[str, ...]
) -> None:
    assert ended(quote, subject) == (None, rivals)
