"""The command line: builds values and calls the library. Stdout is data, stderr is talk."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from summarize import ranking
from summarize.digest import describe_digest, make_digest, write_digest
from summarize.pipeline import condense, translate_summaries
from summarize.rendering import to_json, to_terminal
from summarize.sources import read_article, read_articles
from summarize.translation import load_translator
from summarize.types import OptionError, SummarizeError, TranslationError

DONE, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is 0 all well, 1 some inputs failed, 2 usage,
    130 interrupted.
    """
    options = _make_parser().parse_args(arguments)
    try:
        if options.command == "run":
            return _run(options)
        return _digest(options)
    except KeyboardInterrupt:
        _say("Interrupted.")
        return INTERRUPTED
    except OptionError as error:
        _say(str(error))
        return USAGE
    except SummarizeError as error:
        _say(str(error))
        return SOME_FAILED


def _run(options: argparse.Namespace) -> int:
    article = read_article(options.input, allow_private=options.allow_private)
    summary = condense(article, n=options.n, ranker=options.ranker)
    code = DONE
    if options.translate:
        try:
            summary = translate_summaries([summary], load_translator(options.model))[0]
        except TranslationError as error:
            _say(str(error))
            code = SOME_FAILED
    for note in summary.notes:
        _say(note)
    if options.explain:
        for dropped in article.dropped:
            _say(f"left out ({dropped.reason}): {dropped.line.strip()}")
    sys.stdout.write(to_json(summary) if options.json else to_terminal(summary))
    return code


def _digest(options: argparse.Namespace) -> int:
    translator, code = None, DONE
    if options.translate:
        try:
            translator = load_translator(options.model)
        except TranslationError as error:
            _say(str(error))
            code = SOME_FAILED
    from tqdm import tqdm

    with tqdm(unit=" articles", disable=None, leave=False) as progress:
        digest = make_digest(
            read_articles(options.inputs, allow_private=options.allow_private),
            n=options.n,
            ranker=options.ranker,
            translator=translator,
            report=progress.update,
        )
    paths = write_digest(digest, options.out)
    for failure in digest.failures:
        _say(str(failure.error))
    for note in digest.notes:
        _say(note)
    if options.json:
        sys.stdout.write(paths[1].read_text(encoding="utf-8"))
    _say(describe_digest(digest, paths))
    return SOME_FAILED if digest.failures or digest.notes else code


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summarize",
        description="Key points of Vietnamese news, quoted verbatim, in English if you like.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="one article to standard output")
    run.add_argument("input", metavar="FILE|URL|-", help="text or HTML; - reads standard input")
    run.add_argument("--explain", action="store_true", help="tell which lines were left out")
    _add_common(run, translate=False)

    digest = commands.add_parser("digest", help="many articles to a folder of digests")
    digest.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="files (.txt .md .html .jsonl .csv), folders of them, URLs",
    )
    digest.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
    _add_common(digest, translate=True)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, translate: bool) -> None:
    parser.add_argument("-n", type=int, default=3, metavar="N", help="points (default: 3)")
    parser.add_argument(
        "--ranker",
        choices=tuple(ranking.RANKERS),
        default=ranking.DEFAULT_RANKER,
        help="how sentences are ranked (default: %(default)s)",
    )
    parser.add_argument(
        "--translate",
        action=argparse.BooleanOptionalAction,
        default=translate,
        help="give the points in English too (default: %(default)s)",
    )
    parser.add_argument(
        "--model", metavar="M", help="directory or hub id of a MarianMT model (default: built in)"
    )
    parser.add_argument("--json", action="store_true", help="write JSON to standard output")
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="let URLs lead into private networks (default: refused)",
    )


def _say(text: str) -> None:
    with suppress(BrokenPipeError):
        sys.stderr.write(f"{text}\n")
