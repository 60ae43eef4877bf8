"""Pages whose lines are marked, and how they are read: the tests and training.leftovers use them.

A file says of each line of a page what should become of it; blank lines are the page's own::

    T| the headline            D| the date line          S| the section
    P| a paragraph; {what should be cut off it} in braces, of {./.} a full stop stays
    H| a subheading, kept      B| a signature            Q| a pull quote, left out
    F| furniture               L| furniture that hardly anything tells from a paragraph: it may
                                  be let through
    +| the line goes on (wrapped); +P| … on the same line
    @ published: 2019-01-10    what the article should know
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from summarize.cleaning import read_page
from summarize.types import Article


class MarkedLine(NamedTuple):
    """A line as it stands on the page, and its marks: several letters where they share it."""

    text: str
    marks: str


@dataclass(slots=True)
class MarkedPage:
    """A page and what should become of it."""

    lines: list[MarkedLine] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    section: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)

    @property
    def raw(self) -> str:
        """The page as it is copied."""
        return "\n".join(line.text for line in self.lines)

    def read(self) -> tuple[Article, list[str]]:
        """The article in it, and its paragraphs without the furniture that may be there."""
        article = read_page(self.raw)
        return article, [p for p in article.paragraphs if p not in self.unclear]


def read_marked_page(path: Path) -> MarkedPage:
    """The page in a file."""
    page = MarkedPage()
    last: list[str] = []
    title: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            key, _, value = line[1:].partition(":")
            page.known[key.strip()] = value.strip()
            continue
        mark, bar, text = line.partition("| ")
        if not bar:
            page.lines.append(MarkedLine(line, ""))
            continue
        shown = MarkedLine(re.sub("[{}]", "", text), mark)
        if mark.startswith("+") and mark != "+":
            mark = mark[1:]
            before = page.lines.pop()
            shown = MarkedLine(before.text + shown.text, before.marks + mark)
        page.lines.append(shown)
        kept = re.sub(r"\{\./\.?[^}]*\}", ".", text)
        kept = re.sub(r"\{[^}]*\}", "", kept).strip()
        if mark == "+":
            hyphenated = last[-1].endswith("-")
            last[-1] = last[-1][:-1] + kept if hyphenated else f"{last[-1]} {kept}"
            continue
        kinds = {"P": page.paragraphs, "H": page.paragraphs, "L": page.unclear, "T": title}
        last = kinds.get(mark, page.furniture)
        last.append(kept)
        if mark == "S":
            page.section = kept
    page.title = title[0] if title else None
    return page
