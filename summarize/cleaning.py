"""A page as it was pasted → the article in it, and every line left out with the reason (pure).

The passes follow the page: lines are mended (hard wraps, pages pasted as one line); the header
gives headline, section, date and byline; the body gives the paragraphs, up to where the site
takes over again. What a line *is* stands in the tables below, what follows from it in the passes.
When unsure a line is kept: a paragraph lost is worse than furniture kept.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain, pairwise
from typing import NamedTuple

from summarize.types import Article, DroppedLine
from summarize.words import normalize, syllables


def read_page(raw: str, *, source: str | None = None) -> Article:
    """The article in a pasted page.

    In: whatever was copied off a page. Out: the article; all words of the page are in its
    ``text``, ``title``, ``section`` or ``byline``, or in ``dropped`` with the reason. Never
    raises; a text without recognisable structure is kept whole and has no title.
    """
    lines = _lines(raw)
    header = _read_header(lines)
    article = Article(
        "",
        title=header.title,
        published=header.published,
        byline=header.byline,
        section=header.section,
        source=source,
        dropped=tuple(header.dropped),
    )
    return _with_body(article, header.body)


def clean_article(article: Article) -> Article:
    """``article`` with the furniture, captions and agency marks in its text dropped.

    For text that came without page header, such as a table's column: what is known of the
    article stays, and no line is taken for its headline. A ``lead`` that the text lacks is put
    at its head.
    """
    lines = _lines(article.text)
    if article.lead:
        lead = _lines(article.lead)
        known = {_key(line) for line in lines}
        lines = [line for line in lead if _key(line) not in known] + lines
    return _with_body(replace(article, text="", lead=None), lines)


# --- What a line is -------------------------------------------------------------------------


class _Kind(Enum):
    """What a furniture line tells about the lines after it."""

    ALONE = "nothing"
    CAPTION_NEXT = "the next line is a caption"
    BOX = "headlines of other articles follow"
    SKIP = "lines up to one that says so are not the article's"
    TAIL = "the article is over"


class _Rule(NamedTuple):
    kind: _Kind
    reason: str
    pattern: re.Pattern[str]
    may_end_with_stop: bool


def _rule(kind: _Kind, reason: str, *alternatives: str, stop: bool = False) -> _Rule:
    return _Rule(kind, reason, re.compile("|".join(alternatives), re.IGNORECASE), stop)


# Each matches a whole line less bullets, brackets and closing punctuation (``_bare``). Unless
# ``stop`` says otherwise, a line that ends with a full stop is not meant.
_COMMENTS = "readers' comments"
_CREDIT = "photo credit"
_AGE = "time since something was published"
_TITLE_LIKE = frozenset({_CREDIT, _AGE})  # "Ảnh: Mùa lúa chín …" may be a headline
_RULES = (
    _rule(
        _Kind.TAIL,
        "lists of other articles",
        r"(?:các )?(?:tin|bài|tin,? bài|tin tức|bài viết|video)? ?cùng "
        r"(?:chuyên mục|chủ đề|sự kiện|tác giả|dòng sự kiện|loại)(?: khác)?",
        r"(?:các )?(?:tin|bài|tin,? bài|tin tức|bài viết|video|chuyên mục) (?:mới|mới nhất|nóng|hot"
        r"|nổi bật|khác|đã đưa|cũ hơn|mới hơn|tiêu điểm|trước|tiếp theo)(?: nhất)?(?: ?[:>»])?",
        r"(?:(?:tin|bài) )?(?:đọc|xem|quan tâm) nhiều(?: nhất)?(?: (?:trong|tuần|ngày).{0,25})?",
        r"video đang được xem nhiều|tiêu điểm|xem theo ngày|chuyên đề|tin ảnh",
    ),
    _rule(
        _Kind.TAIL,
        "tags",
        r"(?:từ khóa|từ khoá|tags?|thẻ|hashtags?)(?: bài viết)? ?:.*",
        r"từ khóa|từ khoá|tags?|chủ đề ?:.{0,60}",
    ),
    _rule(
        _Kind.TAIL,
        _COMMENTS,
        r"ý kiến(?: bạn đọc| của bạn| độc giả)? ?\(?\d*\)?|phản hồi(?: của bạn đọc)?",
        r"bình luận(?: của bạn(?: đọc)?| ?\(\d+\)?)|thảo luận ?\(\d+\)?|\(?\d+\)? ý kiến",
        r"(?:gửi|viết|thêm|nhập|để lại) (?:bình luận|ý kiến|phản hồi|nhận xét).{0,30}",
        r"(?:mời )?(?:bạn đọc|độc giả) (?:bình luận|nhận xét|phản hồi).{0,30}",
    ),
    _rule(
        _Kind.TAIL,
        _COMMENTS,
        r"hãy là người đầu tiên (?:bình luận|gửi).{0,60}|(?:bạn cần )?đăng nhập để .{0,60}",
        stop=True,
    ),
    _rule(
        _Kind.TAIL,
        "the site's footer",
        r"©.*|bản quyền (?:©|thuộc (?:về )?).{0,60}|copyright ?(?:©|\(c\)|\d).*",
        r"all rights reserved.*",
        r"(?:phó )?tổng biên tập ?:.*|chịu trách nhiệm (?:nội dung|chính|quản lý).{0,20}:.*",
        r"ghi rõ nguồn .*|(?:(?:tòa|toà) soạn|trụ sở|cơ quan chủ quản|đường dây nóng|hotline) ?:.*",
        r"liên hệ quảng cáo.*|(?:tổng số|số) (?:lượt|người) (?:đang )?truy cập.*",
        r"(?:trang web|website|chúng tôi)(?: này)? (?:có )?sử dụng (?:các )?cookies?.*",
        stop=True,
    ),
    _rule(
        _Kind.TAIL,
        "the site's footer",
        r"(?:đăng ký (?:nhận )?|nhận )(?:bản tin|newsletter).{0,60}|newsletter",
        r"giấy phép (?:số|hoạt động|thiết lập|xuất bản|báo chí).*\d.*",
        r"lên đầu (?:trang|top)|chính sách (?:bảo mật|cookie|quyền riêng tư)|điều khoản sử dụng",
    ),
    _rule(
        _Kind.TAIL,
        "agency mark at the end",
        r"vietnam\+|ttxvn(?:/vietnam\+)?|theo (?:ttxvn|vtv|vov|afp|reuters|ap|cnn|bbc|tass)",
        stop=True,
    ),
    _rule(
        _Kind.BOX,
        "related articles",
        r"(?:các )?(?:tin|bài|bài viết|tin,? bài|tin tức|nội dung|video|chủ đề|sự kiện) (?:có )?"
        r"liên quan",
        r"(?:mời (?:bạn )?)?(?:xem|đọc|tìm hiểu|tham khảo) (?:thêm|tiếp|lại)",
        r"(?:bạn )?có thể (?:bạn )?(?:cũng )?(?:quan tâm|thích)(?: đến)?",
        r"(?:dành|đề xuất|gợi ý) cho bạn|đừng bỏ lỡ|(?:tin |bạn )?nên đọc|tin đáng đọc",
    ),
    _rule(
        _Kind.ALONE,
        "related article",
        r"(?:tin|bài|bài viết|tin,? bài) liên quan ?:.+",
        r"(?:mời (?:bạn |quý vị )?)?(?:xem|đọc|tham khảo) (?:thêm|tiếp|lại) ?[:>].+",
        stop=True,
    ),
    _rule(_Kind.SKIP, "related articles", r"bỏ qua .{3,60} và tiếp tục đọc"),
    _rule(_Kind.CAPTION_NEXT, "photo caption", r"chụp lại (?:hình ảnh|video)|chú thích ảnh"),
    _rule(
        _Kind.ALONE,
        "photo caption",
        r"chụp lại (?:hình ảnh|video) ?[,:].*|chú thích ảnh ?[,:].*",
        stop=True,
    ),
    _rule(
        _Kind.ALONE,
        _CREDIT,
        r"(?:nguồn )?(?:ảnh|hình ảnh|hình|đồ họa|đồ hoạ|photo|video|clip|infographic|nguồn)"
        r"(?: minh h(?:ọa|oạ)| tư liệu| chụp màn hình)? ?: ?.{0,60}|nguồn hình ảnh, ?.{0,60}",
        r"(?:ảnh|hình ảnh|hình)(?: chỉ mang tính)?(?: chất)? (?:minh h(?:ọa|oạ)|tư liệu"
        r"|chụp màn hình|do .{2,30} cung cấp).{0,30}",
        r"(?:reuters|afp|ap|epa|getty images|xinhua|tân hoa xã|shutterstock)(?:/\w+)?",
        stop=True,
    ),
    _rule(
        _Kind.ALONE,
        "promotion",
        r"(?:kính )?mời (?:quý )?(?:độc giả|vị|bạn đọc|khán giả|bạn|thính giả).{0,60}"
        r"(?:theo dõi|đón xem|xem|đọc|gửi|tham gia|nghe|truy cập).*",
        stop=True,
    ),
    _rule(
        _Kind.ALONE,
        "promotion",
        r"(?:theo dõi|follow|like).{0,60}(?:google|fanpage|youtube|zalo|tiktok|facebook|telegram"
        r"|vietnamplus).{0,30}",
        r"(?:tải|cài đặt) (?:ứng dụng|app) .{0,60}|quảng cáo|advertisement|sponsored|tài trợ",
    ),
    _rule(
        _Kind.ALONE,
        "button",
        r"chia sẻ(?: bài viết)?(?: (?:qua|lên|trên) .{2,20})?|share|x",
        r"(?:(?:facebook|zalo|twitter|email|messenger|telegram|linkedin|pinterest) ?){1,6}",
        r"print|(?:sao chép|copy) (?:link|liên kết).{0,12}",
        r"lưu(?: bài(?: viết)?| tin)?|in(?: bài(?: viết)?| trang(?: này)?)?|google news",
        r"gửi (?:email|mail|bài viết)|cỡ chữ.{0,10}|a ?[+-]?(?: -?a ?[+-]?){0,2}|aa|thích|like",
        r"trả lời|nghe (?:bài viết|đọc bài|bài|audio)|đang phát|tắt tiếng|toàn màn hình|top|đóng",
        r"bình luận|\d+ bình luận|[\d.,]+ (?:lượt xem|chia sẻ|lượt thích|thích)|quan tâm",
        r"lượt xem ?:? ?[\d.,]*|(?:về )?trang chủ|menu|tìm kiếm|đăng nhập|đăng ký|đọc tiếp",
        r"trở (?:lại|về) (?:trang trước|đầu trang|trang chủ|thời sự|thế giới|kinh doanh|giải trí"
        r"|thể thao|pháp luật|giáo dục|sức khỏe|đời sống|du lịch|khoa học|số hóa|xe|ý kiến|tâm sự)",
        r"xuất bản|bỏ qua để xem nội dung|tới nội dung chính|đường dẫn truy cập|vai trò,.{0,40}",
        r"hết đọc nhiều nhất|☰|×",
    ),
    _rule(
        _Kind.ALONE,
        _AGE,
        r"(?:.{0,80} )?\d+ (?:giây|phút|giờ) trước|\d+ (?:tiếng|ngày|tuần|tháng|năm) trước",
    ),
)
# A link to another article, told by its marks: ``>> …``, ``[…]``.
_LINK = re.compile(r"(?:>>|[»►▶]).{1,300}|\[(?:[^\] ]+ ){3,60}[^\]]*[^\].?!]\]")
_LINK_RULE = _Rule(_Kind.ALONE, "related article", _LINK, True)
# The site itself: in the header only.
_SITE = re.compile(
    r"(?:cổng|trang) thông tin điện tử(?: \w+){0,6}|cơ quan (?:ngôn luận|trung ương) của .{0,90}"
    r"|(?:rfa|voa|bbc|vov|vtv|vtc|ttxvn|vnexpress|zing|báo|tuổi trẻ|thanh niên|báo nhân dân)"
    r"(?:[ .](?:online|news|tiếng việt|điện tử|sao|vn|nhân dân|lao động)){0,2}(?:, tiếng việt)?",
    re.IGNORECASE,
)

_SECTIONS = frozenset(
    """
    thời sự|thế giới|kinh doanh|kinh tế|giải trí|thể thao|pháp luật|giáo dục|sức khỏe|sức khoẻ
    đời sống|du lịch|khoa học|công nghệ|xe|số hóa|ý kiến|tâm sự|chính trị|xã hội|văn hóa|văn hoá
    việt nam|quốc tế|bất động sản|an ninh|quốc phòng|môi trường|y tế|tài chính|chứng khoán|góc nhìn
    trong nước|nhịp sống trẻ|bạn đọc|tin tức|sự kiện|nhịp sống số|mới nhất|podcasts|an sinh
    hồ sơ|giao thông|lao động|việc làm|xây dựng đảng|trang chủ|video|công đoàn|dân sinh|tin chính
    chính sách|hoạt động|bóng đá|giới trẻ|podcast|đô thị|giới thiệu|văn bản|liên hệ|dịch vụ công
    xã luận|nông nghiệp|thị trường|doanh nghiệp|ẩm thực|phim|âm nhạc|sách|nhà đất|hình sự|dân tộc
    an ninh trật tự|tin trong tỉnh|tin tổng hợp|tuyển sinh|khoa giáo|thời tiết|diễn đàn|media
    """.replace("\n", "|")
    .replace("  ", "")
    .strip("|")
    .split("|")
)

# The end of a caption.
_CAPTION_END = re.compile(
    r"(?:(?:[-–—.,/;|?!”\"(] ?)(?:Nguồn ảnh|Nguồn|Ảnh|ẢNH|ảnh|Đồ họa|Đồ hoạ|Clip|Video|Photo)"
    r"| (?:Nguồn ảnh|Ảnh|ẢNH|Đồ họa|Đồ hoạ))(?: minh h(?:ọa|oạ)| tư liệu)? ?: ?[^:]{1,60}\Z"
    r"|\([ẢảA]nh[^()]{0,40}\)\.?\Z|[-–—/(] ?Ảnh(?: [^.]{1,40})?\)?\.?\Z"
    r"|(?:[-–—.,(] ?|\A)[Ảả]nh minh h(?:ọa|oạ)\)?\.?\Z"
    r"|[.,/–—-] ?(?:AFP|REUTERS|Reuters|EPA|GETTY IMAGES|Getty Images)\.?\Z"
)
_CAPTION_WORD = re.compile(r"[ẢảA]nh|[ẢA]NH|[NC][gl][ui]|Đồ h|Video|Photo|AFP|EPA|R[Ee]|G[Ee]")
# A line without a final stop that begins so describes a picture.
_SCENE = re.compile(
    r"(?:Quang cảnh|Toàn cảnh|Hiện trường|Một góc|Hình ảnh|Chân dung|Ảnh|Khung cảnh|Tang vật"
    r"|Các đại biểu (?:dự|tham dự|chụp)|Từ trái|Đối tượng .{2,40} tại cơ quan)\b"
    r"|.*\((?:trái|phải|giữa|bìa trái|bìa phải|áo \w+|ngoài cùng|thứ .{2,20} (?:trái|phải)"
    r"(?: sang| qua)?)\)|.* phát biểu (?:tại|khai mạc|kết luận)"
)

# Marks of agencies at the head and foot of a paragraph.
_AGENCY = (
    r"VTV\.vn|VTV|VTV News|TTO|TNO|NLĐO|VOV\.VN|VOV|Chinhphu\.vn|VnExpress|Dân trí|SGGPO?|PLO"
    r"|HNMO?|NDO|NDĐT|LĐO?|VTC News|ANTD\.VN|Infonet|BNEWS|ICTnews|Vietnam\+|VGP(?: News)?|ĐCSVN"
    r"|TPO|KTĐT|DNVN|GD&TĐ|QĐND(?: Online)?|ANTĐ|BPO|QTO|HGO|Tổ Quốc|Zing|CLO"
    r"|Kinhtedothi|Dân Việt|GDVN|SKĐS|KTSG Online"
    r"|[A-Za-z0-9]{2,20}(?:\.com)?\.(?:vn|VN|com|net)"
)
_PREFIX = re.compile(
    rf"(?:{_AGENCY}) ?[-–—|] |\((?:{_AGENCY})\) ?(?:[-–—] ?)?|\([^()\d]{{2,30}}\) ?[-–—] ?"
    r"|(?:[A-ZÀ-ỸĐ][^()\n.]{1,30} )?\((?:TTXVN|Vietnam\+|VNA|AFP|Reuters)[^()\n]{0,20}\)"
    r" ?(?:[-–—] ?)?"
)
_SUFFIX = re.compile(
    r"(?P<stop> ?\.?/\.?)?(?P<mark> ?\((?:Vietnam\+|TTXVN(?:/Vietnam\+)?|VNA)\)\.?"
    r"|(?:(?<=\.)|(?<=\./)) ?Theo (?:TTXVN|VTV|AFP|Reuters|BBC|CNN|VOV)\.?)?\Z"
)

_DATE = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2}) ?(?P<s>[/.-]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<y>\d{4})(?![\d/])"
    r"|(?<![\d/.-])(?P<y2>\d{4})(?P<s2>[/.-])(?P<m2>\d{1,2})(?P=s2)(?P<d2>\d{1,2})(?![\d/])"
    r"|(?<!\d)(?P<d3>\d{1,2}) tháng (?P<m3>\d{1,2})(?: năm|,)? (?P<y3>\d{4})(?!\d)"
    r"|tháng (?P<m4>\d{1,2}) (?P<d4>\d{1,2}), (?P<y4>\d{4})(?!\d)",
    re.IGNORECASE,
)
_TIME = r"\d{1,2} ?[:hg] ?\d{2}(?: ?:\d{2})?(?: ?[AP]M\b| ?phút)?"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|\bCN\b|\bT[2-7]\b)"
_BESIDE_DATE = re.compile(
    rf"{_TIME}|{_WEEKDAY}|\(?(?:GMT|UTC) ?(?:[+-] ?\d+(?::\d+)?)?\)?"
    r"|(?:lần )?cập nhật(?: lúc| cuối| lần cuối)?|đăng (?:lúc|ngày)"
    r"|đăng bởi ?:?(?: admin)?"
    r"|ngày (?:đăng|xuất bản|phát hành)|xuất bản(?: lúc)?|\b(?:hôm nay|ngày|lúc|vào)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:tác giả|(?:bài|tin),? (?:và )?ảnh|bài|nội dung|thiết kế|trình bày|thực hiện|người viết"
    r"|nhóm pv|nhóm phóng viên)"
    r" ?[:,] ?(?P<name>[^.:?!]{2,60})|(?P<who>[^.:?!]{2,40}?) "
    r"\(?(?:thực hiện|tổng hợp|ghi|lược dịch|biên dịch|lược ghi|theo .{2,20})\)?",
    re.IGNORECASE,
)

# Where a page that was pasted as one line may be cut.
_DATE_PHRASE = re.compile(
    rf"(?:{_WEEKDAY},? (?:ngày )?)?(?:{_DATE.pattern}) ?[-,|]? ?{_TIME}(?: ?\(?GMT ?[+-] ?\d\)?)?",
    re.IGNORECASE,
)
_LEAD_PREFIX = re.compile(
    r"(?<= )(?=(?:VTV\.vn|TTO|NDO|VOV\.VN|\(Dân trí\)|\(NLĐO\)|\(Chinhphu\.vn\)) ?[-–] )"
)
_PROMOTION = re.compile(r"(?<=[.!?…”)] )(?=(?:\* ?)?Mời quý độc giả)")
_TAIL_PHRASE = re.compile(
    r"(?<=[.!?…”)] )(?:(?:Tin c|C)ùng chuyên mục|TIN MỚI|Tin liên quan|Từ khóa:|Tags:"
    r"|Đọc nhiều nhất|Bình luận(?= \())"
)
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?",
    re.IGNORECASE,
)

_FULL_STOP = re.compile(r"(?:[.…]|/\.?)[\"”’»)\]]*\Z")
_ANY_STOP = re.compile(r"[.…?!:;,][\"”’»)\]]*\Z")
_PIECE_END = re.compile(r"[.!?…\"“”]")
_PIECE_EDGES = " .,:;!?…-–—\"“”‘’'()"


def _match(line: str) -> _Rule | None:
    """The rule for a furniture line, if it is one."""
    if _LINK.fullmatch(line):
        return _LINK_RULE
    if len(line) > 200:
        return None
    bare = line.strip(' *•·-–—|()[]"“”.:…,✕✓') or line
    stop = line.endswith((".", ".”", '."'))
    for rule in _RULES:
        if (rule.may_end_with_stop or not stop) and rule.pattern.fullmatch(bare):
            return rule
    return None


def _key(line: str) -> str:
    """What two lines share that differ in punctuation, case and place of the tone mark only."""
    return " ".join(syllables(line))


def _is_caption(line: str) -> bool:
    end = line[-120:]
    if _CAPTION_WORD.search(end) and _CAPTION_END.search(end):
        is_clip = "Video" in end or "Clip" in end
        return len(line.split()) <= 60 and not (is_clip and line.count(". ") > 1)
    return len(line) <= 160 and not _ANY_STOP.search(line) and bool(_SCENE.match(line))


def _is_long(line: str) -> bool:
    """Whether a line can hardly be anything but a paragraph."""
    return len(line.split()) >= 20 and bool(_FULL_STOP.search(line)) and not _match(line)


def _is_teaser(line: str) -> bool:
    """Whether a line may be another article's headline."""
    return len(line.split()) <= 30 and not _FULL_STOP.search(line)


