"""What an address of a database may say, and what is never shown of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from tests.databases import Server
from tests.edges.command_line import CommandLine
from watchtracker.errors import BusyError, InputError, StoreError
from watchtracker.store.addresses import Address
from watchtracker.store.engine import Store


def refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        Store.open(url)
    return str(refused.value)


def with_query(url: str, **query: str) -> str:
    return make_url(url).update_query_dict(query).render_as_string(hide_password=False)


def run_on(server: Server, statement: str) -> None:
    engine = create_engine(server._url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("ssl=true", "has a parameter 'ssl', which PostgreSQL does not know: did you mean 'ssl"),
        ("schema=app", "has a parameter 'schema', which PostgreSQL does not know: "),
        ("row_factory=x", "has a parameter 'row_factory', which PostgreSQL does not know: "),
        ("sslmode=a&sslmode=b", "names 'sslmode' twice: leave one of them"),
    ],
)
def test_a_parameter_that_nobody_understands_is_refused(query: str, sentence: str) -> None:
    said = refusal(f"postgresql://me:secret@127.0.0.1:1/watch?{query}")
    assert sentence in said
    assert "secret" not in said


@pytest.mark.parametrize("query", ["sslmode=perhaps", "connect_timeout=soon", "options=-cnonsense%3D1"])
def test_a_value_that_the_server_or_its_library_refuses_is_said(postgresql: Server, query: str) -> None:
    with postgresql.new() as url:
        name, _, value = query.partition("=")
        assert "cannot be used: " in refusal(with_query(url, **{name: value.replace("%3D", "=")}))


@pytest.mark.parametrize("name", ["password", "sslpassword"])
def test_a_password_behind_the_question_mark_is_masked(name: str) -> None:
    url = f"postgresql://127.0.0.1:1/watch?user=me&{name}=hunter2hunter2"
    assert "hunter2" not in str(Address.read(url))
    assert f"{name}=***" in str(Address.read(url))
    assert "hunter2" not in refusal(url)


def test_doctor_and_commands_mask_it_too(cli: CommandLine) -> None:
    url = "postgresql+psycopg://127.0.0.1:1/watch?user=me&password=hunter2hunter2"
    for words in (["doctor"], ["list"], ["apply"], ["deliver", "--once"]):
        said = cli(*words, WATCHTRACKER_DATABASE=url)
        assert said.status == 1
        assert "hunter2" not in said.out + said.err
        assert "cannot be used" in said.out + said.err


def test_what_strangers_may_read_names_nothing() -> None:
    error = StoreError("the database postgresql://db.internal/x cannot be used")
    assert error.public_message == "the database cannot be reached now"
    assert (
        BusyError("every connection to db.internal is in use").public_message == "the database is busy now: try again"
    )


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_without_room_for_every_letter_is_refused_while_it_is_empty(
    cli: CommandLine, postgresql: Server, encoding: str
) -> None:
    with postgresql.new() as url:
        name = make_url(url).database
        run_on(postgresql, f"DROP DATABASE {name}")
        run_on(
            postgresql, f"CREATE DATABASE {name} ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        )
        said = refusal(url)
        ran = cli("apply", WATCHTRACKER_DATABASE=url)
    assert f"is in {encoding}, which has no room for every letter: make one with CREATE DATABASE" in said
    assert (ran.status, said in ran.err) == (2, True)


def test_a_search_path_without_a_schema_is_said(cli: CommandLine, postgresql: Server) -> None:
    with postgresql.new() as url:
        nowhere = with_query(url, options="-csearch_path=nowhere")
        said = refusal(nowhere)
        ran = cli("apply", WATCHTRACKER_DATABASE=nowhere)
    assert "no schema of its search_path is there" in said
    assert (ran.status, "no schema of its search_path is there" in ran.err) == (2, True)


def test_another_encoding_of_the_client_changes_nothing(postgresql: Server) -> None:
    with postgresql.new() as url:
        store = Store.open(with_query(url, client_encoding="latin1"))
        with store.reading() as tx:
            assert tx.connection.exec_driver_sql("SELECT '权重'").scalar() == "权重"
        store.close()


def test_bytes_that_are_no_text_are_refused(store: Store) -> None:
    with pytest.raises(InputError, match=r"is no text: write it in UTF-8"), store.reading() as tx:
        tx.items.get(b"\xff".decode(errors="surrogateescape"))


@pytest.mark.parametrize(("query", "milliseconds"), [("", 10_000), ("?timeout=3", 3_000), ("?timeout=0", 0)])
def test_an_sqlite_file_is_waited_for_as_long_as_its_address_says(
    tmp_path: Path, query: str, milliseconds: int
) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path}/w.db{query}")) as store, store.reading() as tx:
        assert tx.connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == milliseconds
