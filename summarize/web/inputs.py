"""What visitors give, read within the limits of a public page.

Uploads lie in the server's temporary folder: they go by their own name, and no message tells
where that folder is. A typed line is an address or nothing: it never names a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from summarize.fetching import Fetcher, without_user
from summarize.sentences import split_sentences
from summarize.sources import (
    TABLE_SUFFIXES,
    Failure,
    Finder,
    Finding,
    Pending,
    RawArticle,
    Remark,
    is_url,
    parse_article,
    parse_raw,
    read_article,
    read_raw,
)
from summarize.types import Article, InputError, OptionError

_BARE_ADDRESS = re.compile(r"(?:(?:[a-z\d-]+\.)+[a-z]{2,}|(?:\d+\.){3}\d+)/\S+", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(r"[a-z]+:/{2,3}\S+", re.IGNORECASE)  # ftp://, file:///
TABLE_TYPES = tuple(suffix for suffix in TABLE_SUFFIXES if suffix != ".parquet")
MAX_BYTES = 3_000_000
MAX_CHARACTERS = 500_000
MAX_CHARACTERS_SLOW, MAX_SENTENCES_SLOW = 20_000, 100
"""What sumy's rankers take: their time grows with the square of the sentences' number. The slowest,
``sumy-kl``, takes a second here, and five where no word comes up again.
"""
MAX_POINTS = 10
MAX_BATCH = 50
MAX_FETCHED, MAX_MINUTES = 4 * MAX_BATCH, 15
"""Of one batch: sitemaps may lead on and on and never name a page, and slow hosts keep others from
their turn.
"""


class Input(NamedTuple):
    """One input of a batch: what it goes by, and how to get what it holds: an article, or a
    listing's inputs in its place. ``read`` raises InputError.
    """

    name: str
    read: Callable[[], Article | Listed]


class Listed(NamedTuple):
    """The inputs that something leads to; ``notes`` say what was amiss with it."""

    inputs: tuple[Input, ...]
    notes: tuple[str, ...] = ()

    def within_limit(self) -> Listed:
        """The first ``MAX_BATCH`` of them, with a note where there are more."""
        if len(self.inputs) <= MAX_BATCH:
            return self
        cut = f"A batch takes {MAX_BATCH} articles at most. What comes after them was left out."
        return Listed(self.inputs[:MAX_BATCH], tuple(dict.fromkeys((*self.notes, cut))))


def read_box(text: str, finder: Finder | None = None) -> Article:
    """The article in what was typed or pasted: a page's text, its HTML or its address.

    With a ``finder`` the address is one of many, fetched by the rules of ``summarize digest``.
    Raises InputError.
    """
    if not isinstance(text, str):  # programs may send anything
        raise InputError(f"The text must be a string, not {_kind(text)}.")
    text = text.strip()
    if not text:
        raise InputError("The box is empty. Paste an article or its web address, or pick a sample.")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"The text has {len(text):,} characters; this page takes {MAX_CHARACTERS:,} at most."
        )
    text = _complete_address(text)
    if is_url(text):
        return _within_limit(read_article(text)) if finder is None else _read_page(text, finder)
    if _OTHER_ADDRESS.fullmatch(text):
        raise InputError(f"{text} is no address of a web page: those begin with https://.")
    lines = text.split()
    if len(lines) > 1 and all(map(is_url, lines)):
        raise InputError(f"These are {len(lines)} addresses, not an article: use the page's batch.")
    return parse_article(text.encode("utf-8", "replace"), "pasted text")


def check_texts(texts: list[str]) -> None:
    """Raises OptionError where a program's texts are no list, or not as many as a batch takes."""
    if not isinstance(texts, list):
        raise OptionError(f"The texts must be a list, not {_kind(texts)}.")
    if not 0 < len(texts) <= MAX_BATCH:
        raise OptionError(f"Give 1 to {MAX_BATCH} articles, not {len(texts)}.")


def _kind(value: object) -> str:
    """What a value that came as JSON is."""
    names = {type(None): "null", str: "a string", list: "a list", dict: "an object"}
    return names.get(type(value), "true or false" if isinstance(value, bool) else "a number")


def _complete_address(text: str) -> str:
    """What looks like an address as one: with its scheme."""
    return f"https://{text}" if _BARE_ADDRESS.fullmatch(text) else text


def read_upload(path: str) -> Article:
    """The article in an uploaded file. Raises InputError."""
    return _within_limit(parse_article(_read_bytes(Path(path)), Path(path).name))


def list_inputs(paths: Sequence[str], addresses: str) -> Listed:
    """The inputs in uploaded files, tables row by row, and at addresses, one a line.

    Feeds, sitemaps and lists of addresses are listed when they are read, by the rules of
    ``summarize digest``. Raises OptionError where there is no input at all.
    """
    inputs = tuple(islice(_find_inputs(paths, addresses), MAX_BATCH + 1))
    if not inputs:
        raise OptionError("Nothing was given. Choose files, or type addresses, one a line.")
    return Listed(inputs).within_limit()


