"""The English words of what has just ended: how it ended beside a date, and what is news without one."""

from __future__ import annotations

from watchtracker.reading.records import FindResult

# What a thing, an office or a company did when something that was waited for came about.
_DONE = r"""
    dismissed|upheld|blocked|rejected|defeated|settled|lifted off|touched down|splashed down|struck down|
    vetoed|repealed|came out|opened|acquired|released|launched|shipped|published|unveiled|open-?sourced|rolled out|
    debuted|landed|arrived|approved|adopted|passed|signed|ratified|enacted|finali[sz]ed|completed|concluded|closed|
    ended|expired|started|began|begun|introduced|uploaded|deployed|delivered|taken effect|gone live|removed|retired|
    shut down|discontinued|cleared|granted|authori[sz]ed|refused|denied|overturned|threw out|thrown out|turned down|
    voted(?: on \w+day| late \w+day| \w+day)? (?:down|through|against|overwhelmingly|unanimously|in favou?r|\d+|
    to (?!discuss|delay|hold|continue|wait))|lapsed|switched off|switched on|turned off|
    decommissioned|delisted|imposed|lifted|resumed|restored|restarted|premiered|merged|ruled(?! out)|okayed|
    green-?lit|waved through|signed off|signed into law|certified|licensed|tagged|promoted to|docked|convicted|
    acquitted|annulled|paid out|patched|sold out|banned|accepted(?! (?:that|blame|an? (?:award|prize)))|reopened|
    broke ground|broke down|awarded|indicted|
    halted|recalled|activated|disabled|enabled|unlocked|bought|floated|priced|unbanned|repaid|exercised|tabled|
    reversed|affirmed|stayed|remanded|enjoined|sentenced|pleaded guilty|overrode|overridden|blasted off|undocked|
    splashed|aired|
    powered up|spun off|branched|forked|squeaked through|sailed through|emerged from (?:bankruptcy|administration|
    chapter 11)|
    exited (?:bankruptcy|beta|administration)|graduated (?:to|from)|died in committee|walked out|returned to work|
    commissioned|connected to the grid|demolished|relaunched|reissued|republished|initialled|energi[sz]ed|kicked in|
    backed|finished(?! (?:first|second|third|
    fourth|last|his|her|with|ahead))|ceased|wound (?:up|down)|dissolved|
    stood down|kicked off|wrapped up|inaugurated|unblocked|backported|cut over|migrated
"""
# What is also said of much else, and tells of an outcome only with these words behind it.
_WITH_MORE = r"""
    went (?:live|online|down to defeat|critical|final|gold|stable|GA|public|dark|offline|through|ahead|bankrupt|
    generally available|on (?:sale|
    general release)|out to|to (?:\w+ )?(?:customers|users|subscribers)|into (?:effect|force|administration|
    production|service|operation))|took (?:effect|place|off)|hit (?:version )?v?\d+\.\d|hit (?:cinemas|theat(?:er|
    re)s|stable|GA|beta|PyPI|
    npm|crates|Maven|Steam|TestFlight|
    general availability|the (?:shelves|shops|stores|streets|app stores?|market))|
    reached (?:version )?v?\d+\.\d|entered (?:administration|receivership|liquidation|insolvency)|
    entered (?:\w+ ){0,2}orbit|filed for (?:bankruptcy|administration|an IPO)|
    failed to (?:pass|advance|clear|win|reach)|
    went out(?= (?:on|to|last|late|over)\b)|reached (?:the )?(?:stores|shops|customers|users|orbit|stable|GA|
    end[ -]of[ -]life|
    general availability|financial close|a (?:deal|settlement|verdict|final settlement|provisional agreement))|
    became (?:law|effective|generally available|available)|(?:came|entered|came back) into (?:force|effect|service|
    operation)|(?:won|received|got|secured|obtained|gained|gave|given|has) (?:[\w'\u2019,.-]+ ){0,9}?(?:approval|
    clearance|assent|consent|authori[sz]ation|green light|go-ahead|planning permission|certification)(?! rating)|
    (?:cut|raised|lowered|lifted|held|kept|left|hiked|trimmed) (?:[\w-]+ ){0,4}?rates?\b(?! of)|
    stopped (?:working|accepting|supporting|selling|issuing|trading)|recommended (?=approval|against|granting|
    adoption)|
    became the (?:current|active|lts|default|standard|official)|
    in (?:force|effect)(?= since\b)|
    (?:live|available|open|out|off|up|back(?: up| online| open)?|down|closed|shut|gone|offline|online|
    in everybody's hands)
    (?= since (?!then\b|\d{4}\b|its|it\b|the\b))|sided with|went under|(?:shut|
    closed) its doors|
    received royal assent|found in favou?r of|carried its first|
    left (?:beta|preview|early access|draft)|came online|became the default|dropped support for|
    cut (?:the )?(?:\w+ )?(?:rc\d*|candidate|
    release|branch|v?\d+\.\d+)\b|landed on (?=[A-Z])|entered (?:service|production)|began (?:service|operations|
    production)|
    (?:struck|reached|inked|clinched) an? (?:\w+ ){0,2}?(?:deal|agreement|settlement|bargain|accord|truce|compromise)|
    agreed to (?:merge|settle|buy|sell|acquire|pay|join)|(?:achieved|saw) (?:criticality|first (?:light|fire|plasma|
    power))|
    (?:winners?|results?|shortlist|longlist|finalists|nominees|line-?up|schedule|selection|draw) (?:was|
    were) (?:announced|
    revealed|named|posted|declared|made)|ordered (?:a|an|the) (?:\w+ )?(?:recall|halt|ban|stop|shutdown|closure|
    retrial|break-?up)|
    (?:survived|lost|won) (?:a|the) (?:no-)?confidence vote|made it (?:in)?to (?:stable|main|nightly|production|
    the store)|sealed the deal|
    (?:won|lost|carried) the (?:vote|election|referendum|case|appeal|seat)|
    (?:issued|granted) (?:[\w-]+ ){0,4}?(?:permits?|licen[cs]es?|certificates?|approvals?|recalls?|consents?|
    warrants?)\b|
    declined(?= (?:on \w+ )?to (?:hear|review|take up|rule|intervene|approve|renew)\b)|
    found (?:[\w'\u2019-]+ ){1,4}?guilty\b|
    failed(?= (?:in|on|by|at|after|\d|yesterday|to (?:pass|win|get|reach|clear))\b)|
    (?:put out|pushed(?: (?:out|live|up))?|brought out|sent out|sent live|dropped|let loose|turned loose|handed us|
    turned on|posted|rolled) (?:(?!by\b|to\b|from\b|below\b)[\w'\u2019-]+ ){0,3}?
    (?:(?-i:[A-Z]\w*)[ -]v?\d+(?:\.\d+)*\b|v\d+(?:\.\d+)*\b|\d+\.\d+(?:\.\d+)*\b)(?![.,]?\d| ?(?:%|percent|per cent|
    points?|million|billion|times|[ap]\.?m\b))|
    (?:version |v)\d+(?:\.\d+)* (?:went up|came up|showed up|surfaced)|
    (?:put|brought|got|had|flipped|switched|turned|shut|took|pulled|set) (?:(?:it|them|this|that|the|our|its|all|old|
    new|\w+s) ){1,3}?(?:[\w-]+ ){0,2}?(?:live|online|offline|on sale|off (?:this|last|on|for good)|off sale|
    out of service|back (?:up|online)|back into service|into service|into production)|
    flipped (?:the|a) switch|(?:gave|handed|got) (?:[\w'\u2019-]+ ){0,6}?(?:(?:the|its|their|a|our|his|
    her) )(?:[\w-]+ )?
    (?:blessing|go-ahead|green light|nod|all-clear|thumbs-up|final okay|stamp of approval|certificates?|papers|keys)\b|
    (?:got|won|received) (?:[\w'\u2019-]+ ){0,4}?(?:licen[cs]e|permit|charter|accreditation|certificate|
    mandate) (?:back|
    at last|renewed)?(?= ?(?:on|last|this|yesterday)\b)|
    put (?:its|her|his|their|the) signatures? (?:to|under|on)|
    (?:certifications?|certificates?|approvals?|permits?|licen[cs]es?|visas?|clearances?|patents?|papers|paperwork|
    funding|
    grants?|results?|verdict|go-ahead|green light|insurance|tooling|moulds?|molds?|samples|parts|prototypes?|boards|
    chips|
    stock|shipment|container|batch|loan|ruling|sign-?off) (?:[\w-]+ ){0,3}?came (?:through|in(?! (?:at|under|over|above|
    below|first|last|second|third)\b)|back(?! (?:with|to)\b)|good)|
    (?:handed (?:over )?|passed |given |went )to the (?:courier|carrier|post office|postal service|shipper|printers?|
    freight forwarder|hauliers?|forwarder)|cleared customs|(?:collected|picked up|fetched) by the (?:courier|carrier|
    haulier|shipper|post)|(?:parcels?|trucks?|lorr(?:y|ies)|pallets?|containers?|boxes|copies|orders|units|batch|ship|
    cargo|goods) (?:[\w-]+ ){0,2}?left (?:the|our|their|for) (?:[\w-]+ ){0,2}?(?:warehouse|factory|plant|port|dock|
    press|
    printers?|works|depot|hub)|
    (?:committee|board|council|commission|panel|court|parliament|senate|cabinet|ministers|members|shareholders|trustees|
    directors|assembly|congress|tribunal|authority|regulator|senators|MPs|delegates|union|bank|agency|
    meeting|conference|chamber|jury|judges?) (?:(?:has|have|
    had) )?(?:unanimously )?(?:on [^,.;]{3,22} )?(?:unanimously )?(?:and )?
    (?:decided|resolved|opted|determined|chose|agreed)(?: unanimously| narrowly| by \d+ (?:votes )?to \d+| \d+.\d+)?
    (?: on [^,.;]{3,22}?)?(?:,? by [^,.;]{3,30}?,?)? to (?!discuss|delay|wait|continue|meet|postpone|consider|
    talk|defer|extend|reconvene|stop|not\b)|
    (?:met|convened|sat|gathered) (?:[^.;,]{0,30} )?and (?:unanimously )?(?:decided|resolved|approved|adopted|voted|
    agreed|
    elected|rejected|passed|ratified|ordered|recommended)\b(?! to (?:discuss|delay|wait|meet|postpone|defer|reconvene))|
    (?:made|flew|completed) (?:[\w'\u2019-]+ ){0,2}?(?:first|maiden) (?:flight|voyage|sailing|run|trip|journey)|
    threw (?:[\w'\u2019-]+ ){1,5}?out(?= (?:on|last|yesterday|this)\b|$|[.,])|
    (?:nodded|waved|voted|pushed|steered) (?:[\w'\u2019-]+ ){1,4}?through(?! (?:a|the) (?:hard|long|bad)\b)|
    (?:orders|sales|sign-?ups|rollout|roll-out|renewals|bookings|deliveries|printing|production|shipping|assembly|
    tooling|testing|recording|filming|migration|fulfil+ment) (?:[\w-]+ ){0,4}?(?:stopped|finished|paused|wrapped|began)|
    welcomed (?:its|their|the) first|rolled off the (?:assembly |production )?line|took hold|broke off(?= (?:on|last|
    without|
    yesterday|late)\b)|(?:drew|pulled) its last|ran for the last time|sailed for the last time|flew for the last time|
    put (?:up for|on) sale|got (?:under ?way|off the ground)|ground was broken|cut the ribbon|shook hands on|
    stopped being|shut for good|(?:was|were) (?:frozen|widened|switched over|turned over|handed over|rolled over|
    opened up|
    taken over|put into service|brought into use|made official|let loose|put out to tender)|
    (?:grants?|bookings?|funding|orders?|deal|nominations?|appointments?|loan|sponsorship|transfer) (?:(?:was|were|
    has been|have been) )confirmed|(?:hit|met|passed|beat|smashed) (?:our|its|the) (?:\w+ )?(?:goal|target)(?! of \d)|
    moved (?:the|our|all) (?:\w+ )?(?:wiki|site|website|forums?|repo\w*|lists?|servers?|database|chat|blog|mail|shop|
    docs|
    code|hosting|office|headquarters|archive|tracker|builds?|mirrors?|listing) (?:\w+ )?(?:over )?to|
    left the (?:launch )?pad|came back (?:under|into|online|up\b)|came back to life|(?:handed in|tendered|
    submitted) (?:his|her|
    their) (?:notice|resignation)|stepped down(?= (?:as|from|on|last|this|yesterday)\b)|resigned(?= (?:as|on|last|
    yesterday)\b)|
    quit as|(?:has|have) said (?:yes|no) to|said (?:yes|no) to|
    (?:tickets|pre-?orders|bookings|files?|binaries|slides|recordings?|video|form|docs|schedule|images|builds?|
    photos|results|lists?|shortlist) went (?:up|out|online)|
    (?:won|got|received|gained|earned) (?:[\w'\u2019.-]+ ){0,4}?(?:backing|nod|endorsement|blessing|seal of approval|
    okay|OK|sign-?off|patent|contract|tender|mandate)\b|
    (?:regulators?|commission|authority|agency|watchdog|court|judge|tribunal|ministry|government|council|central bank|
    congress|senate|parliament|house|board|union|league|association|federation|cabinet|committee|FTC|SEC|FDA|EPA|FCC|
    FAA|
    CMA|ECB|FCA) (?:[\w-]+ ){0,2}?(?:slapped|sent (?:the|a|its) (?:bill|act|measure|case|file|law|budget|treaty|plan)|
    barred|
    jailed|seized|froze|freed|widened|sanctioned|penali[sz]ed|sued|expelled|suspended|relegated|appointed|elected|
    gave (?:its|a|her|his) (?:\w+ )?(?:verdict|ruling|decision|answer|consent|judg(?:e)?ment)|put (?:up|down) (?:its|
    the)|
    confirmed (?:the|her|him|his) (?:\w+ )?(?:nomin\w+|appoint\w+))\b|wrapped up (?:its|their|the) (?:purchase|
    acquisition|sale|takeover|merger)
"""
_STATE = r"""
    out|available|live|here|in effect|in force|generally available|open|up|final|complete|done|over|closed|gone|
    sold out|deployed|
    merged|in place|resolved
"""
# What comes about while the text is written, where it says "today".
_TODAY = r"""
    today,? (?:we|[\w' -]{1,30}?)(?:['\u2019]re| are| is) (?:\w+ly |also |finally )*(?:releasing|launching|publishing|
    opening|
    open-?sourcing|shipping|rolling out|introducing|retiring|ending|lifting|unveiling|removing|switching (?:on|off)|
    turning (?:on|off)|adding|raising|cutting|closing (?!at\b|early))
"""
_NOW_GOING = r"""
    (?<![\s\S])\b(?:shipping|launching|releasing|rolling out|going live|landing|arriving)
    (?= [^.;:]{0,60}\b(?:today|this morning)\b)(?![^.;:]*\b(?:at|from|until) )
"""
_NOT_AHEAD = "(?<!will )(?<!to )(?<!would )(?<!not )(?<!may )"
_HAPPENED = rf"""
    \b(?:{_TODAY.strip()})|{_NOW_GOING.strip()}|
    \b(?:is|are) (?:now |finally |here|already )*(?:{_STATE.strip()})\b|\b(?:was|were|been|being) (?:\w+ly )?(?:held|
    heard|
    {_DONE.strip()})\b|\b(?:has|have) (?:\w+ly |now |just |finally |since )?(?:{_DONE.strip()})\b|
    {_NOT_AHEAD}\b(?-i:{_DONE.strip()})\b|(?<![\s\S])\b(?:held|{_DONE.strip()})\b|
    {_NOT_AHEAD}\b(?:{_WITH_MORE.strip()})|
    \b(?:beta|alpha|rc|candidate|preview|version|trailer|\d+\.\d+) (?:\d+ )?(?:dropped|left)(?! (?:by|to|from|the|
    its)\b)|
    \b(?:has|have) left (?:beta|preview|early access)\b|\b(?:we(?: are|'re)|is|are) (?:\w+ly |today )?(?:releasing|
    launching|publishing|open-?sourcing|shipping|rolling out|introducing)\b
"""
# What usually takes place and does not this time.
_NONE_THIS_TIME = r"""
    there(?: will|['\u2019]ll| is going to) be no (?:[\w-]+ ){0,3}?(?:edition|fair|festival|conference|meet-?up|meeting|
    event|release|issue|concert|parade|race|market|camp|party|show|tour|season|summit|ball|contest|hackathon|fireworks|
    match|workshop|course|sequel|reprint|beta|carnival|class|service|sale)s?(?= (?:this|in 20|next (?:year|week|month|
    season)|
    on (?:\w+day|\d|(?-i:[A-Z])))|[.!]|$)|
    no (?:[\w-]+ )?(?:edition|fair|festival|conference|meet-?up|event|concert|parade|race|market|camp|
    party|tour|summit|contest|hackathon|fireworks|workshop|carnival|class|release|issue) (?=this (?:year|month|week|
    season|
    time|spring|summer|autumn|fall|winter)\b(?! (?:has|have|had|was|were|is|are|can|could|will)\b))|
    (?:have|has|['\u2019]ve) (?:now )?(?:had|been forced|been obliged) to (?:pull|cancel|call off|scrap|drop|abandon|
    shelve|axe|
    withdraw)\b
"""
_GIVEN_UP = r"""
    cancel+ed|called off|averted|scrapped|abandoned|axed|shelved|scrubbed|aborted|ditched|binned|nixed|mothballed|
    killed off
"""
# What is being called off as the text is written: "we are dropping the plan".
_GIVING_UP = r"""
    (?:is|are|(?:we|they)['\u2019]re|I['\u2019]m) (?:\w+ly |now |hereby |also |today )*(?:withdrawing|cancel+ing|
    calling off|
    scrapping|abandoning|shelving|axing|rescinding|revoking|killing off|ditching|dropping|binning|mothballing|
    pulling (?:the plug|out)) (?=(?:its|our|the|this|these|all|their|plans?|support|on|of|from|(?-i:[A-Z][a-z]+))\b)
    (?!from (?:view|sight)|the (?:ball|price))
"""
_TAKEN_AWAY = r"""
    withdrawn|dropped|rescinded|vacated|terminated|revoked|pulled|quashed|overturned|canned|spiked|skipped|
    written off|
    recalled
"""
_CANCELLED = rf"""
    \b(?:{_GIVING_UP.strip()})|
    \b(?:(?:is|are|was|were|been|be|being) (?:\w+ly )?(?:{_GIVEN_UP.strip()}))\b|(?<!will )(?<!to )\b(?:(?:is|are|was|
    were|been|be|being) (?:\w+ly )?(?:{_TAKEN_AWAY.strip()}))\b|\b(?:has|have|(?:we|they|you|
    I)['\u2019]ve) (?:withdrawn|{_GIVEN_UP.strip()})\b|
    \b(?:decided|agreed|had|have|has|forced|chose|chosen|voted|plans?) (?:not to (?:proceed|go ahead|ship|release|
    hold|build|renew|continue)|to (?:cancel|
    call off|scrap|withdraw|drop|abandon|pull out|shelve|end its))\b|
    \b(?:withdrew|revoked|rescinded|{_GIVEN_UP.strip()})\b|
    \b(?:dropped|pulled|halted) (?=(?:its|their|his|her|the|plans|out|all|\w+day['\u2019]s)\b)(?!the ball|the price)|
    \b(?:has|have) (?:\w+ly )?(?:dropped|pulled|halted) (?=(?:its|their|his|her|the|plans|\w+day['\u2019]s)\b)|
    \bpulled the plug\b|\bfell (?:through|apart)(?= (?:on|last|yesterday|after|this|over|when)\b|[.,;!]|$)|
    \b(?:deal|merger|talks|bid|sale|takeover|bill|plan|agreement|coalition|government|negotiations|acquisition|
    auction) (?:[\w'\u2019-]+ ){{0,5}}?collapsed|
    \b(?:{_NONE_THIS_TIME.strip()})|
    \bdid(?: not|n't) (?:go ahead|take place|happen)\b|\bgave up (?:on|its|their|the)\b|\b(?:walked away|backed out|
    pulled out) (?:from|of)\b|
    \b(?:will (?:not|no longer)|won't|is not going to|are not going to) (?:go ahead|take place|be (?:held|released|
    published|built|made)|ship|happen)\b(?! (?:until|before|till|in|on|by|this|with|to|as|at|earlier|after|from|
    beyond|past|starting)\b)|
    \bno longer (?:planned|going ahead|taking place)\b|\b(?:is|are) (?:now |officially )?(?:off|dead)(?=[,.;:!]|$|
    [ ]for the rest|[ ]this (?:week|term|month|year))|
    \bdropped(?<=[\u2014\u2013:-] dropped)(?=\W*$)|\bcancelled(?<=[\u2014\u2013:-] cancelled)(?=\W*$)|
    \bcanceled(?<=[\u2014\u2013:-] canceled)(?=\W*$)|\bscrapped(?<=[\u2014\u2013:-] scrapped)(?=\W*$)
"""
OUTCOMES = {
    FindResult.CANCELLED: _CANCELLED,
    FindResult.SUPERSEDED: r"\b(?:is|are|was|were|been) (?:superseded|replaced) by\b",
    FindResult.REOPEN: r"""
        \b(?:was|were|been) (?:\w+ly )?(?:yanked|retracted|reinstated|reopened|reverted|rolled back|backed out)\b|
        \bpulled the release\b|\b(?:yanked|reverted|rolled back)\b
    """,
    FindResult.HAPPENED: _HAPPENED,
}
_DECIDED = r"""
    approved|adopted|rejected|passed|ratified|upheld|dismissed|overturned|struck down|blocked|vetoed|signed|cleared|
    voted (?:to|down|against)|thrown out|turned down|annulled|repealed
"""
# News that needs no date: the tense or an adverb says that it has just become so.
NEWS = rf"""
    \b(?:paper|manuscript|proposal|offer|bid|application|talk|pull request|PR|patch|grant|abstract|merge request)
    (?: #?\d+)? has (?:now |finally )?been (?:accepted|merged|granted|declined|turned down)\b|
    \b(?:is|are) (?:now |finally |back |all )?up and running(?=[.!,;]|$)|
    \b(?:{_NONE_THIS_TIME.strip()})|
    \b(?:has|have)(?: now| finally)? said (?:yes|no) to\b|
    \b(?:has|have) (?:put (?:up|down)|raised|lowered) (?:its|the|their) (?:[\w-]+ ){{0,3}}?(?:rates?|fees?|prices?|
    fares?|
    tariffs?)[^.;]{{0,20}}\bfrom today\b|
    \b(?:{_GIVING_UP.strip()})|
    \b(?:(?:from|effective|starting) (?:today|now|immediately)(?: on)?,? [^.;:?]{{1,60}}?
    \b(?:can(?:not|'t)?|can\u2019t|may|must|no longer|needs?))\b|
    \b(?:with immediate effect|effective immediately)\b|
    \b(?:is|are) (?:finally |now )?out\b(?! of| to| for| there| in| on| by| this| next)|\b(?:is|
    are)(?: also)? (?:now (?:\w+ )?(?:out|available|live|open|closed|final|complete|in (?:force|effect))|(?:out|
    available|live|here)(?: now| today))\b|\b(?:is|are) (?:now |finally )?(?:live|here)(?= (?:for|after|
    with|as of|on all)\b|
    [!.,]|$)|
    \b(?:beta|alpha|rc\d*|candidate|preview|build|draft|release|version|\d+(?:\.\d+)+(?:[ -]?(?:rc|beta|alpha)\d*)?)
    (?: (?:\d+|\d+(?:\.\d+)+|(?:of|for) [\w. -]{{1,30}}?))? (?:is|are) (?:now |finally )?up(?=[.,!:;]|$| (?:on|at|for
    (?:download|testing))\b)|
    \bis generally available(?= (?:in|on|to|for|across)\b|[.!,]|$)|
    \b(?:has|have) (?:fined|banned|recalled) (?=[\w' ]*(?-i:[A-Z]))|\bout now\b|\b(?:has|have) (?:now|officially|
    finally) (?:been )?(?:shipped|launched|landed|arrived|released|
    gone live|{_DECIDED.strip()})\b|
    \b\d+(?:\.\d+)+ (?:has been |has |was )?(?:now )?(?:released|launched|shipped|landed)(?=\W*$)|
    \b(?:has|have) been (?:superseded|replaced) by\b|
    \b(?:acquisition|merger|deal|sale|maintenance|migration|purchase|takeover) (?:is|
    has been) (?:now )?completed?(?=\W*$)|
    \bhas (?:been )?(?:{_DECIDED.strip()}|(?:launched|released|shipped|completed|closed)(?! (?:many|several|
    more|over|
    dozens|hundreds|a number|two|three|four|five|six|ten|\d[\d,.]*|up|the door)\b))\b|
    \b(?:applications?|motions?|amendments?|bill|resolutions?|proposals?|petitions?|appeals?|requests?|items?)
    (?: [^,.;]{{1,40}})? (?:was|were) (?:{_DECIDED.strip()}|withdrawn|granted|refused|denied)(?=[^,;]{{0,30}}$)|
    \b(?:vote|motion|bill|resolution|amendment|measure|referendum|proposal) (?:passed|failed|
    carried)(?=[^,;]{{0,20}}$)|
    \b(?:beta|preview|support|consultation|trial|period|sale|registration|voting|maintenance|strike|season|programme|
    program)(?: (?:of|for) [\w ]{{1,30}}?)? has (?:now |officially )?(?:ended|closed|begun|started|expired|
    finished)\b|
    \bhas gone (?:gold|live|final|public|stable|GA)\b|
    \b(?:is|are) no more\b|\b(?:has|have) reached (?:its |their )?(?:end[ -]of[ -](?:life|support|sale)|
    general availability)\b|
    \b\d+(?:\.\d+)*(?: (?:beta|alpha|rc|candidate|lts|final|preview)(?: ?\d+)?)? (?:has been|is|
    was) (?:now )?released(?=\W*$)|
    \bavailable now\b|\b(?:has|have) left (?:beta|preview|early access)\b|
    [\u2014\u2013:-] (?:cancel+ed|called off|scrapped|dropped|withdrawn)\b|\b(?:went live|went out|
    {_DONE.strip()}) (?:\w+ ){{0,4}}?(?:last night|overnight|earlier today)\b|\bnow (?:generally )?available\b|
    \b(?:released|launched|landed|shipped|published|merged|went live|came out|opened|went (?:out )?to (?:\w+ )?(?:
    customers|users)) (?:\w+ ){{0,4}}?this morning\b|
    \b\d+(?:\.\d+)+ is available\b|\bjust (?:released|launched|shipped|published|landed)\b|
    \b(?:has|have)(?: now| officially| been)* (?:been )?(?:cancel+ed|called off|withdrawn|scrapped|scrubbed|
    abandoned|axed|ditched|mothballed|
    shelved|superseded by|yanked)\b|\b(?:we|they)['\u2019]ve (?:{_GIVEN_UP.strip()}|withdrawn|pulled)\b|
    \bhas been (?:officially |now )?(?:pulled|dropped|discontinued|shut down|struck down|annulled|binned|
    killed off)(?! (?:in|from|by|to)\b)|
    \b(?:has|have) (?:agreed|decided|chosen|voted) (?:not to (?:proceed|go ahead|ship|release|hold|build|renew|
    continue)|to (?:cancel|call off|scrap|
    withdraw|drop|abandon|pull out|shelve))\b|
    \b(?:has|have) pulled (?:the plug|out of)\b|\b(?:has|have) (?:\w+ly )?(?:dropped|pulled) (?=(?:its|their|the|
    plans|\w+day['\u2019]s)\b)|
    \bhas (?:landed|arrived)(?=[.!]|$| in \d| on (?=[A-Z]))|
    \b(?:is|are)(?: now| officially)* (?:cancel+ed|called off|withdrawn|scrapped)\b|
    \b(?:is|are)(?: now| officially| hereby)* (?:dropped|discontinued|reopened|vacated|revoked)(?=\W*$|[,;]| and\b|
    [ ](?:as of|with (?:immediate )?effect|from) (?:today|now|this|immediate)?)|
    (?<!that )(?<!which )\b(?:is|are) off (?=for (?:the rest of (?!us)|this|now\b)|this (?:week|term|month|year)\b)|
    \b(?:is|are) (?:now )?sold out\b|
    \b(?:takeover|bid|auction|wedding|trial|referendum|tie-up|partnership|acquisition|walkout|election|tour|match|
    talks|launch|deal|show|concert|meeting|game|event|march|strike|parade|fair|race|festival|party|
    gig|
    merger|sale|trip|visit|vote) (?:is|are) (?:now |officially )?off(?=[,.;:!]|$)|
    \b(?:is|are) (?:now |officially )?dead(?=[,.;:!\u2014]|$)|
    \b(?:will (?:not|no longer)|won't|is not going to) (?:go ahead|take place)\b(?! (?:until|before|till|
    in|on|by|this|with|to|as|at|earlier)\b)|\b(?:will not|won't) ship(?=[.,;:!]|$| (?:at|after) all)|
    \b(?:{_TODAY.strip()})|{_NOW_GOING.strip()}
"""
# What is waited for: whatever verb tells of it on a day of the last week is news, unless it is one of the next list.
THING = r"""
    \b(?:bills?|acts?|laws?|rules?|regulations|directive|ordinance|amendments?|motions?|treaty|pact|accord|agreement|
    deals?|merger|takeover|acquisition|buyout|tender|auction|ipo|listing|spin-?off|ban|embargo|sanctions|tariffs?|
    moratorium|injunction|patents?|licen[cs]es?|permits?|appeal|lawsuit|suit|trial|inquiry|dispute|strike|walkout|
    lockout|talks|negotiations|referendum|election|polls|ballot|consultation|comment period|registration|enrolment|
    applications|nominations|window|call for (?:papers|proposals)|submissions|scheme|pilot|programme|program|service|
    site|portal|platform|app|api|endpoint|feature|update|patch|release|beta|alpha|preview|firmware|driver|dataset|
    library|support|maintenance|migration|plant|factory|mine|reactor|turbine|wind farm|solar farm|line|station|
    terminal|
    runway|airport|bridge|tunnel|cable|pipeline|interconnector|refinery|depot|hub|museum|gallery|exhibition|festival|
    fair|season|series|film|album|sequel|remake|demo|tournament|league|satellite|spacecraft|lander|capsule|rover|
    telescope|mission|ferry|tram|currency|mainnet|testnet|fork|restructuring|halt|curfew|quarantine|ceasefire|truce|
    collections?|\d+\.\d+)\b
"""
NO_NEWS_VERBS = r"""
    was|were|had|did|has|have|said|told|announced|confirmed|reported|wrote|added|noted|warned|argued|asked|urged|
    called|
    claimed|predicted|expected|hoped|feared|praised|criticised|criticized|rose|fell|grew|dropped|climbed|slipped|
    gained|
    lost|jumped|slid|tumbled|surged|rallied|averaged|totalled|stood|remained|stayed|met|heard|discussed|debated|
    showed|
    considered|reviewed|revealed|suggested|found|extended|delayed|postponed|pushed|moved|laid|fined|published|updated|
    posted|topped|led|won|died|killed|injured|crashed|burned|flooded|damaged|hired|named|left|planned|scheduled|
    proposed|
    needed|wanted|used|based|drew|attracted|saw|faced|looked|seemed|felt|cost|lasted|sparked|caused|stalled|required|
    contained|included|covered|ran|continued|hit|struck|broke|leaked|suffered|happened|occurred|came|made|took|gave|
    got|
    became|went|put|set|kept|brought|paid|worked|sent|received|mentioned|described|explained|tested|tried|visited|
    attended|appeared|celebrated|marked|noticed|fixed|read|written|shown|given|taken|seen|chosen|rated|ranked|
    compared|
    disrupted|interrupted|reached|spread|spent|aimed|welcomed|carried
"""
