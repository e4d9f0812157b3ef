"""What a mail looks like: its headers, its plain text and its HTML, made of a message without any server."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from watchtracker.channels.email.composing import MOST_IN_A_SUBJECT, Letterhead, composed, subject
from watchtracker.channels.email.fitting import fitted
from watchtracker.items import Result
from watchtracker.notifications import NotificationKind
from watchtracker.outbox.messages import Entry, Message

HEAD = Letterhead("watch@example.org", "watchtracker", "legal")
PAGE = "https://watch.example/items/"
MOVED = Entry(
    "V4 launch: slipped by 69 days to Apr 2026, was mid-Feb 2026 (Whale Lab, 23 Mar 2026). So far: 1 move.",
    url="https://news.example/v4",
    owner="mei",
    title="V4 launch",
    page=f"{PAGE}v4",
    kind="moved",
)
CALL = Entry(
    "Last call: Rules: consultation closes. It closes in 4 h, 6 May 2026, 16:00 UTC (24:00 Asia/Shanghai).",
    title="Rules: consultation closes",
    page=f"{PAGE}rules",
    kind="last_call",
)
DIGEST = Message(
    (
        Entry("Overdue:", heading=True),
        Entry("V4 launch: late Apr 2026, 2 days late", title="V4 launch", page=f"{PAGE}v4"),
        Entry("The next four weeks:", heading=True),
        Entry("Rules: consultation closes: 6 May 2026, in 7 days", title="Rules: consultation closes"),
    ),
    title="Weekly digest, 29 Apr 2026",
    more_url="https://watch.example",
)


def raw(message: Message, key: str = "key-1", head: Letterhead = HEAD, to: tuple[str, ...] = ("a@b.org",)) -> bytes:
    return composed(message, key, head, to, "Wed, 29 Apr 2026 09:00:00 +0000")


def mail(message: Message, key: str = "key-1", head: Letterhead = HEAD) -> EmailMessage:
    return message_from_bytes(raw(message, key, head), policy=policy.default)


def part(message: Message, subtype: str) -> str:
    body = mail(message).get_body((subtype,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


# The subject.


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Message((MOVED,)), "V4 launch: slipped by 69 days to Apr 2026, was mid-Feb 2026"),
        (Message((CALL,)), "Last call: Rules: consultation closes. It closes in 4 h, 6 May 2026, 16:00 UTC"),
        (Message((MOVED, CALL), title="2 notifications at once"), "2 notifications at once"),
        (DIGEST, "Weekly digest, 29 Apr 2026"),
        (Message((Entry("A test."),)), "A test."),
        (Message((Entry("GPT-5.5: due today.", title="GPT-5.5"),)), "GPT-5.5: due today"),
        (Message((Entry(""),)), "(no text)"),
        (Message(()), "(no text)"),
    ],
)
def test_a_subject_says_what_happened(message: Message, expected: str) -> None:
    assert subject(fitted(message)) == expected
    assert mail(message)["Subject"] == expected


def test_of_a_long_title_the_end_is_cut_and_not_what_became_of_it() -> None:
    title = "A launch that is announced at length " * 5
    found = subject(
        fitted(Message((replace(MOVED, title=title.strip(), text=f"{title.strip()}: slipped to Q3 2026."),)))
    )
    assert len(found) == MOST_IN_A_SUBJECT
    assert found.endswith("…: slipped to Q3 2026")


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=80))
@example("=?utf-8?q?=0D=0ABcc:_eve@example.net?=", ": moved.", "legal")
@example("a" * 300, " (" + "b" * 300, "=?utf-8?q?=0D=0AX:_y?=")
@example("\ud800", "\udfff", "\ud800")
def test_whatever_a_title_says_there_is_no_header_but_ours(title: str, rest: str, name: str) -> None:
    message = Message((replace(MOVED, title=title, text=f"{title}{rest}", owner=rest),))
    head, _, _ = raw(message, head=replace(HEAD, channel=name, name=name)).partition(b"\r\n\r\n")
    names = [line.partition(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith(b" ")]
    assert [one for one in names if one not in {"In-Reply-To", "References"}] == [
        *("Date", "From", "To", "Subject", "Message-ID", "List-Id", "Auto-Submitted", "X-Auto-Response-Suppress"),
        *("MIME-Version", "Content-Type"),
    ]
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", head)
    assert len(subject(fitted(message))) <= MOST_IN_A_SUBJECT
    assert max(map(len, head.split(b"\r\n"))) <= 998


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=MOST_IN_A_SUBJECT))
@example("=?utf-8?q?caf=C3=A9?=")
@example("🐋" * 60)
def test_a_subject_of_any_letters_is_read_as_it_was_written(title: str) -> None:
    message = Message((), title=title)
    assert mail(message)["Subject"] == subject(fitted(message))


# The other headers.


def test_the_id_is_of_the_key_so_that_a_repetition_is_known() -> None:
    assert raw(Message((MOVED,))) == raw(Message((MOVED,)))
    assert mail(Message((MOVED,)))["Message-ID"] == "<key-1@example.org>"
    assert mail(Message((MOVED,)), "key-2")["Message-ID"] == "<key-2@example.org>"
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", mail(Message((MOVED,)), "a key>\r\n")["Message-ID"])


def test_the_notices_of_an_item_are_one_thread_and_those_of_another_are_not() -> None:
    moved, call = mail(Message((MOVED,))), mail(Message((CALL,)))
    later = mail(Message((replace(MOVED, text="V4 launch: happened.", kind="happened"),)), "key-9")
    assert moved["References"] == moved["In-Reply-To"] == later["References"]
    assert re.fullmatch(r"<item\.[0-9a-f]{32}@example\.org>", moved["References"])
    assert call["References"] != moved["References"]


def test_a_message_of_several_items_is_in_no_thread() -> None:
    assert mail(Message((MOVED, CALL), title="2 notifications at once"))["References"] is None
    assert mail(DIGEST)["References"] is None


def test_programs_are_told_that_a_program_wrote() -> None:
    found = mail(Message((MOVED,)))
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["List-Id"] == '"watchtracker, legal" <legal.watchtracker.example.org>'
    assert found["Date"] == "Wed, 29 Apr 2026 09:00:00 +0000"


def test_items_without_a_page_are_in_no_thread() -> None:
    for page in (None, "", "https://watch.example/"):
        assert mail(Message((replace(MOVED, page=page),)))["References"] is None


def test_names_of_any_letters_are_read_as_they_were_written() -> None:
    found = mail(Message((MOVED,)), head=Letterhead("watch@example.org", 'Wächter, "der" Zeit', "法務"))
    assert found["From"].addresses[0].display_name == 'Wächter, "der" Zeit'
    assert found["From"].addresses[0].addr_spec == "watch@example.org"
    assert "法務" in found["List-Id"]
    quoted = mail(Message((MOVED,)), head=Letterhead("watch@example.org", 'Who, "else"', "legal"))
    assert quoted["From"].addresses[0].display_name == 'Who, "else"'


# The plain text.


def test_the_plain_text_of_a_notice_can_be_read_alone() -> None:
    assert part(Message((MOVED,)), "plain") == (
        "V4 launch: slipped by 69 days to Apr 2026, was mid-Feb 2026 (Whale Lab, 23\n"
        "Mar 2026). So far: 1 move.\n\n"
        "Owner: mei\nSource: https://news.example/v4\nPage: https://watch.example/items/v4\n\n"
        "-- \nwatchtracker, channel legal\n"
    )


def test_the_plain_text_of_a_digest_has_its_sections() -> None:
    assert part(DIGEST, "plain") == (
        "Weekly digest, 29 Apr 2026\n==========================\n\n"
        "OVERDUE\n\n* V4 launch: late Apr 2026, 2 days late\n\n"
        "THE NEXT FOUR WEEKS\n\n* Rules: consultation closes: 6 May 2026, in 7 days\n\n"
        "-- \nwatchtracker, channel legal\nhttps://watch.example\n"
    )


def test_no_line_is_wider_than_a_terminal_but_a_link_that_is() -> None:
    wide = "https://news.example/" + "a" * 100
    entry = replace(MOVED, text="生成AI事業者ガイドライン" * 20 + " and so on" * 20, url=wide)
    lines = part(Message((entry,)), "plain").split("\n")
    assert f"Source: {wide}" in lines
    assert all(sum(2 if ord(letter) > 0x2E80 else 1 for letter in line) <= 78 for line in lines if wide not in line)


def test_more_than_a_mail_holds_is_counted() -> None:
    many = Message((MOVED,) * 310, title="310 notifications at once", more=5, more_url="https://watch.example")
    assert "and 15 more: https://watch.example" in part(many, "plain")
    assert "and 15 more</a>" in part(many, "html")


def test_a_message_that_is_to_be_plain_has_no_html() -> None:
    found = mail(Message((MOVED,), plain=True))
    assert found.get_content_type() == "text/plain"


# The HTML.


class Outline(HTMLParser):
    """The text of a page, its links, its elements, and its rows of dates."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(str(dict(attrs)["href"]))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())


