"""The whole recipe, on made-up pairs and a model of toy size."""

from __future__ import annotations

import json
import lzma
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import sentencepiece as spm
import torch

from summarize.translation.engines import BEAM_SIZE, MAX_OUTPUT_TOKENS
from summarize.translation.preparation import cut_into_pieces, simplify
from summarize.translation.translator import Tokenizer
from training import average, embed, evaluate, export, prepare, synthesize, terms, train
from training.batches import Batches, Pair, encode_pairs, encode_sources
from training.evaluate import transformers_greedy
from training.model import load_checkpoint, shortlist, smoothed_loss
from training.muon import orthogonalise
from training.prepare import fault
from training.teacher import Teacher, zip_lines
from training.train import rate

pytestmark = pytest.mark.filterwarnings("ignore")  # other people's, in torch and transformers

WORDS = {
    "Chính phủ": "the government", "bệnh viện": "the hospital", "trường học": "the school",
    "ngân hàng": "the bank", "người dân": "people", "công ty": "the company",
    "mở": "opens", "xây": "builds", "đóng": "closes", "mua": "buys",
    "một cây cầu": "a bridge", "con đường": "the road", "nhà máy": "a factory",
    "hoà bình": "peace", "năm nay": "this year", "hôm qua": "yesterday", "ở Huế": "in Hue",
}  # fmt: skip
SIZE = "--width 64 --encoder-layers 1 --decoder-layers 1 --tokens 600 --warmup 10 --decay 20"
STEPS = "--steps 120 --keep-every 60 --dev-every 1000 --dev-lines 5 --log-every 30 --sampled 100"
RATES = "--muon-lr 0.01 --adam-lr 0.005"


def made_up_pairs(count: int) -> list[tuple[str, str]]:
    rng = random.Random(1)
    words = list(WORDS.items())
    parts = (words[:6], words[6:10], words[10:14], words[14:])
    rows = []
    for number in range(10, 10 + count):
        chosen = [rng.choice(part) for part in parts]
        vi, en = (" ".join(word[side] for word in chosen) for side in (0, 1))
        rows.append((f"{vi} {number}.", f"{en} {number}."))
    return rows


@dataclass(frozen=True, slots=True)
class Recipe:
    corpus: Path
    data: Path
    run: Path
    model: Path


def train_toy(data: Path, out: Path, *more: str) -> None:
    assert (
        train.main([str(data), str(out), *SIZE.split(), *STEPS.split(), *RATES.split(), *more]) == 0
    )


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Several threads add in an order that varies."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    root = tmp_path_factory.mktemp("recipe")
    made = Recipe(root / "corpus", root / "data", root / "run", root / "model")
    (made.corpus / "heldout").mkdir(parents=True)
    rows = made_up_pairs(330)
    for name, part, tail in (
        ("train.tsv.xz", rows[30:], "\tevbnews"),
        ("heldout/dev.tsv.xz", rows[:30], ""),
    ):
        with lzma.open(made.corpus / name, "wt", encoding="utf-8") as out:
            out.writelines(f"{vi}\t{en}{tail}\n" for vi, en in part)
    extra = root / "extra.tsv"
    extra.write_text("Trời mưa.\tIt rains.\tback-translated\nA\tA\tbad\n", encoding="utf-8")
    mono = root / "mono.txt"
    mono.write_text("".join(f"{vi}\n" for vi, _ in rows[:50]), encoding="utf-8")
    data = str(made.data)
    assert prepare.main([str(made.corpus), data, "--extra", str(extra), "--vocabulary", "330"]) == 0
    assert embed.main([data, "--mono", str(mono), "--width", "64"]) == 0
    train_toy(made.data, made.run)
    checkpoints = [str(made.run / f"step-{step}.pt") for step in (60, 120)]
    mean = str(root / "mean.pt")
    assert average.main([*checkpoints, "--out", mean]) == 0
    pieces = str(made.data / "spm.model")
    assert export.main([mean, pieces, str(made.model), "--quantization", "float32"]) == 0
    return made


