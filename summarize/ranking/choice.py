"""The choice among scored sentences (pure)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

import numpy as np

from summarize.openings import leans
from summarize.ranking.terms import count_terms
from summarize.types import Article, Sentence

RELEVANCE = 0.7
"""The weight of a sentence's score against its newness in ``pick``."""

NEAR_DUPLICATE = 0.75
"""Sentences of this cosine or more say the same; ``pick`` takes one of them only."""

HANGING_COST = 0.12
"""What leaning on the sentence before costs in the choice, of scores from 0 to 1."""

LITTLE_COST = 0.6
"""What telling little costs likewise: being a question, having fewer than ``FEW_WORDS`` words, or
being a line without a stop, for many of these are a page's labels or captions."""

FEW_WORDS = 6

DOUBT_COST = 1.0
"""What standing in a paragraph costs that may be the site's, and announcing what follows ("Luật sư
Hải trả lời:"): as much as scores can differ by."""

POOL = 256
"""How many of the best sentences are looked at closely where few are asked for."""

_FINISHED = re.compile(r"[.!?…:;][\W_]*\Z")
_ASKS = re.compile(r"(?:\?[”\"’»)]*(?: ?\([^()]{2,70}\))?|\A\([^()]+\)\.?)\Z")  # or "(Theo TTXVN)"

# What an official text rests on: "Căn cứ Luật Tổ chức Chính phủ …;"
_RECITES = re.compile(r"(?:Căn cứ|Xét|Theo) .*[;,]\Z")


def _tells_little(sentences: Sequence[Sentence], index: int) -> bool:
    """Whether a sentence is a question or too short to say much, stands in parentheses, or is a
    line without a stop that has its paragraph to itself.

    Within a paragraph one character at most parts two sentences, between paragraphs two.
    """
    text = sentences[index].text
    if _ASKS.search(text, len(text) - 90) or text.count(" ") < FEW_WORDS - 1:
        return True
    if _FINISHED.search(text, len(text) - 9):
        return False
    around = sentences[max(0, index - 1) : index + 2]
    return all(later.start - earlier.end > 1 for earlier, later in pairwise(around))


def _leads_on(text: str) -> bool:
    """Whether a sentence only announces what follows, or says what a decision rests on."""
    return text.endswith(":") or bool(_RECITES.match(text))


def find_doubtful(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The indices of the sentences in paragraphs that may be the site's."""
    if not article.doubtful:
        return frozenset()
    lengths = (len(paragraph) + 2 for paragraph in article.paragraphs)
    ends = list(accumulate(lengths))
    return frozenset(
        index
        for index, sentence in enumerate(sentences)
        if bisect_right(ends, sentence.start) in article.doubtful
    )


def choose(
    sentences: Sequence[Sentence],
    scores: Sequence[float],
    n: int,
    doubtful: Collection[int] = (),
) -> tuple[int, ...]:
    """The indices of the ``n`` best sentences that do not repeat each other, in article order.

    Fewer come back only where fewer are left without a near-duplicate; ties break by position.
    ``doubtful`` are the indices of sentences that may not be the article's.
    """
    return tuple(sorted(pick(sentences, scores, n, doubtful)))


def pick(
    sentences: Sequence[Sentence],
    scores: Sequence[float],
    n: int,
    doubtful: Collection[int] = (),
) -> list[int]:
    """The same choice, best first: maximal marginal relevance (Carbonell and Goldstein, 1998).

    Sentences that hang in the air, that tell little or are doubtful are taken when nothing else is
    near in score.
    """
    worth = np.asarray(scores, np.float64)
    if not len(worth):
        return []
    worth = (worth - worth.min()) / (np.ptp(worth) or 1)
    top = np.argsort(-worth, kind="stable")[: len(worth) if n > POOL // 4 else POOL]
    worth[top] -= [
        HANGING_COST * leans(sentences[index].text)
        + LITTLE_COST * _tells_little(sentences, index)
        + DOUBT_COST * (index in doubtful or _leads_on(sentences[index].text))
        for index in top
    ]
    terms = count_terms(sentence.text for sentence in sentences)
    likeness = np.zeros(len(worth))
    picked: list[int] = []
    while len(picked) < n:
        value = RELEVANCE * worth - (1 - RELEVANCE) * likeness
        value[likeness >= NEAR_DUPLICATE] = -np.inf
        best = int(value.argmax())
        if value[best] == -np.inf:
            break
        picked.append(best)
        likeness = np.maximum(likeness, terms.likeness(best))
        likeness[best] = np.inf
    return picked
