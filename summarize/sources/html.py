"""The article in an HTML page (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import chain
from operator import itemgetter
from textwrap import shorten
from typing import TYPE_CHECKING

from summarize.cleaning import AGENCY_MARK, clean_article, read_date_line, read_page
from summarize.sources.dates import parse_date
from summarize.sources.markup import (
    BESIDE,
    find_article,
    find_heading,
    find_section,
    find_subheadings,
    is_called_lead,
    letters_of,
    list_lines,
    names_site,
    read_author,
    strip_site,
    text_of,
)
from summarize.types import Article, DroppedLine, InputError
from summarize.words import normalize

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEAD = 20_000  # bytes or characters that a document's first element is sought in
_PROLOGUE = re.compile(
    rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype\s+(\w*)[^>\[]*(?:\[.*?\]\s*)?>)",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(rb"\s*<(?:[\w.-]+:)?([\w.-]+)")
_URL = re.compile(r"https?://", re.IGNORECASE)
_MOMENTS = (
    "//meta[not(contains(concat(@property, @name, @itemprop), 'odified')"
    " or contains(concat(@property, @name), 'updated'))]/@content | //time/@datetime"
)
_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")', re.DOTALL)
_MOMENT = re.compile(r'"datePublished"\s*:\s*"([^"]*)"')
# What stands on a page in an article's place: that it is gone, wants a script, consent or a proof.
_READER = r"(?:bạn|quý (?:vị|khách|độc giả|bạn đọc)|độc giả|bạn đọc)"
_PAGE = r"(?:trang(?: web)?|bài(?: viết| báo)?|nội dung|tin|đường dẫn|liên kết|địa chỉ|url)"
_SHELL = re.compile(
    rf"(?:(?:rất tiếc|xin lỗi|ôi|oops|sorry|lỗi)(?: {_READER})?[,!.:]* )?(?:"
    rf"{_PAGE} (?:mà )?{_READER} (?:đang |vừa |muốn )?(?:tìm|yêu cầu|truy cập|xem|đọc)\b.{{0,60}}"
    r"\b(?:không|chưa|bị|đã|hết)\b"
    rf"|(?:không tìm thấy|không tồn tại) {_PAGE}\b"
    rf"|{_PAGE}(?: này)? (?:không (?:tồn tại|còn|tìm thấy|được tìm thấy)|(?:đã )?bị (?:gỡ|xóa|xoá))"
    r"|(?:(?:error|http|lỗi) )?404\W*(?:(?:page |file )?not found|không tìm thấy.{0,30})?\W*\Z"
    r"|(?:the )?(?:requested )?(?:page|article|url)\b.{0,40}"
    r"\b(?:not|(?:ca|does)n['’]t) (?:be )?(?:found|exist)"
    rf"|(?:(?:{_READER} )?(?:cần|phải|hãy|(?:xin )?vui lòng)(?: hãy)? )?(?:bật|kích hoạt)"
    r"(?: chạy)? java ?script\b"
    r"|trình duyệt\b.{0,40}\b(?:không hỗ trợ|chưa bật|đã tắt|tắt) java ?script\b"
    r"|(?:you (?:need|have) to |please )?(?:enable|turn on) java ?script\b"
    rf"|trước khi (?:{_READER} )?tiếp tục(?: truy cập| sử dụng| đến| vào| với)?\b"
    r"|before you continue\b"
    r"|(?:chúng tôi|(?:trang )?(?:web|website)(?: này)?|we|this (?:web)?site)"
    r" (?:có )?(?:sử dụng|dùng|uses?)(?: các)? (?:cookie|tệp cookie)"
    r"|just a moment|checking your browser|(?:please )?verify(?:ing)? (?:that )?you are"
    r"|(?:đang )?(?:xác minh|kiểm tra) (?:rằng )?(?:bạn|trình duyệt)\b)",
    re.IGNORECASE,
)
_LONGEST_SHELL, _LONGEST_SAID = 100, 25  # words of such a page, and of the sentence that says so
_SENTENCE_END = re.compile(r"(?<=[.!?…]) +|\n")
_NEAR_HEADING = 15  # elements
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: )(https?://\S+?)(?:-->|\s)"
)
_TIME_OF_DAY = re.compile(r"\d{1,2} ?[:h] ?\d{2}")


def is_url(text: str) -> bool:
    """Whether the text is an http(s) address and nothing else."""
    return bool(_URL.match(text)) and len(text.split()) == 1


def find_root(content: bytes) -> bytes | None:
    """The local name of a document's first element, in lower case, or what its doctype calls
    ``html``; None if this does not begin like XML or HTML.
    """
    # UTF-16 is ASCII with zeros in between, as far as the markup goes.
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    start = 0
    while prologue := _PROLOGUE.match(head, start):
        if (prologue[1] or b"").lower() == b"html":
            return b"html"
        start = prologue.end()
    root = _ROOT.match(head, start)
    return root[1].lower() if root else None


_BLOCKS = (
    "body head meta article section main header div p figure h1 h2 h3 h4 ul ol li table tr td th "
    "center blockquote"
).split()
_BLOCK_NAMES = frozenset(name.encode() for name in _BLOCKS)
# Prose that mentions a tag has spaces around it.
_BLOCK_END = re.compile(
    rf"(?:[^\s(]|\n[ \t]*)</(?:{'|'.join(_BLOCKS)})\s*>\s*(?:<|$)".encode(),
    re.IGNORECASE | re.MULTILINE,
)
_BREAK = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_INLINE = "(?:a|b|strong|i|em|u|s|font|span|small|big|sub|sup|img)"
_INLINE_TAG = re.compile(rf"</?{_INLINE}(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MARKUP = re.compile(
    r"""(?:[^\s"“'‘(]|[.!?…]["”]?[ ]?|^(?=<br\s*/?>(?:\S|\s*$)))<br\s*/?>"""
    rf"|<({_INLINE})(?:\s[^<>]*)?>(?=\S)[^<>]+</\1>|<{_INLINE}\s+[\w-]+\s*=[^<>]*>",
    re.IGNORECASE | re.MULTILINE,
)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d+|#x[\da-f]+|[a-z]\w*);", re.IGNORECASE)


def is_html(content: bytes) -> bool:
    """Whether bytes are an HTML page, or a piece of one with elements that are its paragraphs."""
    root = find_root(content)
    return root == b"html" or root in _BLOCK_NAMES or bool(_BLOCK_END.search(content))


def without_markup(text: str) -> str:
    """A text that is no HTML without the tags within lines that came along, a line's end for
    ``<br>``, and signs for their entities. Tags that it only mentions stay.
    """
    if _MARKUP.search(text):
        text = _INLINE_TAG.sub("", _BREAK.sub("\n", text))
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)


def parse_html(html: str, source: str, url: str | None = None) -> Article:
    """The article in an HTML page, found by trafilatura (Barbaresi 2021). ``url`` is its address
    where ``source``, which names it in errors, is none. The source of an article that a browser
    saved is the address that it was saved from.

    Where that finds none, all text of the page is read as if it had been pasted. Raises
    InputError where there is none either, and where a page says that it has none.
    """
    import trafilatura

    html = normalize(html)  # which dates and comparisons want
    if find_root(html[:_HEAD].encode(errors="replace")) != b"html":
        html = _close_paragraphs(html)
    tree = trafilatura.load_html(html)
    if tree is None:
        raise _find_nothing(source)
    origin = source if is_url(source) else _find_origin(html, tree) or source
    if _is_front_page(origin, tree):
        raise InputError(
            f"{source} is a site's front page, not an article: give an article's address, or the "
            "site's feed or sitemap to summarize digest."
        )
    known = trafilatura.extract_metadata(
        deepcopy(tree),
        default_url=next(filter(is_url, (url or "", origin)), None),
        # A guess among the dates that the text mentions would be worse than none.
        date_config={"original_date": True, "extensive_search": False},
    )
    content = deepcopy(tree)
    heading = find_heading(content)
    title = text_of(heading) if heading is not None else _find_title(tree, known.title)
    published = _find_published(content, known.date, heading)
    dropped = strip_site(content, heading)
    document = trafilatura.bare_extraction(content, include_comments=False, favor_recall=True)
    text = _in_paragraphs(document.text if document else "", html)
    text = _in_order(text, content)
    text = _with_all_told(text, content)
    if not text:
        lines = list_lines(tree)
        if not lines:
            raise _find_nothing(source)
        _refuse_shell("\n".join(lines), None, source)
        return read_page("\n".join(lines), source=origin)
    _refuse_shell(text, tree, source)
    article = clean_article(
        Article(
            text="\n\n".join(map(_without_frame, text.splitlines())),
            title=normalize(title) if title else None,
            published=published,
            byline=read_author(known.author, tree, filter(None, (known.sitename, known.hostname))),
            section=find_section(tree),
            source=origin,
            lead=_find_lead(content, heading, text),
        ),
        headings=set(map(text_of, find_subheadings(content))),
    )
    dropped += article.dropped
    return replace(article, dropped=(*dropped, *_find_outside(tree, article, dropped)))


def _find_origin(html: str, tree: HtmlElement) -> str | None:
    """The address that a browser saved a page from: in a comment, or in the link that Firefox's
    reader view has above the headline.
    """
    if said := _SAVED_FROM.search(html[:_HEAD]):
        return said[1]
    links = tree.xpath("//a[contains(concat(@class, ' '), 'reader-domain ')]/@href")
    return next(filter(is_url, map(str, links)), None)


def _find_nothing(source: str) -> InputError:
    return InputError(
        f"No article was found in the HTML of {source}. "
        "Copy its text off the page in a browser and give that."
    )


_FRONT = re.compile(r"https?://[^/?#]+/?(?:#.*)?", re.IGNORECASE)
_HEADLINES, _LEAST_OF_HEADLINE = 12, 5  # links on a front page, and their words


def _is_front_page(address: str, tree: HtmlElement) -> bool:
    """Whether a page at a site's root links to many articles."""
    links = (link for link in tree.iter("a") if len(text_of(link).split()) >= _LEAST_OF_HEADLINE)
    return bool(_FRONT.fullmatch(address)) and sum(1 for _ in links) >= _HEADLINES


