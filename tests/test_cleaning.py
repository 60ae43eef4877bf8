"""Reading pasted pages: whole pages by layout, then single rules, then properties of any text.

``training.marked`` says how the pages under ``pages/`` are marked.
"""

from __future__ import annotations

import datetime
import re
import textwrap
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.cleaning import clean_article, read_page
from summarize.types import Article, DroppedLine
from summarize.words import normalize
from training.marked import read_marked_page

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    page = read_marked_page(path)
    article, paragraphs = page.read()
    assert article.title == page.title
    published = page.known.get("published")
    assert article.published == (datetime.date.fromisoformat(published) if published else None)
    assert article.byline == page.known.get("byline")
    if page.section:
        assert article.section == page.section
    assert paragraphs == page.paragraphs
    has_lead = page.title and len(page.paragraphs) > 1
    assert article.lead in ([page.paragraphs[0], *page.unclear] if has_lead else [None])


VARIANTS: dict[str, Callable[[str], str]] = {
    "blank lines between": lambda raw: raw.replace("\n", "\n\n"),
    "no blank lines": lambda raw: re.sub(r"\n\s*\n", "\n", raw),
    "Windows": lambda raw: raw.replace("\n", "\r\n"),
    "decomposed letters": lambda raw: unicodedata.normalize("NFD", raw),
    "hard spaces": lambda raw: raw.replace(" ", "\u00a0"),
    "indented": lambda raw: re.sub("^", "\t  ", raw, flags=re.MULTILINE),
}
WRAPPED = re.compile("(word|pdf).*")  # there the blank lines matter


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(
    "path", [p for p in PAGES if not WRAPPED.fullmatch(p.stem)], ids=lambda p: p.stem
)
def test_white_space_does_not_matter(path: Path, variant: str) -> None:
    raw = read_marked_page(path).raw
    assert read_page(VARIANTS[variant](raw)) == read_page(raw)


def test_hardly_any_furniture_leaks() -> None:
    pages = [read_marked_page(path) for path in PAGES]
    furniture = sum(len(page.furniture) + len(page.unclear) for page in pages)
    assert furniture > 2000
    read = [(page, page.read()[0].text.split("\n\n")) for page in pages]
    assert sum(line in text for page, text in read for line in page.unclear) <= 0.01 * furniture


HEAD = "Thời sự\n{date}\nGiá điện sinh hoạt tăng thêm ba phần trăm\n"
BODY = (
    "Từ hôm nay, giá điện sinh hoạt tăng thêm ba phần trăm trên cả nước sau hai năm giữ giá.\n"
    "Mức tăng áp dụng cho mọi bậc. Quyết định được ban hành ngày 3/2/2015 và có hiệu lực ngay.\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "Thứ năm, ngày 10/01/2019 19:36 GMT+7",
        "10/01/2019 - 19:36",
        "19:36 | 10/01/2019",
        "10-1-2019",
        "2019-01-10",
        "2019.01.10",
        "Ngày 10 tháng 1 năm 2019",
        "Thứ Năm 10.1.2019",
        "Thứ 5, 10/01/2019, 07:36 PM",
        "10/01/2019 07:36:12 PM",
        "Cập nhật: 1/10/2019 7:36:12 PM",
        "Đăng lúc: 19h36 ngày 10/1/2019",
        "Ngày đăng: 10/01/2019",
        "10 tháng 1 2019",
        "Tháng 1 10, 2019",
        "Lê Nam - 10/01/2019 19:36",
        "Cập nhật lúc 19:36, 10/01/2019",
        "10 Tháng Một, 2019",
        "Posted on Tháng Một 10, 2019 by mâybụi",
        "Được đăng: 10 Tháng 1 2019",
        "10 thg 1 2019",
        "10 Tháng 1 2019, lúc 6:30 chiều",
        "Hà Nội, ngày 10 tháng 01 năm 2019",
        "10 Jan 2019 — 9 min read",
        "19:3', 10/1/ 2019 (GMT+7)",
        "Ngày đăng: 10/01/2019 19:36 - Lượt xem: 386",
        "Thứ năm - 10/01/2019 19:36 426 0",
        "Lê Nam - Thứ Năm, 10/01/2019 - 19:36 - Chia sẻ",
        "Báo Xây dựng, 10/01/2019",
        "Thảo luận trong 'Tin kinh tế' bắt đầu bởi lenam_hn, 10/1/19. Trả lời: 48, Xem: 356.",
        "Thứ sáu, 11/01/2019\nCập nhật lúc 19:36, Thứ năm, 10/01/2019",
    ],
)
def test_reads_date(line: str) -> None:
    article = read_page(HEAD.format(date=line) + BODY)
    assert article.published == datetime.date(2019, 1, 10)
    assert article.title == "Giá điện sinh hoạt tăng thêm ba phần trăm"


@pytest.mark.parametrize(
    "line", ["32/01/2019", "10/13/2019", "10/1", "19:36", "3 giờ trước", "10/01/0219", "Lê Nam"]
)
def test_invents_no_date(line: str) -> None:
    assert read_page(HEAD.format(date=line) + BODY).published is None


def test_a_headline_may_hold_a_date() -> None:
    article = read_page(f"Giá vàng hôm nay 10/1/2019 tăng mạnh\n11/1/2019 08:00\n{BODY}")
    assert article.title == "Giá vàng hôm nay 10/1/2019 tăng mạnh"
    assert article.published == datetime.date(2019, 1, 11)


@pytest.mark.parametrize(
    "line",
    [
        "Bản quyền truyền hình giải đấu thuộc về hai đài.",
        "Bình luận về quyết định này, ông Nam nói giá còn thấp.",
        "Hình ảnh, âm thanh được đưa vào từng lớp học.",
        "Nhận tin báo, công an đã đến hiện trường.",
        "Giấy phép của công ty đã hết hạn từ tháng 3.",
        "Ông mở một triển lãm ảnh: Sài Gòn những năm ấy.",
        "Vụ việc xảy ra 3 ngày trước.",
        "Trở về từ cõi chết",
        "Chia sẻ với phóng viên, chị Lan bật khóc.",
        "Bạn đọc cho biết đường dây nóng không có người nghe.",
        "Phóng viên: Ông đánh giá thế nào về mức tăng này?",
        "Tin mới nhất từ hiện trường cho thấy lửa đã tắt.",
        "Xem thêm phim không còn là thú vui của bà.",
        "Theo dõi diễn biến giá dầu, các hãng chưa đổi giá vé.",
        "Ngày 10/1/2019, tòa tuyên án.",
        "Quan tâm nhất là giá điện, một cử tri nói.",
        "[Cập nhật lúc 15 giờ]",
        "VnExpress sẽ tiếp tục cập nhật.",
        "Giấy phép khai thác cát số 12/GP-UBND do tỉnh cấp ngày 3/2/2015 còn hạn hai năm.",
        "VTV - Đài Truyền hình Việt Nam: 5 giải",
    ],
)
def test_keeps_what_only_looks_like_furniture(line: str) -> None:
    page = HEAD.format(date="10/1/2019") + BODY + line + "\n" + "Giá điện còn tăng nữa. " * 8
    assert line in read_page(page).text.split("\n\n")


