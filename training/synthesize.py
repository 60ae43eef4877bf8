"""Sentences of one language and a teacher's translations of them → more pairs for training.

English sentences with machine Vietnamese (`--reverse --tag back-translated`) teach real English
(Sennrich et al. 2016); training marks these pairs by their tag (Caswell et al. 2019). Vietnamese
ones with the teacher's English (`--tag distilled`) teach a student (Kim & Rush 2016).

Writes OUT.vi, OUT.en and OUT.tsv (vi, en, tag), the last without faulty pairs, for
`training.prepare --extra`. The same command goes on where it was stopped.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from summarize.translation.engines import BEAM_SIZE
from summarize.translation.preparation import simplify
from training.prepare import fault, open_text
from training.teacher import Teacher, translate_lines, zip_lines


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("teacher", type=Path, help="exported model folder")
    parser.add_argument("mono", type=Path, help="sentences to translate, plain or .xz")
    parser.add_argument("out", type=Path, help="path without suffix")
    parser.add_argument("--tag", required=True, help="the pairs' third column")
    parser.add_argument("--reverse", action="store_true", help="from English to Vietnamese")
    parser.add_argument("--beam", type=int, default=BEAM_SIZE, help=f"({BEAM_SIZE})")
    parser.add_argument("--limit", type=int, default=None, help="first sentences only")
    parser.add_argument("--threads", type=int, default=1, help="processor threads (1)")
    args = parser.parse_args(argv)
    vietnamese, english = args.out.with_suffix(".vi"), args.out.with_suffix(".en")
    source, target = (english, vietnamese) if args.reverse else (vietnamese, english)
    lines = [simplify(line) for line in open_text(args.mono)][: args.limit]
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    teacher = Teacher(args.teacher, args.threads)
    read = lines if args.reverse else teacher.lower(lines)
    translate_lines(teacher, read, target, args.beam)
    with args.out.with_suffix(".tsv").open("w", encoding="utf-8") as out:
        for vi, en in zip_lines(vietnamese, english):
            if fault(vi, en) is None:
                out.write(f"{vi}\t{en}\t{args.tag}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
