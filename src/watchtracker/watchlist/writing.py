"""Items written as a watch list that reads back to the same list.

An item in the short form stays short while it has one claim; an item with a history has all of it in the file.
Retracted claims are left out, and so is what only the database keeps. `reading.py` is the way back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from watchtracker.intake.text_sources import TextSource
from watchtracker.items import Claim, Declaration, Facts, Item, Origin, Outcome, ShortForm, Statement, claim_id
from watchtracker.watchlist.form import SECONDS
from watchtracker.wording.items import taken_back
from watchtracker.wording.safe_text import clean

_ALL_RETRACTED = "Every claim was retracted. These stand here so that the item does; applied, they stay retracted."


def as_toml(items: Sequence[Item], sources: Sequence[TextSource] = ()) -> str:
    """Those of `items` that are on the list, in their order, each with its zone; an empty list is a comment.

    The sources come before them.
    """
    document = tomlkit.document()
    document.add(tomlkit.comment("A watch list, as watchtracker has it."))
    listed = items_as_toml([item for item in items if item.listed])
    declared = sources_as_toml(sources)
    return document.as_string() + "".join(f"\n{tables}" for tables in (declared, listed) if tables)


def sources_as_toml(sources: Sequence[TextSource]) -> str:
    """Sources of texts as [[source]] tables."""
    document = tomlkit.document()
    if sources:
        document.append("source", AoT([_source(source) for source in sources]))
    return document.as_string()


def items_as_toml(items: Sequence[Item]) -> str:
    """Items as [[item]] tables."""
    document = tomlkit.document()
    if items:
        document.append("item", AoT([_item(item) for item in items]))
    return document.as_string()


def claims_as_toml(claims: Iterable[Statement], wanted: Declaration) -> list[str]:
    """Each of these claims of a declaration as an [[item.claim]] table."""
    by = dict(wanted.recorded_by)
    tables = (_claim(claim, by.get(claim_id(wanted.id, claim))) for claim in claims)
    return [f"[[item.claim]]\n{table.as_string()}" for table in tables]


def rechecks_as_toml(rechecks: Iterable[tuple[date, str]]) -> list[str]:
    """Each re-check, a day and who looked, as an [[item.recheck]] table."""
    return [f"[[item.recheck]]\n{_table({'on': on, 'by': by}).as_string()}" for on, by in rechecks]


def outcome_as_toml(outcome: Outcome) -> str:
    """An outcome as an [item.outcome] table."""
    return f"[item.outcome]\n{_outcome(outcome).as_string()}"


def _item(item: Item) -> Table:
    facts = item.facts
    short = _short(item)
    told = replace(facts, recheck=None) if item.rechecks else facts  # the tables of re-checks have the interval then
    table = _table({**_written(told), **(_written(short) if short else {})})
    if not short:
        if all(claim.retracted for claim in item.claims):
            for line in (_ALL_RETRACTED, *_who_took_back(item)):
                table.add(tomlkit.comment(line))
        table.append("claim", AoT([_claim(claim.said, claim.by) for claim in _lasting(item)]))
    if item.rechecks:
        table.append("recheck", AoT([_table(recheck) for recheck in _rechecks(item)]))
    if item.outcome:
        table.append("outcome", _outcome(item.outcome))
    return table


def _source(source: TextSource) -> Table:
    told = _written(source)
    every = told.pop("every_seconds", None)
    return _table({**told, "kind": source.kind, **({"every": _every(every)} if every else {})})


def _every(seconds: int) -> str:
    """The time between two fetches, in the largest unit that says it exactly."""
    unit = next(unit for unit in ("d", "h", "m") if seconds % SECONDS[unit] == 0)
    return f"{seconds // SECONDS[unit]}{unit}"


def _who_took_back(item: Item) -> Iterator[str]:
    """Who took each claim back, where that is known: the keys of a claim have no room for it."""
    for claim in _lasting(item):
        if claim.retracted_by is not None:
            yield clean(f"“{claim.said.when}” ({claim.said.source}) was {taken_back(claim, item.facts.zone)}.")


def _rechecks(item: Item) -> Iterator[Mapping[str, Any]]:
    """Who looked when; the interval stands among them, because a key cannot be a text and tables at once."""
    if item.facts.recheck is not None:
        yield {"every": item.facts.recheck}
    for recheck in sorted(item.rechecks, key=lambda recheck: recheck.on):
        yield {"on": recheck.on, "by": recheck.by}


def _short(item: Item) -> ShortForm | None:
    """The short form, if the list has it and nothing is known beyond it; else None.

    As the list has it, without a `said_on` that we filled in: with that, the list would say something new.
    """
    declared = item.declared.short if item.declared else None
    alive = [claim for claim in item.claims if not claim.retracted]
    if declared is None or item.facts.url is not None or len(alive) > 1:
        return None
    (only,) = alive or _lasting(item)[-1:]
    said = only.said
    if (said.when, said.source) != (declared.when, declared.source):
        return None
    if declared.said_on is not None and declared.said_on != said.said_on:
        return None
    return ShortForm(**{**said.values, "said_on": declared.said_on})


def _claim(said: Statement, by: str | None) -> Table:
    return _table({**_written(said), **({"by": by} if by else {})})


def _outcome(outcome: Outcome) -> Table:
    return _table(_written(outcome))


def _lasting(item: Item) -> list[Claim]:
    """The claims that count. Where none does, those that were retracted by hand: a list cannot bring them back."""
    kept = [claim for claim in item.claims if not claim.retracted]
    kept = kept or [claim for claim in item.claims if claim.retracted_through is not Origin.WATCHLIST]
    return sorted(kept, key=lambda claim: (claim.said.said_on, claim.place))


def _written(record: Facts | ShortForm | Outcome | TextSource) -> dict[str, Any]:
    """What a record says, by its keys, without what is unknown or holds by default."""
    values = ((field, getattr(record, field.name)) for field in fields(record))
    return {field.name: value for field, value in values if value not in (None, field.default)}


def _table(values: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for name, value in values.items():
        table.append(name, _value(value))
    return table


def _value(value: str | date | Iterable[str]) -> Any:
    if isinstance(value, str) and "\n" in value and "\r" not in value:
        # The line break after the quotes is TOML's own, and no part of the text.
        return _on_lines_of_its_own(value)
    return tomlkit.item(list(value) if isinstance(value, tuple) else value)


def _on_lines_of_its_own(value: str) -> Any:
    """A text of several lines that begins below its quotes; TOML passes over the first line end after them."""
    written = tomlkit.string(value, multiline=True)
    if value.startswith("\n"):
        return written
    return tomlkit.value('"""\n' + written.as_string().removeprefix('"""'))
