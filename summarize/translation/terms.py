"""Terms that the built-in model takes for others, in words that it knows.

Each was tried on sentences of news: the word on the left came out wrong (rape as prostitution,
migrants as residents), the one on the right does not. ``terms.tsv`` has those that are replaced
whatever stands around them, many by the English word: the model copies it, and fits the sentence
to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from summarize.translation.names import VIETNAMESE_ONLY
from summarize.translation.numbers import ROMAN, read_roman
from summarize.words import CAPITALS, SYLLABLE, capitalize

_OFFENCES = (
    "Giết người|Cướp(?: giật)?(?: tài sản)?|Trộm cắp|Hiếp dâm|Dâm ô|Cưỡng dâm|Cưỡng đoạt|Giao cấu"
    "|Gây rối|Gây thương|Cố ý|Vô ý|Lừa đảo|Lạm dụng|Lạm quyền|Lợi dụng|Chứa chấp|Chứa mại|Môi giới"
    "|Mua bán|Mua dâm|Tàng trữ|Vận chuyển|Sản xuất|Chống người|Bắt cóc|Đánh bạc|Tham ô|Nhận hối"
    "|Đưa hối|Thiếu trách|Vi phạm|Làm giả|Làm nhục|Vu khống|Hủy hoại|Huỷ hoại|Buôn lậu|Trốn thuế"
    "|Rửa tiền|Che giấu|Đe dọa|Đe doạ|Hành hạ|Ngược đãi|Xâm phạm|Công nhiên|Cho vay|Tiêu thụ"
)
# The Penal Code writes them with a capital, which the model takes for a name's.
_OFFENCE = re.compile(rf"(?<=[^\W\d_:;,] )([\"']?)({_OFFENCES})(?= [^\W\d_]|\Z)")
_CHARGES = re.compile(r"\b(?:tội|hành vi)\b")
_ORDINALS = re.compile(
    r"\b(?:khóa|lần thứ|kỳ họp thứ|thế kỷ|nhiệm kỳ) [IVX]+(?:(?:,| và| -) [IVX]+)*\b"
)
_RESPELLINGS = [
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (
            r"\bTT (?=Trump|Putin|Obama|Biden|Macron|Zelensky|Assad|Duterte|Erdogan|Hàn Quốc"
            r"|(?:Nga|Mỹ|Pháp)\b(?! (?!Trump|Putin|Biden|Obama|Macron)[A-ZĐ])"
            r"|Philippines|Indonesia|Ukraine|Syria)",
            "Tổng thống ",
        ),
        (r"\bCHDCND (?=Triều Tiên|Lào)", ""),
        # In small letters it is a station already.
        (rf"(?<!Lady )\bGa (?=[{CAPITALS}])", "Nhà ga "),
        (r"\bSN (?=(?:19|20)\d\d\b)", "sinh năm "),
        (r"\bCông An\b", "Công an"),
        (rf"\bTP (?=(?:{'|'.join(sorted(VIETNAMESE_ONLY))}) \w+ \w)", "thành phố "),
        (r"(?<!nước )(?<!gia )(?<!vực )\bTrung Mỹ\b(?! này)", "các nước Trung Mỹ"),
        (r"\b1/2 (?=số|tổng số)", "một nửa "),
        (
            r"\b(\d{1,3})/([1-9]\d{1,2}) (?=thành viên|đại biểu|phiếu|ý kiến)(?<!/10 )",
            r"\1 trên \2 ",
        ),
        (r"(?<!tước )\bđoạt mạng\b(?! sống)", "giết"),
        (r"\bdâm ô\b", "xâm hại tình dục"),
        (r"\AThiên tai\b", "Các thảm họa thiên nhiên"),
        (r"\ATăng huyết áp\b", "Cao huyết áp"),  # elsewhere it is known, and may be a verb
        (r"\bthương lái\b", "thương nhân"),
        (r"((?:\d|những|các|đoàn|dòng|làn sóng) )di dân\b", r"\1người di cư"),
        (r"\bhiếu chiến\b", "hung hăng"),
        (r"\b[Nn]gộ nhận\b", "hiểu lầm"),
        (r"\bnhà tư sản\b", "doanh nhân"),
        (r"\bhưởng thọ (\d+) tuổi\b", r"ở tuổi \1"),
    )
]
_QUINTALS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d)?) tạ\b")
_TEN_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{1,2})?) vạn\b")
_STRUCK = re.compile(r"\bđâm chết\b")
_VEHICLE = re.compile(r"\b(?:xe|ôtô|ô tô|tàu|container|lái)\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:dao|kiếm|cướp|trộm|ôm|(?:khỏi|xuống|bắt|quẹt) xe)\b|,", re.IGNORECASE
)
_SO_FAR = 50  # characters before it
# A word for ships and trains, of which the model makes a ship.
_VESSEL = re.compile(
    r"(?<!oàn )(?<!ga )(?<!vé )(?<!huyến )(?<!đi )\b(tàu|\ATàu)\b"
    r"(?! (?:hỏa|điện|cao tốc|lượn|siêu tốc|bay|đệm|thống nhất|lửa))"
)
_RAILWAY = re.compile(
    r"\b(?:(?i:đường sắt|đường ray|trật bánh|đầu máy|toa (?:tàu|xe|số)|nhà ga|trực ban chạy tàu"
    rf"|trưởng tàu)|ga [{CAPITALS}]\w*|SE\d+)\b"
)
_AT_SEA = re.compile(
    r"\b(?:biển|cảng|hải quân|hải lý|thuyền|ngư dân|vịnh|hải cảnh|đảo|sông|ngoài khơi|hàng hải"
    r"|quân sự|tàu (?:cá|chiến|ngầm|sân bay|vũ trụ|khu trục|du lịch|thủy|ngoài))\b"
)
_TABLE = Path(__file__).with_name("terms.tsv")
_CAPITAL_BEFORE = re.compile(rf"[{CAPITALS}]\w* \Z")
_CAPITAL_AFTER = re.compile(rf" [{CAPITALS}]")
_ENGLISH = re.compile(r"(?<![^\W_])[A-Za-z]{4,}(?![^\W_])")
_BEGINNING = 5  # letters in which a word's forms are alike
_LEAST_LIKENESS, _LEAST_LENGTH = 0.65, 6  # of characters: "reef" is like "relief"
_PAIR = re.compile(r"\b([^\W\d_]+) (?=([^\W\d_]+)\b)")


def respell_terms(text: str) -> str:
    """``text``, simplified, with what the model misunderstands in words that it understands."""
    text = _ORDINALS.sub(
        lambda ordinals: ROMAN.sub(lambda match: str(read_roman(match[0])), ordinals[0]), text
    )
    if _CHARGES.search(text):
        text = _OFFENCE.sub(lambda match: match[1] + match[2][0].lower() + match[2][1:], text)
    for pattern, spelling in _RESPELLINGS:
        text = pattern.sub(spelling, text)
    if _RAILWAY.search(text) and not _AT_SEA.search(text):
        text = _VESSEL.sub(r"\1 hỏa", text)
    text = replace_terms(text, _load_terms())
    text = _QUINTALS.sub(lambda match: f"{_times(match[1], 100)} kg", text)
    text = _TEN_THOUSANDS.sub(lambda match: _times(match[1], 10_000), text)
    return _STRUCK.sub(_strike, text)


class Term(NamedTuple):
    """Two syllables or more, what stands in their place, and longer words, in small letters, in
    which they are something else: "xuất siêu" is no surplus in "sản xuất siêu máy tính".
    """

    text: str
    spelling: str
    others: Sequence[str] = ()


TermIndex: TypeAlias = Mapping[str, Sequence[Term]]
"""Two syllables, the first in small letters → the terms that begin with them, the longest first."""


def index_terms(terms: Iterable[Term]) -> TermIndex:
    """The terms as ``replace_terms`` looks them up."""
    table: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda term: len(term.text), reverse=True):
        first, second, *_ = term.text.split()
        table.setdefault(f"{first.lower()} {second}", []).append(term)
    return table


def replace_terms(text: str, table: TermIndex) -> str:
    """``text`` with the terms of the table replaced, the longest where several begin alike."""
    parts, done = [], 0
    for match in _PAIR.finditer(text):
        start = match.start()
        for term in table.get(f"{match[1].lower()} {match[2]}", ()):
            end = start + len(term.text)
            found = text[start:end]
            if start < done or found[1:] != term.text[1:] or text[end : end + 1].isalpha():
                continue
            is_name = term.text[0].isupper()
            if _is_part(term, text, start) or (is_name and _is_in_longer_name(text, start, end)):
                continue
            spelling = term.spelling if found == term.text else capitalize(term.spelling)
            parts += [text[done:start], spelling]
            done = end
    return "".join([*parts, text[done:]])


def _is_part(term: Term, text: str, start: int) -> bool:
    """Whether the term at ``start`` is a part of one of the longer words."""
    for other in term.others:
        begin = start - other.index(term.text.lower())
        if begin >= 0 and text[begin : begin + len(other)].lower() == other:
            return True
    return False


def _is_in_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word stands beside a name: "Đoàn Thành Đô" is nobody's Chengdu."""
    return bool(_CAPITAL_BEFORE.search(text, 0, start) or _CAPITAL_AFTER.match(text, end))


