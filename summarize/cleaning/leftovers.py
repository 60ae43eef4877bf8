"""Lines that no rule knows: how likely each is the site's rather than the article's (pure).

Boosted trees (Friedman, 2001) over a line's shape, its words and its neighbours, learned from whole
pages by training/leftovers.py. The words count as in a naive Bayes classifier, whose log odds are
among the features, and as in a linear support vector machine that tells photo captions from an
article's sentences. A page is judged twice, the second time with what the first found of the lines
around each (stacked sequential learning, Cohen and Carvalho, 2005).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summarize.cleaning.furniture import BUTTON, CAPTION, RELATED
from summarize.cleaning.lines import (
    ITEM,
    LONG,
    OPENER,
    TELLS,
    TIME,
    Pair,
    count_words,
    find_pairs,
    has_full_stop,
    has_stop,
    is_name,
)
from summarize.words import VIETNAMESE_LETTER, syllables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHIPPED = Path(__file__).with_name("leftovers.npz")
_MOST_LINES = 1000  # bounds time and memory
_LONG = 25  # words
_FAR = 9  # lines, and all that is farther
_UNKNOWN = 0.5  # the chance of a line beyond the page
_LIKELY = 0.5
_MOST_ADDED = 0.3  # to a line's chance by the others around it, as they can lead astray
_DIGITS = re.compile(r"\d+")
_FIGURE = re.compile(r"(?<!\S)[+-]?\d[\d.,]*%?(?!\S)")
_TIME = re.compile(TIME)
_QUOTES = re.compile('["“”]')
# What captions have: where people are, on which side, and when it was.
_SCENE = re.compile(r"\b(?:bên|tại|trong|trên|cùng|đang|ở)\b")
_SIDE = re.compile(r"\((?:trái|phải|giữa|bìa|áo|thứ|ngoài)\b")
_DATED = re.compile(r"(?:\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?|(?:năm|tháng \d{1,2},) \d{4})\.?\Z")
_PEOPLE = re.compile(
    r"(?:Ông|Bà|Chị|Anh|Em|Các|Những|Người|Một|Nhiều|Cán bộ|Công nhân|Nông dân|Học sinh|Lực lượng"
    r"|Đoàn|Lãnh đạo|Đồng chí)\b"
)


class Tokens(NamedTuple):
    """What a line's tokens (``list_tokens``) tell: the log odds that it is the site's, and the
    weights for a photo caption.
    """

    odds: Mapping[str, float]
    captions: Mapping[str, float]


class Forest(NamedTuple):
    """Boosted trees over the features that ``features`` names.

    Node i asks whether feature ``feature[i]`` is ``threshold[i]`` or less, and goes on at
    ``below[2 * i + 1]`` if so, else at ``below[2 * i]``; a leaf leads to itself, and ``value[i]``
    is its answer. The trees begin at ``roots``; their answers add up to log odds.
    """

    features: list[str]
    feature: NDArray[Any]
    threshold: NDArray[Any]
    below: NDArray[Any]
    value: NDArray[Any]
    roots: NDArray[Any]


class Model(NamedTuple):
    """What was learned: ``alone`` judges a line by ``describe_lines``; ``among`` by that and by
    ``describe_chances``, whose features are the last of its own.
    """

    tokens: Tokens
    alone: Forest
    among: Forest


@cache
def load_model(path: Path = _SHIPPED) -> Model:
    """A model that training/leftovers.py wrote; the one shipped beside this file."""
    import numpy as np

    with np.load(path) as arrays:

        def read_words(name: str) -> list[str]:
            text: str = arrays[name].tobytes().decode()
            return text.split("\n") if text else []

        def read_weights(name: str) -> dict[str, float]:
            weights = arrays[name].astype(float).tolist()
            return dict(zip(read_words(f"{name}: tokens"), weights, strict=True))

        def read_forest(name: str) -> Forest:
            trees = {field: arrays[f"{name}: {field}"] for field in Forest._fields[1:]}
            # What numpy takes without converting it.
            trees |= {
                field: trees[field].astype(np.intp) for field in ("feature", "below", "roots")
            }
            trees["value"] = trees["value"].astype(np.float64)
            return Forest(read_words(f"{name}: features"), **trees)

        tokens = Tokens(*map(read_weights, Tokens._fields))
        return Model(tokens, read_forest("alone"), read_forest("among"))


def rate_lines(
    lines: Sequence[str], reasons: Mapping[int, str], title: str, suspects: Collection[int]
) -> dict[int, float]:
    """For each line that is kept the probability that it is the site's; long paragraphs have none,
    as they are the article's, nor have texts of more lines than a page.

    ``lines`` are the body's, ``reasons`` those for which some, by index, are left out; ``title``
    is the article's; ``suspects`` are the indices of what looks like other articles' headlines.
    """
    if len(lines) - len(reasons) > _MOST_LINES:
        return {}
    model = load_model()
    described = describe_lines(lines, reasons, title, suspects, model.tokens)
    is_kept = [index not in reasons for index in range(len(lines))]
    return join_rows(lines, judge(described, is_kept, model))


def join_rows(lines: Sequence[str], chances: Mapping[int, float]) -> dict[int, float]:
    """The chances, with one for all neighbouring rows of figures, the least: a table is whole."""
    joined = dict(chances)
    rows = [index for index in chances if len(_FIGURE.findall(lines[index])) >= 3]
    for _, run in groupby(enumerate(rows), lambda numbered: numbered[1] - numbered[0]):
        table = [index for _, index in run]
        joined.update(dict.fromkeys(table, min(chances[index] for index in table)))
    return joined


Described = Mapping[int, Mapping[str, float]]
"""The features of some of a page's lines, by index."""


