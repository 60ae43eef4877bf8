"""The rankers, which score an article's sentences, and the choice among the scored (pure)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.types import DEFAULT_RANKER, Article, Ranker, Sentence
from summarize.words import STOP_WORDS, syllables

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

RELEVANCE = 0.7
"""The weight of a sentence's score against its newness in ``pick``."""

NEAR_DUPLICATE = 0.75
"""Sentences of this cosine or more say the same; ``pick`` takes one of them only."""

HANGING_COST = 0.2
"""What opening with a word that leans on the sentence before costs, of scores from 0 to 1."""

POOL = 256
"""How many of the best sentences are looked at closely where few are asked for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Texts as unit tf-idf vectors over syllables and pairs of neighbouring syllables, sparse.

    Entry k says that text ``rows[k]`` holds term ``columns[k]`` with weight ``values[k]``;
    entries are sorted by row. The first ``len(words)`` terms are the single ``words``; the others
    are pairs of them, ``left[i]`` and ``right[i]``, which occur first in
    text ``first_row[i]`` as its ``first_place[i]``-th. ``lengths`` counts each text's syllables.
    """

    rows: Ints
    columns: Ints
    values: Floats
    shape: tuple[int, int]
    lengths: Ints
    words: Sequence[str]
    left: Ints
    right: Ints
    first_row: Ints
    first_place: Ints

    def times(self, vector: Floats) -> Floats:
        """The product with a vector over terms: a number for each text."""
        products = self.values * vector[self.columns]
        return np.bincount(self.rows, products, self.shape[0]).astype(np.float64)

    def transposed_times(self, vector: Floats) -> Floats:
        """The transpose's product with a vector over texts: a number for each term."""
        products = self.values * vector[self.rows]
        return np.bincount(self.columns, products, self.shape[1]).astype(np.float64)

    def likeness(self, row: int) -> Floats:
        """The cosine of every text with text ``row``."""
        mine = slice(*np.searchsorted(self.rows, [row, row + 1]))
        vector = np.zeros(self.shape[1])
        vector[self.columns[mine]] = self.values[mine]
        return self.times(vector)


@lru_cache(maxsize=1)
def _number_syllables(texts: tuple[str, ...]) -> tuple[tuple[str, ...], Ints, Ints]:
    """The different syllables, all as numbers in order of the text, and each text's length.

    Remembered for one article, whose sentences are ranked, chosen from and explained in turn.
    """
    numbers: dict[str, int] = {}
    lines = [[numbers.setdefault(s, len(numbers)) for s in syllables(text)] for text in texts]
    lengths = np.fromiter(map(len, lines), np.int64, len(lines))
    stream = np.fromiter(chain.from_iterable(lines), np.int64, int(lengths.sum()))
    return tuple(numbers), stream, lengths


def count_terms(texts: Iterable[str], title: str | None = None) -> Terms:
    """The texts' syllables and pairs of neighbouring syllables, weighed by tf-idf.

    With a ``title``, even an empty one, that is the last row.
    """
    words, stream, lengths = _number_syllables(tuple(texts))
    if title is not None:
        numbers = {word: number for number, word in enumerate(words)}
        line = [numbers.setdefault(s, len(numbers)) for s in syllables(title)]
        words, stream = tuple(numbers), np.append(stream, np.array(line, np.int64))
        lengths = np.append(lengths, len(line))
    n, base = len(lengths), len(words) + 1
    rows = np.repeat(np.arange(n), lengths)
    places = np.arange(len(stream)) - np.repeat(lengths.cumsum() - lengths, lengths)
    within = rows[1:] == rows[:-1]
    pairs = ((stream[:-1] + 1) * base + stream[1:])[within]
    names, first, pair_columns = np.unique(pairs, return_index=True, return_inverse=True)
    width = max(len(words) + len(names), 1)
    codes = np.concatenate(
        [rows * width + stream, rows[:-1][within] * width + len(words) + pair_columns]
    )
    entries, occurrences = np.unique(codes, return_counts=True)
    entry_rows, columns = np.divmod(entries, width)
    idf = np.log((n + 1) / (np.bincount(columns, minlength=width) + 0.5))
    values = occurrences * idf[columns]
    norms = np.sqrt(np.bincount(entry_rows, values**2, n))
    return Terms(
        rows=entry_rows,
        columns=columns,
        values=values / np.maximum(norms, 1e-12)[entry_rows],
        shape=(n, width),
        lengths=lengths,
        words=words,
        left=names // base - 1,
        right=names % base,
        first_row=rows[:-1][within][first],
        first_place=places[:-1][within][first],
    )


