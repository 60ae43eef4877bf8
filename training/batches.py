"""Weighted, shuffled, length-bucketed batches that can start again anywhere."""

import hashlib
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import sentencepiece as spm
import torch
from torch import Tensor

from summarize.translation.preparation import lower_starts
from training.model import EOS, UNK

# Batches sorted together: enough for equal lengths, little beside an epoch.
_POOL = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """One encoded sentence pair, both sides with </s>."""

    source: list[int]
    target: list[int]
    origin: str


def lower_all(texts: Iterable[str], pieces: spm.SentencePieceProcessor) -> list[str]:
    """Vietnamese sources as the product's tokenizer reads them."""

    def count(word: str) -> int:
        return len(pieces.encode(word))

    return [lower_starts(text, count) for text in texts]


def encode_sources(
    texts: list[str], pieces: spm.SentencePieceProcessor, reverse: bool
) -> list[list[int]]:
    """The ids of sources, without </s>; Vietnamese ones, unless ``reverse``."""
    ids: list[list[int]] = pieces.encode(texts if reverse else lower_all(texts, pieces))
    return ids


def encode_pairs(
    path: Path, pieces: spm.SentencePieceProcessor, longest: int, reverse: bool = False
) -> list[Pair]:
    """Rows `vi, en, origin` of a prepared TSV → ids, without pairs over `longest` tokens.

    `reverse` makes English the source. Back-translated sources begin with the tag <unk>, which
    byte fallback leaves free (tagged back-translation, Caswell et al. 2019).
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    if reverse:
        rows = [[en, vi, origin] for vi, en, origin in rows]
    sources = encode_sources([row[0] for row in rows], pieces, reverse)
    targets = pieces.encode([row[1] for row in rows])
    tags = [[UNK] if row[2] == "back-translated" else [] for row in rows]
    return [
        Pair([*tag, *source, EOS], [*target, EOS], row[2])
        for row, tag, source, target in zip(rows, tags, sources, targets, strict=True)
        if max(len(tag) + len(source), len(target)) < longest
    ]


def read_weights(text: str) -> dict[str, float]:
    """`project-news=2.5,3b1b=0.2` → copies of each origin in an epoch; others count once."""
    cells = (cell.split("=") for cell in text.split(",") if cell)
    return {origin: float(weight) for origin, weight in cells}


class Batches:
    """Batches of (source, target) ids, in an order that seed, epoch and weights decide alone."""

    def __init__(
        self, pairs: list[Pair], weights: Mapping[str, float], tokens: int, pad: int, seed: int
    ) -> None:
        self._pairs = pairs
        self._weights = weights
        self._tokens = tokens
        self._pad = pad
        self._seed = seed
        made_of = repr((len(pairs), sorted(weights.items()), tokens, seed))
        #: Two streams with the same name are the same: a position in one is one in the other.
        self.name = hashlib.sha256(made_of.encode()).hexdigest()

    def epoch(self, number: int) -> list[tuple[Tensor, Tensor]]:
        """All batches of one epoch; a fractional weight takes other pairs each epoch."""
        rng = random.Random(f"{self._seed} {number}")
        order = []
        for pair in self._pairs:
            weight = self._weights.get(pair.origin, 1.0)
            order += [pair] * (int(weight) + (rng.random() < weight % 1))
        rng.shuffle(order)
        average = sum(_cost(pair) for pair in order) / len(order)
        pool = max(1, int(_POOL * self._tokens / average))
        batches = []
        for start in range(0, len(order), pool):
            chosen = sorted(order[start : start + pool], key=lambda p: (_cost(p), len(p.target)))
            cut = list(self._cut(chosen))
            rng.shuffle(cut)
            batches += cut
        return [self._pad_both(batch) for batch in batches]

    def _cut(self, pairs: list[Pair]) -> Iterator[list[Pair]]:
        batch: list[Pair] = []
        longest = 0
        for pair in pairs:
            longest = max(longest, _cost(pair))
            if batch and longest * (len(batch) + 1) > self._tokens:
                yield batch
                batch, longest = [], _cost(pair)
            batch.append(pair)
        yield batch

    def _pad_both(self, batch: list[Pair]) -> tuple[Tensor, Tensor]:
        return (
            pad_ids([pair.source for pair in batch], self._pad),
            pad_ids([pair.target for pair in batch], self._pad),
        )


def pad_ids(rows: list[list[int]], pad: int) -> Tensor:
    """Rows of ids → one matrix, filled up with `pad`."""
    longest = max(map(len, rows))
    return torch.tensor([row + [pad] * (longest - len(row)) for row in rows])


def _cost(pair: Pair) -> int:
    return max(len(pair.source), len(pair.target))
