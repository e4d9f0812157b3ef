"""What a Chinese or Japanese clause is about: its subject, with the verb that stands behind the date."""

from __future__ import annotations

import re

_EDGES = "\u25a0\u25a1\u25c6\u25cf \t,;:.!?-\u2013\u2014|/、，；：。*_#\"'()（）=\u2192>"
_EMPTY_MARKS = re.compile("\u201c\u201d|「」|『』|（）")  # of a date that was taken out
_LONGEST = 30
# Words in front of a Chinese date that are of neither subject nor verb.
_LEADS_TO_DATE = re.compile(
    r"当初(?:の|は)?|當初|原计划|原拟|定档|请于|须于|应于|请在|将|將|计划|計劃|预计|預計|拟|擬|定于|定於|原定|(?<!自)已|(?<![基关對对位处處用属屬由至高低大小等限终終利便鉴鑑關易])[于於]"
    r"|自(?![动動主身研然由治贸貿家助媒己律营營愿願有])|从(?![业事严])|即将|有望|最早|最迟|推迟|延期|延长|由(?![于於])|(?<![现現存所内])在(?![线線校职職建])|原訂|正在|近日|今日|今天|日前|截止"
)
_PARTICLE = re.compile(r"(?:には|は|が|を|も|に|で|の|的)$")
_BEHIND_DATE = re.compile(
    r"^(?:をも(?:ちまして|って)|[至到](?:次日|翌日)?\d{1,2}[:：]\d\d|に|より|から|まで|[^、。]{1,4}分(?:から|より)|速やかに|順次|(?:の)?どこかで|改めて|正式に|新たに|一斉に|で(?!す)|の|頃|中|内|內|起|正式|之前|前|的|以降|[（(][^）)]*[）)])+"
)
_ENDING = re.compile(
    r"(?:(?:される|する)?ことに(?:なっ|なり|決ま|決定|し)|遅らせ|早め|延ば|(?:い|おり)ません|(?:中止|延期|延長)(?:さ|と|に|し)|を?予定|する|します|される|されます|した|しました|です|となる|となります"
    r"|いたします|いたしました|見通し|見込み|と発表|すると).*$"
)
# Where it takes place, before the verb that says so, and words that only join a sentence to the one before.
_PLACED = re.compile(
    r"^(?:在[^，。]{1,12}?(?=召开|举行|举办|召開|舉行|舉辦|开庭|開庭|开幕|開幕|开业|開業|开赛|开班|上线|首演|发布|启动|揭晓)"
    r"|開催(?:の|した|された)[^、。]{1,10}(?:で|において|にて)|(?:オンライン|[^、。]{1,6})で(?=行|開))"
)
_CONNECTS = re.compile(r"^(?:なお|また|さらに|ただし|加えて|此外|另外)[、，]")
_SAYS = re.compile(r"^.{0,24}?(?:宣布|表示(?![义義法をのさ])|透露|公告|指出|介绍|称)[，,：:]?|^市场?预计其")


