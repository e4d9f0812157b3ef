"""The forms on the page of an item, and `/add`: record what was said, that somebody looked, and how it ended.

A claim and a new item are read first: the page says how the words are understood and what they change, and records
them once that was seen. Each form carries a proof (`writers.py`); what was done is said on the page that it leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from watchtracker import dates
from watchtracker.errors import InputError, UnknownItemError
from watchtracker.intake.proposals import id_like
from watchtracker.items import Facts, Item, Kind, Origin, Result, Standing
from watchtracker.notifications import Channel
from watchtracker.notifications.holds import Person
from watchtracker.store.engine import Store, Transaction
from watchtracker.tracker import Tracker
from watchtracker.tracker.orders import CarriedOut, Order, Orders, tried
from watchtracker.watchlist.request_forms import EditForm, NewClaimForm, NewItemForm, NewOutcomeForm
from watchtracker.watchlist.requests import FieldProblem, RequestError, read, read_dated
from watchtracker.web.doors.writers import FORM_HEADERS, NoWriter, Writer, Writers, for_forms
from watchtracker.web.pages.forms import in_one_text, sent_in
from watchtracker.web.pages.framing import Frame
from watchtracker.web.pages.items import Pages
from watchtracker.web.pages.taking import taking
from watchtracker.web.refusals import refusal
from watchtracker.web.roots import root_of
from watchtracker.wording import consequences

ADD = "/add"
_OF_A_CLAIM = ("when", "said_on", "source", "url", "quote", "standing")
_OF_AN_OUTCOME = ("result", "source", "on", "url")
_FACTS = ("title", "kind", "zone", "owner", "url", "notes")
_OF_AN_ITEM = ("id", "title", "kind", "zone", "owner", *_OF_A_CLAIM)
# What may be left empty of the facts of an item, and what it then is.
_MAY_BE_NONE = ("owner", "url", "notes")
_LABELS = {
    "title": "Title",
    "id": "Id, for life: lower case, digits, hyphens",
    "kind": "Kind",
    "tags": "Tags, with commas between them",
    "owner": "Owner, if there is one",
    "zone": "Time zone in which its days end",
    "notes": "Notes for whoever reads it",
    "when": "Words of the date, as said",
    "source": "Who said it",
    "said_on": "On which day it was said",
    "standing": "Official, reported or a rumour",
    "url": "Where it can be read (https://…)",
    "quote": "The sentence itself",
    "result": "It ended as",
    "on": "On which day",
}
_KINDS = {
    Kind.RELEASE: "release: something that is awaited",
    Kind.DEADLINE: "deadline: we must act before it",
    Kind.EVENT: "event: it takes place by itself",
}
_RESULTS = {
    Result.HAPPENED: "happened",
    Result.DONE: "done: we did in time what was to be done",
    Result.CANCELLED: "cancelled: it will not come",
    Result.SUPERSEDED: "superseded: something else came in its place",
}


class ItemPress(StrEnum):
    """What a button of the page of an item asks for."""

    CLAIM = "claim"
    RECHECK = "recheck"
    RESOLVE = "outcome"
    REOPEN = "reopen"
    RETRACT = "retract"
    RESTORE = "restore"
    EDIT = "edit"
    REMOVE = "remove"
    TAKE = "take"
    HAND_BACK = "hand-back"
    RAISE = "raise"
    LOWER = "lower"


# Those that are no orders: what they do is one step of the tracker.
_STEPS = (ItemPress.TAKE, ItemPress.HAND_BACK, ItemPress.RAISE, ItemPress.LOWER)

_SAID = {
    "add": "Added.",
    ItemPress.CLAIM: "Recorded.",
    ItemPress.RECHECK: "Recorded: you looked, and the date still stands.",
    ItemPress.RESOLVE: "Recorded how it ended.",
    ItemPress.REOPEN: "Its outcome was taken back: it is waited for again.",
    ItemPress.RETRACT: "The claim was taken back. It stays in the record and counts for nothing.",
    ItemPress.RESTORE: "The claim counts again.",
    ItemPress.EDIT: "Changed.",
    ItemPress.TAKE: "You are on it: reminders of it say so, until you hand it back, its date changes or it ends.",
    ItemPress.RAISE: "Recorded: that date holds now, as much as if the source before it had said it.",
    ItemPress.LOWER: "Recorded: that claim weighs what it weighed before.",
    ItemPress.HAND_BACK: "Handed back: nobody is on it there any more.",
}


@dataclass(frozen=True, slots=True)
class ItemForms:
    """Shows the page of an item with its forms, and takes what they send."""

    store: Store
    tracker: Tracker
    pages: Pages
    writers: Writers
    frame: Frame
    templates: Environment
    now: Callable[[], datetime]
    zone: str
    channels: Sequence[Channel] = ()

    def show(self, request: Request) -> Response:
        """The page of an item, with forms for those who may write."""
        done, claim = (request.query_params.get(name, "") for name in ("done", "claim"))
        return self._page(request, self.writers.found(request), done=done, done_claim=claim)

    async def take(self, request: Request) -> Response:
        """Do what a form asks for, and lead back to the page; 403 for a form that is not from there."""
        sent = await sent_in(request)
        return await run_in_threadpool(self._taken, request, sent)

    def show_add(self, request: Request) -> Response:
        """The form for a new item; after one was taken off the list, the page says that too."""
        writer, gone = self.writers.found(request), request.query_params.get("removed", "")
        # What was taken off the list is no business of those who may only read it.
        said = self.pages.gone(gone) if isinstance(writer, Writer) else ""
        return self._add_page(request, writer, {}, gone=said)

    async def take_add(self, request: Request) -> Response:
        """Read a new item, or add it once its reading was seen."""
        sent = await sent_in(request)
        return await run_in_threadpool(self._added, request, sent)

    def _taken(self, request: Request, sent: Mapping[str, str]) -> Response:
        writer = self.writers.sender(request, sent)
        if isinstance(writer, NoWriter):
            return refusal(request.scope, writer.status, writer.why)
        item_id = request.path_params["id"]
        try:
            press = ItemPress(sent.get("do", ""))
        except ValueError:
            return refusal(request.scope, 400, "This form asks for nothing that can be done here.")
        item = self.pages.known(item_id)
        typed: dict[str, Any] = {"typed": sent, "opened": press.value}
        try:
            if press in _STEPS:
                self._step(press, item_id, sent, writer.by)
                return _led_to(request, f"/items/{item_id}", {"done": press.value, "claim": sent.get("claim", "")})
            orders = Orders(self.tracker, self.zone, writer.by, Origin.PAGE)
            order = _order(orders, press, item, sent, self.now())
            if press is ItemPress.CLAIM and sent.get("checked") != _checked(sent, _OF_A_CLAIM):
                reading = tried(self.store, order, self.now(), _reading)
                return self._page(request, writer, **typed, reading=reading, checked=_checked(sent, _OF_A_CLAIM))
            done = self._carried_out(order)
        except UnknownItemError:
            raise
        except InputError as error:
            return self._page(request, writer, 400, **typed, **_problems(error))
        if press is ItemPress.REMOVE:
            return _led_to(request, ADD, {"removed": item_id})
        query = {"done": press.value, **({"claim": done.claim_id} if done.claim_id else {})}
        return _led_to(request, f"/items/{item_id}", query)

    def _added(self, request: Request, sent: Mapping[str, str]) -> Response:
        writer = self.writers.sender(request, sent)
        if isinstance(writer, NoWriter):
            return refusal(request.scope, writer.status, writer.why)
        try:
            sent = {**sent, "id": self._id(sent)}
            checked = _checked(sent, (*_OF_AN_ITEM, "tags"))
            values: dict[str, Any] = {**_values(sent, _OF_AN_ITEM), "tags": _tags(sent)}
            form = read_dated(NewItemForm, values, self.zone, self.now())
            order = Orders(self.tracker, self.zone, writer.by, Origin.PAGE).add(form)
            if sent.get("checked") != checked:
                reading = tried(self.store, order, self.now(), _reading)
                return self._add_page(request, writer, sent, reading=reading, checked=checked)
            done = self._carried_out(order)
        except InputError as error:
            return self._add_page(request, writer, sent, status=400, **_problems(error))
        return _led_to(request, f"/items/{done.change.item_id}", {"done": "add"})

    def _id(self, sent: Mapping[str, str]) -> str:
        """The id that was typed, or one made of the title; raises RequestError where it cannot be a new item's."""
        given, wanted, title = self.pages.suggestions().ids, sent.get("id", "").strip(), sent.get("title", "").strip()
        if wanted in given:
            taken = f"there is an item {wanted!r} already, or there was: choose another id"
            raise RequestError(FieldProblem("id", taken))
        made = wanted or id_like(title, given)
        if title and not made:
            none = "nothing of this title can stand in an id: write one, such as grants-call"
            raise RequestError(FieldProblem("id", none))
        return made

    def _step(self, press: ItemPress, item_id: str, sent: Mapping[str, str], by: str) -> None:
        """Have somebody be on an item in a channel, or a claim weigh more or less; raises InputError."""
        channel, claim, now = sent.get("channel", ""), sent.get("claim", ""), self.now()
        match press:
            case ItemPress.TAKE:
                self.tracker.take(item_id, channel, Person(by), now, over=sent.get("over") == "1")
            case ItemPress.HAND_BACK:
                self.tracker.hand_back(item_id, channel, Person(by), now)
            case ItemPress.RAISE:
                self.tracker.raise_standing(item_id, claim, by, now)
            case _:
                self.tracker.lower(item_id, claim, now)

    def _carried_out(self, order: Order) -> CarriedOut:
        with self.store.writing() as tx:
            return order(tx, self.now())

    def _page(self, request: Request, writer: Writer | NoWriter, status: int = 200, **beside: Any) -> Response:
        shown = {**self._fields(writer), "results": _RESULTS, **beside}
        shown["done_said"] = _SAID.get(beside.get("done", ""), "")
        item = self.pages.known(request.path_params["id"])
        shown["facts_typed"] = _as_typed(item.facts)
        shown["taking"] = taking(item, self.channels, self.pages.holds(item.id), self.now())
        answer = self.pages.item(request, status=status, headers=FORM_HEADERS, **shown)
        self.writers.remember(request, answer, writer)
        return answer

    def _fields(self, writer: Writer | NoWriter) -> dict[str, Any]:
        """What the fields of every form need; nothing is suggested to those who may not write."""
        suggested = self.pages.suggestions() if isinstance(writer, Writer) else None
        return {
            "labels": _LABELS,
            "kinds": _KINDS,
            "standings": {each: each for each in Standing},
            "zone": self.zone,
            "suggested": suggested,
            "wrong": {},
            **for_forms(writer),
        }

    def _add_page(
        self,
        request: Request,
        writer: Writer | NoWriter,
        typed: Mapping[str, str],
        *,
        status: int = 200,
        **beside: Any,
    ) -> Response:
        shown = {**self._fields(writer), "typed": typed, "reading": ""}
        shown |= {**self.frame.around(request), **beside}
        page = self.templates.get_template("add.html").render(shown)
        answer = HTMLResponse(page, status, FORM_HEADERS)
        self.writers.remember(request, answer, writer)
        return answer


