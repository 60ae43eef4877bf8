"""Articles to stories in processes of their own, so that a bad article costs only itself."""

from __future__ import annotations

import faulthandler
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple, TypeAlias

from summarize.digest.records import Recipe
from summarize.digest.translating import open_translator
from summarize.pipeline import (
    condense,
    describe_failure,
    translate_stories,
    translate_summaries,
)
from summarize.sources import RawArticle, parse_raw
from summarize.stories import sign_article, tell_story
from summarize.types import (
    InputError,
    Story,
    SummarizeError,
    Summary,
    TranslationError,
    Translator,
)


class Job(NamedTuple):
    """An article to condense; ``position`` says which."""

    position: int
    raw: RawArticle

    @property
    def source(self) -> str:
        return self.raw.place or self.raw.source

    @property
    def size(self) -> int:
        return self.raw.size


class StoryJob(NamedTuple):
    """Condensed articles to make one story of; ``position`` is the first one's."""

    position: int
    summaries: tuple[Summary, ...]

    @property
    def source(self) -> str:
        return f"The story of {self.summaries[0].article.source}"

    @property
    def size(self) -> int:
        return sum(len(summary.article.text) for summary in self.summaries)


class Result(NamedTuple):
    """What became of a job: its summary or story, or the error.

    ``trouble`` says why what should have been translated was not; ``signature`` goes with a
    summary.
    """

    position: int
    outcome: Summary | Story | InputError
    trouble: str | None = None
    signature: bytes = b""


Chunk: TypeAlias = Sequence[Job | StoryJob]


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    chunk: Chunk = ()
    given: float = 0.0  # when it got the chunk
    at: int | None = None  # the place in the chunk of the article in hand; None while translating
    has_spoken: bool = False


def work(
    chunks: Iterator[Chunk], recipe: Recipe, *, jobs: int, timeout: float, cache: Path
) -> Generator[Result, None, None]:
    """The result of every job, in whatever order they come.

    A chunk is taken from ``chunks`` when one of the ``jobs`` processes has nothing to do, so no
    more than those are in memory. A process that dies, or that has one article in hand for over
    ``timeout`` seconds and kills itself, is replaced; the article at fault is tried once more
    alone and then given up. ``cache`` is where translations are remembered.

    Raises SummarizeError where a new process ends before its first article, which is no article's
    fault.
    """
    again: deque[Chunk] = deque()
    idle: list[_Worker] = []
    busy: dict[Connection, _Worker] = {}
    try:
        while True:
            while len(busy) < jobs and (chunk := again.popleft() if again else next(chunks, None)):
                worker = idle.pop() if idle else _start_worker(recipe, timeout, cache)
                worker.chunk, worker.given, worker.at = chunk, time.monotonic(), None
                busy[worker.connection] = worker
                try:
                    worker.connection.send(chunk)
                except OSError:
                    continue  # it died idle, which the wait below sees
            if not busy:
                return
            for connection in wait(list(busy)):
                assert isinstance(connection, Connection)
                worker = busy[connection]
                try:
                    message = connection.recv()
                except (EOFError, OSError):
                    del busy[connection]
                    how = _find_end(worker)
                    if not worker.has_spoken:
                        raise SummarizeError(
                            f"A new worker process ended before its first article ({how}): check "
                            "the installation and the free memory, and that a script of your own "
                            'calls this under if __name__ == "__main__".'
                        ) from None
                    if parts := _split_at_fault(worker):
                        again.extend(parts)
                    else:
                        yield _give_up(worker.chunk[0], _describe_death(worker, how, timeout))
                    continue
                worker.has_spoken = True
                if isinstance(message, int):
                    worker.at = message
                elif message is None:
                    worker.at = None
                else:
                    idle.append(busy.pop(connection))
                    yield from message
    finally:
        for worker in [*idle, *busy.values()]:
            worker.process.kill()
            worker.process.join()
            worker.connection.close()


def _start_worker(recipe: Recipe, timeout: float, cache: Path) -> _Worker:
    # Spawned, not forked: CTranslate2 does not survive a fork.
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, recipe, timeout, cache), daemon=True)
    with _interrupts_held():
        process.start()
    theirs.close()
    return _Worker(process, ours)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C comes after the block, and never to a process that is started in it.

    It reaches every process of the terminal, and the parent decides what it means. What a process
    says for itself (``_serve``) is too late: importing takes half a second.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # else the first start does, and lets interrupts through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _split_at_fault(worker: _Worker) -> list[Chunk]:
    """What to try again of a dead worker's chunk; nothing if it was a single article."""
    chunk, at = worker.chunk, worker.at
    if len(chunk) == 1:
        return []
    if at is None:
        middle = len(chunk) // 2
        return [chunk[:middle], chunk[middle:]]
    rest = [*chunk[:at], *chunk[at + 1 :]]
    return [chunk[at : at + 1], rest]


