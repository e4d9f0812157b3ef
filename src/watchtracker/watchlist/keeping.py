"""A watch list's own text with what was added elsewhere: nothing is rewritten where nothing changed.

Comments, order and style belong to the people who wrote them. The text is cut at its [[item]] lines, and only the
pieces whose items say something else by now are edited; `writing.py` writes what is new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

import tomlkit

from watchtracker.items import STATED, Declaration, Item, Origin, Outcome
from watchtracker.watchlist.writing import claims_as_toml, items_as_toml, outcome_as_toml, rechecks_as_toml

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*item[ \t]*\]\]")


@dataclass(frozen=True, slots=True)
class WrittenList:
    """A file as it stands: its text, what each of its items declares, and the line on which each begins."""

    text: str
    declared: Sequence[Declaration]
    lines: Sequence[int]


def kept_text(written: WrittenList, items: Sequence[Item], wanted: Mapping[str, Declaration]) -> str | None:
    """The text of a file with what `items` say by now, those that are new to it at its end.

    `wanted` has what each is to declare. None where the items are not written as [[item]] tables.
    """
    # Lines as TOML counts them: `splitlines` knows other ends, which may stand in a comment or a text.
    lines = StringIO(written.text).readlines()
    starts = [number - 1 for number in written.lines]
    if starts != sorted(set(starts)) or not all(_HEADER.match(lines[start]) for start in starts):
        return None
    by_id = {item.id: item for item in items}
    ends = [*starts[1:], len(lines)]
    text = "".join(lines[: starts[0]] if starts else lines)
    for declared, start, end in zip(written.declared, starts, ends, strict=True):
        own, between = _cut(lines[start:end])
        item = by_id.pop(declared.id, None)
        text += (_piece(own, declared, item, wanted) if item else "") + between
    for item in by_id.values():
        gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        text += gap + items_as_toml([item])
    return text


def same(declaration: Declaration, other: Declaration) -> bool:
    """Whether both declare the same, in whatever order claims stand."""
    return _in_order(declaration) == _in_order(other)


def stays(declared: Declaration, item: Item, wanted: Declaration) -> bool:
    """Whether the text of an item can stay as it is, where it declares `declared` and `wanted` is to be declared."""
    if same(declared, wanted):
        return True
    # Each edit of the short form makes a claim, and only the newest stands in the file: the short form is meant so.
    edited = declared == item.declared and declared.short is not None and _same_end(declared.outcome, item.outcome)
    alive = [claim for claim in item.claims if not claim.retracted]
    edited = edited and set(wanted.rechecks) <= set(declared.rechecks)
    return edited and declared.facts == item.facts and all(claim.origin is Origin.WATCHLIST for claim in alive)


def _in_order(declared: Declaration) -> tuple[object, ...]:
    claims, rechecks = sorted(declared.claims, key=repr), sorted(declared.rechecks)
    # Who recorded something is written with what is new, and makes nobody's text another.
    outcome = declared.outcome and declared.outcome.unsigned
    return declared.facts, declared.short, outcome, claims, rechecks


def _same_end(outcome: Outcome | None, other: Outcome | None) -> bool:
    return (outcome and outcome.unsigned) == (other and other.unsigned)


def _cut(lines: Sequence[str]) -> tuple[str, str]:
    """The lines of an item, and the blank lines and comments behind it, which belong to the next item."""
    last = max(number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    end = last + 1
    while end < len(lines) and lines[end].strip():
        end += 1
    if end == len(lines):
        end = last + 1
    return "".join(lines[:end]), "".join(lines[end:])


def _piece(own: str, declared: Declaration, item: Item, wanted: Mapping[str, Declaration]) -> str:
    want = wanted[item.id]
    if stays(declared, item, want):
        return own
    own = own if own.endswith("\n") else f"{own}\n"
    for edit in _EDITS:
        if (edited := edit(own, declared, want)) is not None:
            return edited
    return items_as_toml([item])


def _more_claims(own: str, declared: Declaration, want: Declaration) -> str | None:
    """The text with new claims and an outcome below it; None if anything else is new."""
    added = [claim for claim in want.claims if claim not in declared.claims]
    if declared.short or want.short or declared.facts != want.facts or not set(declared.claims) <= set(want.claims):
        return None
    return _with_outcome(own + _below(claims_as_toml(added, want)), declared, want)


def _outcome_alone(own: str, declared: Declaration, want: Declaration) -> str | None:
    if declared.facts != want.facts or declared.short != want.short or declared.claims != want.claims:
        return None
    return _with_outcome(own, declared, want)


def _out_of_the_short_form(own: str, declared: Declaration, want: Declaration) -> str | None:
    """The long form in place of the short one, because only that has room for more; None if there is no short one."""
    if declared.short is None or want.short is not None or declared.facts != want.facts:
        return None
    document = tomlkit.parse(own)
    table = document["item"][0]
    for key in STATED:
        if key in table:
            del table[key]
    left = document.as_string()
    return _with_outcome(
        (left if left.endswith("\n") else f"{left}\n") + _below(claims_as_toml(want.claims, want)), declared, want
    )


def _with_outcome(text: str, declared: Declaration, want: Declaration) -> str | None:
    if set(declared.rechecks) - set(want.rechecks) or (want.rechecks and want.facts.recheck and not declared.rechecks):
        # The key `recheck` cannot be an interval and tables at once.
        return None
    text += _below(rechecks_as_toml(recheck for recheck in want.rechecks if recheck not in declared.rechecks))
    if _same_end(declared.outcome, want.outcome):
        return text
    if declared.outcome is None and want.outcome is not None:
        return text + _below([outcome_as_toml(want.outcome)])
    return None


def _below(tables: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"\n{table}" for table in tables)


_Edit = Callable[[str, Declaration, Declaration], str | None]
_EDITS: tuple[_Edit, ...] = (_outcome_alone, _more_claims, _out_of_the_short_form)