# "8月5日に予定していた" and "原定12月20日举行的", which say when the thing was to be, and "第三条" before it.
_OF_A_DAY = re.compile(
    r"^(?:当初|當初|原定)?(?:\d{4}年)?\d{1,2}月\d{1,2}日"
    r"(?:までとしていた|[のをに]?予定(?:していた|されていた|の)"
    r"|(?:在[^，。]{1,6})?(?:举行|舉行|召开|举办|开展|发布|上线)?的)"
    r"|^(?:原定|原訂|原计划|原拟)[^，。的]{1,18}的"
    r"|^[^、。]{1,10}に予定(?:していた|されていた)"
    r"|^第[\u4e00-\u9fff\d]{1,5}条[\s\u3000]*"
)
_CALLED_OFF = re.compile(r"(?:は|が|を|の会期が|の)(?:中止|延期|延長)(?:と|に|さ|し).{0,6}$|因[^，。]{1,6}$")
_CLOSING = {"》": "《", "」": "「", "）": "（", ")": "("}
_GOES_ON = re.compile(r"[のはがをも]")
# "我们预计新版本将在", which says whose plan it is.
_WHOSE_PLAN = re.compile(
    r"^(?:我们|我們|我司|公司|本公司|本集团|本集團|本行|本署|本局|本院|官方|团队|團隊)?(?:原|现|現)?"
    r"(?:预计|預計|预期|預期|计划|計劃|希望|擬|订于|訂於)(?=[^，将將在于於]{2,})"
)
_NO_SUBJECT = frozenset(
    (
        "我们",
        "我們",
        "我司",
        "当局",
        "弊社",
        "当社",
        "同社",
        "本署",
        "本局",
        "本院",
        "本行",
        "本公司",
        "公司",
        "现",
        "现已",
        "仍",
        "则",
        "也",
        "即日起",
        "同年",
        "同月",
        "翌年",
    )
)
# Who is asked to do something, which the clause before says: "有意参加的单位请于6月28日前报名".
_WHO = re.compile(
    r"(?:.{0,8}的)?(?:企业|個人|个人|开发者|開發者|单位|單位|用户|用戶|部门|申请人|投资者|消费者|考生|参赛者)(?:用户)?可?(?:提交)?|.*を?希望される方"
)
_DOES = re.compile(r"行(?:います|う|われ)")  # says only that it takes place
_ACTS = frozenset(
    (
        "提供",
        "販売",
        "サービス",
        "運用",
        "受付",
        "配信",
        "募集",
        "開催",
        "利用",
        "公開",
    )
)  # what is done to a thing, and no thing
_OBJECT = re.compile(r"^(?:に|より|から|まで|の間|頃に?)*([^を]{2,24})を")


# The name in quotation marks behind what it is: "新一代模型“云岚5”发布" is about "云岚5".
_QUOTED_NAME = re.compile(
    r"^[^\u201c「『，、]{1,24}(?<![の的、])[\u201c「『]"
    r"((?!v?\d+[\u201d」』])(?=[^\u201d」』]*[A-Za-z\d\u30a0-\u30ff\u3041-\u3096])[^\u201d」』]{2,24})[\u201d」』](.*)$"
)
_TAG = re.compile(r"^【[^】]*】?")
# "现调整为", which says that a day has changed, and of what the clause before
_CHANGES = re.compile(r"(?:现|現|现已)?(?:调整|調整|推迟|延期|延后|顺延|改|变更|提前)(?:为|為|至|到|在)?")
_OF_ITS_TIME = re.compile(r"^.{0,6}(?:时间|時間|日期|日程|日時|期限)")
_TOLD = re.compile(r"ました|以来")  # what the clause before told is no subject
_TELLS = re.compile(r"(?:正式)?(?:公告|宣布|表示|透露|披露|发布公告|发布声明|確認|発表)")
_NEXT_CLAUSE = re.compile(r"[、，,]\s*([^、，,。；]{2,40})")
_MADE = re.compile(
    r"([^はが]{2,24})を(公開|発売|発表|公布|公表|開始|終了|中止|可決|否決|承認|認可|許可|棄却|却下|採択|導入|廃止|締結|撤回|断念|完了"
    r"|施行|リリース|配信|開設|批准|決定|投入|修正|買収|統合|出荷|始動|作成|策定|開催|実施|改定|改正|設置|停止|中断|休止|変更|再開|提出|追加|更新)"
)  # "「若葉3」を公開した"
# Words between what was done and its verb: "取得プログラムを予定より早く終了しました".
_DONE_LATER = re.compile(_MADE.pattern.replace("を(", "を[^をはが、]{0,8}?(") + r"(?=し|する|。|、|$)")
_HAS = re.compile(r"已经|已|将|擬|拟|获")
_DONE_TO = re.compile(r"^(?:.*[はが、])?(?:[^はが、]*を[^を]{1,4}[るた]|.*(?:ました|ます))?([^はが、を]{3,20})を$")
_LONGEST_BEFORE = 16
_LONGEST_TOPIC = 20
# "総合通信庁は20日、生成AI利用指針の改定案を公表した", "市网信办就《标识办法》公开征求意见", "关于 ... 的通知"
_ABOUT = re.compile(
    r"(?:^|[はが、])([^はが、]{2,24}?)(?:を[^を、]{0,12}(?:可決|承認|採択|決定|改定|作成|策定|検討|導入|公表|公開|発表|開始|募集|発売|実施|開催)|について[^、]{0,6}(?:募集|公表|開始|実施))"
    r"|就([《「][^》」]{2,30}[》」])"
)
# "来週の火曜日（24日）から「手帳まつり」が始まります"
_IS_CLAUSE = re.compile(r"[るたすうくいんっ]$|\d+[年月日]|影响$|^其|[方様]$|各位|^(?:本日$|今日$|つい|亲爱|尊敬)")
_FROM_WHEN = re.compile(r"^[^はが、]{0,16}?(?:日|曜|月|年|週)[^はがを、]{0,6}(?:から|より|に)(?=[^はが]{2,20}[はが])")
_OF_TIME = re.compile(r"\d[年月日]|\d:\d\d|をもち|をもって|^(?:このたび|なお|また|さらに|ただし|此外|另外|另|公司)$")
# What a title says with fewer signs: without the forms of verbs, and without who is asked.
_NOMINAL = [
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"は[^は]{0,10}\d+月[^は]{0,3}に(?:公表|公開|発表|決定)し", ""),
        (r"受け?付け?(?:る|ます|ています)$", "受付"),
        (r"が?始ま(?:る|ります)$", "開始"),
        (r"が?終わ(?:る|ります)$", "終了"),
        (r"(?:お済ませ|お願い|ご確認|ご利用)(?:ください|いたします|下さい)?$", ""),
        (r"(?:について)?ご?連絡$|も検討して.*$|へ$", ""),
        (r"^(?:本日|今日|ついに|いよいよ|まもなく)", ""),
        (r"とのこと$", ""),
        (r"(?:は|が)?できなく(?:なります|なる)$", "終了"),
        (r"(?<=..)(?:的)?(?:时间|時間|日期)?(?:现|現|已)?(?:改|调整|調整|变更|變更)(?:为|為|到|至|在)$", ""),
        (r"^该[一-鿿]{1,2}(?=[一-鿿]{4})", ""),
        (r"可?(?:通过|通過)[^，]{1,8}(?=(?:反馈|反饋|提交|报名|報名|申请|申請|办理|辦理|预约|预订)$)", ""),
        (r"(?:につきまして|について)?(?:は)?(?:お知らせ|ご?案内|ご?説明|ご報告)$|の?間$|と見ています$", ""),
        (r"を目指して(?:おります|います|いる)$", ""),
        (r"(?:でき|可能です|できます|できると思います)$", ""),
        (r"お(?=申し?込み?|見せ)", ""),
        (r"を(?=[一-鿿]{2,4}$)", ""),
    )
]
_IN_PARENTHESES = re.compile(r"[(（][^)）]*(?:[)）]|$)")