def _read_section(line: str) -> str | None:
    """The section that a navigation line names: itself, a breadcrumb's end, or a whole menu."""
    lowered = line.lower()
    if lowered in _SECTIONS:
        return line
    parts = re.split(r" ?[>/»›|] ?| - ", line)
    if 1 < len(parts) <= 6 and max(len(part.split()) for part in parts) <= 5:
        return parts[-1] if any(part.lower() in _SECTIONS for part in parts) else None
    words = lowered.split()
    if not 8 <= len(words) <= 80:
        return None
    covered = index = 0
    while index < len(words):
        sizes = (
            size for size in (4, 3, 2, 1) if " ".join(words[index : index + size]) in _SECTIONS
        )
        size = next(sizes, 0)
        covered += size
        index += size or 1
    return line if covered >= 0.7 * len(words) else None


def _names_section(text: str) -> bool:
    """ "Giải trí", or with a subsection: "Giải trí Phim"."""
    words = text.lower().split()
    return len(words) <= 5 and (" ".join(words[:2]) in _SECTIONS or " ".join(words) in _SECTIONS)


def _is_name(line: str) -> bool:
    """Whether a line may be an author's signature: "Hoài Thu", "H.N", "Ban Thời sự"."""
    words = line.split()
    if not 0 < len(words) <= 7 or len(line) > 50 or re.search(r"[\d?!:;…\"“”]", line):
        return False
    if re.match(r"(?:Ban|Nhóm|PV|P\.V|Theo)\b", line):
        return not _ANY_STOP.search(line)
    starts = [word[0] for word in words if word[0].isalpha()]
    return bool(starts) and all(not start.islower() for start in starts)


