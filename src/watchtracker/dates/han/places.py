"""What Chinese and Japanese texts call the places whose time they give: 里斯本时间, リスボン時間.

The zone data has no such names, so the usual cities and countries stand here in a table. `times.py` asks that all zones
of a country agree on the day.
"""

from __future__ import annotations

from functools import cache

from watchtracker.dates import places, times
from watchtracker.dates.zone_names import SpokenZone

# A zone (or several, if their places share a name), or a country by its ISO 3166 code, and what it is called: in
# simplified Chinese, then in Japanese.
_TABLE = """
    Asia/Shanghai 北京 中国 上海 深圳 广州 杭州 中国标准 中国標準 | Asia/Urumqi 乌鲁木齐 | Asia/Hong_Kong 香港
    | Asia/Macau 澳门 マカオ | Asia/Taipei 台北 台湾 | Asia/Tokyo 东京 日本 大阪 日本标准 東京 日本標準
    | Asia/Seoul 首尔 韩国 韩国标准 汉城 ソウル 韓国 韓国標準 | Asia/Pyongyang 平壤 朝鲜 平壌 北朝鮮
    | Asia/Singapore 新加坡 シンガポール | Asia/Kuala_Lumpur 吉隆坡 马来西亚 クアラルンプール マレーシア
    | Asia/Bangkok 曼谷 泰国 バンコク タイ | Asia/Ho_Chi_Minh 河内 胡志明市 胡志明 越南 ハノイ ホーチミン ベトナム
    | Asia/Jakarta 雅加达 ジャカルタ | Asia/Manila 马尼拉 菲律宾 マニラ フィリピン
    | Asia/Kolkata 印度 印度标准 新德里 德里 孟买 インド インド標準 デリー ムンバイ
    | Asia/Dubai 迪拜 阿联酋 阿布扎比 ドバイ アブダビ | Asia/Riyadh 利雅得 沙特 リヤド サウジアラビア
    | Asia/Qatar 多哈 卡塔尔 ドーハ カタール
    | Asia/Jerusalem 以色列 耶路撒冷 特拉维夫 イスラエル エルサレム テルアビブ
    | Asia/Tehran 德黑兰 伊朗 テヘラン イラン | Asia/Karachi 巴基斯坦 卡拉奇 パキスタン カラチ
    | Asia/Dhaka 达卡 孟加拉国 ダッカ バングラデシュ | Asia/Kathmandu 加德满都 尼泊尔 カトマンズ ネパール
    | Asia/Almaty 阿拉木图 アルマトイ | Asia/Tashkent 塔什干 タシケント
    | Europe/Istanbul 伊斯坦布尔 土耳其 安卡拉 イスタンブール トルコ アンカラ
    | Europe/London 伦敦 英国 ロンドン イギリス | Europe/Dublin 都柏林 爱尔兰 ダブリン アイルランド
    | Europe/Lisbon 里斯本 葡萄牙 リスボン ポルトガル
    | Europe/Madrid 马德里 西班牙 巴塞罗那 マドリード マドリッド スペイン バルセロナ
    | Europe/Paris 巴黎 法国 パリ フランス
    | Europe/Brussels 布鲁塞尔 比利时 欧洲中部 中欧 ブリュッセル ベルギー 中央ヨーロッパ 中央欧州 欧州中央
    | Europe/Amsterdam 阿姆斯特丹 荷兰 海牙 アムステルダム オランダ ハーグ
    | Europe/Berlin 柏林 德国 法兰克福 慕尼黑 汉堡 ベルリン ドイツ フランクフルト ミュンヘン ハンブルク
    | Europe/Zurich 苏黎世 瑞士 日内瓦 チューリッヒ スイス ジュネーブ ジュネーヴ
    | Europe/Vienna 维也纳 奥地利 ウィーン オーストリア | Europe/Rome 罗马 意大利 米兰 ローマ イタリア ミラノ
    | Europe/Prague 布拉格 捷克 プラハ チェコ | Europe/Warsaw 华沙 波兰 ワルシャワ ポーランド
    | Europe/Budapest 布达佩斯 匈牙利 ブダペスト ハンガリー | Europe/Athens 雅典 希腊 アテネ ギリシャ
    | Europe/Bucharest 布加勒斯特 罗马尼亚 ブカレスト ルーマニア | Europe/Sofia 索非亚 保加利亚 ソフィア ブルガリア
    | Europe/Belgrade 贝尔格莱德 塞尔维亚 ベオグラード セルビア
    | Europe/Stockholm 斯德哥尔摩 瑞典 ストックホルム スウェーデン | Europe/Oslo 奥斯陆 挪威 オスロ ノルウェー
    | Europe/Copenhagen 哥本哈根 丹麦 コペンハーゲン デンマーク
    | Europe/Helsinki 赫尔辛基 芬兰 ヘルシンキ フィンランド | Europe/Tallinn 塔林 爱沙尼亚 タリン エストニア
    | Europe/Riga 里加 拉脱维亚 リガ ラトビア | Europe/Vilnius 维尔纽斯 立陶宛 ビリニュス リトアニア
    | Europe/Kyiv 基辅 乌克兰 キーウ キエフ ウクライナ | Europe/Moscow 莫斯科 モスクワ
    | Europe/Minsk 明斯克 白俄罗斯 ミンスク ベラルーシ
    | Atlantic/Reykjavik 雷克雅未克 冰岛 レイキャビク アイスランド | Africa/Cairo 开罗 埃及 カイロ エジプト
    | Africa/Nairobi 内罗毕 肯尼亚 ナイロビ ケニア | Africa/Lagos 拉各斯 尼日利亚 ラゴス ナイジェリア
    | Africa/Addis_Ababa 亚的斯亚贝巴 埃塞俄比亚 アディスアベバ エチオピア
    | Africa/Johannesburg 约翰内斯堡 开普敦 南非 ヨハネスブルク ケープタウン 南アフリカ
    | Africa/Casablanca 卡萨布兰卡 摩洛哥 カサブランカ モロッコ | Africa/Algiers 阿尔及尔 アルジェ
    | America/New_York 纽约 华盛顿 波士顿 迈阿密 美东 美国东部 东部 ニューヨーク ワシントン ボストン 米国東部 米東部
      アメリカ東部 東部
    | America/Chicago 芝加哥 休斯敦 达拉斯 美国中部 シカゴ ヒューストン ダラス 米国中部 米中部 アメリカ中部
    | America/Denver 丹佛 美国山区 美国山地 デンバー 米国山岳部 米国山岳 山岳部
    | America/Los_Angeles 洛杉矶 旧金山 西雅图 拉斯维加斯 加州 加利福尼亚 硅谷 太平洋 美西 美国西部 美国太平洋
    ロサンゼルス サンフランシスコ シアトル ラスベガス カリフォルニア 米国太平洋 米太平洋 アメリカ太平洋 米国西部
      米西部
    | Pacific/Honolulu 夏威夷 檀香山 ハワイ ホノルル | America/Anchorage 阿拉斯加 アラスカ
    | America/Toronto 多伦多 渥太华 蒙特利尔 トロント オタワ モントリオール | America/Vancouver 温哥华 バンクーバー
    | America/Mexico_City 墨西哥城 メキシコシティ
    | America/Sao_Paulo 圣保罗 里约热内卢 里约 巴西利亚 サンパウロ リオデジャネイロ
    | America/Argentina/Buenos_Aires 布宜诺斯艾利斯 阿根廷 ブエノスアイレス アルゼンチン
    | America/Los_Angeles+America/Santiago 圣地亚哥 | America/Santiago 智利 サンティアゴ チリ
    | America/Bogota 波哥大 哥伦比亚 ボゴタ コロンビア | America/Lima 利马 秘鲁 リマ ペルー
    | Australia/Sydney 悉尼 堪培拉 シドニー キャンベラ | Australia/Melbourne 墨尔本 メルボルン
    | Australia/Brisbane 布里斯班 ブリスベン | Australia/Perth 珀斯 パース | Australia/Adelaide 阿德莱德 アデレード
    | Pacific/Auckland 新西兰 惠灵顿 ニュージーランド ウェリントン
    | America/Los_Angeles+Pacific/Auckland 奥克兰 オークランド
    | UTC 世界标准 格林尼治 格林尼治标准 格林威治 协调世界 グリニッジ 世界標準 | US 美国 米国 アメリカ
    | AU 澳大利亚 澳洲 オーストラリア 豪州 | CA 加拿大 カナダ | BR 巴西 ブラジル | RU 俄罗斯 ロシア
    | MX 墨西哥 メキシコ | ID 印度尼西亚 印尼 インドネシア | KZ 哈萨克斯坦 カザフスタン | MN 蒙古 モンゴル
"""
_ROWS = [row.split() for row in _TABLE.split("|")]
NAMES = {name: zone for zone, *names in _ROWS for name in names}
_CODE = 2
_LONGEST = max(map(len, NAMES))
_IN_SUMMER = {"夏令": 1, "夏": 1, "标准": 0, "標準": 0, "冬": 0}
_IS_ONE = ("市", "州", "省")
_THERE = ("当地", "现地", "現地")