_REST = " là điều được nhắc lại nhiều lần trong bản tin dài của buổi sáng hôm nay."


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("VTV.vn - Giá điện tăng.", "Giá điện tăng."),
        ("TTO - Giá điện tăng.", "Giá điện tăng."),
        ("(Dân trí) - Giá điện tăng.", "Giá điện tăng."),
        ("(Chinhphu.vn) – Giá điện tăng.", "Giá điện tăng."),
        ("Hà Nội (TTXVN 10/1) - Giá điện tăng.", "Giá điện tăng."),
        ("(TNO) Giá điện tăng.", "Giá điện tăng."),
        ("Giá điện tăng./.", "Giá điện tăng."),
        ("Giá điện tăng./.(Vietnam+)", "Giá điện tăng."),
        ("Giá điện tăng. (TTXVN)", "Giá điện tăng."),
        ("Giá điện tăng. Theo TTXVN", "Giá điện tăng."),
        ("ASEAN - Trung Quốc ký thỏa thuận.", "ASEAN - Trung Quốc ký thỏa thuận."),
        (f"ASEAN - Trung Quốc{_REST}", f"ASEAN - Trung Quốc{_REST}"),
        (f"Nga - Ukraine{_REST}", f"Nga - Ukraine{_REST}"),
        (f"Hà Nội - Lào Cai{_REST}", f"Hà Nội - Lào Cai{_REST}"),
        (f"VN-Index{_REST}", f"VN-Index{_REST}"),
        (f"Hà Nội - Mưa{_REST}", f"Mưa{_REST}"),
        (f"ĐIỆN BIÊN – Mưa{_REST}", f"Mưa{_REST}"),
        (f"BILOXI, MISSISSIPPI — Mưa{_REST}", f"Mưa{_REST}"),
        (f"Vinh (Thanh Niên) - Mưa{_REST}", f"Mưa{_REST}"),
        (f"BELARIA (Hãng tin AP) - Mưa{_REST}", f"Mưa{_REST}"),
        (f"Vinh (Dân trí) - Mưa{_REST}", f"Mưa{_REST}"),
        (f"Đại diện Vietnam Airlines (VNA){_REST}", f"Đại diện Vietnam Airlines (VNA){_REST}"),
        (f"Planet (Hành tinh xanh) - Phim{_REST}", f"Planet (Hành tinh xanh) - Phim{_REST}"),
        (f"CôngThương - Mưa{_REST}", f"Mưa{_REST}"),
        (f"TP. Hồ Chí Minh, ngày 23/04/2022 – Mưa{_REST}", f"Mưa{_REST}"),
        (f"Long An, ngày 15 tháng 11 năm 2022 – Mưa{_REST}", f"Mưa{_REST}"),
        (f"(BDO) Mưa{_REST}", f"Mưa{_REST}"),
        ("SƠN LAMưa lớn.", "Mưa lớn."),
        ("ĐỒNG THÁP Mưa lớn.", "Mưa lớn."),
        ("SGGPO Mưa lớn.", "Mưa lớn."),
        ("BNEWS Mưa lớn.", "Mưa lớn."),
        ("TNOMưa lớn.", "Mưa lớn."),
        ("baodienluc.vn. Giá điện tăng.", "Giá điện tăng."),
        ("Giá 5.000 đồng/kg (chưa thuế).", "Giá 5.000 đồng/kg (chưa thuế)."),
    ],
)
def test_agency_marks(raw: str, kept: str) -> None:
    assert clean_article(Article(raw)).text == kept


def test_clean_article_keeps_what_is_known() -> None:
    known = Article(
        "Giá điện tăng ba phần trăm\n\n(Dân trí) - Giá điện tăng.\nẢnh: Hữu Nghị\n"
        "Dân lo. Hè nóng.\nTin liên quan\nGiá nước cũng tăng",
        title="Giá điện tăng ba phần trăm",
        published=datetime.date(2019, 1, 10),
        byline="Lê Nam",
        source="bảng.csv:3",
    )
    article = clean_article(known)
    assert article.text == "Giá điện tăng.\n\nDân lo. Hè nóng."
    assert article.lead == "Giá điện tăng."
    assert (article.title, article.published, article.byline, article.source) == (
        known.title,
        known.published,
        known.byline,
        known.source,
    )
    assert [line.line for line in article.dropped] == [
        "Giá điện tăng ba phần trăm",
        "(Dân trí) -",
        "Ảnh: Hữu Nghị",
        "Tin liên quan",
        "Giá nước cũng tăng",
    ]


def test_clean_article_takes_no_line_for_the_headline() -> None:
    article = clean_article(Article("Tin vui đầu năm\nGiá điện giảm.", title="Giá điện giảm sâu"))
    assert article.text == "Tin vui đầu năm\n\nGiá điện giảm."
    assert clean_article(Article("Tin vui đầu năm\nGiá điện giảm.")).title is None


def test_clean_article_puts_the_lead_at_the_head() -> None:
    article = clean_article(Article("Dân lo. Hè nóng.", title="Giá điện", lead="Giá điện tăng."))
    assert article.text == "Giá điện tăng.\n\nDân lo. Hè nóng."
    assert clean_article(article) == article


def test_every_dropped_line_has_a_reason() -> None:
    for path in PAGES:
        assert all(dropped.reason for dropped in read_page(read_marked_page(path).raw).dropped)


LINES = st.sampled_from(
    [line for path in PAGES for line in read_marked_page(path).raw.splitlines()]
    + ["", "…", "- ", "công ng-"]
)
RAW = st.text() | st.lists(LINES, max_size=30).map("\n".join) | st.lists(LINES).map(" ".join)


def letters(text: str) -> Counter[str]:
    return Counter(character for character in normalize(text) if character.isalpha())


@given(RAW)
def test_nothing_is_lost(raw: str) -> None:
    article = read_page(raw)
    kept = [article.text, article.title, article.byline, article.section]
    kept += [dropped.line for dropped in article.dropped]
    assert not letters(raw) - letters("\n".join(filter(None, kept)))
    assert read_page(raw) == article
    assert normalize(article.text) == article.text


PAGE = HEAD.format(date="Ngày 3/2/2015") + BODY


