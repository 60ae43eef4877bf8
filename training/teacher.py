"""A trained model translating many lines with CTranslate2, resumable line by line."""

import itertools
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import ctranslate2
import sentencepiece as spm

from summarize.translation.engines import BEAM_SIZE, LENGTH_PENALTY, MAX_OUTPUT_TOKENS
from training.batches import lower_all

# A piece of work between two writes: large enough to sort by length, small enough to lose.
_CHUNK = 2048


class Teacher:
    """An exported model folder (spm and ct2/) that translates normalised sentences."""

    def __init__(self, folder: Path, threads: int = 1, compute_type: str = "default") -> None:
        self._pieces = spm.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
        self._translator = ctranslate2.Translator(
            str(folder / "ct2"),
            device=device,
            compute_type=compute_type,
            inter_threads=1,
            intra_threads=threads,
        )

    def lower(self, sentences: list[str]) -> list[str]:
        """Vietnamese sentences as a vi→en model was trained to read them."""
        return lower_all(sentences, self._pieces)

    def translate(self, sentences: list[str], beam: int = BEAM_SIZE) -> list[str]:
        """One translation for each sentence, in order."""
        results = self._translator.translate_batch(
            [[*pieces, "</s>"] for pieces in self._pieces.encode(sentences, out_type=str)],
            beam_size=beam,
            length_penalty=LENGTH_PENALTY,
            max_batch_size=4096,
            batch_type="tokens",
            max_input_length=512,
            max_decoding_length=MAX_OUTPUT_TOKENS,
        )
        decoded: list[str] = self._pieces.decode([result.hypotheses[0] for result in results])
        return decoded


def translate_lines(teacher: Teacher, lines: Iterable[str], out: Path, beam: int) -> None:
    """Write the translation of every line to `out`, going on after those already there."""
    done = 0
    if out.exists():
        # A torn last line, left by an interrupted write, is made again.
        whole = out.read_bytes().rpartition(b"\n")
        os.truncate(out, len(whole[0]) + len(whole[1]))
        done = whole[0].count(b"\n") + bool(whole[1])
    todo = itertools.islice(lines, done, None)
    with out.open("a", encoding="utf-8") as written:
        while chunk := list(itertools.islice(todo, _CHUNK)):
            for text in teacher.translate(chunk, beam):
                written.write(" ".join(text.split()) + "\n")
            written.flush()
            done += len(chunk)
            print(out.name, done, flush=True)


def zip_lines(*paths: Path) -> Iterator[tuple[str, ...]]:
    """Rows of equally long plain text files."""
    files = [path.read_text(encoding="utf-8").splitlines() for path in paths]
    return zip(*files, strict=True)