def _read_byline(line: str) -> str | None:
    """The author where the line says so: "Bài, ảnh: Huỳnh Như", "Mạnh Tùng thực hiện"."""
    byline = _BYLINE.fullmatch(line) if len(line) < 100 else None
    if not byline or not _is_name(byline["name"] or byline["who"]):
        return None
    return byline["name"] or line


class _DateLine(NamedTuple):
    date: datetime.date
    others: list[str]
    """Byline, section: what stands on the line beside the date and time."""


def _read_date_line(line: str) -> _DateLine | None:
    """A line that gives a date of publication; None for one that only mentions a date."""
    match = _DATE.search(line) if len(line) <= 120 else None
    if not match:
        return None
    found = {name[0]: text for name, text in match.groupdict().items() if text}
    try:
        date = datetime.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
    if not 1945 <= date.year <= 2100:
        return None
    rest = _BESIDE_DATE.sub("|", f"{line[: match.start()]}|{line[match.end() :]}")
    others = [part for piece in rest.split("|") if (part := piece.strip(" ,;()•·–—:-"))]
    if all(_is_name(part) or _names_section(part) for part in others):
        return _DateLine(date, others)
    return None


# --- Mending lines --------------------------------------------------------------------------


def _lines(raw: str) -> list[str]:
    """The page's non-blank lines, single-spaced, hard wraps undone."""
    lines = [" ".join(line.split()) for line in normalize(raw).split("\n")]
    filled = [line for line in lines if line]
    if len(filled) == 1 and len(filled[0]) > 400:
        return _cut_single_line(filled[0])
    width = _wrap_width(lines)
    return _unwrap(lines, width) if width else filled