@given(RAW)
def test_cleaning_adds_nothing(raw: str) -> None:
    article = clean_article(Article(raw))
    assert not letters(article.text) - letters(raw)


def repeat(lines: str, count: int) -> str:
    return "".join(lines.format(number) for number in range(count))


TOLD = "Sáng nay cơ quan chức năng đã họp bàn về vấn đề này và cho biết sẽ xử lý nghiêm số {0}.\n"
HOSTILE = {
    "one letter": "a" * 500_000,
    "letters": "a " * 250_000,
    "stops": "." * 500_000,
    "newlines": "\n" * 500_000,
    "parentheses": "(" * 500_000,
    "emoji": "😀" * 100_000 + "a",
    "headlines": PAGE + repeat("Giá vàng tăng {} nghìn trong phiên sáng nay\n", 4_000),
    "related headlines": f"{PAGE}Tin liên quan\n" + repeat("Vì sao vàng tăng {}?\n", 8_000),
    "asking headlines": PAGE + repeat(TOLD + "Đập số {0}: Ai xả nước về, ai chịu hạn?\n", 4_000),
    "dated headlines": PAGE
    + TOLD * 2
    + repeat("Một đầu đề khác của bài số {}\n10/1/2019 08:00\n", 4_000),
    "credits": "Ảnh: a\n" * 20_000,
    "credits above the body": repeat("Hồ {}\nẢnh: Nam\n", 10_000),
    "buttons": PAGE + repeat("Trụ cầu số {}\nChia sẻ\n", 40_000),
    "short lines": "một hai ba\n" * 10_000,
    "dates": "10/1/2019\n" * 20_000,
    "quotation marks": "> " * 100_000,
    "spaces": f"# a\n{' ' * 100_000}x",
    "underscores": "# a\n" + "__a " * 50_000,
    "spaces in front matter": f"---\ntitle: a{' ' * 100_000}b\n---\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name: str) -> None:
    def seconds(raw: str) -> float:
        start = time.process_time()
        read_page(raw)
        return time.process_time() - start

    raw = HOSTILE[name]
    # Quadratic time would make the whole a hundred times as slow as a tenth of it.
    assert seconds(raw) < 40 * max(seconds(raw[: len(raw) // 10]), 0.005)


def test_the_sample_page() -> None:
    sample = SAMPLES / "vtv-chinh-phu-dien-tu.txt"
    article = read_page(sample.read_text(encoding="utf-8"), source="sample")
    title = "Văn phòng Chính phủ cần quyết liệt hơn trong xây dựng Chính phủ điện tử"
    assert article.title == title
    assert article.published == datetime.date(2019, 1, 10)
    assert article.byline == "Ban Thời sự"
    assert article.source == "sample"
    assert article.lead and article.lead.startswith("Đây là yêu cầu của Thủ tướng Nguyễn Xuân Phúc")
    assert len(article.text.split("\n\n")) == 5
    assert article.text.endswith("cho nhiều tập thể và cá nhân của Văn phòng Chính phủ.")


def test_a_place_glued_to_the_lead_is_cut_off() -> None:
    page = read_page((SAMPLES / "vnexpress-lu-quet-mien-trung.txt").read_text(encoding="utf-8"))
    assert page.text.startswith("Mưa lớn suốt đêm 14/10 gây lũ quét")
    assert DroppedLine("Quảng Ngãi", "agency mark") in page.dropped
    brand = "VinFast bàn giao xe điện cho 100 khách hàng đầu tiên ở Hà Nội trong sáng thứ hai."
    assert read_page(f"{brand}\n\n{brand[:-1]} và chiều thứ ba.").text.startswith("VinFast")


def test_what_is_said_of_men_is_no_button_and_a_table_has_no_speaker() -> None:
    lines = ["- Nam 14 - 18 tuổi: 3,3 lít/ngày", "- Nữ 14 - 18 tuổi: 2,3 lít/ngày"]
    head = "Địa phương\tGiá hôm nay (đồng/kg)\tThay đổi"
    table = [head, "Đắk Nông\t117.800\t-900", "Giá tiêu tăng.", head, "Chư Sê\t131.000\t+3.000"]
    article = read_page(HEAD.format(date="Ngày 3/2/2015") + BODY + "\n".join([*lines, *table]))
    kept = article.text.split("\n\n")
    assert {*lines, "Chư Sê 131.000 +3.000"} <= {*kept}


def test_the_comment_form_of_a_blog_is_left_out() -> None:
    form = (
        "Bài viết có hữu ích với bạn?\nĐể lại một bình luận Hủy\n"
        "Email của bạn sẽ không được hiển thị công khai. Các trường bắt buộc được đánh dấu *\n"
        "Tên *\nLưu tên của tôi, email, và trang web trong trình duyệt này cho lần bình luận kế "
        "tiếp của tôi.\n"
    )
    article = read_page(HEAD.format(date="Ngày 3/2/2015") + BODY + form)
    assert article.text.split("\n\n") == BODY.splitlines()


def test_the_subjects_before_the_lead_are_cut_off() -> None:
    lead = BODY.splitlines()[0]
    marked = BODY.replace(lead, f"(Tin kinh tế, tin giá điện) {lead}")
    article = read_page(HEAD.format(date="Ngày 3/2/2015") + marked)
    assert article.lead == lead


def test_an_article_in_short_sentences_goes_on_below_a_box_of_the_site() -> None:
    told = [
        "Cậu bé sút trái bưởi qua hai bờ mương.",
        "Thầy đứng nhìn một lúc lâu.",
        "Anh về không kịp ngày thầy mất.",
        "Anh trở về, thuê lại miếng ruộng cũ.",
        "Bây giờ, lớp có 63 đứa nhỏ.",
    ]
    raw = HEAD.format(date="10/01/2019 19:36") + BODY + "\n".join(["TIN TÀI TRỢ", *told])
    assert read_page(raw).text.split("\n\n")[-len(told) :] == told


@pytest.mark.parametrize("button", ["Bình chọn", "BÌNH CHỌN"])
def test_the_button_of_a_poll_opens_no_box_of_other_articles(button: str) -> None:
    poll = ["Ai là cầu thủ xuất sắc nhất trận?", "Lường Thị Mai", "Cầm Thị Nụ", button]
    below = ["Đội hình xuất phát", "Hà Thành: Thảo Vy; Ánh Tuyết", "Hà Thành vươn lên thứ hai."]
    article = read_page(HEAD.format(date="10/01/2019 19:36") + BODY + "\n".join(poll + below))
    reasons = dict(article.dropped)
    assert {*poll} <= reasons.keys()
    assert "related article" not in reasons.values()
    assert article.text.endswith(below[-1])


def test_equal_figures_of_a_table_are_no_contents() -> None:
    cells = ["Kỳ hạn", "Lãi suất", "3 tháng", "2,5", "3,6", "12 tháng", "2,5", "3,6"]
    article = read_page(
        HEAD.format(date="10/01/2019 19:36") + BODY + "\n".join(cells) + "\n" + BODY
    )
    assert article.text.count("\n\n2,5\n\n3,6") == 2


def test_two_authors_may_be_joined_by_and() -> None:
    article = read_page(
        HEAD.format(date="10/01/2019 19:36") + BODY + "Bài và ảnh: HOÀNG LÂM và VI THỊ NGA"
    )
    assert article.byline == "HOÀNG LÂM và VI THỊ NGA"


def test_date_and_author_may_stand_below_the_lead() -> None:
    lead, *more = BODY.splitlines()
    raw = "\n".join(["Kinh tế", "Giá điện sinh hoạt tăng thêm ba phần trăm", lead])
    for late in (["Thứ ba, ngày 10/01/2019 - 08:25", "LÊ VĂN NAM"], ["Lê Nam", "10/1/2019 08:25"]):
        article = read_page("\n".join([raw, *late, *more, *BODY.splitlines()[1:]]))
        assert article.published == datetime.date(2019, 1, 10)
        assert article.byline in ("LÊ VĂN NAM", "Lê Nam")
        assert article.lead == lead


def test_headlines_of_other_articles_with_their_dates_are_left_out() -> None:
    teasers = [
        "Đông Nam Á được lợi gì từ cơn sốt nickel",
        "3 tháng 9 2024",
        "Quần đảo nhỏ và cuộc chơi lớn ngoài khơi",
        "22 tháng 8 2024",
    ]
    above = HEAD.format(date="10/01/2019 19:36") + BODY + BODY.replace("điện", "nước")
    below = BODY.replace("điện", "xăng")
    article = read_page("\n".join([above, *teasers, below]))
    assert {line for line, reason in article.dropped if reason == "related article"} == {*teasers}
    events = [teasers[1], "Công ty nộp hồ sơ xin tăng giá lên Bộ", teasers[3], "Bộ đồng ý tăng giá"]
    article = read_page("\n".join([above, *events, below]))
    assert "\n\n".join(events) in article.text


def test_a_photographer_credited_once_is_known_below_other_captions() -> None:
    captions = ["Trạm biến áp ở ngoại thành", "Công nhân Điện lực Hà Đông leo cột giữa trưa nắng."]
    pages = [BODY, f"{captions[0]}\nLỮ HỒNG PHONG\n", BODY.replace("điện", "nước")]
    pages += [f"{captions[1]}\nLỮ HỒNG PHONG\n", BODY.replace("điện", "vé")]
    article = read_page(HEAD.format(date="10/01/2019 19:36") + "".join(pages))
    assert not {*captions, "LỮ HỒNG PHONG"} & {*article.text.split("\n\n")}


@pytest.mark.parametrize("button", ["Google +", "A+ | A- | Aa", "Aa Aa+"])
def test_a_button_beside_the_date_is_no_author(button: str) -> None:
    article = read_page(HEAD.format(date=f"10/01/2019 19:36\n{button}") + BODY)
    assert article.byline is None
    assert article.text.split("\n\n") == BODY.splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "Đây là cửa sổ phương thức.",
        "Hình 1. Bàn tay người bệnh trước (A) và sau phẫu thuật (B). Đã được sự đồng ý.",
        "Có thể là hình ảnh về 6 người, mọi người đang cười và sách",
        "Cụ Nguyễn Thị Ba trong căn nhà ở Koné, tháng 10/2021. © Thư viện Bernheim",
        "Dòng sự kiện: SEA Games 31",
        "Đơn vị tổng hợp: VietstockFinance",
        "Giấy phép thiết lập trang tổng hợp số 2216/GP-TTĐT do Sở cấp ngày 10 tháng 4 năm 2019.",
        "(*) Xem Báo Người Lao Động từ số ra ngày 25-10",
    ],
)
def test_leaves_out_what_sites_put_between_paragraphs(line: str) -> None:
    article = read_page(HEAD.format(date="10/01/2019 19:36") + f"{BODY}{line}\n" + BODY)
    assert line in dict(article.dropped)


def test_a_site_may_speak_in_sentences_far_above_the_headline() -> None:
    menu = "THƯ VIỆN PHÁP LUẬT\n...loại rủi ro pháp lý, nắm cơ hội làm giàu...\nĐăng nhập\n"
    menu += "Các gói dịch vụ\nCơ sở dữ liệu\nBiểu mẫu\n"
    article = read_page(menu + HEAD.format(date="Cập nhật lúc 10:41 - 10/01/2019") + BODY)
    assert article.title == "Giá điện sinh hoạt tăng thêm ba phần trăm"
    assert article.text.split("\n\n") == BODY.splitlines()


def test_a_breadcrumb_from_the_home_page_is_no_headline_however_long() -> None:
    path = "Trang chủ >> Tin tức - Sự kiện >> Trồng trọt - Bảo vệ thực vật và kiểm dịch"
    article = read_page(f"{path}\nSâu bệnh tuần qua\n10/01/2019\n{BODY}")
    assert article.title == "Sâu bệnh tuần qua"
    assert article.section == "Bảo vệ thực vật và kiểm dịch"


def test_a_short_quotation_over_a_paragraph_is_a_subheading_though_the_text_has_it() -> None:
    said = "“Lặn một hơi là thấy cá heo”"
    told = f"{said}, ông Nam nói khi đưa khách ra đảo vào một buổi sáng tháng ba còn lặng gió."
    article = read_page(HEAD.format(date="10/01/2019 19:36") + f"{BODY}{said}\n{told}\n")
    assert said in article.text.split("\n\n")


def test_a_province_below_the_article_is_no_signature() -> None:
    raw = HEAD.format(date="10/01/2019 19:36") + BODY + "Chia sẻ\nHà Tĩnh\n"
    assert read_page(raw).byline is None


def test_a_teaser_with_its_blurb_in_one_line_is_left_out() -> None:
    teaser = "Bốn năm, ba chiến dịch, một kết quả TTO - Vỉa hè vẫn là bài toán chưa có lời giải."
    article = read_page(HEAD.format(date="10/01/2019 19:36") + f"{BODY}{teaser}\n" + BODY)
    assert DroppedLine(teaser, "related article") in article.dropped


def test_contents_may_be_questions() -> None:
    asked = ["1. Hiện tượng Raynaud là gì?", "2. Ai dễ mắc?", "3. Khi nào phải đi khám?"]
    told = [BODY.replace("điện", word) for word in ("nước", "xăng", "vé")]
    raw = HEAD.format(date="10/01/2019 19:36") + BODY + "\n".join(["NỘI DUNG", *asked, ""])
    raw += "".join(f"{question}\n{body}" for question, body in zip(asked, told, strict=True))
    article = read_page(raw)
    assert [line for line in article.text.split("\n\n") if line in asked] == asked
    assert {reason for line, reason in article.dropped if line in asked} == {"table of contents"}


def test_the_last_line_of_a_box_may_be_the_subheading_of_the_paragraph_below() -> None:
    teasers = [
        "Hai năm giá điện giữ nguyên vì đâu?",
        "Vì sao điện mặt trời mái nhà bán không ai mua",
    ]
    heading = "Ai phải trả giá điện mới?"
    told = "Giá điện mới do mọi hộ phải trả, " + BODY.splitlines()[1].lower()
    box = ["Tin liên quan", *teasers, heading, told]
    article = read_page(HEAD.format(date="10/01/2019 19:36") + BODY + "\n".join(box) + "\n" + BODY)
    assert heading in article.text.split("\n\n")
    assert not {*teasers} & {*article.text.split("\n\n")}


def test_columns_of_a_printed_page_have_widths_of_their_own() -> None:
    printed = [
        "Ruộng cuối kênh không còn bỏ hoang",
        "Theo ông Tạo, mớ đậu vừa phơi ở Cát",
        "Hiệp kín cả tấm bạt trải trước sân:",
        "sáu sào đậu cho chừng một tấn, tức",
        "1,4 tấn đậu khô, bán đi còn lãi 19",
        "triệu đồng.",
        "“Có vụ nản quá, tôi bỏ đất cho bò",
        "gặm”, ông Tạo kể.",
        "Tiền lãi gấp ba lần làm lúa ở đây",
        "Trong vụ này, xã vận động 27 hộ thôn",
        "Hòa Đại làm thử chín ha đậu phụng và",
        "tưới phun mưa.",
        "",
        "• Hoài Nhơn: 46 tàu cá đã lắp thiết bị giám sát hành",
        "trình trong quý I của năm nay",
    ]
    article = read_page("\n".join(printed))
    assert article.title == printed[0]
    assert article.text.split("\n\n") == [
        " ".join(printed[1:6]),
        " ".join(printed[6:8]),
        printed[8],
        " ".join(printed[9:12]),
        " ".join(printed[13:]),
    ]


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("Tác giả: Minh Châu | 10/01/2019 08:15", "Minh Châu"),
        ("Mai Chan, Theo Đời sống Pháp luật 10:30 10/01/2019", "Mai Chan"),
        ("By Lê Nam\nPublished: 10/01/2019 | 18:30\nUpdated: 16/02/2019 | 07:12", "Lê Nam"),
        ("Bởi Inra Sara - 10 Tháng Một, 2019", "Inra Sara"),
        ("10/01/2019\nNguyễn Thúy Nga Nguyễn Thúy Nga", "Nguyễn Thúy Nga"),
        ("10/01/2019\nLĐO | NHẬT HẠ", "NHẬT HẠ"),
        ("Tác giả: Lê Hoài An. Ngày đăng: 10/01/2019. Lượt xem: 342", "Lê Hoài An"),
        ("Tác giả: Lê H.A. Ngày đăng: 10/01/2019. Lượt xem: 342", "Lê H.A."),
        ("Thảo luận trong 'Tin tức' bắt đầu bởi lenam_hn, 10/1/19. Trả lời: 48.", "lenam_hn"),
    ],
)
def test_reads_byline_beside_the_date(lines: str, byline: str) -> None:
    article = read_page(f"Giá điện sinh hoạt tăng thêm ba phần trăm\n{lines}\n{BODY}")
    assert article.title == "Giá điện sinh hoạt tăng thêm ba phần trăm"
    assert article.published == datetime.date(2019, 1, 10)
    assert article.byline == byline
    assert article.text.split("\n\n") == BODY.splitlines()


