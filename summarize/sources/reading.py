"""From what the user named to raw articles, one by one."""

from __future__ import annotations

import glob
import os
import re
import sys
from codecs import BOM_UTF8
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from os.path import realpath
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, TypeAlias

from summarize.fetching import Fetcher, fetch_page, without_user
from summarize.sources.files import MAX_ARTICLE_BYTES, read_file, unpacked_name
from summarize.sources.html import is_url
from summarize.sources.listings import Link, Listing, read_listing
from summarize.sources.parsing import RawArticle, name_row, parse_article, read_row_date
from summarize.sources.prefetching import Prefetcher, strip_fragment
from summarize.sources.tables import TABLE_SUFFIXES, Rows, read_json_rows, read_rows
from summarize.types import Article, InputError

MAX_PAGES = 1000  # of one feed or sitemap
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
PAGE_SUFFIXES = (".txt", ".md", *_HTML_SUFFIXES, ".mhtml", ".mht")
LISTING_SUFFIXES = (".urls", ".rss", ".atom", ".xml", ".opml")
_INPUT_SUFFIXES = (*PAGE_SUFFIXES, *TABLE_SUFFIXES, *LISTING_SUFFIXES)
_STDIN = "standard input"
_SCHEME = re.compile(r"[a-z][a-z\d+.-]+://", re.IGNORECASE)
# As browsers call it beside a page that they save, by language; ệ may be three characters.
_PAGE_FOLDER = re.compile("(.+)(?:[_.]files|_t(?:ệ|e\u0323\u0302|ê\u0323|e)p)", re.IGNORECASE)
_BARE_ADDRESS = re.compile(
    r"(?:www\.[\w.-]+|[\w.-]+\.(?:vn|com|net|org|info))(?::\d+)?(?:[/?]\S*)?", re.IGNORECASE
)
_OF_DIGEST = re.compile(r"digest\.(?:md|html|jsonl)|errors\.jsonl|articles/.*\.json")
_SAID_OF_DATES = (
    ("unread", "could not be read", ": write them as 2024-03-15 or 15/3/2024."),
    (
        "month first",
        "have the month first",
        "; where both numbers may be a month the first was taken for the day: write 2024-03-15.",
    ),
)
_MOST_BLANK = 10_000  # bytes before the first row
# A brace alone in its line begins a JSON document, one before a backslash RTF.
_ROW_START = re.compile(rb"\s*\{(?!\\).*\S")
_EMPTY_NAME = (
    "An input is empty: name a file, a folder or an address. "
    "A variable in the command may be unset."
)
_TEXT_OF_FEED = "The text was taken from its feed."
_MAX_DEPTH = 4  # a list of sitemap indexes of sitemaps of pages


class Failure(NamedTuple):
    """An input that did not yield an article."""

    source: str
    error: InputError


class Remark(NamedTuple):
    """Something to know that is no article: ``kind`` is "duplicate" for an address that came up
    before in this run, "unread" for what in a folder is no input, and "note" for what ``message``
    says.
    """

    kind: Literal["duplicate", "unread", "note"]
    source: str
    message: str = ""


class Pending(NamedTuple):
    """An address that was named and not fetched so far; ``read`` gives what it leads to."""

    source: str
    read: Callable[[], Iterator[Finding]]


Reading: TypeAlias = RawArticle | Failure | Remark
Finding: TypeAlias = Reading | Pending


def read_article(source: str, *, allow_private: bool = False) -> Article:
    """The article in a file, at a URL, or on standard input ("-"). Raises InputError."""
    if not source.strip():
        raise InputError(_EMPTY_NAME)
    source = _complete_address(source)
    if source == "-":
        name, content = _STDIN, _open_standard_input().read()
    elif is_url(source):
        name, content = without_user(source), fetch_page(source, allow_private=allow_private)
    elif _is_table(Path(source)) and Path(source).is_file():
        raise InputError(f"{source} is a table of articles, not one: use summarize digest.")
    else:
        name, content = source, _read_file(source)
    if listing := read_listing(content, name):
        kind = "a sitemap" if listing.kind == "index" else f"a {listing.kind}"
        raise InputError(
            f"{name} is {kind} of {len(listing.links)} addresses, not an article: use "
            "summarize digest, or the web page's batch."
        )
    return parse_article(content, name)