def _cut_single_line(line: str) -> list[str]:
    """A page pasted as one line, cut where header and tail are certain."""
    head, rest = line[:400], line[400:]
    date = _DATE_PHRASE.search(head)
    if date and date.start():
        head = f"{head[: date.start()]}\n{date[0]}\n{head[date.end() :]}"
    head = _LEAD_PREFIX.sub("\n", head, count=1)
    pieces = _TAIL_PHRASE.sub(r"\n\g<0>\n", _PROMOTION.sub("\n", head + rest)).split("\n")
    return [stripped for piece in pieces if (stripped := piece.strip())]


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which the page's lines were broken; 0 if they were not."""
    adjacent = [(line, after) for line, after in pairwise(lines) if line and after]
    broken = [
        len(line) for line, after in adjacent if after[0].islower() and not _ANY_STOP.search(line)
    ]
    if len(broken) < 3 or len(broken) < 0.25 * len(adjacent):
        return 0
    width = max(broken)
    alike = sum(length >= 0.75 * width for length in broken)
    return width if 35 <= width <= 140 and alike >= 0.8 * len(broken) else 0


def _unwrap(lines: Sequence[str], width: int) -> list[str]:
    joined: list[list[str]] = []
    previous = ""
    for line in lines:
        if previous and line and _continues(previous, line, width):
            joined[-1].append(line)
        elif line:
            joined.append([line])
        previous = line
    return [_join(pieces) for pieces in joined]


