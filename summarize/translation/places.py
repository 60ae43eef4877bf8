"""Names of Vietnamese places in a translation, put right where the model misspelt them (pure).

As with people, English keeps the words of the name and only drops the diacritics; what kind of
place it is, is said beside it in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from summarize.translation.names import holds
from summarize.words import CAPITALS, strip_diacritics

_KINDS = {
    "xã": "commune",
    "phường": "ward",
    "quận": "district",
    "huyện": "district",
    "thị trấn": "town|township",
    "thị xã": "town",
    "thôn": "village|hamlet",
    "làng": "village",
    "bản": "village|hamlet",
    "ấp": "hamlet|village",
    "buôn": "village|hamlet",
    "đường": "street|road",
    "phố": "street",
    "sông": "river",
    "suối": "stream|creek",
    "hồ": "lake",
    "cầu": "bridge",
    "chợ": "market",
}
# Not "sông Hồng" (Red River), nor "phiên bản Hàn Quốc".
_KEPT = frozenset(_KINDS) - {"sông", "hồ", "cầu", "chợ", "phố", "bản"}
_WORD = rf"[{CAPITALS}][^\W\d_{CAPITALS}]*"
_PLACE = re.compile(
    rf"\b(?<!thành )(?<!ông )(?<!bà )(?P<kind>{'|'.join(_KINDS)}) "
    rf"(?P<name>{_WORD}(?: {_WORD}){{1,3}})(?!\w| [{CAPITALS}])"
)
_LEAST_LIKENESS = 0.6  # of characters: Vu Sue for Chu Se is 0.67


class _Place(NamedTuple):
    kind: str  # in English, a pattern
    name: str  # without diacritics


def restore_places(vietnamese: str, english: str) -> str:
    """``english`` with the source's places where it holds something like them.

    A name of two words or more that is missing takes the place of the likest capitalised words
    beside the same kind of place ("Thu Nghia district") that are not in the source themselves.
    """
    known = strip_diacritics(vietnamese)
    for place in dict.fromkeys(_find_places(vietnamese)):
        if _squeeze(place.name) in _squeeze(english):
            continue
        likeness, written = max(
            (
                (SequenceMatcher(None, place.name, strip_diacritics(written)).ratio(), written)
                for written in _candidates(place, english)
                if not holds(known, strip_diacritics(written))
            ),
            default=(0.0, ""),
        )
        if likeness >= _LEAST_LIKENESS:
            english = re.sub(rf"\b{written}\b", place.name, english)
    return english


def find_lost_places(vietnamese: str, english: str) -> tuple[str, ...]:
    """The names of places in ``vietnamese`` that English keeps and ``english`` lacks."""
    squeezed = _squeeze(english)
    lost = (
        match["name"]
        for match in _PLACE.finditer(vietnamese)
        if match["kind"] in _KEPT and _squeeze(match["name"]) not in squeezed
    )
    return tuple(dict.fromkeys(lost))


def _find_places(text: str) -> Iterator[_Place]:
    for match in _PLACE.finditer(text):
        yield _Place(_KINDS[match["kind"]], strip_diacritics(match["name"]))


def _squeeze(text: str) -> str:
    """English writes some names as one word: Saigon."""
    return strip_diacritics(text).replace(" ", "").lower()


def _candidates(place: _Place, english: str) -> Iterator[str]:
    """Capitalised words before or after the kind of place, up to one more than the name has."""
    longest = len(place.name.split()) + 1
    # A district of something is one of a province's.
    of = "(?: of)?" if "village" in place.kind or "town" in place.kind else ""
    kind = rf"\b(?i:{place.kind})"
    for match in re.finditer(rf"((?:\b{_WORD} )+){kind}\b|{kind}{of}((?: {_WORD})+)", english):
        words = (match[1] or match[2]).split()
        for count in range(1, min(longest, len(words)) + 1):
            yield " ".join(words[-count:] if match[1] else words[:count])
