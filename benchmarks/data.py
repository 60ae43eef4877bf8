"""Reading the data sets that README.md beside this describes."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

DATA = Path("data")
"""Where the data sets are looked for if nothing else is said."""

_T = TypeVar("_T")


def read_rows(path: Path, count: int | None = None) -> list[dict[str, Any]]:
    """``count`` rows of a ``.jsonl.xz`` file, spread evenly; all if None."""
    return [json.loads(line) for line in thin(_read_lines(path), count)]


def read_pairs(path: Path, count: int | None = None) -> list[tuple[str, str]]:
    """``count`` rows of two cells of a ``.tsv.xz`` file, spread evenly; all if None."""
    pairs = (line.rstrip("\n").split("\t")[:2] for line in thin(_read_lines(path), count))
    return [(vietnamese, english) for vietnamese, english in pairs]


def thin(items: Sequence[_T], count: int | None) -> Sequence[_T]:
    """``count`` of the items, or all if they are fewer or it is None; spread evenly, since the
    files are ordered by outlet.
    """
    if count is None:
        return items
    return items[:: max(1, len(items) // max(1, count))][:count]


def _read_lines(path: Path) -> list[str]:
    try:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            return file.readlines()
    except FileNotFoundError:
        raise SystemExit(
            f"{path} is missing. benchmarks/README.md says where the data sets come from and how "
            "they are laid out."
        ) from None
