"""The work of ``workers`` on a Ray cluster: a Ray Data pipeline over an actor pool.

An actor is one worker of the local engine, with its model loaded once and its protection against
bad articles; Ray moves chunks to actors and replaces those that die with their machine.
"""

from __future__ import annotations

import logging
import os
import pickle
import tempfile
from collections import deque
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from summarize.digest.records import Recipe
from summarize.digest.workers import Chunk, Result, work
from summarize.types import OptionError, SummarizeError

# Chunks that are given to the cluster at a time. What is ready of a shard is written at once, so
# only the shard in hand has to be held in memory, and an interrupted run loses no more than what
# the actors had in hand.
_SHARD = 256


class RayCluster:
    """The cluster that RAY_ADDRESS names or else one on this machine; a context manager that is
    connected from the first work to the end.
    """

    def __init__(self) -> None:
        self._is_connected = False

    def __enter__(self) -> RayCluster:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_connected:
            import ray

            ray.shutdown()

    def work(
        self, chunks: Iterator[Chunk], recipe: Recipe, *, jobs: int | None, timeout: float
    ) -> Generator[Result, None, None]:
        """As ``workers.work``. ``jobs`` is the number of actors, one a core of the cluster if None.

        Translations are remembered by each actor for this run only: the cluster may share no
        folder. Raises OptionError where Ray is not installed, SummarizeError where the cluster
        fails.
        """
        try:
            import ray
            import ray.data
        except ImportError as error:
            raise OptionError(
                "The engine ray takes the package of that name: "
                "pip install 'summarize-vietnamese[ray]'."
            ) from error
        try:
            while shard := list(islice(chunks, _SHARD)):
                if not self._is_connected:  # not before there is work: it takes seconds
                    self._is_connected = True
                    _connect(jobs)
                actors = jobs or max(1, int(ray.cluster_resources().get("CPU", 1)))
                yield from _work_on_shard(shard, recipe, actors, timeout)
        except ray.exceptions.RayError as error:
            raise SummarizeError(
                f"The Ray cluster failed: {error}. The stories made so far are kept: run the same "
                "command again to go on."
            ) from error


def _connect(jobs: int | None) -> None:
    import ray

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # stderr is ours
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        if "RAY_ADDRESS" in os.environ:
            ray.init(**quiet)
        else:
            ray.init(
                address="local",
                num_cpus=jobs,
                include_dashboard=False,
                **quiet,
            )
    except Exception as error:  # of many classes, down to Exception itself
        raise SummarizeError(
            f"There is no Ray cluster to work on: {error} Set RAY_ADDRESS to that of a running "
            "one, or leave out --engine ray."
        ) from error
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False


def _work_on_shard(
    shard: list[Chunk], recipe: Recipe, jobs: int, timeout: float
) -> Iterator[Result]:
    import ray

    # One row and one block a chunk: the unit that goes to an actor, and again if that dies.
    rows = [{"chunk": pickle.dumps(chunk)} for chunk in shard]
    made = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
        _StoryActor,
        fn_constructor_args=(recipe, timeout),
        compute=ray.data.ActorPoolStrategy(size=min(jobs, len(shard))),
        num_cpus=1,
    )
    for row in made.iter_rows():
        yield from pickle.loads(row["results"])


class _StoryActor:
    """One worker of the local engine that is fed chunk by chunk."""

    def __init__(self, recipe: Recipe, timeout: float) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="summarize-")
        self._pending: deque[Chunk] = deque()
        self._results = work(
            iter(self._pending.popleft, None),
            recipe,
            jobs=1,
            timeout=timeout,
            cache=Path(self._folder.name, "translations.sqlite"),
        )

    def __call__(self, row: dict[str, bytes]) -> dict[str, bytes]:
        chunk: Chunk = pickle.loads(row["chunk"])
        self._pending.append(chunk)
        # One result a job, and the next chunk is asked for only after that.
        return {"results": pickle.dumps(list(islice(self._results, len(chunk))))}