def _in_paragraphs(text: str, html: str) -> str:
    """``text`` with the line breaks that it has in the page's data (schema.org), where a page whose
    body scripts are to write has it only there.
    """
    if "\n" in text:
        return text
    for string in _ARTICLE_BODY.findall(html):
        try:
            body = json.loads(string, strict=False)
        except ValueError:
            continue
        # JSON can spell half a surrogate, which is no text.
        body = normalize(body.encode(errors="replace").decode())
        if "\n" in body and letters_of(body) == letters_of(text):
            return body
    return text


def _in_order(found: str, tree: HtmlElement) -> str:
    """The lines that were found as the page has them: trafilatura puts those that it finds late at
    the end.
    """
    places: dict[str, list[int]] = {}
    for place, line in enumerate(list_lines(tree)):
        places.setdefault(letters_of(line), []).append(place)
    last, placed = -1, []
    for line in found.splitlines():
        known = places.get(letters_of(line)) or [last]
        last = next((place for place in known if place >= last), known[0])
        placed.append((last, line))
    return "\n".join(line for _, line in sorted(placed, key=itemgetter(0)))


def _with_all_told(found: str, tree: HtmlElement) -> str:
    """The text that was found, or all lines around the page's paragraphs where it lacks most."""
    article, told = find_article(tree)
    letters = letters_of(found)
    lost = sum(letters_of(text_of(paragraph)) not in letters for paragraph in told)
    return "\n".join(list_lines(article)) if 2 * lost > len(told) else found


