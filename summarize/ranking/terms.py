"""Texts as sparse vectors of their terms: syllables and pairs of neighbouring syllables (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from summarize.words import syllables

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Terms:
    """Texts as unit tf-idf vectors over syllables and pairs of neighbouring syllables, sparse.

    Entry k says that text ``rows[k]`` holds term ``columns[k]`` with weight ``values[k]``;
    entries are sorted by term, then by text. The first ``len(words)`` terms are the single
    ``words``, by number; the others are pairs of them, ``left[i]`` and ``right[i]``, which occur
    first in text ``first_row[i]`` as its ``first_place[i]``-th. ``lengths`` counts each text's
    syllables, ``spread`` the texts that hold each term.
    """

    words: Mapping[str, int]
    lengths: Ints
    rows: Ints
    columns: Ints
    values: Floats
    spread: Ints
    idf: Floats
    left: Ints
    right: Ints
    first_row: Ints
    first_place: Ints

    @property
    def shape(self) -> tuple[int, int]:
        """Texts × terms."""
        return len(self.lengths), len(self.idf)

    def times(self, vector: Floats) -> Floats:
        """The product with a vector over terms: a number for each text."""
        return sum_by(self.rows, self.values * vector[self.columns], len(self.lengths))

    def transposed_times(self, vector: Floats) -> Floats:
        """The transpose's product with a vector over texts: a number for each term."""
        return sum_by(self.columns, self.values * vector[self.rows], len(self.idf))

    def degrees(self) -> Floats:
        """The sum of each text's cosines with all texts."""
        return self.times(self.transposed_times(np.ones(len(self.lengths))))

    def likeness(self, row: int) -> Floats:
        """The cosine of every text with text ``row``."""
        mine = self.rows == row
        vector = np.zeros(len(self.idf))
        vector[self.columns[mine]] = self.values[mine]
        return self.times(vector)

    def vector(self, text: str) -> Floats:
        """Another text as a unit vector over the terms, those that it alone holds left out."""
        base = len(self.words) + 1
        line = np.array([self.words.get(word, -1) for word in syllables(text)], np.int64)
        lefts, rights = line[:-1], line[1:]
        pairs = self.left * base + self.right
        wanted = (lefts * base + rights)[(lefts >= 0) & (rights >= 0)]
        places = np.searchsorted(pairs, wanted)
        known = np.flatnonzero(np.append(pairs, -1)[places] == wanted)
        columns = np.concatenate([line[line >= 0], len(self.words) + places[known]])
        weights = np.bincount(columns, minlength=len(self.idf)) * self.idf
        return weights / max(float(np.sqrt(weights @ weights)), 1e-12)


def sum_by(group: Ints, values: Floats, groups: int) -> Floats:
    """The sum of the values of each group."""
    return np.bincount(group, values, groups).astype(np.float64, copy=False)


def count_terms(texts: Iterable[str]) -> Terms:
    """The texts' syllables and pairs of neighbouring syllables, weighed by tf-idf."""
    return _count_terms(tuple(texts))


@lru_cache(maxsize=1)
def _count_terms(texts: tuple[str, ...]) -> Terms:
    """The same, remembered for the article that is ranked, chosen from and explained in turn."""
    lines = list(map(syllables, texts))
    words: defaultdict[str, int] = defaultdict()
    words.default_factory = words.__len__
    stream = np.fromiter(map(words.__getitem__, chain.from_iterable(lines)), np.int64)
    n, base = len(lines), len(words) + 1
    lengths = np.fromiter(map(len, lines), np.int64, n)
    row_of = np.repeat(np.arange(n), lengths)
    begins = lengths.cumsum() - lengths

    # Sorted by what stands there, and by place where that is the same.
    places = stream.argsort(kind="stable")
    lefts = np.flatnonzero(row_of[1:] == row_of[:-1])
    pairs = stream[lefts] * base + stream[lefts + 1]
    order = pairs.argsort(kind="stable")
    pairs, lefts = pairs[order], lefts[order]
    new_pair = np.diff(pairs, prepend=-1) != 0
    first = lefts[new_pair]
    rows = row_of[np.concatenate([places, lefts])]
    columns = np.concatenate([stream[places], len(words) - 1 + new_pair.cumsum()])

    new_entry = np.ones(len(rows) + 1, bool)
    new_entry[1:-1] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    entries = np.flatnonzero(new_entry)
    rows, columns = rows[entries[:-1]], columns[entries[:-1]]
    spread = np.bincount(columns, minlength=len(words) + len(first))
    idf = np.log((n + 1) / (spread + 0.5))
    values = np.diff(entries) * idf[columns]
    norms = np.sqrt(np.bincount(rows, values**2, n))
    return Terms(
        words=dict(words),
        lengths=lengths,
        rows=rows,
        columns=columns,
        values=values / norms[rows],
        spread=spread,
        idf=idf,
        left=stream[first],
        right=stream[first + 1],
        first_row=row_of[first],
        first_place=first - begins[row_of[first]],
    )
