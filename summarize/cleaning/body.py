"""The paragraphs of the article, up to where the site takes over again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from summarize.cleaning.furniture import AGENCY_MARK, CAPTION, CLOSE, CREDIT, RELATED
from summarize.cleaning.leftovers import rate_lines
from summarize.cleaning.lines import (
    DATE_OR_BYLINE,
    PREFIX,
    SUFFIX,
    may_sign,
    read_byline,
    read_date_line,
    tidy_byline,
)
from summarize.cleaning.neighbours import begins_second_article
from summarize.cleaning.sorting import SIGNATURE, apply_rules, take_signature
from summarize.types import Article, DroppedLine
from summarize.words import CAPITALS

CERTAIN = 0.8
"""A line that is the site's with this probability is left out: body lost is worse than furniture
kept."""

CERTAIN_OF_SUSPECT = 0.5
"""The same for a line that stands like another article's headline between two paragraphs."""

DOUBTFUL = 0.25
"""A line that is the site's with this probability is no key point where there are others."""

_SITE_LINES = 3
"""So many lines that only a site has make a text a copied page; of others nothing more is left
out."""

# "… người đặt cọc”. MINH VƯƠNG"
_GLUED_SIGNATURE = re.compile(
    rf"(?<=[.!?…”\"]) (?P<name>[{CAPITALS}]{{2,7}}(?: [{CAPITALS}]{{1,7}}){{1,3}})\Z"
)

_LEFTOVER = "unlike the article's lines"
# The other reasons are those for lines of a site.
_OF_ARTICLE = frozenset(
    (CAPTION, CLOSE, CREDIT, SIGNATURE, "byline", "date line", DATE_OR_BYLINE, "the headline again")
)


def with_body(article: Article, lines: Sequence[str], headings: Collection[str] = ()) -> Article:
    """``article`` with the paragraphs among ``lines`` as its text; ``headings`` are no captions."""
    found = apply_rules(lines, article.title or "", article.byline or "", headings)
    reasons, kept, byline = found.reasons, found.kept, found.byline
    doubts: dict[int, float] = {}
    left_out = chain(reasons.values(), (line.reason for line in article.dropped))
    site_lines = sum(reason not in _OF_ARTICLE for reason in left_out)
    if article.title and site_lines >= _SITE_LINES:
        doubts = rate_lines(lines, reasons, article.title, found.suspects)
        for index, doubt in doubts.items():
            if doubt >= (CERTAIN_OF_SUSPECT if index in found.suspects else CERTAIN):
                reasons[index] = RELATED if index in found.suspects else _LEFTOVER
        # Only now may the signature be at the end.
        kept, signed = take_signature(lines, [i for i in kept if i not in reasons], reasons)
        if not (byline or signed) and (
            signature := _find_signature(lines, kept[-1] + 1 if kept else 0, reasons)
        ):
            reasons[signature] = SIGNATURE
            signed = tidy_byline(read_byline(lines[signature]) or lines[signature])
        byline = byline or signed or None
    notes = list(article.notes)
    for index in range(1, len(lines)) if article.title else ():
        if reasons.get(index, DATE_OR_BYLINE) == DATE_OR_BYLINE and begins_second_article(
            lines, index, reasons
        ):
            notes.append(f"The text seems to hold another article: “{lines[index - 1]}”.")
            reasons[index] = "another article's date"
            byline = article.byline  # who signs at the end wrote the other one
    kept = [index for index in kept if index not in reasons]
    dropped = {index: [DroppedLine(lines[index], reason)] for index, reason in reasons.items()}
    paragraphs: list[str] = []
    items = sum(map(_is_item, (lines[index] for index in kept)))
    for index in kept:
        paragraph, dropped[index] = _without_agency(lines[index], at_head=len(paragraphs) < 2)
        if not paragraphs and items == 1 and _is_item(paragraph):  # VietNamNet's leads
            paragraph = paragraph[2:]
        paragraphs.append(paragraph)
    glued = _GLUED_SIGNATURE.search(paragraphs[-1][-50:]) if len(paragraphs) > 1 else None
    if article.title and glued:
        paragraphs[-1] = paragraphs[-1][: -len(glued[0])]
        dropped[kept[-1]].append(DroppedLine(glued["name"], SIGNATURE))
        byline = byline or glued["name"]
    return replace(
        article,
        text="\n\n".join(paragraphs),
        published=article.published or found.published or _find_dateline(dropped, kept),
        byline=byline,
        lead=paragraphs[0] if article.title and len(paragraphs) > 1 else None,
        notes=tuple(notes),
        doubtful=tuple(
            place for place, index in enumerate(kept) if doubts.get(index, 0.0) >= DOUBTFUL
        ),
        dropped=(
            *article.dropped,
            *chain.from_iterable(dropped[index] for index in sorted(dropped)),
        ),
    )


def _find_signature(lines: Sequence[str], below: int, reasons: Mapping[int, str]) -> int | None:
    """A signature among the lines that were left out as unlike the article's: the name right
    ``below`` its last paragraph, or one that says what it is ("Bài, ảnh: Thanh Liêm").
    """
    if reasons.get(below) == CLOSE:
        below += 1
    if reasons.get(below) == _LEFTOVER and may_sign(lines[below]):
        return below
    leftovers = (index for index, reason in reasons.items() if reason == _LEFTOVER)
    return min((index for index in leftovers if read_byline(lines[index])), default=None)


def _find_dateline(
    dropped: Mapping[int, Sequence[DroppedLine]], kept: Sequence[int]
) -> datetime.date | None:
    """The day before the lead of a company's statement: "Long An, ngày 15/11/2022 - "."""
    marks = (mark.line.rstrip(" -–—") for index in kept[:1] for mark in dropped[index])
    return next((line.date for mark in marks if (line := read_date_line(mark))), None)


def _is_item(line: str) -> bool:
    return line.startswith(("- ", "– "))


def _without_agency(line: str, *, at_head: bool) -> tuple[str, list[DroppedLine]]:
    """``line`` without agency marks at its ends, and the marks."""
    marks = []
    prefix = PREFIX.match(line) if at_head else None
    if prefix and prefix.end() < len(line):
        marks.append(DroppedLine(prefix[0].strip(), AGENCY_MARK))
        line = line[prefix.end() :]
    end = line[-40:]
    suffix = SUFFIX.search(end) if "/" in end or "(" in end or "Theo" in end else None
    if suffix and 0 < len(suffix[0]) < len(line):
        line = line[: -len(suffix[0])] + ("." if suffix["stop"] else "")
        if suffix["mark"]:
            marks.append(DroppedLine(suffix["mark"].strip(), AGENCY_MARK))
    return line, marks
