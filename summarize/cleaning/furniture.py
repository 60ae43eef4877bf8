"""What a furniture line is: the tables of what sites put around their articles."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a furniture line tells about the lines after it."""

    ALONE = "nothing"
    CAPTION_NEXT = "the next line is a caption"
    BOX = "headlines of other articles follow"
    SKIP = "lines up to one that says so are not the article's"
    TAIL = "the article is over"


class Rule(NamedTuple):
    kind: Kind
    reason: str
    pattern: re.Pattern[str]
    may_end_with_stop: bool


def _rule(kind: Kind, reason: str, *alternatives: str, stop: bool = False) -> Rule:
    return Rule(kind, reason, re.compile("|".join(alternatives), re.IGNORECASE), stop)


# Each matches a whole line less bullets, brackets and closing punctuation (``_bare``). Unless
# ``stop`` says otherwise, a line that ends with a full stop is not meant.
COMMENTS = "readers' comments"
CREDIT = "photo credit"
_AGE = "time since something was published"
TITLE_LIKE = frozenset({CREDIT, _AGE})  # "Ảnh: Mùa lúa chín …" may be a headline
_RULES = (
    _rule(
        Kind.TAIL,
        "lists of other articles",
        r"(?:các )?(?:tin|bài|tin,? bài|tin tức|bài viết|video)? ?cùng "
        r"(?:chuyên mục|chủ đề|sự kiện|tác giả|dòng sự kiện|loại)(?: khác)?",
        r"(?:các )?(?:tin|bài|tin,? bài|tin tức|bài viết|video|chuyên mục) (?:mới|mới nhất|nóng|hot"
        r"|nổi bật|khác|đã đưa|cũ hơn|mới hơn|tiêu điểm|trước|tiếp theo)(?: nhất)?(?: ?[:>»])?",
        r"(?:(?:tin|bài) )?(?:đọc|xem|quan tâm) nhiều(?: nhất)?(?: (?:trong|tuần|ngày).{0,25})?",
        r"video đang được xem nhiều|tiêu điểm|xem theo ngày|chuyên đề|tin ảnh",
    ),
    _rule(
        Kind.TAIL,
        "tags",
        r"(?:từ khóa|từ khoá|tags?|thẻ|hashtags?)(?: bài viết)? ?:.*",
        r"từ khóa|từ khoá|tags?|chủ đề ?:.{0,60}",
    ),
    _rule(
        Kind.TAIL,
        COMMENTS,
        r"ý kiến(?: bạn đọc| của bạn| độc giả)? ?\(?\d*\)?|phản hồi(?: của bạn đọc)?",
        r"bình luận(?: của bạn(?: đọc)?| ?\(\d+\)?)|thảo luận ?\(\d+\)?|\(?\d+\)? ý kiến",
        r"(?:gửi|viết|thêm|nhập|để lại) (?:bình luận|ý kiến|phản hồi|nhận xét).{0,30}",
        r"(?:mời )?(?:bạn đọc|độc giả) (?:bình luận|nhận xét|phản hồi).{0,30}",
    ),
    _rule(
        Kind.TAIL,
        COMMENTS,
        r"hãy là người đầu tiên (?:bình luận|gửi).{0,60}|(?:bạn cần )?đăng nhập để .{0,60}",
        stop=True,
    ),
    _rule(
        Kind.TAIL,
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
        Kind.TAIL,
        "the site's footer",
        r"(?:đăng ký (?:nhận )?|nhận )(?:bản tin|newsletter).{0,60}|newsletter",
        r"giấy phép (?:số|hoạt động|thiết lập|xuất bản|báo chí).*\d.*",
        r"lên đầu (?:trang|top)|chính sách (?:bảo mật|cookie|quyền riêng tư)|điều khoản sử dụng",
    ),
    _rule(
        Kind.TAIL,
        "agency mark at the end",
        r"vietnam\+|ttxvn(?:/vietnam\+)?|theo (?:ttxvn|vtv|vov|afp|reuters|ap|cnn|bbc|tass)",
        stop=True,
    ),
    _rule(
        Kind.BOX,
        "related articles",
        r"(?:các )?(?:tin|bài|bài viết|tin,? bài|tin tức|nội dung|video|chủ đề|sự kiện) (?:có )?"
        r"liên quan",
        r"(?:mời (?:bạn )?)?(?:xem|đọc|tìm hiểu|tham khảo) (?:thêm|tiếp|lại)",
        r"(?:bạn )?có thể (?:bạn )?(?:cũng )?(?:quan tâm|thích)(?: đến)?",
        r"(?:dành|đề xuất|gợi ý) cho bạn|đừng bỏ lỡ|(?:tin |bạn )?nên đọc|tin đáng đọc",
    ),
    _rule(
        Kind.ALONE,
        "related article",
        r"(?:tin|bài|bài viết|tin,? bài) liên quan ?:.+",
        r"(?:mời (?:bạn |quý vị )?)?(?:xem|đọc|tham khảo) (?:thêm|tiếp|lại) ?[:>].+",
        stop=True,
    ),
    _rule(Kind.SKIP, "related articles", r"bỏ qua .{3,60} và tiếp tục đọc"),
    _rule(Kind.CAPTION_NEXT, "photo caption", r"chụp lại (?:hình ảnh|video)|chú thích ảnh"),
    _rule(
        Kind.ALONE,
        "photo caption",
        r"chụp lại (?:hình ảnh|video) ?[,:].*|chú thích ảnh ?[,:].*",
        stop=True,
    ),
    _rule(
        Kind.ALONE,
        CREDIT,
        r"(?:nguồn )?(?:ảnh|hình ảnh|hình|đồ họa|đồ hoạ|photo|video|clip|infographic|nguồn)"
        r"(?: minh h(?:ọa|oạ)| tư liệu| chụp màn hình)? ?: ?.{0,60}|nguồn hình ảnh, ?.{0,60}",
        r"(?:ảnh|hình ảnh|hình)(?: chỉ mang tính)?(?: chất)? (?:minh h(?:ọa|oạ)|tư liệu"
        r"|chụp màn hình|do .{2,30} cung cấp).{0,30}",
        r"(?:reuters|afp|ap|epa|getty images|xinhua|tân hoa xã|shutterstock)(?:/\w+)?",
        stop=True,
    ),
    _rule(
        Kind.ALONE,
        "promotion",
        r"(?:kính )?mời (?:quý )?(?:độc giả|vị|bạn đọc|khán giả|bạn|thính giả).{0,60}"
        r"(?:theo dõi|đón xem|xem|đọc|gửi|tham gia|nghe|truy cập).*",
        stop=True,
    ),
    _rule(
        Kind.ALONE,
        "promotion",
        r"(?:theo dõi|follow|like).{0,60}(?:google|fanpage|youtube|zalo|tiktok|facebook|telegram"
        r"|vietnamplus).{0,30}",
        r"(?:tải|cài đặt) (?:ứng dụng|app) .{0,60}|quảng cáo|advertisement|sponsored|tài trợ",
    ),
    _rule(
        Kind.ALONE,
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
        Kind.ALONE,
        _AGE,
        r"(?:.{0,80} )?\d+ (?:giây|phút|giờ) trước|\d+ (?:tiếng|ngày|tuần|tháng|năm) trước",
    ),
)
# A link to another article, told by its marks: ``>> …``, ``[…]``.
_LINK = re.compile(r"(?:>>|[»►▶]).{1,300}|\[(?:[^\] ]+ ){3,60}[^\]]*[^\].?!]\]")
_LINK_RULE = Rule(Kind.ALONE, "related article", _LINK, True)
# The site itself: in the header only.
SITE = re.compile(
    r"(?:cổng|trang) thông tin điện tử(?: \w+){0,6}|cơ quan (?:ngôn luận|trung ương) của .{0,90}"
    r"|(?:rfa|voa|bbc|vov|vtv|vtc|ttxvn|vnexpress|zing|báo|tuổi trẻ|thanh niên|báo nhân dân)"
    r"(?:[ .](?:online|news|tiếng việt|điện tử|sao|vn|nhân dân|lao động)){0,2}(?:, tiếng việt)?",
    re.IGNORECASE,
)


def match_rule(line: str) -> Rule | None:
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
