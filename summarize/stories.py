"""Many articles to stories: which of them tell of one event, and what they tell together (pure).

Both rest on what the default ranker learned (``ranking.guess_pairs``): how likely each pair of
neighbouring syllables is to stand in the lead that an editor would write. An article is about
its likeliest pairs, and about those and the words that it repeats though they are rare in the
news; articles that have many of them in common are on one event; and a story's points are the
sentences that cover most of what its articles' leads would tell.
"""

from __future__ import annotations

import datetime
import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np

from summarize.figures import have_other_figures
from summarize.openings import leans, without_opening
from summarize.ranking import (
    HANGING_COST,
    Floats,
    Ints,
    Terms,
    bucket_pairs,
    count_terms,
    find_doubtful,
    guess_pairs,
    load_pair_model,
)
from summarize.sentences import split_sentences
from summarize.types import (
    HEADLINE_FAULT,
    Article,
    Citation,
    KeyPoint,
    Sentence,
    Story,
    StoryPoint,
    Summary,
)

SIGNATURE_TERMS = 48
"""How many terms of each kind say what an article is about."""

PAIR_WEIGHT = 0.7
"""What repeated rare pairs weigh in a signature against likely pairs and repeated rare words."""

SAME_EVENT = 0.21
"""Articles are on one event where their signatures' mean cosine is this or more."""

BACKGROUND = 30_000
"""So many other articles, without any of their terms, are thought beside those that are grouped, so
that a term's weight hardly depends on how many these are."""

SAME_EVENT_DAYS = 3
"""The articles of a story were published within so many days."""

NEIGHBOURS = 32
"""With how many others an article is compared because of one term that they have in common."""

EXTRA_POINTS = 2
"""A story gets a point more for each further article, up to so many."""

SAME_FACT = 0.5
"""A sentence repeats others that have this share of its weight or more."""

_ENTRY = np.dtype([("term", "<u4"), ("weight", "u1")])
_BLOCK = 1 << 7  # rows compared at once, in some 40 MB


def sign_article(article: Article, sentences: Sequence[Sentence]) -> bytes:
    """What the article is about, in at most ``15 * SIGNATURE_TERMS`` bytes.

    The pairs of syllables that are likeliest to stand in its lead, and the pairs and the single
    syllables with the highest tf-idf: each a 32-bit hash with a weight, those of one kind a
    vector of fixed length. A text without pairs has none.
    """
    texts = tuple(sentence.text for sentence in sentences)
    terms = count_terms(texts)
    if not len(terms.left):
        return b""
    model = load_pair_model()
    _, pairs, guesses, _ = guess_pairs(texts, article.title or "")
    left, right = pairs.numbers[terms.left], pairs.numbers[terms.right]
    # A pair with a word that the collection lacks is as rare as that.
    rarity = np.where(
        (left == 0) | (right == 0), model.rarity[0], model.pair_rarity[bucket_pairs(left, right)]
    )
    words, often = list(terms.words), np.log1p(terms.spread)
    names = _name_pairs(words, terms)
    entries = [
        *_pick_entries("", names, guesses, 1.0),
        *_pick_entries("#", names, often[len(words) :] * rarity, PAIR_WEIGHT),
        *_pick_entries("$", words, often[: len(words)] * model.rarity[pairs.numbers], 1.0),
    ]
    return np.array(sorted(entries), _ENTRY).tobytes()


def _pick_entries(
    mark: str, names: Sequence[str], weights: Floats, length: float
) -> Iterator[tuple[int, int]]:
    """The terms of greatest weight, hashed with the mark of their kind, as a vector of a length."""
    best = sorted(zip((-weights).tolist(), names, strict=True))[:SIGNATURE_TERMS]
    norm = math.sqrt(sum(weight * weight for weight, _ in best)) or 1.0
    for weight, name in best:
        yield zlib.crc32(f"{mark}{name}".encode()), round(-250 * length * weight / norm)


def group_articles(
    signatures: Sequence[bytes], days: Sequence[datetime.date | None]
) -> list[tuple[int, ...]]:
    """The articles' places in the input, each in one group: those on one event together.

    ``signatures`` are what ``sign_article`` gave, ``days`` those of publication. Groups merge, the
    closest first, while the mean cosine between their members is ``SAME_EVENT`` or more (group
    average linkage: Sokal and Michener, 1958) and the merged would span no more than
    ``SAME_EVENT_DAYS``; undated articles fit any day. Time grows near n log n, since only
    groups that hold neighbours are compared.

    A group's most central article stands first, the others as given; groups stand by the first
    given of their articles. The order given decides nothing else.
    """
    spans = list(map(_span, days))
    # An order of their own, in which neighbours are near in time and ties break.
    order = sorted(range(len(spans)), key=lambda place: (spans[place], signatures[place]))
    vectors = _Vectors([signatures[place] for place in order])
    groups = []
    for group in _merge(vectors, [spans[place] for place in order]):
        places = sorted(order[row] for row in group)
        if len(group) > 1:
            total = vectors.sum(group)
            central = min((-round(_dot(vectors[row], total), 9), order[row]) for row in group)[1]
            places.sort(key=lambda place: (place != central, place))
        groups.append(tuple(places))
    return sorted(groups, key=min)


