"""A page as it was pasted → the article in it, and every line left out with the reason (pure).

Three passes follow the page: the header gives headline, section, date and byline; the body gives
the paragraphs; the tail begins where the site takes over again. What a line *is* stands in the
tables below, what follows from it in the passes. When unsure a line is kept: a paragraph lost is
worse than furniture kept.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from summarize.types import Article, DroppedLine
from summarize.words import normalize, syllables


class _Kind(Enum):
    """What a furniture line tells about the lines after it."""

    ALONE = 0  # nothing
    BOX = 1  # headlines of other articles follow
    TAIL = 2  # the article is over


class _Rule(NamedTuple):
    kind: _Kind
    reason: str
    pattern: re.Pattern[str]


def _rule(kind: _Kind, reason: str, *alternatives: str) -> _Rule:
    return _Rule(kind, reason, re.compile("|".join(alternatives), re.IGNORECASE))


# Patterns match a whole line less its bullets, brackets and closing punctuation (``_bare``).
_RULES = (
    _rule(
        _Kind.TAIL,
        "the article's end",
        r"(?:tin|bài|tin bài)? ?cùng (?:chuyên mục|chủ đề|sự kiện|tác giả|dòng sự kiện)",
        r"(?:tin|bài) (?:mới|mới nhất|nóng|đọc nhiều|nổi bật|khác|cũ hơn|tiêu điểm)",
        r"(?:các )?(?:tin|bài|tin bài|bài viết) (?:khác|đã đưa|cũ hơn|mới hơn|trước|tiếp theo|sau)",
        r"(?:đọc|xem) nhiều(?: nhất)?(?: .{1,20})?",
        r"(?:từ khóa|từ khoá|tags?|thẻ|chủ đề|hashtags?)(?: ?:.*)?",
        r"ý kiến (?:bạn đọc|của bạn|độc giả)?.{0,12}|bình luận ?\(\d+\)|bình luận của bạn.*",
        r"(?:gửi|viết|thêm) (?:bình luận|ý kiến|phản hồi).*|hãy là người đầu tiên bình luận.*",
        r"(?:mời )?(?:bạn đọc|độc giả) (?:bình luận|nhận xét).*",
        r"(?:theo dõi|nhận tin|đăng ký).{0,80}(?:google news|google tin tức|bản tin|newsletter).*",
        r"bản quyền (?:thuộc|©).*|©.*|copyright.*|giấy phép (?:số|hoạt động|thiết lập|xuất bản).*",
        r"tổng biên tập ?:.*|phó tổng biên tập ?:.*|chịu trách nhiệm (?:nội dung|chính) ?:.*",
        r"ghi rõ nguồn .*",
    ),
    _rule(
        _Kind.BOX,
        "related article",
        r"(?:tin|bài|bài viết|tin bài|tin tức|nội dung|video|chủ đề) (?:có )?liên quan(?: ?:.*)?",
        r"(?:mời )?(?:xem|đọc|tìm hiểu) (?:thêm|tiếp|lại)(?: ?: ?.*)?|có thể bạn (?:quan tâm|thích).*",
        r"dành cho bạn|đề xuất cho bạn|gợi ý cho bạn|đừng bỏ lỡ|tin nên đọc|bạn nên đọc|nên đọc",
    ),
    _rule(
        _Kind.ALONE,
        "related article",
        r"[>»►▶]+.*",
    ),
    _rule(
        _Kind.ALONE,
        "photo credit",
        r"(?:nguồn )?(?:ảnh|hình ảnh|hình|đồ họa|đồ hoạ|photo|video|clip|infographic|nguồn)"
        r"(?: minh họa| minh hoạ| tư liệu| chụp màn hình)? ?[:,/] ?.{0,60}",
        r"(?:ảnh|hình ảnh|hình)(?: chỉ mang tính)? (?:minh họa|minh hoạ|tư liệu|chụp màn hình).{0,30}",
    ),
    _rule(
        _Kind.ALONE,
        "promotion",
        r"(?:kính )?mời (?:quý )?(?:độc giả|vị|bạn đọc|khán giả|bạn|thính giả).{0,40}"
        r"(?:theo dõi|đón xem|xem|đọc|gửi|tham gia|nghe|truy cập).*",
    ),
    _rule(
        _Kind.ALONE,
        "button",
        r"chia sẻ(?: bài viết)?(?: qua .{2,20}| lên .{2,20})?|share|facebook|zalo|twitter|x|email",
        r"print|messenger|telegram|linkedin|pinterest|(?:sao chép|copy) (?:link|liên kết)",
        r"lưu(?: bài(?: viết)?| tin)?|in bài(?: viết)?|gửi (?:email|mail|bài viết)|cỡ chữ.{0,10}",
        r"a ?[+-]?|a a[+-]?|nghe (?:bài viết|đọc bài|tin|audio).{0,20}|quan tâm|thích|like|đang phát",
        r"bình luận|\d+ bình luận|[\d.,]+ (?:lượt xem|chia sẻ|lượt thích|thích)|lượt xem ?:? ?[\d.,]*",
        r"trở lại.{0,20}|(?:về )?trang chủ|menu|tìm kiếm|đăng nhập|đăng ký|quảng cáo|advertisement",
    ),
    _rule(
        _Kind.ALONE,
        "time since something was published",
        r"(?:.{0,80} )?\d+ (?:giây|phút|giờ|tiếng|ngày|tuần|tháng) trước",
    ),
)

_SECTIONS = frozenset(
    """
    thời sự|thế giới|kinh doanh|kinh tế|giải trí|thể thao|pháp luật|giáo dục|sức khỏe|sức khoẻ
    đời sống|du lịch|khoa học|công nghệ|xe|số hóa|ý kiến|tâm sự|chính trị|xã hội|văn hóa|văn hoá
    việt nam|quốc tế|bất động sản|an ninh|quốc phòng|môi trường|y tế|tài chính|chứng khoán|góc nhìn
    trong nước|nhịp sống trẻ|bạn đọc|tin tức|tin tức sự kiện|tin hoạt động|nhịp sống số|khoa giáo
    pháp đình|hồ sơ|giao thông|lao động|việc làm|xây dựng đảng|thời sự - chính trị|trang chủ|video
    chính sách|hoạt động|tin nổi bật|bóng đá|giới trẻ|tuổi trẻ|podcast|kinh tế - xã hội|đô thị
    """.strip()
    .replace("\n", "|")
    .replace("    ", "")
    .split("|")
)

# Agency names at a paragraph's head and foot.
_PREFIX = re.compile(
    r"(?:(?:VTV\.vn|VTV|VTV News|TTO|TNO|NLĐO|VOV\.VN|VOV|Chinhphu\.vn|VnExpress|Dân trí|Zing|SGGPO|"
    r"PLO|HNMO|HNM|NDO|NDĐT|LĐO|VTC News|ANTD\.VN|Infonet|BNEWS|ICTnews|Vietnam\+|VGP|VGP News|"
    r"ĐCSVN|TPO|QĐND Online|KTĐT|DNVN|GD&TĐ|[A-Za-z0-9]{2,20}\.(?:vn|VN|com|net|com\.vn)) ?[-–—|] "
    r"|\([^()]{2,30}\) ?[-–—] ?"
    r"|(?:[A-ZĐÂĂÊÔƠƯ][^()\n.]{1,30} )?\((?:TTXVN|Vietnam\+|VNA|AFP|Reuters)[^()\n]{0,20}\) ?[-–—]? ?"
    r"|\((?:TNO|TTO|NLĐO|TPO|PLO|LĐO|VTC|Dân trí)\) )"
)
_SUFFIX = re.compile(
    r"(?: ?\((?:Vietnam\+|TTXVN(?:/Vietnam\+)?|VNA)\)\.?| Theo (?:TTXVN|VTV|AFP|Reuters|BBC|CNN)\.?)\Z"
)
_FULL_END = re.compile(r" ?\.?/\.?/?-?\Z")

_CAPTION = re.compile(
    r"(?:[-–—.,/;|?!”\"]|\s)\s?\(?(?:Nguồn ảnh|Nguồn|Ảnh|ẢNH|ảnh|Đồ họa|Đồ hoạ|Clip|Video|Photo)"
    r"(?: minh h[oọ][aạ]| tư liệu)?\s?:\s?[^:]{1,50}\Z"
    r"|\((?:ảnh|Ảnh)[^()]{0,40}\)\.?\Z|[-–—/(]\s?[ẢảA]nh(?: [^.]{1,40})?\)?\.?\Z"
    r"|[ẢẢả]nh minh h(?:ọa|oạ)\)?\.?\Z"
    r"|[.,/–—-]\s?(?:AFP|REUTERS|Reuters|TTXVN|EPA|GETTY IMAGES|Getty Images)\.?\Z"
)

_TIME = r"\d{1,2}\s?[:hg]\s?\d{2}(?:\s?:\d{2})?(?:\s?(?:AM|PM|phút))?"
_DATE = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4})(?![\d/-])"
    r"|(?<![\d/.-])(?P<y2>\d{4})(?P<s2>[/.-])(?P<m2>\d{1,2})(?P=s2)(?P<d2>\d{1,2})(?![\d/-])"
    r"|(?<!\d)(?P<d3>\d{1,2}) tháng (?P<m3>\d{1,2})(?: năm|,)? (?P<y3>\d{4})(?!\d)"
    r"|tháng (?P<m4>\d{1,2}) (?P<d4>\d{1,2}), (?P<y4>\d{4})(?!\d)",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|CN|T[2-7])"
_DATE_WORDS = re.compile(
    rf"(?:{_TIME}|{_WEEKDAY}|\(?(?:GMT|UTC)\s?[+-]?\d*(?::\d+)?\)?|cập nhật(?: lúc| lần cuối)?"
    r"|đăng (?:lúc|ngày)|ngày đăng|xuất bản(?: lúc)?|ngày xuất bản|phát hành|ngày|lúc|sáng|chiều|[ap]m\b)",
    re.IGNORECASE,
)
_EDGES = " \t-–—|,;:•·./()[]"
_STOP_END = re.compile(r"[.…][\"”’»)\]]*\Z")
_ANY_END = re.compile(r"[.…?!:;,][\"”’»)\]]*\Z")


def read_page(raw: str, *, source: str | None = None) -> Article:
    """The article in a pasted page.

    In: whatever was copied off a page. Out: the article; ``text`` holds lead and body, and each
    piece of the page is in ``text``, ``title``, ``section`` or ``byline``, or in ``dropped`` with
    the reason. Never raises; a text without recognisable structure is kept whole, without title.
    """
    lines = _lines(raw)
    header, start = _read_header(lines)
    return _with_body(replace(header, source=source), lines[start:])


def clean_article(article: Article) -> Article:
    """``article`` with the furniture, credits and agency marks in its text dropped.

    For text that came without page header: what is known about the article already (title,
    date, byline) is kept, and no line is taken for a headline.
    """
    lines = _lines(article.text)
    if article.lead:
        lead = " ".join(normalize(article.lead).split())
        if _key(lead) not in {_key(line) for line in lines}:
            lines.insert(0, lead)
    return _with_body(replace(article, text="", lead=None), lines)


def _lines(raw: str) -> list[str]:
    return [" ".join(line.split()) for line in normalize(raw).split("\n") if line.strip()]


def _bare(line: str) -> str:
    return line.strip(' *•·-–—|()[]"“”.:…').strip()


def _match(line: str) -> _Rule | None:
    if len(line) > 300:
        return None
    bare = _bare(line) or line
    for rule in _RULES:
        if rule.pattern.fullmatch(bare):
            return rule
    return None


def _key(line: str) -> str:
    return " ".join(syllables(line))


def _find_date(line: str) -> tuple[datetime.date | None, str]:
    """The full date in ``line``, if any, and what is left of the line beside date and time."""
    match = _DATE.search(line)
    if not match:
        return None, line
    parts = {
        name[0]: int(value) for name, value in match.groupdict().items() if value and name[0] != "s"
    }
    if not 1945 <= parts["y"] <= 2100:
        return None, line
    try:
        date = datetime.date(parts["y"], parts["m"], parts["d"])
    except ValueError:
        return None, line
    rest = line[: match.start()] + "|" + line[match.end() :]
    rest = _DATE_WORDS.sub("|", rest)
    return date, re.sub(r"[\s|,;–—()-]*\|[\s|,;–—()-]*", "|", rest).strip(_EDGES)


def _looks_like_name(line: str) -> bool:
    words = line.split()
    if not 0 < len(words) <= 7 or (_ANY_END.search(line) and not line.endswith(".")):
        return False
    if words[0].lower() in {"ban", "nhóm", "pv", "theo", "tác", "phóng", "bài", "bài,"}:
        return True
    return all(word[0].isupper() or not word[0].isalpha() for word in words) and not any(
        map(str.isdigit, line)
    )


def _is_section(line: str) -> bool:
    parts = [part.strip().lower() for part in re.split(r"\s*[>/»|›]\s*|\s-\s", line)]
    return line.lower() in _SECTIONS or (
        len(parts) > 1
        and all(p in _SECTIONS or len(p.split()) <= 4 for p in parts)
        and any(p in _SECTIONS for p in parts)
    )


def _read_header(lines: Sequence[str]) -> tuple[Article, int]:
    """Headline, date, byline, section as an article without text; the index where the body begins."""
    dropped: list[DroppedLine] = []
    candidates: list[int] = []
    date: datetime.date | None = None
    byline = section = None
    structure = False
    start = len(lines)
    for index, line in enumerate(lines):
        if _PREFIX.match(line):
            structure, start = True, index
            break
        found, rest = _find_date(line) if len(line) < 150 else (None, line)
        if found and (
            not rest
            or (len(rest.split("|")) <= 2
            and all(_looks_like_name(p) or p.lower() in _SECTIONS for p in rest.split("|") if p))
        ):
            date, structure = found, True
            for part in rest.split("|"):
                if part.lower() in _SECTIONS:
                    section = section or part
                elif part:
                    byline = byline or part
            dropped.append(DroppedLine(line, "date line"))
            continue
        if rule := _match(line):
            structure = True
            dropped.append(DroppedLine(line, rule.reason))
            continue
        if _is_section(line):
            structure = True
            section = section or line
            if section != line:
                dropped.append(DroppedLine(line, "navigation"))
            continue
        count = len(line.split())
        if (_STOP_END.search(line) and (count >= 12 or (candidates and count >= 5))) or count >= 35:
            start = index
            break
        candidates.append(index)
    if start == len(lines):
        return Article(""), 0
    if not candidates or (not structure and not _looks_like_headline(lines, candidates, start)):
        return Article(
            "", published=date, byline=byline, section=section, dropped=tuple(dropped)
        ), (start if structure and not candidates else 0)
    chosen = max(candidates, key=lambda index: (min(len(lines[index].split()), 25), -index))
    for index in candidates:
        if index != chosen:
            if index > chosen and byline is None and _looks_like_name(lines[index]):
                byline = lines[index]
            elif index > chosen and len(lines[index].split()) >= 12:
                start = min(start, index)
            elif index < start:
                dropped.append(DroppedLine(lines[index], "beside the headline"))
    return Article(
        "",
        title=lines[chosen],
        published=date,
        byline=byline,
        section=section,
        dropped=tuple(dropped),
    ), start


def _looks_like_headline(lines: Sequence[str], candidates: Sequence[int], start: int) -> bool:
    line = lines[candidates[0]]
    return (
        candidates == [0]
        and start == 1
        and 5 <= len(line.split()) <= 30
        and not _ANY_END.search(line)
        and len(lines[start].split()) >= 15
    )


def _with_body(article: Article, lines: Sequence[str]) -> Article:
    """``article`` with the paragraphs among ``lines`` as its text."""
    paragraphs: list[str] = []
    dropped = list(article.dropped)
    title_key = _key(article.title) if article.title else None
    in_box = False
    for index, line in enumerate(lines):
        rule = _match(line)
        if rule:
            if rule.kind is _Kind.TAIL and paragraphs:
                dropped.append(DroppedLine(line, rule.reason))
                dropped += [
                    DroppedLine(rest, "after the article's end") for rest in lines[index + 1 :]
                ]
                break
            dropped.append(DroppedLine(line, rule.reason))
            in_box = rule.kind is _Kind.BOX
            continue
        count = len(line.split())
        if title_key and _key(line) == title_key:
            dropped.append(DroppedLine(line, "the headline again"))
        elif _CAPTION.search(line) and count <= 60:
            dropped.append(DroppedLine(line, "photo caption"))
        elif in_box and count <= 30 and not _STOP_END.search(line):
            dropped.append(DroppedLine(line, "related article"))
        else:
            in_box = False
            paragraphs.append(_without_agency(line, dropped))
    byline = article.byline
    if len(paragraphs) > 2 and _looks_like_name(paragraphs[-1]) and not byline:
        byline = paragraphs.pop()
    return replace(
        article,
        text="\n\n".join(paragraphs),
        byline=byline,
        lead=paragraphs[0] if article.title and len(paragraphs) > 1 else None,
        dropped=tuple(dropped),
    )


def _without_agency(line: str, dropped: list[DroppedLine]) -> str:
    prefix = _PREFIX.match(line)
    if prefix and prefix.end() < len(line):
        dropped.append(DroppedLine(prefix[0].strip(), "agency prefix"))
        line = line[prefix.end() :]
    suffix = _SUFFIX.search(line)
    if suffix and suffix.start():
        dropped.append(DroppedLine(suffix[0].strip(), "agency suffix"))
        line = line[: suffix.start()]
    return _FULL_END.sub(".", line) if line.endswith(("/.", "/")) else line
