"""The page of the inbox: what it shows, what its buttons do, and whose forms it takes; on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape, unescape
from urllib.parse import urlencode

import pytest

from tests.proposed import CLOSED, DAILY, LAUNCH, LONG, TOY, WEEKLY, an_intake, proposed, said_in
from tests.serving import Answer, Site, serving
from tests.sites import NOW, SETTINGS, a_site
from watchtracker.intake.proposals import ProposalState, StoredProposal
from watchtracker.items import Item, Kind, Origin
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.web.doors.sessions import proof_of

TOKEN = "a long access token"
GUARDED = replace(SETTINGS, access_token=TOKEN, public_url="http://watch.example")
_PROOF = re.compile(r'action="[^"]*/inbox[^"]*">\s*<input type="hidden" name="proof" value="([^"]+)"')


@dataclass
class Browser:
    """A browser at `site`, with the cookies that it was given."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        answer = self.site.ask(method, path, {name: value for name, value in sent.items() if value}, body)
        name, _, rest = answer.headers.get("set-cookie", "").partition("=")
        if name:
            self.cookies[name] = rest.partition(";")[0]
        return answer

    def get(self, path: str = "/inbox") -> Answer:
        return self.ask("GET", path)

    def proof(self) -> str:
        found = _PROOF.search(self.get().text)
        assert found
        return found[1]

    def proof_of_pasting(self) -> str:
        found = re.search(r'inbox/text#paste">\s*<input type="hidden" name="proof" value="([^"]+)"', self.get().text)
        assert found
        return found[1]

    def send(self, do: str, number: int, path: str = "/inbox", **fields: str) -> Answer:
        return self.post({"proof": self.proof(), "number": str(number), "do": do, **fields}, path)

    def post(self, fields: Mapping[str, str], path: str = "/inbox", **headers: str) -> Answer:
        return self.ask("POST", path, urlencode(fields).encode(), **headers)

    def log_in(self, **fields: str) -> Answer:
        return self.post({"token": TOKEN, "next": "/inbox", **fields}, "/login")


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    with serving(a_site(store, local="mei")) as site:
        yield site


@pytest.fixture
def browser(site: Site) -> Browser:
    return Browser(site)


def the_item(store: Store, item_id: str) -> Item | None:
    with store.reading() as tx:
        return tx.items.get(item_id)


def kept(store: Store, number: int) -> StoredProposal:
    with store.reading() as tx:
        return tx.proposals.get([number])[number]


