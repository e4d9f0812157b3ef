"""Two sentences that make one promise: one says that a thing comes, the other that its date is open, or gives it."""

from datetime import date

import pytest

from watchtracker.reading import read
from watchtracker.reading.passages import passages
from watchtracker.reading.promises.same_promise import is_dated_by, is_denial, is_of_the_same, is_put_off
from watchtracker.reading.statements import Passage


def second(text: str, *, promised: bool = False, dated: bool = False) -> Passage:
    """The second sentence of a text, behind one in which something was found."""
    _, passage = passages(text)
    assert passage.earlier
    passage.earlier.promised, passage.earlier.dated = promised, dated
    return passage


def test_a_sentence_that_only_says_that_the_date_is_open_adds_nothing() -> None:
    assert is_of_the_same(second("The gala is postponed. A new date will be announced.", promised=True))
    assert is_of_the_same(second("It comes in the autumn. She would not name a date.", dated=True))
    assert is_of_the_same(second("It comes out on 4 June. It will be available soon.", dated=True))
    assert not is_of_the_same(second("Comments close on 4 June. A date for the vote will be set.", dated=True))


def test_it_goes_on_sale_in_may_dates_what_was_promised_before() -> None:
    assert is_dated_by(second("A catalogue is coming soon. It goes on sale on 4 June.", promised=True))
    assert not is_dated_by(second("A catalogue is coming soon. The fair opens on 4 June.", promised=True))


def test_what_is_put_off_and_no_more_is_known() -> None:
    assert is_put_off("The fourth edition has been delayed again.")
    assert not is_put_off("The fourth edition is out.")


def test_the_next_sentence_may_deny_what_the_one_before_promised() -> None:
    assert is_denial("That will not happen.")
    assert not is_denial("It will happen in May.")


@pytest.mark.parametrize(
    ("text", "whens"),
    [
        ("The app for Android ships on 2 October 2027, the map will follow.", ["2 October 2027", "will follow"]),
        ("The app for Android ships on 2 October 2027, and more will follow.", ["2 October 2027"]),
        ("アプリのお知らせです。\n\nAndroid版は10月1日に配信、iOS版は近日対応。", ["10月1日", "近日"]),
    ],
)
def test_a_clause_behind_a_date_may_promise_another_thing(text: str, whens: list[str]) -> None:
    assert [find.when for find in read(text, date(2027, 9, 1), "UTC").finds] == whens


@pytest.mark.parametrize(
    "text",
    [
        "The raw data will be public soon.",
        "A date for soil charts is to come.",
        "- 海外节点的支持时间待定",
        "录像的发布时间待通知。",
    ],
)
def test_a_thing_whose_day_is_left_open_is_promised(text: str) -> None:
    assert [find.window.dated for find in read(text, date(2027, 9, 1), "UTC").finds] == [False]
