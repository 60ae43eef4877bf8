"""Abbreviations of Vietnamese news that the built-in model does not know, spelt out (pure)."""

from __future__ import annotations

import re

from summarize.words import capitalize

# Each was tried: these come out wrong or as they are (Bộ KHCN as "the Ministry of Planning"), and
# right when spelt out. Others that the model knows (UBND, CSGT), or that mean several things (BTC,
# ĐT), are left alone.
_SPELT_OUT = {
    "ATTP": "an toàn thực phẩm",
    "BĐS": "bất động sản",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "BQL": "ban quản lý",
    "BV": "bệnh viện",
    "CHQS": "chỉ huy quân sự",
    "CNTT": "công nghệ thông tin",
    "DN": "doanh nghiệp",
    "DNNN": "doanh nghiệp nhà nước",
    "ĐSQ": "đại sứ quán",
    "GPMB": "giải phóng mặt bằng",
    "GV": "giáo viên",
    "HS": "học sinh",
    "HTX": "hợp tác xã",
    "KCN": "khu công nghiệp",
    "KĐT": "khu đô thị",
    "KHCN": "Khoa học và Công nghệ",
    "KH&CN": "Khoa học và Công nghệ",
    "KH-CN": "Khoa học và Công nghệ",
    "LĐLĐ": "Liên đoàn Lao động",
    "LHPN": "Liên hiệp Phụ nữ",
    "LS": "luật sư",
    "NHNN": "Ngân hàng Nhà nước",
    "NLĐ": "người lao động",
    "NSNN": "ngân sách nhà nước",
    "NTM": "nông thôn mới",
    "PCT": "phó chủ tịch",
    "QLDA": "quản lý dự án",
    "QSDĐ": "quyền sử dụng đất",
    "SV": "sinh viên",
    "TNGT": "tai nạn giao thông",
    "TTCP": "Thanh tra Chính phủ",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "VPCP": "Văn phòng Chính phủ",
    "VH-TT-DL": "Văn hóa, Thể thao và Du lịch",
    "VHTTDL": "Văn hóa, Thể thao và Du lịch",
    "XKLĐ": "xuất khẩu lao động",
}
_KNOWN = "|".join(sorted(_SPELT_OUT, key=len, reverse=True))
# Alone in brackets it follows what it stands for; a "mã HS" is a customs code.
_ABBREVIATION = re.compile(rf"(?<![\w&/.-])(?<!\bmã )(?:{_KNOWN})(?![\w&)]|-\w)")
_BEFORE_FIGURE = re.compile(r"\bQL ?(?=\d)")
_AFTER_FIGURE = re.compile(r"(?<=\d )HC([VBĐ])\b")
_MEDALS = {"V": "huy chương vàng", "B": "huy chương bạc", "Đ": "huy chương đồng"}
_SENTENCE_START = re.compile(r"(?:\A|[.!?:]\s)[\"'(\s-]*\Z")


def spell_out(text: str) -> str:
    """``text`` with the abbreviations that are in doubt in full, as "Bộ Khoa học và Công nghệ"."""

    def full(match: re.Match[str]) -> str:
        words = _SPELT_OUT[match[0]]
        starts = _SENTENCE_START.search(text, max(0, match.start() - 9), match.start())
        return capitalize(words) if starts else words

    text = _AFTER_FIGURE.sub(lambda medals: _MEDALS[medals[1]], _ABBREVIATION.sub(full, text))
    return _BEFORE_FIGURE.sub("quốc lộ ", text)
