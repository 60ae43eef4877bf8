"""A page as it was pasted → the article in it, and every line left out with the reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from summarize.cleaning.body import with_body
from summarize.cleaning.header import read_header
from summarize.cleaning.lines import key
from summarize.cleaning.mending import mend_lines
from summarize.types import Article


def read_page(raw: str, *, source: str | None = None, notes: Sequence[str] = ()) -> Article:
    """The article in a pasted page.

    In: whatever was copied off a page, and what is to be noted of it. Out: the article; all words
    of the page are in its ``text``, ``title``, ``section`` or ``byline``, or in ``dropped`` with
    the reason. Never raises; a text without recognisable structure is kept whole and has no title.
    """
    lines = mend_lines(raw)
    header = read_header(lines)
    article = Article(
        "",
        title=header.title,
        published=header.published,
        byline=header.byline,
        section=header.section,
        source=source,
        dropped=tuple(header.dropped),
        notes=tuple(notes),
    )
    return with_body(article, header.body)


def clean_article(article: Article, headings: Collection[str] = ()) -> Article:
    """``article`` with the furniture, captions and agency marks in its text dropped.

    For text that came without page header, such as a table's column: what is known of the
    article stays, and no line is taken for its headline. A ``lead`` that the text lacks is put
    at its head. ``headings`` are lines that markup calls so: they are no captions.
    """
    lines = mend_lines(article.text)
    if article.lead:
        lead = mend_lines(article.lead)
        known = {key(line) for line in lines}
        lines = [line for line in lead if key(line) not in known] + lines
    return with_body(replace(article, text="", lead=None), lines, headings)
