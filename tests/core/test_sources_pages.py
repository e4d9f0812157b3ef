"""What a watched page answers."""

from __future__ import annotations

import pytest

from watchtracker.sources.pages import says

LONG = "This is a page about the consultation on the act, with all that there is to say about it."


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("comments closed", f"{LONG}\n\n# COMMENTS\u00a0 CLOSED"),
        ("It's closed - really", f"{LONG} It\u2019s closed \u2014 really."),
        ("Version 4", f"{LONG} \uff36ersion \uff14"),
        ("soft hyphens", f"{LONG} soft hy\u00adphens"),
        ("two lines", f"{LONG} two\nlines"),
    ],
)
def test_case_quotes_dashes_and_spaces_make_no_difference(words: str, text: str) -> None:
    assert says(text, words)
    assert says(LONG, words) is False


def test_a_page_without_text_was_not_read_whatever_it_lacks() -> None:
    for text in ("", "Please enable cookies.", "- \n# "):
        assert says(text, "Coming soon") is None
    assert says("Closed.", "closed")
