"""The addresses of the API at which programs write: JSON in, the item as it is then out.

Who may write is for `writers.py` to say, what was sent is read by `watchlist/requests.py`, and `tracker/orders.py` does
it. All that one request changes, and what is answered to it if it carries an Idempotency-Key, is one transaction, which
`?dry_run=1` undoes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from watchtracker.errors import InputError, StateError, UnknownClaimError, UnknownItemError
from watchtracker.items import Origin
from watchtracker.reports import listing
from watchtracker.reports.changes import applied_json
from watchtracker.store.engine import Store, Transaction
from watchtracker.tracker import Tracker
from watchtracker.tracker.orders import CarriedOut, Order, Orders, tried
from watchtracker.watchlist.request_forms import (
    EditForm,
    EmptyForm,
    NewClaimForm,
    NewItemForm,
    NewOutcomeForm,
    RetractForm,
)
from watchtracker.watchlist.requests import FieldProblem, RequestError, read, read_dated
from watchtracker.web.api.bodies import read_object
from watchtracker.web.doors.writers import NoWriter, Writers
from watchtracker.web.pages.forms import whole_body
from watchtracker.web.refusals import refusal, shortened
from watchtracker.web.snapshots import Snapshots

_HEADERS = {"Cache-Control": "no-store"}
_LONGEST_KEY = 255
_MOST_PROBLEMS = 100
_YES, _NO = frozenset({"1", "true"}), frozenset({"0", "false"})

_Make = Callable[[Orders, Mapping[str, str], Mapping[str, Any]], Order]


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a request asks for besides its body: whether nothing is to be kept, and its key if it has one."""

    is_dry: bool
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class ApiWriting:
    """Takes what programs send; new items are in `zone` if they name none."""

    store: Store
    tracker: Tracker
    latest: Snapshots
    writers: Writers
    now: Callable[[], datetime]
    zone: str

    async def add(self, request: Request) -> Response:
        """A new item: 201."""

        def make(orders: Orders, at: Mapping[str, str], sent: Mapping[str, Any]) -> Order:
            del at
            return orders.add(read_dated(NewItemForm, sent, self.zone, self.now()))

        return await self._take(request, make)

    async def claim(self, request: Request) -> Response:
        """What a source says of an item's date: 201, or 200 if just that is on record already."""

        def make(orders: Orders, at: Mapping[str, str], sent: Mapping[str, Any]) -> Order:
            return orders.claim(at["id"], read_dated(NewClaimForm, sent, self._zone_of(at["id"]), self.now()))

        return await self._take(request, make)

    async def recheck(self, request: Request) -> Response:
        """Somebody looked, and the date still stands."""

        def make(orders: Orders, at: Mapping[str, str], sent: Mapping[str, Any]) -> Order:
            read(EmptyForm, sent)
            return orders.recheck(at["id"])

        return await self._take(request, make)

    async def resolve(self, request: Request) -> Response:
        """How an item ended."""
        return await self._take(request, lambda orders, at, sent: orders.resolve(at["id"], read(NewOutcomeForm, sent)))

    async def reopen(self, request: Request) -> Response:
        """An outcome is taken back."""

        def make(orders: Orders, at: Mapping[str, str], sent: Mapping[str, Any]) -> Order:
            read(EmptyForm, sent)
            return orders.reopen(at["id"])

        return await self._take(request, make)

    async def retract(self, request: Request) -> Response:
        """A claim is taken back, or counts again."""

        def make(orders: Orders, at: Mapping[str, str], sent: Mapping[str, Any]) -> Order:
            return orders.retract(at["id"], at["claim"], undo=read(RetractForm, sent).undo)

        return await self._take(request, make)

    async def edit(self, request: Request) -> Response:
        """The facts of an item that no watch list declares."""
        return await self._take(request, lambda orders, at, sent: orders.edit(at["id"], read(EditForm, sent)))

    async def remove(self, request: Request) -> Response:
        """An item that no watch list declares is watched no more."""

        def make(orders: Orders, at: Mapping[str, str], sent: Mapping[str, Any]) -> Order:
            read(EmptyForm, sent)
            return orders.remove(at["id"])

        return await self._take(request, make)

    def _zone_of(self, item_id: str) -> str:
        item = self.latest.current().by_id.get(item_id)
        return item.facts.zone if item else self.zone

    async def _take(self, request: Request, make: _Make) -> Response:
        body = await whole_body(request)
        return await run_in_threadpool(self._answered, request, body, make)

    def _answered(self, request: Request, body: bytes, make: _Make) -> Response:
        writer = self.writers.program(request)
        if isinstance(writer, NoWriter):
            headers = {"WWW-Authenticate": 'Bearer realm="watchtracker"'} if writer.status == 401 else None  # noqa: PLR2004
            return refusal(request.scope, writer.status, writer.why, headers)
        try:
            sent = _sent(request, body)
            value = read_object(body, request.headers)
            wanted = request.path_params.get("id", "")
            if not (wanted.isascii() and wanted.isprintable()):
                # What no database could hold does not get there: it is none of the items that there are.
                self.latest.current().item(wanted)
            orders = Orders(self.tracker, self.zone, writer.by, Origin.API)
            status, text = self._done(writer.by, sent, make(orders, request.path_params, value))
        except RequestError as error:
            return _problems(error.problems)
        except (UnknownItemError, UnknownClaimError) as error:
            return refusal(request.scope, 404, str(error))
        except StateError as error:
            return refusal(request.scope, 409, str(error))
        except InputError as error:
            return _problems([FieldProblem(None, str(error))])
        return Response(text, status, _HEADERS, "application/json")

    def _done(self, by: str, sent: _Sent, order: Order) -> tuple[int, str]:
        """Carry out an order, or say again what was answered when it was; the status and the JSON of the answer."""
        now = self.now()
        if sent.is_dry:
            return 200, _written(self._dry(order, now))
        with self.store.writing() as tx:
            given = tx.given_answers.begin(by, sent.key, sent.digest, now) if sent.key else None
            if given is not None:
                if given.digest != sent.digest:
                    raise StateError(
                        "this Idempotency-Key was sent with another request within the last day: take a new one"
                    )
                return given.status, given.answer
            done = order(tx, now)
            answer = 201 if done.is_new else 200, _written(_shown(tx, done, now))
            if sent.key:
                tx.given_answers.keep(by, sent.key, *answer)
        return answer

    def _dry(self, order: Order, now: datetime) -> dict[str, Any]:
        """The item as an order would leave it, and what it would change; nothing is kept."""

        def look(tx: Transaction, done: CarriedOut) -> dict[str, Any]:
            return {**_shown(tx, done, now), "dry_run": True, "changes": applied_json([done.change])["changes"]}

        return self._without_made_up_ids(tried(self.store, order, now, look))

    def _without_made_up_ids(self, shown: dict[str, Any]) -> dict[str, Any]:
        """What a dry run shows, where notifications that were not kept have no id: another may get it."""
        with self.store.reading() as tx:
            kept = {notification.id for notification in tx.notifications.of_items([shown["id"]])}
        planned = [{**each, "id": each["id"] if each["id"] in kept else None} for each in shown["notifications"]]
        return {**shown, "notifications": planned}


