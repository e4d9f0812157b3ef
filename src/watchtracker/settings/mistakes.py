"""What is wrong with a value, in a sentence that says how to fix it.

pydantic finds all mistakes at once, but describes them for programmers; these sentences are for people who edit the
file. `fields.py` has the sentences about what values mean, `toml_file.py` the lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pydantic_core import ErrorDetails

from watchtracker.nearest import nearest

# The names that each table knows, by the table's own place: () is the top of the file.
Tables = Mapping[tuple[str, ...], Collection[str]]

_SHAPES = {
    "string_type": "text in quotes",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "list_type": 'a list, such as ["one", "two"]',
}
_REPEATED = {"claim", "recheck"}
_TEXT = '"..."'
_EXAMPLES = {"kind": '"release", "deadline" or "event"', "said_on": "2026-04-10", "on": "2026-04-10"}


def sentence(error: ErrorDetails, tables: Tables) -> str:
    """What `error` means to people who edit the file, without the name of the key."""
    match error["type"]:
        case "extra_forbidden":
            return _unknown_name(str(error["loc"][-1]), tables[table_of(error["loc"])])
        case "missing":
            name = str(error["loc"][-1])
            return f"it is missing: write {name} = {_EXAMPLES.get(name, _TEXT)}"
        case "value_error":
            return str(error["ctx"]["error"])
        case "model_type" | "dict_type":
            name = f"[{header(error['loc'])}]"
            listed = isinstance(error["loc"][-1], int)
            return f"write it as a table, {f'[{name}]' if listed else name}, with its own lines below"
        case "list_type" if error["loc"] in {("item",), ("channel",), ("feed",)} or error["loc"][-1] in _REPEATED:
            return f"write [[{header(error['loc'])}]] with two brackets on each side, once for each"
        case kind if kind in _SHAPES:
            return f"it must be {_SHAPES[kind]}"
        case _:
            return error["msg"]


def table_of(place: Iterable[str | int]) -> tuple[str, ...]:
    """The names of the tables that hold the last name of `place`, without their numbers."""
    return tuple(step for step in place if isinstance(step, str))[:-1]


def header(place: Iterable[str | int]) -> str:
    """A table's name as its header has it."""
    return ".".join(step for step in place if isinstance(step, str))


def choose(name: str, names: Collection[str]) -> str:
    """The end of a sentence: the nearest name, or all of them."""
    near = nearest(name, names)
    return f'did you mean "{near}"?' if near else f"write one of {', '.join(names)}"


def _unknown_name(name: str, names: Collection[str]) -> str:
    near = nearest(name, names)
    return (
        f"there is no such key: did you mean {near}?" if near else f"there is no such key: known are {', '.join(names)}"
    )
