from datetime import date

import pytest

from watchtracker.dates import DateWindow, display, read, zone
from watchtracker.dates.japanese.tokens import SHAPES, TABLE
from watchtracker.dates.languages import Language, language
from watchtracker.dates.parse import words
from watchtracker.errors import DateRefusedError

SAID_ON = date(2026, 4, 10)
TOKYO = zone("Asia/Tokyo")


def window(text: str) -> DateWindow:
    return read(text, said_on=SAID_ON, zone=TOKYO)


def shown(text: str) -> str:
    return display(window(text))


def test_each_japanese_shape_is_what_its_example_is_taken_for() -> None:
    found = {example: SHAPES.expression.match(example) for example, _, _ in TABLE}
    expected = {example: f"shape_{number}" for number, (example, _, _) in enumerate(TABLE)}
    assert expected == {example: match and match.lastgroup for example, match in found.items()}


@pytest.mark.parametrize(
    "text",
    [
        "令和8年6月30日",
        "令和八年六月三十日",
        "２０２６年６月３０日",
        "2026(令和8)年6月30日",
        "令和8年(2026年)6月30日(火)",
        "R8.6.30が期限",
        "2026年6月末日です",
        "2026/6/30〆切",
    ],
)
def test_a_day_is_the_same_however_its_year_and_numbers_are_written(text: str) -> None:
    assert shown(text) == "30 Jun 2026"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平成31年4月30日に公開された", "30 Apr 2019"),
        ("令和元年5月1日に公開された", "1 May 2019"),
        ("昭和64年1月7日まで", "7 Jan 1989"),
    ],
)
def test_an_era_counts_from_its_first_year(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", ["平成32年4月1日に公開", "令和8年(2027年)6月30日まで"])
def test_an_era_that_was_over_or_names_another_year_is_refused(text: str) -> None:
    with pytest.raises(DateRefusedError):
        window(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年度に公開", "Apr 2026 to Mar 2027"),
        ("今年度末までに", "by 31 Mar 2027"),
        ("来年度上半期に開始", "Apr to Sep 2027"),
        ("2026年度第4四半期", "Q1 2027"),
        ("2026年第4四半期", "Q4 2026"),
        ("2026年度下期", "Oct 2026 to Mar 2027"),
        ("2027年3月期第1四半期", "Q2 2026"),
    ],
)
def test_a_fiscal_year_runs_from_april_and_a_calendar_quarter_from_january(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6月30日まで", "30 Jun 2026"),
        ("6月30日までに", "by 30 Jun 2026"),
        ("6月30日以前", "by 30 Jun 2026"),
        ("6月30日より前", "by 29 Jun 2026"),
        ("6月30日以降", "not before 30 Jun 2026"),
        ("6月30日から", "not before 30 Jun 2026"),
        ("6月30日から施行", "30 Jun 2026"),
        ("10月から順次配信", "not before 1 Oct 2026"),
        ("遅くとも10月には", "by 31 Oct 2026"),
        ("早ければ10月にも", "not before 1 Oct 2026"),
        ("6月末締切です", "30 Jun 2026"),
        ("10月末を目途に", "late Oct 2026"),
    ],
)
def test_the_word_behind_a_date_says_which_end_is_known(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("当初5月6日の発売を予定していましたが、5月20日に延期しました", "20 May 2026"),
        ("5月6日から13日に延期", "13 May 2026"),
        ("変更前:5月6日 変更後:5月20日まで", "20 May 2026"),
        ("5月6日の発売を延期します", "no date"),
        ("5月から8月にずれ込む見通し", "Aug 2026"),
        ("5月6日から延期していた発売日を5月20日に決定", "20 May 2026"),
        ("5月20日に延期となっていましたが、6月3日に再延期します", "3 Jun 2026"),
        ("5月6日の会議は中止し、5月20日に改めて開催", "20 May 2026"),
        ("5月6日と発表していましたが、正しくは5月8日でした", "8 May 2026"),
        ("5月6日の発売は延期されません", "6 May 2026"),
        ("予定を1週間早め、5月6日に公開", "6 May 2026"),
        ("5月6日の予定は変更となりました", "no date"),
        ("5月6日→未定に変更", "no date"),
        ("5月6日に開催予定だったイベントは延期となった", "no date"),
    ],
)
def test_a_moved_date_is_the_new_one_and_without_one_there_is_none(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("5月公開を断念", "does not stand"),
        ("5月に公開されるとは限らない", "when it is not"),
        ("6月30日 (Wed) に公開", "is a Tuesday"),
        ("5月6日の説明会は中止となりました", "does not stand"),
        ("6月30日(水)まで", "is a Tuesday"),
        ("毎週火曜日に更新", "again and again"),
        ("10営業日以内に公開", "working days"),
        ("海の日に公開", "other days each year"),
        ("2026年上期に発売", "begins where its company says"),
        ("6月30日深夜に公開", "midnight"),
        ("ゴッサム時間6月30日17時に公開", "ゴッサム時間"),
        ("6月1日、2日に開催", "2日"),
        ("6月30日には公開しません", "when it is not"),
        ("6月30日に発売、または 31", "31"),
    ],
)
def test_what_could_be_misread_is_refused_with_the_piece_named(text: str, reason: str) -> None:
    with pytest.raises(DateRefusedError, match=reason):
        window(text)