def test_a_table_at_the_end_is_no_signature() -> None:
    rows = ["STT\tĐội\tTrận\tĐiểm", "1\tNam Định\t25\t50", "2\tBình Định\t25\t44"]
    article = read_page(HEAD.format(date="10/01/2019 19:36") + BODY + "\n".join(rows))
    assert article.byline is None
    assert article.text.split("\n\n")[-3:] == [row.replace("\t", " ") for row in rows]


def test_an_office_is_not_who_signs() -> None:
    end = "GIÁM ĐỐC\nTrần Quốc Hùng\n"
    assert read_page(HEAD.format(date="10/01/2019") + BODY + end).byline == "Trần Quốc Hùng"


MARKDOWN = """---
title: "Khởi công tuyến metro Bến Thành - Cần Giờ dài 54 km"
date: 2026-11-25
author: Gia Minh
tags: [giao thông]
---
# Khởi công tuyến metro Bến Thành - Cần Giờ dài 54 km

**Tuyến đường sắt** nối TP HCM với [Cần Giờ](https://cangio.vn/a_(b)) được khởi công sáng 25/11.

## Vốn tư nhân
* Doanh nghiệp tư nhân đầu tư toàn bộ, *không* dùng vốn ngân sách.
> "Đoạn qua rừng phải đi trên cao", chủ tịch thành phố nói.
"""


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("author: Ánh", "Ánh"),
        ("author: [Lê Ánh, Võ Hải]", "Lê Ánh, Võ Hải"),
        ("authors:\n  - Lê Ánh\n  - Võ Hải", "Lê Ánh, Võ Hải"),
    ],
)
def test_authors_of_front_matter(author: str, byline: str) -> None:
    assert read_page(MARKDOWN.replace("author: Gia Minh", author)).byline == byline


