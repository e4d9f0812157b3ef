"""The words of Japanese announcements, as tables: what each is, and what it stands for.

`numerals.py` has made their numerals digits and their spellings one; `tokens.py` finds them in a text. `grammar.py`
and `sentences.py` say how they go together.
"""

from __future__ import annotations

from typing import Any

from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.units import Part, Unit
from watchtracker.dates.zone_names import SHARED_NAMES, SPOKEN_ZONES, SpokenZone

# A row: what a word is, its value, and the words.
_CALENDAR: tuple[tuple[Kind, Any, str], ...] = (
    (Kind.THIS_YEAR, 0, "今年 本年 ことし"),
    (Kind.THIS_YEAR, 1, "来年"),
    (Kind.THIS_YEAR, 2, "再来年"),
    (Kind.THIS_YEAR, -1, "昨年 去年"),
    (Kind.THIS_YEAR, -2, "一昨年"),
    (Kind.THIS_FISCAL_YEAR, 0, "今年度 本年度 当年度"),
    (Kind.THIS_FISCAL_YEAR, 1, "来年度 次年度"),
    (Kind.THIS_FISCAL_YEAR, 2, "再来年度"),
    (Kind.THIS_FISCAL_YEAR, -1, "昨年度"),
    (Kind.THIS_MONTH, 0, "今月 本月 当月"),
    (Kind.THIS_MONTH, 1, "来月"),
    (Kind.THIS_MONTH, 2, "再来月"),
    (Kind.THIS_MONTH, -1, "先月"),
    (Kind.DAYS_AWAY, 0, "本日 今日 即日 きょう"),
    (Kind.DAYS_AWAY, 1, "明日 あす あした"),
    (Kind.DAYS_AWAY, 2, "明後日 あさって"),
    (Kind.DAYS_AWAY, -1, "昨日 きのう"),
    (Kind.DAYS_AWAY, -2, "一昨日 おととい"),
    (Kind.THIS_QUARTER, 0, "今四半期 当四半期 この四半期"),
    (Kind.THIS_QUARTER, 1, "来四半期 次四半期 翌四半期 次の四半期"),
    (Kind.PERIOD_END, Unit.QUARTER, "四半期末"),
    (Kind.HALF, 1, "上半期 上半年"),
    (Kind.HALF, 2, "下半期 下半年"),
    (Kind.SEASON, 3, "春季 春期 春"),
    (Kind.SEASON, 6, "夏季 夏期 夏"),
    (Kind.SEASON, 9, "秋季 秋期 秋"),
    (Kind.SEASON, 12, "冬季 冬期 冬"),
    (Kind.PART, Part.EARLY, "上旬 初旬 前期"),
    (Kind.PART, Part.MID, "中旬 半ば なかば 中頃 中ごろ 中葉"),
    (Kind.PART, Part.LATE, "下旬 後期"),
    (Kind.PART, Part.BEGINNING, "初め はじめ 初頭 始め 頭 あたま 早々 当初 初"),
    (Kind.PART, Part.END, "末 終わり 終盤"),
    (Kind.PART, Part.FIRST_HALF, "前半"),
    (Kind.PART, Part.SECOND_HALF, "後半"),
    (Kind.LAST_DAY, None, "末日"),
    (Kind.PART_OF_YEAR, Part.BEGINNING, "年明け 年初 年始 年頭"),
    (Kind.PART_OF_YEAR, Part.MID, "年央 年半ば"),
    (Kind.PART_OF_YEAR, Part.END, "年末 年の瀬"),
    (Kind.PART_OF_YEAR, Part.FIRST_HALF, "年前半"),
    (Kind.PART_OF_YEAR, Part.SECOND_HALF, "年後半"),
    (Kind.PART_OF_FISCAL_YEAR, Part.BEGINNING, "年度初め 年度はじめ 年度当初 年度始め 年度初頭"),
    (Kind.PART_OF_FISCAL_YEAR, Part.MID, "年度半ば 年度央"),
    (Kind.PART_OF_FISCAL_YEAR, Part.END, "年度末"),
    (Kind.PART_OF_FISCAL_YEAR, Part.FIRST_HALF, "年度前半 年度上半期 年度上期"),
    (Kind.PART_OF_FISCAL_YEAR, Part.SECOND_HALF, "年度後半 年度下半期 年度下期"),
    (Kind.PART_OF_FISCAL_YEAR, None, "年度内 年度中"),
    (Kind.PART_OF_MONTH, Part.BEGINNING, "月初 月初め 月頭"),
    (Kind.PART_OF_MONTH, Part.MID, "月半ば 月中旬"),
    (Kind.PART_OF_MONTH, Part.END, "月末"),
    (Kind.WEEK_OF, None, "の週"),
    (Kind.WITHIN, None, "中 内 以内"),
    (Kind.WITHIN_YEAR, None, "年内"),
    (Kind.WITHIN_MONTH, None, "月内"),
    (Kind.WITHIN_WEEK, None, "週内"),
    (Kind.COUNT, (1, 1, Unit.DAY, "翌"), "翌日"),
    (Kind.COUNT, (2, 2, Unit.DAY, "翌"), "翌々日"),
    (Kind.COUNT, (1, 1, Unit.DAY, "前"), "前日"),
    (Kind.COUNT, (2, 2, Unit.DAY, "前"), "前々日"),
    (Kind.SAME_YEAR, 0, "同年"),
    (Kind.SAME_YEAR, 1, "翌年"),
    (Kind.SAME_MONTH, 0, "同月"),
    (Kind.SAME_MONTH, 1, "翌月"),
    (Kind.NAMED_DAY, (1, 1), "元日 元旦"),
    (Kind.NAMED_DAY, (2, 11), "建国記念の日 建国記念日"),
    (Kind.NAMED_DAY, (2, 23), "天皇誕生日"),
    (Kind.NAMED_DAY, (4, 29), "昭和の日"),
    (Kind.NAMED_DAY, (5, 3), "憲法記念日"),
    (Kind.NAMED_DAY, (5, 4), "みどりの日"),
    (Kind.NAMED_DAY, (5, 5), "こどもの日"),
    (Kind.NAMED_DAY, (8, 11), "山の日"),
    (Kind.NAMED_DAY, (11, 3), "文化の日"),
    (Kind.NAMED_DAY, (11, 23), "勤労感謝の日"),
    (Kind.NAMED_DAY, (12, 24), "クリスマスイブ"),
    (Kind.NAMED_DAY, (12, 25), "クリスマス"),
    (Kind.NAMED_DAY, (12, 31), "大晦日 大みそか"),
    (
        Kind.HOLIDAY,
        None,
        """
        成人の日 海の日 敬老の日 体育の日 スポーツの日 春分の日 秋分の日 お盆 盆休み 旧正月 春節 ゴールデンウィーク
        ゴールデンウイーク シルバーウィーク シルバーウイーク GW 大型連休 年末年始 正月 夏休み 冬休み 春休み 連休
        イースター 復活祭 感謝祭
        """,
    ),
    (
        Kind.UNCLEAR,
        None,
        "新年度 年度明け 初春 早春 晩春 初夏 盛夏 晩夏 初秋 晩秋 初冬 晩冬 春先 梅雨 梅雨明け 月中 翌週 翌年度 同年度",
    ),
    (Kind.FISCAL, None, "今期 来期 当期 次期 上期 下期 会計年度 事業年度"),
)
_ROLES: tuple[tuple[Kind, Any, str], ...] = (
    (Kind.OR, None, "または 又は もしくは 若しくは あるいは か ・ 、 及び および と"),
    (Kind.FROM, None, "から より"),
    (Kind.RANGE, None, "~ - --"),
    (Kind.UNTIL, None, "まで いっぱいで いっぱいまで"),
    (Kind.BY, None, "までに までには"),
    (Kind.BEFORE, None, "前 より前 よりも前 の前 より早く よりも早く より早い を待たず"),
    (Kind.OR_BEFORE, None, "以前"),
    (Kind.AFTER, None, "後 より後 よりも後 の後 より遅く よりも遅く より遅い を過ぎ を経過 過ぎ"),
    (Kind.ONWARDS, None, "以降 以後 いこう"),
    (Kind.DUE, None, "締切 締切日 期限 必着 消印有効 提出期限 締切期限 期日 納期 をもって をもちまして 限り"),
    (Kind.AT_LATEST, None, "遅くとも 遅くても 最も遅くて 最遅で"),
    (Kind.AT_EARLIEST, None, "早くとも 早くても 早ければ 最短で 最速で 最短 最速 最も早くて"),
    (Kind.SPAN, None, "の間 にかけて にわたり にわたって の期間 間"),
    (
        Kind.HEDGE,
        None,
        """
        頃 ごろ ころ 前後 を目途 をめど 目途 めど を目標 をターゲット あたり 辺り 付 付け 当日 約
        | おおむね 概ね およそ 雨天順延 雨天中止 雨天延期 荒天中止 荒天順延 荒天延期 小雨決行 雨天決行
        | いっぱい 一杯 予定日 現地 ちょうど にも 以内 : * □ ■ ◆ ● ▼ 【 】 [ ] 「 」 | / 祝 休
        """,
    ),
    (Kind.NO, None, "の"),
    (Kind.TO, None, "に へ"),
    (Kind.PARTICLE, None, "は が を で も や"),
    (Kind.COMMA, None, ","),
    (Kind.STOP, None, "。 ; ! ?"),
    (Kind.OPEN, None, "("),
    (Kind.CLOSE, None, ")"),
)
_CLAUSE: tuple[tuple[Kind, Any, str], ...] = (
    (
        Kind.ONSET,
        None,
        """
        施行 適用 発効 発売 販売 開始 提供 受付 受け付け 募集 公開 配信 開催 実施 運用 導入 稼働 リリース 値上げ 改定
        義務化 解禁 スタート 始ま 始め オープン 放送 上映 出荷 予約 申込 申請 発行 交付 停止 終了 廃止 禁止 開幕 就航
        """,
    ),
    (Kind.WILL, False, "予定 予定です 見込み 見込む 見通し 方針 計画 目指す 目指し 予想 想定 べく"),
    (
        Kind.WILL,
        True,
        """
        する します される されます なる なります 始まる 始まります いたします 致します 行う 行います れる れます られる
        られます できます できる 受け付けます 始めます 始める
        """,
    ),
    (
        Kind.PAST,
        None,
        "した しました された されました だった でした った りました いました れた れました んだ 済み きました",
    ),
    (
        Kind.SAYS,
        None,
        """
        発表した 発表しました 発表された 明らかにした 明らかにしました 述べた 表明した 公表した 公表しました 決議した
        決議しました 説明した 説明しました 告知した 告知しました 語った 示した 報じた 伝えた 固めた 明かした 報道した
        発表済み 閣議決定した
        """,
    ),
    (Kind.SAYS, "decided", "決定した 決定しました 決まった 決まりました 決定 決めた 決めました 確定した 確定しました"),
    (Kind.STATE, None, "されています されている しています している しております されております"),
    (Kind.ALREADY, None, "すでに 既に"),
    (
        Kind.NOT,
        None,
        """
        ません ない予定 ない見込み ない方針 ないと ないこと しない されない 行わない 行われない ではない 予定はない
        予定はありません 予定はございません 予定なし ことはない ことはありません はありません
        """,
    ),
    (Kind.NOT, "clause", "はない とは限 可能性は低 間に合わない 間に合いません 間に合わず 困難 難しい ことはできない"),
    (Kind.FORMERLY, None, "当初 もともと 元々 本来 従来"),
    (
        Kind.WAS_PLANNED,
        None,
        """
        予定だった 予定であった 予定でした 予定していた 予定しておりました 予定していました 予定されていた
        予定されていました としていた としていました としておりました とされていた とされていました 見込んでいた
        計画していた 目指していた 計画だった 見込みだった 見通しだった 予定としていた 案内していた 告知していた
        お知らせしていた 発表していた
        """,
    ),
    (
        Kind.MOVED,
        None,
        """
        延期 先送り 後ろ倒し 繰り下げ 繰下げ 繰り延べ 前倒し 繰り上げ 繰上げ 順延 ずれ込む ずれ込み ずれ込んだ 日程変更
        リスケ 持ち越し 持ち越す 遅らせ 早め 改め 予定を変更 予定は変更 予定が変更 日程を変更 日程は変更 日程が変更
        発売日を変更 公開日を変更 振り替え 振替え
        """,
    ),
    (Kind.CHANGED, None, "変更 延長 修正 訂正 見直し 再設定 短縮 変わり 変わる 変わった"),
    (Kind.DELAYED, None, "遅れる 遅れます 遅れた 遅れ ずれる"),
    (Kind.INSTEAD, None, "ではなく でなく に代わり に代えて の代わりに じゃなく"),
    (Kind.EXCEPT, None, "以外 を除く を除き を除いて"),
    (Kind.OLD, None, "変更前 延期前 訂正前 修正前 旧 誤"),
    (
        Kind.NEW,
        None,
        """
        変更後 延期後 訂正後 修正後 新 正 → ⇒ => 振替日 新日程 新たな日程 新しい日程 新しい発売日 新たな発売日 新発売日
        新しい公開日 新公開日 新しい開催日 新開催日 新しい配信日 新配信日 新しい期限 新期限 新しい締切 新たな期限
        正しくは 正しい日付は
        """,
    ),
    (
        Kind.CALLED_OFF,
        None,
        """
        中止 取りやめ 取り止め とりやめ 取止め 見送り 見送る 見送った 見送られ 撤回 取り消し 取消 取り消され 白紙 断念
        見合わせ 見合わせる 見合わせた デマ 誤報 虚偽 否定
        """,
    ),
    (Kind.AS_OF, None, "時点 現在"),
    (
        Kind.VAGUE,
        None,
        """
        未定 近日 近日中 順次 検討中 調整中 準備中 開発中 まもなく 間もなく 近く 近々 追って 後日 いずれ 将来 今後
        未公表 未確定 次第 早期 早急 速やか 遅滞なく 乞うご期待 お待ちください しばらく 当面 そのうち やがて もうすぐ
        できるだけ早 可能な限り早 未発表 未決定 決まっていない 決まっておりません 決まっていません 数日 数週間 数か月
        数年 これから 協議中 うちに公開 遠くない 明らかにしていない 明らかにされていない 分からない わからない 審議中
        作業中 対応中 一両日 なるべく早 検討 待望 公開待ち 続報 適時 適宜 時期は 別途 決定後 確定後 改めて 遠からず
        """,
    ),
    (Kind.ASK, None, "いつ"),
    (Kind.EVERY, None, "毎週 毎月 毎年 毎日 隔週 隔月 毎朝 毎晩 毎年度 毎四半期 毎回 週1回 月1回 年1回 ごとに 毎に"),
    (
        Kind.OTHER,
        None,
        """
        毎日新聞 春日 日本 中国 毎日放送 前回 前年 後援 後期高齢者 今回 次回 期間中 内閣 内容 中央 中心 新規 改正 正式
        国内 社内 四半期 毎年恒例 毎月恒例 毎週恒例 毎年開催 毎年度恒例 延期されない 延期されません 延期しません
        延期せず 変更はございません 変更はなく 変更なく 変更せず 変更しません 変更ございません 変更されません 雨天中止
        荒天中止 中止の場合 中止する場合 中止となる場合 中止になる場合 中止することが 中止となることが 販売中止 提供中止
        配布中止 出荷中止 生産中止 販売を中止 提供を中止 受付を中止 サービスを中止 配信を中止 出荷を中止 生産を中止
        取扱いを中止 取り扱いを中止 サポートを中止 利用を中止 延期しない 延期の場合 延期することが 延期する場合 変更なし
        変更はありません 変更ありません 変更する場合 変更となる場合 変更になる場合 変更することが 延期はありません
        """,
    ),
    (Kind.PAST, "became", "なった なりました"),
)
_TIMES: tuple[tuple[Kind, Any, str], ...] = (
    (Kind.TIME, (12, 0, 0, 0), "正午"),
    (Kind.MIDNIGHT, None, "深夜 夜中 真夜中 未明 夜半"),
    (Kind.ZONE, SpokenZone("Asia/Tokyo"), "日本時間 日本標準時 東京時間"),
    (Kind.ZONE, SpokenZone("UTC"), "協定世界時 世界協定時 世界標準時 グリニッジ標準時"),
    (
        Kind.ZONE,
        SpokenZone("America/New_York"),
        "米国東部時間 米東部時間 アメリカ東部時間 東部時間 東海岸時間 米東海岸時間 米国東海岸時間",
    ),
    (Kind.ZONE, SpokenZone("America/New_York", -4), "米国東部夏時間 米東部夏時間 東部夏時間"),
    (Kind.ZONE, SpokenZone("America/New_York", -5), "米国東部標準時 米東部標準時 東部標準時"),
    (Kind.ZONE, SpokenZone("America/Chicago"), "米国中部時間 米中部時間"),
    (
        Kind.ZONE,
        SpokenZone("America/Los_Angeles"),
        "米国太平洋時間 米太平洋時間 太平洋時間 米国西部時間 米西部時間 西海岸時間 米西海岸時間 米国西海岸時間",
    ),
    (Kind.ZONE, SpokenZone("America/Los_Angeles", -7), "米国太平洋夏時間 米太平洋夏時間 太平洋夏時間"),
    (Kind.ZONE, SpokenZone("America/Los_Angeles", -8), "米国太平洋標準時 米太平洋標準時 太平洋標準時"),
    (Kind.ZONE, SpokenZone("Europe/Brussels"), "中央ヨーロッパ時間 中央欧州時間 欧州中央時間"),
    (Kind.ZONE, SpokenZone("Europe/Brussels", 2), "中央ヨーロッパ夏時間 中央欧州夏時間"),
    (Kind.ZONE, SpokenZone("Europe/Brussels", 1), "中央ヨーロッパ標準時 中央欧州標準時"),
    (Kind.ZONE, SpokenZone("Europe/London"), "英国時間"),
    (Kind.ZONE, SpokenZone("Asia/Shanghai"), "中国時間 北京時間 上海時間 中国標準時"),
    (Kind.ZONE, SpokenZone("Asia/Hong_Kong"), "香港時間"),
    (Kind.ZONE, SpokenZone("Asia/Taipei"), "台湾時間 台北時間"),
    (Kind.ZONE, SpokenZone("Asia/Seoul"), "韓国時間 韓国標準時"),
    (Kind.ZONE, SpokenZone("Asia/Kolkata"), "インド標準時"),
    (Kind.ZONE, None, "現地時間 当地時間"),
    (Kind.MANY_ZONES, "any of four zones", "米国時間 米時間"),
    (Kind.MANY_ZONES, "any of several zones", "欧州時間"),
    *((Kind.ZONE, zone, name) for name, zone in SPOKEN_ZONES.items() if name.isascii() and name.isalpha()),
    *((Kind.MANY_ZONES, meanings, name) for name, meanings in SHARED_NAMES.items() if name.isalpha()),
)
WORDS = {
    name.lower(): (kind, value)
    for kind, value, names in (*_CALENDAR, *_ROLES, *_CLAUSE, *_TIMES)
    for name in names.split()
}
# What has hours of its own before 時間, and is no place.
_HOURS_OF = """
    営業 受付 開始 終了 集合 開催 放送 配信 公開 締切 所要 制限 開場 開演 待ち 予定 試験 発売 販売
    利用 提供 実施 作業 停止 講演 勤務 労働 業務 上映 発表 再生 練習 休憩 応答 運転 開館 閉館 窓口
    対応 電話 面接 入場 有効
"""
HOURS_OF = tuple(_HOURS_OF.split())
# A short word that is often only the beginning of another one, and what it must not be followed by (^: by all but).
NOT_FOLLOWED_BY = {
    "春": "日闘節分",
    "夏": "目",
    "秋": "田葉",
    "前": "後半年月期回述橋売職向提日",
    "後": "半援継続者任期退悔",
    "初": "回代心期診級任年",
    "末": "端",
    "頭": "脳取数部痛",
    "中": "国小学高断核古華東途間古高継",
    "内": "閣容部訳装科定線",
    "間": "もに違隔接",
    "正": "^:は( ",
    "新": "^:は( ",
    "旧": "^:は( ",
    "誤": "^:は( ",
    "付": "属加録与随近帯き",
    "限り": "な",
    "か": "ら月所",
    "早め": "の",
    "改め": "て",
    "より": "よ",
    "前日": "比本",
    "はない": "か",
    "否定": "的",
    "近く": "の",
    "当初": "予算",
    "検討": "会",
    "祝": "福",
    "休": "業止館校刊",
    "った": "ら",
    "した": "い",
    "れた": "い",
    "予約": "制",
    "の前": "年期",
}
UNITS = {
    "日": Unit.DAY,
    "週間": Unit.WEEK,
    "週": Unit.WEEK,
    "か月": Unit.MONTH,
    "か月間": Unit.MONTH,
    "月": Unit.MONTH,
    "四半期": Unit.QUARTER,
    "年": Unit.YEAR,
    "か年": Unit.YEAR,
    "日間": Unit.DAY,
    "年間": Unit.YEAR,
}
