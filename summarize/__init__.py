"""Key points of a Vietnamese news article: its own best sentences, in English too if asked."""

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
)

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
