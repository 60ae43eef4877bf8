"""Corpus → normalised, filtered pairs and one shared SentencePiece vocabulary.

Reads train.tsv.xz, project-news.tsv.xz and heldout/dev.tsv.xz from the corpus folder, further
pairs from --extra; writes train.tsv (vi, en, source), dev.tsv (vi, en) and spm.model.
"""

import argparse
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import sentencepiece as spm

from summarize.translation.preparation import simplify

# Not for redistribution (TED), archaic (bible), or glosses rather than sentences (word lists).
LEFT_OUT = ("ted-tst", "ted-official", "bible", "dict-va-word")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵạ-ỹ]", re.IGNORECASE)

Pair = tuple[str, str, str]


def open_text(path: Path) -> TextIO:
    """A UTF-8 text file, plain or .xz."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def read_pairs(path: Path, source: str | None = None) -> Iterator[Pair]:
    """Rows `vi, en[, source]` of a TSV file, plain or .xz, normalised."""
    with open_text(path) as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 2:
                yield simplify(cells[0]), simplify(cells[1]), source or cells[2]


def _long_numbers(text: str) -> set[str]:
    digits = (re.sub(r"\D", "", number) for number in _NUMBER.findall(text))
    return {number for number in digits if len(number) >= 2}


def fault(vi: str, en: str) -> str | None:
    """Why a pair would teach something wrong, or None."""
    vi_words, en_words = len(vi.split()), len(en.split())
    if not vi_words or not en_words or vi == en:
        return "empty or copied"
    if vi_words > 120 or en_words > 100:
        return "long"
    if not 0.6 <= (vi_words + 3) / (en_words + 3) <= 2.5:
        return "length ratio"
    if vi_words >= 6 and len(_VIETNAMESE.findall(vi)) < vi_words * 0.3:
        return "not Vietnamese"
    if len(_VIETNAMESE.findall(en)) > max(3, en_words * 0.3):
        return "not English"
    vi_numbers, en_numbers = _long_numbers(vi), _long_numbers(en)
    both = vi_numbers | en_numbers
    if vi_numbers and en_numbers and len(vi_numbers & en_numbers) * 3 < len(both):
        return "numbers differ"
    return None


def keep(pairs: Iterable[Pair], dropped: Counter[str]) -> Iterator[Pair]:
    """The pairs without fault, each once; `dropped` counts the others by reason."""
    seen = set()
    for vi, en, source in pairs:
        reason = "left out" if source in LEFT_OUT else fault(vi, en)
        if reason is None and (vi, en) in seen:
            reason = "duplicate"
        if reason is None:
            seen.add((vi, en))
            yield vi, en, source
        else:
            dropped[reason] += 1


def train_vocabulary(sentences: Iterable[str], prefix: Path, size: int) -> None:
    """Unigram pieces (Kudo 2018) with byte fallback: no text becomes an unknown piece.

    Ids are Marian's already: </s> 0, <unk> 1; the model appends <pad> as the last one.
    """
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_prefix=str(prefix),
        vocab_size=size,
        model_type="unigram",
        character_coverage=0.9999,
        byte_fallback=True,
        # Digit by digit a number is copied, not remembered.
        split_digits=True,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        input_sentence_size=2_000_000,
        shuffle_input_sentence=False,
        num_threads=2,
        minloglevel=2,
    )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("corpus", type=Path, help="folder with train.tsv.xz and heldout/")
    parser.add_argument("out", type=Path, help="folder for train.tsv, dev.tsv, spm.model")
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="more TSV pairs")
    parser.add_argument("--vocabulary", type=int, default=12_000, help="pieces (12000)")
    args = parser.parse_args(argv)
    args.out.mkdir(parents=True, exist_ok=True)

    def rows() -> Iterator[Pair]:
        for name in ("train.tsv.xz", "project-news.tsv.xz"):
            if (args.corpus / name).exists():
                yield from read_pairs(args.corpus / name)
        for path in args.extra:
            yield from read_pairs(path)

    dropped: Counter[str] = Counter()
    kept = list(keep(rows(), dropped))
    with (args.out / "train.tsv").open("w", encoding="utf-8") as out:
        out.writelines("\t".join(pair) + "\n" for pair in kept)
    dev = args.corpus / "heldout" / "dev.tsv.xz"
    with (args.out / "dev.tsv").open("w", encoding="utf-8") as out:
        out.writelines(f"{vi}\t{en}\n" for vi, en, _ in read_pairs(dev, "dev"))
    print(f"kept {len(kept)}:", dict(Counter(source for _, _, source in kept)))
    print(f"dropped {dropped.total()}:", dict(dropped))

    # An existing vocabulary stays: a model in training depends on it.
    if not (args.out / "spm.model").exists():
        # The smallest sources would teach pieces that news never uses.
        sides = (side for vi, en, _ in kept for side in (vi, en))
        train_vocabulary(sides, args.out / "spm", args.vocabulary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
