"""What a line may be: a section, a date line, a byline, a caption, an agency mark, a paragraph."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise
from typing import NamedTuple

from summarize.cleaning.furniture import BUTTON, CREDIT, Rule, entries, match_rule
from summarize.words import CAPITALS, PLACES, STOP_WORDS, SYLLABLE, syllables

_SECTIONS = entries(
    """
    thời sự|thế giới|kinh doanh|kinh tế|giải trí|thể thao|pháp luật|giáo dục|sức khỏe|sức khoẻ
    đời sống|du lịch|khoa học|công nghệ|xe|số hóa|ý kiến|tâm sự|chính trị|xã hội|văn hóa|văn hoá
    việt nam|quốc tế|bất động sản|an ninh|quốc phòng|môi trường|y tế|tài chính|chứng khoán|góc nhìn
    trong nước|nhịp sống trẻ|bạn đọc|tin tức|sự kiện|nhịp sống số|mới nhất|podcasts|an sinh
    hồ sơ|giao thông|lao động|việc làm|xây dựng đảng|trang chủ|video|công đoàn|dân sinh|tin chính
    chính sách|hoạt động|bóng đá|giới trẻ|podcast|đô thị|giới thiệu|văn bản|liên hệ|dịch vụ công
    xã luận|nông nghiệp|thị trường|doanh nghiệp|ẩm thực|phim|âm nhạc|sách|nhà đất|hình sự|dân tộc
    chỉ đạo, quyết định của chính phủ - thủ tướng chính phủ
    phóng sự|ký sự|ngân hàng|tài chính & ngân hàng|quân sự|học đường|khởi nghiệp|tiêu dùng
    an ninh trật tự|tin trong tỉnh|tin tổng hợp|tuyển sinh|khoa giáo|thời tiết|diễn đàn|media
    """
)

HOME = ("trang chủ", "trang nhất", "home")

# The end of a caption.
CAPTION_END = re.compile(
    r"(?:(?:[-–—.,/;|?!”\"(] ?)(?:Nguồn ảnh|Nguồn|Ảnh|ẢNH|ảnh|Đồ họa|Đồ hoạ|Clip|Video|Photo)"
    r"| (?:Nguồn ảnh|Hình ảnh|Ảnh|ẢNH|Đồ họa|Đồ hoạ))(?: minh h(?:ọa|oạ)| tư liệu)?"
    r" ?: ?[^:]{1,60}\Z"
    r"|\([ẢảA]nh[^()]{0,40}\)\.?\Z|[-–—/(] ?Ảnh(?: [^.]{1,40})?\)?\.?\Z"
    r"|(?:[-–—.,(] ?|\A)[Ảả]nh minh h(?:ọa|oạ)\)?\.?\Z"
    r"|\. Ảnh (?:cắt|chụp|trích) [^.]{2,40}\Z|[.,;] ?© ?[^.:]{2,60}\Z"
    r"|[.,/–—-] ?(?:AFP|REUTERS|Reuters|EPA|GETTY IMAGES|Getty Images)"
    r"(?: [-–/] [A-Z][A-Z .]{2,40})?\.?\Z"
)
_CAPTION_WORD = re.compile(r"[ẢảA]nh|[ẢA]NH|[NC][gl][ui]|Đồ h|Video|Photo|AFP|EPA|R[Ee]|G[Ee]|©")
# A line without a final stop that begins so describes a picture.
_SCENE = re.compile(
    r"(?:Quang cảnh|Toàn cảnh|Hiện trường|Một góc|Hình ảnh|Chân dung|Ảnh|Khung cảnh|Tang vật"
    r"|Các đại biểu (?:dự|tham dự|chụp|tham quan)|Từ trái|Đối tượng .{2,40} tại cơ quan)\b"
    r"|.*\((?:trái|phải|giữa|bìa trái|bìa phải|áo \w+|ngoài cùng|thứ .{2,20} (?:trái|phải)"
    r"(?: sang| qua)?)\)|.* phát biểu (?:tại|khai mạc|kết luận)"
    r"|(?:\S+ ){3,}(?:tại (?:hiện trường|hội nghị|hội thảo|cuộc họp|tòa|toà"
    r"|cơ quan (?:công an|điều tra)|(?:buổi|phiên|lễ) .{2,20})|chụp ảnh lưu niệm|cắt băng .{2,30}"
    r"|(?:\S+ ){5,}(?:sáng|trưa|chiều|tối|đêm|hôm)(?: ngày)? \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?"
    r"|trao (?:quà|hoa|bằng khen|giấy khen|quyết định) .{2,40})\Z"
)
_SCENE_WITH_STOP = re.compile(
    r"(?:Quang cảnh|Toàn cảnh|Một góc|Các đại biểu (?:dự|tham dự|chụp)) (?:\S+ ?){1,9}\."
)

# So ends the caption above the lead of RFA and VOA: "… tại cảng Biloxi, ngày 10/9/2020."
_DATED_SCENE = re.compile(
    r"(?:[^.“”\"]|\.(?=\S)){20,160}(?:, (?:ngày|hôm|chụp)|\bhôm(?: ngày)?) [^,.]{0,15}"
    r"\d{1,2}(?:[/-]\d{1,2}[/-]| tháng \d{1,2}(?:,| năm)? )\d{4}\."
)

# Marks of agencies at the head and foot of a paragraph.
_DOMAIN = r"[A-Za-z0-9]{2,20}(?:\.com)?\.(?:vn|VN|com|net)"
_AGENCY = (
    r"VTV\.vn|VTV|VTV News|VOA|RFA|RFI|BBC|TTO|TNO|NLĐO|VOV\.VN|VOV|Chinhphu\.vn|VnExpress|Dân trí"
    r"|SGGPO?|PLO|HNMO?|NDO|NDĐT|LĐO?|LDO|VTC News|ANTD\.VN|Infonet|BNEWS"
    r"|ICTnews|Vietnam\+|VGP(?: News)?|ĐCSVN"
    r"|TPO|KTĐT|DNVN|GD&TĐ|QĐND(?: Online)?|ANTĐ|BPO|QTO|HGO|Tổ Quốc|Zing|CLO"
    r"|VOH|CAND|ĐBND|PNO|PNVN|ĐNO|TTC|TCCS|ABO|VietNamNet|DĐDN|BVPL|KTSG|TBKTSG|HTV|VNA|Kinhtedothi"
    r"|Dân Việt|GDVN|SKĐS|KTSG Online|TP|HHT|SVVN"
    rf"|[A-Z]{{1,4}}TV|[A-Z]\w{{2,20}}(?:Portal|News|Online)|{_DOMAIN}"
)
AGENCY = re.compile(_AGENCY)
# VnExpress prints the place before the lead in another face, which a copy glues to it:
# "Quảng NgãiMưa lớn …". Only places are meant, as in "VinFast" a new word begins too.
PLACE = re.compile(f"(?:{PLACES})")
_LEAD = (
    rf"(?!{PLACE.pattern}|Việt Nam|(?:Hàn|Nhật|Triều|Ấn|Việt|[{CAPITALS}]{{2,}}) "
    rf"|Trung (?!tâm|ương))(?=[{CAPITALS}\d“\"‘](?:\S* ){{11}})"
)
"""What opens a lead, where the mark before it could as well be a part of its subject, as in
"Nga - Ukraine ngừng bắn": so much text, and not with another place."""

PREFIX = re.compile(
    rf"{PLACE.pattern}(?: ?[-–—] {_LEAD}|(?=[{CAPITALS}]))"
    # "SƠN LAMưa lớn", "ĐỒNG THÁP Mưa lớn": the other face may be capitals.
    rf"|{PLACE.pattern.upper()} ?(?!{PLACE.pattern})(?=[{CAPITALS}][^{CAPITALS}])"
    # "BILOXI, MISSISSIPPI — ", "VOVGT - ", "CôngThương - "
    rf"|(?:[{CAPITALS}]{{2}}[{CAPITALS} ,.]{{1,40}}"
    rf"|(?=\w*[{CAPITALS}]\w*[{CAPITALS}])[\w&]{{2,20}}) ?[-–—|] {_LEAD}"
    rf"|\([{CAPITALS}&]{{2,8}}\) (?=[{CAPITALS}])"
    # "Long An, ngày 15 tháng 11 năm 2022 – ", as in a company's statement
    rf"|(?:TP\. ?)?[{CAPITALS}][^.,\n]{{1,30}}, (?:ngày )?\d{{1,2}}(?:/| tháng )\d{{1,2}}"
    rf"(?:/|,? | năm )\d{{4}} ?[-–—] {_LEAD}"
    rf"|(?:SGGPO?|TTO|TNO|TPO|PLO|HNMO|NLĐO|BNEWS) ?(?=[{CAPITALS}][^{CAPITALS}\W])"
    rf"|(?:{_AGENCY}) ?[-–—|] |(?:TG&?VN|{_DOMAIN})\. (?=[{CAPITALS}\d“\"‘])"
    rf"|\((?:{_AGENCY})\) ?(?:[-–—] ?)?|\([^()\d]{{2,30}}\) ?[-–—] ?"
    rf"|\((?:Tin|Kết quả|Lịch|Video|Nhận định) [^()\d]{{2,40}}\) (?=[{CAPITALS}“\"])"
    rf"|(?P<place>[{CAPITALS}][^()\n.]{{1,30}} )?"
    r"\((?:TTXVN|Vietnam\+|VNA|AFP|Reuters)[^()\n]{0,20}\) ?(?(place)[-–—]|[-–—]?) ?"
    rf"|[{CAPITALS}][^()\n.]{{1,30}} \((?:{_AGENCY}|(?:Hãng tin )?[{CAPITALS}]\w*"
    rf"(?: [{CAPITALS}]\w*){{0,2}})\) [-–—] {_LEAD}"
)
# The head of a blurb: "TTO - Mỗi tháng hai lần, …".
BLURB = re.compile(rf"\(?(?:{_AGENCY})\)? ?[-–|] (?=[{CAPITALS}\d“\"‘'](?:\S* ){{7}})")
# A headline and its blurb copied as one line: "Bốn năm, một kết quả TTO - Từ …".
MARK_WITHIN = re.compile(
    rf"[\w?!'\"”…] (?:SGGPO?|TTO|TNO|TPO|PLO|NLĐO) ?[-–] (?=[{CAPITALS}'‘\"“])"
)
SUFFIX = re.compile(
    r"(?P<stop> ?\.?/\.?)?(?P<mark> ?\((?:Vietnam\+|TTXVN(?:/Vietnam\+)?|VNA)\)\.?"
    r"|(?:(?<=\.)|(?<=\./)) ?Theo (?:TTXVN|VTV|AFP|Reuters|BBC|CNN|VOV)\.?)?\Z"
)

# WordPress writes "28 Tháng Sáu, 2023". The longer of two that begin alike comes first.
_MONTHS = "một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|mười một|mười hai".split("|")
ENGLISH_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec".split("|")
_MONTH_NUMBERS = {
    name: number for names in (_MONTHS, ENGLISH_MONTHS) for number, name in enumerate(names, 1)
}
_ENGLISH_MONTH = "|".join(ENGLISH_MONTHS)
_MONTH = rf"\d{{1,2}}|{'|'.join(reversed(_MONTHS))}"
DATE = re.compile(
    # 3/10/2012 8:25:00 AM, of no padded number, is how software that nobody localized writes 10/3.
    r"(?<![\d/.-])(?=\S*\b\d/|\S+ \d:)(?P<m7>[1-9]|1[0-2])/(?P<d7>[1-9]|[12]\d|3[01])"
    r"/(?P<y7>\d{4})(?= (?:[1-9]|1[0-2]):\d\d:\d\d [AP]M\b)"
    r"|(?<![\d/.-])(?P<d>\d{1,2}) ?(?P<s>[/.-]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<y>\d{4})(?![\d/])"
    r"|(?<![\d/.-])(?P<y2>\d{4})(?P<s2>[/.-])(?P<m2>\d{1,2})(?P=s2)(?P<d2>\d{1,2})(?![\d/])"
    rf"|(?<!\d)(?P<d3>\d{{1,2}}) (?:tháng|thg) (?P<m3>{_MONTH})(?: năm|,)? (?P<y3>\d{{4}})(?!\d)"
    rf"|tháng (?P<m4>{_MONTH}) (?P<d4>\d{{1,2}}), (?P<y4>\d{{4}})(?!\d)"
    rf"|(?<!\d)(?P<d5>\d{{1,2}})[ -](?P<m5>{_ENGLISH_MONTH})[a-z]*,?[ -](?P<y5>\d{{4}})(?!\d)"
    rf"|\b(?P<m6>{_ENGLISH_MONTH})[a-z]*\.? (?P<d6>\d{{1,2}}), (?P<y6>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
TIME = r"\d{1,2} ?[:hg] ?\d{2}(?: ?:\d{2})?(?: ?[AP]M\b| ?phút|')?"
WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|\bCN\b|\bT[2-7]\b)"
BESIDE_DATE = re.compile(
    rf"\d{{1,2}}:\d{{1,2}}'|{TIME}|{WEEKDAY}|[(\[]?(?:GMT|UTC) ?(?:[+-] ?\d+(?::\d+)?)?[)\]]?"
    r"|(?:lần )?cập nhật(?: lúc| cuối| lần cuối)?|đăng (?:lúc|ngày)|được đăng"
    r"|đăng bởi ?:?(?: admin)?|posted (?:on|by)|\bby (?-i:[a-zà-ỹ])\S*\Z|\d+ min read"
    r"|ngày (?:đăng|xuất bản|phát hành)|xuất bản(?: lúc)?|\b(?:hôm nay|ngày|lúc|vào)\b"
    r"|\b(?:sáng|trưa|chiều|tối)\b|\b(?:published|updated)(?: on)?\b"
    r"|\b(?-i:SA|CH)\b|[+-]\d{2}:\d{2}|\d+ phút đọc"
    r"|(?:sửa đổi|chỉnh sửa|sửa)(?: ngày| lúc| lần cuối)?|lượt (?:xem|đọc) ?:? ?[\d.,]+",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:tác giả(?: bài viết)?|(?:bài|tin)(?:,| ?-)? ?(?:và )?ảnh|bài|nội dung|thiết kế|trình bày"
    r"|thực hiện|người viết|nhóm pv|nhóm phóng viên)"
    r" ?[:,] ?(?P<name>[^:?!]{2,60})"
    r"|(?:(?:(?:được )?viết )?bởi|by):? (?P<by>[^.:?!]{2,40})|(?P<who>[^.:?!]{2,40}?) "
    r"\(?(?:thực hiện|tổng hợp|t ?/ ?h|ghi|lược dịch|biên dịch|lược ghi"
    r"|theo (?-i:[A-ZĐÀ-Ỹ]).{1,19})\)?",
    re.IGNORECASE,
)

_FULL_STOP = re.compile(r"(?:[.…]|/\.?)[\"”’»)\]]*\Z")
_ANY_STOP = re.compile(r"[.…?!:;,][\"”’»)\]]*\Z")
_END = 9  # characters: the last stop and the marks that close after it


def count_words(line: str) -> int:
    """The words of a line that is single-spaced; cheap, as lines are asked again and again."""
    return line.count(" ") + bool(line)


def has_full_stop(line: str) -> bool:
    """Whether a line ends like a paragraph."""
    return _FULL_STOP.search(line, len(line) - _END) is not None


def has_stop(line: str) -> bool:
    """Whether a line ends with any mark, as headlines and names hardly do."""
    return _ANY_STOP.search(line, len(line) - _END) is not None


def key(line: str) -> str:
    """What two lines share that differ in punctuation, case and place of the tone mark only."""
    return " ".join(syllables(line))


Pair = tuple[str, str]


def find_pairs(line: str) -> frozenset[Pair]:
    """The pairs of neighbouring syllables that are not both stop words."""
    return frozenset(
        [
            (left, right)
            for left, right in pairwise(syllables(line))
            if left not in STOP_WORDS or right not in STOP_WORDS
        ]
    )


def is_caption(line: str) -> bool:
    end = line[-120:]
    if _CAPTION_WORD.search(end) and CAPTION_END.search(end):
        is_clip = "Video" in end or "Clip" in end
        return count_words(line) <= 60 and not (is_clip and line.count(". ") > 1)
    if _SCENE_WITH_STOP.fullmatch(line):
        return True
    return len(line) <= 160 and not has_stop(line) and bool(_SCENE.match(line))


# What a paragraph does and a caption or headline hardly ever.
TELLS = re.compile(
    r"[\"“”]|\b(?:đã|sẽ|cũng|nhưng|nên|không|vì|nếu|rằng|là|chỉ|có thể|vẫn|thì|mà)\b"
    r"|\b(?:nói|cho biết|cho rằng|cho hay|kể|khẳng định|nhấn mạnh|bày tỏ|theo|dự kiến"
    r"|yêu cầu|đề nghị|tuy nhiên|ngoài ra|trong đó|do đó|vì vậy|trước đó|hiện nay|đến nay)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:cho biết|cho rằng|cho hay|nhấn mạnh|khẳng định|bày tỏ)\b", re.IGNORECASE
)
# Sentences begin so and headlines hardly ever.
OPENER = re.compile(
    r"(?:Cụ thể|Sau đó|Trước đó|Ngoài ra|Bên cạnh|Theo|Tuy|Đến|Hiện|Trong|Ngày|Về|Khi|Như|Đồng thời"
    r"|Cùng|Còn|Đây|Do|Vì|Nếu|Nhưng|Và|Riêng|Chẳng hạn|Thậm chí|Mặc dù|Có|Tại|Từ|Cũng|Để)\b"
)
ITEM = re.compile(r"[-•+*–—] ?|\d{1,2}[.)/] |[a-zđ][.)] ")


_YEAR = re.compile(r"\d{4} ?: ")  # an entry of a chronicle: "2019: Có điện lưới"


def may_be_photo_caption(line: str) -> bool:
    """Whether a line above a photo's credit may describe the photo, stop or not."""
    count = count_words(line)
    if not 6 <= count <= 40 or PREFIX.match(line) or ". " in line or " | " in line:
        return False  # the last is a table's row
    if not has_full_stop(line):
        return not has_stop(line) and not ITEM.match(line) and not _YEAR.match(line)
    return count <= 22 and not TELLS.search(line)


