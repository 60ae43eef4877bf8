"""How many of what a sentence tells of, to see where two sentences contradict each other (pure)."""

from __future__ import annotations

import re
from math import isclose

from summarize.words import STOP_WORDS

_NUMERALS = {word: n for n, word in enumerate("hai ba bốn năm sáu bảy tám chín mười".split(), 2)}
# What is counted follows the number, in two syllables if there are so many. A digit behind a letter
# belongs to a name or a unit (A320, m2); "một" is mostly an article.
_FIGURE = re.compile(
    r"(?<![\w.,/-])"
    r"(?:(?P<digits>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)\s?"
    r"|(?<!thứ )(?<!tháng )(?<!mươi )(?<!mười )"
    rf"(?P<word>một(?= (?:người|nạn nhân)\b)|{'|'.join(_NUMERALS)}) )"
    r"(?P<unit>%|[^\W\d_]+)(?: (?P<second>[^\W\d_]+))?"
)
_NO_UNITS = STOP_WORDS - {"người", "ngày", "cái"}
_ROUNDED = 0.005  # "hơn 31.000 thí sinh" and "31.015 thí sinh" are no contradiction


def have_other_figures(sentence: str, other: str) -> bool:
    """Whether the two count the same differently: ``3 người chết`` and ``5 người chết``.

    Of something that both count, each must have a number that the other lacks: who says less, or
    writes ``ba người``, contradicts nobody. Dates are no counts.
    """
    ones, others = _count(sentence), _count(other)
    return any(
        not _holds(ones[unit], others[unit]) and not _holds(others[unit], ones[unit])
        for unit in ones.keys() & others.keys()
    )


def _count(text: str) -> dict[str, set[float]]:
    """The numbers of each thing that is counted, which goes by one syllable and by two."""
    counts: dict[str, set[float]] = {}
    for match in _FIGURE.finditer(text.lower().replace("tỉ", "tỷ")):
        unit, second = match["unit"], match["second"]
        if unit not in _NO_UNITS:
            number = _read(match["digits"]) if match["digits"] else _NUMERALS.get(match["word"], 1)
            counts.setdefault(unit, set()).add(number)
            if second:
                counts.setdefault(f"{unit} {second}", set()).add(number)
    return counts


def _read(digits: str) -> float:
    return float(re.sub(r"[.,](?=\d{3}(?!\d))", "", digits).replace(",", "."))


def _holds(numbers: set[float], others: set[float]) -> bool:
    """Whether all ``others`` are among the numbers."""
    return all(any(isclose(one, other, rel_tol=_ROUNDED) for one in numbers) for other in others)
