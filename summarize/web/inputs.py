"""What visitors give, read within the limits of a public page.

Uploads lie in the server's temporary folder: they go by their own name, and no message tells
where that folder is. A typed line is an address or nothing: it never names a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, NoReturn

from summarize.sources import (
    Failure,
    RawArticle,
    is_url,
    parse_article,
    parse_raw,
    read_article,
    read_raw,
)
from summarize.types import Article, InputError, OptionError

PAGE_TYPES = (".txt", ".md", ".html", ".htm")
TABLE_TYPES = (".jsonl", ".csv", ".tsv")
MAX_BYTES = 3_000_000
MAX_CHARACTERS = 500_000
MAX_CHARACTERS_SLOW = 20_000
"""What sumy's rankers take: their time grows with the square of the length, here to a second."""
MAX_POINTS = 10
MAX_BATCH = 50


class Input(NamedTuple):
    """One article of a batch: what it goes by, and how to get it, which raises InputError."""

    name: str
    read: Callable[[], Article]


def read_box(text: str) -> Article:
    """The article in what was typed or pasted: a page's text, its HTML or its address.

    Raises InputError.
    """
    text = text.strip()
    if not text:
        raise InputError("The box is empty. Paste an article or its web address, or pick a sample.")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"The text has {len(text):,} characters; this page takes {MAX_CHARACTERS:,} at most."
        )
    if is_url(text):
        return _within_limit(read_article(text))
    return parse_article(text.encode("utf-8", "replace"), "pasted text")


def read_upload(path: str) -> Article:
    """The article in an uploaded file. Raises InputError."""
    file = Path(path)
    # Finding the article in a page made to be slow takes seconds a megabyte.
    if (size := file.stat().st_size) > MAX_BYTES:
        raise InputError(
            f"{file.name} has {size / 1e6:.1f} MB; this page takes {MAX_BYTES / 1e6:.0f} at most."
        )
    return _within_limit(parse_article(file.read_bytes(), file.name))


def list_inputs(paths: Sequence[str], addresses: str) -> list[Input]:
    """The articles in uploaded files, tables row by row, and at addresses, one a line.

    Raises OptionError where there are none, or more than ``MAX_BATCH``.
    """
    inputs = list(islice(_find_inputs(paths, addresses), MAX_BATCH + 1))
    if not 0 < len(inputs) <= MAX_BATCH:
        given = f"more than {MAX_BATCH}" if inputs else "none"
        raise OptionError(f"Give 1 to {MAX_BATCH} articles, not {given}.")
    return inputs


def check_request(n: float, ranker: str, length: int) -> int:
    """``n`` as a number of points that the page gives for a text of ``length`` characters.

    Raises OptionError where it does not, or not by that ``ranker``.
    """
    if not 1 <= n <= MAX_POINTS:
        raise OptionError(f"The number of points must be from 1 to {MAX_POINTS}, not {n}.")
    if ranker.startswith("sumy-") and length > MAX_CHARACTERS_SLOW:
        raise OptionError(
            f"The ranker {ranker} takes {MAX_CHARACTERS_SLOW:,} characters at most on this page. "
            "Choose coverage."
        )
    return int(n)


def _find_inputs(paths: Sequence[str], addresses: str) -> Iterator[Input]:
    for path in paths:
        if Path(path).suffix.lower() in TABLE_TYPES:
            yield from _find_rows(path)
        else:
            yield Input(Path(path).name, partial(read_upload, path))
    for line in filter(None, map(str.strip, addresses.splitlines())):
        yield Input(line, partial(_read_address, line))


def _find_rows(path: str) -> Iterator[Input]:
    folder, found = f"{Path(path).parent}/", False
    for raw in read_raw([path]):
        found = True
        name = raw.source.replace(folder, "")
        if isinstance(raw, Failure):
            yield Input(name, partial(_fail, str(raw.error).replace(folder, "")))
        elif isinstance(raw, RawArticle):
            yield Input(name, partial(_read_row, RawArticle(name, raw.content)))
    if not found:
        yield Input(Path(path).name, partial(_fail, "The table holds no row."))


def _read_row(raw: RawArticle) -> Article:
    return _within_limit(parse_raw(raw))


def _read_address(line: str) -> Article:
    if not is_url(line):
        raise InputError("This is neither an uploaded file nor a web address.")
    return read_box(line)


def _within_limit(article: Article) -> Article:
    if len(article.text) > MAX_CHARACTERS:
        raise InputError(
            f"The article in {article.source} has {len(article.text):,} characters; "
            f"this page takes {MAX_CHARACTERS:,} at most."
        )
    return article


def _fail(message: str) -> NoReturn:
    raise InputError(message)
