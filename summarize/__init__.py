"""Key points of a Vietnamese news article: its own best sentences, in English too if asked."""

from typing import TYPE_CHECKING, Any

from summarize.pipeline import summarize
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
)

if TYPE_CHECKING:
    from summarize.ranking import RANKERS

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
    "load_translator",
    "summarize",
]


def __getattr__(name: str) -> Any:
    # The rankers bring numpy, which importing the package should not wait for.
    if name == "RANKERS":
        from summarize.ranking import RANKERS

        return RANKERS
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
