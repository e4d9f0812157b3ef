"""Charsets, what nobody sees, and days of publication as they are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.sources import charsets, cleaning, published

CHINESE, JAPANESE = "猎户座4将于5月发布。", "オリオン4は5月に公開されます。"


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        (CHINESE.encode(), None, CHINESE),
        (CHINESE.encode("gb18030"), "gb2312", CHINESE),
        (CHINESE.encode("gbk"), "GBK", CHINESE),
        (JAPANESE.encode("shift_jis"), "Shift_JIS", JAPANESE),
        (JAPANESE.encode("euc_jp"), "EUC-JP", JAPANESE),
        (JAPANESE.encode("iso2022_jp"), None, JAPANESE),
        ("①".encode("cp932"), "x-sjis", "①"),
        ("5월 6일".encode("euc_kr"), "euc-kr", "5월 6일"),
        ("“May”".encode("cp1252"), "iso-8859-1", "“May”"),
        (CHINESE.encode(), "iso-8859-1", CHINESE),
        (CHINESE.encode("utf-16"), None, CHINESE),
        (CHINESE.encode("utf-16-be"), "utf-16-be", CHINESE),
        (b"\xef\xbb\xbf" + CHINESE.encode(), "gbk", CHINESE),
        (b"<meta charset=gb2312>" + CHINESE.encode("gb18030"), None, "<meta charset=gb2312>" + CHINESE),
        (b"<?xml version='1.0' encoding='EUC-JP'?>" + JAPANESE.encode("euc_jp"), None,
         "<?xml version='1.0' encoding='EUC-JP'?>" + JAPANESE),
        (b"<meta charset=utf-16>" + CHINESE.encode(), None, "<meta charset=utf-16>" + CHINESE),
        (CHINESE.encode(), "unicode_escape", CHINESE),
        (CHINESE.encode(), "no-such-thing", CHINESE),
        (CHINESE.encode("gb18030"), "utf-8-wrong", None),
        (JAPANESE.encode("shift_jis"), None, None),
        (b"x" * 1000 + b"\xff", "utf-8", "x" * 1000 + "\ufffd"),
    ],
)  # fmt: skip
def test_text_is_read_by_what_is_known_and_never_by_a_guess(
    body: bytes, declared: str | None, text: str | None
) -> None:
    if text is None:
        with pytest.raises(charsets.UndecodableError):
            charsets.decoded(body, declared)
    else:
        assert charsets.decoded(body, declared) == text


@given(
    st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=20), st.sampled_from(["gbk", "zip", "utf-7", "hz"]))
)
def test_whatever_comes_is_text_or_refused(body: bytes, declared: str | None) -> None:
    try:
        assert isinstance(charsets.decoded(body, declared), str)
    except charsets.UndecodableError as error:
        assert str(error) == "The text is in a charset that is not known: save it as UTF-8."  # noqa: PT017


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("a\x1b[31mb\x00c", "a[31mbc"),
        ("\u202ereversed\u202c \u2066x\u2069", "reversed x"),
        ("soft\u00adhyphen zero\u200bwidth\ufeff", "softhyphen zerowidth"),
        ("hidden\U000e0041\U000e0042 words", "hidden words"),
        ("a  \t\n\n\n\nb", "a\n\nb"),
        ("  - kept\t as\u00a0it is", "  - kept\t as\u00a0it is"),
    ],
)
def test_what_nobody_sees_is_gone(text: str, clean: str) -> None:
    assert cleaning.cleaned(text) == clean
    assert cleaning.cleaned(clean) == clean


def test_many_spaces_inside_of_a_line_take_no_longer_than_as_many_letters() -> None:
    # By the square of their number these would take minutes.
    inside = f"a{' ' * 300_000}b"
    assert cleaning.cleaned(f"{inside}{' ' * 300_000}\nc\t \n") == f"{inside}\nc"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2031-05-06", date(2031, 5, 6)),
        ("2031-05-06T10:20:30Z", datetime(2031, 5, 6, 10, 20, 30, tzinfo=UTC)),
        ("2031-05-06T10:20:30.123456+08:00", datetime(2031, 5, 6, 10, 20, 30, tzinfo=timezone(timedelta(hours=8)))),
        (" 2031-05-06 10:20 +0800 ", datetime(2031, 5, 6, 10, 20, tzinfo=timezone(timedelta(hours=8)))),
        ("2031-05-06T10:20:30", date(2031, 5, 6)),
        ("Tue, 06 May 2031 10:20:30 GMT", datetime(2031, 5, 6, 10, 20, 30, tzinfo=UTC)),
        ("6 May 2031 10:20 EST", datetime(2031, 5, 6, 10, 20, tzinfo=timezone(timedelta(hours=-5)))),
        ("Tue, 06 May 2031 10:20:30 CET", date(2031, 5, 6)),
        ("Tue, 06 May 2031 10:20:30 +0000 (UTC)", datetime(2031, 5, 6, 10, 20, 30, tzinfo=UTC)),
        *(
            (said, None)
            for said in (
                *("", "2031", "2031-05", "2031-13-01", "2031-02-30", "2031-05-06T24:00:00Z", "2031-05-06T10:20:99Z"),
                *("Mon, 06 May 2031 10:20:30 GMT", "Tue, 06 Mai 2031 10:20:30 GMT", "Tue, 31 Feb 2031 10:20:30 GMT"),
                *("6 May 2031", "May 6, 2031", "2031年5月6日", "April 2031", "yesterday", "1935838800", "06/05/2031"),
                *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0000-00-00", "2031-05-06T10:20:30+99:99"),
                *("Tue, 06 May 31 10:20:30 GMT", "\u0662031-05-06", "2031-05-06" + " " * 2 + "x" * 100),
            )
        ),
    ],
)  # fmt: skip
def test_a_day_of_publication_is_read_strictly(said: str, read: published.Published | None) -> None:
    assert published.read(said) == read
    assert type(published.read(said)) is type(read)


@given(st.text(alphabet="0123456789-:TZ+, aMyGu", max_size=40))
def test_no_day_raises_anything(said: str) -> None:
    published.read(said)


def test_the_day_is_that_of_the_zone_and_a_mere_day_is_that_day_everywhere() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert published.day_of(datetime(2031, 5, 6, 20, tzinfo=UTC), shanghai) == date(2031, 5, 7)
    assert published.day_of(date(2031, 5, 6), shanghai) == date(2031, 5, 6)
    assert published.day_of(None, shanghai) is None
