"""The recipe of summarize/ranking.npz, the weights of the default ranker.

    python -m training.ranker ../shared/vietnews/train.jsonl.xz summarize/ranking.npz

reads articles with their leads, one JSON object a line (``title``, ``abstract``, ``sentences``;
the abstract does not stand among the sentences), and learns which pairs of syllables the lead
shares with the body. The loss is the pairs' cross entropy less the bigram overlap (ROUGE-2 F1) of
the two sentences that the guesses would choose, over all choices of two, softly. About five
minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from summarize.ranking import (
    PAIR_BUCKETS,
    Pairs,
    Singles,
    bucket_pairs,
    count_terms,
    describe_pairs,
)
from summarize.words import normalize, syllables

LONGEST = 40  # sentences of an article that training looks at
SMALLEST = 5  # articles that a syllable must stand in to have a vector of its own
WITHOUT_TITLE = 10  # every so many-th article is learned without its headline


@dataclass(frozen=True, slots=True)
class Example:
    """An article's pairs, which of them its lead uses, and the lengths for ROUGE's F1."""

    pairs: Pairs
    used: Singles
    lengths: Singles
    lead_length: int


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How rare syllables and pairs are, as ``describe_pairs`` wants to know it."""

    vocabulary: dict[str, int]
    rarity: Singles
    pair_rarity: Singles


def read_articles(path: Path) -> list[tuple[str, str, list[str]]]:
    """Headline, lead and body sentences of every usable line of a .jsonl.xz file."""
    articles = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            body = [normalize(sentence) for sentence in row["sentences"][:LONGEST]]
            if len(body) >= 2:
                articles.append((normalize(row["title"] or ""), normalize(row["abstract"]), body))
    return articles


