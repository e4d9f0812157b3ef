"""Whether a sentence says its date only perhaps: with an if, as a wish, a guess, a question, or an old plan. Pure."""

from __future__ import annotations

import re

# "Comments on the proposed rule are due on 6 May": what is proposed there is the rule, and not the day.
_CALL = re.compile(r"\b(?:comments?|consultations?|feedback|views|evidence|request for \w+)\b", re.IGNORECASE)
_DRAFT = re.compile(
    r"\b(?:the|its|their|a|an|on|of|for|to) proposed\b|\brequests? for\b"
    r"|\brequest(?:s|ed|ing)? (?:(?:public|written) )?(?:comments?|feedback|views|evidence)\b",
    re.IGNORECASE,
)
_NEAR = 160  # letters behind a sentence that may say something of it
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
# What the sentence behind says of the one before: "Just kidding.", "This is not confirmed."
_TAKEN_BACK = re.compile(
    r"\W*(?:(?:just|only) (?:kidding|joking|a (?:joke|rumou?r|guess|dream))|april fools?|kidding"
    r"|not (?:really|true|so|quite|yet)"
    r"|at least (?:so|that|if|according)|or (?:so|not|maybe|perhaps)\b|or is it|if (?:only|all|you|the|we|it)\b"
    r"|so (?:they|people|we|the)\b"
    r"|(?:it|this|that) (?:is|was)(?: not|n['\u2019]t) (?:yet )?"
    r"(?:confirmed|official|certain|sure|final|true|fixed|settled)"
    r"|(?:that|this|which|the (?:date|day|report|post|claim|information))\b[^.!?]{0,60}?"
    r"(?:\bnot\b|n['\u2019]t\b|\b(?:never|wrong|false|untrue|mistake|error|unconfirmed|unclear|unofficial"
    r"|joke|hoax|rumou?r|fake"
    r"|tentative|provisional|subject to|depends?|could|may|might|nonsense|outdated|old"
    r"|superseded|withdrawn|retracted)\b))"
    r"|\W*(?:[这這该該此][^。！？]{0,20}?(?:不实|不實|谣|謠|假|误|誤|未)|[开開]个?玩笑|愚人"
    r"|以上(?:纯属|均为)?(?:虚构|传闻|玩笑)|[只仅]是传闻)"
    r"|\W*(?:という噂|冗談|嘘|ただし未|まだ(?:未|確))",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\b(?:if|unless|provided that|assuming|in case|could|might|may be|may not|perhaps|maybe|possibly|conceivably)\b"
    r"|\b(?:propos(?:e|es|ed|ing)|suggest(?:s|ed|ing)?|consider(?:s|ing)|demand(?:s|ed|ing)?|request(?:s|ed|ing)?"
    r"|urg(?:e|es|ed|ing)|bet(?:s|ting)?|joke[sd]?|joking|wish(?:es)?|dream(?:s|t)?)\b"
    r"|\b(?:formerly|no (?:longer|more)|(?:old|previous|earlier|former) (?:date|plan|schedule)|fake|prank\w*|hoax)\b"
    r"|\b(?:want(?:s|ed)?(?! to\b)|asks? (?:that|to)|petitions?|guess\w*|predict\w*|poll|at (?:best|risk)|unlikely)\b"
    r"|\b(?:unconfirmed|not (?:yet )?confirmed|we (?:\w+ )?wrote|wrongly|mistakenly)\b"
    r"|\b(?:leak(?:s|ed)?|rumou?r(?:s|ed)?|allegedly|supposedly|so (?:we|they|people) thought|except that)\b"
    r"|\b(?:move[sd]?|slip(?:s|ped)?|shift(?:s|ed)?|postponed|delayed) (?:away )?from\b(?!.*\bto\b)"
    r"|\b(?:tentative(?:ly)?|provisional(?:ly)?|tbc|barring|pending"
    r"|subject to|depend(?:s|ing) on|contingent|give or take"
    r"|citation needed|sic|as things stand|with (?:any )?luck|weather permitting|all being well|god willing)\b"
    r"|\b(?:fictional|fan[- ]made|satir\w+|parody|spoof|scam|simulat\w+|made up|imaginary"
    r"|lied|liar|untrue|impossible)\b"
    r"|\bin (?:the|a|my|his|her|our) (?:\w+ )?(?:novel|film|movie|story|game|dreams?|scenario|quiz)\b"
    r"|\b(?:chat)?bots?\b|\b(?:everyone|everybody|all|anyone) but\b|\byears? ago\b|\bapril fools?\b"
    r"|\b(?:moved?|taken) off\b"
    # "The launch date will be set on 6 May": that day is none of the launch.
    r"|\bdates?\b(?: \w+){0,3} (?:set|fixed|chosen|picked|agreed|decided|known|out|up|made public) (?:on|by|in|at)\b"
    rf"|\bor (?:on |in |by )?(?:\d|(?:early|mid|late)\b|{_MONTH})"
    r"|^\W*(?:why|how|what)\b|^\W*should\b|\?\s*[\"'\u201d\u2019)]*\s*$"
    r"|如果|如(?:获|經|经|能|无|無|顺|順|遇|需)|若|倘|一旦|假[如设設]"
    r"|或将|或許|或许|可能|有望|建议|建議|提议|提議|考虑|考慮|吗|嗎|？"
    r"|爆料|[网網]传|传[闻言]|[傳]聞|据传|據傳|谣言|謠言|不实|不實|玩笑|愚人[节節]|[暂暫]定"
    r"|待定|视.{1,12}而定|未经证实|未获证实"
    r"|もし|可能性|かもしれ|検討|提案|噂|リーク|未確認|未定|暫定|次第|場合|エイプリル|冗談",
    re.IGNORECASE,
)


def only_perhaps(quote: str) -> bool:
    """Whether what a quote says holds only under a condition, or in somebody's mind."""
    said = _DRAFT.sub(" ", quote) if _CALL.search(quote) else quote
    return _PERHAPS.search(said) is not None


def taken_back(behind: str) -> bool:
    """Whether what stands behind a sentence takes it back or says that it is not sure."""
    return _TAKEN_BACK.match(behind[:_NEAR]) is not None
