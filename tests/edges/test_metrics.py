"""What Prometheus reads: in its text format to the letter, with a type and words for every metric."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator

import pytest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from tests.builders import at
from tests.serving import Site, serving
from tests.sites import a_site, save, watched
from watchtracker import __version__, dates
from watchtracker.runtime.metrics import Measures
from watchtracker.store.engine import Store
from watchtracker.watchlist.standing import FollowState, Phase

SINCE = at("2026-04-12 08:00")
_SAMPLE = re.compile(r'([a-z_]+)(\{[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*\})? -?([0-9.]+(e[-+][0-9]+)?|\+Inf)')


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    save(store, watched())
    measures = Measures()
    measures.follow(lambda: FollowState(Phase.REFUSED, SINCE, ("a mistake",)))
    with serving(a_site(store, collectors=measures.collectors)) as site:
        yield site


def metrics(site: Site) -> dict[str, Metric]:
    return {family.name: family for family in text_string_to_metric_families(site.get("/metrics").text)}


def values(family: Metric) -> dict[tuple[str, ...], float]:
    return {tuple(sample.labels.values()): sample.value for sample in family.samples}


def test_every_metric_is_ours_and_has_words_and_a_type(site: Site) -> None:
    answer = site.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.text.endswith("\n")
    for family in metrics(site).values():
        assert family.name.startswith("watchtracker_")
        assert family.documentation
        assert family.type in {"counter", "gauge", "histogram"}


def test_every_line_is_of_the_text_format_and_each_metric_stands_together(site: Site) -> None:
    begun: list[str] = []
    for line in site.get("/metrics").text.splitlines():
        if line.startswith("# HELP "):
            begun.append(line.split(" ", 3)[2])
        elif line.startswith("# TYPE "):
            assert line.split(" ", 3)[2] == begun[-1]
        else:
            found = _SAMPLE.fullmatch(line)
            assert found, line
            assert found[1].startswith(begun[-1]), line
    assert len(begun) == len(set(begun))


def test_no_sample_comes_twice(site: Site) -> None:
    samples = [line.rpartition(" ")[0] for line in site.get("/metrics").text.splitlines() if line[:1] != "#"]
    assert len(samples) == len(set(samples))


def test_they_tell_which_versions_answer(site: Site) -> None:
    (sample,) = metrics(site)["watchtracker_build_info"].samples
    assert sample.labels == {
        "version": __version__,
        "python": platform.python_version(),
        "tzdata": dates.ZONE_DATA,
    }
    assert sample.value == 1


def test_they_tell_how_the_watch_list_stands_and_since_when(site: Site) -> None:
    found = metrics(site)
    standing = {("applied",): 0.0, ("waiting",): 0.0, ("refused",): 1.0}
    assert values(found["watchtracker_watchlist"]) == standing
    assert values(found["watchtracker_watchlist_since_seconds"]) == {(): SINCE.timestamp()}
