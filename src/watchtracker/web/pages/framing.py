"""What stands on every page around what it shows: the root of its links, the log-in and log-out, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from watchtracker.errors import StoreError
from watchtracker.store.engine import Store
from watchtracker.web.doors.access import Access
from watchtracker.web.doors.sessions import proof_of
from watchtracker.web.doors.writers import Writers
from watchtracker.web.roots import path_of, root_of


@dataclass(frozen=True, slots=True)
class Frame:
    """Knows what `frame.html` shows."""

    store: Store
    access: Access
    writers: Writers

    def around(self, request: Request, *, away: bool = False) -> dict[str, Any]:
        """The names that `frame.html` uses; `away`: the database cannot be reached, so do not ask it."""
        secret, place = self.writers.logged_in(request), path_of(request.scope)
        reads_all = bool(secret) or self.writers.reads_all(request)
        return {
            "root": root_of(request.scope),
            "place": place,
            "carried": request.url.query if place in {"/", "/timeline"} else "",
            "proof": proof_of(secret) if secret else "",
            "may_log_in": self.access.public and bool(self.access.login_token) and not reads_all,
            "may_add": reads_all and not away,
            "waits": self._waiting() if reads_all and not away else 0,
        }

    def _waiting(self) -> int:
        """How many proposals wait; none where that cannot be said, because no page is to fail for it."""
        try:
            with self.store.reading() as tx:
                return tx.proposals.waiting()
        except StoreError:
            return 0
