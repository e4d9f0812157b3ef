"""Which address may be fetched: how it is read, which numbers are public, what the settings can allow."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from watchtracker.sources.addresses import (
    AddressRefusal,
    Allowed,
    RefusedAddressError,
    WebAddress,
    is_public,
    redirected,
    web_address,
)

NOBODY = Allowed()


def refusal_of(text: str) -> AddressRefusal:
    with pytest.raises(RefusedAddressError) as refused:
        web_address(text)
    return refused.value.code


def may_ask(allowed: Allowed, address: str, number: str) -> bool:
    try:
        allowed.check(web_address(address), ip_address(number))
    except RefusedAddressError:
        return False
    return True


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://news.example", WebAddress("https", "news.example", 443, "/")),
        ("  HTTP://News.Example.:80/a b?q=1#part ", WebAddress("http", "news.example", 80, "/a%20b?q=1")),
        ("https://news.example?q=ü", WebAddress("https", "news.example", 443, "/?q=%C3%BC")),
        ("https://bücher.example/%C3%BC", WebAddress("https", "xn--bcher-kva.example", 443, "/%C3%BC")),
        ("http://[2001:DB8::1]:8080/", WebAddress("http", "2001:db8::1", 8080, "/")),
        ("http://127.0.0.1/", WebAddress("http", "127.0.0.1", 80, "/")),
        ("http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/", WebAddress("http", "127.0.0.1", 80, "/")),
        ("http://①②⑦。⓪。⓪。①/", WebAddress("http", "127.0.0.1", 80, "/")),
    ],
)
def test_an_address_is_read_as_it_will_be_asked_for(written: str, read: WebAddress) -> None:
    assert web_address(written) == read
    assert web_address(str(read)) == read


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", AddressRefusal.NOT_WEB),
        ("news.example", AddressRefusal.NOT_WEB),
        ("file:///etc/passwd", AddressRefusal.NOT_WEB),
        ("gopher://news.example/", AddressRefusal.NOT_WEB),
        ("javascript:alert(1)", AddressRefusal.NOT_WEB),
        ("https:news.example", AddressRefusal.UNREADABLE),
        ("https:///news.example", AddressRefusal.UNREADABLE),
        ("https:a://news.example/", AddressRefusal.NOT_WEB),
        ("https://user@news.example/", AddressRefusal.CREDENTIALS),
        ("https://user:word@news.example/", AddressRefusal.CREDENTIALS),
        ("https://news.example\\@127.0.0.1/", AddressRefusal.CREDENTIALS),
        ("https://127.0.0.1\\.news.example/", AddressRefusal.UNREADABLE),
        ("https://news.example/\r\nHost: other.example", AddressRefusal.UNREADABLE),
        ("https://news .example/", AddressRefusal.UNREADABLE),
        ("https://news.example:0/", AddressRefusal.UNREADABLE),
        ("https://news.example:65536/", AddressRefusal.UNREADABLE),
        ("https://news.example:80:80/", AddressRefusal.UNREADABLE),
        ("https://news.example:\uff18\uff10/", AddressRefusal.UNREADABLE),
        ("https://[::1", AddressRefusal.UNREADABLE),
        ("https://[fe80::1%25eth0]/", AddressRefusal.UNREADABLE),
        ("https://[news.example]/", AddressRefusal.UNREADABLE),
        ("https://news..example/", AddressRefusal.UNREADABLE),
        ("https://news%2eexample/", AddressRefusal.UNREADABLE),
        ("https://" + "a" * 2000, AddressRefusal.TOO_LONG),
    ],
)
def test_what_is_no_plain_web_address_is_refused(written: str, code: AddressRefusal) -> None:
    assert refusal_of(written) is code


def test_a_refusal_shows_no_password() -> None:
    with pytest.raises(RefusedAddressError) as refused:
        web_address("https://user:word@news.example/")
    assert str(refused.value) == (
        '"https://...@news.example/" has a name or password in it: leave out what stands before the @'
    )


@pytest.mark.parametrize(
    "number",
    [
        *(
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
        ),
        *("168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.0.1", "192.0.2.1"),
        *("192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.1.1", "192.175.48.1", "198.18.0.1", "198.19.255.255"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:db8::1"),
        *("2001:2::1", "2001:10::1", "2001:20::1", "2002:7f00:1::", "2002:808:808::1", "2620:4f:8000::1", "3fff::1"),
        *("4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "ff0e::1"),
    ],
)
def test_numbers_that_lead_elsewhere_than_into_the_public_internet_are_not_public(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize(
    "number",
    [
        *("8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1"),
        *("198.17.255.255", "198.20.0.0", "223.255.255.255", "192.169.0.1", "126.255.255.255", "128.0.0.1"),
        *("2606:4700::1111", "2a00:1450::1", "2001:4860:4860::8888", "::ffff:8.8.8.8"),
    ],
)
def test_public_numbers_are_public_up_to_the_edge(number: str) -> None:
    assert is_public(ip_address(number))


def test_public_places_are_asked_on_two_ports_only() -> None:
    assert may_ask(NOBODY, "https://news.example/", "8.8.8.8")
    assert may_ask(NOBODY, "http://news.example:443/", "8.8.8.8")
    assert not may_ask(NOBODY, "http://news.example:8080/", "8.8.8.8")
    assert not may_ask(NOBODY, "http://news.example:22/", "8.8.8.8")


def test_a_network_allows_each_number_in_it_on_every_port_also_by_a_name() -> None:
    allowed = Allowed.read(["10.0.0.0/8", "fd00::/8"])
    assert may_ask(allowed, "http://10.1.2.3:8080/", "10.1.2.3")
    assert may_ask(allowed, "http://wiki.example/", "10.1.2.3")
    assert may_ask(allowed, "http://wiki.example/", "::ffff:10.1.2.3")
    assert may_ask(allowed, "http://wiki.example/", "fd00::1")
    assert not may_ask(allowed, "http://wiki.example/", "192.168.1.1")


def test_a_host_with_a_port_allows_that_port_there_and_nothing_else() -> None:
    allowed = Allowed.read(["127.0.0.1:8080", "Hub.example:3000", "[::1]:8080"])
    assert may_ask(allowed, "http://127.0.0.1:8080/", "127.0.0.1")
    assert may_ask(allowed, "http://hub.example:3000/", "192.168.1.1")
    assert may_ask(allowed, "http://[::1]:8080/", "::1")
    assert not may_ask(allowed, "http://127.0.0.1/", "127.0.0.1")
    assert not may_ask(allowed, "http://127.0.0.2:8080/", "127.0.0.2")
    assert not may_ask(allowed, "http://hub.example/", "192.168.1.1")


def test_a_host_alone_allows_the_ports_that_are_open_anyway() -> None:
    allowed = Allowed.read(["hub", "127.0.0.1", "::1"])
    assert may_ask(allowed, "http://hub/", "192.168.1.1")
    assert may_ask(allowed, "https://127.0.0.1/", "127.0.0.1")
    assert may_ask(allowed, "https://[::1]/", "::1")
    assert not may_ask(allowed, "http://hub:8080/", "192.168.1.1")
    assert not may_ask(allowed, "http://other/", "192.168.1.1")


@pytest.mark.parametrize("place", ["", "10.0.0.0/33", "hub:0", "hub:70000", "http://hub", "a b", "[::1"])
def test_what_is_no_place_cannot_be_allowed(place: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its sentence is that of the settings, which read it first
        Allowed.read([place])


def test_the_sentence_of_a_refusal_names_the_number_and_the_way_to_allow_it() -> None:
    with pytest.raises(RefusedAddressError) as refused:
        NOBODY.check(web_address("http://wiki.example/"), ip_address("10.1.2.3"))
    assert str(refused.value) == (
        "wiki.example (10.1.2.3) is not in the public Internet: name it in `[fetch] allow`, as a network or as "
        "HOST:PORT, to fetch from there"
    )


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/b", "https://news.example/b"),
        ("b?x=1", "https://news.example/a/b?x=1"),
        ("//other.example/c", "https://other.example/c"),
        ("https://other.example", "https://other.example/"),
        ("?x", "https://news.example/a/1?x"),
        ("http://2130706433/", "http://2130706433/"),
    ],
)
def test_a_redirect_is_read_from_where_it_was_given(location: str, leads_to: str) -> None:
    assert str(redirected(web_address("https://news.example/a/1"), location)) == leads_to


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://user@x.example/", "http://[::1", "http://a\\b/"])
def test_a_redirect_to_what_may_not_be_asked_is_refused(location: str) -> None:
    with pytest.raises(RefusedAddressError):
        redirected(web_address("https://news.example/a/1"), location)