def read_raw(
    sources: Iterable[str],
    *,
    fetcher: Fetcher | None = None,
    max_pages: int = MAX_PAGES,
    out: Path | None = None,
) -> Generator[Reading, None, None]:
    """Every raw article in files, patterns, folders (their text, HTML and table files), URLs
    and "-". What lies below ``out``, where a digest is written, is none of a folder's or pattern's
    files, nor is what makes up an earlier digest, unless these lie there too.

    A text that holds nothing but addresses, a feed and a sitemap, in a file, at a URL or on
    standard input, stand for the pages they name. ``fetcher`` fetches them; of one feed or
    sitemap, with the sitemaps it leads to, ``max_pages`` at most. In the order given, folders and
    patterns by name, sitemaps latest first; what cannot be read comes as a Failure in its place.
    Several hosts are asked at once, for what comes later too.
    """
    sources = list(map(_complete_address, sources))
    with Prefetcher(fetcher or Fetcher()) as prefetcher:
        finder = Finder(prefetcher, max_pages)
        finder.expect(filter(is_url, sources))
        for source in sources:
            for place in _find_places(source, out):
                if isinstance(place, Failure | Remark):
                    yield place
                    continue
                try:
                    yield from _read_pending(finder.find(place))
                except InputError as error:
                    yield Failure(place, error)


def _complete_address(source: str) -> str:
    """What is no file and looks like an address as one: with its scheme, and without spaces."""
    if _BARE_ADDRESS.fullmatch(source) and not os.path.lexists(source):
        source = f"https://{source}"
    return "%20".join(source.strip().split(" ")) if is_url(source.partition(" ")[0]) else source


def _find_places(source: str, out: Path | None) -> Iterator[str | Failure | Remark]:
    """The files in a folder or of a pattern without those below ``out`` and those of earlier
    digests; else the source itself. Remarks tell of these and of a folder's files of other kinds.
    """
    path = Path(source)
    if out and _is_below(path, Path(realpath(out))):
        out = None  # somebody who names a place in there means it
    if not source.strip():  # which Path takes for the folder that one is in
        yield Failure(source, InputError(_EMPTY_NAME))
    elif source == "-" or is_url(source) or path.is_file():
        yield source
    elif path.is_dir():
        unreadable: list[Failure] = []
        found, others = _find_files([path], unreadable)
        outside = _leave_out(out, map(str, found))
        files, digests = _part_digests(source, outside)
        yield from unreadable
        if not files and not unreadable:
            wanted = ", ".join(_INPUT_SUFFIXES)
            where = ""
            if found:
                where = f" outside of {out}, where the digest is written"
            if outside:
                where = " besides those of an earlier digest"
            message = f"The folder {source} holds no {wanted} file{where}."
            yield Failure(source, InputError(message))
        yield from files
        yield from _remark_on_digests(source, digests)
        strangers, _ = _part_digests(source, _leave_out(out, map(str, others)))
        yield from _remark_on_others(source, strangers)
    elif glob.has_magic(source):
        unreadable = []
        places = _leave_out(out, _match_files(source, unreadable))
        files, digests = _part_digests(source, places)
        yield from unreadable
        if not files and not unreadable:
            yield Failure(source, InputError(f"No file matches {source}."))
        yield from files
        yield from _remark_on_digests(source, digests)
    else:
        yield source


def _remark_on_others(folder: str, others: Sequence[str]) -> Iterator[Remark]:
    """What is said of a folder's files that are not read; nothing of hidden ones."""
    named = [(place, os.path.relpath(place, folder)) for place in others]
    seen = [(place, name) for place, name in named if not re.search(r"(?:^|[\\/])\.", name)]
    if seen:
        count = "1 file of another kind" if len(seen) == 1 else f"{len(seen)} files of other kinds"
        message = f"{folder} holds {count}, not read: {_name_some([name for _, name in seen])}."
        yield Remark("note", folder, message)
    yield from (Remark("unread", place) for place, _ in seen)


