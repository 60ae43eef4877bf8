"""The values that flow through the package, its two protocols and its errors.

``raw input → Article → Sentences → scores → Summary → translation → digest``

The error tree; every message says what happened, to which input, and what to do::

    SummarizeError
    ├── OptionError        an argument that cannot be (unknown ranker, zero points)
    ├── InputError         an input that cannot be read as an article
    │   └── FetchError     a URL that did not yield a page
    ├── TranslationError   a model that cannot be loaded or run
    └── OutputError        a place that cannot be written to
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias


class SummarizeError(Exception):
    """Base of all errors that are meant for a person to read."""


class OptionError(SummarizeError, ValueError):
    """An argument has a value that no input could make right."""


class InputError(SummarizeError):
    """An input cannot be read as an article."""


class FetchError(InputError):
    """A URL did not yield a page."""


class TranslationError(SummarizeError):
    """A translation model cannot be loaded or run."""


class OutputError(SummarizeError):
    """A result cannot be written."""


class DroppedLine(NamedTuple):
    """A line of the raw page that is not part of the article, and why it was left out."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read from a page.

    ``text`` holds the lead and the body, NFC, paragraphs separated by a blank line, without
    headline, byline or page furniture. All offsets in this package point into it.
    ``lead`` is the opening paragraph (sapo) where one was recognised; it also stands in ``text``.
    ``source`` names where the article came from: a path, a URL, a table's row.
    """

    text: str
    title: str | None = None
    published: datetime.date | None = None
    byline: str | None = None
    section: str | None = None
    source: str | None = None
    lead: str | None = None
    dropped: tuple[DroppedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verbatim piece of an article: ``article.text[start:end] == text``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A chosen sentence.

    ``score`` is the ranker's (comparable within one summary only), ``why`` says in words what
    made the sentence stand out, ``english`` is its machine translation if one was asked for and
    succeeded, ``warnings`` say what a reader of the English should check.
    """

    sentence: Sentence
    score: float
    why: tuple[str, ...] = ()
    english: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """An article, its sentences, and the key points among them in article order.

    ``english_title`` is the translated headline; ``notes`` tell soft trouble: fewer sentences
    than asked for, a text that does not look Vietnamese, a translation that failed.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    points: tuple[KeyPoint, ...]
    english_title: str | None = None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The points, one a line, in English where there is English."""
        return "\n".join(f"• {point.english or point.sentence.text}" for point in self.points)

    def to_dict(self) -> dict[str, Any]:
        """The summary as plain values ready for JSON; dates are ISO strings."""
        article = self.article
        return {
            "title": article.title,
            "english_title": self.english_title,
            "published": article.published.isoformat() if article.published else None,
            "byline": article.byline,
            "section": article.section,
            "source": article.source,
            "lead": article.lead,
            "points": [
                {
                    "text": point.sentence.text,
                    "start": point.sentence.start,
                    "end": point.sentence.end,
                    "score": round(point.score, 6),
                    "why": list(point.why),
                    "english": point.english,
                    "warnings": list(point.warnings),
                }
                for point in self.points
            ],
            "notes": list(self.notes),
            "text": article.text,
            "dropped": [dropped._asdict() for dropped in article.dropped],
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of one of a story's articles, which ``article`` numbers from 0."""

    article: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class StoryPoint:
    """A key point of a story: quoted from one article, told by the others in ``also``.

    ``article`` numbers the one quoted; each other one is cited at most once, in order.
    """

    article: int
    point: KeyPoint
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event, each with its own summary, and what they tell together.

    The first article's headline stands over the story. ``points`` stand as the most telling
    first; of a story of one article they are that article's, in its order.
    """

    summaries: tuple[Summary, ...]
    points: tuple[StoryPoint, ...]

    @classmethod
    def of_one(cls, summary: Summary) -> Story:
        """The story that a single article tells."""
        return cls((summary,), tuple(StoryPoint(0, point) for point in summary.points))


Ranker: TypeAlias = Callable[[Article, Sequence[Sentence]], Sequence[float]]
"""Scores an article's sentences, one finite number each, higher is better."""

DEFAULT_RANKER = "coverage"
"""The name of the ranker that is used where none is asked for."""

Translator: TypeAlias = Callable[[Sequence[str]], list[str]]
"""Translates Vietnamese sentences to English, one out for each one in, in order."""
