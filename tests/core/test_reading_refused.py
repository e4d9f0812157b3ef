"""What is read again of dates that the grammar refuses for a word beside them."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import read
from watchtracker.reading.refused import read_words, words_of_promise

DAY = date(2030, 5, 13)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("From 20 June 2030 the old gates can no longer be opened either.", "20 Jun 2030"),
        ("The mast slipped from June 17 to September 2, 2030.", "2 Sep 2030"),
        ("- 40 rowing boats arrive by year-end, 200 by 2033", "by 31 Dec 2030"),
        (
            "\u30fb\u70b9\u691c\uff1a6\u67089\u65e5 \u5348\u524d1\u6642\uff5e\u5348\u524d5\u6642",
            "9 Jun 2030, 01:00 UTC",
        ),
    ],
)
def test_a_date_is_read_where_the_word_beside_it_belongs_to_something_else(text: str, when: str) -> None:
    assert dates.display(read(text, DAY, UTC).finds[0].window) == when


def test_words_are_read_by_themselves_or_not_at_all() -> None:
    window = read_words("6 June", DAY, UTC)

    assert window is not None
    assert dates.display(window) == "6 Jun 2030"
    assert read_words("coming soon", DAY, UTC) is None
    assert read_words("31 June", DAY, UTC) is None


def test_a_promise_keeps_its_words_where_a_claim_would_read_them_as_one() -> None:
    assert words_of_promise("coming  soon") == "coming soon"
    assert words_of_promise("round the corner") == "TBD"
