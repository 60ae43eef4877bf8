"""The two ways to run a Marian model: CTranslate2 and transformers, pieces in and pieces out."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

BEAM_SIZE = 4
RETRY_BEAM_SIZE = 8
LENGTH_PENALTY = 2.0
"""The power of a hypothesis' length that its log probability is divided by (Wu et al. 2016): with 1
the model leaves clauses out.
"""
MAX_OUTPUT_TOKENS = 256
# English takes about as many pieces as Vietnamese; what takes over twice as many is in a loop.
LOOP_FACTOR, LOOP_ALLOWANCE = 2, 32
BATCH_SIZE = 32
_RATED = 8  # sequences whose logits are held at once
_EOS = "</s>"
_OPENING_QUOTES = ('▁"', "▁'")
T = TypeVar("T")

Tokens: TypeAlias = list[str]
"""A sentence as SentencePiece pieces, without end or padding."""


class Hypothesis(NamedTuple):
    """What the model makes of a sentence, and the natural logarithm of its probability."""

    tokens: Tokens
    log_probability: float


class Engine(Protocol):
    """Decodes tokenised sentences that are short enough for the model."""

    def decode(self, sentences: Sequence[Tokens], *, strict: bool) -> list[list[Hypothesis]]:
        """For each sentence its hypotheses, best first: one, or with ``strict`` several.

        ``strict`` searches wider and forbids any three tokens to occur twice.
        """


class CTranslate2Engine:
    """A converted model; int8 weights, needs neither torch nor transformers.

    One thread a batch, one batch a core: more threads inside a batch never paid. Of ``whole_words``
    see ``_find_parts``.
    """

    def __init__(self, converted: Path, threads: int, *, whole_words: bool = False) -> None:
        import ctranslate2

        self._translator = ctranslate2.Translator(
            str(converted),
            device="cpu",
            compute_type="int8",
            inter_threads=threads,
            intra_threads=1,
        )
        self._suppressed = None
        if whole_words:
            vocabulary = (converted / "shared_vocabulary.json").read_text(encoding="utf-8")
            parts = _find_parts(json.loads(vocabulary))
            self._suppressed = [[quote, part] for quote in _OPENING_QUOTES for part in parts]

    def decode(self, sentences: Sequence[Tokens], *, strict: bool) -> list[list[Hypothesis]]:
        # Padding changes the sums inside a model in their last digits, and now and then a word
        # with them. In batches of one length a sentence comes out the same in any company.
        places = defaultdict(list)
        for place, tokens in enumerate(sentences):
            places[len(tokens)].append(place)
        pending = [
            (batch, self._start([sentences[place] for place in batch], strict))
            for alike in places.values()
            for batch in _batches(alike)
        ]
        decoded = {
            place: _read_result(result.result())
            for batch, results in pending
            for place, result in zip(batch, results, strict=True)
        }
        return [decoded[place] for place in range(len(sentences))]

    def _start(self, batch: Sequence[Tokens], strict: bool) -> list[Any]:
        """Begin to decode on whichever thread is free: ctranslate2's results to come."""
        return list(
            self._translator.translate_batch(
                [[*tokens, _EOS] for tokens in batch],
                asynchronous=True,
                beam_size=RETRY_BEAM_SIZE if strict else BEAM_SIZE,
                num_hypotheses=RETRY_BEAM_SIZE if strict else 1,
                length_penalty=LENGTH_PENALTY,
                return_scores=True,
                no_repeat_ngram_size=3 if strict else 0,
                max_input_length=0,
                max_decoding_length=min(
                    MAX_OUTPUT_TOKENS, LOOP_FACTOR * len(batch[0]) + LOOP_ALLOWANCE
                ),
                disable_unk=True,
                suppress_sequences=self._suppressed,
            )
        )


def _read_result(result: Any) -> list[Hypothesis]:
    # The penalty's length counts the end too.
    return [
        Hypothesis(tokens, score * (len(tokens) + 1) ** LENGTH_PENALTY)
        for tokens, score in zip(result.hypotheses, result.scores, strict=True)
    ]


