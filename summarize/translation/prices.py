"""Sums of money whose currency the Vietnamese leaves out: "bồi thường 80 triệu" (pure)."""

from __future__ import annotations

import re

# Only where what follows cannot be what is counted: "5 triệu cổ phần" is no money.
_SUM = re.compile(
    r"(?<![\d.,/])\d(?:[\d.,]*\d)? (?:tỷ|tỉ|triệu)(?=[.,;)\"]|\Z"
    r"| (?:của|để|cho|vì|và|mỗi|từ|trong|tiền|do|nhưng|thì|nên|là|khi)\b)",
    re.IGNORECASE,
)
_ABOUT_MONEY = re.compile(
    r"\b(?:giá|tiền|vốn|lỗ|lãi|nợ|vay|thiệt hại|doanh thu|lợi nhuận|phạt|bồi thường|đầu tư|lương"
    r"|thưởng|ngân sách|thu nhập|phí|thuế|hối lộ|tham ô|chiếm đoạt|biển thủ|trúng"
    r"|(?:tỷ|tỉ|triệu|nghìn|ngàn) đồng)\b"
    r"|\b(?:chi|trả|đòi|mượn|nộp|tặng|lừa|hỗ trợ)(?: (?:hơn|gần|thêm|khoảng|trên|tới|cho))? \Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:dân|dân số|người|khách|lượt|cổ phiếu|cổ phần|tấn|lít|sản lượng|xác suất|xem|thuê bao"
    r"|tài khoản|chiếc|con|ha|năm|lần|sản phẩm|bản|vé|phiếu|cử tri|tỷ lệ|khối lượng|thùng|theo dõi"
    r"|đơn vị|hộ|trẻ|học sinh|(?:1|một) trên)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(?:usd|đô|đôla|euro|ndt|nhân dân tệ|tệ|won|yen|yên|jpy|bảng|baht|rúp|ruble|kíp|riel"
    r"|ringgit|rupee|rupiah|peso|krona|krone|franc|rand|sgd|aud)\b|[$€£¥]",
    re.IGNORECASE,
)
_SO_FAR = 50  # characters before it
_SENTENCE_END = re.compile(r"[.!?] ")


def name_currency(text: str) -> str:
    """``text``, simplified, with "đồng" behind a sum of millions or billions that has no currency.

    A sum is what stands near a word for money, with no word for what is counted between; where the
    text has foreign money too, nothing changes.
    """
    if _FOREIGN.search(text):
        return text

    def name(match: re.Match[str]) -> str:
        before = text[max(match.start() - _SO_FAR, 0) : match.start()]
        before = _SENTENCE_END.split(before)[-1]
        told = [word.end() for word in _ABOUT_MONEY.finditer(before)]
        is_money = told and not _COUNTED.search(before, told[-1])
        return f"{match[0]} đồng" if is_money else match[0]

    return _SUM.sub(name, text)
