"""The rankers, which score an article's sentences, and the choice among the scored (pure)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.types import Article, Ranker, Sentence
from summarize.words import STOP_WORDS, syllables

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RELEVANCE = 0.7
"""The weight of a sentence's score against its newness in ``choose``."""

NEAR_DUPLICATE = 0.75
"""Sentences of this cosine or more say the same; ``choose`` takes one of them only."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Texts as unit tf-idf vectors over syllables and pairs of neighbouring syllables, sparse.

    Entry k says that text ``rows[k]`` holds term ``columns[k]`` with weight ``values[k]``;
    entries are sorted by row. The first ``len(words)`` terms are the single ``words``; the others
    are pairs of them, ``left[i]`` and ``right[i]``, which occur first in
    text ``first_row[i]`` as its ``first_place[i]``-th. ``lengths`` counts each text's syllables.
    """

    rows: Ints
    columns: Ints
    values: Floats
    shape: tuple[int, int]
    lengths: Ints
    words: Sequence[str]
    left: Ints
    right: Ints
    first_row: Ints
    first_place: Ints

    def times(self, vector: Floats) -> Floats:
        """The product with a vector over terms: a number for each text."""
        products = self.values * vector[self.columns]
        return np.bincount(self.rows, products, self.shape[0]).astype(np.float64)

    def transposed_times(self, vector: Floats) -> Floats:
        """The transpose's product with a vector over texts: a number for each term."""
        products = self.values * vector[self.rows]
        return np.bincount(self.columns, products, self.shape[1]).astype(np.float64)

    def likeness(self, row: int) -> Floats:
        """The cosine of every text with text ``row``."""
        mine = slice(*np.searchsorted(self.rows, [row, row + 1]))
        vector = np.zeros(self.shape[1])
        vector[self.columns[mine]] = self.values[mine]
        return self.times(vector)


def count_terms(texts: Iterable[str]) -> Terms:
    """The texts' syllables and pairs of neighbouring syllables, weighed by tf-idf."""
    numbers: dict[str, int] = {}
    lines = [[numbers.setdefault(s, len(numbers)) for s in syllables(text)] for text in texts]
    n, base = len(lines), len(numbers) + 1
    lengths = np.fromiter(map(len, lines), np.int64, n)
    stream = np.fromiter(chain.from_iterable(lines), np.int64, int(lengths.sum()))
    rows = np.repeat(np.arange(n), lengths)
    places = np.arange(len(stream)) - np.repeat(lengths.cumsum() - lengths, lengths)
    within = rows[1:] == rows[:-1]
    pairs = ((stream[:-1] + 1) * base + stream[1:])[within]
    names, first, pair_columns = np.unique(pairs, return_index=True, return_inverse=True)
    width = max(len(numbers) + len(names), 1)
    codes = np.concatenate(
        [rows * width + stream, rows[:-1][within] * width + len(numbers) + pair_columns]
    )
    entries, occurrences = np.unique(codes, return_counts=True)
    entry_rows, columns = np.divmod(entries, width)
    idf = np.log((n + 1) / (np.bincount(columns, minlength=width) + 0.5))
    values = occurrences * idf[columns]
    norms = np.sqrt(np.bincount(entry_rows, values**2, n))
    return Terms(
        rows=entry_rows,
        columns=columns,
        values=values / np.maximum(norms, 1e-12)[entry_rows],
        shape=(n, width),
        lengths=lengths,
        words=list(numbers),
        left=names // base - 1,
        right=names % base,
        first_row=rows[:-1][within][first],
        first_place=places[:-1][within][first],
    )


def lexrank(terms: Terms, *, damping: float = 0.85, rounds: int = 30) -> Floats:
    """How central each sentence is: LexRank (Erkan and Radev, JAIR 22, 2004), continuous form.

    The walk goes from sentence to sentence with probabilities in proportion to their cosine
    M·Mᵀ. That n×n matrix is never built: p·(M·Mᵀ) is two sparse products. The highest is 1.
    """
    n = terms.shape[0]
    degree = np.maximum(terms.times(terms.transposed_times(np.ones(n))), 1e-12)
    p = np.full(n, 1 / max(n, 1))
    for _ in range(rounds):
        following = damping * terms.times(terms.transposed_times(p / degree))
        following += (1 - following.sum()) / n
        change = np.abs(following - p).sum()
        p = following
        if change < 1e-4:
            break
    return np.asarray(p / p.max(initial=1e-12))


