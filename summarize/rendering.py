"""Summaries as text for people and programs: all output formats and all escaping (pure)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence

from summarize.types import KeyPoint, Summary

_MARKDOWN_SYMBOLS = re.compile(r"([\\`*_\[\]<>#|~&])")
_MARKDOWN_LIST_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def to_terminal(summary: Summary) -> str:
    """Headline, date and byline, and the numbered points, each with its English beneath."""
    lines = [*_headlines(summary), _facts(summary)]
    if any(lines):
        lines.append("")
    for number, point in enumerate(summary.points, 1):
        lines.append(f"{number}. {point.sentence.text}")
        if point.english is not None:
            lines.append(f"   → {point.english}")
        lines += [f"   ! {warning}" for warning in point.warnings]
    return "\n".join(line for index, line in enumerate(lines) if line or index) + "\n"


def to_json(summary: Summary) -> str:
    """``Summary.to_dict`` as indented JSON."""
    return json.dumps(summary.to_dict(), ensure_ascii=False, indent=2) + "\n"


def to_json_line(value: object) -> str:
    """Plain values as one line of JSON."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def to_markdown(summary: Summary, number: int | None = None) -> str:
    """One story: the English headline, the Vietnamese beneath, the points with quotations.

    ``number`` is its place in a digest: the headline is then of the second level.
    """
    english, vietnamese = summary.english_title, summary.article.title
    headline = escape_markdown(english or vietnamese or "Untitled article")
    lines = [f"# {headline}" if number is None else f"## {number}. {headline}", ""]
    if english and vietnamese:
        lines += [f"*{escape_markdown(vietnamese)}*", ""]
    if facts := _facts(summary, with_source=True):
        lines += [escape_markdown(facts), ""]
    for index, point in enumerate(summary.points, 1):
        lines += _markdown_point(index, point)
    lines += [f"> Note: {escape_markdown(note)}\n" for note in summary.notes]
    return "\n".join(lines).rstrip() + "\n"


def to_digest_markdown(summaries: Sequence[Summary], failed: int) -> str:
    """A digest of many stories: a contents list, then every story."""
    count = _count(len(summaries), "article")
    lines = ["# Digest", "", f"{count}. Points are verbatim quotations; English is machine-made."]
    if failed:
        lines += ["", f"{_count(failed, 'input')} could not be read: see errors.jsonl."]
    lines += ["", "## Contents", ""]
    for number, summary in enumerate(summaries, 1):
        headline = summary.english_title or summary.article.title or "Untitled article"
        lines.append(f"{number}. [{escape_markdown(headline)}](#story-{number})")
    stories = (
        f'<a id="story-{number}"></a>\n\n{to_markdown(summary, number)}'
        for number, summary in enumerate(summaries, 1)
    )
    return "\n".join([*lines, "", *stories])


def escape_markdown(text: str) -> str:
    """``text`` on one line, so that Markdown shows it as it is."""
    text = _MARKDOWN_SYMBOLS.sub(r"\\\1", " ".join(text.split()))
    return _MARKDOWN_LIST_START.sub(
        lambda match: rf"{match[1]}\{match[2]}" if match[1] else rf"\{match[3]}", text
    )


def to_source_html(summary: Summary) -> str:
    """The article's text as HTML, the chosen sentences in ``<mark id="s1">``, ``s2``, …"""
    text, pieces, position = summary.article.text, [], 0
    for number, point in enumerate(summary.points, 1):
        sentence = point.sentence
        pieces.append(html.escape(text[position : sentence.start]))
        pieces.append(f'<mark id="s{number}">{html.escape(sentence.text)}</mark>')
        position = sentence.end
    pieces.append(html.escape(text[position:]))
    paragraphs = "".join(pieces).split("\n\n")
    return '<div lang="vi">' + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + "</div>"


def _headlines(summary: Summary) -> list[str]:
    titles = (summary.article.title, summary.english_title)
    return [title for title in titles if title]


def _facts(summary: Summary, with_source: bool = False) -> str:
    article = summary.article
    published = article.published.isoformat() if article.published else None
    source = article.source if with_source else None
    return " · ".join(fact for fact in (published, article.byline, source) if fact)


def _markdown_point(number: int, point: KeyPoint) -> list[str]:
    quotation = escape_markdown(point.sentence.text)
    if point.english is None:
        lines = [f"{number}. {quotation}"]
    else:
        lines = [f"{number}. {escape_markdown(point.english)}", "", f"   > {quotation}"]
    for warning in point.warnings:
        lines += ["", f"   ⚠ {escape_markdown(warning)}"]
    return [*lines, ""]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