def credits_photo(line: str, rule: Rule, above: str, below: str) -> bool:
    """Whether ``line`` names who took the photo that the line above it describes.

    "Ảnh: Hữu Nghị" does, "Ảnh: Trẻ được uống vitamin A" does not. At the article's end the line
    above may as well be the last paragraph.
    """
    if rule.reason != CREDIT or not may_be_photo_caption(above):
        return False
    if count_words(above) >= LONG - 2 and TELLS.search(above):
        return False
    name = line.partition(":")[2].strip(" ()[].")
    if has_full_stop(above) and (not name or line.startswith("Nguồn:") or not has_full_stop(below)):
        return False
    name = name or line
    return is_name(name) or count_words(name) <= 3 or "/" in name or "cung cấp" in name


_PART_OF_SERIES = re.compile(r"(?:Bài|Kỳ) (?:\d{1,2}|cuối) ?[:.-] ")


def names_part_of_series(line: str) -> bool:
    """ "Bài 2: Người nấu 500 suất cơm mỗi ngày"."""
    return bool(_PART_OF_SERIES.match(line)) and count_words(line) >= 6 and not has_stop(line)


_ASKING_HEADLINE = re.compile(r"(?P<subject>[^:?\"“”]{5,60}): [^:?\"“”]{10,90}\?")
_ASKER = re.compile(r"(?:PV|P\.V|phóng viên|hỏi|mc|nhà báo|độc giả|bạn đọc|báo)\b", re.IGNORECASE)


