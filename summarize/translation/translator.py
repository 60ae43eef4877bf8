"""Many texts in, as many translations out, whatever the engine."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summarize.translation.checks import find_faults
from summarize.translation.engines import Engine, Hypothesis, Tokens
from summarize.translation.misspellings import restore_spelling
from summarize.translation.names import drop_marks, restore_chairs, restore_names
from summarize.translation.numbers import restore_numbers
from summarize.translation.places import restore_places
from summarize.translation.preparation import Piece, cut_into_pieces, finish, lower_starts
from summarize.translation.quotations import drop_lone_mark, drop_strays, fit_case, loses_mark
from summarize.translation.terms import find_lost_terms, restore_terms
from summarize.types import OptionError, UnsureEnglish

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

MAX_PIECE_TOKENS = 80
_OPENING_QUOTE = re.compile(r"(?<![^\s(])([\"'])(?=\w)")
_SPACED_QUOTE = re.compile(r"(?<![^\s(])([\"']) (?=\S)")
UNSURE_BELOW = -2.0
"""The log probability over the root of the length in tokens, below which the built-in model's
translations are doubtful: a reader found 38 % of these misleading and 13 % of the others. Plain
means (Fomicheva et al. 2020) told them apart less well, as did the least probable words.
"""
_CACHE_SIZE = 20_000  # pieces, about 10 MB


class Tokenizer:
    """A Marian directory's ``source.spm`` and ``target.spm``."""

    def __init__(self, directory: Path) -> None:
        self._source = _load_sentencepiece(directory / "source.spm")
        self._target = _load_sentencepiece(directory / "target.spm")

    def encode(self, text: str) -> Tokens:
        lowered = lower_starts(text, lambda word: len(self._split(word)))
        # The vocabulary knows "▁ngay" whole, and '"ngay' in three pieces.
        return self._split(_OPENING_QUOTE.sub(r"\1 ", lowered))

    def writes_whole(self, word: str) -> bool:
        """Whether the English word is one token."""
        return len(self._target.encode(word)) == 1

    def count(self, text: str) -> int:
        return len(self._split(text))

    def _split(self, text: str) -> Tokens:
        tokens: Tokens = self._source.encode(text, out_type=str)
        return tokens

    def decode(self, tokens: Tokens) -> str:
        return _SPACED_QUOTE.sub(r"\1", self._target.decode(tokens))


def _load_sentencepiece(path: Path) -> SentencePieceProcessor:
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(path))


class _Decoded(NamedTuple):
    """A piece's English, how probable the model found it, and the model's tokens in it."""

    text: str
    log_probability: float
    length: int


class MarianTranslator:
    """A ``Translator``: call it with Vietnamese texts, get one English text for each, in order.

    A text may hold several sentences. An empty or letterless text comes back as it is; a single
    text, not in a list, is an OptionError. ``name`` says which model it is. A piece whose
    translation ``find_faults`` objects to is decoded once more, strictly, and the hypothesis with
    the fewest faults is kept. A text whose log probability over the root of its length is under
    ``unsure_below`` comes back as an ``UnsureEnglish``. Pickled, a translator is what ``load``
    gives in the other process.
    """

    def __init__(
        self,
        engine: Engine,
        tokenizer: Tokenizer,
        name: str,
        load: Callable[[], MarianTranslator] | None = None,
        *,
        unsure_below: float = -math.inf,
    ) -> None:
        self.name = name
        self._load = load
        self._engine = engine
        self._tokenizer = tokenizer
        self._unsure_below = unsure_below
        self._cache: dict[str, _Decoded] = {}

    def __reduce__(self) -> str | tuple[Any, ...]:
        return (self._load, ()) if self._load else super().__reduce__()

    def __call__(self, texts: Sequence[str]) -> list[str]:
        if isinstance(texts, str):  # a sequence too, of letters
            raise OptionError(
                f"A translator takes a list of texts, not one text: {texts[:40]!r}. "
                "Put it in a list."
            )
        cut = [cut_into_pieces(text, self._tokenizer.count, MAX_PIECE_TOKENS) for text in texts]
        english = self._translate({piece.text for pieces in cut for piece in pieces})
        return [
            self._join(pieces, [english[piece.text] for piece in pieces]) if pieces else text
            for text, pieces in zip(texts, cut, strict=True)
        ]

    def _join(self, pieces: Sequence[Piece], english: Sequence[_Decoded]) -> str:
        text = " ".join(map(finish, pieces, (piece.text for piece in english)))
        log_probability = sum(piece.log_probability for piece in english)
        length = sum(piece.length for piece in english)
        is_unsure = log_probability < self._unsure_below * math.sqrt(length)
        return UnsureEnglish(text) if is_unsure else text

    def _translate(self, pieces: set[str]) -> dict[str, _Decoded]:
        """Each piece's translation, from the cache where it was translated before."""
        known = {piece: self._cache[piece] for piece in pieces if piece in self._cache}
        # Alike lengths share a batch; the text itself makes the order, so the bytes, the same.
        new = sorted(pieces - known.keys(), key=lambda piece: (len(piece), piece))
        english = {
            piece: hypotheses[0]
            for piece, hypotheses in zip(new, self._decode(new, strict=False), strict=True)
        }
        faulty = [piece for piece in new if _count_faults(piece, english[piece].text)]
        for piece, hypotheses in zip(faulty, self._decode(faulty, strict=True), strict=True):
            best = min(
                [english[piece], *hypotheses], key=lambda one: _count_faults(piece, one.text)
            )
            english[piece] = best._replace(text=drop_lone_mark(piece, best.text))
        self._remember(english)
        return known | english

    def _decode(self, pieces: Sequence[str], *, strict: bool) -> list[list[_Decoded]]:
        if not pieces:
            return []
        decoded = self._engine.decode(
            [self._tokenizer.encode(piece) for piece in pieces], strict=strict
        )
        return [
            [self._restore(piece, hypothesis) for hypothesis in hypotheses]
            for piece, hypotheses in zip(pieces, decoded, strict=True)
        ]

    def _restore(self, vietnamese: str, hypothesis: Hypothesis) -> _Decoded:
        """The ``hypothesis`` with what can be told from the Vietnamese put right."""
        english = self._tokenizer.decode(hypothesis.tokens)
        english = drop_strays(vietnamese, english)
        english = fit_case(vietnamese, english, self._tokenizer.writes_whole)
        english = drop_marks(vietnamese, english)
        english = restore_places(vietnamese, restore_names(vietnamese, english))
        english = restore_chairs(vietnamese, english)
        english = restore_spelling(vietnamese, english, self._tokenizer.writes_whole)
        english = restore_numbers(vietnamese, restore_terms(vietnamese, english))
        return _Decoded(english, hypothesis.log_probability, len(hypothesis.tokens) + 1)

    def _remember(self, english: dict[str, _Decoded]) -> None:
        self._cache |= english
        for oldest in list(self._cache)[: max(0, len(self._cache) - _CACHE_SIZE)]:
            self._cache.pop(oldest, None)


def _count_faults(piece: str, english: str) -> int:
    faults = len(find_faults(piece, english)) + len(find_lost_terms(piece, english))
    return faults + loses_mark(piece, english)
