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


def slash_dates(text: str) -> str:
    """``text`` with its dates as ``15/8`` where they are written ``15.8``.

    Only what the words around it show to be a date: ``tăng 2.9 điểm`` stays.
    """
    return _DOTTED.sub(lambda date: re.sub(r"(?<=\d)\.(?=\d)", "/", date[0]), text)