# A clause that only says why: "因考点校舍加固", "調査のため".
_REASON = re.compile(
    r"^(?:因(?:为|為)?|由于|由於|鉴于|鑑於|为了|為了|为确保|為確保|[为為](?:釐定|确定|確定|配合|落实|落實)|为(?:更好|进一步|保障|方便|提升)|受.{2,20}影响|经|根据|依据|依據|根據|按照|随着|隨著)"
    r"|(?:ため|により|によって|ことから|ので|を受け|を受けて|に伴い|に伴って|に向け|に向けて|を踏まえ|を踏まえて|の都合で|の影響で)$"
)
# "其中登记办法", "至于QR码规格", "登记办法争取", "应当": what leads to a subject or to its verb.
_LINKS = re.compile(
    r"^(?:其中|也就是|至于|至於|目前|届时|屆時|即(?![日可将將時时使])|而|但|并|並|另外|此外|同时|同時|对于|對於)(?=.{2})"
)
_MODAL = re.compile(
    r"(?<=..)(?:争取|爭取|力争|力爭|应当|應當|应|應|须|須|需|可|预期|預期|预计|預計|订|訂|方可|必须|必須)$"
)
_UP_TO_DATE = re.compile(r"^.*\d+[日年月][\s\u3000]+(?=\S{3})")  # "総会 6月28日　配当支払開始予定日", of the second
_MODIFIER = re.compile(r".*(?:ための|に関する|における|による|について|をめぐる)([^の]{5,})$")
_SETS_APART = frozenset("\u3000 \t")
_DONE_WITH = re.compile(r"(?:将|將)?(?:对|對)(.{2,16}?)(?:进行|進行)(?:全面|集中|临时|停服|停机)?(.{2,6})")
_HELPERS = re.compile(r"^(?:已经|已|将|將|正式|现|現|开始|即日起)(?=.{4})")
_SHORTEST_CLAUSE = 4
_KANA = re.compile(r"[\u3041-\u3096]")
_NAME_IN_MARKS = re.compile(r"《[^》]{2,14}》|「[^」]{2,14}」|“[^”]{2,14}”")
# "11月としていた新棟の稼働" and "昨年から続けていた取得プログラム" are the thing behind it.
_UNTIL_NOW = re.compile(r"^[^を、]*(?:としていた|していた|ていた|でいた|だった|であった|予定の|された)(?=.{3})")
_SAYS_MORE = re.compile(r"[\u3041-\u3096]は|(?:ため|により|ので)$|^(?:因|由于|由於)")
# "证监会已受理蓝湾生物的上市申请", which is about the application.
_TAKEN_UP = re.compile(
    r"(?:^|[，。])[^，]{2,14}(?:已经|已|日前|正式|近日)(?:受理|批准|同意|核准|收到|审议通过|通过|披露|启动)了?([^，]{4,20})$"
)
# "由市文旅局主办的早樱节" is about the festival; "生效日期为" is about what the clause before tells.
_BY_WHOM = re.compile(r"^由[^，的]{2,14}(?:主办|主辦|承办|承辦|举办|舉辦|组织|組織|发起|發起|推出|开发|開發)的(?=.{2})")
_ITS_DATE = re.compile(
    r"(?:生效|施行|实施|開始|开始|截止|上线|发布|举行|开幕|结束|具体|时间|公开)?(?:日期|时间|時間|日)(?:为|為|是|定于)?"
)
_SHORTEST_WITH_TOPIC = 8
_MEETING = re.compile("(?:会|場|国会|都内|本日|当局)で?$")
_SMALL = re.compile(r"(?:于|於|自|从|從|在|至|截至|截止|即日起|以|で|に|の)*")
# What says only that a day has moved: "现预期", "延长".
_ONLY_MOVES = re.compile(
    r"(?:现|現|则|則|将|將|予以|预期|預期|预计|預計|推迟|推遲|延期|延长|延長|顺延|順延|提前|应当|應當|应|應|须|須|需|方可|可|请|請|会|會|争取|爭取|力争|订|訂|改|调整|調整|仍|拟|擬|再|又|已|均|也)+"
)
_TOPIC_LED = re.compile(r"^([^は、]{2,30}?)(?:につきましては|については|は)(?!じ)")