def find_lost_terms(text: str, english: str) -> list[str]:
    """The English words that ``respell_terms`` put into ``text`` and ``english`` does not hold."""
    known = _load_english()
    written = english.lower()
    return [
        word
        for word in dict.fromkeys(_ENGLISH.findall(text.lower()))
        if word in known and word[:_BEGINNING] not in written
    ]


def restore_terms(text: str, english: str) -> str:
    """``english`` with such a word in the place of one like it: "pangolin" for "poundsolin"."""
    for lost in find_lost_terms(text, english):
        if len(lost) < _LEAST_LENGTH:
            continue
        likeness, written = max(
            (
                (SequenceMatcher(None, lost, word, autojunk=False).ratio(), word)
                for word in dict.fromkeys(_ENGLISH.findall(english))
            ),
            default=(0.0, ""),
        )
        if likeness >= _LEAST_LIKENESS:
            english = re.sub(rf"\b{written}\b", lost, english)
    return english


@cache
def _load_english() -> frozenset[str]:
    """The English words of the table."""
    words = (
        word
        for terms in _load_terms().values()
        for term in terms
        for word in _ENGLISH.findall(term.spelling.lower())
    )
    return frozenset(word for word in words if not SYLLABLE.fullmatch(word))


@cache
def _load_terms() -> TermIndex:
    """The table: a term, its spelling, and the longer words, each with a comma between."""
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines())
    return index_terms(
        Term(text, spelling, [other for column in others for other in column.split(", ")])
        for text, spelling, *others in rows
    )


def _times(numeral: str, factor: int) -> str:
    """The Vietnamese numeral times ``factor``, written alike: "1,2" times 10,000 is "12.000"."""
    return f"{round(float(numeral.replace(',', '.')) * factor):,}".replace(",", ".")


def _strike(match: re.Match[str]) -> str:
    """Struck dead by a car, or stabbed."""
    before = match.string[max(match.start() - _SO_FAR, 0) : match.start()]
    is_hit = _VEHICLE.search(before) and not _OTHERWISE.search(before)
    return "tông chết" if is_hit else match[0]
