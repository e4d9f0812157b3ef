"""Titles and statements as they are compared: folded words, versions whole, no numbers of days and hours. Pure."""

from __future__ import annotations

import re

from watchtracker.intake.proposals import folded

# What is said of many things weighs little, however rare it is in a short list.
_COMMON_WORDS = (
    "a an and the of for in on to by at from with its new next first final last open public general full call calls "
    "launch launches launched launching release releases released releasing availability version model models weights "
    "deadline deadlines date dates event day days announcement announcements consultation comments comment period "
    "submission submissions paper papers application applications update updates rules rule act law end start begins "
    "abstract registration early bird camera ready notification acceptance workshop conference hearing result proposal "
    "发布 上线 开源 模型 截止 公開 発売 提供 開始 締切"
)
COMMON = frozenset(_COMMON_WORDS.split())
HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_PLURAL = re.compile(r"(?<=[a-z](?:ch|sh|ss))es$|(?<=[a-z]{3})s$")
_DOT = re.compile(r"(?<=\d)\.(?=\d)")
DOT_IN_A_WORD = "\ua78f"  # a letter, so that 4.1 stays one word
_LAST_ZEROS = re.compile(rf"(?:{DOT_IN_A_WORD}0+)+$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?(?:[-\u2013]|to|and|or)\s?{_DAY})?"
OF_A_DATE = re.compile(
    rf"\b{_DAYS}\s(?:of\s)?{_MONTH}\b|\b{_MONTH}\.?\s{_DAYS}(?![\w.]\d)"  # the year stays: it is in many a name
    r"|(?<=\b\d{4})-\d{1,2}(?:-\d{1,2})?(?![\d-])|\b\d{1,2}:\d\d\b|\b\d{1,2}\s?[ap]\.?m\b"
    r"|\d{1,2}\s?[月日号時时点]",
    re.IGNORECASE,
)


def words(text: str) -> frozenset[str]:
    """The words of a text; Chinese and Japanese, which part none, as pairs of characters."""
    found: set[str] = set()
    for word in spelt(text).split():
        runs = HAN.findall(word)
        for run in runs:
            found.update(run[at : at + 2] for at in range(max(len(run) - 1, 1)))
        found.update(_PLURAL.sub("", part) for part in HAN.sub(" ", word).split())
    return frozenset(found)


def spelt(text: str) -> str:
    """`text` as it is compared: folded, a version one word, and without the numbers of days and hours."""
    parted = folded(_DOT.sub(DOT_IN_A_WORD, OF_A_DATE.sub(" ", text)))
    return " ".join(_LAST_ZEROS.sub("", word) for word in parted.split())


def folded_word(word: str) -> str:
    """A single word as `words` has it; empty where nothing of it is left."""
    parts = spelt(word).split()
    return _PLURAL.sub("", parts[0]) if parts else ""
