"""Which letters, figures and names of time stand in some words: what many rooms of the reader ask in the same way."""

from __future__ import annotations

import re

CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# Letters that are neither small nor capital; wider than `CJK`, for the signs between kana and Han are taken along.
CAPITAL_LESS = re.compile(r"[\u3040-\u9fff]")
LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"(?:19|20)\d\d")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Part of a pattern: a weekday in Chinese or Japanese, whole or as its one letter.
HAN_WEEKDAY = (
    r"(?:(?:周|週|星期)[一二三四五六日天]"
    r"|[月火水木金土日](?:曜日?)?)"
)
# Parts of patterns, for searches that know no capitals: the months, and what their short forms begin with.
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
SHORT_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
SHORT_WEEKDAYS = "mon|tue|wed|thu|fri|sat|sun"