def rank_by_lexrank(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """LexRank alone."""
    return list(map(float, lexrank(count_terms(sentence.text for sentence in sentences))))


def rank_by_position(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """Lead: the earlier, the better."""
    return [1 / (1 + index) for index in range(len(sentences))]


def rank_by_hybrid(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """A quarter LexRank, likeness to the headline, and position, each at most 1."""
    n = len(sentences)
    terms = count_terms([*(sentence.text for sentence in sentences), article.title or ""])
    title = terms.likeness(n)[:n]
    scores = 0.25 * lexrank(terms)[:n] + title / max(title.max(initial=0), 1e-12)
    return [float(score) for score in scores + 1 / np.sqrt(1 + np.arange(n))]


@dataclass(frozen=True, slots=True)
class PairModel:
    """Guesses which of a body's syllable pairs its lead would use; made by training/ranker.py.

    A small network over ``describe_pairs`` and a vector for the left and the right syllable.
    """

    vocabulary: Mapping[str, int]
    rarity: Floats
    pair_rarity: Floats
    left: Floats
    right: Floats
    layers: tuple[tuple[Floats, Floats], ...]
    length: float

    def guess(self, pairs: Pairs) -> Floats:
        """Each pair's probability of standing in the article's lead."""
        x = np.concatenate([pairs.features, self.left[pairs.left], self.right[pairs.right]], axis=1)
        for weights, bias in self.layers[:-1]:
            x = np.maximum(x @ weights + bias, 0)
        weights, bias = self.layers[-1]
        return np.asarray(1 / (1 + np.exp(-(x @ weights + bias)[:, 0])), np.float64)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A body's different syllable pairs: features, vocabulary numbers, and where they stand.

    Entry k says that sentence ``rows[k]`` holds pair ``columns[k]``.
    """

    features: Floats
    left: Ints
    right: Ints
    rows: Ints
    columns: Ints


PAIR_BUCKETS = 1 << 17


def bucket_pairs(left: Ints, right: Ints) -> Ints:
    """The pairs of vocabulary numbers, hashed into ``PAIR_BUCKETS``."""
    return (left * 40503 + right) * 2654435761 % (1 << 40) // (1 << 16) % PAIR_BUCKETS


def describe_pairs(
    terms: Terms, vocabulary: Mapping[str, int], rarity: Floats, pair_rarity: Floats
) -> Pairs:
    """The pairs in all rows of ``terms`` but the last, which is the headline.

    ``rarity`` and ``pair_rarity`` are log inverse document frequencies in a news collection, by
    number in ``vocabulary`` (0 is unknown) and by ``bucket_pairs``.
    """
    n, singles = terms.shape[0] - 1, len(terms.words)
    numbers = np.fromiter((vocabulary.get(word, 0) for word in terms.words), np.int64, singles)
    rare = rarity[numbers]
    digits = np.fromiter((word[0].isdigit() for word in terms.words), np.float64, singles)
    body = terms.rows < n
    rows, columns = terms.rows[body], terms.columns[body]
    in_title = np.zeros(terms.shape[1])
    in_title[terms.columns[~body]] = 1
    spread = np.bincount(columns, minlength=terms.shape[1])

    title_likeness = terms.likeness(n)[:n]
    title_weights = np.zeros(terms.shape[1])
    title_weights[:singles] = in_title[:singles] * rare
    title_share = np.bincount(rows, title_weights[columns], n) / max(title_weights.sum(), 1e-6)
    centrality = terms.times(terms.transposed_times(np.ones(n + 1)))[:n]

    paired = columns >= singles
    rows, columns = rows[paired], columns[paired] - singles

    def highest(of_sentence: Floats) -> Floats:
        highest = np.zeros(len(terms.left))
        np.maximum.at(highest, columns, of_sentence[rows])
        return highest

    left, right, first = terms.left, terms.right, terms.first_row
    length = terms.lengths[first]
    known = (numbers[left] > 0) & (numbers[right] > 0)
    bucket = bucket_pairs(numbers[left], numbers[right])
    features = np.stack(
        [
            np.log1p(spread[singles:]),
            1 / np.sqrt(1 + first),
            first / n,
            first == 0,
            in_title[singles:],
            in_title[left],
            in_title[right],
            np.where(known, pair_rarity[bucket], pair_rarity.max()) / 10,
            rare[left] / 10,
            rare[right] / 10,
            np.log1p(spread[left]),
            np.log1p(spread[right]),
            digits[left],
            digits[right],
            terms.first_place / length,
            np.log1p(terms.first_place),
            np.log1p(length) / 4,
            highest(title_likeness) / max(title_likeness.max(), 1e-6),
            highest(title_share),
            highest(centrality) / max(centrality.max(), 1e-6),
            np.full(len(left), np.log(n)),
        ],
        axis=1,
    )
    return Pairs(features, numbers[left], numbers[right], rows, columns)


class _Syllables:
    """sumy's tokenizer for sentences that go by their number, which keeps equal ones apart."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def to_words(self, number: str) -> tuple[str, ...]:
        return tuple(syllables(self._texts[int(number)]))


def rank_by_sumy(
    article: Article, sentences: Sequence[Sentence], *, module: str, name: str
) -> list[float]:
    """sumy's ``summarizers.module.name`` on our syllables and stop words.

    SumBasic and KL pick one sentence after the other; their scores are the order of choice.
    """
    from importlib import import_module

    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence

    texts = [sentence.text for sentence in sentences]
    if all(STOP_WORDS.issuperset(syllables(text)) for text in texts):
        return [0.0] * len(texts)
    tokenizer = _Syllables([*texts, article.title or ""])
    paragraphs = [[SumySentence(str(len(texts)), tokenizer, is_heading=True)]]
    for index, sentence in enumerate(sentences):
        before = sentences[index - 1].end if index else 0
        if not index or "\n" in article.text[before : sentence.start]:
            paragraphs.append([])
        paragraphs[-1].append(SumySentence(str(index), tokenizer))
    document = ObjectDocumentModel([Paragraph(paragraph) for paragraph in paragraphs])

    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)()
    summarizer.stop_words = summarizer.null_words = STOP_WORDS
    summarizer.bonus_words = syllables(article.title or "") or [" "]
    summarizer.stigma_words = [" "]
    scores = [0.0] * len(texts)

    def keep_scores(rated: list[Any]) -> list[Any]:
        for each in rated:
            scores[each.order] = float(np.nan_to_num(each.rating))
        return rated

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        summarizer(document, keep_scores)
    return scores


DEFAULT_RANKER = "hybrid"

RANKERS: Mapping[str, Ranker] = MappingProxyType(
    {
        DEFAULT_RANKER: rank_by_hybrid,
        "lead": rank_by_position,
        "lexrank": rank_by_lexrank,
    }
    | {
        "sumy-" + name: partial(rank_by_sumy, module=module, name=summarizer)
        for name, module, summarizer in [
            ("lexrank", "lex_rank", "LexRankSummarizer"),
            ("textrank", "text_rank", "TextRankSummarizer"),
            ("lsa", "lsa", "LsaSummarizer"),
            ("luhn", "luhn", "LuhnSummarizer"),
            ("sumbasic", "sum_basic", "SumBasicSummarizer"),
            ("kl", "kl", "KLSummarizer"),
            ("reduction", "reduction", "ReductionSummarizer"),
            ("edmundson", "edmundson", "EdmundsonSummarizer"),
        ]
    }
)
"""The rankers by name."""

_HANGING = re.compile(
    r"""[\s"'“”‘’«»(–—-]*(?:tuy\ nhiên|tuy\ vậy|đồng\ thời|theo\ đó|trong\ khi\ đó|bên\ cạnh\ đó
    |ngoài\ ra|do\ đó|vì\ vậy|vì\ thế|do\ vậy|mặt\ khác|cũng\ theo|sau\ đó|trước\ đó|khi\ đó
    |từ\ đó|từ\ câu\ hỏi|nhưng|song|còn|và|đó\ là|đây\ là|điều\ (?:này|đó)|việc\ (?:này|đó)
    |(?:ông|bà|anh|chị|cô|họ|nó|chúng|em)\ (?:cho|nói|cũng|này|ấy|đã|đang|sẽ|còn|là|được|bị))\b""",
    re.IGNORECASE | re.VERBOSE,
)


def hangs(text: str) -> bool:
    """Whether a sentence opens with a word that leans on the sentence before it."""
    return _HANGING.match(text) is not None


def choose(sentences: Sequence[Sentence], scores: Sequence[float], n: int) -> tuple[int, ...]:
    """The indices of the ``n`` best sentences that do not repeat each other, in article order."""
    return tuple(sorted(pick(sentences, scores, n)))


def pick(sentences: Sequence[Sentence], scores: Sequence[float], n: int) -> list[int]:
    """The same choice, best first: maximal marginal relevance (Carbonell and Goldstein 1998)."""
    order = sorted(range(len(sentences)), key=lambda index: (-scores[index], index))
    if not order or n < 1:
        return []
    best, worst = scores[order[0]], scores[order[-1]]
    terms = count_terms(sentences[index].text for index in order)
    likeness = np.zeros(len(order))
    worth = np.array([(scores[i] - worst) / ((best - worst) or 1) for i in order])
    worth -= [0.3 * hangs(sentences[i].text) for i in order]
    picked: list[int] = []
    while len(picked) < n:
        value = RELEVANCE * worth - (1 - RELEVANCE) * likeness
        value[likeness >= NEAR_DUPLICATE] = -np.inf
        at = int(value.argmax())
        if value[at] == -np.inf:
            break
        picked.append(order[at])
        likeness = np.maximum(likeness, terms.likeness(at))
        likeness[at] = np.inf
    return picked


def explain(
    article: Article, sentences: Sequence[Sentence], scores: Sequence[float], index: int
) -> tuple[str, ...]:
    """What can be said of a sentence's standing, in short phrases for a reader."""
    text = sentences[index].text
    place = 1 + sum(score > scores[index] for score in scores)
    phrases = [f"scored {place} of {len(sentences)}"]
    if index == 0:
        phrases.append("opens the article")
    shared = (set(syllables(text)) & set(syllables(article.title or ""))) - STOP_WORDS
    if len(shared) >= 2:
        phrases.append(f"shares {len(shared)} words with the headline")
    if any(character.isdigit() for character in text):
        phrases.append("carries figures")
    return tuple(phrases)