def test_line_breaks_that_were_escaped_twice_are_line_breaks() -> None:
    assert read_page("\\n\\n".join(FLOOD)).paragraphs == FLOOD
    path = r"Tệp nằm ở C:\new\ngan hàng, ai cũng mở được."
    assert read_page(path).text == path


def test_markdown_is_read_without_its_marks() -> None:
    article = read_page(MARKDOWN)
    assert article.title == "Khởi công tuyến metro Bến Thành - Cần Giờ dài 54 km"
    assert article.published == datetime.date(2026, 11, 25)
    assert article.byline == "Gia Minh"
    assert article.text.split("\n\n") == [
        "Tuyến đường sắt nối TP HCM với Cần Giờ được khởi công sáng 25/11.",
        "Vốn tư nhân",
        "- Doanh nghiệp tư nhân đầu tư toàn bộ, không dùng vốn ngân sách.",
        '"Đoạn qua rừng phải đi trên cao", chủ tịch thành phố nói.',
    ]


@pytest.mark.parametrize("line", ["#metro khởi công", "Xếp hạng: 4 ** trên 5 **", "2 * 3 = 6"])
def test_what_only_looks_like_markdown_stays(line: str) -> None:
    assert line in read_page(f"Tuyến metro số 2 được khởi công sáng nay.\n{line}").text


