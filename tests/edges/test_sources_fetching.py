"""The one fetch, against a real server of this machine that has every trouble there is."""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest

from tests.web_stand_in import (
    WebStandIn,
    certified,
    dripping,
    endless,
    hanging,
    names,
    redirect,
    reset,
    response,
    serving,
)
from watchtracker import __version__
from watchtracker.sources import robots
from watchtracker.sources.addresses import Allowed, web_address
from watchtracker.sources.fetching import Fetcher, ServiceToken, Wanted
from watchtracker.sources.replies import Failed, Fetched, FetchResult, FetchTrouble, NotModified, Validators

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
SOON = 0.4
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def web() -> Iterator[WebStandIn]:
    with serving() as server:
        yield server


def fetcher(*allowed: str, **others: object) -> Fetcher:
    named = {"allowed": Allowed.read(allowed), "public_url": "https://watch.example", "clock": lambda: NOW, **others}
    return Fetcher(**named)  # type: ignore[arg-type]


def fetch(web: WebStandIn, path: str = "/", **others: object) -> FetchResult:
    return fetcher(web.place, **others).fetch(Wanted(web.at(path)))


def came(result: FetchResult) -> Fetched:
    assert isinstance(result, Fetched), result
    return result


def failed(result: FetchResult) -> Failed:
    assert isinstance(result, Failed), result
    return result


def test_what_is_there_comes_with_its_kind_charset_and_validators(web: WebStandIn) -> None:
    kind = 'Content-Type: Text/HTML; Charset="GB18030"'
    web.gives("/", response(200, b"hello", kind, 'ETag: W/"1"', "Last-Modified: yesterday or so"))
    assert fetch(web) == Fetched(
        web.at("/"), 200, b"hello", "text/html", "gb18030", Validators('W/"1"', "yesterday or so")
    )


def test_a_request_says_who_asks_and_brings_nothing_else(web: WebStandIn) -> None:
    web.gives("/a%20b?q=1", response())
    fetcher(web.place).fetch(Wanted(web.at("/a b?q=1#there"), accept="application/json"))
    assert web.asked[0].headers == {
        "host": web.place,
        "user-agent": f"watchtracker/{__version__} (+https://watch.example)",
        "accept": "application/json, */*;q=0.8",
        "accept-encoding": "gzip",
        "connection": "close",
    }


def test_cookies_and_proxies_of_the_environment_play_no_part(web: WebStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.at(""))
        web.gives("/", response(302, b"", "Location: /next", "Set-Cookie: a=1"))
        web.gives("/next", response())
        came(fetch(web))
        assert proxy.connections == []
    assert [asked.path for asked in web.asked] == ["/", "/next"]
    assert all("cookie" not in asked.headers for asked in web.asked)


def test_validators_are_sent_back_as_they_came_and_nothing_new_is_said_so(web: WebStandIn) -> None:
    web.gives("/", response(304))
    given = Validators('W/"1"', "yesterday or so")
    assert fetcher(web.place).fetch(Wanted(web.at("/"), given)) == NotModified(web.at("/"))
    assert web.asked[0].headers["if-none-match"] == 'W/"1"'
    assert web.asked[0].headers["if-modified-since"] == "yesterday or so"


def test_both_validators_are_new_with_each_answer(web: WebStandIn) -> None:
    web.gives("/", response(200, b"", 'ETag: "2"'))
    result = came(fetcher(web.place).fetch(Wanted(web.at("/"), Validators('"1"', "yesterday"))))
    assert result.validators == Validators('"2"', None)


def test_not_modified_for_what_was_never_read_is_asked_once_more(web: WebStandIn) -> None:
    web.gives("/", response(304), response(200, b"there"))
    assert came(fetch(web)).body == b"there"
    web.gives("/always", response(304))
    assert failed(fetch(web, "/always")).code is FetchTrouble.NOT_MODIFIED
    assert len(web.asked) == 4


# Where it goes


FORMS_OF_LOOPBACK = [
    *("127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0x0.0x0.0x1", "0177.0.0.1"),
    *("017700000001", "127.0.0.1.", "\uff11\uff12\uff17.\uff10.\uff10.\uff11", "①②⑦.⓪.⓪.①", "localhost", "LocalHost."),
    *("0.0.0.0", "0", "127.127.127.127"),
    *("[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]"),
]


