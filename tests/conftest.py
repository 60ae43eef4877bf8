from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

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


STORY = (
    "Chiều 10/1, mưa lớn trút xuống khu vực {place} trong gần hai giờ, nhiều tuyến phố bị ngập "
    "sâu và giao thông tê liệt.\n\nSở Xây dựng cho biết đã huy động toàn bộ máy bơm để tiêu úng."
)


class Site(BaseHTTPRequestHandler):
    """A site made of ``pages``: its paths and what is there."""

    pages: ClassVar[dict[str, bytes]] = {}
    asked: ClassVar[Counter[str]] = Counter()
    users: ClassVar[set[str | None]] = set()
    """What was given for authorization."""

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        self.users.add(self.headers["Authorization"])
        body = self.pages.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    stories = {f"/tin-{n}": STORY.format(place=f"quận {n}").encode() for n in range(1, 7)}
    monkeypatch.setattr(Site, "pages", stories)
    monkeypatch.setattr(Site, "asked", Counter())
    monkeypatch.setattr(Site, "users", set())
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def rss(*items: str, root: str = "rss") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} version="2.0"><channel>'
        f"<title>Thời sự</title>{''.join(items)}</channel></{root}>"
    ).encode()


def item(link: str, title: str = "Mưa", day: str = "Thu, 10 Jan 2019 06:00:00 +0700") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate>"
        f"<description>Tóm tắt &amp; ảnh</description></item>"
    )


def sitemap(*entries: str, kind: str = "urlset") -> bytes:
    namespaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    )
    return f'<?xml version="1.0"?><{kind} {namespaces}>{"".join(entries)}</{kind}>'.encode()


def url(link: str, changed: str = "", more: str = "", kind: str = "url") -> str:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<{kind}><loc>\n{link}\n</loc>{lastmod}{more}</{kind}>"
