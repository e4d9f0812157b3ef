"""The English words that say whether a statement is ahead, how it ended, and what is no statement at all."""

from __future__ import annotations

from watchtracker.reading.languages.english_cues import DEADLINE, EVENT, RELEASE
from watchtracker.reading.languages.english_outcomes import NEWS, OUTCOMES
from watchtracker.reading.languages.english_undated import PROMISING, THINGS, UNDATED
from watchtracker.reading.languages.words import Table, Words, kinds, many, pattern, results

_NAMES_OF_TIME = r"""
    \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)|\b(?:today|tonight|
    tomorrow|yesterday|morning|afternoon|evening|days?|weeks?|months?|years?|year-end|quarters?|half|
    summer|spring|autumn|fall|winter|christmas|xmas|easter|thanksgiving|new year|weekend|fortnight|decade|
    holiday\w*|lunar|noon|midnight|H[12]|Q[1-4]|first|second|third|fourth|mid|end|ramadan|diwali|golden week|
    halloween|labor day|memorial day|independence day)\b
"""
WORDS = Words(
    cues=Table(kinds(DEADLINE, RELEASE, EVENT, (0, 30, 80))),
    past=many(
        r"""
        \b(?:was|were|had|did)\b|\b(?:has|have)(?: also| now| already| just| recently)? (?:been |\w+ed\b)|
        \b(?:saw|took|gave|went|came|began|rose|fell|grew|got|ran|stood|dealt|drove|broke|spoke|became|set out|chose|
        drew|upheld|withdrew|threw|overthrew|caught|brought|bought|thought|sought|taught|lent|bent|flew|blew|sank|
        swore|
        wore|bore|slid|fled|hung|laid|meant|rebuilt|overtook|undertook|resold|rewrote|wrote)\b|
        (?<!be )(?<!being )\b(?:made|won|lost|met|held|sent|sold|built|heard|fought|paid|kept|left|felt|brought|led|
        found|
        struck|spent)\b|
        (?<!to )(?<!will )(?<!'ll )(?<!can )(?<!be )(?<!may )(?<!stays )(?<!stay )(?<!is )(?<!are )(?<!remains )
        (?<!remain )\b(?:hit|cut|read(?!-)|quit|shut|beat)\b|
        (?<!to )(?<!will )(?<!'ll )(?<!can )(?<!be )\bput\b(?! off| back)|
        (?<!be )(?<!is )(?<!are )(?<!being )\b(?:shown|given|taken|written|seen|chosen|broken|drawn|grown|spoken)\b|
        \b(?=\w{2,}ed\b)(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bis not )(?<!\bare not )(?<!\bbeing )(?<!\bget )(?<!\bgets )
        (?!scheduled|announced|reported|confirmed|added|noted|stated|revealed|disclosed|planned|expected|slated|
        delayed|postponed|extended|need|based|related|limited|united|proposed|
        projected|anticipated|required|red|speed|feed|shed|embed|indeed|exceed|proceed|advanced|targeted|estimated|
        dated|tied|allowed|supposed|intended|forecast|revised|updated|named|called|shared|paid|rescheduled|pushed|
        moved|
        deprecated|discounted|selected|affected|
        supported|interested|unlimited|dedicated|distributed|detailed|increased|reduced)\w{2,}ed\b
        """
    ),
    ahead=many(
        r"""
        'll\b|\b(?:will|won't|shall|to be|set to|due|plans? (?:to|for|an?|the)|plans(?= \w+ing\b)|
        planned|planning(?! (?:consent|permission|application|committee|board|officer)s?\b)|
        aims?|hopes?|expects?|expected|scheduled|
        slated|
        intends?|upcoming|coming|going to|about to|on track|targets?|targeted|targeting|tentatively|
        anticipated|(?-i:may)|
        could|should|must|is to|are to|(?<!was )(?<!were )meant (?:for|to)|eyeing|eyes|proposed|deadline|until|
        by(?= (?:\d|the |mid|late|early|next|year|q\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|
        tue|wed|thu|
        fri|sat|sun))))\b|
        \b(?:launches|ships?|reopens?|returns|opens|closes|begins?|starts|ends|takes?|holds?|hosts?|arrives?|expires?|
        (?<!were )(?<!was )(?:runs|run(?= (?:from|until|on|between|to|through)\b))|lands|debuts|meets|
        votes|goes|comes|applies|enters|resumes|reports|releases|kicks off|submit|register|apply|join)\b|
        \b(?:is|are|be) (?:\w+ing|open|back|live)\b|\bto (?:launch|release|ship|open|begin|start|hold|host|publish|
        meet|vote|report|close|end|take|decide|debut|arrive|come|go|become|roll|make|bring|announce|unveil)\b
        """
    ),
    outcomes=results(OUTCOMES),
    news=many(NEWS),
    undated=many(UNDATED),
    promising=pattern(PROMISING),
    things=many(THINGS),
    to_come=many(
        r"""
        'll\b|\b(?:will|shall|to|expects?|expected|plans?|planned|planning|aims?|hopes?|promis\w+|indicated|intends?|
        coming|upcoming|
        scheduled|slated|set|follow\w*|launch\w*|releas\w+|ship\w*|availab\w+|arriv\w+|roll\w* out|open\w*|publish\w*|
        announc\w+|TB[DAC]|soon|postponed|delayed|deadline|event|conference|hearing|update|date|is|are|be)\b
        """
    ),
    details=many(
        r"""
            \b(?:keep|let|get back to|answer|contact|reply to|inform|notify|call|phone|ring|e-?mail|bill|charge|
            refund|serve) (?:you|everyone|
            everybody)\b|
            \b(?:see|hear from|meet|talk to) you\b|\bget well\b|^\W*(?:we|I)(?: will|'ll) (?:answer|reply|respond)\b|
            ^(?:\w+ ){0,2}details\b|
            ^(?:(?:more|further|full|the|all|additional|complete|some) )*(?:details?|information|info|
            updates?(?! (?:is|are|will) (?:be )?(?:roll|ship|releas|arriv|com|avail|land|push|out|deliver))|
            news|
            venue|agenda|program(?:me)?|instructions|links?|more(?! \w+s?\b(?! (?:on|about|from)\b))|examples?)\b
        """
    ),
    saying_before=many(
        r"""
        \b(?:said|says|told|tells|announced|stated|reported|confirmed|wrote|tweeted|posted|disclosed|revealed|
        explained|added|noted|warned|agreed|declared|argued|testified|dated|interview(?:ed)?|statement|memo|letter|
        blog post|press release|speaking|speech)(?: \w+){0,4}?,? (?:on |late |
        early |in )?(?:the )?$|
        \b(?:statement|report|post|letter|memo|filing|article|order|notice|decision|judg(?:e)?ment|opinion) (?:of|
        from|dated|on) $
        """
    ),
    saying_behind=pattern(
        r"""
        ^(?!,? as (?:\w+ )?(?:announced|reported|confirmed|declared)\b)
        (?:,? (?:the |its |a |in )?(?:\w+ ){0,4}?(?:said|told|announced|reported|confirmed|wrote|revealed|disclosed|
        declared|agreed|published|issued)\b(?! (?:for|to))|'s (?:announcement|statement|report|post|decision|
        news|article|filing|letter|ruling|vote|keynote|meeting|release)\b|
        \s(?:statement|announcement|report|post|memo|letter|press release|article|filing|interview)\b)
        """
    ),
    day_of_the_text=many(
        r"""
        \b(?:(?:last |page |first |originally )?(?:updated?|modified|published|posted|reviewed|revised|created|
        retrieved|accessed|archived|issued|dated|edited|written|sent|as of|current as of|
        effective as of this)(?: (?:on|at|by))?:?|
        ^\W*out|date:?|newsletter,?|
        issue(?: no\.?)?(?: ?#?\d+)?,?|edition,?|rev(?:ision)?\.? ?\d+,?|vol(?:ume)?\.? ?\d+,?|
        week of|week ending|
        (?:published|posted|wrote|updated|changed) (?:this|it)(?: \w+)? on|date of (?:this|the) \w+,?|
        (?:press|exchange|news|company|media|regulatory) (?:release|announcement|notice),?|
        minutes|notes,?|digest,?|weekly,?|copyright|\(c\)|as of|since)[ \t:,(\u2013\u2014|-]*(?:(?:mon|tues?|
        wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?$|\u00a9[^.]{0,20}$
        """
    ),
    figures=many(
        r"""
        [$\u20ac\u00a3\u00a5]\s?\d|\b\d[\d.,]*\s?(?:%|percent|cents|dollars|euros|per cent|bn|billion|million|
        trillion|GW|MW|TWh|
        basis points|jobs|units|people|tonnes|tons|users)\b|\d ?%|\b\d[\d,.]* (?:a|per) (?:year|month|day|week)\b|
        \b\d+[MBK]\b|\bone (?:\w+ )?in (?:two|three|four|five|ten)\b|
        (?<!first )(?<!second )(?<!latter )(?<!last )(?<!1st )(?<!2nd )\bhalf (?:of|the)\b(?! year)|
        \bat this rate\b|\b(?:two|three|four|five|six|eight|ten|twenty|fifty|a hundred) (?:million|billion|thousand)\b|
        \b(?:a third|three-quarters|a fifth|a tenth) (?:of|the)\b|\btwo[- ]thirds\b|\bshare of\b|
        \b(?:reach(?! (?:the )?(?:customers|stores|shops|users|buyers|market))|grow|double|
        triple|exceed|surpass|
        account for|market size|CAGR|forecasts?|projected|projection|net[- ]zero|emissions|be worth|estimates?|
        population|demand)\b
        """
    ),
    growth=many(
        r"""
        \b(?:reach(?! (?:the )?(?:customers|stores|shops|users|buyers|market))|grow|double|triple|exceed|surpass|
        account for|consensus|median|(?:price |sell-side )?targets? for|market (?:size|for|will|to|is)|CAGR|forecasts?|
        projected|projections?|
        net[- ]zero|emissions|be worth|estimates?|population|demand|revenues?|margins?|capex|spending|costs?|covers?|
        invest|investment|sales of|profits?)\b
        """
    ),
    labels_before=many(
        r"""
        \b(?:vision|agenda|horizon|class of|model year|expo|olympics|cop|edition of|strategy|budget(?: for)?|
        fiscal(?: year)?|FY|financial year|year ended|quarter ended|results for|revenue (?:for|in)|guidance for|
        forecast for|compared (?:with|to)|versus|vs\.?|from|in the act of|act of|directive|regulation|version|iso|
        model|born in|founded in|set in|since|in early) $
        """
    ),
    labels_behind=pattern(
        r"""
        ^(?:['\u2019]s)? (?:revenue|results?|earnings|sales|profits?|guidance|forecasts?|outlook|figures|numbers|
        report|budget|edition|season|model|models|target|targets|goals?|plan|strategy|roadmap|agenda|election cycle|
        vintage|olympics|world cup|annual report|issue|newsletter|recap|review|financial|fiscal|net income|shipments|
        growth|GDP|cohort|survey|version|release notes|compared|act|directive|standard|rules|alone)\b
        """
    ),
    clause=many(
        r"[;()\u2013\u2014]|[,:](?!\d\d)"
        r"|\b(?:and|but|while|whereas|which|who|that|after|before|although|because|then|with)\b"
    ),
    until=pattern(r"^(?:until|up to|till|through|thru|open until|valid until|ends?(?! of\b))\b"),
    moves=many(r"""
        \b(?:delay\w*|postpon\w+|slip(?:s|ped|ping)?|push(?:ed|es|ing)? (?:back|out|to)|(?:brought|pulled) forward|
        deferred|put (?:off|back)|held over|reschedul(?:ed|es|ing)|(?:moved|shifted|pushed)(?=[^.;,]{0,60} (?:to|
        until|
        from)\b))\b
    """),
    own=many(
        r"""
        ^\W*(?:I'm |we're |I am |we are )?back (?:next|on|in your|again|here)\b|
        \b(?:next|previous|last) (?:issue|edition of this|newsletter|report comes|status report|digest|
        dispatch)\b|\bsee you (?!at|there|in (?-i:[A-Z]))|
        \bI(?:'m| am| will be) (?:away|out of|on (?:holiday|leave|vacation))|\bout of office\b|\b(?:weekly|monthly|
        quarterly) (?:status )?report for\b|
        \bback in your inbox\b
        """
    ),
    habit=many(
        r"""
        \b(?:each|every) (?:\w+ )?(?:year|month|week|day|quarter|season|spring|summer|autumn|fall|winter|january|
        february|march|april|may|june|july|august|september|october|november|december)\b|
        \b(?:once|twice|(?:two|three|four|six|\d+) times) (?:a|an|each|per|every) (?:year|month|week|season)\b|
        \b(?:usually|normally|typically|traditionally|generally(?! available)|annually|as a rule|always|
        on average)\b|\bdaily(?= (?:from|between|\d))
        """
    ),
    imagined=many(
        r"""
        \b(?:would|could|should|might)(?: \w+ly)? have (?:\w+ly )?(?:been )?\w+|
        ^\W*(?:for (?:example|instance)|e\.g\.|examples?:|suppose|imagine|assume|assuming|say|
        let(?:'s| us) (?:say|assume|suppose))\b|
        \b(?:if|when|where) (?:you|someone|somebody|anyone|a|an|your|one) [^,;.]{1,60}? (?:on|in|at) (?=[^,;.]{3,30},)
        """
    ),
    example=many(
        r"""
        \b(?:for example|for instance|e\.g\.),? (?:on |in |by )?(?:the )?$|\w\([\"']?$|
        \b(?:past|beyond) $|\bclock (?:\w+ )?(?:says|to|at|reads|is|shows) $
        """
    ),
    will=many(
        r"""
        'll\b|\b(?:will|won't|shall|to be|set to|is due|are due|plans?|planned|planning|aims?|expects?|expected|
        scheduled|slated|intends?|upcoming|coming|going to|about to|on track|must|should|tentatively|deadline|
        is to|are to)\b
        """
    ),
    then=pattern(
        r"""
        ^\W*(?:((?:18|19|20)\d\d)(?=[:\u2013\u2014]| -)|
        (?:late |early )?(?:last|that) (?:year|month|spring|summer|autumn|fall|winter|january|february|march|
        april|may|june|july|august|september|october|november|december)\b(?!')|(?:a|an|one|two|three|\w+) (?:year|
        decade|month|week|day|generation)s? (?:ago|earlier|before)\b|back then\b|at the time\b|(?:looking|
        look) back\b|
        (?:it is|in|by|on) (?:the )?(?:(?:early|late|mid-?|spring|summer|autumn|fall|winter) (?:of )?)?(?:(?:january|
        february|march|april|may|june|july|august|september|october|november|december) (?:\d{1,2}, )?|
        \d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december) )?
        ((?:18|19|20)\d\d)\b|(?:[^,.;]{3,60} in (?:(?:january|february|march|april|may|june|july|august|september|
        october|november|december) )?((?:18|19|20)\d\d)\b))
        """
    ),
    now=many(r"""
        \b(?:now|today|this (?:year|month|week|time|spring|summer|autumn|fall|winter)|currently|next|soon|so far|
        still|new)\b
    """),
    rumour=many(
        r"""
        \b(?:people familiar|sources? (?:familiar|close|said|say|told)|familiar with the|leak(?:s|ed|er|ers)?|(?:is|
        are) said to|reportedly|rumou?r(?:s|ed)?|
        unconfirmed|insiders?|speculat\w+|tipsters?|allegedly|anonymous(?:ly)?)\b
        """
    ),
    speakers=pattern(
        r"""
        \baccording to (?:a report (?:by|in|from) )?((?:the |The )?(?-i:[A-Z])[\w&.'\u2019-]*(?: (?:of |the |for |
        and )?(?-i:[A-Z0-9])[\w&.'\u2019-]*){0,4})|
        ((?:the |The )?(?-i:[A-Z])[\w&.'\u2019-]*(?: (?:of |the |for |
        and )?(?-i:[A-Z0-9])[\w&.'\u2019-]*){0,4})(?: first| also| has| separately)? (?:reported|reports|wrote|writes|
        said|says|told|confirmed|announced)\b
        """
    ),
    dated=many(r"\d|" + _NAMES_OF_TIME),
    numbered=many(
        r"""
        \d(?:\d{3}| ?[-/.:~\u2010-\u2015] ?\d|(?:st|nd|rd|th)\b| ?[ap]\.?m|[qh])|['\u2019]\d|
        [\u2460-\u24ff\uff10-\uff5a]|
        \b(?:[qhw]\d|c[qy] ?\d|cw\b|fy|kw|wk|fiscal|eo[mqy]\b|each\b|every\b|past\b|from now\b|
        (?:hour|dai|week|fortnight|month|quarter|year|annual|biannual)ly\b|fortnights\b|yearend|weekends\b|
        this (?:morning|afternoon|evening)\b|midday|overmorrow|(?:spring|summer|autumn|winter)time\b|
        eid\b|hanukkah|passover|pentecost|
        (?:banking|business|trading|working)\b)|
        """
        + _NAMES_OF_TIME
    ),
)
