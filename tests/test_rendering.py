from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from summarize import Article, KeyPoint, Sentence, Summary
from summarize.rendering import (
    escape_markdown,
    to_digest_markdown,
    to_json,
    to_markdown,
    to_marked_text_html,
    to_terminal,
)

TEXT = "Hà Nội mưa to.\n\nGiá <b>xăng</b> tăng 5%. Hết."
FIRST = Sentence("Hà Nội mưa to.", 0, 14)
SECOND = Sentence("Giá <b>xăng</b> tăng 5%.", 16, 40)
SUMMARY = Summary(
    Article(
        TEXT, title="Mưa & xăng", published=date(2024, 10, 15), byline="Lan Anh", source="a.txt"
    ),
    (FIRST, SECOND, Sentence("Hết.", 41, 45)),
    (
        KeyPoint(FIRST, 0.9, english="It rains in Hanoi."),
        KeyPoint(SECOND, 0.5, english="Petrol is up 6%.", warnings=("Check the number.",)),
    ),
    english_title="Rain & petrol",
)


def test_terminal_text_puts_each_english_point_under_its_quotation() -> None:
    assert to_terminal(SUMMARY) == (
        "Mưa & xăng\n"
        "Rain & petrol\n"
        "2024-10-15 · Lan Anh\n"
        "\n"
        "1. Hà Nội mưa to.\n"
        "   → It rains in Hanoi.\n"
        "2. Giá <b>xăng</b> tăng 5%.\n"
        "   → Petrol is up 6%.\n"
        "   ! Check the number.\n"
    )


def test_markdown_gives_english_first_and_quotes_the_vietnamese() -> None:
    assert to_markdown(SUMMARY) == (
        "# Rain \\& petrol\n\n"
        "*Mưa \\& xăng*\n\n"
        "2024-10-15 · Lan Anh · a.txt\n\n"
        "1. It rains in Hanoi.\n\n"
        "   > Hà Nội mưa to.\n\n"
        "2. Petrol is up 6%.\n\n"
        "   > Giá \\<b\\>xăng\\</b\\> tăng 5%.\n\n"
        "   ⚠ Check the number.\n"
    )


def test_a_digest_lists_its_stories_and_says_what_failed() -> None:
    digest = to_digest_markdown([SUMMARY, SUMMARY], failed=1)
    assert digest.startswith("# Digest\n\n2 articles.")
    assert "1 input could not be read" in digest
    assert "2. [Rain \\& petrol](#story-2)" in digest
    assert '<a id="story-2"></a>\n\n## 2. Rain \\& petrol\n' in digest


def test_source_html_escapes_the_text_and_marks_the_points() -> None:
    assert to_marked_text_html(SUMMARY) == (
        '<div lang="vi"><p><mark id="s1">Hà Nội mưa to.</mark></p>'
        '<p><mark id="s2">Giá &lt;b&gt;xăng&lt;/b&gt; tăng 5%.</mark> Hết.</p></div>'
    )


def test_json_holds_offsets_into_the_text() -> None:
    data = json.loads(to_json(SUMMARY))
    assert data["published"] == "2024-10-15"
    for point in data["points"]:
        assert data["text"][point["start"] : point["end"]] == point["text"]


@given(st.text())
def test_escaped_markdown_is_one_line_without_live_symbols(text: str) -> None:
    escaped = escape_markdown(text)
    assert "\n" not in escaped
    assert not escaped.startswith(("- ", "+ ", "# ", "> "))