def _remark_on_digests(source: str, digests: Sequence[Path]) -> Iterator[Remark]:
    """What is said of earlier digests that are not read."""
    if digests:
        count = "an earlier digest" if len(digests) == 1 else f"{len(digests)} earlier digests"
        message = f"{source} holds {count}, not read: {_name_some(list(map(str, digests)))}."
        yield Remark("note", source, message)
    yield from (Remark("unread", str(folder)) for folder in digests)


def _name_some(names: Sequence[str]) -> str:
    """The names, of many the first three."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more}"


def _find_files(
    folders: Iterable[Path], unreadable: list[Failure]
) -> tuple[list[Path], list[Path]]:
    """The inputs in folders and those below them, and the files of other kinds; what cannot be
    read is added to ``unreadable``.
    """

    def note(error: OSError) -> None:
        message = f"The folder {error.filename} cannot be read: {error.strerror}."
        unreadable.append(Failure(str(error.filename), InputError(message)))

    paths = [Path(top, name) for top, names in _walk(folders, note) for name in names]
    unreadable += map(_fail_broken, sorted(filter(_is_broken_link, paths)))
    files = sorted(filter(Path.is_file, paths))
    inputs = [path for path in files if _is_named_input(path)]
    return inputs, [path for path in files if not _is_named_input(path)]


def _walk(
    folders: Iterable[Path], onerror: Callable[[OSError], None]
) -> Iterator[tuple[str, Sequence[str]]]:
    """The folders, all below them, and the names in each; links are followed last, and nowhere
    twice or up to where a walk would come by here again.
    """
    waiting = deque(sorted(map(str, folders), key=lambda folder: (os.path.islink(folder), folder)))
    given = set(map(realpath, waiting))
    seen = {str(above) for folder in given for above in Path(folder).parents} - given
    while waiting:
        for top, below, names in os.walk(waiting.popleft(), onerror=onerror):
            if (real := realpath(top)) in seen:
                below.clear()
                continue
            seen.add(real)
            yield top, names
            below[:] = sorted(name for name in below if not _is_of_page(Path(top, name)))
            waiting += filter(os.path.islink, (os.path.join(top, name) for name in below))


def _is_of_page(folder: Path) -> bool:
    """Whether a folder holds the pictures and scripts of a page that a browser saved beside it."""
    name = _PAGE_FOLDER.fullmatch(folder.name)
    if not name:
        return False
    return any(folder.with_name(name[1] + end).is_file() for end in _HTML_SUFFIXES)


def _match_files(pattern: str, unreadable: list[Failure]) -> list[str]:
    """The files that match, and those in folders that do, each once."""
    places = {Path(place): place for place in glob.glob(pattern, recursive=True)}
    if not any(map(_PAGE_FOLDER.fullmatch, Path(pattern).parts)):
        places = {
            path: place
            for path, place in places.items()
            if not any(map(_is_of_page, (path, *path.parents)))
        }
    found = {path: place for path, place in places.items() if path.is_file()}
    for path in _find_files(filter(Path.is_dir, places), unreadable)[0]:
        found.setdefault(path, str(path))
    broken = map(_fail_broken, sorted(filter(_is_broken_link, places)))
    known = {failure.source for failure in unreadable}
    unreadable += (failure for failure in broken if failure.source not in known)
    return sorted(found.values())


def _leave_out(folder: Path | None, places: Iterable[str]) -> list[str]:
    """The places that are not below the folder."""
    if folder is None:
        return list(places)
    top = Path(realpath(folder))
    return [place for place in places if not _is_below(Path(place), top)]


def _part_digests(source: str, places: Iterable[str]) -> tuple[list[str], list[Path]]:
    """The places that are not part of an earlier digest, and the folders of those that are; these
    too are taken where ``source`` lies in that folder.
    """
    is_passed: dict[Path, bool] = {}
    kept = []
    for place in places:
        path = Path(place)
        folder = path.parent.parent if path.parent.name == "articles" else path.parent
        if folder not in is_passed:
            is_meant = _is_below(Path(source), Path(realpath(folder)))
            is_passed[folder] = _holds_digest(folder) and not is_meant
        if not (is_passed[folder] and _OF_DIGEST.fullmatch(path.relative_to(folder).as_posix())):
            kept.append(place)
    return kept, sorted(folder for folder, is_so in is_passed.items() if is_so)


def _holds_digest(folder: Path) -> bool:
    """Whether this tool wrote a digest there."""
    return (folder / "articles").is_dir() and (folder / "errors.jsonl").is_file()


def _is_below(path: Path, folder: Path) -> bool:
    # Not Path.resolve, which raises on links that lead in a circle.
    return folder in Path(realpath(path)).parents


def _read_pending(findings: Iterator[Finding]) -> Iterator[Reading]:
    """The findings, and in an address's place what it leads to, fetched when its turn comes."""
    for finding in findings:
        if isinstance(finding, Pending):
            yield from _read_pending(finding.read())
        else:
            yield finding


