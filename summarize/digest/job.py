"""One run of the batch: read, make what is new, write the digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from summarize.digest.cluster import work_on_ray
from summarize.digest.index import Index
from summarize.digest.records import Recipe, Records, hash_content, write_whole
from summarize.digest.workers import Job, Result, work
from summarize.pipeline import find_ranker
from summarize.rendering import Heading, stream_digest_html, stream_digest_markdown, to_json_line
from summarize.sources import Failure, Reading, Remark
from summarize.translation.engines import available_cores
from summarize.types import InputError, OptionError, OutputError, Summary

FORMATS = ("md", "html", "jsonl")
ENGINES = ("local", "ray")
_STATE = ".state"  # the lock and the remembered translations
# Chunks grow, so that few articles still occupy every worker and many share full batches.
_FIRST_CHUNK, _LARGEST_CHUNK = 8, 128
_CHUNK_BYTES = 16_000_000


class Event(NamedTuple):
    """What became of one input.

    ``kind`` is "made", "unchanged", "duplicate", "failed" or, besides "made", "untranslated";
    a "note" is about something else than an article. ``message`` says more where there is more to
    say.
    """

    kind: str
    source: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class DigestOutcome:
    """What a run came to: how many inputs went which way, and the files that were written."""

    made: int
    unchanged: int
    duplicates: int
    failed: int
    untranslated: int
    paths: tuple[Path, ...]

    @property
    def stories(self) -> int:
        """The stories in the digest."""
        return self.made + self.unchanged

    @property
    def is_clean(self) -> bool:
        """Whether every input became a story as it should."""
        return not self.failed and not self.untranslated


def make_digest(
    inputs: Iterable[Reading],
    out: Path,
    recipe: Recipe,
    *,
    formats: Collection[str] = FORMATS,
    engine: str = "local",
    jobs: int | None = None,
    timeout: float = 60.0,
    force: bool = False,
    fail_fast: bool = False,
    report: Callable[[Event], None] = lambda event: None,
) -> DigestOutcome:
    """Make a story of every input and write them all to the folder ``out``.

    Stories that an earlier run made of the same text by the same recipe are taken from its
    records; ``force`` makes them again. An input that fails costs only itself, unless
    ``fail_fast``; one that takes over ``timeout`` seconds fails. ``engine``
    "local" works in processes of this machine, "ray" on a Ray cluster; ``jobs`` is how many work
    at once, one a core if None. Neither shows in the result. ``report`` is told of every input.

    Raises OptionError; OutputError where ``out`` cannot be written or another run writes there;
    InputError at the first failure if ``fail_fast``. What was made until then is kept.
    """
    _check_options(recipe, formats, engine, jobs, timeout)
    with _locked_folder(out), Index() as index:
        records = Records(out / "articles", recipe)
        run = _Run(index, records, force=force, fail_fast=fail_fast, report=report)
        chunks = run.chunks(inputs)
        if engine == "ray":
            results = work_on_ray(chunks, recipe, jobs=jobs, timeout=timeout)
        else:
            cache = out / _STATE / f"translations-{recipe.translation_fingerprint()[:16]}.sqlite"
            jobs = jobs or available_cores()
            results = work(chunks, recipe, jobs=jobs, timeout=timeout, cache=cache)
        with closing(results):
            for result in results:
                run.keep(result)
        paths = _write_documents(out, index, records, formats, run.outcome(()))
        records.prune(index.records())
        return run.outcome(paths)


def plan_digest(
    inputs: Iterable[Reading],
    out: Path,
    recipe: Recipe,
    *,
    force: bool = False,
    report: Callable[[Event], None] = lambda event: None,
) -> DigestOutcome:
    """Read everything and tell what ``make_digest`` would do; nothing is written.

    What would be made is reported as "made". Raises OptionError.
    """
    _check_options(recipe, FORMATS, "local", None, 1.0)
    with Index() as index:
        records = Records(out / "articles", recipe)
        run = _Run(index, records, force=force, fail_fast=False, report=report)
        for job in run.jobs(inputs):
            run.tell("made", job.raw.source)
        return run.outcome(())


def _check_options(
    recipe: Recipe, formats: Collection[str], engine: str, jobs: int | None, timeout: float
) -> None:
    find_ranker(recipe.ranker)
    if recipe.n < 1:
        raise OptionError(f"The number of points must be at least 1, not {recipe.n}.")
    if engine not in ENGINES:
        raise OptionError(f"There is no engine {engine}. Choose from {', '.join(ENGINES)}.")
    if jobs is not None and jobs < 1:
        raise OptionError(f"The number of jobs must be at least 1, not {jobs}.")
    if not timeout > 0:
        raise OptionError(f"The time limit must be more than 0 seconds, not {timeout:g}.")
    if not formats or not set(formats) <= set(FORMATS):
        raise OptionError(
            f"There is no format {', '.join(sorted(set(formats) - set(FORMATS))) or 'given'}. "
            f"Choose from {', '.join(FORMATS)}."
        )


class _Run:
    """The bookkeeping between inputs, records and workers."""

    def __init__(
        self,
        index: Index,
        records: Records,
        *,
        force: bool,
        fail_fast: bool,
        report: Callable[[Event], None],
    ) -> None:
        self._index, self._records = index, records
        self._force, self._fail_fast, self._report = force, fail_fast, report
        self.counts: Counter[str] = Counter()

    def chunks(self, inputs: Iterable[Reading]) -> Iterator[list[Job]]:
        """What has to be made, in portions for the workers."""
        chunk: list[Job] = []
        size, weight = _FIRST_CHUNK, 0
        for job in self.jobs(inputs):
            chunk.append(job)
            weight += job.raw.size
            if len(chunk) >= size or weight >= _CHUNK_BYTES:
                yield chunk
                chunk, weight = [], 0
                size = min(2 * size, _LARGEST_CHUNK)
        if chunk:
            yield chunk

    def jobs(self, inputs: Iterable[Reading]) -> Iterator[Job]:
        """What has to be made, one by one."""
        for position, raw in enumerate(inputs):
            if isinstance(raw, Remark):
                self.tell(raw.kind, raw.source, raw.message)
                continue
            if isinstance(raw, Failure):
                self._index.add_failure(position, raw.source, str(raw.error))
                self._fail(raw.source, raw.error)
                continue
            name = self._records.name(raw)
            if not self._index.add(position, raw.source, hash_content(raw), name):
                self.tell("duplicate", raw.source)
            elif not self._force and (summary := self._records.read(name)):
                self._index.finish(position, summary)
                self.tell("unchanged", raw.source)
            else:
                yield Job(position, raw)

    def keep(self, result: Result) -> None:
        """Record what a worker made."""
        position, outcome, trouble = result
        source = self._index.source(position)
        if isinstance(outcome, InputError):
            self._index.fail(position, str(outcome))
            self._fail(source, outcome)
            return
        summary: Summary = outcome
        if trouble is not None:
            summary = replace(summary, notes=(*summary.notes, trouble))
            self.tell("untranslated", source, trouble)
        self._records.write(self._index.record(position), summary, complete=trouble is None)
        self._index.finish(position, summary)
        self.tell("made", source)

    def _fail(self, source: str, error: InputError) -> None:
        self.tell("failed", source, str(error))
        if self._fail_fast:
            raise InputError(
                f"Stopped at the first failure: {error} The stories made until then are kept."
            )

    def tell(self, kind: str, source: str, message: str = "") -> None:
        """Count and report what became of an input."""
        self.counts[kind] += 1
        self._report(Event(kind, source, message))

    def outcome(self, paths: tuple[Path, ...]) -> DigestOutcome:
        return DigestOutcome(
            made=self.counts["made"],
            unchanged=self.counts["unchanged"],
            duplicates=self.counts["duplicate"],
            failed=self.counts["failed"],
            untranslated=self.counts["untranslated"],
            paths=paths,
        )


def _write_documents(
    out: Path, index: Index, records: Records, formats: Collection[str], outcome: DigestOutcome
) -> tuple[Path, ...]:
    """Write the chosen documents and errors.jsonl, story by story."""

    def headings() -> Iterator[Heading]:
        return (story.heading for story in index.stories())

    def summaries() -> Iterator[Summary]:
        return (records.reread(story.record) for story in index.stories())

    counts = {"count": outcome.stories, "failed": outcome.failed}
    documents: dict[str, Iterator[str]] = {
        "md": stream_digest_markdown(headings(), summaries(), **counts),
        "html": stream_digest_html(headings(), summaries(), **counts),
        "jsonl": (records.read_line(story.record) for story in index.stories()),
    }
    paths = []
    for kind in FORMATS:
        if kind in formats:
            paths.append(out / f"digest.{kind}")
            write_whole(paths[-1], documents[kind])
    paths.append(out / "errors.jsonl")
    lines = ({"source": source, "error": error} for source, error in index.failures())
    write_whole(paths[-1], map(to_json_line, lines))
    return tuple(paths)


@contextmanager
def _locked_folder(out: Path) -> Iterator[None]:
    """Make the folder and keep other runs out of it. Raises OutputError."""
    from filelock import FileLock, Timeout

    try:
        (out / "articles").mkdir(parents=True, exist_ok=True)
        (out / _STATE).mkdir(exist_ok=True)
        lock = FileLock(out / _STATE / "lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            f"Another run is writing to {out}. Wait until it is done, or choose another folder."
        ) from error
    except OSError as error:
        raise OutputError(
            f"The digest cannot be written to {out}: {error.strerror}. Choose another folder."
        ) from error
    try:
        yield
    finally:
        lock.release()