@pytest.fixture
def listeners() -> Iterator[list[socket.socket]]:
    """Sockets on one port of IPv4 and, where there is one, of IPv6, on which nothing may ever arrive."""
    with socket.create_server(("0.0.0.0", 0)) as ipv4:
        ipv4.settimeout(0)
        found = [ipv4]
        if socket.has_ipv6:
            with suppress(OSError):
                found.append(socket.create_server(("::", ipv4.getsockname()[1]), family=socket.AF_INET6))
                found[1].settimeout(0)
        yield found
        for listener in found[1:]:
            listener.close()


def heard_by(listeners: list[socket.socket]) -> int:
    heard = 0
    for listener in listeners:
        try:
            listener.accept()[0].close()
            heard += 1
        except BlockingIOError:
            continue
    return heard


@pytest.mark.parametrize("form", FORMS_OF_LOOPBACK)
def test_no_way_to_write_this_machine_reaches_it(form: str, listeners: list[socket.socket], web: WebStandIn) -> None:
    port = listeners[0].getsockname()[1]
    open_to_all = Allowed.read([web.place], ports={80, 443, port})
    asking = fetcher(allowed=open_to_all, longest=5)
    assert failed(asking.fetch(Wanted(f"http://{form}:{port}/"))).code is FetchTrouble.REFUSED_ADDRESS
    web.gives("/", redirect(f"http://{form}:{port}/"))
    assert failed(asking.fetch(Wanted(web.at("/")))).code is FetchTrouble.REFUSED_ADDRESS
    assert heard_by(listeners) == 0
    assert len(web.connections) == 1


def test_the_listeners_would_hear_a_connection(listeners: list[socket.socket]) -> None:
    for listener in listeners:
        with socket.create_connection(
            ("127.0.0.1" if listener.family is socket.AF_INET else "::1", listener.getsockname()[1])
        ):
            pass
    assert heard_by(listeners) == len(listeners)


