"""A text as the passages that are read one after the other, each with the words of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchtracker.reading.days import bilingual
from watchtracker.reading.languages.chinese import WORDS as CHINESE
from watchtracker.reading.languages.english import WORDS as ENGLISH
from watchtracker.reading.languages.japanese import WORDS as JAPANESE
from watchtracker.reading.layout.blocks import blocks
from watchtracker.reading.layout.sentences import sentences
from watchtracker.reading.statements import Passage

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SOME = 6  # a Japanese text has a kana for each so many Chinese characters at least


def passages(text: str) -> Iterator[Passage]:
    """The sentences, items and cells of `text`; each knows the one before it in its block."""
    kana = len(_KANA.findall(text))
    han = JAPANESE if kana > 1 and kana * _SOME >= len(_HAN.findall(text)) else CHINESE
    earlier: Passage | None = None
    for block in blocks(text):
        for said in sentences(block.said):
            letters = said.text
            words = ENGLISH if letters.isascii() or not (_HAN.search(letters) or _KANA.search(letters)) else han
            english = bilingual.in_english(said) if words is han else None
            words = ENGLISH if english else words
            before = earlier if earlier and earlier.block is block else None
            earlier = Passage(english or said, block, words, before, around=ENGLISH if words is han else han)
            yield earlier
