"""`GET /timeline` and `/timeline.svg`: the list as a picture, on a page twice: for wide screens and for narrow ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from watchtracker import dates, items
from watchtracker.drawing import slip_svg as slip
from watchtracker.drawing.slip_svg import slip_svg
from watchtracker.drawing.timeline import entries
from watchtracker.drawing.timeline_svg import COMPACT, NARROW, WIDE, timeline_parts, timeline_svg
from watchtracker.errors import UnknownItemError
from watchtracker.items import item_as_of
from watchtracker.reports import listing
from watchtracker.reports.listing import Row
from watchtracker.settings import Settings
from watchtracker.web.pages.choice_models import choices, nothing_words, over_already
from watchtracker.web.pages.framing import Frame
from watchtracker.web.pages.item_models import when_words
from watchtracker.web.query import Selection, read_selection
from watchtracker.web.roots import root_of
from watchtracker.web.shrinking import shrunk
from watchtracker.web.snapshots import Snapshots

# Its colours are inside the picture, which runs nothing and asks for nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
# Above the list stands only its beginning: the list itself has the rest.
_MOST_WIDE, _MOST_NARROW = 12, 4
_SLIP_FRAMES = (("wide", slip.WIDE), ("narrow", slip.NARROW))


@dataclass(frozen=True, slots=True)
class Timelines:
    """The timeline, with the items as they stand at the moment that `now` gives."""

    latest: Snapshots
    templates: Environment
    settings: Settings
    now: Callable[[], datetime]
    frame: Frame

    def page(self, request: Request) -> Response:
        """The timeline, which the query narrows as it does the list."""
        now, (latest, old) = self.now(), self.latest.now_or_last()
        selection = read_selection(request.query_params.multi_items(), latest.names)
        rows = selection.rows(latest.items, now, self.settings.recheck, latest.held)
        shown = {
            **choices(selection, latest.items, rows),
            "when": when_words(selection.as_of, now, self.settings.zone),
            "pictures": pictures(rows, day_of(selection, now, self.settings.zone), root_of(request.scope)),
            "nothing": nothing_words(latest.items),
            "over": ("", "") if rows else over_already(selection, latest.items, now, self.settings.recheck),
            "query": request.url.query,
            "old": old,
            **self.frame.around(request, away=old),
        }
        page = self.templates.get_template("timeline.html").render(shown)
        return shrunk(request, HTMLResponse(page, headers={"Cache-Control": "no-store"}))

    def picture(self, request: Request) -> Response:
        """The timeline alone, to stand in another page: it holds everything that it needs."""
        now, (latest, _) = self.now(), self.latest.now_or_last()
        selection = read_selection(request.query_params.multi_items(), latest.names)
        rows = selection.rows(latest.items, now, self.settings.recheck, latest.held)
        picture = timeline_svg(rows, day_of(selection, now, self.settings.zone))
        return shrunk(request, svg_response(picture))

    def slip(self, request: Request) -> Response:
        """How the date of one item slipped, alone; an item that never had a date has no such picture: a 404."""
        now, (latest, _) = self.now(), self.latest.now_or_last()
        item_id = request.path_params["id"]
        known = item_as_of(latest.item(item_id))
        row = None if known is None else listing.row(known, now)
        picture = None if row is None else slip_svg(row, items.today(row.known, now))
        if picture is None:
            raise UnknownItemError(f"nobody named a date of {item_id!r} yet: there is nothing to draw")
        return svg_response(picture)


def svg_response(picture: str) -> Response:
    """A picture that stands alone; none is kept, because today moves."""
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
    return Response(picture, media_type="image/svg+xml", headers=headers)


def pictures(rows: Sequence[Row], today: date, root: str, *, beginning: bool = False) -> list[Markup]:
    """The picture for a wide screen and that for a narrow one; none of no rows. `beginning`: only the first rows."""

    def address(item_id: str) -> str:
        return f"{root}/items/{quote(item_id)}"

    found = entries(rows[:_MOST_WIDE] if beginning else rows)
    wide, most_narrow = (COMPACT, _MOST_NARROW) if beginning else (WIDE, None)
    drawn = (("wide", wide, found), ("narrow", NARROW, found[:most_narrow]))
    return [_part(name, timeline_parts(of, today, shape, address)) for name, shape, of in (drawn if found else ())]


def slip_pictures(row: Row) -> list[Markup]:
    """How the date of an item slipped, for a wide screen and for a narrow one; none for one that never had a date."""
    today = items.today(row.known, row.now)
    drawn = ((name, slip_svg(row, today, frame, alone=False)) for name, frame in _SLIP_FRAMES)
    return [_part(name, [picture]) for name, picture in drawn if picture]


def _part(name: str, pictures: Iterable[str]) -> Markup:
    """Pictures for the screens of one width; every piece of text in them was escaped where it was drawn."""
    inner = "".join(f'<div class="part">{picture}</div>\n' for picture in pictures)
    return Markup(f'<div class="{name}">\n{inner}</div>\n')  # noqa: S704


def day_of(selection: Selection, now: datetime, zone: str) -> date:
    """The day from which a selection is looked at."""
    return selection.as_of or now.astimezone(dates.zone(zone)).date()
