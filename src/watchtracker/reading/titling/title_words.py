"""The words by which the title of a statement is cut out of its sentence: verbs, small words, what names nothing."""

from __future__ import annotations

import re

from watchtracker.reading.languages.branching import quick

LEADING = quick(r"""
        ^(?:rumou?r has it (?:that )?|word is (?:that )?|(?:by|with|without|after|following|at|on|in|
        for) (?:\w+ ){1,3}(?=(?:the|our|its) )|
        (?:if|should|provided) (?:all|everything|nothing) (?:\w+ ){2,3}?(?=(?:the|our|its) )|
        (?:and|but|so|while|that|the|a|an|its|their|our|your|also|meanwhile|in addition|finally|however|separately|
        then|therefore|thus|hence|accordingly|consequently|otherwise|likewise|as a result|
        now|as|if|when|on|in|by|at|for|from|because|since|after|before|with|both|this|these|which|who|where|
        there|note:?|please note|please|reminder:?|update:?)\b[ ,]*)+
    """)
TRAILING = quick(r"""
        (?:[ ,]+(?:from the (?:very )?(?:end|beginning|start|middle|close)|
        on|in|by|at|for|from|until|till|to|of|the|(?-i:a)|an|and|or|is|are|was|were|be|will|as|early|late|
        before|after|no later than|now|with|scheduled|expected|planned|due|set|around|about|starting|beginning|
        effective|between|rumou?red|likely|probably|apparently|maybe|slips|slipped|moves|moved|pushed|is back|
        through|its|this|being|going))+$
    """)
VERB = quick(
    r"""
        \b(?:will|would|shall|may|might|could|should|must|can|is|are|was|were|has|have|had|plans?(?= (?:to|on|for) )|
        planned|aims?|hopes?|expects?|intends?|wants?|said|says|announced|confirmed|revealed|
    """
    r"""
        launches|launched|ships|shipped|releases|released|opens|opened|close|open(?! (?:source|model|weights?|
        data|house|call|day|beta|letter|access|standard))|end|begin|start|closes|closed|begins|began|starts|
        started|ends|
        ended|takes|took|holds|held|hosts|hosted|arrives|arrived|expires|expired|runs|lands|debuts|meets|
        votes(?= (?:on|in|to|for|again|this|next|by)\b)|goes|
        re-?set|rescheduled|kicks?(?= in)|remain|stays?|keeps?|continues?|comes?|arrive|appears?|follows?|hits|
        drops|applies|enters|resumes|reports|kicks|
        rolls|gets|becomes|remains|needs?|scheduled|slated|set(?! of\b)|due|
        expected|coming|
    """
    r"""
        submit|register|apply|join|shuts?|take|kick|retires|sunsets|go|stops?|publishes|published|unveils|introduces|
        moves|moved|slipped|pushed|extended|
        postponed|delayed|cancelled|canceled|prints?|supports?|lines?(?= up)|pulls?|settles?|expire)\b
        (?!-[a-z])
    """
)
OBJECT = quick(r"""
        \b(?:releas(?:e|es|ing|ed)|launch(?:es|ing|ed)?|
        ship(?:s|ping|ped)?|publish(?:es|ing|ed)?|open[- ]?sourc(?:es|
        ing|ed|e(?= (?:the|its|
        their)\b))|introduc(?:e|es|ing|ed)|unveil(?:s|ing|ed)?|host(?:s|ing|ed)?|hold(?:s|ing)?|retir(?:e|es|ing)|
        remov(?:e|es|ing)|shut(?:s|ting)? down|discontinu(?:e|es|ing)|deprecat(?:e|es|ing)|sunset(?:s|ting)?|
        (?<!\ban )open(?:s|
        ing)?|clos(?:e|es|ing)|submit|register for|apply for|file|roll(?:s|ing)? out|bring(?:s|ing)?|deliver(?:s|
        ing)?|announc(?:e|es|ing)|report(?:s|ing)?|begin(?:s|ning)?|start(?:s|ing)?|end(?:s|ing)? support for|
        (?<!-to-)end(?:s|
        ing)?|stop(?:s|ping)?|vote(?:s)? on|opened|decide(?:s)? on|rule(?:s)? on|join|cancel(?:led|ed)|scrapped|
        withdrawn|withdr[ae]ws?|shelved|abandoned|
    called off|extend(?:s|ed|ing)?|push(?:es|ed|ing)?(?: back)?|lin(?:es|ing) up|prepar(?:es|ing)|brings? forward|
        brought forward|adopt(?:s|ed|ing)?|switch(?:es|ing)? off|wind(?:s|ing)? down|
        postpone[ds]?|delay(?:ed|s|ing)?|moved|expects?|run(?:s|ning)?|hears?|discuss(?:es)?|
    debates?|considers?|approv(?:es|ed|ing)|adopts|complet(?:es|ed)|finali[sz](?:es|ed)|sign(?:s|ed)|issu(?:es|ed)|
    propos(?:es|ed)|award(?:s|ed)|grant(?:s|ed)|acquir(?:es|ed)|appoint(?:s|ed)|reject(?:s|ed)|repeal(?:s|ed)|
    amend(?:s|ed)|ratif(?:y|ies|ied)|enact(?:s|ed)|endors(?:es|ed)|receiv(?:es|ed)|obtain(?:s|ed)|secur(?:es|ed)|
    restor(?:es|ed)|(?:(?<=to )|(?<=will )|(?<=must )|(?<=shall )|(?<=may )|(?<=would ))(?:approve|
    adopt|complete|finali[sz]e|sign|issue|propose|award|grant|acquire|appoint|reject|repeal|amend|ratify|receive|obtain|secure|restore|present|
    answer|replace|rename|raise|cut|buy|sell|build|install|test|review|update|fix|publish|choose|elect|name|add|drop|
    merge|move|stop)|(?:send|email|mail|post|return|upload|hand|turn)(?: us| me| in| them| back)*(?= (?:your|
    the|an?|any|all|their|its|our)\b)|present(?:s|ed)|submitt(?:ed|ing)) +(?!(?:up|off|forward|out|again|further|
        twice|indefinitely|back|of|on|in|by|at|for|to|until|from|
        before|after|no|not|
        under|against|the \w+ of (?:the )?(?:month|year)|
        soon|later|next|this|early|late|is|was|are|were|will|has|have|would|should|
        dates?|with|as|and|or|its doors|source|moved|moves|slips|slipped|pushed|delayed|postponed)\b)(?=\S)
    """)
