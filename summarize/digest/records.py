"""The articles and stories on disk, one JSON file each, which a later run goes on from."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from summarize.rendering import SCHEMA
from summarize.sources import RawArticle, is_read_as_html, parse_date
from summarize.sources.parsing import describe_row
from summarize.translation.loading import BUILT_IN_MODEL
from summarize.types import (
    Article,
    Citation,
    DroppedLine,
    KeyPoint,
    OutputError,
    Sentence,
    Story,
    StoryPoint,
    Summary,
)
from summarize.words import strip_diacritics

_PACKAGE = "summarize-vietnamese"
_SAID_OF_ARTICLE = ("byline", "section")  # which may differ where one article comes twice
_RECORD_NAME = re.compile(r"[a-z0-9-]+-[0-9a-f]{16}\.json")


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what a story of given text says.

    ``model`` names what translates, None the built-in model; it says nothing without
    ``translate``.
    """

    n: int
    ranker: str
    translate: bool = True
    model: str | None = None

    def fingerprint(self) -> str:
        """The same for two recipes, models' files and package versions that give the same story."""
        parts = (version(_PACKAGE), self.n, self.ranker, self.translation_fingerprint())
        return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()

    def translation_fingerprint(self) -> str:
        """The part of the fingerprint that is about English. A hub model goes by its name."""
        if not self.translate:
            return ""
        directory = Path(self.model).expanduser() if self.model else BUILT_IN_MODEL
        digest = hashlib.sha256(version(_PACKAGE).encode())
        if not directory.is_dir():
            digest.update(str(self.model).encode())
        for path in sorted(directory.rglob("*") if directory.is_dir() else []):
            if path.is_file():
                digest.update(_hash_file(path))
        return digest.hexdigest()


