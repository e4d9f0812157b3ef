"""`GET /` and `GET /items/ID`: what `list` and `show` say, for people with a browser. Nothing here needs JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from watchtracker import dates
from watchtracker.errors import UnknownItemError
from watchtracker.feed import ALL, Choice, Offer
from watchtracker.items import Item, Kind, item_as_of
from watchtracker.reports import listing
from watchtracker.settings import Settings
from watchtracker.watchlist.standing import FollowState, Phase
from watchtracker.web.conditional import CachedResponse, conditional_response
from watchtracker.web.framing import Frame
from watchtracker.web.page_models import FeedRow, claim_rows, feed_row, item_row
from watchtracker.web.query import Selection, read_selection
from watchtracker.web.snapshots import Snapshots
from watchtracker.wording import items as wording
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
        style = files("watchtracker.web").joinpath("templates", "style.css").read_bytes()
        self._style = CachedResponse(style, media_type="text/css; charset=utf-8")

    def items(self, request: Request) -> Response:
        """The list, which the query may narrow as in `/api/items`, and the feeds to subscribe to."""
        now, (latest, old) = self._now(), self._latest.now_or_last()
        every = latest.items
        selection = read_selection(request.query_params.multi_items(), latest.names)
        rows = selection.rows(every, now, self._settings.recheck, latest.held)
        return self._page(
            request,
            "items.html",
            when=self._when(selection, now),
            chosen=selection,
            kinds=list(Kind),
            tags=_tags(every),
            owners=sorted({item.facts.owner for item in every if item.listed and item.facts.owner}),
            rows=[item_row(row) for row in rows],
            nothing=_nothing(every),
            feeds=list(self._feeds(selection, every)),
            needs_token=self._needs_token,
            old=old,
            behind=_behind(self._standing()),
            how=subscribing,
        )

    def item(self, request: Request) -> Response:
        """One item with all its claims; an unknown id is a 404 that names the nearest."""
        wanted = request.path_params["id"]
        latest, old = self._latest.now_or_last()
        item = latest.item(wanted)
        current = item_as_of(item)
        if current is None:
            raise UnknownItemError(f"nothing was said of {wanted!r} yet")
        held = latest.held.get(item.id, ())
        row = item_row(listing.row(current, self._now(), self._settings.recheck, held), held)
        return self._page(request, "item.html", row=row, claims=claim_rows(current), old=old)

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
        choices = [(self._offer.find(ALL.name), narrowed)] if narrowed.query else []
        choices += [(feed, Choice()) for feed in self._offer.feeds]
        return (feed_row(feed, choice, items, public_url=self._settings.public_url) for feed, choice in choices)

    def _page(self, request: Request, name: str, **shown: Any) -> Response:
        shown |= self._frame.around(request, away=shown["old"])
        page = self._templates.get_template(name).render(shown)
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    def _when(self, selection: Selection, now: datetime) -> str:
        if selection.as_of is not None:
            return f"As it stood on {wording.day(selection.as_of)}"
        local = now.astimezone(dates.zone(self._settings.zone))
        zone = "UTC" if local.tzinfo is UTC else self._settings.zone
        return f"{wording.day(local.date())}, {local:%H:%M} {zone}"


def _tags(items: tuple[Item, ...]) -> list[str]:
    return sorted({tag for item in items if item.listed for tag in item.facts.tags})


def _behind(standing: FollowState | None) -> str | None:
    """A note that the watch list could not be applied; the reason names files, so it is for the log only."""
    if standing is None or standing.phase is not Phase.REFUSED:
        return None
    return (
        f"The watch list as it is now could not be applied since {utc(standing.since)}: what was applied before holds."
    )


def _nothing(items: tuple[Item, ...]) -> str:
    if any(item.listed for item in items):
        return "Nothing of what is watched fits this choice."
    return "Nothing is watched yet: put items into the watch list, and they appear here."