@cache
def spoken(name: str) -> SpokenZone | None:
    """The zone of the place that is called `name`."""
    found = NAMES.get(name)
    if found is None:
        return None
    if len(found) == _CODE:
        return places.of_country(found, name)
    *others, zone = found.split("+")
    return SpokenZone(zone, None, tuple(others), name)


def at_the_end(words: str) -> tuple[SpokenZone, int] | None:
    """The zone of the place whose name `words` end with, and how long that is; 美国东部夏令 insists on its offset."""
    there = next((there for there in _THERE if words.endswith(there)), "")
    words = words.removesuffix(there)
    if not _name_at_the_end(words):  # 上海市时间
        there, words = (words[-1:] + there, words[:-1]) if words.endswith(_IS_ONE) else (there, words)
    if found := _name_at_the_end(words):
        outer = _name_at_the_end(words[: -found[1]])  # 澳洲悉尼时间, 米国东部时间
        return found[0], (outer[1] if outer else 0) + found[1] + len(there)
    for season, place in _IN_SUMMER.items():
        if words.endswith(season) and (found := _name_at_the_end(words.removesuffix(season))):
            zone = found[0]
            return times.insisting(zone, place, zone.place + season), found[1] + len(season)
    return None


def _name_at_the_end(words: str) -> tuple[SpokenZone, int] | None:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        if zone := spoken(words[-length:]):
            return zone, length
    return None
