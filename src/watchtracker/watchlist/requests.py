"""What programs send, read: the statements, facts and outcomes that it comes to, or all that is wrong with it.

Each mistake names its field, as a path such as `claims.1.when`, and says in a sentence how to put it right. What the
reader of dates says of words that it refuses is passed on unchanged. Pure: the moment is given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from watchtracker import dates
from watchtracker.errors import DateRefusedError, InputError
from watchtracker.items import Facts, Outcome, Standing, Statement, has_begun
from watchtracker.nearest import nearest
from watchtracker.watchlist.request_forms import EditForm, NewClaimForm, NewItemForm, NewOutcomeForm, RequestForm

_Form = TypeVar("_Form", bound=RequestForm)
_OF_A_CLAIM = ("when", "said_on", "source", "quote", "standing")
# As on the command line: before it, the ends of a window could leave the years that a calendar has.
_FIRST_YEAR = 1000
_SHAPES = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "list_type": 'a list, such as ["a", "b"]',
    "model_type": "an object with keys of its own",
    "dict_type": "an object with keys of its own",
}
_EXAMPLES = {
    "id": "grants-call",
    "kind": "deadline",
    "result": "happened",
    "source": "who said it",
    "title": "what people see",
    "when": "late April 2026",
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with a field; None: with all that was sent."""

    field: str | None
    message: str


class RequestError(InputError):
    """What a program sent cannot be used."""

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class AddedItem:
    """A new item with all that was said of it, in order, and how it ended, if it did."""

    facts: Facts
    said: tuple[Statement, ...]
    outcome: Outcome | None


def read(form: type[_Form], sent: Mapping[str, Any]) -> _Form:
    """What was sent as a form; raises RequestError with all that is wrong with its fields."""
    try:
        return form.model_validate(dict(sent))
    except ValidationError as error:
        found = error.errors()
    raise RequestError(*(FieldProblem(_path(detail["loc"]), _sentence(detail, form)) for detail in found))


def read_dated(form: type[_Form], sent: Mapping[str, Any], zone: str, now: datetime) -> _Form:
    """What was sent as a form with the words of a date; raises RequestError with all that is wrong, those words too.

    The words mean what they mean in the zone that was sent, or else in `zone`.
    """
    try:
        return read(form, sent)
    except RequestError as error:
        refused = {problem.field for problem in error.problems}
        further = [problem for problem in _of_the_date(form, sent, zone, now) if problem.field not in refused]
        raise RequestError(*error.problems, *further) from None


def _of_the_date(form: type[RequestForm], sent: Mapping[str, Any], zone: str, now: datetime) -> Iterator[FieldProblem]:
    """What is wrong with who said a date and its words, whatever else is wrong."""
    if sent.get("claims") is not None:
        return
    if form is NewItemForm:
        yield from (FieldProblem(name, _missing(name)) for name in ("when", "source") if sent.get(name) is None)
    if sent.get("when") is None:
        return
    try:
        claim = read(NewClaimForm, {name: sent[name] for name in ("when", "said_on") if name in sent} | {"source": "?"})
        statement(claim, _zone_or(sent.get("zone"), zone), now)
    except RequestError as error:
        yield from error.problems


def _zone_or(name: object, otherwise: str) -> str:
    try:
        return otherwise if not isinstance(name, str) else read(EditForm, {"zone": name}).zone
    except RequestError:
        return otherwise


def statement(form: NewClaimForm, zone: str, now: datetime, within: str = "") -> Statement:
    """What a claim says, for an item in `zone`; raises RequestError. `within` is the path of the claim itself."""
    today = _today(zone, now)
    said_on = _begun(form.said_on or today, f"{within}said_on", zone, now)
    try:
        dates.read(form.when, said_on=said_on, zone=dates.zone(zone))
    except DateRefusedError as error:
        raise RequestError(FieldProblem(f"{within}when", str(error))) from None
    return Statement(form.when, said_on, form.source, form.url, form.quote, form.standing or Standing.REPORTED)


def outcome(form: NewOutcomeForm, zone: str, now: datetime, *, by: str, within: str = "") -> Outcome:
    """How an item in `zone` ended, as `by` records it; raises RequestError."""
    on = _begun(form.on or _today(zone, now), f"{within}on", zone, now)
    return Outcome(form.result, on, form.source, form.url, by)


