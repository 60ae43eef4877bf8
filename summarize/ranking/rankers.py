"""The rankers by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from summarize.ranking.baselines import rank_by_hybrid, rank_by_lexrank, rank_by_position
from summarize.ranking.coverage import rank_by_coverage
from summarize.ranking.peers import rank_by_sumy
from summarize.types import DEFAULT_RANKER, Ranker

RANKERS: Mapping[str, Ranker] = MappingProxyType(
    {
        DEFAULT_RANKER: rank_by_coverage,
        "hybrid": rank_by_hybrid,
        "lead": rank_by_position,
        "lexrank": rank_by_lexrank,
    }
    | {
        "sumy-" + name: partial(rank_by_sumy, module=module, name=summarizer)
        for name, module, summarizer in [
            ("lexrank", "lex_rank", "LexRankSummarizer"),
            ("textrank", "text_rank", "TextRankSummarizer"),
            ("lsa", "lsa", "LsaSummarizer"),
            ("luhn", "luhn", "LuhnSummarizer"),
            ("sumbasic", "sum_basic", "SumBasicSummarizer"),
            ("kl", "kl", "KLSummarizer"),
            ("reduction", "reduction", "ReductionSummarizer"),
            ("edmundson", "edmundson", "EdmundsonSummarizer"),
        ]
    }
)
