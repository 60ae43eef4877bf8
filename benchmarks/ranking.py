"""Quality of the chosen sentences and speed, ours and the peers', in one run.

    python -m benchmarks.ranking [--data DIR] [--articles N]

Two settings, one set of weights:

vietnews/val    the lead is the reference and does not stand in the text; two and three sentences
clusters/dev    the lead stands in the text as its first sentence; sentences best first, cut at
                100 syllables, against two human summaries of the story (mean of both)

ROUGE F1 is computed here over ``words.syllables``: lower-cased, diacritics kept, no stemming.
``rouge_score`` by itself would drop every Vietnamese letter; figures made so are not comparable.
sumy's methods choose their best-rated sentences, as sumy does; ours go through ``choose``. Our
points are scored as they are quoted, without their connectives; a point hangs that still opens
with words that lean on the sentence before.
They are slow and run on every ``--sumy-stride``-th article only; the table tells on how many.
The interval is a paired bootstrap (1,000 draws, 95 %) of ours minus the row in ROUGE-2, on the
row's articles.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from benchmarks.data import DATA, read_rows, thin
from summarize import openings, ranking, summarize
from summarize.types import DEFAULT_RANKER, Article, Sentence
from summarize.words import normalize, syllables

Words = list[str]


@dataclass(frozen=True, slots=True)
class Case:
    """An article, its sentences, and what people wrote about it."""

    article: Article
    sentences: tuple[Sentence, ...]
    words: tuple[Words, ...]
    references: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """How many sentences a system may give, and where its summary is cut."""

    name: str
    cases: Sequence[Case]
    n: int
    syllables: int | None


Chooser = Callable[[Case, int], list[int]]


def make_case(title: str, texts: Sequence[str], references: Sequence[str], lead: int) -> Case:
    """A case of sentences that are known, the first ``lead`` of them being the lead."""
    texts = [normalize(text) for text in texts]
    sentences, start = [], 0
    for text in texts:
        sentences.append(Sentence(text, start, start + len(text)))
        start += len(text) + 1
    article = Article(" ".join(texts), title=normalize(title), lead=" ".join(texts[:lead]) or None)
    return Case(
        article,
        tuple(sentences),
        tuple(syllables(text) for text in texts),
        tuple(syllables(normalize(reference)) for reference in references),
    )


def read_vietnews(data: Path) -> list[Case]:
    return [
        make_case(row["title"], row["sentences"], [row["abstract"]], lead=0)
        for row in read_rows(data / "vietnews" / "val.jsonl.xz")
    ]


AGENCY = re.compile(r"^\s*\(?[\w.+ ]{2,14}\)?\s*[-–]\s+")


def read_clusters(data: Path) -> list[Case]:
    """Every article of every cluster, without the agency's name (``TTO - ``) before the lead."""
    return [
        make_case(
            article["title"],
            [AGENCY.sub("", normalize(article["sapo"])), *article["sentences"]],
            cluster["summaries"],
            lead=1,
        )
        for cluster in read_rows(data / "clusters" / "dev.jsonl.xz")
        for article in cluster["articles"]
    ]


def f1(shared: int, candidate: int, reference: int) -> float:
    return 200 * shared / (candidate + reference) if shared else 0.0


def common_subsequence(one: Words, other: Words) -> int:
    """The length of the longest common subsequence, by bits (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for place, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        matched = row & places.get(word, 0)
        row = (row + matched | row - matched) & full
    return len(one) - row.bit_count()


def rouge(candidate: Words, reference: Words) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L F1, in per cent."""
    one = (Counter(candidate) & Counter(reference)).total()
    pairs, others = Counter(pairwise(candidate)), Counter(pairwise(reference))
    return (
        f1(one, len(candidate), len(reference)),
        f1((pairs & others).total(), pairs.total(), others.total()),
        f1(common_subsequence(candidate, reference), len(candidate), len(reference)),
    )


def score(case: Case, chosen: Sequence[int], setting: Setting) -> tuple[float, ...]:
    """The three figures of a choice, the mean over the references."""
    order = chosen if setting.syllables else sorted(chosen)
    words = [word for index in order for word in case.words[index]][: setting.syllables]
    return tuple(np.mean([rouge(words, reference) for reference in case.references], axis=0))


def shown(case: Case, chosen: Sequence[int], setting: Setting) -> list[int]:
    """The chosen sentences of which anything stands before the cut."""
    before = np.cumsum([0, *(len(case.words[index]) for index in chosen)])
    limit = setting.syllables or np.inf
    return [index for index, start in zip(chosen, before, strict=False) if start < limit]


def quote(case: Case) -> Case:
    """The case with its sentences as points quote them."""
    sentences = tuple(map(openings.without_opening, case.sentences))
    return replace(
        case,
        sentences=sentences,
        words=tuple(syllables(sentence.text) for sentence in sentences),
    )


def choose_best(name: str) -> Chooser:
    """A ranker of ours: its scores, then our choice among them."""
    return lambda case, n: ranking.pick(
        case.sentences, ranking.RANKERS[name](case.article, case.sentences), n
    )


def choose_highest(name: str) -> Chooser:
    """A peer's ranker: its highest scores."""

    def chooser(case: Case, n: int) -> list[int]:
        scores = ranking.RANKERS[name](case.article, case.sentences)
        return sorted(range(len(scores)), key=lambda index: (-scores[index], index))[:n]

    return chooser