def test_a_name_is_looked_up_once_and_that_number_is_asked(web: WebStandIn) -> None:
    asked: list[str] = []

    def another_each_time(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    web.gives("/", response(200, b"there"))
    result = fetcher(web.place, lookup=another_each_time).fetch(Wanted(web.at("/", "news.example")))
    assert came(result).body == b"there"
    assert asked == ["news.example"]
    assert web.asked[0].headers["host"] == f"news.example:{web.port}"


def test_of_the_numbers_of_a_name_only_those_are_asked_that_passed(listeners: list[socket.socket]) -> None:
    port = listeners[0].getsockname()[1]
    lookup = names({"news.example": ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254"]})
    result = failed(
        fetcher(allowed=Allowed.read([], ports={port}), lookup=lookup).fetch(Wanted(f"http://news.example:{port}/"))
    )
    assert result.code is FetchTrouble.REFUSED_ADDRESS
    assert heard_by(listeners) == 0


def test_the_next_number_is_tried_where_nobody_answers_at_the_first(web: WebStandIn) -> None:
    web.gives("/", response(200, b"there"))
    lookup = names({"news.example": ["127.0.0.9", "127.0.0.1"]})
    result = fetcher("127.0.0.0/8", lookup=lookup).fetch(Wanted(web.at("/", "news.example")))
    assert came(result).body == b"there"


def test_a_server_is_reached_by_ipv6_and_asked_by_its_number() -> None:
    if not socket.has_ipv6:
        pytest.skip("there is no IPv6 here")
    with serving(host="::1") as web:
        web.gives("/", response(200, b"there"))
        result = fetcher(f"[::1]:{web.port}").fetch(Wanted(web.at("/", "[::1]")))
        assert came(result).body == b"there"
        assert web.asked[0].headers["host"] == f"[::1]:{web.port}"


def test_the_rules_of_a_site_are_asked_by_the_same_fetch(web: WebStandIn) -> None:
    web.gives("/robots.txt", response(200, b"User-agent: *\nDisallow: /private/"))
    asking = fetcher(web.place)
    assert robots.asked(web_address(web.at("/public/x")), asking.fetch).may
    assert not robots.asked(web_address(web.at("/private/x")), asking.fetch).may


def test_a_port_that_is_not_open_to_everybody_is_not_asked(web: WebStandIn) -> None:
    result = failed(fetcher("127.0.0.1").fetch(Wanted(web.at("/"))))
    assert result.sentence == (
        f'{web.place} is not on port 80 or 443: name it in `[fetch] allow`, such as "{web.place}", to fetch from there'
    )
    assert web.connections == []


def test_a_redirect_is_followed_up_to_five_times(web: WebStandIn) -> None:
    for number in range(6):
        web.gives(f"/{number}", redirect(f"/{number + 1}"))
    web.gives("/6", response(200, b"there"))
    assert came(fetch(web, "/1")).address == web.at("/6")
    assert failed(fetch(web, "/0")).code is FetchTrouble.REDIRECTS


def test_a_loop_ends(web: WebStandIn) -> None:
    web.gives("/", redirect("/"))
    assert failed(fetch(web)).code is FetchTrouble.REDIRECTS
    assert len(web.asked) == 6


@pytest.mark.parametrize("status", [301, 308])
def test_a_move_for_good_offers_the_new_address(web: WebStandIn, status: int) -> None:
    web.gives("/old", redirect("/new", status))
    web.gives("/new", redirect("/today", 302))
    web.gives("/today", response())
    assert came(fetch(web, "/old")).moved_to == web.at("/new")
    assert came(fetch(web, "/new")).moved_to is None


def test_what_moves_for_good_after_a_passing_detour_offers_nothing(web: WebStandIn) -> None:
    web.gives("/a", redirect("/b", 307))
    web.gives("/b", redirect("/c", 301))
    web.gives("/c", response())
    assert came(fetch(web, "/a")).moved_to is None


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://a@127.0.0.1/", "http://[::1"]
)
def test_a_redirect_out_of_the_web_is_not_followed(web: WebStandIn, location: str) -> None:
    web.gives("/", redirect(location))
    result = failed(fetch(web))
    assert result.code is FetchTrouble.REFUSED_ADDRESS
    assert result.sentence.startswith(f"{web.at('/')} leads elsewhere: ")


def test_a_redirect_without_a_place_is_no_page(web: WebStandIn) -> None:
    web.gives("/", response(302))
    assert failed(fetch(web)).status == 302


# Over TLS


def test_over_tls_the_name_is_asked_for_and_its_certificate_is_checked() -> None:
    server, client = certified("news.example")
    lookup = names({"news.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
    with serving(server) as web:
        web.gives("/", response(200, b"there"))
        asking = fetcher(web.place, trusted=client, lookup=lookup)
        assert came(asking.fetch(Wanted(web.at("/", "news.example")))).body == b"there"
        wrong = failed(asking.fetch(Wanted(web.at("/", "other.example"))))
        assert wrong.code is FetchTrouble.CERTIFICATE
        assert "other.example" in wrong.detail
        stranger = failed(fetcher(web.place, lookup=lookup).fetch(Wanted(web.at("/", "news.example"))))
        assert stranger.code is FetchTrouble.CERTIFICATE
        assert len(web.asked) == 1


def test_what_is_encrypted_never_leads_to_what_is_not(web: WebStandIn) -> None:
    server, client = certified("127.0.0.1")
    with serving(server) as secure:
        secure.gives("/", redirect(web.at("/")))
        result = failed(fetcher(web.place, secure.place, trusted=client).fetch(Wanted(secure.at("/"))))
    assert result.code is FetchTrouble.TO_PLAIN
    assert web.connections == []


def test_what_is_not_encrypted_may_lead_to_what_is(web: WebStandIn) -> None:
    server, client = certified("127.0.0.1")
    with serving(server) as secure:
        web.gives("/", redirect(secure.at("/"), 301))
        secure.gives("/", response(200, b"there"))
        result = came(fetcher(web.place, secure.place, trusted=client).fetch(Wanted(web.at("/"))))
        assert result.moved_to == secure.at("/")


def test_a_server_that_speaks_no_tls_is_said_so(web: WebStandIn) -> None:
    web.gives("/", response())
    result = fetcher(web.place, longest=SOON).fetch(Wanted(web.at("/").replace("http:", "https:")))
    assert failed(result).code in {FetchTrouble.CERTIFICATE, FetchTrouble.NOT_REACHED, FetchTrouble.TOO_SLOW}


# Secrets


def test_a_token_goes_to_its_own_address_and_to_no_other(web: WebStandIn) -> None:
    with serving() as other:
        token = ServiceToken(web.at("/api"), ("Authorization", "Bearer secret"))
        web.gives("/api/x", redirect(other.at("/y")))
        other.gives("/y", redirect(web.at("/z")))
        web.gives("/z", response())
        asking = fetcher(web.place, other.place)
        came(asking.fetch(Wanted(web.at("/api/x"), token=token)))
        assert [asked.headers.get("authorization") for asked in web.asked] == ["Bearer secret", "Bearer secret"]
        assert [asked.headers.get("authorization") for asked in other.asked] == [None]
    assert "secret" not in repr(token)


def test_a_token_goes_unencrypted_only_to_what_the_settings_name(web: WebStandIn) -> None:
    web.gives("/", response())
    public = Allowed.read(["127.0.0.1"], ports={web.port})
    token = ServiceToken(web.at("/"), ("Authorization", "Bearer secret"))
    came(fetcher(allowed=public).fetch(Wanted(web.at("/"), token=token)))
    assert "authorization" not in web.asked[0].headers


# Size


def test_a_body_up_to_the_limit_is_read_and_a_larger_one_is_not(web: WebStandIn) -> None:
    web.gives("/fits", response(200, b"x" * 1000))
    web.gives("/larger", response(200, b"x" * 1001))
    assert len(came(fetch(web, "/fits", largest=1000)).body) == 1000
    assert failed(fetch(web, "/larger", largest=1000)).code is FetchTrouble.TOO_BIG


@pytest.mark.parametrize("begin", [CHUNKED, b"HTTP/1.0 200 OK\r\n\r\n"])
def test_a_body_without_an_end_is_read_up_to_the_limit(web: WebStandIn, begin: bytes) -> None:
    piece = b"2710\r\n" + b"x" * 10_000 + b"\r\n"
    web.gives("/", endless(begin, piece))
    assert failed(fetch(web)).sentence == f"{web.at('/')}: it is larger than 5 MB, which is the most that is read"


def test_what_is_packed_counts_as_it_unpacks(web: WebStandIn) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 60_000
    web.gives("/bomb", response(200, bomb, "Content-Encoding: gzip"))
    web.gives("/fits", response(200, gzip.compress(b"x" * 4_999_999) + gzip.compress(b"y"), "Content-Encoding: gzip"))
    assert failed(fetch(web, "/bomb")).code is FetchTrouble.TOO_BIG
    assert len(came(fetch(web, "/fits")).body) == 5_000_000


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"no gzip at all"),
        ("gzip", gzip.compress(b"cut off" * 100, mtime=0)[:-9]),
        ("br", b"not asked for"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"twice", mtime=0), mtime=0)),
    ],
)
def test_what_cannot_be_unpacked_is_said_so(web: WebStandIn, encoding: str, body: bytes) -> None:
    web.gives("/", response(200, body, f"Content-Encoding: {encoding}"))
    assert failed(fetch(web)).code is FetchTrouble.UNREADABLE


