"""The rankers, which score an article's sentences, and the choice among the scored (pure)."""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import accumulate, chain, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.openings import leans
from summarize.types import DEFAULT_RANKER, Article, Ranker, Sentence
from summarize.words import STOP_WORDS, syllables

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

RELEVANCE = 0.7
"""The weight of a sentence's score against its newness in ``pick``."""

NEAR_DUPLICATE = 0.75
"""Sentences of this cosine or more say the same; ``pick`` takes one of them only."""

HANGING_COST = 0.12
"""What opening with a word that leans on the sentence before costs, of scores from 0 to 1."""

LITTLE_COST = 0.6
"""What telling little costs likewise: being a question, having fewer than ``FEW_WORDS`` words, or
being a line without a stop, for many of these are a page's labels or captions."""

FEW_WORDS = 6

DOUBT_COST = 1.0
"""What standing in a paragraph costs that may be the site's, and announcing what follows ("Luật sư
Hải trả lời:"): as much as scores can differ by."""

POOL = 256
"""How many of the best sentences are looked at closely where few are asked for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Texts as unit tf-idf vectors over syllables and pairs of neighbouring syllables, sparse.

    Entry k says that text ``rows[k]`` holds term ``columns[k]`` with weight ``values[k]``;
    entries are sorted by term, then by text. The first ``len(words)`` terms are the single
    ``words``, by number; the others are pairs of them, ``left[i]`` and ``right[i]``, which occur
    first in text ``first_row[i]`` as its ``first_place[i]``-th. ``lengths`` counts each text's
    syllables, ``spread`` the texts that hold each term.
    """

    words: Mapping[str, int]
    lengths: Ints
    rows: Ints
    columns: Ints
    values: Floats
    spread: Ints
    idf: Floats
    left: Ints
    right: Ints
    first_row: Ints
    first_place: Ints

    @property
    def shape(self) -> tuple[int, int]:
        """Texts × terms."""
        return len(self.lengths), len(self.idf)

    def times(self, vector: Floats) -> Floats:
        """The product with a vector over terms: a number for each text."""
        return _sum_by(self.rows, self.values * vector[self.columns], len(self.lengths))

    def transposed_times(self, vector: Floats) -> Floats:
        """The transpose's product with a vector over texts: a number for each term."""
        return _sum_by(self.columns, self.values * vector[self.rows], len(self.idf))

    def likeness(self, row: int) -> Floats:
        """The cosine of every text with text ``row``."""
        mine = self.rows == row
        vector = np.zeros(len(self.idf))
        vector[self.columns[mine]] = self.values[mine]
        return self.times(vector)

    def vector(self, text: str) -> Floats:
        """Another text as a unit vector over the terms, those that it alone holds left out."""
        base = len(self.words) + 1
        line = np.array([self.words.get(word, -1) for word in syllables(text)], np.int64)
        lefts, rights = line[:-1], line[1:]
        pairs = self.left * base + self.right
        wanted = (lefts * base + rights)[(lefts >= 0) & (rights >= 0)]
        places = np.searchsorted(pairs, wanted)
        known = np.flatnonzero(np.append(pairs, -1)[places] == wanted)
        columns = np.concatenate([line[line >= 0], len(self.words) + places[known]])
        weights = np.bincount(columns, minlength=len(self.idf)) * self.idf
        return weights / max(float(np.sqrt(weights @ weights)), 1e-12)


def _sum_by(group: Ints, values: Floats, groups: int) -> Floats:
    """The sum of the values of each group."""
    return np.bincount(group, values, groups).astype(np.float64, copy=False)


def count_terms(texts: Iterable[str]) -> Terms:
    """The texts' syllables and pairs of neighbouring syllables, weighed by tf-idf."""
    return _count_terms(tuple(texts))


