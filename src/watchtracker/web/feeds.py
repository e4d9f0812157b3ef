"""`GET /feeds/NAME.ics`: calendars, for programs that ask again and again and hope for a 304."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from watchtracker import feed
from watchtracker.errors import InputError
from watchtracker.feed import Offer, UnknownFeedError
from watchtracker.web.answers import kept_answer, refusal
from watchtracker.web.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of the settings; `tags` are those that exist though no item may have them yet."""

    shelf: Shelf
    offer: Offer
    tags: frozenset[str]

    def get(self, request: Request) -> Response:
        """A feed, 304 for a copy that is still good, 404 for an unknown name, 400 for a choice of what is not there."""
        path = request.url.path
        try:
            which = self.offer.find(request.path_params["name"])
            snapshot = self.shelf.read()
            choice = feed.read_choice(request.query_params.multi_items(), snapshot.items, tags=self.tags)
        except UnknownFeedError as error:
            return refusal(path, 404, str(error))
        except InputError as error:
            return refusal(path, 400, str(error))
        return kept_answer(self.shelf.feed(snapshot, which, choice), request.headers)
