"""Words of time that are read by themselves, without the sentence they stand in."""

from datetime import UTC, date

from watchtracker import dates
from watchtracker.reading.days.refused import read_words, words_of_promise

DAY = date(2030, 5, 13)


def test_words_are_read_by_themselves_or_not_at_all() -> None:
    window = read_words("6 June", DAY, UTC)

    assert window is not None
    assert dates.display(window) == "6 Jun 2030"
    assert read_words("coming soon", DAY, UTC) is None
    assert read_words("31 June", DAY, UTC) is None


def test_a_promise_keeps_its_words_where_a_claim_would_read_them_as_one() -> None:
    assert words_of_promise("coming  soon") == "coming soon"
    assert words_of_promise("round the corner") == "TBD"
