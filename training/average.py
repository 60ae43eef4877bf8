"""The mean of several checkpoints' weights, often a little better than the last alone."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from training.model import load_checkpoint


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("checkpoints", type=Path, nargs="+", help="of one training run")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    args = parser.parse_args(argv)
    states = [load_checkpoint(path) for path in args.checkpoints]
    mean = {
        name: torch.stack([state["model"][name].double() for state in states]).mean(0).float()
        for name in states[0]["model"]
    }
    torch.save({"model": mean, "shape": states[0]["shape"]}, args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