def _hash_file(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.digest()


class Identity(NamedTuple):
    """What an input is known by.

    ``content`` is the same for two inputs that hold the same article, wherever they lie;
    ``record`` is the name of the file that the input's record belongs in.
    """

    content: bytes
    record: str


def _hash_content(raw: RawArticle) -> tuple[bytes, str]:
    """An input's content as of ``Identity``, and what a row says of the article besides."""
    if isinstance(raw.content, bytes):
        # The same bytes are another article where they are not read alike.
        kind = b"html\0" if is_read_as_html(raw.content, raw.source) else b""
        return hashlib.sha256(kind + raw.content).digest(), ""
    row = describe_row(raw.content)
    said = "\0".join([row.pop(name) for name in _SAID_OF_ARTICLE])
    return hashlib.sha256(b"row\0" + json.dumps(row, sort_keys=True).encode()).digest(), said


class Record(NamedTuple):
    """An article's summary and signature; ``complete`` False: the next run makes it again."""

    summary: Summary
    signature: bytes
    complete: bool


_T = TypeVar("_T")


class _Folder:
    """JSON files by name. Methods raise OutputError where the folder cannot be used."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def _find(self, name: str, read: Callable[[Mapping[str, Any]], _T]) -> _T | None:
        """What is read of that name; None where there is nothing that a run could go on from."""
        try:
            content = json.loads((self._directory / name).read_bytes())
            # A record left half-made by a failing disk is made again, not trusted.
            usable = content["schema"] == SCHEMA and content["complete"]
            return read(content) if usable else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _reread(self, name: str) -> dict[str, Any]:
        """The content that this run found or wrote under the name."""
        try:
            return dict(json.loads((self._directory / name).read_bytes()))
        except OSError as error:
            raise OutputError(
                f"The story {self._directory / name} was taken away while the digest was being "
                "written. Run the same command again."
            ) from error

    def _write(self, name: str, content: Mapping[str, Any], *, complete: bool) -> None:
        record = {"schema": SCHEMA, "complete": complete, **content}
        write_whole(self._directory / name, [json.dumps(record, ensure_ascii=False) + "\n"])

    def prune(self, keep: Iterable[str]) -> None:
        """Remove the records that are not among ``keep``, in the order of names."""
        keep = iter(keep)
        kept = next(keep, None)
        try:
            for name in sorted(entry.name for entry in os.scandir(self._directory)):
                while kept is not None and kept < name:
                    kept = next(keep, None)
                if name != kept and _RECORD_NAME.fullmatch(name):
                    (self._directory / name).unlink()
        except OSError as error:
            raise OutputError(
                f"The digest is written, but old records cannot be removed: {error.filename}: "
                f"{error.strerror}. Put that right, or remove it yourself."
            ) from error


class Records(_Folder):
    """The articles' records by one recipe."""

    def __init__(self, directory: Path, recipe: Recipe) -> None:
        super().__init__(directory)
        self._recipe = recipe.fingerprint()

    def identify(self, raw: RawArticle) -> Identity:
        """What the input is known by: another text, another record."""
        content, said = _hash_content(raw)
        # A file's name may hold bytes that are no text.
        digest = hashlib.sha256(f"{self._recipe}\0{raw.source}\0".encode(errors="surrogatepass"))
        digest.update(content)
        digest.update(said.encode(errors="surrogatepass"))
        if raw.title or raw.published:
            digest.update(f"{raw.title}\0{raw.published}".encode(errors="surrogatepass"))
        return Identity(content, f"{make_slug(raw.source)}-{digest.hexdigest()[:16]}.json")

    def find(self, name: str) -> Record | None:
        """The record of that name; None where there is none that a run could go on from."""
        return self._find(name, _to_record)

    def reread(self, name: str) -> Record:
        """The record that this run found or wrote under the name."""
        return _to_record(self._reread(name))

    def write(self, name: str, record: Record) -> None:
        signature = base64.b64encode(record.signature).decode()
        content = {**record.summary.to_dict(), "signature": signature}
        self._write(name, content, complete=record.complete)


class StoryRecords(_Folder):
    """What stories of several articles tell. The articles themselves are in their own records."""

    def name(self, records: Sequence[str]) -> str:
        """The file for the story of the articles with these records' names, in this order."""
        digest = hashlib.sha256("\0".join(records).encode()).hexdigest()
        return f"story-{digest[:16]}.json"

    def is_made(self, name: str) -> bool:
        """Whether there is a story of that name that a run could go on from."""
        return self._find(name, _to_story) is not None

    def reread(self, name: str, summaries: Sequence[Summary]) -> tuple[Story, bool]:
        """The story of these articles that this run found or wrote, and whether it is complete."""
        content = self._reread(name)
        return _to_story(content, summaries), bool(content["complete"])

    def write(self, name: str, story: Story, *, complete: bool) -> None:
        content = {
            "points": [point.to_dict() for point in story.points],
            "notes": list(story.notes),
        }
        self._write(name, content, complete=complete)


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file whole or not at all, with ordinary permissions. Raises OutputError."""
    # Not a NamedTemporaryFile: its 0600 mode would stay. One name will do, since the folder is
    # locked, and what a killed run left of it is overwritten.
    scratch = path.with_name(".part")
    try:
        # Half a surrogate, as in a file name that is no text, becomes its escape.
        with scratch.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
        scratch.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}. The stories made so far are kept: "
            "put that right and run the same command again."
        ) from error


def make_slug(source: str) -> str:
    """A short ASCII name for a source, good in file names and addresses."""
    stem = re.sub(r"\.\w{1,8}(?=:|$)", "", source.rstrip("/").rpartition("/")[2])
    return (
        re.sub(r"[^a-z0-9]+", "-", strip_diacritics(stem.lower())).strip("-")[:60].strip("-")
        or "article"
    )


def _to_record(content: Mapping[str, Any]) -> Record:
    article = Article(
        text=content["text"],
        title=content["title"],
        published=parse_date(content["published"]),
        byline=content["byline"],
        section=content["section"],
        source=content["source"],
        lead=content["lead"],
        dropped=tuple(DroppedLine(**line) for line in content["dropped"]),
        doubtful=tuple(content["doubtful"]),
        notes=tuple(content["text_notes"]),
    )
    points = tuple(map(_to_point, content["points"]))
    summary = Summary(article, (), points, content["english_title"], tuple(content["notes"]))
    signature = base64.b64decode(content["signature"], validate=True)
    return Record(summary, signature, bool(content["complete"]))


def _to_story(content: Mapping[str, Any], summaries: Sequence[Summary] = ()) -> Story:
    points = tuple(
        StoryPoint(
            point["article"],
            _to_point(point),
            tuple(map(_to_citation, point["also"])),
            tuple(map(_to_citation, point["other_figures"])),
        )
        for point in content["points"]
    )
    return Story(tuple(summaries), points, tuple(content["notes"]))


def _to_citation(content: Mapping[str, Any]) -> Citation:
    return Citation(content["article"], _to_sentence(content), content.get("english"))


def _to_point(content: Mapping[str, Any]) -> KeyPoint:
    return KeyPoint(
        sentence=_to_sentence(content),
        score=content["score"],
        why=tuple(content["why"]),
        english=content["english"],
        warnings=tuple(content["warnings"]),
    )


def _to_sentence(content: Mapping[str, Any]) -> Sentence:
    return Sentence(content["text"], content["start"], content["end"])
