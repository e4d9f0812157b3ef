"""Writing by the API: what each address does, what it refuses, who may, in one transaction; on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.builders import at
from tests.serving import Answer, Site, serving
from tests.sites import NOW, SETTINGS, a_site, save, watched
from watchtracker.items import Item, Origin
from watchtracker.notifications import Channel
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.store.tokens import hash_of, new_secret
from watchtracker.subscriptions import FeedToken
from watchtracker.targets import CONSOLE

TOKEN = "a long access token"
CHANNELS = (Channel(name=CONSOLE, zone="UTC"),)
OPEN = replace(SETTINGS, channels=CHANNELS, remind=DEFAULT_LEADS)
GUARDED = replace(OPEN, access_token=TOKEN, public_url="http://watch.example")
GRANTS = {
    "id": "grants-call",
    "title": "Grants call",
    "kind": "deadline",
    "when": "by 30 June 2026",
    "source": "Funding agency",
    "url": "https://agency.example/call",
    "tags": ["money"],
}
CLAIM = {"when": "on May 12", "source": "DeepSeek", "standing": "official"}


@dataclass
class Program:
    site: Site
    headers: Mapping[str, str]

    def send(self, method: str, path: str, value: Any = None, **headers: str) -> Answer:
        body = None if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
        sent = {"Content-Type": "application/json", **self.headers, **headers}
        return self.site.ask(method, path, sent, body)

    def post(self, path: str, value: Any = None, **headers: str) -> Answer:
        return self.send("POST", path, value, **headers)


class Clock:
    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def program(store: Store, clock: Clock) -> Iterator[Program]:
    save(store, watched())
    with serving(a_site(store, OPEN, local="mei", now=clock)) as site:
        yield Program(site, {})


@pytest.fixture
def guarded(store: Store) -> Iterator[Site]:
    save(store, watched())
    with serving(a_site(store, GUARDED)) as site:
        yield site


def given(store: Store, token: FeedToken) -> str:
    secret = new_secret()
    with store.writing() as tx:
        assert tx.tokens.add(token, hash_of(secret))
    return secret


def the_item(store: Store, item_id: str = "deepseek-v4") -> Item:
    with store.reading() as tx:
        item = tx.items.get(item_id)
    assert item
    return item


def everything(store: Store) -> list[Any]:
    with store.reading() as tx:
        tables = ("items", "claims", "rechecks", "notifications", "answers", "given_answers", "names", "closings")
        return [tx.connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2").all() for name in tables]


def read(answer: Answer) -> Any:
    return json.loads(answer.body)


def problems(answer: Answer) -> dict[str | None, str]:
    assert answer.status == 400, answer
    return {problem["field"]: problem["message"] for problem in read(answer)["problems"]}


def test_a_new_item_is_201_with_its_claim_under_the_name_of_who_sent_it(program: Program) -> None:
    answer = program.post("/api/items", GRANTS)
    shown = read(answer)
    assert (answer.status, answer.headers["content-type"]) == (201, "application/json")
    assert (shown["id"], shown["tags"], shown["window"]["text"]) == ("grants-call", ["money"], "by 30 Jun 2026")
    (claim,) = shown["claims"]
    assert claim["id"] == shown["claim_id"]
    assert (claim["by"], claim["origin"], claim["said_on"]) == ("mei", "api", "2026-04-12")
    assert (claim["url"], shown["url"]) == ("https://agency.example/call", None)
    again = read(program.site.get("/api/items/grants-call"))
    assert {**again, "claim_id": shown["claim_id"]} == shown


def test_a_new_item_may_bring_its_history_and_how_it_ended(store: Store, program: Program) -> None:
    long: dict[str, Any] = {name: value for name, value in GRANTS.items() if name not in {"when", "source"}}
    long["claims"] = [
        {"when": "in May", "source": "A blog", "said_on": "2026-02-01", "standing": "rumour"},
        {"when": "by 30 June 2026", "source": "Agency", "said_on": "2026-03-01", "standing": "official"},
    ]
    long["outcome"] = {"result": "cancelled", "on": "2026-04-10", "source": "Agency"}
    shown = read(program.post("/api/items", long))
    assert [claim["when"] for claim in shown["claims"]] == ["in May", "by 30 June 2026"]
    assert shown["claim_id"] == shown["claims"][1]["id"]
    assert (shown["url"], shown["outcome"]["result"], shown["state"]) == (GRANTS["url"], "cancelled", "cancelled")
    assert the_item(store, "grants-call").outcome


def test_a_claim_moves_the_date_and_plans_what_is_owed(store: Store, program: Program) -> None:
    answer = program.post("/api/items/deepseek-v4/claims", {**CLAIM, "quote": "It comes on May 12."})
    shown = read(answer)
    assert (answer.status, shown["window"]["text"]) == (201, "12 May 2026")
    claim = the_item(store).claims[-1]
    assert (claim.id, claim.by, claim.origin, claim.said.quote) == (
        *(shown["claim_id"], "mei", Origin.API),
        "It comes on May 12.",
    )
    assert shown["notifications"]
    again = program.post("/api/items/deepseek-v4/claims", CLAIM | {"quote": "It comes on May 12."})
    assert (again.status, read(again)["claim_id"]) == (200, shown["claim_id"])


def test_a_recheck_says_who_looked(store: Store, program: Program) -> None:
    bodies: list[Any] = [None, {}]
    for body in bodies:
        answer = program.post("/api/items/deepseek-v4/recheck", body)
        assert (answer.status, read(answer)["rechecked_by"], read(answer)["rechecked_on"]) == (200, "mei", "2026-04-12")
    assert [recheck.origin for recheck in the_item(store).rechecks] == [Origin.API]


def test_an_outcome_is_recorded_and_taken_back(store: Store, program: Program) -> None:
    path = "/api/items/deepseek-v4/outcome"
    ended = program.post(path, {"result": "happened", "source": "DeepSeek"})
    assert (ended.status, read(ended)["outcome"]["on"]) == (200, "2026-04-12")
    outcome = the_item(store).outcome
    assert outcome
    assert outcome.by == "mei"
    refused = program.post("/api/items/deepseek-v4/claims", CLAIM)
    assert (refused.status, "reopen it first" in read(refused)["error"]) == (409, True)
    assert program.post("/api/items/deepseek-v4/recheck").status == 409
    back = program.send("DELETE", path)
    assert (back.status, read(back)["outcome"]) == (200, None)
    assert [(answer["by"], answer["what"]) for answer in read(back)["answers"]] == [("mei", "reopen")]
    assert program.send("DELETE", path).status == 409


def test_a_claim_is_taken_back_and_counts_again(store: Store, program: Program) -> None:
    identity = the_item(store).claims[-1].id
    path = f"/api/items/deepseek-v4/claims/{identity}/retract"
    taken_back = read(program.post(path))
    assert next(claim for claim in taken_back["claims"] if claim["id"] == identity)["retracted_by"] == "mei"
    assert program.post(path, {"undo": True}).status == 200
    assert not the_item(store).claims[-1].retracted
    assert program.post(path, {"undo": True}).status == 409
    assert program.post("/api/items/deepseek-v4/claims/00000000/retract").status == 404


def test_an_edit_changes_what_it_names_and_null_takes_it_out(program: Program) -> None:
    program.post("/api/items", {**GRANTS, "owner": "@mei", "remind": ["14d"]})
    path = "/api/items/grants-call"
    shown = read(program.send("PATCH", path, {"title": "Call", "tags": ["a", "b"], "zone": "Asia/Shanghai"}))
    assert (shown["title"], shown["tags"], shown["zone"], shown["owner"]) == (
        "Call",
        ["a", "b"],
        "Asia/Shanghai",
        "@mei",
    )
    shown = read(program.send("PATCH", path, {"owner": None, "remind": None}))
    assert (shown["owner"], shown["remind"], shown["title"]) == (None, None, "Call")
    assert "nothing is edited" in problems(program.send("PATCH", path, {}))[None]
    assert problems(program.send("PATCH", path, {"title": None})) == {"title": "it must be text"}


def test_what_is_removed_is_gone_for_readers_and_its_id_stays_taken(store: Store, program: Program) -> None:
    program.post("/api/items", GRANTS)
    answer = program.send("DELETE", "/api/items/grants-call")
    assert (answer.status, read(answer)["id"]) == (200, "grants-call")
    assert the_item(store, "grants-call").taken_out_by == "mei"
    assert program.site.get("/api/items/grants-call").status == 404
    assert program.send("DELETE", "/api/items/grants-call").status == 404
    assert "an id is for life" in read(program.post("/api/items", GRANTS))["error"]


def test_what_the_state_forbids_is_409_and_what_is_not_there_404(program: Program) -> None:
    assert program.post("/api/items", {**GRANTS, "id": "weights"}).status == 409
    missing = program.post("/api/items/deepsek-v4/claims", CLAIM)
    assert (missing.status, "did you mean deepseek-v4?" in read(missing)["error"]) == (404, True)


def test_each_field_is_refused_by_its_name_with_a_sentence(program: Program) -> None:
    refused = problems(program.post("/api/items", {"id": "A b", "kind": "dealine", "titel": "x", "tags": "no"}))
    assert set(refused) == {"id", "kind", "titel", "tags", "title", "when", "source"}
    assert refused["id"].endswith('write "a-b"')
    assert 'did you mean "deadline"?' in refused["kind"]
    assert "did you mean title?" in refused["titel"]
    nested = {"id": "x", "title": "X", "kind": "event", "claims": [CLAIM, {"when": "soonish maybe", "sorce": "x"}]}
    assert set(problems(program.post("/api/items", nested))) == {"claims.1.source", "claims.1.sorce"}
    both = {**GRANTS, "claims": [CLAIM]}
    assert set(problems(program.post("/api/items", both))) == {"when", "source"}
    bare = {"id": "x", "title": "X", "kind": "event"}
    assert set(problems(program.post("/api/items", bare))) == {"when", "source"}


def test_the_words_of_a_date_are_refused_together_with_all_else(program: Program) -> None:
    refused = problems(program.post("/api/items", {**GRANTS, "when": "35 March", "zone": "Shanghai", "url": "foo"}))
    assert set(refused) == {"when", "zone", "url"}
    assert "the month has 31 days" in refused["when"]
    sent = {"when": "35 March", "source": "", "said_on": "2026-04-20"}
    refused = problems(program.post("/api/items/deepseek-v4/claims", sent))
    assert set(refused) == {"source", "said_on"}
    del sent["said_on"]
    assert set(problems(program.post("/api/items/deepseek-v4/claims", sent))) == {"source", "when"}
    nested = {"id": "A b", "title": "X", "kind": "event", "claims": [CLAIM]}
    assert set(problems(program.post("/api/items", nested))) == {"id"}


def test_what_the_reader_of_dates_says_comes_through_unchanged(program: Program) -> None:
    from watchtracker import dates  # noqa: PLC0415 - for this sentence
    from watchtracker.errors import DateRefusedError  # noqa: PLC0415

    with pytest.raises(DateRefusedError) as refused:
        dates.read("03/04/2026", said_on=NOW.date(), zone=dates.zone("UTC"))
    answer = program.post("/api/items/deepseek-v4/claims", {"when": "03/04/2026", "source": "Weekly"})
    assert problems(answer) == {"when": str(refused.value)}
    item = {**GRANTS, "when": "03/04/2026"}
    assert problems(program.post("/api/items", item)) == {"when": str(refused.value)}


def test_a_day_that_has_not_begun_is_refused(program: Program) -> None:
    path = "/api/items/deepseek-v4"
    assert (
        "lies in the future" in problems(program.post(f"{path}/claims", {**CLAIM, "said_on": "2026-04-20"}))["said_on"]
    )
    ended = {"result": "happened", "source": "x", "on": "2026-04-20"}
    assert "lies in the future" in problems(program.post(f"{path}/outcome", ended))["on"]


ODD = {
    b'{"when": "x", "when": "y"}': "it stands twice",
    b'{"when": NaN}': "NaN is no number",
    b"[" * 30_000: "nested too deeply",
    b'{"when": "\\ud800"}': "half of a character",
    b'{"when": "\xff"}': "not UTF-8",
    b"[]": "it must be an object",
    b'{"when"': "it is no JSON at line 1",
    b'{"when": ' + b"1" * 5000 + b"}": "too many digits",
    b'{"when": 7, "source": null}': "it must be text",
}


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_odd_json_is_refused_with_a_sentence(program: Program, body: bytes) -> None:
    refused = problems(program.post("/api/items/deepseek-v4/claims", body))
    assert ODD[body] in " ".join(refused.values())


def test_a_body_of_another_kind_or_too_long_is_refused(program: Program) -> None:
    path = "/api/items/deepseek-v4/claims"
    form = program.post(path, b"when=x", Content_Type="application/x-www-form-urlencoded")
    assert (form.status, "application/json" in read(form)["error"]) == (415, True)
    assert program.post(path, CLAIM, Content_Type="application/json; charset=latin-1").status == 415
    assert program.post(path, CLAIM, Content_Type="application/json; charset=UTF-8").status == 201
    long = program.post(path, b" " * 70_000)
    assert (long.status, read(long)) == (413, {"error": "What was sent is too long: 64 KiB are the most."})
    assert long.headers["cache-control"] == "no-store"


def test_a_dry_run_answers_what_would_be_and_writes_nothing(store: Store, program: Program) -> None:
    before = everything(store)
    shown = read(program.post("/api/items/deepseek-v4/claims?dry_run=1", CLAIM))
    assert (shown["dry_run"], shown["window"]["text"]) == (True, "12 May 2026")
    assert {notification["id"] for notification in shown["notifications"]} == {None}
    (change,) = shown["changes"]
    assert (change["item"], change["to"]["text"]) == ("deepseek-v4", "12 May 2026")
    new = read(program.post("/api/items?dry_run=true", GRANTS, Idempotency_Key="k"))
    assert (new["id"], new["changes"][0]["change"]) == ("grants-call", "added")
    assert everything(store) == before
    assert program.site.get("/api/items/grants-call").status == 404
    assert "dry_run" not in read(program.post("/api/items?dry_run=0", GRANTS))
    assert set(problems(program.post("/api/items?dryrun=1", GRANTS))) == {"dryrun"}


def test_the_same_key_is_carried_out_once_for_a_day(store: Store, program: Program, clock: Clock) -> None:
    path = "/api/items/deepseek-v4/claims"
    first = program.post(path, CLAIM, Idempotency_Key="k-1")
    program.post(path, {"when": "on April 29", "source": "Weekly"})
    before = everything(store)
    again = program.post(path, CLAIM, Idempotency_Key="k-1")
    assert (again.status, again.body) == (201, first.body)
    assert everything(store) == before
    other = program.post(path, {"when": "in May", "source": "Weekly"}, Idempotency_Key="k-1")
    assert (other.status, "take a new one" in read(other)["error"]) == (409, True)
    clock.moment = NOW + timedelta(days=1)
    assert program.post(path, {"when": "in May", "source": "Weekly"}, Idempotency_Key="k-1").status == 201


def test_a_removal_that_is_sent_again_is_answered_as_before(program: Program) -> None:
    program.post("/api/items", GRANTS)
    first, again = (program.send("DELETE", "/api/items/grants-call", Idempotency_Key="k") for _ in range(2))
    assert (first.status, again.status, first.body == again.body) == (200, 200, True)


def test_what_is_not_answered_again_is_forgotten(store: Store, program: Program) -> None:
    program.post("/api/items", GRANTS, Idempotency_Key="k")
    for later, kept in ((timedelta(hours=23), 1), (timedelta(days=1), 0)):
        with store.writing() as tx:
            tx.given_answers.forget(NOW + later)
            assert tx.connection.exec_driver_sql("SELECT count(*) FROM given_answers").scalar_one() == kept


def test_a_key_whose_request_was_refused_is_still_free(program: Program) -> None:
    path = "/api/items/deepseek-v4/claims"
    assert program.post(path, {"when": "gibberish", "source": "x"}, Idempotency_Key="k").status == 400
    assert program.post(path, CLAIM, Idempotency_Key="k").status == 201
    assert set(problems(program.post(path, CLAIM, Idempotency_Key="k" * 300))) == {"Idempotency-Key"}


def test_the_same_key_sent_at_once_is_carried_out_once(store: Store, program: Program) -> None:
    with ThreadPoolExecutor(6) as many:
        answers = list(many.map(lambda _: program.post("/api/items", GRANTS, Idempotency_Key="k"), range(6)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert len(the_item(store, "grants-call").claims) == 1


def test_what_the_watch_list_declares_is_edited_there(store: Store, program: Program) -> None:
    from watchtracker.items import Declaration  # noqa: PLC0415 - for this item

    item = the_item(store, "weights")
    with store.writing() as tx:
        tx.items.save([replace(item, declared=Declaration(item.facts, short=None), revision=2)])
    for method, value in (("PATCH", {"title": "x"}), ("DELETE", None)):
        answer = program.send(method, "/api/items/weights", value)
        assert (answer.status, "stands in the watch list" in read(answer)["error"]) == (409, True)


def test_a_page_of_another_site_writes_nothing(store: Store, program: Program) -> None:
    before = everything(store)
    for headers in ({"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Origin": "null"}):
        answer = program.post("/api/items", GRANTS, **headers)
        assert (answer.status, "another site" in read(answer)["error"]) == (403, True)
    assert everything(store) == before
    assert program.post("/api/items", GRANTS, Origin=program.site.url, Sec_Fetch_Site="same-origin").status == 201


@pytest.mark.parametrize("name", ["X_Forwarded_For", "Forwarded", "X_Forwarded_Host"])
def test_what_came_by_a_proxy_needs_a_token(store: Store, program: Program, name: str) -> None:
    answer = program.post("/api/items", GRANTS, **{name: "10.1.2.3"})
    assert (answer.status, "set access_token" in read(answer)["error"]) == (403, True)
    secret = given(store, FeedToken.that_writes("scout", NOW))
    answer = program.post("/api/items", GRANTS, Authorization=f"Bearer {secret}", **{name: "10.1.2.3"})
    assert read(answer)["claims"][0]["by"] == "scout"


def test_with_an_access_token_a_token_that_may_write_writes_alone(store: Store, guarded: Site) -> None:
    program = Program(guarded, {})
    writes, reads = given(store, FeedToken.that_writes("scout", NOW)), given(store, FeedToken("mei", "all", NOW))
    before = everything(store)
    statuses = {}
    for name, secret in (("none", ""), ("access", TOKEN), ("feed", reads), ("made up", "x" * 43)):
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        statuses[name] = program.post("/api/items", GRANTS, **headers).status
    assert statuses == {"none": 401, "access": 403, "feed": 401, "made up": 401}
    assert everything(store) == before
    answer = program.post("/api/items", GRANTS, Authorization=f"Bearer {writes}")
    assert (answer.status, read(answer)["claims"][0]["by"]) == (201, "scout")
    with store.writing() as tx:
        tx.tokens.revoke("scout", at("2026-04-12 09:00"))
    assert program.send("DELETE", "/api/items/grants-call", Authorization=f"Bearer {writes}").status == 401


def test_where_all_may_read_writing_needs_a_token(store: Store) -> None:
    save(store, watched())
    secret = given(store, FeedToken.that_writes("scout", NOW))
    with serving(a_site(store, replace(OPEN, public=True), host="0.0.0.0")) as site:
        program = Program(site, {})
        assert site.get("/api/items").status == 200
        assert program.post("/api/items", GRANTS).status == 401
        assert program.post("/api/items", GRANTS, Authorization=f"Bearer {secret}").status == 201


def test_who_sends_is_woken_by_what_was_recorded_and_by_nothing_else(store: Store) -> None:
    woken: list[str] = []
    save(store, watched())
    with serving(a_site(store, OPEN, local="mei", wrote=lambda: woken.append("now"))) as site:
        program = Program(site, {})
        assert program.send("GET", "/api/items").status == 200
        assert program.post("/api/items/deepseek-v4/claims", {}).status == 400
        assert woken == []
        assert program.post("/api/items/deepseek-v4/claims", CLAIM).status == 201
    assert woken == ["now"]