def _order(orders: Orders, press: ItemPress, item: Item, sent: Mapping[str, str], now: datetime) -> Order:
    claim, item_id = sent.get("claim", ""), item.id
    match press:
        case ItemPress.CLAIM:
            form = read_dated(NewClaimForm, _values(sent, _OF_A_CLAIM), item.facts.zone, now)
            return orders.claim(item_id, form)
        case ItemPress.RECHECK:
            return orders.recheck(item_id)
        case ItemPress.RESOLVE:
            return orders.resolve(item_id, read(NewOutcomeForm, _values(sent, _OF_AN_OUTCOME)))
        case ItemPress.REOPEN:
            return orders.reopen(item_id)
        case ItemPress.RETRACT | ItemPress.RESTORE:
            return orders.retract(item_id, claim, undo=press is ItemPress.RESTORE)
        case ItemPress.EDIT:
            values = {**dict.fromkeys(_MAY_BE_NONE), **_values(sent, _FACTS), "tags": _tags(sent)}
            return orders.edit(item_id, read(EditForm, values))
        case ItemPress.REMOVE:
            return orders.remove(item_id)
        case ItemPress.TAKE | ItemPress.HAND_BACK | ItemPress.RAISE | ItemPress.LOWER:
            raise InputError(f"{press.value} is no order")


