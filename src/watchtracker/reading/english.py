"""The English words that say of what kind a statement is, whether it is ahead, and what is no statement at all."""

from __future__ import annotations

from watchtracker.reading.records import FindResult
from watchtracker.reading.words import Table, Words, kinds, pattern, results

_OVER = r"""(?:released|launched|shipped|published|unveiled|open-?sourced|rolled out|debuted|landed|arrived|approved|
adopted|passed|signed|ratified|enacted|finali[sz]ed|completed|concluded|opened|closed|ended|expired|started|began|
begun|
introduced|uploaded|deployed|delivered|taken effect|gone live|held|removed|retired|shut down|
discontinued)""".replace("\n", "")
_DEADLINE = r"""
\bdeadlines?\b|\bholds?(?: good)? (?=until|till|through)|\bcannot\b(?=[^.;]{1,50}\bany ?(?:more|longer)\b)|
\bcan no longer\b|\b(?:must|have to|has to|need to|needs to)\b(?=[^.;]{1,60}\b(?:by|before|no later than)\b)|
\bread-only\b|\bdrop(?:s|ped|ping)? support\b|\b(?:stops?|ceases?|halts?) (?!accepting)\w+ing\b|\b(?:must|have to|
has to|need to|needs to|
required to|should|shall|are to|is to)(?= (?:\w+ ){0,2}?(?:submit|register|apply|file|comply|complete|send|
be (?:submitted|received|filed|sent|made|
postmarked|completed|registered|uploaded)|be completed|be in(?! the\b| an?\b)|be served|migrate|upgrade|
switch|move|respond|reply|update|
renew|vote|pay|opt|confirm|
book|reach|arrive|return))|\bsubmit(?:ted)?\b(?! that)|\b(?:apply|register|sign up|rsvp|ask|file|enrol+|book|respond|
reply|nominate|pay|renew|upgrade|migrate|opt out|comment)(?= (?:\S+ ){0,4}?(?:by|before|no later|until|through|to)\b)|
\bopen(?= (?:until|till|through)\b)|\blast (?:day|chance|date|call)\b|
\bcut-?off\b|\bexpir(?:e|es|ing|y|ation)\b|\b(?:have|
has) until\b|\bend[- ]of[- ](?:life|support|sales?|service|maintenance|updates?|security)|\bEO[LS]L?\b|\bsunset(?:s|
ting|ted)?\b|\bshut(?:s|ting)?[- ]?(?:down|off)\b|\bturn(?:ed|s|ing)? off\b|\bswitch(?:ed|es|ing)? off\b|\bretire(?:s|
d|ment)?\b|\bretiring\b|\bremov(?:e|ed|es|al|ing)\b|\bdecommission\w*|\bdiscontinu\w+|\bsupport (?:for (?:\S+ ){1,5}|
of (?:\S+ ){1,5})?(?:will )?(?:ends?|stops?|ceases?)\b|\bends? (?:its )?support|\b(?:stops?|ceases?) (?:working|
accepting|supporting|functioning|being)|\bno longer (?:be )?(?:available|supported|accept\w*|work|receive|maintained|
function)|\bcompl(?:y|iance)\b|\bearly[- ]bird|\bcamera[- ]ready|\b(?:comments?|consultation|comment period|
applications?|submissions?|registration|nominations?|entries|entry|proposals?|bids?|voting|window|portal|offer|sale|
polls?|survey|call|grace period|transition(?:al)? period|trial|discount|subscription|enrol+ment|responses?|period|
public review|review period)(?: \S+){0,5}? (?:closes?|ends?|closing|ending|close)\b|\b(?:comments?|feedback|
applications?|submissions?|nominations?|proposals?|responses?|entries|bids?|replies|objections|abstracts?|papers?|
questions)(?: \S+){0,5}? (?:accepted|welcome|due|received|invited|open) (?:until|through|by|till)|\bcomments? (?:by|
due)\b|\bwritten comments\b|\bends? of (?:life|support|sale)|\bforfeit|\blos(?:e|es|ing) access|\bcloses? (?:for|
to) (?:comments?|
applications?|submissions?|entries)|\b(?:feature|code|string|content|soft|hard|api) freeze\b
---
\bdue(?! to\b| for\b| out\b| sometime\b| early\b| late\b| mid| in\b| this\b| next\b| back\b)\b|
(?<!market )(?<!markets )\bclos(?:e|es|ing)\b(?! beta)|\bdeprecat\w+|\b(?:abstract|paper|full paper|poster|proposal|
manuscript|demo|artifact|
application|bid|tender|grant|thesis|workshop proposal)s? (?:submissions?|registration)|\bsubmissions?\b|
\bfiling(?: date)?\b|\babstracts?\b|\bfull papers?\b|\bgrace period|\bregister\b|\bapplications?\b|
\breplies\b|\bcomments?\b|\bregistration\b|\bmandatory\b|\bobligat\w+|\brequire(?:d|ment|ments)\b|
\bconsultation\b|\bextend(?:s|ed|ing)?\b(?! the| its| our)|\bextension\b|
\bphased? out\b|\bends?\b(?! up)|\bgo(?:es)? dark\b|\bruns? out\b|\blapses?\b
---
\bresponses?\b|\bnominations?\b|\bproposals?\b|\bmigrat\w+|\bfreeze\b|\bexpected of\b|\brenewal\b|
\bvalid\b
"""
_RELEASE = r"""
\breleas(?:e|es|ed|ing)\b(?! (?:notes|the results|its (?:quarterly|results|earnings)|quarterly|results|earnings|
figures))|\blaunch(?:es|ed|ing)?\b(?! event| window)|\bship(?:s|ped|ping)?\b|\bavailab(?:le|ility)\b|\bgoes? GA\b|
\bGA\b|\broll(?:s|ed|ing)?[- ]?out\b|\bdebut(?:s|ed|ing)?\b|\bgo(?:es|ing)? live\b|\bgo-live\b|\bon sale\b|
\bopen[- ]?sourc(?:e|es|ed|ing)\b|\bopen[- ]weights?\b|\b(?:come|comes|coming|is|be|are) out\b|\bdue out\b|
\bhits? (?:stores|shelves|theat\w+|the market)|\brelease candidates?\b|\bRC ?\d|\bbeta ?\d|\balpha ?\d|\bin stores\b|
\bpremier(?:e|es|ing)\b|\bgeneral(?:ly)? availab\w+
---
\barriv(?:e|es|ing)\b|\bcom(?:e|es|ing) (?:on|in|back|with|this|next|later|soon)\b|\bfollows?\b|
\bweights(?= (?:follow|come|arrive|go|land)\b)|
\bupload(?:s|ed|
ing)?\b|\bin stock\b|\bsamples?\b|\bdue(?= (?:out|sometime|early|late|mid|in|this|next|back)\b)|\bpromised\b|
\bland(?:s|ing)? (?:in|on)\b|\bpublish(?:es|ed|ing)?\b|\bbeta\b|\balpha\b|\bpreview\b|
\bstable\b|\bintroduc(?:e|es|ed|ing)\b|\bunveil(?:s|ed|ing)?\b|\bdeliver(?:s|ed|ing|y|ies)?\b|\bcom(?:e|es|ing) to\b|
\bdrops?\b|\bdeploy\w*|\bpre-?orders?\b|\bLTS\b|\bpublication\b|\bsoftware update|\bfinal\b|\bfinish\w*
---
\bversions?\b|\bupdate\b|\bbuild\b|\bpatch\b|\bbring(?:s|ing)?\b|\bfeatures?\b|\bmodels?\b|\broadmap\b|\bmilestone\b|
\bv\d+\b|\bedition\b|\badds?\b|\bgo(?:es|ing)? out\b
"""
_EVENT = r"""
\b(?:decisions?|ruling|verdict|judg(?:e)?ment|results|vote|opinion|findings|figures|data|
recommendations?)\b[^.;]{0,40}\bdue\b|\btak(?:e|es|ing) place\b|
\bcut-?over\b|\bredeem(?:s|ed)?\b|\bredemption\b|\bmatur(?:e|es|ity)\b|\badjourned\b|
\bdividends?\b|\b(?:comes?|coming) into operation\b|
\bmeets?\b|\bbrownouts?\b|\bearly access begins\b|\b(?:be|is|are) held\b|\bhold(?:s|ing)?\b|\bhost(?:s|
ing)?\b|\bmeet(?:s|ing|ings)?\b|
\bhearings?\b|\bwebinars?\b|\b(?:deal|acquisition|merger|transaction|takeover|round|purchase|
spin-?off)\b(?:(?! and | but |;).){0,70}\b(?:clos(?:e|es|ing)|(?:be )?complet(?:e|ed|ion))\b|\bclos(?:e|es|
ing) (?:the|its|of the) (?:deal|
acquisition|merger|transaction|purchase)|\bbeg(?:in|ins|inning)\b|\bstart(?:s|ing)?\b|\bkick(?:s|ing)?[- ]?off\b|
\bopen(?:s|ing)?\b(?![- ](?:source|weight|licen[cs]e|until|for|model|to (?:comment|public comment)))|
\btak(?:e|es|ing) effect\b|
\b(?:comes?|coming|enters?|entry|entering) into (?:force|effect)\b|\beffective\b|\bin (?:force|effect)\b|\bappl(?:y|
ies)(?= (?:from|as of|as from|in full|to|starting|on)\b)|\breport(?:s|ing)? (?:its |their |
the )?(?:\S+ ){0,4}?(?:results|earnings)|\bearnings (?:call|release|report|date)|\brelease (?:its |
the )?(?:\S+ ){0,3}?(?:results|earnings|figures)|\bannounce (?:its |their |the )?(?:\S+ ){0,4}?(?:results|earnings)|
\b(?:conference|earnings|community|investor) call\b|\brules? on\b|\bruling\b|\bvot(?:e|es|ing)\b|\belections?\b|
\btestif\w+|\bdecid(?:e|es)\b|\bdecisions?\b|\bconven(?:e|es)\b|\bresum(?:e|es|ing)\b|\brun(?:s|ning)? (?:from|on|in|
until|through|between)|\blaunch event\b|\bauctions?\b|
\bdemos?\b(?! submission)|\b(?:be|are|is) down (?:for|on|from|between)\b
---
\bconferences?\b|\bsummits?\b|\bworkshops?\b|\bkeynotes?\b|\bsessions?\b|\btrials?\b|\bceremon(?:y|ies)\b|
\bexhibitions?\b|\bfestivals?\b|\blivestream\w*|\btown halls?\b|\bAMA\b|\boffice hours\b|\bnotifications?\b|
\bresults?\b|\bearnings\b|\bannounc(?:e|es|ed|ement|ing)\b|\bjudg(?:e)?ment\b|\bIPO\b|\blisting\b|\btrading\b|
\brecord date\b|\bwinners?\b|\bpayable\b|\bmaintenance\b|\boutages?\b|\bdowntime\b|\bstrike\b|\bprices? (?:rise|
increase|change)|\bincrease\b|\bimplement(?:ed|ation|s)?\b|\benforce\w*|\bdoors\b|\bparade\b|\bconcerts?\b|\btours?\b|
\bseminar\b|\btalks?\b|\btutorials?\b|\bsymposium\b|
\bmeetup\b|\bhackathon\b|\bexpo\b|\bappear\w*|\brehearing\b|\bplenary\b|
\binauguration\b|\breferendum\b|\bshareholders\b|\bcongress\b|\bbriefings?\b|\bforum\b|\bcourse\b|\bdemo day\b|
\binterviews?\b|\brebuttal\b|\bauthor response\b|\bcomplet(?:e|es|ed|ion)\b|\bset to close\b
---
\bevents?\b|\bspeaks?\b|\bspeech\b|\breopen(?:s|ing|ed)?\b|\bclosed\b|\boff-?sites?\b|\bretreats?\b|\breturns?\b|
\bcall\b|\bparty\b|\bvisits?\b|\btravel\w*|
\bgames?\b|\bmatch(?:es)?\b|\blaw\b|\brules?\b|
\bban\b
"""

