"""The collection that the reader of texts is measured by is sound, whatever the reader makes of it."""

from collections import Counter

import pytest
from benchmarks.reading.scoring import Answer, Proposal, answered, likeness, tally
from benchmarks.reading.texts import KINDS, LANGUAGES, RESULTS, Text, Wanted, Window, texts

from watchtracker.dates import zone

ALL = texts()
WANTED = [(text, wanted) for text in ALL for wanted in text.wanted]


def test_no_two_texts_have_one_id() -> None:
    assert [name for name, count in Counter(text.id for text in ALL).items() if count > 1] == []


def test_no_two_texts_say_the_same() -> None:
    assert len({text.text for text in ALL}) == len(ALL)


def test_each_quote_stands_in_its_text_once() -> None:
    quotes = [(text, quote) for text in ALL for wanted in text.wanted for quote in wanted.quotes]

    assert [(text.id, quote) for text, quote in quotes if len(text.places(quote)) != 1] == []


def test_the_words_of_each_date_stand_within_its_first_quote_or_beside_it() -> None:
    assert [(text.id, wanted.date_words) for text, wanted in WANTED if not text.places(wanted.date_words)] == []


def test_what_is_to_be_left_out_stands_in_the_text() -> None:
    left_out = [(text, left) for text in ALL for left in text.left_out]

    assert [(text.id, left.words) for text, left in left_out if not text.places(left.words)] == []
    assert [(text.id, left.words) for text, left in left_out if not left.why] == []


def test_kinds_results_languages_and_zones_are_known() -> None:
    assert {text.language for text in ALL} <= set(LANGUAGES)
    assert all(zone(name) for name in {text.zone for text in ALL})  # refuses what is none
    assert {kind for _, wanted in WANTED for kind in wanted.kinds} <= set(KINDS)
    assert {wanted.result for _, wanted in WANTED if wanted.result} <= set(RESULTS)


def test_outcomes_and_they_alone_have_a_result() -> None:
    odd = [(text.id, wanted.title) for text, wanted in WANTED if ("outcome" in wanted.kinds) != bool(wanted.result)]

    assert odd == []


def test_only_an_outcome_may_be_on_any_day() -> None:
    dateless = [(text.id, wanted) for text, wanted in WANTED if not wanted.windows]

    assert [(name, wanted.title) for name, wanted in dateless if "outcome" not in wanted.kinds] == []


def test_titles_are_such_as_an_item_may_have() -> None:
    assert [(text.id, wanted.title) for text, wanted in WANTED if not 0 < len(wanted.title) <= 70] == []


def test_a_text_is_neither_a_phrase_nor_a_book() -> None:
    assert [text.id for text in ALL if not 40 <= len(text.text) <= 4_000] == []


@pytest.mark.parametrize("written", ["2026-02-30", "2026-05-06/2026-05-01", "../..", "May 6", "2026-05-06T18:00"])
def test_a_window_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Window.parsed(written)


def _given(start: int, end: int, window: str, kind: str = "release", title: str = "Lathe 1.0") -> Proposal:
    return Proposal(start, end, Window.parsed(window), kind, title)


def _answered(*proposals: Proposal) -> Answer:
    windows = (Window.parsed("2026-05-01/2026-05-10"),)
    wanted = Wanted(("1.0 in early May",), "early May", ("release",), windows, "Lathe 1.0", result=None, optional=False)
    text = Text("a", "b", "en", None, "UTC", "Lathe 1.0 in early May. Built on 3 May.", (wanted,), ())
    return answered(text, lambda _text, _published, _zone: proposals)


def test_what_overlaps_and_has_the_window_is_found() -> None:
    answer = _answered(_given(0, 23, "2026-05-01/2026-05-10"))

    assert (len(answer.pairs), answer.missed, answer.wrong) == (1, (), ())


def test_another_window_or_another_place_is_a_miss_and_a_mistake() -> None:
    for proposal in (_given(0, 23, "2026-05-01"), _given(24, 39, "2026-05-01/2026-05-10")):
        answer = _answered(proposal)

        assert (len(answer.pairs), len(answer.missed), answer.wrong) == (0, 1, (proposal,))


def test_a_thing_proposed_twice_is_a_mistake_once() -> None:
    twice = _given(0, 23, "2026-05-01/2026-05-10")

    assert tally([_answered(twice, twice)]).right == (1, 2)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("DeepSeek V4 launch", "launch of DeepSeek V4"),
        ("Consultation closes", "the consultation closed"),
        ("若葉3公開", "「若葉3」の公開"),
    ],
)
def test_titles_are_alike_where_they_share_their_main_words(wanted: str, given: str) -> None:
    assert likeness(wanted, given) >= 0.5


@pytest.mark.parametrize(("wanted", "given"), [("Lathe 1.0", "Lathe 0.9 final release"), ("算力峰会", "语音挑战赛")])
def test_titles_of_two_things_are_not_alike(wanted: str, given: str) -> None:
    assert likeness(wanted, given) < 0.5


def test_the_collection_is_wide_enough_to_say_something() -> None:
    languages = Counter(text.language for text in ALL)

    assert len(ALL) >= 150
    assert len({text.genre for text in ALL}) >= 20
    assert languages["zh"] + languages["ja"] >= 40
    assert sum(not text.wanted for text in ALL) >= 15
    assert sum(text.published is None for text in ALL) >= 3
    assert sum(wanted.undated for text in ALL for wanted in text.wanted) >= 40
