"""The web application: which address is answered by what, behind the rules of access.

`runtime/server.py` hands it the store, the settings and the clock, and has uvicorn run it. Every error becomes a
sentence with a status here.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic

from jinja2 import Environment, PackageLoader, select_autoescape
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp

from watchtracker.errors import InputError, StoreError, UnknownItemError, WatchtrackerError
from watchtracker.feed import Offer, UnknownFeedError
from watchtracker.items import Vocabulary
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Intake
from watchtracker.watchlist.standing import FollowState
from watchtracker.web.api.items import Api
from watchtracker.web.api.openapi import WRITES, OpenApi
from watchtracker.web.api.writing import ApiWriting
from watchtracker.web.doors.access import Access, Guard
from watchtracker.web.doors.bearers import WriteTokens
from watchtracker.web.doors.guesses import Guesses
from watchtracker.web.doors.login import NOBODY, Login
from watchtracker.web.doors.proxies import Proxies
from watchtracker.web.doors.sessions import Logins
from watchtracker.web.doors.writers import Writers
from watchtracker.web.feeds.cache import FeedCache
from watchtracker.web.feeds.private import PrivateFeeds
from watchtracker.web.feeds.public import Feeds
from watchtracker.web.feeds.warm import Warm
from watchtracker.web.health import Health
from watchtracker.web.metrics import Metrics
from watchtracker.web.pages.framing import Frame
from watchtracker.web.pages.inbox import PASTED, InboxPage
from watchtracker.web.pages.inbox import PATH as INBOX
from watchtracker.web.pages.item_forms import ADD, ItemForms
from watchtracker.web.pages.items import Pages
from watchtracker.web.pages.timeline import Timelines
from watchtracker.web.refusals import Secured, refusal
from watchtracker.web.roots import Rooted
from watchtracker.web.slack import PATH as INTERACTIONS
from watchtracker.web.slack import Interactions
from watchtracker.web.snapshots import Snapshots
from watchtracker.web.waking import Wakes
from watchtracker.wording.markdown import as_read

log = logging.getLogger(__name__)
_LARGEST_OF_SLACK = 1 << 20


def application(
    *,
    store: Store,
    settings: Settings,
    access: Access,
    now: Callable[[], datetime],
    beating: Callable[[], bool],
    doubted: Callable[[], bool] = lambda: False,
    standing: Callable[[], FollowState | None] = lambda: None,
    collectors: Iterable[Collector] = (),
    interactions: Interactions | None = None,
    local: str = NOBODY,
    wrote: Callable[[], None] = lambda: None,
) -> ASGIApp:
    """Everything that is served, as one ASGI application.

    `beating` says whether the heartbeat ticked lately, `doubted` whether sending is paused because the clock is in
    doubt, `standing` whether the watch list is applied; `collectors` are metrics that only this process knows.
    `interactions` takes what Slack sends; without it there is nothing at its address. `local` is the name under which
    is recorded what is decided on a page at loopback, where there is no log-in. `wrote` is called, by the thread of the
    event loop, after each request that may have changed something.
    """
    latest, offer, templates = Snapshots(store, Vocabulary(settings.tags)), Offer.of(settings.feeds), _templates()
    doors = _Doors.of(store, settings, access, now)
    frame = Frame(store, access, doors.writers(settings.public_url, local))
    pages = Pages(
        latest=latest,
        offer=offer,
        templates=templates,
        settings=settings,
        now=now,
        needs_token=bool(access.token),
        frame=frame,
        standing=standing,
    )
    cache = FeedCache(public_url=settings.public_url)
    feeds, private = Feeds(latest, cache, offer, now), PrivateFeeds(latest, cache, offer, now, settings.zone)
    routes = [
        *_of_feeds(feeds, private),
        *_of_items(pages, Timelines(latest, templates, settings, now, frame), Api(store, latest, settings, now)),
        *_of_writers(settings, latest, frame, pages, templates=templates, now=now),
        *_of_health(Health(store, beating, doubted), Metrics(store, latest, now=now, collectors=collectors)),
        *_of_logins(doors.login(templates, settings.public_url)),
        *_of_slack(interactions),
    ]
    rooting = Middleware(Rooted, public_url=settings.public_url, routes=routes)
    before = [Middleware(Secured), rooting, doors.guard(), Middleware(Wakes, wrote=wrote)]
    web = _web(routes, before, partial(_following, latest, doors.sessions))
    rooted = Rooted(web, public_url=settings.public_url, routes=routes)
    return Warm(web, access=access, inner=rooted.inner, feeds=feeds, private=private, now=now)


@dataclass(frozen=True, slots=True)
class _Doors:
    """All by which somebody is let in: the access token, log-ins, tokens that may write, and trusted proxies."""

    access: Access
    sessions: Logins
    write_tokens: WriteTokens
    proxies: Proxies

    @classmethod
    def of(cls, store: Store, settings: Settings, access: Access, now: Callable[[], datetime]) -> _Doors:
        proxies = Proxies(settings.auth.header, settings.auth.trusted)
        return cls(access, Logins(store, access.login_token, now), WriteTokens(store), proxies)

    def writers(self, public_url: str, local: str) -> Writers:
        return Writers(self.access, self.sessions, self.write_tokens, self.proxies, public_url=public_url, local=local)

    def login(self, templates: Environment, public_url: str) -> Login:
        secure = public_url.startswith("https://")
        return Login(self.access, self.sessions, Guesses(monotonic), templates, secure, self.write_tokens)

    def guard(self) -> Middleware:
        # Counted separately: guesses in a header must not block the log-in form.
        return Middleware(
            Guard,
            access=self.access,
            sessions=self.sessions,
            guesses=Guesses(monotonic),
            write_tokens=self.write_tokens,
            proxies=self.proxies,
        )


def _web(
    routes: list[Route], before: list[Middleware], lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]]
) -> Starlette:
    errors = {HTTPException: _http, WatchtrackerError: _sentence, Exception: _unforeseen}
    web = Starlette(routes=routes, middleware=before, exception_handlers=errors, lifespan=lifespan)
    # A redirect would repeat the Host header of the request, and an address that may hold a token.
    web.router.redirect_slashes = False
    return web


def _of_feeds(feeds: Feeds, private: PrivateFeeds) -> list[Route]:
    return [
        Route("/feeds/{name}.ics", feeds.calendar),
        Route("/f/{token}/{name}.ics", private.calendar),
        Route("/feeds/{name}.atom", feeds.news),
        Route("/f/{token}/{name}.atom", private.news),
        Route("/f/{token}/{name}.svg", private.picture),
    ]


def _of_items(pages: Pages, timelines: Timelines, api: Api) -> list[Route]:
    return [
        Route("/", pages.items),
        Route("/timeline", timelines.page),
        Route("/timeline.svg", timelines.picture),
        Route("/items/{id}/slip.svg", timelines.slip),
        Route("/record", pages.record),
        Route("/api/items", api.items),
        Route("/api/items/{id}", api.item),
        Route("/style.css", pages.style),
        Route("/favicon.ico", pages.icon),
    ]


def _of_writers(
    settings: Settings,
    latest: Snapshots,
    frame: Frame,
    pages: Pages,
    *,
    templates: Environment,
    now: Callable[[], datetime],
) -> list[Route]:
    """All that writes: the forms of items, the inbox, and the API."""
    store, writers = frame.store, frame.writers
    tracker = Tracker(store, settings.channels, settings.remind, settings.recheck)
    return [
        *_of_forms(ItemForms(store, tracker, pages, writers, frame, templates, now, settings.zone, settings.channels)),
        *_of_inbox(InboxPage(store, Intake(store, tracker), latest, writers, frame, templates, now, settings.zone)),
        *_of_writing(ApiWriting(store, tracker, latest, writers, now, settings.zone)),
    ]


def _of_forms(forms: ItemForms) -> list[Route]:
    item = "/items/{id}"
    return [
        Route(item, forms.show),
        Route(item, forms.take, methods=["POST"]),
        Route(ADD, forms.show_add),
        Route(ADD, forms.take_add, methods=["POST"]),
    ]


def _of_writing(api: ApiWriting) -> list[Route]:
    writes = [Route(write.path, getattr(api, write.does), methods=[write.method]) for write in WRITES]
    return [Route("/api/openapi.json", OpenApi().get), *writes]


def _of_health(health: Health, metrics: Metrics) -> list[Route]:
    return [Route("/healthz", health.alive), Route("/readyz", health.ready), Route("/metrics", metrics.get)]


def _of_logins(login: Login) -> list[Route]:
    return [
        Route("/login", login.form),
        Route("/login", login.take, methods=["POST"]),
        Route("/logout", login.leave, methods=["POST"]),
    ]


def _of_inbox(inbox: InboxPage) -> list[Route]:
    return [
        Route(INBOX, inbox.show),
        Route(INBOX, inbox.take, methods=["POST"]),
        Route(PASTED, inbox.show),
        Route(PASTED, inbox.take_text, methods=["POST"]),
    ]


def _of_slack(interactions: Interactions | None) -> list[Route]:
    if interactions is None:
        return []
    return [Route(INTERACTIONS, interactions.take, methods=["POST"], max_body_size=_LARGEST_OF_SLACK)]


@asynccontextmanager
async def _following(latest: Snapshots, sessions: Logins, app: Starlette) -> AsyncIterator[None]:
    del app
    with latest.followed(sessions.write_ends):
        yield


def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("watchtracker.web"),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["as_read"] = as_read
    return templates


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers) if error.headers else None
    words = {404: "There is nothing at this address."}
    if error.status_code == 405:  # noqa: PLR2004 - of a route that knows its own methods alone
        allowed = _methods_at(request)
        headers = {**(headers or {}), "Allow": ", ".join(sorted(allowed))}
        takes = "can only be read" if allowed <= {"GET", "HEAD"} else f"takes {', '.join(sorted(allowed))} alone"
        words[405] = f"This address {'can only be sent to' if allowed == {'POST'} else takes}."
    return refusal(request.scope, error.status_code, words.get(error.status_code, error.detail), headers)


def _methods_at(request: Request) -> set[str]:
    """The methods that the address of a request takes, by all its routes."""
    there = (route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE)
    return {method for route in there if isinstance(route, Route) for method in route.methods or ()}


def _sentence(request: Request, error: Exception) -> Response:
    status = _status(error)
    if status >= 500:  # noqa: PLR2004 - our fault, not the reader's
        # The address is not logged: it may hold a token.
        log.error("a request could not be answered: %s", error)
    return refusal(request.scope, status, _public(error))


def _public(error: Exception) -> str:
    """What a stranger may read: nothing that names the host, the user or the file of the database."""
    match error:
        case StoreError():
            return f"{error.public_message[:1].upper()}{error.public_message[1:]}."
        case InputError():
            return str(error)
        case _:
            return "This cannot be answered now; the log says why."


def _status(error: Exception) -> int:
    match error:
        case UnknownItemError() | UnknownFeedError():
            return 404
        case InputError():
            return 400
        case _:
            return 503


def _unforeseen(request: Request, error: Exception) -> Response:
    # Starlette raises it again afterwards, and the server logs it with its traceback.
    del error
    return refusal(request.scope, 500, "Something went wrong here; the log says what.")
