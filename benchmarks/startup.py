"""Cold starts in CPU seconds, each a fresh process: the promises of the README's first screen.

    python -m benchmarks.startup [--runs N]

CPU seconds are user plus system time of the child process (``resource.RUSAGE_CHILDREN``), the
median of several runs after one that warms the file cache.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
from pathlib import Path

VTV = str(Path(__file__).parent.parent / "samples" / "vtv-chinh-phu-dien-tu.txt")
CASES = {
    "python -c pass": ["-c", "pass"],
    "from summarize import summarize": ["-c", "from summarize import summarize"],
    "summarize run, no translation": ["-m", "summarize", "run", VTV],
    "summarize run -n 1 --translate": ["-m", "summarize", "run", VTV, "-n", "1", "--translate"],
}


def measure(arguments: list[str]) -> float:
    """The CPU seconds of one run of this Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each (7)")
    options = parser.parse_args()
    print(f"{'CPU seconds, median of ' + str(options.runs):40} median   min   max")
    for name, arguments in CASES.items():
        measure(arguments)
        times = [measure(arguments) for _ in range(options.runs)]
        print(f"{name:40} {statistics.median(times):6.2f} {min(times):5.2f} {max(times):5.2f}")


if __name__ == "__main__":
    main()
