"""From what the user named to raw articles, one by one."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from summarize.fetching import fetch_page
from summarize.sources.files import MAX_ARTICLE_BYTES, read_file, unpacked_name
from summarize.sources.html import is_url
from summarize.sources.parsing import RawArticle, name_row, parse_article
from summarize.sources.tables import TABLE_SUFFIXES, read_json_rows, read_rows
from summarize.types import Article, InputError

_INPUT_SUFFIXES = (".txt", ".md", ".html", ".htm", *TABLE_SUFFIXES)
_STDIN = "standard input"


class Failure(NamedTuple):
    """An input that did not yield an article."""

    source: str
    error: InputError


def read_article(source: str, *, allow_private: bool = False) -> Article:
    """The article in a file, at a URL, or on standard input ("-"). Raises InputError."""
    if source == "-":
        return parse_article(sys.stdin.buffer.read(), _STDIN)
    if is_url(source):
        return parse_article(fetch_page(source, allow_private=allow_private), source)
    return parse_article(read_file(Path(source)), source)


def read_raw(
    sources: Iterable[str], *, allow_private: bool = False
) -> Iterator[RawArticle | Failure]:
    """Every raw article in files, patterns, folders (their text, HTML and table files), URLs
    and "-".

    In the order given, folders and patterns by name; what cannot be read comes as a Failure in
    its place.
    """
    for source in sources:
        for place in _find_places(source):
            if isinstance(place, Failure):
                yield place
                continue
            try:
                yield from _read_place(place, allow_private)
            except InputError as error:
                yield Failure(place, error)


def _find_places(source: str) -> Iterator[str | Failure]:
    """The files in a folder or of a pattern; else the source itself."""
    path = Path(source)
    if source == "-" or is_url(source) or path.is_file():
        yield source
    elif path.is_dir():
        files = sorted(path for path in path.rglob("*") if _is_input(path))
        if not files:
            wanted = ", ".join(_INPUT_SUFFIXES)
            yield Failure(source, InputError(f"The folder {source} holds no {wanted} file."))
        yield from map(str, files)
    elif glob.has_magic(source):
        places = sorted(glob.glob(source, recursive=True))
        if not places:
            yield Failure(source, InputError(f"No file matches {source}."))
        yield from (place for place in places if Path(place).is_file())
    else:
        yield source


def _read_place(place: str, allow_private: bool) -> Iterator[RawArticle | Failure]:
    if place == "-":
        yield from _read_standard_input()
    elif is_url(place):
        yield RawArticle(place, fetch_page(place, allow_private=allow_private))
    elif unpacked_name(Path(place)).suffix.lower() in TABLE_SUFFIXES:
        yield from _name_rows(read_rows(Path(place)), place)
    else:
        yield RawArticle(place, read_file(Path(place)))


def _read_standard_input() -> Iterator[RawArticle | Failure]:
    """One article, or as many as there are lines where it begins like JSON Lines."""
    stream = sys.stdin.buffer
    head = stream.readline(MAX_ARTICLE_BYTES)
    if head.startswith(b"{"):
        yield from _name_rows(read_json_rows(head, stream), _STDIN)
    else:
        content = head + stream.read(MAX_ARTICLE_BYTES)
        if len(content) > MAX_ARTICLE_BYTES:
            raise InputError(f"There is too much on {_STDIN} for one article.")
        yield RawArticle(_STDIN, content)


def _name_rows(
    rows: Iterable[tuple[int, dict[str, str] | None]], place: str
) -> Iterator[RawArticle | Failure]:
    for number, row in rows:
        source = f"{place}:{number}"
        if row is None:
            yield Failure(source, InputError(f"{source} is not a JSON object."))
        else:
            yield RawArticle(name_row(row) or source, row)


def _is_input(path: Path) -> bool:
    return (
        unpacked_name(path).suffix.lower() in _INPUT_SUFFIXES
        and path.is_file()
        and not path.name.startswith(".")
    )
