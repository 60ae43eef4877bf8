"""The default ranker: the sentences that cover what a lead would tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from summarize.openings import leans
from summarize.ranking.baselines import rank_by_position
from summarize.ranking.leads import find_lead
from summarize.ranking.network import guess_pairs
from summarize.ranking.terms import count_terms, sum_by
from summarize.types import Article, Sentence

LEAD_LENGTH = 35.0
"""How many pairs the lead is taken to tell that is to be guessed."""

AFTER_LEAD_LENGTH = 150.0
"""How many pairs a summary tells beside the lead where the lead stands in the text."""

AFTER_LEAD_PRIOR = 0.1
"""What being early is worth after the lead, which the body retells in order of importance."""

ACT_WORTH = 0.015
"""What telling a demand is worth after the lead, in F1, and what telling praise costs."""

LEANING_LOSS = 0.025
"""What leaning on the sentence before takes from a score, in F1. ``choice.HANGING_COST`` comes on
top, whichever ranker gave the scores."""

CHOICES = 10
"""After so many choices of ``rank_by_coverage`` the others are scored by themselves."""


def rank_by_coverage(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """How early each sentence is chosen for a summary that tells what a lead would tell.

    A model guesses of every pair of syllables whether it would stand in the article's lead
    (learned concept weights: Li, Qian and Liu, ACL 2013). Sentences are chosen one after the
    other so that the guessed overlap of all chosen with the lead, as F1, is highest; a pair
    counts once (maximum coverage: Gillick and Favre, ILP-NLP 2009). The score is 1 for the first
    choice, 1/2 for the second, and so on. A recognised lead comes first, before any choice, and
    after it early sentences and demands are preferred, and praise is not.
    """
    n = len(sentences)
    texts = tuple(sentence.text for sentence in sentences)
    if not len(count_terms(texts).left):
        return rank_by_position(article, sentences)
    terms, pairs, guesses, worth = guess_pairs(texts, article.title or "")
    guesses = guesses.copy()
    lead = find_lead(article, sentences)
    lengths = np.maximum(terms.lengths - 1, 0).astype(np.float64)
    others = lengths + (AFTER_LEAD_LENGTH if lead else LEAD_LENGTH)
    prior = sum_by(pairs.rows, worth[pairs.columns], n) / np.maximum(lengths, 1)
    if lead:
        prior += AFTER_LEAD_PRIOR / np.sqrt(1 + np.arange(n))
        prior += [ACT_WORTH * weigh_act(text) for text in texts]
    prior -= [LEANING_LOSS * leans(text) for text in texts]

    # Only pairs in several sentences can be told before a sentence's turn comes.
    shared = terms.spread[len(terms.words) :][pairs.columns] > 1
    own = sum_by(pairs.rows[~shared], guesses[pairs.columns[~shared]], n)
    rows, columns = pairs.rows[shared], pairs.columns[shared]
    covered = 0.0
    scores = np.zeros(n)
    chosen = np.zeros(n, bool)
    for place in range(min(n, max(CHOICES, lead))):
        new = own + sum_by(rows, guesses[columns], n)
        value = 2 * (covered + new) / others + prior
        value[chosen] = -np.inf
        best = place if place < lead else int(value.argmax())
        if not place:
            scores = new / others / (CHOICES + 1)
        scores[best] = 1 / (1 + place)
        chosen[best] = True
        covered += new[best]
        others += lengths[best]
        guesses[columns[rows == best]] = 0
    return [float(score) for score in scores]


_DEMAND = re.compile(r"\b(?:yêu cầu|đề nghị|chỉ đạo|kiến nghị)\b(?! (?:của|này|đó)\b)")
_PRAISE = re.compile(
    r"\b(?:đánh giá cao|biểu dương|ghi nhận|chúc mừng|[Hh]uân chương|[Nn]hân dịp|cảm ơn)\b"
)


def weigh_act(text: str) -> int:
    """1 for a sentence that tells what somebody demands, -1 for one that tells praise, else 0."""
    return bool(_DEMAND.search(text)) - bool(_PRAISE.search(text))
