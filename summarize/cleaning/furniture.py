"""What a furniture line is: the tables of what sites put around their articles."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, TypeAlias


class Kind(Enum):
    """What a furniture line tells about the lines after it."""

    ALONE = "nothing"
    CAPTION_NEXT = "the next line is a caption"
    PICTURE = "the next line is a caption if it looks like one"
    BOX = "headlines of other articles follow"
    SKIP = "lines up to one that says so are not the article's"
    TAIL = "the article is over"


class Rule(NamedTuple):
    kind: Kind
    reason: str


_Row: TypeAlias = tuple[Rule, re.Pattern[str], bool]


def _rule(kind: Kind, reason: str, *alternatives: str, stop: bool = False) -> _Row:
    return Rule(kind, reason), re.compile("|".join(alternatives), re.IGNORECASE), stop


def entries(table: str) -> frozenset[str]:
    """What stands between the bars and line ends of a table."""
    return frozenset(re.split(r" *[|\n] *", table.strip()))


_PHOTO_AGENCY = (
    "reuters|afp|ap|ap photo|epa|epa-efe|getty images|getty|xinhua|tân hoa xã|thx|shutterstock|rfa"
    "|vna|ttxvn|nurphoto|bloomberg|istock|unsplash|freepik|adobe stock|sputnik|kyodo|yonhap|tass"
    "|nvcc|bvcc|cacc|đvcc|vgp|ria novosti|cctv|cnn|the guardian|daily mail"
)
PROMOTION = "promotion"
POLL = "poll"
POLL_END = "the poll's button"
BOX_END = "where another box ends"
COMMENTS = "readers' comments"
BUTTON = "button"
RELATED = "related article"
RELATED_BOX = "related articles"
CREDIT = "photo credit"
CLOSE = "a letter's close"
CAPTION = "photo caption"
AGENCY_MARK = "agency mark"
_AGE = "time since something was published"
_MEDIA = "another page's film or picture"
TITLE_LIKE = frozenset({CREDIT, _AGE, _MEDIA})  # "Ảnh: Mùa lúa chín …" may be a headline
# Each matches a whole line less bullets, brackets and closing punctuation. Unless ``stop`` says
# otherwise, a line that ends with a full stop is not meant.
_RULES = (
    _rule(
        Kind.TAIL,
        "lists of other articles",
        r"(?:các )?(?:tin|bài|tin,? bài|tin tức|bài viết|video)? ?cùng "
        r"(?:chuyên mục|chủ đề|sự kiện|tác giả|dòng sự kiện|loại|nguồn)(?:(?: khác|:"
        r"| -)? ?.{2,30})?",
        r"(?:các )?(?:tin|bài|tin,? bài|tin tức|bài viết|video|chuyên mục) (?:mới|mới nhất|nóng|hot"
        r"|nổi bật|khác|đã đưa|cũ hơn|mới hơn|tiêu điểm|trước|tiếp theo)(?: nhất)?(?: ?[:>»])?",
        r"(?:(?:tin|bài) )?(?:đọc|xem|quan tâm) nhiều(?: nhất)?(?: (?:trong|tuần|ngày).{0,25})?",
        r"video đang được xem nhiều|tiêu điểm|xem theo ngày|chuyên đề|tin ảnh|mới ?[-–] ?nóng",
        r"(?:(?:video|tin|bài) )?(?:đang )?được quan tâm(?: nhiều)?(?: nhất)?|phổ biến nhất",
        r"thêm về (?:câu chuyện|chủ đề) này",
        r"(?:chủ đề|đường dẫn|liên kết) (?:liên quan|website)|khám phá thêm(?: chủ đề)?|tin 24h",
        r"(?:tin|bài) (?:tài trợ|được tài trợ)|(?:tin|bài) (?:đáng )?chú ý|đáng chú ý",
        r"bạn đọc quan tâm",
        r"nổi bật(?: trang chủ| trong ngày)?|tin hay|theo dòng sự kiện|dòng sự kiện",
        r"xem thêm về ?:?",
        r"theo dõi chúng tôi|ngôn ngữ khác|liên kết website|thống kê truy cập|diễn đàn facebook",
    ),
    _rule(
        Kind.TAIL,
        "tags",
        r"(?:từ khóa|từ khoá|tags?|thẻ|hashtags?)(?: bài viết)? ?:.*",
        r"từ khóa|từ khoá|tags?|thẻ|hashtags?|chủ đề|chủ đề ?:.{0,60}",
    ),
    _rule(
        Kind.TAIL,
        COMMENTS,
        r"ý kiến(?: bạn đọc| của bạn| độc giả)? ?\(?\d*\)?|phản hồi(?: của bạn đọc)?",
        r"bình luận(?: của bạn(?: đọc)?| ?\(\d+\)?)|thảo luận ?\(\d+\)?",
        r"(?:gửi|viết|thêm|nhập|để lại) (?:một )?(?:bình luận|ý kiến|phản hồi|nhận xét).{0,30}",
        r"(?:mời )?(?:bạn đọc|độc giả) (?:bình luận|nhận xét|phản hồi).{0,30}",
        r"(?:đăng )?nhận xét(?: ?\(\d+\)?)?",
        r"bình luận (?:hay|nổi bật|không đăng nhập|bài viết|facebook)",
        r"bạn muốn bình luận.{0,20}|thảo luận|đánh giá của bạn.{0,20}",
        r"bạn (?:thấy|đánh giá|nghĩ) (?:bài viết|tin|gì về) .{0,40}|\d+ (?:phản hồi|nhận xét)",
    ),
    _rule(
        Kind.TAIL,
        COMMENTS,
        r"cảm ơn bạn đã (?:gửi|bình luận|đóng góp).{0,80}|\(?\*\)? ?nội dung bắt buộc.{0,20}",
        r"(?:hiện )?chưa có bình luận.{0,80}|hãy là người đầu tiên (?:bình luận|gửi).{0,60}",
        r"(?:bạn cần )?đăng nhập để .{0,60}|email của bạn sẽ không được hiển thị công khai.*",
        r".{2,90} và [\d.,]+ người khác (?:đã )?thích điều này",  # below a forum's post
        r"lưu tên của tôi.{0,30} trong trình duyệt này.*|tất cả cảm xúc",
        stop=True,
    ),
    _rule(
        Kind.TAIL,
        "the site's footer",
        r"©.*|bản quyền (?:©|thuộc (?:về )?).{0,60}|copyright ?(?:©|\(c\)|\d).*",
        r"all rights reserved.*",
        r"(?:phó )?tổng (?:biên tập|giám đốc) ?:.*",
        r"chịu trách nhiệm (?:nội dung|chính|quản lý).{0,20}:.*",
        r"ghi rõ nguồn .*|(?:(?:tòa|toà) soạn|trụ sở|cơ quan chủ quản|đường dây nóng|hotline) ?:.*",
        r"thông tin liên hệ(?: ?:.*)?|liên hệ quảng cáo.*",
        r"(?:tổng số|số) (?:lượt|người) (?:đang )?truy cập.*",
        r"giấy phép [^.]{0,90}\bsố:? ?\d+/gp-(?:ttđt|s?btttt|stttt|c?bc|icp|bvhtt).*",
        r"(?:trang web|website|chúng tôi)(?: này)? (?:có )?sử dụng (?:các )?cookies?.*",
        stop=True,
    ),
    _rule(
        Kind.TAIL,
        "the site's footer",
        r"thư tin .*|(?:đăng ký (?:nhận )?|nhận )(?:bản tin|newsletter).{0,60}|newsletter",
        r"giấy phép (?:số|hoạt động|thiết lập|xuất bản|báo chí).*\d.*",
        r"(?:trở )?lên (?:đầu (?:trang|top)|trên)|(?:về |lên )?đầu trang|back to top",
        r"chính sách (?:bảo mật|cookie|quyền riêng tư)|điều khoản sử dụng",
    ),
    _rule(
        Kind.TAIL,
        "agency mark at the end",
        r"vietnam\+|ttxvn(?:/vietnam\+)?|theo (?:ttxvn|vtv|vov|afp|reuters|ap|cnn|bbc|tass)",
        stop=True,
    ),
    _rule(Kind.ALONE, "whom the text addresses", r"kính gửi ?: .{2,150}", stop=True),
    _rule(Kind.ALONE, CLOSE, r"thân (?:mến|ái|chào)|kính thư"),
    _rule(Kind.ALONE, "who compiled a table", r"đơn vị tổng hợp ?: .{2,60}"),
    _rule(
        Kind.BOX,
        RELATED_BOX,
        r"(?:các )?(?:tin|bài|bài viết|tin,? bài|tin tức|nội dung|video|chủ đề|sự kiện) (?:có )?"
        r"liên quan",
        r"(?:mời (?:bạn )?)?(?:xem|đọc|tìm hiểu|tham khảo) (?:thêm|tiếp|lại)",
        r"(?:bạn )?có thể (?:bạn )?(?:cũng |chưa )?(?:quan tâm|thích|biết)(?: đến)?",
        r"(?:dành|đề xuất|gợi ý) cho bạn|đừng bỏ lỡ|(?:tin |bạn )?nên đọc|tin đáng đọc",
        r"(?:bạn )?đang quan tâm",
        r"(?:đọc|xem) (?:ngay|luôn|chi tiết)|(?:đọc|xem) thêm về .{3,60}",
        r"bài (?:viết )?(?:đề xuất|gợi ý|hay)|cuốn sách nên đọc",
        r"xem nhanh|related(?: posts| articles)?",
        r"(?:mời )?(?:xem|nghe|đọc)(?: thêm)? (?:video|clip|phóng sự|bản tin|podcast|audio)",
    ),
    _rule(
        Kind.BOX,
        POLL,
        r"(?:thăm dò|trưng cầu) ý kiến|khảo sát",
        r"(?:khảo sát|bình chọn)(?: của bạn(?: đọc)?| độc giả)",
    ),
    _rule(
        Kind.ALONE,
        POLL,
        r"bạn (?:có thể|được|chỉ được) chọn .*|(?:đã có )?[\d.,]+ (?:lượt|người|phiếu) bình chọn.*",
        r"(?:.{0,20}ý kiến )?\d+ ?% ?\(\d+ phiếu\)",
        stop=True,
    ),
    _rule(
        Kind.ALONE,
        RELATED,
        r"(?:có thể bạn (?:quan tâm|chưa biết)|bạn có thể quan tâm) ?: .{10,150}",
    ),
    _rule(
        Kind.ALONE,
        PROMOTION,
        # Where a paper collects for the needy of its articles.
        r"(?:tên|số|chủ) (?:tk|tài khoản)(?: .{2,20})? ?:.{2,90}|stk ?:.{2,60}",
        r"tài khoản (?:vnđ|usd|eur|euro)\b.{0,60}|nội dung(?: ghi)? ?: ?ủng hộ .{2,40}",
        r"(?:mọi|tất cả) (?:sự )?(?:đóng góp|ủng hộ|giúp đỡ).{0,60}(?:gửi về|liên hệ).{0,60}",
        r"bạn đọc (?:ủng hộ|giúp đỡ) (?:qua|theo) .{2,60}|tại:? ngân hàng .{2,90}",
        r"\d\. (?:quỹ nhân ái|văn phòng đại diện)\b.{2,90}|tel ?:.{2,60}fax.{2,30}",
        r"vp (?:đà nẵng|hcm|tp ?hcm|cần thơ|hà nội|thanh hóa|huế)\b.{2,120}",
        stop=True,
    ),
    _rule(
        Kind.ALONE,
        RELATED,
        r"\*?\)? ?(?:mời )?xem báo .{2,40} (?:từ )?số (?:ra )?(?:ngày )?\d.{0,40}",
        r"xem (?:chi tiết|thêm|đầy đủ|toàn văn).{0,20} tại(?: đây)?(?: ?:? ?https?://\S+)?",
        stop=True,
    ),
    _rule(Kind.ALONE, BUTTON, r"\W{0,12}.{2,40} và [\d.,]+ ?K? người khác"),
    _rule(Kind.ALONE, BOX_END, r"(?:kết thúc|hết) (?:đọc nhiều(?: nhất)?|podcasts?|quảng cáo)"),
    _rule(Kind.ALONE, POLL_END, r"(?:gửi )?(?:bình chọn|biểu quyết)(?: xem kết quả)?|xem kết quả"),
    _rule(
        Kind.ALONE,
        RELATED,
        r"(?:(?:tin|bài|bài viết|tin,? bài) liên quan|dòng sự kiện) ?:.+",
        r"(?:mời (?:bạn |quý vị )?)?(?:xem|đọc|tham khảo) (?:thêm|tiếp|lại) ?[:>].+",
        stop=True,
    ),
    _rule(Kind.ALONE, RELATED, r"xem nhanh .{2,30}: .{5,100}"),
    _rule(
        Kind.ALONE,
        _MEDIA,
        r"(?:video|infographics?|megastory|longform|podcast|photo|e-?magazine|clip|ảnh|đồ họa)"
        r"(?:\]:?| ?[:|]) ?(?=(?:\S+ ){4}).{15,150}|highlights? .{8,80}",
    ),
    _rule(Kind.SKIP, RELATED_BOX, r"bỏ qua .{3,60} và tiếp tục đọc"),
    # A picture that was copied as its file's name or as the address in words, without diacritics.
    _rule(Kind.PICTURE, CAPTION, r"\S+\.(?:jpe?g|png|gif|webp)"),
    _rule(Kind.ALONE, CAPTION, r"(?:[a-z0-9]+ ){3,20}(?:anh|hinh) \d{1,3}"),
    _rule(Kind.CAPTION_NEXT, CAPTION, r"chụp lại (?:hình ảnh|video)|chú thích (?:ảnh|hình)"),
    _rule(
        Kind.ALONE,
        CAPTION,
        r"chụp lại (?:hình ảnh|video) ?[,:].*|chú thích ảnh ?[,:].*|hình \d{1,2} ?[.:] .{5,250}",
        r"có thể là (?:hình ảnh|ảnh|đồ họa|tác phẩm).{3,200}|image caption .{5,250}",
        stop=True,
    ),
    _rule(Kind.ALONE, CAPTION, r"ảnh \d{1,2} ?[.:] .{5,200}"),
    _rule(
        Kind.ALONE,
        CREDIT,
        r"(?:nguồn )?(?:ảnh|hình ảnh|hình|đồ họa|đồ hoạ|biểu đồ|bản đồ|photo"
        r"|video|clip|infographic|nguồn|minh h(?:ọa|oạ))"
        r"(?: minh h(?:ọa|oạ)| tư liệu| chụp màn hình)? ?: ?.{0,60}|nguồn hình ảnh, ?.{0,60}",
        r"ảnh ?: .{61,250}",
        r"(?:ảnh|hình ảnh|hình)(?: chỉ mang tính)?(?: chất)? (?:minh h(?:ọa|oạ)|tư liệu"
        r"|chụp màn hình|do .{2,30} cung cấp).{0,30}",
        rf"(?:{_PHOTO_AGENCY})(?: ?[/,-] ?[\w ]{{2,30}})?|[\w ]{{2,30}}/ ?(?:{_PHOTO_AGENCY})",
        stop=True,
    ),
    _rule(
        Kind.ALONE,
        PROMOTION,
        r"(?:\*? ?.{2,40}, )?(?:kính )?mời (?:quý |các )?(?:độc giả|vị|bạn đọc|khán giả|bạn"
        r"|thính giả).{0,60}"
        r"(?:theo dõi|đón xem|xem|đọc|gửi|tham gia|nghe|truy cập|chia sẻ|để lại|đặt câu hỏi).*",
        r"(?:mọi )?(?:ý kiến|thông tin|phản hồi|bài viết|thắc mắc|đóng góp).{0,80}"
        r"(?:xin|vui lòng|mời) .{0,30}(?:gửi|liên hệ|phản ánh).*",
        r"(?:quý )?(?:bạn đọc|độc giả) (?:có|muốn|quan tâm).{0,100}"
        r"(?:xin|vui lòng|hãy) .{0,30}(?:gửi|liên hệ|bấm|nhấn|truy cập).*",
        r"(?:(?:vui lòng|hãy) )?(?:đăng ký|đăng nhập|mua|nâng cấp)\b.{0,40} để (?:đọc|xem) "
        r"(?:tiếp|toàn bộ|đầy đủ|trọn(?: vẹn)?|hết|thêm) (?:bài|nội dung|tin)\b.{0,120}",
        r"bạn nghĩ gì về .{5,120}\?.{5,80}(?:gửi|chia sẻ|bình luận|tham gia).*",
        r"bạn đang (?:đọc|xem) (?:bài|tin)\b.*|(?:để|bằng (?:cách|việc)) .{0,80}\bcookies?\b.*",
        r"(?:bài viết|nội dung|quan điểm)(?: này| trong bài.{0,40})?,? (?:không (?:nhất thiết )?)?"
        r"(?:thể hiện|phản ánh|trùng với) "
        r"(?:góc nhìn|quan điểm|văn phong).*",
        r"(?:bấm|nhấn|nhấp|chạm|click)(?: vào)? (?:đây|để|nút) .*|(?:bấm|nhấn|click)(?: vào)? đây"
        r"|quét mã qr .*"
        r"|(?:xin|vui lòng|mời|quý vị|để đọc|để nghe)\b.{2,150} (?:https?://|www\.)?[a-z][\w-]+\.\w[\w./-]+"
        r"|\*? ?tên (?:một số )?nhân vật (?:trong"
        r" bài |đã |được ).*(?:đổi|thay)(?: đổi)?",
        stop=True,
    ),
    _rule(
        Kind.ALONE,
        PROMOTION,
        r"(?:đăng ký )?(?:theo dõi|follow|like|kênh).{0,60}(?:google|fanpage|youtube|zalo|tiktok"
        r"|facebook|telegram|whatsapp|vietnamplus|mạng xã hội|vietnamnet|viber|ứng dụng).{0,30}",
        r".{2,20} trên (?:facebook|zalo|youtube|tiktok)",
        r"đăng ký (?:nhận )?tư vấn\b.{0,50}|(?:tiếp theo|xem tiếp|tiếp) trang \d+",
        r"(?:tải|cài đặt|mở|dùng) (?:ứng dụng|app)(?: .{0,60})?"
        r"|(?:đọc|xem|mở) (?:.{2,20} )?(?:trên|"
        r"bằng|trong) (?:ứng dụng|app).{0,30}|quảng cáo|advertisement|sponsored|tài trợ|ads?|pr",
    ),
    _rule(
        Kind.ALONE,
        BUTTON,
        r"chia sẻ(?: bài viết)?(?: (?:qua|lên|trên) .{2,20})?",
        r"share this|chia sẻ (?:facebook|zalo|linkedin|twitter|x)",
        r"tổng số điểm của bài viết.*",
        r"đã chia sẻ với .{3,40}|(?:sao chép|copy) (?:link|liên kết).{0,12}",
        r"google ?\+|aa? ?[+-]?(?:[ |/·]+aa? ?[+-]?){1,3}",
        r"(?:(?:facebook|zalo|twitter|email|messenger|telegram|linkedin|pinterest|viber) ?){1,6}",
        r"in(?: bài(?: viết)?| trang(?: này)?)|lưu(?: bài(?: viết)?| tin| trang)?|cỡ chữ.{0,10}",
        r"a ?[+-]?(?: -?a ?[+-]?){0,2}|[+-]a|\d(?:[.,]\d+)?x|0|[★☆⭐]+.{0,30}",
        r"[\d.,]+k? (?:lượt (?:xem|chia sẻ|thích|nghe|đọc)|lượt|bình luận|ý kiến|chia sẻ|thích"
        r"|yêu thích|người thích|views?|likes?|shares?|comments?)"
        r"(?:[ ·,-]+[\d.,]+k? (?:lượt )?(?:xem|chia sẻ|thích|bình luận)){0,3}",
        r"(?:lượt (?:xem|đọc)|số lần xem) ?:? ?[\d.,]*",
        r"(?:nam|nữ)(?: (?:nam|nữ))+",
        r"(?:\d+ (?:phút|giờ|ngày|tuần)[ ·]*)?"
        r"(?:thích|phản hồi|trả lời|chia sẻ|bình luận|like|reply)"
        r"(?:[ ·]+(?:thích|phản hồi|trả lời|chia sẻ|bình luận|like|reply|\d+)){1,5}",
        r"(?:nam|nữ|giọng(?: đọc)?(?: nam| nữ)?)(?:(?: -)?(?: miền)? (?:bắc|trung|nam))?"
        r"(?: ?\(?\d[\d.,:/x ]*)?",
        r"nghe (?:bài viết|đọc (?:bài(?: viết)?|nội dung(?: toàn bài)?)|bài(?: báo)?|audio|tin"
        r"|nội dung|podcast)(?: ?[(:]?[\d:]+\)?)?",
        r"(?:thời gian đọc|đọc trong|khoảng) ?:? ?\d+ phút(?: đọc)?|\d+ phút đọc",
        r"\d{1,2}:\d{2} ?/ ?\d{1,2}:\d{2}",
        r"\d{1,2}:\d{2}(?:(?::\d{2})? \d{1,2}:\d{2}(?::\d{2})?)+",
        r"\d{3,4}p(?: ?\|.{0,20})?|\d+(?:[.,]\d+)? ?k",
        r"trở (?:lại|về) (?:trang trước|đầu trang|chủ đề|chuyên mục|trang chủ|thời sự|thế giới"
        r"|kinh doanh|giải trí|thể thao|pháp luật|giáo dục|sức khỏe|đời sống|du lịch|khoa học"
        r"|số hóa|xe|ý kiến|tâm sự)",
        r"về trang chủ .{2,20}|vai trò,.{0,60}",
        r"\(?(?:\d[.,]?\d? ?/ ?5|\d (?:sao|trên 5))\)?(?: .{0,40})?|\(?\d+ (?:đánh giá|phiếu)\)?",
        r"ảnh \d+ ?/ ?\d+|\d+ ?/ ?\d+ ảnh",
        r"xem (?:tất cả|toàn bộ|thêm)(?: \d+)? ?(?:ảnh|hình|bình luận).*",
        r"(?:bấm|nhấn|click)(?: để)? xem .{2,30}|gửi góp ý|góp ý giao diện",
        r"báo lỗi (?:bài|nội dung).*|(?:nghe|xem|đọc|tải|đăng ký)(?: \S+){1,12} (?:tại|ở) đây",
        r"(?:nghe|đọc|xem) (?:bài|tin)(?: viết)? này",
        r"(?:xem )?(?:các |tất cả )?(?:bài viết|tin bài) của .{2,30}",
        r"(?:nguồn tin|(?:tệp|tập tin|file|tài liệu) đính kèm) ?:.{0,80}",
        r"trở thành người đầu tiên .{0,60}",
        r"theo dõi (?:vietnamplus|báo|chủ đề|tác giả)(?: .{0,30})?",
        r"theo dõi (?-i:[A-ZĐ])\S*(?: \S+){0,8}",
        # The words of video.js, the player of many sites.
        r"(?:current|duration|remaining) time.{0,12}|loaded ?:.{0,10}|stream type.{0,10}|listen",
        r"(?:audio|video) player|use up/down arrow keys .*|leave a (?:comment|reply)",
        r"seek to live.{0,40}|playback rate|chapters|descriptions(?: off.*)?|audio track"
        r"|(?:captions|subtitles).{0,60}|picture-in-picture|play video|video player is loading",
        r"https?://\S+|www\.\S+|\S+@\S+\.\w+|đánh giá bài viết",
        r"(?-i:From|To|Cc|Bcc|Sent|Date|Subject|Attachments): .*",  # above a mail's text
        r"(?:từ|đến|tới|người (?:gửi|nhận)) ?: .*@.*",
        r"(?:.{0,60} )?\S+\.(?:pdf|docx?|xlsx?|pptx?|rar|zip)(?: ?\(.*)?",
        r"(?:bỏ qua|quảng cáo|video).{0,40} sau (?:\d+ ?)?(?:s|giây)",
        r"(?:thêm vào giỏ|đặt (?:hàng|mua|vé|lịch)|mua)(?: hàng| ngay| online)?"
        r"|nhận (?:bảng giá|báo giá|tư vấn|ưu đãi)(?: .{0,30})?|(?:mua|đặt) .{2,40} (?:tại|ở) đây",
        r"đặt (?:làm )?.{0,30} (?:ưu tiên )?trên google|(?:bật|tắt|chế độ)(?: đọc)? ban đêm"
        r"|chế độ đọc(?: ban đêm)?|xem bản (?:dịch|gốc)|đã chỉnh sửa|bấm để nghe",
        r"(?:bạn|ông/bà) có (?:hài lòng|thích|thấy) .{2,60}\?|chất lượng: .{1,20}",
        r"bài viết(?: này)? có hữu ích (?:với|cho) bạn(?: không)?\?",
    ),
    _rule(
        Kind.ALONE,
        BUTTON,
        # Below the banner of a copy that Google kept.
        r"những (?:cụm )?từ tìm kiếm này (?:được|đã) .*|these (?:search )?terms (?:are|were) .*",
        r"phiên bản (?:chỉ có văn bản|đầy đủ)|text-only version|full version|tip: to quickly .*",
        r"(?:trình duyệt|thiết bị) (?:của bạn|này)(?: hiện)? không hỗ trợ .*",
        r"your browser does not support .*|javascript .{0,60}(?:disabled|enabled?)\b.*",
        r"(?:nhóm phóng viên )?tường (?:thuật|trình) từ .{3,40}",
        r"đây là cửa sổ phương thức.*|(?:bắt đầu|kết thúc) (?:của )?cửa sổ hộp thoại.*",
        r"this is a modal window.*|(?:beginning|end) of dialog window.*",
        r"không (?:có|tìm thấy) media source .*|không thể tải (?:phương tiện|video|nội dung).*",
        stop=True,
    ),
    _rule(
        Kind.ALONE,
        _AGE,
        r"(?:.{0,80} )?\d+ (?:giây|phút|giờ) trước|\d+ (?:tiếng|ngày|tuần|tháng|năm) trước",
    ),
)
# Whole lines, as the rules above.
_BUTTONS = entries(
    """
    share|x|print|in|google news|gửi email|gửi mail|gửi bài viết|gửi|aa|thích|like|trả lời|reply
    đang phát|tắt tiếng|toàn màn hình|top|đóng|đóng lại|bình luận|quan tâm|trang chủ|về trang chủ
    menu|tìm kiếm|tìm|đăng nhập|đăng ký|đăng xuất|xuất bản|bỏ qua để xem nội dung
    tới nội dung chính|tới điều hướng chính|đường dẫn truy cập|☰|×|nghe|nghe audio|nội dung audio
    đọc bài viết|tạm dừng|tiếp tục|tốc độ|phát|dừng|play|pause|mute|unmute|hd
    auto|fullscreen|settings|embed|see comments|đã chia sẻ thành công|tặng sao|gửi quà tặng
    tặng bạn đọc|tặng quà|chuyển khoản|ủng hộ|link bài gốc|lấy link|lấy link!|báo cáo mới|đặt báo
    e-paper|epaper|rss|ý kiến khác|đã lưu|bỏ lưu|báo lỗi|góp ý|hữu ích|không hữu ích
    đánh giá|xem ngay|đăng ký ngay|tìm hiểu ngay|tải ngay|tải về
    tới chuyên mục chính|chuyển đến nội dung chính|bỏ qua để đến nội dung|đường dẫn trực tiếp
    theo dõi|tham gia|ẩn bớt|fan cứng|theo dõi trang
    trở về|trở lại|xs|sm|md|lg
    facebook forum|đường dẫn tiếp cận|phù hợp nhất|phản hồi|tất cả bình luận
    mở ứng dụng|open app|bỏ qua|bỏ qua quảng cáo|xem tất cả|xem toàn bộ|thu gọn|mục lục|phóng to
    xem ảnh lớn|xem bài gốc|link gốc|tiếp tục cập nhật|thông tin bài báo|thông báo|quay lại
    sao chép|copy|đồng ý|không đồng ý|tin vắn|nhập email của bạn|email của bạn|họ tên
    họ và tên|họ và tên:|mã xác nhận|tạo tài khoản|hài hước|mới nhất quan tâm nhất|bài trước|bài sau
    bài tiếp theo|tin trước|tin sau|trước|sau|tặng báo|nạp sao|whatsapp|skype|reddit|line
    mặc định|nhỏ|lớn|cực lớn|màu chữ|tương phản|kích thước chữ|đọc tin|chia sẻ qua
    tweet|retweet|volume|gốc|emagazine|e-magazine|cookie|cookies|alumni
    chấp nhận|từ chối|chấp nhận tất cả|quản lý lựa chọn của tôi|rfa photo|bắt đầu|xem đáp án
    câu tiếp theo|mở cửa sổ mới|gửi câu hỏi ngay|gửi câu hỏi|gửi câu hỏi cho luật sư
    telex|vni|viqr|off telex vni viqr|previous|next|cài đặt|nghe âm thanh|tải audio
    chuyển sang chế độ rạp hát|xem theo dòng sự kiện
    follow|following|reblog|chọn giọng đọc|tự động phát|advertisement|đang tải|đang tải...
    """
)
_BUTTON_RULE = Rule(Kind.ALONE, BUTTON)
# A link to another article, told by its marks: ``>> …``, ``[…]``.
_LINK = re.compile(
    r"[-–] ?\d{1,2}|(?:>>|[»►▶]|=>).{1,300}|> ?[^\W\d_].{10,150}(?<![.…!:”\"])"
    r"|\[(?![Cc]ập nhật\b|\d)(?:[^\] ]+ ){3,60}[^\]]*[^\].?!]\]"
)
# The banner itself, which holds an address of any length.
_COPY = re.compile(
    r"(?:đây là .{0,60}bộ nhớ (?:cache|đệm) của google|this is google's cache of)\b", re.IGNORECASE
)
_LINK_RULE = Rule(Kind.ALONE, RELATED)
# The site itself: in the header only.
SITE = re.compile(
    r"(?:cổng|trang) (?:thông tin|tin)(?: điện tử)?(?: \w+){0,8}"
    r"|chào mừng (?:bạn|quý|các).*|cơ quan (?:ngôn luận |trung ương )?của .{0,90}"
    r"|.{2,30} (?:kênh|trang) (?:thông tin|tin) .{0,90}"
    r"|(?:báo|trang|tờ) .{0,40} (?:nhiều người (?:xem|đọc)|hàng đầu|số 1).{0,40}"
    r"|báo điện tử(?: \w+){1,4}|tiếng nói của .{0,80}|.{0,60}\bbản in từ .{3,40}|sao từ:? .{3,40}"
    r"|(?:rfa|voa|bbc|vov|vtv|vtc|ttxvn|vnexpress|zing|báo|tuổi trẻ|thanh niên|báo nhân dân)"
    r"(?:[ .](?:online|news|tiếng việt|điện tử|sao|vn|nhân dân|lao động)){0,2}(?:, tiếng việt)?"
    r"|sggpo?(?: \w+){1,5}",
    re.IGNORECASE,
)
# At the head of an official text.
STATE = re.compile(
    # Beside it may stand who issues the text.
    r"(?:.{2,60} )?(?:cộng (?:hòa|hoà) xã hội chủ nghĩa việt nam"
    r"|độc lập ?[-–] ?tự do ?[-–] ?hạnh phúc)",
    re.IGNORECASE,
)


def match_rule(line: str) -> Rule | None:
    """The rule for a furniture line, if it is one."""
    if _LINK.fullmatch(line):
        return _LINK_RULE
    if _COPY.match(line):
        return _BUTTON_RULE
    return _find_rule(line) if len(line) <= 300 else None


# A line is asked about again for each of its neighbours.
@lru_cache(maxsize=1024)
def _find_rule(line: str) -> Rule | None:
    if line.lower() in _BUTTONS:
        return _BUTTON_RULE
    bare = line.strip(' *•·-–—|()[]"“”.:…,✕✓') or line
    stop = line.endswith((".", ".”", '."'))
    for rule, pattern, may_end_with_stop in _RULES:
        if (may_end_with_stop or not stop) and pattern.fullmatch(bare):
            return rule
    return None
