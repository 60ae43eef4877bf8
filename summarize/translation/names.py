"""Vietnamese people's names in a translation, put right where the model misspelt them (pure).

No small model knows every name, and none needs to: English keeps a Vietnamese name's words in
their order and only drops the diacritics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from summarize.words import CAPITALS, PLACES, SYLLABLE, strip_diacritics

SURNAMES = frozenset(
    """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Lâm
    Mai Đào Tô Trương Hà Cao Tạ Lương Phùng Thái Chu Châu Tăng Quách Vương Kiều Lưu Đàm Mạc
    Nghiêm Tống Thạch Bạch Lã Doãn Ninh Cù Khuất Ma Lò Giàng
    """.split()
)
VIETNAMESE_ONLY = frozenset(
    "Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Ngô Đinh Trịnh".split()
)
"""With other surnames two words are as often a place (Hà Nội, Thái Lan) and three a foreigner whom
English calls otherwise (Lý Hiển Long)."""
_PLACE = re.compile(
    rf"(?:{PLACES}|Hà (?:Đông|Tiên)|Lâm (?:Hà|Bình)|Lương (?:Sơn|Tài)|Mai Châu"
    r"|Châu (?:Âu|Á|Phi|Mỹ|Úc|Đốc|Đức|Thành|Phú)|Cao Lãnh|Thạch (?:Hà|Thất))"
)
_MIDDLE = frozenset(("Văn", "Thị"))
_LONGEST = 4  # words
# "ông Vệ nói", and in English "Mr. Ve said".
_GIVEN = re.compile(
    rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy) ([{CAPITALS}][^\W\d_{CAPITALS}]*)"
    rf"(?=,| (?![{CAPITALS}])[^\W\d_])"
)
_TITLED = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\. ([A-Z][a-z]+)\b(?! [A-Z])")
# Of China's and Korea's people English has other names ("Xi"); and what is none behind such a word.
_NAMED_OTHERWISE = frozenset("Tap Vuong Anh My Nga Phap Duc Nhat Han Trieu Ba Xuan Thanh".split())
_ABROAD = re.compile(r"\b(?:Trung Quốc|Bắc Kinh|Đài Loan|Hong Kong|Hàn Quốc|Triều Tiên|Huawei)\b")
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"\w+(?: \w+)*")
_LEAST_LIKENESS = 0.45  # of characters: Do Ten for Do Muoi is 0.46
_WHOLE_RUN = 0.15  # what ending where the capitals end adds: all of Dang Thi Winter goes
_NOT_IN_NAMES = frozenset(
    """
    Street Road Avenue Bridge Ward Commune Town District City Province Market Park Lake Island
    School High Primary Secondary University College Institute Hospital Museum Theater Company
    """.split()
)


def restore_names(vietnamese: str, english: str) -> str:
    """``english`` with the source's names where it holds something like them.

    A name that is missing takes the place of the likest capitalised words that begin with its
    surname and are no other name of the source; where there are none, nothing changes.
    """
    wanted = list(dict.fromkeys(map(strip_diacritics, find_names(vietnamese))))
    # Once each: two names run together could take the place of one another for ever.
    restored: set[str] = set()
    while missing := [name for name in wanted if name not in restored and not holds(english, name)]:
        present = [name for name in wanted if name not in missing]
        likeness, name, written = max(
            (
                (likeness, name, written)
                for name in missing
                for likeness, written in _candidates(name, english)
                if not any(f"{other} ".startswith(f"{written} ") for other in present)
                and not any(f"{written} ".startswith(f"{other} ") for other in present)
            ),
            default=(0.0, "", ""),
        )
        if likeness < _LEAST_LIKENESS:
            break
        english = re.sub(rf"\b{written}\b", name, english)
        restored.add(name)
    return _restore_given_name(vietnamese, english)


def drop_marks(vietnamese: str, english: str) -> str:
    """``english`` without the marks of words that the model took from the Vietnamese as they are:
    "driver Phiến".
    """

    def drop(match: re.Match[str]) -> str:
        word = match[0]
        is_taken = not word.isascii() and SYLLABLE.fullmatch(word)
        return strip_diacritics(word) if is_taken and holds(vietnamese, word) else word

    return english if english.isascii() else _WORD.sub(drop, english)


def _restore_given_name(vietnamese: str, english: str) -> str:
    """``english`` with "Mr. Ve" for "Mr. Hai" where the source has but "ông Vệ": one such name that
    is missing, and one that the source does not have.
    """
    given = dict.fromkeys(map(strip_diacritics, _GIVEN.findall(vietnamese)))
    missing = [name for name in given if not holds(english, name)]
    if len(missing) != 1 or not SYLLABLE.fullmatch(missing[0]):
        return english
    if missing[0] in _NAMED_OTHERWISE or _ABROAD.search(vietnamese):
        return english
    known = strip_diacritics(vietnamese)
    invented = {name for name in _TITLED.findall(english) if not holds(known, name)}
    if len(invented) != 1:
        return english
    return re.sub(rf"(?<=[rs]\. ){invented.pop()}\b", missing[0], english)


def find_lost_names(vietnamese: str, english: str) -> tuple[str, ...]:
    """The names of three words or more that ``english`` does not hold."""
    names = dict.fromkeys(name for name in find_names(vietnamese) if len(name.split()) > 2)
    written = _list_phrases(english) if names else ()
    return tuple(
        name
        for name in names
        if (name.split()[0] in VIETNAMESE_ONLY or name.split()[1] in _MIDDLE)
        and strip_diacritics(name) not in written
    )


def _list_phrases(text: str) -> set[str]:
    """What is as long as these names: three or four words with one space between."""
    runs = map(str.split, _RUN.findall(text))
    return {
        " ".join(run[start : start + length])
        for run in runs
        for length in (3, _LONGEST)
        for start in range(len(run) - length + 1)
    }


_CHAIRWOMAN = re.compile(r"\b(chair)wom[ae]n\b", re.IGNORECASE)
_WOMAN = re.compile(r"\b(?:[Bb]à|[Cc]ô|[Cc]hị|[Nn]ữ|[Pp]hụ nữ|Thị|Kim Ngân)\b")


def restore_chairs(vietnamese: str, english: str) -> str:
    """``english`` with a chair where the Vietnamese tells of no woman: "Chủ tịch" is either."""
    return english if _WOMAN.search(vietnamese) else _CHAIRWOMAN.sub(r"\1", english)


# Names that English writes otherwise.
TRANSLATED = frozenset(
    """
    Philippines Canada Ukraine Ukraina Moskva Mexico Catalonia Noel Palestine Ireland Internet
    Gruzia Caribe Italy Iraq Iran Israel Syria Cuba Arab Kazakhstan Scotland Europa Hungary
    Richter Hindu Interpol Metro Grab Euro Video Clip Facebook Online Container Taxi Karaoke
    Berlin Praha Warszawa Bucarest Roma Napoli Milano Venezia Firenze Torino Lisboa Athens
    Campuchia Italia Liban Litva Kavkaz Beograd Bruxelles Bayern Maroc Krym Paris
    Australia Brazil Indonesia Malaysia Singapore
    Number Defence Center Centre Blog Fanpage Email Website Smartphone Robot Radar Visa
    """.split()
)
_FOREIGN = re.compile(r"(?<![\w./@-])[A-Z][a-z]{3,}(?!\w|@|\.\w)")
_BEGINNING = 5  # letters in which Canada and Canadian are alike


def find_lost_foreign_names(vietnamese: str, english: str) -> tuple[str, ...]:
    """The foreign names ("Nairobi") of which ``english`` has not even the beginning."""
    written = strip_diacritics(english).lower()
    return tuple(
        name
        for name in dict.fromkeys(_FOREIGN.findall(vietnamese))
        if not SYLLABLE.fullmatch(name)
        and name not in TRANSLATED
        and name[:_BEGINNING].lower() not in written
    )


def find_names(text: str) -> Iterator[str]:
    """Vietnamese people's names: a surname and one to three capitalised words behind it. Any word
    is a surname before "Văn" or "Thị" and another.
    """
    for run in capitalised_runs(text):
        starts = (
            at
            for at, word in enumerate(run)
            if (word in SURNAMES and not _PLACE.fullmatch(" ".join(run[at : at + 2])))
            or (at + 2 < len(run) and run[at + 1] in _MIDDLE)
        )
        start = next(starts, len(run))
        name = list(takewhile(SYLLABLE.fullmatch, run[start : start + _LONGEST]))
        if len(name) > 2 or (len(name) == 2 and name[0] in VIETNAMESE_ONLY):
            yield " ".join(name)


def _candidates(name: str, english: str) -> Iterator[tuple[float, str]]:
    """What may stand in the place of ``name``, and how like it is.

    About as many words of which the first is its surname, or just as many of which two are right.
    """
    words = name.split()
    longest = len(words) + (len(words) > 2)
    for run in capitalised_runs(english):
        for start in range(len(run)):
            for end in range(start + 2, min(start + longest, len(run)) + 1):
                written = run[start:end]
                right = sum(map(str.__eq__, words, written))
                if written[0] == words[0] or (len(written) == len(words) and right >= 2):
                    text = " ".join(written)
                    likeness = SequenceMatcher(None, name, text).ratio()
                    yield likeness + _WHOLE_RUN * (end == len(run)), text


def capitalised_runs(text: str) -> Iterator[Sequence[str]]:
    """Neighbouring words with a capital first letter alone, one space between them."""
    run: list[str] = []
    end = -1
    for match in _WORD.finditer(text):
        word = match[0]
        capitalised = word[0].isupper() and word[1:] == word[1:].lower()
        capitalised = capitalised and word not in _NOT_IN_NAMES
        if run and (not capitalised or match.start() != end + 1 or text[end] != " "):
            yield run
            run = []
        if capitalised:
            run.append(word)
        end = match.end()
    if run:
        yield run


def holds(english: str, name: str) -> bool:
    """Whether the name stands in the text, as whole words."""
    return re.search(rf"\b{name}\b", english) is not None
