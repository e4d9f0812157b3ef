"""Log-ins of browsers: begun with the access token, ended by log-out, after 30 days, or when that token is changed.

One that was begun with a token that may write ends when that one is revoked, too.

The database is asked at each page, so that a log-out counts on every replica. While the database is away, sessions that
were seen to be valid before are believed, and a log-out counts in this process at once and everywhere once the database
is back. `login.py` has the pages, `access.py` asks who reads.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import logging
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar

from starlette.datastructures import Headers

from watchtracker.errors import StoreError
from watchtracker.store import sessions as stored
from watchtracker.store.engine import Store
from watchtracker.store.tokens import hash_of, new_secret

COOKIE = "watchtracker"
LASTS = timedelta(days=30)
_MOST_REMEMBERED = 10_000
_OWN_TOKEN = ".w"  # noqa: S105 - the end of a secret, not one
_MOST_UNSEEN = 1000
_Value = TypeVar("_Value")

log = logging.getLogger(__name__)


class Logins:
    """The log-ins with the access token `token`, at the moment that `now` gives."""

    def __init__(self, store: Store, token: str, now: Callable[[], datetime]) -> None:
        self._store = store
        self._token = token
        self._now = now
        self._lock = Lock()
        self._known: OrderedDict[str, stored.Session] = OrderedDict()
        # Ids of sessions that were ended here, and those of them whose end is not in the database yet.
        self._ended: OrderedDict[str, None] = OrderedDict()
        self._unwritten: OrderedDict[str, datetime] = OrderedDict()

    def begin(self, by: str = "", *, with_own_token: bool = False) -> str:
        """Begin a session for who calls themselves `by`; returns the secret that the browser keeps. Raises StoreError.

        `with_own_token`: the log-in was by the write token of that name. Both are a part of the secret: with another
        name, it would not be that of the session any more.
        """
        name = base64.urlsafe_b64encode(by.encode()).decode().rstrip("=")
        secret, now = f"{new_secret()}.{name}" if name else new_secret(), self._now()
        secret += _OWN_TOKEN if with_own_token else ""
        session = stored.Session(hash_of(secret), self._sealed(secret), now, now + LASTS)
        with self._store.writing() as tx:
            tx.sessions.begin(session)
        self._remember(session)
        return secret

    def hold(self, secret: str) -> bool:
        """Whether this secret belongs to a valid session."""
        if not secret:
            return False
        session_id = hash_of(secret)
        if session_id in self._ended:
            return False
        try:
            with self._store.reading() as tx:
                session = tx.sessions.get(session_id)
                if session and secret.endswith(_OWN_TOKEN) and not tx.tokens.may_write(name_in(secret)):
                    session = None
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
        """Log out; where the database is away, here for now."""
        session_id, now = hash_of(secret), self._now()
        if self._is_none(session_id):
            return  # anyone may ask: a made-up secret must not cost a write
        with self._lock:
            seen = self._known.pop(session_id, None)
            if seen is None and len(self._unwritten) >= _MOST_UNSEEN:
                # While the database is away, made-up secrets cannot be told from real ones: they must not push these
                # out.
                return
            _keep(self._ended, session_id, None)
            _keep(self._unwritten, session_id, now)
        self.write_ends(said=True)

    def write_ends(self, *, said: bool = False) -> None:
        """Write what was ended while the database was away; it stays to be written if that cannot be done now."""
        with self._lock:
            unwritten = tuple(self._unwritten.items())
        if not unwritten:
            return
        try:
            with self._store.writing() as tx:
                for session_id, moment in unwritten:
                    tx.sessions.end(session_id, moment)
        except StoreError as error:
            if said:
                log.warning("a log-out counts here alone until it can be written: %s", error)
            return
        with self._lock:
            for session_id, _ in unwritten:
                self._unwritten.pop(session_id, None)

    def _is_none(self, session_id: str) -> bool:
        try:
            with self._store.reading() as tx:
                return tx.sessions.get(session_id) is None
        except StoreError:
            return False

    def _sealed(self, secret: str) -> str:
        return hmac.new(secret.encode("utf-8", "surrogatepass"), self._token.encode(), hashlib.sha256).hexdigest()

    def _remember(self, session: stored.Session) -> None:
        with self._lock:
            if session.id not in self._ended:  # a page may be asked for at the moment of its end
                _keep(self._known, session.id, session)

    def _forget(self, session_id: str) -> None:
        with self._lock:
            self._known.pop(session_id, None)


def _keep(among: OrderedDict[str, _Value], key: str, value: _Value) -> None:
    """Remember `value`; where there are too many, forget the one that was remembered longest ago."""
    among[key] = value
    among.move_to_end(key)
    if len(among) > _MOST_REMEMBERED:
        among.popitem(last=False)


def secret_in(headers: Headers, name: str = COOKIE) -> str:
    """The secret that a browser sends along as the cookie `name`; empty if it sends none.

    Read by hand: other applications on this host may set cookies of any form, at which a strict parser would give up.
    """
    for line in headers.getlist("cookie"):
        for cookie in line.split(";"):
            found, _, value = cookie.partition("=")
            if found.strip() == name:
                return value.strip().strip('"')
    return ""


def name_in(secret: str) -> str:
    """The name that was typed at the log-in to which this secret belongs; empty if there was none."""
    _, _, name = secret.removesuffix(_OWN_TOKEN).partition(".")
    try:
        return base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


def proof_of(secret: str) -> str:
    """What the forms of our own pages send along, and a stranger's page cannot know (against CSRF)."""
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"our own form", hashlib.sha256).hexdigest()


def is_proof(offered: str, secret: str) -> bool:
    """Whether `offered` is the proof that belongs to `secret`, compared in constant time."""
    return hmac.compare_digest(offered.encode("utf-8", "surrogatepass"), proof_of(secret).encode())
