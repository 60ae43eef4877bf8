"""Muon for the hidden matrices, AdamW for the rest."""

from collections.abc import Iterable
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn

# Newton-Schulz coefficients of Jordan et al., "Muon" (2024).
_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_ITERATIONS = 5


def orthogonalise(stack: Tensor) -> Tensor:
    """(n, rows, columns) with rows <= columns → the nearest matrices with orthonormal rows.

    The iteration runs on the small Gram matrix, and on fp32: bf16 is slow on most CPUs.
    """
    a, b, c = _COEFFICIENTS
    stack = stack / (stack.norm(dim=(1, 2), keepdim=True) + 1e-7)
    gram = stack @ stack.mT
    identity = torch.eye(gram.shape[1], dtype=gram.dtype, device=gram.device)
    product = None
    for i in range(_ITERATIONS):
        step = a * identity + b * gram + c * (gram @ gram)
        product = step if product is None else step @ product
        if i < _ITERATIONS - 1:
            gram = step @ (step @ gram)
    assert product is not None
    return product @ stack


class Muon(torch.optim.Optimizer):
    """Orthogonalised momentum (Jordan et al. 2024), with AdamW's update size (Liu et al. 2025).

    A matrix is orthogonalised as blocks: attention weights head by head, feed-forward ones
    whole. Equal blocks of all layers go through one batched product.
    """

    def __init__(
        self, groups: Iterable[dict[str, Any]], lr: float, momentum: float, weight_decay: float
    ) -> None:
        """Each group holds `params` and `blocks`, (rows, columns) of the cuts of its matrices."""
        super().__init__(groups, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: object = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            rows, columns = group["blocks"]
            stack = []
            for weight in group["params"]:
                state = self.state[weight]
                if not state:
                    state["momentum"] = torch.zeros_like(weight)
                momentum = state["momentum"].lerp_(weight.grad, 1 - group["momentum"])
                update = weight.grad.lerp(momentum, group["momentum"])
                stack.append(_cut(update, rows, columns))
            blocks = torch.cat(stack)
            if rows > columns:
                blocks = _orthogonalise_shared(blocks.mT).mT
            else:
                blocks = _orthogonalise_shared(blocks)
            scale = 0.2 * max(rows, columns) ** 0.5
            counts = [cuts.shape[0] for cuts in stack]
            for weight, update in zip(group["params"], torch.split(blocks, counts), strict=True):
                weight.mul_(1 - group["lr"] * group["weight_decay"])
                weight.sub_(_join(update, weight), alpha=group["lr"] * scale)


def _orthogonalise_shared(stack: Tensor) -> Tensor:
    """Each process does its part of the stack, and all get the whole."""
    if not dist.is_initialized():
        return orthogonalise(stack)
    parts = stack.tensor_split(dist.get_world_size())
    done = [torch.zeros_like(part) for part in parts]
    done[dist.get_rank()] = orthogonalise(parts[dist.get_rank()])
    whole = torch.cat(done)
    dist.all_reduce(whole)
    return whole


def _cut(matrix: Tensor, rows: int, columns: int) -> Tensor:
    down, across = matrix.shape[0] // rows, matrix.shape[1] // columns
    return matrix.view(down, rows, across, columns).transpose(1, 2).reshape(-1, rows, columns)


def _join(blocks: Tensor, like: Tensor) -> Tensor:
    rows, columns = blocks.shape[1:]
    down, across = like.shape[0] // rows, like.shape[1] // columns
    return blocks.view(down, across, rows, columns).transpose(1, 2).reshape(like.shape)


def optimisers(
    model: nn.Module, heads: int, muon_lr: float, adam_lr: float, weight_decay: float
) -> list[torch.optim.Optimizer]:
    """Muon over the layers' matrices and AdamW over embeddings, norms and biases."""
    by_blocks: dict[tuple[int, int], list[nn.Parameter]] = {}
    rest = []
    for name, weight in model.named_parameters():
        if weight.ndim < 2 or ".layers." not in name:
            rest.append(weight)
            continue
        rows, columns = weight.shape
        if name.endswith(("q_proj.weight", "k_proj.weight", "v_proj.weight")):
            rows //= heads
        elif name.endswith("out_proj.weight"):
            columns //= heads
        by_blocks.setdefault((rows, columns), []).append(weight)
    groups: list[dict[str, Any]] = [
        {"params": params, "blocks": blocks} for blocks, params in by_blocks.items()
    ]
    return [
        Muon(groups, lr=muon_lr, momentum=0.95, weight_decay=weight_decay),
        torch.optim.AdamW(rest, lr=adam_lr, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0),
    ]
