"""Try what may stand in a term's place before it is translated: summarize/translation/terms.tsv.

    python -m training.terms candidates.tsv CORPUS/mono-vi.txt.xz

A row of candidates holds a term, a pattern of all the English that would be right, and what may
stand in the term's place, parted by tabs. A term is tried on up to 14 sentences that hold it, and
not at all on fewer than five. Of those that are right in half of them or less, the replacement that
is right most often is printed, beside how many sentences were right before and with it. Whether the
sentences around it are better too is for a reader.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from summarize import Translator, load_translator
from summarize.translation.preparation import simplify
from summarize.translation.terms import Term, index_terms, replace_terms
from training.prepare import open_text

_FEWEST, _MOST = 5, 14  # sentences a term is tried on
_LENGTHS = range(7, 35)  # of these, in words


class Candidate(NamedTuple):
    """A term, what of English is right for it, and what may stand in its place."""

    term: str
    right: re.Pattern[str]
    replacements: Sequence[str]


class Result(NamedTuple):
    """The best replacement of a term, and in how many of its sentences the English was right."""

    term: str
    replacement: str
    sentences: int
    before: int
    after: int


def read_candidates(lines: Iterable[str]) -> Iterator[Candidate]:
    for line in lines:
        term, right, *replacements = line.rstrip("\n").split("\t")
        yield Candidate(term, re.compile(right, re.IGNORECASE), list(filter(None, replacements)))


def find_sentences(terms: Collection[str], sentences: Iterable[str]) -> dict[str, list[str]]:
    """Up to ``_MOST`` sentences for each term that stands in ``_FEWEST`` or more."""
    pairs: dict[tuple[str, ...], list[str]] = {}
    for term in terms:
        pairs.setdefault(tuple(term.split()[:2]), []).append(term)
    found: dict[str, list[str]] = {term: [] for term in terms}
    for sentence in map(simplify, sentences):
        words = re.findall(r"\w+", sentence[:1].lower() + sentence[1:])
        for pair in set(pairwise(words)) if len(words) in _LENGTHS else ():
            for term in pairs.get(pair, ()):
                if replace_term(term, "", sentence) != sentence:
                    found[term].append(sentence)
    rng = random.Random(1)
    return {
        term: rng.sample(those, min(_MOST, len(those)))
        for term, those in found.items()
        if len(those) >= _FEWEST
    }


def replace_term(term: str, replacement: str, sentence: str) -> str:
    """``sentence`` with the replacement in the term's place, as the product puts it there."""
    return replace_terms(sentence, index_terms([Term(term, replacement)]))


def try_candidates(
    candidates: Sequence[Candidate], sentences: Mapping[str, Sequence[str]], translate: Translator
) -> Iterator[Result]:
    """The best replacement of each term that is right in half of its sentences or less."""
    for term, right, replacements in candidates:
        those = sentences.get(term, ())

        def count(texts: Sequence[str], right: re.Pattern[str] = right) -> int:
            return sum(bool(right.search(english)) for english in translate(texts))

        if not those or (before := count(those)) > len(those) / 2:
            continue
        counts = {
            replacement: count([replace_term(term, replacement, text) for text in those])
            for replacement in replacements
        }
        best = max(counts, key=lambda replacement: counts[replacement], default="")
        yield Result(term, best, len(those), before, counts.get(best, 0))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("candidates", type=Path, help="tab-separated")
    parser.add_argument("sentences", type=Path, help="Vietnamese sentences, one a line; may be .xz")
    args = parser.parse_args(argv)
    candidates = list(read_candidates(open_text(args.candidates)))
    sentences = find_sentences([each.term for each in candidates], open_text(args.sentences))
    for result in try_candidates(candidates, sentences, load_translator()):
        print(*result, sep="\t", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
