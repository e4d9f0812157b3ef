"""Texts of 100 kB that nobody means well with, each the kind of thing that has made some reader slow or fall over.

`hostile_input.py` gives every one of them to every reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

LENGTH = 100_000
_ITEM = '[[item]]\nid = "i{0}"\ntitle = "T"\nkind = "release"\nwhen = "{1}"\nsaid_on = 2026-01-05\nsource = "S"\n'
_CLAIM = '[[item.claim]]\nwhen = "{} May 2026"\nsaid_on = 2026-01-05\nsource = "S"\n'


def _again(*parts: str) -> str:
    """The parts without end, cut at the length."""
    whole = "".join(parts)
    return (whole * (LENGTH // len(whole) + 1))[:LENGTH]


def _numbered(line: Callable[[int], str], *, head: str = "", tail: str = "") -> str:
    """As many whole lines as there is room for, each with a number of its own."""
    return head + "".join(_lines(line, LENGTH - len(head) - len(tail))) + tail


def _lines(line: Callable[[int], str], room: int) -> Iterator[str]:
    number = 0
    while room >= len(text := line(number)):
        yield text
        room -= len(text)
        number += 1


TEXTS = {
    # Signs without end, in a file, a value and a date alike.
    "one letter": _again("a"),
    "digits": _again("9"),
    "digits and underscores": _again("1_"),
    "dots": _again("."),
    "dots between letters": _again("a."),
    "spaces": _again(" "),
    "line ends": _again("\n"),
    "quotes": _again('"'),
    "triple quotes": _again('"""', "\n"),
    "backslashes": _again("\\"),
    "brackets that open": _again("["),
    "brackets that open and close": _again("[]"),
    "braces that open": _again("{"),
    "parentheses that open": _again("("),
    "equals signs": _again("a=", "\n"),
    "hashes": _again("#", "\n"),
    "commas": _again("1,"),
    "dashes between numbers": _again("1-"),
    "slashes and colons": _again("http://"),
    "at signs": _again("a@"),
    "percent signs": _again("%f"),
    "question marks and ampersands": _again("?a=b&"),
    "months": _again("May "),
    "days": _again("6 May 2026, "),
    "days that are joined": _again("from 6 May to "),
    "times with zones": _again("12:00 UTC+1 "),
    "labels of a host": _again("xn--a."),
    # What is more than one byte, or more than one sign.
    "chinese numerals": _again("\u4e8c\u5341"),
    "a chinese month": _again("5\u67086\u65e5\u81f3"),
    "marks that combine": _again("e", "\u0301" * 50),
    "letters that grow": _again("\ufdfa"),
    "letters of two directions": _again("\u05d0a"),
    "emoji that are joined": _again("\U0001f468\u200d"),
    "curly quotes": _again("\u201c"),
    "control characters": _again("\x01"),
    # Files that are TOML, or nearly so.
    "lists in lists": "a = " + "[" * (LENGTH // 2 - 2) + "]" * (LENGTH // 2 - 2),
    "tables in tables": "a = " + _again("{a=")[:-4],
    "a key of many parts": "a." * (LENGTH // 2 - 2) + "a=1",
    "a header of many parts": "[" + "a." * (LENGTH // 2 - 2) + "a]",
    "keys of twenty parts": _numbered(lambda number: "a." * 19 + f"k{number} = 1\n"),
    "keys that nobody knows": _numbered(lambda number: f"ke{number} = 1\n"),
    "tables that nobody knows": _numbered(lambda number: f"[item{number}]\n"),
    "headers of twenty parts": _numbered(lambda number: "[" + "a." * 19 + f"k{number}]\n"),
    "keys in one table": _numbered(lambda number: f"k{number}=1,", head="a = {", tail="k=1}"),
    "one key again and again": _numbered(lambda _: "zone = 1\n"),
    "a list of numbers": _numbered(lambda _: "1,", head="item = [", tail="1]"),
    "a list of lists": _numbered(lambda _: "[],", head="item = [", tail="1]"),
    "a text that is never closed": 'a = "' + "\\u0041" * (LENGTH // 6 - 1),
    "a long text that is never closed": 'a = """' + _again("a\n")[:-7],
    "a long text, then a mistake": 'a = """' + _again("a\n")[:-20] + '"""\nb',
    # A list with as much as it can hold.
    "items": _numbered(lambda number: _ITEM.format(number, "late April 2026")),
    "items whose dates are refused": _numbered(lambda number: _ITEM.format(number, "April or May or so")),
    "items with one id": _numbered(lambda _: _ITEM.format(0, "late April 2026")),
    "items with nothing in them": _numbered(lambda _: "[[item]]\n"),
    "items with keys that nobody knows": _numbered(lambda number: f"tilte{number} = 1\n", head="[[item]]\n"),
    "claims": _numbered(lambda number: _CLAIM.format(number % 28 + 1), head=_ITEM.partition("when")[0].format(0)),
    "claims with nothing in them": _numbered(lambda _: "[[item.claim]]\n", head="[[item]]\n"),
    # Settings with as much as they can hold.
    "channels": _numbered(lambda number: f'[[channel]]\nname = "c{number}"\nslack = "C{number:08}"\n'),
    "channels with nothing in them": _numbered(lambda _: "[[channel]]\n"),
    "channels and another to fall back on": _numbered(
        lambda number: f'[[channel]]\nname = "c{number}"\nslack = "C{number:08}"\n', head='fallback_channel = "d123"\n'
    ),
    "feeds with one name": _numbered(lambda _: '[[feed]]\nname = "a"\n'),
    "hours of quiet": _numbered(
        lambda number: f'"{number % 24:02}:00-{number % 24:02}:30",',
        head='[[channel]]\nname = "c"\nslack = "C01234567"\nquiet = [',
        tail='"01:00-02:00"]',
    ),
    "lead times": _numbered(lambda number: f'"{number}d",', head="[remind]\nrelease = [", tail='"1h"]'),
}
