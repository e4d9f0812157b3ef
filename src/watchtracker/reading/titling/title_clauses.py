"""The words by which the clause is known that a title is cut from: what says only when, and where its verb stands."""

from __future__ import annotations

import re

from watchtracker.reading.languages.branching import quick

# What says only when, between a subject and its date: "steps down with effect from", "is planned with a start on".
SAYS_WHEN = re.compile(
    r"\W*(?:immediate )?(?:effect|effective|starting|beginning|commencing|(?:an? |the )?(?:[\w-]+ )?(?:start|"
    r"target|release|launch|due)? ?(?:date|window|start)"
    r"|(?:more |further |full )?(?:details?|information|dates?|more)(?: (?:to (?:be \w+ed|follow|come)|follows?"
    r"|promised))?)(?: (?:from|on|of|as of|set for|set at|at|in|by))*\W*$",
    re.IGNORECASE,
)
# Nothing but a time, which has a letter, as a version has none: "11 AM PT on January 9", "week of".
ONLY_WHEN = quick(r"""
    (?=.*[a-z])(?:(?:(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|
    oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?|
    (?-i:[A-Z]{2,4}T|UTC|PT|ET|CT|MT)|noon|midnight|local time|time|the|at|on|of|and|or|in|to|from|until|by|
    around|about|one|two|three|four|few|several|an?|yet|no date|after|weeks?|weekends?|days?|nights?|months?|later|
    earlier|this|next|spring|summer|autumn|fall|winter|q[1-4]|h[12]|mid|late|early|end|starting|between|tomorrow|
    today|tonight|[ap]\.?m|\d{1,4}(?:st|nd|rd|th|[ap]\.?m)?)(?![a-z0-9])|[&:/+-]|\u2013)[ ,.]*)+
""")
# Nouns as well as verbs, where they stand behind a word that only a noun has before it: "the general release stays".
IS_A_NOUN = re.compile(
    r"\b(?:the|an?|its|their|our|your|this|that|next|first|second|third|last|final|full|general|public|stable|annual|new|of|"
    r"\w+['\u2019]s)(?: [a-z-]+)? $",
    re.IGNORECASE,
)
MAY_BE_NOUN = re.compile(
    r"(?:release|launch|report|start|end|run|delay|vote|open|host|hold|file|close|issue|sign|award|grant)s?(?: on)? ",
    re.IGNORECASE,
)
IS_A_PARTICIPLE = re.compile(r"\b(?:the|an?|its|their|our|your|this|that)(?: \w+ly)? $", re.IGNORECASE)
# A verb that waits for its object behind the date: "The Commission shall, by 30 September, adopt guidelines".
OPEN_HELPER = re.compile(
    r"\b(?:shall|will|must|may|can|should|would|is to|are to|was|were|has been|have been)\W*$", re.IGNORECASE
)
PREDICATE = re.compile(
    r"\s*(?:\w+ly )?(?!need|based|dated|planned|scheduled|expected|related|limited)(?:\w{3,}ed|won|lost|made|sold|"
    r"bought|gave|took|chose|withdrew|began|held|met|set|put|cut|struck) "
    r"(?!on |in |by |at |to |for |from |until )(?=\w)"
)
# What a verb does to something that only the sentence before names: "Brackish Games moved it to", "must adopt them by".
DOES_IT = re.compile(
    r"\b(?!(?:get|gets|have|has|use|uses|try|see|love|show|shows|make|made|makes|find|found|keep|take|call"
    r"|said|says|expect|expects|expected|want|wants|help|helps|let|lets)\b)"
    r"[a-z]{3,} (?:it|them|theirs)(?! (?:is|are|was|were|will|would|has|have|can|may|to be)\b)"
    r"(?: [\w'\u2019]+){0,6}\W*$"
)
DIVIDEND = re.compile(
    r"(?<!ex-)\b((?:(?:interim|final|special|quarterly|annual|first|second|third|fourth|regular|cash)[- ])*"
    r"(?:dividend|distribution)s?)\b",
    re.IGNORECASE,
)
PAYABLE = re.compile(
    r"\b(?:payable|paid|pays|payment\b.*|pay)(?: (?:in cash|out|to \w+))?(?: on| on or about| or about)?\W*$"
)
OF_RECORD = re.compile(
    r"\b(?:(?:share|stock|unit)?holders of record|of record|on the (?:share )?register|record date|registered)\b[^.;]*$"
)
EX_DIVIDEND = re.compile(r"\b(?:ex-?dividend|goes? ex|ex-date)\b[^.;,]*$")
# What somebody is asked to do, of something that the clause before names: "Corrupt-block tests, please report by".
ONLY_ASKS = re.compile(
    r"(?:report|write|ask|say so|shout|reply|decide|choose|speak up|tell us|let us know)", re.IGNORECASE
)
OF_A_PAYMENT = re.compile(
    r"(?:payment|record date|books? closure(?: date)?|ex-date|transfer books)(?: made| closed?)?", re.IGNORECASE
)
TAKES_QUESTIONS = re.compile(r"^.*\b[Tt]ak(?:e|es|ing) (?:your )?questions (?:in|at|during|on) (?:an? |the )?")
# The hour in the first cell of a row, and what is said of it: "January payrolls, 8:30 a.m. ET. Consensus 95k".
AT_A_TIME = re.compile(
    r"(?<=\w)(?:,|:| at| -| \u2013)? \d{1,2}(?::\d\d|\.\d\d ?[ap]\.?m)\b.*$|(?<=[a-z]{3})\. [A-Z].*$"
)
# Who does it, where nothing says what: "Group", "Board".
BODY = re.compile(
    r"(?:the )?(?:group|board|regulation|directive|management|staff|insurers?|governor|ministry|council|committee"
    r"|agency|commission|administration|bank|regulator|secretary|minister|organi[sz]ers?|authors?|publisher)",
    re.IGNORECASE,
)
# What a cell says of its date itself: "日程調整中", "暂定".
HAN_STATUS = re.compile(r"調整中|变更|変更|未定|[（(](?:仮|暂定|待定|予定|不变|見込み?)[)）]")
# A question that asks for anything to come, and names no thing of its own.
ASKS_ANYTHING = re.compile(
    r"\W*(?:(?:so,? |and )?what(?:['\u2019]s| is| comes| happens)? (?:next|else|more|now|to come|coming)"
    r"|anything else|what about)\b",
    re.IGNORECASE,
)
# "What's next for Birch?" is about Birch.
NEXT_FOR = re.compile(
    r"^\W*(?:so,? )?what(?:['\u2019]s| is| comes)? (?:next|new|coming|ahead) (?:for|in|with) (?:the )?", re.IGNORECASE
)
AT_THE_HOUR = re.compile(r"(?<=\w) (?:at )?\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?$")
# Nothing but a Chinese or Japanese time, with its weekday: "2027年6月10日(木) 11:00～17:00(予定".
HAN_ONLY_WHEN = re.compile(
    r"(?=.*\d)[\d年月日時时分点點（）()：:～~〜\s火水木金土一二三四五六周星期曜予定頃から至到起\u2013\uff0d-]+"
)
