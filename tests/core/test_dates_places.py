"""A time in words of a place is that of its zone, and one in words of no place is refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.dates import UnknownZoneError, read, zone
from watchtracker.dates.han.places import NAMES, spoken
from watchtracker.dates.places import nearest_zone, only_zone, regions, spelling
from watchtracker.dates.zone_names import SEVERAL_PLACES
from watchtracker.errors import DateRefusedError

SAID_ON = date(2026, 4, 10)
ZONE_DATA = files("tzdata").joinpath("zoneinfo", "zone1970.tab").read_text(encoding="utf-8")
ZONES = [row.split("\t")[2] for row in ZONE_DATA.splitlines() if not row.startswith("#")]


def city_of(name: str) -> str:
    return name.rpartition("/")[2].replace("_", " ")


ALONE = [name for name in ZONES if city_of(name).lower() not in SEVERAL_PLACES]


KANA = re.compile("[ァ-ヺ]")


def asks_which(name: str) -> bool:
    """Whether a name is that of several zones."""
    found = spoken(name)
    return found is None or bool(found.also)


def moment(text: str, item_zone: str = "UTC") -> datetime | None:
    return read(text, said_on=SAID_ON, zone=zone(item_zone)).instant


def at(wall: str, named: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=zone(named)).astimezone(UTC)


@given(st.sampled_from(ALONE), st.sampled_from(["UTC", "Asia/Tokyo", "America/Los_Angeles"]))
def test_the_time_of_each_city_of_the_zone_data_is_that_of_its_zone(name: str, item_zone: str) -> None:
    city = city_of(name)
    for text in (
        f"17:00 {city} time on 6 May 2026",
        f"6 May 2026 at 17:00 {name}",
        f"17:00 {city.lower()} time, 6 May",
    ):
        assert moment(text, item_zone) == at("2026-05-06 17:00", name)


@given(st.sampled_from([name for name in NAMES if not asks_which(name)]))
def test_the_time_of_each_chinese_and_japanese_name_is_that_of_its_zone(name: str) -> None:
    text = f"5月6日17時({name}時間)に公開" if KANA.search(name) else f"5月6日17点({name}时间)"
    found = spoken(name)
    assert found is not None
    assert moment(text, "Asia/Kathmandu") == at("2026-05-06 17:00", found.name)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("6 May 2026, 17:00 Lisbon time", "Europe/Lisbon"),
        ("17:00 on 6 May 2026, Lisbon time", "Europe/Lisbon"),
        ("6 May 2026 at 17:00 (Lisbon local time)", "Europe/Lisbon"),
        ("Lisbon time 17:00 on 6 May 2026", "Europe/Lisbon"),
        ("6 May 2026, 17:00 São Paulo time", "America/Sao_Paulo"),
        ("6 May 2026, 17:00 Swiss time", "Europe/Zurich"),
        ("6 May 2026, 17:00 Polish time", "Europe/Warsaw"),
        ("6 May 2026, 17:00 Côte d'Ivoire time", "Africa/Abidjan"),
        ("6 May 2026, 17:00 Spanish time", "Europe/Madrid"),
        ("6 May 2026, 5pm Paris", "Europe/Paris"),
        ("5pm (Paris) on 6 May 2026", "Europe/Paris"),
        ("9am Denver / 5pm Paris on 6 May 2026", "Europe/Paris"),
        ("17:00 local time in Helsinki on 6 May 2026", "Europe/Helsinki"),
        ("6 May 2026, 17:00 (time in Helsinki)", "Europe/Helsinki"),
        ("17:00 on 6 May 2026 Africa/Dar_es_Salaam", "Africa/Dar_es_Salaam"),
        ("17:00 on 6 May 2026, anytime on Earth", "AoE"),
        ("6 May 2026, 17:00 Korea Standard Time", "Asia/Seoul"),
        ("6 May 2026, 17:00 British Summer Time", "Europe/London"),
        ("6 May 2026, 17:00 West Coast time", "America/Los_Angeles"),
        ("6 May 2026, 17:00 Beijing time", "Asia/Shanghai"),
        ("6 May 2026, 17:00 (time zone: Helsinki)", "Europe/Helsinki"),
        ("6 May 2026, 17:00 in the Pacific time zone", "America/Los_Angeles"),
        ("里斯本时间5月6日17:00", "Europe/Lisbon"),
        ("5月6日17:00(赫尔辛基时间)", "Europe/Helsinki"),
        ("巴黎當地時間5月6日17:00", "Europe/Paris"),
        ("5月6日17:00 Lisbon时间", "Europe/Lisbon"),
        ("北京时间5月6日23:00(巴黎时间17:00)", "Europe/Paris"),
        ("5月6日17:00 (Helsinki time)", "Europe/Helsinki"),
        ("美国东部夏令时间5月6日17:00", "America/New_York"),
        ("新西兰时间5月6日下午5点", "Pacific/Auckland"),
        ("5月6日17時(リスボン時間)に公開", "Europe/Lisbon"),
        ("ハワイ標準時5月6日17時に公開", "Pacific/Honolulu"),
        ("パリ現地時間5月6日17時に公開", "Europe/Paris"),
        ("6 May 2026, 5pm local time (Nairobi)", "Africa/Nairobi"),
        ("6 May 2026, 17:00 Lisbon time (UTC+1)", "Europe/Lisbon"),
        ("6 May 2026, 17:00 Australian Eastern Standard Time", "Australia/Brisbane"),
        # What is said of a time, or who is meant, names no zone.
        ("17:00 local time of the venue on 6 May 2026", "Asia/Tokyo"),
        ("on 6 May 2026 at 17:00 for the first time in Paris", "Asia/Tokyo"),
        ("on 6 May 2026 at 17:00 Paris will host the final", "Asia/Tokyo"),
        ("on 6 May 2026 at 17:00 Paris Saint-Germain plays", "Asia/Tokyo"),
        ("Start time: 17:00 on 6 May 2026", "Asia/Tokyo"),
        ("开始时间:5月6日17:00", "Asia/Tokyo"),
        ("5月6日17:00,以系统时间为准", "Asia/Tokyo"),
        ("メンテナンス時間:5月6日17時", "Asia/Tokyo"),
    ],
)
def test_a_time_in_words_of_a_place_is_that_of_its_zone(text: str, named: str) -> None:
    assert moment(text, "Asia/Tokyo") == at("2026-05-06 17:00", named)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("10:00 Springfield time on 6 May", '"Springfield time" names a zone that is not known: name a city'),
        ("10:00 on 6 May, Gotham time", '"Gotham time" names a zone that is not known'),
        ("10:00 Helsinky time on 6 May", "did you mean Helsinki?"),
        ("10:00 local time in Gotham on 6 May", "names a zone that is not known"),
        ("14:00 on 3 June Europe/Belin", "did you mean 'Europe/Berlin'?"),
        ("6 May, 9 a.m. Australian time", '"Australian" has several times (Australia/Lord_Howe, '),
        ("6 May, 9 a.m. US time", "America/New_York, America/Chicago, America/Denver, "),
        ("6 May, 9 a.m. Georgia time", "America/New_York, Asia/Tbilisi"),
        ("5月6日17:00(哥谭市时间)", '"哥谭市时间" names a zone that is not known'),
        ("5月6日17:00哥谭时间", "as in UTC+8"),
        ("5月6日上午10点美国时间", '"美国" has several times (America/New_York, '),
        ("5月6日10:00 圣地亚哥时间", "America/Los_Angeles, America/Santiago"),
        ("5月6日17時(ゴッサム時間)に公開", "ゴッサム時間"),
        ("5月6日17時(アメリカ時間)に公開", '"アメリカ" has several times'),
        ("6 May, 17:00 Lisbon time (UTC+3)", "are two times of day"),
        ("6 May, 17:00 Springfield local time", '"Springfield local time" names a zone that is not known'),
        ("6 December, 17:00 British Summer Time", "there is no British summer time on 6 December 2026"),
    ],
)
def test_a_time_in_words_of_no_zone_or_of_several_is_refused_with_what_to_write(text: str, why: str) -> None:
    with pytest.raises(DateRefusedError) as refusal:
        read(text, said_on=SAID_ON, zone=UTC)
    assert why in str(refusal.value)


def test_each_zone_of_the_chinese_and_japanese_names_is_one_of_the_zone_data() -> None:
    found = [found for name in NAMES if (found := spoken(name))]
    assert len(found) == len(NAMES)
    assert all(zone(name) for one in found for name in (one.name, *one.also))


def test_settings_take_no_city_for_a_zone_and_say_which_zone_it_has() -> None:
    with pytest.raises(UnknownZoneError, match="there is no zone 'Lisbon': did you mean 'Europe/Lisbon'"):
        zone("Lisbon")


def test_a_zone_of_a_city_or_of_a_country_with_one_zone_is_known_and_no_other() -> None:
    assert (only_zone("lisbon"), only_zone("Japan")) == ("Europe/Lisbon", "Asia/Tokyo")
    assert only_zone("Brazil") is None
    assert only_zone("Gotham") is None


def test_a_zone_is_spelt_with_its_capitals_and_the_nearest_to_a_misspelt_one_is_named() -> None:
    assert spelling("africa/dar_es_salaam") == "Africa/Dar_es_Salaam"
    assert spelling("gotham") == "gotham"
    assert nearest_zone("Europe/Berln") == "Europe/Berlin"
    assert nearest_zone("xyzzy") is None
    assert {"europe", "africa"} <= regions()
