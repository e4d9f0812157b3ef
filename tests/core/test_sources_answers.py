"""What an answer says by its headers, apart from what is tried against a server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from watchtracker.sources import answers
from watchtracker.sources.replies import Failed, FetchTrouble, Validators

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "kind", "charset"),
    [
        ("text/html", "text/html", None),
        ("Text/HTML; charset=UTF-8", "text/html", "utf-8"),
        ("text/html;charset='gb2312'", "text/html", "gb2312"),
        ('application/rss+xml; charset="Shift_JIS"; x=1', "application/rss+xml", "shift_jis"),
        ("text/html; charset=", "text/html", None),
        ("text/html; charset=utf 8 or so", "text/html", None),
        ("", "", None),
        ("page", "", None),
        ("text/html\u2028, text/plain", "", None),
    ],
)
def test_a_kind_and_a_charset_are_read_however_they_are_written(said: str, kind: str, charset: str | None) -> None:
    assert answers.content_type({"content-type": said}) == (kind, charset)


def test_of_a_header_that_comes_twice_the_first_counts_but_encodings_add_up() -> None:
    pairs = [(b"ETag", b'"1"'), (b"etag", b'"2"'), (b"Content-Encoding", b"gzip"), (b"content-encoding", b"gzip")]
    assert answers.headers_of(pairs) == {"etag": '"1"', "content-encoding": "gzip, gzip"}


def test_a_header_is_read_as_utf_8_where_it_is_and_byte_by_byte_where_not() -> None:
    pairs = [(b"Location", "/bücher".encode()), (b"X", "ü".encode("latin-1"))]
    assert answers.headers_of(pairs) == {"location": "/bücher", "x": "ü"}


@pytest.mark.parametrize("etag", ["", "x" * 1001, "ü", "a\x00b"])
def test_a_validator_that_cannot_be_sent_back_is_none(etag: str) -> None:
    assert answers.validators({"etag": etag, "last-modified": "then"}) == Validators(None, "then")


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("0", timedelta(0)),
        ("3600", timedelta(hours=1)),
        ("999999999", timedelta(days=366)),
        ("-5", None),
        ("1.5", None),
        ("Tue, 06 May 2031 12:01:00 GMT", timedelta(minutes=1)),
        ("Tue, 06 May 2031 12:01:00 -0000", timedelta(minutes=1)),
        ("Tuesday", None),
        ("1 Jan 99999999999 00:00:00 GMT", None),
        ("", None),
    ],
)
def test_how_long_to_wait_is_read_in_both_forms(said: str, wish: timedelta | None) -> None:
    assert answers.retry_after({"retry-after": said}, NOW) == wish


@pytest.mark.parametrize("code", FetchTrouble)
def test_each_trouble_has_one_sentence_that_names_the_address(code: FetchTrouble) -> None:
    sentence = Failed(code, "https://news.example/", 418, "https://news.example/ so").sentence
    assert "https://news.example/" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=59), "59 seconds"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_a_sentence_says_how_long_a_server_wants_to_be_left_alone(wish: timedelta, words: str) -> None:
    assert Failed(FetchTrouble.TOO_MANY, "https://news.example/", 429, retry_after=wish).sentence == (
        f"https://news.example/: it was asked too often (429), and wants to be left alone for {words}"
    )