def new_item(form: NewItemForm, default_zone: str, now: datetime, *, by: str) -> AddedItem:
    """The item that a form describes, in `default_zone` if it names none; raises RequestError."""
    zone = form.zone or default_zone
    problems = list(_mixed(form))
    if problems:
        raise RequestError(*problems)
    facts = Facts(
        id=form.id,
        title=form.title,
        kind=form.kind,
        zone=zone,
        tags=tuple(dict.fromkeys(form.tags)),
        owner=form.owner,
        url=form.url if form.claims else None,
        notes=form.notes,
        remind=None if form.remind is None else tuple(form.remind),
        recheck=form.recheck,
        signals=tuple(dict.fromkeys(form.signals)),
        settle=form.settle,
    )
    said: list[Statement] = []
    for place, claim in _claims(form):
        try:
            said.append(statement(claim, zone, now, place))
        except RequestError as error:
            problems += error.problems
    ended = None
    if form.outcome is not None:
        try:
            ended = outcome(form.outcome, zone, now, by=by, within="outcome.")
        except RequestError as error:
            problems += error.problems
    if problems:
        raise RequestError(*problems)
    return AddedItem(facts, tuple(said), ended)


def edit(form: EditForm) -> tuple[dict[str, Any], str | None]:
    """The facts that change, and the new zone if there is one; raises RequestError where nothing changes."""
    given, zone = form.given(), form.zone if "zone" in form.model_fields_set else None
    if not given and zone is None:
        known = ", ".join(EditForm.model_fields)
        raise RequestError(FieldProblem(None, f"nothing is edited: send what changes, of {known}"))
    return given, zone


def _mixed(form: NewItemForm) -> Iterator[FieldProblem]:
    """Mistakes of the short form and the long one together."""
    if form.claims is not None:
        for name in _OF_A_CLAIM:
            if getattr(form, name) is not None:
                yield FieldProblem(name, "it stands beside claims: send it within one of them")
        if not form.claims:
            yield FieldProblem("claims", "it is empty: send what was said, or leave it out and send when and source")
        return
    for name in ("when", "source"):
        if getattr(form, name) is None:
            yield FieldProblem(name, _missing(name))


def _claims(form: NewItemForm) -> Iterator[tuple[str, NewClaimForm]]:
    if form.claims is not None:
        yield from ((f"claims.{number}.", claim) for number, claim in enumerate(form.claims))
        return
    # What it consists of was checked as part of the item.
    values = {name: getattr(form, name) for name in (*_OF_A_CLAIM, "url")}
    yield "", NewClaimForm.model_construct(**values)


def _begun(day: date, field: str, zone: str, now: datetime) -> date:
    if day.year < _FIRST_YEAR:
        raise RequestError(FieldProblem(field, f"{day} is no day of ours: send one from the year {_FIRST_YEAR} on"))
    if not has_begun(day, now):
        today = _today(zone, now)
        said = f"{day} lies in the future: today is {today} in {zone}; send the day it was"
        raise RequestError(FieldProblem(field, said))
    return day


def _today(zone: str, now: datetime) -> date:
    return now.astimezone(dates.zone(zone)).date()


def _sentence(error: ErrorDetails, form: type[RequestForm]) -> str:
    """What is wrong with a field, for whoever sent it as JSON."""
    match error["type"]:
        case "extra_forbidden":
            return _unknown(str(error["loc"][-1]), _names(form, error["loc"]))
        case "missing":
            return _missing(str(error["loc"][-1]))
        case "value_error":
            return str(error["ctx"]["error"])
        case kind if kind in _SHAPES:
            return f"it must be {_SHAPES[kind]}"
        case _:
            return error["msg"]


def _unknown(name: str, names: Collection[str]) -> str:
    near = nearest(name, names)
    if near:
        return f"there is no such key: did you mean {near}?"
    return (
        f"there is no such key: known are {', '.join(names)}" if names else "leave it out: nothing is to be sent here"
    )


def _missing(name: str) -> str:
    return f'it is missing: send "{name}": "{_EXAMPLES.get(name, "...")}"'


def _names(form: type[RequestForm], place: tuple[str | int, ...]) -> Collection[str]:
    """The keys that are known where the last step of `place` stands."""
    here: Any = form
    for step in place[:-1]:
        if isinstance(step, str):
            here = _form_within(here.model_fields[step].annotation)
    return tuple(here.model_fields)


def _form_within(annotation: Any) -> Any:
    """The form that an annotation such as `list[Form] | None` is made of; None if it is made of none."""
    if isinstance(annotation, type) and issubclass(annotation, RequestForm):
        return annotation
    return next((found for part in get_args(annotation) if (found := _form_within(part))), None)


def _path(place: tuple[str | int, ...]) -> str | None:
    return ".".join(map(str, place)) or None
