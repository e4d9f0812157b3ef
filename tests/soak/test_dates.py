"""The readers of dates on hundreds of thousands of sentences that nobody wrote."""

import random
import re
import time
from datetime import UTC, date

import pytest

from tests.core.dates_collections import COLLECTIONS, rows
from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.dates.formats import iso_ends
from watchtracker.errors import DateRefusedError

SENTENCES = 200_000
SLOWEST = 0.010
SAID = date(2026, 4, 10)
NAMED = re.compile(r"[0-9]{4}")
AWAY = 25
PIECES = [
    *"0123456789/-+:.,'() ",
    *(" 2027", " May", " by ", " not ", "Q3", " UTC+2", " 17.00", "令和", "月", "日", "まで", "年"),
]


def mutated(draw: random.Random, texts: list[str]) -> str:
    text = draw.choice(texts)
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(text) + 1)
        match draw.randrange(4):
            case 0:
                text = text[:at] + text[at + draw.randint(1, 3) :]
            case 1:
                text = text[:at] + draw.choice(PIECES) + text[at:]
            case 2:
                other = draw.choice(texts)
                text = f"{text[:at]} {other[draw.randrange(len(other)) :]}"[:500]
            case _:
                words = text.split(" ")
                draw.shuffle(words)
                text = " ".join(words)
    return text


# Each has something loaded that is only when it is first needed.
FIRST = ["May 6", "5月6日", "5月6日まで", "9:00 Gotham time on May 6", "9:00 Lisbon time on May 6", "14:00 里斯本时间"]


def read(text: str) -> tuple[DateWindow | None, float]:
    """The window of a text, if it has one, and the processor's seconds that reading took."""
    began = time.process_time()
    try:
        window = dates.read(text, said_on=SAID, zone=UTC)
    except DateRefusedError:
        window = None
    return window, time.process_time() - began


def is_wild(text: str, window: DateWindow) -> bool:
    """Whether a window is far from the day it was said and from every year that the text names."""
    years = {int(end[:4]) for end in iso_ends(window) if end}
    named = {int(year) for year in NAMED.findall(text)} | {SAID.year}
    far = any(all(abs(year - one) > AWAY for one in named) for year in years)
    return far and not re.search(r"decade|years|年|[0-9]X|century", text)


@pytest.mark.parametrize("seed", range(4))
def test_what_nobody_wrote_is_refused_or_lies_near_what_it_names_and_never_takes_long(seed: int) -> None:
    draw = random.Random(seed)
    texts = [row["text"] for path in COLLECTIONS for row in rows(path)]
    for first in FIRST:
        read(first)
    slow, wild = [], []
    for _ in range(SENTENCES // 4):
        text = mutated(draw, texts)
        window, took = read(text)
        # The machine may have been away: what is slow is slow each time.
        if took > SLOWEST and min(read(text)[1] for _ in range(3)) > SLOWEST:
            slow.append(text)
        if window is not None and is_wild(text, window):
            wild.append(text)
    assert (slow, wild) == ([], [])


@pytest.mark.parametrize("seed", range(4))
def test_what_nobody_wrote_has_its_mentions_and_its_words_where_they_stand(seed: int) -> None:
    draw = random.Random(seed)
    texts = [row["text"] for path in COLLECTIONS for row in rows(path)]
    lost = []
    for _ in range(SENTENCES // 16):
        text = mutated(draw, texts)
        mentions = dates.find(text, SAID, UTC)
        if any(mention.words != text[mention.start : mention.end] for mention in mentions):
            lost.append(text)
        if read(text)[0] is not None and any(words not in text for words in dates.words(text, said_on=SAID)):
            lost.append(text)
    assert lost == []
