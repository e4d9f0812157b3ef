"""What is read of people, given 100 kB of the worst: no reader may keep anybody waiting for longer than a limit.

Each of the texts of `hostile_texts.py` is read as a whole file and as the value of each key of it, as each variable of
the settings, in a file that a variable names, and as the words for a date. Readers that look at no more than so many
characters get it cut there as well, since what is refused for its length alone shows nothing.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.hostile_texts import LENGTH, TEXTS
from benchmarks.racing import told
from watchtracker import dates, settings, watchlist
from watchtracker.errors import DateRefusedError, ProblemsError
from watchtracker.settings.environment import variable
from watchtracker.settings.form import SCALARS, SECRETS, ChannelForm, FeedForm, RemindForm, SettingsForm, SlackForm
from watchtracker.watchlist.form import ClaimForm, DefaultsForm, ItemForm, OutcomeForm

_LIMIT = 0.5
_NOW = datetime(2026, 9, 14, 12, tzinfo=UTC)
_SAID_ON = date(2026, 9, 14)
_LONGEST_VARIABLE, _LONGEST_DATE = 4000, 500
# Measured again where it matters: what happens once on a machine is not the reader's doing.
_AGAIN_FROM, _AGAIN = 0.1, 2
_LISTS = {"tags", "remind", "wants", "workdays", "quiet", "release"}
_LIST_TABLES = {
    "[[item]]": ItemForm,
    "[[item]]\n[[item.claim]]": ClaimForm,
    "[[item]]\n[item.outcome]": OutcomeForm,
    "[defaults]": DefaultsForm,
}
_SETTINGS_TABLES = {
    "": SettingsForm,
    "[[channel]]": ChannelForm,
    "[[feed]]": FeedForm,
    "[slack]": SlackForm,
    "[remind]": RemindForm,
}


@dataclass(frozen=True, slots=True)
class _Reader:
    """`cases` are what it does with a text: what that is called, and the doing."""

    name: str
    cases: Callable[[str], Iterator[tuple[str, Callable[[], object]]]]


def main() -> bool:
    print(f"\n{len(TEXTS)} hostile texts of {LENGTH:,} characters, at most {_LIMIT * 1000:g} ms each")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        readers = [
            _Reader("a list file", lambda text: _files(folder, text, _LIST_TABLES, _list)),
            _Reader("a settings file", lambda text: _files(folder, text, _SETTINGS_TABLES, _settings)),
            _Reader("a variable", lambda text: _variables(folder, text)),
            _Reader("words for a date", _dates),
        ]
        held = [_holds(reader) for reader in readers]  # all are said, also after one that is missed
        return all(held)


def _holds(reader: _Reader) -> bool:
    """Whether the slowest that the reader does keeps to the limit; says what that is."""
    slowest, what, count = 0.0, "", 0
    for shape, text in TEXTS.items():
        for case, read in reader.cases(text):
            count += 1
            if (taken := _taken(read)) > slowest:
                slowest, what = taken, f"{shape}, {case}"
    print(f"  {reader.name:<16}  {slowest * 1000:8.2f} ms  the slowest of {count:,}: {what}", flush=True)
    return told(reader.name, slowest / _LIMIT, "the limit", 1)


def _taken(read: Callable[[], object]) -> float:
    """Time of the processor: what others take of the core is left out."""
    best = _once(read)
    if best > _AGAIN_FROM:
        best = min(best, *(_once(read) for _ in range(_AGAIN)))
    return best


def _once(read: Callable[[], object]) -> float:
    started = time.process_time()
    with suppress(ProblemsError, DateRefusedError):  # refusing is an answer as well; anything else ends the run
        read()
    return time.process_time() - started


def _files(
    folder: Path, text: str, tables: Mapping[str, type], read: Callable[[Path], object]
) -> Iterator[tuple[str, Callable[[], object]]]:
    path = folder / "hostile.toml"
    for case, written in _written(text, tables):
        path.write_text(written, encoding="utf-8", newline="")
        yield case, lambda: read(path)


def _written(text: str, tables: Mapping[str, type]) -> Iterator[tuple[str, str]]:
    """A file that is the text, and files in which it stands where a value, a name or a comment may stand."""
    quoted = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    yield "as the file", text
    for header, form in tables.items():
        below = header.rpartition("\n")[2] or "no header"
        for key in getattr(form, "model_fields"):  # noqa: B009 - of a pydantic model, which `type` does not say
            yield f"as {key} below {below}", f"{header}\n{key} = {quoted}\n"
            if key in _LISTS:
                yield f"in {key} below {below}", f"{header}\n{key} = [{quoted}]\n"
        yield f"as a key below {below}", f"{header}\n{quoted} = 1\n"
    yield "as a header", f"[{quoted}]\n"
    yield "as a comment", "# " + text.replace("\n", "\n# ")


def _list(path: Path) -> object:
    return watchlist.read(path, default_zone="Asia/Shanghai", now=_NOW)


def _settings(path: Path) -> object:
    return settings.load(path, {}, path.parent)


def _variables(folder: Path, text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    usable = text.replace("\0", "")
    for name in (variable(place) for place in SCALARS):
        for value in (usable, usable[:_LONGEST_VARIABLE]):
            yield f"{len(value):,} characters as {name}", _loading(folder, {name: value})
    (folder / "secret").write_text(usable[: LENGTH // 2], encoding="utf-8")
    for name in (f"{variable(place)}_FILE" for place in SECRETS):
        yield f"as {name}", _loading(folder, {name: usable[:_LONGEST_VARIABLE]})
        yield f"in the file that {name} names", _loading(folder, {name: str(folder / "secret")})
    yield "as a variable's name", _loading(folder, {f"WATCHTRACKER_{usable.replace('=', '')}": "1"})


def _loading(folder: Path, environ: Mapping[str, str]) -> Callable[[], object]:
    return lambda: settings.load(None, environ, folder)


def _dates(text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    for value in (text, text[:_LONGEST_DATE], f"6 May 2026 {text}"[:_LONGEST_DATE]):
        yield f"{len(value):,} characters", lambda value=value: dates.read(value, said_on=_SAID_ON, zone=UTC)  # type: ignore[misc]
        yield f"the year of {len(value):,}", lambda value=value: dates.carries_year(value)  # type: ignore[misc]


if __name__ == "__main__":
    main()