WORDS = Words(
    cues=Table(kinds(_DEADLINE, _RELEASE, _EVENT, (0, 30, 80))),
    past=pattern(
        r"""
        \b(?:was|were|had|did)\b|\b(?:has|have)(?: also| now| already| just| recently)? (?:been |\w+ed\b)|
        \b(?:saw|took|made|gave|went|came|began|rose|fell|grew|hit|got|won|lost|met|held|ran|sent|sold|built|beat|
        heard|cut|read|quit|stood|fought|paid|kept|left|felt|dealt|drove|broke|spoke|brought|became|led|
        set out|
        found|chose|struck|drew|shut|spent)\b|
        (?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bbeing )(?<!\bget )(?<!\bgets )
        \b(?!scheduled|announced|reported|confirmed|added|noted|stated|revealed|disclosed|planned|expected|slated|
        delayed|postponed|extended|need|based|related|limited|united|proposed|
        projected|anticipated|required|red|speed|feed|shed|embed|indeed|exceed|proceed|advanced|targeted|estimated|
        dated|tied|allowed|supposed|intended|forecast|revised|updated|named|called|rescheduled|pushed|moved|
        deprecated|
        supported|interested|unlimited|dedicated|distributed|detailed|increased|reduced)\w{2,}ed\b
        """
    ),
    ahead=pattern(
        r"""
        \b(?:will|won't|shall|'ll|to be|set to|due|plans?|planned|planning|aims?|hopes?|expects?|expected|scheduled|
        slated|
        intends?|upcoming|coming|going to|about to|on track|targets?|targeted|targeting|tentatively|
        anticipated|(?-i:may)|
        could|should|must|is to|are to|eyeing|eyes|proposed|deadline|until|
        by(?= (?:\d|the |mid|late|early|next|year|q\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|
        tue|wed|thu|
        fri|sat|sun))))\b|
        \b(?:launches|ships?|reopens?|returns|opens|closes|begins?|starts|ends|takes?|holds?|hosts?|arrives?|expires?|
        runs?|lands|debuts|meets|
        votes|goes|comes|applies|enters|resumes|reports|releases|kicks off|submit|register|apply|join)\b|
        \b(?:is|are|be) (?:\w+ing|open|back|live)\b|\bto (?:launch|release|ship|open|begin|start|hold|host|publish|
        meet|vote|report|close|end|take|decide|debut|arrive|come|go|become|roll|make|bring|announce|unveil)\b
        """
    ),
    outcomes=results(
        {
            FindResult.CANCELLED: r"""
                \b(?:(?:is|are|was|were|been|be|being) (?:\w+ly )?(?:cancel+ed|called off|withdrawn|scrapped|
                abandoned|axed|shelved|dropped|rescinded|vacated|terminated))\b|\b(?:has|have) (?:cancel+ed|
                called off|withdrawn|scrapped|abandoned|axed|shelved)\b|\b(?:decided|had|have|has|forced|
                plans?) to (?:cancel|call off|scrap|withdraw)\b|\b(?:cancel+ed|called off|withdrew|scrapped|
                axed|shelved)\b|\bwill (?:not|no longer) (?:go ahead|take place|be (?:held|released|published|built|
                made)|ship|happen)\b|\bno longer (?:planned|going ahead|taking place)\b
            """,
            FindResult.SUPERSEDED: r"\b(?:is|are|was|were|been) (?:superseded|replaced) by\b",
            FindResult.REOPEN: r"""
                \b(?:was|were|been) (?:yanked|retracted|reinstated|reopened)\b|\bpulled the release\b
            """,
            FindResult.HAPPENED: rf"""
                \b(?:is|are) (?:now |finally |here|already )*(?:out|available|live|here|in effect|in force|
                generally available|open)\b|\b(?:was|were|been|being) (?:\w+ly |quietly )?{_OVER}\b|\b(?:has|
                have) (?:\w+ly |now |just |finally )?{_OVER}\b|
                (?<!will )(?<!to )(?<!would )(?<!not )(?<!may )(?-i:\b{_OVER}\b)|^{_OVER}\b|\bwent live\b|
                \btook (?:effect|place)\b|\bbecame law\b|
                \b(?:came|entered) into (?:force|effect)\b|\b(?:we(?: are|'re)|is|are) (?:\w+ly |today )?(?:releasing|
                launching|publishing|open-?sourcing|shipping|rolling out|introducing)\b
            """,
        }
    ),
    news=pattern(
        r"""
        \b(?:is|are) (?:finally |now )?out\b(?! of| to| for| there| in| on| by| this| next)|\b(?:is|
        are)(?: also)? (?:now (?:\w+ )?(?:out|available|live|open|closed|in (?:force|effect))|(?:out|
        available|live|here)(?: now| today))\b|\b(?:is|are) (?:now |finally )?(?:live|here)(?= (?:for|after|
        with|on all)\b|
        [!.]|$)|
        \bout now\b|\b(?:closed|ended|released|launched|published|uploaded|went live|shipped|passed|
        adopted) (?:\w+ ){0,4}?(?:last night|overnight|earlier today)\b|\bnow (?:generally )?available\b|
        \b\d+(?:\.\d+)+ is available\b|\bjust (?:released|launched|shipped|published|landed)\b|
        \b(?:has|have)(?: now| officially| been)* (?:been )?(?:cancel+ed|called off|withdrawn|scrapped|abandoned|axed|
        shelved|superseded by|yanked)\b|
        \b(?:is|are)(?: now| officially)* (?:cancel+ed|called off|withdrawn|scrapped)\b|
        \bwill (?:not|no longer) (?:go ahead|take place)\b|
        \btoday,? (?:we(?: are|'re)|\w+ (?:is|are)) (?:releasing|launching|publishing|open-?sourcing|shipping|
        rolling out|introducing)\b
        """
    ),
    undated=pattern(
        r"""
        \b(?:coming|available|out|arriving|launching|here|released?|ship(?:s|ping)?|follow(?:s|ing)?|back) (?:very |
        really )?(?:soon|shortly)\b|
        \b(?:soon|shortly)\b(?! after| before| thereafter|er\b)|\bin (?:the )?(?:coming|next few|upcoming) (?:days|
        weeks|months|quarters|years)\b|
        \bover the (?:coming|next few) (?:days|weeks|months)\b|\b(?:in|within) (?:a few|a couple of|the next few|
        several) (?:days|weeks|months)\b|\b(?:days|weeks|months) away\b|\bwithin (?:days|weeks|months)\b|
        \b(?:can't|cannot|can not|won't) (?:yet )?(?:say|tell you|promise) when\b|
        \bTB[DAC]\b|\bT\.B\.[DA]\.|\bto be (?:announced|determined|confirmed|decided|scheduled|set)\b|\b(?:do|
        does)(?:n't| not) (?:yet )?have (?:a|any) (?:\w+ )?(?:date|timeline)\b|\b(?:no|without a(?:ny)?) (?:firm |
        fixed |new |release |launch |set |official |exact |specific |precise |confirmed |
        clear |public )*(?:date|timeline|timetable|time ?frame|schedule|ETA)\b|
        \b(?:date|timeline|timing|schedule)(?: \w+){0,6} (?:not|yet to|to) (?:yet )?(?:been |be )?(?:set|
        announced|fixed|decided|confirmed|determined|known)\b|
        \bnot (?:yet )?(?:been )?(?:set|announced|given|shared|disclosed|named|confirmed|committed to) (?:a|any|the|
        an)? ?(?:\w+ )?(?:date|timeline|timetable|time ?frame|schedule)\b|
        \bhas(?:n't| not) (?:yet )?(?:set|announced|given|shared|disclosed|named|confirmed|said when)\b|
        \bwithout (?:naming|giving|setting|announcing) (?:a|any) (?:new )?(?:\w+ )?date\b|
        \bat a later (?:date|time|stage|point)\b|\bat a date to be\b|\bin due course\b|
        \bin the (?:very )?near future\b|\bwhen (?:it(?:'s| is)|they(?:'re| are)) (?:ready|done)\b|
        \bonce (?:it|they|the|testing|approval|review)\b(?:(?![.;]).){0,60}\b(?:ready|complete|completed|done|
        approved|granted|passes|finished|published|signed|over|in place|lands|ends)\b|\bindefinitely\b|
        \b(?:just )?(?:around|round) the corner\b|\bany (?:day|time|moment) now\b|\bon the (?:way|horizon)\b|
        \bin the (?:works|pipeline)\b|\bimminent(?:ly)?\b|\bonce (?:we|all|our|this|these|
        that)\b(?:(?![.;]).){0,60}\b(?:ready|complete|completed|done|approved|granted|passes|finished|published|
        signed|over|in place|lands|ends)\b|\buntil further notice\b|\bas soon as (?:possible|it|
        they|the)\b|\bat some point\b|\bsometime\b|\bbefore long\b|\bnot before long\b
        """
    ),
    to_come=pattern(
        r"""
        \b(?:will|'ll|shall|to|expects?|expected|plans?|planned|planning|aims?|hopes?|promis\w+|indicated|intends?|
        coming|upcoming|
        scheduled|slated|set|follow\w*|launch\w*|releas\w+|ship\w*|availab\w+|arriv\w+|roll\w* out|open\w*|publish\w*|
        announc\w+|TB[DAC]|soon|postponed|delayed|deadline|event|conference|hearing|update|date|is|are|be)\b
        """
    ),
    details=pattern(
        r"""
            ^(?:(?:more|further|full|the|all|additional|complete|some) )*(?:details?|information|info|updates?|news|
            venue|agenda|program(?:me)?|instructions|links?|more|examples?|results)\b
        """
    ),
    saying_before=pattern(
        r"""
        (?:\b(?:said|says|told|tells|announced|stated|reported|confirmed|wrote|tweeted|posted|disclosed|revealed|
        explained|added|noted|warned|agreed|declared|argued|testified|dated|interview(?:ed)?|statement|memo|letter|
        blog post|press release|speaking|speech)(?: \w+){0,4}?,? (?:on |late |
        early |in )?(?:the )?|
        \b(?:statement|report|post|letter|memo|filing|article|order|notice|decision|judg(?:e)?ment|opinion) (?:of|
        from|dated|on) )$
        """
    ),
    saying_behind=pattern(
        r"""
        ^(?:,? (?:the |its |a |in )?(?:\w+ ){0,4}?(?:said|told|announced|reported|confirmed|wrote|revealed|disclosed|
        declared|agreed|published|unveiled|issued)\b(?! (?:for|to))|'s (?:announcement|statement|report|post|decision|
        news|article|filing|letter|ruling|vote|keynote|meeting|release)\b|
        \s(?:statement|announcement|report|post|memo|letter|press release|article|filing|interview)\b)
        """
    ),
    day_of_the_text=pattern(
        r"""
        \b(?:(?:last |page |first |originally )?(?:updated?|modified|published|posted|reviewed|revised|created|
        retrieved|accessed|archived|issued|dated|edited|written|sent|as of|current as of|
        effective as of this)(?: (?:on|at|by))?:?|
        date:?|newsletter,?|issue(?: no\.?)?(?: ?#?\d+)?,?|edition,?|vol(?:ume)?\.? ?\d+,?|week of|week ending|
        minutes|notes,?|digest,?|weekly,?|copyright|\(c\)|as of|since)[ \t:,(\u2013\u2014|-]*(?:(?:mon|tues?|
        wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?$|\u00a9[^.]{0,20}$
        """
    ),
    figures=pattern(
        r"""
        [$\u20ac\u00a3\u00a5]\s?\d|\b\d[\d.,]*\s?(?:%|percent|cents|dollars|euros|per cent|bn|billion|million|
        trillion|GW|MW|TWh|
        basis points|jobs|units|people|tonnes|tons|users)\b|\d ?%|\b\d[\d,.]* (?:a|per) (?:year|month|day|week)\b|
        \b\d+[MBK]\b|\bone (?:\w+ )?in (?:two|three|four|five|ten)\b|\btwo[- ]thirds\b|\bshare of\b|
        \b(?:reach|grow|double|
        triple|exceed|surpass|
        account for|market size|CAGR|forecasts?|projected|projection|net[- ]zero|emissions|be worth|estimates?|
        population|demand)\b
        """
    ),
    growth=pattern(
        r"""
        \b(?:reach|grow|double|triple|exceed|surpass|account for|market (?:size|for|will|to|is)|CAGR|forecasts?|
        projected|projections?|
        net[- ]zero|emissions|be worth|estimates?|population|demand|revenues?|margins?|capex|spending|costs?|covers?|
        invest|investment|sales of|profits?)\b
        """
    ),
    labels_before=pattern(
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
        growth|GDP|cohort|survey|version|release notes|compared|act|directive|standard|rules)\b
        """
    ),
    clause=pattern(
        r"[;()\u2013\u2014]|[,:](?!\d\d)"
        r"|\b(?:and|but|while|whereas|which|who|that|after|before|although|because|then|with)\b"
    ),
    until=pattern(r"^(?:until|till|through|thru|open until|valid until|ends?)\b"),
    moves=pattern(r"""
        \b(?:delay\w*|postpon\w+|slip(?:s|ped|ping)?|push(?:ed|es|ing)? (?:back|out|to)|brought forward)\b
    """),
    own=pattern(
        r"""
        \b(?:next|previous|last) (?:issue|edition of this|newsletter|report comes|status report|digest|
        dispatch)\b|\bsee you (?!at|there)|
        \bI(?:'m| am| will be) (?:away|out of|on (?:holiday|leave|vacation))|\bout of office\b|\b(?:weekly|monthly|
        quarterly) (?:status )?report for\b|
        \bback in your inbox\b
        """
    ),
    rumour=pattern(
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
    dated=pattern(
        r"""
        \d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)|\b(?:today|tonight|
        tomorrow|yesterday|days?|weeks?|months?|years?|year-end|quarters?|half|
        summer|spring|autumn|fall|winter|christmas|xmas|easter|thanksgiving|new year|weekend|fortnight|decade|
        holiday\w*|lunar|noon|midnight|H[12]|Q[1-4]|first|second|third|fourth|mid|end|ramadan|diwali|golden week|
        halloween|labor day|memorial day|independence day)\b
        """
    ),
)
