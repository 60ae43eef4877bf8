"""Exported models × test sets → chrF and BLEU of what ships, next to each other in one run.

Sources are normalised as in the product; references are left as they are.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import ctranslate2
import sacrebleu
import torch
from transformers import MarianMTModel, MarianTokenizer

from summarize.translation.engines import BEAM_SIZE, MAX_OUTPUT_TOKENS
from summarize.translation.preparation import simplify
from training.prepare import open_text
from training.teacher import Teacher


def read_test(path: Path) -> tuple[list[str], list[str]]:
    """A test set's normalised Vietnamese and its English as it stands."""
    rows = [line.rstrip("\n").split("\t") for line in open_text(path)]
    return [simplify(row[0]) for row in rows], [row[1] for row in rows]


def scores(ours: list[str], references: list[str]) -> str:
    """chrF, BLEU and the share of lines with an unknown piece, as cells of a table row."""
    chrf = sacrebleu.corpus_chrf(ours, [references]).score
    bleu = sacrebleu.corpus_bleu(ours, [references]).score
    unknown = sum("⁇" in line for line in ours) / len(ours)
    return f"{chrf:.2f} | {bleu:.2f} | {unknown:.1%}"


@contextmanager
def load(folder: Path, threads: int, compute_type: str) -> Iterator[Teacher]:
    """The exported model under CTranslate2: ``ct2/`` for int8, else its unrounded weights."""
    if compute_type.startswith("int8"):
        yield Teacher(folder, threads, compute_type)
        return
    with TemporaryDirectory() as place:
        converter = ctranslate2.converters.TransformersConverter(str(folder))
        converter.convert(str(Path(place) / "ct2"), quantization=compute_type)
        shutil.copy(folder / "source.spm", place)
        yield Teacher(Path(place), threads, compute_type)


@torch.no_grad()
def transformers_greedy(folder: Path, sentences: list[str]) -> list[str]:
    """Greedy translations by transformers in fp32, sentence by sentence in length order."""
    tokenizer = MarianTokenizer.from_pretrained(folder)
    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32).eval()
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    out = [""] * len(sentences)
    for start in range(0, len(order), 32):
        part = order[start : start + 32]
        batch = tokenizer([sentences[i] for i in part], return_tensors="pt", padding=True)
        ids = model.generate(**batch, num_beams=1, max_length=MAX_OUTPUT_TOKENS)
        texts = tokenizer.batch_decode(ids, skip_special_tokens=True)
        for i, text in zip(part, texts, strict=True):
            out[i] = text
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("tests", type=Path, nargs="+", help="TSV files of vi, en; plain or .xz")
    parser.add_argument("--models", type=Path, nargs="+", required=True, help="exported folders")
    parser.add_argument("--beam", type=int, default=BEAM_SIZE, help=f"({BEAM_SIZE})")
    parser.add_argument("--threads", type=int, default=1, help="processor threads (1)")
    parser.add_argument(
        "--types", nargs="+", default=["int8"], help="CTranslate2 compute types (int8)"
    )
    parser.add_argument(
        "--agreement", action="store_true", help="also compare greedy with transformers, in fp32"
    )
    args = parser.parse_args(argv)
    print("| model | test set | type | chrF | BLEU | lines with ⁇ |")
    print("| --- | --- | --- | ---: | ---: | ---: |")
    for test in args.tests:
        sources, references = read_test(test)
        for folder in args.models:
            for compute_type in args.types:
                with load(folder, args.threads, compute_type) as teacher:
                    cells = scores(teacher.translate(teacher.lower(sources), args.beam), references)
                print(f"| {folder.name} | {test.name} | {compute_type} | {cells} |", flush=True)
    if args.agreement:
        for folder in args.models:
            for test in args.tests:
                sources, _ = read_test(test)
                with load(folder, args.threads, "float32") as teacher:
                    sources = teacher.lower(sources)
                    ours = teacher.translate(sources, beam=1)
                theirs = transformers_greedy(folder, sources)
                # transformers leaves unknown pieces out; CTranslate2's caller sees them as ⁇.
                known = [" ".join(text.replace("⁇", " ").split()) for text in ours]
                same = sum(a == b for a, b in zip(known, theirs, strict=True)) / len(sources)
                print(f"{folder.name}, {test.name}: greedy fp32 outputs equal in {same:.2%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
