"""Log-ins of browsers: begun with the access token, ended by log-out, after 30 days, or when that token is changed.

The database is asked at each page, so that an end counts on every replica; while it is away, those that were seen to
hold are believed. `login.py` has the pages, `access.py` asks who reads.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from threading import Lock

from watchtracker.errors import StoreError
from watchtracker.store import sessions as stored
from watchtracker.store.engine import Store
from watchtracker.store.tokens import hash_of, new_secret

COOKIE = "watchtracker"
LASTS = timedelta(days=30)
_MOST_REMEMBERED = 10_000


class Sessions:
    """The log-ins with the access token `token`, at the moment that `now` gives."""

    def __init__(self, store: Store, token: str, now: Callable[[], datetime]) -> None:
        self._store = store
        self._token = token
        self._now = now
        self._lock = Lock()
        self._known: OrderedDict[str, stored.Session] = OrderedDict()

    def begin(self) -> str:
        """A new one: the secret that the browser keeps; raises StoreError."""
        secret, now = new_secret(), self._now()
        session = stored.Session(hash_of(secret), self._sealed(secret), now, now + LASTS)
        with self._store.writing() as tx:
            tx.sessions.begin(session)
        self._remember(session)
        return secret

    def hold(self, secret: str) -> bool:
        """Whether somebody with this secret is logged in."""
        if not secret:
            return False
        session_id = hash_of(secret)
        try:
            with self._store.reading() as tx:
                session = tx.sessions.get(session_id)
        except StoreError:
            session = self._known.get(session_id)
        if session is None or not session.holds(self._now()):
            self._forget(session_id)
            return False
        if not hmac.compare_digest(session.token_hash, self._sealed(secret)):
            return False
        self._remember(session)
        return True

    def end(self, secret: str) -> None:
        """Log out; raises StoreError."""
        session_id = hash_of(secret)
        self._forget(session_id)
        with self._store.writing() as tx:
            tx.sessions.end(session_id, self._now())

    def _sealed(self, secret: str) -> str:
        return hmac.new(secret.encode("utf-8", "surrogatepass"), self._token.encode(), hashlib.sha256).hexdigest()

    def _remember(self, session: stored.Session) -> None:
        with self._lock:
            self._known[session.id] = session
            self._known.move_to_end(session.id)
            if len(self._known) > _MOST_REMEMBERED:
                self._known.popitem(last=False)

    def _forget(self, session_id: str) -> None:
        with self._lock:
            self._known.pop(session_id, None)


def secret_in(headers: Mapping[str, str]) -> str:
    """The secret that a browser sends along; empty if it sends none."""
    try:
        kept = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return kept.value if kept else ""


def proof_of(secret: str) -> str:
    """What a form on our own page sends along: a page of a stranger cannot know it."""
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"our own form", hashlib.sha256).hexdigest()
