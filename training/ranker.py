"""The recipe of summarize/ranking/network.npz, the weights of the default ranker.

    python -m training.ranker ../shared/vietnews/train.jsonl.xz summarize/ranking/network.npz

reads articles with their leads, one JSON object a line (``title``, ``abstract``, ``sentences``;
the abstract does not stand among the sentences), and learns which pairs of syllables the lead
shares with the body. The loss is the pairs' cross entropy less the bigram overlap (ROUGE-2 F1) of
the two sentences that the guesses would choose, over all choices of two, softly. About five
minutes on one core.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from benchmarks.data import read_rows
from summarize.ranking import (
    PAIR_BUCKETS,
    Frequencies,
    Pairs,
    Singles,
    Vocabulary,
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


def read_articles(path: Path) -> list[tuple[str, str, list[str]]]:
    """Headline, lead and body sentences of every usable line of a .jsonl.xz file."""
    articles = []
    for row in read_rows(path):
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
    vocabulary = Vocabulary(words)
    total = len(articles)
    rarity = np.log(total / np.array([2, 2, *(singles[word] for word in words)], np.float32))
    left, right = map(vocabulary.number, zip(*pairs, strict=True))
    counts = np.fromiter(pairs.values(), np.float64)
    in_bucket = np.bincount(bucket_pairs(left, right), counts * (counts >= 3), PAIR_BUCKETS)
    return Frequencies(
        vocabulary, rarity, np.log(total / np.maximum(in_bucket, 2)).astype(np.float32)
    )


def make_example(
    title: str, lead: str, body: list[str], frequencies: Frequencies
) -> Example | None:
    """What training needs to know of an article; None if it holds no pair of syllables."""
    terms = count_terms(body)
    if not len(terms.left) or terms.lengths.sum() < 10:
        return None
    pairs = describe_pairs(terms, body, title, frequencies)
    small = {
        name: getattr(pairs, name).astype(np.float16) for name in ("sentences", "words", "pairs")
    } | {
        name: getattr(pairs, name).astype(np.int32)
        for name in ("numbers", "first", "left", "right", "rows", "columns")
    }
    told = syllables(lead)
    used = set(pairwise(told))
    words = list(terms.words)
    sides = zip(terms.left, terms.right, strict=True)
    return Example(
        Pairs(**small),
        np.array([(words[left], words[right]) in used for left, right in sides], np.float32),
        np.maximum(terms.lengths - 1, 0).astype(np.float32),
        max(len(told) - 1, 1),
    )


class PairNetwork(nn.Module):
    """``summarize.ranking.PairModel`` while it learns.

    ``words`` are the vocabulary's rarities, which tell it about words that it seldom sees.
    """

    def __init__(self, example: Pairs, rarity: Singles, *, width: int = 32) -> None:
        super().__init__()
        self.left, self.right = (nn.Embedding(len(rarity), width) for _ in range(2))
        for table in (self.left, self.right):
            nn.init.zeros_(table.weight)
        self.rarity = torch.from_numpy(rarity)[:, None] / 10
        self.by_rarity = nn.Linear(1, 2 * width, bias=False)
        self.by_sentence = nn.Linear(example.sentences.shape[1], width)
        self.by_left, self.by_right = (
            nn.Linear(example.words.shape[1], width, bias=False) for _ in range(2)
        )
        self.by_pair = nn.Linear(example.pairs.shape[1], width, bias=False)
        self.hidden = nn.Linear(width, 16)
        self.output = nn.Linear(16, 2)
        nn.init.zeros_(self.output.weight)
        self.sharpness = nn.Parameter(torch.tensor(5.0))
        self.length = nn.Parameter(torch.tensor(30.0))

    def tables(self) -> tuple[torch.Tensor, torch.Tensor]:
        """What a word brings to the first layer by itself, on the left and on the right."""
        left, right = self.by_rarity(self.rarity).chunk(2, dim=1)
        return self.left.weight + left, self.right.weight + right

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """The logit of each pair's probability to be in the lead, and its other worth."""
        left, right = self.by_rarity(self.rarity[batch.numbers]).chunk(2, dim=1)
        left = left + self.left(batch.numbers) + self.by_left(batch.words)
        right = right + self.right(batch.numbers) + self.by_right(batch.words)
        x = self.by_pair(batch.pairs) + self.by_sentence(batch.sentences)[batch.at]
        x = x + left[batch.left] + right[batch.right]
        logits, worth = self.output(torch.relu(self.hidden(torch.relu(x)))).unbind(1)
        return logits, worth / 10


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples side by side: ``holds`` is articles × sentences × pairs, padded with zeros."""

    sentences: torch.Tensor
    words: torch.Tensor
    pairs: torch.Tensor
    numbers: torch.Tensor
    at: torch.Tensor
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

    def lay(self, values: torch.Tensor) -> torch.Tensor:
        """Numbers of pairs as articles × 1 × pairs."""
        articles, _, pairs = self.holds.shape
        laid = torch.zeros(articles * pairs).index_copy(0, self.slots, values)
        return laid.view(articles, 1, pairs)

    def choices(self, weights: torch.Tensor, lead_lengths: torch.Tensor) -> torch.Tensor:
        """ROUGE-2 F1 of every choice of two sentences, where ``weights`` says which pairs count."""
        shared = torch.bmm(self.holds * self.lay(weights), self.holds.transpose(1, 2))
        alone = torch.diagonal(shared, dim1=1, dim2=2)
        i, j = self.first, self.second
        covered = alone[:, i] + alone[:, j] - shared[:, i, j]
        return 2 * covered / (self.lengths[:, i] + self.lengths[:, j] + 1 + lead_lengths)

    def means(self, values: torch.Tensor) -> torch.Tensor:
        """For every choice the sum of the two sentences' means over their pairs."""
        means = (self.holds @ self.lay(values).transpose(1, 2))[:, :, 0] / self.lengths.clamp(1)
        return means[:, self.first] + means[:, self.second]


