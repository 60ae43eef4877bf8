"""What a line is by the lines around it (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise

from summarize.cleaning.furniture import (
    BUTTON,
    CAPTION,
    COMMENTS,
    POLL_END,
    PROMOTION,
    RELATED,
    RELATED_BOX,
    Kind,
    Rule,
    match_rule,
)
from summarize.cleaning.lines import (
    BLURB,
    DATELINE,
    ITEM,
    LONG,
    MARK_WITHIN,
    PLACE,
    PREFIX,
    count_told,
    count_words,
    credits_photo,
    has_full_stop,
    has_stop,
    is_asking_headline,
    is_caption,
    is_headline,
    is_long,
    is_name,
    is_teaser,
    key,
    may_be_photo_caption,
    may_sign,
    names_part_of_series,
    read_byline,
    read_date_line,
)
from summarize.words import STOP_WORDS, syllables

_LABEL = "before the site's lists"
REPEATED = "stands in the text elsewhere"
_SLIDE = re.compile(r"\d{1,2} ?/ ?\d{1,2}")  # of how many pictures
_PIECE = re.compile(r"[^.!?…:\"“”]+(?:[.!?…:](?=\w)[^.!?…:\"“”]*)*")
_MAX_ALIKE = 8  # lines that begin alike and are compared: bounds the time
_MAX_NEAR = 200  # lines that are looked at above and below: bounds the time
_PIECE_EDGES = " .,:;!?…-–—\"“”‘’'()"
_COUNT = re.compile(r"\d+(?:[.,]\d+)*[kK]?")


def is_buttons_count(lines: Sequence[str], index: int) -> bool:
    """A number alone beside a button: how many pressed it."""
    if not _COUNT.fullmatch(lines[index]):
        return False
    beside = [*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2]]
    labels = [line for line in beside if any(map(str.isalpha, line))]  # in a table stand numbers
    return any((rule := match_rule(line)) and rule.reason == BUTTON for line in labels)


def find_below_post(lines: Sequence[str]) -> dict[int, str]:
    """What stands below a post on a social network: its row of buttons, and readers' answers."""
    for index, pair in enumerate(pairwise(line.lower() for line in lines)):
        if index and pair in (("thích", "bình luận"), ("like", "comment")):
            return dict.fromkeys(range(index, len(lines)), COMMENTS)
    return {}


def reason_from_above(line: str, reason: str | None) -> str | None:
    """What a line is because of the one above it, which was left out for ``reason``."""
    if (
        reason == REPEATED
        and count_words(line) <= 8
        and not has_stop(line)
        and not re.search(r"\d", line)
        and any(word[0].isupper() for word in line.split()[1:])
        and not (line.isupper() and count_words(line) > 4)
    ):
        return "who is quoted"
    if reason == CAPTION and _SLIDE.fullmatch(line):
        return CAPTION
    if reason == RELATED and PREFIX.match(line):
        return RELATED
    return None


