"""Pages, mails and texts made into documents: what is said stays, what surrounds it goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from watchtracker.errors import InputError
from watchtracker.sources import documents
from watchtracker.sources.documents import Document, document

PAGE = """<!doctype html><html><head><title>Roadmap &amp; dates</title>
<meta property="article:published_time" content="2031-05-06T10:00:00+08:00">
<style>.x{}</style><script>var when = "2031-01-01"</script></head>
<body class="has-cookie-banner">
<header><nav><a href="/">Home</a></nav></header>
<div id="cookie-consent">We use cookies until 2032.</div>
<main>
<h1>Roadmap</h1>
<p>Orion 4 will   launch on
<b>May</b> 6<sup><a href="#fn1">[1]</a></sup>.<br>It will be <em>free</em>.</p>
<h2>Dates</h2>
<ul><li>Beta: 1 June</li><li>Final: <ul><li>Europe: 1 July</li></ul></li></ul>
<table><tr><th>Version</th><th>End of life</th></tr>
<tr><td rowspan="2">Orion 3</td><td>2031-10</td></tr><tr><td>2031-12 (paid | extended)</td></tr></table>
<dl><dt>Deadline</dt><dd>9 May 2031</dd></dl>
<pre>
  as it
    stands
</pre>
<p hidden>Never seen</p><p style="display: none">Nor this</p>
</main>
<footer>(c) 2031</footer></body></html>"""


def text(html: str) -> str:
    return document(html.encode(), media_type="text/html").text


def test_a_page_is_written_as_its_reader_sees_it() -> None:
    found = document(PAGE.encode(), address="https://news.example/", media_type="text/html", charset="utf-8")
    assert found.title == "Roadmap & dates"
    assert found.published == datetime(2031, 5, 6, 10, tzinfo=timezone(timedelta(hours=8)))
    assert found.text.split("\n\n") == [
        "# Roadmap",
        "Orion 4 will launch on May 6.",
        "It will be free.",
        "## Dates",
        "- Beta: 1 June\n- Final:\n- Europe: 1 July",
        "Version | End of life\n--- | ---\nOrion 3 | 2031-10\nOrion 3 | 2031-12 (paid / extended)",
        "Deadline: 9 May 2031",
        "  as it\n    stands",
    ]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>It was planned for<br>the end of May.", "It was planned for the end of May."),
        ("<p>Beta: May 6<br>Final: June 3", "Beta: May 6\n\nFinal: June 3"),
        ("<p>One<p>Two<div>Three", "One\n\nTwo\n\nThree"),
        ("<p>5 &lt; 6 &amp; 7&nbsp;May", "5 < 6 & 7\xa0May"),
        ("<p>M<b>a</b>y<i> 6</i>", "May 6"),
        ("<p>1<sup>st</sup> of June", "1st of June"),
        ("<h2>Dates<a href='#dates'>\u00b6</a></h2>", "## Dates"),
        ("<p><span>Note</span><span>In May</span>", "Note In May"),
        ("<p><span>M</span><span>ay</span>", "May"),
        ("<article>A<p>B</article><article>C</article>", "A\n\nB\n\nC"),
        ("<table><tr><td>Only one column</td></tr></table>", "Only one column"),
        (
            "<table><tr><td>Final</td><td>1 July</td></tr><tr><td>Beta</td><td></td></tr></table>",
            "Final | 1 July\nBeta | ",
        ),
        ("<table role=presentation><tr><td>Left</td><td>Right</td></tr></table>", "Left\n\nRight"),
        ("<table><tr><td><table><tr><td>A</td><td>B</td></tr></table></td></tr></table>", "A | B"),
        (
            "<table><tr><th colspan=2>Dates</th></tr><tr><td>A</td><td>B</td></tr></table>",
            "Dates | Dates\n--- | ---\nA | B",
        ),
        ("<ul><li><p>One</p><p>More</p></li><li>Two</li></ul>", "- One\n\nMore\n\n- Two"),
        ("<p>a\u202eb\u200bc\x07d</p>", "abcd"),
        ("<nav>Menu</nav><p>Text</p><aside>Other</aside>", "Text"),
        ("", ""),
    ],
)
def test_pieces_of_pages(html: str, shown: str) -> None:
    assert text(html) == shown.removesuffix(" ")


def test_the_text_of_a_page_is_its_main_part_unless_that_is_empty() -> None:
    assert text("<div>Around</div><main><p>Main text</p></main>") == "Main text"
    assert text(f"<main></main><div>{'All of it. ' * 50}</div>").startswith("All of it.")
    assert text("<header><h1>Head</h1></header><article><p>Body</p></article>") == "Body"


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


META = '<meta property="article:{}" content="{}">'


@pytest.mark.parametrize(
    ("html", "day"),
    [
        (META.format("published_time", "2031-05-06"), date(2031, 5, 6)),
        (META.format("published_time", "x") + "<meta itemprop=datePublished content=2031-05-07>", date(2031, 5, 7)),
        (META.format("modified_time", "2031-05-06"), None),
        (
            linked('{"@graph":[{"@type":"NewsArticle","datePublished":"2031-05-06T10:00:00Z"}]}'),
            datetime(2031, 5, 6, 10, tzinfo=UTC),
        ),
        (linked('{"@type":"Event","startDate":"2031-05-06"}'), None),
        (linked('{"@type":"Event","datePublished":"2031-05-06"}'), None),
        (
            linked('[{"@type":"Article","datePublished":"2031-05-06"},{"@type":"Article","datePublished":"2031"}]'),
            date(2031, 5, 6),
        ),
        (
            linked(
                '[{"@type":"Article","datePublished":"2031-05-06"},{"@type":"Report","datePublished":"2031-05-07"}]'
            ),
            None,
        ),
        (linked("{not json}"), None),
        (linked("[" * 100_000), None),
        ("<h1>T</h1><time datetime=2031-05-06>6 May</time><p>Text", date(2031, 5, 6)),
        ("<h1>T</h1><p>Published on <time datetime=2031-05-06>6 May</time> by A. Writer</p><p>Text", date(2031, 5, 6)),
        ("<h1>T</h1><p>The deadline is <time datetime=2031-05-06>6 May</time>.</p>", None),
        ("<h1>T</h1><table><tr><td>Final<td><time datetime=2031-05-06>6 May</time></table>", None),
        (
            "<p>At <time datetime=2031-05-09>9 May</time><p><time itemprop=datePublished datetime=2031-05-06>x</time>",
            date(2031, 5, 6),
        ),
        ("<p>Published 6 May 2031", None),
    ],
)
def test_the_day_of_publication_is_what_is_declared_and_nothing_else(html: str, day: object) -> None:
    assert document(html.encode(), media_type="text/html").published == day


MAIL = b"""From: A <a@news.example>
Subject: =?utf-8?q?Orion_4_=E2=80=93_soon?=
Date: Tue, 06 May 2031 10:00:00 +0800
Message-ID: <1@news.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

