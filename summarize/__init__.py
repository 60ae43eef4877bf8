"""Key points of a Vietnamese news article: its own best sentences, in English too if asked."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarize.pipeline import summarize
    from summarize.ranking import RANKERS
    from summarize.translation import load_translator
    from summarize.types import (
        Article,
        DroppedLine,
        FetchError,
        InputError,
        KeyPoint,
        OptionError,
        OutputError,
        Ranker,
        Sentence,
        SummarizeError,
        Summary,
        TranslationError,
        Translator,
        UnsureEnglish,
    )

    __version__: str

__all__ = [
    "RANKERS",
    "Article",
    "DroppedLine",
    "FetchError",
    "InputError",
    "KeyPoint",
    "OptionError",
    "OutputError",
    "Ranker",
    "Sentence",
    "SummarizeError",
    "Summary",
    "TranslationError",
    "Translator",
    "UnsureEnglish",
    "load_translator",
    "summarize",
]
_HOMES = {"summarize": "pipeline", "RANKERS": "ranking", "load_translator": "translation"}


def __getattr__(name: str) -> Any:
    # At the moment of use, so that the program hears Ctrl-C while its modules load.
    if name == "__version__":
        from importlib.metadata import version

        return version("summarize-vietnamese")
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(f"summarize.{_HOMES.get(name, 'types')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