def of(text: str, first: int, start: int, end: int, last: int) -> str:
    """The title of a clause from `first` to `last`, whose date stands from `start` to `end`."""
    return _nominal(_EMPTY_MARKS.sub("", _of(text, first, start, end, last)))


def _nominal(words: str) -> str:
    """Words without the endings of their verbs: "予約受け付けます" is "予約受付"."""
    for pattern, instead in _NOMINAL:
        changed = pattern.sub(instead, words)
        words = changed if len(changed) > 1 else words
    return words


def _of(text: str, first: int, start: int, end: int, last: int) -> str:
    first = _with_quoted(text, first)
    verb = "" if text[end : end + 1] in _SETS_APART else _verb(text[end:last])
    subject = _of_its_clause(text, first, start, verb)
    thing = "" if subject else _OBJECT.match(text[end:last])
    if thing and thing[1] not in _ACTS:
        return _done(_BEHIND_DATE.sub("", text[end:])) or _clean(thing[1])
    if not subject and first:
        subject = _of_clauses_before(text, first)
    made = (
        _done(_BEHIND_DATE.sub("", text[end:]))
        if _KANA.search(text) and (not subject or _MEETING.search(subject))
        else ""
    )
    if made:
        return made
    done = _DONE_WITH.match(verb)
    if done:
        verb, subject = f"{done[1]}{done[2]}", subject if len(subject) < len(done[1]) else ""
    told = _told_behind(text, verb, last)
    if told:
        return told
    if _CHANGES.fullmatch(_OF_ITS_TIME.sub("", subject) + verb):
        return before(text, text[first:start]) or subject + verb
    if not verb or verb in subject:
        return _by_name(subject or _SMALL.sub("", _clean(text[:start])) or _clean(first_clause(text[end:])))
    both = subject + verb
    return _by_name(both if len(both) <= _LONGEST or not subject else subject)


