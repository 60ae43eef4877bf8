"""Vietnamese → English with MarianMT (Junczys-Dowmunt et al. 2018), two engines, one protocol."""

from summarize.translation.checks import find_faults
from summarize.translation.loading import load_translator
from summarize.translation.translator import MarianTranslator

__all__ = ["MarianTranslator", "find_faults", "load_translator"]