_Span = tuple[int, int]
_Vector = dict[int, float]


def _span(day: datetime.date | None) -> _Span:
    """First and last day as numbers; an undated article's are such that any day joins them."""
    return (day.toordinal(), day.toordinal()) if day else (datetime.MAXYEAR * 366, 0)


def _join(one: _Span, other: _Span) -> _Span:
    return min(one[0], other[0]), max(one[1], other[1])


def _fits(span: _Span) -> bool:
    return span[1] - span[0] <= SAME_EVENT_DAYS


class _Vectors:
    """Signatures as sparse unit vectors, the terms weighed by inverse document frequency.

    What a single signature holds is left out after it has counted for the length.
    """

    def __init__(self, signatures: Sequence[bytes]) -> None:
        entries = np.frombuffer(b"".join(signatures), _ENTRY)
        lengths = np.array([len(signature) // _ENTRY.itemsize for signature in signatures], int)
        rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        _, kinds, spread = np.unique(entries["term"], return_inverse=True, return_counts=True)
        idf = np.log(1 + (len(lengths) + BACKGROUND) / spread).astype(np.float32)
        values = entries["weight"] * idf[kinds]
        values /= np.maximum(np.sqrt(np.bincount(rows, values**2, len(lengths))), 1e-9)[rows]
        shared = spread[kinds] > 1
        self.terms, self.values = entries["term"][shared], values[shared]
        self.rows = rows[shared]
        self.bounds = np.searchsorted(self.rows, np.arange(len(lengths) + 1, dtype=np.int32))

    def __getitem__(self, row: int) -> _Vector:
        mine = slice(self.bounds[row], self.bounds[row + 1])
        return dict(zip(self.terms[mine].tolist(), self.values[mine].tolist(), strict=True))

    def sum(self, rows: Iterable[int]) -> _Vector:
        total: _Vector = {}
        for row in rows:
            _add(self[row], total)
        return total

    def neighbours(self, threshold: float) -> Iterator[tuple[float, int, int]]:
        """Rows with that cosine or more, as (-cosine, row, later row).

        Of a term that many rows hold, each is compared with the next ``NEIGHBOURS`` only. Two
        rows whose cosine comes to half the threshold so are then compared in full.
        """
        by_term = np.argsort(self.terms, kind="stable").astype(np.int32)
        terms, rows, values = self.terms[by_term], self.rows[by_term], self.values[by_term]
        places = np.empty_like(by_term)
        places[by_term] = np.arange(len(by_term), dtype=np.int32)
        count = len(self.bounds) - 1
        for start in range(0, count, _BLOCK):
            stop = min(start + _BLOCK, count)
            left = np.sort(places[self.bounds[start] : self.bounds[stop]])
            codes: list[Ints] = []
            products: list[Floats] = []
            for distance in range(1, NEIGHBOURS + 1):
                left = left[left + distance < len(terms)]
                left = left[terms[left] == terms[left + distance]]
                codes.append(rows[left].astype(np.int64) * count + rows[left + distance])
                products.append(values[left] * values[left + distance])
            found, inverse = np.unique(np.concatenate(codes), return_inverse=True)
            cosines = np.bincount(inverse, np.concatenate(products), len(found))
            for code in found[cosines >= threshold / 2].tolist():
                row, other = divmod(code, count)
                cosine = self.dot(row, other)
                if cosine >= threshold:
                    yield -cosine, row, other

    def dot(self, row: int, other: int) -> float:
        """The cosine of two rows."""
        mine = slice(self.bounds[row], self.bounds[row + 1])
        theirs = slice(self.bounds[other], self.bounds[other + 1])
        places = np.searchsorted(self.terms[theirs], self.terms[mine])
        places = np.minimum(places, theirs.stop - theirs.start - 1)
        same = self.terms[theirs][places] == self.terms[mine]
        return float(self.values[mine][same] @ self.values[theirs][places[same]])


def _dot(one: _Vector, other: _Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[term] for term, value in one.items() if term in other)


def _add(vector: _Vector, total: _Vector) -> None:
    for term, value in vector.items():
        total[term] = total.get(term, 0.0) + value


def _merge(vectors: _Vectors, spans: list[_Span]) -> list[list[int]]:
    """The rows in groups.

    A merged group gets a new number. The mean cosine of a group with another is no more than the
    highest of its parts with that, so a heap of outdated values has the closest groups on top
    as soon as its top is up to date.
    """
    count = len(spans)
    spans = list(spans)
    parents = list(range(count))
    merged: dict[int, tuple[list[int], _Vector]] = {}
    seen = set()
    heap = list(vectors.neighbours(SAME_EVENT))
    heapify(heap)

    def find(number: int) -> int:
        while (parent := parents[number]) != number:
            parents[number] = number = parents[parent]
        return number

    def members(number: int) -> tuple[list[int], _Vector]:
        return merged.get(number) or ([number], vectors[number])

    while heap:
        _, one, other = heappop(heap)
        now = (find(one), find(other))
        now = (min(now), max(now))
        if now == (one, other):
            span = _join(spans[one], spans[other])
            if not _fits(span):
                continue
            small, large = sorted((members(one), members(other)), key=lambda m: len(m[0]))
            large[0].extend(small[0])
            _add(small[1], large[1])
            parents[one] = parents[other] = len(parents)
            merged[len(parents)] = large
            merged.pop(one, None)
            merged.pop(other, None)
            parents.append(len(parents))
            spans.append(span)
        elif now[0] != now[1] and now not in seen:
            seen.add(now)
            first, second = members(now[0]), members(now[1])
            cosine = _dot(first[1], second[1]) / (len(first[0]) * len(second[0]))
            if cosine >= SAME_EVENT:
                heappush(heap, (-cosine, *now))
    alone = [[row] for row in range(count) if parents[row] == row]
    return alone + [rows for rows, _ in merged.values()]


def tell_story(summaries: Sequence[Summary], n: int) -> Story:
    """What articles on one event tell together: ``n`` points and a few more.

    A single article keeps its own points. Of several, sentences are chosen one after the other
    that add most, for their length, to what the chosen ones tell of the articles' leads (maximum
    coverage of weighted concepts: Gillick and Favre, ILP-NLP 2009; by steps, gain over the
    power of length: Lin and Bilmes, HLT 2010). A pair of syllables weighs the more, the
    likelier it is in a lead and the more articles it is likely in. Sentences that repeat what
    was chosen are left out, and so fewer points may come back. Every article that tells a point
    too, or tells it with other figures, is cited with the sentence that comes closest; the newest
    of those with other figures is quoted itself where the sentences are otherwise alike. What is
    to be known of an article's text is a note of the story.
    """
    if len(summaries) == 1:
        return Story.of_one(summaries[0])
    articles = [summary.article for summary in summaries]
    room = _Room(articles)
    points: list[StoryPoint] = []
    best = 0.0
    for place, value in room.choose(n + min(len(summaries) - 1, EXTRA_POINTS)):
        best = best or value
        also, other_figures = room.find_retellings(place)
        why = (f"told by {len(also) + 1} of {len(summaries)} articles",)
        point = KeyPoint(without_opening(room.sentences[place]), value / best, why)
        points.append(StoryPoint(int(room.articles[place]), point, also, other_figures))
    notes = [
        f"{article.source or 'An article'}: {note}"
        for article in articles
        for note in article.notes
    ]
    notes += [note for note in summaries[0].notes if note.startswith(HEADLINE_FAULT)]
    return Story(tuple(summaries), tuple(points), tuple(notes))


class _Room:
    """The sentences of several articles and the pairs of syllables in them.

    Entry k says that sentence ``rows[k]`` holds pair ``columns[k]``; no two entries are equal.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        texts = [split_sentences(article.text) for article in articles]
        leads = [_guess_lead(*each) for each in zip(articles, texts, strict=True)]
        starts = [0, *accumulate(map(len, texts[:-1]))]
        numbers: dict[str, int] = {}
        columns = [
            np.array([numbers.setdefault(name, len(numbers)) for name in lead.names], int)
            for lead in leads
        ]
        guesses = np.concatenate([lead.guesses for lead in leads])
        self.sentences = tuple(chain.from_iterable(texts))
        self.doubtful = [
            start + index
            for start, article, sentences in zip(starts, articles, texts, strict=False)
            for index in find_doubtful(article, sentences)
        ]
        self.articles = np.repeat(np.arange(len(texts)), list(map(len, texts)))
        self.days = [article.published or datetime.date.min for article in articles]
        self.rows = np.concatenate(
            [lead.rows + start for lead, start in zip(leads, starts, strict=False)]
        )
        self.columns = np.concatenate(
            [of[lead.columns] for lead, of in zip(leads, columns, strict=True)]
        )
        # How many leads would tell a pair, damped as in tf-idf: the fourth adds less than the
        # second.
        self.weights = np.sqrt(np.bincount(np.concatenate(columns), guesses, len(numbers)))
        self.bounds = np.searchsorted(self.rows, np.arange(len(self.sentences) + 1))

    def choose(self, n: int) -> Iterator[tuple[int, float]]:
        """Up to ``n`` sentences, best first, each with what it adds."""
        weights = self.weights.copy()
        alone = self._weigh(weights)
        lengths = np.maximum(np.diff(self.bounds), 1)
        costs = np.array([1 - HANGING_COST * leans(s.text) for s in self.sentences])
        if len(self.doubtful) < len(costs):
            costs[self.doubtful] = 0
        for _ in range(n):
            new = self._weigh(weights)
            # Rounded, so that the order in which articles are given cannot show.
            value = np.round(new * costs / np.sqrt(lengths), 9)
            value[new <= (1 - SAME_FACT) * alone] = 0
            best = int(value.argmax())
            if not value[best]:
                return
            added = float(value[best])
            best = self._update(best, np.flatnonzero((value > 0) & (costs >= costs[best])))
            yield best, added
            weights[self._pairs(best)] = 0

    def find_retellings(self, row: int) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
        """For each other article that tells what sentence ``row`` tells, its sentence for that:
        those that agree, and those that have other figures.
        """
        also: list[Citation] = []
        other_figures: list[Citation] = []
        for closest in self._find_closest(row):
            citation = Citation(int(self.articles[closest]), self.sentences[closest])
            (other_figures if self._differ(row, closest) else also).append(citation)
        return tuple(also), tuple(other_figures)

    def _update(self, row: int, among: Ints) -> int:
        """The sentence of a newer article that is like sentence ``row`` but for its figures; that
        of the newest, or ``row`` itself where there is none.
        """
        day = self._day(row)
        newer = [
            other
            for other in self._find_closest(row)
            if other in among
            and self._day(other) > day
            and self._differ(row, other)
            and self._shares(other)[row] >= SAME_FACT
        ]
        return max(
            newer, key=lambda other: (self._day(other), self.sentences[other].text), default=row
        )

    def _find_closest(self, row: int) -> list[int]:
        """Of each other article that tells what sentence ``row`` tells, the sentence closest."""
        shares = self._shares(row)
        found = []
        for article in range(len(self.days)):
            mine = np.flatnonzero(self.articles == article)
            closest = int(mine[shares[mine].argmax()])
            if article != self.articles[row] and shares[closest] >= SAME_FACT:
                found.append(closest)
        return found

    def _shares(self, row: int) -> Floats:
        """How much of sentence ``row`` each sentence holds, by weight."""
        weights = np.zeros(len(self.weights))
        weights[self._pairs(row)] = self.weights[self._pairs(row)]
        return self._weigh(weights) / max(float(weights.sum()), 1e-12)

    def _differ(self, row: int, other: int) -> bool:
        return have_other_figures(self.sentences[row].text, self.sentences[other].text)

    def _day(self, row: int) -> datetime.date:
        return self.days[int(self.articles[row])]

    def _weigh(self, weights: Floats) -> Floats:
        held = weights[self.columns]
        return np.bincount(self.rows, held, len(self.sentences)).astype(np.float64)

    def _pairs(self, row: int) -> Ints:
        return self.columns[self.bounds[row] : self.bounds[row + 1]]


class _Lead(NamedTuple):
    """The pairs of syllables in an article's sentences.

    Pair ``names[i]`` stands in the article's lead with probability ``guesses[i]``. Entry k says
    that sentence ``rows[k]`` holds pair ``columns[k]``, sorted by sentence.
    """

    names: list[str]
    guesses: Floats
    rows: Ints
    columns: Ints


def _guess_lead(article: Article, sentences: Sequence[Sentence]) -> _Lead:
    texts = tuple(sentence.text for sentence in sentences)
    if not len(count_terms(texts).left):
        return _Lead([], np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.int64))
    terms, pairs, guesses, _ = guess_pairs(texts, article.title or "")
    order = pairs.rows.argsort(kind="stable")
    names = _name_pairs(list(terms.words), terms)
    return _Lead(names, guesses, pairs.rows[order], pairs.columns[order])


def _name_pairs(words: Sequence[str], terms: Terms) -> list[str]:
    sides = zip(terms.left.tolist(), terms.right.tolist(), strict=True)
    return [f"{words[left]} {words[right]}" for left, right in sides]