def _find_outside(
    tree: HtmlElement, article: Article, dropped: Iterable[DroppedLine]
) -> Iterator[DroppedLine]:
    """The page's other lines, each once: neither of the article nor among the dropped."""
    told = letters_of(f"{article.title}{article.text}")
    known = {letters_of(line.line) for line in dropped}
    marks = tuple(letters_of(line.line) for line in dropped if line.reason == AGENCY_MARK)
    for line in list_lines(tree):
        letters = letters_of(line)
        mark = next(filter(letters.startswith, marks), "")
        if letters.removeprefix(mark) not in told and letters not in known:
            known.add(letters)
            yield DroppedLine(line, BESIDE)


def _refuse_shell(text: str, tree: HtmlElement | None, source: str) -> None:
    """Raise InputError where a short page says that the article is gone, or what it wants first.

    Below another headline it is an article on such pages.
    """
    if len(text.split()) > _LONGEST_SHELL:
        return
    headings = [] if tree is None else list(map(text_of, tree.iter("h1")))
    if any(len(heading.split()) >= 5 and not _SHELL.match(heading) for heading in headings):
        return
    said = next(filter(_SHELL.match, (*headings, *_SENTENCE_END.split(text))), None)
    if not said or len(said.split()) > _LONGEST_SAID:
        return
    raise InputError(
        f"There is no article in {source}. The page says: “{shorten(said, 100, placeholder=' …')}” "
        "Open it in a browser, copy the article off it and give that."
    )


