"""Learn which lines of a page are the site's, from pages whose lines are marked.

    python -m training.leftovers tests/pages training/pages --articles train.jsonl.xz --folds 8
    python -m training.leftovers tests/pages training/pages --articles train.jsonl.xz \
        --out summarize/cleaning/leftovers.npz

The pages are marked as training/marked.py says: ``P`` and ``H`` are the article's lines, ``F``,
``S`` and ``Q`` the site's, ``L`` the site's too though nothing tells so.
The words are learned from all lines, with add-half smoothing; the trees from those that the rules
let through. A page's own words are left out where its lines are described, and with ``--folds``
the pages are held out in turns: how many of the site's lines are then found, and how many of the
article's are lost, at several thresholds.

The marked pages have paragraphs of some length, while many outlets make one of every sentence. So
real articles (``--articles``: title, abstract, sentences, captions) are grafted into them too,
between what stands above and below the body, in paragraphs of one to three sentences. The other
articles, with their captions, teach what captions are like: a linear support vector machine with an
L1 penalty, which leaves few tokens.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.svm import LinearSVC

from benchmarks.data import read_rows, thin
from summarize.cleaning.header import read_header
from summarize.cleaning.leftovers import (
    Described,
    Forest,
    Model,
    Tokens,
    describe_chances,
    describe_lines,
    judge,
    list_tokens,
    rate,
    to_rows,
)
from summarize.cleaning.lines import count_words, has_full_stop
from summarize.cleaning.mending import mend_lines
from summarize.cleaning.sorting import apply_rules
from summarize.words import normalize
from training.marked import MarkedPage, read_marked_page

_FOLDS = 4  # in which the second forest's pages are judged by a first one that has not seen them
_KINDS = {"P": 0, "H": 0, "F": 1, "S": 1, "Q": 1, "L": 1}


class Judged(NamedTuple):
    """A line that the rules let through: how likely it is the site's, and whether it is."""

    chance: float
    text: str
    is_furniture: bool


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page's lines, its headline, and what its marked lines are."""

    raw: str
    title: str
    marks: dict[str, int]
    """1 the site's, 0 the article's."""


def label(page: MarkedPage) -> Page:
    """What the marks say of the lines; a line that article and site share is neither's."""
    lines: list[str] = []
    marks: dict[str, int] = {}
    title = ""
    for line in page.lines:
        text = normalize(line.text).strip()
        lines.append(text)
        if line.marks == "T":
            title = text
        kinds = {_KINDS.get(mark) for mark in line.marks}
        if len(kinds) == 1 and (kind := kinds.pop()) is not None:
            marks[text] = min(kind, marks.get(text, 1))
    return Page("\n".join(lines), title, marks)


def graft(page: Page, article: Mapping[str, Any], rng: random.Random) -> Page:
    """The page with another article in its body's place; what stood within the body is left out.

    Sentences that may be captions or signatures, being short or without a stop, are left out too.
    """
    lines = page.raw.split("\n")
    own = [place for place, line in enumerate(lines) if page.marks.get(line) == 0]
    texts = map(normalize, article["sentences"])
    sentences = [text for text in texts if has_full_stop(text) and count_words(text) >= 6]
    paragraphs = [normalize(article["abstract"])]
    most = rng.choice([1, 1, 1, 2, 3])
    while sentences:
        size = rng.randint(1, most)
        paragraphs.append(" ".join(sentences[:size]))
        del sentences[:size]
    title = normalize(article["title"])
    above = [title if line == page.title else line for line in lines[: own[0]]]
    below = lines[own[-1] + 1 :]
    marks = {line: 1 for line in above + below if page.marks.get(line)}
    return Page("\n".join(above + paragraphs + below), title, marks | dict.fromkeys(paragraphs, 0))