def lay_out(examples: list[Example]) -> Batch:
    """The examples as tensors."""
    all_pairs = [example.pairs for example in examples]
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
    before_sentences = np.cumsum([0, *(len(each.sentences) for each in all_pairs)])
    before_words = np.cumsum([0, *(len(each.words) for each in all_pairs)])

    def join(arrays: Iterable[NDArray[Any]], kind: type) -> torch.Tensor:
        return torch.from_numpy(np.concatenate(list(arrays)).astype(kind))

    def join_shifted(arrays: Iterable[NDArray[Any]], shifts: Iterable[int]) -> torch.Tensor:
        return join((array + shift for array, shift in zip(arrays, shifts, strict=False)), np.int64)

    return Batch(
        sentences=join((each.sentences for each in all_pairs), np.float32),
        words=join((each.words for each in all_pairs), np.float32),
        pairs=join((each.pairs for each in all_pairs), np.float32),
        numbers=join((each.numbers for each in all_pairs), np.int64),
        at=join_shifted((each.first for each in all_pairs), before_sentences),
        left=join_shifted((each.left for each in all_pairs), before_words),
        right=join_shifted((each.right for each in all_pairs), before_words),
        used=join((example.used for example in examples), np.float32),
        slots=join_shifted(
            (np.arange(len(example.used)) for example in examples),
            range(0, articles * pairs, pairs),
        ),
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
            logits, worth = network(data)
            entropy = nn.functional.binary_cross_entropy_with_logits(logits, data.used)
            guessed = data.choices(torch.sigmoid(logits), network.length) + data.means(worth)
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
    """Writes what ``summarize.ranking`` reads."""
    with torch.no_grad():
        scale = torch.tensor([1, 0.1])  # as in ``PairNetwork.forward``
        left, right = network.tables()
        small = {
            "left": left,
            "right": right,
            "rarity": torch.from_numpy(frequencies.rarity),
            "pair_rarity": torch.from_numpy(frequencies.pair_rarity),
        }
        large = {
            "by_sentence": network.by_sentence.weight.T,
            "by_left": network.by_left.weight.T,
            "by_right": network.by_right.weight.T,
            "by_pair": network.by_pair.weight.T,
            "bias": network.by_sentence.bias,
            "hidden": network.hidden.weight.T,
            "hidden_bias": network.hidden.bias,
            "output": network.output.weight.T * scale,
            "output_bias": network.output.bias * scale,
        }
        arrays = {name: table.numpy().astype(np.float16) for name, table in small.items()}
        arrays |= {name: table.numpy().astype(np.float32) for name, table in large.items()}
    words = np.frombuffer("\n".join(frequencies.vocabulary).encode(), np.uint8)
    np.savez_compressed(path, words=words, **arrays)  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the default ranker's weights.")
    parser.add_argument("articles", type=Path, help="a .jsonl.xz file of articles with leads")
    parser.add_argument("weights", type=Path, help="the .npz file to write")
    parser.add_argument("--epochs", type=int, default=3)
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
    network = PairNetwork(examples[0].pairs, frequencies.rarity)
    learn(examples, network, epochs=options.epochs, seed=options.seed)
    save(network, frequencies, options.weights)


if __name__ == "__main__":
    main()