ONLY_SMALL = quick(r"""
    (?:(?:on|in|by|at|for|from|until|till|to|of|the|a|an|and|or|is|are|was|were|be|will|as|early|late|before|after|
    with|
    scheduled|expected|planned|due|set|around|about|some ?time|originally|previously|formerly|it|yet|this|now|
    not|if|possibly|tentatively|currently)\b[ ,]*)+
""")
VAGUE = quick(r"""
    (?:it|they|we|he|she|this|that|you|i|which|who|whose|there|these|those|both|one|ones|some|all|others?|itself|
    company|
    what|(?:at )?(?:noon|midnight)(?: \w{2,4})?|
    it['\u2019]s \w+(?: \w+){0,2}|i['\u2019]m \w+(?: \w+)?|whether \w+|you \w+(?: \w+)?|nothing|
    something|everything|anyone|everyone|nobody|no|
    yes|target|plan|
    (?:two |three |some |several )?(?:people|sources|insiders)(?: familiar)?|
    本[\u4e00-\u9fff]{1,2}(?:施行|实施|生效)?|
    (?:the )?(?:first|second|third|last|rest|company|firm|team|makers?|release|launch|event|work|
    (?:new |latest |current |exact )?(?:date|target|day|time))|
    (?:some|most|all|both|two|three|one) of (?:it|them|these|those)|we \w+(?: \w+)?|it \w+(?: \w+)?|they \w+(?: \w+)?|
    (?:\w+day,? )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|
    sept?(?:ember)?|oct(?:ober)?|
    nov(?:ember)?|dec(?:ember)?)\.? \d{1,2}(?:,? \d{4})?|\d{4}|
    [\d ,./\u2013-]+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\d ,./\u2013-]*|
    (?-i:[A-Z]\w+(?: [A-Z]\w+)?) time|nothing changes(?: for \w+)?|
    (?:expect|look for|watch for) (?:it|them|this)|got one|
    ask for it|soon|shortly|later|(?:no|release) date(?: yet)?|not yet|tb[acd]|[A-Z]{1,3}[SD]?T|UTC|
    (?:it|they|we|he|she|that|there)['\u2019](?:s|ll|re|ve|d)(?: \w+){0,4}|we are(?: \w+){1,2}|
    somewhere|maybe|probably|perhaps|hopefully|realistically|ideally|
    some ?time|(?:one|two|three|\d+) (?:minute|hour|day|week)s?|(?:day|date|code|thing) itself|
    plan as of \w+|effective|slated|starting|beginning|
    now|still|also|only|again|instead|best|paid|yet|here|more|まで|该|其|现|原定|新版|本次|此次|
    当初|时间|ごろ|頃|予定|以降|左右|另|
    \W*)
""")
NAMED = quick(
    r"""
    (?<!^)\b[A-Z][\w-]+|[A-Z]\w+ \d|\b[A-Z]{2,}|\w\d|\b\d+\.\d|[\u4e00-\u9fff\u30a0-\u30ff]{5,}|[\u201c「《]
    """,
    re.NOFLAG,
)
LEADING_DAY = re.compile(
    r"^[\W_]*(?:\w+,? )?(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+|\d{4}-\d\d-\d\d)(?:,? \d{4})?\W*"
)
CLOCK = re.compile(r"[,(]? *(?:at )?\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?\)?$")
OF_DATES = quick(r"""
    [\s:\u2013\u2014-]*\b(?:(?:important|key|upcoming) dates?|(?:release |preliminary |tentative )?schedule|
    timeline|
    roadmap|calendar|
    deadlines?|coming up|upcoming(?: events)?|what's next|next|dates|
    milestones|status report|release notes|news|
    agenda)\b|
    (?:重要)?(?:日期|日程|时间安排|截止日期)|
    スケジュール
""")
SAID = quick(r"""
    .{1,40}?\b(?:said|says|say|believe|announced|confirmed|reported|expects?|wrote|
    told (?!of|about|to|in|by|how|when)\w+)(?: on \w+day)?
    (?: that)? (?=\w+ \w+ )
""")
OF_STATUS = quick(r"""
    [ ]*(?:release |support |version )?(?:status|schedule|calendar|cycle|lifecycle|policy|releases?)$
""")
COMES = quick(r"""
    (?:ships?|launch(?:es)?|arrives?|lands?|comes?|debuts?|drops?|goes|runs?|returns?|follows?|appears?|hits|gets|
    becomes|kicks?|remains?|stays?|keeps?|continues?|takes? place)\b
""")
COMING = quick(r"""
    (?:launch(?:ing|ed|es)?|coming|available|released|rolling out|beta opens|
    (?:public|full) (?:launch|release)|early access|
    waitlist open|shipping|out|preorders?|pre-orders?|public beta|open beta)
""")
# In the middle of a sentence: "signed on", "known inside as", "taking place".
ASIDE = re.compile(
    r"\s*(?:(?:first|now|long|also|once|[a-z]+ly) )?(?:[a-z]+(?:ed|ing)|known|held|set|sent|due|told)\b"
    r"(?! (?:day|date))"
)
NAME_AT_END = re.compile(r"((?:[A-Z][\w&.-]*)(?: (?:of|for|on|the|and|[A-Z0-9][\w&.-]*))* [A-Z0-9][\w&.-]*)[ ,]*$")
ADVERBIAL = quick(r"""
    (?:because|due to|to \w+|in|at|with|for|of|as|under|by|on|from|via|or|and|instead|if|unless|when|where|so|
    before|after|until|except|instead of|\w+ing|running|according|than|is|are|was|were|will|has|have|had|would)\b
""")
ASIDE_KEY = quick(r"""
    \w+|.*\bcalendars?|save the date|act now|last chance|good news|bad news|(?:update|edit|correction|note)\b.*|
    what .*|not .*|but .*|p\.?s\.?|by the way|.*\b(?:anyway|us|you|we)\b.*|.*\b(?:dates?|news|diary)\b.*
""")
US = re.compile(r"^us (?:at|for|in|on) (?:the |an? |our )?")  # "join us at"
BY_SO_MUCH = re.compile(r" (?:by|for) (?:\w+ ){1,3}?(?:days?|weeks?|months?|years?)$", re.IGNORECASE)
CHOSEN = re.compile(
    r"\b(?:(?:set|pencill?ed in|picked|chosen|named|booked|fixed|reserved|put down|say|hearing)"
    r"|(?:aiming|hoping|shooting|planning)(?: for)?|targeting)\W*$",
    re.IGNORECASE,
)
UPDATE = re.compile(r"(?:update|edit|correction|note)\b", re.IGNORECASE)
PLACE = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?")  # as "Porto" in "Reef Days, Porto, 6 May"
WHO_SAID = re.compile(r"[\w'\u2019 .-]{2,40} (?:said|says|announced|wrote|reported|told)\b")
PARENTHESES = re.compile(r"[(（][^)）]*[)）]")
PRONOUN = quick(r"""
    \W*(?:and |but |so )?(?:it|they|this|that|these|he|she|the team|the company|
    (?:one|two|some|both|all|most)(?: of them)? (?:said|says?|told))\b
""")
# What says no more of a thing: "the workshop itself", "refunds go out", "preorders open at midnight ET".
TELLS_NO_MORE = re.compile(
    r" (?:\w+ )?(?:days?|weeks?|months?|years?) (?:later|earlier|before|after)$|"
    r" to be (?:dated|announced|decided|confirmed|determined|set|published|provided)$"
    r"| (?:itself|themselves)(?: (?:still|now|remains?))?$|(?<=\w) remains?$| go(?:es)? out(?: in \w+)?$"
    r"| (?:at )?(?:noon|midnight)(?: [A-Z]{2,4})?(?: tonight| today| tomorrow)?$"
)
AUXILIARY = quick(r"""
    \b(?:will|would|shall|may|might|could|should|must|can|is|are|was|were|has|have|had|plans?|planned|aims?|hopes?|
    expects?|
    intends?|wants?|said|says|announced|confirmed|revealed|scheduled|slated|set|due|expected|needs?|told|won't|
    cannot)\b
""")
PLAIN_COLUMN = quick(r"""
        ^(?:(?:new |old |current |original |revised |planned |actual |estimated |expected |final )?
        (?:dates?|times?|day|deadline)(?: (?:today|now|\(.*\)))?|when|day|time|deadline|due|month|planned|
        target(?: date)?|scheduled|日期|时间|
        会期|(?:開催|活動|实施|活动|考试|考試)(?:日時?|時間|时间|期間|期间|日期)|試験日|期間|期间|举办时间|期日|
        日程|日時|日付)$
    """)
