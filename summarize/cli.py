"""The command line: builds values and calls the library. Stdout is data, stderr is talk."""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from summarize.digest import ENGINES, FORMATS, MAX_TIMEOUT
from summarize.types import (
    DEFAULT_RANKER,
    OptionError,
    OutputError,
    SummarizeError,
)

if TYPE_CHECKING:
    from summarize.digest.job import DigestOutcome, Event

DONE, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
_MAX_DELAY = 3600  # seconds; who waits longer for the next page has mistyped something


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is 0 all well, 1 some inputs failed, 2 usage,
    130 interrupted, 143 and 129 ended by SIGTERM and SIGHUP.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Half a surrogate, as in a file name that is no text, becomes its escape.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = argparse.Namespace(command=None)
    try:
        with _ended_as_interrupted():
            options = _make_parser().parse_args(arguments)
            _check(options)
            if options.command == "run":
                return _run(options)
            return _digest(options)
    except _Ended as ended:
        name = signal.Signals(ended.number).name
        return _stop(options, f"Ended by {name}.", 128 + ended.number)
    except KeyboardInterrupt:
        return _stop(options, "Interrupted.", INTERRUPTED)
    except OptionError as error:
        return _stop(options, str(error), USAGE)
    except SummarizeError as error:
        return _stop(options, str(error), SOME_FAILED)


class _Ended(KeyboardInterrupt):
    """A signal that ends the program as Ctrl-C does."""

    def __init__(self, number: int) -> None:
        self.number = number


@contextmanager
def _ended_as_interrupted() -> Iterator[None]:
    """SIGTERM and SIGHUP raise _Ended in the block, the first of them once; what is ignored, as
    under nohup, stays so.
    """

    names = ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
    endings = [getattr(signal, name) for name in names if hasattr(signal, name)]

    def end(number: int, frame: FrameType | None) -> None:
        for ending in endings:
            signal.signal(ending, signal.SIG_IGN)
        raise _Ended(number)

    before = {
        ending: signal.signal(ending, end)
        for ending in endings
        if signal.getsignal(ending) != signal.SIG_IGN
    }
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)


def _check(options: argparse.Namespace) -> None:
    """Raise OptionError where one option voids another, and for an impossible ``-n``, before
    anything is read.
    """
    from summarize.pipeline import check_number

    check_number(options.n)
    if options.model is not None and not options.translate:
        raise OptionError("--model needs --translate: only English takes a model.")
    if options.command == "digest" and options.dry_run:
        given = {
            "--to": options.to != FORMATS,
            "--no-group": not options.group,
            "--jobs": options.jobs is not None,
            "--engine": options.engine != ENGINES[0],
            "--fail-fast": options.fail_fast,
        }
        if void := ", ".join(name for name, is_given in given.items() if is_given):
            raise OptionError(f"--dry-run makes nothing, so leave out {void}.")


def _stop(options: argparse.Namespace, message: str, code: int) -> int:
    if options.command == "digest" and code > USAGE:
        message += " The stories made so far are kept: run the same command again to go on."
    as_json = options.command == "digest" and options.log_json
    _say(message, {"event": "stopped", "message": message} if as_json else None)
    return code


def _run(options: argparse.Namespace) -> int:
    from summarize.pipeline import condense, describe_failure, translate_summaries
    from summarize.rendering import to_json, to_terminal
    from summarize.sources import read_article
    from summarize.translation import load_translator

    article = read_article(options.input, allow_private=options.allow_private)
    summary = condense(article, n=options.n, ranker=options.ranker)
    code = DONE
    if options.translate:
        try:
            summary = translate_summaries([summary], load_translator(options.model))[0]
        except Exception as error:  # CTranslate2 raises what it likes
            _say(describe_failure(error))
            code = SOME_FAILED
    for note in summary.notes:
        _say(note)
    if options.explain:
        for dropped in article.dropped:
            _say(f"left out ({dropped.reason}): {dropped.line.strip()}")
        for number in article.doubtful:
            _say(f"kept (but perhaps the site's): {article.paragraphs[number]}")
    _print(to_json(summary) if options.json else to_terminal(summary))
    return code


def _digest(options: argparse.Namespace) -> int:
    from summarize.digest.job import make_digest, plan_digest
    from summarize.digest.records import Recipe
    from summarize.fetching import Fetcher
    from summarize.sources import read_raw

    recipe = Recipe(options.n, options.ranker, options.translate, options.model)
    fetcher = Fetcher(
        allow_private=options.allow_private,
        delay=options.delay,
        retries=options.retries,
        timeout=options.timeout,
    )
    inputs = read_raw(options.inputs, fetcher=fetcher, max_pages=options.max_pages, out=options.out)
    with _Talk(options) as talk:
        if options.dry_run:
            outcome = plan_digest(
                inputs, options.out, recipe, force=options.force, report=talk.plan
            )
        else:
            outcome = make_digest(
                inputs,
                options.out,
                recipe,
                formats=options.to,
                group=options.group,
                engine=options.engine,
                jobs=options.jobs,
                timeout=options.timeout,
                force=options.force,
                fail_fast=options.fail_fast,
                report=talk.report,
            )
    talk.sum_up(outcome)
    return DONE if outcome.is_clean else SOME_FAILED