def count_articles(articles: list[tuple[str, str, list[str]]]) -> Frequencies:
    """In how many articles each syllable and each pair stands, as log inverse shares."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for _, _, body in articles:
        lines = [syllables(sentence) for sentence in body]
        singles.update({word for line in lines for word in line})
        pairs.update({pair for line in lines for pair in pairwise(line)})
    words = sorted(word for word, count in singles.items() if count >= SMALLEST)
    vocabulary = {word: number for number, word in enumerate(words, 1)}
    total = len(articles)
    rarity = np.log(total / np.array([2, *(singles[word] for word in words)], np.float32))
    known = [
        (vocabulary[left], vocabulary[right], count)
        for (left, right), count in pairs.items()
        if count >= 3 and left in vocabulary and right in vocabulary
    ]
    left, right, counts = np.array(known).reshape(-1, 3).T
    in_bucket = np.bincount(bucket_pairs(left, right), counts, PAIR_BUCKETS)
    return Frequencies(
        vocabulary, rarity, np.log(total / np.maximum(in_bucket, 2)).astype(np.float32)
    )


def make_example(
    title: str, lead: str, body: list[str], frequencies: Frequencies
) -> Example | None:
    """What training needs to know of an article; None if it holds no pair of syllables."""
    terms = count_terms(body, title)
    if not len(terms.left) or terms.lengths[:-1].sum() < 10:
        return None
    pairs = describe_pairs(
        terms, frequencies.vocabulary, frequencies.rarity, frequencies.pair_rarity
    )
    told = syllables(lead)
    used = set(pairwise(told))
    left = [terms.words[number] for number in terms.left]
    right = [terms.words[number] for number in terms.right]
    return Example(
        Pairs(
            pairs.features.astype(np.float16),
            pairs.left.astype(np.int32),
            pairs.right.astype(np.int32),
            pairs.rows.astype(np.int32),
            pairs.columns.astype(np.int32),
        ),
        np.array([pair in used for pair in zip(left, right, strict=True)], np.float32),
        np.maximum(terms.lengths[:-1] - 1, 0).astype(np.float32),
        max(len(told) - 1, 1),
    )


class PairNetwork(nn.Module):
    """``summarize.ranking.PairModel`` while it learns."""

    def __init__(self, features: int, words: int, *, width: int = 16) -> None:
        super().__init__()
        self.left, self.right = nn.Embedding(words, width), nn.Embedding(words, width)
        for table in (self.left, self.right):
            nn.init.normal_(table.weight, 0, 0.05)
        self.norm = nn.BatchNorm1d(features, affine=False, momentum=0.05)
        self.layers = nn.Sequential(
            nn.Linear(features + 2 * width, 48),
            nn.ReLU(),
            nn.Linear(48, 24),
            nn.ReLU(),
            nn.Linear(24, 1),
        )
        self.sharpness = nn.Parameter(torch.tensor(5.0))
        self.length = nn.Parameter(torch.tensor(30.0))

    def forward(
        self, features: torch.Tensor, left: torch.Tensor, right: torch.Tensor
    ) -> torch.Tensor:
        """The logit of each pair's probability to be in the lead."""
        inputs = [self.norm(features), self.left(left), self.right(right)]
        logits: torch.Tensor = self.layers(torch.cat(inputs, 1))[:, 0]
        return logits


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples side by side: ``holds`` is articles × sentences × pairs, padded with zeros."""

    features: torch.Tensor
    left: torch.Tensor
    right: torch.Tensor
    used: torch.Tensor
    slots: torch.Tensor
    holds: torch.Tensor
    lengths: torch.Tensor
    lead_lengths: torch.Tensor
    first: torch.Tensor
    second: torch.Tensor
    real: torch.Tensor

    def choices(self, weights: torch.Tensor, lead_lengths: torch.Tensor) -> torch.Tensor:
        """ROUGE-2 F1 of every choice of two sentences, where ``weights`` says which pairs count."""
        articles, _, pairs = self.holds.shape
        laid = torch.zeros(articles * pairs).index_copy(0, self.slots, weights)
        shared = torch.bmm(self.holds * laid.view(articles, 1, pairs), self.holds.transpose(1, 2))
        alone = torch.diagonal(shared, dim1=1, dim2=2)
        i, j = self.first, self.second
        covered = alone[:, i] + alone[:, j] - shared[:, i, j]
        return 2 * covered / (self.lengths[:, i] + self.lengths[:, j] + 1 + lead_lengths)


def lay_out(examples: list[Example]) -> Batch:
    """The examples as tensors."""
    articles = len(examples)
    sentences = max(len(example.lengths) for example in examples)
    pairs = max(len(example.used) for example in examples)
    holds = torch.zeros(articles, sentences, pairs)
    lengths = torch.zeros(articles, sentences)
    for index, example in enumerate(examples):
        holds[
            index, example.pairs.rows.astype(np.int64), example.pairs.columns.astype(np.int64)
        ] = 1
        lengths[index, : len(example.lengths)] = torch.from_numpy(example.lengths)
    first, second = np.triu_indices(sentences, 1)
    real = np.stack([second < len(example.lengths) for example in examples])
    slots = [index * pairs + np.arange(len(example.used)) for index, example in enumerate(examples)]

    def join(arrays: list[NDArray[Any]], kind: type) -> torch.Tensor:
        return torch.from_numpy(np.concatenate(arrays).astype(kind))

    return Batch(
        features=join([example.pairs.features for example in examples], np.float32),
        left=join([example.pairs.left for example in examples], np.int64),
        right=join([example.pairs.right for example in examples], np.int64),
        used=join([example.used for example in examples], np.float32),
        slots=join(slots, np.int64),
        holds=holds,
        lengths=lengths,
        lead_lengths=torch.tensor([[float(example.lead_length)] for example in examples]),
        first=torch.from_numpy(first),
        second=torch.from_numpy(second),
        real=torch.from_numpy(real),
    )


def learn(
    examples: list[Example], network: PairNetwork, *, epochs: int, seed: int, batch: int = 24
) -> None:
    """Trains the network in place, telling the progress on the way."""
    tables = [*network.left.parameters(), *network.right.parameters()]
    others = [p for p in network.parameters() if all(p is not table for table in tables)]
    optimizer = torch.optim.AdamW(
        [{"params": tables, "weight_decay": 0.0}, {"params": others, "weight_decay": 0.01}], lr=3e-3
    )
    order = np.random.default_rng(seed)
    steps = epochs * (len(examples) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
    )
    step, start, rewards, losses = 0, time.process_time(), [], []
    for _ in range(epochs):
        permutation = order.permutation(len(examples))
        for at in range(0, len(examples) - batch + 1, batch):
            data = lay_out([examples[index] for index in permutation[at : at + batch]])
            logits = network(data.features, data.left, data.right)
            entropy = nn.functional.binary_cross_entropy_with_logits(logits, data.used)
            guessed = data.choices(torch.sigmoid(logits), network.length)
            preference = (guessed * torch.exp(network.sharpness)).masked_fill(~data.real, -1e9)
            truth = data.choices(data.used, data.lead_lengths)
            reward = (torch.softmax(preference, 1) * truth).sum(1).mean()
            loss = 10 * entropy - (12 * reward if step >= 150 else 0)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            rewards.append(float(reward.detach()))
            losses.append(float(entropy.detach()))
            if step % 100 == 0:
                print(
                    f"step {step}/{steps}: soft R2 {100 * np.mean(rewards):.2f}, "
                    f"cross entropy {np.mean(losses):.4f}, {time.process_time() - start:.0f} s CPU",
                    flush=True,
                )
                rewards, losses = [], []


def save(network: PairNetwork, frequencies: Frequencies, path: Path) -> None:
    """Writes what ``summarize.ranking`` reads, the features' normalisation folded in."""
    mean, deviation = network.norm.running_mean, network.norm.running_var
    assert mean is not None and deviation is not None
    layers = [layer for layer in network.layers if isinstance(layer, nn.Linear)]
    arrays = {}
    with torch.no_grad():
        scale = 1 / torch.sqrt(deviation + network.norm.eps)
        first = layers[0].weight.T.clone()
        arrays["bias0"] = layers[0].bias - (mean * scale) @ first[: len(mean)]
        first[: len(mean)] *= scale[:, None]
        arrays["weights0"] = first
        for index, layer in enumerate(layers[1:], 1):
            arrays[f"weights{index}"], arrays[f"bias{index}"] = layer.weight.T, layer.bias
        arrays["length"] = network.length
        small = {
            "left": network.left.weight.numpy().astype(np.float16),
            "right": network.right.weight.numpy().astype(np.float16),
            "rarity": frequencies.rarity.astype(np.float16),
            "pair_rarity": frequencies.pair_rarity.astype(np.float16),
            "words": np.frombuffer("\n".join(frequencies.vocabulary).encode(), np.uint8),
        }
        large = {name: array.numpy().astype(np.float32) for name, array in arrays.items()}
    np.savez_compressed(path, **large, **small)  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the default ranker's weights.")
    parser.add_argument("articles", type=Path, help="a .jsonl.xz file of articles with leads")
    parser.add_argument("weights", type=Path, help="the .npz file to write")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    articles = read_articles(options.articles)
    frequencies = count_articles(articles)
    examples = []
    for number, (title, lead, body) in enumerate(articles):
        shown = "" if number % WITHOUT_TITLE == 0 else title
        example = make_example(shown, lead, body, frequencies)
        if example is not None:
            examples.append(example)
    print(f"{len(examples)} articles, {len(frequencies.vocabulary)} syllables", flush=True)
    network = PairNetwork(examples[0].pairs.features.shape[1], len(frequencies.vocabulary) + 1)
    learn(examples, network, epochs=options.epochs, seed=options.seed)
    save(network, frequencies, options.weights)


if __name__ == "__main__":
    main()