def test_a_notice_is_set_with_its_title_as_a_link() -> None:
    page = Outline(part(Message((MOVED,)), "html"))
    assert page.texts[1:] == [
        *(
            "Moved",
            "V4 launch",
            "Slipped by 69 days to Apr 2026, was mid-Feb 2026 (Whale Lab, 23 Mar 2026). So far: 1 move.",
        ),
        *("Owner: mei ·", "source", "watchtracker, channel legal"),
    ]
    assert page.links == [f"{PAGE}v4", "https://news.example/v4"]


def test_a_digest_is_a_table_of_dates() -> None:
    page = Outline(part(DIGEST, "html"))
    assert page.texts[1:-2] == [
        *("Weekly digest, 29 Apr 2026", "Overdue", "V4 launch", "Late Apr 2026, 2 days late"),
        *("The next four weeks", "Rules: consultation closes", "6 May 2026, in 7 days"),
    ]
    tags = [tag for tag, _ in page.elements]
    assert (tags.count("th"), tags.count("h2")) == (2, 2)


def test_nothing_is_fetched_and_styles_stand_in_their_places() -> None:
    for message in (Message((MOVED,)), Message((MOVED, CALL), title="2 notifications at once"), DIGEST):
        page = Outline(part(message, "html"))
        assert {tag for tag, _ in page.elements} <= {
            *("html", "head", "meta", "title", "body", "table", "tr", "td", "th", "h1", "h2", "p", "div", "a", "span"),
        }
        assert "url(" not in part(message, "html")
        layout = [attributes for tag, attributes in page.elements if tag == "table"]
        assert all(one.get("cellspacing") == "0" for one in layout)


@pytest.mark.parametrize("kind", [*NotificationKind, *Result])
def test_every_kind_is_called_by_its_name_and_has_its_colour(kind: str) -> None:
    html = part(Message((Entry("V4: so it is.", title="V4", kind=kind),)), "html")
    assert kind.replace("_", " ").capitalize() in Outline(html).texts
    assert re.search(r'bgcolor="#[0-9a-f]{6}"', html)


@given(st.text(max_size=80), st.text(max_size=80))
@example("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>')
@example("</td></tr></table>", "javascript:alert(1)")
def test_no_text_becomes_an_element_or_a_link(title: str, other: str) -> None:
    entry = Entry(f"{title}: {other}", title=title, owner=other, url=other, page=title, kind=other)
    plain = Outline(part(Message((Entry("x: y", title="x", owner="z", kind="k"),)), "html"))
    page = Outline(part(Message((entry,)), "html"))
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in plain.elements} | {"a", "span"}
    assert all(link.startswith(("http://", "https://")) for link in page.links)
