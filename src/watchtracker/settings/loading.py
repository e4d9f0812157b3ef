"""Settings from a file and the environment, or a list of everything that is wrong with them.

Variables have precedence over the file, so that one file can serve several places. A relative path starts at the folder
of the file, or at the working folder if a variable has it. `form.py` has the keys, `environment.py` the variables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from watchtracker.errors import ProblemsError
from watchtracker.items import Kind
from watchtracker.notifications import Channel, LeadTime
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.settings import environment, escalating, mail, places, toml_file, ways, webhooks
from watchtracker.settings.environment import Variables
from watchtracker.settings.form import TABLES, ChannelForm, SettingsForm
from watchtracker.settings.mistakes import choose, sentence
from watchtracker.settings.places import CONFIG, NAME, Paths
from watchtracker.settings.records import FetchSettings, Settings, SlackSettings, local_address
from watchtracker.settings.toml_file import TomlFile
from watchtracker.subscriptions import Feed
from watchtracker.targets import CONSOLE

Place = tuple[str | int, ...]


def load(config: Path | None, environ: Mapping[str, str], cwd: Path | None) -> Settings:
    """The settings of `config`, else of the first file found, with what `environ` sets; raises ProblemsError.

    Without a file everything is by default, as if an empty file were in `cwd`/config. `cwd` is None if the working
    folder was deleted.
    """
    variables = environment.read(environ, cwd)
    named = str(config or "") or environ.get(CONFIG) or None
    try:
        path = places.find(named, environ, cwd)
    except ValueError as error:
        raise ProblemsError((f"{named}: {error}",)) from None
    name = named or _name(path, cwd)
    try:
        file = toml_file.read(path, name) if path else TomlFile(name, "", {})
    except ProblemsError as error:
        raise ProblemsError((*error.problems, *variables.problems)) from error
    form, mistakes = _filled(file, variables)
    mistakes += list(_between(file, variables))
    problems = [*_told(mistakes, file, variables), *variables.problems]
    if problems or form is None:
        raise ProblemsError(tuple(problems))
    folder = path.parent if path else cwd and cwd / "config"
    return _settings(form, path, variables, Paths(environ, cwd, folder))


@dataclass(frozen=True, slots=True)
class _Mistake:
    place: Place
    sentence: str


def _name(path: Path | None, cwd: Path | None) -> str:
    """How messages name a file that was found and not given: by its path from the working folder, if it is below."""
    if path is None:
        return NAME
    return str(path.relative_to(cwd) if cwd and path.is_relative_to(cwd) else path)


def _filled(file: TomlFile, variables: Variables) -> tuple[SettingsForm | None, list[_Mistake]]:
    try:
        if not variables.values:
            return SettingsForm.model_validate(file.value), []
        from watchtracker.settings.from_variables import filled  # noqa: PLC0415 - slow to load, rarely needed

        return filled(file.value, variables), []
    except ValidationError as error:
        return None, [_Mistake(detail["loc"], sentence(detail, TABLES)) for detail in error.errors()]


def _between(file: TomlFile, variables: Variables) -> Iterator[_Mistake]:
    """Mistakes that several values make together, found in the file as written, to be reported with all others."""
    channels = _tables(file, "channel")
    for key in ("channel", "feed"):
        yield from _twice(file, key)
    yield from _about_mail(file, variables, used=any(channel.get("email") for channel in channels))
    table = file.value.get("fetch")
    allow = table.get("allow") if isinstance(table, dict) else None
    of_channels = chain(
        ways.mistakes(channels, variables.webhooks),
        webhooks.mistakes(channels, variables.webhooks, allow),
        escalating.mistakes(channels),
    )
    for place, said in of_channels:
        yield _Mistake(place, said)
    fallback = variables.values.get(environment.variable(("fallback_channel",))) or file.value.get("fallback_channel")
    names = [*dict.fromkeys([*(str(channel.get("name")) for channel in channels), CONSOLE])]
    if isinstance(fallback, str) and fallback.strip() not in names:
        yield _Mistake(("fallback_channel",), f'there is no channel "{fallback}": {choose(fallback, names)}')


def _about_mail(file: TomlFile, variables: Variables, *, used: bool) -> Iterator[_Mistake]:
    table = file.value.get("email")
    in_file = dict(table) if isinstance(table, dict) else {}
    by_variable = {key: variables.values.get(environment.variable(("email", key))) for key in TABLES[("email",)]}
    said = in_file | {key: text for key, text in by_variable.items() if text}
    hidden = bool(in_file.get("password")) and not by_variable["password"]
    for key, wrong in mail.together(said, in_file=hidden, used=used):
        yield _Mistake(("email", key), wrong)


def _twice(file: TomlFile, key: str) -> Iterator[_Mistake]:
    seen: Counter[str] = Counter()
    for number, table in enumerate(_tables(file, key)):
        name = table.get("name")
        if isinstance(name, str):
            seen[name.strip()] += 1
            if seen[name.strip()] > 1:
                yield _Mistake((key, number, "name"), f'there is a {key} "{name}" already: choose another name')


def _tables(file: TomlFile, key: str) -> list[dict[str, Any]]:
    found = file.value.get(key)
    return [table if isinstance(table, dict) else {} for table in found] if isinstance(found, list) else []


def _told(mistakes: list[_Mistake], file: TomlFile, variables: Variables) -> list[str]:
    """Each mistake as a line of text, in the order of the file; those of variables last."""
    if not mistakes:
        return []
    lines = file.lines
    placed = [(lines.of(wrong.place), wrong) for wrong in mistakes if variables.name_of(wrong.place) is None]
    placed.sort(key=lambda found: found[0])
    told = [f"{file.name}:{line}: {_named(wrong.place, file)}: {wrong.sentence}" for line, wrong in placed]
    return told + [f"{name}: {wrong.sentence}" for wrong in mistakes if (name := variables.name_of(wrong.place))]


def _named(place: Place, file: TomlFile) -> str:
    """What a place is called: `channel "policy": hour`, `slack.api_url`, `zone`."""
    if len(place) > 1 and isinstance(place[1], int):
        # Only this one table is read: all of them, for each mistake, would take quadratic time.
        table = file.value[str(place[0])][place[1]] if place[0] in {"channel", "feed"} else None
        name = table.get("name") if isinstance(table, dict) else None
        which = f'{place[0]} "{name}"' if isinstance(name, str) else f"{place[0]} {place[1] + 1}"
        rest = [str(step) for step in place[2:] if isinstance(step, str)]
        return ": ".join([which, *rest])
    return ".".join(str(step) for step in place if isinstance(step, str))


def _settings(form: SettingsForm, path: Path | None, variables: Variables, paths: Paths) -> Settings:
    slack = form.slack
    try:
        watchlist = paths.absolute(form.watchlist, variables.name_of(("watchlist",)))
        database = paths.database(form.database, variables.name_of(("database",)))
    except ValueError as error:
        raise ProblemsError((f"{path or NAME}: {error}",)) from None
    return Settings(
        path=path,
        watchlist=watchlist,
        database=database,
        zone=form.zone,
        host=form.host,
        port=form.port,
        public_url=form.public_url or local_address(form.host, form.port),
        public_url_is_ours=form.public_url is None,
        access_token=form.access_token,
        public=form.public,
        fallback_channel=form.fallback_channel,
        lease_seconds=form.lease_seconds,
        slack=SlackSettings(
            api_url=slack.api_url.rstrip("/") + "/",
            bot_token=slack.bot_token,
            signing_secret=slack.signing_secret,
            app_token=slack.app_token,
        ),
        channels=tuple(_channel(channel, form, variables) for channel in form.channel)
        or (Channel(name=CONSOLE, zone=form.zone),),
        feeds=tuple(Feed(feed.name, feed.title or feed.name, tuple(feed.tags)) for feed in form.feed),
        remind={kind: _leads(form, kind) for kind in Kind},
        recheck=form.recheck.by_kind(),
        email=form.email.settings(),
        fetch=_fetch(form),
        auth=form.auth.settings(),
        log=form.log.settings(),
    )


def _fetch(form: SettingsForm) -> FetchSettings:
    api = {name: address.rstrip("/") for name, address in form.fetch.api.model_dump(by_alias=True).items()}
    tokens = {"github": form.github.token, "huggingface": form.huggingface.token}
    return FetchSettings(tuple(form.fetch.allow), api, {name: token for name, token in tokens.items() if token})


def _leads(form: SettingsForm, kind: Kind) -> tuple[LeadTime, ...]:
    own = form.remind.of(kind)
    return DEFAULT_LEADS[kind] if own is None else tuple(own)


def _channel(form: ChannelForm, around: SettingsForm, variables: Variables) -> Channel:
    return Channel(
        name=form.name,
        zone=form.zone or around.zone,
        hour=form.hour,
        to=form.target(variables.webhooks),
        tags=tuple(form.tags),
        wants=frozenset(form.wants),
        digest=form.digest,
        unclear=form.unclear,
        workdays=frozenset(form.workdays),
        holidays=form.holidays,
        quiet=tuple(form.quiet),
        answers=form.answers,
        dm_owner=escalating.dm_owner(form, around.slack),
        escalate_to=form.escalate_to,
    )
