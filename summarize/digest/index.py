"""What became of each input, kept on disk so that a million of them take no memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from types import TracebackType
from typing import NamedTuple
from urllib.parse import urlsplit

from summarize.rendering import Heading
from summarize.sources import is_url
from summarize.types import OutputError, Summary

_TABLE = """
CREATE TABLE inputs (
    position INTEGER PRIMARY KEY,
    content BLOB UNIQUE,
    source TEXT NOT NULL,
    record TEXT,
    error TEXT,
    done INTEGER NOT NULL DEFAULT 0,
    published TEXT, section TEXT, outlet TEXT, headline TEXT
)
"""
# Newest day first, undated last; within a day by section, then outlet, then as given.
_STORY_ORDER = """
WHERE done ORDER BY published IS NULL, published DESC,
    section IS NULL, section, outlet, position
"""


class Story(NamedTuple):
    """A story's place in the digest: its record's file name and its line in the contents."""

    record: str
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
        """Whether the input is new: no earlier one has the same content."""
        cursor = self._database.execute(
            "INSERT OR IGNORE INTO inputs (position, content, source, record) VALUES (?, ?, ?, ?)",
            (position, content, _storable(source), record),
        )
        return cursor.rowcount == 1

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

    def finish(self, position: int, summary: Summary) -> None:
        """An added input's story is in its record."""
        article = summary.article
        source = article.source or ""
        self._database.execute(
            "UPDATE inputs SET done = 1, published = ?, section = ?, outlet = ?, headline = ? "
            "WHERE position = ?",
            (
                article.published.isoformat() if article.published else None,
                article.section,
                _find_host(source),
                summary.english_title or article.title,
                position,
            ),
        )

    def source(self, position: int) -> str:
        """Where the input came from."""
        (source,) = self._database.execute(
            "SELECT source FROM inputs WHERE position = ?", (position,)
        ).fetchone()
        return str(source)

    def record(self, position: int) -> str:
        """The file name of the input's record."""
        (record,) = self._database.execute(
            "SELECT record FROM inputs WHERE position = ?", (position,)
        ).fetchone()
        return str(record)

    def stories(self) -> Iterator[Story]:
        """The stories in the digest's order."""
        rows = self._database.execute(
            f"SELECT record, headline, published FROM inputs {_STORY_ORDER}"
        )
        for record, headline, published in rows:
            yield Story(record, Heading(headline, published))

    def records(self) -> Iterator[str]:
        """The stories' records in the order of their names."""
        rows = self._database.execute("SELECT record FROM inputs WHERE done ORDER BY record")
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
