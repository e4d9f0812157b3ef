"""The dates of a line that several rules ask for."""

from datetime import UTC, date

from watchtracker import dates
from watchtracker.reading.days import mentions


def test_a_line_is_read_once_and_means_what_the_grammar_reads() -> None:
    line, day = "Q3 2030", date(2030, 4, 10)
    found = mentions.find(line, day, UTC)

    assert found == dates.find(line, day, UTC)
    assert mentions.find(line, day, UTC) is found


def test_another_day_is_another_reading() -> None:
    first, second = (mentions.find("tomorrow", date(2030, 4, day), UTC) for day in (10, 11))

    assert first[0].window != second[0].window