def read_articles(path: Path, count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """So many articles, spread evenly, and the others."""
    articles = read_rows(path)
    chosen = thin(range(len(articles)), count)
    others = [article for place, article in enumerate(articles) if place not in chosen]
    return [articles[place] for place in chosen], others


_CREDIT = re.compile(r"[.,/(–-]? ?(?:Nguồn ảnh|Ảnh|Nguồn|ảnh) ?:.*")


def learn_captions(articles: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """What each token that matters weighs for a photo caption, against an article's sentence."""
    rng = random.Random(1)
    captions, sentences = [], []
    for article in articles:
        captions += [_CREDIT.sub("", normalize(text)) for text in article["captions"]]
        own = [text for text in map(normalize, article["sentences"]) if has_full_stop(text)]
        sentences += rng.sample(own, min(4, len(own)))
    texts = [text for text in captions if 4 <= count_words(text) <= 40]
    kinds = [1] * len(texts)
    texts += [text for text in sentences if 5 <= count_words(text) <= 40]
    kinds += [0] * (len(texts) - len(kinds))
    tokens = CountVectorizer(analyzer=list_tokens, min_df=5, binary=True)
    machine = LinearSVC(penalty="l1", dual=False, C=0.1, max_iter=20_000, random_state=1)
    machine.fit(tokens.fit_transform(texts), kinds)
    weights = machine.coef_[0].tolist()
    named = zip(tokens.get_feature_names_out().tolist(), weights, strict=True)
    return {token: weight for token, weight in named if weight}


def graft_all(pages: Sequence[Page], articles: Sequence[Mapping[str, Any]]) -> dict[Page, Page]:
    """Every page that has a body with an article of its own grafted in, as long as they last."""
    rng = random.Random(1)
    bodies = [page for page in pages if 0 in page.marks.values()]
    rng.shuffle(bodies)
    return {
        page: graft(page, article, rng) for page, article in zip(bodies, articles, strict=False)
    }


def group(pages: Sequence[Page], grafts: Mapping[Page, Page]) -> list[list[Page]]:
    """Every page with the graft into it, if there is one."""
    return [[page, grafts[page]] if page in grafts else [page] for page in pages]


class Words:
    """In how many lines of each kind a token stands, and what that says of a line."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.counts = (Counter[str](), Counter[str]())
        self.lines = [0, 0]
        for page in pages:
            self.add(page)

    def add(self, page: Page, times: int = 1) -> None:
        for text, kind in page.marks.items():
            self.lines[kind] += times
            for token in set(list_tokens(text)):
                self.counts[kind][token] += times

    def odds(self, among: Page | None = None, *, least: int = 2) -> dict[str, float]:
        """The log odds of the tokens in ``least`` lines or more, of a page's or of all."""
        if among:
            tokens = {token for text in among.marks for token in list_tokens(text)}
        else:
            tokens = {*self.counts[0], *self.counts[1]}
        return {
            token: math.log((self.counts[1][token] + 0.5) / (self.lines[1] + 1))
            - math.log((self.counts[0][token] + 0.5) / (self.lines[0] + 1))
            for token in sorted(tokens)
            if self.counts[0][token] + self.counts[1][token] >= least
        }


class Example(NamedTuple):
    """The lines of a page that the rules let through, by index: what they are described by and,
    of those that are marked, 1 for the site's and 0 for the article's.
    """

    lines: Sequence[str]
    is_kept: list[bool]
    features: Described
    marks: dict[int, int]


def find_example(page: Page, tokens: Tokens) -> Example:
    header = read_header(mend_lines(page.raw))
    if not header.title:
        return Example((), [], {}, {})
    lines, title = header.body, header.title
    found = apply_rules(lines, title, header.byline or "")
    described = describe_lines(lines, found.reasons, title, found.suspects, tokens)
    marks = {index: page.marks[lines[index]] for index in described if lines[index] in page.marks}
    is_kept = [index not in found.reasons for index in range(len(lines))]
    return Example(lines, is_kept, described, marks)


def fit(rows: NDArray[Any], kinds: Sequence[int], features: list[str], count: int) -> Forest:
    """``count`` boosted trees."""
    boosting = HistGradientBoostingClassifier(
        max_iter=count,
        learning_rate=12 / count,
        max_leaf_nodes=31,
        min_samples_leaf=60,
        l2_regularization=1.0,
        max_features=0.2,
        early_stopping=False,
        random_state=1,
    )
    boosting.fit(rows, kinds)
    # Each step's trees, of which two classes have one.
    trees = [tree.nodes for (tree,) in boosting._predictors]
    roots = np.cumsum([0, *map(len, trees[:-1])])
    nodes = np.concatenate(trees)
    first = np.repeat(roots, list(map(len, trees)))
    is_leaf = nodes["is_leaf"].astype(bool)
    sides = [
        np.where(is_leaf, np.arange(len(nodes)), nodes[side] + first) for side in ("right", "left")
    ]
    base = float(boosting._baseline_prediction.item()) / count
    return Forest(
        features=features,
        feature=np.where(is_leaf, 0, nodes["feature_idx"]).astype(np.int16),
        threshold=nodes["num_threshold"].astype(np.float32),
        below=np.stack(sides, axis=1).ravel().astype(np.int32),
        value=np.where(is_leaf, nodes["value"] + base, 0).astype(np.float32),
        roots=roots.astype(np.int32),
    )


def learn(groups: Sequence[Sequence[Page]], captions: Mapping[str, float], trees: int) -> Model:
    """A model of ``trees`` trees a forest. Pages of one group, as a page and the graft into it, are
    held out together where the second forest learns from the first one's probabilities.
    """
    words = Words([page for group in groups for page in group])
    examples: list[list[Example]] = []
    for group in groups:
        examples.append([])
        for page in group:
            words.add(page, -1)
            examples[-1].append(find_example(page, Tokens(words.odds(page), captions)))
            words.add(page)
    known = list(chain.from_iterable(examples))
    features = _name_features(known)
    judged: list[Example] = []
    for fold in range(_FOLDS):
        others = chain.from_iterable(
            group for place, group in enumerate(examples) if place % _FOLDS != fold
        )
        forest = _fit_marked(list(others), features, trees)
        held_out = chain.from_iterable(examples[fold::_FOLDS])
        judged += [_add_chances(example, forest) for example in held_out]
    more = sorted({*_name_features(judged)} - {*features})
    alone = _fit_marked(known, features, trees)
    among = _fit_marked(judged, [*features, *more], trees)
    return Model(Tokens(words.odds(), captions), alone, among)


def _name_features(examples: Sequence[Example]) -> list[str]:
    return sorted({name for each in examples for line in each.features.values() for name in line})


def _fit_marked(examples: Sequence[Example], features: list[str], trees: int) -> Forest:
    lines = [each.features[index] for each in examples for index in each.marks]
    kinds = [mark for each in examples for mark in each.marks.values()]
    return fit(to_rows(lines, features), kinds, features, trees)


def _add_chances(example: Example, forest: Forest) -> Example:
    if not example.features:
        return example
    chances = rate(to_rows(example.features.values(), forest.features), forest)
    told = describe_chances(example.features, chances, example.is_kept)
    lines = zip(example.features.items(), told, strict=True)
    return example._replace(features={index: {**line, **more} for (index, line), more in lines})


def report_folds(
    pages: Sequence[Page],
    grafts: Mapping[Page, Page],
    captions: Mapping[str, float],
    folds: int,
    trees: int,
    *,
    verbose: bool,
) -> None:
    """Print what is found and lost on pages that were held out, and on the grafts into them."""
    order = list(pages)
    random.Random(1).shuffle(order)
    judged: list[Judged] = []
    judged_grafts: list[Judged] = []
    for fold in range(folds):
        held_out = order[fold::folds]
        known = [page for page in order if page not in held_out]
        model = learn(group(known, grafts), captions, trees)
        for page in held_out:
            judged += _judge(page, model)
            if page in grafts:
                judged_grafts += _judge(grafts[page], model)
    marks = Counter(mark for page in pages for mark in page.marks.values())
    print(f"{len(pages)} pages: {marks[1]} lines of the site, {marks[0]} of the article")
    print("let through by the rules: ", end="")
    _print_thresholds(judged)
    if grafts:
        print(f"{len(grafts)} articles grafted into them; let through by the rules: ", end="")
        _print_thresholds(judged_grafts)
    if verbose:
        for line in sorted(judged, key=lambda line: -line.chance):
            if line.is_furniture != (line.chance >= 0.5):
                what = "site" if line.is_furniture else "article"
                print(f"{line.chance:.2f} {what}: {line.text}")


def _judge(page: Page, model: Model) -> Iterator[Judged]:
    example = find_example(page, model.tokens)
    chances = judge(example.features, example.is_kept, model)
    for index, mark in example.marks.items():
        yield Judged(chances[index], example.lines[index], bool(mark))


def _print_thresholds(judged: Sequence[Judged]) -> None:
    site = [line.chance for line in judged if line.is_furniture]
    own = [line.chance for line in judged if not line.is_furniture]
    print(f"{len(site)} of the site's, {len(own)} of the article's")
    for threshold in (0.25, 0.35, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9):
        found = sum(chance >= threshold for chance in site)
        lost = sum(chance >= threshold for chance in own)
        print(f"at {threshold}: found {found}, lost {lost}")


def write(model: Model, path: Path) -> None:
    def pack(words: Iterable[str]) -> NDArray[np.uint8]:
        return np.frombuffer("\n".join(words).encode(), np.uint8)

    arrays: dict[str, Any] = {}
    for name in ("alone", "among"):
        forest: Forest = getattr(model, name)
        for field, values in forest._asdict().items():
            arrays[f"{name}: {field}"] = pack(values) if field == "features" else values
    for name, weights in model.tokens._asdict().items():
        arrays[name] = np.array(list(weights.values()), np.float16)
        arrays[f"{name}: tokens"] = pack(weights)
    np.savez_compressed(path, **arrays)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    add = parser.add_argument
    add("pages", type=Path, nargs="+", help="folders of marked pages")
    add("--articles", type=Path, help="jsonl.xz of articles to graft and to learn from")
    add("--grafts", type=int, default=300, help="how many (300)")
    add("--folds", type=int, default=0, help="hold pages out in so many turns")
    add("--trees", type=int, default=150, help="(150)")
    add("--out", type=Path, help="write the model here")
    add("--verbose", action="store_true", help="with --folds: print every line judged wrong")
    args = parser.parse_args(argv)
    paths = (path for folder in args.pages for path in sorted(folder.glob("*.txt")))
    pages = [label(read_marked_page(path)) for path in paths]
    articles, others = read_articles(args.articles, args.grafts) if args.articles else ([], [])
    grafts = graft_all(pages, articles)
    captions = learn_captions(others) if others else {}
    if args.folds:
        report_folds(pages, grafts, captions, args.folds, args.trees, verbose=args.verbose)
    if args.out:
        write(learn(group(pages, grafts), captions, args.trees), args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