def judge(described: Described, is_kept: Sequence[bool], model: Model) -> dict[int, float]:
    """The probabilities for the lines of one page that ``describe_lines`` described; ``is_kept``
    tells of all its lines which no rule left out.
    """
    import numpy as np

    if not described:
        return {}
    rows = to_rows(described.values(), model.alone.features)
    alone = rate(rows, model.alone)
    among = describe_chances(described, alone, is_kept)
    more = to_rows(among, model.among.features[rows.shape[1] :])
    chances = rate(np.hstack([rows, more]), model.among)
    return {
        index: min(chance, first + _MOST_ADDED)
        for index, first, chance in zip(described, alone, chances, strict=True)
    }


def to_rows(
    described: Iterable[Mapping[str, float]], features: Sequence[str]
) -> NDArray[np.float32]:
    """A row for each line, a column for each of the features."""
    import numpy as np

    return np.array([[line.get(name, 0.0) for name in features] for line in described], np.float32)


def rate(rows: NDArray[np.float32], forest: Forest) -> list[float]:
    """The probabilities for lines with these features."""
    import numpy as np

    begins = np.repeat(np.arange(len(rows)) * rows.shape[1], len(forest.roots))
    values, nodes, above = rows.ravel(), np.tile(forest.roots, len(rows)), None
    while above is None or (nodes != above).any():
        goes_left = values.take(begins + forest.feature.take(nodes)) <= forest.threshold.take(nodes)
        nodes, above = forest.below.take(2 * nodes + goes_left), nodes
    odds = forest.value.take(nodes).reshape(len(rows), -1).sum(axis=1)
    chances: list[float] = (1 / (1 + np.exp(-odds))).tolist()
    return chances


