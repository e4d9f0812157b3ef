"""What a watched page answers."""

from __future__ import annotations

import pytest

from watchtracker.errors import InputError
from watchtracker.sources.pages import PageAnswer, PageCondition, answer, page_condition

LONG = "This is a page about the consultation on the act, with all that there is to say about it."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            'https://x.example/ says "Comments closed"',
            PageCondition("https://x.example/", "Comments closed", lacks=False),
        ),
        (
            "https://x.example/  lacks \u201cComing soon\u201d ",
            PageCondition("https://x.example/", "Coming soon", lacks=True),
        ),
    ],
)
def test_a_condition_is_read(written: str, read: PageCondition) -> None:
    assert page_condition(written) == read
    assert page_condition(str(read)) == read


@pytest.mark.parametrize(
    "written", ["", "https://x.example/", 'https://x.example/ says ""', 'x says "  "', 'x has "y"', "x says y"]
)
def test_what_is_no_condition_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(InputError, match=r'such as https://news.example/x says "Comments closed"'):
        page_condition(written)


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
    assert answer(PageCondition("x", words, lacks=False), text) is PageAnswer.HOLDS
    assert answer(PageCondition("x", words, lacks=True), text) is PageAnswer.NOT_YET
    assert answer(PageCondition("x", words, lacks=False), LONG) is PageAnswer.NOT_YET
    assert answer(PageCondition("x", words, lacks=True), LONG) is PageAnswer.HOLDS


def test_a_page_without_text_was_not_read_whatever_it_lacks() -> None:
    for text in ("", "Please enable cookies.", "- \n# "):
        assert answer(PageCondition("x", "Coming soon", lacks=True), text) is PageAnswer.UNREADABLE
        assert answer(PageCondition("x", "Comments closed", lacks=False), text) is PageAnswer.UNREADABLE
    assert answer(PageCondition("x", "closed", lacks=False), "Closed.") is PageAnswer.HOLDS
