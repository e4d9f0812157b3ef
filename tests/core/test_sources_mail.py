"""Mails as they come: odd charsets, odd dates, parts in parts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watchtracker.errors import InputError
from watchtracker.sources.mail import mail
from watchtracker.sources.published import Published


def written(*headers: str, body: bytes = b"words") -> bytes:
    return "\n".join([*headers, "", ""]).encode() + body


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Tue, 6 May 2031 10:00:00 +0000 (UTC)", datetime(2031, 5, 6, 10, tzinfo=UTC)),
        ("Tue, 06 May 2031 10:00:00 GMT", datetime(2031, 5, 6, 10, tzinfo=UTC)),
        ("Tue, 06 May 2031 10:00:00 CEST", date(2031, 5, 6)),
        ("yesterday", None),
    ],
)
def test_the_day_of_a_mail_is_its_date(said: str, day: Published | None) -> None:
    assert mail(written("Subject: x", f"Date: {said}")).published == day


def test_a_mail_without_a_date_or_a_subject_has_none() -> None:
    found = mail(written("From: a@news.example"))
    assert (found.title, found.published, found.plain) == ("", None, "words")


@pytest.mark.parametrize(
    ("said", "writer"),
    [
        ("Grants Digest <digest@grants.example>", "Grants Digest"),
        ("=?utf-8?b?6JOd6bK45ZGo5oql?= <a@whale.example>", "蓝鲸周报"),
        ("digest@grants.example", "grants.example"),
        ('<<>>, "', ""),
        ("", ""),
    ],
)
def test_whoever_sent_a_mail_has_written_it(said: str, writer: str) -> None:
    assert mail(written(f"From: {said}", "Subject: x")).writer == writer


def test_a_charset_that_nobody_knows_is_read_as_utf_8() -> None:
    raw = written("Content-Type: text/plain; charset=x-unknown", body="猎户座".encode())
    assert mail(raw).plain == "猎户座"


def test_a_mail_in_no_known_charset_is_refused() -> None:
    with pytest.raises(InputError, match="charset"):
        mail(written("Content-Type: text/plain", body="猎户座4将于5月发布".encode("gb18030")))


def test_an_attachment_is_not_the_text() -> None:
    parts = (
        b"--x\nContent-Type: text/plain\n\nSee you in May.\n--x\nContent-Type: text/plain\n"
        b"Content-Disposition: attachment; filename=a.txt\n\nNot this\n--x--\n"
    )
    raw = written("Content-Type: multipart/mixed; boundary=x", body=parts)
    assert mail(raw).plain.strip() == "See you in May."


def test_parts_within_parts_without_end_are_refused_and_not_followed() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))
    try:
        assert mail(nested).plain == ""
    except InputError as error:
        assert str(error).startswith("The mail cannot be taken apart")  # noqa: PT017 - either is right
