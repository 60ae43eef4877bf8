"""What is told to a reader of why a sentence was chosen (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.ranking.leads import find_lead
from summarize.ranking.terms import count_terms
from summarize.types import DEFAULT_RANKER, Article, Ranker, Sentence
from summarize.words import STOP_WORDS, syllables


def explain(
    article: Article,
    sentences: Sequence[Sentence],
    scores: Sequence[float],
    chosen: Sequence[int],
    ranker: str | Ranker = DEFAULT_RANKER,
) -> list[tuple[str, ...]]:
    """For each of the ``chosen`` sentences short phrases that tell a reader why ``ranker`` put it
    where it stands.

    The first says where; for the default ranker others follow, each a thing that it looks at.
    """
    if len(sentences) == 1:
        return [("the only sentence",)]
    descending = sorted(scores, reverse=True)
    standings = []
    for index in chosen:
        place = 1 + descending.index(scores[index])
        standing = "the most important" if place == 1 else f"number {place} in importance"
        standings.append(f"{standing} of {len(sentences)} sentences")
    if ranker != DEFAULT_RANKER:
        name = ranker if isinstance(ranker, str) else "the given ranker"
        return [(f"{standing} by {name}",) for standing in standings]
    lead = find_lead(article, sentences)
    headline = set(syllables(article.title or "")) - STOP_WORDS
    terms = count_terms(sentence.text for sentence in sentences)
    centrality = terms.degrees()
    reasons = []
    for index, standing in zip(chosen, standings, strict=True):
        phrases = [standing]
        if index < lead:
            phrases.append("stands in the article's lead")
        elif index == 0:
            phrases.append("opens the article")
        words = set(syllables(sentences[index].text))
        if (shared := len(words & headline)) >= 2:
            phrases.append(f"shares {shared} words with the headline")
        if len(sentences) > 3 and (centrality > centrality[index]).mean() < 0.25:
            phrases.append("close to what the rest of the article says")
        if any(word[0].isdigit() for word in words):
            phrases.append("carries figures")
        reasons.append(tuple(phrases))
    return reasons
