"""The batch against the obvious script, in one run: articles a second, memory, linearity.

The obvious script is sumy's LexRank and transformers' MarianMT in fp32, sentence by sentence,
with the same model and beam. The articles are those of vietnews.

    python -m benchmarks.digest [--data DIR]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.data import DATA, read_rows
from summarize.pipeline import condense
from summarize.sentences import split_sentences
from summarize.translation.engines import BEAM_SIZE, MAX_OUTPUT_TOKENS, available_cores
from summarize.translation.loading import BUILT_IN_MODEL
from summarize.types import Article

POINTS = 3
VAL_ARTICLES = 2000


def read_articles(data: Path, count: int) -> list[dict[str, str]]:
    """``count`` rows for a table, spread over a whole file."""
    name = "val.jsonl.xz" if count <= VAL_ARTICLES else "train.jsonl.xz"
    return [
        {"id": row["id"], "title": row["title"], "text": "\n\n".join(row["sentences"])}
        for row in read_rows(data / "vietnews" / name, count)
    ]


def run_obvious(rows: list[dict[str, str]]) -> float:
    """Seconds that the obvious script takes, its loading left out."""
    import torch
    from transformers import GenerationConfig, MarianMTModel, MarianTokenizer

    torch.set_num_threads(available_cores())
    tokenizer = MarianTokenizer.from_pretrained(str(BUILT_IN_MODEL))
    model = MarianMTModel.from_pretrained(str(BUILT_IN_MODEL), dtype=torch.float32).eval()
    config = GenerationConfig.from_pretrained(BUILT_IN_MODEL)
    config.update(num_beams=BEAM_SIZE, max_length=MAX_OUTPUT_TOKENS)
    start = time.perf_counter()
    for row in rows:
        article = Article(row["text"], title=row["title"])
        summary = condense(article, n=POINTS, ranker="sumy-lexrank")
        for text in [row["title"], *(point.sentence.text for point in summary.points)]:
            for sentence in split_sentences(text):
                with torch.inference_mode():
                    tokens = tokenizer([sentence.text], return_tensors="pt")
                    tokenizer.decode(model.generate(**tokens, generation_config=config)[0])
    return time.perf_counter() - start


def run_digest(rows: list[dict[str, str]], *options: str) -> tuple[float, float, float]:
    """Seconds, CPU seconds and peak MB (all processes together) of ``summarize digest``."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "tin.jsonl")
        with table.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        command = [sys.executable, "-m", "summarize", "digest", str(table), "-q", *options]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        process = subprocess.Popen([*command, "--out", f"{folder}/out"], stderr=subprocess.DEVNULL)
        peak = [0.0]
        watch = threading.Thread(target=watch_memory, args=(process, peak))
        watch.start()
        process.wait()
        seconds = time.perf_counter() - start
        watch.join()
        if process.returncode:
            raise SystemExit(f"The digest failed with exit code {process.returncode}.")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return seconds, cpu, peak[0]


def watch_memory(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(resident_megabytes, family(process.pid))))
        time.sleep(0.1)


def family(process: int) -> Iterator[int]:
    """A process and those it started."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def resident_megabytes(process: int) -> float:
    """Memory that is this process's own, or its share where it is shared."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:")), 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="(data)")
    add = parser.add_argument
    add("--translated", type=int, nargs="+", default=[250, 500, 1000], help="articles per run")
    add("--untranslated", type=int, nargs="+", default=[2500, 5000, 10000], help="likewise")
    add("--obvious", type=int, default=25, help="articles for the obvious script")
    options = parser.parse_args()
    print(
        f"vietnews articles, {POINTS} points, beam {BEAM_SIZE}, {available_cores()} cores, "
        "the built-in model\n"
    )
    print("                       articles   seconds  CPU s   articles/s  CPU s/article  peak MB")
    seconds = run_obvious(read_articles(options.data, options.obvious))
    obvious = options.obvious / seconds
    print(f"{'obvious script':22}{options.obvious:9}{seconds:10.1f}{'':7}{obvious:13.2f}")
    ratios = {}
    for name, settings, counts in (
        ("digest", (), options.translated),
        ("digest --no-translate", ("--no-translate",), options.untranslated),
    ):
        for count in counts:
            seconds, cpu, peak = run_digest(read_articles(options.data, count), *settings)
            speed = count / seconds
            print(
                f"{name:22}{count:9}{seconds:10.1f}{cpu:7.1f}{speed:13.2f}"
                f"{cpu / count:15.3f}{peak:9.0f}"
            )
            if not settings:
                ratios[count] = speed / obvious
    print("\narticles a second, digest over the obvious script:")
    for count, ratio in ratios.items():
        print(f"{ratio:.1f} times on {count} articles")


if __name__ == "__main__":
    main()
