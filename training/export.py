"""Checkpoint → the folder that ships: Marian files (fp16) and ct2/ (CTranslate2, int8)."""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import sentencepiece as spm
import torch
from transformers import MarianTokenizer

from training.model import build_model, load_checkpoint, zero_pad_row


def write_tokenizer(pieces: Path, out: Path) -> None:
    """One vocabulary for both sides; SentencePiece's own ids, then <pad>."""
    model = spm.SentencePieceProcessor(model_file=str(pieces))
    size = model.get_piece_size()
    vocab = {model.id_to_piece(i): i for i in range(size)} | {"<pad>": size}
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(pieces, out / name)
    (out / "vocab.json").write_text(
        json.dumps(vocab, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    MarianTokenizer(
        source_spm=str(out / "source.spm"),
        target_spm=str(out / "target.spm"),
        vocab=str(out / "vocab.json"),
        source_lang="vi",
        target_lang="en",
        model_max_length=512,
    ).save_pretrained(out)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("checkpoint", type=Path, help="written by training.train or .average")
    parser.add_argument("pieces", type=Path, help="spm.model of training.prepare")
    parser.add_argument("out", type=Path, help="folder to write")
    parser.add_argument("--quantization", default="int8", help="of ct2/ (int8)")
    args = parser.parse_args(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    state = load_checkpoint(args.checkpoint)
    width, encoder_layers, decoder_layers = state["shape"]
    pad = spm.SentencePieceProcessor(model_file=str(args.pieces)).get_piece_size()
    model = build_model(pad, width, encoder_layers, decoder_layers, dropout=0.0)
    model.load_state_dict(state["model"])
    zero_pad_row(model)
    model.to(torch.float16).save_pretrained(args.out)
    # safetensors writes for its owner alone; others install and read these files.
    (args.out / "model.safetensors").chmod(0o644)
    write_tokenizer(args.pieces, args.out)
    converter = ctranslate2.converters.TransformersConverter(str(args.out))
    converter.convert(str(args.out / "ct2"), quantization=args.quantization, force=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
