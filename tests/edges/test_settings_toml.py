"""What we rely on in the TOML parser, which is young: the line of everything, in every way that people write."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from watchtracker.errors import ProblemsError
from watchtracker.settings import toml_file

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
        (("item", 1, "empty"), 30),
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
        (b"a = 2026-02-30", "x.toml:1: this is no TOML (column 5): invalid date, expected day between 01 and 28"),
        (b"\n[[item]\n", "x.toml:2: this is no TOML (column 8): close it with ]]"),
        (b"\n\na = 0000-01-01", "x.toml:3: there is no such date: year 0 is out of range"),
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


@pytest.mark.parametrize("form", ["{} = 1", "[{}]\nx = 1"])
def test_a_key_of_thousands_of_parts_is_refused_without_a_crash(form: str) -> None:
    text = "b = 1\n" + form.format(".".join(["a"] * 50_000))
    with pytest.raises(ProblemsError, match=r"x\.toml:2: this key has more than 100 parts: take some of them out"):
        toml_file.parsed(text.encode(), "x.toml")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"^none\.toml: there is no such file"):
        toml_file.read(tmp_path / "none.toml", "none.toml")
    with pytest.raises(ProblemsError, match=r"^folder: it cannot be read: is a directory"):
        toml_file.read(tmp_path, "folder")