def _continues(line: str, after: str, width: int) -> bool:
    if after[0].islower() and not _ANY_STOP.search(line):
        return True
    if _match(after) or _match(line) or _read_date_line(after) or _read_date_line(line):
        return False
    if line.isupper() or after.isupper():
        return line.isupper() and after.isupper() and len(after.split()) > 2
    is_item = re.match(r"[-•+*–] |\d{1,2}[.)] |[a-zđ]\) ", after)
    return not is_item and len(line) >= 0.75 * width


def _join(pieces: Sequence[str]) -> str:
    joined = [pieces[0]]
    for piece in pieces[1:]:
        last = re.search(r"(\w+)-\Z", joined[-1])
        first = re.match(r"\w+", piece)
        if last and first and piece[0].islower():
            # A syllable or a foreign word that was broken, or a mere dash at the line's end.
            syllable = _SYLLABLE.fullmatch(last[1] + first[0])
            words = _SYLLABLE.fullmatch(last[1]) and _SYLLABLE.fullmatch(first[0])
            joined[-1] = joined[-1][:-1]
            joined.append(piece if syllable or not words else " " + piece)
        else:
            joined.append(" " + piece)
    return "".join(joined)


# --- The header -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Header:
    title: str | None = None
    published: datetime.date | None = None
    byline: str | None = None
    section: str | None = None
    dropped: list[DroppedLine] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    """The lines that are left for the body."""


