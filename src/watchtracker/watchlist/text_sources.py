"""The [[source]] tables of a watch list: what is read by itself, checked one by one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.items import Standing
from watchtracker.masking import masked_address
from watchtracker.settings.fields import web_address
from watchtracker.settings.mistakes import sentence
from watchtracker.watchlist.checks import Mistake
from watchtracker.watchlist.form import TABLES, SourceForm, seconds_between

NAME = "source"
_NAME_THERE = r"[A-Za-z0-9][\w.-]*"
# How an address is written, where it is none of the web.
_WRITTEN = {
    SourceKind.GITHUB: (rf"{_NAME_THERE}/[\w.-]+", "owner/repository"),
    SourceKind.PYPI: (_NAME_THERE, "the name of a package"),
    SourceKind.HUGGINGFACE: (rf"{_NAME_THERE}/[\w.-]+", "ORG/NAME"),
    SourceKind.REGISTER: (r"\S.*", "what to look for in the Federal Register"),
    SourceKind.ENDOFLIFE: (r"[a-z0-9][a-z0-9.-]*", "a product of endoflife.date, such as python"),
    SourceKind.PYTHON: ("", "nothing: it has one address"),
}


def declared(raw: Any, default_zone: str, taken: Collection[str]) -> tuple[TextSource | None, list[Mistake]]:
    """The source of a table, or what is wrong with it; `taken` are the names of the sources before it."""
    if not isinstance(raw, dict):
        return None, [((), "a source is a table: write [[source]] above its lines")]
    try:
        form = SourceForm.model_validate(raw)
    except ValidationError as error:
        found = error.errors()
        return None, [(wrong["loc"], sentence({**wrong, "loc": (NAME, *wrong["loc"])}, TABLES)) for wrong in found]
    mistakes = list(_mistakes(form, taken))
    return None if mistakes else _source(form, default_zone), mistakes


def bound_to_nothing(sources: Iterable[TextSource], items: Collection[str]) -> Iterator[str]:
    """What to say of sources that speak of items which no list names."""
    for source in sources:
        unknown = [name for name in source.items if name not in items]
        if unknown:
            yield f"{source.name} speaks of {', '.join(unknown)}, which this list does not name"


def label(raw: Any, number: int) -> str:
    """A source as a reader finds it: by its name, else by its number in the file."""
    name = raw.get("name") if isinstance(raw, dict) else None
    return name if isinstance(name, str) and name.isprintable() and name.strip() else f"source {number + 1}"


def _mistakes(form: SourceForm, taken: Collection[str]) -> Iterator[Mistake]:
    if form.name in taken:
        yield ("name",), "another source has this name already: choose another; claims name it as their source"
    if form.kind not in _WRITTEN:
        try:
            web_address(form.address)
        except ValueError as error:
            yield ("address",), f"{error}" if form.address else f"a {form.kind} has an address: write https://..."
        return
    pattern, how = _WRITTEN[form.kind]
    if not re.fullmatch(pattern, form.address):
        shown = masked_address(form.address)
        yield ("address",), f'"{shown}" is no address of a source of kind {form.kind}: write {how}'


def _source(form: SourceForm, default_zone: str) -> TextSource:
    return TextSource(
        name=form.name,
        kind=form.kind,
        address=form.address,
        zone=form.zone or default_zone,
        tags=tuple(form.tags),
        standing=form.standing or Standing.REPORTED,
        trust=form.trust,
        items=tuple(dict.fromkeys(form.items)),
        every_seconds=seconds_between(form.every) if form.every else None,
    )
