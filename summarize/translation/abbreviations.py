"""Abbreviations of Vietnamese news that the built-in model does not know, spelt out (pure)."""

from __future__ import annotations

import re

from summarize.words import capitalize

# Each was tried: these come out wrong or as they are (Bộ KHCN as "the Ministry of Planning"), and
# right when spelt out. Others that the model knows (UBND, CSGT), or that mean several things (BTC,
# GĐ), are left alone.
_SPELT_OUT = {
    "ATGT": "an toàn giao thông",
    "ATTP": "an toàn thực phẩm",
    "BCĐ": "ban chỉ đạo",
    "BCH": "ban chấp hành",
    "BĐS": "bất động sản",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "BN": "bệnh nhân",
    "BQL": "ban quản lý",
    "BV": "bệnh viện",
    "CBCC": "cán bộ công chức",
    "CBCNV": "cán bộ công nhân viên",
    "CHQS": "chỉ huy quân sự",
    "CLB": "câu lạc bộ",
    "CNTT": "công nghệ thông tin",
    "DN": "doanh nghiệp",
    "DNNN": "doanh nghiệp nhà nước",
    "ĐHQG": "Đại học Quốc gia",
    "ĐSQ": "đại sứ quán",
    "ĐT": "đội tuyển",
    "ĐTQG": "đội tuyển quốc gia",
    "GPMB": "giải phóng mặt bằng",
    "GV": "giáo viên",
    "HCB": "huy chương bạc",
    "HCĐ": "huy chương đồng",
    "HCV": "huy chương vàng",
    "HS": "học sinh",
    "HTX": "hợp tác xã",
    "KCN": "khu công nghiệp",
    "KĐT": "khu đô thị",
    "KHCN": "Khoa học và Công nghệ",
    "KH&CN": "Khoa học và Công nghệ",
    "KH-CN": "Khoa học và Công nghệ",
    "KT-XH": "kinh tế - xã hội",
    "LĐLĐ": "Liên đoàn Lao động",
    "LHPN": "Liên hiệp Phụ nữ",
    "LS": "luật sư",
    "NHNN": "Ngân hàng Nhà nước",
    "NHTM": "ngân hàng thương mại",
    "NK": "nhập khẩu",
    "NLĐ": "người lao động",
    "NSNN": "ngân sách nhà nước",
    "NTM": "nông thôn mới",
    "NXB": "nhà xuất bản",
    "PCCC": "phòng cháy chữa cháy",
    "PCT": "phó chủ tịch",
    "PCTT": "phòng chống thiên tai",
    "PGĐ": "phó giám đốc",
    "QLDA": "quản lý dự án",
    "QLNN": "quản lý nhà nước",
    "QLTT": "quản lý thị trường",
    "QSDĐ": "quyền sử dụng đất",
    "SV": "sinh viên",
    "SXKD": "sản xuất kinh doanh",
    "TCTD": "tổ chức tín dụng",
    "TNGT": "tai nạn giao thông",
    "TTATGT": "an toàn giao thông",
    "TTCK": "thị trường chứng khoán",
    "TTCP": "Thanh tra Chính phủ",
    "TTYT": "trung tâm y tế",
    "UBKT": "Ủy ban Kiểm tra",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "VĐV": "vận động viên",
    "VH-TT-DL": "Văn hóa, Thể thao và Du lịch",
    "VHTTDL": "Văn hóa, Thể thao và Du lịch",
    "VLXD": "vật liệu xây dựng",
    "VPCP": "Văn phòng Chính phủ",
    "VSATTP": "an toàn thực phẩm",
    "XK": "xuất khẩu",
    "XKLĐ": "xuất khẩu lao động",
    "XNK": "xuất nhập khẩu",
}
_KNOWN = "|".join(sorted(_SPELT_OUT, key=len, reverse=True))
# Alone in brackets it follows what it stands for; a "mã HS" is a customs code, HCV a virus too, and
# ĐT a telephone.
_TEAMS = (
    r"nữ|nam|quốc gia|U ?\d\d|Việt Nam|Thái Lan|Malaysia|Indonesia|Philippines|Myanmar|Lào"
    r"|Campuchia|Singapore|Nhật Bản|Hàn Quốc|Trung Quốc|Anh|Pháp|Đức"
)
_ABBREVIATION = re.compile(
    rf"(?<![\w&/.-])(?<!\bmã )(?!ĐT(?! (?:{_TEAMS})\b))"
    r"(?!HCV(?:(?<=[Vv]irus HCV)|(?<=[Nn]hiễm HCV)|(?<=gan HCV)|(?<=kháng HCV)))"
    rf"(?:{_KNOWN})(?![\w&)]|-\w)"
)
_BEFORE_FIGURE = re.compile(r"\bQL ?(?=\d)")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:]\s)[\"'(\s-]*\Z")


def spell_out(text: str) -> str:
    """``text`` with the abbreviations that are in doubt in full, as "Bộ Khoa học và Công nghệ"."""

    def full(match: re.Match[str]) -> str:
        words = _SPELT_OUT[match[0]]
        starts = _SENTENCE_START.search(text, max(0, match.start() - 9), match.start())
        return capitalize(words) if starts else words

    return _BEFORE_FIGURE.sub("quốc lộ ", _ABBREVIATION.sub(full, text))
