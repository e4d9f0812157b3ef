"""The words of Chinese announcements, as tables: what each is, and what it stands for.

They are written in simplified characters and with their numerals as digits where a unit follows; `tokens.py` makes a
text so, and finds them in it. `grammar.py` and `sentences.py` say how they go together.
"""

from __future__ import annotations

from typing import Any

from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.units import Part, Unit
from watchtracker.dates.zone_names import SHARED_NAMES, SPOKEN_ZONES, SpokenZone


def _weeks(holiday: str) -> str:
    """What the days off around a holiday are called."""
    return " ".join(holiday + days for days in ("期间", "假期", "假期期间", "长假", "长假期间", "黄金周", "黄金周期间"))


# A row: what a word is, its value, and the words.
_ROWS: tuple[tuple[Kind, Any, str], ...] = (
    (Kind.THIS_YEAR, 0, "今年 本年 本年度 当年"),
    (Kind.THIS_YEAR, 1, "明年 来年 次年 下1年"),
    (Kind.THIS_YEAR, 2, "后年"),
    (Kind.THIS_YEAR, -1, "去年"),
    (Kind.THIS_MONTH, 0, "本月 这个月 当月 本月份"),
    (Kind.THIS_MONTH, 1, "下月 下个月 次月"),
    (Kind.THIS_MONTH, 2, "下下个月 下下月"),
    (Kind.THIS_MONTH, -1, "上月 上个月"),
    (Kind.THIS_QUARTER, 0, "本季度 本季 这个季度 这1季度"),
    (Kind.THIS_QUARTER, 1, "下季度 下个季度 下1季度 下1个季度 下季"),
    (Kind.QUARTER, 1, "首季 首季度"),
    (Kind.QUARTER, 4, "末季 末季度"),
    (Kind.THIS_QUARTER, -1, "上季度 上个季度 上1季度"),
    (Kind.WEEK_OF, None, "当周 那周 那1周 所在周 所在1周 所在的1周 的1周"),
    (Kind.DAYS_AWAY, 0, "即日 今天 今日"),
    (Kind.DAYS_AWAY, 1, "明天 明日 次日 翌日"),
    (Kind.DAYS_AWAY, 2, "后天 后日"),
    (Kind.DAYS_AWAY, 3, "大后天"),
    (Kind.DAYS_AWAY, -1, "昨天 昨日"),
    (Kind.DAYS_AWAY, -2, "前天"),
    (Kind.HALF, 1, "上半年"),
    (Kind.HALF, 2, "下半年"),
    (Kind.SEASON, 3, "春季 春天 春"),
    (Kind.SEASON, 6, "夏季 夏天 夏"),
    (Kind.SEASON, 9, "秋季 秋天 秋"),
    (Kind.SEASON, 12, "冬季 冬天 冬"),
    (Kind.PART, Part.EARLY, "上旬 月上旬"),
    (Kind.PART, Part.MID, "中旬 中期 中"),
    (Kind.PART, Part.LATE, "下旬"),
    (Kind.PART, Part.BEGINNING, "初 初期 伊始"),
    (Kind.PART, Part.END, "底 末"),
    (Kind.PART, Part.FIRST_HALF, "上半月 前半"),
    (Kind.PART, Part.SECOND_HALF, "下半月 后半"),
    (Kind.PART_OF_YEAR, Part.BEGINNING, "年初"),
    (Kind.PART_OF_YEAR, Part.MID, "年中"),
    (Kind.PART_OF_YEAR, Part.END, "年底 年末 岁末"),
    (Kind.PERIOD_END, Unit.QUARTER, "季末 季度末 季底"),
    (Kind.PART_OF_MONTH, Part.BEGINNING, "月初"),
    (Kind.PART_OF_MONTH, Part.MID, "月中"),
    (Kind.PART_OF_MONTH, Part.END, "月底 月末"),
    (Kind.NAMED_DAY, (1, 1), "元旦"),
    (Kind.NAMED_DAY, (5, 1), "劳动节"),
    (Kind.NAMED_DAY, (10, 1), "国庆节 国庆"),
    (Kind.NAMED_DAY, (12, 25), "圣诞节 圣诞"),
    (Kind.HOLIDAY_WEEK, ((10, 1), (10, 7)), f"{_weeks('国庆节')} {_weeks('国庆')} 十一黄金周 十一长假"),
    (Kind.LATER, None, "晚些时候 稍晚时候 晚些 稍晚"),
    (Kind.WITHIN, None, "内 之内 以内"),
    (Kind.WITHIN_YEAR, None, "年内"),
    (Kind.TO, None, "至 到 ~ 直至 直到"),
    (Kind.RANGE, None, "- -- —"),
    (Kind.OR, None, "或 或者 或是 /"),
    (Kind.BEFORE, None, "前 之前 以前"),
    (Kind.OR_BEFORE, None, "或之前 或以前 及之前 及以前 或更早"),
    (Kind.AFTER, None, "后 之后 以后"),
    (Kind.OR_AFTER, None, "或之后 或以后 及之后 及以后 或更晚 以来"),
    (Kind.FROM, None, "自 从 由"),
    (Kind.ONWARDS, True, "起 起开始"),
    (Kind.ONWARDS, False, "开始"),
    (Kind.UNTIL, None, "截止 截至 截止至 截止到 截止日期 截止时间 截止日期为 截止时间为 截止日期是 截止于"),
    (Kind.END, None, "止 为止 截稿"),
    (Kind.BY, None, "不晚于 不迟于 不会晚于 不得晚于 不得迟于 最晚 最迟 最晚于 最迟于 最迟在 最晚在 至迟 不超过"),
    (
        Kind.NOT_BEFORE,
        None,
        "等到 等至 不早于 不会早于 不得早于 最早 最早于 最早在 最快 最快于 最快在 最早将于 最早要到 最快将于 最快要到",
    ),
    (
        Kind.NOT,
        True,
        """
        不会 不在 不是 并非 而非 而不是 不可能 不举行 不举办 不召开 不开会 不发布 不开放 不上线 不进行 不营业 不放假
        不再于 不再在 不再定于
        """,
    ),
    (Kind.NOT, False, "不再 不能 不得 不予 无法 不可"),  # what is so from that day on
    (
        Kind.ONSET,
        None,
        """
        施行 实施 生效 执行 开放 发布 上线 适用 启动 试行 开源 推出 开售 发售 开启 开幕 举行 举办 召开 停止 下线 上市
        结束 到期
        """,
    ),
    (
        Kind.MOVED,  # away from the date that was
        True,
        "推迟 延期 延后 延迟 改期 跳票 推后 后延 展期 暂缓 顺延 缓期 押后 推延 后移 搁置 无限期推迟 无限期延期",
    ),
    (
        Kind.MOVED,  # only to a date that is said
        False,
        """
        延至 推至 推到 提前 提早 改为 改至 改到 改在 改于 改成 变更至 更改为 更改至 修改为 挪到 挪至 提前至 提前到
        延长 前移 移至 移到 调整为 调整至 调整到 调至 调到 变更为
        """,
    ),
    (
        Kind.FORMERLY,
        None,
        """
        原定 原定于 原定在 原计划 原计划于 原计划在 原订 原订于 原拟 原拟于 原预定 原预定于 原预计 原预计于 原先 原本
        原来 原来的 原安排 原安排在 原安排于 原为 此前定于 此前计划 此前预计 本应 本该 最初定于 最初计划 先前定于
        先前计划
        """,
    ),
    (
        Kind.HEDGE,
        False,
        """
        按原计划 按原定计划 按原定时间 如期 正式 全面 彻底 统一 同步 自动 全部 永久 一并 含 含当日 含当天 当天 约 大约
        左右 前后 上下 大概 的 期间 日期 时间 为 是 当日 份 , : ( ) 每年一度 一年一度 遇雨顺延 雨天顺延 节假日顺延
        遇节假日顺延
        """,
    ),
    (
        Kind.CALLED_OFF,  # what was to take place
        True,
        "取消 撤回 叫停 停办 作罢 告吹 泡汤 流产 作废 不再举行 不再举办 不再召开 不再进行 不再发布 不再推出 不再上线",
    ),
    (Kind.CALLED_OFF, True, "不办了 不开了 不搞了 不做了 不上了 撤档 撤出"),
    (Kind.CALLED_OFF, False, "中止 终止 暂停 撤销"),  # or what ends then
    (Kind.NONE, None, "没有 无 未 没 未能 没能 休会 停播"),
    (
        Kind.SAYS,
        True,
        """
        宣布 表示 声称 宣称 声明 透露 公告 发文 指出 回应 证实 获悉 官宣 决定 确定 商定 约定 敲定 披露 报道 通报 确认
        发布公告 发布通知 发布声明 发布消息 公布的 公布了 决定了 宣布了 商定了 约定了 敲定了 确认了 确定了
        """,
    ),
    (Kind.SAYS, False, "称 说 讯 显示 消息"),
    (
        Kind.WILL,
        None,
        """
        将 将于 将在 拟 预计 计划 有望 会 力争 争取 定于 要 预期 目标 拟于 或将 可能 望 暂定 预定 请于 请在 须于 须在
        应于
        """,
    ),
    (Kind.PAST, None, "已 已经 已于 曾 曾于 了 于日前"),
    (Kind.HEDGE, True, "于 在"),
    (
        Kind.VAGUE,
        None,
        """
        即将 近期 待定 尽快 未定 尚未 敬请期待 不久 稍后 择期 另行通知 另行公布 很快 将来 日后 马上 未公布 有待 未来
        近日 待公布 待通知 待确认 陆续 适时 未知 不日 尽早 暂无 暂未 随后 未确定 几周 数周 数月 几个月 数日 几天 未明确
        还没有 没有确定 拭目以待 筹备中 开发中 进行中 完成后 成熟后 通过后 结束后 好就会 完就会 好了就 完了就 后就会
        后再 好就 时间待 日期待 择机 择日 留意 关注 视情况 而定 另定 看情况 最近就 最近会 最近将 近日就
        """,
    ),
    (Kind.FULL, None, "满 期满 届满"),
    (Kind.GRADUAL, None, "分批 分批次 分阶段 分步 逐步 逐渐"),
    (Kind.THEN, None, "才 方可 方能"),
    (Kind.EVENT, None, "自公布日 自发布日 自公布后 自发布后 自公告后 自签署后 自批准后 之日起 之日后 之日 当日起"),
    (Kind.MIDNIGHT, None, "午夜 半夜 子夜"),
    (Kind.OTHER, None, "发布会 峰会 大会 年会 晚会 展会 研讨会 委员会 董事会 协会 学会 联合会 会议 会后 会上 会期"),
    (Kind.TIME, (12, 0, 0, 0), "正午"),
    (Kind.ZONE, SpokenZone("UTC"), "世界协调时 协调世界时"),
    (Kind.ZONE, SpokenZone("Asia/Shanghai"), "京时"),
    (Kind.ZONE, None, "当地时间"),
    (Kind.BUSINESS, None, "工作日 交易日"),
    (Kind.LUNAR, None, "农历 阴历 旧历 正月初 腊月 大年初 正月十五 大年30"),
    (Kind.FEAST, True, "初一 初二 初三 初四 初五 初六 初七 初八 初九 初十"),
    (Kind.FEAST, False, "春节 中秋节 中秋 端午节 端午 清明节 清明 元宵节 元宵 除夕 七夕 重阳节 开斋节 复活节 感恩节"),
    (Kind.FISCAL, None, "财年 财政年度 财季"),
    *((Kind.ZONE, zone, name) for name, zone in SPOKEN_ZONES.items() if name.isascii() and name.isalpha()),
    *((Kind.MANY_ZONES, meanings, name) for name, meanings in SHARED_NAMES.items() if name.isalpha()),
)
WORDS = {name: (word, value) for word, value, names in _ROWS for name in names.split()}
# A short word that is often only the beginning of another one, and what it must not be followed by.
NOT_FOLLOWED_BY = {
    "中": "国方心文间的",
    "初": "步始次0123456789一二三四五六七八九十",
    "末": "班",
    "前": "往沿景夕端移",
    "后": "续台端者",
    "会": "议员上",
    "要": "求点",
    "到": "底期",
    "起": "草来步",
    "内": "容部测",
    "将": "军来",
    "自": "动己主然",
    "从": "事而",
    "由": "于来此",
    "至": "少今关",
    "了": "解",
    "春": "节运晚",
    "约": "定束",
    "无": "条需偿论人线法障限源锡",
    "未": "来",
    "没": "收",
    "说": "明服法话",
    "称": "号呼为",
}
