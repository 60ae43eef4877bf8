"""sumy's summarizers as rankers."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from summarize.types import Article, Sentence
from summarize.words import STOP_WORDS, syllables


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
