"""The roof over the web server: crowds, and those who never say what they ask for."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.serving import Parser, Site
from watchtracker.runtime.connections import Crowd, Thinning, answering, listening


def said(request: Request) -> PlainTextResponse:
    del request
    return PlainTextResponse("here")


@contextmanager
def under_a_roof(parser: Parser, *, most: int, within: float = 60) -> Iterator[Site]:
    web = Starlette(routes=[Route("/", said)])
    with listening("127.0.0.1", 0) as found, answering(web, found, Crowd(most=most, within=within), parser):
        yield Site(found.getsockname()[1])


def begun(site: Site, words: bytes = b"GET / HTTP/1.1\r\nHost: x\r\n") -> socket.socket:
    """A request that is not said to its end."""
    connection = socket.create_connection(("127.0.0.1", site.port), timeout=20)
    connection.sendall(words)
    return connection


def is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("words", [b"", b"G", b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST / HTTP/1.1\r\nA: "])
def test_who_does_not_say_what_is_asked_for_is_cut_off(parser: Parser, words: bytes) -> None:
    with under_a_roof(parser, most=10, within=0.2) as site, begun(site, words) as connection:
        assert is_closed(connection)


def test_a_body_that_never_comes_is_not_waited_for(parser: Parser) -> None:
    words = b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"
    with under_a_roof(parser, most=10, within=0.2) as site, begun(site, words) as connection:
        answer = b""
        while piece := connection.recv(4096):
            answer += piece
    assert answer.endswith(b"here")


def test_a_connection_that_asks_again_is_answered_again(parser: Parser) -> None:
    words = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with under_a_roof(parser, most=10) as site, begun(site, words) as connection:
        for _ in range(3):
            answer = b""
            while not answer.endswith(b"here"):
                answer += connection.recv(4096)
            connection.sendall(words)


def test_a_crowd_of_unfinished_requests_keeps_nobody_out(parser: Parser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), under_a_roof(parser, most=4) as site, ExitStack() as crowd:
        waiting = [crowd.enter_context(begun(site)) for _ in range(40)]
        assert site.get("/").text == "here"
        assert is_closed(waiting[0])
    assert caplog.text.count("connections are open, the most there may be") == 1


def test_an_asker_that_pauses_between_requests_is_kept_for_as_long_as_after_its_first(parser: Parser) -> None:
    words = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with under_a_roof(parser, most=10, within=0.4) as site, begun(site, words) as connection:
        for _ in range(2):
            while not connection.recv(4096).endswith(b"here"):
                pass
            connection.sendall(words)
        while piece := connection.recv(4096):
            last = piece
    assert last.endswith(b"here")


@pytest.mark.parametrize(
    "words",
    [
        b"GET /" + b"a" * 200_000,
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 200_000,
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: a\r\n" * 40_000,
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"A: a\r\n" * 40_000,
    ],
    ids=["target", "header", "headers", "trailers"],
)
def test_a_head_without_end_is_not_kept(parser: Parser, words: bytes) -> None:
    with under_a_roof(parser, most=10) as site, begun(site, b"") as connection:
        with suppress(ConnectionError):
            connection.sendall(words)
        assert is_closed_in_the_end(connection)
        assert site.get("/").text == "here"


def is_closed_in_the_end(connection: socket.socket) -> bool:
    with suppress(ConnectionError):
        while connection.recv(4096):
            pass
    return True


@pytest.mark.parametrize("hosts", [b"", b"Host: x\r\nHost: y\r\n"])
def test_a_request_that_names_no_host_or_two_is_refused(parser: Parser, hosts: bytes) -> None:
    words = b"GET / HTTP/1.1\r\n" + hosts + b"\r\n"
    with under_a_roof(parser, most=10) as site, begun(site, words) as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 400")


def test_a_few_requests_that_come_at_once_are_answered_in_turn(parser: Parser) -> None:
    words = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with under_a_roof(parser, most=10) as site, begun(site, words * 5) as connection:
        answer = b""
        while answer.count(b"here") < 5:
            answer += connection.recv(4096)


def test_a_thousand_requests_at_once_are_answered_in_turn_or_refused_and_never_heaped_up(parser: Parser) -> None:
    words = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with under_a_roof(parser, most=10) as site, begun(site, words * 1000) as connection:
        answer = b""
        while answer.count(b"here") < 1000 and (piece := connection.recv(1 << 16)):
            answer += piece
        # h11 reads one at a time; httptools reads all that came, so it is stopped.
        assert (answer.count(b"here") == 1000, b"HTTP/1.1 400" in answer) == (
            (True, False) if parser is H11Protocol else (False, True)
        )
        assert site.get("/").text == "here"


def test_a_line_that_repeats_is_said_each_minute_though_the_clock_was_set_back() -> None:
    seconds = [0.0]
    thinning = Thinning(lambda: seconds[0])

    def is_said(at: float) -> str | None:
        line = logging.makeLogRecord({"name": "web", "msg": "not ready", "created": at})
        return line.getMessage() if thinning.filter(line) else None

    yesterday = 1_000_000.0 - 86_400
    assert (is_said(1_000_000.0), is_said(yesterday), is_said(yesterday + 30)) == ("not ready", None, None)
    seconds[0] = 60
    assert is_said(yesterday + 60) == "not ready (and 2 times since it was said last)"


def test_without_the_fast_loop_and_parser_the_plain_ones_answer() -> None:
    program = """
import sys
sys.modules["uvloop"] = sys.modules["httptools"] = None
from tests.edges.test_runtime_connections import under_a_roof
from watchtracker.runtime.parsers import available
(only,) = available()
with under_a_roof(only, most=10) as site:
    print(only.__name__, site.get("/").text)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("H11Protocol here\n", "")