class Finder:
    """Finds what one batch is to read, and remembers the addresses that came up in it.

    Of one feed or sitemap, with the sitemaps it leads to, it names ``max_pages`` at most.
    """

    def __init__(self, fetcher: Fetcher | Prefetcher, max_pages: int = MAX_PAGES) -> None:
        self._fetcher, self._max_pages = fetcher, max_pages
        self._seen: set[str] = set()

    def expect(self, urls: Iterable[str], *, pages: bool = False) -> None:
        """Let a Prefetcher begin with addresses that will be read; unless they are ``pages``, with
        the pages of feeds and sitemaps there too.
        """
        if isinstance(self._fetcher, Prefetcher):
            self._fetcher.expect(map(self._fetcher.sign_in, urls), None if pages else self._foresee)

    def _read_listing(self, content: bytes, source: str) -> Listing | None:
        """The links in a document, whose addresses tell no password from here on."""
        listing = read_listing(content, source)
        if listing is None:
            return None
        links = (replace(link, url=self._fetcher.sign_in(link.url)) for link in listing.links)
        return replace(listing, links=tuple(links))

    def _foresee(self, content: bytes, source: str) -> Iterable[str]:
        listing = self._read_listing(content, source)
        return self._foresee_pages(listing, self._max_pages) if listing else ()

    def _foresee_pages(self, listing: Listing, most: int) -> list[str]:
        """The first ``most`` pages of a feed or a sitemap. None of an index: its sitemaps' are
        known when these are read.
        """
        if listing.kind not in ("feed", "sitemap"):
            return []
        pages = _order_pages(listing)[:most]
        return [link.url for link in pages if not link.fault]

    def find(self, place: str) -> Iterator[Finding]:
        """What is in a file, at a URL or on standard input. Raises InputError."""
        if is_url(place):
            yield self.at(place)
        elif place == "-":
            yield from self._read_standard_input()
        elif _is_table(Path(place)):
            yield from _name_rows(read_rows(Path(place)), place)
        else:
            yield from self.find_in(_read_file(place), place)

    def at(self, url: str) -> Pending:
        """What is at an address."""
        link = Link(self._fetcher.sign_in(url))
        return Pending(link.url, partial(self._read_link, link, depth=0))

    def find_in(self, content: bytes, source: str, depth: int = 0) -> Iterator[Finding]:
        """The article in a document, or the pages that it names. Raises InputError."""
        listing = self._read_listing(content, source)
        if listing is None:
            yield RawArticle(source, content)
            return
        if listing.flaw:
            yield Remark("note", source, listing.flaw)
        if listing.kind == "list":
            if depth == _MAX_DEPTH:
                raise InputError(f"{source} is a list in a list in a list; give what it names.")
            self.expect(link.url for link in listing.links if not link.fault)
            for link in listing.links:
                yield _pend(link, partial(self._read_link, link, depth + 1))
        else:
            yield from self._find_listed(listing, source)

    def _read_standard_input(self) -> Iterator[Finding]:
        """Rows where it begins like JSON Lines, else one document."""
        stream = _open_standard_input()
        head = stream.readline(MAX_ARTICLE_BYTES).removeprefix(BOM_UTF8)
        while not head.strip() and len(head) < _MOST_BLANK:
            if not (line := stream.readline(MAX_ARTICLE_BYTES)):
                break
            head += line
        if _ROW_START.match(head):
            yield from _name_rows(read_json_rows(head, stream, _STDIN), _STDIN)
            return
        content = head + stream.read(MAX_ARTICLE_BYTES)
        if len(content) > MAX_ARTICLE_BYTES:
            raise InputError(f"There is too much on {_STDIN} for one article.")
        yield from self.find_in(content, _STDIN)

    def _read_link(self, link: Link, depth: int) -> Iterator[Finding]:
        """What is at an address."""
        if not self._is_new(link):
            yield Remark("duplicate", link.url)
            return
        try:
            yield from self.find_in(self._fetcher.fetch(link.url), link.url, depth)
        except InputError as error:
            yield Failure(link.url, error)

    def _find_listed(self, listing: Listing, source: str) -> Iterator[Finding]:
        """The pages of a feed, a sitemap or an index of sitemaps."""
        count = 0

        def left() -> int:
            return self._max_pages - count

        turns = _count_sitemaps(source, max(MAX_PAGES, self._max_pages))
        for found in self._find_pages(listing, turns, left, depth=0):
            if not isinstance(found, Link):
                yield found
                continue
            if count == self._max_pages:
                message = (
                    f"{source} names more than {count} pages; the others were left out. "
                    "Give a larger --max-pages to have them."
                )
                yield Remark("note", source, message)
                return
            count += 1
            yield _pend(found, partial(self._read_page, found))
        if not count:
            none, no_new = f"{source} names no page.", f"{source} leads to no new page."
            yield Remark("note", source, no_new if listing.links else none)

    def _find_pages(
        self, listing: Listing, turns: Iterator[int], left: Callable[[], int], depth: int
    ) -> Iterator[Link | Failure | Remark]:
        """The links to pages. What is between an index and them is fetched when its turn comes, and
        once in a run.

        Each sitemap takes one of the ``turns``, which raise InputError at their end; ``left`` says
        how many pages are still wanted.
        """
        if listing.kind != "index":
            self.expect(self._foresee_pages(listing, left()), pages=True)
            yield from _order_pages(listing)
        else:
            for link in _latest_first(listing.links):
                if not link.fault and not self._is_new(link):
                    continue
                next(turns)
                try:
                    if link.fault:
                        raise InputError(link.fault)
                    inner = self._read_listing(self._fetcher.fetch(link.url), link.url)
                    if inner is None or inner.kind not in ("sitemap", "index"):
                        raise InputError(f"There is no sitemap at {link.url}.")
                    if inner.kind == "index" and depth == _MAX_DEPTH:
                        raise InputError(f"The sitemap index at {link.url} lies too deep: give it.")
                except InputError as error:
                    yield Failure(link.url, error)
                    continue
                if inner.flaw:
                    yield Remark("note", link.url, inner.flaw)
                yield from self._find_pages(inner, turns, left, depth + 1)

    def _read_page(self, link: Link) -> Iterator[Finding]:
        """The page of a feed or sitemap; the text that the feed gives where that does not come."""
        if not link.fault and not self._is_new(link):
            yield Remark("duplicate", link.url)
            return
        content, note = (link.text or "").encode(errors="replace"), None
        if not link.fault:
            try:
                content = self._fetcher.fetch(link.url)
            except InputError as error:
                if not link.text:
                    yield Failure(link.url, error)
                    return
                yield Remark("note", link.url, f"{error} {_TEXT_OF_FEED}")
                note = f"The page could not be fetched. {_TEXT_OF_FEED}"
        yield RawArticle(link.url, content, link.title, link.published, note=note)

    def _is_new(self, link: Link) -> bool:
        url = strip_fragment(link.url)
        if url in self._seen:
            return False
        self._seen.add(url)
        return True