def test_prepared_pairs_are_normalised_and_without_fault(recipe: Recipe) -> None:
    rows = (recipe.data / "train.tsv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 301
    assert not any("hoà" in row for row in rows) and any("hòa" in row for row in rows)


@pytest.mark.parametrize(
    ("vi", "en", "reason"),
    [
        ("Giá tăng 35% năm 2019.", "Prices rose 35% in 2019.", None),
        ("Giá 1.000.000 đồng.", "It costs 1,000,000 dong.", None),
        ("Giá tăng 35%.", "Prices rose 53%.", "numbers differ"),
        ("Mưa.", "It has been raining in the north all day, it was said there.", "length ratio"),
        ("one two three four five six", "one two three four five", "not Vietnamese"),
    ],
)
def test_a_faulty_pair_is_named(vi: str, en: str, reason: str | None) -> None:
    assert fault(vi, en) == reason


def test_normalisation_is_idempotent() -> None:
    once = simplify("  “Hoà  bình” – Thuỷ…\u200b ")
    assert once == '"Hòa bình" - Thủy...' == simplify(once)


def test_the_product_prepares_its_input_likewise() -> None:
    text = "“Hoà bình” – Thuỷ nói: ‘Uỷ ban…’ quý «mến»\u00a0nhau."
    (piece,) = cut_into_pieces(text, len, 1000)
    assert piece.text == simplify(text)


def test_the_recipe_reads_vietnamese_as_the_products_tokenizer_does(recipe: Recipe) -> None:
    pieces = spm.SentencePieceProcessor(model_file=str(recipe.data / "spm.model"))
    texts = [line.split("\t")[0] for line in (recipe.data / "train.tsv").open(encoding="utf-8")]
    tokenizer = Tokenizer(recipe.model)
    read = [pieces.piece_to_id(tokenizer.encode(text)) for text in texts]
    assert encode_sources(texts, pieces, reverse=False) == read
    assert encode_sources(texts, pieces, reverse=True) == pieces.encode(texts)


def test_no_text_becomes_an_unknown_piece(recipe: Recipe) -> None:
    pieces = spm.SentencePieceProcessor(model_file=str(recipe.data / "spm.model"))
    text = "Ông Ñandú 😀 漢字 ₫"
    ids = pieces.encode(text)
    assert pieces.unk_id() not in ids and pieces.decode(ids) == text


def test_pad_row_is_zero_in_checkpoint_and_export(recipe: Recipe) -> None:
    weights = load_checkpoint(recipe.run / "last.pt")["model"]["model.shared.weight"]
    assert not weights[-1].any() and weights[:-1].any(dim=1).all()
    config = json.loads((recipe.model / "config.json").read_text())
    assert config["pad_token_id"] == config["decoder_start_token_id"] == 330
    settings = json.loads((recipe.model / "generation_config.json").read_text())
    assert settings["num_beams"] == BEAM_SIZE and settings["max_length"] == MAX_OUTPUT_TOKENS
    assert settings["bad_words_ids"] == [[330]]


def test_both_engines_load_the_export_and_agree(recipe: Recipe) -> None:
    sources, _ = evaluate.read_test(recipe.corpus / "heldout" / "dev.tsv.xz")
    ours = Teacher(recipe.model).translate(sources, beam=1)
    assert ours == transformers_greedy(recipe.model, sources)
    assert any(ours)


def test_training_lowers_the_loss_and_logs_dev(recipe: Recipe) -> None:
    rows = [row.split("\t") for row in (recipe.run / "log.tsv").read_text().splitlines()]
    losses = [float(row[4]) for row in rows if row[0] == "loss"]
    assert len(losses) == 4 and losses[-1] < 0.8 * losses[0]
    assert [row[1] for row in rows if row[0] == "dev"] == ["120"]


def same_weights(one: Path, other: Path) -> bool:
    first, second = load_checkpoint(one)["model"], load_checkpoint(other)["model"]
    return all(torch.equal(first[name], second[name]) for name in first)


def test_a_stopped_run_goes_on_exactly(recipe: Recipe, tmp_path: Path) -> None:
    shutil.copyfile(recipe.run / "step-60.pt", tmp_path / "last.pt")
    train_toy(recipe.data, tmp_path)
    assert same_weights(recipe.run / "last.pt", tmp_path / "last.pt")


def test_the_seed_decides_everything(recipe: Recipe, tmp_path: Path) -> None:
    train_toy(recipe.data, tmp_path, "--steps", "90")
    assert same_weights(recipe.run / "step-60.pt", tmp_path / "step-60.pt")
    other = tmp_path / "other"
    train_toy(recipe.data, other, "--seed", "2", "--steps", "1")
    train_toy(recipe.data, tmp_path / "one", "--steps", "1")
    assert not same_weights(tmp_path / "one" / "last.pt", other / "last.pt")


def test_an_epoch_too_short_for_the_processes_is_told(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    for name, answer in (("init_process_group", None), ("get_rank", 0), ("get_world_size", 2)):
        monkeypatch.setattr(f"torch.distributed.{name}", lambda *_, answer=answer: answer)
    with pytest.raises(SystemExit, match="An epoch has 1 batches, too few for 2 processes"):
        train_toy(recipe.data, tmp_path, "--tokens", "100000")


def test_synthesizing_goes_on_where_it_stopped(recipe: Recipe, tmp_path: Path) -> None:
    mono = tmp_path / "mono.txt"
    mono.write_text("".join(f"{vi}\n" for vi, _ in made_up_pairs(12)), encoding="utf-8")
    out = tmp_path / "made"
    command = [str(recipe.model), str(mono), str(out), "--tag", "distilled", "--beam", "2"]
    assert synthesize.main(command) == 0
    whole = out.with_suffix(".en").read_text(encoding="utf-8")
    assert whole.count("\n") == 12
    out.with_suffix(".en").write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert synthesize.main(command) == 0
    assert out.with_suffix(".en").read_text(encoding="utf-8") == whole
    pairs = list(zip_lines(out.with_suffix(".vi"), out.with_suffix(".en")))
    rows = out.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    assert rows == [f"{vi}\t{en}\tdistilled" for vi, en in pairs if fault(vi, en) is None]
    assert rows


def test_back_translation_trains_in_reverse_and_is_tagged(recipe: Recipe, tmp_path: Path) -> None:
    train_toy(recipe.data, tmp_path / "run", "--reverse", "--steps", "5")
    pieces, model = str(recipe.data / "spm.model"), tmp_path / "model"
    assert export.main([str(tmp_path / "run" / "last.pt"), pieces, str(model)]) == 0
    mono, out = tmp_path / "mono.txt", tmp_path / "made"
    mono.write_text("The bank opens.\nIt rains.\n", encoding="utf-8")
    command = [str(model), str(mono), str(out), "--reverse", "--tag", "back-translated"]
    assert synthesize.main([*command, "--beam", "1"]) == 0
    made = zip_lines(out.with_suffix(".en"), out.with_suffix(".vi"))
    assert [en for en, _ in made] == ["The bank opens.", "It rains."]
    processor = spm.SentencePieceProcessor(model_file=pieces)
    pairs = encode_pairs(recipe.data / "train.tsv", processor, 128)
    tagged = [pair for pair in pairs if pair.source[0] == processor.unk_id()]
    assert [pair.origin for pair in tagged] == ["back-translated"]


def test_weights_count_copies_and_every_batch_keeps_its_size() -> None:
    pairs = [Pair([5] * n, [6] * n, "a" if n % 2 else "b") for n in range(2, 42)]
    batches = Batches(pairs, {"a": 2.0, "b": 0.5}, tokens=100, pad=9, seed=1)
    epoch = batches.epoch(0)
    assert sum(len(source) for source, _ in epoch) == pytest.approx(20 * 2 + 10, abs=6)
    assert all(source.numel() <= 100 for source, _ in epoch)
    again = batches.epoch(0)
    assert all(torch.equal(one[0], two[0]) for one, two in zip(epoch, again, strict=True))


@pytest.mark.parametrize(
    ("step", "share"), [(0, 0.1), (9, 1.0), (50, 1.0), (80, 1.0), (90, 0.5), (100, 0.0)]
)
def test_rate_warms_up_stays_and_falls_to_zero(step: int, share: float) -> None:
    assert rate(step, warmup=10, decay=20, steps=100) == pytest.approx(share)


def test_loss_is_torchs_with_its_gradients() -> None:
    torch.manual_seed(0)
    hidden, weights = torch.randn(300, 8), torch.randn(50, 8)
    target = torch.randint(0, 50, (300,))
    gradients = []
    for ours in (True, False):
        h, w = hidden.clone().requires_grad_(), weights.clone().requires_grad_()
        loss = (
            smoothed_loss(h, w, target, 0.1)
            if ours
            else torch.nn.functional.cross_entropy(h @ w.T, target, label_smoothing=0.1)
        )
        loss.backward()  # type: ignore[no-untyped-call]
        gradients.append((loss.detach(), h.grad, w.grad))
    for one, two in zip(*gradients, strict=True):
        torch.testing.assert_close(one, two)


def test_loss_in_bf16_is_near_and_keeps_fp32_gradients() -> None:
    torch.manual_seed(0)
    hidden, weights = torch.randn(300, 8), torch.randn(50, 8, requires_grad=True)
    target = torch.randint(0, 50, (300,))
    exact = smoothed_loss(hidden, weights, target, 0.1)
    with torch.autocast("cpu", torch.bfloat16):
        loss = smoothed_loss(hidden, weights, target, 0.1)
    loss.backward()  # type: ignore[no-untyped-call]
    assert weights.grad is not None and weights.grad.dtype == torch.float32
    torch.testing.assert_close(loss, exact, rtol=0.01, atol=0.01)


def test_shortlist_holds_every_target() -> None:
    target = torch.tensor([3, 7, 3, 9])
    ids, offsets, place = shortlist(target, size=40, extra=10)
    assert ids[place].tolist() == target.tolist()
    assert len(set(ids.tolist())) == len(ids) == 13
    assert offsets[:3].tolist() == [0, 0, 0] and offsets[3:].exp().sum() == pytest.approx(37)


def test_orthogonalise_levels_the_singular_values() -> None:
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalise(torch.randn(3, 16, 48)))
    assert values.min() > 0.6 and values.max() < 1.3


def test_a_term_is_tried_on_sentences_with_what_may_stand_in_its_place() -> None:
    told = ["Họ thả con tê tê về rừng sau vụ án.", "Tê tê là loài quý, ai bắt là phạm tội đó."]
    sentences = terms.find_sentences(["tê tê", "voi rừng"], [*told * 3, "Tê tê.", "Voi rừng."])
    assert sentences.keys() == {"tê tê"} and set(sentences["tê tê"]) == set(told)
    candidates = terms.read_candidates(["tê tê\tpangolin\trhino\tpangolin\t\n"])
    translate = lambda texts: [text.replace("tê tê", "rhino") for text in texts]  # noqa: E731
    (result,) = terms.try_candidates(list(candidates), sentences, translate)
    assert result == ("tê tê", "pangolin", 6, 0, 6)
    assert terms.replace_term("tê tê", "pangolin", told[1]).startswith("Pangolin là")
