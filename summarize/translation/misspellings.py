"""Words of names that the model misspelt, put right by the source's (pure).

A capitalised word that the source does not have and that is much like a foreign one of its, is that
one; so is one that is a bit like a Vietnamese syllable and has that syllable's neighbour beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeAlias

from summarize.translation.names import TRANSLATED, capitalised_runs, holds
from summarize.words import SYLLABLE, strip_diacritics

_Correction: TypeAlias = tuple[str, str]  # what is written, what should be
_Pair: TypeAlias = tuple[str, str]  # neighbouring words

_FOREIGN = re.compile(r"(?<![\w./@])[A-Z][a-z]{3,}(?!\w|@|\.\w)")
_WRITTEN = re.compile(r"(?<![\w./@])[A-Z][a-z]{2,}(?!\w|@|\.\w)")
_SMALL_WORD = re.compile(r"[a-z]+")
_DOUBLED = re.compile(r"\b([A-Z][a-z]+)(?: \1)+\b(?![-'’]\w)")
_US = re.compile(r"\bUS ([A-Z][a-z]+)")
_LEAST_LIKENESS = 0.75  # of letters: Wakingui for Wakui is 0.77
_LEAST_LIKENESS_OF_SYLLABLE = 0.5  # Bung Gao for Banh Gao
# English, though like a syllable of Vietnamese.
_NO_SYLLABLES = frozenset(
    "Vietnam Hanoi Saigon Kan Kongers The A An In On At To Of And For By".split()
)


def restore_spelling(vietnamese: str, english: str, is_word: Callable[[str], bool]) -> str:
    """``english`` with "Marinacci" for "Marinaci", "Yen So" for "Yen Soi", "My Duc" for "US Duc",
    and no word of a name twice where the source has it once.

    ``is_word`` says what is a word of English.
    """
    source = strip_diacritics(vietnamese)
    known = frozenset(_SMALL_WORD.findall(source.lower()))
    pairs = _find_pairs(vietnamese)
    corrections = (
        *_correct_foreign(vietnamese, english, known, is_word),
        *_correct_pairs(pairs, english, known),
    )
    for written, right in corrections:
        english = re.sub(rf"\b{written}\b", right, english)
    english = _US.sub(lambda us: f"My {us[1]}" if ("My", us[1]) in pairs else us[0], english)

    def say_once(match: re.Match[str]) -> str:
        word = match[1]
        # Of what the source calls otherwise, Cao Cao may be the name.
        is_invented = word.lower() not in known and SYLLABLE.fullmatch(word)
        is_told = re.search(rf"\b{word} {word}\b", source)
        return match[0] if is_invented or is_told else word

    return _DOUBLED.sub(say_once, english)


def _correct_foreign(
    vietnamese: str, english: str, known: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[_Correction]:
    names = [
        name
        for name in dict.fromkeys(_FOREIGN.findall(vietnamese))
        if not SYLLABLE.fullmatch(name) and name not in TRANSLATED
    ]
    if not names:
        return
    for written in dict.fromkeys(_WRITTEN.findall(english)):
        if written.lower() in known or is_word(written) or is_word(written.lower()):
            continue
        likeness, name = max((_compare(written, name), name) for name in names)
        # Argentine, and whatever else English makes of a country.
        is_form = len(written) >= len(name) and written.startswith(name[:-1])
        if likeness >= _LEAST_LIKENESS and not is_form:
            yield written, name


def _find_pairs(vietnamese: str) -> frozenset[_Pair]:
    """Neighbouring syllables of names, without diacritics."""
    return frozenset(
        (strip_diacritics(first), strip_diacritics(second))
        for run in capitalised_runs(vietnamese)
        for first, second in pairwise(run)
        if SYLLABLE.fullmatch(first)
        and SYLLABLE.fullmatch(second)
        # "Mỹ Kim Hyok-chol": the country, and a foreigner.
        and (first != "Mỹ" or all(map(SYLLABLE.fullmatch, run)))
    )


def _correct_pairs(
    pairs: frozenset[_Pair], english: str, known: frozenset[str]
) -> Iterator[_Correction]:
    lost = sorted(pair for pair in pairs if not holds(english, " ".join(pair)))
    if not lost:
        return
    for run in capitalised_runs(english):
        for first, second in pairwise(run):
            likeness, right = max(
                (
                    (_compare(wrong, syllable), " ".join(pair))
                    for pair in lost
                    for wrong, syllable in _find_unlike((first, second), pair)
                    if wrong.lower() not in known and wrong not in _NO_SYLLABLES
                ),
                default=(0.0, ""),
            )
            if likeness >= _LEAST_LIKENESS_OF_SYLLABLE:
                yield f"{first} {second}", right


def _find_unlike(written: _Pair, pair: _Pair) -> Iterator[_Correction]:
    """The word in which two pairs differ, where the other one is alike."""
    if written[0] == pair[0]:
        yield written[1], pair[1]
    elif written[1] == pair[1]:
        yield written[0], pair[0]


def _compare(written: str, name: str) -> float:
    return SequenceMatcher(None, written, name, autojunk=False).ratio()
