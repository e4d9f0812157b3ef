"""The English words that say of what kind a statement is, each kind in parts by how much its words weigh."""

from __future__ import annotations

DEADLINE = r"""
\b(?:builds?|downloads?|packages|binaries|images|sign-?ups|broadcasts?|service|production|hosting|billing)
(?: for \w+)? (?:will )?(?:stops?|ceases?)(?= (?:on|from|after|by|at|in|with)\b)|
\b(?:vote|poll|ballot|survey|contest|raffle|draw):? (?:\S+ ){0,2}?closes?\b|
\b(?:window|portal|polls?|ballot|entr(?:y|ies)|doors?|box office|call|offer|sale|round|shop|store) (?:\w+ ){0,3}?
shuts?\b|
\b(?:blocks?|allotment|rooms|unclaimed \w+|unsold \w+|holds?|places|seats) (?:[\w\u00c0-\u017f]+ ){0,4}?(?:is|are|
will be)[ ]released(?= (?:on|from|after|back|to)\b)|
\blos(?:e|es|ing) (?:its|their|all|your) (?:\w+ )?(?:value|validity|status|access|right|rights|place|discount|coverage|
licen[cs]e)\b|
\bif you (?:mail|write|e-?mail|ask|order|tell|call|contact|apply|book|return|sign|pay)\b(?=[^.;]{0,50}\b(?:by|
before)\b)|
\bhand-ins?\b|\bvanish(?:es)?\b|
\bclos(?:e|es|ing) (?:down )?(?:the|our|its) (?:(?:old|legacy|public|official) )?(?:\w+ )?(?:forums?|site|store|
servers?|service|
platform|shop|wiki|archive|mailing list)\b|
\b(?:must|have to|has to|need to|needs to|are required to|is required to|shall|will need)\b(?=[^.;,]{1,60} (?:from|
as of|
starting|beginning) (?:\w+day,? )?(?:\d|(?-i:[A-Z])))|\bplaced on the market(?= (?:before|until|by)\b)|
\bno longer be \w+ed\b(?= (?:after|from|beyond|past|on|in)\b)|\boff (?:the )?(?:price list|menu|shelves|
catalog(?:ue)?|market)\b|
\b(?:is|are) up (?=(?:through|until|till|on|at the end of|in) )|
\b(?:contracts?|deals?|lease|licen[cs]e|mandate|term|loan|patent|sponsorship)\b[^.;,]{0,30} (?:runs? out|expires?|
is up|
lapses?|ends?)\b|
\b(?:let (?:me|us) know|tell (?:me|us)|send (?:me|us|it|them|in)|hands? in|log in|need your|
want your)\b(?=[^.;?]{0,80}\b(?:by|before|until)\b)|
\b(?:last|final) (?:day|chance|date|call)\b|\bgone (?=on|from|by)|
\bgo(?:es|ing)? offline\b|\b(?:leaves?|leaving) (?:the (?:API|stores?|shops?|game|rotation|collection|library|menu|
platform|catalog(?:ue)?|service)|sale)\b|
\bpayable(?= by\b)|\baccepted(?= (?:until|through|till|by)\b)|\bceases? to\b|\bgo(?:es|ing)? away\b|\bdisappears?\b|
\bbe (?:dropped|withdrawn|terminated|revoked|archived|deactivated|disabled|abolished|purged|phased out|taken (?:down|
offline)|wound (?:down|up)|repealed)\b|\b(?:gave|gives?|given|granted|allowed)\b(?=[^.;]{1,50}\b(?:until|
to \w+ by)\b)|\b(?:cannot|can't|won't|will not) be (?:fulfilled|hono[u]?red|counted|eligible|taken)\b|
\bruns?(?= (?:until|till|through)\b)|\bbecomes? (?:invalid|void|obsolete|unavailable|unsupported)\b|\b(?:gets?|
receives?) (?:its|their) (?:last|final)\b|\blast (?:\w+ )?(?:updates?|fix(?:es)?|patch(?:es)?|posting)\b|\b(?:support|
updates?|fixes|patches|maintenance|sales|deliveries|orders|bookings)\b(?: \S+){0,4}? (?:will )?(?:stops?|ceases?|
ends?)\b|\bunless (?:you|it is|they) (?:cancel|renew|opt)\w*|\bclosing date\b|\b(?:is|are) over(?= on\b)|
\bno longer be (?:updated|possible)\b|\bbook-by\b|\bdrops? (?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|
    dec))(?-i:[A-Z])\w+ \d|\blast orders\b|\b(?:will be|are|
is) (?:rejected|refused|blocked)\b|\b(?:won't|will not|cannot|can't|are not|is not) be (?:considered|accepted|
processed|read)\b|\bpostmarked\b|\bshuts? (?:its doors|for good)\b|\bclos(?:es|ing) (?:its doors|for good|
permanently)\b|\blong-?stop\b|\blodge\b|\bplease \w+(?=[^.;]{1,80}\b(?:by|before|no later than)\b)|\bw(?:i|ou)nd(?:s|
ing)? down\b|\bdelet(?:e|es|ed|ing|ion)\b(?! in v?\d)|\bdeadlines?\b|(?<!on )\bholds?(?: good)? (?=until|till|
through)|\bcannot\b(?=[^.;]{1,50}\bany ?(?:more|longer)\b)|\bcan no longer\b|\b(?:must|have to|has to|need to|
needs to)\b(?=[^.;]{1,60}\b(?:by|before|no later than)\b)|\bread-only\b|\bdrop(?:s|ped|ping)? support\b|\b(?:stops?|
ceases?|halts?) (?!accepting)\w+ing\b|\b(?:must|have to|has to|need to|needs to|required to|should|shall|are to|
is to)(?= (?:\w+ ){0,2}?(?:submit|register|apply|file|comply|complete|send|be (?:submitted|received|filed|sent|made|
postmarked|completed|registered|uploaded)|be completed|be served|migrate|upgrade|switch|respond|reply|renew|vote|pay|
opt|confirm|book|return))|\b(?:must|have to|has to|need to|needs to|required to)(?= (?:\w+ ){0,2}?(?:arrive|reach|
move|update|be in(?! the\b| an?\b)))|\bsubmit(?:ted)?\b(?! that)|\b(?:apply|register|sign up|rsvp|ask|file|enrol+|
book|respond|reply|nominate|pay|renew|upgrade|migrate|opt out|comment)(?= (?:\S+ ){0,4}?(?:by|before|no later|until|
through|to)\b)|\bopen(?= (?:until|till|through)\b)|\blast (?:day|chance|date|call)\b|\bcut-?off\b|\bexpir(?:e|es|ing|
y|ation)\b|\b(?:have|has) until\b|\bend[- ]of[- ](?:life|support|sales?|service|maintenance|updates?|security)|
\bEO[LS]L?\b|\bsunset(?:s|ting|ted)?\b|\bshut(?:s|ting)?[- ]?(?:down|off)\b|\bturn(?:ed|s|ing)? off\b|\bswitch(?:ed|
es|ing)?[ -]off\b|\bretire(?:s|d|ment)?\b(?! (?:as|after|from (?:his|her|their|the board|office|politics|public))\b)|
\bretiring\b|\bremov(?:e|ed|es|al|ing)\b|\bdecommission\w*|\bdiscontinu\w+|\bsupport (?:for (?:\S+ ){1,5}|
of (?:\S+ ){1,5})?(?:will )?(?:ends?|stops?|ceases?)\b|\bends? (?:its )?support|\b(?:stops?|ceases?) (?:working|
accepting|supporting|functioning|being)|\bno longer (?:be )?(?:available|supported|accept\w*|work|receive|maintained|
function)|\bcomply\b|\bcompliance\b(?! (?:guide|report|officer|team|software|rules|department))|\bearly[- ]bird|
\bcamera[- ]ready|\b(?:comments?|consultation|comment period|applications?|submissions?|registration|nominations?|
entries|entry|proposals?|bids?|voting|window|portal|offer|sale|polls?|survey|call|grace period|
transition(?:al)? period|trial|discount|subscription|enrol+ment|responses?|period|public review|
review period)(?: \S+){0,5}? (?:closes?|ends?|closing|ending|close)\b|\b(?:comments?|feedback|applications?|
submissions?|nominations?|proposals?|responses?|entries|bids?|replies|objections|abstracts?|papers?|
questions)(?: \S+){0,5}? (?:accepted|welcome|due|received|invited|open) (?:until|through|by|till)|\bcomments? (?:by|
due)\b|\bwritten comments\b|\bends? of (?:life|support|sale)|\bforfeit|\blos(?:e|es|ing) access|\bcloses? (?:for|
to) (?:comments?|applications?|submissions?|entries)|\b(?:feature|code|string|content|soft|hard|api|final) freeze\b
---
\bdue(?! (?:(?:to|for|out|sometime|early|late|in|this|next|back|course|time|shortly|soon|any|imminently)\b|mid))\b|
(?<!market )(?<!markets )(?<!after )(?<!after the )
\bclos(?:e|es|ing)\b(?! beta)|\bdeprecat\w+|\b(?:abstract|paper|full paper|poster|proposal|manuscript|demo|artifact|
application|bid|tender|grant|thesis|workshop proposal)s? (?:submissions?|registration)|\bsubmissions?\b|
\bfiling(?: date)?\b|\babstracts?\b|\bfull papers?\b|\bgrace period|\bregister\b|\brenews?\b(?! the| its)|
\bapplications?\b|\breplies\b|\bcomments?\b|\bregistration\b|\bmandatory\b|\bobligat\w+|\brequire(?:d|ment|ments)\b|
\bconsultation\b|\bextend(?:s|ed|ing)?\b(?! the| its| our)|\bextension\b|\bphased? out\b|
(?<!year-)(?<!year )(?<!at the )(?<!by the )(?<!near the )\bends?\b(?!-to-end|-user| up| of (?:the )?(?:\w+day|month|
year|quarter|week|summer|spring|autumn|
winter|decade|
jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|Q\d|H\d|\d))|\bgo(?:es)? dark\b|\bshuts?\b(?= (?:on|at|for|in)\b)|
\bruns? out\b|\blapses?\b
---
\bentries\b|\bare over\b|\bis over\b|\bresponses?\b|\bnominations?\b|\bproposals?\b|\bmigrat\w+|\bfreeze\b|
\breference letters?\b|\bletters? of (?:recommendation|reference|intent)\b|\btranscripts\b|\bexpected of\b|\brenewal\b|
\bvalid\b
"""
RELEASE = r"""
\b(?:season|episode|album|single|trailer|track|video|mixtape|EP|chapter|series|playlist)s? (?:\w+ ){0,2}drops?\b|
\bhits? the (?:stores|shelves|shops|screens|streets)\b|\b(?:be|are|is) with (?:you|customers|backers|readers|owners)\b|
\bv?\d+\.\d+(?:\.\d+)? (?:is|are|will be|gets) (?:cut|tagged|branched)\b|
\b(?:deliveries|shipments|sales|pre-?orders)\b(?: \S+){1,4}? (?:will |are to )?(?:starts?|begins?|opens?)\b|
\bstreams?(?= (?:from|on|in|exclusively)\b)|
\breach(?:es)? (?:(?:our|all|the|its|their|remaining|every|more|other|\d[\d,]*) ){0,4}(?:customers|stores|shops|users|
buyers|bookshops|bookstores|newsstands|branches|subscribers|readers|markets?|countries|members|households|homes)\b|
\bwith (?:everybody|everyone|
all (?:of you|users|customers|subscribers))\b(?= (?:by|in|before|on|soon)\b)|\bdownloadable\b|\b(?:comes?|goes?|
going) online\b|
\bairs?\b(?= (?:on|in|this|next|from|\w+day))|\bcan be (?:downloaded|ordered|pre-?ordered|pre-?booked|reserved|
    installed|bought|purchased|streamed|watched|played|
preordered)\b|
\b(?:starts?|begins?) (?:selling|shipping)\b|\bbe (?:cut|tagged)\b(?! (?:by|from|to|out|off|in|down|back))|
\b(?:release|update|patch|beta|album|book|film|game|firmware|build|
version|port|edition|expansion|milestone)\b(?: \S+){0,3}? (?:is|are) (?:still |now )?due\b(?! by)|
\bon the market\b|\b(?:preview|trial access|public testing|technical preview) (?:starts?|begins?|opens?)\b|
\bmade public\b|\b(?:weights|code|files|builds|binaries|images|slides|recordings?)\b[^.;]{0,20}\bposted\b|\b(?:book|
proceedings|paper|article|report|edition|album|issue|handbook|novel|volume|magazine|paperback|guide|
single)s?\b[^.;]{0,40}\bappears?\b|\breach(?:es)? (?:the )?(?:dealers|showrooms|cinemas|theat\w+|retailers|
app stores?|beta|general availability)\b|\bstreet date\b|\b(?:start|beginning) of (?:sales|shipping|
shipments|deliveries|streaming|pre-?orders)\b|\b(?:deliveries|shipments|shipping|pre-?orders|sales|streaming|
early access|beta(?: \w+)?) (?:will (?:not )?|won't |do(?:es)? not |are to |is to )?(?:starts?|begins?|opens?|
kicks? off)\b|\b(?:starts?|
begins?) streaming\b|\bcoming (?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter|
Q\d|\d))|\bopens? (?:up )?to (?:\w+ ){0,2}(?:everyone|everybody|all\b|public|users|customers|developers|subscribers|
testers|members)|\bpreload\b|\bleaves? (?:beta|preview|early access)\b|\bon (?:the )?shelves\b|\bin (?:the )?(?:shops|
stores)\b|\b(?:issues|to issue|will issue|reach(?:es)? (?:the )?(?:customers|stores|shops|users|buyers|market))\b|
\breleas(?:e|es|ed|ing)\b(?!\.\w| (?:notes|the results|its (?:quarterly|results|earnings)|quarterly|results|earnings|
figures))|\blaunch(?:es|ed|ing)?\b(?! event| window)|\bship(?:s|ped|ping)?\b|\bavailab(?:le|ility)\b|\bgoes? GA\b|
\bGA\b|\broll(?:s|ed|ing)?[- ]?out\b|\bdebut(?:s|ed|ing)?\b|\bgo(?:es|ing)? live\b|\bgo-live\b|\bon sale\b|
\bopen[- ]?sourc(?:e|es|ed|ing)\b|\bopen[- ]weights?\b|\b(?:come|comes|coming|is|are) out\b(?! of\b)|
(?<!must )(?<!have to )\bbe out\b|\bdue out\b|\bhits? (?:stores|shelves|theat\w+|the market|cinemas|screens|shops|
consoles)\b|\brelease candidates?\b|\bRC ?\d|\bbeta ?\d|\balpha ?\d|\bin stores\b|\bpremier(?:e|es|ing)\b|
\bgeneral(?:ly)? availab\w+|\b(?:PC|consoles?|Switch|Xbox|PS\d|PlayStation|Steam)\b(?=[^()]{0,30}\))
---
(?<!carried )(?<!run )(?<!runs )(?<!sold )(?<!fill )(?<!find )(?<!set )(?<!turn )
(?<!paid )(?<!walk )(?<!walks )(?<!step )(?<!steps )
\bout\b(?= (?:on|in|this|next|by|early|late|mid|[a-z]{3,9}\.? \d|\d))|\barriv(?:e|es|ing)\b|\bcom(?:e|es|ing) (?:on|
in|back|with|this|next|later|soon)\b|\bgets? (?:it|them|the (?:feature|update|new|app|patch|fix))\b|\b(?:users|
subscribers|customers|owners|backers|everyone) (?:will )?(?:receive|get)\b|\bcan (?:buy|order|download|stream|
preorder)\b|(?<!longer )\bbe(?:ing)? (?:sold|pushed(?: out)?|distributed|enabled|switched on|turned on|included|added|
bundled)\b|\bfollows?\b|\bretails?(?= (?:for|at)\b)|\bcut(?= (?:the|a) (?:release|branch|tag|build)\b)|
\bweights(?= (?:follow|come|arrive|go|land)\b)|\bupload(?:s|ed|ing)?\b|\bin stock\b|\bsamples?\b|\bdue(?= (?:out|
sometime|early|late|mid|in|this|next|back)\b)|\bpromised\b|\bland(?:s|ing)? (?:in|on)\b|\blands?(?= (?:\d|\w+day\b|
(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))|\bpublish(?:es|ed|ing)?\b|
\bbeta\b|\balpha\b|\bpreview\b|\bstable\b|\bintroduc(?:e|es|ed|ing)\b|\bunveil(?:s|ed|ing)?\b|\bdeliver(?:s|ed|ing|y|
ies)?\b|\bcom(?:e|es|ing) to\b|\bdrops?\b(?!-)|\bdeploy(?:s|ed|ing|ments?)?\b|\bpre-?orders?\b|\bLTS\b|
\bpublication\b|\bsoftware update|
\bfinal\b|\bfinish\w*
---
\b(?:paperback|hardback|hardcover|audiobook|e-?book|vinyl|DVD|Blu-ray|soundtrack|boxed set|box set)s?\b|
\bETA\b|\banswer keys?\b|\bversions?\b|\bissue\b|\bupdate\b|\bbuild\b|\bpatch\b|
(?<!: )(?<!, )(?<!and )(?<!please )\bbring(?:s|ing)?\b|
\bfeatures?\b|\bmodels?\b|
\broadmap\b|\bmilestone\b|\bv\d+\b|\bedition\b|\badds?\b|\bgo(?:es|ing)? out\b
"""
EVENT = r"""
\baward of (?:the )?(?:\w+ )?contracts?\b|\bcontract (?:award|signature|start)\b|\baward date\b|
\bbr(?:ings?|ought) (?:\w+ ){0,3}?into force\b|
\boral arguments?\b|\b(?:re-?start(?:s|ed|ing)?)\b(?! (?:the|your|it)\b)|
\bmakes? an? (?:\w+ )?(?:statement|announcement|speech|appearance)\b|\brestor(?:e|es|ed|
ing)\b(?: \w+){0,2} (?:service|services|power|
access|traffic|supply)\b|\bcommenc(?:e|es|ement|ing)\b|\b(?:bill|stages?|reading|motion|
amendments?)\b[^.;]{0,40}\b(?:taken|considered|
debated)\b|
\bAGMs?\b|\bEGMs?\b|\b(?:annual|general|extraordinary) (?:general )?meetings?\b|
\bbe (?:re-?)?opened\b|\bhand-?overs?\b|\bwelcomes? (?:visitors|guests|the public|passengers)\b|\bhears? (?:evidence|
from|
arguments|the (?:case|appeal))\b|\b(?:tariffs?|fees?|charges?|levy|tax|rates?)\b[^.;]{0,20}\b(?:comes? in|changes?|
rises?)\b|
\brun-?offs?\b|
\b(?:letters?|invitations?|offers?|notices?|ballots?|reminders?|papers?|forms?|packs?|badges?|passes|statements|
invoices|e-?mails?|decisions) (?:will |
are to )?
(?:go(?:es)? out|(?:be|are) (?:sent|mailed|posted))\b|\bout of (?:service|action|order)\b|
\b(?:un)?docks?(?= (?:with|at)\b)|\btakes? up (?:the|a|its) (?:bill|case|motion|matter|question|nomination)\b|
\bhands? down\b|\b(?:invited to|notified|informed)\b|\bgo(?:es|ing)? up\b|\b(?:is|are|be) (?:revealed|honou?red|
named)\b|\bmaiden flight\b|\btest flight\b|\bcommittee stage\b|\b(?-i:[A-Z]\w+(?:Conf|Fest|Con)\b)|\b(?:is|are|
be) played\b|\bbe (?:sworn in|inaugurated|celebrated|debated|crowned)\b|\b(?:goes?|enters?|comes?|coming|
put) into (?:service|operation|use)\b|\bwe(?:'ll| will| are going to| are)? (?:be )?(?:migrat(?:e|ing)|mov(?:e|
ing)) (?:our|the|your|all)\b|\b(?:results|figures|numbers|earnings) (?:come|comes|are|is|will be) (?:out|published|
released)\b|\byou(?:'ll| will) (?:know|hear|be (?:told|notified|informed))\b|\bretir(?:e|es|ing) (?:as|after|
from (?:his|her|their|the board|office|politics|public))\b|\bsteps? down\b|\bconcludes?\b|\b(?:is|are|
becomes?) active\b|\btakes? over\b|\bsucceeds?\b|\b(?:decisions?|ruling|verdict|judg(?:e)?ment|results|vote|opinion|
findings|figures|data|recommendations?)\b[^.;]{0,40}\b(?:due|comes?|expected|falls?)\b|\btak(?:e|es|ing) place\b|
\bcut-?over\b|\bredeem(?:s|ed)?\b|\bredemption\b|\bmatur(?:e|es|ity)\b|\badjourned\b|\bdividends?\b|\b(?:comes?|
coming) into operation\b|\bmeets?\b|\bbrownouts?\b|\bearly access begins\b|\b(?:be|is|are) held\b|\bhold(?:s|ing)?\b|
\bhost(?:s|ing)?\b|\bmeet(?:s|ing|ings)?\b|\bhearings?\b|\bwebinars?\b|\b(?:deal|acquisition|merger|transaction|
takeover|round|purchase|spin-?off)\b(?:(?! and | but |;).){0,70}\b(?:clos(?:e|es|ing)|(?:be )?complet(?:e|ed|ion))\b|
\bclos(?:e|es|ing) (?:the|its|of the) (?:deal|acquisition|merger|transaction|purchase)|\bbeg(?:in|ins|inning)\b|
\bstart(?:s|ing)?\b|\bkick(?:s|ing)?[- ]?off\b|\bopen(?:s|ing)?\b(?![- ](?:source|weight|licen[cs]e|until|for|model|
to (?:comment|public comment)))|\btak(?:e|es|ing) effect\b|\b(?:comes?|coming|enters?|entry|entering) into (?:force|
effect)\b|\beffective\b|\bin (?:force|effect)\b|\bappl(?:y|ies)(?= (?:from|as of|as from|in full|to|starting|on)\b)|
\breport(?:s|ing)? (?:its |their |the )?(?:\S+ ){0,4}?(?:results|earnings)|\bearnings (?:call|release|report|date)|
\brelease (?:its |the )?(?:\S+ ){0,3}?(?:results|earnings|figures)|\bannounce (?:its |their |
the )?(?:\S+ ){0,4}?(?:results|earnings)|\b(?:conference|earnings|community|investor) call\b|\brules? on\b|\bruling\b|
\bvot(?:e|es|ing)\b|\belections?\b|\btestif\w+|\bdecid(?:e|es)\b|\bdecisions?\b|\bconven(?:e|es)\b|\bresum(?:e|es|
ing)\b|\brun(?:s|ning)? (?:from|on|in|until|through|between)|\blaunch event\b|\bauction(?:s|ed)?\b|
\bsigning\b(?! up| in| off)|\bdemos?\b(?! submission)|
\b(?:be|are|is) down (?:for|on|from|between)\b
---
\binvitations?\b|\bvideo chat\b|\b(?:be|is|are) paid\b|\bpayouts?\b|\bpays? out\b|
\bconferences?\b|\bsummits?\b|\bworkshops?\b|\bkeynotes?\b|\bsessions?\b|\btrials?\b|\bceremon(?:y|ies)\b|
\bexhibitions?\b|\bfestivals?\b|\blivestream\w*|\btown halls?\b|\bAMA\b|\boffice hours\b|\bnotifications?\b|
\bresults?\b|\bearnings\b|(?<!had )(?<!have )(?<!has )\bannounc(?:e|es|ed|ement|ing)\b|\brefunds?\b|\b(?:be|is|
are) posted\b|\bjudg(?:e)?ment\b|\bIPO\b|\blisting\b|\btrading\b|\brecord date\b|\bwinners?\b|\bpayable\b|
\bmaintenance\b|\boutages?\b|\bdowntime\b|\bstrike\b|\bprices? (?:rise|increase|change)|\bincrease\b|\bimplement(?:ed|
ation|s)?\b|\benforce\w*|\bdoors\b|\bparade\b|\bconcerts?\b|\btours?\b|\bseminar\b|\btalks?\b|\btutorials?\b|
\bsymposium\b|\bmeetup\b|\bhackathon\b|\bexpo\b|\bappear\w*|\brehearing\b|\bplenary\b|\binauguration\b|\breferendum\b|
\bshareholders\b|\bcongress\b|\bbriefings?\b|\bforum\b|(?<!due )\bcourse\b(?! of the)|\bdemo day\b|\binterviews?\b|
\brebuttal\b|
\bauthor response\b|\bcomplet(?:e|es|ed|ion)\b|\bset to close\b
---
\bappeals?\b|\bverdicts?\b|\bsentenc(?:e|ing)\b|\binquir(?:y|ies)\b|\bevents?\b|(?<!we )\bspeaks?\b|\bspeech\b|
\breopen(?:s|
ing|ed)?\b|\bclosed\b|\boff-?sites?\b|\bretreats?\b|\breturns?\b|\bcall\b|\bparty\b|\bvisits?\b|\btravel\w*|
\bgames?\b|\bmatch(?:es)?\b|\blaw\b|\brules?\b|\bban\b
"""
