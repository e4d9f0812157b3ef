"""Addresses as links: what may stand in a URI stays as it is, and everything else is encoded."""

from __future__ import annotations

import pytest

from watchtracker.wording.links import has_domain, item_of, link, page


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


@pytest.mark.parametrize("item_id", ["grants-call", "a b", "新闻", "a/b", "100%"])
def test_the_address_of_a_page_names_its_item(item_id: str) -> None:
    for public_url in ("https://watch.example", "https://watch.example/deep/"):
        assert item_of(page(public_url, item_id), public_url) == item_id
        assert item_of(f"{page(public_url, item_id)}#answers", public_url) == item_id


@pytest.mark.parametrize(
    "address",
    [
        "https://watch.example/",
        "https://watch.example/items/",
        "https://watch.example/items/call/more",
        "https://watch.example/items/call?token=s3cret",
        "https://watch.example/feeds/s3cret/all.ics",
        "https://watch.example/deep/items/call",
        "https://ana:pw@watch.example/items/call",
        "https://watch.example.evil.example/items/call",
        "http://watch.example/items/call",
        "https://watch.example/items/call%00",
        "https://watch.example/items/\ud800",
        "https://[watch.example/items/call",
        "",
    ],
)
def test_no_other_address_names_an_item(address: str) -> None:
    assert item_of(address, "https://watch.example") is None


@pytest.mark.parametrize(
    ("public_url", "has"),
    [
        ("https://watch.example", True),
        ("https://watch.example:8443/deep", True),
        ("http://watch.example", False),
        ("https://watch", False),
        ("https://localhost:8765", False),
        ("https://127.0.0.1", False),
        ("https://[2001:db8::1]", False),
        ("", False),
    ],
)
def test_a_domain_is_a_name_that_others_know(public_url: str, has: bool) -> None:  # noqa: FBT001
    assert has_domain(public_url) is has
