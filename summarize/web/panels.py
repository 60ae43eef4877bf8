"""The page's panels as HTML (pure); what others wrote is escaped here."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Mapping, Sequence

from summarize.rendering import weave
from summarize.types import KeyPoint, Summary
from summarize.web.batch import Batch
from summarize.web.wording import Phrase, find_phrase
from summarize.words import capitalize

SYLLABLES_A_MINUTE = 240
"""How fast a Vietnamese text is read, for the reading time saved."""


def to_heading_html(summary: Summary) -> str:
    """Both headlines, what is known of the article, and how much of it the points are."""
    article, kept = summary.article, " ".join(point.sentence.text for point in summary.points)
    lines = []
    if article.title:
        lines.append(f'<h2 lang="vi">{html.escape(article.title)}</h2>')
    if summary.english_title:
        lines.append(f'<p class="english-title" lang="en">{html.escape(summary.english_title)}</p>')
    facts = [
        f"<span>{_say(name)}: <b>{value}</b></span>"
        for name, value in (
            (Phrase("Ngày", "Date"), article.published and article.published.isoformat()),
            (Phrase("Tác giả", "By"), article.byline and html.escape(article.byline)),
            (Phrase("Mục", "Section"), article.section and html.escape(article.section)),
            (Phrase("Nguồn", "Source"), article.source and _say(find_phrase(article.source))),
        )
        if value
    ]
    if facts:
        lines.append(f'<p class="facts">{"".join(facts)}</p>')
    words, kept_words = len(article.text.split()), len(kept.split())
    saved = _to_duration(max(0, words - kept_words) * 60 // SYLLABLES_A_MINUTE)
    lines.append(
        f'<p class="stats"><span><b>{len(summary.points)}</b>/{len(summary.sentences)} '
        f"{_say(Phrase('câu', 'sentences'))}</span>"
        f"<span><b>{kept_words}</b>/{words} {_say(Phrase('chữ', 'words'))}</span>"
        f"<span>{_say(Phrase('Đỡ đọc', 'Reading saved'))}: <b>{_say(saved)}</b></span></p>"
    )
    return f'<header class="heading">{"".join(lines)}</header>'


def _to_duration(seconds: int) -> Phrase:
    minutes, seconds = divmod(seconds, 60)
    if minutes:
        return Phrase(f"{minutes} phút {seconds} giây", f"{minutes} min {seconds} s")
    return Phrase(f"{seconds} giây", f"{seconds} s")


def to_points_html(summary: Summary, *, pending: bool = False, origin: Phrase | None = None) -> str:
    """The points in numbered rows, the quotation beside its English, leading into the source.

    ``pending``: points without English say that it is still to come. ``origin`` says where
    quotations and English are from.
    """
    bilingual = pending or any(point.english is not None for point in summary.points)
    rows = "".join(
        _point_row(number, point, bilingual, pending)
        for number, point in enumerate(summary.points, 1)
    )
    notes = _notes(summary.notes)
    if origin:
        notes += (
            f'<p class="origin"><span lang="vi">{html.escape(origin.vietnamese or "")}</span> '
            f'<span lang="en">{html.escape(origin.english)}</span></p>'
        )
    return f'<ol class="points{" bilingual" if bilingual else ""}">{rows}</ol>{notes}'


def _point_row(number: int, point: KeyPoint, bilingual: bool, pending: bool) -> str:
    quotation = html.escape(point.quotation)
    english = ""
    if point.english is not None:
        warnings = "".join(
            f'<p class="warning">⚠ {_say(find_phrase(warning))}</p>' for warning in point.warnings
        )
        english = f'<div class="en"><p lang="en">{html.escape(point.english)}</p>{warnings}</div>'
    elif pending:
        waiting = _say(Phrase("đang dịch", "translating …"))
        english = f'<div class="en waiting"><p>{waiting}</p></div>'
    elif bilingual:
        english = f'<div class="en"><p>{_say(Phrase("chưa dịch", "not translated"))}</p></div>'
    return (
        f'<li id="p{number}"><a class="number" href="#s{number}" '
        f'aria-label="Xem trong bài · See in the article: {number}">{number}</a>'
        f'<blockquote class="vi" lang="vi"><a href="#s{number}">{quotation}</a></blockquote>'
        f"{english}{_why(point.why)}</li>"
    )


def _why(reasons: Iterable[str]) -> str:
    phrases = [find_phrase(reason) for reason in reasons]
    vietnamese = "; ".join(phrase.vietnamese or phrase.english for phrase in phrases)
    english = "; ".join(phrase.english for phrase in phrases)
    return "".join(
        f'<p class="why" lang="{language}">{html.escape(capitalize(text))}.</p>'
        for language, text in (("vi", vietnamese), ("en", english))
    )


def to_source_html(summary: Summary) -> str:
    """The article with what is quoted in ``<mark id="s1">``, ``s2``, …, each with a link back to
    its point, and every sentence's standing from 0 to 1 in ``--heat``; then the paragraphs that
    may not be the article's, and the lines that reading left out, with reasons.
    """
    article = summary.article
    quoted = {point.sentence.end: (number, point) for number, point in enumerate(summary.points, 1)}
    low, high = min(summary.scores), max(summary.scores)
    tags = []
    for sentence, score in zip(summary.sentences, summary.scores, strict=True):
        heat = (score - low) / ((high - low) or 1)
        tags.append((sentence.start, f'<span style="--heat:{heat:.2f}">'))
        if sentence.end in quoted:
            number, point = quoted[sentence.end]
            back = f'<a class="number" href="#p{number}" aria-label="Ý · Point {number}">'
            mark = f'<mark id="s{number}">{back}{number}</a><span>'
            tags += [(point.sentence.start, mark), (sentence.end, "</span></mark>")]
        tags.append((sentence.end, "</span>"))
    return (
        f'<article class="source" lang="vi">{weave(article.text, tags)}</article>'
        + _lines_aside(
            Phrase(
                "Giữ lại dù có thể không thuộc bài",
                "Kept, though it may not be the article's",
            ),
            [(article.paragraphs[number], None) for number in article.doubtful],
        )
        + _lines_aside(Phrase("Đã lược", "Left out of the page"), article.dropped)
    )


def _lines_aside(what: Phrase, lines: Sequence[tuple[str, str | None]]) -> str:
    """A list that opens on demand, of lines with or without a reason each; nothing without any."""
    if not lines:
        return ""
    items = "".join(
        f'<li><span class="line" lang="vi">{html.escape(line)}</span>'
        + (f' <span class="reason">{_say(find_phrase(reason))}</span>' if reason else "")
        + "</li>"
        for line, reason in lines
    )
    return (
        f'<details class="dropped"><summary>{_say(what)} ({len(lines)})</summary>'
        f"<ul>{items}</ul></details>"
    )


def to_status_html(phrase: Phrase, kind: str = "done") -> str:
    """One line on how things stand; ``kind`` is "busy", "done" or "trouble"."""
    return f'<p class="status {kind}" role="status">{_say(phrase)}</p>'


def to_downloads_html(files: Mapping[str, tuple[str, bytes]], copy: str) -> str:
    """A link for each file (label → name and content) that saves it without asking the server
    again, and a button that copies ``copy``.
    """
    links = [
        f'<a class="download" download="{html.escape(name)}" '
        f'href="data:application/octet-stream;base64,{base64.b64encode(content).decode()}">'
        f"{html.escape(label)}</a>"
        for label, (name, content) in files.items()
    ]
    return f'<p class="downloads">{"".join(links)}{_copy_button(copy)}</p>'


_MARKS = {"waiting": "…", "read": "◐", "done": "✓", "failed": "✗"}
_STATES = {
    "waiting": Phrase("chờ", "waiting"),
    "read": Phrase("đã đọc, chờ dịch", "read, waiting for English"),
    "done": Phrase("xong", "done"),
}


def to_batch_html(batch: Batch) -> str:
    """A line for each input of a batch, then the notes on the whole."""
    items = [
        f'<li class="{item.state}">{_MARKS[item.state]} <b>{html.escape(item.input.name)}</b> '
        f"<span>{_say(find_phrase(item.error) if item.error else _STATES[item.state])}</span></li>"
        for item in batch.items
    ]
    return f'<ul class="batch">{"".join(items)}</ul>{_notes(batch.notes)}'


def to_code_html(code: str) -> str:
    """Program text to be copied."""
    return (
        f'<pre class="code" tabindex="0"><code>{html.escape(code)}</code></pre>'
        f'<p class="downloads">{_copy_button(code)}</p>'
    )


def _copy_button(content: str) -> str:
    return f'<button type="button" data-copy="{html.escape(content)}">Chép · Copy</button>'


def _notes(notes: Iterable[str]) -> str:
    return "".join(f'<p class="note">{_say(find_phrase(note))}</p>' for note in notes)


def _say(phrase: Phrase) -> str:
    """Both languages, each marked as what it is."""
    english = f'<span lang="en">{html.escape(phrase.english)}</span>'
    if phrase.vietnamese is None:
        return english
    return f'<span lang="vi">{html.escape(phrase.vietnamese)}</span> · {english}'