@pytest.mark.parametrize(
    "text",
    [
        "公開日は未定です",
        "近日公開",
        "順次拡大予定",
        "公布の日から起算して6か月を超えない範囲内で施行",
        "発売から2週間後",
    ],
)
def test_a_promise_that_has_no_date_is_undated(text: str) -> None:
    assert shown(text) == "no date"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026년 5월 6일 출시", "Korean"),
        ("выйдет 6 мая 2026 года", "Cyrillic"),
        ("6 Μαΐου 2026", "Greek"),
        ("๖ พฤษภาคม 2026", "Thai"),
    ],
)
def test_another_language_is_refused_by_its_name(text: str, language: str) -> None:
    with pytest.raises(DateRefusedError, match=language):
        window(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5月6日发布", Language.CHINESE), ("5月6日まで", Language.JAPANESE), ("令和8年5月6日", Language.JAPANESE)],
)
def test_kana_and_words_that_only_japanese_has_make_a_text_japanese(text: str, expected: Language) -> None:
    assert language(text) is expected


def test_what_was_so_on_a_day_is_no_claim_of_that_day() -> None:
    assert shown("4月10日現在、開催日は未定です") == "no date"
    assert shown("4月30日時点で120社が参加、7月1日に開始") == "1 Jul 2026"


def test_the_formula_of_laws_for_months_names_no_month() -> None:
    assert shown("公布の日から起算して1年6月を超えない範囲内において政令で定める日に施行") == "no date"


def test_two_times_are_no_offset_and_an_offset_is_no_time() -> None:
    assert shown("6月30日18:00+02に公開") == shown("6月30日16:00(UTC)に公開") == "30 Jun 2026, 16:00 UTC"
    with pytest.raises(DateRefusedError, match="two times"):
        window("6月30日10:00-12:00に開催")


def test_a_place_that_is_not_known_has_no_time_and_hours_of_something_are_no_place() -> None:
    assert shown("受付時間6月30日17時まで") == shown("6月30日17時まで")
    with pytest.raises(DateRefusedError, match="no zone"):
        window("6月30日ゴッサム標準時17時に公開")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("応募は令和八年六月三十日\uff08火\uff09までに、窓口へ", ("令和八年六月三十日\uff08火\uff09までに",)),
        ("当初5月6日としていたが、5月20日に延期", ("5月20日",)),
        ("発表は5月6日 午後5時です", ("5月6日", "午後5時")),
    ],
)
def test_the_words_that_a_reading_stands_on_are_those_of_the_text(text: str, said: tuple[str, ...]) -> None:
    assert "".join(said) == "".join(words(text, said_on=SAID_ON)).replace(" ", "")


def test_a_circled_number_begins_a_list_and_no_month() -> None:
    assert shown("\u24606月30日まで") == "30 Jun 2026"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("同社は9日、新工場を2028年度に稼働させると発表した", "Apr 2028 to Mar 2029"),
        ("4月9日に発表した新製品は6月に発売する", "Jun 2026"),
        ("4月9日付の通知によると、7月1日から適用される", "1 Jul 2026"),
        ("昨日の取締役会で7月1日の施行を決議しました", "1 Jul 2026"),
        ("先月の理事会で7月開催が決まった", "Jul 2026"),
    ],
)
def test_the_day_of_the_saying_is_not_the_event_s(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("明日(11日)に公開", "11 Apr 2026"), ("6月30日の翌日", "1 Jul 2026"), ("6月30日の前日までに", "by 29 Jun 2026")],
)
def test_days_are_counted_from_a_day_and_said_again_by_their_number(text: str, expected: str) -> None:
    assert shown(text) == expected
    with pytest.raises(DateRefusedError, match="not day 12"):
        window("明日(12日)に公開")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年秋から冬にかけて", "Sep 2026 to Feb 2027"),
        ("2026年度第1四半期\u301c第3四半期", "Apr to Dec 2026"),
        ("2026\u301c2028年に実施", "2026 to 2028"),
        ("10月\u301c12月期に発売", "Q4 2026"),
        ("2026年10月から翌年3月まで", "Oct 2026 to Mar 2027"),
        ("令和8年5月6日から同月30日までの間", "6 to 30 May 2026"),
    ],
)
def test_the_second_half_of_a_range_is_in_the_year_of_the_first(text: str, expected: str) -> None:
    assert shown(text) == expected