def describe_chances(
    described: Described, chances: Sequence[float], is_kept: Sequence[bool]
) -> list[dict[str, float]]:
    """What ``chances``, the probabilities of the described lines, tell of each by the others. Of
    the lines without, those that a rule left out are the site's, and long paragraphs the article's.
    """
    page = [float(not kept) for kept in is_kept]
    for index, chance in zip(described, chances, strict=True):
        page[index] = chance
    has_stop = ["full stop" in line for line in described.values()]
    kinds = {
        kind: sorted(chance for chance, stop in zip(chances, has_stop, strict=True) if stop is kind)
        for kind in (True, False)
    }
    totals = {kind: sum(alike) for kind, alike in kinds.items()}
    likely = {kind: sum(chance > _LIKELY for chance in alike) for kind, alike in kinds.items()}
    shared = {
        "chance of the page": sum(page) / len(page),
        "chance of its short lines": sum(totals.values()) / max(len(chances), 1),
        "likely on the page": float(sum(likely.values())),
    }
    found = []
    for index, chance, stop in zip(described, chances, has_stop, strict=True):
        above, below = page[max(index - 4, 0) : index], page[index + 1 : index + 5]
        around = above + below
        alike = kinds[stop]
        others = len(alike) - 1
        found.append(
            {
                "chance": chance,
                "chance above": above[-1] if above else _UNKNOWN,
                "chance 2 above": above[-2] if len(above) > 1 else _UNKNOWN,
                "chance below": below[0] if below else _UNKNOWN,
                "chance 2 below": below[1] if len(below) > 1 else _UNKNOWN,
                "chance beside": min(above[-1:] + below[:1], default=_UNKNOWN),
                "chance around": sum(around) / len(around) if around else _UNKNOWN,
                "most chance of its kind": alike[-1 - (chance == alike[-1])] if others else 0.0,
                "chances of its kind": totals[stop] - chance,
                "likely of its kind": (likely[stop] - (chance > _LIKELY)) / max(others, 1),
                **shared,
            }
        )
    return found


def list_tokens(line: str) -> list[str]:
    """A line's syllables and pairs of neighbouring ones, and those at its ends once more, figures
    all alike.
    """
    words = [_DIGITS.sub("0", word) for word in syllables(line)]
    pairs = [f"{left} {right}" for left, right in pairwise(words)]
    ends = [f"^{words[0]}", f"{words[-1]}$", *(f"^{pair}" for pair in pairs[:1])] if words else []
    return words + pairs + ends


class _Line:
    """What is asked of a line again and again for its neighbours."""

    def __init__(self, text: str, *, is_kept: bool) -> None:
        self.text = text
        self.is_kept = is_kept
        self.count = count_words(text)
        self.has_stop = has_stop(text)
        self.has_full_stop = has_full_stop(text)
        self.is_paragraph = is_kept and self.count >= 12 and self.has_full_stop
        self.is_loose = is_kept and not self.has_stop and self.count <= 22
        self.has_letters = any(map(str.isalpha, text))
        self.is_name = is_name(text)
        self.is_time = bool(_TIME.fullmatch(text))
        self.has_colon = ": " in text
        self.is_item = bool(ITEM.match(text))
        self.pairs = find_pairs(text) if is_kept else frozenset()


_NOTHING = _Line("", is_kept=False)  # beyond the page


def describe_lines(
    lines: Sequence[str],
    reasons: Mapping[int, str],
    title: str,
    suspects: Collection[int],
    tokens: Tokens,
) -> dict[int, dict[str, float]]:
    """The features of each line that is kept, long paragraphs left out, by their names; what is
    not named is 0. The other arguments are as for ``rate_lines``.
    """
    page = _Page(lines, reasons, title)
    return {
        index: {
            name: float(value)
            for name, value in {
                **_describe_alone(line, tokens),
                **page.describe_place(index),
                "suspect": index in suspects,
            }.items()
            if value
        }
        for index, line in enumerate(page.lines)
        if line.is_kept and (not line.is_paragraph or line.count < _LONG)
    }