@lru_cache(maxsize=1)
def _count_terms(texts: tuple[str, ...]) -> Terms:
    """The same, remembered for the article that is ranked, chosen from and explained in turn."""
    lines = list(map(syllables, texts))
    words: defaultdict[str, int] = defaultdict()
    words.default_factory = words.__len__
    stream = np.fromiter(map(words.__getitem__, chain.from_iterable(lines)), np.int64)
    n, base = len(lines), len(words) + 1
    lengths = np.fromiter(map(len, lines), np.int64, n)
    row_of = np.repeat(np.arange(n), lengths)
    begins = lengths.cumsum() - lengths

    # Sorted by what stands there, and by place where that is the same.
    places = stream.argsort(kind="stable")
    lefts = np.flatnonzero(row_of[1:] == row_of[:-1])
    pairs = stream[lefts] * base + stream[lefts + 1]
    order = pairs.argsort(kind="stable")
    pairs, lefts = pairs[order], lefts[order]
    new_pair = np.diff(pairs, prepend=-1) != 0
    first = lefts[new_pair]
    rows = row_of[np.concatenate([places, lefts])]
    columns = np.concatenate([stream[places], len(words) - 1 + new_pair.cumsum()])

    new_entry = np.ones(len(rows) + 1, bool)
    new_entry[1:-1] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    entries = np.flatnonzero(new_entry)
    rows, columns = rows[entries[:-1]], columns[entries[:-1]]
    spread = np.bincount(columns, minlength=len(words) + len(first))
    idf = np.log((n + 1) / (spread + 0.5))
    values = np.diff(entries) * idf[columns]
    norms = np.sqrt(np.bincount(rows, values**2, n))
    return Terms(
        words=dict(words),
        lengths=lengths,
        rows=rows,
        columns=columns,
        values=values / norms[rows],
        spread=spread,
        idf=idf,
        left=stream[first],
        right=stream[first + 1],
        first_row=row_of[first],
        first_place=first - begins[row_of[first]],
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
    terms = count_terms(sentence.text for sentence in sentences)
    title = terms.times(terms.vector(article.title or ""))
    scores = 0.25 * lexrank(terms) + title / max(title.max(initial=0), 1e-12)
    return [float(score) for score in scores + 1 / np.sqrt(1 + np.arange(len(sentences)))]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is to be known of a body's different syllable pairs, in three tables of features.

    Pair i of ``pairs`` stands first in sentence ``first[i]`` of ``sentences`` and is made of
    ``left[i]`` and ``right[i]`` of ``words``, which ``numbers`` gives in the vocabulary. Entry k
    says that sentence ``rows[k]`` holds pair ``columns[k]``.
    """

    sentences: Singles
    words: Singles
    pairs: Singles
    numbers: Ints
    first: Ints
    left: Ints
    right: Ints
    rows: Ints
    columns: Ints


PAIR_BUCKETS = 1 << 17


def bucket_pairs(left: Ints, right: Ints) -> Ints:
    """The pairs of vocabulary numbers, hashed into ``PAIR_BUCKETS``."""
    return (left * 40503 + right) * 2654435761 % (1 << 40) // (1 << 16) % PAIR_BUCKETS


class Vocabulary(dict[str, int]):
    """Words → their numbers, which are 2 and more; 0 is any other word, 1 any other figure."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__((word, number) for number, word in enumerate(words, 2))

    def __missing__(self, word: str) -> int:
        return int(word[0].isdigit())

    def number(self, words: Collection[str]) -> Ints:
        """The words' numbers."""
        return np.fromiter(map(self.__getitem__, words), np.int64, len(words))


def describe_pairs(
    terms: Terms,
    texts: Sequence[str],
    title: str,
    vocabulary: Vocabulary,
    rarity: Singles,
    pair_rarity: Singles,
) -> Pairs:
    """The pairs in ``terms``, which are those of a body's sentences ``texts``.

    ``rarity`` and ``pair_rarity`` are log inverse document frequencies in a news collection, by
    number in ``vocabulary`` and by ``bucket_pairs``.
    """
    n, singles = len(texts), len(terms.words)
    numbers = vocabulary.number(terms.words)
    headline = terms.vector(title)
    in_title = headline > 0
    split = np.searchsorted(terms.columns, singles)  # entries of words, then of pairs
    told = np.where(in_title[:singles], rarity[numbers], 0).astype(np.float64)
    title_share = _sum_by(terms.rows[:split], told[terms.columns[:split]], n)
    title_share /= max(told.sum(), 1e-6)
    title_likeness = terms.times(headline)
    title_likeness /= max(title_likeness.max(), 1e-6)
    centrality = terms.times(terms.transposed_times(np.ones(n)))
    centrality /= max(centrality.max(), 1e-6)

    place = np.arange(n)
    of_sentences = np.array(
        [
            1 / np.sqrt(1 + place),
            place / n,
            place == 0,
            place == n - 1,
            np.log1p(terms.lengths) / 4,
            title_likeness,
            title_share,
            centrality,
            np.full(n, np.log(n) / 4),
            [text.endswith("?") for text in texts],
            ["“" in text or '"' in text for text in texts],
        ],
        np.float32,
    )
    spread = np.log1p(terms.spread)
    rows, columns = terms.rows[split:], terms.columns[split:] - singles
    starts = terms.spread[singles:].cumsum() - terms.spread[singles:]
    left, right, first = terms.left, terms.right, terms.first_row
    of_pairs = np.array(
        [
            spread[singles:],
            in_title[singles:],
            pair_rarity[bucket_pairs(numbers[left], numbers[right])] / 10,
            terms.first_place / terms.lengths[first],
            np.log1p(terms.first_place),
            *(
                np.maximum.reduceat(of_sentence[rows], starts)
                for of_sentence in (title_likeness, title_share, centrality)
            ),
        ],
        np.float32,
    )
    of_words = np.array([in_title[:singles], spread[:singles]], np.float32)
    return Pairs(of_sentences.T, of_words.T, of_pairs.T, numbers, first, left, right, rows, columns)


BLOCK = 512
"""How many pairs are guessed at once: little memory, and too little work for BLAS to call threads,
which cost more than they bring here."""


@dataclass(frozen=True, slots=True)
class PairModel:
    """Guesses which of a body's syllable pairs its lead would use; made by training/ranker.py.

    A small network. Its first layer adds what is known of the pair's first sentence, its left
    word, its right word, and itself, so that each is computed once; ``left`` and ``right`` are
    what a word brings there by itself.
    """

    vocabulary: Vocabulary
    rarity: Singles
    pair_rarity: Singles
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
def load_pair_model() -> PairModel:
    """The model shipped beside this file."""
    with np.load(Path(__file__).with_name("ranking.npz")) as arrays:
        tables = {name: arrays[name].astype(np.float32) for name in arrays if name != "words"}
        words = arrays["words"].tobytes().decode().split("\n")
    return PairModel(Vocabulary(words), **tables)


@lru_cache(maxsize=1)
def guess_pairs(texts: tuple[str, ...], title: str) -> tuple[Terms, Pairs, Floats, Floats]:
    """A body's syllable pairs, each one's probability of standing in the lead, and its worth.

    The latter two are as ``PairModel.guess`` gives them. Remembered for one article.
    """
    terms, model = count_terms(texts), load_pair_model()
    pairs = describe_pairs(terms, texts, title, model.vocabulary, model.rarity, model.pair_rarity)
    return terms, pairs, *model.guess(pairs)


LEAD_LENGTH = 35.0
"""How many pairs the lead is taken to tell that is to be guessed."""

AFTER_LEAD_LENGTH = 150.0
"""How many pairs a summary tells beside the lead where the lead stands in the text."""

AFTER_LEAD_PRIOR = 0.1
"""What being early is worth after the lead, which the body retells in order of importance."""

ACT_WORTH = 0.015
"""What telling a demand is worth after the lead, in F1, and what telling praise costs."""

LEANING_COST = 0.025
"""What opening with a word that leans on the sentence before costs, in F1."""

CHOICES = 10
"""After so many choices of ``rank_by_coverage`` the others are scored by themselves."""


def rank_by_coverage(article: Article, sentences: Sequence[Sentence]) -> list[float]:
    """How early each sentence is chosen for a summary that tells what a lead would tell.

    A model guesses of every pair of syllables whether it would stand in the article's lead
    (learned concept weights: Li, Qian and Liu, ACL 2013). Sentences are chosen one after the
    other so that the guessed overlap of all chosen with the lead, as F1, is highest; a pair
    counts once (maximum coverage: Gillick and Favre, ILP-NLP 2009). The score is 1 for the first
    choice, 1/2 for the second, and so on. A recognised lead comes first, before any choice, and
    after it early sentences and demands are preferred, and praise is not.
    """
    n = len(sentences)
    texts = tuple(sentence.text for sentence in sentences)
    if not len(count_terms(texts).left):
        return rank_by_position(article, sentences)
    terms, pairs, guesses, worth = guess_pairs(texts, article.title or "")
    guesses = guesses.copy()
    lead = find_lead(article, sentences)
    lengths = np.maximum(terms.lengths - 1, 0).astype(np.float64)
    others = lengths + (AFTER_LEAD_LENGTH if lead else LEAD_LENGTH)
    prior = _sum_by(pairs.rows, worth[pairs.columns], n) / np.maximum(lengths, 1)
    if lead:
        prior += AFTER_LEAD_PRIOR / np.sqrt(1 + np.arange(n))
        prior += [ACT_WORTH * weigh_act(text) for text in texts]
    prior -= [LEANING_COST * leans(text) for text in texts]

    # Only pairs in several sentences can be told before a sentence's turn comes.
    shared = terms.spread[len(terms.words) :][pairs.columns] > 1
    own = _sum_by(pairs.rows[~shared], guesses[pairs.columns[~shared]], n)
    rows, columns = pairs.rows[shared], pairs.columns[shared]
    covered = 0.0
    scores = np.zeros(n)
    chosen = np.zeros(n, bool)
    for place in range(min(n, max(CHOICES, lead))):
        new = own + _sum_by(rows, guesses[columns], n)
        value = 2 * (covered + new) / others + prior
        value[chosen] = -np.inf
        best = place if place < lead else int(value.argmax())
        if not place:
            scores = new / others / (CHOICES + 1)
        scores[best] = 1 / (1 + place)
        chosen[best] = True
        covered += new[best]
        others += lengths[best]
        guesses[columns[rows == best]] = 0
    return [float(score) for score in scores]


_DEMAND = re.compile(r"\b(?:yêu cầu|đề nghị|chỉ đạo|kiến nghị)\b(?! (?:của|này|đó)\b)")
_PRAISE = re.compile(
    r"\b(?:đánh giá cao|biểu dương|ghi nhận|chúc mừng|[Hh]uân chương|[Nn]hân dịp|cảm ơn)\b"
)


def weigh_act(text: str) -> int:
    """1 for a sentence that tells what somebody demands, -1 for one that tells praise, else 0."""
    return bool(_DEMAND.search(text)) - bool(_PRAISE.search(text))


LONGEST_LEAD = 10
"""A first paragraph of more sentences is the text itself."""

LEAD_LIKENESS = 0.8
"""From what sum of two shares on a first paragraph is a lead: of the headline's words those that
it holds, and of its syllable pairs those that the body holds again."""


def find_lead(article: Article, sentences: Sequence[Sentence]) -> int:
    """How many of the first sentences make up the lead; 0 where the article begins at once.

    A page with its date was copied from its top, where the lead stands. Elsewhere the first
    paragraph may be any: a lead tells the headline's news in short and is retold below
    (82 % of the leads of clusters/dev pass, 44 % of the first sentences of vietnews/val).
    """
    start = article.text.find(article.lead) if article.lead else -1
    if start < 0 or article.lead is None:
        return 0
    count = sum(sentence.start < start + len(article.lead) for sentence in sentences)
    if count > LONGEST_LEAD:
        return 0
    if article.published:
        return count
    terms = count_terms(sentence.text for sentence in sentences)
    inside = np.bincount(terms.columns[terms.rows < count], minlength=len(terms.idf))
    headline = set(syllables(article.title or ""))
    told = sum(word in terms.words and inside[terms.words[word]] > 0 for word in headline)
    pairs = np.flatnonzero(inside[len(terms.words) :]) + len(terms.words)
    retold = int((terms.spread[pairs] > inside[pairs]).sum())
    likeness = told / max(len(headline), 1) + retold / max(len(pairs), 1)
    return count if likeness >= LEAD_LIKENESS else 0


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

_FINISHED = re.compile(r"[.!?…:;][\W_]*\Z")


_ASKS = re.compile(r"(?:\?[”\"’»)]*(?: ?\([^()]{2,70}\))?|\A\([^()]+\)\.?)\Z")  # or "(Theo TTXVN)"


def _tells_little(sentences: Sequence[Sentence], index: int) -> bool:
    """Whether a sentence is a question or too short to say much, stands in parentheses, or is a
    line without a stop that has its paragraph to itself.

    Within a paragraph one character at most parts two sentences, between paragraphs two.
    """
    text = sentences[index].text
    if _ASKS.search(text, len(text) - 90) or text.count(" ") < FEW_WORDS - 1:
        return True
    if _FINISHED.search(text, len(text) - 9):
        return False
    around = sentences[max(0, index - 1) : index + 2]
    return all(later.start - earlier.end > 1 for earlier, later in pairwise(around))


def find_doubtful(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The indices of the sentences in paragraphs that may be the site's."""
    if not article.doubtful:
        return frozenset()
    lengths = (len(paragraph) + 2 for paragraph in article.paragraphs)
    ends = list(accumulate(lengths))
    return frozenset(
        index
        for index, sentence in enumerate(sentences)
        if bisect_right(ends, sentence.start) in article.doubtful
    )


def choose(
    sentences: Sequence[Sentence],
    scores: Sequence[float],
    n: int,
    doubtful: Collection[int] = (),
) -> tuple[int, ...]:
    """The indices of the ``n`` best sentences that do not repeat each other, in article order.

    Fewer come back only where fewer are left without a near-duplicate; ties break by position.
    ``doubtful`` are the indices of sentences that may not be the article's.
    """
    return tuple(sorted(pick(sentences, scores, n, doubtful)))


def pick(
    sentences: Sequence[Sentence],
    scores: Sequence[float],
    n: int,
    doubtful: Collection[int] = (),
) -> list[int]:
    """The same choice, best first: maximal marginal relevance (Carbonell and Goldstein, 1998).

    Sentences that hang in the air, that tell little or are doubtful are taken when nothing else is
    near in score.
    """
    worth = np.asarray(scores, np.float64)
    if not len(worth):
        return []
    worth = (worth - worth.min()) / (np.ptp(worth) or 1)
    top = np.argsort(-worth, kind="stable")[: len(worth) if n > POOL // 4 else POOL]
    worth[top] -= [
        HANGING_COST * leans(sentences[index].text)
        + LITTLE_COST * _tells_little(sentences, index)
        + DOUBT_COST * (index in doubtful or sentences[index].text.endswith(":"))
        for index in top
    ]
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
    chosen: Sequence[int],
    ranker: str | Ranker = DEFAULT_RANKER,
) -> list[tuple[str, ...]]:
    """For each of the ``chosen`` sentences short phrases that tell a reader why ``ranker`` put it
    where it stands.

    The first says where; for the default ranker others follow, each a thing that it looks at.
    """
    if len(sentences) == 1:
        return [("the only sentence",)]
    descending = sorted(scores, reverse=True)
    standings = []
    for index in chosen:
        place = 1 + descending.index(scores[index])
        standing = "the most important" if place == 1 else f"number {place} in importance"
        standings.append(f"{standing} of {len(sentences)} sentences")
    if ranker != DEFAULT_RANKER:
        name = ranker if isinstance(ranker, str) else "the given ranker"
        return [(f"{standing} by {name}",) for standing in standings]
    lead = find_lead(article, sentences)
    headline = set(syllables(article.title or "")) - STOP_WORDS
    terms = count_terms(sentence.text for sentence in sentences)
    centrality = terms.times(terms.transposed_times(np.ones(len(sentences))))
    reasons = []
    for index, standing in zip(chosen, standings, strict=True):
        phrases = [standing]
        if index < lead:
            phrases.append("stands in the article's lead")
        elif index == 0:
            phrases.append("opens the article")
        words = set(syllables(sentences[index].text))
        if (shared := len(words & headline)) >= 2:
            phrases.append(f"shares {shared} words with the headline")
        if len(sentences) > 3 and (centrality > centrality[index]).mean() < 0.25:
            phrases.append("close to what the rest of the article says")
        if any(word[0].isdigit() for word in words):
            phrases.append("carries figures")
        reasons.append(tuple(phrases))
    return reasons