def _of_its_clause(text: str, first: int, start: int, verb: str) -> str:
    """The subject of the clause from `first` to `start`; that of its sentence, where the clause only says why."""
    subject = _object(text[first:start]) or _subject(text[first:start])
    subject = "" if subject in _NO_SUBJECT or _TOLD.search(subject) else subject
    led = _TOPIC_LED.match(text, 0, first) if _KANA.search(text) else None
    if led and not re.search("[はがを]", text[first:start]):
        subject = _subject(led[1])
    moves = _ONLY_MOVES.fullmatch(subject)
    if moves or _REASON.search(text[first:start].strip(_EDGES)):
        subject = _topic_before(text, first) or ("" if moves or len(verb) > 1 else subject)
    may_lead = len(subject) > _SHORTEST_WITH_TOPIC and "「" not in subject and _KANA.search(subject)
    inner = _TOPIC_LED.match(subject) if may_lead else None
    if inner and inner.end() < len(subject):
        return _subject(inner[1])
    if _ITS_DATE.fullmatch(subject):
        return before(text, text[first:start]) or _topic_before(text, first) or subject
    return before(text, text[first:start]) if _WHO.fullmatch(subject) else subject


def _of_clauses_before(text: str, first: int) -> str:
    """The subject of the clauses before `first`: of the nearest, or of the first where that only says why."""
    earlier = text[:first].rstrip(_EDGES)
    if _REASON.search(re.split(r"[，、,；]", earlier)[-1]):
        return _topic_before(text, first)
    taken = _TAKEN_UP.search(earlier)
    if taken:
        return _clean(taken[1])
    subject = (_topic_before(text, first) if "は、" in earlier else "") or _object(earlier)
    subject = subject or _subject(text[:first])
    return "" if _TOLD.search(subject) else subject


def first_clause(words: str) -> str:
    """What stands behind a date, up to the end of its clause: "v1 接口停止服务，调用返回 410" is about the first."""
    words = words.lstrip(_EDGES)
    clause = re.split(r"[，。；]", words, maxsplit=1)[0]
    return _HELPERS.sub("", clause) if len(clause) >= _SHORTEST_CLAUSE else words


def _topic_before(text: str, first: int) -> str:
    """What a sentence is about whose clause before the date, which begins at `first`, only says why."""
    led = _TOPIC_LED.match(_OF_A_DAY.sub("", _CONNECTS.sub("", _TAG.sub("", text[:first]))))
    if led:
        return _subject(led[1])
    for clause in re.split(r"[，、,；：]", text[:first]):
        subject = "" if _REASON.search(clause) else _subject(clause)
        if len(subject) > 1 and subject not in _NO_SUBJECT and not _TOLD.search(subject):
            return subject
    return ""


def _told_behind(text: str, verb: str, last: int) -> str:
    """What the next clause tells, where that of the date only says who tells it: "今日公告，公司的申请已获通过"."""
    if verb and not _TELLS.fullmatch(verb):
        return ""
    told = _NEXT_CLAUSE.match(text, last)
    if told is None:
        return ""
    made = _MADE.match(told[1])
    if made:
        return _clean(made[1]) + made[2]
    return _clean(_HAS.split(told[1])[0]) if verb else ""


def _by_name(words: str) -> str:
    """A title that begins with the name of the thing, without what it is."""
    named = _QUOTED_NAME.match(words)
    return named[1] + named[2] if named else words


def before(text: str, words: str) -> str:
    """What the clause before `words` in the same sentence is about, which says whose "上线时间" it is."""
    at = text.find(next((words[:end] for end in range(len(words), 1, -1) if words[:end] in text), words))
    clauses = re.split(r"[，、,；]", _IN_PARENTHESES.sub("", text[:at])) if at > 0 else []
    subjects = (_quoted_or_subject(clause) for clause in reversed(clauses) if not _SAYS_MORE.search(clause))
    subjects = (
        each
        for each in subjects
        if (1 < len(each) <= _LONGEST_BEFORE or each.startswith("《")) and each not in _NO_SUBJECT
    )
    return next((each for each in subjects if not _OF_TIME.search(each) and not _IS_CLAUSE.search(each)), "")