_TIMED_OUT = 1  # the exit code that faulthandler's watchdog gives, and not it alone


def _find_end(worker: _Worker) -> str:
    """How a dead worker ended."""
    worker.process.join()
    worker.connection.close()
    code = worker.process.exitcode or 0
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _describe_death(worker: _Worker, how: str, timeout: float) -> str:
    is_late = time.monotonic() - worker.given >= timeout
    if is_late and worker.process.exitcode == _TIMED_OUT:
        return f"took longer than {timeout:g} seconds. Give it more with --timeout, or leave it out"
    verb = "translated" if worker.at is None else "read"
    return f"crashed the process that {verb} it ({how}). Leave it out, or report it as a fault"


def _give_up(job: Job | StoryJob, death: str) -> Result:
    return Result(job.position, InputError(f"{job.source} {death}."))


def _serve(connection: Connection, recipe: Recipe, timeout: float, cache: Path) -> None:
    """A worker's life: a chunk in, its results out, until the other side hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        maker = _StoryMaker(recipe, timeout, cache)
        while True:
            chunk = connection.recv()
            connection.send(maker.make(chunk, connection.send))
    except (EOFError, OSError):
        return


class _StoryMaker:
    """A worker's model and its ways."""

    def __init__(self, recipe: Recipe, timeout: float, cache: Path) -> None:
        self._recipe = recipe
        self._timeout = timeout
        self._translator: Translator | None = None
        self._trouble: str | None = None
        if recipe.translate:
            try:
                self._translator = open_translator(recipe.model, cache)
            except TranslationError as error:
                self._trouble = str(error)

    def make(self, chunk: Chunk, tell: Callable[[int | None], None]) -> list[Result]:
        """The chunk's results; ``tell`` is told what is in hand, as ``_Worker.at`` has it."""
        results = []
        for at, job in enumerate(chunk):
            tell(at)
            with _time_limit(self._timeout):
                results.append(self._condense(job)._replace(trouble=self._trouble))
        if self._translator is None:
            return results
        tell(None)
        with _time_limit(self._timeout * len(chunk)):
            return self._translate(results, self._translator)

    def _condense(self, job: Job | StoryJob) -> Result:
        try:
            if isinstance(job, StoryJob):
                return Result(job.position, tell_story(job.summaries, self._recipe.n))
            summary = condense(parse_raw(job.raw), n=self._recipe.n, ranker=self._recipe.ranker)
            signature = sign_article(summary.article, summary.sentences)
            # The sentences are not part of a record.
            return Result(job.position, replace(summary, sentences=()), signature=signature)
        except InputError as error:
            return Result(job.position, error)
        except Exception as error:  # a fault of ours or of a library's costs one article
            return Result(
                job.position,
                InputError(
                    f"{job.source} could not be digested: {error!r}. "
                    "Leave it out, or report it as a fault."
                ),
            )

    def _translate(self, results: list[Result], translator: Translator) -> list[Result]:
        """The results in English, translated together: all of them articles, or all stories.

        Where that fails, half of them at a time, down to the one that is at fault.
        """
        outcomes = [result.outcome for result in results]
        summaries = [outcome for outcome in outcomes if isinstance(outcome, Summary)]
        stories = [outcome for outcome in outcomes if isinstance(outcome, Story)]
        try:
            english: Iterator[Summary | Story] = iter(
                translate_summaries(summaries, translator)
                if summaries
                else translate_stories(stories, translator)
            )
        except Exception as error:  # CTranslate2 raises what it likes
            # What a SummarizeError tells of, such as a full disk, is no article's fault.
            if len(results) == 1 or isinstance(error, SummarizeError):
                return [result._replace(trouble=describe_failure(error)) for result in results]
            middle = len(results) // 2
            halves = (results[:middle], results[middle:])
            return [result for half in halves for result in self._translate(half, translator)]
        return [
            result
            if isinstance(result.outcome, InputError)
            else result._replace(outcome=next(english))
            for result in results
        ]


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """End this process if the block takes longer.

    faulthandler's watchdog, because it needs no turn from the interpreter: a regular expression
    gone wild never gives one.
    """
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
