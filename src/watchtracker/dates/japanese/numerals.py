"""Japanese spellings made one before a text is cut: kanji numerals to digits, and the ways to write ~, か月, 締切.

Only a numeral that a unit of time follows is a number here: 一部 and 三菱 stay words, and so do 一時 and 一日も早く.
"""

from __future__ import annotations

import re

_NUMERALS = {c: i for i, c in enumerate("\u3007一二三四五六七八九")} | {"零": 0, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_ANY = "\u3007○零一二三四五六七八九十百千"
_SPELLINGS = (
    (re.compile("[〜\u223c\u3030]|(?<=[0-9日月年度旬)])ー(?=[0-9 ])"), "~"),
    (re.compile("(?:ヶ|ヵ|カ|ケ|ヵ|箇|個)月"), "か月"),
    (re.compile("(?:ヶ|ヵ|カ|ケ|箇)年"), "か年"),
    (re.compile("締め切り日?|締切り日?|〆切り?日?|締切日|締め切|〆"), "締切"),
    (re.compile("目処|目途"), "めど"),
    (re.compile("迄"), "まで"),
    (re.compile("依って|より以前"), "より前"),
    (re.compile("[ 　]*、[ 　]*|，"), ","),
    (re.compile("\uff0e"), "."),
)
_YEAR_ONE = re.compile("(?<=[和成])\\s*元(?=\\s*(?:年|\\())")
_QUARTER = re.compile("(?<=第)\\s*([一二三四])\\s*(?=四半期)")
_NUMERAL_RUN = re.compile(
    f"(?<![{_ANY}数何曜幾])(?<!第)[{_ANY}]+(?=\\s*(?:年(?!生|中)|月|か月|週間|日間|日(?:後|以内)|四半期|営業日))"
    f"|(?<=月)\\s*[{_ANY}]+(?=\\s*日)"
    f"|(?<=午[前後])\\s*[{_ANY}]+(?=\\s*時)"
    f"|(?<=[0-9]時)\\s*[{_ANY}]+(?=\\s*分)"
    f"|(?<=第)[{_ANY}]+(?=\\s*(?:[回号条項期四週]|[月火水木金土日]曜))"
)
_SPAN = re.compile(r"(?<![0-9/.:-])([0-9]{1,2})\s*([~・,-])\s*([0-9]{1,2})\s*(?=月)")
_DAYS = re.compile(r"(?<=月)(\s*[0-9]{1,2})\s*([~・,-])\s*([0-9]{1,2})\s*(?=日)")
_YEARS = re.compile(r"(?<![0-9])([0-9]{4})\s*([~-])\s*([0-9]{4}\s*(年度?))")
_HALF_A_YEAR = re.compile("(?<![上下四前後])半年(?=後|以内)")


def plain(text: str) -> str:
    """`text` with its numerals as digits and each word in the one spelling that the tables have."""
    for spelling, written in _SPELLINGS:
        text = spelling.sub(written, text)
    text = _YEAR_ONE.sub("1", text)
    text = _QUARTER.sub(lambda match: str(_number(match[1])), text)
    for _ in range(2):  # the day after its month, once that is digits
        text = _NUMERAL_RUN.sub(lambda match: str(_number(match[0].strip())), text)
    text = _YEARS.sub(r"\1\4\2\3", text)
    text = _HALF_A_YEAR.sub("6か月", text)
    text = _SPAN.sub(r"\1月\2\3", text)
    return _DAYS.sub(r"\1日\2\3", text)


def _number(numerals: str) -> int:
    if not any(c in _TENS for c in numerals):
        return int("".join(str(_NUMERALS[c]) for c in numerals))
    total = ones = 0
    for numeral in numerals:
        if numeral in _TENS:
            total, ones = total + (ones or 1) * _TENS[numeral], 0
        else:
            ones = ones * 10 + _NUMERALS[numeral]
    return total + ones
