"""The long-running processes: heartbeat, housekeeping and web server, started and stopped together.

`bootstrap.py` has what every command needs; here is what only `serve` and `deliver` need. After a signal nothing new is
taken from the queue, the message in flight is finished, and the process exits with 0.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from time import perf_counter
from types import FrameType
from urllib.parse import urlsplit

from starlette.types import ASGIApp

from watchtracker.errors import BusyError
from watchtracker.runtime import bootstrap
from watchtracker.runtime.clock import elapsed
from watchtracker.runtime.connections import answering, listening
from watchtracker.runtime.list_follower import LOOKS_EVERY, Follower
from watchtracker.runtime.parts import Parts
from watchtracker.runtime.receiving import WaysIn, receiving
from watchtracker.settings import Settings
from watchtracker.web import Access, application, is_loopback
from watchtracker.web.access_log import AccessLog
from watchtracker.web.slack import Interactions

_log = logging.getLogger(__name__)


def serve(settings: Settings, *, host: str, port: int, deliver: bool, by: str, access_log: bool = False) -> int:
    """Serve feeds, page and API at `host` and `port`, and send what is due unless `deliver` is false.

    `by` is who decides on the page where there is no log-in; with `access_log` each request is logged.

    Returns 0 after SIGTERM or SIGINT. Raises InputError if the settings do not allow listening at `host`, BusyError if
    another process delivers.
    """
    access = Access.of(
        host=host, public_url=settings.public_url, access_token=settings.access_token, public=settings.public
    )
    with ExitStack() as stack:
        socket = stack.enter_context(listening(host, port))
        stop = stack.enter_context(_until_signalled())
        store = stack.enter_context(bootstrap.open_store(settings))
        parts = Parts(settings, store)
        # A signal ends the sending at once; the web server finishes its answers first.
        stack.enter_context(_until_signalled(stop.set, parts.heartbeat.stop, parts.drawing.stop, parts.polling.stop))
        if deliver:
            parts.lock = stack.enter_context(store.delivering())
            parts.begin()
        follower = _follower(settings, parts)
        parts.measures.follow(lambda: follower.standing)
        follower.begin()
        if deliver:
            stack.enter_context(parts.beating())
        stack.enter_context(parts.collecting())
        ways_in = stack.enter_context(_ways_in(settings, parts))
        web = _web(settings, parts, follower, access=access, interactions=ways_in.over_http, local=by, beats=deliver)
        if access_log:
            web = AccessLog(web, secrets=[settings.access_token], elapsed=perf_counter)
        stack.enter_context(answering(web, socket))
        stack.enter_context(ways_in.listening())
        _say_where(settings, host, socket.getsockname()[1])
        while not stop.wait(LOOKS_EVERY):
            follower.look()
            parts.note_doubts()
            ways_in.note()
    return 0


def _web(
    settings: Settings,
    parts: Parts,
    follower: Follower,
    *,
    access: Access,
    interactions: Interactions | None,
    local: str,
    beats: bool,
) -> ASGIApp:
    """What is served; `beats` is whether this process sends, so that its heartbeat has to be alive."""
    return application(
        store=parts.store,
        settings=settings,
        access=access,
        now=bootstrap.now,
        beating=(lambda: parts.heartbeat.alive) if beats else (lambda: True),
        doubted=lambda: parts.heartbeat.doubts,
        standing=lambda: follower.standing,
        collectors=parts.measures.collectors,
        interactions=interactions,
        local=local,
        wrote=parts.wake,
    )


def _say_where(settings: Settings, host: str, port: int) -> None:
    _log.info("serving at http://%s:%s/", f"[{host}]" if ":" in host else host, port)
    if _is_other_port(settings.public_url, port):
        _log.warning(_port_warning(settings), settings.public_url, port)


def deliver(settings: Settings, *, once: bool, retry: Sequence[int], retry_all: bool) -> int:
    """Send what is due until a signal comes; with `once`, or after a retry, only what is due now.

    If another process delivers, that one sends what a retry made due, and this one ends. Raises InputError for an id in
    `retry` that is not dead, BusyError if another process delivers and this is no retry.
    """
    with bootstrap.open_with_list(settings) as store, ExitStack() as stack:
        parts = Parts(settings, store)
        revived = parts.tracker.retry(None if retry_all else retry, bootstrap.now()) if retry or retry_all else []
        parts.tracker.plan_ahead(bootstrap.now())
        try:
            parts.lock = stack.enter_context(store.delivering())
        except BusyError:
            if not (retry or retry_all):
                raise
            _log.info("%d due again: the process that sends from this database sends them", len(revived))
            return 0
        parts.begin()
        with _until_signalled(parts.heartbeat.stop, parts.drawing.stop) as stop:
            if once or retry or retry_all:
                parts.heartbeat.until_idle()
                parts.drawing.until_idle()
                parts.say_what_waits()
                return 0
            with parts.beating():
                stop.wait()
    return 0


@contextmanager
def _ways_in(settings: Settings, parts: Parts) -> Iterator[WaysIn]:
    """The ways in for what people answer, which are measured."""
    measures = parts.measures
    with receiving(
        settings,
        parts.store,
        applied=parts.wake,
        observe=measures.work_off,
        count=measures.count,
        dropped=measures.drop,
    ) as ways_in:
        if (listener := ways_in.over_socket) is not None:
            measures.listen(lambda: listener.standing)
        yield ways_in


def _follower(settings: Settings, parts: Parts) -> Follower:
    return Follower(
        settings.watchlist,
        parts.store,
        parts.tracker,
        read=lambda: bootstrap.read_watchlist(settings),
        now=bootstrap.now,
        elapsed=elapsed,
        doubts=lambda: parts.heartbeat.doubts,
        applied=parts.wake,
    )


@contextmanager
def _until_signalled(*also: Callable[[], None]) -> Iterator[threading.Event]:
    """An event that SIGTERM or SIGINT sets; each of `also` is called then as well."""
    stop = threading.Event()

    def stopping(number: int, frame: FrameType | None) -> None:
        del number, frame
        for call in (stop.set, *also):
            call()

    before = {number: signal.signal(number, stopping) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _port_warning(settings: Settings) -> str:
    """The warning for links to another port of this machine; a public_url from the settings may be meant so."""
    if settings.public_url_is_ours:
        return "links lead to %s, and this listens at port %s: set public_url to where readers reach this"
    return "links lead to %s, as public_url says, and this listens at port %s: is it passed on from there?"


def _is_other_port(public_url: str, port: int) -> bool:
    """Whether links name this machine, but another port than the one we listen at."""
    parts = urlsplit(public_url)
    return is_loopback(parts.hostname or "") and parts.port != port
