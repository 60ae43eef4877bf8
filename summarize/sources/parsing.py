"""From bytes or a table's row to the article in them (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten
from typing import NamedTuple

from summarize.cleaning import clean_article, read_page
from summarize.encodings import decode_text, restore_text
from summarize.sources.archives import HEADERS, is_archive, unpack_page
from summarize.sources.dates import read_cell
from summarize.sources.html import (
    holds_lead,
    is_html,
    is_lead,
    is_url,
    parse_html,
    without_markup,
)
from summarize.types import Article, InputError
from summarize.words import normalize, strip_diacritics

# As ``fold_column`` writes them, those that count more first.
TEXT_COLUMNS = (
    "text content body articlebody fulltext noidung noidungbaiviet noidungtin toanvan article "
    "baiviet"
).split()
DATE_COLUMNS = (
    "published date datepublished publishdate datepublish publisheddate publicationdate pubdate "
    "publishedat publishedtime publishedon publishtime dateposted ngaydang ngayxuatban "
    "thoigiandang ngay datetime time timestamp thoigian"
).split()
BYLINE_COLUMNS = ("author", "authors", "byline", "tacgia", "nguoiviet")
_TITLE_COLUMNS = ("title", "headline", "tieude", "tieudebaiviet", "tenbai", "tenbaiviet")
_LEAD_COLUMNS = ("lead", "sapo", "description", "abstract", "tomtat", "mota")
_SECTION_COLUMNS = ("section", "category", "articlesection", "chuyenmuc")
_NAME_COLUMNS = ("url", "link", "lienket", "duongdan", "source", "id")
USED_COLUMNS = frozenset(
    (
        *TEXT_COLUMNS,
        *DATE_COLUMNS,
        *BYLINE_COLUMNS,
        *_TITLE_COLUMNS,
        *_LEAD_COLUMNS,
        *_SECTION_COLUMNS,
        *_NAME_COLUMNS,
    )
)
_HTML_NAME = re.compile(r"\.[xs]?html?(\.(gz|xz|zst))?$", re.IGNORECASE)
_OTHER_KINDS = {
    "a PDF": re.compile(rb"\s*%PDF-"),
    "an RTF document": re.compile(rb"\s*\{\\rtf"),
    "an e-mail": re.compile(HEADERS + rb"(?:MIME-Version|Message-ID|Received):", re.IGNORECASE),
}
_CELL_END = re.compile("[,;|\t]")
_LONGEST_HEADER = 1000
_BETWEEN_WORDS = re.compile(r"\(.*\)|[\s_.-]")
_TAG = re.compile(r"<[^<>]*>")
_JSON_START = re.compile(r"\s*[{\[]")


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An input as it was read: a page's bytes, or a table's row, its columns by ``fold_column``,
    those of ``USED_COLUMNS`` alone.

    ``title`` and ``published`` are what the feed or sitemap that named the page says of it. They
    count where the page itself is silent. ``place`` is the table with the row's number and line
    there, which errors tell; ``source`` is what the row calls itself. ``note`` tells what was amiss
    with getting it.
    """

    source: str
    content: bytes | Mapping[str, str]
    title: str | None = None
    published: date | None = None
    place: str | None = None
    note: str | None = None

    @property
    def size(self) -> int:
        """Its length in bytes or characters."""
        if isinstance(self.content, bytes):
            return len(self.content)
        return sum(map(len, self.content.values()))


def parse_raw(raw: RawArticle) -> Article:
    """The article in what was read. Raises InputError."""
    if not isinstance(raw.content, bytes):
        place = raw.place or raw.source
        article = replace(parse_row(raw.content, place), source=raw.source)
        if not any(map(str.isalpha, article.text)):
            raise InputError(f"There is no sentence in {place}. Give the text of an article.")
        return article
    article = parse_article(raw.content, raw.source)
    return replace(
        article,
        title=article.title or raw.title,
        published=article.published or raw.published,
        notes=(raw.note, *article.notes) if raw.note else article.notes,
    )


def parse_article(content: bytes, source: str) -> Article:
    """The article in the bytes of a page, HTML or text; ``source`` names it. Raises InputError.

    The source of an article in a web archive is the address that it was saved from.
    """
    if is_archive(content):
        html, address = unpack_page(content)
        text, notes = decode_text(html, source)
        article = parse_html(text, source, address)
        origin = address if address and is_url(address) else article.source
        return replace(article, source=origin, notes=notes)
    for kind, start in _OTHER_KINDS.items():
        if start.match(content):
            raise InputError(
                f"{source} is {kind}, not the text of an article: copy the article out of it and "
                "save that as UTF-8 text or HTML."
            )
    text, notes = decode_text(content, source)
    if _is_table(text):
        raise InputError(
            f"{source} is a table, not the text of an article: save it as .csv or .tsv and use "
            "summarize digest, or the web page's batch."
        )
    if _is_json(text):
        raise InputError(
            f"{source} is JSON, not the text of an article: save it as JSON Lines (.jsonl, one "
            "object a line) and use summarize digest, or the web page's batch."
        )
    if is_read_as_html(content, source):
        return replace(parse_html(text, source), notes=notes)
    return read_page(without_markup(text), source=source, notes=notes)


def is_read_as_html(content: bytes, source: str) -> bool:
    """Whether a page's bytes, from a place with that name, are taken for HTML."""
    return bool(_HTML_NAME.search(source)) or is_html(content)


