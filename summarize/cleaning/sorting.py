"""A body's lines, sorted by what is known of sites: the article's, and the others with reasons."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from summarize.cleaning.furniture import (
    BOX_END,
    BUTTON,
    CAPTION,
    CREDIT,
    POLL,
    POLL_END,
    PROMOTION,
    RELATED,
    Kind,
    Rule,
    match_rule,
)
from summarize.cleaning.lines import (
    DATE_OR_BYLINE,
    LONG,
    PREFIX,
    count_told,
    count_words,
    has_stop,
    is_caption,
    is_name,
    is_teaser,
    key,
    may_be_photo_caption,
    may_sign,
    read_byline,
    read_date_line,
    tidy_byline,
)
from summarize.cleaning.neighbours import (
    REPEATED,
    begins_other_article,
    belongs_elsewhere,
    dates_other_article,
    find_below_post,
    find_chart_above,
    find_contents,
    find_labels,
    find_leftovers,
    find_repeated,
    find_skipped,
    find_widget,
    goes_on,
    has_caption_above,
    heads_buttons,
    interrupts,
    is_bulleted_link,
    is_buttons_count,
    is_lead_photo,
    is_over,
    is_photographer,
    is_quoted_heading,
    is_signature,
    may_be_link,
    may_head_paragraph,
    promotes,
    reason_from_above,
    stands_twice,
)

_ENDS = (BOX_END, POLL_END)
_BYLINE = "byline"
SIGNATURE = "signature"
_AFTER_SIGNATURE = "after the signature"
_FIGURE = re.compile(r"(?<!\S)\d[\d.,]*(?!\S)")
_COMPARED = re.compile(r"\d[\d.,]*%?(?: \(\d+\))? [^\W\d_][^\d]+ \d[\d.,]*%?(?: \(\d+\))?")
"""What two teams did: "52% Kiểm soát bóng 48%"."""
_LATE = 8  # lines below the headline in which the date may stand
_DONE = re.compile(r" \(?thực hiện\)?\Z")
_LINK_BUTTON = re.compile(r"(?:Đọc|Xem) (?:ngay|tiếp|chi tiết)", re.IGNORECASE)


class Sorted(NamedTuple):
    """A body's lines by index: those left out, with the reasons, those kept, and of the latter
    those that look like other articles' headlines; and what some of them said of the article.
    """

    reasons: dict[int, str]
    kept: list[int]
    suspects: set[int]
    published: datetime.date | None
    byline: str | None


def apply_rules(
    lines: Sequence[str], title: str, byline: str, headings: Collection[str] = ()
) -> Sorted:
    """Sort a body's lines by what is known of sites; no line is left out for its likeness, and of
    ``headings`` none as a caption.
    """
    late = _find_late_header(lines) if title else None
    reasons = _Sorter(lines, title, byline, late.places if late else (), headings).sort()
    if late:
        byline = byline or next(map(tidy_byline, late.others), "")
    stated = next((index for index in reasons if reasons[index] == _BYLINE), None)
    if stated is not None:
        byline = read_byline(lines[stated]) or byline
    signature = next((index for index in reasons if reasons[index] == SIGNATURE), None)
    if signature is not None:
        byline = _fuller_byline(byline, lines[signature])
    kept = [index for index in range(len(lines)) if index not in reasons]
    if title:
        kept, signed = take_signature(lines, kept, reasons)
        byline = byline or signed
    questions = sum(line.endswith("?") for line in lines)
    suspects = {
        index
        for index in kept
        if title and (interrupts(lines, index, questions) or is_bulleted_link(lines, index))
    }
    return Sorted(reasons, kept, suspects, late.date if late else None, byline or None)


class _Sorter:
    """One course through a body's lines: which are the site's and why, which are paragraphs."""

    def __init__(
        self,
        lines: Sequence[str],
        title: str,
        byline: str,
        header: Iterable[int],
        headings: Collection[str],
    ) -> None:
        self.lines, self.title, self.byline, self.headings = lines, title, byline, headings
        contents = find_contents(lines) if title else range(0)
        self.reasons = dict.fromkeys(contents, "table of contents")
        self.reasons.update(dict.fromkeys(header, DATE_OR_BYLINE))
        if not title:
            self.reasons.update(find_below_post(lines))
        self.repeated = find_repeated(
            ["" if index in contents else line for index, line in enumerate(lines)]
        )
        self.paragraphs: list[int] = []
        self.photographers: set[str] = set()
        self.state = Kind.ALONE
        """What the last rule that matched says of the lines below it."""

    def sort(self) -> dict[int, str]:
        """The indices of the lines that are the site's, with the reasons."""
        has_site_below = bool(self.title)
        for index, line in enumerate(self.lines):
            if index in self.reasons:
                continue
            rule = match_rule(line)
            if self.title and (widget := find_widget(self.lines, index)):
                what = POLL if line.endswith("?") else PROMOTION
                self.reasons.update(dict.fromkeys(widget, what))
            elif self._is_announced_caption(line, rule):
                self.reasons[index], self.state = CAPTION, Kind.ALONE
            elif rule and rule.kind is Kind.TAIL and self._ends(index, rule):
                self._leave_rest(index, rule.reason, "after the article's end")
                has_site_below = True
                break
            elif rule:
                self._apply(rule, index)
            elif both := self._judge_with_above(index):
                self.reasons[self.paragraphs.pop()], self.reasons[index] = both
            elif reason := self._judge(index):
                self.reasons[index] = reason
                if reason == SIGNATURE:
                    self._leave_rest(index, reason, _AFTER_SIGNATURE)
                    return self.reasons
            else:
                self.state = Kind.ALONE
                self.paragraphs.append(index)
        if has_site_below:
            self.reasons.update(find_labels(self.lines, self.paragraphs, self.byline))
            self.reasons.update(
                find_leftovers(self.lines, self.paragraphs, self.byline, self.reasons)
            )
        return self.reasons

    def _leave_rest(self, index: int, reason: str, below: str) -> None:
        self.reasons.update(dict.fromkeys(range(index + 1, len(self.lines)), below))
        self.reasons[index] = reason

    def _ends(self, index: int, rule: Rule) -> bool:
        return is_over(self.lines, index, rule, len(self.paragraphs))

    def _is_announced_caption(self, line: str, rule: Rule | None) -> bool:
        if self.state is Kind.CAPTION_NEXT:
            return count_words(line) <= 40
        return self.state is Kind.PICTURE and not rule and may_be_photo_caption(line)

    def _has_paragraph_above(self, index: int) -> bool:
        return bool(self.paragraphs) and self.paragraphs[-1] == index - 1

    def _apply(self, rule: Rule, index: int) -> None:
        """Leave out a line that a rule knows, and what the rule tells of the lines around it."""
        line = self.lines[index]
        self.reasons[index] = rule.reason
        if rule.kind is not Kind.ALONE or self.state is not Kind.BOX or rule.reason in _ENDS:
            announces = rule.reason == PROMOTION and line.endswith(":")
            self.state = Kind.BOX if rule.kind is Kind.TAIL or announces else rule.kind
        if self._has_paragraph_above(index):
            if _LINK_BUTTON.fullmatch(line) and may_be_link(self.lines[index - 1]):
                self.reasons[self.paragraphs.pop()] = RELATED
            elif has_caption_above(self.lines, index, rule, len(self.paragraphs)):
                self.reasons[self.paragraphs.pop()] = CAPTION
            elif rule.reason == CREDIT:
                for place in find_chart_above(self.lines, index, self.paragraphs):
                    self.reasons[place] = CAPTION
                    self.paragraphs.remove(place)
        if rule.kind is Kind.SKIP:
            self.reasons.update(find_skipped(self.lines, index, rule.reason))

    def _judge(self, index: int) -> str | None:
        """Why a line that no rule knows is the site's, by its looks and its place."""
        lines, line, title = self.lines, self.lines[index], self.title
        above = self.reasons.get(index - 1)
        if title and abs(len(line) - len(title)) < 9 and key(line) == key(title):
            return "the headline again"
        if is_buttons_count(lines, index):
            return BUTTON
        if title and not any(map(str.isalnum, line)):
            return "no words"
        if title and line.startswith("#"):
            return "tags"
        if title and not self.byline and read_byline(line) and (index < 4 or _DONE.search(line)):
            return _BYLINE
        if above == CAPTION and line.isupper() and is_name(line) and lines.count(line) > 1:
            return CREDIT
        is_heading = line in self.headings
        if not is_heading and is_caption(line) and not read_byline(line):
            return CAPTION
        if is_signature(lines, index, self.paragraphs, self.byline):
            return SIGNATURE
        if self.state is Kind.BOX and self._is_in_box(index):
            return RELATED
        if self.paragraphs and stands_twice(lines, index):
            self.reasons[index + 1] = CAPTION
            return CAPTION
        if self.paragraphs and index in self.repeated and not is_quoted_heading(lines, index):
            return REPEATED
        if reason := reason_from_above(line, above):
            return reason
        if belongs_elsewhere(lines, index, self.paragraphs):
            return RELATED
        if title and not is_heading and is_lead_photo(lines, index, self.paragraphs):
            return CAPTION
        if title and self.paragraphs and above == PROMOTION and promotes(lines, index):
            return PROMOTION
        return PROMOTION if title and heads_buttons(lines, index) else None

    def _is_in_box(self, index: int) -> bool:
        line = self.lines[index]
        if is_teaser(line) and not goes_on(self.lines, index, self.reasons):
            return not may_head_paragraph(self.lines, index, self.reasons)
        # Above the lead there may be a box's label without a box.
        return bool(self.title and len(self.paragraphs) > 1 and PREFIX.match(line))

    def _is_credited(self, index: int) -> bool:
        """Whether a photographer's name in capitals stands below another caption of the page."""
        line = self.lines[index]
        is_known = line.isupper() and line in self.photographers
        return is_known and may_be_photo_caption(self.lines[index - 1])

    def _judge_with_above(self, index: int) -> tuple[str, str] | None:
        """Why the paragraph above a line and the line are the site's, if together they are."""
        if not self._has_paragraph_above(index):
            return None
        if begins_other_article(self.lines, index, self.paragraphs):
            return RELATED, RELATED
        if self.title and (is_photographer(self.lines, index) or self._is_credited(index)):
            self.photographers.add(self.lines[index])
            return CAPTION, CREDIT
        if self.title and dates_other_article(self.lines, index, self.paragraphs):
            return RELATED, RELATED
        return None