def _quoted_or_subject(clause: str) -> str:
    """What a clause is about; where it has a date of its own, the name that it puts in quotation marks."""
    about = _ABOUT.search(clause)
    if about and about[2]:
        return about[2]
    named = _NAME_IN_MARKS.search(clause) if _OF_TIME.search(clause) else None
    return named[0] if named else _by_name(_subject(clause))


def _without_when(words: str) -> str:
    return re.sub(r"^.*(?:[日月年]に|[^の]{2,8}で)", "", words)


def topic_before(sentence: str) -> str:
    """What a whole sentence before another tells of: its object where its subject is who tells, else its subject."""
    sentence = _CONNECTS.sub("", _TAG.sub("", sentence))
    about = _ABOUT.search(sentence)
    thing = _without_when(about[1] or about[2]) if about else ""
    thing = thing or topic(_FROM_WHEN.sub("", sentence))
    return "" if len(thing) > _LONGEST_TOPIC or _IS_CLAUSE.search(thing) else thing


def _with_quoted(text: str, first: int) -> int:
    """Where the subject begins that has a name in brackets before its particle: "the old API 「v1」"."""
    if text[first : first + 1] in _CLOSING:
        return max(text.rfind(_CLOSING[text[first]], 0, first), 0)
    if not first or text[first - 1] not in _CLOSING or not _GOES_ON.match(text, first):
        return first
    opened = text.rfind(_CLOSING[text[first - 1]], 0, first)
    return max(text.rfind(mark, 0, opened) for mark in "。、，\n") + 1 if opened >= 0 else first


def topic(text: str) -> str:
    """What a sentence is about: its words up to the first that leads to a date, or to the topic's particle."""
    text = _CONNECTS.sub("", _TAG.sub("", text))
    head = re.split(r"は|[，、。]", text, maxsplit=1)[0]
    return _subject(head)


def _subject(words: str) -> str:
    words = _CALLED_OFF.sub("", _SAYS.sub("", _OF_A_DAY.sub("", _CONNECTS.sub("", _TAG.sub("", words)))))
    words = _BY_WHOM.sub("", _WHOSE_PLAN.sub("", words))
    words = _UNTIL_NOW.sub("", words) if _KANA.search(words) else words
    lead = next((each for each in _LEADS_TO_DATE.finditer(words) if not _within_marks(words, each.start())), None)
    words = words[: lead.start()] if lead and lead.start() else "" if lead else words
    words = _LINKS.sub("", re.split(r"[，。]", words.rstrip(_EDGES))[-1])
    words = _MODAL.sub("", _UP_TO_DATE.sub("", words))
    whose = _MODIFIER.match(words) if len(words) > _LONGEST_TOPIC else None
    words = whose[1] if whose else words
    return _clean(_PARTICLE.sub("", _clean(words)))


def _within_marks(words: str, at: int) -> bool:
    """Whether a place lies in the name of a document, where no word leads to a date: "《人工智能拟人化办法》"."""
    return any(words.rfind(opens, 0, at) > words.rfind(closes, 0, at) for opens, closes in ("《》", "“”"))


def _done(words: str) -> str:
    """What is done to a thing, in a Japanese sentence that begins with its date: "規格書の採択を可決"."""
    done = _DONE_LATER.search(words)
    return _clean(_UNTIL_NOW.sub("", done[1].rpartition("、")[2])) + done[2] if done else ""


def _object(words: str) -> str:
    """What is done something to, where its particle stands right before the date: "省令案を9月までに公表し"."""
    thing = _DONE_TO.search(words)
    return _clean(_UNTIL_NOW.sub("", thing[1])) if thing else ""


def _verb(words: str) -> str:
    verb = _PLACED.sub("", _BEHIND_DATE.sub("", words.strip()))
    return "" if _DOES.match(verb) else _clean(_ENDING.sub("", verb))


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(_EDGES)
