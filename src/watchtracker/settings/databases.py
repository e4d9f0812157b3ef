"""The address of a database as people write it: SQLite or PostgreSQL by psycopg, or a sentence that says what is wrong.

A password may stand anywhere in an address, so no sentence repeats a part of it that could be one.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from watchtracker.nearest import nearest
from watchtracker.settings.fields import line
from watchtracker.settings.places import SQLITE

POSTGRESQL = "postgresql+psycopg://"
# The forms that hosting services and libpq use. There is only one driver here, so people need not name it.
_POSTGRESQL_SHORT = ("postgresql://", "postgres://")
_LONGEST_WAIT = 60
# What libpq takes (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS). `store` asks the
# driver later what it takes. An unknown name is refused here first, so that the message can name the setting.
_POSTGRESQL_PARAMETERS = frozenset(
    {
        *("application_name", "channel_binding", "client_encoding", "connect_timeout", "dbname"),
        *("fallback_application_name", "gssdelegation", "gssencmode", "gsslib", "host", "hostaddr", "keepalives"),
        *("keepalives_count", "keepalives_idle", "keepalives_interval", "krbsrvname", "load_balance_hosts"),
        *("max_protocol_version", "min_protocol_version", "oauth_client_id", "oauth_client_secret", "oauth_issuer"),
        *("oauth_scope", "options", "passfile", "password", "port", "prepare_threshold", "replication"),
        *("require_auth", "requirepeer", "requiressl", "scram_client_key", "scram_server_key", "service"),
        *("servicefile", "ssl_max_protocol_version", "ssl_min_protocol_version", "sslcert", "sslcertmode"),
        *("sslcompression", "sslcrl", "sslcrldir", "sslkey", "sslkeylogfile", "sslmode", "sslnegotiation"),
        *("sslpassword", "sslrootcert", "sslsni", "target_session_attrs", "tcp_user_timeout", "user"),
    }
)
_INSTEAD = {
    "ssl": "sslmode=require",
    "schema": "options=-csearch_path%3DSCHEMA",
    "search_path": "options=-csearch_path%3DSCHEMA",
    "currentschema": "options=-csearch_path%3DSCHEMA",
    "encoding": "client_encoding=utf8",
    "charset": "client_encoding=utf8",
    "timeout": "connect_timeout=10",
    "username": "user=NAME",
}
_VARIABLE = re.compile(r"\$\{?(\w+)\}?|%([A-Za-z_]\w{2,})%")


def database_address(text: str) -> str:
    """The address of an SQLite file, or of PostgreSQL with its driver; raises ValueError, never with the password."""
    text = line(text)
    for short in _POSTGRESQL_SHORT:
        if text.startswith(short):
            text = POSTGRESQL + text.removeprefix(short)
    scheme = text.partition(":")[0]
    if text.startswith(POSTGRESQL):
        return _postgresql(text)
    if scheme.startswith("postgres"):
        raise ValueError(f"PostgreSQL is reached by psycopg here: begin it with {POSTGRESQL}")
    if text.startswith(SQLITE):
        return _sqlite(text)
    if scheme.startswith("sqlite"):
        raise ValueError(f"begin an SQLite file's address with {SQLITE}, such as {SQLITE}watchtracker.db")
    raise ValueError(f"it must be in SQLite or PostgreSQL: begin it with {SQLITE} or {POSTGRESQL}")


def _postgresql(text: str) -> str:
    place, _, query = text.removeprefix(POSTGRESQL).partition("?")
    if place.count("@") > 1 or "@" in query:
        raise ValueError("a sign in its password ends it too soon: write @ as %40, / as %2F and ? as %3F there")
    try:
        urlsplit(text).port  # noqa: B018 - reading it is the check
    except ValueError:
        message = "its port is no number: write it as HOST:5432, and signs in the password as %40 for @ and %3A for :"
        raise ValueError(message) from None
    for name in _parameters(query):
        if name not in _POSTGRESQL_PARAMETERS:
            raise ValueError(f"{_unknown(name)}: {_hint(name)}")
    return text


def _sqlite(text: str) -> str:
    path, question, query = text.removeprefix(SQLITE).partition("?")
    if path in {"", ":memory:"}:
        raise ValueError(f"it names no file, and what is owed must outlive the program: write {SQLITE}watchtracker.db")
    if "%00" in path:
        raise ValueError("%00 cannot stand in the name of a file: take it out")
    if found := _VARIABLE.search(path):
        raise ValueError(f"{found[0]} is not filled in here: write the path itself, or begin it with ~/ for your home")
    if question:
        _refuse_but_timeout(query)
    return text


def _refuse_but_timeout(query: str) -> None:
    if _parameters(query) != ["timeout"]:
        raise ValueError("a file's name ends before ?, and what follows is not known: choose a name without it")
    try:
        seconds = float(query.partition("=")[2])
    except ValueError:
        seconds = -1
    # Written with `not`, because no comparison holds for NaN, and it must be refused as well.
    if not 0 <= seconds <= _LONGEST_WAIT:
        raise ValueError(f"timeout is how many seconds it waits for others: write 0 to {_LONGEST_WAIT}")


def _parameters(query: str) -> list[str]:
    return [pair.partition("=")[0] for pair in query.split("&") if pair]


def _unknown(name: str) -> str:
    # Anything but a plain name may be a part of a password, so it is not repeated.
    return (
        f'"{name}" behind ? is no parameter of PostgreSQL'
        if re.fullmatch(r"[A-Za-z_]{1,40}", name)
        else ("what stands behind ? is no parameter of PostgreSQL")
    )


def _hint(name: str) -> str:
    if instead := _INSTEAD.get(name.lower()):
        return f"write {instead}"
    near = nearest(name, _POSTGRESQL_PARAMETERS)
    return f"did you mean {near}?" if near else "take it out, or look the name up in PostgreSQL's manual"