def _is_table(text: str) -> bool:
    """Whether a text begins with the header of a table."""
    header = text.lstrip("\ufeff\r\n").partition("\n")[0]
    cells = _CELL_END.split(header[:_LONGEST_HEADER])
    # In a table no space follows a comma, in prose one does.
    names = {fold_column(cell.strip('"\r')) for cell in cells if not cell.startswith(" ")}
    return not names.isdisjoint(TEXT_COLUMNS) and len(names.intersection(USED_COLUMNS)) > 1


def _is_json(text: str) -> bool:
    """Whether a text is a JSON object or array, or JSON Lines."""
    start = _JSON_START.match(text)
    if not start:
        return False
    try:
        value, end = json.JSONDecoder().raw_decode(text, start.end() - 1)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or not text[end:].strip()


def fold_column(name: str) -> str:
    """One spelling for a column's names: ``Ngày đăng``, ``ngay_dang`` and ``NgayDang (UTC+7)`` are
    ``ngaydang``.
    """
    return _BETWEEN_WORDS.sub("", strip_diacritics(normalize(name)).lower())


def parse_row(row: Mapping[str, str], source: str) -> Article:
    """The article in a table's row: a column with its text, and others with what is known of it.
    Raises InputError.

    A lead that the text lacks is put at its head.
    """
    restored = {name: restore_text(value, source) for name, value in row.items()}
    notes = next((value.notes for value in restored.values() if value.notes), ())
    row = {name: value.text for name, value in restored.items()}
    text = _first(row, TEXT_COLUMNS) or ""
    if not is_html(text.encode(errors="replace")):
        text = without_markup(text)
    dated = read_row_date(row)
    known = Article(
        text=text,
        title=_read_line(row, _TITLE_COLUMNS),
        published=dated.day,
        byline=_read_line(row, BYLINE_COLUMNS),
        section=_read_line(row, _SECTION_COLUMNS),
        source=source,
        notes=(*notes, dated.fault) if dated.fault else notes,
    )
    article = _find_article(known, name_row(row))
    lead = _read_line(row, _LEAD_COLUMNS)
    return _with_lead(article, lead) if lead else article


def _find_article(known: Article, url: str | None) -> Article:
    """The article in the text of a row, of which something is ``known``."""
    if is_html(known.text.encode(errors="replace")):  # as markup that was written in entities is
        found = parse_html(known.text, known.source or "", url)
    elif known.title is None:
        found = read_page(known.text, source=known.source)
    else:
        return clean_article(known)
    return replace(
        found,
        title=known.title or found.title,
        published=known.published or found.published,
        byline=known.byline or found.byline,
        section=known.section or found.section,
        notes=(*known.notes, *found.notes),
    )


def _with_lead(article: Article, lead: str) -> Article:
    """The article with the lead at the head of its text, unless that holds it."""
    if not is_lead(lead) or holds_lead(article.text, lead):
        return article
    cleaned = clean_article(Article(lead, title=article.title))
    if not cleaned.text:
        return article
    return replace(
        article,
        text=f"{cleaned.text}\n\n{article.text}",
        lead=cleaned.text,
        dropped=(*cleaned.dropped, *article.dropped),
        doubtful=tuple(number + 1 for number in article.doubtful),
    )


def _read_line(row: Mapping[str, str], names: Iterable[str]) -> str | None:
    text = without_markup(_first(row, names) or "")
    if is_html(text.encode(errors="replace")):
        text = _TAG.sub(" ", text)
    return " ".join(text.split()) or None


class RowDate(NamedTuple):
    """The day of a row, and what its ``cell`` says; neither where no such cell is filled."""

    day: date | None = None
    cell: str = ""
    has_month_first: bool = False

    @property
    def fault(self) -> str | None:
        """What is to be noted of a cell that could not be read."""
        return f"The date “{self.cell}” could not be read." if self.cell and not self.day else None


def read_row_date(row: Mapping[str, str]) -> RowDate:
    """The first date column that can be read, or else the first that is filled."""
    cells = [cell for name in DATE_COLUMNS if (cell := _first(row, (name,)))]
    for cell in cells:
        if found := read_cell(cell):
            return RowDate(found.day, cell, found.has_month_first)
    return RowDate(cell=shorten(cells[0], 60, placeholder=" …")) if cells else RowDate()


def describe_row(row: Mapping[str, str]) -> dict[str, str]:
    """What of a row decides what is read in it, by meaning, whatever the columns are called."""
    columns = {
        "text": TEXT_COLUMNS,
        "title": _TITLE_COLUMNS,
        "lead": _LEAD_COLUMNS,
        "byline": BYLINE_COLUMNS,
        "section": _SECTION_COLUMNS,
    }
    filled = {what: _first(row, names) or "" for what, names in columns.items()}
    dated = read_row_date(row)
    return {**filled, "published": repr((dated.day, dated.fault))}


def name_row(row: Mapping[str, str]) -> str | None:
    """What the row itself says of where it came from: its url, source or id."""
    return _first(row, _NAME_COLUMNS)


def _first(row: Mapping[str, str], names: Iterable[str]) -> str | None:
    """The first non-empty value among the named columns."""
    for name in names:
        value = normalize(row.get(name) or "").strip()
        if value:
            return value
    return None
