"""Addresses as links: what may stand in a URI stays as it is, and everything else is encoded."""

from __future__ import annotations

import pytest

from watchtracker.wording.links import link


@pytest.mark.parametrize(
    ("address", "as_link"),
    [
        ("https://gazette.example/a/b;c?d=e&f=g,h#i", "https://gazette.example/a/b;c?d=e&f=g,h#i"),
        ("https://gazette.example/%E6%96%B0?", "https://gazette.example/%E6%96%B0?"),
        ("https://gazette.example/新闻?q=é#ü", "https://gazette.example/%E6%96%B0%E9%97%BB?q=%C3%A9#%C3%BC"),
        ("https://bücher.example:8080/", "https://b%C3%BCcher.example:8080/"),
        ('https://gazette.example/<a> "b"|\\^`{c}[d]', "https://gazette.example/%3Ca%3E%20%22b%22%7C%5C%5E%60%7Bc%7D%5Bd%5D"),
        ("https://gazette.example/100%/%zz", "https://gazette.example/100%25/%25zz"),
        ("https://gazette.example/#one#two", "https://gazette.example/#one%23two"),
        ("http://[::1]:8765/[a]", "http://[::1]:8765/%5Ba%5D"),
        ("https://gazette.example/a\r\nATTENDEE:b", "https://gazette.example/a%0D%0AATTENDEE:b"),
        ("https://gazette.example/\ud800", "https://gazette.example/?"),
    ],
)  # fmt: skip
def test_a_link_holds_what_a_uri_may_hold(address: str, as_link: str) -> None:
    assert link(address) == as_link
    assert link(as_link) == as_link
