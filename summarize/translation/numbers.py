"""Which numbers a translation lost or invented, and slips of a digit put right (pure).

Numbers are compared by value, not by spelling: ``2.150 tỷ`` may become ``2,150 billion`` or
``2.15 trillion``, ``10/1`` and ``ngày 10.1`` ``January 10``, ``3 người`` ``three people`` and
``17h`` ``5 p.m.``
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from summarize.translation.dates import slash_dates

# A digit glued behind a letter belongs to a name or a unit (A320, m2), but 8h30 is a time and
# VND15 a price.
_NUMBER = re.compile(r"(?:(?<![^\W_])|(?<=\bVND)|(?<=\bUSD))\d+(?:[.,]\d+)*|(?<=\d[hg])\d\d?\b")
_WORD = re.compile(r"[^\W\d_]+")
_SCALE = re.compile(r"[\s-]*(?P<word>[^\W\d_]+)(?:\s+(?P<second>[^\W\d_]+))?")
_CLOCK = re.compile(r"\b0?(0|1[3-9]|2[0-4])\s*(?:[hg:]|giờ)")
ROMAN = re.compile(r"\b[IVX]+\b")
_OF_NAME = re.compile(r"(?<=[^\W\d_])\d+")  # QL51
_SPACED_NAME = re.compile(r"\b([B-HJ-Z]) (?=\d)")  # G 20
# Numerals in words that count something and are no name, month or weekday.
_COUNTED = re.compile(
    r"\b(?<!thứ )(?<!tháng )(?<!lớp )(?<!mươi )(?<!mười )(?<!một )"
    r"(hai|ba|bốn|sáu|bảy|bẩy|tám|chín|mười) "
    r"(?=(?:người|nạn nhân|phụ nữ|thanh niên|cháu|bé|trẻ|học sinh|sinh viên|công nhân|cán bộ|bị cáo"
    r"|bị can|nghi phạm|đối tượng|vụ|căn(?! cứ)|ngôi|chiếc|máy bay|ngày(?! \d)|tuần|giờ|quốc gia"
    r"|tỉnh|địa phương)\b)",
    re.IGNORECASE,
)
_METRES = re.compile(r"(?<![\d.,])(\d)m(\d\d?)\b")
_FULL_HOUR = re.compile(r"(?<=\d[hg])00\b|(?<=\d):00\b")
FOOTNOTE = re.compile(r"(?<=\S)\[\d{1,3}\]")
_ROUND = re.compile(r"\bvòng 1/(8|16)\b", re.IGNORECASE)
# What English may say without a number: the next decade, mother and child, high school.
_UNCOUNTED = re.compile(
    r"\b(?:1 (?=(?:thập kỷ|năm|tháng|tuần|ngày) (?:tới|qua)\b)|[2-6] (?=(?:mẹ|cha|bố) con\b)"
    r"|(?:học sinh|bỏ học|trường) cấp [1-3]\b)",
    re.IGNORECASE,
)

_MANGLED = re.compile(r"\d+(?:,\d+)*,(?:\d{4,}|000)(?:,\d+)*")
_SURE = 4  # digits, of which all but one are alike by chance in few numbers
_VIETNAMESE_SCALES = {
    "tạ": 1e2,  # of kilograms
    "nghìn": 1e3,
    "ngàn": 1e3,
    "vạn": 1e4,
    "triệu": 1e6,
    "tỷ": 1e9,
    "tỉ": 1e9,
}
_SCALE_NAMES = {
    1e3: "thousand",
    1e6: "million",
    1e9: "billion",
    1e12: "trillion",
    1e15: "quadrillion",
}
_ENGLISH_SCALES = {name: factor for factor, name in _SCALE_NAMES.items()}
_ENGLISH_SCALES |= {"m": 1e6, "bn": 1e9, "k": 1e3, "hundred": 1e2, "dozen": 12, "percent": 1}

_VIETNAMESE_DIGITS = {
    word: value
    for value, words in enumerate(
        "không|một mốt|hai đôi|ba|bốn tư|năm lăm|sáu|bảy bẩy|tám|chín|mười chục".split("|")
    )
    for word in words.split()
} | {"giêng": 1, "chạp": 12, "rưỡi": 0.5, "nửa": 0.5, "trăm": 100}
_ENGLISH_WORDS: dict[str, float] = {
    word: value
    for value, words in enumerate(
        "zero no midnight|one first once a an"
        "|two second twice both double couple pair duo twin twins monday"
        "|three third thirds triple tuesday|four fourth quarter wednesday|five fifth thursday"
        "|six sixth friday|seven seventh saturday|eight eighth|nine ninth"
        "|ten tenth|eleven eleventh|twelve twelfth noon|thirteen|fourteen|fifteen|sixteen|seventeen"
        "|eighteen|nineteen|twenty twentieth".split("|")
    )
    for word in words.split()
}
_ENGLISH_TENS = dict(
    zip("thirty forty fifty sixty seventy eighty ninety".split(), range(30, 100, 10), strict=True)
)
_ENGLISH_WORDS |= _ENGLISH_TENS | {"half": 0.5, "hundred": 100, "thousand": 1e3, "dozen": 12}
_MONTHS = "january february march april may june july august september october november december"
_ENGLISH_WORDS |= {
    name: value for value, month in enumerate(_MONTHS.split(), 1) for name in (month, month[:3])
}


class _Numeral(NamedTuple):
    """The values that a numeral may stand for by itself, and what the scale words behind it, where
    it stands, multiply it by.
    """

    bare: set[float]
    factors: set[float]

    def scaled(self) -> set[float]:
        return {_rounded(value * factor) for value in self.bare for factor in self.factors}

    def values(self) -> set[float]:
        return self.bare | self.scaled()


class NumberDifferences(NamedTuple):
    """Numbers as they are written: in the Vietnamese but not the English, and the reverse."""

    lost: tuple[str, ...]
    invented: tuple[str, ...]


def compare_numbers(vietnamese: str, english: str) -> NumberDifferences:
    """The numerals of one text whose value the other does not hold, in digits or in words."""
    vietnamese = _METRES.sub(r"\1,\2", slash_dates(name_rounds(vietnamese)))
    vietnamese = _UNCOUNTED.sub("", vietnamese)
    vietnamese, english = _join_names(vietnamese), _join_names(english)
    source = _numerals(vietnamese, _VIETNAMESE_SCALES)
    target = _numerals(english, _ENGLISH_SCALES)
    source_values = _values(source.values()) | _vietnamese_words(vietnamese)
    source_values |= set(map(float, _OF_NAME.findall(vietnamese)))
    target_values = _values(target.values()) | _english_words(english)
    target_values |= set(map(float, _OF_NAME.findall(english)))
    halved = {float(hour): float((int(hour) - 1) % 12 + 1) for hour in _CLOCK.findall(vietnamese)}
    lost = [
        written
        for written, numeral in source.items()
        if not numeral.values() & target_values
        and not {halved.get(value) for value in numeral.values()} & target_values
    ]
    lost += [
        counted
        for counted in dict.fromkeys(_COUNTED.findall(vietnamese))
        if _VIETNAMESE_DIGITS[counted.lower()] not in target_values
    ]
    source_values |= set(halved.values())
    invented = [
        written for written, numeral in target.items() if not numeral.values() & source_values
    ]
    others = list(_find_other_scales(source, target))
    lost += [written for written, _ in others]
    return NumberDifferences(
        tuple(lost), tuple(dict.fromkeys([*invented, *(other for _, other in others)]))
    )


def name_rounds(text: str) -> str:
    """``text`` with "round of 16" for "vòng 1/8", of which the model makes August 1."""
    return _ROUND.sub(lambda match: f"round of {2 * int(match[1])}", text)


def _join_names(text: str) -> str:
    """``text`` with numbers that belong to a name beside it, full hours without minutes, and no
    footnotes' marks.
    """
    return _SPACED_NAME.sub(r"\1", _FULL_HOUR.sub("", FOOTNOTE.sub("", text)))


def _find_other_scales(
    source: Mapping[str, _Numeral], target: Mapping[str, _Numeral]
) -> Iterator[tuple[str, str]]:
    """The numerals with another scale behind them in the target: "12 tỷ" and "12 million"."""
    # What separates thousands in one language may as well be decimals in the other.
    target = {written: _with_thousands(written, its, ",") for written, its in target.items()}
    there = _values(target.values())
    scaled = [(other, its) for other, its in target.items() if its.factors]
    first: dict[float, int] = {}  # the place in that of the first numeral of a value
    for place, (_, its) in enumerate(scaled):
        first |= {value: place for value in its.bare if value not in first}
    for written, numeral in source.items():
        numeral = _with_thousands(written, numeral, ".")
        if numeral.factors and not numeral.scaled() & there:
            alike = [first[value] for value in numeral.bare if value in first]
            if alike:
                yield written, scaled[min(alike)][0]


def _with_thousands(written: str, numeral: _Numeral, separator: str) -> _Numeral:
    if not re.fullmatch(rf"\d{{1,3}}(?:[{separator}]\d{{3}})+", written):
        return numeral
    return numeral._replace(bare={float(written.replace(separator, ""))})


def restore_numbers(vietnamese: str, english: str) -> str:
    """``english`` with the numbers of the Vietnamese in place of those a digit away: where as many
    were lost as invented, and each has a digit more, less or another one, or the same in another
    order (28.000 and 22,000); with the right word for billions where it has another; and with
    commas and points for the Vietnamese points and commas (2.412 USD, 1,07 tỷ).
    """
    english = _restore_scales(vietnamese, _restore_separators(vietnamese, english))
    lost, invented = compare_numbers(vietnamese, english)
    if len(lost) != len(invented) or not all(map(_is_slip, lost, invented)):
        return english
    if len(lost) > 1 and min(len("".join(_parts(numeral))) for numeral in lost) < _SURE:
        return english  # which of them stands for which nobody can tell
    for numeral, other in zip(lost, invented, strict=True):
        written = rf"(?<![\d.,])(?<![^\W\d]-){re.escape(other)}(?!\d)"
        english = re.sub(written, write_in_english(numeral), english, count=1)
    return english


def _restore_separators(vietnamese: str, english: str) -> str:
    for numeral in dict.fromkeys(_NUMBER.findall(vietnamese)):
        if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+|\d{1,3},\d\d?", numeral):
            written = rf"(?<![\d.,/-]){re.escape(numeral)}(?![.,]?\d)"
            english = re.sub(written, write_in_english(numeral), english)
    return english


def _restore_scales(vietnamese: str, english: str) -> str:
    source = _numerals(vietnamese, _VIETNAMESE_SCALES)
    target = _numerals(english, _ENGLISH_SCALES)
    for written, other in _find_other_scales(source, target):
        (factor, *more), (wrong, *others) = source[written].factors, target[other].factors
        if not more and not others and factor in _SCALE_NAMES and wrong in _SCALE_NAMES:
            english = re.sub(
                rf"(?<![\d.,])({re.escape(other)}[\s-]+){_SCALE_NAMES[wrong]}\b",
                rf"\g<1>{_SCALE_NAMES[factor]}",
                english,
            )
    return english


def _is_slip(numeral: str, other: str) -> bool:
    right, wrong = "".join(_parts(numeral)), "".join(_parts(other))
    if len(right) < 2 or re.fullmatch(r"\d{1,3},\d{3}", numeral):
        return False  # decimals in Vietnamese are thousands to an English reader
    steps = SequenceMatcher(None, right, wrong, autojunk=False).get_opcodes()
    changed = [max(i2 - i1, j2 - j1) for kind, i1, i2, j1, j2 in steps if kind != "equal"]
    return changed == [1] or sorted(right) == sorted(wrong)


def write_in_english(numeral: str) -> str:
    """The Vietnamese numeral with a comma after each thousand and a point before the decimals; what
    is none stays.
    """
    if not re.fullmatch(r"[\d.,]+%?", numeral):
        return numeral
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", numeral):
        return re.sub(r"[.,]", ",", numeral)
    if len(_parts(numeral)) == 2:
        return numeral.replace(",", ".")
    return numeral.translate(str.maketrans(".,", ",."))


def _values(numerals: Iterable[_Numeral]) -> set[float]:
    """All that the numerals may stand for."""
    return set().union(*(numeral.values() for numeral in numerals))


def _numerals(text: str, scales: Mapping[str, float]) -> dict[str, _Numeral]:
    """The numerals as they are written."""
    found: dict[str, _Numeral] = {}
    for match in _NUMBER.finditer(text):
        numeral = found.setdefault(match[0], _Numeral(_readings(match[0]), set()))
        if scale := _SCALE.match(text, match.end()):
            factor = scales.get(scale["word"].lower(), 1.0)
            # nghìn tỷ, triệu tỷ: one scale on another.
            second = (scale["second"] or "").lower()
            # "3.1 million m2" is no area of millions.
            factor *= scales.get(second, 1.0) if factor > 1 and len(second) > 1 else 1.0
            if factor > 1:
                numeral.factors.add(factor)
    return found


def _readings(numeral: str) -> set[float]:
    """The values of a numeral whose separators may be of either convention; of one that is none,
    as "1,3322,000", no value.
    """
    if re.fullmatch(r"\d+", numeral):
        return {float(numeral)}
    values = set()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", numeral):
        values.add(float(re.sub(r"[.,]", "", numeral)))
    if re.fullmatch(r"\d+[.,]\d+", numeral):
        values.add(float(numeral.replace(",", ".")))
    if mixed := re.fullmatch(r"(\d{1,3}(?:([.,])\d{3})+)(?!\2)[.,](\d+)", numeral):
        values.add(float(re.sub(r"[.,]", "", mixed[1]) + "." + mixed[3]))
    if not values and not _MANGLED.fullmatch(numeral):
        values = {float(part) for part in _parts(numeral)}
    return {_rounded(value) for value in values}


def _parts(numeral: str) -> list[str]:
    return re.findall(r"\d+", numeral)


def _rounded(value: float) -> float:
    return float(f"{value:.9g}")


def _vietnamese_words(text: str) -> set[float]:
    words = [word.lower() for word in _WORD.findall(text)]
    values = {float(_VIETNAMESE_DIGITS[word]) for word in words if word in _VIETNAMESE_DIGITS}
    for before, tens, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if tens in ("mươi", "mười"):
            ten = 10.0 * _VIETNAMESE_DIGITS.get(before, 1) if tens == "mươi" else 10.0
            values |= {ten, ten + _VIETNAMESE_DIGITS.get(after, 0)}
    return values | {float(read_roman(numeral)) for numeral in ROMAN.findall(text)}


def _english_words(text: str) -> set[float]:
    words = [word.lower() for word in _WORD.findall(text)]
    values = {float(_ENGLISH_WORDS[word]) for word in words if word in _ENGLISH_WORDS}
    for tens, unit in pairwise(words):
        if tens in _ENGLISH_TENS or tens == "twenty":
            values.add(_ENGLISH_WORDS[tens] + _ENGLISH_WORDS.get(unit, 0))
    return values | {float(read_roman(numeral)) for numeral in ROMAN.findall(text)}


def read_roman(numeral: str) -> int:
    """The value of a Roman numeral made of I, V and X."""
    digits = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(
        -digit if digit < following else digit
        for digit, following in zip(digits, [*digits[1:], 0], strict=True)
    )