def _close_paragraphs(piece: str) -> str:
    """A piece of a page with all text in paragraphs, beside which trafilatura takes it for none."""
    if not _PARAGRAPH.search(piece):
        piece = _BREAK.sub("</p><p>", piece)
    return f"<p>{piece}"


def _find_title(tree: HtmlElement, title: str | None) -> str | None:
    """The title that a page gives itself, if the page shows it; else a heading, or the line that
    would be the headline if the page had been pasted.
    """
    headings = [text_of(heading) for heading in tree.iter("h1", "h2")]
    lines = "\n".join(list_lines(tree))
    if title and not names_site(title):
        shown = next((heading for heading in headings if heading and title.startswith(heading)), "")
        if shown or letters_of(title) in letters_of(lines):
            return shown or title
    likely = next((heading for heading in headings if len(heading.split()) >= 5), None)
    return likely or read_page(lines).title or title


def _find_published(tree: HtmlElement, day: str | None, heading: HtmlElement | None) -> date | None:
    """The day that was found in the page's markup, on Vietnam's clock: by the first moment of that
    day that is not called a change. One found in its text alone may be today's.
    """
    moments = [
        *tree.xpath(_MOMENTS),
        *(
            moment
            for script in tree.iter("script")
            for moment in _MOMENT.findall(script.text or "")
        ),
    ]
    for moment in moments:
        if day and moment.startswith(day):
            return parse_date(moment)
    return _find_date(tree, heading) or parse_date(day)


def _find_date(tree: HtmlElement, heading: HtmlElement | None) -> date | None:
    """The date line below the heading, which some sites give in plain elements, or with the time of
    day above it, where without one it may be today's.
    """
    tags = ("h1", "h2", "p", "div", "span", "time", "li", "em", "i", "small", "td")
    elements = list(tree.iter(*tags))
    if heading not in elements:
        heading = next(tree.iter("h1", "h2"), None)
    place = elements.index(heading) if heading is not None else 0
    below = map(text_of, elements[place + 1 : place + _NEAR_HEADING])
    above = map(text_of, reversed(elements[max(place - _NEAR_HEADING, 0) : place]))
    lines = chain(below, filter(_TIME_OF_DAY.search, above))
    return next((found.date for line in lines if (found := read_date_line(line))), None)


def _find_lead(tree: HtmlElement, heading: HtmlElement | None, found: str) -> str | None:
    """The first paragraph that the markup calls the lead, or the one between the headline and what
    was found, unless it stands there.
    """
    for element in tree.iter("p", "h2", "div", "strong", "span"):
        text = text_of(element) if is_called_lead(element) else ""
        if is_lead(text) and not element.xpath(".//p[2]"):
            return None if holds_lead(found, text) else text
    below = heading.xpath("following::p | following::h2") if heading is not None else ()
    told = [text for text in map(text_of, below) if is_lead(text) and text.endswith(".")]
    is_above = any(holds_lead(found, text) for text in told[1:])
    return told[0] if is_above and not holds_lead(found, told[0]) else None


def is_lead(text: str) -> bool:
    """Whether a text is as long as leads are."""
    return 8 <= len(text.split()) <= 120


def holds_lead(text: str, lead: str) -> bool:
    """Whether the lead's end stands in the text, by the letters; before it may be a mark."""
    return letters_of(lead)[-60:] in letters_of(text)


_RULE = re.compile(r"[|\s:-]*\Z")


def _without_frame(line: str) -> str:
    """A table's row comes as | cell | cell |, its rule as |---|---|."""
    if not line.startswith("|"):
        return line
    return "" if _RULE.match(line) else line.strip(" |").replace(r"\|", "|")
