"""Bytes made into text: by what they begin with, by what was declared, as UTF-8; never by a guess.

What a server or a page declares goes by names that mean more than they say: "gb2312" is written by people whose
programs write GB18030, and "iso-8859-1" is what servers say that were never told.
"""

from __future__ import annotations

import codecs
import re

from watchtracker.errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# The codec that reads what is written under these names.
_MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "utf-16": "utf-16-le",
    "utf8mb4": "utf-8",
    "utf8": "utf-8",
}
# Some codecs of Python are no charsets; what is none of these is not looked up.
_CHARSET = re.compile(
    r"(utf-?(8|16(-?[lb]e)?)|gb\w*|big5\w*|cp\d+|euc[-_]\w+|iso-?2022-\w+|iso-?8859-?\d+(-[ie])?|windows-?\d+|koi8-\w"
    r"|tis-?620|mac\w*|johab|hz(-gb-2312)?)"
)
_IN_HTML = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:+-]{1,40})", re.IGNORECASE)
_IN_XML = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:+-]{1,40})", re.IGNORECASE)
_SHIFTED = re.compile(rb"\x1b\$[@B(]")
_HEAD = 4096
# One broken character in so many is a slip of whoever wrote it; more are another charset.
_ONE_BROKEN_IN = 500


class UndecodableError(InputError):
    """The text is in a charset that is not known: save it as UTF-8."""


def decoded(body: bytes, declared: str | None = None) -> str:
    """`body` as text; `declared` is what came with it. Raises UndecodableError."""
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, errors="replace")
    found = [codec for codec in (_codec(declared), *_declared_inside(body)) if codec]
    if found[:1] == ["cp1252"] or not found:
        found.insert(0, "utf-8")
    if _SHIFTED.search(body):
        found.insert(0, "iso2022_jp_2")
    for codec in (*found, "utf-8"):
        try:
            return body.decode(codec)
        except UnicodeError:
            continue
    for codec in (*found, "utf-8"):
        text = body.decode(codec, errors="replace")
        if text.count("\ufffd") * _ONE_BROKEN_IN <= len(text):
            return text
    raise UndecodableError


def _declared_inside(body: bytes) -> list[str | None]:
    """What a page or an XML file says about itself; UTF-16 cannot be true there, as it could not be read."""
    head = body[:_HEAD]
    matches = [pattern.search(head) for pattern in (_IN_XML, _IN_HTML)]
    codecs_found = [_codec(match[1].decode("ascii")) for match in matches if match]
    return [None if codec and codec.startswith("utf-16") else codec for codec in codecs_found]


def _codec(name: str | None) -> str | None:
    """The codec of a declared charset; None if there is none."""
    name = (name or "").strip().lower()
    codec = _MEANT.get(name, name)
    if not _CHARSET.fullmatch(codec):
        return None
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return None
