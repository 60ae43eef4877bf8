"""One story, many outlets: which articles tell the same event, and what they tell together (pure).

``group_articles`` finds the stories in a heap of articles; ``summarize_story`` quotes the points
of one story from whichever article puts each best, without repeating itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from summarize.types import Article, KeyPoint
from summarize.words import STOP_WORDS, syllables

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SAME_EVENT = 0.22
"""Articles tell one event if they are on average this much alike (cosine of their signatures)."""

DAYS_APART = 3
"""Articles known to be published further apart than this do not tell one event."""

TITLE_WEIGHT = 3
"""How often a headline counts."""

SIGNATURE = 50
"""An article is compared by this many of its terms, the most telling ones."""

CALM = 300
"""How many articles without any of its terms a batch is thought to be part of: in a batch of two
articles all that they share would otherwise look commonplace."""

LONG_POSTING = 200
"""Terms of more articles than this propose no neighbours, which keeps the search near-linear."""

REPEATS = 0.2
"""A sentence of this cosine or more to one already quoted repeats it."""

AGREES = 0.35
"""An article with a sentence of this cosine or more to a quotation may be saying the same."""

SHORT = 8
"""Sentences of fewer syllables (bylines, exclamations) are not quoted."""


@dataclass(frozen=True, slots=True)
class StoryPoint:
    """A quotation: ``point.sentence`` stands verbatim in the story's article number ``article``.

    ``also`` are the numbers of the other articles that say the same with the same figures.
    """

    point: KeyPoint
    article: int
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StorySummary:
    """Articles on one event and their points, in an order to read them in.

    ``main`` is the number of the article most like the others, the one to name the story after.
    """

    articles: tuple[Article, ...]
    points: tuple[StoryPoint, ...]
    main: int


def group_articles(articles: Sequence[Article]) -> tuple[tuple[int, ...], ...]:
    """The articles' indices grouped by event, loners included, in order of first members.

    Average-linkage clustering (Sokal and Michener 1958) of sparse tf-idf neighbours, which an
    inverted index finds. The order of the articles does not matter, only what they hold.
    """
    order = sorted(range(len(articles)), key=lambda index: _identity(articles[index]))
    ordered = [articles[index] for index in order]
    links = _likenesses(*_signatures(ordered), [article.published for article in ordered])
    groups = [tuple(sorted(order[place] for place in group)) for group in _link(links)]
    return tuple(sorted(groups))


def _identity(article: Article) -> tuple[str, str, str]:
    return article.text, article.title or "", str(article.published or "")


def _signatures(articles: Sequence[Article]) -> tuple[Integers, Integers, Floats]:
    """Each article's most telling syllables and pairs of syllables as a sparse unit vector.

    Gives rows (articles, ascending), columns (terms) and values. A term that only one article
    has counts half: it says how the article is worded as often as what it is about.
    """
    numbers: dict[str, int] = {syllable: index for index, syllable in enumerate(sorted(STOP_WORDS))}
    stops, parts = len(numbers), 1 + TITLE_WEIGHT
    lines: list[list[int]] = []
    for article in articles:
        title, text = (
            [numbers.setdefault(syllable, len(numbers)) for syllable in syllables(part)]
            for part in (article.title or "", article.text)
        )
        lines += [text, *[title] * TITLE_WEIGHT]
    lengths = np.fromiter(map(len, lines), np.int64, len(lines))
    stream = np.fromiter(chain.from_iterable(lines), np.int64, int(lengths.sum()))
    line = np.repeat(np.arange(len(lines)), lengths)
    base = len(numbers) + 1
    telling = stream >= stops
    paired = (line[1:] == line[:-1]) & (telling[1:] | telling[:-1])
    terms = np.concatenate([stream[telling], ((stream[:-1] + 1) * base + stream[1:])[paired]])
    holders = np.concatenate([line[telling], line[1:][paired]]) // parts

    names, columns = np.unique(terms, return_inverse=True)
    width = max(len(names), 1)
    entries, counts = np.unique(holders * width + columns, return_counts=True)
    rows, columns = np.divmod(entries, width)
    spread = np.bincount(columns, minlength=width)[columns]
    values = (1 + np.log(counts)) * np.log((len(articles) + CALM) / (spread + 0.5))
    values[spread == 1] /= 2

    best_first = np.lexsort((columns, -values, rows))
    rows, columns, values = rows[best_first], columns[best_first], values[best_first]
    kept = np.arange(len(rows)) - np.searchsorted(rows, rows) < SIGNATURE
    rows, columns, values = rows[kept], columns[kept], values[kept]
    norms = np.sqrt(np.bincount(rows, values**2, len(articles)))
    return rows, columns, values / norms[rows]


def _likenesses(
    rows: Integers, columns: Integers, values: Floats, dates: Sequence[object]
) -> list[dict[int, float]]:
    return []
