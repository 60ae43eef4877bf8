"""What lies open before a visitor, and which of all that they started is still wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol, TypeVar

from summarize.types import Summary


class Settings(NamedTuple):
    """What a visitor chooses beside the article."""

    n: int
    ranker: str
    translate: bool
    model: str


class Shown(Protocol):
    """What a step shows of a summary, if there is one."""

    @property
    def summary(self) -> Summary | None: ...


Step = TypeVar("Step", bound=Shown)


class Desk:
    """One visitor's open article. All that they start works at the same desk, so that nothing
    outdated is shown: a new article ends what is done to the old one, and who moves the slider
    while an article is being read gets it with the number that the slider comes to rest at.

    Each step is an iterator's; what was overtaken ends without another.
    """

    def __init__(self) -> None:
        self.summary: Summary | None = None
        self._settings: Settings | None = None  # as they were last set
        self._turn: object = None  # the latest reading
        self._is_read = True
        self._awaits_english = False

    def open(
        self,
        read: Callable[[Settings], Iterable[Step]],
        again: Callable[[Summary, Settings], Iterable[Step]],
        settings: Settings,
    ) -> Iterator[Step]:
        """The steps in which an article is ``read``, and ``again`` if settings changed since."""
        self._settings = settings
        yield from self._read(read, again)

    def change(
        self, again: Callable[[Summary, Settings], Iterable[Step]], settings: Settings
    ) -> Iterator[Step]:
        """The steps in which the open article is read ``again``; none while one is being read,
        which takes up the settings itself.
        """
        self._settings = settings
        if self._is_read and (summary := self.summary):
            yield from self._read(lambda new: again(summary, new), again)

    def _read(
        self,
        read: Callable[[Settings], Iterable[Step]],
        again: Callable[[Summary, Settings], Iterable[Step]],
    ) -> Iterator[Step]:
        settings, turn = self._settings, object()
        assert settings is not None
        self._turn, self._is_read = turn, False
        try:
            for step in read(settings):
                if self._turn is not turn:
                    return
                self.summary, self._awaits_english = step.summary, settings.translate
                yield step
        finally:
            if self._turn is turn:
                self._is_read = True
        if self._turn is turn and self._settings != settings:
            yield from self.change(again, self._settings or settings)

    def translate(self, translate: Callable[[Summary, Settings], Iterable[Step]]) -> Iterator[Step]:
        """The steps in which what was read last gets its English, once."""
        turn, summary, settings = self._turn, self.summary, self._settings
        if not (self._is_read and self._awaits_english and summary and settings):
            return
        self._awaits_english = False
        for step in translate(summary, settings):
            if self._turn is not turn:
                return
            self.summary = step.summary
            yield step

    def stop(self) -> None:
        """Let nothing that was started show anything more."""
        self._turn, self._is_read, self._awaits_english = object(), True, False
