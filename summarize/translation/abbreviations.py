"""Abbreviations of Vietnamese news that the built-in model does not know, spelt out (pure)."""

from __future__ import annotations

import re

from summarize.words import CAPITALS, capitalize

# Each was tried: these come out wrong or as they are (Bộ KHCN as "the Ministry of Planning"), and
# right when spelt out. Others that the model knows (UBND, CSGT), or that mean several things (BTC,
# GĐ), are left alone.
_SPELT_OUT = {
    "ANTT": "an ninh trật tự",
    "ATGT": "an toàn giao thông",
    "ATTP": "an toàn thực phẩm",
    "BCĐ": "ban chỉ đạo",
    "BCH": "ban chấp hành",
    "BĐBP": "bộ đội biên phòng",
    "BĐS": "bất động sản",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "BLHS": "Bộ luật Hình sự",
    "BLTTHS": "Bộ luật Tố tụng hình sự",
    "BN": "bệnh nhân",
    "BQL": "ban quản lý",
    "BST": "bộ sưu tập",
    "BV": "bệnh viện",
    "BVĐK": "bệnh viện đa khoa",
    "CAND": "Công an nhân dân",
    "CBCC": "cán bộ công chức",
    "CBCNV": "cán bộ công nhân viên",
    "CĐV": "cổ động viên",
    "CHQS": "chỉ huy quân sự",
    "CLB": "câu lạc bộ",
    "CMND": "chứng minh nhân dân",
    "CNTT": "công nghệ thông tin",
    "CQĐT": "cơ quan điều tra",
    "CSCĐ": "cảnh sát cơ động",
    "CSHS": "cảnh sát hình sự",
    "DN": "doanh nghiệp",
    "DNNN": "doanh nghiệp nhà nước",
    "DNTN": "doanh nghiệp tư nhân",
    "ĐHĐCĐ": "đại hội đồng cổ đông",
    "ĐHQG": "Đại học Quốc gia",
    "ĐSQ": "đại sứ quán",
    "ĐT": "đội tuyển",
    "ĐTQG": "đội tuyển quốc gia",
    "GPLX": "giấy phép lái xe",
    "GPMB": "giải phóng mặt bằng",
    "GTGT": "giá trị gia tăng",
    "GV": "giáo viên",
    "HCB": "huy chương bạc",
    "HCĐ": "huy chương đồng",
    "HCV": "huy chương vàng",
    "HĐBA": "Hội đồng Bảo an",
    "HS": "học sinh",
    "HSSV": "học sinh, sinh viên",
    "HTX": "hợp tác xã",
    "KCN": "khu công nghiệp",
    "KĐT": "khu đô thị",
    "KHCN": "Khoa học và Công nghệ",
    "KH&CN": "Khoa học và Công nghệ",
    "KH-CN": "Khoa học và Công nghệ",
    "KTNN": "Kiểm toán Nhà nước",
    "KTX": "ký túc xá",
    "KT-XH": "kinh tế - xã hội",
    "LĐLĐ": "Liên đoàn Lao động",
    "LHP": "liên hoan phim",
    "LHPN": "Liên hiệp Phụ nữ",
    "LS": "luật sư",
    "MTTQ": "Mặt trận Tổ quốc",
    "NDT": "nhân dân tệ",
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
    "QĐND": "Quân đội nhân dân",
    "QLDA": "quản lý dự án",
    "QLĐT": "quản lý đô thị",
    "QLNN": "quản lý nhà nước",
    "QLTT": "quản lý thị trường",
    "QSDĐ": "quyền sử dụng đất",
    "SGK": "sách giáo khoa",
    "SV": "sinh viên",
    "SVĐ": "sân vận động",
    "SXKD": "sản xuất kinh doanh",
    "TCTD": "tổ chức tín dụng",
    "TGĐ": "tổng giám đốc",
    "TMĐT": "thương mại điện tử",
    "TNCN": "thu nhập cá nhân",
    "TNDN": "thu nhập doanh nghiệp",
    "TNGT": "tai nạn giao thông",
    "TNMT": "Tài nguyên và Môi trường",
    "TNXP": "thanh niên xung phong",
    "TTATGT": "an toàn giao thông",
    "TTCK": "thị trường chứng khoán",
    "TTCP": "Thanh tra Chính phủ",
    "TTĐB": "tiêu thụ đặc biệt",
    "TTĐT": "thông tin điện tử",
    "TTTM": "trung tâm thương mại",
    "TTYT": "trung tâm y tế",
    "UBCKNN": "Ủy ban Chứng khoán Nhà nước",
    "UBKT": "Ủy ban Kiểm tra",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "VĐV": "vận động viên",
    "VHTTDL": "Văn hóa, Thể thao và Du lịch",
    "VH-TT-DL": "Văn hóa, Thể thao và Du lịch",
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
_UNITS = {"P": "phường", "Q": "quận", "H": "huyện", "TX": "thị xã"}
# Elsewhere a letter with a stop is a person: "chị P. Theo đơn, ..."
_UNIT = re.compile(
    r"(, |\(|\b(?:[Cc]ông an|UBND|ở|tại|ngụ|trú) )(?:(P|Q|H)\. ?|(TX)\.? )"
    rf"(?=\d|[{CAPITALS}][^\W\d_{CAPITALS}])"
)
# "anh Q. 5 triệu đồng" speaks of a person.
_NUMBERED_UNIT = re.compile(
    r"(?<![\w.])(?<!anh )(?<!chị )(?<!em )(?<!ông )(?<!bà )(?<!bé )(?<!cháu )([PQ])\. ?"
    r"(?=(?:[1-9]|1\d|2[0-8])\b(?![/.,-]\d|%| (?:tuổi|triệu|nghìn|tỷ|lần|năm|tháng|ngày|người)\b))"
)
# The model makes (XXX) of (HĐXX).
_LETTERS_TO_COPY = re.compile(
    r"\((?=[A-Z&-]*Đ)[A-ZĐ&-]{2,}\)|(?<=\d/)(?!NĐ-CP)(?=[A-Z-]*Đ)[A-ZĐ-]{3,}"
)
_SENTENCE_START = re.compile(r"(?:\A|[.!?:]\s)[\"'(\s-]*\Z")


def spell_out(text: str) -> str:
    """``text`` with the abbreviations that are in doubt in full, as "Bộ Khoa học và Công nghệ", and
    of wards and districts those that stand in an address or have a number.
    """

    def full(match: re.Match[str]) -> str:
        words = _SPELT_OUT[match[0]]
        starts = _SENTENCE_START.search(text, max(0, match.start() - 9), match.start())
        return capitalize(words) if starts else words

    text = _UNIT.sub(lambda unit: f"{unit[1]}{_UNITS[unit[2] or unit[3]]} ", text)
    text = _NUMBERED_UNIT.sub(lambda unit: f"{_UNITS[unit[1]]} ", text)
    text = _LETTERS_TO_COPY.sub(lambda match: match[0].replace("Đ", "D"), text)
    return _BEFORE_FIGURE.sub("quốc lộ ", _ABBREVIATION.sub(full, text))