def choose_by_oracle(case: Case, n: int) -> list[int]:
    """The sentences that raise ROUGE-2 most, one after the other, the references being known."""
    references = [Counter(pairwise(reference)) for reference in case.references]
    pairs = [Counter(pairwise(words)) for words in case.words]
    chosen: list[int] = []
    sum_so_far: Counter[tuple[str, str]] = Counter()
    while len(chosen) < min(n, len(pairs)):

        def gain(index: int, before: Counter[tuple[str, str]] = sum_so_far) -> float:
            candidate = before + pairs[index]
            return sum(
                f1((candidate & r).total(), candidate.total(), r.total()) for r in references
            )

        best = max((i for i in range(len(pairs)) if i not in chosen), key=gain)
        chosen.append(best)
        sum_so_far = sum_so_far + pairs[best]
    return chosen


def interval(differences: np.ndarray[Any, np.dtype[np.float64]]) -> tuple[float, float]:
    """The 95 % interval of the mean by 1,000 bootstrap draws."""
    draws = np.random.default_rng(0).integers(len(differences), size=(1000, len(differences)))
    low, high = np.percentile(differences[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


OURS = f"{DEFAULT_RANKER} (ours)"
SYSTEMS: dict[str, Chooser] = {
    OURS: choose_best(DEFAULT_RANKER),
    "hybrid": choose_best("hybrid"),
    "lexrank": choose_best("lexrank"),
    "lead": choose_highest("lead"),
    **{name: choose_highest(name) for name in ranking.RANKERS if name.startswith("sumy-")},
    "greedy oracle": choose_by_oracle,
}


def report_quality(setting: Setting, sumy_stride: int) -> None:
    """Prints a row for every system: ROUGE, ours minus theirs, hanging openings, speed."""
    print(f"\n{setting.name}: {len(setting.cases)} articles")
    print(f"{'':20} articles     R1     R2     RL   ours − it in R2 (95 %)    hanging   per CPU s")
    ours: dict[int, float] = {}
    for name, choose in SYSTEMS.items():
        stride = sumy_stride if name.startswith("sumy-") else 1
        positions = range(0, len(setting.cases), stride)
        start = time.process_time()
        choices = [choose(setting.cases[position], setting.n) for position in positions]
        seconds = time.process_time() - start
        view = quote if name == OURS else lambda case: case
        cases = [view(setting.cases[position]) for position in positions]
        figures = np.array([score(*pair, setting) for pair in zip(cases, choices, strict=True)])
        r2 = figures[:, 1]
        ours = ours or dict(zip(positions, r2, strict=True))
        low, high = interval(np.array([ours[position] for position in positions]) - r2)
        hanging = [
            openings.hangs(case.sentences[index].text)
            for case, chosen in zip(cases, choices, strict=True)
            for index in shown(case, chosen, setting)
        ]
        r1, _, rl = figures.mean(axis=0)
        difference = f"{low:+.2f} … {high:+.2f}" if name != OURS else ""
        print(
            f"{name:20} {len(positions):8} {r1:6.2f} {r2.mean():6.2f} {rl:6.2f}   "
            f"{difference:24} {np.mean(hanging):8.1%} {len(positions) / seconds:10.0f}"
        )
    with mock.patch.object(openings, "hangs", lambda text: False):
        choose = choose_best(DEFAULT_RANKER)
        free = [score(case, choose(case, setting.n), setting)[1] for case in setting.cases]
    low, high = interval(np.array(list(ours.values())) - np.array(free))
    print(
        f"Points that stand alone cost us {np.mean(free) - np.mean(list(ours.values())):.2f} R2 "
        f"({-high:.2f} … {-low:.2f})."
    )


def report_speed(cases: Sequence[Case]) -> None:
    """Prints our CPU time from raw text beside sumy LexRank's without reading, by length."""
    texts = [sentence.text for case in cases for sentence in case.sentences]
    texts *= 1 + 100 // len(texts)
    ordinary = [(case.article.title or "", [s.text for s in case.sentences]) for case in cases]
    lengthy = [
        ("", texts[start : start + 100]) for start in range(0, min(len(texts) - 99, 2000), 100)
    ]
    peer = choose_highest("sumy-lexrank")
    print("\nCPU ms an article: ours with reading, sumy LexRank without")
    for name, articles in (("ordinary", ordinary), ("100 sentences", lengthy)):
        pages = ["\n\n".join([title, *sentences]) for title, sentences in articles]
        read = [make_case(title, sentences, [], lead=0) for title, sentences in articles]
        summarize(pages[0])
        peer(read[0], 3)
        start = time.process_time()
        for page in pages:
            summarize(page)
        middle = time.process_time()
        for case in read:
            peer(case, 3)
        ours, theirs = middle - start, time.process_time() - middle
        each = 1000 / len(pages)
        print(f"{name:15} {ours * each:7.2f} {theirs * each:8.2f}   ×{theirs / ours:.1f}")
    print("Ranking and choice in one long text:", end="")
    for length in (1250, 2500, 5000):
        case = make_case("", (texts * (1 + length // len(texts)))[:length], [], lead=0)
        start = time.process_time()
        choose_best(DEFAULT_RANKER)(case, 3)
        print(f"  {length} sentences {time.process_time() - start:.3f} s", end="")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="(data)")
    parser.add_argument("--articles", type=int, help="at most so many of each setting (all)")
    parser.add_argument(
        "--sumy-stride", type=int, default=10, help="sumy takes each so-manieth (10)"
    )
    options = parser.parse_args()
    vietnews = thin(read_vietnews(options.data), options.articles)
    clusters = thin(read_clusters(options.data), options.articles)
    for setting in (
        Setting("vietnews/val, two sentences", vietnews, 2, None),
        Setting("vietnews/val, three sentences", vietnews, 3, None),
        Setting("clusters/dev, 100 syllables", clusters, 12, 100),
    ):
        report_quality(setting, options.sumy_stride)
    report_speed(thin(vietnews, 200))


if __name__ == "__main__":
    main()
