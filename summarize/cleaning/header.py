"""What stands before the body: headline, section, date and byline."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from summarize.cleaning.furniture import BUTTON, CAPTION, SITE, STATE, TITLE_LIKE, Kind, match_rule
from summarize.cleaning.lines import (
    AGENCY,
    BESIDE_DATE,
    CAPTION_END,
    DATE_OR_BYLINE,
    DATELINE,
    HOME,
    PLACE,
    PREFIX,
    count_words,
    credits_photo,
    find_pairs,
    has_full_stop,
    has_stop,
    is_authority,
    is_button,
    is_caption,
    is_dated_scene,
    is_long,
    is_name,
    names_part_of_series,
    names_section,
    read_byline,
    read_date_line,
    read_section,
    tidy_byline,
)
from summarize.types import DroppedLine
from summarize.words import CAPITALS

_NAVIGATION = "navigation"
_DATE_LINE = "date line"
_SITE = "the site's name"
_BESIDE = "beside the headline"
_BETWEEN = (_DATE_LINE, BUTTON, "time or number")  # what may stand between section and headline
_MENU = 25  # lines above the headline in which a section's own menu is looked for
_ENOUGH = 40  # lines that a headline is compared with


@dataclass(slots=True)
class Header:
    title: str | None = None
    published: datetime.date | None = None
    byline: str | None = None
    section: str | None = None
    dropped: list[DroppedLine] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    """The lines that are left for the body."""


# Below who posted on a social network: "3 giờ ·", "Hôm qua lúc 20:15 ·".
_POSTED = re.compile(
    r"(?:.{2,40} · ?)?(?:\d{1,2} (?:giây|phút|giờ|ngày|tuần|tháng)|hôm qua.{0,15}"
    r"|\d{1,2} tháng \d{1,2}.{0,20}\d{1,2}:\d{2})"
    r"(?: trước)? ?·.{0,20}",
    re.IGNORECASE,
)

# In a chat or channel, above what somebody else wrote.
_FORWARDED = re.compile(
    r"forwarded from .*|(?:đã |được )?chuyển tiếp từ .*|tin nhắn (?:đã |được )?chuyển tiếp",
    re.IGNORECASE,
)


def _read_post(lines: Sequence[str]) -> Header | None:
    """The header of a post on a social network: no headline, but who posted it and when."""
    for index, line in enumerate(lines[:9]):
        if index and _POSTED.fullmatch(line):
            byline = lines[index - 1]
            return Header(
                byline=byline if is_name(byline) else None,
                dropped=[DroppedLine(line, DATE_OR_BYLINE) for line in lines[: index + 1]],
                body=list(lines[index + 1 :]),
            )
        if count_words(line) > 12:
            return None
    return None


def read_header(lines: Sequence[str]) -> Header:
    """What stands before the body, and the rest."""
    if post := _read_post(lines):
        return post
    header = Header()
    reasons: dict[int, str] = {}
    texts: list[int] = []  # lines that are neither furniture nor date nor section
    start = _scan_header(lines, header, reasons, texts)
    if start == len(lines) and not header.published:
        return Header(body=list(lines))
    ends = (rule for line in lines[start + 1 :][-40:] if (rule := match_rule(line)))
    structured = (
        bool(reasons)
        or bool(PREFIX.match(lines[start]))
        or any(rule.kind is Kind.TAIL for rule in ends)
    )
    dated = max((index for index in reasons if reasons[index] == _DATE_LINE), default=start)
    navigation = max(
        (index for index in reasons if reasons[index] == _NAVIGATION and index < dated), default=-1
    )
    forwarded = max(
        (index for index, line in enumerate(lines[:start]) if _FORWARDED.fullmatch(line)),
        default=-1,
    )
    is_official = (
        any(map(STATE.fullmatch, lines[:start])) or sum(map(is_authority, lines[:start])) > 1
    )
    posters = {line for line, after in pairwise(lines[:start]) if _POSTED.fullmatch(after)}
    below = [
        index
        for index in texts
        if index > max(navigation, forwarded)
        and count_words(lines[index]) > 4
        and not lines[index].endswith(":")
        and not (is_official and is_authority(lines[index]))
        and lines[index].count(" | ") < 2
        and not _ends_with_other(lines, index, texts)
        and lines[index] not in posters
    ]
    title = _choose_title(lines, below or texts, structured, start)
    if title is None and not structured:
        return Header(body=list(lines))
    for index in texts:
        line = lines[index]
        if index == title:
            header.title = line
        elif title is None or (
            index > title
            and (count_words(line) >= 12 or line.endswith(";") or names_part_of_series(line))
        ):
            header.body.append(line)
        elif index > title and not header.byline and _names_author(line):
            header.byline = line
        elif index > title and start == len(lines):
            header.body.append(line)
        else:
            reasons[index] = _BESIDE
    if title is not None:
        header.section = (
            _find_section_below_home(lines[:title])
            or _find_section_of_menu(lines, title, reasons)
            or _find_section(lines, title, reasons)
            or header.section
        )
    header.byline = tidy_byline(header.byline or _find_desk(lines, reasons, title)) or None
    header.dropped = [DroppedLine(lines[index], reasons[index]) for index in sorted(reasons)]
    header.body += lines[start:]
    return header


def _scan_header(
    lines: Sequence[str], header: Header, reasons: dict[int, str], texts: list[int]
) -> int:
    """Sort the lines up to the first that reads like a paragraph, and give its index."""
    updated: datetime.date | None = None
    start = titled = len(lines)  # the latter: the first line that can be the headline
    caption_next = False
    for index, line in enumerate(lines):
        may_be_title = titled == len(lines) and count_words(line) >= 6
        if caption_next:
            reasons[index], caption_next = CAPTION, False
        elif texts and is_dated_scene(line) and any(map(is_long, lines[index + 1 : index + 3])):
            reasons[index] = CAPTION
        elif _begins_body(line, bool(texts)) and not _is_above_header(lines, index):
            is_above_date = index + 1 < len(lines) and read_date_line(lines[index + 1])
            if texts or not is_above_date or count_words(line) > 25:
                start = index
                break
            texts.append(index)  # a headline may end with a full stop
            titled = min(titled, index)
        elif date_line := read_date_line(line):
            reasons[index] = _DATE_LINE
            if re.search("cập nhật|updated", line.lower()):
                updated = date_line.date
            elif "hôm nay" not in line.lower():
                header.published = date_line.date
            header.byline = date_line.poster or header.byline
            for other in date_line.others:
                if names_section(other):
                    header.section = other
                elif _names_author(other) and not DATELINE.match(line):
                    header.byline = other
        elif section := read_section(line) or _end_of_breadcrumb(lines, index):
            reasons[index] = _NAVIGATION
            if len(section) < 50 and section.lower() != "trang chủ":
                header.section = section
        elif (rule := match_rule(line)) and not (may_be_title and rule.reason in TITLE_LIKE):
            reasons[index] = rule.reason
            caption_next = rule.kind is Kind.CAPTION_NEXT
            if (
                # The only line that can be the headline is no caption.
                titled < index - 1 == texts[-1]
                and not any(map(read_date_line, lines[index + 1 : index + 3]))
                and credits_photo(line, rule, lines[index - 1], next(iter(lines[index + 1 :]), ""))
            ):
                reasons[texts.pop()] = CAPTION
        elif STATE.fullmatch(line):
            reasons[index] = "the state's name"
        elif SITE.fullmatch(line) or AGENCY.fullmatch(line) or (not texts and PREFIX.match(line)):
            reasons[index] = _SITE
        elif byline := read_byline(line):
            reasons[index] = "byline"
            header.byline = byline
        elif not any(map(str.isalpha, BESIDE_DATE.sub("", line))):
            reasons[index] = "time or number"
        elif is_caption(line) and (not may_be_title or CAPTION_END.search(line)):
            reasons[index] = CAPTION
        else:
            texts.append(index)
            titled = index if may_be_title else titled
    if updated and (not header.published or updated < header.published):
        header.published = updated  # the later one is the site's clock
    return start


def _ends_with_other(lines: Sequence[str], index: int, texts: Sequence[int]) -> bool:
    """Whether a line is a breadcrumb that ends with the headline: "Home » Tin tức » Ra quân …"."""
    line = lines[index]
    return bool(re.search(r"\w ?[>»›] ?\w", line)) and any(
        other != index and count_words(lines[other]) > 4 and line.endswith(lines[other])
        for other in texts
    )


def _end_of_breadcrumb(lines: Sequence[str], index: int) -> str | None:
    """The line below "QUỐC PHÒNG - AN NINH >", with the headline below it."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
    if not index or not lines[index - 1].endswith((">", "»", "›")) or has_stop(line):
        return None
    may_be_headline = count_words(below) >= 6 and not has_full_stop(below)
    return line if may_be_headline and not read_date_line(below) else None


