"""Translation quality, speed, memory and honesty of both engines in one run.

    python -m benchmarks.translation [--data DIR] [--sentences N]

Each engine runs in a process of its own, so that its memory and cold start are its own. The
second table counts faults of the plain model (text in, beam search, text out) and of the
product, which prepares each text, retries what looks wrong and warns of what is left. The third
tells apart, on the whole test sets, what the product says it is unsure of.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.data import DATA, read_pairs, read_rows
from summarize.translation import MarianTranslator, find_faults, load_translator
from summarize.translation.checks import has_loop
from summarize.translation.engines import BEAM_SIZE, CTranslate2Engine
from summarize.translation.loading import BUILT_IN_MODEL
from summarize.translation.numbers import compare_numbers
from summarize.translation.translator import Tokenizer
from summarize.types import UnsureEnglish

TEST_SETS = ("dev", "vlsp-tst", "tatoeba-laser")
ENGINES = {"ctranslate2": "CTranslate2 int8", "transformers": "transformers fp32"}


def read_test_set(data: Path, name: str, count: int | None = None) -> list[tuple[str, str]]:
    """``count`` pairs of a held-out set, Vietnamese and English; all if None."""
    return read_pairs(data / "corpus" / "heldout" / f"{name}.tsv.xz", count)


def read_news(data: Path, count: int) -> list[str]:
    """``count`` sentences, one of each of as many articles spread over vietnews val."""
    articles = [row["sentences"] for row in read_rows(data / "vietnews" / "val.jsonl.xz", count)]
    return [sentences[index % len(sentences)] for index, sentences in enumerate(articles)]


def measure(engine: str, data: Path, count: int) -> dict[str, Any]:
    """Scores, speed, memory and cold start of one engine in this process."""
    import sacrebleu

    started = time.process_time()
    translator = load_translator(BUILT_IN_MODEL, engine)  # type: ignore[arg-type]
    translator(["Hà Nội có mưa."])
    result: dict[str, Any] = {"cold start": time.process_time() - started}
    sentences, seconds = 0, 0.0
    for name in TEST_SETS:
        vietnamese, references = zip(*read_test_set(data, name, count), strict=True)
        started = time.process_time()
        english = translator(vietnamese)
        seconds += time.process_time() - started
        sentences += len(english)
        result[name] = (
            sacrebleu.corpus_chrf(english, [list(references)]).score,
            sacrebleu.corpus_bleu(english, [list(references)]).score,
        )
    result["speed"] = sentences / seconds
    result["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result


def count_faults(vietnamese: Sequence[str], english: Sequence[str]) -> Counter[str]:
    """How many translations show each kind of fault."""
    counts: Counter[str] = Counter()
    for source, target in zip(vietnamese, english, strict=True):
        counts["repetition"] += has_loop(target) and not has_loop(source)
        counts["numbers lost or changed"] += any(compare_numbers(source, target))
        counts["length ratio outside 0.4-2.5"] += not 0.4 <= len(target) / len(source) <= 2.5
        counts["unknown characters"] += "⁇" in target
        counts["any warning shown"] += bool(find_faults(source, target))
    return counts


def translate_plainly(texts: Sequence[str]) -> list[str]:
    """Beam search on the texts as they are, by CTranslate2."""
    tokenizer = Tokenizer(BUILT_IN_MODEL)
    engine = CTranslate2Engine(BUILT_IN_MODEL / "ct2", threads=1)
    decoded = engine.decode([tokenizer.encode(text) for text in texts], strict=False)
    return [tokenizer.decode(hypotheses[0].tokens) for hypotheses in decoded]


def print_engines(results: dict[str, dict[str, Any]], count: int) -> None:
    print(f"built-in model, beam {BEAM_SIZE}, {count} sentences of each test set; chrF / BLEU\n")
    print(f"| {'':22} | " + " | ".join(f"{title:17}" for title in ENGINES.values()) + " |")
    print("| --- | --- | --- |")
    rows: dict[str, Callable[[dict[str, Any]], str]] = {
        **{name: partial(_format_scores, name=name) for name in TEST_SETS},
        "sentences / CPU second": lambda result: f"{result['speed']:.1f}",
        "peak memory, MiB": lambda result: f"{result['memory']:.0f}",
        "first English, CPU s": lambda result: f"{result['cold start']:.2f}",
    }
    for title, cell in rows.items():
        cells = " | ".join(f"{cell(results[engine]):17}" for engine in ENGINES)
        print(f"| {title:22} | {cells} |")


def _format_scores(result: dict[str, Any], name: str) -> str:
    return "{:.1f} / {:.1f}".format(*result[name])


def print_faults(vietnamese: Sequence[str]) -> None:
    translator: MarianTranslator = load_translator()
    plain = count_faults(vietnamese, translate_plainly(vietnamese))
    guarded = count_faults(vietnamese, translator(vietnamese))
    print(f"\n| share of {len(vietnamese)} sentences with | plain model | with the guards |")
    print("| --- | --- | --- |")
    for fault in guarded:
        before, after = plain[fault] / len(vietnamese), guarded[fault] / len(vietnamese)
        print(f"| {fault} | {before:.1%} | {after:.1%} |")


def print_sureness(data: Path) -> None:
    translator = load_translator()
    print("\n| whole set | chrF | unsure of | chrF of these | of the others |")
    print("| --- | --- | --- | --- | --- |")
    for name in TEST_SETS:
        vietnamese, references = zip(*read_test_set(data, name), strict=True)
        pairs = list(zip(translator(vietnamese), references, strict=True))
        unsure = [pair for pair in pairs if isinstance(pair[0], UnsureEnglish)]
        others = [pair for pair in pairs if not isinstance(pair[0], UnsureEnglish)]
        scores = [_score_chrf(part) for part in (pairs, unsure, others)]
        whole, low, high = (f"{score:.1f}" for score in scores)
        print(f"| {name} | {whole} | {len(unsure) / len(pairs):.0%} | {low} | {high} |", flush=True)


def _score_chrf(pairs: Sequence[tuple[str, str]]) -> float:
    import sacrebleu

    english, references = zip(*pairs, strict=True)
    score: float = sacrebleu.corpus_chrf(english, [list(references)]).score
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="(data)")
    parser.add_argument("--sentences", type=int, default=250, help="of each test set (250)")
    parser.add_argument("--engine", choices=ENGINES, help="measure one, print JSON")
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(measure(options.engine, options.data, options.sentences)))
        return
    vietnamese = [source for source, _ in read_test_set(options.data, "dev")]
    vietnamese += read_news(options.data, 500)
    results = {}
    for engine in ENGINES:
        command = [sys.executable, "-m", "benchmarks.translation", *sys.argv[1:]]
        run = subprocess.run([*command, "--engine", engine], stdout=subprocess.PIPE)
        if run.returncode:
            raise SystemExit(run.returncode)  # it has said why
        results[engine] = json.loads(run.stdout)
    print_engines(results, options.sentences)
    print_faults(vietnamese)
    print_sureness(options.data)


if __name__ == "__main__":
    main()