def has_caption_above(lines: Sequence[str], index: int, rule: Rule, before: int) -> bool:
    """Whether a credit stands below its caption; ``before`` counts the paragraphs so far."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if before == 1 and not PREFIX.match(below):
        return False  # it is the lead, unless the lead's mark follows
    return credits_photo(lines[index], rule, lines[index - 1], below)


def is_quoted_heading(lines: Sequence[str], index: int) -> bool:
    """Whether a line that the text says again is a subheading: a short quotation over a paragraph.
    A pull quote is longer, or has who said it below.
    """
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
    is_short = line[0] in "\"“'‘" and count_words(line) <= 9 and not has_stop(line)
    return is_short and count_told(below) >= 8


def is_photographer(lines: Sequence[str], index: int) -> bool:
    """A name in capitals below a caption without a stop is its credit."""
    line, caption = lines[index], lines[index - 1]
    is_credit = 2 <= count_words(line) <= 6 and is_name(line) and not line.endswith(")")
    is_credit = is_credit and not PLACE.fullmatch(line)
    is_credit = is_credit and sum(word in STOP_WORDS for word in syllables(line)) < 2
    if not line.isupper():
        # In small letters it may be a list's entry, unless paragraphs stand around.
        is_credit = is_credit and _is_between_paragraphs(lines, index - 1, index)
    if not is_credit or has_stop(caption) or not may_be_photo_caption(caption):
        return False
    below = lines[index + 1 : index + 7]  # of a signature there is nothing told
    return any(count_told(each) >= 10 for each in below)


_CHART = re.compile(r"(?:Biểu đồ|Bản đồ|Đồ h[oọ][aạ]|Nguồn|Số liệu)\b")
_UNIT = re.compile(r"\(?(?:Đơn vị|ĐVT)(?: tính)? ?: ?[^.]{1,40}\)?")


def find_chart_above(lines: Sequence[str], index: int, paragraphs: Sequence[int]) -> list[int]:
    """A chart's title and unit above who drew it: its figures are a picture."""
    if not _CHART.match(lines[index]) or not _UNIT.fullmatch(lines[index - 1]):
        return []
    if index - 2 not in paragraphs[1:] or not may_be_photo_caption(lines[index - 2]):
        return [index - 1]
    return [index - 2, index - 1]


_ASKS = re.compile(r"(?:PV|P\.V|Phóng viên|MC|Hỏi|Đáp) ?:")
_SPEAKER = re.compile(r"\w[^:.?!\"“”]{1,30}: (?=\w)")
_SCHEDULED = re.compile(r"Ngày \d{1,2}[/.-]\d{1,2}\b|\d{1,2} ?[hg:] ?\d{2} ?: ")
_SCORE = re.compile(r" \d{1,3}-\d{1,3}\Z")
_ITEM_NUMBER = re.compile(r"(\d{1,2})[.)/] ")
_THANKS = re.compile(r"(?:(?:Xin|Trân trọng|Chân thành) )*(?:C|c)ảm ơn\b")


def goes_on(lines: Sequence[str], index: int, reasons: Mapping[int, str]) -> bool:
    """Whether a line in a box of teasers is the article's: an interview's question or its thanks,
    a subheading, which is shorter than other articles' headlines, or the signature.
    """
    line = lines[index]
    if _ASKS.match(line) or line.endswith((":", ";")) or _SCHEDULED.match(line):
        return True
    if _SCORE.search(line):
        return True
    near = range(max(index - _MAX_NEAR, 0), min(index + _MAX_NEAR, len(lines)))
    if speaker := _SPEAKER.match(line):
        spoken = [i for i in near if lines[i].startswith(speaker[0]) and i not in reasons]
        if len(spoken) > 2 and has_stop(line):
            return True
    if item := _ITEM_NUMBER.match(line):
        others = [_ITEM_NUMBER.match(lines[i]) for i in near if i not in reasons]
        numbers = {int(other[1]) for other in others if other}
        return bool({int(item[1]) - 1, int(item[1]) + 1} & numbers)
    if line.endswith("?"):
        asked = (i for i in near if i < index and lines[i].endswith("?"))
        return reasons.get(index - 1) == RELATED and sum(i not in reasons for i in asked) > 1
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if count_words(line) <= 6 and _SCHEDULED.match(below):
        return True
    if count_words(line) <= 6 and not has_stop(line):
        if is_name(line) and count_words(line) > 1:
            if below.startswith("(") and below.endswith(")"):  # where the author works
                below = lines[index + 2] if index + 2 < len(lines) else ""
            rule = match_rule(below)
            return rule is not None and rule.kind is Kind.TAIL
        limit = 6 if reasons.get(index - 1) == RELATED_BOX or line[0] in "'‘“\"" else 4
        return is_long(below) and count_words(line) <= limit and not re.search("[,:]", line)
    return bool(_THANKS.match(line)) and count_words(line) <= 8


