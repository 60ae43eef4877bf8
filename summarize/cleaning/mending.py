"""The page's lines as they were meant: hard wraps undone, pages pasted as one line cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from summarize.cleaning.furniture import match_rule
from summarize.cleaning.lines import (
    AGENCY,
    CAPTION_END,
    DATE,
    TIME,
    WEEKDAY,
    count_words,
    has_full_stop,
    has_stop,
    read_date_line,
)
from summarize.cleaning.markdown import strip_markdown
from summarize.sentences import opens_sentence
from summarize.words import CAPITALS, SYLLABLE, normalize

# Where a page that was pasted as one line may be cut.
_DATE_PHRASE = re.compile(
    rf"(?:{WEEKDAY},? (?:ngày )?)?(?:{DATE.pattern}) ?[-,|]? ?{TIME}(?: ?\(?GMT ?[+-] ?\d\)?)?",
    re.IGNORECASE,
)
_LEAD_PREFIX = re.compile(
    rf"(?<= )(?=(?:{AGENCY.pattern}) ?[-–] [A-ZÀ-Ỹ“\"]|\((?:{AGENCY.pattern})\) ?[-–] )"
)
_CAPTION = re.compile(
    r"(?<=[.!?…”\"] )[^.!?…“”\"]{10,200}\((?:Ảnh|Nguồn|Đồ họa) ?:[^()]{2,40}\)\.?(?= )"
)
_PROMOTION = re.compile(r"(?<=[.!?…”)] )(?=(?:\* ?)?Mời (?:quý )?(?:độc giả|bạn đọc))")
_TAIL_PHRASE = re.compile(
    r"(?<=[.!?…”)] )(?:(?:Tin c|C)ùng chuyên mục|TIN MỚI|Tin mới nhất|Tin liên quan|Từ kh(?:óa|oá)"
    r" ?:|Tags? ?:|Đọc nhiều(?: nhất)?|Có thể bạn quan tâm|Xem thêm(?= ?:)|(?:Bình luận|Ý kiến)"
    r"(?= \()|Theo dõi (?=.{2,30} trên Google News)|© )"
)


# Words that stand together without a space, as of two blocks of a page: not so in "YouTube".
_LETTERS = rf"[^\W\d_{CAPITALS}]"
_GLUED = re.compile(
    rf"(?P<left>(?<!\w)[{CAPITALS}]?{_LETTERS}+(?P<stop>[.!?:…]?[”\")]?))"
    rf"(?=(?P<right>[{CAPITALS}]{_LETTERS}+))"
)
# Begins with what is rare, which makes it fast.
_MAYBE_GLUED = re.compile(rf"[{CAPITALS}](?<=[^\s{CAPITALS}\d\"“(/-].)")
_BIG = re.compile(r"[^\n]{400}")
_SURELY_GLUED = 3

_NEAR = 6  # lines that share a column's width
_NARROW, _NARROWEST = 25, 18  # characters: of a column's widest line, and of its broken ones
_VERSE = 35  # characters: narrower lines may be a poem's,
_COLUMN = 20  # unless so many are broken within a sentence
_WIDE = 60  # characters: no subheading is as long


class _Wrap(NamedTuple):
    """How a page's lines were broken, in characters."""

    width: int
    reach: int
    """What a line and the next one's first word have together at least: a shorter line was not
    broken there.
    """


# As a table's text was written by a program that escaped it twice; words with such letters would
# be an address on Windows.
_ESCAPED_BREAK = re.compile(r"(?<![A-Z]:)(?<=[.!?…\"”\w])(?:\\r)?(?:\\n)+(?=[^\Wa-z\d_]|[\"“\d-])")


def mend_lines(raw: str) -> list[str]:
    """The page's non-blank lines, single-spaced, hard wraps and Markdown's marks undone."""
    if "\n" not in raw.strip():
        raw = _ESCAPED_BREAK.sub("\n", raw)
    text = _part_glued(strip_markdown(normalize(raw)))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    filled = [line for line in lines if line]
    if len(filled) == 1 and len(filled[0]) > 400:
        return _cut_single_line(filled[0])
    wrap = _find_wrap(lines)
    return _unwrap(lines, wrap) if wrap else filled


def _part_glued(text: str) -> str:
    """``text`` with a line for each piece where a copy put them together: "mùa hèCanh chua"."""
    if len(_MAYBE_GLUED.findall(text)) < _SURELY_GLUED or not _BIG.search(text):
        return text
    glued = [match for match in _GLUED.finditer(text) if _joins_syllables(match)]
    blocks = [match[0] + match["right"] for match in glued if not match["stop"]]
    if sum(not block.isascii() for block in blocks) < _SURELY_GLUED:
        return text
    ends = [match.end("left") for match in glued]
    return "\n".join(text[start:end] for start, end in pairwise([0, *ends, len(text)]))


def _joins_syllables(match: re.Match[str]) -> bool:
    left = re.sub(r"\W", "", match["left"])
    return bool(SYLLABLE.fullmatch(left) and SYLLABLE.fullmatch(match["right"]))