def _as_typed(facts: Facts) -> dict[str, str]:
    """The facts of an item as its fields have them before anybody typed."""
    values = {name: str(getattr(facts, name) or "") for name in ("id", *_FACTS)}
    return {**values, "tags": ", ".join(facts.tags)}


def _tags(sent: Mapping[str, str]) -> list[str]:
    return [tag for each in sent.get("tags", "").replace(";", ",").split(",") if (tag := each.strip())]


def _values(sent: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """The fields that were filled in, a quote with the line ends of everybody else."""
    typed = {name: sent.get(name, "").strip().replace("\r\n", "\n") for name in names}
    return {name: value for name, value in typed.items() if value}


def _checked(sent: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The fields in one text, by which a form shows that their reading was seen."""
    return in_one_text(sent.get(name, "") for name in names)


def _reading(tx: Transaction, done: CarriedOut) -> str:
    """How the words are read, and what they change, in sentences."""
    del tx
    change = done.change
    after = change.after
    claims = [step.claim for step in after.steps if step.claim.id == done.claim_id] if after else []
    if after is None or not claims:
        return "Nothing changes."
    said, place = claims[-1].said, dates.zone(after.facts.zone)
    read_as = f"“{said.when}” is read as {dates.sentence(claims[-1].window, place)}."
    if change.before is None:
        return read_as
    if change.step is None:
        return f"{read_as} That is on record already: nothing changes."
    holds = f"The date is then {dates.display(after.window)}, and was {dates.display(change.before.window)}."
    if after.window == change.before.window:
        holds = f"The date stays {dates.display(after.window)}."
    verdict = consequences.verdict(change.step)
    return f"{read_as} {verdict[:1].upper()}{verdict[1:]}. {holds}"


def _problems(error: InputError) -> dict[str, Any]:
    """What was wrong, as one sentence for the head of a form and by the field beside which it stands."""
    problems = error.problems if isinstance(error, RequestError) else ()
    wrong: dict[str, str] = {}
    for each in problems:
        name = (each.field or "").partition(".")[0]
        wrong[name] = f"{wrong[name]}; {each.message}" if name in wrong else each.message
    return {"problem": _said(error, problems), "wrong": wrong}


def _said(error: InputError, problems: Sequence[FieldProblem]) -> str:
    """What was wrong, each with the name of its field."""
    told = [f"{_LABELS.get(each.field or '', each.field)}: {each.message}" for each in problems if each.field]
    told += [each.message for each in problems if not each.field]
    text = "; ".join(told) or str(error)
    return f"Nothing was recorded: {text}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _led_to(request: Request, path: str, query: Mapping[str, str]) -> Response:
    return RedirectResponse(f"{root_of(request.scope)}{path}?{urlencode(query)}#done", 303, FORM_HEADERS)
