"""The rankers, which score an article's sentences, and the choice among the scored.

All count syllables and pairs of them (``terms``). The default ranker (``coverage``) describes a
body's pairs (``pairs``), has a network guess which of them a lead would hold (``network``), and
takes the sentences that cover those, after the lead where the page shows one (``leads``).
``baselines`` are formulas, ``peers`` are sumy's, and ``rankers`` has all by name. Of the scored
sentences some are taken (``choice``), and a reader is told why (``reasons``).
"""

from summarize.ranking.choice import HANGING_COST, choose, find_doubtful, pick
from summarize.ranking.network import PairModel, guess_pairs, load_pair_model
from summarize.ranking.pairs import (
    PAIR_BUCKETS,
    Frequencies,
    Pairs,
    Singles,
    Vocabulary,
    bucket_pairs,
    describe_pairs,
)
from summarize.ranking.rankers import RANKERS
from summarize.ranking.reasons import explain
from summarize.ranking.terms import Floats, Ints, Terms, count_terms

__all__ = [
    "HANGING_COST",
    "PAIR_BUCKETS",
    "RANKERS",
    "Floats",
    "Frequencies",
    "Ints",
    "PairModel",
    "Pairs",
    "Singles",
    "Terms",
    "Vocabulary",
    "bucket_pairs",
    "choose",
    "count_terms",
    "describe_pairs",
    "explain",
    "find_doubtful",
    "guess_pairs",
    "load_pair_model",
    "pick",
]
