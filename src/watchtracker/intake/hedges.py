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
_PERHAPS = re.compile(
    r"\b(?:if|unless|provided that|assuming|in case|could|might|may be|may not|perhaps|maybe|possibly|conceivably)\b"
    r"|\b(?:propos(?:e|es|ed|ing)|suggest(?:s|ed|ing)?|consider(?:s|ing)|demand(?:s|ed|ing)?|request(?:s|ed|ing)?"
    r"|urg(?:e|es|ed|ing)|bet(?:s|ting)?|joke[sd]?|joking|wish(?:es)?|dream(?:s|t)?)\b"
    r"|\b(?:formerly|no (?:longer|more)|(?:old|previous|earlier|former) (?:date|plan|schedule)|fake|prank\w*|hoax)\b"
    r"|\b(?:want(?:s|ed)?(?! to\b)|asks? (?:that|to)|petitions?|guess\w*|predict\w*|poll|at (?:best|risk)|unlikely)\b"
    r"|\b(?:unconfirmed|not (?:yet )?confirmed|we (?:\w+ )?wrote|wrongly|mistakenly)\b"
    r"|\b(?:leak(?:s|ed)?|rumou?r(?:s|ed)?|allegedly|supposedly|so (?:we|they|people) thought|except that)\b"
    r"|\b(?:move[sd]?|slip(?:s|ped)?|shift(?:s|ed)?|postponed|delayed) (?:away )?from\b(?!.*\bto\b)"
    r"|^\W*should\b|\?\s*[\"'\u201d\u2019)]*\s*$"
    r"|如果|若|倘|或将|或许|可能|建议|提议|考虑|吗|\uff1f"
    r"|もし|可能性|かもしれ|検討|提案",
    re.IGNORECASE,
)


def only_perhaps(quote: str) -> bool:
    """Whether what a quote says holds only under a condition, or in somebody's mind."""
    said = _DRAFT.sub(" ", quote) if _CALL.search(quote) else quote
    return _PERHAPS.search(said) is not None
