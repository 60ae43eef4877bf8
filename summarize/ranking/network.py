"""The network that guesses which pairs of syllables an article's lead would hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from summarize.ranking.pairs import Frequencies, Pairs, Singles, Vocabulary, describe_pairs
from summarize.ranking.terms import Floats, Terms, count_terms

BLOCK = 512
"""How many pairs are guessed at once: little memory, and too little work for BLAS to call threads,
which cost more than they bring here."""

_SHIPPED = Path(__file__).with_name("network.npz")


@dataclass(frozen=True, slots=True)
class PairModel(Frequencies):
    """Guesses which of a body's syllable pairs its lead would use; made by training/ranker.py.

    A small network over the frequencies that it was trained with. Its first layer adds what is
    known of the pair's first sentence, its left word, its right word, and itself, so that each is
    computed once; ``left`` and ``right`` are what a word brings there by itself.
    """

    left: Singles
    right: Singles
    by_sentence: Singles
    by_left: Singles
    by_right: Singles
    by_pair: Singles
    bias: Singles
    hidden: Singles
    hidden_bias: Singles
    output: Singles
    output_bias: Singles

    def guess(self, pairs: Pairs) -> tuple[Floats, Floats]:
        """Each pair's probability of standing in the article's lead, and what it is worth besides.

        The latter, as the mean over a sentence's pairs, is the sentence's own worth in F1.
        """
        of_sentence = pairs.sentences @ self.by_sentence + self.bias
        of_left = pairs.words @ self.by_left + self.left[pairs.numbers]
        of_right = pairs.words @ self.by_right + self.right[pairs.numbers]
        outputs = [np.zeros((0, 2), np.float32)]
        for start in range(0, len(pairs.left), BLOCK):
            block = slice(start, start + BLOCK)
            x = pairs.pairs[block] @ self.by_pair
            x += of_sentence[pairs.first[block]]
            x += of_left[pairs.left[block]]
            x += of_right[pairs.right[block]]
            x = np.maximum(x, 0) @ self.hidden + self.hidden_bias
            outputs.append(np.maximum(x, 0) @ self.output + self.output_bias)
        logits, worth = np.concatenate(outputs).astype(np.float64).T
        return 1 / (1 + np.exp(-logits)), worth


@cache
def load_pair_model(path: Path = _SHIPPED) -> PairModel:
    """The model that training/ranker.py wrote there."""
    with np.load(path) as arrays:
        tables = {name: arrays[name].astype(np.float32) for name in arrays if name != "words"}
        words = arrays["words"].tobytes().decode().split("\n")
    return PairModel(Vocabulary(words), **tables)


@lru_cache(maxsize=1)
def guess_pairs(texts: tuple[str, ...], title: str) -> tuple[Terms, Pairs, Floats, Floats]:
    """A body's syllable pairs, each one's probability of standing in the lead, and its worth.

    The latter two are as ``PairModel.guess`` gives them. Remembered for one article.
    """
    terms, model = count_terms(texts), load_pair_model()
    pairs = describe_pairs(terms, texts, title, model)
    return terms, pairs, *model.guess(pairs)