def may_head_paragraph(lines: Sequence[str], index: int, reasons: Mapping[int, str]) -> bool:
    """Whether the last of a box's teasers may as well be the subheading of the paragraph below, as
    subheadings are shorter; what its words tell must decide.
    """
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
    if not 2 <= count_words(line) <= 8 or reasons.get(index - 1) != RELATED:
        return False
    if not is_long(below) and not (below.endswith(":") and count_words(below) >= 8):
        return False
    return count_words(lines[index - 1]) > count_words(line)


_DATE_ONLY = re.compile(
    r"(?:ngày )?\d{1,2}(?: tháng \d{1,2}(?: năm|,)?|[/.-]\d{1,2}[/.-]) ?\d{4}", re.I
)


def dates_other_article(lines: Sequence[str], index: int, paragraphs: Sequence[int]) -> bool:
    """A date alone below a headline, both between paragraphs or beside other such pairs. In a
    timeline the dates stand above what happened.
    """
    if len(paragraphs) < 3 or not _DATE_ONLY.fullmatch(lines[index]):
        return False
    if not may_be_link(lines[index - 1]):
        return False
    before, below = lines[index - 2], lines[index + 1 : index + 8]
    if _DATE_ONLY.fullmatch(before):
        return index - 2 != paragraphs[-2]  # it was left out itself
    dates = [place for place, line in enumerate(below) if _DATE_ONLY.fullmatch(line)]
    if dates and (dates[0] != 1 or not may_be_link(below[0])):
        return False
    return has_full_stop(before) and len(before) > 50


def stands_twice(lines: Sequence[str], index: int) -> bool:
    """A photo's description and its caption, which many sites give the same words."""
    line, after = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
    if not 4 <= count_words(line) <= 25 or ". " in line or line[:9] != after[:9]:
        return False
    return key(line) == key(after) or (is_caption(after) and key(after).startswith(key(line)))


def interrupts(lines: Sequence[str], index: int, questions: int) -> bool:
    """Other articles' headlines between two paragraphs of this one: one that is unmistakable, or
    two to four in a row. ``questions`` counts those of the page.
    """
    first = last = index
    while first > 0 and last - first < 4 and may_be_link(lines[first - 1]):
        first -= 1
    while last < len(lines) - 1 and last - first < 4 and may_be_link(lines[last + 1]):
        last += 1
    if last - first >= 4:
        return False
    labelled = first > 1 and _may_be_label(lines[first - 1])
    if not _is_between_paragraphs(lines, first - labelled, last):
        return False
    if labelled and not any(map(is_headline, lines[first : last + 1])):
        return False
    if first == last:
        # In an interview it is a question.
        return is_headline(lines[index]) or (questions == 1 and is_asking_headline(lines[index]))
    return may_be_link(lines[index])


_BULLET = re.compile(r"[•▪●■] ?\w")


def is_bulleted_link(lines: Sequence[str], index: int) -> bool:
    """Other articles' headlines in a list that no colon announces: "• Thu phí đỗ xe theo giờ"."""
    first = last = index
    while first > 0 and last - first < 4 and _BULLET.match(lines[first]):
        first -= 1
    while last < len(lines) - 1 and last - first < 6 and _BULLET.match(lines[last]):
        last += 1
    run = lines[first + 1 : last]
    return (
        0 < len(run) <= 4
        and has_full_stop(lines[first])
        and all(6 <= count_words(line) <= 22 and not has_stop(line) for line in run)
    )


def promotes(lines: Sequence[str], index: int) -> bool:
    """A sentence below a promotion that has another below it."""
    rule = match_rule(lines[index + 1]) if index + 1 < len(lines) else None
    return rule is not None and rule.reason == PROMOTION and count_words(lines[index]) <= 20


