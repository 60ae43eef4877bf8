"""Vietnamese → English with MarianMT (Junczys-Dowmunt et al. 2018), two engines, one protocol."""

from summarize.translation.checks import find_faults
from summarize.translation.loading import BUILT_IN_MODEL, load_translator
from summarize.translation.translator import MarianTranslator

__all__ = ["BUILT_IN_MODEL", "MarianTranslator", "find_faults", "load_translator"]
