"""The batch: many articles in, one digest out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize.pipeline import condense, translate_summaries
from summarize.rendering import to_digest_markdown, to_json_line
from summarize.sources import Failure
from summarize.types import (
    Article,
    InputError,
    OutputError,
    Ranker,
    Summary,
    TranslationError,
    Translator,
)

DIGEST_FILES = ("digest.md", "digest.jsonl", "errors.jsonl")


@dataclass(frozen=True, slots=True)
class Digest:
    """What a batch came to: its stories and the inputs that failed, both in input order."""

    summaries: tuple[Summary, ...]
    failures: tuple[Failure, ...]
    notes: tuple[str, ...] = ()


def make_digest(
    articles: Iterable[Article | Failure],
    *,
    n: int = 3,
    ranker: str | Ranker,
    translator: Translator | None = None,
    report: Callable[[], object] = lambda: None,
) -> Digest:
    """Condense every article and translate all points together.

    An article that cannot be condensed becomes a failure and costs only itself; a translation
    that fails becomes a note. ``report`` is called after each input.
    Raises OptionError as ``condense`` does.
    """
    summaries: list[Summary] = []
    failures: list[Failure] = []
    for done, article in enumerate(articles, 1):
        if isinstance(article, Failure):
            failures.append(article)
        else:
            try:
                summaries.append(condense(article, n=n, ranker=ranker))
            except InputError as error:
                failures.append(Failure(article.source or f"input {done}", error))
        report()
    notes: tuple[str, ...] = ()
    if translator is not None:
        try:
            summaries = list(translate_summaries(summaries, translator))
        except TranslationError as error:
            notes = (str(error),)
    return Digest(tuple(summaries), tuple(failures), notes)


def write_digest(digest: Digest, directory: Path) -> tuple[Path, ...]:
    """Write digest.md, digest.jsonl and errors.jsonl, each whole or not at all.

    Returns their paths. Raises OutputError.
    """
    contents = (
        to_digest_markdown(digest.summaries, failed=len(digest.failures)),
        "".join(to_json_line(summary.to_dict()) for summary in digest.summaries),
        "".join(
            to_json_line({"source": failure.source, "error": str(failure.error)})
            for failure in digest.failures
        ),
    )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        return tuple(
            _replace_file(directory / name, content)
            for name, content in zip(DIGEST_FILES, contents, strict=True)
        )
    except OSError as error:
        raise OutputError(f"The digest cannot be written to {directory}: {error}.") from error


def _replace_file(path: Path, content: str) -> Path:
    # Not a NamedTemporaryFile: its 0600 mode would stay on the digest.
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    scratch.write_text(content, encoding="utf-8", newline="\n")
    scratch.replace(path)
    return path


def describe_digest(digest: Digest, paths: Sequence[Path]) -> str:
    """One line that sums the batch up."""
    failed = f", {len(digest.failures)} failed" if digest.failures else ""
    return f"{len(digest.summaries)} articles digested{failed}: {', '.join(map(str, paths))}"
