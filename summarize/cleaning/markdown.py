"""A text written in Markdown → the same without its marks (pure)."""

from __future__ import annotations

import re

# CommonMark 0.31: ATX headings, emphasis, links, images, block quotes, code fences, rules, bullets.
_TELLS = re.compile(r"^#{1,6} \S|\A---\n\w+: .|\*\*\S[^*\n]*\*\*.*\n(?:.*\n)*?.*\*\*\S", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---\n((?:[^\n]*\n){1,40}?)---(?:\n|\Z)")
_SETTING = re.compile(r"(title|date|author|published)\w*: *[\"']?(.+?)[\"']? *", re.IGNORECASE)
_LINE_MARK = re.compile(
    r"^(?:(?:> ?)+|#{1,6} (?=\S)|```.*|~~~.*|(?:[-*_] ?){3,}$)|(?<=\S) #+ *$|^[*+] (?=\S)",
    re.MULTILINE,
)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?: \"[^\"\n]*\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|__)(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])")


def strip_markdown(text: str) -> str:
    """``text`` without Markdown's marks, if it is written in Markdown; else as it is.

    Of a front matter title, date and author stay, a line each; the words of links and the
    descriptions of pictures stay, their addresses go.
    """
    if not _TELLS.search(text):
        return text
    text = _FRONT_MATTER.sub(lambda match: _read_settings(match[1]), text)
    text = _LINK.sub(r"\1", _LINE_MARK.sub("", text))
    return _EMPHASIS.sub(r"\2", text)


def _read_settings(front_matter: str) -> str:
    settings = {}
    for line in front_matter.splitlines():
        if match := _SETTING.fullmatch(line.strip()):
            settings[match[1].lower()] = match[2]
    ...