def _describe_alone(line: _Line, tokens: Tokens) -> dict[str, float]:
    text, count = line.text, line.count
    found = list_tokens(text)
    odds = sum(tokens.odds.get(token, 0.0) for token in found)
    mean = odds / math.sqrt(len(found) + 1)
    return {
        "count": min(count, 40),
        "sentences": min(text.count(". "), 3),
        "letters a word": min(len(text), 250) / count,
        "no letters": not line.has_letters,
        "stop": line.has_stop,
        "full stop": line.has_full_stop,
        "colon": text.endswith(":"),
        "semicolon or comma": text.endswith((";", ",")),
        "question": text.endswith("?"),
        "item": line.is_item,
        "told": bool(TELLS.search(text)),
        "opener": bool(OPENER.match(text)),
        "quote": bool(_QUOTES.search(text)),
        "comma within": "," in text,
        "figure": bool(_DIGITS.search(text)),
        "capitals": sum(word[0].isupper() for word in text.split()[1:]) / max(count - 1, 1),
        "small letter first": text[0].islower(),
        "name": line.is_name,
        "time": line.is_time,
        "colon within": line.has_colon,
        "scene": bool(_SCENE.search(text)),
        "side": bool(_SIDE.search(text)),
        "dated": bool(_DATED.search(text)),
        "people": bool(_PEOPLE.match(text)),
        "no Vietnamese letter": line.has_letters and not VIETNAMESE_LETTER.search(text),
        "words": mean,
        "words in all": max(-3.0, min(3.0, odds / 4)),
        "words, with stop": mean * line.has_stop,
        "words, few": mean * (count <= 4),
        "words of captions": sum(tokens.captions.get(token, 0.0) for token in set(found)),
    }