def _read_header(lines: Sequence[str]) -> _Header:
    """What stands before the body, and the rest."""
    header = _Header()
    reasons: dict[int, str] = {}
    texts: list[int] = []  # lines that are neither furniture nor date nor section
    start = _scan_header(lines, header, reasons, texts)
    if start == len(lines) and not header.published:
        return _Header(body=list(lines))
    ends = (rule for line in lines[start + 1 :][-40:] if (rule := _match(line)))
    structured = (
        bool(reasons)
        or bool(_PREFIX.match(lines[start]))
        or any(rule.kind is _Kind.TAIL for rule in ends)
    )
    title = _choose_title(lines, texts, structured, start)
    if title is None and not structured:
        return _Header(body=list(lines))
    for index in texts:
        line = lines[index]
        if index == title:
            header.title = line
        elif title is None or (index > title and len(line.split()) >= 12):
            header.body.append(line)
        elif index > title and not header.byline and _is_name(line):
            header.byline = line
        elif index > title and start == len(lines):
            header.body.append(line)
        else:
            reasons[index] = "beside the headline"
    header.dropped = [DroppedLine(lines[index], reasons[index]) for index in sorted(reasons)]
    header.body += lines[start:]
    return header


def _scan_header(
    lines: Sequence[str], header: _Header, reasons: dict[int, str], texts: list[int]
) -> int:
    """Sort the lines up to the first that reads like a paragraph, and give its index."""
    updated: datetime.date | None = None
    start = len(lines)
    caption_next = False
    for index, line in enumerate(lines):
        may_be_title = not texts and len(line.split()) >= 6
        if caption_next:
            reasons[index], caption_next = "photo caption", False
        elif _begins_body(line, bool(texts)):
            start = index
            break
        elif date_line := _read_date_line(line):
            reasons[index] = "date line"
            if "cập nhật" in line.lower():
                updated = date_line.date
            elif "hôm nay" not in line.lower():
                header.published = date_line.date
            for other in date_line.others:
                if _names_section(other):
                    header.section = other
                else:
                    header.byline = other
        elif section := _read_section(line):
            reasons[index] = "navigation"
            if len(section) < 40 and section.lower() != "trang chủ":
                header.section = section
        elif (rule := _match(line)) and not (may_be_title and rule.reason in _TITLE_LIKE):
            reasons[index] = rule.reason
            caption_next = rule.kind is _Kind.CAPTION_NEXT
        elif _SITE.fullmatch(line) or (not texts and _PREFIX.match(line)):
            reasons[index] = "the site's name"
        elif byline := _read_byline(line):
            reasons[index] = "byline"
            header.byline = byline
        elif not any(map(str.isalpha, _BESIDE_DATE.sub("", line))):
            reasons[index] = "time or number"
        elif _is_caption(line) and (not may_be_title or _CAPTION_END.search(line)):
            reasons[index] = "photo caption"
        else:
            texts.append(index)
    header.published = header.published or updated
    return start