def is_asking_headline(line: str) -> bool:
    """ "Đập thượng nguồn: Ai xả nước, ai chịu hạn?": a subject, then a question."""
    match = _ASKING_HEADLINE.fullmatch(line)
    return bool(match) and count_words(line) >= 9 and not _ASKER.match(line)


def is_headline(line: str) -> bool:
    """Whether a line between two paragraphs is more likely another article's headline than a
    subheading, which is shorter and plainer, or a paragraph.
    """
    count = count_words(line)
    if names_part_of_series(line):
        return True
    if not 9 <= count <= 22 or has_stop(line) or ITEM.match(line) or not line[0].isupper():
        return False
    if _REPORTS.search(line) or OPENER.match(line):
        return False
    return count >= 13 or bool(re.search(r"[,:;'\"“”‘?!]", line))


def is_dated_scene(line: str) -> bool:
    """Whether a line above the lead is a caption that ends with the photo's date."""
    return bool(_DATED_SCENE.fullmatch(line)) and not TELLS.search(line)


LONG = 20
"""So many words make a line with a full stop a paragraph."""


def count_told(line: str) -> int:
    """The words of a line with a full stop that no rule knows; 0 for any other."""
    return count_words(line) if has_full_stop(line) and not match_rule(line) else 0


def is_long(line: str) -> bool:
    """Whether a line can hardly be anything but a paragraph."""
    return count_words(line) >= LONG and bool(count_told(line))


