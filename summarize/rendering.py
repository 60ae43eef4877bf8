"""Summaries as text for people and programs: all output formats and all escaping (pure)."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Mapping, Sequence

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


_STYLE = """
body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1f2937; background: #fff }
h1 { line-height: 1.3 } blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid #9ca3af }
mark { background: #fde68a } .facts, .note { color: #4b5563 } article p { white-space: pre-line }
"""


def to_html(summary: Summary) -> str:
    """A page of its own: headlines, points with quotations, and the article with its marks."""
    article = summary.article
    title = html.escape(article.title or "Summary")
    english = (
        f'<p lang="en">{html.escape(summary.english_title)}</p>' if summary.english_title else ""
    )
    facts = html.escape(_facts(summary, with_source=True))
    points = "".join(
        "<li>"
        + (f'<p lang="en">{html.escape(point.english)}</p>' if point.english is not None else "")
        + f'<blockquote lang="vi"><a href="#s{number}">{html.escape(point.sentence.text)}</a></blockquote>'
        + "".join(f'<p class="note">⚠ {html.escape(warning)}</p>' for warning in point.warnings)
        + "</li>"
        for number, point in enumerate(summary.points, 1)
    )
    notes = "".join(f'<p class="note">{html.escape(note)}</p>' for note in summary.notes)
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>\n"
        f'<h1>{title}</h1>{english}<p class="facts">{facts}</p>\n<ol>{points}</ol>\n{notes}'
        f"<hr><article>{to_source_html(summary)}</article>\n</body></html>\n"
    )


_WORDS_A_MINUTE = 240


def to_heading_html(summary: Summary) -> str:
    """Both headlines, what is known of the article, and how much of it the points are."""
    article, kept = summary.article, " ".join(point.sentence.text for point in summary.points)
    lines = []
    if article.title:
        lines.append(f'<h2 lang="vi">{html.escape(article.title)}</h2>')
    if summary.english_title:
        lines.append(f'<p class="english-title" lang="en">{html.escape(summary.english_title)}</p>')
    facts = [
        f"<span>{vietnamese} · {english}: <b>{html.escape(value)}</b></span>"
        for vietnamese, english, value in (
            ("Ngày", "Date", article.published.isoformat() if article.published else None),
            ("Tác giả", "By", article.byline),
            ("Mục", "Section", article.section),
            ("Nguồn", "Source", article.source),
        )
        if value
    ]
    if facts:
        lines.append(f'<p class="facts">{"".join(facts)}</p>')
    words, kept_words = len(article.text.split()), len(kept.split())
    seconds = max(0, words - kept_words) * 60 // _WORDS_A_MINUTE
    saved = f"{seconds // 60} min {seconds % 60:02} s" if seconds >= 60 else f"{seconds} s"
    lines.append(
        f'<p class="stats"><span><b>{len(summary.points)}</b>/{len(summary.sentences)} câu · '
        f"sentences</span><span><b>{kept_words}</b>/{words} chữ · words</span>"
        f"<span>Đỡ đọc · Reading saved: <b>{saved}</b></span></p>"
    )
    return f'<header class="heading">{"".join(lines)}</header>'


def to_points_html(summary: Summary, *, pending: bool = False) -> str:
    """The points in numbered rows, the quotation beside its English, leading into the source.

    ``pending``: points without English say that it is still to come.
    """
    bilingual = pending or any(point.english is not None for point in summary.points)
    rows = "".join(
        _point_row(number, point, bilingual, pending)
        for number, point in enumerate(summary.points, 1)
    )
    notes = "".join(f'<p class="note">{html.escape(note)}</p>' for note in summary.notes)
    return f'<ol class="points{" bilingual" if bilingual else ""}">{rows}</ol>{notes}'


def _point_row(number: int, point: KeyPoint, bilingual: bool, pending: bool) -> str:
    quotation = html.escape(point.sentence.text)
    why = html.escape("; ".join(point.why))
    english = ""
    if point.english is not None:
        warnings = "".join(
            f'<p class="warning">⚠ {html.escape(warning)}</p>' for warning in point.warnings
        )
        english = f'<div class="en" lang="en"><p>{html.escape(point.english)}</p>{warnings}</div>'
    elif pending:
        english = '<div class="en waiting" lang="en"><p>translating …</p></div>'
    elif bilingual:
        english = '<div class="en" lang="en"><p>not translated</p></div>'
    return (
        f'<li id="p{number}"><a class="number" href="#s{number}" '
        f'aria-label="Xem câu {number} trong bài · See sentence {number} in the article">{number}</a>'
        f'<div class="vi"><blockquote lang="vi"><a href="#s{number}">{quotation}</a></blockquote>'
        f'<p class="why">{why}</p></div>{english}</li>'
    )


def to_scored_source_html(summary: Summary, scores: Sequence[float]) -> str:
    """As ``to_source_html``, each sentence with its standing from 0 to 1 in ``--heat`` and each
    mark with a link back to its point; then the lines that reading left out, with reasons.
    """
    text, position = summary.article.text, 0
    numbers = {point.sentence.start: number for number, point in enumerate(summary.points, 1)}
    low, high = min(scores), max(scores)
    pieces = []
    for sentence, score in zip(summary.sentences, scores, strict=True):
        pieces.append(_paragraph_breaks(text[position : sentence.start]))
        heat = (score - low) / ((high - low) or 1)
        piece = f'<span style="--heat:{heat:.2f}">{html.escape(sentence.text)}</span>'
        if number := numbers.get(sentence.start):
            back = (
                f'<a class="number" href="#p{number}" aria-label="Ý · Point {number}">{number}</a>'
            )
            piece = f'<mark id="s{number}">{back}{piece}</mark>'
        pieces.append(piece)
        position = sentence.end
    pieces.append(_paragraph_breaks(text[position:]))
    dropped = "".join(
        f'<li><span class="line" lang="vi">{html.escape(line)}</span> '
        f'<span class="reason">{html.escape(reason)}</span></li>'
        for line, reason in summary.article.dropped
    )
    left_out = (
        f'<details class="dropped"><summary>Đã lược khỏi trang · Left out of the page '
        f"({len(summary.article.dropped)})</summary><ul>{dropped}</ul></details>"
    )
    article = f'<article class="source" lang="vi"><p>{"".join(pieces)}</p></article>'
    return article + (left_out if dropped else "")


def _paragraph_breaks(text: str) -> str:
    return html.escape(text).replace("\n\n", "</p><p>")


def to_status_html(message: str, kind: str = "done") -> str:
    """One line on how things stand; ``kind`` is "busy", "done" or "trouble"."""
    return f'<p class="status {kind}" role="status">{html.escape(message)}</p>'


def to_downloads_html(files: Mapping[str, tuple[str, bytes]], copy: str | None = None) -> str:
    """A link for each file (label → name and content) that saves it without asking the server
    again, and a button that copies ``copy``.
    """
    links = [
        f'<a class="download" download="{html.escape(name)}" '
        f'href="data:application/octet-stream;base64,{base64.b64encode(content).decode()}">'
        f"{html.escape(label)}</a>"
        for label, (name, content) in files.items()
    ]
    if copy is not None:
        links.append(f'<button type="button" data-copy="{html.escape(copy)}">Chép · Copy</button>')
    return f'<p class="downloads">{"".join(links)}</p>'


def to_batch_html(rows: Sequence[tuple[str, str | None]], waiting: Sequence[str] = ()) -> str:
    """How each input of a batch fared: its name and the error, None where there was none."""
    items = [
        f'<li class="done">✓ {html.escape(name)}</li>'
        if error is None
        else f'<li class="failed">✗ {html.escape(name)} <span>{html.escape(error)}</span></li>'
        for name, error in rows
    ]
    items += [f'<li class="waiting">… {html.escape(name)}</li>' for name in waiting]
    return f'<ul class="batch">{"".join(items)}</ul>'


def to_code_html(code: str) -> str:
    """Program text to be copied."""
    return (
        f'<pre tabindex="0"><code>{html.escape(code)}</code></pre>'
        f'<p class="downloads"><button type="button" data-copy="{html.escape(code)}">'
        "Chép · Copy</button></p>"
    )
