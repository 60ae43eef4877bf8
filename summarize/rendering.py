"""Summaries as text for people and programs: all output formats and all escaping (pure)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from textwrap import shorten
from typing import NamedTuple

from summarize.types import KeyPoint, Story, StoryPoint, Summary

SCHEMA = 2
"""Of a digest's JSON; it changes when a key is removed or changes its meaning."""

_UNTITLED = "Untitled article"
_MARKDOWN_SYMBOLS = re.compile(r"([\\`*_\[\]<>#|~&])")
_MARKDOWN_LIST_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def to_terminal(summary: Summary) -> str:
    """Headline, date and byline, and the numbered points, each with its English beneath."""
    lines = [line for line in (*_headlines(summary), _facts(summary)) if line]
    if lines:
        lines.append("")
    for number, point in enumerate(summary.points, 1):
        lines.append(f"{number}. {point.quotation}")
        if point.english is not None:
            lines.append(f"   → {point.english}")
        lines += [f"   ! {warning}" for warning in point.warnings]
    return "\n".join(lines) + "\n"


def to_json(summary: Summary) -> str:
    """``Summary.to_dict`` as indented JSON."""
    return json.dumps(summary.to_dict(), ensure_ascii=False, indent=2) + "\n"


def _to_json_line(value: object) -> str:
    """Plain values as one line of JSON."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def stream_digest_jsonl(stories: Iterable[tuple[Story, bool]]) -> Iterator[str]:
    """Stories, each with whether it is complete, one a line."""
    for story, complete in stories:
        yield _to_json_line({"schema": SCHEMA, "complete": complete, **story.to_dict()})


def stream_errors_jsonl(failures: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Source and error of inputs that failed, one a line."""
    for source, error in failures:
        yield _to_json_line({"source": source, "error": error})


def to_markdown(summary: Summary) -> str:
    """An article: the English headline, the Vietnamese beneath, the points with quotations."""
    return _markdown_story(Story.of_one(summary), "#")


def _markdown_story(story: Story, heading: str) -> str:
    lines = [f"{heading} {escape_markdown(to_headline(story))}", ""]
    if story.english_title and story.title:
        lines += [f"*{escape_markdown(story.title)}*", ""]
    if len(story.summaries) == 1:
        if facts := _facts(story.summaries[0], with_source=True):
            lines += [escape_markdown(facts), ""]
    else:
        lines += [f"- {_markdown_article(summary)}" for summary in story.summaries] + [""]
    for number, point in enumerate(story.points, 1):
        lines += _markdown_point(number, story, point)
    lines += [f"> Note: {escape_markdown(note)}\n" for note in story.notes]
    return "\n".join(lines).rstrip() + "\n"


class Heading(NamedTuple):
    """A story's line in a digest's contents list; ``day`` is its ISO date."""

    headline: str
    day: str | None
    articles: int = 1


def by_day(summary: Summary) -> int:
    """What sorts summaries as a digest does: the newest first, undated ones last."""
    return -summary.article.published.toordinal() if summary.article.published else 0


class Digest(NamedTuple):
    """Many stories, and how many articles they tell and how many inputs ``failed``.

    ``stories`` is gone through after ``headings``, and each once. ``note`` says what a reader
    should know of the whole, ``has_english`` whether it is translated at all.
    """

    headings: Iterable[Heading]
    stories: Iterable[Story]
    articles: int
    failed: int = 0
    note: str = ""
    has_english: bool = True

    @classmethod
    def of(cls, summaries: Sequence[Summary], note: str = "") -> Digest:
        """The digest in which each article is a story."""
        stories = list(map(Story.of_one, summaries))
        days = (story.published.isoformat() if story.published else None for story in stories)
        headings = map(Heading, map(to_headline, stories), days)
        has_english = any(_has_english(summary) for summary in summaries)
        return cls(headings, stories, len(stories), note=note, has_english=has_english)

    @property
    def introduction(self) -> str:
        """How many articles, and whose words these are."""
        count = to_count(self.articles, "article")
        english = "; English is machine-made" if self.has_english else ""
        return f"{count}. Points are verbatim quotations{english}."


def _has_english(summary: Summary) -> bool:
    points = (point.english is not None for point in summary.points)
    return summary.english_title is not None or any(points)


