"""Stories of several articles: how well they are grouped and told, and how fast, in one run.

    python benchmarks/stories.py --data ../shared [--articles N]

grouping        all articles of clusters/dev together; a pair of articles is right if people put
                both into one cluster: precision, recall and F1 over pairs, alone and among N of
                vietnews/train (which pairs of those are on one event nobody has said)
telling         ROUGE-2 F1 of each cluster's summary, cut at the length of each of the two human
                ones, against that; syllables with diacritics, mean of both and over clusters
time            CPU seconds to group N articles of vietnews/train, signatures being at hand

Leading sentences round robin, without those of 0.25 cosine or more with one before: as in Lead,
but through all articles. People: each human summary, cut at the other's length, against that.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ranking import AGENCY, Words, read_rows, rouge
from summarize.pipeline import condense
from summarize.ranking import count_terms
from summarize.sentences import split_sentences
from summarize.stories import group_articles, sign_article, tell_story
from summarize.types import Article, Summary
from summarize.words import normalize, syllables