def check_request(n: float, ranker: str, text: str) -> int:
    """``n`` as a number of points that the page gives for an article's text.

    Raises OptionError where it does not, or not by that ``ranker``.
    """
    if isinstance(n, bool) or not isinstance(n, (int, float)):
        raise OptionError(f"The number of points must be a number, not {_kind(n)}.")
    if not isinstance(ranker, str):
        raise OptionError(f"The ranker must be a string, not {_kind(ranker)}.")
    if not 1 <= n <= MAX_POINTS:
        raise OptionError(f"The number of points must be from 1 to {MAX_POINTS}, not {n}.")
    if ranker.startswith("sumy-") and (
        len(text) > MAX_CHARACTERS_SLOW or len(split_sentences(text)) > MAX_SENTENCES_SLOW
    ):
        raise OptionError(
            f"The ranker {ranker} takes {MAX_CHARACTERS_SLOW:,} characters and "
            f"{MAX_SENTENCES_SLOW} sentences at most on this page. Choose coverage."
        )
    return int(n)


class BoundedFetcher(Fetcher):
    """Fetches so many pages in so many minutes and no more."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._left, self._end = MAX_FETCHED, self._clock() + 60 * MAX_MINUTES

    def fetch(self, url: str) -> bytes:
        if not self._left or self._clock() > self._end:
            raise InputError(
                f"{url} was not fetched: a batch may fetch {MAX_FETCHED} pages in {MAX_MINUTES} "
                "minutes."
            )
        self._left -= 1
        return super().fetch(url)


def make_fetcher() -> Fetcher:
    """What fetches a batch's pages, as ``summarize digest`` does but for somebody who waits."""
    return BoundedFetcher(retries=1)


def make_finder() -> Finder:
    """What finds a batch's articles, and remembers the addresses that came up in it."""
    return Finder(make_fetcher())


def _find_inputs(paths: Sequence[str], addresses: str) -> Iterator[Input]:
    finder = make_finder()
    for path in paths:
        if Path(path).suffix.lower() in TABLE_TYPES:
            yield from _find_rows(path)
        else:
            yield Input(Path(path).name, partial(_read_file, path, finder))
    lines = filter(None, map(str.strip, addresses.splitlines()))
    for line in map(_complete_address, lines):
        yield Input(without_user(line), partial(_read_address, line, finder))


def _read_file(path: str, finder: Finder) -> Article | Listed:
    return _list(finder.find_in(_read_bytes(Path(path)), Path(path).name))


def _read_bytes(file: Path) -> bytes:
    # Finding the article in a page made to be slow takes seconds a megabyte.
    if (size := file.stat().st_size) > MAX_BYTES:
        raise InputError(
            f"{file.name} has {size / 1e6:.1f} MB; this page takes {MAX_BYTES / 1e6:.0f} at most."
        )
    return file.read_bytes()


def _list(findings: Iterator[Finding]) -> Article | Listed:
    """The one article among the findings, or all of them as inputs, as far as a batch goes."""
    inputs: list[Input] = []
    notes: list[str] = []
    for finding in findings:
        if isinstance(finding, RawArticle):
            return _parse(finding)
        if not isinstance(finding, Remark):
            inputs.append(_to_input(finding))
        elif finding.kind == "note":
            notes.append(finding.message)
        if len(inputs) > MAX_BATCH:
            break
    return Listed(tuple(inputs), tuple(notes))


def _to_input(finding: Pending | Failure) -> Input:
    if isinstance(finding, Failure):
        return Input(finding.source, partial(_fail, str(finding.error)))
    return Input(finding.source, lambda: _list(finding.read()))


def _find_rows(path: str) -> Iterator[Input]:
    folder = f"{Path(path).parent}/"
    for raw in read_raw([path]):
        name = raw.source.replace(folder, "")
        if isinstance(raw, Failure):
            yield Input(name, partial(_fail, str(raw.error).replace(folder, "")))
        elif isinstance(raw, RawArticle):
            yield Input(name, partial(_parse, RawArticle(name, raw.content)))


def _parse(raw: RawArticle) -> Article:
    return _within_limit(parse_raw(raw))


def _read_address(line: str, finder: Finder) -> Article | Listed:
    if not is_url(line):
        raise InputError("This is neither an uploaded file nor a web address.")
    return _list(finder.at(line).read())


def _read_page(url: str, finder: Finder) -> Article:
    """The article at an address that is to lead to one, and to one only."""
    for finding in finder.at(url).read():
        if isinstance(finding, RawArticle):
            return _parse(finding)
        if isinstance(finding, Failure):
            raise finding.error
        if isinstance(finding, Pending):
            break
        if finding.kind == "duplicate":
            raise InputError(f"{url} was given before.")
    raise InputError(f"{url} is a list of addresses, not an article: use the page's batch.")


def _within_limit(article: Article) -> Article:
    if len(article.text) > MAX_CHARACTERS:
        raise InputError(
            f"The article in {article.source} has {len(article.text):,} characters; "
            f"this page takes {MAX_CHARACTERS:,} at most."
        )
    return article


def _fail(message: str) -> NoReturn:
    raise InputError(message)
