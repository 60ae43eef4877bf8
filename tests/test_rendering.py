from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize import Article, KeyPoint, Sentence, Summary
from summarize.rendering import (
    Digest,
    escape_markdown,
    stream_digest_html,
    stream_digest_markdown,
    to_html,
    to_json,
    to_markdown,
    to_marked_text_html,
    to_stories_html,
    to_terminal,
)
from summarize.types import Story

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
    whole = Digest.of([SUMMARY, SUMMARY], "1 input could not be read.")
    digest = "".join(stream_digest_markdown(whole))
    assert digest.startswith("# Digest\n\n2 articles.")
    assert "> Note: 1 input could not be read." in digest
    assert "2. [Rain \\& petrol](#story-2)" in digest
    assert '<a id="story-2"></a>\n\n## 2. Rain \\& petrol\n' in digest


def test_a_digest_says_of_english_that_it_is_machine_made_where_there_is_some() -> None:
    points = tuple(replace(point, english=None) for point in SUMMARY.points)
    vietnamese = replace(SUMMARY, english_title=None, points=points)
    for stream in (stream_digest_markdown, stream_digest_html):
        mixed = "".join(stream(Digest.of([vietnamese, SUMMARY])))
        assert "2 articles. Points are verbatim quotations; English is machine-made." in mixed
        plain = "".join(stream(Digest.of([vietnamese])))
        assert "1 article. Points are verbatim quotations." in plain
        assert "machine-made" not in plain


UNTITLED = replace(
    SUMMARY,
    article=replace(SUMMARY.article, title=None),
    points=(KeyPoint(FIRST, 0.9),),
    english_title=None,
)
UNTITLED_ENGLISH = replace(UNTITLED, points=SUMMARY.points)


@pytest.mark.parametrize(
    ("summary", "language", "headline"),
    [
        (SUMMARY, "en", "Rain & petrol"),
        (replace(SUMMARY, english_title=None), "vi", "Mưa & xăng"),
        (UNTITLED, "vi", "Hà Nội mưa to."),
        (UNTITLED_ENGLISH, "en", "It rains in Hanoi."),
        (replace(UNTITLED, points=()), "en", "Untitled article"),
    ],
)
def test_every_format_has_the_same_headline_and_says_its_language(
    summary: Summary, language: str, headline: str
) -> None:
    said = f'<span lang="{language}">{escape(headline)}</span>'
    assert f"<h1>{said}</h1>" in to_html(summary)
    assert f"<title>{escape(headline)}</title>" in to_html(summary)
    assert f"<h2>{said}</h2>" in to_stories_html([summary])
    assert f"<h2>1. {said}</h2>" in "".join(stream_digest_html(Digest.of([summary])))
    assert to_markdown(summary).startswith(f"# {escape_markdown(headline)}\n")
    digest = "".join(stream_digest_markdown(Digest.of([summary])))
    assert f"## 1. {escape_markdown(headline)}\n" in digest


def test_of_several_articles_one_without_a_headline_goes_by_its_outlet() -> None:
    page = replace(UNTITLED.article, source="https://vtv.vn/mua.html")
    story = Story((SUMMARY, replace(UNTITLED, article=page)), ())
    html = "".join(stream_digest_html(Digest([], [story], articles=2)))
    assert '<span lang="vi">Mưa &amp; xăng</span>' in html
    assert '<a href="https://vtv.vn/mua.html">vtv.vn</a>' in html
    assert "Untitled" not in html


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
