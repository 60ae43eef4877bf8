"""One run of the batch: read, make what is new, write the digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from summarize.digest import ENGINES, FORMATS, MAX_TIMEOUT
from summarize.digest.index import Index
from summarize.digest.ray_engine import RayCluster
from summarize.digest.records import Recipe, Record, Records, StoryRecords, write_whole
from summarize.digest.translating import renew_if_damaged
from summarize.digest.workers import Job, Result, StoryJob, work
from summarize.pipeline import check_number, find_ranker
from summarize.rendering import (
    Digest,
    stream_digest_html,
    stream_digest_jsonl,
    stream_digest_markdown,
    stream_errors_jsonl,
)
from summarize.sources import Failure, Reading, Remark
from summarize.stories import group_articles
from summarize.translation import load_translator
from summarize.translation.engines import available_cores
from summarize.types import (
    InputError,
    OptionError,
    OutputError,
    Story,
    Summary,
    TranslationError,
)

_STATE = ".state"  # the lock, the remembered translations, what stories of several articles tell
# Chunks grow, so that few articles still occupy every worker, a run that is soon killed keeps some,
# and many share full batches. Of 512 articles batches are fuller still: 13 % less CPU a sentence,
# but 66 MB more memory a worker, and four times as much to do again after a kill.
_FIRST_CHUNK, _LARGEST_CHUNK = 2, 128
_CHUNK_BYTES = 16_000_000


EventKind: TypeAlias = Literal[
    "made", "unchanged", "duplicate", "failed", "untranslated", "unread", "note"
]


class Event(NamedTuple):
    """What became of one input.

    "untranslated" comes besides "made"; "unread" is what in a folder is no input, and a "note" is
    about something else than an article.
    ``message`` says more where there is more to say.
    """

    kind: EventKind
    source: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class DigestOutcome:
    """What a run came to: how many inputs went which way, the stories that the articles tell,
    and the files that were written.
    """

    made: int
    unchanged: int
    duplicates: int
    failed: int
    untranslated: int
    stories: int
    paths: tuple[Path, ...]

    @property
    def articles(self) -> int:
        """The articles in the digest."""
        return self.made + self.unchanged

    @property
    def is_failure(self) -> bool:
        """Whether no input gave an article, so that there is nothing to make a digest of."""
        return not self.articles

    @property
    def is_clean(self) -> bool:
        """Whether every input was digested as it should."""
        return not (self.is_failure or self.failed or self.untranslated)


def make_digest(
    inputs: Iterable[Reading],
    out: Path,
    recipe: Recipe,
    *,
    formats: Collection[str] = FORMATS,
    group: bool = True,
    engine: str = "local",
    jobs: int | None = None,
    timeout: float = 60.0,
    force: bool = False,
    fail_fast: bool = False,
    report: Callable[[Event], None] = lambda event: None,
) -> DigestOutcome:
    """Condense every input and write the stories that they tell to the folder ``out``.

    Articles on one event are one story; without ``group`` each is a story of its own. What an
    earlier run made of the same text by the same recipe is taken from its records; ``force``
    makes it again. An input that fails costs only itself, unless ``fail_fast``; one that takes
    over ``timeout`` seconds fails. ``engine`` "local" works in processes of this machine, "ray" on
    a Ray cluster; ``jobs`` is how many work at once, one a core if None. Neither shows in the
    result. ``report`` is told of every input. Where none gives an article only errors.jsonl
    is written, and what an earlier run made stays.

    Raises OptionError, also for a model that cannot be loaded; OutputError where ``out`` cannot be
    written or another run writes there; InputError at the first failure if ``fail_fast``;
    SummarizeError itself where no worker starts or the Ray cluster fails. What was made until then
    is kept.
    """
    _check_recipe(recipe)
    _check_options(formats, engine, jobs, timeout)
    _check_model(recipe)
    with _locked_folder(out), Index() as index, RayCluster() as cluster:
        run = _Run(out, recipe, index, force=force, fail_fast=fail_fast, report=report)
        cache = out / _STATE / f"translations-{recipe.translation_fingerprint()[:16]}.sqlite"
        if renew_if_damaged(cache):
            message = (
                f"The remembered translations in {cache} were damaged: that file is made anew, and "
                "what has to be translated again takes its time."
            )
            run.tell("note", str(cache), message)

        def make(queue: Iterator[Job] | Iterator[StoryJob]) -> None:
            chunks = _portion(queue)
            if engine == "ray":
                results = cluster.work(chunks, recipe, jobs=jobs, timeout=timeout)
            else:
                cores = jobs or available_cores()
                results = work(chunks, recipe, jobs=cores, timeout=timeout, cache=cache)
            with closing(results):
                for result in results:
                    run.keep(result)

        make(run.jobs(inputs))
        run.fail_twins()
        if group:
            run.unite()
            make(run.story_jobs())
        if run.outcome().is_failure:  # as without network; an earlier digest beats none
            return run.outcome(run.write_documents(()))
        paths = run.write_documents(formats)
        run.prune()
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
    _check_recipe(recipe)
    with Index() as index:
        run = _Run(out, recipe, index, force=force, fail_fast=False, report=report)
        for job in run.jobs(inputs):
            run.tell("made", job.raw.source)
        return run.outcome()


def _check_recipe(recipe: Recipe) -> None:
    find_ranker(recipe.ranker)
    check_number(recipe.n)


def _check_options(formats: Collection[str], engine: str, jobs: int | None, timeout: float) -> None:
    if engine not in ENGINES:
        raise OptionError(f"There is no engine {engine}. Choose from {', '.join(ENGINES)}.")
    if jobs is not None and jobs < 1:
        raise OptionError(f"The number of jobs must be at least 1, not {jobs}.")
    if not 0 < timeout <= MAX_TIMEOUT:
        raise OptionError(
            f"The time limit must be more than 0 and at most {MAX_TIMEOUT} seconds, "
            f"not {timeout:g}."
        )
    if not formats or not set(formats) <= set(FORMATS):
        raise OptionError(
            f"There is no format {', '.join(sorted(set(formats) - set(FORMATS))) or 'given'}. "
            f"Choose from {', '.join(FORMATS)}."
        )


def _check_model(recipe: Recipe) -> None:
    """Raise OptionError before a model that was mistyped costs a good digest its English."""
    if recipe.translate and recipe.model is not None:
        try:
            load_translator(recipe.model, threads=1)
        except TranslationError as error:
            raise OptionError(f"{error} Nothing was made.") from error


class _Run:
    """The bookkeeping between inputs, workers, records and documents."""

    def __init__(
        self,
        out: Path,
        recipe: Recipe,
        index: Index,
        *,
        force: bool,
        fail_fast: bool,
        report: Callable[[Event], None],
    ) -> None:
        self._out, self._index, self._has_english = out, index, recipe.translate
        self._records = Records(out / "articles", recipe)
        self._told = StoryRecords(out / _STATE / "stories")
        self._force, self._fail_fast, self._report = force, fail_fast, report
        self.counts: Counter[EventKind] = Counter()

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
            content, name = self._records.identify(raw)
            if not self._index.add(position, raw.source, content, name):
                self.tell("duplicate", raw.source)
            elif not self._force and (record := self._records.find(name)):
                is_new = self._index.finish(position, record.summary, record.signature)
                self.tell("unchanged" if is_new else "duplicate", raw.source)
            else:
                yield Job(position, raw)

    def fail_twins(self) -> None:
        """What has the content of an input that failed has failed too."""
        for position, source, first, error in self._index.failed_twins():
            twin = InputError(f"{source} has the same content as {first}: {error}")
            self.counts["duplicate"] -= 1
            self._index.fail(position, str(twin))
            self._fail(source, twin)

    def unite(self) -> None:
        """Make one story of articles on one event."""
        positions, signatures, days = [], [], []
        for position, signature, day in self._index.signatures():
            positions.append(position)
            signatures.append(signature)
            days.append(day)
        for group in group_articles(signatures, days):
            if len(group) > 1:
                self._index.unite([positions[place] for place in group])

    def story_jobs(self) -> Iterator[StoryJob]:
        """The stories of several articles that have to be made, one by one."""
        for entry in self._index.stories():
            if len(entry.records) > 1 and (
                self._force or not self._told.is_made(self._told.name(entry.records))
            ):
                summaries = (self._records.reread(name).summary for name in entry.records)
                yield StoryJob(entry.position, tuple(summaries))

    def keep(self, result: Result) -> None:
        """Record what a worker made."""
        position, outcome, trouble, signature = result
        source, name = self._index.find(position)
        if isinstance(outcome, InputError):
            # Articles that cannot be told together are still told one by one.
            self._index.divide(position)
            self._index.fail(position, str(outcome))
            self._fail(source, outcome)
            return
        if trouble is not None:
            outcome = replace(outcome, notes=(*outcome.notes, trouble))
            # What the articles were told of before is not counted again for their story.
            if isinstance(outcome, Summary) or not self.counts["untranslated"]:
                self.tell("untranslated", source, trouble)
        if isinstance(outcome, Story):
            members = self._index.members(position)
            self._told.write(self._told.name(members), outcome, complete=trouble is None)
            return
        self._records.write(name, Record(outcome, signature, complete=trouble is None))
        is_new = self._index.finish(position, outcome, signature)
        self.tell("made" if is_new else "duplicate", source)

    def _fail(self, source: str, error: InputError) -> None:
        self.tell("failed", source, str(error))
        if self._fail_fast:
            raise InputError(
                f"Stopped at the first failure: {error} The stories made until then are kept."
            )

    def tell(self, kind: EventKind, source: str, message: str = "") -> None:
        """Count and report what became of an input."""
        self.counts[kind] += 1
        self._report(Event(kind, source, message))

    def write_documents(self, formats: Collection[str]) -> tuple[Path, ...]:
        """Write the chosen documents and errors.jsonl, story by story."""
        documents: dict[str, Iterator[str]] = {
            "md": stream_digest_markdown(self._digest()),
            "html": stream_digest_html(self._digest()),
            "jsonl": stream_digest_jsonl(self._stories()),
        }
        paths = []
        for kind in FORMATS:
            if kind in formats:
                paths.append(self._out / f"digest.{kind}")
                write_whole(paths[-1], documents[kind])
        paths.append(self._out / "errors.jsonl")
        write_whole(paths[-1], stream_errors_jsonl(self._index.failures()))
        return tuple(paths)

    def _digest(self) -> Digest:
        headings = (entry.heading for entry in self._index.stories())
        stories = (story for story, _ in self._stories())
        outcome = self.outcome()
        return Digest(
            headings, stories, outcome.articles, outcome.failed, has_english=self._has_english
        )

    def _stories(self) -> Iterator[tuple[Story, bool]]:
        """Each story, and whether it is complete."""
        for entry in self._index.stories():
            articles = [self._records.reread(name) for name in entry.records]
            summaries = tuple(article.summary for article in articles)
            if len(summaries) == 1:
                yield Story.of_one(summaries[0]), articles[0].complete
            else:
                story, complete = self._told.reread(self._told.name(entry.records), summaries)
                yield story, complete and all(article.complete for article in articles)

    def prune(self) -> None:
        """Remove the records that are not part of the digest."""
        self._records.prune(self._index.records())
        stories = (entry.records for entry in self._index.stories())
        self._told.prune(sorted(self._told.name(each) for each in stories if len(each) > 1))

    def outcome(self, paths: tuple[Path, ...] = ()) -> DigestOutcome:
        return DigestOutcome(
            made=self.counts["made"],
            unchanged=self.counts["unchanged"],
            duplicates=self.counts["duplicate"],
            failed=self.counts["failed"],
            untranslated=self.counts["untranslated"],
            stories=self._index.count_stories(),
            paths=paths,
        )


def _portion(queue: Iterator[Job] | Iterator[StoryJob]) -> Iterator[list[Job | StoryJob]]:
    """The jobs in portions for the workers."""
    chunk: list[Job | StoryJob] = []
    size, weight = _FIRST_CHUNK, 0
    for job in queue:
        chunk.append(job)
        weight += job.size
        if len(chunk) >= size or weight >= _CHUNK_BYTES:
            yield chunk
            chunk, weight = [], 0
            size = min(2 * size, _LARGEST_CHUNK)
    if chunk:
        yield chunk


@contextmanager
def _locked_folder(out: Path) -> Iterator[None]:
    """Make the folder and keep other runs out of it. Raises OutputError."""
    from filelock import FileLock, Timeout

    try:
        (out / "articles").mkdir(parents=True, exist_ok=True)
        (out / _STATE / "stories").mkdir(parents=True, exist_ok=True)
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
