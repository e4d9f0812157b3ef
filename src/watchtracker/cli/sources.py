"""`sources`: where texts and signals come from, how each answers, and fetching by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, assert_never

import click

from watchtracker.cli.options import config_option, example, json_option, offered
from watchtracker.cli.screen import columns, fields, fitted, on_terminal, say, write, write_json
from watchtracker.errors import InputError
from watchtracker.masking import masked, masked_address
from watchtracker.nearest import there_is_no
from watchtracker.runtime import bootstrap, environment
from watchtracker.wording.items import count
from watchtracker.wording.safe_text import clean
from watchtracker.wording.utc import utc

if TYPE_CHECKING:
    from watchtracker.collecting.results import Came
    from watchtracker.intake.text_sources import TextSource
    from watchtracker.store.engine import Store
    from watchtracker.store.sources import SourceRow


@dataclass(frozen=True, slots=True)
class _Listed:
    """A source or a signal as it is listed: how far it has got (None: never tried), and what came of its proposals.

    `name` is what its row is called, `shown` the same without the keys of an address in it.
    """

    name: str
    kind: str
    address: str
    row: SourceRow | None
    proposals: int
    accepted: int

    @property
    def shown(self) -> str:
        return masked(self.name)


@click.group(
    "sources",
    invoke_without_command=True,
    epilog=example("sources", 'sources try "China AI Weekly"', "sources fetch"),
)
@config_option
@json_option
@click.pass_context
def sources_command(context: click.Context, *, config: str | None, as_json: bool) -> None:
    """The sources of the watch list and the signals of its items: when each answered last, and what came of it."""
    if context.invoked_subcommand is not None:
        return
    with bootstrap.open_existing(bootstrap.settings(config)) as store:
        sources, signals = _listed(store)
    if as_json:
        write_json({"sources": [_json(each) for each in sources]})
    elif not sources and not signals:
        say(["there are no sources: write [[source]] into the watch list, or signals into one of its items"])
    elif on_terminal():
        write(line for each in (*sources, *signals) for line in _lines(each))
    else:
        write(fields(_words(each)) for each in (*sources, *signals))
        for each in sources:
            for remark in _remarks(each):
                environment.hint(f"{clean(each.shown)}: {remark}")


@sources_command.command("try", epilog=example('sources try "China AI Weekly"'))
@click.argument("name", shell_complete=offered("sources"))
@config_option
@json_option
def try_source(name: str, *, config: str | None, as_json: bool) -> None:
    """Fetch a source now and show what it would propose if it were new; nothing is recorded."""
    from watchtracker.cli import proposals as shown
    from watchtracker.cli.screen import coloured
    from watchtracker.reports.proposals import proposals_json
    from watchtracker.runtime.polling import collector
    from watchtracker.tracker.waiting import beside_the_record, known_items

    settings, now = bootstrap.settings(config), bootstrap.now()
    with bootstrap.open_existing(settings) as store:
        source = _source(store, name)
        said = collector(settings, store).preview(source)
        with store.reading() as tx:
            known = known_items(item for item in tx.items.all() if item.listed)
            rows = beside_the_record(tx, said.proposed, known, now)
    if said.passed_over:
        environment.hint(f"{clean(name)}: {said.passed_over}")
    if as_json:
        write_json(proposals_json(rows, as_of=now))
    elif not rows:
        say([f"{clean(name)} answers, and says nothing that is to come"])
    elif on_terminal():
        write(shown.lines(rows, columns(), zone=settings.zone, colour=coloured()))
    else:
        write(shown.for_a_pipe(rows, settings.zone))


@sources_command.command("fetch", epilog=example("sources fetch", 'sources fetch "China AI Weekly"'))
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=offered("sources"))
@config_option
@json_option
def fetch_sources(names: tuple[str, ...], *, config: str | None, as_json: bool) -> None:
    """Fetch sources and signals now, whether or not they have their turn, and record what they say.

    Several are asked at a time; what came is said in the order of their names, the signals last. The exit status is 1
    if one of them failed.
    """
    from watchtracker.cli.deciding import after
    from watchtracker.collecting.results import CameOf
    from watchtracker.runtime.polling import collector

    settings = bootstrap.settings(config)
    with bootstrap.open_existing(settings) as store:
        named = _named(store, names)
        with _progress() as done:
            came = collector(settings, store).fetch(named, done)
    if as_json:
        write_json({"fetched": [_came_json(each) for each in came]})
    elif not came:
        say(["there is nothing to fetch: write [[source]] into the watch list, or signals into one of its items"])
    else:
        for each in came:
            more = f"; {each.passed_over}" if each.passed_over else ""
            say([f"{clean(each.name)}: {_what_came(each)}{more}"])
            write(line.removeprefix("    ") for let_in in each.let_in for line in after(let_in))
    if any(each.of is CameOf.FAILED for each in came):
        sys.exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], object]]:
    """How many have answered, on the last line of a terminal; what it says is gone at the end."""
    shown = sys.stderr.isatty()

    def done(number: int, of: int) -> None:
        if shown and of > 1:
            sys.stderr.write(f"\r{number} of {of} asked")
            sys.stderr.flush()

    try:
        yield done
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _listed(store: Store) -> tuple[list[_Listed], list[_Listed]]:
    """The sources that the watch list declares, and the signals of its items."""
    from watchtracker.collecting.subjects import signals_of

    with store.reading() as tx:
        declared, rows, counts = tx.sources.declared(), tx.sources.all(), tx.proposals.counts()
        waiting = {str(each): each for item in tx.items.with_signals() if item.listed for each in signals_of(item)}
    sources = [
        _Listed(
            each.name,
            each.kind.value,
            masked_address(each.address),
            rows.get(each.name),
            *counts.get(each.name, (0, 0)),
        )
        for each in declared
    ]
    signals = [
        _Listed(
            name,
            f"signal of {each.kind.value.partition('-')[0]}",
            masked(each.name),
            rows.get(name),
            *counts.get(masked(name), (0, 0)),
        )
        for name, each in sorted(waiting.items())
    ]
    return sources, signals


def _source(store: Store, name: str) -> TextSource:
    with store.reading() as tx:
        declared = {source.name: source for source in tx.sources.declared()}
    if name not in declared:
        raise InputError(_unknown(name, declared))
    return declared[name]


def _unknown(name: str, there: Collection[str]) -> str:
    return there_is_no("source", name, there) if there else f"there is no source {name!r}: the watch list names none"


def _named(store: Store, names: Sequence[str]) -> list[str]:
    """The sources and signals of these names, which may be typed as they are shown."""
    there = [each for group in _listed(store) for each in group]
    found: list[str] = []
    for name in names:
        matching = [each.name for each in there if name in {each.name, each.shown}]
        if not matching:
            raise InputError(_unknown(masked(name), [each.shown for each in there]))
        found += matching
    return found


def _json(each: _Listed) -> dict[str, Any]:
    row = each.row
    return {
        "name": each.shown,
        "kind": each.kind,
        "address": each.address,
        "last": _moment(row.last_at) if row else None,
        "next": _moment(row.next_at) if row else None,
        "error": masked(row.error) if row and row.error else None,
        "proposals": each.proposals,
        "accepted": each.accepted,
    }


def _came_json(came: Came) -> dict[str, Any]:
    return {
        "name": came.name,
        "result": came.of.value,
        "error": came.error or None,
        "proposals": came.proposed,
        "let_in": [each.change.item_id for each in came.let_in],
    }


def _moment(moment: datetime | None) -> str | None:
    from watchtracker import dates

    return dates.instant(moment) if moment else None


def _words(each: _Listed) -> tuple[str, ...]:
    row = each.row
    last, following = (row.last_at, row.next_at) if row else (None, None)
    error = clean(masked(row.error)) if row and row.error else ""
    number = (str(each.proposals), str(each.accepted))
    return (clean(each.shown), each.kind, _moment(last) or "", _moment(following) or "", *number, error)


def _lines(each: _Listed) -> Iterator[str]:
    """A source on a terminal: its name and kind, how it answers, what came of it, what is wrong."""
    row = each.row
    yield from fitted(f"{clean(each.shown)}  ({each.kind})", columns())
    yield from _indented([_how_it_answers(row), _share(each)])
    if row is not None and row.error:
        yield from _indented([clean(masked(row.error))])
    if row is not None and row.moved_to:
        yield from _indented([f"it says that it moved: write address = {clean(masked_address(row.moved_to))}"])
    yield from _indented(_remarks(each))


def _remarks(each: _Listed) -> list[str]:
    """What there is to say of a source that answers: what of it was passed over, and why it is doubted."""
    from watchtracker.collecting import remembering

    memory = remembering.remembered(each.row.seen if each.row else None)
    return [remark for remark in (remembering.passed_over(memory), remembering.doubt_said(memory)) if remark]


def _indented(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from (f"    {line}" for line in fitted(sentence, columns() - 4))


def _how_it_answers(row: SourceRow | None) -> str:
    if row is None or row.tried_at is None:
        return "not asked yet: `watchtracker serve` does within a minute, `watchtracker sources fetch` now"
    last = f"last answer {utc(row.last_at)}" if row.last_at else "it never answered"
    return f"{last}, next asked {utc(row.next_at)}" if row.next_at else f"{last}, not asked any more"


def _share(each: _Listed) -> str:
    if not each.proposals:
        return "no proposals yet"
    return f"{count(each.proposals, 'proposal')}, {each.accepted} accepted ({each.accepted / each.proposals:.0%})"


def _what_came(came: Came) -> str:
    from watchtracker.collecting.results import CameOf

    match came.of:
        case CameOf.FAILED:
            return came.error
        case CameOf.BUSY:
            return "another process asks it just now"
        case CameOf.UNCHANGED:
            return "nothing new"
        case CameOf.READ:
            if not came.proposed:
                return f"{count(len(came.let_in), 'claim')} let in" if came.let_in else "nothing new"
            let_in = f", {len(came.let_in)} let in" if came.let_in else ""
            return f"{count(came.proposed, 'new proposal')}{let_in}: `watchtracker inbox` shows what waits"
        case _:
            assert_never(came.of)