def is_teaser(line: str) -> bool:
    """Whether a line may be another article's headline."""
    return count_words(line) <= 30 and not has_full_stop(line)


def read_section(line: str) -> str | None:
    """The section that a navigation line names: itself, a breadcrumb's end, or a whole menu."""
    lowered = line.lower()
    if lowered in _SECTIONS:
        return line
    parts = re.split(r" ?[>/»›|] ?| - ", line)
    if re.search(r"\w ?[>»›]{1,2} ?\w", line):
        is_short = max(count_words(part) for part in parts) <= 6
        if is_short or (parts[0].lower() in _SECTIONS and not has_stop(line)):
            return parts[-1]
    if 1 < len(parts) <= 6 and max(count_words(part) for part in parts) <= 5:
        if not any(part.lower() in _SECTIONS for part in parts):
            return None
        # "Lao động - Việc làm" is one section.
        is_one = len(parts) == 2 and " - " in line and parts[0].lower() not in HOME
        return line if is_one else parts[-1]
    words = [word for word in lowered.split() if word != "-"]
    if not 8 <= len(words) <= 80:
        return None
    covered = index = 0
    while index < len(words):
        sizes = range(min(4, len(words) - index), 0, -1)
        named = (size for size in sizes if " ".join(words[index : index + size]) in _SECTIONS)
        size = next(named, 0)
        covered += size
        index += size or 1
    # A menu of many names may have some of its own.
    return line if covered >= (0.7 if len(words) < 20 else 0.5) * len(words) else None


