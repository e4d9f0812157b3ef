"""What `list`, `show` and `record` say, for people with a browser: `GET /`, `GET /items/ID`, `GET /record`.

Nothing here needs JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from watchtracker.drawing.svg import STYLE
from watchtracker.errors import UnknownItemError
from watchtracker.feed import ALL, Choice, Offer
from watchtracker.items import Item, item_as_of
from watchtracker.notifications.holds import Hold
from watchtracker.reports import listing
from watchtracker.reports.record import By, records
from watchtracker.settings import Settings
from watchtracker.watchlist.standing import FollowState, Phase
from watchtracker.web.conditional import CachedResponse, conditional_response
from watchtracker.web.pages.choice_models import choices, nothing_words, over_already
from watchtracker.web.pages.framing import Frame
from watchtracker.web.pages.item_models import (
    FeedRow,
    claim_rows,
    feed_row,
    item_groups,
    item_row,
    when_words,
)
from watchtracker.web.pages.record_models import record_groups, source_line
from watchtracker.web.pages.sent import sent_lines
from watchtracker.web.pages.suggestions import Suggestions, suggestions
from watchtracker.web.pages.timeline import day_of, pictures, slip_pictures
from watchtracker.web.query import Selection, read_record_query, read_selection
from watchtracker.web.roots import root_of
from watchtracker.web.shrinking import shrunk
from watchtracker.web.snapshots import Snapshots
from watchtracker.wording import subscribing
from watchtracker.wording.utc import utc


class Pages:
    """The pages, with the items as they stand at the moment that `now` gives."""

    def __init__(
        self,
        *,
        latest: Snapshots,
        offer: Offer,
        templates: Environment,
        settings: Settings,
        now: Callable[[], datetime],
        needs_token: bool,
        frame: Frame,
        standing: Callable[[], FollowState | None] = lambda: None,
    ) -> None:
        self._latest = latest
        self._offer = offer
        self._templates = templates
        self._settings = settings
        self._now = now
        self._needs_token = needs_token
        self._frame = frame
        self._standing = standing
        self._of_settings: tuple[tuple[Item, ...] | None, list[FeedRow]] = None, []
        style = files("watchtracker.web").joinpath("templates", "style.css").read_text(encoding="utf-8")
        self._style = CachedResponse(f"{style}{STYLE}".encode(), media_type="text/css; charset=utf-8")

    def items(self, request: Request) -> Response:
        """The list, which the query may narrow as in `/api/items`, and the feeds to subscribe to."""
        now, (latest, old) = self._now(), self._latest.now_or_last()
        every = latest.items
        selection = read_selection(request.query_params.multi_items(), latest.names)
        rows = selection.rows(every, now, self._settings.recheck, latest.held)
        return self._page(
            request,
            "items.html",
            **choices(selection, every, rows),
            when=when_words(selection.as_of, now, self._settings.zone),
            pictures=pictures(
                rows, day_of(selection, now, self._settings.zone), root_of(request.scope), beginning=True
            ),
            query=request.url.query,
            groups=item_groups(rows, self._settings.zone),
            nothing=nothing_words(every),
            over=("", "") if rows else over_already(selection, every, now, self._settings.recheck),
            feeds=list(self._feeds(selection, every)),
            needs_token=self._needs_token,
            old=old,
            behind=_behind(self._standing()),
            how=subscribing,
        )

    def known(self, item_id: str) -> Item:
        """The item with this id; raises UnknownItemError, which names the nearest."""
        return self._latest.now_or_last()[0].item(item_id)

    def holds(self, item_id: str) -> Sequence[Hold]:
        """Who took an item, or snoozed it."""
        return self._latest.now_or_last()[0].held.get(item_id, ())

    def gone(self, item_id: str) -> str:
        """That an item is not watched any more, if that is so of this id; else empty."""
        item = self._latest.now_or_last()[0].by_id.get(item_id)
        if item is None or item.listed:
            return ""
        return f"“{item.facts.title}” is not watched any more. What was said of it stays on record."

    def suggestions(self) -> Suggestions:
        """What fields of a form may be filled with: who is named already, and which ids are given."""
        return suggestions(self._latest.now_or_last()[0].items)

    def item(
        self, request: Request, *, status: int = 200, headers: Mapping[str, str] = MappingProxyType({}), **beside: Any
    ) -> Response:
        """One item with all its claims, and `beside` it what its forms show; an unknown id is a 404."""
        wanted = request.path_params["id"]
        latest, old = self._latest.now_or_last()
        item = latest.item(wanted)
        current = item_as_of(item)
        if current is None:
            raise UnknownItemError(f"nothing was said of {wanted!r} yet")
        held = latest.held.get(item.id, ())
        listed = listing.row(current, self._now(), self._settings.recheck, held)
        return self._page(
            request,
            "item.html",
            row=item_row(listed, self._settings.zone, held),
            claims=claim_rows(current),
            pictures=slip_pictures(listed),
            kept=source_line(latest.items, current, listed.now),
            told=sent_lines(
                self._frame.store,
                item.id,
                zone=self._settings.zone,
                everything=request.query_params.get("notifications") == "all",
                away=old,
            ),
            declared=item.declared is not None,
            old=old,
            answered=(status, headers),
            **beside,
        )

    def record(self, request: Request) -> Response:
        """How well sources, owners or tags keep the dates that were named, as `record` says it."""
        by, as_of = read_record_query(request.query_params.multi_items())
        now, (latest, old) = self._now(), self._latest.now_or_last()
        return self._page(
            request,
            "record.html",
            when=when_words(as_of, now, self._settings.zone),
            by=by,
            choices=list(By),
            groups=record_groups(records(latest.items, by, now=now, as_of=as_of), by),
            as_of=as_of,
            old=old,
        )

    def style(self, request: Request) -> Response:
        """The one style sheet."""
        return conditional_response(self._style, request.headers)

    def icon(self, request: Request) -> Response:
        """204: there is no icon, and browsers ask for one at every site."""
        del request
        return Response(status_code=204, headers={"Cache-Control": "max-age=86400"})

    def _feeds(self, selection: Selection, items: tuple[Item, ...]) -> Iterator[FeedRow]:
        """The feed of what the page shows if the query narrowed it, then the feeds of the settings."""
        narrowed = selection.choice
        public_url = self._settings.public_url
        if narrowed.query:
            yield feed_row(self._offer.find(ALL.name), narrowed, items, public_url=public_url)
        # To count what is in each takes a third of the time of a long page, and only another item changes it.
        counted, rows = self._of_settings
        if counted is not items:
            rows = [feed_row(feed, Choice(), items, public_url=public_url) for feed in self._offer.feeds]
            self._of_settings = items, rows
        yield from rows

    def _page(
        self,
        request: Request,
        name: str,
        *,
        answered: tuple[int, Mapping[str, str]] = (200, MappingProxyType({})),
        **shown: Any,
    ) -> Response:
        """A page; `answered` is the status and the headers if they are others than of every page."""
        shown |= self._frame.around(request, away=shown["old"])
        page = self._templates.get_template(name).render(shown)
        status, headers = answered
        return shrunk(request, HTMLResponse(page, status, headers={"Cache-Control": "no-store", **headers}))


def _behind(standing: FollowState | None) -> str | None:
    """A note that the watch list could not be applied; the reason names files, so it is for the log only."""
    if standing is None or standing.phase is not Phase.REFUSED:
        return None
    return (
        f"The watch list as it is now could not be applied since {utc(standing.since)}: what was applied before holds."
    )
