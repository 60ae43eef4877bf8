"""Documents that name pages rather than being one: lists of addresses or feeds, feeds, sitemaps
(pure).
"""

from __future__ import annotations

import gzip
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from summarize.encodings import guess_encodings
from summarize.sources.dates import parse_date, read_moment
from summarize.sources.files import MAX_ARTICLE_BYTES, unpacked_name
from summarize.sources.html import find_root, is_url
from summarize.types import InputError
from summarize.words import normalize

_GZIP_MARK = b"\x1f\x8b"
_FEED_ROOTS = (b"rss", b"feed", b"rdf")
_SITEMAP_ROOTS = (b"urlset", b"sitemapindex")
_SCHEME = re.compile(r"[a-z][a-z\d+.-]*:", re.IGNORECASE)
_COMMENT = re.compile(r"(?:^|\s)#.*")
_TAG = re.compile(r"<[^<>]*>")
_BLURB = 150  # words of a description that is no article
_BLURB_WITHOUT_LINK = 50  # where there is no page that could say more
_MOST_LINKS = 50_000  # of one sitemap, as sitemaps.org has it


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and what the document says of the page there.

    ``changed`` orders the links of a sitemap; it is no day of publication. ``text`` is the article
    itself where the document holds that. ``fault`` says what is wrong where ``url`` is not an
    address but the place in the document where one was to be.
    """

    url: str
    title: str | None = None
    published: date | None = None
    changed: datetime | None = None
    text: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The links of a document.

    ``kind`` is "list" (links to anything), "index" (to sitemaps), "sitemap" or "feed" (to pages).
    ``flaw`` says what is wrong with the document where it could be read all the same.
    """

    kind: str
    links: tuple[Link, ...]
    flaw: str | None = None


def read_listing(content: bytes, source: str) -> Listing | None:
    """The links in a document; None if it is an article. Raises InputError for XML that is no
    page, feed, sitemap or OPML, and for one of these or a file named ``.urls`` that cannot be read.
    """
    if unpacked_name(Path(source)).suffix.lower() == ".urls" and not is_url(source):
        return _read_named_list(_unpack(content, source), source)
    content = _unpack(content, source)
    name = find_root(content)
    if name is None:
        return _read_list(content)
    if name in _FEED_ROOTS:
        return _read_feed(content, source)
    if name in _SITEMAP_ROOTS:
        return _read_sitemap(content, source)
    if name == b"opml":
        return _read_opml(content, source)
    if name != b"html" and content.startswith(b"<?xml"):
        raise InputError(
            f"{source} is XML but no feed, sitemap or OPML. Give the article as text or HTML."
        )
    return None


def _unpack(content: bytes, source: str) -> bytes:
    """The content without gzip, as which many a sitemap is served."""
    if not content.startswith(_GZIP_MARK):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            unpacked = stream.read(MAX_ARTICLE_BYTES + 1)
    except (OSError, EOFError, ValueError) as error:
        raise InputError(f"{source} is damaged and cannot be unpacked: {error}.") from error
    if len(unpacked) > MAX_ARTICLE_BYTES:
        raise InputError(f"{source} unpacks to more than {MAX_ARTICLE_BYTES // 1_000_000} MB.")
    return unpacked


def _read_list(content: bytes) -> Listing | None:
    """The addresses in a text that holds nothing else but comments (lines with a #)."""
    lines = map(str.strip, _read_lines(content))
    addresses = [line for line in lines if line and not line.startswith("#")]
    if not addresses or not all(map(is_url, addresses)):
        return None
    return Listing("list", tuple(map(Link, addresses)))


def _read_named_list(content: bytes, source: str) -> Listing:
    """The addresses in a file that says by its name that it is a list, one a line; comments may
    stand behind them too.
    """
    if content and not guess_encodings(content[:1000]):
        raise InputError(f"{source} is not a text: save it as UTF-8.")
    links = []
    for number, line in enumerate(_read_lines(content), 1):
        if is_url(address := _COMMENT.sub("", line).strip()):
            links.append(Link(address))
        elif address:
            place = f"{source}:{number}"
            fault = f"{place} is not a single http:// or https:// address: {address[:100]}"
            links.append(Link(place, fault=fault))
    flaw = None if links else f"The list {source} is empty: it names no address."
    return Listing("list", tuple(links), flaw)


def _read_lines(content: bytes) -> list[str]:
    encodings = guess_encodings(content[:1000])
    return content.decode(encodings[0], errors="ignore").splitlines() if encodings else []


