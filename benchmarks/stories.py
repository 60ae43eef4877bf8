"""Stories of several articles: how well they are grouped and told, and how fast, in one run.

    python -m benchmarks.stories [--data DIR] [--articles N]

grouping  all articles of clusters/dev together, then together with N of vietnews/train. A pair
          is right where people put both articles into one cluster, and wrong where one of them
          is of vietnews, which is of later years. Pairs within vietnews, which nobody has
          grouped, are not counted.
telling   ROUGE-2 F1 of each cluster's summary against two human ones, cut at the length of each;
          mean over both and over clusters. Syllables with diacritics, as in ranking.py.
          round robin: all articles' first sentences, then all second ones and so on, without
          those of 0.25 cosine or more with one before. people: one human summary against the
          other, cut likewise.
time      CPU seconds for grouping alone and for what it needs of each article, with the memory
          that grouping takes.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.data import DATA, read_rows
from benchmarks.ranking import AGENCY, rouge
from summarize.ranking import count_terms
from summarize.sentences import split_sentences
from summarize.stories import group_articles, sign_article, tell_story
from summarize.types import Article, Summary
from summarize.words import normalize, syllables

ENOUGH = 40  # points, longer than any human summary


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles on one event and what two people wrote about it."""

    articles: tuple[Article, ...]
    references: tuple[list[str], ...]


def make_article(title: str, lead: str, sentences: Sequence[str]) -> Article:
    lead = AGENCY.sub("", normalize(lead))
    text = "\n\n".join(filter(None, [lead, *map(normalize, sentences)]))
    return Article(text, title=normalize(title), lead=lead or None)


def read_clusters(data: Path) -> list[Cluster]:
    return [
        Cluster(
            tuple(make_article(a["title"], a["sapo"], a["sentences"]) for a in row["articles"]),
            tuple(syllables(normalize(summary)) for summary in row["summaries"]),
        )
        for row in read_rows(data / "clusters" / "dev.jsonl.xz")
    ]


def read_others(data: Path, count: int) -> list[Article]:
    rows = read_rows(data / "vietnews" / "train.jsonl.xz", count)
    return [make_article(row["title"], row["abstract"], row["sentences"]) for row in rows]


def sign(article: Article) -> bytes:
    return sign_article(article, split_sentences(article.text))


def report_grouping(signatures: Sequence[bytes], clusters: Sequence[int]) -> None:
    """Prints how well articles are grouped whose cluster is known; -1 is none."""
    start = time.process_time()
    groups = group_articles(signatures, [None] * len(signatures))
    seconds = time.process_time() - start
    numbers = [[clusters[i] for i in group] for group in groups]
    pairs = [pair for group in numbers for pair in combinations(group, 2) if max(pair) >= 0]
    right = sum(one == other for one, other in pairs)
    sizes = Counter(cluster for cluster in clusters if cluster >= 0)
    wanted = sum(size * (size - 1) // 2 for size in sizes.values())
    print(
        f"{len(signatures):8} articles in {len(groups):5} stories: "
        f"precision {right / len(pairs):.3f}, recall {right / wanted:.3f}, "
        f"F1 {2 * right / (len(pairs) + wanted):.3f}; {seconds:.1f} CPU s"
    )


def tell_together(cluster: Cluster) -> list[str]:
    summaries = [Summary(article, (), ()) for article in cluster.articles]
    points = tell_story(summaries, ENOUGH).points
    return [word for point in points for word in syllables(point.point.sentence.text)]


def tell_first(cluster: Cluster) -> list[str]:
    return syllables(cluster.articles[0].text)


def tell_round_robin(cluster: Cluster) -> list[str]:
    texts = [split_sentences(article.text) for article in cluster.articles]
    places = sorted((i, a) for a, sentences in enumerate(texts) for i in range(len(sentences)))
    sentences = [texts[a][i].text for i, a in places]
    terms = count_terms(sentences)
    likeness = np.zeros(len(sentences))
    words = []
    for row, sentence in enumerate(sentences):
        if likeness[row] < 0.25:
            words += syllables(sentence)
            likeness = np.maximum(likeness, terms.likeness(row))
    return words


def report_telling(clusters: Sequence[Cluster]) -> None:
    systems: dict[str, Callable[[Cluster], list[str]]] = {
        "ours": tell_together,
        "round robin": tell_round_robin,
        "lead of the first": tell_first,
    }
    print(f"\nROUGE-2 at the references' length, {len(clusters)} clusters")
    for name, tell in systems.items():
        scores = []
        for cluster in clusters:
            words = tell(cluster)
            scores += [rouge(words[: len(r)], r)[1] for r in cluster.references]
        print(f"{name:18} {np.mean(scores):6.2f}")
    pairs = [pair for c in clusters for pair in (c.references, c.references[::-1])]
    people = [rouge(one[: len(other)], other)[1] for one, other in pairs]
    print(f"{'people':18} {np.mean(people):6.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="(data)")
    parser.add_argument("--articles", type=int, default=10_000, help="of vietnews (10,000)")
    options = parser.parse_args()
    clusters = read_clusters(options.data)
    signatures = [sign(article) for cluster in clusters for article in cluster.articles]
    numbers = [n for n, cluster in enumerate(clusters) for _ in cluster.articles]
    report_grouping(signatures, numbers)
    report_telling(clusters)

    articles = read_others(options.data, options.articles)
    start = time.process_time()
    others = [sign(article) for article in articles]
    each = 1000 * (time.process_time() - start) / len(others)
    print(f"\nAmong others; to sign an article takes {each:.1f} CPU ms")
    for stride in (4, 2, 1):
        report_grouping(signatures + others[::stride], numbers + [-1] * len(others[::stride]))
    tracemalloc.start()
    group_articles(others, [None] * len(others))
    print(f"Memory for {len(others)}: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB at most")


if __name__ == "__main__":
    main()
