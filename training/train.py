"""Train a MarianMT model from scratch, or go on from the last checkpoint.

Reads train.tsv, dev.tsv, spm.model and embeddings.pt (where there is one) from the folder that
`training.prepare` wrote; writes last.pt (model, optimisers, position, generators), step-*.pt on
the way, and log.tsv. It saves when stopped by Ctrl-C or SIGTERM, and the same command goes on
exactly there; with other data, weights or batch size it goes on with a new epoch.

Under `torchrun --nproc-per-node N` N processes share every step, each with a batch of its own:
on a GPU each, or on a processor with one thread each, which outruns one process of N threads.
Those that draw at random (--dropout, --sampled) all go on with the generators of the first.

Schedule: warm-up, constant, linear decay to zero (WSD, Hu et al. 2024), so that the length can
be chosen late: run with many --steps, stop, and run again with the --steps that are wanted.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sacrebleu
import sentencepiece as spm
import torch
import torch.distributed as dist
from torch import Tensor
from transformers import MarianMTModel

from training.batches import Batches, encode_pairs, encode_sources, pad_ids, read_weights
from training.model import EOS, build_model, load_checkpoint, translation_loss, zero_pad_row
from training.muon import optimisers


def rate(step: int, warmup: int, decay: int, steps: int) -> float:
    """The share of the full learning rate at a step counted from 0."""
    return max(0.0, min(1.0, (step + 1) / warmup, (steps - step) / max(1, decay)))


def average_gradients(model: torch.nn.Module) -> None:
    """The mean of all processes' gradients, in one message."""
    if not dist.is_initialized():
        return
    gradients = [weight.grad for weight in model.parameters() if weight.grad is not None]
    flat = torch.cat([gradient.flatten() for gradient in gradients])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    parts = torch.split(flat, [gradient.numel() for gradient in gradients])
    for gradient, part in zip(gradients, parts, strict=True):
        gradient.copy_(part.view_as(gradient))


def any_process(answer: bool, device: str) -> bool:
    """Whether the answer is yes in any process."""
    if not dist.is_initialized():
        return answer
    flag = torch.tensor(int(answer), device=device)
    dist.all_reduce(flag)
    return bool(flag)


