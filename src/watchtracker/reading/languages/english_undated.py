"""The English words for a time that nobody has named yet, and the headings over lists of what is to come."""

from __future__ import annotations

# What somebody will do who has no date yet: "we will share timing once the beta has settled".
_NAME_A_DATE = r"""
(?:then |also |soon )?(?:share|announce|publish|confirm|post|give|reveal|release|communicate|provide|set|have|name|
issue)
 (?:(?!no\b)[\w-]+ ){0,3}?(?:timing|time ?lines?|timetables?|schedules?|ETAs?|(?:release |launch |start |new |exact |
 final |
firm )+dates?|dates?(?= (?:for|when|once|later|as|in)\b|[.,;]|$))
""".replace("\n", "")
# What was moved away from its date, and to no other.
PUT_OFF = r"""
\b(?:(?:has|have)(?: now| again| once more| also| since)? been|(?:will|had to) be|(?:is|are)(?: being| now| again)?)
(?: now| again| once more| yet again| further| also)? (?:postponed|delayed|pushed back|put (?:off|back)|deferred|held
 (?:up|over|back)|set back)(?: (?:again|once more|once again|yet again|further|for now|until further notice|
for a (?:second|third|fourth) time|by (?:\w+ ){1,3}(?:days?|weeks?|months?)))?(?=[.;,!]|$| (?:because|due to|owing to|
after|following|amid|as|over|while|so|pending|and)\b)
""".replace("\n", "")
# Nobody says when: "has not settled on a date", "declined to comment on when it might reopen".
_NOT_SAID = r"""
(?: [\w'-]+){0,3}? (?:settl\w+ on|decid\w+(?: on)?|say\w*|said|talk\w*(?: about)?|discuss\w*|giv\w+|shar\w+|nam\w+|
set(?:ting)?|comment\w* on|announc\w+|commit\w*(?: to)?|offer\w*|provid\w+|disclos\w+|reveal\w*|specif\w+|fix\w*|
pick\w*|
choos\w+|chosen|agree\w*(?: on| to)?|confirm\w*|promis\w+|have|know\w*|finali[sz]\w+|put|drawn on|detail\w*|
communicat\w+|indicat\w+|publish\w*|line\w* up) (?:(?!(?:on|your|his|her)\b)[\w'-]+ ){0,4}?(?:dates?|timing|
time ?lines?|timetables?|
time ?frames?|ETAs?|
schedules?|(?:release|launch|shipping) window|(?:an?|the|any|which) day|when|how soon)\b(?! (?:of birth|field|format|
range|
(?:[\w'-]+ ){1,5}(?:was|were|had|did|began|died|came)\b))
""".replace("\n", "")
UNDATED = (
    rf"\b(?:will|shall|(?:plan|hope|expect|intend|aim)s? to) {_NAME_A_DATE}|(?:'|\u2019)ll {_NAME_A_DATE}|{PUT_OFF}|"
    r"\b(?:not|never|cannot|declin\w+ to|refus\w+ to|unable to|too (?:early|soon) to|yet to|reluctant to|without|nor|"
    rf"stopped short of|no plans? to|nobody|no one|(?:do|does|did|has|have|is|are|ca|could|wo|"
    rf"would)n['\u2019]t){_NOT_SAID}|"
    r"""
\b(?:will|is to|are to) be (?:called|convened|arranged|scheduled|organi[sz]ed|held) (?:separately|
    afterwards)(?=[.,;!]|$)|
\b(?:is|remains?) (?:anybody|anyone)(?:'s|\u2019s) guess\b|\bwhen (?:they're|they\u2019re|they are) (?:ready|done|
    finished)(?=
[.,;!]|$)|\bat the (?:earliest|first) (?:possible )?opportunity\b|\bpart of (?:the|our|
its) next (?:\w+ )?(?:release|version|update|build|patch)\b|\bplanned for an? (?:later|future|
subsequent) \w+|
\b(?:wait(?:s|ing)? for|has|have|needs?|yet) (?:[\w']+ ){0,4}?to (?:set|fix|name|agree|choose) (?:a|
the) (?:\w+ )?date\b|
(?<=\()(?:later|soon|upcoming|planned|to come|to follow|future)(?=\))|\bwith (?:the|our|its) next (?:\w+ )?(?:release|
version|update|
build|patch|firmware)\b|\b(?:won't|will not|shouldn't|should not) (?:be|have to wait|need to wait) (?:too |
very )?long\b|\bwait is
 (?:nearly|almost) over\b|\b(?:over|in|during) the course of the (?:coming|next)(?: few| several)? (?:days|weeks|
 months)\b|\bat an?
 (?:later|future|unspecified|unknown),? \w+ (?:date|time|stage)\b|\bonce (?:[\w'-]+ ){1,5}(?:has|
 have) (?:been )?(?:\w+ed|\w+en|gone|done|made|met|run|heard|read|had|won|paid|sent|sold|settled in)\b|\b(?:dates?|
 timings?|time ?lines?|timetables?|schedules?|
ETA)\b[^.;:]{0,40}: not yet \w+|
\bwhen (?:that(?:'s| is| has been)|those are|this is|these are|all of (?:that|this) is) (?:\w+ed|done|in|out|ready|
over|through)\b|
\b(?:dates?|timings?|time ?lines?|timetables?|schedules?|ETA)(?: (?!fields?|stamps?|format|picker|column|string|
value)[\w'-]+){0,6}?
[ ](?:(?:is|are|remains?)(?: still| yet| currently)? (?:being (?:negotiated|discussed|decided|worked out|
finali[sz]ed)|(?:under|in)
 (?:discussion|negotiation)|subject to (?:confirmation|approval|agreement)))\b|\b(?:but|just) not (?:yet )?when\b|
 \bask (?:me |us )?when\b|
\b(?:no idea|hard to say|who knows|not sure|uncertain|your guess|any guess as to) when\b(?! (?:\w+ ){1,4}(?:was|were|
had|did)\b)|
\b(?:but|and)(?: is| are| has| have)? not (?:yet |been )*(?:scheduled|dated|timetabled)\b|
\bnot yet (?:been )?(?:scheduled|dated|
timetabled)\b|\bnothing (?:is|has been) (?:locked in|confirmed|decided|set(?: in stone)?|final|fixed|announced|
scheduled|agreed)
(?: [\w'-]+){0,5} yet\b|
\b(?:dates?|timing|time ?lines?|timetables?|schedules?|ETA)(?: (?!fields?|stamps?|format|picker|column|string|
value)[\w'-]+){0,7}?
[ ](?:will|shall|is to|are to) (?:then |only )?be (?:announced|confirmed|published|set|fixed|shared|agreed|notified|
communicated|decided|determined|posted|given|named|settled)\b(?! (?:tomorrow|today|tonight|later today|next|this)\b)|
\b(?:nearer|closer to) (?:the )?(?:time|date|launch|day|event|opening|start|release)\b|
\bin (?:the next (?:little )?while|a (?:little )?while|a bit)(?=[.,;!]|$)|\bin an? (?:follow-?up|separate|
later|
future|subsequent|second) (?:\w+ )?(?:post|article|e-?mail|announcement|update|release|notice|round|phase|wave|step|
instal+ment)\b|\bat an? (?:later|future|subsequent) (?:sitting|session|meeting|hearing|conference|show|event)\b|
\bas (?:more )?
(?:capacity|supply|supplies|stock|hardware|funding|funds|resources) (?:comes?|becomes?|grows?|permits?|allows?)\b|
\b(?:is|are|remains?) (?:still )?without (?:a|any) (?:\w+ )?date\b|\b(?:has|have)(?: not|n't|
n\u2019t)(?: yet)? been (?:dated|
scheduled|timetabled)\b|\bonce (?:\w+ ){1,5}(?:is|are|has been|have been) (?:secured|settled|stable|agreed|appointed|
cleared|
raised|built|funded|certified|filled|through|found|met|lifted|sorted(?: out)?|ironed out|signed off|delivered|
installed)\b|
\bno (?:firm |official |further )?(?:word|indication|hint|news|details) (?:yet )?(?:on|of|about|
as to) (?:[\w-]+ (?:or|and|nor) )?(?:when|a|the|
any|timing|
its|their)\b|\b(?:declin\w+ to|refus\w+ to|would not|wouldn't|didn't|did not|not|has yet to|have yet to) (?:say|give|
share|offer|disclose|
reveal|specify|provide|be drawn on) (?:\w+ ){0,3}?(?:when|dates?|timing|timetable|timeline)\b|
\b(?:is|are|remains?) (?:still )?(?:up in the air|on the cards|on order)\b|\bin the (?:days|weeks|months) to come\b|
\b(?:isn't|is not|not|aren't|are not) (?:too |very |that )?far (?:off|away)\b|\bsooner rather than later\b|
\bbefore (?:too|very) long\b|
\bin short order\b|\b(?:at|for|to|until) an? (?:later|future|unspecified|undisclosed|unknown|suitable) (?:date|time|
stage|point)\b|
\bat a (?:date|time|place) to be \w+\b|\bfinishing touches\b|\bin (?:the )?final (?:stages of|testing|preparation)\b|
\b(?:next on (?:our|the|its) (?:list|agenda)|on deck|coming up)\b(?=[:,])|(?<!what )\b(?:is|are) next(?=[.!]|$)|
\b(?:is|are|remains?) (?:still )?pending(?=[.,;!]|$)|\b(?:is|are) being (?:worked on|prepared|developed|drafted|
finali[sz]ed)\b|
\b(?:postponed|delayed|suspended|deferred|put off) indefinitely\b|\bstill to be (?:scheduled|announced|set|confirmed|
fixed|decided|agreed)\b|
\byet to be (?:called|agreed|named|settled|finali[sz]ed|specified)\b|\b(?:is|are) about to (?:launch|release|open|
close|expire|end|ship|begin|
start|run out)\b|\bexpected any (?:day|moment|time)\b|\bas they (?:are|become) (?:finished|ready|available|
completed?)\b|
\bin the next (?:patch|firmware|maintenance release|point release|major|minor)\b|: next (?:release|version|
update)(?=\W*$)|
\bonce (?:we|they) (?:are|have|feel)\b|\b(?:coming|available|out|arriving|launching|here|released?|ship(?:s|ping)?|
follow(?:s|ing)?|back) (?:very |really )?(?:soon|shortly)\b|\b(?:soon|shortly)\b(?! as\b| after| before| thereafter|
er\b| (?:feel|find|see|learn|notice|reali[sz]e|discover|forget|know|
wonder|get used|run out)\b)|
\bin (?:the )?(?:coming|next few|upcoming) (?:days|weeks|months|quarters|years)\b|\b(?:over|within|
during) the (?:coming|
next|following)(?: few| several| couple of)? (?:days|weeks|months)\b|\b(?:in|within) (?:a few|a couple of|
the next few|several) (?:days|weeks|
months)\b(?! (?:of|after|from)\b)|\b(?:days|weeks|months) away\b|\bwithin (?:days|weeks|months)\b(?! (?:of|after|
from)\b)|\b(?:can't|cannot|can not|won't) (?:yet )?(?:say|tell you|promise) when\b|\bTB[DAC]\b|\bT\.B\.[DA]\.|
\bto be (?:announced|determined|confirmed|decided|scheduled|set|notified|advised|communicated|arranged|firmed up|
finali[sz]ed)\b|\b(?:do|does)(?:n't| not) (?:yet )?have (?:a|
any) (?:\w+ )?(?:date|timeline)\b|\b(?:no|without a(?:ny)?) (?:firm |fixed |new |release |launch |closing |
completion |delivery |start |opening |set |official |exact |specific |precise |confirmed |clear |public )*(?:date|
timeline|timetable|time ?frame|schedule|ETA|(?:release|launch|shipping|
delivery) window)\b(?! (?:limit|stamp|on which|(?:on|of|in) (?:the|a|any|this|these|it|them))\b)|
\b(?:date|timeline|
timing|schedule)(?: (?!fields?|stamps?|format|picker|column|string|value)\w+){0,6} (?:not|yet to|to) (?:yet )?(?:been |
be )?(?:set|announced|fixed|decided|confirmed|
determined|known)\b|\bnot (?:yet )?(?:been )?(?:set|announced|given|shared|disclosed|named|confirmed|
committed to) (?:a|any|the|an)? ?(?:\w+ )?(?:date|timeline|timetable|time ?frame|schedule)\b|
\bhas(?:n't| not) (?:yet )?(?:set|announced|given|shared|disclosed|named|confirmed|said when)\b|\bwithout (?:naming|
giving|setting|announcing) (?:a|any) (?:new )?(?:\w+ )?date\b|\bat a later (?:date|time|stage|point)\b|
\bat a date to be\b|\bin due course\b|\bin (?:the )?(?:very )?near future\b|\bwhen (?:it(?:'s| is)|
they(?:'re| are)) (?:ready|done|good|finished)\b|\b(?:a couple of|a few|several|some) (?:days|weeks|months) (?:out|
off)\b|\bas (?:capacity|supply|demand|time) (?:allows|permits)\b|\bto be (?:appointed|fixed)\b|
\brather not (?:promise|say) when\b|\bsomeday\b|^later$|, later(?=[\"'.\u201d\u2019])|\b(?:is|are) coming(?=[.,;!])|
(?:'|\u2019)(?:s|re) coming(?=[.,;!])|\bonce (?:it|they|the|testing|approval|review)\b(?:(?![.;]).){0,60}\b(?:ready|
complete|completed|done|approved|granted|passes|finished|published|signed|over|in place|lands|ends|accepted|available|
confirmed|merged|fixed|resolved)\b|\bindefinitely\b|\bwill follow(?=[.!]|$)|\bto follow(?=[.!,;]|$)|
\b(?:dates?|timing|timetable) (?:for|of) [^.;,]{1,40} (?:is|are) to come\b|\b(?:some|
a long) way off\b|\bstay tuned for\b|\bdown the (?:road|line)\b|\beventually\b|\b(?:declin\w+ to|would not|wouldn't|
did not|didn't|yet to|refus\w+ to) say when\b|\b(?:unclear|not (?:yet )?(?:clear|known|said)|(?:don't|doesn't|do not|
does not) (?:yet )?know(?: yet)?) when\b|\b(?:dates?|timing|schedule|times?) will be (?:announced|confirmed|published|
set|fixed|shared)\b|\b(?:is|are|be|now|just|right) (?:(?:now|just|right) )?(?:around|round) the corner\b(?! (?:from|
and|in)\b)|\bany (?:day|time|moment) now\b|\bon (?:the|its|their) (?:way|horizon)\b(?! (?:out|to (?:work|school)))|
\b(?:is|are|was|were|been|put|placed) on (?:hold|ice)\b|(?<!had been )(?<!was )(?<!were )\bin the (?:works|
pipeline)\b(?! (?!for|at|and|but|as|too|to|
with|now|already)\w)|\bimminent(?:ly)?\b|\bonce (?:we|all|our|this|these|that)\b(?:(?![.;]).){0,60}\b(?:ready|
complete|completed|done|approved|granted|passes|finished|published|signed|over|in place|lands|ends|accepted|available|
confirmed|merged|fixed|resolved)\b|\buntil further notice\b|\bas soon as (?:possible|it|they|the)\b|\bat some point\b|
\bsometime\b|\bbefore long\b|\bnot before long\b|\b(?:given|gives?|has|have|named|names?|set|with) no (?:release |
launch |delivery )?window\b|\bin the (?:not[- ](?:so|too)[- ]distant future|(?:days|weeks|months) ahead)\b|
\bover the next couple of (?:days|weeks|months)\b|\bon (?:the|our|its|their|his|her) (?:\w+ )?(?:roadmap|to-do list|
wish ?list)\b|\b(?:next up|up next)\b(?=[:,. ])|\b(?:coming|arriving|shipping|landing) (?:next|later)\b(?! (?:this|
that|in|on|than|today|week|month|year|spring|summer|autumn|fall|winter|quarter|\w+day)\b)|
\bnext,? we(?:'ll| will| plan to| want to)(?= (?:bring|ship|launch|release|roll out|open|publish|add|port)\b)|\b(?:is|
are|be|looks?|seems?|appears?|considered|thought) (?:now |said to be |to be )?imminent\b|\b(?:nearly|almost) (?:here|
upon us|ready (?:to|for) \w+)\b|\b(?:come|comes|follow|follows|arrive|arrives|land|lands|ship|ships|launch|launches|
released|added|available|published|out) later\b(?!:| (?:this|that|in|on|than|today|tonight|next)\b)|\b(?:expected|
promised|due|planned) (?:to (?:\w+ ){1,2})?(?:very |any )?(?:soon|shortly|imminently|(?:day|
moment) now)\b(?! after| before)|
\bin an? (?:\w+ )?(?:future|later|upcoming|subsequent|coming) (?:\w+ )?(?:release|version|update|build|edition|
firmware|patch|blog post|issue)\b|\bin (?:the|our|its) next (?:\w+ )?(?:release|version|update|build)\b|\b(?:the|our|
its) next (?:major |minor |big |stable )?(?:release|version|update)(?= (?:will|is to|is set to|is going to)\b)|
\b(?:can't|cannot|can not|couldn't|not able to|not (?:yet )?ready to|n't (?:yet )?ready to|won't|not going to|
too (?:early|soon) to|unable to) (?:yet )?(?:give|share|announce|name|confirm|commit to|promise|set|offer|provide|say|
tell) (?:you |anyone )?(?:(?:a|an|any|the|exact|firm|specific|new|precise|release|launch) )*(?:date|timeline|
timetable|time ?frame|ETA|when|schedule)\b|\b(?:date|timing|timeline|timetable|window|schedule|deadline|
ETA)s? (?:\w+ ){0,4}?(?:(?:has|have|is|are)(?:n't| not) (?:yet )?(?:
been )?(?:set|announced|fixed|decided|confirmed|determined|known|given|named|agreed|published|shared|disclosed|
revealed|communicated|called|specified)|(?:remains?|(?:is|are)(?: still| as yet| currently)?) (?:to be \w+|unknown|
unclear|open|uncertain|undecided|unconfirmed|unannounced|TB[ADC]))\b|\b(?:nor|neither) (?:a|any|
the) (?:\w+ ){0,3}?(?:date|timeline|timetable|release window)\b|\b(?:date|deadline|timetable|timeline|
schedule)s? (?:for \S+ (?:\S+ )?)?will be (?:announced|confirmed|published|set|fixed|shared|agreed|notified|
communicated)\b|\b(?:will|to|must|has to|have to) be (?:rescheduled|re-?arranged)\b|\byet to be (?:scheduled|
announced|set|confirmed|determined|decided|fixed|released|published|dated)\b|\b(?:is|are|remains?) (?:(?:now|also|
still|already|currently|both) )*(?:(?<!what is )(?<!all is )planned(?=[.,;!]|$| but)|(?:in|under) (?:active |early |
heavy )?
development|in preparation|forthcoming)\b|\bwhen (?:parliamentary )?time (?:allows|permits)\b|\bas and when\b|
\bin the fullness of time\b|\b(?:released|published|available|open-?sourced|shared|public|up) (?:up)?on (?:acceptance|
publication|approval)\b|\bpending (?:\w+ ){0,2}(?:approval|review|clearance|certification|sign-off)\b|\b(?:planned|
coming|next|(?:in|under) (?:active )?development)(?=\W*$)|\b(?:before|after|over) the (?:summer|winter|christmas|
easter|autumn|spring|school|parliamentary|half-term) (?:break|recess|holidays?)\b|\b(?:isn't|is not|aren't|
are not) (?:yet (?:available|out|ready|open|live|released|on sale|possible)|(?:available|out|ready|open|live|released|
on sale|possible) yet)\b|\b(?:discussions?|talks|negotiations?) (?:on|about|over) (?:a|the|new|
possible) (?:\w+ )?dates?\b|\bremains? on (?:hold|ice)\b|
\bnot (?:committing|ready to commit|prepared to commit) to (?:a|any) (?:\w+ )?date\b|\b(?:set|announced|fixed|
published|released|shared|opened|chosen) once (?:the|it|they|all|we|a|this|that)\b|\b(?:stay tuned|
watch this space)\b|\b(?:gradually|progressively)\b|\bin (?:stages|phases|waves)\b|
(?<!days )(?<!day )(?<!weeks )(?<!week )(?<!months )(?<!month )
(?<!years )(?<!year )(?<!hours )(?<!minutes )(?<!or )(?<!and )(?<!some )(?<!, )
\blater(?=[.!]?\s*$)|\bin (?:good|due) time\b|\ball in good time\b|\bone of these days\b|\b(?:in|within) (?:the )?
(?:foreseeable future|matter of (?:days|weeks|months))\b|\ba matter of (?:days|weeks|months)\b
"""
)
# Alone over a list or a column, each says that what stands under it is to come, and nobody knows when.
PROMISING = r"""
^\W*(?:(?:what(?:'s|\u2019s| is) |and |also |features? |still |not yet |some day |(?:our|the) |
plans? for )*(?:coming(?: (?:
soon|next|up|later|shortly))?|next up|up next|on the (?:roadmap|way|horizon)|in the (?:works|pipeline)|
planned(?: (?:features|releases|improvements|work))?|soon|(?:in|under) development|not yet (?:scheduled|dated)|
no date(?: yet)?|unscheduled|undated|TB[ADC]|to be (?:announced|confirmed|scheduled)|future(?: (?:plans|releases|
versions|work))?|next steps for \w+|date to be (?:announced|confirmed)|without a date|eventually|someday|
some day)(?: \(?no dates?(?: yet)?\)?)?)\W*$
"""
# What comes out, where no verb says so: "the app will soon be there".
THINGS = r"""
\b(?:able to|data|results?|maps?|line-?ups?|programmes?|tickets?|terms|rules|recordings?|slides|prices|pricing|
apps?|clients?|ports?|firmware|sequels?|successors?|plug-?ins?|add-?ons?|extensions?|SDKs?|APIs?|models?|
versions?|editions?|updates?|patch(?:es)?|fix(?:es)?|hotfix(?:es)?|drivers?|features?|support|mode|builds?|betas?|
games?|films?|seasons?|albums?|books?|devices?|phones?|tablets?|handsets?|consoles?|laptops?|chips?|services?|tools?|
datasets?|weights|source|code|documentation|docs|guides?|templates?|schemas?|regions?|languages?|integrations?|
bindings|binaries|packages?|dashboards?|widgets?|replacements?|parts?|options?|translations?|demos?|trailers?|kits?|
white papers?|guidance|strategy|added|enabled|offered|provided|issued|introduced|supported|restored|rescheduled)\b
"""
