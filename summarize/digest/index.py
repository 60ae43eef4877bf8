"""What became of each input, kept on disk so that a million of them take no memory."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import NamedTuple
from urllib.parse import urlsplit

from summarize.rendering import Heading, to_headline
from summarize.sources import is_url
from summarize.types import OutputError, Story, Summary

_TABLE = """
CREATE TABLE inputs (
    position INTEGER PRIMARY KEY,
    content BLOB UNIQUE,
    source TEXT NOT NULL,
    record TEXT,
    error TEXT,
    published TEXT, section TEXT, outlet TEXT, headline TEXT,
    signature BLOB,
    same_as INTEGER,  -- the position of an earlier input with the same content or article
    told BLOB UNIQUE,  -- the article's address and text
    story INTEGER  -- the position of the article that stands first in its story; null: not made
)
"""
# By the newest article's day, newest first, undated last; within a day by the first article's
# section, then outlet, then as given.
_STORIES = """
SELECT position, headline, newest, size
FROM inputs JOIN (
    SELECT story AS first, max(published) AS newest, count(*) AS size
    FROM inputs WHERE story IS NOT NULL GROUP BY story
) ON position = first
ORDER BY newest IS NULL, newest DESC, section IS NULL, section, outlet, position
"""
_MEMBERS = """
SELECT record FROM inputs WHERE story = ?
ORDER BY position != story, published IS NULL, published, position
"""


class Entry(NamedTuple):
    """A story's place in the digest: the position of its first article, the file names of its
    articles' records, and its line in the contents.
    """

    position: int
    records: tuple[str, ...]
    heading: Heading


class Index:
    """The inputs of one run by their position, in a database that vanishes when closed.

    Used in a with statement, which raises OutputError where the database cannot grow.
    """

    def __init__(self) -> None:
        # The empty name makes SQLite keep a temporary file of its own.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(_TABLE)
        self._database.execute("CREATE INDEX stories ON inputs (story)")

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._database.close()
        if isinstance(error, sqlite3.Error):
            raise OutputError(
                f"The list of inputs cannot be kept in the folder for temporary files: {error}. "
                "Make room there, or name another folder in the variable TMPDIR. The stories made "
                "so far are kept."
            ) from error

    def add(self, position: int, source: str, content: bytes, record: str) -> bool:
        """Add an input, as one of its own or as the twin of an earlier one with the same content;
        whether it is the former.
        """
        cursor = self._database.execute(
            "INSERT OR IGNORE INTO inputs (position, content, source, record) VALUES (?, ?, ?, ?)",
            (position, content, _storable(source), record),
        )
        if cursor.rowcount == 1:
            return True
        self._database.execute(
            "INSERT INTO inputs (position, source, same_as) "
            "SELECT ?, ?, position FROM inputs WHERE content = ?",
            (position, _storable(source), content),
        )
        return False

    def add_failure(self, position: int, source: str, error: str) -> None:
        """An input that could not be read."""
        self._database.execute(
            "INSERT INTO inputs (position, source, error) VALUES (?, ?, ?)",
            (position, _storable(source), _storable(error)),
        )

    def fail(self, position: int, error: str) -> None:
        """An added input did not become a story."""
        self._database.execute(
            "UPDATE inputs SET error = ? WHERE position = ?", (_storable(error), position)
        )

    def failed_twins(self) -> list[tuple[int, str, str, str]]:
        """Position and source of each input with the same content as one that failed, and that
        one's source and error.
        """
        return self._database.execute(
            "SELECT twin.position, twin.source, first.source, first.error FROM inputs AS twin "
            "JOIN inputs AS first ON twin.same_as = first.position "
            "WHERE first.error IS NOT NULL AND twin.error IS NULL ORDER BY twin.position"
        ).fetchall()

    def finish(self, position: int, summary: Summary, signature: bytes) -> bool:
        """An added input's article is in its record; so far it is a story of its own. Not where
        another input gave the same text from the same address: of these the first counts.

        Whether it is the only one so far.
        """
        article = summary.article
        source = article.source or ""
        told = None
        if is_url(source):
            told = hashlib.sha256(f"{source}\0{article.text}".encode(errors="replace")).digest()
        twin = self._database.execute(
            "SELECT position FROM inputs WHERE told = ?", (told,)
        ).fetchone()
        if twin:
            first, second = sorted((position, *twin))
            self._database.execute(
                "UPDATE inputs SET story = NULL, told = NULL, same_as = ? WHERE position = ?",
                (first, second),
            )
            if position == second:
                return False
        self._database.execute(
            "UPDATE inputs SET story = position, told = ?, published = ?, section = ?, "
            "outlet = ?, headline = ?, signature = ? WHERE position = ?",
            (
                told,
                article.published.isoformat() if article.published else None,
                article.section,
                _find_host(source),
                to_headline(Story.of_one(summary)),
                signature,
                position,
            ),
        )
        return not twin

    def find(self, position: int) -> tuple[str, str]:
        """Where an added input came from, and the file name of its record."""
        source, record = self._database.execute(
            "SELECT source, record FROM inputs WHERE position = ?", (position,)
        ).fetchone()
        return str(source), str(record)

    def signatures(self) -> Iterator[tuple[int, bytes, datetime.date | None]]:
        """Position, signature and day of every article, in input order."""
        rows = self._database.execute(
            "SELECT position, signature, published FROM inputs WHERE story IS NOT NULL "
            "ORDER BY position"
        )
        for position, signature, published in rows:
            day = datetime.date.fromisoformat(published) if published else None
            yield position, signature, day

    def unite(self, positions: Sequence[int]) -> None:
        """The articles are one story, the first of them standing first."""
        self._database.executemany(
            "UPDATE inputs SET story = ? WHERE position = ?",
            [(positions[0], position) for position in positions],
        )

    def divide(self, position: int) -> None:
        """The articles of the story with that first article are stories of their own."""
        self._database.execute("UPDATE inputs SET story = position WHERE story = ?", (position,))

    def count_stories(self) -> int:
        """How many stories there are."""
        (count,) = self._database.execute("SELECT count(DISTINCT story) FROM inputs").fetchone()
        return int(count)

    def members(self, position: int) -> tuple[str, ...]:
        """The records of the story with that first article: that one's, then by day."""
        return tuple(record for (record,) in self._database.execute(_MEMBERS, (position,)))

    def stories(self) -> Iterator[Entry]:
        """The stories in the digest's order."""
        for position, headline, newest, size in self._database.execute(_STORIES):
            yield Entry(position, self.members(position), Heading(headline, newest, size))

    def records(self) -> Iterator[str]:
        """The articles' records in the order of their names."""
        rows = self._database.execute(
            "SELECT record FROM inputs WHERE story IS NOT NULL ORDER BY record"
        )
        return (record for (record,) in rows)

    def failures(self) -> Iterator[tuple[str, str]]:
        """Source and error of each input that failed, in input order."""
        yield from self._database.execute(
            "SELECT source, error FROM inputs WHERE error IS NOT NULL ORDER BY position"
        )


def _find_host(source: str) -> str:
    """The host of an address; nothing if the source is none."""
    try:
        return urlsplit(source).hostname or "" if is_url(source) else ""
    except ValueError:  # a table may call anything an address
        return ""


def _storable(text: str) -> str:
    # A file's name may hold bytes that are no text.
    return text.encode(errors="backslashreplace").decode()
