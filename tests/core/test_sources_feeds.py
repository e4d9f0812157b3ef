"""Feeds as they come: whole, broken, hostile, with days that are none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.errors import InputError
from watchtracker.sources.feeds import MOST_ENTRIES, FeedEntry, FeedRead, feed
from watchtracker.sources.published import Published

AT = "https://news.example/feed.xml"


def read(xml: str, charset: str = "utf-8") -> FeedRead:
    return feed(xml.encode(charset), address=AT)


def rss(*items: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>News &amp; more</title>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )


def test_an_entry_of_rss_is_read_with_its_text_and_its_day() -> None:
    found = read(
        rss(
            "<title>Orion &lt;b&gt;4&lt;/b&gt; &amp;amp; more</title><link>https://news.example/1</link><guid>abc</guid>"
            "<pubDate>Tue, 06 May 2031 10:00:00 GMT</pubDate><description>Short</description>"
            "<content:encoded><![CDATA[<p>It launches <b>May 6</b>.</p><ul><li>Free</li></ul>]]></content:encoded>"
        )
    )
    moment = datetime(2031, 5, 6, 10, tzinfo=UTC)
    text = "It launches May 6.\n\n- Free"
    assert found == FeedRead(
        "News & more", (FeedEntry("abc", "https://news.example/1", "Orion 4 & more", moment, text),)
    )


def test_an_entry_of_atom_is_read_with_its_publication_before_its_update() -> None:
    found = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>tag:1</id><title>T</title>'
        '<link href="/x"/><published>2031-05-06T10:00:00Z</published><updated>2031-06-07T10:00:00Z</updated>'
        '<content type="text">1 &lt; 2, in May</content></entry>'
        "<entry><id>tag:2</id><title>U</title><updated>2031-06-07T10:00:00Z</updated></entry></feed>"
    )
    assert found.entries == (
        FeedEntry("tag:1", "https://news.example/x", "T", datetime(2031, 5, 6, 10, tzinfo=UTC), "1 < 2, in May"),
        FeedEntry("tag:2", AT, "U", datetime(2031, 6, 7, 10, tzinfo=UTC), ""),
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2031-05-06", date(2031, 5, 6)),
        ("2031年4月7日", None),
        ("2031-13-01", None),
        ("April 2031", None),
        ("7 avril", None),
        ("31 Feb", None),
        ("Tuesday, April 7, 2031 09:00 CST", None),
        ("", None),
    ],
)
def test_a_day_that_is_not_exactly_one_is_none(said: str, day: Published | None) -> None:
    assert read(rss(f"<title>T</title><pubDate>{said}</pubDate>")).entries[0].published == day


def test_what_is_broken_is_read_as_far_as_it_goes() -> None:
    found = read(rss("<title>R&D in May &mdash; soon &what;</title><description>a & b&nbsp;c", "<title>Next</title>"))
    assert found.entries[0].title == "R&D in May \u2014 soon &what;"
    cut_off = read(rss("<title>One</title>", "<title>Two</title><description>May").partition("May")[0])
    assert [entry.title for entry in cut_off.entries] == ["One", "Two"]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("&lt;p&gt;May 6&lt;/p&gt;&lt;p&gt;June", "May 6\n\nJune"),
        ("R&amp;amp;D in May:\n- Beta\n- Final", "R&D in May:\n- Beta\n- Final"),
        ("if a &lt; b then May", "if a < b then May"),
    ],
)
def test_plain_text_keeps_its_lines_whatever_it_is_called(said: str, text: str) -> None:
    assert read(rss(f"<title>T</title><description>{said}</description>")).entries[0].text == text
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">{said}</content></entry></feed>'
    assert read(atom).entries[0].text == text


def test_numbers_of_characters_that_there_are_not_break_nothing() -> None:
    found = read(rss("<title>a&#x110000;b&#0;c&#xD800;d&#8364;&#x4e09;</title>"))
    assert found.entries[0].title == "a\ufffdb\ufffdc\ufffdd\u20ac\u4e09"


TAGS = st.sampled_from(
    [
        *(
            "<channel>",
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "<link>",
            "</link>",
            "<link href='http://[x'>",
            "May",
        ),
        *(
            "<description>",
            "</description>",
            "<![CDATA[",
            "]]>",
            "<content type='xhtml'><div>",
            "&#x110000;",
            "&x;",
            "&",
        ),
        *("<gml:pos>1", "<source>", "<!--", "-->", "<!DOCTYPE x [", "\x00", "<a href='x'>", "<x xml:base='http://[y'>"),
    ]
)


@given(st.lists(TAGS, max_size=20).map("".join))
def test_no_feed_raises_more_than_a_sentence(xml: str) -> None:
    try:
        read(f"<rss version='2.0'><channel><item>{xml}")
    except InputError as error:
        assert str(error).startswith(AT)  # noqa: PT017 - either is right


def test_entities_of_its_own_are_not_unfolded() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    found = read(rss("<title>&l11;</title>", head=f'<!DOCTYPE rss [<!ENTITY l0 "x">{levels}]>'))
    assert len(found.entries[0].title) < 20
    outside = read(rss("<title>a&f;b</title>", head='<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'))
    assert "root" not in outside.entries[0].title


@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "utf-16"])
def test_a_feed_is_read_in_its_charset(charset: str) -> None:
    xml = rss("<title>猎户座4</title>").replace('version="1.0"', f'version="1.0" encoding="{charset}"', 1)
    assert read(xml, charset).entries[0].title == "猎户座4"


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("https://news.example/a?b=1&amp;c=2", "https://news.example/a?b=1&c=2"),
        ("/a", "https://news.example/a"),
        ("javascript:alert(1)", AT),
        ("", AT),
        ("http://[::1", AT),
    ],
)
def test_an_entry_leads_to_the_web_or_to_the_feed(link: str, leads_to: str) -> None:
    assert read(rss(f"<title>T</title><link>{link}</link>")).entries[0].address == leads_to


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("hello", f"{AT} is no feed that can be read: look at it in a browser"),
        ("", f"{AT} is no feed that can be read: look at it in a browser"),
        (
            "<!doctype html><html><link rel=alternate type=application/rss+xml href=/rss>",
            f"{AT} is a page, no feed: its feed is at https://news.example/rss",
        ),
        (
            "<html><p>x",
            f'{AT} is a page, no feed: write kind = "page", or give the address of its feed',
        ),
    ],
)
def test_what_is_no_feed_is_refused_with_the_way_to_the_feed(body: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        read(body)
    assert str(refused.value) == sentence


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(rss()) == FeedRead("News & more", ())


def test_the_entries_of_an_archive_that_are_too_many_are_counted() -> None:
    found = read(rss(*(f"<guid>{number}</guid>" for number in range(MOST_ENTRIES + 2))))
    assert (len(found.entries), found.beyond) == (MOST_ENTRIES, 2)
