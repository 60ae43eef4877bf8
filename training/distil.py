"""Vietnamese sentences → the teacher's English, for a student (Kim & Rush 2016).

Writes OUT.vi, OUT.en and OUT.tsv (vi, en, `distilled`), the last without faulty pairs, for
`training.prepare --extra`. The same command goes on where it was stopped.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from summarize.translation.preparation import simplify
from training.prepare import fault, open_text
from training.teacher import Teacher, translate_lines, zip_lines


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("teacher", type=Path, help="exported vi→en model folder")
    parser.add_argument("mono", type=Path, help="Vietnamese sentences, plain or .xz")
    parser.add_argument("out", type=Path, help="path without suffix")
    parser.add_argument("--beam", type=int, default=4, help="(4)")
    parser.add_argument("--limit", type=int, default=None, help="first sentences only")
    parser.add_argument("--threads", type=int, default=1, help="processor threads (1)")
    args = parser.parse_args(argv)
    source, target = args.out.with_suffix(".vi"), args.out.with_suffix(".en")
    lines = [simplify(line) for line in open_text(args.mono)][: args.limit]
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    teacher = Teacher(args.teacher, args.threads)
    translate_lines(teacher, teacher.lower(lines), target, args.beam)
    with args.out.with_suffix(".tsv").open("w", encoding="utf-8") as out:
        for vi, en in zip_lines(source, target):
            if fault(vi, en) is None:
                out.write(f"{vi}\t{en}\tdistilled\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
