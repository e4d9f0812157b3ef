"""A watch list read: its items as declared, or every mistake in it, each with its file, its line and how to fix it.

A list with a mistake is refused as a whole, and the database stays as it was. `form.py` and `checks.py` know what is
right; this module goes through the files and finds the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from watchtracker.errors import Problem, ProblemsError
from watchtracker.intake.text_sources import TextSource
from watchtracker.items import STATED, Declaration, Defaults, Facts, Outcome, ShortForm, Statement, claim_id
from watchtracker.nearest import nearest
from watchtracker.settings import toml_file
from watchtracker.settings.mistakes import sentence
from watchtracker.settings.toml_file import TomlFile
from watchtracker.watchlist import checks, defaults, keeping, text_sources
from watchtracker.watchlist.checks import Mistake, Place, WrittenItem
from watchtracker.watchlist.defaults import Filled
from watchtracker.watchlist.files import ListFile, digest_of, files
from watchtracker.watchlist.form import TABLES, ClaimForm, ItemForm, RecheckForm
from watchtracker.watchlist.records import DefaultsOfFile, WatchList

_Stated = TypeVar("_Stated", bound=ShortForm)
_TOP = {"item": "[[item]]", defaults.NAME: "[defaults]", text_sources.NAME: "[[source]]"}
_LISTS = ("item", text_sources.NAME)
_NOTHING_ELSE = "nothing but [defaults], [[item]] and [[source]] may stand here"
_TWICE = {
    "recheck": (
        "recheck stands twice: keep one of them; beside tables of who looked, how often to ask goes into one more,"
        ' [[item.recheck]] with every = "90d"'
    )
}
_EMPTY = "the file is empty: write items, or a comment if it is to stay so"


def read(path: Path, *, default_zone: str, now: datetime) -> WatchList:
    """The watch list at `path`, a file or a folder of them; raises ProblemsError with all that is wrong.

    Items that name no zone are in `default_zone`. No day on which something was said may lie after `now`.
    """
    found = files(path)
    reading = _read(found, default_zone, now)
    declarations = tuple(reading.declarations)
    notes = [] if declarations else [f"{path}: there is no [[item]] in it, so nothing is watched"]
    named = tuple(reading.sources.values())
    notes += text_sources.bound_to_nothing(named, {declaration.id for declaration in declarations})
    return WatchList(declarations, digest_of(found), path, tuple(notes), tuple(reading.defaults), named)


def declared(found: Iterable[ListFile], *, default_zone: str, now: datetime) -> tuple[Declaration, ...]:
    """What files that were read declare; raises ProblemsError."""
    return tuple(_read(found, default_zone, now).declarations)


def sources(found: Iterable[ListFile], *, default_zone: str, now: datetime) -> tuple[TextSource, ...]:
    """The sources that files declare; raises ProblemsError."""
    return tuple(_read(found, default_zone, now).sources.values())


def as_written(source: ListFile, *, default_zone: str, now: datetime) -> keeping.WrittenList:
    """A file with what each of its items declares and where it begins, to edit the text; raises ProblemsError."""
    declarations = declared([source], default_zone=default_zone, now=now)
    file = toml_file.parsed(source.raw, source.name, _TWICE)
    lines = [file.lines.of(("item", number)) for number in range(len(declarations))]
    return keeping.WrittenList(file.text, declarations, lines)


def _read(found: Iterable[ListFile], default_zone: str, now: datetime) -> _Reading:
    reading = _Reading(default_zone, now)
    for file in found:
        reading.take(file)
    if reading.problems:
        raise ProblemsError(tuple(reading.problems))
    return reading


def where(path: Path, item_id: str) -> str | None:
    """FILE:LINE of an item in the watch list at `path`, None if it is not there; raises ProblemsError."""
    for source in files(path):
        file = toml_file.parsed(source.raw, source.name, _TWICE)
        found = file.value.get("item")
        for number, raw in enumerate(found if isinstance(found, list) else ()):
            if isinstance(raw, dict) and raw.get("id") == item_id:
                return f"{source.name}:{file.lines.of(('item', number, 'id'))}"
    return None


@dataclass(slots=True)
class _Reading:
    """What has been read so far, over all files."""

    default_zone: str
    now: datetime
    declarations: list[Declaration] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    taken: dict[str, tuple[TomlFile, Place]] = field(default_factory=dict)
    defaults: list[DefaultsOfFile] = field(default_factory=list)
    sources: dict[str, TextSource] = field(default_factory=dict)

    def take(self, source: ListFile) -> None:
        """Read the next file."""
        if not source.raw.strip():
            # An editor or a full disk can leave an empty file behind; that must not take every item out.
            self.problems.append(Problem.at(source.name, 1, _EMPTY))
            return
        try:
            file = toml_file.parsed(source.raw, source.name, _TWICE)
        except ProblemsError as error:
            self.problems += error.problems
            return
        told = [*_top(file), *self._items(file), *self._sources(file)]
        # A mistake in a default is found with each item that has it, and reported once.
        self.problems += dict.fromkeys(text for _, text in sorted(told, key=lambda problem: problem[0]))

    def _items(self, file: TomlFile) -> Iterator[tuple[int, Problem]]:
        found = file.value.get("item")
        known = len(self.declarations)
        wrong = defaults.mistakes(file.value.get(defaults.NAME, {}))
        yield from (_at_default(file, inner, said) for inner, said in wrong)
        for number, raw in enumerate(found if isinstance(found, list) else ()):
            place: Place = ("item", number)
            if not isinstance(raw, dict):
                said = "an item is a table: write [[item]] above its lines"
                yield file.lines.of(place), Problem.at(file.name, file.lines.of(place), said, item=_label(raw, number))
                continue
            filled = defaults.filled(raw, file.value.get(defaults.NAME))
            for inner, said in self._item(filled, place, file):
                if (key := filled.key(inner)) is not None:
                    if all(place[:1] != (key,) for place, _ in wrong):
                        yield _at_default(file, (key,), said)
                    continue
                key = next((step for step in reversed(inner) if isinstance(step, str)), None)
                line = file.lines.of((*place, *inner))
                yield line, Problem.at(file.name, line, said, item=_label(raw, number), key=key)
        if defaults.NAME in file.value:
            below = frozenset(declaration.id for declaration in self.declarations[known:])
            self.defaults.append(DefaultsOfFile(file, below))

    def _sources(self, file: TomlFile) -> Iterator[tuple[int, Problem]]:
        found = file.value.get(text_sources.NAME)
        for number, raw in enumerate(found if isinstance(found, list) else ()):
            source, mistakes = text_sources.declared(raw, self.default_zone, self.sources)
            if source is not None:
                self.sources[source.name] = source
            for inner, said in mistakes:
                key = next((step for step in reversed(inner) if isinstance(step, str)), None)
                line = file.lines.of((text_sources.NAME, number, *inner))
                yield line, Problem.at(file.name, line, said, item=text_sources.label(raw, number), key=key)

    def _item(self, filled: Filled, place: Place, file: TomlFile) -> Iterator[Mistake]:
        yield from self._taken_twice(filled.table, place, file)
        form, mistakes = _filled(filled.table)
        written = WrittenItem(filled.table, {inner for inner, _ in mistakes})
        zone = written.sound("zone") or self.default_zone
        mistakes += checks.mistakes(written, zone, self.now)
        if form and not mistakes:
            self.declarations.append(declaration(form, zone, defaults.taken(form, filled.places)))
        yield from mistakes

    def _taken_twice(self, raw: Mapping[str, Any], place: Place, file: TomlFile) -> Iterator[Mistake]:
        name = raw.get("id")
        if not isinstance(name, str):
            return
        if name in self.taken:
            first, there = self.taken[name]
            where = f"{first.name}:{first.lines.of((*there, 'id'))}"
            yield ("id",), f"{where} has this id already: choose another; an id is one item's, for life"
        else:
            self.taken[name] = (file, place)


def _top(file: TomlFile) -> Iterator[tuple[int, Problem]]:
    """Mistakes at the top of a file, where nothing but defaults and items may stand."""
    for key, value in file.value.items():
        if key == defaults.NAME or (key in _LISTS and isinstance(value, list)):
            continue
        said = f"write [[{key}]] with two brackets on each side, once for each"
        if key not in _LISTS:
            near = nearest(key, _TOP)
            hint = f"did you mean {_TOP[near]}?" if near else _NOTHING_ELSE
            said = f"there is no such table in a watch list: {hint}"
        line = file.lines.of((key,))
        yield line, Problem.at(file.name, line, said, key=key)


def _at_default(file: TomlFile, place: Place, said: str) -> tuple[int, Problem]:
    line = file.lines.of((defaults.NAME, *place))
    key = next((step for step in reversed(place) if isinstance(step, str)), defaults.NAME)
    return line, Problem.at(file.name, line, said, key=key)


def _label(raw: Any, number: int) -> str:
    """An item as a reader finds it: by its id, else by its number in the file."""
    name = raw.get("id") if isinstance(raw, dict) else None
    return name if isinstance(name, str) and name.isprintable() and name.strip() else f"item {number + 1}"


def _filled(raw: Mapping[str, Any]) -> tuple[ItemForm | None, list[Mistake]]:
    try:
        return ItemForm.model_validate(raw), []
    except ValidationError as error:
        found = [(_as_written(detail["loc"]), detail) for detail in error.errors()]
    return None, [(place, sentence({**detail, "loc": ("item", *place)}, TABLES)) for place, detail in found]


def _as_written(place: Place) -> Place:
    """The place in the file: behind `recheck`, a text or tables, pydantic puts which of the two it took."""
    return (place[0], *place[2:]) if place[:1] == ("recheck",) and len(place) > 1 else place


def declaration(form: ItemForm, zone: str, taken: Defaults) -> Declaration:
    """What a form without mistakes declares; `taken` are the defaults that it has from its file."""
    short = form.claim is None
    facts = Facts(
        id=form.id,
        title=form.title,
        kind=form.kind,
        zone=zone,
        tags=tuple(form.tags),
        owner=form.owner,
        url=None if short else form.url,
        notes=form.notes,
        remind=None if form.remind is None else tuple(form.remind),
        recheck=_interval(form),
        signals=tuple(dict.fromkeys(form.signals)),
        settle=form.settle,
    )
    ended = form.outcome
    return Declaration(
        facts,
        short=_stated(ShortForm, form) if short else None,
        claims=_claims(form),
        outcome=Outcome(ended.result, ended.on, ended.source, ended.url, ended.by) if ended else None,
        rechecks=tuple((recheck.on, recheck.by) for recheck in _recheck_tables(form) if recheck.on and recheck.by),
        defaults=taken,
        recorded_by=tuple(
            (claim_id(form.id, _stated(Statement, claim)), claim.by) for claim in form.claim or () if claim.by
        ),
    )


def _recheck_tables(form: ItemForm) -> list[RecheckForm]:
    return form.recheck if isinstance(form.recheck, list) else []


def _interval(form: ItemForm) -> str | None:
    """How often to ask: `recheck` itself, or `every` in one of its tables; in TOML it is either a text or tables."""
    if isinstance(form.recheck, str):
        return form.recheck
    return next((recheck.every for recheck in _recheck_tables(form) if recheck.every), None)


def _claims(form: ItemForm) -> tuple[Statement, ...]:
    """The claims in order; the same words of the same source on the same day are one claim, as it stands last."""
    claims = [_stated(Statement, claim) for claim in form.claim or ()]
    return tuple({(claim.when, claim.said_on, claim.source): claim for claim in claims}.values())


def _stated(kind: type[_Stated], form: ItemForm | ClaimForm) -> _Stated:
    written = {name: value for name in STATED if (value := getattr(form, name)) is not None}
    return kind(**{"said_on": None, **written})