%b
--x
Content-Type: text/html; charset=gb2312
Content-Transfer-Encoding: 8bit

%b
--x--
"""
PLAIN = (
    b"Orion 4 will launch in =\r\nlate May, says the =E2=80=9Cteam=E2=80=9D, and that is all for now.\n> old\n-- \nA\n"
)


def test_a_mail_is_its_plain_part_without_what_it_quotes() -> None:
    found = document(MAIL % (PLAIN, b"<p>Short</p>"))
    assert found == Document(
        "",
        "Orion 4 \u2013 soon",
        datetime(2031, 5, 6, 10, tzinfo=timezone(timedelta(hours=8))),
        "Orion 4 will launch in late May, says the \u201cteam\u201d, and that is all for now.",
        "A",
    )


def test_a_mail_whose_plain_part_is_a_mere_link_is_its_html() -> None:
    html = "<p>猎户座4将于5月发布。</p>" + "<p>More text</p>" * 9
    raw = MAIL % (b"View it: https://news.example/very/long/link", html.encode("gb18030"))
    found = document(raw, media_type="message/rfc822")
    assert found.text.startswith("猎户座4将于5月发布。\n\nMore text")


@pytest.mark.parametrize(
    "raw", [b"", b"Subject: x", b"\xff\xfe\x00", b"Content-Type: multipart/mixed\n\nx", b"Date: \n\n"]
)
def test_a_mail_that_is_broken_raises_nothing_odd(raw: bytes) -> None:
    try:
        document(raw, media_type="message/rfc822")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is right


def test_markdown_and_plain_text_stay_as_they_are() -> None:
    raw = "\ufeff# Roadmap #\r\n\r\n| A | B |\r\n|---|---|\r\n\r\n  - *Beta*: 1 June \r\n".encode()
    found = document(raw, address="roadmap.md")
    assert found == Document("roadmap.md", "Roadmap", None, "# Roadmap #\n\n| A | B |\n|---|---|\n\n  - *Beta*: 1 June")


@pytest.mark.parametrize(
    ("body", "media_type", "address", "sentence"),
    [
        (b"%PDF-1.7", "application/pdf", "plan.pdf", "plan.pdf is a PDF, which is not read: save it as text"),
        (b"%PDF-1.7", "", "", "this is a PDF, which is not read: save it as text"),
        (b"PK\x03\x04", "", "a.docx", "a.docx is an office file or an archive, which is not read: save it as text"),
        (b"x", "image/svg+xml", "a", "a is no text: save it as text"),
        (b"a\0b", "", "", "this is no text: save it as text"),
        (b"BEGIN:VCALENDAR\r\n", "", "c", "c is a calendar, no page: name it in the watch list as a source"),
        (b"<?xml version='1.0'?><rss>", "text/xml", "f", "f is a feed, no page: name it in the watch list as a source"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(body: bytes, media_type: str, address: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        document(body, address=address, media_type=media_type)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("body", "media_type", "address", "html"),
    [
        (b"<p>x", "text/html", "a.txt", True),
        (b"<p>x", "text/plain", "a.html", False),
        (b"<p>x", "", "a.html", True),
        (b"<p>x", "", "a.txt", False),
        (b"  <!DOCTYPE html><p>x", "", "", True),
        (b"<p>x", "", "", False),
        (b"<p>x", "", "https://news.example/a.html?b=c.txt", True),
    ],
)
def test_the_form_is_known_by_its_type_its_name_and_its_beginning(
    body: bytes, media_type: str, address: str, *, html: bool
) -> None:
    assert (document(body, media_type=media_type, address=address).text == "x") is html


def test_comments_before_the_markup_are_passed_over_in_one_way_alone() -> None:
    """A body of a few hundred bytes would otherwise hold up the whole program for longer than anyone lives."""
    assert documents.form(b"<!---->" * 140 + b"x", "", "") is documents.DocumentForm.PLAIN
    assert documents.form(b"<!-- <html> --> <!-- b -->\n<html>", "", "") is documents.DocumentForm.HTML
    assert documents.form(b"<!-- <html> --> x", "", "") is documents.DocumentForm.PLAIN


def test_a_cell_over_many_columns_and_rows_makes_no_text_without_end() -> None:
    cell = f"<th colspan=50 rowspan=50>{'launch on May 6 ' * 400}</th>"
    assert len(text(f"<table><tr>{cell}</tr>{'<tr></tr>' * 49}</table>")) == 5_000_000


def test_deep_nesting_breaks_nothing() -> None:
    assert text("<div>" * 5000 + "deep") == ""
    assert text("<div>" * 100 + "not so deep") == "not so deep"
    assert text("<table><tr><td>" * 50 + "x") == "x"


def test_a_piece_of_html_is_text_too() -> None:
    assert documents.html_to_text("<p>May&nbsp;6</p>") == "May\xa06"
