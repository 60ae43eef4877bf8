"""A text made fit for a Marian model, and its translation made fit for a reader (pure).

A Marian model translates one sentence at a time: later sentences of a longer text are dropped
silently, over-long ones run out of positions, capitals and control tokens derail it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from summarize.sentences import split_sentences
from summarize.translation.names import SURNAMES
from summarize.words import CAPITALS, VIETNAMESE_LETTER, fold_tone_marks, normalize

# `>>eng<<` chooses a target language and the others steer the decoder: in a text they are noise.
_CONTROL = re.compile(r">>[^<>]*<<|>>|<<|</?s>|<pad>|<unk>|<0x[0-9A-Fa-f]{2}>|[▁⁇]")
_LETTER = re.compile(r"[^\W\d_]")
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′`´＇", "'"),
        **dict.fromkeys("–—―−‐‑‒", "-"),
        "…": "...",
    }
)
_CLAUSE_END = re.compile(r"[;,:](?=\s)")
_FINAL_STOP = re.compile(r"[.!?…:;,][\"')\]”’]*$")

# "15h10", which the model turns into an hour of the other half of the day, while it copies 15:10.
_CLOCK = re.compile(r"\b([01]?\d|2[0-4]) ?[hg] ?([0-5]\d)(?: ?phút)?\b")
# Half of the day after such an hour is said twice or wrong; a stop that ends the sentence stays.
_HALF_OF_DAY = re.compile(r"\b((?:1[3-9]|2[0-4]):[0-5]\d) ?[ap]\.m(?:\.(?=.)|(?=\.\Z))")
_SHOUTED_WORDS = re.compile(rf"\b[{CAPITALS}]{{2,}}(?: [{CAPITALS}]+)+\b")


class Piece(NamedTuple):
    """What the model sees of a text: one sentence or clause, in ordinary capitals."""

    text: str
    shouted: bool  # the original was in capitals, so the translation should be


def simplify(text: str) -> str:
    """The one spelling that the built-in model was trained on: NFC, plain quotes and dashes,
    tone marks in their old places, single spaces.
    """
    return " ".join(fold_tone_marks(normalize(text)).translate(_PUNCTUATION).split())


def cut_into_pieces(
    text: str, count_tokens: Callable[[str], int], max_tokens: int
) -> tuple[Piece, ...]:
    """The pieces of ``text`` to translate one by one; none where it holds no letter.

    Each has at most ``max_tokens`` by ``count_tokens``, which must grow with the text.
    """
    text = _CLOCK.sub(r"\1:\2", simplify(_CONTROL.sub(" ", text)))
    pieces = []
    for sentence in split_sentences(text):
        shouted = _is_shouted(sentence.text)
        plain = sentence.text.capitalize() if shouted else _quieten(sentence.text)
        for part in _split_long(plain, count_tokens, max_tokens):
            if _LETTER.search(part):
                pieces.append(Piece(part, shouted))
    return tuple(pieces)


def finish(piece: Piece, english: str) -> str:
    """The model's ``english`` for ``piece`` with the piece's own capitals and final stop."""
    english = _HALF_OF_DAY.sub(r"\1", " ".join(english.split()))
    if not _FINAL_STOP.search(piece.text):
        english = english.removesuffix(".")
    return english.upper() if piece.shouted else english


def _is_shouted(text: str) -> bool:
    letters = _LETTER.findall(text)
    upper = sum(letter.isupper() for letter in letters)
    return len(letters) >= 12 and upper >= 0.8 * len(letters)


def _quieten(text: str) -> str:
    """Ordinary capitals for words that stand in capitals amid others, abbreviations left alone."""

    def lower(match: re.Match[str]) -> str:
        words = match[0].split()
        if words[0].capitalize() in SURNAMES and len(words) <= 4:
            return match[0].title()
        if len(words) < 3 or not VIETNAMESE_LETTER.search(match[0]):
            return match[0]
        quiet = match[0].lower()
        return quiet if match.start() else quiet.capitalize()

    return _SHOUTED_WORDS.sub(lower, text)


def _split_long(text: str, count_tokens: Callable[[str], int], max_tokens: int) -> list[str]:
    if count_tokens(text) <= max_tokens or len(text) < 2:
        return [text]
    middle = len(text) / 2
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    # A cut near an edge would leave the other part as long as before.
    ends = [end for end in ends if 0.2 * len(text) < end < 0.8 * len(text)]
    ends = ends or [match.start() for match in re.finditer(r"\s", text)] or [int(middle)]
    cut = min(ends, key=lambda end: abs(end - middle))
    return [
        part
        for half in (text[:cut].strip(), text[cut:].strip())
        if half
        for part in _split_long(half, count_tokens, max_tokens)
    ]
