"""A text written in Markdown → the same without its marks (pure)."""

from __future__ import annotations

import re

# Marks of CommonMark 0.31, and the settings above the text that blogs and wikis add (front matter).
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)\n((?:[^\n]*\n){1,40}?)\1(?:\n|\Z)")
_ITEMS = re.compile(r"^(\w+:) *\n((?:[ \t]*- [^\n]+\n)+)", re.MULTILINE)
_ITEM = re.compile(r"- (.+)")
_SETTING = re.compile(r"(title|date|author)s? *[:=] *[\"']?(.+?)[\"']?\Z", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6} +(?=\S)", re.MULTILINE)
_STRONG = re.compile(r"\*\*(?=[^\s*])[^*\n]+\*\*")
# The marks that close a heading begin at the first of the blanks before them, lest each be tried.
_LINE_MARKS = re.compile(
    r"^(?:(?:> ?)+|#{1,6} +|(?:```|~~~).*|(?:[-*_] ?){3,}$)|(?<! ) +#+ *$", re.MULTILINE
)
_BULLET = re.compile(r"^( *)[*+] (?=\S)", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?: \"[^\"\n]*\")?\)")
_EMPHASIS = re.compile(
    r"(?<![\w*])(?:(\*{1,3})(?=[^\s*])([^*\n]+)(?<=\S)\1"
    r"|__(?=\S)((?:[^_*\n]|_(?!_))+)(?<=\S)__)(?![\w*])"
)


def strip_markdown(text: str) -> str:
    """``text`` without Markdown's marks, if it is written in Markdown; else as it is.

    Of what is set above it, title, date and author stay, a line each. The words of links and the
    descriptions of pictures stay, their addresses go.
    """
    settings = _FRONT_MATTER.match(text)
    if not settings and not _HEADING.search(text) and len(_STRONG.findall(text)) < 2:
        return text
    if settings:
        text = "\n".join([*_read_settings(settings[2]), "", text[settings.end() :]])
    text = _BULLET.sub(r"\1- ", _LINE_MARKS.sub("", text))
    return _EMPHASIS.sub(r"\2\3", _LINK.sub(r"\1", text))


def _read_settings(front_matter: str) -> list[str]:
    found = {
        match[1].lower(): match[2]
        for line in _ITEMS.sub(_in_line, front_matter).splitlines()
        if (match := _SETTING.match(line.rstrip()))
    }
    author = found.get("author", "").strip("[]").replace('"', "").replace("'", "")
    lines = [found.get("title"), found.get("date"), f"Tác giả: {author}" if author else None]
    return [line for line in lines if line]


def _in_line(match: re.Match[str]) -> str:
    """A list of items, a line each, as the same in one line."""
    return f"{match[1]} {', '.join(_ITEM.findall(match[2]))}\n"