class TransformersEngine:
    """A Marian directory run by ``transformers.MarianMTModel`` on torch, fp32. Of ``whole_words``
    see ``_find_parts``.
    """

    def __init__(self, directory: Path, *, whole_words: bool = False) -> None:
        import torch
        from transformers import MarianMTModel

        self._torch = torch
        self._ids: dict[str, int] = json.loads(
            (directory / "vocab.json").read_text(encoding="utf-8")
        )
        self._tokens = {index: token for token, index in self._ids.items()}
        self._model = MarianMTModel.from_pretrained(directory, dtype=torch.float32).eval()
        self._quotes = [self._ids[quote] for quote in _OPENING_QUOTES if whole_words]
        self._parts = [self._ids[part] for part in _find_parts(self._ids)]

    def decode(self, sentences: Sequence[Tokens], *, strict: bool) -> list[list[Hypothesis]]:
        return [
            hypotheses
            for batch in _batches(sentences)
            for hypotheses in self._decode_batch(batch, strict)
        ]

    def _decode_batch(self, sentences: Sequence[Tokens], strict: bool) -> list[list[Hypothesis]]:
        from transformers import GenerationConfig

        torch, config = self._torch, self._model.config
        unknown, pad, eos = self._ids["<unk>"], config.pad_token_id, config.eos_token_id
        rows = [
            [self._ids.get(token, unknown) for token in [*tokens, _EOS]] for tokens in sentences
        ]
        width = max(map(len, rows))
        count = RETRY_BEAM_SIZE if strict else 1
        ids = torch.tensor([row + [pad] * (width - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
        with torch.inference_mode():
            generated = self._model.generate(
                input_ids=ids,
                attention_mask=mask,
                # The directory's own settings are left aside: old ones decode greedily, 21 tokens.
                generation_config=GenerationConfig(
                    num_beams=RETRY_BEAM_SIZE if strict else BEAM_SIZE,
                    num_return_sequences=count,
                    length_penalty=LENGTH_PENALTY,
                    no_repeat_ngram_size=3 if strict else 0,
                    max_length=MAX_OUTPUT_TOKENS,
                    bad_words_ids=[[pad], [unknown]],
                    decoder_start_token_id=config.decoder_start_token_id,
                    eos_token_id=eos,
                    forced_eos_token_id=eos,
                    pad_token_id=pad,
                ),
                logits_processor=[self._suppress_parts],
            )
            log_probabilities = self._rate(
                ids.repeat_interleave(count, 0), mask.repeat_interleave(count, 0), generated
            )
        special = {pad, eos, unknown}
        decoded = [
            Hypothesis(
                [self._tokens[index] for index in row if index not in special], log_probability
            )
            for row, log_probability in zip(generated.tolist(), log_probabilities, strict=True)
        ]
        return [decoded[start : start + count] for start in range(0, len(decoded), count)]

    def _rate(self, ids: Any, mask: Any, generated: Any) -> list[float]:
        """The log probability of each sequence, a few at a time: ``generate`` would give it for the
        logits of every step and beam, hundreds of MB.
        """
        rated: list[float] = []
        for start in range(0, len(ids), _RATED):
            few = slice(start, start + _RATED)
            written = generated[few, 1:, None]
            logits = self._model(
                input_ids=ids[few],
                attention_mask=mask[few],
                decoder_input_ids=generated[few, :-1],
            ).logits
            chances = logits.log_softmax(-1).gather(-1, written)
            chances[written == self._model.config.pad_token_id] = 0.0
            rated += chances.sum((1, 2)).tolist()
        return rated

    def _suppress_parts(self, ids: Any, scores: Any) -> Any:
        """The next token's ``scores``, where a quotation was just opened without parts of words."""
        for row, last in enumerate(ids[:, -1].tolist()):
            if last in self._quotes:
                scores[row, self._parts] = float("-inf")
        return scores


def _find_parts(vocabulary: Iterable[str]) -> list[str]:
    """The tokens that go on with a word, which the built-in model must not write behind an opening
    quotation mark: it has seen few words without their beginnings, and spells others with them
    ("enhancate" for "strengthen").
    """
    return [token for token in vocabulary if token[0] == "-" or token[0].isalpha()]


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH_SIZE):
        yield items[start : start + BATCH_SIZE]


def available_cores() -> int:
    """The number of cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