def names_section(text: str) -> bool:
    """ "Giải trí", or with a subsection: "Giải trí Phim"."""
    words = text.lower().split()
    return len(words) <= 5 and (" ".join(words[:2]) in _SECTIONS or " ".join(words) in _SECTIONS)


# So begin the site's buttons and labels, which in capitals look like names.
_LABEL = re.compile(
    r"(?:nghe|xem|đọc|tải|gửi|chia sẻ|đăng (?:ký|nhập|tin)|nhập|bình luận|facebook|quảng cáo"
    r"|trở (?:lại|về|thành)|quay lại|báo lỗi|lưu (?:bài|tin)|chọn|tìm|mời|tin|góp ý|video)\b"
    r"|(?:có|không|khác|đúng|sai|nguồn)\Z",
    re.IGNORECASE,
)

_NUMBERED = re.compile(rf"(?:[IVX]+|[A-H])[.)/] [{CAPITALS}]{{2}}")  # II. MỤC TIÊU


def is_name(line: str) -> bool:
    """Whether a line may be an author's signature: "Hoài Thu", "H.N", "Ban Thời sự"."""
    line = re.sub(r" ?\([^)]*\)\Z", "", line)
    words = line.split()
    limit = 3 if re.search(r" [-–] |, ", line) else 1  # authors
    if (
        not 0 < len(words) <= 7 * limit
        or len(line) > 50 * limit
        or re.search(r"[\d?!:;…\"“”]|\A['‘]", line)
    ):
        return False
    if _LABEL.match(line) or _NUMBERED.match(line):
        return False
    if re.match(
        r"(?:Ban|Nhóm|PV|P\.V|(?:Theo|Trung tâm|Văn phòng|Phòng|Vụ|Cục)(?= [A-ZĐÀ-Ỹ]))\b", line
    ):
        return not has_stop(line)
    starts = [word[0] for word in words if word[0].isalpha()]
    return bool(starts) and all(not start.islower() for start in starts)