def words(answer: Answer) -> str:
    """The text of a page, without its tags, each space one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_it_says_what_waits_and_what_it_would_change(store: Store, browser: Browser) -> None:
    proposed(store, LAUNCH, TOY, CLOSED, replace(LAUNCH, source=DAILY))
    shown = browser.get()
    text = words(shown)
    assert (shown.status, shown.headers["cache-control"]) == (200, "no-store")
    assert "28 Apr 2026" in text
    assert "Deepseek-V4 28 Apr 2026 does not replace late Apr 2026: it was said before that one" in text
    assert "new item: hobby-horse-weights, release" in text
    assert "happened 10 Apr 2026" in text
    assert f"also {DAILY}" in text
    assert "You decide as mei ." in text
    assert "Inbox (3)" in words(browser.get("/"))


def test_nothing_of_a_text_is_more_than_text(store: Store, browser: Browser) -> None:
    proposed(store, TOY)
    text = browser.get().text
    assert "<script" not in text
    assert "javascript:" not in text
    assert "<mark>&lt;script&gt;" in text
    assert "Alibaba &amp; friends: <mark>" in text


def test_a_link_to_the_text_tells_nobody_where_it_was_followed(store: Store, browser: Browser) -> None:
    proposed(store, LAUNCH)
    assert '<a href="https://weekly.example/12" rel="noopener noreferrer">weekly.example</a>' in browser.get().text


def test_of_a_long_paragraph_it_shows_what_stands_around_the_quote(store: Store, browser: Browser) -> None:
    proposed(store, LONG)
    text = browser.get().text
    assert "… <mark>" in text or "… " in text
    assert "a" * 500 not in text
    assert "<mark>It is due on May 20.</mark>" in text


def test_it_says_how_things_come_here_where_nothing_waits(store: Store, browser: Browser) -> None:
    proposed(store)
    text = words(browser.get())
    assert "Nothing waits to be decided." in text
    assert "watchtracker read FILE" in text
    assert "[[source]]" in text
    assert "Inbox (" not in words(browser.get("/"))


def test_accepting_records_the_claim_and_offers_to_undo_it(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    sent = browser.send("accept", number)
    assert (sent.status, sent.headers["location"]) == (303, f"/inbox?done={number}#done")
    item = the_item(store, "deepseek-v4")
    assert item
    claim = item.claims[-1]
    assert (claim.said.when, claim.said.quote, claim.by) == ("on April 28", LAUNCH.quote, "mei")
    text = words(browser.get(f"/inbox?done={number}"))
    assert "“Deepseek-V4” was accepted by mei: recorded. deepseek-v4 Undo" in text


def test_accepting_something_new_adds_it(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, TOY)
    browser.send("accept", number)
    assert the_item(store, "hobby-horse-weights")
    text = words(browser.get(f"/inbox?done={number}"))
    assert "accepted by mei: added as a new item. hobby-horse-weights Undo" in text


def test_undoing_what_was_accepted_takes_it_back_and_asks_again(store: Store, browser: Browser) -> None:
    *numbers, _ = proposed(store, LAUNCH, TOY, CLOSED, LONG)
    for number in numbers:
        browser.send("accept", number)
    for number in numbers:
        assert browser.send("undo", number).status == 303
        assert "waits to be decided." in words(browser.get(f"/inbox?done={number}"))
        assert kept(store, number).state is ProposalState.OPEN
    launch, toy, weights = (the_item(store, each) for each in ("deepseek-v4", "hobby-horse-weights", "weights"))
    assert launch
    assert launch.claims[-1].retracted_through is Origin.PAGE
    assert toy
    assert not toy.listed
    assert weights
    assert weights.outcome is None


def test_what_another_accepted_is_undone_on_the_page_of_its_item_alone(store: Store, browser: Browser) -> None:
    number, _ = proposed(store, LAUNCH, TOY)
    an_intake(store).accept([number], NOW, by="ana")
    shown = browser.get(f"/inbox?done={number}")
    assert "accepted by ana: recorded. deepseek-v4" in words(shown)
    assert "Undo" not in words(shown)
    refused = browser.send("undo", number)
    assert refused.status == 400
    assert "Nothing that you decided about proposal" in words(refused)


def test_accepting_an_outcome_resolves_the_item(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, CLOSED)
    browser.send("accept", number)
    item = the_item(store, "weights")
    assert item
    assert item.outcome
    assert "accepted by mei: recorded. weights Undo" in words(browser.get(f"/inbox?done={number}"))


PASTED = "/inbox/text"
TEXT = "Hobby Horse 3 will be released on 22 June 2026. The weights come soon. It was announced on 3 April 2026."


def test_a_pasted_text_is_read_and_what_it_says_waits(store: Store, browser: Browser) -> None:
    fields = {
        "proof": browser.proof_of_pasting(),
        "do": "read",
        "text": TEXT,
        "source": WEEKLY,
        "said_on": "2026-04-10",
    }
    shown = browser.post(fields, PASTED)
    text = words(shown)
    assert (shown.status, "of this text wait" in text, "22 Jun 2026 Hobby Horse 3" in text) == (200, True, True)
    assert f"{WEEKLY}, 10 Apr 2026" in text
    again = words(browser.post(fields, PASTED))
    assert "Inbox (2)" in text
    assert "Inbox (2)" in again
    with store.reading() as tx:
        assert len(tx.proposals.open()) == 2


def test_a_pasted_text_may_say_its_day_itself(browser: Browser) -> None:
    text = f"{WEEKLY}\n9 April 2026\n\nHobby Horse 3 will be released next Tuesday."
    fields = {"proof": browser.proof_of_pasting(), "do": "read", "text": text, "source": WEEKLY, "said_on": ""}
    assert "14 Apr 2026 Hobby Horse 3" in words(browser.post(fields, PASTED))


@pytest.mark.parametrize(("said_on", "more"), [("", True), ("2026-04-10", False)])
def test_the_day_of_a_pasted_text_is_asked_for_only_where_none_was_given(
    browser: Browser, said_on: str, *, more: bool
) -> None:
    text = "Hobby Horse 3 will be released on 31 June 2026 or on the 45th of May 2026."
    fields = {"proof": browser.proof_of_pasting(), "do": "read", "text": text, "source": WEEKLY, "said_on": said_on}
    said = words(browser.post(fields, PASTED))
    assert ("could not be read" in said, "with the day of publication" in said) == (True, more)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"source": ""}, "Who said it: it is empty: write a text."),
        ({"text": "  "}, "There is no text"),
        ({"text": "May 6, 2026. " * 4000}, "It has 51,999 characters, and 50,000 are the most"),
        ({"said_on": "2026-05-01"}, "1 May 2026 lies in the future"),
        ({"said_on": "soon"}, "'soon' is no day"),
    ],
)
def test_a_text_that_cannot_be_read_stays_in_its_field(
    store: Store, browser: Browser, fields: dict[str, str], said: str
) -> None:
    proof = browser.proof_of_pasting()
    sent = {"proof": proof, "text": "June <5>", "source": "Weekly", "said_on": "", **fields}
    shown = browser.post(sent, PASTED)
    assert (shown.status, said in words(shown)) == (400, True)
    assert escape(sent["text"].strip()[:8]) in shown.text
    assert "<title>Not recorded" in shown.text
    with store.reading() as tx:
        assert tx.proposals.waiting() == 0


def test_a_text_without_dates_says_so_and_a_form_from_elsewhere_is_refused(browser: Browser) -> None:
    proof = browser.proof_of_pasting()
    sent = {"proof": proof, "text": "Nothing new here.", "source": "Weekly"}
    assert "Inbox" in words(browser.get(PASTED))
    assert "Nothing that is to come was found in this text." in words(browser.post(sent, PASTED))
    assert browser.post({**sent, "proof": "x"}, PASTED).status == 403
    assert browser.post(sent, PASTED, Origin="https://evil.example").status == 403


def test_dismissing_and_restoring(store: Store, browser: Browser) -> None:
    (number, other) = proposed(store, LAUNCH, TOY)
    browser.send("dismiss", number)
    assert kept(store, number).state is ProposalState.DISMISSED
    assert kept(store, number).decided_by == "mei"
    text = words(browser.get(f"/inbox?done={number}"))
    assert "“Deepseek-V4” was dismissed by mei. Model Weekly is not asked about it again; another source" in text
    assert "Dismissed lately Deepseek-V4" in text
    browser.send("restore", number)
    assert kept(store, number).state is ProposalState.OPEN
    assert kept(store, other).state is ProposalState.OPEN


def test_a_dismissed_subject_is_not_heard_of_its_source_any_more(store: Store, browser: Browser) -> None:
    (number, other) = proposed(store, LAUNCH, TOY)
    browser.send("silence", number)
    assert an_intake(store).hear([replace(LAUNCH, when="May", quote="In May.")], NOW) == []
    assert f"is not heard of from {WEEKLY} any more" in words(browser.get(f"/inbox?done={number}"))
    assert kept(store, other).state is ProposalState.OPEN


def edit(browser: Browser, number: int, **fields: str) -> Answer:
    """Type these fields, look at how they are read, and accept that."""
    read = browser.send("edit", number, **fields)
    found = re.search(r'name="checked" value="([^"]*)"', read.text)
    assert found, read.text
    return browser.send("edit", number, **fields, checked=unescape(found[1]))


def test_an_edit_is_read_out_before_it_is_recorded(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    fields = {"item": "deepseek-v4", "when": "by May 6", "title": "Deepseek-V4", "kind": "release"}
    read = browser.send("edit", number, **fields)
    assert read.status == 200
    assert "“by May 6” is read as" in words(read)
    assert "6 May 2026" in words(read)
    assert "for deepseek-v4: by 6 May 2026 does not replace late Apr 2026: it was said before that one" in words(read)
    assert kept(store, number).state is ProposalState.OPEN
    assert edit(browser, number, **fields).status == 303
    item = the_item(store, "deepseek-v4")
    assert item
    assert item.claims[-1].said.when == "by May 6"


def test_what_was_changed_after_it_was_read_out_is_read_out_again(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    fields = {"item": "deepseek-v4", "when": "by May 6", "title": "Deepseek-V4", "kind": "release"}
    checked = "deepseek-v4 | by May 6 | Deepseek-V4 | release"
    again = browser.send("edit", number, **{**fields, "when": "by May 7"}, checked=checked)
    assert "“by May 7” is read as" in words(again)
    assert kept(store, number).state is ProposalState.OPEN


def test_an_edit_makes_a_new_item_with_another_id_title_and_kind(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    edit(browser, number, item="v4-lite", when="on April 28", title="V4 <lite>", kind="event")
    item = the_item(store, "v4-lite")
    assert item
    assert (item.facts.title, item.facts.kind) == ("V4 <lite>", Kind.EVENT)


def test_an_outcome_of_no_item_is_asked_for_its_item(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, replace(CLOSED, item=None, new_id=None))
    assert 'value="accept"' not in browser.get().text
    refused = browser.send("edit", number, item="")
    assert (refused.status, "say of which item, or give it an id of its own" in words(refused)) == (400, True)
    edit(browser, number, item="weights")
    item = the_item(store, "weights")
    assert item
    assert item.outcome


def test_an_outcome_of_what_was_never_watched_is_kept_as_something_that_has_ended(
    store: Store, browser: Browser
) -> None:
    (number,) = proposed(store, replace(CLOSED, item=None, new_id=None))
    fields = {"item": "osprey-weights", "title": "Osprey weights", "kind": "event"}
    read = words(browser.send("edit", number, **fields))
    assert "a new item that has ended: osprey-weights, event, “Osprey weights”" in read
    assert edit(browser, number, **fields).status == 303
    item = the_item(store, "osprey-weights")
    assert item
    assert item.outcome
    assert (item.facts.kind, str(item.outcome.on), item.claims[0].said.when) == (
        Kind.EVENT,
        "2026-04-10",
        "TBD",
    )
    assert browser.send("undo", number).status == 303
    assert kept(store, number).state is ProposalState.OPEN
    undone = the_item(store, "osprey-weights")
    assert undone
    assert not undone.listed


def test_the_fields_ask_first_for_what_is_wrong_most_often(store: Store, browser: Browser) -> None:
    proposed(store, TOY)
    assert re.findall(r' name="(title|when|kind|item)"', browser.get().text) == ["title", "when", "kind", "item"]


def test_the_id_of_something_new_follows_its_title(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, TOY)
    fields = {"item": "hobby-horse-weights", "when": "June 2026", "title": "Horse 3", "kind": "release"}
    read = browser.send("edit", number, **fields)
    assert "a new item: horse-3, release, “Horse 3”" in words(read)
    assert edit(browser, number, **{**fields, "item": "horse-3"}).status == 303
    assert the_item(store, "horse-3")


def test_a_quote_is_shown_without_signs_of_markdown(store: Store, browser: Browser) -> None:
    passage = "The **[Horse](https://h.example)** comes on *May 20*. _Much_ more follows."
    proposed(store, said_in(passage, "Horse](https://h.example)** comes on *May 20*.", "May 20", "Horse", Kind.EVENT))
    assert "The Horse comes on May 20 . Much more follows." in words(browser.get()).replace("May 20.", "May 20 .")


def test_a_paragraph_that_was_broken_to_fit_a_letter_is_shown_whole_and_a_list_is_not(
    store: Store, browser: Browser
) -> None:
    broken = "The makers of the horse say by now that all of it\nis to come on May 20, and nothing before that."
    listed = f"{broken}\n- The first of several things that are to come later\n- The second of them"
    proposed(store, said_in(listed, broken, "May 20", "Horse", Kind.EVENT))
    text = unescape(browser.get().text)
    assert "all of it is to come on May 20" in text
    assert re.search(r"that\.</mark>\nThe first of several things that are to come later\nThe second", text)


def test_a_day_of_another_zone_names_it(store: Store, browser: Browser) -> None:
    proposed(store, replace(LONG, zone="Asia/Tokyo"))
    assert "20 May 2026 a day of Asia/Tokyo" in words(browser.get())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"when": "on the 45th of Nevember"}, "Nevember"),
        ({"item": "V4 Lite!"}, "Item: an id has lower case, digits and hyphens alone: write “v4-lite”"),
        ({"item": "v4-lite", "kind": "party"}, "there is no kind 'party'"),
        ({"item": "v4-lite", "title": "a\u202eb"}, "Title: "),
        ({"when": "x" * 501}, "it has 501 characters: 500 are the most"),
    ],
)
def test_what_is_refused_stands_beside_the_proposal_with_all_that_was_typed(
    store: Store, browser: Browser, wrong: dict[str, str], sentence: str
) -> None:
    (number,) = proposed(store, LAUNCH)
    typed = {"item": "deepseek-v4", "when": "by May 6", "title": "My own title", "kind": "event", **wrong}
    refused = browser.send("edit", number, **typed)
    assert refused.status == 400
    assert sentence.replace("“", '"').replace("”", '"').lower() in words(refused).lower()
    for name in ("item", "when", "title"):
        assert f'name="{name}" value="{typed[name]}"' in unescape(refused.text)
    assert "<details open>" in refused.text
    assert kept(store, number).state is ProposalState.OPEN


def test_what_somebody_else_decided_is_told(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    an_intake(store).dismiss([number], NOW, by="ana")
    refused = browser.post({"proof": browser.proof(), "number": str(number), "do": "accept"})
    assert refused.status == 400
    assert f"Proposal {number} is dismissed already by ana" in words(refused)


@pytest.mark.parametrize("number", ["", "-1", "x", "0", "99", "9" * 30, "1; drop"])
def test_a_number_that_there_is_not_is_a_sentence(store: Store, browser: Browser, number: str) -> None:
    proposed(store, LAUNCH)
    refused = browser.post({"proof": browser.proof(), "number": number, "do": "accept"})
    assert refused.status == 400
    assert browser.get(f"/inbox?{urlencode({'done': number})}").status == 200


def test_it_is_narrowed_as_the_command_is_and_stays_so(store: Store, browser: Browser) -> None:
    launch, _toy = proposed(store, LAUNCH, TOY)
    by_source = browser.get(f"/inbox?{urlencode({'source': DAILY})}").text
    assert f'id="p{launch}"' not in by_source
    assert "Hobby" in by_source
    assert f'id="p{launch}"' in browser.get("/inbox?tag=chips").text
    assert "Hobby" not in browser.get("/inbox?tag=chips").text
    assert browser.get("/inbox?tag=nothing").status == 400
    assert browser.get("/inbox?source=nobody").status == 400
    sent = browser.send("accept", launch, "/inbox?tag=chips")
    assert sent.headers["location"] == f"/inbox?tag=chips&done={launch}#done"


# Whose forms are taken.


def test_a_form_without_its_proof_or_with_another_is_refused(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    right = browser.proof()
    other = Browser(browser.site).proof()
    for wrong in ("", "x", other, right[:-1], "é"):
        refused = browser.post({"proof": wrong, "number": str(number), "do": "accept"})
        assert (refused.status, kept(store, number).state) == (403, ProposalState.OPEN)
    assert Browser(browser.site).post({"proof": right, "number": str(number), "do": "accept"}).status == 403
    assert kept(store, number).state is ProposalState.OPEN


def test_a_cookie_that_we_did_not_sign_is_worth_nothing(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    browser.get()
    browser.cookies = dict.fromkeys(browser.cookies, "mine.mine")
    fields = {"proof": proof_of("mine.mine"), "number": str(number), "do": "accept"}
    assert browser.post(fields).status == 403
    assert kept(store, number).state is ProposalState.OPEN


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://watch.example"},
        {"Origin": "not an origin"},
        {"Origin": "http://[::1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "OWN"},
    ],
)
def test_a_form_of_another_origin_is_refused_at_loopback_too(
    store: Store, browser: Browser, headers: dict[str, str]
) -> None:
    (number,) = proposed(store, LAUNCH)
    sent = {name: browser.site.url if value == "OWN" else value for name, value in headers.items()}
    refused = browser.post({"proof": browser.proof(), "number": str(number), "do": "accept"}, **sent)
    assert (refused.status, kept(store, number).state) == (403, ProposalState.OPEN)


def test_a_form_of_its_own_origin_is_taken_and_one_that_names_none_with_its_proof(
    store: Store, browser: Browser
) -> None:
    first, second = proposed(store, LAUNCH, TOY)
    own = {"Origin": browser.site.url, "Sec-Fetch-Site": "same-origin"}
    fields = {"proof": browser.proof(), "do": "dismiss"}
    assert browser.post({**fields, "number": str(first)}, **own).status == 303
    assert browser.post({**fields, "number": str(second)}).status == 303


def test_a_name_that_a_stranger_pointed_at_this_machine_is_not_answered(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    fields = {"proof": browser.proof(), "number": str(number), "do": "accept"}
    rebound = {"Host": "evil.example", "Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}
    assert browser.post(fields, **rebound).status == 421
    assert kept(store, number).state is ProposalState.OPEN


@pytest.mark.parametrize(
    "by",
    [
        {"Forwarded": "for=192.0.2.1"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Proto": "https"},
        {"X-Real-IP": "192.0.2.1"},
        {"Via": "1.1 gate"},
        {"Host": "watch.example"},
    ],
)
def test_without_a_log_in_nothing_that_came_by_a_proxy_is_recorded(
    store: Store, browser: Browser, by: dict[str, str]
) -> None:
    (number,) = proposed(store, LAUNCH)
    refused = browser.post({"proof": browser.proof(), "number": str(number), "do": "accept"}, **by)
    assert refused.status == 403
    assert "set access_token" in refused.text
    assert kept(store, number).state is ProposalState.OPEN
    shown = browser.ask("GET", "/inbox", None, **by)
    assert "set access_token" in shown.text
    assert 'value="accept"' not in shown.text


def test_looking_changes_nothing_whatever_the_address_says(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    query = urlencode({"proof": browser.proof(), "number": number, "do": "accept"})
    for method in ("GET", "HEAD"):
        assert browser.ask(method, f"/inbox?{query}").status in {200, 400}
    for method in ("PUT", "DELETE", "PATCH"):
        assert browser.ask(method, f"/inbox?{query}").status == 405
    assert kept(store, number).state is ProposalState.OPEN


def test_a_form_that_is_too_long_is_not_read(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    fields = {"proof": browser.proof(), "number": str(number), "do": "accept", "title": "x" * 70_000}
    refused = browser.post(fields)
    assert (refused.status, "64 KiB are the most" in words(refused)) == (413, True)
    longer = browser.post({"proof": fields["proof"], "text": "x" * 600_000, "source": WEEKLY}, PASTED)
    assert (longer.status, "512 KiB are the most" in words(longer)) == (413, True)


# With a log-in.


@pytest.fixture
def guarded(store: Store) -> Iterator[Browser]:
    with serving(a_site(store, GUARDED, host="0.0.0.0")) as site:
        yield Browser(site)


def test_who_logged_in_decides_under_the_name_that_was_typed(store: Store, guarded: Browser) -> None:
    first, second = proposed(store, LAUNCH, TOY)
    assert guarded.get().headers["location"] == "/login?next=%2Finbox"
    guarded.log_in(by=" Mei 梅 ")
    assert guarded.send("dismiss", first).status == 303
    assert kept(store, first).decided_by == "Mei 梅"
    nameless = Browser(guarded.site)
    nameless.log_in()
    nameless.send("dismiss", second)
    assert kept(store, second).decided_by == "page"


def test_a_log_in_opens_every_page_and_the_picture_that_one_leads_to(guarded: Browser) -> None:
    assert guarded.get("/timeline.svg").status == 401
    guarded.log_in(by="mei")
    for path in ("/", "/add", "/inbox", PASTED, "/record", "/timeline", "/timeline.svg", "/timeline.svg?kind=release"):
        assert (path, guarded.get(path).status) == (path, 200)


def test_a_name_that_cannot_be_one_is_asked_for_again(store: Store, guarded: Browser) -> None:
    proposed(store, LAUNCH)
    refused = guarded.log_in(by="a\u202eb")
    assert refused.status == 400
    assert "This cannot be a name" in words(refused)
    assert "watchtracker" not in guarded.cookies


def test_whoever_logged_in_pastes_a_text(guarded: Browser) -> None:
    assert guarded.get(PASTED).headers["location"] == "/login?next=%2Finbox%2Ftext"
    guarded.log_in(by="mei")
    sent = {"proof": guarded.proof_of_pasting(), "text": TEXT, "source": WEEKLY, "said_on": "2026-04-10"}
    shown = guarded.post(sent, PASTED)
    assert (shown.status, "of this text wait" in words(shown)) == (200, True)


def test_the_name_of_a_log_in_cannot_be_changed(store: Store, guarded: Browser) -> None:
    proposed(store, LAUNCH)
    guarded.log_in(by="mei")
    secret, _, _name = guarded.cookies["watchtracker"].partition(".")
    guarded.cookies["watchtracker"] = f"{secret}.YW5h"
    assert guarded.get().status == 303


def test_a_form_of_another_session_or_of_one_that_ended_is_refused(store: Store, guarded: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    guarded.log_in(by="mei")
    other = Browser(guarded.site)
    other.log_in(by="ana")
    fields = {"proof": other.proof(), "number": str(number), "do": "accept"}
    assert guarded.post(fields).status == 403
    other.post({"proof": fields["proof"]}, "/logout")
    other.cookies["watchtracker"] = ""
    assert other.post(fields).status == 401
    assert kept(store, number).state is ProposalState.OPEN


def test_the_access_token_as_a_bearer_reads_and_decides_nothing(store: Store, guarded: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    shown = guarded.ask("GET", "/inbox", None, **bearer)
    assert shown.status == 200
    assert 'value="accept"' not in shown.text
    assert guarded.post({"proof": "x", "number": str(number), "do": "accept"}, **bearer).status == 401


def test_behind_a_proxy_that_names_us_otherwise_the_public_origin_is_ours(store: Store, guarded: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    guarded.log_in(by="mei")
    fields = {"proof": guarded.proof(), "number": str(number), "do": "accept"}
    wrong = {"Host": "127.0.0.1:8765", "Origin": "http://evil.example", "X-Forwarded-For": "192.0.2.1"}
    assert guarded.post(fields, **wrong).status == 403
    assert guarded.post(fields, **{**wrong, "Origin": "http://watch.example"}).status == 303


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_where_everybody_reads_proposals_are_for_those_who_log_in(store: Store, host: str) -> None:
    (number,) = proposed(store, LAUNCH)
    with serving(a_site(store, replace(GUARDED, public=True), host=host)) as site:
        browser = Browser(site)
        assert browser.get("/").status == 200
        assert "Inbox (" not in browser.get("/").text
        assert browser.get().headers["location"] == "/login?next=%2Finbox"
        assert browser.post({"number": str(number), "do": "accept"}).status == 401
        assert "Log in" in browser.get("/").text
        browser.log_in(by="mei")
        assert "Inbox (1)" in browser.get("/").text
        assert "Log out" in browser.get("/").text
        assert browser.send("accept", number).status == 303
    assert kept(store, number).decided_by == "mei"


def test_where_everybody_reads_and_nobody_can_log_in_nobody_decides(store: Store) -> None:
    (number,) = proposed(store, LAUNCH)
    with serving(a_site(store, replace(SETTINGS, public=True))) as site:
        browser = Browser(site)
        shown = browser.get()
        assert shown.status == 403
        assert "set access_token" in shown.text
        assert browser.post({"number": str(number), "do": "accept"}).status == 403
    assert kept(store, number).state is ProposalState.OPEN


def test_under_a_path_forms_and_redirects_keep_it(store: Store) -> None:
    (number,) = proposed(store, LAUNCH)
    with serving(a_site(store, replace(GUARDED, public_url="http://watch.example/watch"))) as site:
        browser = Browser(site)
        browser.log_in(by="mei")
        assert 'action="/watch/inbox' in browser.get().text
        assert browser.send("accept", number).headers["location"] == f"/watch/inbox?done={number}#done"


def test_of_very_many_a_page_shows_the_first_and_how_many_follow(store: Store, browser: Browser) -> None:
    numbers = proposed(store, *(replace(TOY, title=f"Toy {number}", new_id=f"toy-{number}") for number in range(103)))
    text = words(browser.get())
    assert "3 more wait; they come up as these are decided." in text
    assert "Toy 99" in text
    assert "Toy 100" not in text
    assert "Toy 102" in words(browser.send("edit", numbers[-1], item="Not an id"))


def test_a_form_whose_session_ended_is_told_to_log_in(store: Store, guarded: Browser) -> None:
    proposed(store, LAUNCH)
    refused = guarded.post({"do": "accept"})
    assert refused.status == 401
    assert "log in at /login" in refused.text


def test_of_an_item_that_is_not_watched_any_more_it_is_asked_which_is_meant(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    Tracker(store, (), DEFAULT_LEADS).edit("deepseek-v4", lambda item: replace(item, listed=False), NOW)
    shown = browser.get()
    assert "for deepseek-v4, which is not watched any more" in words(shown)
    assert 'value="accept"' not in shown.text
    edit(browser, number, item="weights", when="on April 28", title="Deepseek-V4", kind="release")
    item = the_item(store, "weights")
    assert item
    assert item.claims[-1].said.when == "on April 28"


def test_two_servers_of_one_machine_do_not_take_each_others_forms_away(store: Store, browser: Browser) -> None:
    (number,) = proposed(store, LAUNCH)
    proof = browser.proof()
    with serving(a_site(store)) as other:
        beside = Browser(other, browser.cookies)
        beside.get()
        assert beside.post({"proof": proof, "number": str(number), "do": "accept"}).status == 403
    assert browser.post({"proof": proof, "number": str(number), "do": "accept"}).status == 303


@pytest.mark.parametrize("host", ["127.0.0.1:x", "127.0.0.1:99999", "localhost:"])
def test_a_host_of_an_odd_form_is_no_trouble(store: Store, browser: Browser, host: str) -> None:
    (number,) = proposed(store, LAUNCH)
    fields = {"proof": browser.proof(), "number": str(number), "do": "accept"}
    assert browser.ask("GET", "/inbox", None, Host=host).status == 200
    assert browser.post(fields, Host=host, Origin=f"http://{host}").status in {303, 403}