_HOME = re.compile(rf"(?:{'|'.join(HOME)}) ?[>»›/]?", re.IGNORECASE)
_SEPARATOR = re.compile(r"[>»›/]+")


def _find_section_below_home(lines: Sequence[str]) -> str | None:
    """The last of a breadcrumb's lines: "Trang chủ", ">", "Sức khỏe"; of more labels below it the
    last begins a menu of its own.
    """
    home = next((index for index, line in enumerate(lines) if _HOME.fullmatch(line)), None)
    if home is None:
        return None
    crumbs = []
    is_apart = lines[home][-1] in ">»›/"
    for line in lines[home + 1 :]:
        if _SEPARATOR.fullmatch(line):
            is_apart = True
        elif is_apart and _is_label(line):
            crumbs.append(line)
            is_apart = False
        else:
            has_menu = _is_label(line) and len(crumbs) > 1
            return crumbs[-2 if has_menu else -1] if crumbs else None
    return crumbs[-1] if crumbs else None


_LABEL = re.compile(r"[^\W\d_][^\d/|:]{2,}")


def _is_label(line: str) -> bool:
    return count_words(line) <= 5 and not has_stop(line) and bool(_LABEL.fullmatch(line))


_NO_MENU = re.compile("[>»›/|,]")  # a breadcrumb or one section's long name