@pytest.mark.parametrize("packed", [zlib.compress(b"there"), zlib.compress(b"there")[2:-4]])
def test_both_forms_of_deflate_are_read(web: WebStandIn, packed: bytes) -> None:
    web.gives("/", response(200, packed, "Content-Encoding: deflate"))
    assert came(fetch(web)).body == b"there"


# Time


def drips(where: bytes) -> Callable[[WebStandIn], None]:
    return lambda web: web.gives("/", dripping(where, b"x", web.over))


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n",
    ],
)
def test_an_answer_that_drips_ends_with_the_deadline_of_the_whole(web: WebStandIn, begin: bytes) -> None:
    drips(begin)(web)
    result = failed(fetch(web, longest=SOON))
    assert result.code in ({FetchTrouble.TOO_SLOW} if begin else {FetchTrouble.TOO_SLOW, FetchTrouble.BROKEN_OFF})


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"])
def test_an_answer_that_stands_still_ends_with_the_deadline(web: WebStandIn, begin: bytes) -> None:
    web.gives("/", hanging(begin))
    assert failed(fetch(web, longest=SOON)).sentence == f"{web.at('/')}: it did not answer in full within 0.4 seconds"


def test_an_answer_that_is_always_about_to_come_ends_with_the_deadline(web: WebStandIn) -> None:
    web.gives("/", endless(b"", b"HTTP/1.1 102 Processing\r\n\r\n" * 100))
    assert failed(fetch(web, longest=SOON)).code is FetchTrouble.TOO_SLOW


def test_redirects_share_one_deadline(web: WebStandIn) -> None:
    web.gives("/", redirect("/next"))
    web.gives("/next", hanging())
    assert failed(fetch(web, longest=SOON)).code is FetchTrouble.TOO_SLOW


def test_a_handshake_that_never_comes_ends_with_the_deadline(listeners: list[socket.socket]) -> None:
    port = listeners[0].getsockname()[1]
    result = failed(fetcher("127.0.0.0/8", longest=SOON).fetch(Wanted(f"https://127.0.0.1:{port}/")))
    assert result.code in {FetchTrouble.TOO_SLOW, FetchTrouble.NOT_REACHED}


