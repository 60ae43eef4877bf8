"""A translator that remembers between runs what it translated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from summarize.translation import load_translator
from summarize.types import OutputError, TranslationError, Translator, UnsureEnglish

_MAX_REMEMBERED = 1_000_000  # texts, about 400 MB
_BUSY_SECONDS = 60.0


def open_translator(model: str | None, cache: Path) -> Translator:
    """The model's translator, remembering in the file ``cache``. Raises TranslationError."""
    # Each worker has a core to itself.
    return _Remembering(load_translator(model, threads=1), cache)


def renew_if_damaged(cache: Path) -> bool:
    """Remove a file of remembered translations that is damaged; whether it was.

    Raises OutputError where it cannot be removed.
    """
    if not cache.exists():
        return False
    try:
        with closing(sqlite3.connect(cache, timeout=_BUSY_SECONDS)) as database:
            if database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
                return False
    except sqlite3.OperationalError:  # such as a lock: who translates meets it again, and says so
        return False
    except sqlite3.DatabaseError:
        pass
    try:
        cache.unlink()
        cache.with_name(f"{cache.name}-journal").unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"The remembered translations in {cache} are damaged and cannot be removed: "
            f"{error.strerror}. Remove that file yourself."
        ) from error
    return True


class _Remembering:
    """A translator that looks up what it translated before, in this run or an earlier one."""

    def __init__(self, translator: Translator, path: Path) -> None:
        self._translator = translator
        self._path = path
        with self._database() as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS translations "
                "(vietnamese TEXT PRIMARY KEY, english TEXT NOT NULL, unsure INTEGER NOT NULL)"
            )
            database.execute(
                "DELETE FROM translations WHERE rowid <= (SELECT max(rowid) FROM translations) - ?",
                (_MAX_REMEMBERED,),
            )

    def __call__(self, texts: Sequence[str]) -> list[str]:
        known = {}
        with self._database() as database:
            for text in texts:
                query = "SELECT english, unsure FROM translations WHERE vietnamese = ?"
                if row := database.execute(query, (text,)).fetchone():
                    known[text] = UnsureEnglish(row[0]) if row[1] else str(row[0])
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            translated = dict(zip(new, self._translator(new), strict=True))
            with self._database() as database:
                # Another worker may have had the same text at the same time.
                insert = "INSERT OR IGNORE INTO translations VALUES (?, ?, ?)"
                rows = (
                    (text, english, isinstance(english, UnsureEnglish))
                    for text, english in translated.items()
                )
                database.executemany(insert, rows)
            known |= translated
        return [known[text] for text in texts]

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """One transaction."""
        try:
            with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as database, database:
                yield database
        except sqlite3.Error as error:
            raise TranslationError(
                f"Translations cannot be remembered in {self._path}: {error}. "
                "See that the disk is not full and the folder can be written to."
            ) from error