def _fuller_byline(byline: str, signature: str) -> str:
    """The signature where it names more authors than the header did."""
    signature = tidy_byline(read_byline(signature) or signature)
    more = signature.removeprefix(byline).strip()
    return signature if more[:1] in ("-", "–", ",", "&") and is_name(signature) else byline


class _LateHeader(NamedTuple):
    date: datetime.date
    others: list[str]
    places: list[int]


def _find_late_header(lines: Sequence[str]) -> _LateHeader | None:
    """Author and date below the lead, as on VietnamPlus, or date and author, as on Nhân Dân."""
    for place, line in enumerate(lines[:_LATE]):
        if date_line := read_date_line(line):
            beside = [place - 1] if place > 1 else []
            beside += [place + 1] if place + 1 < len(lines) else []
            named = [index for index in beside if _may_name_author(lines[index])][:1]
            others = [*date_line.others, *(lines[index] for index in named)]
            return _LateHeader(date_line.date, others, [place, *named])
        if sum(count_told(above) >= 10 for above in lines[: place + 1]) > 2:
            break
    return None


def _may_name_author(line: str) -> bool:
    return is_name(line) and " " in line and not match_rule(line)


def take_signature(
    lines: Sequence[str], kept: list[int], reasons: dict[int, str]
) -> tuple[list[int], str]:
    """The indices in ``kept`` above the author's signature, and the name; the lines from there on
    get their ``reasons``.
    """
    place = _find_signature([lines[index] for index in kept])
    if not place:
        return kept, ""
    reasons[kept[place]] = SIGNATURE
    reasons.update(dict.fromkeys(kept[place + 1 :], _AFTER_SIGNATURE))
    signed = lines[kept[place]]
    return kept[:place], tidy_byline(read_byline(signed) or signed)


def _find_signature(paragraphs: Sequence[str]) -> int:
    """Where the author signs below the last sentence; 0 if nowhere."""
    end = len(paragraphs)
    while (
        end > 0 and not has_stop(paragraphs[end - 1]) and count_words(paragraphs[end - 1]) <= LONG
    ):
        end -= 1
    below = [may_sign(line) for line in paragraphs[end:]]
    if end < 2 or not any(below) or (sum(below) > 2 and below[:2] != [True, False]):
        return 0  # many names are a list of people
    place = end + below.index(True)
    # A table's head: "STT Đội Trận Điểm", "1 Nam Định 25 50".
    is_head = any(len(_FIGURE.findall(line)) > 1 for line in paragraphs[place + 1 : place + 2])
    is_head = is_head or any(map(_COMPARED.fullmatch, paragraphs[place + 1 : place + 4]))
    return 0 if is_head else place
