"""The rankers, which score an article's sentences, and the choice among the scored (pure)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.types import Article, Ranker, Sentence
from summarize.words import STOP_WORDS, syllables

Floats = NDArray[np.float64]

RELEVANCE = 0.7
"""The weight of a sentence's score against its newness in ``choose``."""

NEAR_DUPLICATE = 0.75
"""Sentences of this cosine or more say the same; ``choose`` takes one of them only."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Sentences as unit tf-idf vectors over syllables and pairs of syllables, sparse.

    Entry k says that sentence ``rows[k]`` holds term ``columns[k]`` with weight ``values[k]``.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats
    shape: tuple[int, int]

    def times(self, vector: Floats) -> Floats:
        """The product with a vector over terms: a number for each sentence."""
        weights = self.values * vector[self.columns]
        return np.asarray(np.bincount(self.rows, weights, self.shape[0]), np.float64)

    def transposed_times(self, vector: Floats) -> Floats:
        """The transpose's product with a vector over sentences: a number for each term."""
        weights = self.values * vector[self.rows]
        return np.asarray(np.bincount(self.columns, weights, self.shape[1]), np.float64)


def count_terms(texts: Iterable[str]) -> Terms:
    """The texts' syllables and pairs of neighbouring syllables, weighed by tf-idf."""
    numbers: dict[str, int] = {}
    lines = [[numbers.setdefault(s, len(numbers)) for s in syllables(text)] for text in texts]
    n, base = len(lines), len(numbers) + 1
    lengths = np.fromiter(map(len, lines), np.int64, n)
    stream = np.fromiter((s for line in lines for s in line), np.int64, int(lengths.sum()))
    rows = np.repeat(np.arange(n), lengths)
    inner = rows[1:] == rows[:-1]
    pairs = ((stream[:-1] + 1) * base + stream[1:])[inner]
    all_rows = np.concatenate([rows, rows[1:][inner]])
    names, all_columns = np.unique(np.concatenate([stream, pairs]), return_inverse=True)
    width = max(len(names), 1)
    entries, counts = np.unique(all_rows * width + all_columns, return_counts=True)
    entry_rows, columns = np.divmod(entries, width)
    idf = np.log((n + 1) / (np.bincount(columns, minlength=width) + 0.5))
    values = counts * idf[columns]
    norms = np.sqrt(np.bincount(entry_rows, values**2, n))
    return Terms(entry_rows, columns, values / np.maximum(norms, 1e-12)[entry_rows], (n, width))


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


def rank_by_default(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """LexRank, likeness to the headline, and position."""
    n = len(sentences)
    terms = count_terms([*(sentence.text for sentence in sentences), article.title or ""])
    title = np.zeros(terms.shape[1])
    of_title = terms.rows == n
    title[terms.columns[of_title]] = terms.values[of_title]
    scores = 0.25 * lexrank(terms) + terms.times(title)
    return list(map(float, scores[:n] + 1 / np.sqrt(1 + np.arange(n))))


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
        DEFAULT_RANKER: rank_by_default,
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
    vector = np.zeros(terms.shape[1])
    while len(picked) < n:
        value = RELEVANCE * worth - (1 - RELEVANCE) * likeness
        value[likeness >= NEAR_DUPLICATE] = -np.inf
        at = int(value.argmax())
        if value[at] == -np.inf:
            break
        picked.append(order[at])
        mine = terms.rows == at
        vector[:] = 0
        vector[terms.columns[mine]] = terms.values[mine]
        likeness = np.maximum(likeness, terms.times(vector))
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