def test_the_blanks_of_a_form_are_no_emphasis() -> None:
    form = "Tôi là [______[, __đồng ý__ ký tên vào đơn này sáng 25/11."
    kept = "Tôi là [______[, đồng ý ký tên vào đơn này sáng 25/11."
    assert read_page(MARKDOWN + form).text.endswith(kept)


def test_blocks_that_a_copy_put_together_are_parted() -> None:
    paragraphs = [
        f"{day} trời nóng và oi từ sáng, tô canh chua trên YouTube khiến cả nhà hết {count} nồi."
        for day, count in (("Thứ hai", 1), ("Thứ tư", 2), ("Chủ nhật", 3), ("Nay", 4), ("Mai", 5))
    ]
    headings = ["Món ngon mùa hè", "Ăn gì hôm nay", "Món lạ đất rẫy", "Cơm cuối tuần", "Mứt Tết"]
    blocks = [block for pair in zip(headings, paragraphs, strict=True) for block in pair]
    assert read_page("".join(blocks)).text == "\n\n".join(blocks)
    assert read_page(" ".join(blocks)).text == " ".join(blocks)


def test_the_heading_of_an_official_text_is_neither_section_nor_headline() -> None:
    article = read_page(
        "TÒA ÁN NHÂN DÂN\nHUYỆN ĐAN PHƯỢNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nĐan Phượng, ngày 12 tháng 10 năm 2024\nTHÔNG BÁO\n"
        "Về việc triệu tập đương sự vắng mặt\n"
        "Tòa án yêu cầu bà Nguyễn Thị Lụa có mặt tại trụ sở vào hồi 8 giờ ngày 18/11/2024.\n"
        "Quá thời hạn trên, Tòa án sẽ tiến hành xét xử vắng mặt theo quy định.\n"
        "TM. TÒA ÁN\nTHẨM PHÁN\nĐỗ Thị Hà"
    )
    assert (article.title, article.section) == ("Về việc triệu tập đương sự vắng mặt", None)
    assert article.published == datetime.date(2024, 10, 12)
    assert article.byline == "Đỗ Thị Hà"


def test_a_first_paragraph_that_announces_a_list_is_no_headline() -> None:
    article = read_page(
        "6 điểm mới của Luật Đất đai 2024\n\nLuật Đất đai 2024 có hiệu lực từ 1/8/2024, sớm hơn 5 "
        "tháng so với dự kiến. Dưới đây là các thay đổi đáng chú ý:\n\n• Bỏ khung giá đất, bảng "
        "giá đất được ban hành hằng năm.\n\n• Mở rộng hạn mức nhận chuyển quyền sử dụng đất."
    )
    assert article.title == "6 điểm mới của Luật Đất đai 2024"
    assert article.lead is not None
    assert article.lead.endswith("đáng chú ý:")


def test_a_second_article_is_told_of() -> None:
    first = (
        "Quốc hội cấm thuốc lá điện tử\nThứ hai, 11/11/2024, 10:20 (GMT+7)\n"
        "Quốc hội sáng nay thông qua nghị quyết với đa số phiếu tán thành, giao Chính phủ rà soát "
        "các quy định liên quan và báo cáo tại kỳ họp sắp tới.\n"
        "Nhiều đại biểu cho rằng việc này cần được làm sớm vì người dân đã chờ đợi quá lâu, trong "
        "khi nguồn lực đã được chuẩn bị."
    )
    second = (
        "Lương hưu sẽ tăng từ tháng 7\nThứ tư, 13/11/2024, 16:02 (GMT+7)\n"
        "Người nghỉ hưu trước năm 1995 có mức hưởng dưới 3,5 triệu đồng sẽ được điều chỉnh lương "
        "từ tháng 7 năm sau, theo Bộ trưởng Tài chính.\n"
        "Nguồn cải cách tiền lương còn dư 110.000 tỷ đồng, bảo đảm cho cả công chức và người hưởng "
        "trợ cấp an sinh xã hội trong hai năm tới."
    )
    article = read_page(f"{first}\n\n{second}")
    assert article.notes == (
        "The text seems to hold another article: “Lương hưu sẽ tăng từ tháng 7”.",
    )
    assert article.dropped[-1].reason == "another article's date"
    assert read_page(first).notes == ()


def test_the_day_before_a_statements_lead_is_its_date() -> None:
    lead = "Công ty Cổ phần Sữa An Bình hôm nay công bố doanh thu quý III đạt 15.549 tỷ đồng."
    more = "Lợi nhuận sau thuế đạt 2.404 tỷ đồng, giảm 5,1% so với cùng kỳ năm trước, do giá tăng."
    article = read_page(
        f"An Bình công bố kết quả quý III\nTP.HCM, ngày 30/10/2024 - {lead}\n{more}"
    )
    assert article.title == "An Bình công bố kết quả quý III"
    assert article.published == datetime.date(2024, 10, 30)
    assert article.lead == lead


def test_a_numbered_heading_is_no_author() -> None:
    article = read_page(
        "Kế hoạch phòng chống thiên tai năm 2024\nThứ tư, 13/11/2024\nI. MỤC TIÊU\n"
        "Chủ động phòng ngừa, ứng phó kịp thời, khắc phục nhanh hậu quả thiên tai trên địa bàn "
        "tỉnh, giảm thiệt hại về người và tài sản.\nII. NHIỆM VỤ\n"
        "Các huyện, thành phố rà soát nơi có nguy cơ sạt lở, lập phương án sơ tán người dân và "
        "chuẩn bị lương thực, thuốc men cho ít nhất bảy ngày."
    )
    assert article.byline is None


MENU = "Trang chủ\nGiới thiệu\nTin tức\nVăn bản\nLiên hệ\nĐăng nhập\nGửi email\nIn trang"
FLOOD = [
    "Mưa lớn suốt đêm làm nước sông Hương dâng cao, nhiều tuyến phố ở thành phố Huế bị ngập sâu.",
    "Lực lượng chức năng đã đưa hơn 200 hộ dân ở vùng trũng đến nơi an toàn ngay trong đêm.",
    "Theo dự báo, mưa còn kéo dài đến hết ngày mai, người dân cần hạn chế ra đường khi nước lên.",
]


def read_lines(*lines: str) -> Article:
    return read_page("\n".join(lines))


