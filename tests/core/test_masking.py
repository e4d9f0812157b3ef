"""Keys in addresses: what looks like one is left out of whatever is shown, and words and numbers stay."""

from __future__ import annotations

import pytest

from watchtracker.masking import masked, masked_address, masked_text


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://me:secret@orchard.example/feed", "https://...@orchard.example/feed"),
        ("https://orchard.example/feed?token=a&key=b&page=2", "https://orchard.example/feed?token=...&key=...&page=2"),
        ("https://orchard.example/feed?x=9f8e7d6c5b4a", "https://orchard.example/feed?x=..."),
        ("https://orchard.example/feed?9f8e7d6c5b4a", "https://orchard.example/feed?..."),
        ("https://orchard.example/feed#access_token=a;b=c", "https://orchard.example/feed#access_token=...;b=c"),
        (
            "https://orchard.example/ical/us/private-0123456789abcdef0123456789abcdef/basic.ics",
            "https://orchard.example/ical/us/.../basic.ics",
        ),
        (
            "https://orchard.example/c/7d444840-9dc0-11d1-b245-5ffdce74fad2/all.ics",
            "https://orchard.example/c/.../all.ics",
        ),
        ("//me:secret@orchard.example", "//...@orchard.example"),
    ],
)
def test_a_key_is_left_out_of_an_address(address: str, shown: str) -> None:
    assert masked_address(address) == shown


@pytest.mark.parametrize(
    "address",
    [
        "https://orchard.example/feed?category=release-notes&author=mei&design=2&keyword=aurora+4",
        "https://orchard.example/2031/05/06/aurora-4-launch-on-6-may-2031.html?page=2&lang=zh-Hans",
        "https://orchard.example:8443/feed.xml?since=2031-05-06#part-2",
        "https://orchard.example/@mei/notes",
        "http://[2001:db8::1]:8080/feed",
        "orchard/aurora",
        "",
    ],
)
def test_words_and_numbers_stay_since_two_feeds_of_a_site_differ_by_nothing_else(address: str) -> None:
    assert masked_address(address) == masked(address) == address


def test_the_address_of_an_article_keeps_what_names_it_and_loses_only_what_is_called_a_key() -> None:
    article = "https://orchard.example/notes/0123456789abcdef0123456789abcdef?id=9f8e7d6c5b4a"
    assert masked_address(article, is_public=True) == article
    assert masked_address(f"{article}&token=a", is_public=True) == f"{article}&token=..."


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("https://me:a@o.example/f?key=b: not found (404)", "https://...@o.example/f?key=...: not found (404)"),
        ("it is at https://o.example/f?key=b.", "it is at https://o.example/f?key=...."),
        ('page:https://o.example/f?key=b says "closed"', 'page:https://o.example/f?key=... says "closed"'),
        ('"http://o.example/?key=b" and http://o.example/', '"http://o.example/?key=..." and http://o.example/'),
        ("nothing of the web is in it: key=b", "nothing of the web is in it: key=b"),
    ],
)
def test_each_address_in_a_sentence_loses_its_keys(sentence: str, shown: str) -> None:
    assert masked(sentence) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "htps://cal.example/u/private-0123456789abcdef0123456789abcdef/basic.ics",
            "htps://cal.example/u/.../basic.ics",
        ),
        ("cal.example/u/private-0123456789abcdef0123456789abcdef", "cal.example/u/..."),
        ("me:secret@cal.example/feed", "...@cal.example/feed"),
        ("http:/me:secret@cal.example/feed?key=secret", "...@cal.example/feed?..."),
        ("cal.example/notes/2031", "cal.example/notes/2031"),
    ],
)
def test_what_is_no_address_because_it_was_mistyped_loses_its_keys_too(text: str, shown: str) -> None:
    assert masked_text(text) == shown
