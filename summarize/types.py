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
    ``lead`` is the opening paragraph (sapo), taken to be the first of a text of several under a
    headline; it also stands in ``text``.
    ``source`` names where the article came from: a path, a URL, a table's row.
    ``doubtful`` are the numbers of the paragraphs, from 0, that may be the site's and were kept to
    be on the safe side.
    ``notes`` tell soft trouble with reading it, such as a text that had to be converted.
    """

    text: str
    title: str | None = None
    published: datetime.date | None = None
    byline: str | None = None
    section: str | None = None
    source: str | None = None
    lead: str | None = None
    dropped: tuple[DroppedLine, ...] = ()
    doubtful: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        """The text's paragraphs, which ``doubtful`` numbers."""
        return self.text.split("\n\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verbatim piece of an article: ``article.text[start:end] == text``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A chosen sentence, without the connective that tied it to the one before: the rest of
    ``Tuy nhiên, giá vàng giảm …`` stands alone.

    ``score`` is the ranker's (comparable within one summary only), ``why`` says in words what
    made the sentence stand out, ``english`` is its machine translation if one was asked for and
    succeeded, ``warnings`` say what a reader of the English should check.
    """

    sentence: Sentence
    score: float
    why: tuple[str, ...] = ()
    english: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def quotation(self) -> str:
        """The sentence as a reader is shown it: with dots where it begins within, which a small
        letter tells. That of a name such as iPhone does not.
        """
        text = self.sentence.text
        return f"… {text}" if text[:1].islower() and not text[1:2].isupper() else text


@dataclass(frozen=True, slots=True)
class Summary:
    """An article, its sentences, and the key points among them in article order.

    ``scores`` are the ranker's for ``sentences``, one each; a summary read back from a digest has
    neither. ``english_title`` is the translated headline; ``notes`` tell soft trouble: the
    article's own, fewer sentences than asked for, a text that does not look Vietnamese, a
    translation that failed, and what is suspicious in the headline's (``HEADLINE_FAULT``).
    """

    article: Article
    sentences: tuple[Sentence, ...]
    points: tuple[KeyPoint, ...]
    english_title: str | None = None
    notes: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()

    def __str__(self) -> str:
        """The points, one a line, in English where there is English."""
        return "\n".join(f"• {point.english or point.quotation}" for point in self.points)

    def to_dict(self) -> dict[str, Any]:
        """The summary as plain values ready for JSON; dates are ISO strings."""
        return {
            **_headlines_and_facts(self),
            "points": [_point_to_dict(point) for point in self.points],
            "notes": list(self.notes),
            **_text_as_read(self.article),
        }


def _text_as_read(article: Article) -> dict[str, Any]:
    return {
        "text": article.text,
        "dropped": [dropped._asdict() for dropped in article.dropped],
        "doubtful": list(article.doubtful),
        "text_notes": list(article.notes),
    }


def _headlines_and_facts(summary: Summary) -> dict[str, Any]:
    article = summary.article
    return {
        "title": article.title,
        "english_title": summary.english_title,
        "published": article.published.isoformat() if article.published else None,
        "byline": article.byline,
        "section": article.section,
        "source": article.source,
        "lead": article.lead,
    }


def _point_to_dict(point: KeyPoint) -> dict[str, Any]:
    return {
        **_sentence_to_dict(point.sentence),
        "score": round(point.score, 6),
        "why": list(point.why),
        "english": point.english,
        "warnings": list(point.warnings),
    }


def _sentence_to_dict(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "start": sentence.start, "end": sentence.end}


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of one of a story's articles, which ``article`` numbers from 0.

    ``english`` is its translation, where one was wanted and nothing is to be checked in it.
    """

    article: int
    sentence: Sentence
    english: str | None = None


def _citation_to_dict(citation: Citation) -> dict[str, Any]:
    return {"article": citation.article, **_sentence_to_dict(citation.sentence)}


@dataclass(frozen=True, slots=True)
class StoryPoint:
    """A key point of a story: quoted from one article, told by the others in ``also``.

    ``other_figures`` cites those that tell it with other figures. ``article`` numbers the one
    quoted; each other one is cited at most once, in order.
    """

    article: int
    point: KeyPoint
    also: tuple[Citation, ...] = ()
    other_figures: tuple[Citation, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The point as plain values ready for JSON."""
        return {
            "article": self.article,
            **_point_to_dict(self.point),
            "also": list(map(_citation_to_dict, self.also)),
            "other_figures": [
                {**_citation_to_dict(other), "english": other.english}
                for other in self.other_figures
            ],
        }


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event, each with its own summary, and what they tell together.

    The first article's headline stands over the story. Its ``points`` are in the order of worth;
    a story of one article has that article's, in the article's order. ``notes`` tell soft
    trouble, with that of reading each article.
    """

    summaries: tuple[Summary, ...]
    points: tuple[StoryPoint, ...]
    notes: tuple[str, ...] = ()

    @classmethod
    def of_one(cls, summary: Summary) -> Story:
        """The story that a single article tells."""
        points = tuple(StoryPoint(0, point) for point in summary.points)
        return cls((summary,), points, summary.notes)

    @property
    def title(self) -> str | None:
        """The headline."""
        return self.summaries[0].article.title

    @property
    def english_title(self) -> str | None:
        """The headline's translation."""
        return self.summaries[0].english_title

    @property
    def published(self) -> datetime.date | None:
        """The day of the newest article."""
        days = [s.article.published for s in self.summaries if s.article.published]
        return max(days, default=None)

    def to_dict(self) -> dict[str, Any]:
        """The story as plain values ready for JSON; dates are ISO strings."""
        return {
            "title": self.title,
            "english_title": self.english_title,
            "published": self.published.isoformat() if self.published else None,
            "points": [point.to_dict() for point in self.points],
            "notes": list(self.notes),
            "articles": [
                {**_headlines_and_facts(summary), **_text_as_read(summary.article)}
                for summary in self.summaries
            ],
        }


Ranker: TypeAlias = Callable[[Article, Sequence[Sentence]], Sequence[float]]
"""Scores an article's sentences, one finite number each, higher is better."""

HEADLINE_FAULT = "English headline: "
"""What a note begins with that tells a fault in the headline's translation."""

DEFAULT_RANKER = "coverage"
"""The name of the ranker that is used where none is asked for."""

Translator: TypeAlias = Callable[[Sequence[str]], list[str]]
"""Translates Vietnamese sentences to English, one out for each one in, in order. One that knows
what it is unsure of gives an ``UnsureEnglish`` there.
"""


class UnsureEnglish(str):
    """A translation that the model itself finds improbable, of which readers are warned."""

    __slots__ = ()