def _find_section_of_menu(
    lines: Sequence[str], title: int, reasons: Mapping[int, str]
) -> str | None:
    """The section above a menu of its own, "Thế giới", "Châu Á", "Châu Âu": it stands in the site's
    menu as well; either menu may be one line.
    """
    lowered = [line.lower() for line in lines[:title]]
    menus = {
        index: f" {line} "
        for index, line in enumerate(lowered)
        if reasons.get(index) == _NAVIGATION and count_words(line) > 7 and not _NO_MENU.search(line)
    }
    parts = 0
    for index in range(title - 1, max(title - _MENU, -1), -1):
        line, label = lines[index], lowered[index]
        if reasons.get(index) not in (_NAVIGATION, _BESIDE):
            continue
        if line.count(" - ") > 1 and count_words(line) < 15:
            parts += 2
        elif _is_label(line):
            in_line = any(f" {label} " in menu for place, menu in menus.items() if place < index)
            if in_line or label in lowered[:index]:
                return line if parts > 1 else None
            parts += 1
    return None


def _find_section(lines: Sequence[str], title: int, reasons: Mapping[int, str]) -> str | None:
    """The section that no list knows: a short line right above headline, date and buttons."""
    for index in range(title - 1, max(title - 6, -1), -1):
        if reasons.get(index) in _BETWEEN:
            continue
        line = lines[index]
        may_name = is_name(line) and count_words(line) > 2 and not line.isupper()
        may_label = reasons.get(index) == _BESIDE and _is_label(line) and not may_name
        return line if may_label else None
    return None


_OUTLET = re.compile(
    r"(?:báo|tạp chí|người lao động|thanh niên|tuổi trẻ|dân trí|zing)\b", re.IGNORECASE
)


def _names_author(line: str) -> bool:
    """Whether a name beside the headline is a person's or a desk's, not a place nor a button
    ("Bookmark"): of one word there are initials only.
    """
    line = tidy_byline(line)
    if not is_name(line) or not line[0].isalpha() or is_button(line):
        return False
    if PLACE.fullmatch(line) or AGENCY.fullmatch(line) or _OUTLET.match(line) or is_authority(line):
        return False
    return " " in line or (line.isupper() and len(line) > 1 and line.replace(".", "").isalpha())


def _find_desk(lines: Sequence[str], reasons: Mapping[int, str], title: int | None) -> str:
    """The station that signs in an author's place, beside the date: "VOA Tiếng Việt"."""
    for index in range((title or 0) + 1, max(reasons, default=0) + 1):
        beside = (reasons.get(index - 1), reasons.get(index + 1))
        line = lines[index]
        if reasons.get(index) == _SITE and " " in line and _DATE_LINE in beside:
            return "" if _OUTLET.match(line) else line
    return ""