def heads_buttons(lines: Sequence[str], index: int) -> bool:
    """A label of a widget, which has buttons below: "Nhận tin mỗi sáng", "Email", "Đăng ký"."""
    if count_words(lines[index]) > 8 or has_stop(lines[index]) or index == 0:
        return False
    below = [match_rule(line) for line in lines[index + 1 : index + 3]]
    return (
        len(below) == 2
        and all(rule is not None and rule.reason in (BUTTON, PROMOTION) for rule in below)
        and not _is_figure_or_item(lines[index])
        and bool(has_full_stop(lines[index - 1]) or match_rule(lines[index - 1]))
        and not is_name(lines[index])
        and not read_byline(lines[index])
    )


def find_widget(lines: Sequence[str], index: int) -> range | None:
    """A poll with its answers or a form with its fields: short lines without a stop that end in
    a button, between two paragraphs; a poll with a button to vote by, whatever stands below.
    """
    asks = lines[index].endswith("?")
    if count_words(lines[index]) > 20 or index == 0:
        return None
    if not asks and not _may_be_field(lines[index], names=False):
        return None
    if not has_full_stop(lines[index - 1]) and not match_rule(lines[index - 1]):
        return None
    end = index + 1
    while end < min(index + 9, len(lines) - 1) and _may_be_field(lines[end], names=asks):
        end += 1
    rule = match_rule(lines[end]) if end < len(lines) else None
    if asks and rule and rule.reason == POLL_END and end - index > 2:
        return range(index, end)
    is_button = rule is not None and rule.reason in (BUTTON, POLL_END)
    if end < len(lines) and _SEND.fullmatch(lines[end]):
        is_button, end = True, end + 1
    if not is_button or end - index < 2:
        return None
    goes_on = (has_full_stop(line) and count_words(line) >= 8 for line in lines[end : end + 4])
    return range(index, end) if any(goes_on) else None


_SEND = re.compile(r"(?:Gửi|Bình chọn|Biểu quyết|Trả lời)(?: \w+){0,2}", re.IGNORECASE)


def _may_be_field(line: str, *, names: bool) -> bool:
    """``names``: whether it may be somebody's name, as the answers to a poll are."""
    return (
        count_words(line) <= 6
        and not has_stop(line)
        and not _is_figure_or_item(line)
        and (names or not is_name(line))
        and not match_rule(line)
        and not _SEND.fullmatch(line)
    )


def _may_be_label(line: str) -> bool:
    """A box's label, "Tin nên xem"; it may as well be a subheading, and is kept."""
    return count_words(line) <= 4 and line[0].isalpha() and not has_stop(line)


def may_be_link(line: str) -> bool:
    """Whether a line has the length and the looks of another article's headline."""
    if not 7 <= count_words(line) <= 22 or not line[0].isalnum() or ITEM.match(line):
        return False
    if has_stop(line):
        return False
    return not is_caption(line) and not match_rule(line)


def is_lead_photo(lines: Sequence[str], index: int, paragraphs: Sequence[int]) -> bool:
    """A caption without a stop below the lead, where a subheading hardly ever stands.

    It is kept where lines like it follow, for those are subheadings then.
    """
    if len(paragraphs) != 1 or not may_be_photo_caption(lines[index]):
        return False
    if has_full_stop(lines[index]) or not _is_between_paragraphs(lines, index):
        return False
    below = range(index + 2, min(index + 40, len(lines)))
    return not any(
        count_words(lines[other]) > 4
        and not has_stop(lines[other])
        and _is_between_paragraphs(lines, other)
        and not match_rule(lines[other])
        and not is_caption(lines[other])
        for other in below
    )


def _is_between_paragraphs(lines: Sequence[str], first: int, last: int | None = None) -> bool:
    last = first if last is None else last
    if not 0 < first <= last < len(lines) - 1:
        return False
    return all(
        has_full_stop(line) and count_words(line) >= 10
        for line in (lines[first - 1], lines[last + 1])
    )


