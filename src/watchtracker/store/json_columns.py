"""Records as JSON, for what a table keeps as one text: declarations, changes and lists of words.

What is absent is left out, and the order is fixed, so that equal records are equal texts. `items.py` and
`notifications.py` put the texts into rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from watchtracker.dates import DateWindow, Relation
from watchtracker.items import (
    Declaration,
    Defaults,
    Facts,
    Kind,
    Outcome,
    RecordedOutcome,
    Result,
    ShortForm,
    Standing,
    Statement,
)
from watchtracker.notifications import Change

_Json = dict[str, Any]


def words_to_text(words: tuple[str, ...]) -> str:
    """A list of words as a JSON array."""
    return _dump(words)


def words_from_text(text: str) -> tuple[str, ...]:
    """The words of a JSON array."""
    return tuple(json.loads(text)) if text != "[]" else ()


def declaration_to_text(declaration: Declaration) -> str:
    """A declaration as JSON."""
    short, outcome, defaults = declaration.short, declaration.outcome, declaration.defaults
    return _dump(
        _present(
            facts=_facts_to_json(declaration.facts),
            short=_said_to_json(short) if short else None,
            claims=[_said_to_json(said) for said in declaration.claims] or None,
            outcome=_outcome_to_json(outcome) if outcome else None,
            defaults=_present(said_on=_day_to_json(defaults.said_on), source=defaults.source) or None,
            rechecks=[[on.isoformat(), by] for on, by in declaration.rechecks] or None,
        )
    )


def declaration_from_text(text: str) -> Declaration:
    """The declaration of a JSON text."""
    stored = json.loads(text)
    defaults = stored.get("defaults", {})
    return Declaration(
        facts=_facts(stored["facts"]),
        short=_short(stored["short"]) if "short" in stored else None,
        claims=tuple(map(_said, stored.get("claims", ()))),
        outcome=_outcome(stored["outcome"]) if "outcome" in stored else None,
        defaults=Defaults(_day(defaults, "said_on"), defaults.get("source")),
        rechecks=tuple((date.fromisoformat(on), by) for on, by in stored.get("rechecks", ())),
    )


def change_to_text(change: Change) -> str:
    """A change as JSON."""
    return _dump(
        _present(
            before=_window_to_json(change.before),
            after=_window_to_json(change.after),
            relation=change.relation.value if change.relation else None,
            days=change.days,
            source=change.source,
            said_on=_day_to_json(change.said_on),
            said=change.said,
            url=change.url,
            stands_for=change.stands_for or None,
            last_call=change.last_call or None,
            reopened=change.reopened or None,
            closed_at=change.closed_at.isoformat() if change.closed_at else None,
        )
    )


def change_from_text(text: str) -> Change:
    """The change of a JSON text."""
    stored = json.loads(text)
    return Change(
        before=_window(stored["before"]),
        after=_window(stored["after"]),
        relation=Relation(stored["relation"]) if "relation" in stored else None,
        days=stored.get("days"),
        source=stored.get("source"),
        said_on=_day(stored, "said_on"),
        said=stored.get("said"),
        url=stored.get("url"),
        stands_for=tuple(stored.get("stands_for", ())),
        last_call=stored.get("last_call", False),
        # Once the sentence was kept, and nothing else had one.
        reopened=stored.get("reopened", "note" in stored),
        closed_at=_moment_or_none(stored.get("closed_at")),
    )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _present(**fields: object) -> _Json:
    return {name: value for name, value in fields.items() if value is not None}


def _facts_to_json(facts: Facts) -> _Json:
    return _present(
        id=facts.id,
        title=facts.title,
        kind=facts.kind.value,
        zone=facts.zone,
        tags=facts.tags or None,
        owner=facts.owner,
        url=facts.url,
        notes=facts.notes,
        remind=facts.remind,
        recheck=facts.recheck,
    )


def _facts(stored: _Json) -> Facts:
    return Facts(
        id=stored["id"],
        title=stored["title"],
        kind=Kind(stored["kind"]),
        zone=stored["zone"],
        tags=tuple(stored.get("tags", ())),
        owner=stored.get("owner"),
        url=stored.get("url"),
        notes=stored.get("notes"),
        remind=tuple(stored["remind"]) if "remind" in stored else None,
        recheck=stored.get("recheck"),
    )


def _said_to_json(said: Statement | ShortForm) -> _Json:
    return _present(
        when=said.when,
        said_on=_day_to_json(said.said_on),
        source=said.source,
        url=said.url,
        quote=said.quote,
        standing=said.standing.value,
    )


def _said(stored: _Json) -> Statement:
    return Statement(
        when=stored["when"],
        said_on=date.fromisoformat(stored["said_on"]),
        source=stored["source"],
        url=stored.get("url"),
        quote=stored.get("quote"),
        standing=Standing(stored["standing"]),
    )


def _short(stored: _Json) -> ShortForm:
    return ShortForm(
        when=stored["when"],
        said_on=_day(stored, "said_on"),
        source=stored["source"],
        url=stored.get("url"),
        quote=stored.get("quote"),
        standing=Standing(stored["standing"]),
    )


def endings_to_text(endings: tuple[RecordedOutcome, ...]) -> str:
    """Outcomes with their moments as a JSON array."""
    return _dump(
        [
            _present(
                outcome=_outcome_to_json(one.outcome),
                recorded_at=one.recorded_at.isoformat(),
                withdrawn_at=one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            )
            for one in endings
        ]
    )


def endings_from_text(text: str) -> tuple[RecordedOutcome, ...]:
    """The outcomes of a JSON array."""
    return tuple(
        RecordedOutcome(_outcome(one["outcome"]), _moment(one["recorded_at"]), _moment_or_none(one.get("withdrawn_at")))
        for one in json.loads(text)
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _moment_or_none(text: str | None) -> datetime | None:
    return _moment(text) if text else None


def _outcome_to_json(outcome: Outcome) -> _Json:
    return _present(
        result=outcome.result.value,
        on=outcome.on.isoformat(),
        source=outcome.source,
        url=outcome.url,
        by=outcome.by,
    )


def _outcome(stored: _Json) -> Outcome:
    return Outcome(
        result=Result(stored["result"]),
        on=date.fromisoformat(stored["on"]),
        source=stored["source"],
        url=stored.get("url"),
        by=stored.get("by"),
    )


def _window_to_json(window: DateWindow) -> _Json:
    return _present(
        earliest=_day_to_json(window.earliest),
        latest=_day_to_json(window.latest),
        instant=window.instant.isoformat() if window.instant else None,
    )


def _window(stored: _Json) -> DateWindow:
    instant = stored.get("instant")
    return DateWindow(
        earliest=_day(stored, "earliest"),
        latest=_day(stored, "latest"),
        instant=datetime.fromisoformat(instant).astimezone(UTC) if instant else None,
    )


def _day_to_json(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(stored: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(stored[name]) if name in stored else None