def _is_above_header(lines: Sequence[str], index: int) -> bool:
    """Whether a sentence is the site's: a short one above the date ("Bạn chưa có thông báo nào."),
    or what is said of the author above headline and date.
    """
    above = lines[max(index - 5, 0) : index]
    if _has_dated_headline(above) or _has_dated_headline(above[::-1]):
        return False
    if count_words(lines[index]) < 12:
        below = lines[index + 1 : index + _ENOUGH]
        dated = next((i for i, line in enumerate(below) if read_date_line(line)), _ENOUGH)
        return dated < 4 or (dated < _ENOUGH and not any(map(has_full_stop, below[:dated])))
    return _has_dated_headline(lines[index + 1 : index + 6])


def _has_dated_headline(lines: Sequence[str]) -> bool:
    return any(
        count_words(line) >= 6 and not has_stop(line) and read_date_line(after)
        for line, after in pairwise(lines)
    )


# "… có hiệu lực từ 1/8. Dưới đây là các thay đổi đáng chú ý:"
_SENTENCE_WITHIN = re.compile(
    rf"(?:\S+ ){{6}}\S*[^\W\d_{CAPITALS}]{{2}}\. (?:[{CAPITALS}]\S* )(?:\S+ ){{2}}"
)


def _begins_body(line: str, has_texts: bool) -> bool:
    count = count_words(line)
    if line.count(" | ") > 1:
        return False
    if count < (5 if has_texts else 12) or (count < 8 and line.endswith(("...", "…"))):
        return False
    if has_texts and count >= 12 and PREFIX.match(line):
        return True
    if has_full_stop(line) and (has_texts or not line.rstrip('"”’').endswith(("...", "…"))):
        return not (is_caption(line) or match_rule(line) or read_date_line(line))
    if has_texts and count >= 12 and _SENTENCE_WITHIN.search(line):
        return not is_caption(line) and not match_rule(line) and not read_date_line(line)
    if has_texts and count >= 12 and line.endswith(":"):
        return True
    return count >= 35 and not read_section(line) and not match_rule(line)


_SUBJECT = re.compile(r"(?:Chủ đề|Tiêu đề|Subject) ?: ")  # a mail's
_MARKS = "\"“”'‘’?!"
_LEAD = 23  # words: right below what can be the headline, so much is the lead, stop or not


def _choose_title(
    lines: Sequence[str], texts: Sequence[int], structured: bool, start: int
) -> int | None:
    """The headline among the header's lines: a mail's subject; else of those of some length one
    above the date, then one whose words the body repeats, then the first; if none has that length,
    the longest.
    """
    if structured and texts:
        likely = {index for index in texts if count_words(lines[index]) > 6}
        subjects = [line for line in lines[: min(start, _ENOUGH)] if _SUBJECT.match(line)]
        told = set(chain.from_iterable(map(find_pairs, lines[start : start + _ENOUGH])))
        return max(
            texts,
            key=lambda index: (
                any(subject.endswith(lines[index]) for subject in subjects),
                min(sum(word.strip(_MARKS).isalnum() for word in lines[index].split()), 7),
                any(map(read_date_line, lines[index + 1 : index + 4])),
                not (count_words(lines[index]) >= _LEAD and index - 1 in likely),
                min(len(told.intersection(find_pairs(lines[index]))), 4),
                not lines[index].isupper(),
                -index,
            ),
        )
    if texts and texts[0] == 0 and start == 2 and _names_author(lines[1]):
        return 0 if _looks_like_headline([lines[0], *lines[2:]]) else None
    first = 1 if start == 2 and lines[0].isupper() and count_words(lines[0]) < 6 else 0
    if list(texts) != list(range(first + 1)) or start != first + 1:
        return None
    return first if _looks_like_headline(lines[first:]) else None


# So people speak to each other, not headlines.
_GREETING = re.compile(
    r"\b(?:ơi|ạ|nhỉ|nhé|nha|mình|mọi người|các bạn|cả nhà|bà con|xin chào|kính gửi|em|tôi)\b", re.I
)


def _looks_like_headline(lines: Sequence[str]) -> bool:
    """Whether the first line is the headline where there are but paragraphs to go by."""
    first = lines[0]
    if not 5 <= count_words(first) <= 35 or not any(count_words(x) >= 12 for x in lines[1:4]):
        return False
    if re.search(r"[^\w\s\"“”'‘’,.:;?!%&()\[\]/+–-]", first):
        return False
    asks = first.rstrip(" \"”'’").endswith("?") and not _GREETING.search(first)
    return not has_stop(first) or asks