def _cut_single_line(line: str) -> list[str]:
    """A page pasted as one line, cut where header and tail are certain."""
    head, rest = line[:400], line[400:]
    date = _DATE_PHRASE.search(head)
    if date and date.start():
        head = f"{head[: date.start()]}\n{date[0]}\n{head[date.end() :]}"
    head = _LEAD_PREFIX.sub("\n", head, count=1)
    page = _PROMOTION.sub("\n", _CAPTION.sub(r"\n\g<0>\n", head + rest))
    pieces = _TAIL_PHRASE.sub(r"\n\g<0>\n", page).split("\n")
    return [stripped for piece in pieces if (stripped := piece.strip())]


def _find_wrap(lines: Sequence[str]) -> _Wrap | None:
    """How the page's lines were broken; None if they were not."""
    pairs = pairwise(lines)
    adjacent = [(line, after) for line, after in pairs if len(line) >= _NARROWEST and after]
    broken = [
        (len(line), _reach(line, after))
        for line, after in adjacent
        if after[0].islower() and not has_stop(line)
    ]
    if len(broken) < 3:
        return None
    middle = sorted(broken)[len(broken) // 2][0]
    width = max(length for length, _ in broken if length <= 1.3 * middle)
    alike = sum(length >= 0.75 * width for length, _ in broken)
    # So many lines of one width are no chance, though the site's own lists be longer.
    share = 0.15 if len(broken) > 5 and alike == len(broken) else 0.25
    if len(broken) < share * len(adjacent) or alike < 0.8 * len(broken):
        return None
    if width < _VERSE and len(broken) < _COLUMN:
        return None
    reaches = sorted(reach for _, reach in broken)
    return _Wrap(width, reaches[len(reaches) // 20]) if _NARROW <= width <= 140 else None


_FIGURE = re.compile(r"[\d.,/%-]*\d%?[.!?]")  # at the end of a sentence
_SAYS_WHO = re.compile(rf"[-–] (?![{CAPITALS}])[^\W\d_]")  # - anh Mẫn kể.
_PAUSE = re.compile(r"[,;.!?] ")  # hardly in a subheading


def _reach(line: str, after: str) -> int:
    return len(line) + 1 + len(after.split(" ", 1)[0])


def _unwrap(lines: Sequence[str], wrap: _Wrap) -> list[str]:
    joined: list[list[str]] = []
    previous = ""
    for index, (line, below) in enumerate(pairwise([*lines, ""])):
        # Of a page's columns each has its own width; one line may stick out.
        lengths = sorted(map(len, lines[max(index - _NEAR, 0) : index + _NEAR]))
        here = lengths[-2] if len(lengths) > 1 else wrap.width
        if previous and line and _continues(previous, line, below, wrap._replace(width=here)):
            joined[-1].append(line)
        elif line:
            joined.append([line])
        previous = line
    return [_join(pieces) for pieces in joined]


def _continues(line: str, after: str, below: str, wrap: _Wrap) -> bool:
    """Whether ``after``, which stands between two other lines, belongs to the first's paragraph."""
    if line.isupper() and not after.isupper() and count_words(line) > 3:
        return False  # a page's running head
    if after[0].islower() and not has_stop(line):
        return True
    if _FIGURE.fullmatch(after) and not has_stop(line) and not below:
        return len(line) >= 0.75 * wrap.width
    if line.endswith(('"', "”")) and _SAYS_WHO.match(after):
        return True
    if match_rule(after) or match_rule(line) or read_date_line(after) or read_date_line(line):
        return False
    if line.isupper() or after.isupper():
        return line.isupper() and after.isupper() and count_words(after) > 2
    if CAPTION_END.search(line):
        return False
    if not any(map(str.isalpha, after)):
        return False  # a page's number
    had_room = _reach(line, after) < wrap.reach
    may_head = opens_sentence(after) and len(line) < _WIDE
    if not has_stop(line) and (may_head or (had_room and not _PAUSE.search(line))):
        return False  # below a subheading
    if has_full_stop(line):
        is_heading = not has_stop(after) and not _PAUSE.search(after) and below[:1].isupper()
        if is_heading and _reach(after, below) < wrap.reach:
            return False
        if had_room or _reach(line, after) <= 0.9 * wrap.width:
            return False
    if line.endswith(":") and had_room:
        return False
    is_item = re.match(r"[-•+*–] |\d{1,2}[.)] |[a-zđ]\) ", after)
    return not is_item and len(line) >= 0.75 * wrap.width


def _join(pieces: Sequence[str]) -> str:
    joined = [pieces[0]]
    for piece in pieces[1:]:
        last = re.search(r"(\w+)-\Z", joined[-1])
        first = re.match(r"\w+", piece)
        if last and first and piece[0].islower():
            # A syllable or a foreign word that was broken, or a mere dash at the line's end.
            syllable = SYLLABLE.fullmatch(last[1] + first[0])
            words = SYLLABLE.fullmatch(last[1]) and SYLLABLE.fullmatch(first[0])
            joined[-1] = joined[-1][:-1]
            joined.append(piece if syllable or not words else " " + piece)
        else:
            is_compound = last and first  # "Compaq-HP", "2010-2015"
            joined.append(piece if is_compound else " " + piece)
    return "".join(joined)