def lexrank(terms: Terms, *, damping: float = 0.85, rounds: int = 30) -> Floats:
    """How central each sentence is: LexRank (Erkan and Radev, JAIR 22, 2004), continuous form.

    The walk goes from sentence to sentence with probabilities in proportion to their cosine
    M·Mᵀ. That n×n matrix is never built: p·(M·Mᵀ) is two sparse products. The highest is 1.
    """
    n = terms.shape[0]
    degree = np.maximum(terms.times(terms.transposed_times(np.ones(n))), 1e-12)
    p = np.full(n, 1 / max(n, 1))
    for _ in range(rounds):
        following = damping * terms.times(terms.transposed_times(p / degree))
        following += (1 - following.sum()) / max(n, 1)
        change = np.abs(following - p).sum()
        p = following
        if change < 1e-4:
            break
    return np.asarray(p / p.max(initial=1e-12))


def rank_by_lexrank(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """LexRank alone."""
    return list(map(float, lexrank(count_terms(sentence.text for sentence in sentences))))


def rank_by_position(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """Lead: the earlier, the better."""
    return [1 / (1 + index) for index in range(len(sentences))]


def rank_by_hybrid(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """A quarter LexRank, likeness to the headline, and position, each at most 1."""
    n = len(sentences)
    terms = count_terms((sentence.text for sentence in sentences), article.title or "")
    title = terms.likeness(n)[:n]
    scores = 0.25 * lexrank(terms)[:n] + title / max(title.max(initial=0), 1e-12)
    return [float(score) for score in scores + 1 / np.sqrt(1 + np.arange(n))]


@dataclass(frozen=True, slots=True)
class PairModel:
    """Guesses which of a body's syllable pairs its lead would use; made by training/ranker.py.

    A small network over ``describe_pairs`` and a vector for the left and the right syllable.
    """

    vocabulary: Mapping[str, int]
    rarity: Singles
    pair_rarity: Singles
    left: Singles
    right: Singles
    layers: tuple[tuple[Singles, Singles], ...]
    length: float

    def guess(self, pairs: Pairs) -> Floats:
        """Each pair's probability of standing in the article's lead."""
        guesses = [np.zeros(0)]
        for start in range(0, len(pairs.left), BLOCK):
            block = slice(start, start + BLOCK)
            left, right = self.left[pairs.left[block]], self.right[pairs.right[block]]
            x = np.concatenate([pairs.features[block], left, right], axis=1)
            for weights, bias in self.layers[:-1]:
                x = np.maximum(x @ weights + bias, 0)
            weights, bias = self.layers[-1]
            guesses.append(1 / (1 + np.exp(-(x @ weights + bias)[:, 0].astype(np.float64))))
        return np.concatenate(guesses)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A body's different syllable pairs: features, vocabulary numbers, and where they stand.

    Entry k says that sentence ``rows[k]`` holds pair ``columns[k]``.
    """

    features: Singles
    left: Ints
    right: Ints
    rows: Ints
    columns: Ints


BLOCK = 1 << 14
"""How many pairs are guessed at once, so that a long text needs little memory."""

PAIR_BUCKETS = 1 << 17


def bucket_pairs(left: Ints, right: Ints) -> Ints:
    """The pairs of vocabulary numbers, hashed into ``PAIR_BUCKETS``."""
    return (left * 40503 + right) * 2654435761 % (1 << 40) // (1 << 16) % PAIR_BUCKETS


def describe_pairs(
    terms: Terms, vocabulary: Mapping[str, int], rarity: Singles, pair_rarity: Singles
) -> Pairs:
    """The pairs in all rows of ``terms`` but the last, which is the headline.

    ``rarity`` and ``pair_rarity`` are log inverse document frequencies in a news collection, by
    number in ``vocabulary`` (0 is unknown) and by ``bucket_pairs``.
    """
    n, singles = terms.shape[0] - 1, len(terms.words)
    doubles = slice(singles, singles + len(terms.left))
    numbers = np.fromiter((vocabulary.get(word, 0) for word in terms.words), np.int64, singles)
    rare = rarity[numbers]
    digits = np.fromiter((word[0].isdigit() for word in terms.words), np.float64, singles)
    body = terms.rows < n
    rows, columns = terms.rows[body], terms.columns[body]
    in_title = np.zeros(terms.shape[1])
    in_title[terms.columns[~body]] = 1
    spread = np.bincount(columns, minlength=terms.shape[1])

    title_likeness = terms.likeness(n)[:n]
    title_weights = np.zeros(terms.shape[1])
    title_weights[:singles] = in_title[:singles] * rare
    title_share = np.bincount(rows, title_weights[columns], n) / max(title_weights.sum(), 1e-6)
    centrality = terms.times(terms.transposed_times(np.ones(n + 1)))[:n]

    paired = columns >= singles
    rows, columns = rows[paired], columns[paired] - singles

    def highest(of_sentence: Floats) -> Floats:
        highest = np.zeros(len(terms.left))
        np.maximum.at(highest, columns, of_sentence[rows])
        return highest

    left, right, first = terms.left, terms.right, terms.first_row
    length = terms.lengths[first]
    known = (numbers[left] > 0) & (numbers[right] > 0)
    bucket = bucket_pairs(numbers[left], numbers[right])
    features = np.stack(
        [
            np.log1p(spread[doubles]),
            1 / np.sqrt(1 + first),
            first / n,
            first == 0,
            in_title[doubles],
            in_title[left],
            in_title[right],
            np.where(known, pair_rarity[bucket], pair_rarity.max()) / 10,
            rare[left] / 10,
            rare[right] / 10,
            np.log1p(spread[left]),
            np.log1p(spread[right]),
            digits[left],
            digits[right],
            terms.first_place / length,
            np.log1p(terms.first_place),
            np.log1p(length) / 4,
            highest(title_likeness) / max(title_likeness.max(), 1e-6),
            highest(title_share),
            highest(centrality) / max(centrality.max(), 1e-6),
            np.full(len(left), np.log(n)),
        ],
        axis=1,
        dtype=np.float32,
        casting="same_kind",
    )
    return Pairs(features, numbers[left], numbers[right], rows, columns)


@cache
def load_pair_model() -> PairModel:
    """The model shipped beside this file."""
    with np.load(Path(__file__).with_name("ranking.npz")) as arrays:
        words = arrays["words"].tobytes().decode().split("\n")
        names = ("rarity", "pair_rarity", "left", "right")
        tables = {name: arrays[name].astype(np.float32) for name in names}
        layers = tuple((arrays[f"weights{index}"], arrays[f"bias{index}"]) for index in range(3))
        vocabulary = {word: number for number, word in enumerate(words, 1)}
        return PairModel(vocabulary, layers=layers, length=float(arrays["length"]), **tables)


@lru_cache(maxsize=1)
def guess_pairs(texts: tuple[str, ...], title: str) -> tuple[Terms, Pairs, Floats]:
    """A body's syllable pairs and each one's probability of standing in the article's lead.

    The last row of the terms is the ``title``. Remembered for one article, as its terms are.
    """
    terms = count_terms(texts, title)
    model = load_pair_model()
    pairs = describe_pairs(terms, model.vocabulary, model.rarity, model.pair_rarity)
    return terms, pairs, model.guess(pairs)


AFTER_LEAD_LENGTH = 150.0
"""How many pairs a summary tells beside the lead where the lead stands in the text."""

AFTER_LEAD_PRIOR = 0.1
"""What being early is worth after the lead, which the body retells in order of importance."""

LEANING_COST = 0.03
"""What opening with a word that leans on the sentence before costs, in F1."""

CHOICES = 10
"""After so many choices of ``rank_by_coverage`` the others are scored by themselves."""


def rank_by_coverage(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """How early each sentence is chosen for a summary that tells what a lead would tell.

    A model guesses of every pair of syllables whether it would stand in the article's lead
    (learned concept weights: Li, Qian and Liu, ACL 2013). Sentences are chosen one after the
    other so that the guessed overlap of all chosen with the lead, as F1, is highest; a pair
    counts once (maximum coverage: Gillick and Favre, ILP-NLP 2009). The score is 1 for the first
    choice, 1/2 for the second, and so on. A recognised lead comes first, before any choice.
    """
    n = len(sentences)
    if not n:
        return []
    texts = tuple(sentence.text for sentence in sentences)
    terms, pairs, guesses = guess_pairs(texts, article.title or "")
    guesses = guesses.copy()
    lead = find_lead(article, sentences)
    if not len(pairs.columns):
        return rank_by_position(article, sentences)
    alone = np.bincount(pairs.rows, guesses[pairs.columns], n)
    lengths = np.maximum(terms.lengths[:n] - 1, 0).astype(np.float64)
    others = lengths + (AFTER_LEAD_LENGTH if lead else load_pair_model().length)
    prior = AFTER_LEAD_PRIOR / np.sqrt(1 + np.arange(n)) if lead else np.zeros(n)
    prior -= [LEANING_COST * hangs(sentence.text) for sentence in sentences]
    scores = alone / others / (CHOICES + 1)
    bounds = np.searchsorted(pairs.rows, np.arange(n + 1))
    waiting = np.ones(n, bool)
    covered = 0.0
    for place in range(min(n, max(CHOICES, lead))):
        new = np.bincount(pairs.rows, guesses[pairs.columns], n)
        value = 2 * (covered + new) / others + prior
        best = place if place < lead else int(np.where(waiting, value, -np.inf).argmax())
        scores[best] = 1 / (1 + place)
        waiting[best] = False
        covered += new[best]
        others += lengths[best]
        guesses[pairs.columns[bounds[best] : bounds[best + 1]]] = 0
    return [float(score) for score in scores]


def find_lead(article: Article, sentences: Sequence[Sentence]) -> int:
    """How many of the first sentences make up the recognised lead."""
    start = article.text.find(article.lead) if article.lead else -1
    if start < 0 or article.lead is None:
        return 0
    return sum(sentence.start < start + len(article.lead) for sentence in sentences)


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


RANKERS: Mapping[str, Ranker] = MappingProxyType(
    {
        DEFAULT_RANKER: rank_by_coverage,
        "hybrid": rank_by_hybrid,
        "lead": rank_by_position,
        "lexrank": rank_by_lexrank,
    }
    | {
        "sumy-" + name: partial(rank_by_sumy, module=module, name=summarizer)
        for name, module, summarizer in [
            ("lexrank", "lex_rank", "LexRankSummarizer"),
            ("textrank", "text_rank", "TextRankSummarizer"),
            ("lsa", "lsa", "LsaSummarizer"),
            ("luhn", "luhn", "LuhnSummarizer"),
            ("sumbasic", "sum_basic", "SumBasicSummarizer"),
            ("kl", "kl", "KLSummarizer"),
            ("reduction", "reduction", "ReductionSummarizer"),
            ("edmundson", "edmundson", "EdmundsonSummarizer"),
        ]
    }
)
"""The rankers by name."""

_LEANING = """
tuy nhiên, tuy vậy, tuy thế, thế nhưng, nhưng, song, mặc dù vậy, dù vậy, dù thế, đồng thời, và, còn,
bên cạnh đó, ngoài ra, hơn nữa, thêm vào đó, không những thế, không chỉ vậy, không chỉ thế,
theo đó, do đó, do vậy, vì vậy, vì thế, bởi vậy, chính vì vậy, chính vì thế, như vậy, nhờ đó,
nhờ vậy, từ đó, từ đây, qua đó, kết quả là, mặt khác, ngược lại, trái lại, trong khi đó,
trong số đó, trong số này, trong đó, trước đó, sau đó, sau này, khi đó, khi ấy, lúc đó, lúc này,
lúc ấy, tại đây, ở đây, cũng theo, cũng trong, cũng tại, đó là, đây là, đây cũng là, cụ thể,
chẳng hạn, ví dụ, từ câu hỏi này, từ câu hỏi đó, trước tình hình đó, trước tình hình này,
với điều này, điều này, điều đó, việc này, việc đó, vụ này, chuyện này, người này, số này,
con số này, cách này, những người này, các đối tượng này
"""
_HANGING = re.compile(
    rf"[\W_]*(?:(?i:{'|'.join(' '.join(_LEANING.split()).split(', '))})\b"
    r"|(?i:ông|bà|anh|chị|cô|em|nó|họ)\ "
    r"(?!(?:con|em|bé|chủ|ngoại|nội|cụ|giáo|gái|dâu|rể|hùng|trai|mẹ|bầu|hai|ba|ta)\b)[a-zà-ỹđ])"
)


def hangs(text: str) -> bool:
    """Whether a sentence opens with words that lean on the sentence before it.

    A connective (``Tuy nhiên``), a demonstrative (``Điều này``), or a bare pronoun before a
    lower-case word (``Ông cho biết``; not ``Ông Nam cho biết`` nor ``Bà con``).
    """
    return _HANGING.match(text) is not None


def choose(sentences: Sequence[Sentence], scores: Sequence[float], n: int) -> tuple[int, ...]:
    """The indices of the ``n`` best sentences that do not repeat each other, in article order.

    Fewer come back only where fewer are left without a near-duplicate; ties break by position.
    """
    return tuple(sorted(pick(sentences, scores, n)))


def pick(sentences: Sequence[Sentence], scores: Sequence[float], n: int) -> list[int]:
    """The same choice, best first: maximal marginal relevance (Carbonell and Goldstein, 1998).

    Sentences that hang in the air are taken when nothing else is near in score.
    """
    worth = np.asarray(scores, np.float64)
    if not len(worth):
        return []
    worth = (worth - worth.min()) / (np.ptp(worth) or 1)
    top = np.argsort(-worth, kind="stable")[: len(worth) if n > POOL // 4 else POOL]
    worth[top] -= [HANGING_COST * hangs(sentences[index].text) for index in top]
    terms = count_terms(sentence.text for sentence in sentences)
    likeness = np.zeros(len(worth))
    picked: list[int] = []
    while len(picked) < n:
        value = RELEVANCE * worth - (1 - RELEVANCE) * likeness
        value[likeness >= NEAR_DUPLICATE] = -np.inf
        best = int(value.argmax())
        if value[best] == -np.inf:
            break
        picked.append(best)
        likeness = np.maximum(likeness, terms.likeness(best))
        likeness[best] = np.inf
    return picked


def explain(
    article: Article,
    sentences: Sequence[Sentence],
    scores: Sequence[float],
    index: int,
    ranker: str | Ranker = DEFAULT_RANKER,
) -> tuple[str, ...]:
    """Short phrases that tell a reader why ``ranker`` put sentence ``index`` where it stands.

    The first says where; for the default ranker others follow, each a thing that it looks at.
    """
    if len(sentences) == 1:
        return ("the only sentence",)
    place = 1 + sum(score > scores[index] for score in scores)
    standing = "the most important" if place == 1 else f"number {place} in importance"
    phrases = [f"{standing} of {len(sentences)} sentences"]
    if ranker != DEFAULT_RANKER:
        name = ranker if isinstance(ranker, str) else "the given ranker"
        return (f"{phrases[0]} by {name}",)
    if index < find_lead(article, sentences):
        phrases.append("stands in the article's lead")
    elif index == 0:
        phrases.append("opens the article")
    words = set(syllables(sentences[index].text))
    shared = len((words & set(syllables(article.title or ""))) - STOP_WORDS)
    if shared >= 2:
        phrases.append(f"shares {shared} words with the headline")
    terms = count_terms(sentence.text for sentence in sentences)
    centrality = terms.times(terms.transposed_times(np.ones(len(sentences))))
    if len(sentences) > 3 and (centrality > centrality[index]).mean() < 0.25:
        phrases.append("close to what the rest of the article says")
    if any(word[0].isdigit() for word in words):
        phrases.append("carries figures")
    return tuple(phrases)