def begins_second_article(lines: Sequence[str], index: int, reasons: Mapping[int, str]) -> bool:
    """Whether a line is the date below another headline, which follows one article's paragraphs and
    stands above its own.
    """
    headline, date = lines[index - 1], lines[index]
    if index - 1 in reasons or not 6 <= count_words(headline) <= 30 or has_full_stop(headline):
        return False
    if len(date) > 100 or DATELINE.fullmatch(date) or not read_date_line(date):
        return False
    above = range(max(index - _MAX_NEAR, 0), index - 1)
    below = range(index + 1, min(index + _MAX_NEAR, len(lines)))
    return all(
        len(list(islice((i for i in places if i not in reasons and is_long(lines[i])), 2))) == 2
        for places in (above, below)
    )


_ROW = re.compile(r"(?: -?\d+){3}\Z")  # of a table


def is_signature(lines: Sequence[str], index: int, paragraphs: Sequence[int], byline: str) -> bool:
    """The author's name again, below the last paragraph."""
    line = lines[index]
    if not byline or len(paragraphs) < 2 or len(line) > len(byline) + 40:
        return False
    name = key(line)
    if not name or key(byline) not in name or has_stop(line) or count_words(name) > 12:
        return False
    above = lines[index - 1]
    if index - 1 == paragraphs[-1] and not has_stop(above) and not _ROW.search(above):
        return False  # below a caption
    following = [is_long(line) for line in lines[index + 1 : index + 30]]
    return not any(map(all, pairwise(following)))


def is_over(lines: Sequence[str], index: int, rule: Rule, before: int) -> bool:
    """Whether the article ends where what looks like the site's own lists begins.

    It does not while paragraph follows paragraph below. Readers' comments do so too, hence below
    their heading that counts only if no more than a lead came before.
    """
    if not before:
        return False
    if rule.reason == COMMENTS and before > 1:
        return True
    told = list(map(count_told, lines[index + 1 : index + 30]))
    following = [count >= LONG for count in told]
    if 1 <= sum(following[:6]) == sum(following):
        below = lines[index + following.index(True) + 2 :][:1]
        if any(map(may_sign, below)) and not any(map(match_rule, below)):
            return False  # the last paragraph and its author
    if before < 3 and sum(following) > 1:
        return False  # a box below the lead; tables stand between the paragraphs
    if any(min(run) >= 4 for run in zip(told, told[1:], told[2:], told[3:], strict=False)):
        return False  # one short sentence after the other
    return not any(min(pair) >= 10 and sum(pair) >= 35 for pair in pairwise(told))


def find_labels(lines: Sequence[str], paragraphs: Sequence[int], byline: str) -> dict[int, str]:
    """Short labels between the article's end and the site's lists."""
    labels: dict[int, str] = {}
    for index in reversed(paragraphs[2:]):
        line = lines[index]
        if count_words(line) > 4 or re.search(r"\d", line) or has_stop(line):
            # After a colon they are a list.
            return {} if line.endswith(":") or len(labels) == len(paragraphs) - 3 else labels
        if not byline and may_sign(line):
            break  # the signature
        labels[index] = _LABEL
    return labels


def find_leftovers(
    lines: Sequence[str], paragraphs: Sequence[int], byline: str, reasons: Mapping[int, str]
) -> dict[int, str]:
    """Lines without a stop among the buttons below the last line with one."""
    stopped = [index for index in paragraphs if has_stop(lines[index])]
    if not stopped or lines[stopped[-1]].endswith(":"):
        return {}
    buttons = (index for index in reasons if index > stopped[-1] and reasons[index] == BUTTON)
    first = min(buttons, default=len(lines))
    left = [index for index in paragraphs if index > first]
    if any(_is_figure_or_item(lines[index]) for index in left):
        return {}
    if not byline and any(may_sign(lines[index]) for index in left):
        return {}
    return dict.fromkeys(left, _LABEL)