_ASIDE = ("note", "unread")  # events that are about no article


class _Talk:
    """What a digest says: on stderr a progress bar, what -q and -v choose, and the sum; on stdout
    the plan of a dry run.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        from tqdm import tqdm

        self._json, self._quiet, self._verbose = options.log_json, options.quiet, options.verbose
        self._troubles: set[str] = set()
        # A bar only where it is not in the way, and then only on a terminal.
        hidden = True if self._json or self._quiet or self._verbose else None
        form = "articles: {n_fmt} [{elapsed}, {rate_noinv_fmt}]"
        self._bar = tqdm(unit="", bar_format=form, disable=hidden, leave=False)

    def __enter__(self) -> _Talk:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def report(self, event: Event) -> None:
        """Tell what became of an input, if it is to be told."""
        told = self._verbose or event.kind in ("failed", "note")
        if event.kind == "untranslated":
            # A model fails for all articles alike: it is said once.
            told = told or event.message not in self._troubles
            self._troubles.add(event.message)
        elif event.kind not in _ASIDE:
            self._bar.update()
        if told and not self._quiet:
            self._say(
                event.message or f"{event.kind}: {event.source}",
                {"event": event.kind, "source": event.source, "message": event.message},
            )

    def plan(self, event: Event) -> None:
        """Print what would be done with an input."""
        if event.kind in _ASIDE:
            self.report(event)
            return
        _print(f"{'to do' if event.kind == 'made' else event.kind}\t{_readable(event.source)}\n")
        if event.kind == "failed":
            self.report(event)

    def sum_up(self, outcome: DigestOutcome) -> None:
        """Say the last line."""
        from summarize.rendering import to_count

        counts = {
            "unchanged": outcome.unchanged,
            "duplicate": outcome.duplicates,
            "not translated": outcome.untranslated,
            "failed": outcome.failed,
        }
        tail = "".join(f", {count} {what}" for what, count in counts.items() if count)
        if outcome.is_failure and outcome.paths:
            (errors,) = outcome.paths
            where = errors if outcome.failed else "the inputs hold none"
            line = f"0 articles digested{tail}: {where}."
            if any(errors.with_name(f"digest.{kind}").exists() for kind in FORMATS):
                line += " The earlier digest is left as it was."
        elif outcome.paths:
            line = f"{to_count(outcome.articles, 'article')} digested"
            if outcome.stories < outcome.articles:
                line += f" in {outcome.stories} {'story' if outcome.stories == 1 else 'stories'}"
            line += f"{tail}: "
            line += ", ".join(map(str, outcome.paths))
        else:
            line = f"{to_count(outcome.made, 'article')} to digest{tail}; nothing was written."
        values = {**asdict(outcome), "paths": list(map(str, outcome.paths))}
        self._say(line, {"event": "done", **values})

    def _say(self, text: str, values: Mapping[str, object]) -> None:
        with self._bar.external_write_mode(file=sys.stderr):
            _say(text, values if self._json else None)


class _ShowVersion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        import summarize

        _print(f"summarize {summarize.__version__}\n")
        parser.exit()


def _make_parser() -> argparse.ArgumentParser:
    from summarize.sources import MAX_PAGES

    parser = argparse.ArgumentParser(
        prog="summarize",
        description="Key points of Vietnamese news, quoted verbatim, in English if you like.",
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="say which version this is")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="one article to standard output")
    run.add_argument("input", metavar="FILE|URL|-", help="text or HTML; - reads standard input")
    run.add_argument("--explain", action="store_true", help="tell which lines were left out")
    run.add_argument("--json", action="store_true", help="write JSON to standard output")
    _add_common(run, translate=False)

    digest = commands.add_parser("digest", help="many articles to a folder of digests")
    digest.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="files (.txt .md .html .jsonl .csv .tsv .parquet, also .gz .xz .zst), patterns, "
        "folders, URLs; feeds, sitemaps and lists of URLs; - reads what a file may hold, or JSON "
        "Lines",
    )
    digest.add_argument(
        "--out",
        type=_folder,
        required=True,
        metavar="DIR",
        help="where to write, and to go on from what an earlier run made there",
    )
    digest.add_argument(
        "--to",
        type=_formats,
        default=FORMATS,
        metavar="F,F",
        help=f"which documents to write (default: {','.join(FORMATS)})",
    )
    digest.add_argument(
        "--group",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="tell articles on one event as one story (default: %(default)s)",
    )
    _add_common(digest, translate=True)
    work = digest.add_argument_group("work")
    work.add_argument(
        "--jobs",
        type=_positive(int),
        metavar="N",
        help="how many articles are worked on at once (default: one a core); the result is the "
        "same",
    )
    work.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="where the work is done: on this machine, or on the Ray cluster that RAY_ADDRESS "
        "names (default: %(default)s)",
    )
    work.add_argument(
        "--timeout",
        type=_positive(float, MAX_TIMEOUT),
        default=60.0,
        metavar="S",
        help="seconds that one article may take, and its page to be fetched (default: 60)",
    )
    work.add_argument("--force", action="store_true", help="make unchanged stories again")
    work.add_argument("--fail-fast", action="store_true", help="stop at the first failed input")
    work.add_argument(
        "--dry-run", action="store_true", help="read the inputs and list what would be done"
    )
    web = digest.add_argument_group("web")
    web.add_argument(
        "--delay",
        type=_at_least_zero(float, _MAX_DELAY),
        default=1.0,
        metavar="S",
        help="seconds between two pages of one host, more where its robots.txt says so "
        "(default: 1)",
    )
    web.add_argument(
        "--retries",
        type=_at_least_zero(int),
        default=3,
        metavar="N",
        help="how often a page that did not come is asked for again (default: 3)",
    )
    web.add_argument(
        "--max-pages",
        type=_positive(int),
        default=MAX_PAGES,
        metavar="N",
        help="pages to take of one feed or sitemap, latest first (default: %(default)s)",
    )
    talk = digest.add_argument_group("talk")
    loudness = talk.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", help="say the last line only")
    loudness.add_argument("-v", "--verbose", action="store_true", help="tell of every input")
    talk.add_argument("--log-json", action="store_true", help="say everything as JSON Lines")
    return parser


def _add_common(parser: argparse.ArgumentParser, *, translate: bool) -> None:
    from summarize.ranking import RANKERS

    parser.add_argument("-n", type=int, default=3, metavar="N", help="points (default: 3)")
    parser.add_argument(
        "--ranker",
        choices=tuple(RANKERS),
        default=DEFAULT_RANKER,
        help="how sentences are ranked (default: %(default)s)",
    )
    parser.add_argument(
        "--translate",
        action=argparse.BooleanOptionalAction,
        default=translate,
        help="give the points in English too (default: %(default)s)",
    )
    parser.add_argument(
        "--model",
        metavar="M",
        help="with --translate: directory or hub id of a MarianMT model (default: built in)",
    )
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="let URLs lead into private networks (default: refused)",
    )


def _print(text: str) -> None:
    """Write to stdout; the program ends without a word where nobody reads that any more.

    Raises OutputError where it cannot be written.
    """
    if sys.stdout is None:  # as after >&-
        raise OutputError("Standard output is closed.")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer would fail again at exit: Python's docs, note on SIGPIPE.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(DONE) from None
        raise OutputError(f"Standard output cannot be written: {error.strerror}.") from error


def _say(text: str, values: Mapping[str, object] | None = None) -> None:
    """Say ``text``, or where there are ``values`` those as JSON."""
    line = _readable(text) if values is None else json.dumps(values, ensure_ascii=False)
    with suppress(OSError):  # nobody reads it, or a full disk
        sys.stderr.write(f"{line}\n")


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _readable(text: str) -> str:
    """Text from outside on one line, and without what a terminal would obey."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def _folder(name: str) -> Path:
    if not name.strip():
        raise argparse.ArgumentTypeError("the name of the folder is empty")
    return Path(name)


def _positive(number: type[int] | type[float], most: float = math.inf) -> Callable[[str], float]:
    name = "positive number" if most == math.inf else f"positive number up to {most}"
    return _number(number, lambda value: 0 < value <= most, name)


def _at_least_zero(
    number: type[int] | type[float], most: float = math.inf
) -> Callable[[str], float]:
    name = "number from zero on" if most == math.inf else f"number from zero to {most}"
    return _number(number, lambda value: 0 <= value <= most, name)


def _number(
    number: type[int] | type[float], is_right: Callable[[float], bool], name: str
) -> Callable[[str], float]:
    def parse(text: str) -> float:
        value = number(text)
        if not is_right(value):
            raise ValueError
        return value

    parse.__name__ = name  # argparse shows it
    return parse


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    for name in names:
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(
                f"there is no format {name!r} (choose from {', '.join(FORMATS)}, with commas)"
            )
    return names
