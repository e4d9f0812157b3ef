"""`GET /f/TOKEN/NAME.ics`: one reader's own feed, for calendar programs, which can send no header.

The address is the key, so whatever does not fit is answered as if there had never been anything there: a wrong token,
a revoked one, the name of another feed. Nothing here logs or repeats an address. `feeds.py` has the open feeds.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from watchtracker.feed import Choice, Feed, Offer, UnknownFeedError
from watchtracker.store.engine import Store
from watchtracker.store.tokens import Token, hash_of
from watchtracker.web.answers import kept_answer
from watchtracker.web.shelf import Shelf


@dataclass(frozen=True, slots=True)
class PrivateFeeds:
    """The feeds of all tokens. Each request asks for its token, so that a revoked one ends at once, everywhere."""

    store: Store
    shelf: Shelf
    offer: Offer

    def get(self, request: Request) -> Response:
        """The token's feed with the token's alarms, 304 for a copy that is still good; 404 for anything else."""
        token = self._token(request.path_params["token"])
        if token is None or token.feed != request.path_params["name"]:
            raise HTTPException(404)
        which = self._feed(token)
        choice = Choice(tags=token.tags, kinds=token.kinds)
        kept = self.shelf.private_feed(self.shelf.read(), which, choice, token.alarms)
        return kept_answer(kept, request.headers, private=True)

    def _token(self, secret: str) -> Token | None:
        with self.store.reading() as tx:
            return tx.tokens.by_hash(hash_of(secret))

    def _feed(self, token: Token) -> Feed:
        try:
            return self.offer.find(token.feed)
        except UnknownFeedError:
            # It was taken out of the settings; back there, the link works again.
            raise HTTPException(404) from None
