"""The benchmarks start, and say what they miss; what they measure is not tested."""

from __future__ import annotations

import importlib
import lzma
import sys
from pathlib import Path

import pytest

pytest.importorskip("sacrebleu")  # comes with what the benchmarks need

from benchmarks.data import read_pairs, read_rows, thin

FOLDER = Path(__file__).parent.parent / "benchmarks"
NAMES = sorted(path.stem for path in FOLDER.glob("[!_]*.py") if path.stem != "data")


def run(name: str, *arguments: str) -> None:
    sys.argv[1:] = arguments
    importlib.import_module(f"benchmarks.{name}").main()


@pytest.fixture(autouse=True)
def arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmark"])


@pytest.mark.parametrize("name", NAMES)
def test_each_benchmark_is_a_module_that_tells_its_options(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        run(name, "--help")
    assert "usage:" in capsys.readouterr().out
    assert f"python -m benchmarks.{name}`" in (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["digest", "ranking", "stories", "translation"])
def test_data_that_is_missing_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=rf"{tmp_path}/.*\.xz is missing. benchmarks/README.md"):
        run(name, "--data", str(tmp_path))


@pytest.mark.parametrize(
    ("count", "left"),
    [(None, "abcdefg"), (9, "abcdefg"), (7, "abcdefg"), (3, "ace"), (2, "ad"), (1, "a"), (0, "")],
)
def test_thinning_takes_so_many_from_beginning_to_end(count: int | None, left: str) -> None:
    assert thin("abcdefg", count) == left


def test_rows_and_pairs_are_read_thinned(tmp_path: Path) -> None:
    rows, pairs = tmp_path / "val.jsonl.xz", tmp_path / "dev.tsv.xz"
    with lzma.open(rows, "wt", encoding="utf-8") as file:
        file.writelines(f'{{"title": "Mưa {number}"}}\n' for number in range(4))
    with lzma.open(pairs, "wt", encoding="utf-8") as file:
        file.writelines(f"Mưa {number}.\tRain {number}.\tvlsp\n" for number in range(4))
    assert read_rows(rows, 2) == [{"title": "Mưa 0"}, {"title": "Mưa 2"}]
    assert read_pairs(pairs, 2) == [("Mưa 0.", "Rain 0."), ("Mưa 2.", "Rain 2.")]
    assert len(read_pairs(pairs)) == 4