class Training:
    """A model on its way: everything that a checkpoint holds, and the step that moves it."""

    def __init__(self, args: argparse.Namespace, device: str) -> None:
        torch.manual_seed(args.seed)
        self.args = args
        self.device = device
        self.pieces = spm.SentencePieceProcessor(model_file=str(args.data / "spm.model"))
        self.pad: int = self.pieces.get_piece_size()
        pairs = encode_pairs(args.data / "train.tsv", self.pieces, args.longest, args.reverse)
        weights = read_weights(args.weights)
        self.batches = Batches(pairs, weights, args.tokens, self.pad, args.seed)
        model = build_model(
            self.pad, args.width, args.encoder_layers, args.decoder_layers, args.dropout
        )
        first = args.data / "embeddings.pt"
        if args.init:
            start = MarianMTModel.from_pretrained(args.init, dtype=torch.float32)
            model.load_state_dict(start.state_dict())
        elif first.exists():
            with torch.no_grad():
                model.get_input_embeddings().weight[: self.pad] = torch.load(first)
        self.model = model.to(device).train()
        self.optimisers = optimisers(
            model, args.width // 64, args.muon_lr, args.adam_lr, args.weight_decay
        )
        self.step = self.epoch = self.position = self.seen = 0

    def state(self) -> dict[str, Any]:
        """The checkpoint."""
        return {
            "model": self.model.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "generator": torch.get_rng_state(),
            "gpu generator": torch.cuda.get_rng_state() if self.device == "cuda" else None,
            "step": self.step,
            "epoch": self.epoch,
            "position": self.position,
            "seen": self.seen,
            "stream": self.batches.name,
            "shape": [self.args.width, self.args.encoder_layers, self.args.decoder_layers],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a checkpoint; in a new epoch, where the stream of batches has changed."""
        self.model.load_state_dict(state["model"])
        for optimiser, saved in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(saved)
        torch.set_rng_state(state["generator"].cpu())
        if self.device == "cuda" and state.get("gpu generator") is not None:
            torch.cuda.set_rng_state(state["gpu generator"].cpu())
        self.step, self.seen, self.epoch = state["step"], state["seen"], state["epoch"]
        if state["stream"] == self.batches.name:
            self.position = state["position"]
        else:
            self.epoch += 1

    def take_step(self, source: Tensor, target: Tensor) -> float:
        """One update of the weights; returns the loss."""
        args = self.args
        share = rate(self.step, args.warmup, args.decay, args.steps)
        for optimiser, full in zip(self.optimisers, (args.muon_lr, args.adam_lr), strict=True):
            for group in optimiser.param_groups:
                group["lr"] = full * share
        source, target = source.to(self.device), target.to(self.device)
        with torch.autocast(self.device, torch.bfloat16, enabled=args.bf16):
            loss = translation_loss(self.model, source, target, args.smoothing, args.sampled)
        torch.autograd.backward(loss)
        average_gradients(self.model)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        zero_pad_row(self.model)
        self.step += 1
        return loss.item()

    @torch.no_grad()
    def translate(self, rows: list[list[int]]) -> list[str]:
        """Greedy translations of encoded sentences."""
        self.model.eval()
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        out = [""] * len(rows)
        for start in range(0, len(order), 100):
            part = order[start : start + 100]
            source = pad_ids([rows[i] for i in part], self.pad).to(self.device)
            ids = self.model.generate(
                input_ids=source,
                attention_mask=(source != self.pad).long(),
                num_beams=1,
                max_length=100,
            )
            for i, row in zip(part, ids.tolist(), strict=True):
                out[i] = self.pieces.decode([t for t in row if t not in (EOS, self.pad)])
        self.model.train()
        return out


def save(path: Path, state: dict[str, Any]) -> None:
    """Replace the checkpoint at once: an interrupted write leaves the old one."""
    torch.save(state, path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    add = parser.add_argument
    add("data", type=Path, help="folder written by training.prepare")
    add("out", type=Path, help="folder for checkpoints and log.tsv")
    add("--init", type=Path, help="Marian folder of this shape and vocabulary to start from")
    add("--reverse", action="store_true", help="en→vi, for back-translation")
    add("--steps", type=int, default=100_000, help="last step (100000)")
    add("--warmup", type=int, default=200, help="steps of warm-up (200)")
    add("--decay", type=int, default=1000, help="steps of decay at the end (1000)")
    add("--weights", default="", help="origin=copies,… per epoch; others 1")
    add("--tokens", type=int, default=4000, help="padded tokens per batch and process (4000)")
    add("--longest", type=int, default=128, help="tokens of the longest pair (128)")
    add("--width", type=int, default=256, help="model width, a multiple of 64 (256)")
    add("--encoder-layers", type=int, default=4, help="(4)")
    add("--decoder-layers", type=int, default=2, help="(2)")
    add("--dropout", type=float, default=0.0, help="more where epochs are many (0)")
    add("--smoothing", type=float, default=0.1, help="label smoothing (0.1)")
    add("--bf16", action="store_true", help="bf16 products: on GPUs, and CPUs with AVX512-BF16")
    add("--sampled", type=int, default=0, help="softmax over the batch's and so many pieces (all)")
    add("--muon-lr", type=float, default=3e-3, help="hidden matrices (0.003)")
    add("--adam-lr", type=float, default=1e-3, help="the rest (0.001)")
    add("--weight-decay", type=float, default=0.02, help="hidden matrices (0.02)")
    add("--dev-every", type=int, default=250, help="steps between dev scores (250)")
    add("--dev-lines", type=int, default=200, help="dev sentences scored (200)")
    add("--keep-every", type=int, default=500, help="steps between kept checkpoints (500)")
    add("--log-every", type=int, default=25, help="steps between losses logged (25)")
    add("--seed", type=int, default=1, help="(1)")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    args = options().parse_args(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    device, rank, world = "cuda" if torch.cuda.is_available() else "cpu", 0, 1
    if "WORLD_SIZE" in os.environ:
        dist.init_process_group("gloo" if device == "cpu" else "nccl")
        rank, world = dist.get_rank(), dist.get_world_size()
        if device == "cuda":
            torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    training = Training(args, device)
    if (args.out / "last.pt").exists():
        training.restore(load_checkpoint(args.out / "last.pt", device))

    lines = (args.data / "dev.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    if args.reverse:
        rows = [[en, vi] for vi, en in rows]
    rows = rows[:: max(1, len(rows) // args.dev_lines)][: args.dev_lines]
    sources = [row[0] for row in rows]
    dev = [[*ids, EOS] for ids in encode_sources(sources, training.pieces, args.reverse)]
    references = [[row[1] for row in rows]]

    stop = False

    def ask_to_stop(*_: object) -> None:
        nonlocal stop
        stop = True

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, ask_to_stop)

    started, fresh, losses = time.monotonic(), 0, []
    with (args.out / "log.tsv").open("a", encoding="utf-8", buffering=1) as log:
        while training.step < args.steps and not stop:
            epoch = training.batches.epoch(training.epoch)
            if len(epoch) < world:
                sys.exit(
                    f"An epoch has {len(epoch)} batches, too few for {world} processes: "
                    "give fewer --tokens, more pairs, or start fewer processes."
                )
            while training.position + world <= len(epoch) and training.step < args.steps:
                source, target = epoch[training.position + rank]
                loss = training.take_step(source, target)
                if rank == 0:
                    losses.append(loss)
                training.position += world
                count = int((target != training.pad).sum()) * world
                training.seen, fresh = training.seen + count, fresh + count
                stop = any_process(stop, device)
                step, last = training.step, training.step == args.steps
                if rank == 0 and (step % args.log_every == 0 or last):
                    speed = fresh / (time.monotonic() - started)
                    mean = sum(losses) / len(losses)
                    print(f"step {step}: loss {mean:.4f}, {speed:.0f} target tokens/s", flush=True)
                    log.write(f"loss\t{step}\t{training.epoch}\t{training.seen}\t{mean:.4f}\n")
                    started, fresh, losses = time.monotonic(), 0, []
                if rank == 0 and (step % args.dev_every == 0 or last):
                    ours = training.translate(dev)
                    chrf = sacrebleu.corpus_chrf(ours, references).score
                    bleu = sacrebleu.corpus_bleu(ours, references).score
                    print(f"step {step}: dev chrF {chrf:.2f}, BLEU {bleu:.2f}", flush=True)
                    seen = f"{step}\t{training.epoch}\t{training.seen}"
                    log.write(f"dev\t{seen}\t{chrf:.2f}\t{bleu:.2f}\n")
                    save(args.out / "last.pt", training.state())
                    started, fresh = time.monotonic(), 0
                if rank == 0 and (step % args.keep_every == 0 or last):
                    save(args.out / f"step-{step}.pt", training.state())
                if stop:
                    break
            if training.position + world > len(epoch):
                training.epoch, training.position = training.epoch + 1, 0
    if rank == 0:
        save(args.out / "last.pt", training.state())
    return 0


if __name__ == "__main__":
    sys.exit(main())