def test_a_body_is_unwrapped_on_a_page_of_short_lines() -> None:
    body = [f"{FLOOD[0]} {FLOOD[1]}", f"{FLOOD[1]} {FLOOD[2]}", f"{FLOOD[2]} {FLOOD[0]}"]
    wrapped = [line for paragraph in body for line in textwrap.wrap(paragraph, 72)]
    headline = "Nước lũ dâng cao ở Huế trong đêm"
    article = read_lines(MENU, MENU, headline, "14/9/2025 08:15", *wrapped)
    assert article.paragraphs == body


@pytest.mark.parametrize("figure", ["157.", "2022.", "30/4.", "18%."])
def test_a_figure_left_on_the_last_line_ends_its_sentence(figure: str) -> None:
    paragraph = (
        f"{FLOOD[0]} {FLOOD[1]} Số hộ phải dời đi vì lũ từ đầu năm đến nay đã lên tới {figure}"
    )
    wrapped = [*textwrap.wrap(paragraph.removesuffix(f" {figure}"), 62), figure, ""]
    assert read_lines(*wrapped, *textwrap.wrap(FLOOD[2], 62)).paragraphs == [paragraph, FLOOD[2]]


@pytest.mark.parametrize("width", [30, 48, 98])
def test_a_column_of_any_width_is_unwrapped_and_keeps_its_paragraphs(width: int) -> None:
    page = read_page((SAMPLES / "vtv-chinh-phu-dien-tu.txt").read_text(encoding="utf-8"))
    body = [*page.paragraphs[1:4], "Vướng từ đâu", *page.paragraphs[4:7]]
    wrapped = [line for paragraph in body for line in textwrap.wrap(paragraph, width)]
    article = read_lines(*wrapped)
    assert article.paragraphs == body


def test_a_running_head_does_not_join_a_paragraph() -> None:
    wrapped = textwrap.wrap(" ".join(FLOOD), 48)
    article = read_lines(*wrapped[:3], "BÁO HUẾ - SỐ RA NGÀY 14/9/2025 - TRANG 3", *wrapped[3:])
    assert "BÁO HUẾ - SỐ RA NGÀY 14/9/2025 - TRANG 3" in article.paragraphs


def test_what_announces_a_list_and_a_series_part_are_the_articles() -> None:
    told = "Ủy ban nhân dân xã và gia đình vô cùng thương tiếc báo tin buồn đến bà con:"
    part = "Kỳ 2: Khi con voi không còn chở khách"
    for line in (told, part):
        article = read_lines(MENU, "Những người cuối cùng ở Buôn Đôn", "9/1/2024", line, *FLOOD)
        assert article.paragraphs == [line, *FLOOD]


def test_a_name_in_capitals_at_the_end_signs_the_article() -> None:
    body = (*FLOOD[:2], f"{FLOOD[2]} MINH VƯƠNG")
    article = read_lines(MENU, "Nước lũ dâng cao ở Huế trong đêm", "14/9/2025", *body)
    assert (article.paragraphs, article.byline) == (FLOOD, "MINH VƯƠNG")


def test_the_section_is_the_label_nearest_to_the_headline() -> None:
    headline = "Nghiệm thu máy sao chè bằng gas tại Hợp tác xã Đá Hen"
    for label in ("KHUYẾN CÔNG - TƯ VẤN PHÁT TRIỂN CÔNG NGHIỆP CHÈ", "Bản tin công nghiệp chè"):
        article = read_lines(MENU, "Kinh tế", label, headline, "Thứ năm - 08/12/2022 14:33", *FLOOD)
        assert article.title == headline
    assert article.section == "Bản tin công nghiệp chè"


def test_a_section_of_two_parts_and_one_above_its_own_menu() -> None:
    headline, date = "Nước lũ dâng cao ở Huế trong đêm", "14/9/2025 08:15"
    menu = ("Thời sự", "Thế giới", "Lao động - Việc làm", "Pháp luật")
    article = read_lines(*menu, "Đăng nhập", "Lao động - Việc làm", headline, date, *FLOOD)
    assert article.section == "Lao động - Việc làm"
    own = ("Thế giới", "ASEAN", "Châu Á", "Châu Âu")
    assert read_lines(*menu, "Đăng nhập", *own, headline, date, *FLOOD).section == "Thế giới"


def test_the_section_above_a_menu_in_one_line() -> None:
    headline, date = "Nước lũ dâng cao ở Huế trong đêm", "14/9/2025 08:15"
    menu = "Chính trị Xã hội Thế giới Kinh tế Pháp luật Thể thao Sức khỏe Công nghệ Du lịch"
    own = ("Xã hội", "Tin 24h", "Giáo dục", "Dự báo thời tiết")
    assert read_lines(menu, *own, headline, date, *FLOOD).section == "Xã hội"
    below = ("ĐỜI SỐNG", "Ẩm thực - Du lịch - Tiêu dùng")
    assert read_lines("Đời sống", "Video", *below, headline, date, *FLOOD).section == "ĐỜI SỐNG"


def test_a_newsletter_has_the_headline_of_its_subject_and_an_author_below_its_close() -> None:
    head = (
        "Từ: Bản tin Sống Chậm <bantin@songcham.example>",
        "Ngày: CN, 14 thg 1, 2024 lúc 07:00",
        "Chủ đề: [Sống Chậm #87] Chiếc radio của ông ngoại",
        "SỐNG CHẬM - bản tin mỗi sáng Chủ nhật",
        "Số 87 - Chủ nhật, ngày 14 tháng 1 năm 2024",
        "Chiếc radio của ông ngoại",
    )
    article = read_lines(*head, *FLOOD, "Thân mến,", "Thu Hà", "© 2024 Sống Chậm")
    assert (article.title, article.byline) == ("Chiếc radio của ông ngoại", "Thu Hà")
    assert article.paragraphs == FLOOD


@pytest.mark.parametrize(
    "end",
    [
        ("Mời độc giả xem thêm video:", "Đinh Lan", "(Khoa Dinh dưỡng)", "Ý kiến của bạn"),
        ("✍️ Đinh Lan", "© Công ty VCCorp"),
    ],
)
def test_who_signs_is_found_among_what_the_site_adds(end: tuple[str, ...]) -> None:
    article = read_lines(MENU, "Nước lũ dâng cao ở Huế trong đêm", "14/9/2025", *FLOOD, *end)
    assert (article.paragraphs, article.byline) == (FLOOD, "Đinh Lan")


def test_a_lead_without_a_stop_is_no_headline() -> None:
    headline = "Doanh nghiệp nhỏ loay hoay với lãi vay"
    lead = (
        "Cơ chế cho vay thỏa thuận giúp dòng vốn khơi thông hơn, nhưng mức lãi suất 16-17%/năm "
        "khiến không ít doanh nghiệp nhỏ chùn bước"
    )
    article = read_lines(MENU, "18/3/2010", headline, lead, *FLOOD)
    assert (article.title, article.lead) == (headline, lead)