def _read_file(place: str) -> bytes:
    """The bytes of a file that holds one article. Raises InputError."""
    if _SCHEME.match(place) and not Path(place).exists():
        raise InputError(
            f"{place} is not a file and no http:// or https:// address, which alone can be fetched."
        )
    return read_file(Path(place))


def _open_standard_input() -> BinaryIO:
    if sys.stdin is None:  # as after <&-
        raise InputError("Standard input is closed: give it a text, or name a file.")
    return sys.stdin.buffer


def _pend(link: Link, read: Callable[[], Iterator[Finding]]) -> Pending | Failure:
    """A link that is to be read; a failure where there is nothing to read."""
    if link.fault and not link.text:
        return Failure(link.url, InputError(link.fault))
    return Pending(link.url, read)


def _count_sitemaps(source: str, most: int) -> Iterator[int]:
    """The numbers of the sitemaps that an index may lead to; then raises InputError."""
    yield from range(most)
    raise InputError(
        f"{source} leads to more than {most} sitemaps; the others were left out. Give those that "
        "you want instead, or a larger --max-pages."
    )


def _order_pages(listing: Listing) -> Sequence[Link]:
    """The pages of a feed or a sitemap in the order in which they are read."""
    return listing.links if listing.kind == "feed" else _latest_first(listing.links)


