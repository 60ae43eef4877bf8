"""First embeddings from co-occurrence, so that a word and its translation start close together.

Counts neighbours in both languages and across sentence pairs, factors the sum of both positive
PMI matrices (Levy & Goldberg 2014; bilingual as in Levy et al. 2017) and writes embeddings.pt,
one unit row a piece. Minutes of counting stand in for the first epochs of a short training.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import sentencepiece as spm
import torch
from numpy.typing import NDArray
from torch import Tensor

from summarize.translation.preparation import simplify
from training.prepare import open_text

_NEAR = 4  # neighbours counted on each side in one language, by 1/distance
_ACROSS = 6  # positions counted around the proportional one in the other language

Ids = NDArray[np.int64]


def add_counts(total: Tensor, left: Ids, right: Ids, weight: float) -> None:
    """Add `weight` to total[l, r] for every pair, by bins: scattered adds are far slower."""
    size = total.shape[0]
    binned = np.bincount(left * size + right, minlength=size * size)
    total += torch.from_numpy(binned).view(size, size) * weight


def count_neighbours(total: Tensor, sentences: list[list[int]]) -> None:
    """Pieces near each other in one sentence."""
    gap = [0] * _NEAR
    stream = np.array([i for sentence in sentences for i in sentence + gap], dtype=np.int64)
    for distance in range(1, _NEAR + 1):
        add_counts(total, stream[:-distance], stream[distance:], 1 / distance)


def count_across(total: Tensor, sources: list[list[int]], targets: list[list[int]]) -> None:
    """Pieces at about the same place of a sentence and of its translation."""
    lengths = np.array([len(row) for row in targets])
    starts = np.cumsum(lengths) - lengths
    flat = np.array([i for row in targets for i in row], dtype=np.int64)
    source = np.array([i for row in sources for i in row], dtype=np.int64)
    sizes = np.array([len(row) for row in sources])
    owner = np.repeat(np.arange(len(sources)), sizes)
    place = np.arange(len(source)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    centre = (place * lengths[owner]) // sizes[owner]
    for offset in range(-_ACROSS, _ACROSS + 1):
        at = centre + offset
        inside = (at >= 0) & (at < lengths[owner])
        found = flat[starts[owner[inside]] + at[inside]]
        add_counts(total, source[inside], found, 1 / (1 + abs(offset)))


def positive_pmi(counts: Tensor) -> Tensor:
    """Symmetric counts → positive pointwise mutual information, contexts smoothed by 0.75."""
    counts += counts.T.clone()
    counts[0], counts[:, 0] = 0, 0
    rows = counts.sum(1)
    smooth = rows**0.75
    expected = rows[:, None] * (smooth / smooth.sum())[None, :]
    pmi = (counts / expected.clamp_min(1e-9)).log_().clamp_min_(0)
    return (pmi + pmi.T) / 2


def factor(matrix: Tensor, width: int, rounds: int = 5) -> Tensor:
    """Symmetric matrix → rows whose products come near it (subspace iteration), unit length."""
    basis = torch.randn(matrix.shape[0], width + 64)
    for _ in range(rounds):
        basis = torch.linalg.qr(matrix @ basis).Q
    values, turn = torch.linalg.eigh(basis.T @ (matrix @ basis))
    best = values.argsort(descending=True)[:width]
    vectors = basis @ turn[:, best] * values[best].clamp_min(0).sqrt()
    vectors = torch.nn.functional.normalize(vectors, dim=1)
    vectors = vectors - vectors.mean(0)
    # Without counts (bytes, say) a row has no direction of its own: any will do.
    bare = matrix.sum(1) == 0
    vectors[bare] = torch.randn(int(bare.sum()), width)
    # Strong directions are topics, and whole topics would collapse: halve the spectrum.
    left, scale, _ = torch.linalg.svd(torch.nn.functional.normalize(vectors, dim=1), False)
    vectors = left * scale.sqrt()
    # A rotation spreads the strong directions over all heads and positions.
    vectors = vectors @ torch.linalg.qr(torch.randn(width, width)).Q
    return torch.nn.functional.normalize(vectors, dim=1)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("data", type=Path, help="folder written by training.prepare")
    parser.add_argument("--mono", type=Path, nargs="*", default=[], help="sentences, plain or .xz")
    parser.add_argument("--width", type=int, default=256, help="model width (256)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    torch.manual_seed(args.seed)
    pieces = spm.SentencePieceProcessor(model_file=str(args.data / "spm.model"))
    size = pieces.get_piece_size()
    rows = [line.rstrip("\n").split("\t") for line in open_text(args.data / "train.tsv")]
    sources = pieces.encode([row[0] for row in rows], num_threads=2)
    targets = pieces.encode([row[1] for row in rows], num_threads=2)
    near = torch.zeros(size, size)
    for sentences in (sources, targets):
        count_neighbours(near, sentences)
    for path in args.mono:
        texts = [simplify(line) for line in open_text(path)]
        count_neighbours(near, pieces.encode(texts, num_threads=2))
        print("counted", path.name, len(texts), flush=True)
    across = torch.zeros(size, size)
    count_across(across, sources, targets)
    total = positive_pmi(near)
    del near
    total += positive_pmi(across)
    torch.save(factor(total, args.width), args.data / "embeddings.pt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