def test_results_below_a_box_are_the_articles() -> None:
    results = (
        "Đơn nam U18: Dương Hải Triều thắng Mạc Vĩnh Cơ 4-6, 7-6, 6-3",
        "Thanh Hóa 3-2 Huế 1-0",
    )
    headline = "Tay vợt 15 tuổi tạo địa chấn ở giải trẻ"
    article = read_lines(MENU, headline, "28/7/2014", *FLOOD[:2], "Xem thêm", *results, FLOOD[2])
    assert article.paragraphs == [*FLOOD[:2], *results, FLOOD[2]]


def test_who_speaks_again_and_again_is_no_other_article() -> None:
    asked = [f"RFI: Câu hỏi thứ {n} của chúng tôi là gì?" for n in ("nhất", "hai", "ba")]
    talk = [line for pair in zip(asked, FLOOD, strict=True) for line in pair]
    headline = "Trò chuyện về trận lũ ở Huế"
    article = read_lines(MENU, headline, "14/9/2025", FLOOD[0], "Đọc thêm", *talk)
    assert set(asked) <= set(article.paragraphs)


def test_a_breadcrumb_down_the_page_names_the_section_and_not_its_menu() -> None:
    headline = "Nước lũ dâng cao ở Huế trong đêm"
    for crumbs in (("Trang chủ >", "Xã hội", ">", "Môi trường"), ("Trang chủ", "/", "Xã hội")):
        article = read_lines(*crumbs, "Giao thông", "Y tế", "14/9/2025 08:15", headline, *FLOOD)
        assert (article.title, article.section) == (headline, "Xã hội")
    path = ("Trang chủ", "/", "Xã hội", "/", "Môi trường")
    assert read_lines(*path, "14/9/2025 08:15", headline, *FLOOD).section == "Môi trường"


def test_places_in_a_menu_are_no_lead() -> None:
    menu = ("Báo điện tử Tiền Phong", "TP HCM Hà Nội Nhịp sống phương Nam Bạn đọc Địa ốc Xe Quỹ")
    headline = "Nước lũ dâng cao ở Huế trong đêm"
    article = read_lines("Tiền Phong", *menu, headline, "14/9/2025 08:15", "Chia sẻ", *FLOOD)
    assert (article.title, article.paragraphs) == (headline, FLOOD)


def test_a_match_s_figures_stand_above_who_signs() -> None:
    figures = ["THỐNG KÊ", "Sông Lam Đồng Bằng", "52% Kiểm soát bóng 48%", "1 Đồng Bằng 2 2 0 6"]
    head = ("Đồng Bằng ngược dòng trên sân Pleiku", "14/9/2025", "Duy Khoa")
    article = read_lines(MENU, *head, *FLOOD, *figures, "Duy Khoa", "bóng đá trẻ")
    assert (article.paragraphs, article.byline) == ([*FLOOD, *figures], "Duy Khoa")


def test_who_did_an_interview_is_named_above_a_box() -> None:
    box = "Vở kịch diễn các tối thứ sáu hằng tuần tại sân khấu Bến Thành."
    head = (MENU, "Trò chuyện về trận lũ ở Huế", "14/9/2025")
    article = read_lines(*head, *FLOOD, "Nguyễn Hoàng Ân thực hiện", box)
    assert (article.paragraphs, article.byline) == ([*FLOOD, box], "Nguyễn Hoàng Ân")


def test_a_photographer_below_two_captions_that_rules_know() -> None:
    captions = ("Nước ngập đường (ảnh minh họa)", "Người dân chèo thuyền (ảnh minh họa)")
    head = (MENU, "Nước lũ dâng cao ở Huế trong đêm", "14/9/2025")
    pieces = (FLOOD[0], captions[0], "ĐÀO NGỌC", FLOOD[1], captions[1], "ĐÀO NGỌC", FLOOD[2])
    assert read_lines(*head, *pieces).paragraphs == FLOOD


def test_a_chronicle_s_last_year_is_no_caption() -> None:
    years = ["2011: Dựng lại bằng gỗ", "2023: 17 học sinh tiểu học, 14 trẻ mầm non"]
    head = (MENU, "Điểm trường trên đỉnh núi", "14/9/2025")
    assert read_lines(*head, *FLOOD, *years, "Ảnh: Toàn Vũ").paragraphs == [*FLOOD, *years]


def test_a_wrapped_line_may_begin_with_who_says_it_or_the_rest_of_a_compound() -> None:
    told = f'{FLOOD[0]} "Nước lên nhanh quá, chúng tôi chỉ kịp chạy lên gác" - anh Mẫn kể.'
    machine = "Mực nước được đọc trên máy tính hiệu Compaq-HP đặt ở trạm Kim Long suốt đêm qua."
    quoted, rest = told.removesuffix(" - anh Mẫn kể."), "- anh Mẫn kể."
    wrapped = [textwrap.wrap(text, 45) for text in (quoted, FLOOD[1], machine, FLOOD[2])]
    assert wrapped[2][0].endswith("Compaq-")
    wrapped[0].append(rest)
    lines = [line for paragraph in wrapped for line in (*paragraph, "")]
    assert read_lines(*lines).paragraphs == [told, FLOOD[1], machine, FLOOD[2]]


@pytest.mark.parametrize(
    "line",
    [
        "Image caption Sân vận động Thập Niên nay được xây lại cho Euro 2012",
        "Nghe đọc nội dung toàn bài:",
        "Nhóm phóng viên tường trình từ Việt Nam.",
        "Bạn nghĩ gì về trận lũ này? Ý kiến xin gửi về bandoc@vietnamnet.vn hoặc theo mẫu sau:",
        "Họ và tên:",
        "Đăng ký gói VIP để đọc toàn bộ bài viết. Bạn đã là thành viên? Đăng nhập",
    ],
)
def test_what_sites_write_around_the_text(line: str) -> None:
    head = (MENU, "Nước lũ dâng cao ở Huế trong đêm", "14/9/2025")
    assert read_lines(*head, FLOOD[0], line, *FLOOD[1:]).paragraphs == FLOOD


def test_a_subheading_below_other_articles_and_above_a_list_is_kept() -> None:
    others = ("Toàn văn Quyết định về hỗ trợ tiền thuê nhà cho người lao động ở trọ",)
    told = ["Quy trình 4 bước", "Để thuận lợi, các địa phương thống nhất quy trình gồm:"]
    head = (MENU, "Nước lũ dâng cao ở Huế trong đêm", "14/9/2025")
    article = read_lines(*head, *FLOOD[:2], "Tham khảo thêm", *others, *told, FLOOD[2])
    assert article.paragraphs == [*FLOOD[:2], *told, FLOOD[2]]
