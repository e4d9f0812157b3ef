"""Which language a text is in: English, Chinese or Japanese; any other is refused, by its name where it has one.

Its letters tell. Kana are Japanese; Chinese characters without kana are Chinese, unless they are such as only Japanese
uses. A name in other letters makes no other language: "Яндекс launches May 6" stays English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from functools import cache, cached_property

from watchtracker.errors import DateRefusedError, Refusal


class Language(Enum):
    """A language whose dates are read."""

    ENGLISH = "English"
    CHINESE = "Chinese"
    JAPANESE = "Japanese"


class _Shape:
    """An expression that is made when it is first asked for: most texts are English, which needs none of them."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """The search of the expression made."""
        return re.compile(self._pattern).search

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        """The match of the expression made."""
        return re.compile(self._pattern).match


_KANA = _Shape("[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff]")
_HAN = _Shape("[\u3400-\u9fff\uf900-\ufaff]")
# Eras, words and forms of characters that neither Chinese script has.
_ONLY_JAPANESE = _Shape(
    "令和|平成|昭和|四半期|[来次昨]年度|年度[前後]半|会計|[上下]半期|年[上下]期|今月|調整中|検討中|年度(?:[上中下]旬|[上下]半期|[上下]期|内|中|末|当初|初)|締切|〆|必着|消印|[今来先]週|再来|[来先]月|先日|夏頃"
    "|明後日|曜日|予定|見込|見送|目途|目処|半ば|以降|取消|初旬|年明|頃|週間|来[春夏秋冬]|今冬|[0-9]月期|[0-9]・[0-9]"
    r"|[(][月火水木金土日](?:[・/,]?[祝休]日?)?[)]|営業日"
    "|[実発売対応続転変効込働拡駅済経観検価両円歳図営]"
)
# Forms of characters that only Chinese has: where there is one of them, 取消 and the like are Chinese.
_ONLY_CHINESE = _Shape(
    "[日月年]的|[测于於們们这這吗嗎吧发發说說还還没沒让讓请应實实时间从東东车书见开门问议员产业务动单网络统报审签约级认证监术"
    "龙亚计划现为與项订变调类仅该个万亿记會话语种点线"
    "费续优页据节汇传决达运选连链轮轻软较辑输边过进远违迟适递铁银错键锁镇闭闻阅队阶际陆随难顶须顾预领频题额风飞馆马验龄]"
)
_KOREAN_DATE = _Shape("[0-9] ?(?:\ub144|\uc6d4|\uc77c|\ubd84\uae30)")  # year, month, day, quarter
_OTHER_LETTERS = _Shape("[\u0370-\u1cff\u1f00-\u1fff\u3131-\u318e\uac00-\ud7a3]")
# Scripts that one language uses, nearly.
_SCRIPTS = {
    "HANGUL": "Korean",
    "GREEK": "Greek",
    "THAI": "Thai",
    "HEBREW": "Hebrew",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
}
_OTHER_SCRIPTS = {
    "CYRILLIC",
    "ARABIC",
    "DEVANAGARI",
    "BENGALI",
    "TAMIL",
    "TELUGU",
    "KHMER",
    "LAO",
    "MYANMAR",
    "ETHIOPIC",
}
# Small words of languages in Latin letters that no English sentence has; those of two languages name none.
_SMALL_WORDS = {
    "German": "der das ist und bis zum zur ab wird werden vom sowie für uhr voraussichtlich findet statt",
    "French": "le les du des au aux est sera jusqu'au jusqu'à à partir et une ouvert avant prévu prévue",
    "Spanish": "el los las del al hasta será desde y para antes abierto abierta",
    "Portuguese": "o os do da dos até será partir e antes abertas",
    "Italian": "il gli della del dal al fino sarà entro e prima aperto",
    "Dutch": "het een van op vanaf tot wordt voor uiterlijk sluit opent",
    "Swedish": "den och är till från senast stängs öppnar stänger",
    "Danish": "den og er til fra senest lukker åbner",
    "Polish": "do od dnia jest przed będzie",
    "Czech": "do od dne je před bude",
    "Turkish": "ve ile için kadar tarihinde",
    "Indonesian": "dan pada hingga akan sampai tanggal",
    "Vietnamese": "và đến ngày từ trước tháng năm",
}
_ENGLISH = "the of is are will be by from until and for at on in to with this that it we our not do van"
_ENGLISH_WORDS = frozenset(_ENGLISH.split())
_SMALL_MONTH = re.compile(r"(?<![\w'])(?:januar|februar|april|maj|mai|juni|juli|august|[sonde][a-z]+ember|oktober)\b")
_ENOUGH = 2
_READ = "English, Chinese and Japanese are read: write the date in one of them, or as YYYY-MM-DD"


@cache
def _latin() -> dict[str, set[str]]:
    """Each small word with the languages that have it."""
    found: dict[str, set[str]] = {}
    for name, words in _SMALL_WORDS.items():
        for word in words.split():
            found.setdefault(word, set()).add(name)
    return found


def _refuse_other_latin(tidy: str) -> None:
    """Refuse a sentence in another language of Latin letters: two small words of it, or one beside a small month.

    Names have such words as well ("Le Chat"), so one of English lets all pass.
    """
    lower = tidy.lower().split()
    if _latin().keys().isdisjoint(lower) or not _ENGLISH_WORDS.isdisjoint(lower):
        return
    small = _latin().keys() & lower
    if len(small) + (_SMALL_MONTH.search(tidy) is not None) < _ENOUGH:
        return
    names = set.intersection(*(_latin()[word] for word in small))
    named = names.pop() if len(names) == 1 else "not in English"
    raise DateRefusedError(f"this is {named}, and only {_READ}", Refusal.LANGUAGE)


def language(tidy: str) -> Language:
    """The language of a tidy text; refused where it is none of those that are read."""
    if tidy.isascii():
        _refuse_other_latin(tidy)
        return Language.ENGLISH
    _refuse_other_scripts(tidy)
    if _KANA.search(tidy):
        return Language.JAPANESE
    if not _HAN.search(tidy):
        _refuse_other_latin(tidy)
        return Language.ENGLISH
    japanese = _ONLY_JAPANESE.search(tidy) and not _ONLY_CHINESE.search(tidy)
    return Language.JAPANESE if japanese else Language.CHINESE


def _refuse_other_scripts(tidy: str) -> None:
    """Refuses a text at least half of whose letters are of another script, or with a date in Korean."""
    if not _OTHER_LETTERS.search(tidy):
        return
    letters = [c for c in tidy if c.isalpha()]
    others = [script for c in letters if (script := _script(c))]
    korean = _KOREAN_DATE.search(tidy) is not None
    if not korean and (not others or len(others) * 2 < len(letters)):
        return
    script = "HANGUL" if korean else max(set(others), key=others.count)
    named = _SCRIPTS.get(script) or f"written in {script.capitalize()} letters"
    raise DateRefusedError(f"this is {named}, and only {_READ}", Refusal.LANGUAGE)


def _script(letter: str) -> str | None:
    if letter.isascii() or _HAN.match(letter) or _KANA.match(letter):
        return None
    script = unicodedata.name(letter, "").partition(" ")[0]
    return script if script in _SCRIPTS or script in _OTHER_SCRIPTS else None
