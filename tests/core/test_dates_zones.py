"""The rules of zones are those of the package that is installed with us, and a place that is no zone names its own."""

from __future__ import annotations

import pytest
import tzdata

from watchtracker import dates


def test_the_rules_have_the_name_that_iana_gave_them() -> None:
    assert tzdata.IANA_VERSION == dates.ZONE_DATA


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Beijing", "Asia/Shanghai"),
        ("New York", "America/New_York"),
        ("berlin", "Europe/Berlin"),
        ("Kiritimati", "Pacific/Kiritimati"),
        ("buenos aires", "America/Buenos_Aires"),
        ("PT", "America/Los_Angeles"),
        ("Europe/Berln", "Europe/Berlin"),
    ],
)
def test_a_place_that_is_no_zone_names_the_zone_that_it_is_in(written: str, meant: str) -> None:
    with pytest.raises(dates.UnknownZoneError, match=f"did you mean '{meant}'"):
        dates.zone(written)
