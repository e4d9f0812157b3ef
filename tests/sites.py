"""A whole site for the tests of the web: the application over a store, with settings and a clock of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from prometheus_client.registry import Collector
from starlette.types import ASGIApp

from tests.builders import OFFICIAL, an_item, at, deepseek, said
from watchtracker.items import Item, Kind
from watchtracker.settings import Settings, SlackSettings
from watchtracker.store.engine import Store
from watchtracker.subscriptions import Feed
from watchtracker.web import Access, application
from watchtracker.web.slack import Interactions

NOW = at("2026-04-12 08:30")
POLICY = Feed("policy", "AI policy dates", ("policy",))
SETTINGS = Settings(
    path=None,
    watchlist=Path("watchlist.toml"),
    database="",
    zone="UTC",
    public_url="https://watch.example",
    access_token="",
    public=False,
    fallback_channel="console",
    lease_seconds=60,
    slack=SlackSettings("https://slack.example/api/"),
    channels=(),
    feeds=(POLICY,),
    remind={},
)


def watched() -> list[Item]:
    """Four items of the shipped list, as they were stored on one day."""
    items = [
        deepseek(tags=("models", "chips"), owner="@mei", notes="The first one on <domestic> chips."),
        an_item(said("coming soon", "2026-04-10", "China AI Weekly"), item_id="weights", tags=("models",)),
        an_item(
            said("until May 6", "2026-04-03", "CAC", OFFICIAL, url="https://gazette.example/1"),
            item_id="consultation",
            kind=Kind.DEADLINE,
            tags=("policy",),
        ),
        an_item(said("July 15", "2026-04-10", "CAC"), item_id="measures", kind=Kind.EVENT, tags=("policy",)),
    ]
    return [replace(item, revision=1, revised_at=at("2026-04-11 10:00")) for item in items]


def save(store: Store, items: Iterable[Item]) -> None:
    with store.writing() as tx:
        tx.items.save(list(items))


def a_site(
    store: Store,
    settings: Settings = SETTINGS,
    *,
    host: str = "127.0.0.1",
    now: Callable[[], datetime] = lambda: NOW,
    beating: Callable[[], bool] = lambda: True,
    doubted: Callable[[], bool] = lambda: False,
    interactions: Interactions | None = None,
    local: str = "page",
    wrote: Callable[[], None] = lambda: None,
    collectors: Iterable[Collector] = (),
) -> ASGIApp:
    access = Access.of(
        host=host, public_url=settings.public_url, access_token=settings.access_token, public=settings.public
    )
    return application(
        store=store,
        settings=settings,
        access=access,
        now=now,
        beating=beating,
        doubted=doubted,
        interactions=interactions,
        local=local,
        wrote=wrote,
        collectors=collectors,
    )
