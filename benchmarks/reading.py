"""The speed of reading a page and of splitting its text, with hostile texts and memory.

    python -m benchmarks.reading [FILE]

FILE is any Vietnamese text, paragraphs one a line; without it the sample article is repeated.
Times are CPU seconds, the best of three.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from summarize.cleaning import read_page
from summarize.sentences import split_sentences

SAMPLE = Path(__file__).parent.parent / "samples" / "vtv-chinh-phu-dien-tu.txt"
HOSTILE = {
    "one letter, 1 MB": "a" * 1_000_000,
    "full stops, 1 MB": "." * 1_000_000,
    "words without a stop, 1 MB": "một hai " * 125_000,
    "abbreviations, 1 MB": "TP. Hồ " * 140_000,
    "blank lines, 1 MB": "\n" * 1_000_000,
    "emoji": "😀" * 100_000 + "a",
    "emoji with selectors": "🌶\ufe0f" * 50_000 + "a",
}


def best_seconds(function: Callable[[str], object], text: str, runs: int = 3) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        function(text)
        times.append(time.process_time() - start)
    return min(times)


def extend(text: str, size: int) -> str:
    """The paragraphs of ``text`` over and over, one a line, ``size`` characters in all."""
    # Numbered, since a paragraph that stands in the text already is dropped.
    paragraphs = text.splitlines()
    count = size * len(paragraphs) // len(text) + 1
    numbered = (f"{number}. {paragraphs[number % len(paragraphs)]}" for number in range(count))
    return "\n".join(numbered)[:size]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", help="Vietnamese text, UTF-8")
    options = parser.parse_args()
    page = SAMPLE.read_text(encoding="utf-8")
    text = options.file.read_text(encoding="utf-8") if options.file else read_page(page).text
    seconds = best_seconds(lambda text: [read_page(text) for _ in range(100)], page) / 100
    print(f"one page of {len(page)} characters: {seconds * 1000:.2f} ms")
    news = extend(text, 2_000_000)
    for function in (split_sentences, read_page):
        seconds = best_seconds(function, news)
        print(f"{function.__name__}: {len(news) / seconds / 1e6:.1f} M characters/s")
    for name, hostile in HOSTILE.items():
        split, read = (
            best_seconds(function, hostile, 1) for function in (split_sentences, read_page)
        )
        print(f"{name}: split {split:.2f} s, read {read:.2f} s")
    news = extend(text, 5_000_000)
    seconds = best_seconds(lambda text: split_sentences(read_page(text).text), news, 1)
    tracemalloc.start()
    split_sentences(read_page(news).text)
    print(f"5 MB of news: {seconds:.1f} s, peak {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