class _Page:
    """A body's lines and what they share."""

    def __init__(self, lines: Sequence[str], reasons: Mapping[int, str], title: str) -> None:
        self.lines = [_Line(text, is_kept=i not in reasons) for i, text in enumerate(lines)]
        self.reasons = reasons
        self.captions = sum(reason == CAPTION for reason in reasons.values())
        self.questions = sum(line.is_kept and line.text.endswith("?") for line in self.lines)
        self.long = sum(line.is_paragraph and line.count >= LONG for line in self.lines)
        self.paragraphs = [place for place, line in enumerate(self.lines) if line.is_paragraph]
        stopped = [line for line in self.lines if line.is_kept and line.has_full_stop]
        counts = sorted(line.count for line in stopped)
        self.middle = counts[len(counts) // 2] if counts else 0
        self.several = sum(map(_has_several, stopped)) / max(len(stopped), 1)
        self.headline = find_pairs(title)
        pairs = Counter(chain.from_iterable(self.lines[place].pairs for place in self.paragraphs))
        self.told = pairs.keys()
        self.times = sum(line.is_kept and line.is_time for line in self.lines)
        self.retold = {pair for pair, count in pairs.items() if count > 1}
        self.runs: list[int] = []
        for is_loose, run in groupby(line.is_loose for line in self.lines):
            length = len(list(run))
            self.runs += [length if is_loose else 0] * length
        self.announced: list[bool] = []
        for line, above in zip(self.lines, [_NOTHING, *self.lines], strict=False):
            goes_on = bool(self.announced) and self.announced[-1] and not above.has_stop
            self.announced.append(
                line.is_kept and not line.has_full_stop and (goes_on or above.text.endswith(":"))
            )
        self.verses = _count_verses([line.count if line.is_kept else 0 for line in self.lines])

    def describe_place(self, index: int) -> dict[str, float]:
        line = self.lines[index]
        before = self.lines[index - 1] if index else _NOTHING
        after = self.lines[index + 1] if index + 1 < len(self.lines) else _NOTHING
        around = self.lines[max(index - 4, 0) : index] + self.lines[index + 1 : index + 5]
        above = bisect_left(self.paragraphs, index)
        below = above + line.is_paragraph
        is_between = before.is_paragraph and after.is_paragraph
        is_below_dropped = index > 0 and not before.is_kept
        is_long_run = self.runs[index] >= 4
        dropped = sum(not other.is_kept for other in around) / max(len(around), 1)
        names = sum(other.is_kept and other.is_name for other in around)
        colons = sum(other.is_kept and other.has_colon for other in around)
        figures = sum(o.is_kept and not o.has_letters for o in around) / max(len(around), 1)
        told = self.retold if line.is_paragraph else self.told
        reasons = [self.reasons.get(index + step) for step in (-2, -1, 1, 2)]
        return {
            "place": index / len(self.lines),
            "long paragraphs on the page": min(self.long, 20),
            "captions on the page": min(self.captions, 6),
            "words of the page's middle line": min(self.middle, 80),
            "words against the middle line's": min(line.count / max(self.middle, 1), 2.0),
            "lines of several sentences on the page": self.several,
            "one sentence where lines have several": self.several
            * (line.has_full_stop and not _has_several(line)),
            "caption near": CAPTION in reasons,
            "below another article": reasons[1] == RELATED,
            "above another article": reasons[2] == RELATED,
            "below a button": reasons[1] == BUTTON,
            "questions on the page": min(self.questions, 6),
            "below a dropped line": is_below_dropped,
            "above a dropped line": not after.is_kept,
            "between dropped lines": is_below_dropped and not after.is_kept,
            "dropped around": dropped,
            "no letters, dropped around": dropped * (not line.has_letters),
            "no letters, likewise around": figures * (not line.has_letters),
            "letters, none around": figures * line.has_letters,
            "name, likewise around": names * line.is_name,
            "colon within, likewise around": colons * line.has_colon,
            "time, likewise on the page": min(self.times, 6) * line.is_time,
            "below a time, likewise on the page": min(self.times, 6) * before.is_time,
            "below a paragraph": before.is_paragraph,
            "above a paragraph": after.is_paragraph,
            "between paragraphs": is_between,
            "headline between paragraphs": is_between and 9 <= line.count <= 14,
            "label above a paragraph": after.is_paragraph and 2 <= line.count <= 8,
            "below a colon": before.is_kept and before.text.endswith((":", ";")),
            "in a list that a colon announces": self.announced[index],
            "below an item": before.is_item,
            "above an item": after.is_item,
            "below a loose line": before.is_loose,
            "above a loose line": after.is_loose,
            "loose lines in a row": min(self.runs[index], 6) / 6,
            "figures in a row": is_long_run and not line.has_letters,
            "words in a row": is_long_run and line.has_letters,
            "lines of one metre in a row": min(self.verses[index], 6),
            "no paragraph above": not above,
            "one paragraph above": above == 1,
            "no paragraph below": below == len(self.paragraphs),
            "from the paragraph above": self._distance(index, above - 1),
            "to the paragraph below": self._distance(index, below),
            "told elsewhere": _share(line.pairs, told),
            "in the title": _share(line.pairs, self.headline),
        }

    def _distance(self, index: int, paragraph: int) -> float:
        """The lines to a paragraph, as a share of what is far; 1 where there is none."""
        if not 0 <= paragraph < len(self.paragraphs):
            return 1.0
        return min(abs(self.paragraphs[paragraph] - index), _FAR) / _FAR


def _has_several(line: _Line) -> bool:
    """Whether a line holds more than one sentence."""
    return ". " in line.text


def _count_verses(counts: Sequence[int]) -> list[int]:
    """For each of some lines with so many syllables the length of the poem that it could stand in:
    neighbouring lines of the same 4 to 8 syllables, or of 6 and 8 in turn (lục bát).
    """
    lengths: list[int] = []
    length = 0
    for count, below in pairwise([*counts, 0]):
        length += 1
        if {count, below} != {6, 8} and not (count == below and 4 <= count <= 8):
            lengths += [length] * length
            length = 0
    return lengths


def _share(pairs: frozenset[Pair], others: Collection[Pair]) -> float:
    return sum(pair in others for pair in pairs) / max(len(pairs), 1)