def read_byline(line: str) -> str | None:
    """The author where the line says who did it: "Bài, ảnh: Huỳnh Như", "Mạnh Tùng thực hiện"."""
    line = line.removeprefix("- ")
    byline = _BYLINE.fullmatch(line) if len(line) < 100 else None
    if not byline:
        return None
    name: str = byline["name"] or byline["by"] or byline["who"]
    return tidy_byline(name) if is_name(name.replace(" và ", ", ")) else None


# The agency, the paper, or what the author did.
_BESIDE_NAME = re.compile(
    r" ?\((?:Vietnam\+|(?:TTXVN|VNA|Phóng viên|PV|tổng hợp|thực hiện|ghi|[tT]/h)\b)[^)]*(?:\)|\Z)"
    r"| \((?:báo|Báo) [^()]{2,30}\)\Z"
    rf"|/(?:{_AGENCY}|Báo [^/]{{2,30}})(?:-[{CAPITALS}][\w ]{{1,20}})?\Z"
    r"|, ?[Tt]heo .*|, (?:cộng tác viên|thông tín viên|phóng viên) .*"
    rf"|\A(?:{_AGENCY}) ?[|/-] ?|(?<!,) (?:{_AGENCY})\Z"
)
_SIGN = re.compile(r"\A[^\w\s(\"“'‘|]+\ufe0f? ")  # a pen, a bullet
_TWICE = re.compile(r"\A(.+) \1\Z")


