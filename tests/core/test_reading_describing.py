"""What a date is about that somebody picked out of a text."""

from datetime import UTC, date

from watchtracker import dates
from watchtracker.reading import About, FindKind
from watchtracker.reading.describing import about
from watchtracker.reading.passages import passages

DAY = date(2030, 5, 13)


def of(text: str, words: str) -> About | None:
    start = text.index(words)
    return about(text, start, start + len(words), dates.read(words, said_on=DAY, zone=UTC))


def test_a_date_in_the_middle_of_a_text_is_about_what_its_own_sentence_says() -> None:
    text = "The hearing is on 6 June.\n\n- **Knot 9** ships on 8 July\n"
    assert of(text, "6 June") == About("hearing", FindKind.EVENT)
    assert of(text, "8 July") == About("Knot 9", FindKind.RELEASE)


def test_a_text_that_has_little_but_its_date_has_no_title() -> None:
    assert of("6 June", "6 June") == About("", None)
    assert of("moved from Q2 2030 to Q3 2030", "Q3 2030") == About("", None)


def test_what_is_not_read_is_about_nothing() -> None:
    assert of("```\nsleep until 6 June\n```\n", "6 June") is None


def test_each_sentence_knows_the_one_before_it_in_its_block() -> None:
    first, second, third = passages("Knot 9 is late. It ships in June.\n\nNets are sold out.")
    assert second.earlier is first
    assert third.earlier is None
