"""Words of time that promise nothing, each with what beside them says so."""

import pytest

from watchtracker.reading.passages import passages
from watchtracker.reading.promises.unpromised import comes, is_of_something_else


def first(text: str) -> tuple[bool, bool]:
    passage = next(iter(passages(text)))
    found = passage.words.undated.search(passage.text)
    assert found, "the sentence has no words of time"
    return is_of_something_else(passage, found), comes(passage, found)


@pytest.mark.parametrize(
    "text",
    [
        "Frost returns in the coming days.",
        "You can move it at a later date.",
        "Join a small team that is about to launch its third game.",
        "No port is planned.",
        "The venue is to be announced.",
        "Trains are delayed because of ice.",
    ],
)
def test_weather_advice_work_denials_and_places_are_no_promise(text: str) -> None:
    assert first(text)[0]


@pytest.mark.parametrize(
    "text",
    ["The port is planned.", "The date of the vote is to be announced.", "The gates are delayed because of ice."],
)
def test_what_is_to_come_is_one(text: str) -> None:
    assert not first(text)[0]


def test_something_comes_where_a_verb_or_a_thing_outside_the_words_of_time_says_so() -> None:
    assert first("The council will vote in the coming weeks.")[1]
    assert not first("In the coming weeks drink plenty of water.")[1]
