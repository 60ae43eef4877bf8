"""What can be seen to be wrong with a translation without knowing both languages (pure)."""

from __future__ import annotations

import re
from collections import Counter

from summarize.translation.countries import find_invented_countries, find_lost_countries
from summarize.translation.hours import find_wrong_hours
from summarize.translation.names import find_lost_foreign_names, find_lost_names
from summarize.translation.negations import loses_negation
from summarize.translation.numbers import compare_numbers
from summarize.translation.places import find_lost_places
from summarize.translation.polishing import DOUBLED
from summarize.translation.symbols import loses_letters
from summarize.types import UnsureEnglish

_MIN_LENGTH_RATIO, _MAX_LENGTH_RATIO = 0.4, 2.5  # characters, English over Vietnamese
_MIN_LENGTH_FOR_RATIO = 25  # characters: below it a good translation may have any ratio


def find_faults(vietnamese: str, english: str) -> tuple[str, ...]:
    """Sentences for a reader on what to check in ``english``; empty where nothing is suspicious.

    Looks for an empty result, words repeated in a loop, a length out of proportion, characters
    that the model could not write, numbers, hours and countries that differ, a negation that is
    lost, names of people and of places that are not there, and ``UnsureEnglish``.
    """
    if not english.strip():
        return ("The translation is empty.",)
    faults = []
    loops = has_loop(english) and not has_loop(vietnamese)
    if loops or (DOUBLED.search(english) and not DOUBLED.search(vietnamese)):
        faults.append("The translation repeats itself.")
    ratio = len(english) / max(1, len(vietnamese))
    if len(vietnamese) >= _MIN_LENGTH_FOR_RATIO:
        if ratio < _MIN_LENGTH_RATIO:
            faults.append("The translation is much shorter than the original.")
        elif ratio > _MAX_LENGTH_RATIO:
            faults.append("The translation is much longer than the original.")
    is_garbled = "⁇" in english or ("??" in english and "??" not in vietnamese)
    if is_garbled or loses_letters(vietnamese, english):
        faults.append("Some characters could not be translated.")
    lost, invented = compare_numbers(vietnamese, english)
    faults += [f"The number {number} of the original is not in the English." for number in lost]
    faults += [f"The number {number} is not in the original." for number in invented]
    faults += [
        f"The hour {hour} is not in the original." for hour in find_wrong_hours(vietnamese, english)
    ]
    if loses_negation(vietnamese, english):
        faults.append("A negation of the original may be lost.")
    lost_names = (
        *find_lost_names(vietnamese, english),
        *find_lost_places(vietnamese, english),
        *find_lost_foreign_names(vietnamese, english),
    )
    faults += [
        f"The name {name} of the original is not in the English."
        for name in dict.fromkeys(lost_names)
    ]
    lost_countries = find_lost_countries(vietnamese, english)
    faults += [
        f"The country {name} of the original is not in the English." for name in lost_countries
    ]
    invented_countries = find_invented_countries(vietnamese, english)
    faults += [f"The country {name} is not in the original." for name in invented_countries]
    if isinstance(english, UnsureEnglish):
        faults.append("The model is unsure of this translation.")
    return tuple(faults)


def has_loop(text: str) -> bool:
    """Whether a run of words follows itself twice, or four words in a row recur three times."""
    words = re.findall(r"\w+", text.lower())
    for size in range(1, 9):
        repeats = 0  # consecutive words equal to the one `size` before them
        for earlier, later in zip(words, words[size:], strict=False):
            repeats = repeats + 1 if earlier == later else 0
            if repeats >= 2 * size:
                return True
    grams = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    return any(count >= 3 for count in grams.values())