def test_a_look_up_that_never_ends_is_not_waited_for() -> None:
    held = Event()

    def never(_host: str, _port: int) -> list[str]:
        held.wait()
        return []

    assert (
        failed(fetcher(lookup=never, longest=SOON).fetch(Wanted("http://news.example/"))).code is FetchTrouble.TOO_SLOW
    )
    held.set()


# What goes wrong


def test_a_host_that_is_not_there_is_said_so() -> None:
    result = failed(fetcher(lookup=names({})).fetch(Wanted("http://news.example/")))
    assert result.sentence == ("http://news.example/: there is no such host, or its name cannot be looked up now")


def test_a_place_where_nobody_listens_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    result = failed(fetcher(f"127.0.0.1:{port}").fetch(Wanted(f"http://127.0.0.1:{port}/")))
    assert result.sentence == f"http://127.0.0.1:{port}/: nobody answers there (Connection refused)"


@pytest.mark.parametrize(
    "begin",
    [b"", b"HTTP/1.1 200 OK\r\n", response(200, b"short", length=9), CHUNKED + b"5\r\nab"],
)
def test_an_answer_that_is_cut_off_is_no_answer(web: WebStandIn, begin: bytes) -> None:
    web.gives("/reset", reset(begin))
    web.gives("/closed", begin)
    assert failed(fetch(web, "/reset")).code is FetchTrouble.BROKEN_OFF
    assert failed(fetch(web, "/closed")).code is FetchTrouble.BROKEN_OFF


@pytest.mark.parametrize(
    "raw",
    [
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
    ],
)
def test_an_answer_that_breaks_the_rules_raises_nothing(web: WebStandIn, raw: bytes) -> None:
    web.gives("/", raw)
    assert failed(fetch(web)).code in {FetchTrouble.BROKEN_OFF, FetchTrouble.STATUS}


def test_more_than_was_promised_is_left_alone(web: WebStandIn) -> None:
    web.gives("/", response(200, b"hello and more", length=5))
    assert came(fetch(web)).body == b"hello"


@pytest.mark.parametrize(
    ("status", "headers", "code", "wish"),
    [
        (401, [], FetchTrouble.FORBIDDEN, None),
        (403, [], FetchTrouble.FORBIDDEN, None),
        (403, ["Server: cloudflare"], FetchTrouble.CLOUDFLARE, None),
        (503, ["Server: cloudflare", "CF-Mitigated: challenge"], FetchTrouble.CLOUDFLARE, None),
        (503, ["Server: cloudflare", "Retry-After: 60"], FetchTrouble.DOWN, timedelta(minutes=1)),
        (404, [], FetchTrouble.MISSING, None),
        (410, [], FetchTrouble.GONE, None),
        (429, [], FetchTrouble.TOO_MANY, None),
        (429, ["Retry-After: 120"], FetchTrouble.TOO_MANY, timedelta(minutes=2)),
        (429, ["Retry-After: Tue, 06 May 2031 13:00:00 GMT"], FetchTrouble.TOO_MANY, timedelta(hours=1)),
        (429, ["Retry-After: Tue, 06 May 2031 11:00:00 GMT"], FetchTrouble.TOO_MANY, timedelta(0)),
        (429, ["Retry-After: soon"], FetchTrouble.TOO_MANY, None),
        (403, ["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 1935838800"], FetchTrouble.TOO_MANY, timedelta(hours=1)),
        (500, [], FetchTrouble.DOWN, None),
        (206, [], FetchTrouble.STATUS, None),
        (204, [], FetchTrouble.STATUS, None),
    ],
)
def test_what_brings_nothing_is_told_by_what_it_means(
    web: WebStandIn, status: int, headers: list[str], code: FetchTrouble, wish: timedelta | None
) -> None:
    web.gives("/", response(status, b"", *headers))
    assert fetch(web) == Failed(code, web.at("/"), status, retry_after=wish)


def test_many_threads_may_fetch_at_a_time(web: WebStandIn) -> None:
    for number in range(8):
        web.gives(f"/{number}", response(200, str(number).encode()))
    asking, bodies = fetcher(web.place), {}

    def ask(number: int) -> None:
        bodies[number] = came(asking.fetch(Wanted(web.at(f"/{number}")))).body

    threads = [Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == {number: str(number).encode() for number in range(8)}