def _read_feed(content: bytes, source: str) -> Listing:
    """An RSS or Atom feed, by feedparser, which reads broken ones as far as they go."""
    import feedparser

    base = {"content-location": source} if is_url(source) else {}
    # A stream, because feedparser opens or fetches what a plain string names.
    feed = feedparser.parse(io.BytesIO(content), response_headers=base)
    links = tuple(
        _read_entry(entry, f"{source}#{number}") for number, entry in enumerate(feed.entries, 1)
    )
    error = feed.get("bozo_exception")
    is_broken = error is not None and hasattr(error, "getLineNumber")
    trouble = f"line {error.getLineNumber()}: {error.getMessage()}" if is_broken else ""
    if is_broken and all(link.fault and not link.text for link in links):
        raise InputError(f"The feed {source} is broken and no item can be read: {trouble}.")
    flaw = f"The feed {source} is not well-formed ({trouble}); {len(links)} items were found."
    return Listing("feed", links, flaw if is_broken else None)


def _read_entry(entry: Any, place: str) -> Link:
    title = normalize(html.unescape(_TAG.sub("", str(entry.get("title", ""))))).strip()
    published = parse_date(entry.get("published") or entry.get("updated"))
    text = "\n".join(content.value for content in entry.get("content", ()))
    url, summary = str(entry.get("link", "")), str(entry.get("summary", ""))
    words = len(_TAG.sub(" ", summary).split())
    if not text.strip() and words > (_BLURB if url else _BLURB_WITHOUT_LINK):
        text = summary
    return _check(Link(url, title or None, published, text=text.strip() or None), place, words)


def _check(link: Link, place: str, words: int = 0) -> Link:
    """The link where it is an address; else what is wrong, at its place, where so many ``words``
    stand.
    """
    if is_url("".join(link.url.split())):
        return link
    if not link.url and words:
        fault = f"{place} has no link to a page, and its text is too short for one ({words} words)."
    elif not link.url:
        fault = f"{place} has neither a link to a page nor the page's text."
    elif is_url(place) or _SCHEME.match(link.url):
        fault = f"{place} names {link.url[:100]}, which is no http:// or https:// address."
    else:
        fault = (
            f"{place} names {link.url[:100]}, a part of an address only: give the address that the "
            "file is from."
        )
    return replace(link, url=place, fault=fault)


def _read_opml(content: bytes, source: str) -> Listing:
    """The feeds that a reader of feeds exported."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(content, parser)
    addresses = [] if root is None else root.xpath("//*[local-name()='outline']/@xmlUrl")
    links = (
        _check(Link(address.strip()), f"{source}#{number}")
        for number, address in enumerate(map(str, addresses), 1)
    )
    flaw = None if addresses else f"The OPML {source} names no feed."
    return Listing("list", tuple(links), flaw)


def _read_sitemap(content: bytes, source: str) -> Listing:
    """A sitemap or an index of them (sitemaps.org), with Google's news extension."""
    from lxml import etree

    entries = etree.iterparse(
        io.BytesIO(content),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        no_network=True,
        recover=True,
    )
    kind, trouble = "sitemap", ""
    links: list[Link] = []
    try:
        for _, element in entries:
            kind = "index" if etree.QName(element).localname == "sitemap" else "sitemap"
            links += _read_sitemap_entry(element, f"{source}#{len(links) + 1}")
            element.clear()
            if len(links) > _MOST_LINKS:
                flaw = (
                    f"{source} names more than {_MOST_LINKS:,} addresses; the others were left out."
                )
                return Listing(kind, tuple(links[:_MOST_LINKS]), flaw)
    except etree.XMLSyntaxError as error:
        trouble = str(error)
    if last := entries.error_log.last_error:
        trouble = f"line {last.line}: {last.message}"
    if trouble and not links:
        raise InputError(f"The sitemap {source} is broken and no link can be read: {trouble}.")
    flaw = f"The sitemap {source} is not well-formed ({trouble}); {len(links)} links were found."
    return Listing(kind, tuple(links), flaw if trouble else None)


def _read_sitemap_entry(element: Any, place: str) -> Iterator[Link]:
    """The link in a <url> or <sitemap>."""
    from lxml import etree

    texts = {etree.QName(child).localname: child.text or "" for child in element.iterchildren("*")}
    news = {
        etree.QName(child).localname: child.text or ""
        for child in element.iterfind("{*}news/*")
        if isinstance(child.tag, str)
    }
    published = read_moment(news.get("publication_date"))
    if url := texts.get("loc", "").strip():
        link = Link(
            url,
            normalize(news.get("title", "")).strip() or None,
            published.date() if published else None,
            published or read_moment(texts.get("lastmod")),
        )
        yield _check(link, place)
