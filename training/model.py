"""The MarianMT layout that transformers and CTranslate2 both load."""

import math
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import GenerationConfig, MarianConfig, MarianMTModel

from summarize.translation.engines import BEAM_SIZE, LENGTH_PENALTY, MAX_OUTPUT_TOKENS

EOS, UNK = 0, 1


def build_model(
    pieces: int, width: int, encoder_layers: int, decoder_layers: int, dropout: float
) -> MarianMTModel:
    """A fresh model over `pieces` SentencePiece pieces and one <pad>, its last id."""
    config = MarianConfig(
        vocab_size=pieces + 1,
        decoder_vocab_size=pieces + 1,
        d_model=width,
        encoder_layers=encoder_layers,
        decoder_layers=decoder_layers,
        encoder_attention_heads=width // 64,
        decoder_attention_heads=width // 64,
        encoder_ffn_dim=4 * width,
        decoder_ffn_dim=4 * width,
        max_position_embeddings=512,
        dropout=dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        activation_function="swish",
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        bos_token_id=EOS,
        eos_token_id=EOS,
        forced_eos_token_id=EOS,
        pad_token_id=pieces,
        decoder_start_token_id=pieces,
    )
    model = MarianMTModel(config)
    for name, weight in model.named_parameters():
        if weight.ndim == 2 and ".layers." in name:
            nn.init.xavier_uniform_(weight)
    # Scaled by sqrt(width) on the way in, embeddings start with unit variance.
    nn.init.normal_(model.get_input_embeddings().weight, std=width**-0.5)
    zero_pad_row(model)
    model.generation_config = generation_config(pieces)
    return model


def generation_config(pad: int) -> GenerationConfig:
    """How the product decodes; on its own, for transformers drops it from MarianConfig."""
    return GenerationConfig(
        num_beams=BEAM_SIZE,
        length_penalty=LENGTH_PENALTY,
        max_length=MAX_OUTPUT_TOKENS,
        bad_words_ids=[[pad]],
        bos_token_id=EOS,
        eos_token_id=EOS,
        forced_eos_token_id=EOS,
        pad_token_id=pad,
        decoder_start_token_id=pad,
    )


@torch.no_grad()
def zero_pad_row(model: MarianMTModel) -> None:
    """Keep <pad>'s embedding at zero.

    Decoding starts from it in transformers and from zeros in CTranslate2; tied to the output it
    would drift in training, and the two would part silently.
    """
    model.get_input_embeddings().weight[model.config.pad_token_id].zero_()


def load_checkpoint(path: Path, device: str = "cpu") -> dict[str, Any]:
    """What training.train saved; tensors and plain values only."""
    state: dict[str, Any] = torch.load(path, map_location=device, weights_only=True)
    return state


class _SmoothedLoss(torch.autograd.Function):
    """Mean label-smoothed cross-entropy of hidden @ embeddings.T, gradient included.

    Made in slices that fit a processor's cache, so the logits, the largest product by far, are
    written and read once (the idea of Liger-Kernel's fused loss, Hsu et al. 2024).
    """

    @staticmethod
    def forward(
        ctx: Any,
        hidden: Tensor,
        embeddings: Tensor,
        target: Tensor,
        smoothing: float,
        offsets: Tensor | None,
    ) -> Tensor:
        rows, size = hidden.shape[0], embeddings.shape[0]
        slice_rows = 256 if hidden.device.type == "cpu" else 8192
        d_hidden, d_embeddings = torch.empty_like(hidden), torch.zeros_like(embeddings)
        total = hidden.new_zeros(())
        for start in range(0, rows, slice_rows):
            part, wanted = hidden[start : start + slice_rows], target[start : start + slice_rows]
            # Under autocast the products are made in bf16; the softmax stays in fp32.
            logits = (part @ embeddings.T).float()
            if offsets is not None:
                logits += offsets
            norm = logits.logsumexp(1, keepdim=True)
            right = logits.gather(1, wanted[:, None])
            smooth = norm - logits.mean(1, keepdim=True)
            total += ((1 - smoothing) * (norm - right) + smoothing * smooth).sum()
            grad = logits.sub_(norm).exp_().sub_(smoothing / size)
            grad.scatter_add_(1, wanted[:, None], torch.full_like(right, smoothing - 1))
            grad /= rows
            d_hidden[start : start + slice_rows] = grad @ embeddings
            d_embeddings += grad.T @ part
        ctx.save_for_backward(d_hidden, d_embeddings)
        return total / rows

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor, None, None, None]:
        d_hidden, d_embeddings = ctx.saved_tensors
        return d_hidden * grad, d_embeddings * grad, None, None, None


def shortlist(target: Tensor, size: int, extra: int) -> tuple[Tensor, Tensor, Tensor]:
    """Every piece of `target` and `extra` others → their ids, logit offsets, target's places.

    A sampled softmax (Jean et al. 2015): each of the drawn pieces stands for as many of those
    left out, so its logit is raised by the logarithm of that number.
    """
    present = torch.zeros(size, dtype=torch.bool, device=target.device)
    present[target] = True
    absent = (~present).nonzero()[:, 0]
    drawn = absent[torch.randperm(len(absent), device=target.device)[:extra]]
    ids = torch.cat([present.nonzero()[:, 0], drawn])
    offsets = torch.zeros(len(ids), device=target.device)
    if len(drawn):
        offsets[-len(drawn) :] = math.log(len(absent) / len(drawn))
    place = torch.empty(size, dtype=torch.long, device=target.device)
    place[ids] = torch.arange(len(ids), device=target.device)
    return ids, offsets, place[target]


def translation_loss(
    model: MarianMTModel, source: Tensor, target: Tensor, smoothing: float, sampled: int = 0
) -> Tensor:
    """Padded ids of both sides → label-smoothed cross-entropy per real target token.

    With `sampled`, the softmax runs over the batch's pieces and that many others.
    """
    pad = model.config.pad_token_id
    start = torch.full_like(target[:, :1], pad)
    hidden = model.model(
        input_ids=source,
        attention_mask=(source != pad).long(),
        decoder_input_ids=torch.cat([start, target[:, :-1]], dim=1),
        use_cache=False,
    ).last_hidden_state
    real = target != pad
    embeddings, wanted = model.get_input_embeddings().weight, target[real]
    offsets = None
    if sampled:
        ids, offsets, wanted = shortlist(wanted, pad, sampled)
        embeddings = embeddings[ids]
    return smoothed_loss(hidden[real], embeddings, wanted, smoothing, offsets)


def smoothed_loss(
    hidden: Tensor,
    embeddings: Tensor,
    target: Tensor,
    smoothing: float,
    offsets: Tensor | None = None,
) -> Tensor:
    """Mean label-smoothed cross-entropy of hidden @ embeddings.T + offsets."""
    loss: Tensor = _SmoothedLoss.apply(  # type: ignore[no-untyped-call]  # torch's is untyped
        hidden, embeddings, target, smoothing, offsets
    )
    return loss
