"""TOML files: the line of everything in every way that people write, and a sentence for whatever is none."""

from __future__ import annotations

import os
import tomllib
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hypothesis_profiles import at_least
from watchtracker.errors import ProblemsError
from watchtracker.settings import toml_file

CURLY = 'is a curly quote, from a word processor: write the straight "'
EVERYTHING = """\
top = 1  # a comment with [brackets]
dotted.key.deep = 2
inline = {one = 1, two = [1, {three = 3}]}

[slack]
url = "中文 é 🐎"

[[item]]
id = "a"
tags = [
  "first",
  "second",
]
notes = '''
two
lines'''
day = 2026-05-06
moment = 2026-05-06T16:00:00Z
clock = 09:00:00
"quoted key" = 1

[[item.claim]]
when = "x"

[[item.claim]]

[item.outcome]
on = 2026-01-01

[[item]]
value = 1
value_line = 2
[item.empty]
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("top",), 1),
        (("dotted", "key", "deep"), 2),
        (("inline", "two", 1, "three"), 3),
        (("slack",), 6),
        (("slack", "url"), 6),
        (("item", 0), 8),
        (("item", 0, "id"), 9),
        (("item", 0, "tags"), 10),
        (("item", 0, "tags", 1), 12),
        (("item", 0, "notes"), 14),
        (("item", 0, "quoted key"), 20),
        (("item", 0, "claim", 0), 22),
        (("item", 0, "claim", 0, "when"), 23),
        (("item", 0, "claim", 1), 25),
        (("item", 0, "claim", 1, "missing"), 25),
        (("item", 0, "outcome"), 28),
        (("item", 0, "outcome", "missing"), 28),
        (("item", 1), 30),
        (("item", 1, "value_line"), 32),
        (("item", 1, "empty"), 33),
        (("item", 1, "missing", "deeper"), 30),
        (("item", 7), 8),
        (("missing",), 1),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_everything_has_its_line(place: tuple[str | int, ...], line: int, ends: str) -> None:
    file = toml_file.parsed(EVERYTHING.replace("\n", ends).encode(), "x.toml")
    assert file.lines.of(place) == line


def test_values_come_as_python_has_them() -> None:
    item = toml_file.parsed(EVERYTHING.encode(), "x.toml").value["item"][0]
    assert (item["day"], item["clock"]) == (date(2026, 5, 6), time(9))
    assert item["moment"] == datetime.fromisoformat("2026-05-06T16:00:00Z")
    assert not isinstance(item["day"], datetime)


def test_a_byte_order_mark_is_no_mistake() -> None:
    file = toml_file.parsed(b"\xef\xbb\xbftop = 1\nnext = 2\n", "x.toml")
    assert (file.value, file.lines.of(("next",))) == ({"top": 1, "next": 2}, 2)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (
            b"ok = 1\nwhen = late April\n",
            'x.toml:2: this is no TOML (column 8): put text in quotes, such as "late April"',
        ),
        (b"a = 1\r\na = 2\r\n", "x.toml:2: this is no TOML (column 1): the same name stands twice: keep one of them"),
        (
            b"a = 2026-02-30",
            "x.toml:1: this is no TOML (column 5): there is no such date or time",
        ),
        (b"\n[[item]\n", "x.toml:2: this is no TOML (column 7): close it with ]]"),
        (
            b"\n\na = 0000-01-01",
            "x.toml:3: this is no TOML (column 5): there is no such date or time",
        ),
        (b"a = [\n1,\n\n", "x.toml:1: this is no TOML (column 1): a list is never closed: close it with ]"),
        (b'b = 1\na = """x\n\n', "x.toml:2: this is no TOML (column 5): the quotes are never closed: close them"),
        (b"a = 1\na = [\n1\n]", "x.toml:2: this is no TOML (column 1): the same name stands twice: keep one of them"),
        (
            "when = \u201clate April\u201d".encode(),
            f"x.toml:1: this is no TOML (column 8): \u201c {CURLY}",
        ),
        (
            'a = 1\nwhen = "late April\u201d\n'.encode(),
            f"x.toml:2: this is no TOML (column 19): \u201d {CURLY}",
        ),
        (b"a = " + b"9" * 5000, "x.toml:1: this number is too long: put text in quotes"),
        (b"a = 1\nb = '\xe9'", "x.toml:2: this is not UTF-8: save the file as UTF-8 text"),
        ("a = 1".encode("utf-16"), "x.toml:1: this is not UTF-8: save the file as UTF-8 text"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(raw: bytes, problem: str) -> None:
    with pytest.raises(ProblemsError) as error:
        toml_file.parsed(raw, "x.toml")
    assert error.value.problems == (problem,)


@pytest.mark.parametrize("text", ["a = " + "[" * 50_000, "a = 1\nb = " + "{a=" * 50_000 + "1" + "}" * 50_000])
def test_deep_nesting_is_refused_without_a_crash(text: str) -> None:
    with pytest.raises(ProblemsError, match=r"x\.toml:[12]: more than 100 brackets are open here: close some of them"):
        toml_file.parsed(text.encode(), "x.toml")


def test_brackets_in_strings_and_comments_nest_nothing() -> None:
    text = 'a = "[[" # [[\nb = \'[[\'\nc = """[\n[\\"[""" # [\n' + "# [[[ {\n" * 200
    assert toml_file.parsed(text.encode(), "x.toml").value == {"a": "[[", "b": "[[", "c": '[\n["['}


@pytest.mark.parametrize("form", ["{} = 1", "[{}]\nx = 1", "x = [{{{} = 1}}]"])
def test_a_key_of_thousands_of_parts_is_refused_without_a_crash(form: str) -> None:
    text = "b = 1\n" + form.format(".".join(["a"] * 50_000))
    with pytest.raises(ProblemsError, match=r"x\.toml:2: this key has more than 20 parts: take some of them out"):
        toml_file.parsed(text.encode(), "x.toml")


def test_curly_quotes_within_straight_ones_are_a_text() -> None:
    assert toml_file.parsed('a = "“late”"'.encode(), "x.toml").value == {"a": "“late”"}


def test_a_key_of_twenty_parts_is_none_too_many_and_neither_are_dots_in_a_text() -> None:
    text = ".".join(["a"] * 20) + ' = "' + "." * 50 + '"'
    assert toml_file.parsed(text.encode(), "x.toml").lines.of(("a",)) == 1


PIECES = [
    "a",
    "b.",
    ".",
    " = ",
    "1",
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    "\n",
    "\r\n",
    "“",
    " ",
    "2026-",
    "é",
]


@at_least(10)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_is_written_is_read_as_python_reads_it_or_refused_with_a_line(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        file = toml_file.parsed(text.encode(), "x.toml")
    except ProblemsError as error:
        (problem,) = error.problems
        line = int(problem.removeprefix("x.toml:").partition(":")[0])
        assert 1 <= line <= text.count("\n") + 1
    else:
        assert file.value == tomllib.loads(text)
        assert all(1 <= file.lines.of((key,)) <= text.count("\n") + 1 for key in file.value)


SOUND = st.recursive(
    st.sampled_from(["1", '"x"', "'''a\nb'''", '"""\n\\"""""', "[]", "2026-05-06"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda all_of_them: "[\n" + ",\n".join(all_of_them) + "\n]"),
)


@at_least(10)
@given(st.lists(SOUND, max_size=8))
def test_each_key_has_the_line_that_it_stands_on_whatever_stands_above(values: list[str]) -> None:
    text = "".join(f"k{number} = {value}\n" for number, value in enumerate(values))
    lines = toml_file.parsed(text.encode(), "x.toml").lines
    for number in range(len(values)):
        assert text.splitlines()[lines.of((f"k{number}",)) - 1].startswith(f"k{number} =")


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path / "pipe.toml", Path("/dev/full")):
        with pytest.raises(ProblemsError, match=r"^x: this is no regular file \(a pipe or a device\)"):
            toml_file.read(path, "x")


def test_a_file_that_is_too_large_says_how_large_it_may_be(tmp_path: Path) -> None:
    with (tmp_path / "large.toml").open("wb") as file:
        file.truncate(toml_file.LARGEST + 1)
    with pytest.raises(ProblemsError, match=r"^x: the file is too large: 64 MB are the most"):
        toml_file.read(tmp_path / "large.toml", "x")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"^none\.toml: there is no such file"):
        toml_file.read(tmp_path / "none.toml", "none.toml")
    with pytest.raises(ProblemsError, match=r"^folder: it cannot be read: is a directory"):
        toml_file.read(tmp_path, "folder")