def _latest_first(links: Sequence[Link]) -> list[Link]:
    """The links by their last change, those without one after the others, else as given."""
    return sorted(links, key=lambda link: link.changed or datetime.min, reverse=True)


def _name_rows(rows: Rows, table: str) -> Iterator[Reading]:
    """The articles in a table, and what is to be said of its dates."""
    is_empty = True
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for number, row, line in rows:
        is_empty = False
        name = f"{table}:{number}"
        if isinstance(row, InputError):
            yield Failure(name, row)
            continue
        if (dated := read_row_date(row)).cell:
            kind = "unread" if dated.fault else "month first" if dated.has_month_first else "read"
            counts[kind] += 1
            examples.setdefault(kind, dated.cell)
        place = f"{name} (line {line})" if line else name
        yield RawArticle(_name_row(row, table) or name, row, place=place)
    if is_empty:
        yield Failure(table, InputError(f"The table {table} holds no row."))
    for kind, said, advice in _SAID_OF_DATES:
        if counts[kind]:
            said = f"{counts[kind]} of {counts.total()} dates {said}, such as “{examples[kind]}”"
            yield Remark("note", table, f"{table}: {said}{advice}")


def _name_row(row: Mapping[str, str], table: str) -> str | None:
    """What the row calls itself; with its table where that is an id, which another may have too."""
    name = name_row(row)
    has_id_alone = not name_row({**row, "id": ""})
    return f"{table}: {name}" if name and has_id_alone and table != _STDIN else name


def _is_table(path: Path) -> bool:
    return unpacked_name(path).suffix.lower() in TABLE_SUFFIXES


def _is_named_input(path: Path) -> bool:
    suffix = unpacked_name(path).suffix.lower()
    return suffix in _INPUT_SUFFIXES and not path.name.startswith(".")


def _is_broken_link(path: Path) -> bool:
    """Whether a link leads nowhere that by its name was to be an input or a folder."""
    is_folder = not path.suffix and not path.name.startswith(".")
    return path.is_symlink() and not path.exists() and (is_folder or _is_named_input(path))


def _fail_broken(path: Path) -> Failure:
    message = f"{path} is a link to {os.readlink(path)}, where nothing is: mend or remove it."
    return Failure(str(path), InputError(message))