def stream_digest_markdown(digest: Digest) -> Iterator[str]:
    """A digest piece by piece: a contents list by day, then every story with its points in
    English above their quotations.
    """
    yield f"# Digest\n\n{digest.introduction}\n"
    if digest.failed:
        yield f"\n{to_count(digest.failed, 'input')} could not be read: see errors.jsonl.\n"
    if digest.note:
        yield f"\n> Note: {escape_markdown(digest.note)}\n"
    yield "\n## Contents\n"
    previous = None
    for number, (headline, day, size) in enumerate(digest.headings, 1):
        if day != previous:
            yield f"\n**{day or 'Undated'}**\n"
        if day != previous or number == 1:
            yield "\n"
        previous = day
        many = f" ({size} articles)" if size > 1 else ""
        yield f"{number}. [{escape_markdown(headline)}](#story-{number}){many}\n"
    for number, story in enumerate(digest.stories, 1):
        yield f'\n<a id="story-{number}"></a>\n\n{_markdown_story(story, f"## {number}.")}'


def escape_markdown(text: str) -> str:
    """``text`` on one line, so that Markdown shows it as it is."""
    text = _MARKDOWN_SYMBOLS.sub(r"\\\1", " ".join(text.split()))
    return _MARKDOWN_LIST_START.sub(
        lambda match: rf"{match[1]}\{match[2]}" if match[1] else rf"\{match[3]}", text
    )


def to_marked_text_html(summary: Summary) -> str:
    """The article's text as HTML, the chosen sentences in ``<mark id="s1">``, ``s2``, …"""
    tags = []
    for number, point in enumerate(summary.points, 1):
        tags += [(point.sentence.start, f'<mark id="s{number}">'), (point.sentence.end, "</mark>")]
    return f'<div lang="vi">{weave(summary.article.text, tags)}</div>'


def weave(text: str, tags: Iterable[tuple[int, str]]) -> str:
    """An article's text as HTML paragraphs with ``tags`` in it, each with its offset, in order."""
    pieces, position = [], 0
    for offset, tag in tags:
        pieces += [html.escape(text[position:offset]), tag]
        position = offset
    pieces.append(html.escape(text[position:]))
    return f"<p>{''.join(pieces)}</p>".replace("\n\n", "</p><p>")


_HEADLINE_LENGTH = 90


def to_headline(story: Story) -> str:
    """What stands over a story: its headline, in English if there is one; of a story without a
    headline, the beginning of its first point.
    """
    if headline := story.english_title or story.title:
        return headline
    if not story.points:
        return _UNTITLED
    point = story.points[0].point
    return shorten(point.english or point.quotation, _HEADLINE_LENGTH, placeholder=" …")


def _headlines(summary: Summary) -> list[str]:
    titles = (summary.article.title, summary.english_title)
    return [title for title in titles if title]


def _facts(summary: Summary, with_source: bool = False) -> str:
    article = summary.article
    published = article.published.isoformat() if article.published else None
    source = article.source if with_source else None
    return " · ".join(fact for fact in (published, article.byline, source) if fact)


def _outlet(summary: Summary, number: int) -> str:
    """What a citation calls an article, the story's ``number``-th: its host, or its file."""
    source = summary.article.source or ""
    # What is no address may still look like one.
    if match := re.match(r"https?://(?:www\.)?([^/?#:@]+)", source, re.IGNORECASE):
        return match[1]
    return source.rpartition("/")[2] or f"article {number}"


def _markdown_article(summary: Summary) -> str:
    article = summary.article
    facts = (article.title, article.published and article.published.isoformat(), article.source)
    return " · ".join(escape_markdown(fact) for fact in facts if fact)


def _markdown_point(number: int, story: Story, cited: StoryPoint) -> list[str]:
    point = cited.point
    quotation = escape_markdown(point.quotation)
    indent = " " * len(f"{number}. ")
    if point.english is None:
        lines = [f"{number}. {quotation}"]
    else:
        lines = [f"{number}. {escape_markdown(point.english)}", "", f"{indent}> {quotation}"]
    if len(story.summaries) > 1:
        outlets = (_outlet_at(story, place) for place in _tellers(cited))
        lines += ["", f"{indent}— {escape_markdown(', '.join(dict.fromkeys(outlets)))}"]
    for citation in cited.other_figures:
        said = " ".join(filter(None, (citation.english, f"“{citation.sentence.text}”")))
        other = f"{_outlet_at(story, citation.article)} has other figures: {said}"
        lines += ["", f"{indent}{escape_markdown(other)}"]
    for warning in point.warnings:
        lines += ["", f"{indent}⚠ {escape_markdown(warning)}"]
    return [*lines, ""]


