"""Dates written with dots, as some newspapers have them (pure)."""

from __future__ import annotations

import re

DAY, MONTH, YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:1[89]|20)\d\d"

_TO = r"(?: ?[-–—] ?| (?:và|hoặc|đến|tới) (?:hết )?(?:ngày )?)"
_DATE = rf"{DAY}(?:\.{MONTH}(?:\.{YEAR})?)?\b(?![.,]?\d)"
_BEFORE_DATE = (
    r"\b(?<!mỗi )(?<!một )(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|chủ nhật|mùng|mồng|lễ|dịp|quốc khánh"
    r"|quốc tế (?:phụ nữ|lao động|thiếu nhi)|(?:phụ nữ|nhà giáo) việt nam|đến hết)"
    r"(?: sớm)?(?: (?:nay|qua|kia|mai))?(?: thứ \w+| chủ nhật)?(?: từ|,)? \(?"
    # Without such a word `từ 15.5 đến 24.5` may be marks; but quantities seldom fall, nor does a
    # sentence begin with one that has no unit.
    r"|\btừ (?=[\d.]+ (?:đến|tới) (?:hết|ngày) |[1-3]\d\.\d\d? (?:đến|tới) \d\.)"
    r"|(?-i:\bTừ )(?=(?:[\d. –-]|đến|tới)+, )"
)
# Such a word and a quantity: `sáng nay 2.9 triệu liều`.
_UNIT = (
    r" ?(?:[%°]|(?:phần trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|điểm|độ|đồng(?! (?:loạt|thời))|usd|lít|mét"
    r"|[kcm]?m|k?g|ha|tấn|giờ|tiếng)\b)"
)
_DOTTED = re.compile(
    rf"(?:{_BEFORE_DATE}){_DATE}(?:{_TO}{_DATE})*(?!{_UNIT}|{_TO}{DAY}\.{MONTH}\b)"
    rf"|(?<![\d/.-]){DAY}\.{MONTH}\.{YEAR}(?![\d/-]|\.\d)"
    rf"|\b(?:tháng ?{MONTH}|quý ?[1-4])\.{YEAR}\b",
    re.IGNORECASE,
)


# "ngày 7-8/5", of which the model says one day, and "từ 31/8 - 2/9".
_SPAN = re.compile(
    rf"\b(từ (?:ngày )?|(?:(?:vào|trong) )?(?:các )?(?:ngày|hôm) )({DAY})(/{MONTH})? ?- ?"
    rf"({DAY})([/-])({MONTH})(/{YEAR})?(?![\d/-]|\.\d)",
    re.IGNORECASE,
)


def say_spans(text: str) -> str:
    """``text``, simplified, with "từ ngày 5 đến 8/5" for "ngày 5-8/5", and "ngày 7/5 và 8/5" for
    two days that follow one another.
    """

    def say(match: re.Match[str]) -> str:
        before, first, month, last, mark, last_month, year = match.groups()
        end = f"{last}{mark}{last_month}{year or ''}"
        starts_from = before.lower().startswith("từ")
        if not month and not starts_from and int(last) - int(first) == 1:
            return f"{before}{first}{mark}{last_month} và {end}"
        word = "Từ" if before[0].isupper() else "từ"
        return f"{word} ngày {first}{month or ''} đến {end}"

    return _SPAN.sub(say, text)


def slash_dates(text: str) -> str:
    """``text`` with its dates as ``15/8`` where they are written ``15.8``.

    Only what the words around it show to be a date: ``tăng 2.9 điểm`` stays.
    """
    return _DOTTED.sub(lambda date: re.sub(r"(?<=\d)\.(?=\d)", "/", date[0]), text)