def _is_figure_or_item(line: str) -> bool:
    return bool(re.search(r"\d", line) or ITEM.match(line))


def belongs_elsewhere(lines: Sequence[str], index: int, paragraphs: Sequence[int]) -> bool:
    """A teaser with this article's agency mark, or one between headline and blurb; a blurb with any
    outlet's mark; or a part of a series between paragraphs.
    """
    if len(paragraphs) > 2:
        if _has_mark_of(lines[paragraphs[0]], lines[index]):
            return True
        if BLURB.match(lines[index]) and has_full_stop(lines[index]):
            return True
    if paragraphs and MARK_WITHIN.search(lines[index]):
        return True
    return names_part_of_series(lines[index]) and _is_between_paragraphs(lines, index)


def _has_mark_of(lead: str, line: str) -> bool:
    """Whether a line opens with the agency mark of this article's lead, as other leads do."""
    mark, other = PREFIX.match(lead), PREFIX.match(line)
    return mark is not None and other is not None and mark[0] == other[0]


def begins_other_article(lines: Sequence[str], index: int, paragraphs: Sequence[int]) -> bool:
    """A second agency mark opens the lead of another article, under that one's headline."""
    if len(paragraphs) < 2 or not is_teaser(lines[index - 1]):
        return False
    if len(paragraphs) == 2:  # only the lead and that headline stand above
        return _has_mark_of(lines[paragraphs[0]], lines[index])
    return bool(PREFIX.match(lines[index]))


def find_skipped(lines: Sequence[str], index: int, reason: str) -> dict[int, str]:
    """A box that a screen reader may skip, up to where it says that it ends."""
    for end in range(index + 1, min(index + 12, len(lines))):
        if lines[end].startswith(("Hết ", "End of ")):
            return dict.fromkeys(range(index + 1, end + 1), reason)
    return {}


def find_contents(lines: Sequence[str]) -> range:
    """Two or more lines in a row that all stand below again, in their order, as subheadings."""
    last = {line: index for index, line in enumerate(lines)}
    for start in range(min(len(lines), 40)):
        end, below = start, -1
        while end < len(lines) and last[lines[end]] > max(below, end):
            asks_or_says = lines[end].endswith("?") or not has_stop(lines[end])
            is_heading = any(map(str.isalpha, lines[end])) and asks_or_says
            if not is_heading or match_rule(lines[end]):
                break
            below = last[lines[end]]
            end += 1
        if end - start > 1 and last[lines[start]] >= end:
            labelled = start > 0 and count_words(lines[start - 1]) <= 4
            return range(start - labelled, end)
    return range(0)


def find_repeated(lines: Sequence[str]) -> frozenset[int]:
    """Lines that stand in another too, as pull quotes do; of equal lines, all but the first."""
    lowered = [line.lower() for line in lines]
    wholes = [line.strip(_PIECE_EDGES) if 25 < len(line) <= 1000 else "" for line in lowered]
    first: dict[str, int] = {}
    beginnings: dict[str, list[int]] = {}
    for index, whole in enumerate(wholes):
        if whole and first.setdefault(whole, index) == index:
            beginnings.setdefault(whole[:20], []).append(index)
    repeated = {index for index, whole in enumerate(wholes) if whole and first[whole] != index}
    for index, line in enumerate(lowered):
        for match in _PIECE.finditer(line):
            piece = match[0].strip(_PIECE_EDGES)
            start = line.find(piece, match.start())
            for other in beginnings.get(piece[:20], ())[:_MAX_ALIKE]:
                if len(lines[other]) < len(lines[index]) and _holds(line, start, wholes[other]):
                    repeated.add(other)
    return frozenset(repeated)


def _holds(line: str, start: int, whole: str) -> bool:
    """Whether ``whole`` stands in the line from ``start`` on up to a stop or comma."""
    end = start + len(whole)
    return line.startswith(whole, start) and not line[end : end + 9].lstrip()[:1].isalnum()
