"""What is known of a body's pairs of syllables before a model guesses (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarize.ranking.terms import Ints, Terms, sum_by

Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is to be known of a body's different syllable pairs, in three tables of features.

    Pair i of ``pairs`` stands first in sentence ``first[i]`` of ``sentences`` and is made of
    ``left[i]`` and ``right[i]`` of ``words``, which ``numbers`` gives in the vocabulary. Entry k
    says that sentence ``rows[k]`` holds pair ``columns[k]``.
    """

    sentences: Singles
    words: Singles
    pairs: Singles
    numbers: Ints
    first: Ints
    left: Ints
    right: Ints
    rows: Ints
    columns: Ints


PAIR_BUCKETS = 1 << 17


def bucket_pairs(left: Ints, right: Ints) -> Ints:
    """The pairs of vocabulary numbers, hashed into ``PAIR_BUCKETS``."""
    return (left * 40503 + right) * 2654435761 % (1 << 40) // (1 << 16) % PAIR_BUCKETS


class Vocabulary(dict[str, int]):
    """Words → their numbers, which are 2 and more; 0 is any other word, 1 any other figure."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__((word, number) for number, word in enumerate(words, 2))

    def __missing__(self, word: str) -> int:
        return int(word[0].isdigit())

    def number(self, words: Collection[str]) -> Ints:
        """The words' numbers."""
        return np.fromiter(map(self.__getitem__, words), np.int64, len(words))


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How rare syllables and pairs are in a news collection, as log inverse document frequencies.

    ``rarity`` goes by number in ``vocabulary``, ``pair_rarity`` by ``bucket_pairs``.
    """

    vocabulary: Vocabulary
    rarity: Singles
    pair_rarity: Singles


def describe_pairs(
    terms: Terms, texts: Sequence[str], title: str, frequencies: Frequencies
) -> Pairs:
    """The pairs in ``terms``, which are those of a body's sentences ``texts``."""
    n, singles = len(texts), len(terms.words)
    numbers = frequencies.vocabulary.number(terms.words)
    headline = terms.vector(title)
    in_title = headline > 0
    split = np.searchsorted(terms.columns, singles)  # entries of words, then of pairs
    told = np.where(in_title[:singles], frequencies.rarity[numbers], 0).astype(np.float64)
    title_share = sum_by(terms.rows[:split], told[terms.columns[:split]], n)
    title_share /= max(told.sum(), 1e-6)
    title_likeness = terms.times(headline)
    title_likeness /= max(title_likeness.max(), 1e-6)
    centrality = terms.degrees()
    centrality /= max(centrality.max(), 1e-6)

    place = np.arange(n)
    of_sentences = np.array(
        [
            1 / np.sqrt(1 + place),
            place / n,
            place == 0,
            place == n - 1,
            np.log1p(terms.lengths) / 4,
            title_likeness,
            title_share,
            centrality,
            np.full(n, np.log(n) / 4),
            [text.endswith("?") for text in texts],
            ["“" in text or '"' in text for text in texts],
        ],
        np.float32,
    )
    spread = np.log1p(terms.spread)
    rows, columns = terms.rows[split:], terms.columns[split:] - singles
    starts = terms.spread[singles:].cumsum() - terms.spread[singles:]
    left, right, first = terms.left, terms.right, terms.first_row
    of_pairs = np.array(
        [
            spread[singles:],
            in_title[singles:],
            frequencies.pair_rarity[bucket_pairs(numbers[left], numbers[right])] / 10,
            terms.first_place / terms.lengths[first],
            np.log1p(terms.first_place),
            *(
                np.maximum.reduceat(of_sentence[rows], starts)
                for of_sentence in (title_likeness, title_share, centrality)
            ),
        ],
        np.float32,
    )
    of_words = np.array([in_title[:singles], spread[:singles]], np.float32)
    return Pairs(of_sentences.T, of_words.T, of_pairs.T, numbers, first, left, right, rows, columns)