def _begins_body(line: str, has_texts: bool) -> bool:
    count = len(line.split())
    if count < (5 if has_texts else 12):
        return False
    if has_texts and count >= 12 and _PREFIX.match(line):
        return True
    if _FULL_STOP.search(line) and (has_texts or not line.rstrip('"”’').endswith(("...", "…"))):
        return not _is_caption(line) and not _match(line)
    return count >= 35 and not _read_section(line)


def _choose_title(
    lines: Sequence[str], texts: Sequence[int], structured: bool, start: int
) -> int | None:
    """The headline among the header's lines: the first of some length, else the longest."""
    if structured and texts:
        return max(texts, key=lambda index: (min(len(lines[index].split()), 7), -index))
    if list(texts) != [0] or start != 1:
        return None
    # Nothing but two lines to go by: the first must look like a headline, not like a greeting.
    looks_so = (
        5 <= len(lines[0].split()) <= 30
        and len(lines[1].split()) >= 12
        and not _ANY_STOP.search(lines[0])
        and not re.search(r"[^\w\s\"“”'‘’,.:;?!%&()\[\]/+–-]", lines[0])
    )
    return 0 if looks_so else None


# --- The body -------------------------------------------------------------------------------


def _with_body(article: Article, lines: Sequence[str]) -> Article:
    """``article`` with the paragraphs among ``lines`` as its text."""
    reasons = _find_furniture(lines, article.title or "")
    published, byline = article.published, article.byline
    kept = [index for index in range(len(lines)) if index not in reasons]
    if article.title:
        late = _find_late_header([lines[index] for index in kept])
        if late:
            published = published or late.date
            byline = byline or next(iter(late.others), None)
            reasons.update({kept[place]: "date line or byline" for place in late.places})
        kept = [index for index in kept if index not in reasons]
        place = _find_signature([lines[index] for index in kept])
        if place:
            byline = byline or _read_byline(lines[kept[place]]) or lines[kept[place]]
            reasons[kept[place]] = "signature"
            reasons.update(dict.fromkeys(kept[place + 1 :], "after the signature"))
            kept = kept[:place]
    dropped = {index: [DroppedLine(lines[index], reason)] for index, reason in reasons.items()}
    paragraphs: list[str] = []
    for index in kept:
        paragraph, dropped[index] = _without_agency(lines[index], at_head=len(paragraphs) < 2)
        paragraphs.append(paragraph)
    return replace(
        article,
        text="\n\n".join(paragraphs),
        published=published,
        byline=byline,
        lead=paragraphs[0] if article.title and len(paragraphs) > 1 else None,
        dropped=(
            *article.dropped,
            *chain.from_iterable(dropped[index] for index in sorted(dropped)),
        ),
    )


def _find_furniture(lines: Sequence[str], title: str) -> dict[int, str]:
    """The indices of the lines that are not the article's, with the reasons."""
    reasons: dict[int, str] = {}
    paragraphs: list[int] = []
    repeated = _find_repeated(lines)
    state = _Kind.ALONE
    for index, line in enumerate(lines):
        if index in reasons:
            continue
        rule = _match(line)
        above = paragraphs[-1] if paragraphs and paragraphs[-1] == index - 1 else None
        if state is _Kind.CAPTION_NEXT and len(line.split()) <= 40:
            reasons[index], state = "photo caption", _Kind.ALONE
        elif rule and rule.kind is _Kind.TAIL and _is_over(lines, index, rule, len(paragraphs)):
            reasons.update(_find_labels(lines, paragraphs))
            reasons[index] = rule.reason
            reasons.update(dict.fromkeys(range(index + 1, len(lines)), "after the article's end"))
            break
        elif rule:
            reasons[index] = rule.reason
            state = _Kind.BOX if rule.kind is _Kind.TAIL else rule.kind
            if rule.reason == _CREDIT and above is not None and _may_be_credited(lines, paragraphs):
                reasons[paragraphs.pop()] = "photo caption"
            if rule.kind is _Kind.SKIP:
                reasons.update(_find_skipped(lines, index, rule.reason))
        elif title and abs(len(line) - len(title)) < 9 and _key(line) == _key(title):
            reasons[index] = "the headline again"
        elif _is_caption(line) and not _read_byline(line):
            reasons[index] = "photo caption"
        elif state is _Kind.BOX and _is_teaser(line):
            reasons[index] = "related article"
        elif paragraphs and index in repeated:
            reasons[index] = "stands in the text elsewhere"
        elif above is not None and _begins_other_article(lines, index, paragraphs):
            reasons[paragraphs.pop()] = reasons[index] = "related article"
        else:
            state = _Kind.ALONE
            paragraphs.append(index)
    return reasons