def _shown(tx: Transaction, done: CarriedOut, now: datetime) -> dict[str, Any]:
    """The item as it is in this transaction, as `show --json` has it, with what the change is about."""
    item_id = done.change.item_id
    item = tx.items.get(item_id)
    assert item is not None
    holds, answers = tx.holds.of_items([item_id]).get(item_id, []), tx.holds.answers_of(item_id)
    notifications = tx.notifications.of_items([item_id])
    shown = listing.item_json(item, notifications, now=now, holds=holds, answers=answers)
    return {**shown, "claim_id": done.claim_id}


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sent(request: Request, body: bytes) -> _Sent:
    """What a request asks for besides its body; raises RequestError."""
    is_dry = _is_dry(request)
    keys = request.headers.getlist("idempotency-key")
    key = keys[0] if keys else ""
    if len(keys) > 1 or (keys and not (0 < len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable())):
        said = f"send one key of 1 to {_LONGEST_KEY} letters, digits and signs"
        raise RequestError(FieldProblem("Idempotency-Key", said))
    asked = f"{request.method} {request.url.path}\n".encode(errors="replace")
    return _Sent(is_dry, key, hashlib.sha256(asked + body).hexdigest())


def _is_dry(request: Request) -> bool:
    asked = request.query_params.multi_items()
    for name, _ in asked:
        if name != "dry_run":
            raise RequestError(
                FieldProblem(name[:_LONGEST_KEY], "there is no such choice here: dry_run is the only one")
            )
    values = {value for _, value in asked}
    if len(values) > 1 or not values <= _YES | _NO:
        raise RequestError(FieldProblem("dry_run", "write dry_run=1 to have nothing recorded, or leave it out"))
    return bool(values & _YES)


def _problems(problems: Any) -> Response:
    told = [{"field": each.field, "message": shortened(each.message)} for each in problems[:_MOST_PROBLEMS]]
    text = _written({"problems": told}).encode(errors="replace")
    return Response(text, 400, _HEADERS, "application/json")