# What may stand beside the name of a period in a heading that says nothing else: "Next (Q3 2030)".
BESIDE_A_PERIOD = quick(r"""
    \b(?:next|later|soon|now|then|targets?|targeted|planned|planning|coming|up|in|for|the|of|and|roadmap|upcoming|ahead|
    milestones?|deliverables|goals|priorities|phase|stage|\d|timeline|schedule|key|dates|calendar|events|what's|what|is|
    we|plan|plans|on|to|come|beyond)\b|[计計]划|路线图|目标|予定|日程|安排
""")
KEY_OF_LIST = re.compile(
    r".*\b(?:calendar|dates?|diary|schedule|agenda|events|timeline|milestones?|fixtures|programme)\b.*", re.IGNORECASE
)
PLACE_BEHIND = re.compile(r",\s*(?:(?:at|in) )?(?:the )?(?:[A-Z][\w'\u2019-]+[ ,]*){1,5}\.?")
# The key of a list of days: what stands behind it is of the thing that it names.
KEY_OF = re.compile(
    r"(?:\w+ )?(?:milestones?|dates?|schedule|timeline|calendar|plan|roadmap|next(?: up)?|coming up|deadlines?|status) "
    r"(?:for|of) (\S.*)",
    re.IGNORECASE,
)
STEP = re.compile(r"(?:step|phase|stage|part|milestone) [\dA-Z]{1,2}", re.IGNORECASE)
AMOUNT = re.compile(r"[$\u20ac\u00a3\u00a5]?\d")
# The name of a weekly over what it tells of, which is no subject.
PERIODICAL = quick(r"""
    \b(?:digest|weekly|bulletin|briefing|postcard|dispatch|letter$|desk$|newsletter|roundup|round-up|
    issue \d+|gazette|journal of|    department|ministry|office of|call notes)\b|
    ^(?:lead|also|in brief|news|top story|in short|numbers|jobs|events)$|
    \bno\. ?\d|だより|通信|[周週][报報刊]|简讯|
    快讯|第 ?\d+ ?[号期]
""")
NEWS_KEY = quick(r"""
    (?:new|next|news|[\w ]+ of the (?:week|day|month|hour)|
    the (?:skinny|scoop|gist|bottom line|upshot|latest|short of it)|
    in other news|elsewhere|rumou?r mill|word on the street|breaking|quick hits?|
    heads[- ]up|fyi|psa|reminder|also|note|today|now|cancelled|moved|postponed|changed|
    jobs?(?: board)?|
    also new|looking (?:ahead|further)|tip|overheard|rumou?r|good news.*|bad news.*|what is back|and finally)
""")
MUST = quick(r"\b(?:must|have to|has to|need to|needs to|can|may) (?=(?!be\b)[a-z]+ \S)")
# "No release date has been set for Knot 8", "the date of the fair has yet to be fixed"
DATE_OF = quick(r"""
    \b(?:date|timetable|timeline|timing|schedule|eta) (?:(?:has|have) (?:yet )?been (?:set|fixed|announced|given) )?
    (?:for|of) (?:the (?:corresponding )?)?
    (\S.*?)(?= (?:has|have|is|are|was|will)\b|[.,;](?!\d)|$)
""")
# The place and the day before the first sentence of a press release, as in "LONDON, Feb 16 (Wire) - ".
DATELINE = re.compile(r"[A-Z][A-Z. ]{2,}(?:, [^-\u2013\u2014]{2,40}?)?(?: \([^)]*\))? (?:-{1,2}|\u2013|\u2014) ")
# Who says what follows: "Two people with knowledge of the plans told us that "
REPORTS = re.compile(
    r"[^.;:\u201c\"]{2,90}?\b(?:said|says?|believes?|told (?:us|me|\w+)|tells (?:us|me)"
    r"|reports (?=that)|reported|wrote|writes|thinks?|claims?)"
    r"(?: on \w+day)?(?: that)?,? (?=(?:the |an? |its |their )?[\w'-]+ [\w\u201c])(?!to |on |in |for |at |by |as )"
)
HAVE = re.compile(r"\b(?:have|has|had)(?: only)?\s*$", re.IGNORECASE)
# "The regulator gave Orbix until", which is about what Orbix has to do.
GIVES = re.compile(r"\b(?:gave|gives|given|granted|allowed) (?:the )?([\w&'\u2019 -]{2,40}?)(?: only)?\s*$")
TO_DO = re.compile(r"\s*(?:,[^,]*,)?\s*to ((?!be\b)\w.*)", re.DOTALL)
SUBORDINATE = re.compile(
    r"\W*(?:if(?! (?:all|everything|nothing) )|unless|(?-i:Should)|once|when|whenever|as soon as|provided|assuming"
    r"|although|because)\b",
    re.IGNORECASE,
)
CLOSED = re.compile(r"[)）]")
SPEAKS = re.compile(
    r"\b(?:quotes?|citing|cites|said|says|writes|tells|reports|on (?:a|the) (?:podcast|radio|stage)"
    r"|(?:Journal|Gazette|News|Times|Post|Wire|Herald|Tribune|Chronicle|Daily))\b"
)
WE = re.compile(
    r"\W*(?:and |but |so )?(?:we|i|you|they)(?:'ll|'d|'re|'ve|\u2019ll|\u2019d|\u2019re)?(?: (?:also|now|still|all))? "
    r"(?:(?:will|can|may|must|should|would|could|shall|hope|plan|expect|aim|want|intend|need|like|are|going|able|have|to|be|also|then"
    r"|planning|hoping|aiming|looking|only|now|still) )*",
    re.IGNORECASE,
)
WE_DO = re.compile(
    r"(?:have|send|give|get|offer|publish|release|hold|make|see|share|host|open|bring|show|ship|launch|start|begin|run|do"
    r"|speak(?:ing)? at)"
    r"(?: (?:us|you|them|everyone|everybody))? (?:an? |the |our |your |its )?",
    re.IGNORECASE,
)
VAGUE_DEED = re.compile(
    r"|(?:keep )?(?:hear|think|wonder|hope|guess|believe)(?:ing)?\b.*"
    r"|(?:\w+ )?(?:it|them|this|that|you|us|everyone|everybody|more)\b.*|.*\b(?:until|from us|you know|(?:it|them))",
    re.IGNORECASE | re.DOTALL,
)
IT_BEHIND = re.compile(r"\b(?:it|them|this|that)\b", re.IGNORECASE)
APPOSED = re.compile(
    r"(?:^|[;:] )\W*(?:The|Its|Their|Our|A)\s([a-z][\w -]{2,40}), ([A-Z0-9][^,;:]{0,30}), "
    r"(?=(?:is|was|will|are|has|comes|ships|arrives|launches|opens|starts|begins|gets|goes)\b)"
)
# Whatever verb tells what the subject of a sentence does.
TELLS = re.compile(
    r"\b(?:is|are|was|were|will|has|have|had|can|could|may|might|must|should|would|\w{2,}ed|fell|rose|went|got|gets|made|took|takes"
    r"|comes|came|wants|plans|says|said|gives|goes|runs|starts|begins|ends|opens|closes|ships|costs|brings|shows|needs|keeps)\b"
)
DATE_BEHIND = re.compile(
    r",? (?:on|in|by|until|from|for|at)? ?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May"
    r"|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|autumn|spring|summer|winter|fall)\b.*$"
)
PLACED = re.compile(r"(?:\w+ )?(?:in|at|on|from|for|after|by|with|under) (?:the )?[\w-]+(?: [\w-]+)?", re.IGNORECASE)
GERUND = re.compile(r"\w+ing\b")
WEEKDAY = re.compile(r"^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}: ")
HAN_CLAUSE = re.compile(r"将|將|拟|计划|預計|预计|は|が")
# What stands in a cell for a thing and says nothing to who does not know it: "61XX", "#12", "active", or who does it.
CODE = re.compile(
    r"#?\d+[A-Z]{0,3}|[A-Z]{1,2}\d{2,}|[A-Z]|[\u4e00-\u9fff]{2}中|§.*|待定|未定|内测|公测|是|否|yes|no|[-\u2013\u2014*✓✔x]*"
    r"|active|open|planned|confirmed|.*\b(?:lead|managers?|team|owner|editor)",
    re.IGNORECASE,
)
# "阶段一", "第二期", "A": where a line stands, and nothing that it tells of.
HAN_STEP = re.compile(
    r"[AQ问答問]\d?|第?[\d一二三四五六七八九十]+(?:阶段|階段|步|条|條|款|点|點|轮|輪)"
    r"|(?:阶段|階段|步骤|步驟|ステップ|フェーズ|STEP) ?[\d一二三四五六七八九十]+"
)
HAN_NEWS = re.compile(r"预告|公告|消息|快讯|提醒|通知|注意|头条|速报|お知らせ|予告")
MOVED_FROM = re.compile(
    r"\s*\b(?:(?:is|was|has|have|been|got) )*"
    r"(?:moved|moves|slipped|slips|pushed|postponed|delayed|brought)\b(?: \w+)? from .*$"
    r"|\s+from (?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,4})?(?:,? \d{4})?$",
    re.IGNORECASE,
)
# "the search start-up", as in "Sift, the search start-up, opened its doors"
APPOSITION = re.compile(r"\s*(?:the|an?|its|our|which|who)\b[^,;:]{2,60}[,]?\s*$")
LEADING_YEAR = re.compile(r"^(?:19|20)\d\d (?:to|at|in|and|for|by) ")
COMPANY = re.compile(r" (?:Inc|Ltd|LLC|plc|PLC|Corp|Co|GmbH|AG|SA|NV)\b\.?")
TELLER = re.compile(r" (?:told (?:us|me|\w+)|tells? (?:us|me)|said|says?|thinks?|believes?)(?: that)?$", re.IGNORECASE)
LEADING_CLOCK = re.compile(r"^\d{1,2}: (?=[A-Z])|^\d{1,2}:\d\d(?: ?[-\u2013] ?\d{1,2}:\d\d)?\b[ ,]*")
PLACED_FIRST = re.compile(r"^(?:\w+ )?(?:[Ii]n|[Aa]t|[Oo]n|[Ff]rom) [A-Z][\w ]{2,20}, ")
STILL = re.compile(r"(?:still|also|now|then) ", re.IGNORECASE)
A_NOUN = re.compile(r"(?:an?|the|our|your|its) ", re.IGNORECASE)
# What says only that something is to come, before the verb that says what.
HELPERS = quick(r"""
    ^(?:(?:will|would|shall|may|might|could|should|must|can|is|are|was|were|has|have|had|be|been|being|going|to|now|also|then|
    only|plans?|planned|aims?|hopes?|expects?|intends?|wants?|scheduled|slated|set|due|expected|
    tipped|poised|bound|rumou?red|thought|believed|said|understood|reported|on course|on track|needs? to)\b[ ,]*)+
""")
# What somebody makes or gives out is what the sentence is about: "plans to issue a guide".
MAKES = re.compile(
    r"(?:issue|adopt|publish|release|ship|announce|present|unveil|propose|introduce|post|send|give|hold|host|hear|file"
    r"|review|discuss|deliver|bring|open|make|name|put)(?: out| forward)? "
    r"(?=(?:an?|the|its|their|his|her|our|new|\w+s\b))"
)
SAYS_NO_MORE = quick(r"""
    (?:held|published|released|available|out|announced|launched|shipped|expected|planned|scheduled|targeted|
    pencilled(?: in)?|received|accepted|open|close|closed|decide|reach us|valid|stay valid|
    (?:extended|moved|postponed|delayed|pushed|brought)\b.*|ready|posted|fixed|
    provisionally fixed|ship|launch|arrive|come|takes? place|shown|happen|follow|land|drop|
    be|live|in|
    back(?: .*)?|slipped|tagged|submitted|foreseen|up|generally available|go(?:es)? live|made(?: public| available)?|
    uploaded|posted(?: .*)?|hits? .*|remains? available|maintained|(?:on )?track .*|called|
    ships|comes|follows|arrives|lands|drops|goes|runs|run|appears?|returns?|said|here|kicks?)(?: \w+ly)?
""")
TELLS_OF = re.compile(r"(?:announced|launched|unveiled|introduced|proposed|opened) (?:an?|its|the|their) (\w[^.,;:]*)")
HAS_ENDED = re.compile(
    r"\b(?:has|have|had) (?:\w+ )?(?:withdrawn|cancelled|canceled|dropped|scrapped|abandoned|shelved)"
    r"(?: its| the| their)?$|(?<!was )(?<!been )(?<!were )"
    r"\b(?<!is )(?<!are )(?<!be )(?:withdrew|called off|axed|cancell?ed|scrapped|shelved|abandoned)$"
)
WHAT_FOR = re.compile(r" (?:for|on|at) ")
NAME_OF_VERSION = re.compile(r"\b((?!No\b|Issue\b|Vol\b)[A-Z][\w-]{2,}(?: [A-Z][\w-]+)?)\*{0,2} v?\d{1,3}(?:\.\d+)*\b")
BACKWARD = re.compile(r"\W*(?:it|they)\b", re.IGNORECASE)
DECIDES = re.compile(r"\bdecide\b", re.IGNORECASE)
ANSWERS = re.compile(
    r"\b(?:tell|hear|notify|inform|let you know|reply|write to (?:you|everybody|all))\b", re.IGNORECASE
)
BESIDE = re.compile(r"(?<=\w) (?:\([^)]*\)?|(?:that|which|who)(?: .*)?)$")
OF_IT = re.compile(r"(?:it|them)\b", re.IGNORECASE)
ABOUT = re.compile(
    r",? (to (?:decide|discuss|consider|debate|review|vote|hear|weigh|rule)\b(?: [\w'\u2019-]+){1,8}"
    r"|(?:on|about|between|over) (?:whether )?(?:the |an? |its |their |our )[\w'\u2019-]{3,}(?: [\w'\u2019-]+){0,6})"
)
BUT_NOT = re.compile(
    r" ?(?:so far as|insofar as|subject to|as (?:amended|planned|announced|promised|usual|always)"
    r"|except|instead of|rather than|not in|apart from)\b",
    re.IGNORECASE,
)
ROLLS_OUT = re.compile(r"(?:rolling out|coming|shipping|launching|arriving|landing)\b", re.IGNORECASE)
# Words of a key in capitals that name nothing, as "APPLY" over a date.
COMMON = quick(r"""
    (?:how to |where to )?(?:apply(?: by)?|applications?|register|registration|tickets?|webinar|event|call|deadlines?|
    dates?|when|where|what|submit|submissions?|doors|price|venue|launch|release|shipping|preorders?|comments?|hearing|
    meeting|jobs?)
""")