def _is_over(lines: Sequence[str], index: int, rule: _Rule, before: int) -> bool:
    """Whether the article ends where what looks like the site's own lists begins.

    It does not while paragraph follows paragraph below. Readers' comments do so too, hence below
    their heading that counts only if no more than a lead came before.
    """
    if not before:
        return False
    if rule.reason == _COMMENTS and before > 1:
        return True
    following = [_is_long(line) for line in lines[index + 1 : index + 30]]
    return not any(map(all, pairwise(following)))


def _find_labels(lines: Sequence[str], paragraphs: Sequence[int]) -> dict[int, str]:
    """Short labels between the article's end and the site's lists."""
    labels: dict[int, str] = {}
    for index in reversed(paragraphs[2:]):
        line = lines[index]
        if len(line.split()) > 4 or re.search(r"\d", line) or _ANY_STOP.search(line):
            break
        if _is_name(line) or _read_byline(line):
            break
        labels[index] = "before the site's lists"
    return labels


def _may_be_credited(lines: Sequence[str], paragraphs: Sequence[int]) -> bool:
    """Whether the line above a photo credit is the caption, as it can hardly be a paragraph."""
    line = lines[paragraphs[-1]]
    limit = 12 if _ANY_STOP.search(line) or len(paragraphs) == 1 else 40
    if _PREFIX.match(line) or ". " in line:
        return False
    return 6 <= len(line.split()) <= limit


def _begins_other_article(lines: Sequence[str], index: int, paragraphs: Sequence[int]) -> bool:
    """A second agency mark opens the lead of another article, under that one's headline."""
    return (
        len(paragraphs) > 2 and _is_teaser(lines[index - 1]) and bool(_PREFIX.match(lines[index]))
    )


def _find_skipped(lines: Sequence[str], index: int, reason: str) -> dict[int, str]:
    for end in range(index + 1, min(index + 12, len(lines))):
        if lines[end].startswith("Hết "):
            return dict.fromkeys(range(index + 1, end + 1), reason)
    return {}


def _find_repeated(lines: Sequence[str]) -> frozenset[int]:
    """Lines that stand in another too, as pull quotes do; of equal lines, all but the first."""
    homes: dict[str, int] = {}  # a piece of text → the longest line that holds it
    wholes = [line.strip(_PIECE_EDGES).lower() if 30 < len(line) <= 1000 else "" for line in lines]
    for index, line in enumerate(lines):
        pieces = [piece.strip(_PIECE_EDGES).lower() for piece in _PIECE_END.split(line)]
        for piece in (wholes[index], *pieces):
            if len(piece) > 30 and len(line) > len(lines[homes.setdefault(piece, index)]):
                homes[piece] = index
    return frozenset(
        index for index, whole in enumerate(wholes) if whole and homes.get(whole, index) != index
    )


class _LateHeader(NamedTuple):
    date: datetime.date
    others: list[str]
    places: list[int]


def _find_late_header(paragraphs: Sequence[str]) -> _LateHeader | None:
    """Author and date below the lead, as on VietnamPlus."""
    for place, line in enumerate(paragraphs[1:5], 1):
        date_line = _read_date_line(line)
        if date_line and place > 1 and _is_name(paragraphs[place - 1]):
            others = [*date_line.others, paragraphs[place - 1]]
            return _LateHeader(date_line.date, others, [place - 1, place])
        if date_line:
            return _LateHeader(date_line.date, date_line.others, [place])
    return None


def _find_signature(paragraphs: Sequence[str]) -> int:
    """Where the author signs below the last sentence; 0 if nowhere."""
    end = len(paragraphs)
    while end > 0 and not _ANY_STOP.search(paragraphs[end - 1]):
        end -= 1
    below = [_is_name(line) or bool(_read_byline(line)) for line in paragraphs[end:]]
    if end < 2 or not any(below) or (len(below) > 2 and all(below)):
        return 0  # all names: a list of people
    return end + below.index(True)


def _without_agency(line: str, *, at_head: bool) -> tuple[str, list[DroppedLine]]:
    """``line`` without agency marks at its ends, and the marks."""
    marks = []
    prefix = _PREFIX.match(line) if at_head else None
    if prefix and prefix.end() < len(line):
        marks.append(DroppedLine(prefix[0].strip(), "agency mark"))
        line = line[prefix.end() :]
    end = line[-40:]
    suffix = _SUFFIX.search(end) if "/" in end or "(" in end or "Theo" in end else None
    if suffix and 0 < len(suffix[0]) < len(line):
        line = line[: -len(suffix[0])] + ("." if suffix["stop"] else "")
        if suffix["mark"]:
            marks.append(DroppedLine(suffix["mark"].strip(), "agency mark"))
    return line, marks
