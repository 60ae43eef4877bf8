"""Rankers that are a formula: LexRank, position, and a sum of both with the headline (pure)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from summarize.ranking.terms import Floats, Terms, count_terms
from summarize.types import Article, Sentence


def lexrank(terms: Terms, *, damping: float = 0.85, rounds: int = 30) -> Floats:
    """How central each sentence is: LexRank (Erkan and Radev, JAIR 22, 2004), continuous form.

    The walk goes from sentence to sentence with probabilities in proportion to their cosine
    M·Mᵀ. That n×n matrix is never built: p·(M·Mᵀ) is two sparse products. The highest is 1.
    """
    n = terms.shape[0]
    degree = np.maximum(terms.degrees(), 1e-12)
    p = np.full(n, 1 / max(n, 1))
    for _ in range(rounds):
        following = damping * terms.times(terms.transposed_times(p / degree))
        following += (1 - following.sum()) / max(n, 1)
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
    terms = count_terms(sentence.text for sentence in sentences)
    title = terms.times(terms.vector(article.title or ""))
    scores = 0.25 * lexrank(terms) + title / max(title.max(initial=0), 1e-12)
    return [float(score) for score in scores + 1 / np.sqrt(1 + np.arange(len(sentences)))]
