"""A page as it was pasted → the article in it, and every line left out with the reason (pure).

The passes follow the page: lines are mended (``mending``); the header gives headline, section,
date and byline (``header``); the body gives the paragraphs, up to where the site takes over again
(``body``). What a line *is* stands in ``furniture``, which holds the tables of what sites put
around their articles, and ``lines``; what follows from it in the passes. When unsure a line is
kept: a paragraph lost is worse than furniture kept.
"""

from summarize.cleaning.furniture import AGENCY_MARK, CAPTION, RELATED
from summarize.cleaning.lines import (
    ENGLISH_MONTHS,
    find_date,
    is_day_of_news,
    is_name,
    read_date_line,
    tidy_byline,
)
from summarize.cleaning.pages import clean_article, read_page

__all__ = [
    "AGENCY_MARK",
    "CAPTION",
    "ENGLISH_MONTHS",
    "RELATED",
    "clean_article",
    "find_date",
    "is_day_of_news",
    "is_name",
    "read_date_line",
    "read_page",
    "tidy_byline",
]