def tidy_byline(line: str) -> str:
    """The author's name alone: "Thanh Phương (TTXVN/Vietnam+)", "Minh Châu, Theo Phụ Nữ Số"."""
    name = _SIGN.sub("", _BESIDE_NAME.sub("", line)).strip(" |•·-–—,;")
    name = _TWICE.sub(r"\1", name) or line
    last = name.rstrip(".").rpartition(" ")[2]
    is_initial = len(last) < 2 or "." in last or not SYLLABLE.fullmatch(last)
    return name if is_initial else name.rstrip(".")


# What stands above the name that signs an official text.
_OFFICE = re.compile(
    r"(?:(?:KT|TM|TL|TUQ|Q)\. ?)?(?:PHÓ |TỔNG )*"
    r"(?:GIÁM ĐỐC|CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|TRƯỞNG PHÒNG|TRƯỞNG BAN"
    r"|CHÁNH VĂN PHÒNG|CHÁNH ÁN|THẨM PHÁN|HIỆU TRƯỞNG|ỦY VIÊN|THỦ TƯỚNG)(?: [A-ZÀ-Ỹ ]+)?"
)
_AUTHORITY = re.compile(
    r"(?:T/?M\.? ?)?(?:[UỦ][ỶY] BAN|UBND|HỘI ĐỒNG|HĐND|CHÍNH PHỦ|T[OÒ][ÀA] ÁN|TAND|VIỆN KIỂM SÁT"
    r"|CÔNG AN|THÀNH PHỐ|TỈNH|HUYỆN|QUẬN|PHƯỜNG|XÃ|BỘ|SỞ|CỤC|BAN|PHÒNG)\b"
    r"|(?:QUYẾT ĐỊNH|THÔNG (?:BÁO|CÁO|TƯ)|CHỈ THỊ|NGHỊ (?:QUYẾT|ĐỊNH)|KẾ HOẠCH|CÔNG (?:VĂN|ĐIỆN))\Z"
)


def is_authority(line: str) -> bool:
    """Who issues an official text, or what it is, in capitals: at its head, and above who signs."""
    return line.isupper() and bool(_AUTHORITY.match(line))


