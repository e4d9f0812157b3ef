from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.wording.markdown import as_read


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("**Kestrel 5** comes on *4 May*.", "Kestrel 5 comes on 4 May."),
        ("Kestrel 5** comes on 4 May.", "Kestrel 5 comes on 4 May."),  # its first half stands before the quote
        ("松鼠1.5* 权重将于下周三上线。", "松鼠1.5 权重将于下周三上线。"),
        ("The [Kestrel 5](https://k.example/a_b) comes.", "The Kestrel 5 comes."),
        ("Kestrel 5](https://k.example) comes.", "Kestrel 5 comes."),
        ("The [Kestrel 5][k] comes.", "The Kestrel 5 comes."),
        ("Kestrel 5[^1] comes, they said.[^note]", "Kestrel 5 comes, they said."),
        ("> **Kestrel** comes\n> on 4 May.", "Kestrel comes\non 4 May."),
        ("- [ ] `kestrel` comes on __4 May__", "kestrel comes on 4 May"),
        ("## Kestrel: 4 May", "Kestrel: 4 May"),
        ("The _Kestrel_ comes on ***4 May***.", "The Kestrel comes on 4 May."),
        ("Kestrel 5</b> comes <br/>on 4 May.", "Kestrel 5 comes on 4 May."),
        ("![logo](k.png) Kestrel comes.", "logo Kestrel comes."),
        ("Comments \\*close\\* on 4 May.", "Comments *close* on 4 May."),
    ],
)
def test_a_quote_is_shown_without_the_signs_of_markdown(quote: str, shown: str) -> None:
    assert as_read(quote) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel 5 comes on 4 May.",
        "It costs 2 * 3 * 4 dollars.",
        "snake_case_name stays",
        "The paper [12] says [sic] so (see below).",
        "Kestrel < 5 and > 4",
        '<script>alert("horse")</script>',
        "5 - 7 May",
        "That makes 5* 3 of them",
        "~5 days",
    ],
)
def test_what_is_no_sign_of_markdown_stays(text: str) -> None:
    assert as_read(text) == text


@given(st.text(max_size=60))
def test_nothing_is_added_to_a_quote(text: str) -> None:
    shown = iter(text)
    assert all(letter in shown for letter in as_read(text)) or "\ue000" <= max(text) <= "\ue07f"
