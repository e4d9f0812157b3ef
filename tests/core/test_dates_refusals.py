from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.dates import DateWindow, carries_year, read, refusals, zone
from watchtracker.dates.english.words import ROWS
from watchtracker.errors import DateRefusedError, Refusal

SAID_ON = date(2026, 9, 14)
DIGITS = [
    "1",
    "22",
    "31",
    "2026",
    "0000",
    "99999999",
    "3rd",
    "4.5",
    "18:00",
    "9am",
    "05/06/2026",
    "2026-05",
    "2026-W24",
]
MARKS = [",", "-", "/", "(", ")", "~", "..", "[", "四月", "5月6日", "前", "起", "下周"]
KNOWN_WORDS = [" ".join(text.split()) for _, _, texts in ROWS for text in texts.lower().split("|")]
PIECES = st.sampled_from([*KNOWN_WORDS, *DIGITS, *MARKS])
ROLES = st.sampled_from(["", "by ", "not before ", "after ", "until ", "before ", "expected ", "launched "])
PARTS = st.sampled_from(["", "early ", "mid-", "late ", "the end of ", "the first half of "])
STRETCHES = st.sampled_from(["October", "Q3", "H2", "spring", "May 6,", "6 June", "week 24,", "January or February"])
YEARS = st.sampled_from(["", " 2026", " 2031", " of next year"])
CLAIMS = st.builds("{}{}{}{}".format, ROLES, PARTS, STRETCHES, YEARS)


def read_or_refused(text: str, said_on: date = SAID_ON) -> DateWindow | None:
    try:
        return read(text, said_on=said_on, zone=zone("Europe/Berlin"))
    except DateRefusedError:
        return None


@given(st.text(max_size=600))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    read_or_refused(text)
    carries_year(text)


@given(st.lists(PIECES, max_size=7).map(" ".join), st.sampled_from([SAID_ON, date.min, date.max]))
def test_any_mix_of_date_words_is_read_or_refused(text: str, said_on: date) -> None:
    read_or_refused(text, said_on)
    carries_year(text)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("05/06/2026", "could be two days"),
        ("February 30", "there is no 30 February"),
        ("2026-11-31", "there is no day 2026-11-31"),
        ("Q6 2027", "quarters are Q1 to Q4"),
        ("Wednesday, November 3, 2026", "3 November 2026 is a Tuesday, not a Wednesday"),
        ("midnight on October 22, 2026", "write 00:00, or 23:59"),
        ("2:30 on 29 March 2026", "clocks skip 2:30"),
        ("2:30 on 25 October 2026", "twice"),
        ("November 9, 2026 08:00 CST", "China or US Central"),
        ("third quarter of FY28", "fiscal year ending March 2027"),
        ("September 9", "name the year, 2026 or 2027"),
        ("from December 4 to November 30, 2026", "write the earlier date first"),
        ("submissions until 30 October, results on 20 November", '"30 October" and "20 November" are two dates'),
        ("lorem ipsum", 'there is no date in "lorem ipsum"'),
        ("at 18:00 UTC", "name the day"),
        ("18:00 UTC in October", "name the day"),
        ("not in October", "write when it is"),
        ("10 business days from now", "write the day that is meant"),
        ("", "there is nothing here"),
        ("6 May\x00", "control characters"),
        ("soon " * 101, "505 characters"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(words: str, reason: str) -> None:
    with pytest.raises(DateRefusedError) as refusal:
        read(words, said_on=SAID_ON, zone=zone("Europe/Berlin"))
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("6 May 2026", True),
        ("Q3 2026", True),
        ("2026-05-06", True),
        ("[..2026-06-30]", True),
        ("December 29, 2026 to January 2", True),
        ("TBD", True),
        ("即将", True),
        ("2026年4月下旬", True),
        ("May 6", False),
        ("late April", False),
        ("next quarter", False),
        ("tomorrow", False),
        ("in two weeks", False),
        ("Q1 of next year", False),
        ("the end of the year", False),
        ("by Wednesday", False),
        ("4月下旬", False),
        ("明年第一季度", False),
    ],
)
def test_only_words_that_fix_the_year_carry_it(words: str, *, expected: bool) -> None:
    assert expected == carries_year(words)


@given(CLAIMS, st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_words_that_carry_their_year_read_the_same_whenever_they_were_said(text: str, one: date, other: date) -> None:
    windows = [read_or_refused(text, said_on) for said_on in (one, other)]
    assert text.endswith(("2026", "2031")) == (carries_year(text) and windows[0] is not None)
    if carries_year(text):
        assert windows[0] == windows[1]


@given(CLAIMS, st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_a_claim_without_a_year_is_near_the_day_it_was_said(text: str, said_on: date) -> None:
    window = read_or_refused(text, said_on)
    if window and not carries_year(text):
        assert all(abs((end - said_on).days) < 1100 for end in (window.earliest, window.latest) if end)


def test_no_word_stands_in_the_tables_twice() -> None:
    assert {"may"} == {word for word in KNOWN_WORDS if KNOWN_WORDS.count(word) > 1}  # long and short alike


def test_a_pasted_page_is_refused_at_once() -> None:
    with pytest.raises(DateRefusedError, match="10000 characters"):
        read("May 6 and " * 1000, said_on=SAID_ON, zone=UTC)


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (refusals.recurring("every Monday"), Refusal.RECURRING),
        (refusals.working_days(), Refusal.NEEDS_CALENDAR),
        (refusals.called_off("a recall"), Refusal.CANCELLED),
        (refusals.only_when_not(), Refusal.CANCELLED),
        (refusals.question(), Refusal.NO_DATE),
        (refusals.two_dates('"May 6" and "June 7"'), Refusal.TWO_DATES),
        (refusals.two_times('"9:00" and "10:00"'), Refusal.TWO_DATES),
        (refusals.day_without_month("16日"), Refusal.TWO_DATES),
        (refusals.day_or_year_first("26-05-06"), Refusal.AMBIGUOUS),
        (refusals.no_such_month(13), Refusal.IMPOSSIBLE),
    ],
)
def test_what_all_languages_refuse_has_a_code_and_a_sentence_that_says_what_to_do(
    refusal: DateRefusedError, code: Refusal
) -> None:
    assert refusal.code is code
    what, _, how = str(refusal).partition(": ")
    assert what
    assert how