def may_sign(line: str) -> bool:
    """Whether a line may be a signature, and is no place, section nor programme: "VOA Express"."""
    first, _, more = line.partition(" ")
    is_programme = more[:1].isalpha() and bool(AGENCY.fullmatch(first))
    if PLACE.fullmatch(line) or line.lower() in _SECTIONS:
        return False
    if _OFFICE.fullmatch(line) or is_authority(line):
        return False
    name, _, paper = line.partition("/")
    has_paper = count_words(name) > 1 and 0 < count_words(paper) <= 5
    return bool(read_byline(line)) or (is_name(name if has_paper else line) and not is_programme)


_COUNTS = re.compile(r"[\d. ]{1,12}")  # of those who read it and who commented


DATE_OR_BYLINE = "date line or byline"
"""Why a line is left out that may be either."""

# An official text's: "Quận 7, ngày 03 tháng 7 năm 2024".
DATELINE = re.compile(rf"[{CAPITALS}][^.,:]{{1,30}}, ngày \d{{1,2}} tháng \d{{1,2}} năm \d{{4}}")


def is_button(line: str) -> bool:
    """Whether a line is one of the site's buttons."""
    rule = match_rule(line)
    return rule is not None and rule.reason == BUTTON


_PAPER = re.compile(rf"(?:Theo )?(?:Báo|Tạp chí) [{CAPITALS}]\w*(?: \S+){{0,4}}")
_BAR = re.compile(r" [|•·] ")


class DateLine(NamedTuple):
    date: datetime.date
    others: list[str]
    """Byline, section: what stands on the line beside the date and time."""
    poster: str | None = None
    """Who began a forum's thread, by any name."""


def is_day_of_news(day: datetime.date) -> bool:
    """Whether an article may be of that day: 0001-01-01 stands for none."""
    return 1945 <= day.year <= 2100


def find_date(line: str) -> tuple[datetime.date, re.Match[str]] | None:
    """The first date in a short line, and where it stands."""
    match = DATE.search(line) if len(line) <= 120 else None
    if not match:
        return None
    found = {name[0]: text for name, text in match.groupdict().items() if text}
    try:
        month = _MONTH_NUMBERS.get(found["m"].lower()) or int(found["m"])
        date = datetime.date(int(found["y"]), month, int(found["d"]))
    except ValueError:
        return None
    return (date, match) if is_day_of_news(date) else None


# The line that XenForo prints below a thread's title; its years may have two digits.
_THREAD = re.compile(
    r"Thảo luận trong '.+' bắt đầu bởi (?P<poster>.{2,40}), "
    r"(?P<day>\d{1,2}/\d{1,2}/)(?:20)?(?P<year>\d\d)\b.*"
)


def read_date_line(line: str) -> DateLine | None:
    """A line that gives a date of publication; None for one that only mentions a date."""
    if thread := _THREAD.fullmatch(line):
        begun = find_date(f"{thread['day']}20{thread['year']}")
        return DateLine(begun[0], [], thread["poster"]) if begun else None
    dated = find_date(line)
    if not dated:
        return None
    date, match = dated
    # A second date is that of a change.
    rest = BESIDE_DATE.sub("|", DATE.sub("|", f"{line[: match.start()]}|{line[match.end() :]}"))
    others = [part for piece in rest.split("|") if (part := piece.strip(" ,;()•·–—:-"))]
    others = [
        read_byline(part) or tidy_byline(part)
        for part in others
        if not _COUNTS.fullmatch(part) and not is_button(part)
    ]
    known = [part for part in others if is_name(part) or names_section(part)]
    papers = sum(part not in known and bool(_PAPER.fullmatch(part)) for part in others)
    if len(known) + papers == len(others) or DATELINE.fullmatch(line):
        return DateLine(date, known)
    # "08-12-2023 11:20 | Dinh dưỡng", "Câu chuyện của Báo Giao thông • 06/03/2024 • 4 phút đọc"
    parts = _BAR.split(line)
    if len(parts) > 1 and all(count_words(part) <= 6 for part in parts):
        return next(filter(None, map(read_date_line, parts)), None)
    return None