def _outlet_at(story: Story, place: int) -> str:
    return _outlet(story.summaries[place], place + 1)


def _tellers(point: StoryPoint) -> tuple[int, ...]:
    """The articles that tell the point, the quoted one first."""
    return (point.article, *(citation.article for citation in point.also))


def to_count(number: int, noun: str) -> str:
    """ "1 article", "2 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def to_html(summary: Summary) -> str:
    """A page of its own: headlines, points with quotations, and the article with its marks."""
    story = Story.of_one(summary)
    points = (
        _point_html(point.point, f"#s{number}") for number, point in enumerate(story.points, 1)
    )
    return (
        f"{_head_html(to_headline(story), 'vi')}<body>{_story_html(story, points, 'h1')}"
        f'<section class="source">{to_marked_text_html(summary)}</section></body></html>\n'
    )


def to_stories_html(summaries: Sequence[Summary]) -> str:
    """Many stories one after the other: headlines and points with quotations."""
    return "".join(
        _story_html(story, (_point_html(point.point) for point in story.points))
        for story in map(Story.of_one, summaries)
    )


_STYLE = """
:root { color-scheme: light }
body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 0 auto;
  padding: 1rem; color: #1f2937; background: #fff; overflow-wrap: anywhere }
h1, h2, h3 { line-height: 1.3 } a { color: #1d4ed8 }
.vietnamese, .facts, .note, .warning { color: #4b5563; margin: .3rem 0 }
.facts, .note, .warning { font-size: .92em }
main article, .source { border-top: 1px solid #d1d5db; margin-top: 2rem }
li { margin: .6rem 0 } li p { margin: 0 }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid #9ca3af }
blockquote a { color: inherit; text-decoration: none }
.source p { white-space: pre-line } mark { background: #fde68a }
summary { cursor: pointer }
@media print {
  body { max-width: none } h2, h3, article > p { break-after: avoid }
  article > ol > li { break-inside: avoid }
  a { color: inherit; text-decoration: none }
  .articles a[href]::after { content: " " attr(href); font-size: .8em; color: #4b5563 }
  details::details-content { content-visibility: visible; height: auto }
}
"""


def _head_html(title: str, language: str) -> str:
    """A page up to its body."""
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>\n"
    )


def stream_digest_html(digest: Digest) -> Iterator[str]:
    """A digest as a page of its own, piece by piece: a contents list by day, then every story
    with its points in English, each unfolding to its quotation.
    """
    yield _head_html("Digest", "en")
    yield f"<body><header><h1>Digest</h1><p>{digest.introduction}</p>"
    if digest.failed:
        yield f"<p>{to_count(digest.failed, 'input')} could not be read: see errors.jsonl.</p>"
    if digest.note:
        yield f'<p class="note">{html.escape(digest.note)}</p>'
    yield '</header>\n<nav aria-label="Contents"><h2>Contents</h2>\n'
    is_open, previous = False, None
    for number, (headline, day, size) in enumerate(digest.headings, 1):
        if not is_open or day != previous:
            yield "</ol>\n" if is_open else ""
            yield f'<h3>{html.escape(day or "Undated")}</h3>\n<ol start="{number}">\n'
            is_open, previous = True, day
        many = f' <span class="facts">{size} articles</span>' if size > 1 else ""
        link = f'<a href="#story-{number}">{html.escape(headline)}</a>'
        yield f"<li>{link}{many}</li>\n"
    yield f"{'</ol>' if is_open else ''}</nav>\n<main>\n"
    for number, story in enumerate(digest.stories, 1):
        points = (_folded_point_html(story, point) for point in story.points)
        yield _story_html(story, points, number=number)
    yield "</main></body></html>\n"


def _story_html(
    story: Story, points: Iterable[str], heading: str = "h2", number: int | None = None
) -> str:
    """A story around its ``points``: headlines, what is known of its articles, notes. A digest
    gives it a number.
    """
    name, place = (f' id="story-{number}"', f"{number}. ") if number else ("", "")
    vietnamese = (
        f'<p class="vietnamese" lang="vi">{html.escape(story.title)}</p>'
        if story.english_title and story.title
        else ""
    )
    if len(story.summaries) == 1:
        (summary,) = story.summaries
        source = summary.article.source or ""
        facts = f'<p class="facts">{_facts_html(summary, _link(source, source))}</p>'
    else:
        articles = "\n".join(starmap(_article_html, enumerate(story.summaries, 1)))
        facts = f'<ul class="articles">\n{articles}\n</ul>'
    items = "\n".join(f"<li>{point}</li>" for point in points)
    notes = "".join(f'<p class="note">Note: {html.escape(note)}</p>' for note in story.notes)
    return (
        f'<article class="story"{name}><{heading}>{place}{_headline_html(story)}</{heading}>'
        f"{vietnamese}{facts}\n<ol>\n{items}\n</ol>{notes}</article>\n"
    )


def _headline_html(story: Story) -> str:
    is_vietnamese = story.title or any(not point.point.english for point in story.points[:1])
    language = "vi" if is_vietnamese and not story.english_title else "en"
    return f'<span lang="{language}">{html.escape(to_headline(story))}</span>'


def _facts_html(summary: Summary, source: str) -> str:
    article = summary.article
    return " · ".join(
        fact
        for fact in (
            article.published and f"<time>{article.published.isoformat()}</time>",
            html.escape(article.section or ""),
            html.escape(article.byline or ""),
            source,
        )
        if fact
    )


def _article_html(number: int, summary: Summary) -> str:
    source, title = summary.article.source or "", summary.article.title
    outlet = _outlet(summary, number)
    if not title:
        return f'<li class="facts">{_facts_html(summary, _link(source, outlet))}</li>'
    facts = _facts_html(summary, html.escape(outlet))
    return (
        f'<li><span lang="vi">{_link(source, title)}</span><br>'
        f'<span class="facts">{facts}</span></li>'
    )


def _point_html(point: KeyPoint, mark: str | None = None) -> str:
    """A point in English above its quotation, which leads to ``mark`` where there is one."""
    quotation = html.escape(point.quotation)
    if mark:
        quotation = f'<a href="{mark}">{quotation}</a>'
    quotation = f'<blockquote lang="vi">{quotation}</blockquote>'
    if point.english is None:
        return quotation
    return f'<p lang="en">{html.escape(point.english)}</p>{quotation}{_warnings_html(point)}'


def _folded_point_html(story: Story, cited: StoryPoint) -> str:
    """A point in English that unfolds to its quotation, and who tells it."""
    point = cited.point
    quotation = f'<blockquote lang="vi">{html.escape(point.quotation)}</blockquote>'
    outlets = ""
    if len(story.summaries) > 1:
        links = (_linked_outlet(story, place) for place in _tellers(cited))
        outlets = f'<p class="facts">{", ".join(dict.fromkeys(links))}</p>'
    for citation in cited.other_figures:
        english = f"{html.escape(citation.english)} " if citation.english else ""
        outlets += (
            f'<p class="facts">{_linked_outlet(story, citation.article)} has other figures: '
            f'{english}<span lang="vi">“{html.escape(citation.sentence.text)}”</span></p>'
        )
    if point.english is None:
        return f"{quotation}{outlets}"
    return (
        f'<details><summary lang="en">{html.escape(point.english)}</summary>{quotation}</details>'
        f"{outlets}{_warnings_html(point)}"
    )


def _linked_outlet(story: Story, place: int) -> str:
    return _link(story.summaries[place].article.source or "", _outlet_at(story, place))


def _warnings_html(point: KeyPoint) -> str:
    return "".join(f'<p class="warning">⚠ {html.escape(line)}</p>' for line in point.warnings)


def _link(address: str, text: str) -> str:
    # Only what is surely an address becomes a link: a source may be any text.
    if not re.match(r"https?://", address, re.IGNORECASE):
        return html.escape(text)
    return f'<a href="{html.escape(address)}">{html.escape(text)}</a>'
