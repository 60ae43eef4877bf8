from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from summarize import load_translator
from summarize.translation import MarianTranslator

# The same examples on every run, and no timed assertions.
settings.register_profile("default", deadline=None, derandomize=True, database=None)
settings.load_profile("default")

SAMPLES = Path(__file__).parent.parent / "samples"

VIETNAMESE = """
Chính phủ ban hành nghị quyết mới về kinh tế và xã hội.
Hà Nội có mưa lớn trong đêm, nhiều tuyến phố bị ngập.
Thủ tướng yêu cầu các bộ, ngành đẩy nhanh tiến độ giải ngân vốn đầu tư công.
Giá xăng dầu tăng 3,5% từ 15 giờ ngày 10/1.
Học sinh cả nước trở lại trường sau kỳ nghỉ Tết.
""".strip().splitlines()
ENGLISH = """
The Government issued a new resolution on the economy and society.
Hanoi had heavy rain overnight and many streets were flooded.
The Prime Minister asked ministries to speed up the disbursement of public investment.
Petrol prices rose 3.5% from 3 p.m. on January 10.
Students across the country returned to school after the Tet holiday.
""".strip().splitlines()

LOOPBACK_ONLY = ("unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
"""What runs the command behind it in a network namespace that has the loopback interface only."""


@pytest.fixture(scope="session")
def vtv_page() -> str:
    return (SAMPLES / "vtv-chinh-phu-dien-tu.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def built_in() -> MarianTranslator:
    return load_translator()


@pytest.fixture(scope="session")
def opus_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained model laid out as the opus-mt models on the hub are: an old config that still
    holds generation settings, a pickled state and two SentencePiece models over one vocabulary.
    """
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    directory = tmp_path_factory.mktemp("opus-mt-vi-en")
    tokens = ["</s>", "<unk>"]
    for name, lines in (("source", VIETNAMESE), ("target", ENGLISH)):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines * 5),
            model_prefix=str(directory / name),
            vocab_size=90,
            hard_vocab_limit=False,
            bos_id=-1,
            eos_id=0,
            unk_id=1,
            character_coverage=1.0,
            minloglevel=2,
        )
        (directory / f"{name}.model").rename(directory / f"{name}.spm")
        (directory / f"{name}.vocab").unlink()
        model = sentencepiece.SentencePieceProcessor(model_file=str(directory / f"{name}.spm"))
        pieces = (model.id_to_piece(index) for index in range(2, len(model)))
        tokens += [piece for piece in pieces if piece not in tokens]
    tokens.append("<pad>")
    pad = len(tokens) - 1
    vocabulary = {token: index for index, token in enumerate(tokens)}
    (directory / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    (directory / "tokenizer_config.json").write_text(
        json.dumps({"source_lang": "vi", "target_lang": "en", "model_max_length": 512})
    )
    shape = {
        "vocab_size": len(tokens),
        "d_model": 32,
        "encoder_layers": 2,
        "decoder_layers": 1,
        "encoder_attention_heads": 2,
        "decoder_attention_heads": 2,
        "encoder_ffn_dim": 64,
        "decoder_ffn_dim": 64,
        "max_position_embeddings": 512,
        "pad_token_id": pad,
        "decoder_start_token_id": pad,
        "eos_token_id": 0,
        "forced_eos_token_id": 0,
        "scale_embedding": True,
        "static_position_embeddings": True,
        "activation_function": "swish",
    }
    torch.manual_seed(1)
    model = MarianMTModel(MarianConfig(**shape))
    with torch.no_grad():
        model.model.shared.weight[pad] = 0
    torch.save(model.state_dict(), directory / "pytorch_model.bin")
    old = {
        "architectures": ["MarianMTModel"],
        "model_type": "marian",
        "num_beams": 6,
        "max_length": 512,
        "bad_words_ids": [[pad]],
        **shape,
    }
    (directory / "config.json").write_text(json.dumps(old))
    return directory


@pytest.fixture
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path / "cache"
