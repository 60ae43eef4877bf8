"""Where articles come from: files, folders, tables, standard input and URLs (all input I/O)."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from summarize.cleaning import clean_article, read_page
from summarize.fetching import fetch_page
from summarize.types import Article, InputError
from summarize.words import normalize

TEXT_SUFFIXES = (".txt", ".md")
HTML_SUFFIXES = (".html", ".htm")
TABLE_SUFFIXES = (".jsonl", ".csv")
MAX_FILE_BYTES = 50_000_000  # of one article; tables are read row by row and may be larger

_TEXT_COLUMNS = ("text", "content", "body")
_TITLE_COLUMNS = ("title", "headline")
_DATE_COLUMNS = ("published", "date")
_NAME_COLUMNS = ("url", "source", "id")
_URL = re.compile(r"https?://", re.IGNORECASE)
_HTML_START = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)", re.I)


class Failure(NamedTuple):
    """An input that did not yield an article."""

    source: str
    error: InputError


def is_url(text: str) -> bool:
    """Whether the text is an http(s) address and nothing else."""
    return bool(_URL.match(text)) and len(text.split()) == 1


def read_article(source: str, *, allow_private: bool = False) -> Article:
    """The article in a file, at a URL, or on standard input ("-"). Raises InputError."""
    if source == "-":
        return parse_article(sys.stdin.buffer.read(), "standard input")
    if is_url(source):
        return parse_article(fetch_page(source, allow_private=allow_private), source)
    return parse_article(_read_file(Path(source)), source)


def read_articles(
    sources: Iterable[str], *, allow_private: bool = False
) -> Iterator[Article | Failure]:
    """Every article in files, folders (their text, HTML and table files), URLs and "-".

    In the order given, folders by name; what cannot be read comes as a Failure in its place.
    """
    for source in sources:
        path = Path(source)
        if not is_url(source) and path.is_dir():
            files = sorted(path for path in path.rglob("*") if _is_input(path))
            if not files:
                wanted = ", ".join(TEXT_SUFFIXES + HTML_SUFFIXES + TABLE_SUFFIXES)
                yield Failure(source, InputError(f"The folder {source} holds no {wanted} file."))
            for file in files:
                yield from _read_one(str(file), allow_private)
        else:
            yield from _read_one(source, allow_private)


def parse_article(content: bytes, source: str) -> Article:
    """The article in the bytes of a page, HTML or text; ``source`` names it. Raises InputError."""
    if source.lower().endswith(HTML_SUFFIXES) or _HTML_START.match(content[:1000]):
        return parse_html(decode_text(content, source), source)
    return read_page(decode_text(content, source), source=source)


def parse_html(html: str, source: str) -> Article:
    """The article in an HTML page, found by trafilatura (Barbaresi 2021). Raises InputError."""
    import trafilatura

    document = trafilatura.bare_extraction(
        html,
        url=source if is_url(source) else None,
        with_metadata=True,
        include_comments=False,
        favor_recall=True,
    )
    if document is None or not document.text:
        raise InputError(
            f"No article was found in the HTML of {source}. "
            "Copy its text off the page in a browser and give that."
        )
    return clean_article(
        Article(
            text="\n\n".join(document.text.splitlines()),
            title=document.title,
            published=parse_date(document.date),
            byline=document.author,
            source=source,
        )
    )


def parse_row(row: Mapping[str, Any], source: str) -> Article:
    """The article in a table's row: columns text/content/body and optionally title/headline,
    published/date, url/source/id. Raises InputError.
    """
    columns = {str(name).strip().lower(): value for name, value in row.items() if name}
    text = _first(columns, _TEXT_COLUMNS)
    if text is None:
        raise InputError(
            f"{source} has no text: it wants a column named {', '.join(_TEXT_COLUMNS[:-1])} or "
            f"{_TEXT_COLUMNS[-1]} and has {', '.join(columns) or 'none'}."
        )
    source = _first(columns, _NAME_COLUMNS) or source
    title = _first(columns, _TITLE_COLUMNS)
    published = parse_date(_first(columns, _DATE_COLUMNS))
    if title is None and published is None:
        return read_page(text, source=source)
    return clean_article(Article(text=text, title=title, published=published, source=source))


def parse_date(text: str | None) -> date | None:
    """The date at the start of an ISO 8601 text; None where there is none."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def decode_text(content: bytes, source: str) -> str:
    """The text in UTF-8, UTF-16 with its mark, or windows-1258 bytes. Raises InputError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content[:100_000]:
        encodings = []
    else:
        encodings = ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{source} is not a text: save it as UTF-8 text or HTML.")


def _read_one(source: str, allow_private: bool) -> Iterator[Article | Failure]:
    try:
        if not is_url(source) and source.lower().endswith(TABLE_SUFFIXES):
            yield from _read_table(Path(source))
        else:
            yield read_article(source, allow_private=allow_private)
    except InputError as error:
        yield Failure(source, error)


def _read_table(path: Path) -> Iterator[Article | Failure]:
    content = decode_text(_read_file(path, limit=None), str(path))
    rows = _json_rows(content) if path.suffix.lower() == ".jsonl" else _csv_rows(content)
    for number, row in rows:
        source = f"{path}:{number}"
        try:
            if not isinstance(row, Mapping):
                raise InputError(f"{source} is not a JSON object.")
            yield parse_row(row, source)
        except InputError as error:
            yield Failure(source, error)


def _json_rows(content: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, None


def _csv_rows(content: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    csv.field_size_limit(MAX_FILE_BYTES)
    header = content.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter)
    yield from enumerate(reader, 1)


def _read_file(path: Path, limit: int | None = MAX_FILE_BYTES) -> bytes:
    try:
        if limit is not None and path.stat().st_size > limit:
            raise InputError(f"{path} is larger than {limit // 1_000_000} MB, too long an article.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def _is_input(path: Path) -> bool:
    suffixes = TEXT_SUFFIXES + HTML_SUFFIXES + TABLE_SUFFIXES
    return path.suffix.lower() in suffixes and path.is_file() and not path.name.startswith(".")


def _first(columns: Mapping[str, Any], names: Iterable[str]) -> str | None:
    """The first non-empty value among the named columns, as text."""
    for name in names:
        value = columns.get(name)
        if value is not None and str(value).strip():
            return normalize(str(value)).strip()
    return None
