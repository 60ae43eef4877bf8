"""The article in an HTML page (pure)."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from summarize.cleaning import clean_article, read_date_line, read_page
from summarize.types import Article, InputError
from summarize.words import normalize

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PROLOGUE = re.compile(
    rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype\s+(\w*)[^>\[]*(?:\[.*?\]\s*)?>)",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(rb"\s*<(?:[\w.-]+:)?([\w.-]+)")
_URL = re.compile(r"https?://", re.IGNORECASE)
# How the sites' markup names the lead, which often stands outside what is found as the text.
_LEAD_CLASS = re.compile(
    r"sapo|chapp?eau|summary|cms-desc|standfirst|(?:^| )(?:description|lead)(?: |$)", re.IGNORECASE
)
_NEAR_HEADING = 15  # elements
_TIME_OF_DAY = re.compile(r"\d{1,2} ?[:h] ?\d{2}")
_NOT_AN_ARTICLE = re.compile(r"(?:cổng|trang) (?:thông tin|tin)|trang chủ|báo ", re.IGNORECASE)


def is_url(text: str) -> bool:
    """Whether the text is an http(s) address and nothing else."""
    return bool(_URL.match(text)) and len(text.split()) == 1


def find_root(content: bytes) -> bytes | None:
    """The local name of a document's first element, in lower case, or what its doctype calls
    ``html``; None if this does not begin like XML or HTML.
    """
    # UTF-16 is ASCII with zeros in between, as far as the markup goes.
    head = content[:20_000].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    start = 0
    while prologue := _PROLOGUE.match(head, start):
        if (prologue[1] or b"").lower() == b"html":
            return b"html"
        start = prologue.end()
    root = _ROOT.match(head, start)
    return root[1].lower() if root else None


_TAGS = frozenset(
    b"html head body article section main header div p span a img figure h1 h2 h3 h4 ul ol li table"
    b" blockquote strong em b i br meta".split()
)


def is_html(content: bytes) -> bool:
    """Whether bytes are an HTML page, or a piece of one: elements of its body and their ends."""
    root = find_root(content)
    return root == b"html" or (root in _TAGS and b"</" in content)


def parse_date(text: str | None) -> date | None:
    """The date at the start of an ISO 8601 text; None where there is none."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def parse_html(html: str, source: str) -> Article:
    """The article in an HTML page, found by trafilatura (Barbaresi 2021).

    Where that finds none, all text of the page is read as if it had been pasted. Raises
    InputError where there is none either.
    """
    import trafilatura

    document = trafilatura.bare_extraction(
        html,
        url=source if is_url(source) else None,
        with_metadata=True,
        include_comments=False,
        favor_recall=True,
        # A guess among the dates that the text mentions would be worse than none.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if document is None or not document.text:
        text = trafilatura.html2txt(html)
        if not text.strip():
            raise InputError(
                f"No article was found in the HTML of {source}. "
                "Copy its text off the page in a browser and give that."
            )
        return read_page(text, source=source)
    tree = trafilatura.load_html(html)
    title = _find_title(tree, document.title)
    return clean_article(
        Article(
            text="\n\n".join(map(_without_frame, document.text.splitlines())),
            title=normalize(title) if title else None,
            published=parse_date(document.date) or _find_date(tree),
            byline=document.author,
            source=source,
            lead=_find_lead(tree, document.text),
        )
    )


def _find_title(tree: HtmlElement, title: str | None) -> str | None:
    """The heading that the page's own title begins with, which names the site besides."""
    headings = [_text(heading) for heading in tree.iter("h1", "h2")]
    if not title:
        return next(filter(None, headings), None)
    if _NOT_AN_ARTICLE.match(title):
        return next((heading for heading in headings if len(heading.split()) >= 5), title)
    return next((heading for heading in headings if heading and title.startswith(heading)), title)


def _find_date(tree: HtmlElement) -> date | None:
    """The date line below the heading, which some sites give in plain elements, or with the time of
    day above it, where without one it may be today's.
    """
    elements = list(tree.iter("h1", "h2", "p", "div", "span", "time", "li", "em", "i", "small"))
    heading = next((i for i, each in enumerate(elements) if each.tag in ("h1", "h2")), 0)
    below = map(_text, elements[heading + 1 : heading + _NEAR_HEADING])
    above = map(_text, reversed(elements[max(heading - _NEAR_HEADING, 0) : heading]))
    lines = chain(below, filter(_TIME_OF_DAY.search, above))
    return next((found.date for line in lines if (found := read_date_line(line))), None)


def _find_lead(tree: HtmlElement, found: str) -> str | None:
    """The first paragraph that the markup calls the lead, unless it stands in what was found."""
    for element in tree.iter("p", "h2", "div", "strong"):
        text = _text(element) if _LEAD_CLASS.search(element.get("class", "")) else ""
        if 8 <= len(text.split()) <= 120 and not element.xpath(".//p[2]"):
            return None if _letters(text)[-60:] in _letters(found) else text
    return None


def _without_frame(line: str) -> str:
    """A table's row comes as | cell | cell |, its rule as |---|---|."""
    return line.strip(" |-") if line.startswith("|") else line


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _text(element: HtmlElement) -> str:
    for stamp in element.find_class("location-stamp"):
        stamp.tail = f" {stamp.tail or ''}"
    return " ".join(element.text_content().split())
