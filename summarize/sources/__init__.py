"""Where articles come from: files, folders, tables, lists, feeds, sitemaps, standard input and
URLs (all input I/O).

Two stages: reading gives raw articles, bytes or a table's row, in input order and one by one;
parsing finds the article in one of them.
"""

from summarize.sources.dates import parse_date
from summarize.sources.html import is_url, parse_html
from summarize.sources.parsing import RawArticle, is_read_as_html, parse_article, parse_raw
from summarize.sources.reading import (
    LISTING_SUFFIXES,
    MAX_PAGES,
    PAGE_SUFFIXES,
    Failure,
    Finder,
    Finding,
    Pending,
    Reading,
    Remark,
    read_article,
    read_raw,
)
from summarize.sources.tables import TABLE_SUFFIXES

__all__ = [
    "LISTING_SUFFIXES",
    "MAX_PAGES",
    "PAGE_SUFFIXES",
    "TABLE_SUFFIXES",
    "Failure",
    "Finder",
    "Finding",
    "Pending",
    "RawArticle",
    "Reading",
    "Remark",
    "is_read_as_html",
    "is_url",
    "parse_article",
    "parse_date",
    "parse_html",
    "parse_raw",
    "read_article",
    "read_raw",
]
