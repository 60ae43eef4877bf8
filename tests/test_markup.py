"""What the markup of an HTML page tells beside its text."""

from __future__ import annotations

from datetime import date

import pytest

from summarize.sources import parse_html
from summarize.types import Article, DroppedLine

LEAD = "Sở Giao thông vận tải Quảng Nam cho thông xe một làn quốc lộ 40B từ trưa 26/10 sau ba ngày."
TOLD = (
    "Hơn 12.000 m3 đất đá đã được hốt dọn, ba máy đào tiếp tục túc trực tại km 84 trong đêm nay.",
    "Bốn xã vùng cao với gần 15.000 người bị cô lập, địa phương đã gùi bộ sáu tấn gạo vào thôn.",
)
TITLE = "Quảng Nam mở lại đường lên Trà My"


def parse_body(body: str, *, title: str = TITLE, head: str = "") -> Article:
    head = f"<head><title>{title}</title>{head}</head>"
    return parse_html(f"<!doctype html><html>{head}<body>{body}</body></html>", "a")


def parse(
    *, within: str = "", head: str = "", above: str = "", below: str = "", title: str = TITLE
) -> Article:
    """The article of a page: a lead and two paragraphs, and what stands ``within`` them."""
    told = f"<p>{LEAD}</p><p>{TOLD[0]}</p>{within}<p>{TOLD[1]}</p>"
    body = f"{above}<h1>{TITLE}</h1><div class='detail'>{told}{below}</div>"
    return parse_body(body, title=title, head=head)


def text(*within: str) -> list[str]:
    return [LEAD, TOLD[0], *within, TOLD[1]]


@pytest.mark.parametrize(
    ("box", "line"),
    [
        (
            '<div class="box-tinlienquanv2"><h4><a>Phế thải bủa vây vành đai 3</a></h4>'
            "<p>Hàng nghìn m3 gạch vụn đổ dọc đường gom nhiều tháng qua.</p></div>",
            "Hàng nghìn m3 gạch vụn đổ dọc đường gom nhiều tháng qua.",
        ),
        (
            '<div class="article-relate"><h4><a>Mở đường bay từ Seoul</a></h4>'
            "<div>Mỗi ngày có thêm hai chuyến bay đến Phú Quốc.</div></div>",
            "Mỗi ngày có thêm hai chuyến bay đến Phú Quốc.",
        ),
        (
            '<section data-e2e="recommendations-heading"><ul><li><a>Ngôi làng không trẻ em</a></li>'
            "</ul><p>Hết Nội dung đáng chú ý</p></section>",
            "Hết Nội dung đáng chú ý",
        ),
        (
            '<div type="RelatedNewsBox"><ul><li><h3><a>Thiếu điều dưỡng</a></h3></li></ul></div>',
            "Thiếu điều dưỡng",
        ),
        (
            '<p class="PLink"><a><strong>Sư đoàn 10 diễn tập phòng, chống lụt bão</strong></a></p>',
            "Sư đoàn 10 diễn tập phòng, chống lụt bão",
        ),
        (
            '<div class="article-product"><h3>Sản phẩm gợi ý</h3><div>'
            "<a>Trà sen bách diệp hộp 100g</a><p>680.000₫</p></div></div>",
            "680.000₫",
        ),
    ],
)
def test_a_box_of_other_articles_is_left_out(box: str, line: str) -> None:
    article = parse(within=box)
    assert article.paragraphs == text()
    assert DroppedLine(line, "related article") in article.dropped


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>",
        '<div type="Photo"><div><img src=a.jpg></div><div class="PhotoCMS_Caption"><p>{}</p></div>'
        "</div>",
        "<table><tr><td><img src=a.jpg></td></tr><tr><td><i>{}</i></td></tr></table>",
        '<p style="text-align:center"><img src=a.jpg></p><p><em>{}</em></p>',
        '<div align="center"><div><img src=a.jpg></div><div><span>{}</span></div></div>',
        '<dl class="image-inline captioned"><dt><img src=a.jpg></dt><dd>{}</dd></dl>',
    ],
)
@pytest.mark.parametrize("caption", ["Máy đào làm việc xuyên đêm", "Thợ máy nghỉ trưa bên đường."])
def test_a_caption_is_left_out(picture: str, caption: str) -> None:
    article = parse(within=picture.format(caption))
    assert article.paragraphs == text()
    assert DroppedLine(caption, "photo caption") in article.dropped


def test_captions_that_tell_the_story_stay() -> None:
    figure = "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>"
    body = f"<h1>{TITLE}</h1><p>{LEAD}</p>{''.join(map(figure.format, TOLD))}"
    assert parse_body(body).paragraphs == [LEAD, *TOLD]


@pytest.mark.parametrize(
    "kept",
    [
        "<h2>Xe tải trên 10 tấn chưa được đi</h2>",
        "<p><strong>Xe tải trên 10 tấn chưa được đi</strong></p>",
        '<div class="position-relative"><p>Xe tải trên 10 tấn chưa được đi</p></div>',
        "<p><img src=a.jpg></p><h3>Xe tải trên 10 tấn chưa được đi</h3>",
    ],
)
def test_a_subheading_stays(kept: str) -> None:
    more = f"{kept}<p>Người dân được khuyên không đi lại ban đêm, nhất là khi có mưa lớn ở đèo.</p>"
    assert "Xe tải trên 10 tấn chưa được đi" in parse(within=more).paragraphs


def test_links_over_the_paragraphs_of_a_roundup_are_its_headings() -> None:
    places = "Hội An|Tam Kỳ|Đại Lộc|Núi Thành".split("|")
    headings = [f"{place} mở lại chợ đêm cuối tuần" for place in places]
    told = (
        "Từ tối nay, chợ đêm ở {} có 120 gian hàng, mở cửa đến 22 giờ các ngày thứ bảy, chủ nhật."
    )
    items = "".join(
        f"<p><a>{heading}</a></p><p>{told.format(place)}</p>"
        for heading, place in zip(headings, places, strict=True)
    )
    assert [p for p in parse(within=items).paragraphs if p in headings] == headings


def test_what_stands_above_the_headline_is_left_out() -> None:
    article = parse(above="<div>VN-Index 1.067,07 -1,24</div><p>In trang này | Đóng cửa sổ</p>")
    assert article.paragraphs == text()
    assert article.dropped[:2] == (
        DroppedLine("VN-Index 1.067,07 -1,24", "above the headline"),
        DroppedLine("In trang này | Đóng cửa sổ", "above the headline"),
    )


def test_a_paragraph_above_what_looks_like_the_headline_stays() -> None:
    assert "Sạt lở" in parse(above=f"<p>Sạt lở: {LEAD}</p><p>Mưa đã tạnh.</p>").text


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='menu'>Mục</div><table><tr><td><a>Kinh tế</a></td><td>{}</td></tr></table>",
        "<div>{}</div>",
        "<div class='emagazine-slide widget'>{}</div>",
        "<div class='contentDetailBar'><div class='meta-embed'>{}</div></div>",
        "<div style='display:none'>{}</div>",
    ],
)
def test_paragraphs_are_found_in_any_frame(markup: str) -> None:
    told = f"<p>{LEAD}</p><h3>Đường còn trơn</h3><p>{TOLD[0]}</p><ul><li>{TOLD[1]}</li></ul>"
    frame = f"<h1>{TITLE}</h1>{markup.format(told)}"
    found = [line.removeprefix("- ") for line in parse_body(frame).paragraphs]
    assert [line for line in found if line != "Mục"] == [LEAD, "Đường còn trơn", *TOLD]


def test_a_layout_of_nested_tables_gives_headline_and_paragraphs() -> None:
    menu = "<table><tr><td><a><font>Trang chủ</font></a></td></tr></table>"
    told = "".join(f'<p><font face="Arial">{line}</font></p>' for line in (LEAD, *TOLD))
    cell = f'<font size="4"><b>{TITLE}</b></font></td></tr><tr><td>{told}'
    frame = f"<td>{menu}</td><td><table><tr><td>{cell}</td></tr></table></td>"
    page = f"<html><head><title>:: Bao Quang Nam ::</title></head><body><table><tr>{frame}"
    article = parse_html(f"{page}</tr></table></body></html>", "a")
    assert article.title == TITLE
    assert article.paragraphs == [LEAD, *TOLD]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (
            "<p>Huyện khuyến cáo người dân\nkhông đi lại vào ban đêm.</p>",
            ["Huyện khuyến cáo người dân không đi lại vào ban đêm."],
        ),
        (
            "<p>Huyện khuyến cáo người dân<br>không đi lại vào ban đêm.</p>",
            ["Huyện khuyến cáo người dân không đi lại vào ban đêm."],
        ),
        (
            "<div>Đường đã thông.</div><div><img src=a.jpg></div><div>Mưa đã tạnh.</div>",
            ["Đường đã thông.", "Mưa đã tạnh."],
        ),
        (
            "<p>Huyện yêu cầu:<br>1. Không đi đêm.<br>2. Không chở nặng.</p>",
            ["Huyện yêu cầu:", "1. Không đi đêm.", "2. Không chở nặng."],
        ),
    ],
)
def test_a_line_ends_where_a_browser_ends_a_paragraph(source: str, lines: list[str]) -> None:
    assert parse(within=source).paragraphs == text(*lines)


def test_signs_of_figures_in_a_table_stay() -> None:
    rows = "<tr><td>-1,8</td><td>Ngân hàng</td></tr><tr><td>+0,9</td><td>Bán lẻ | FMCG</td></tr>"
    lines = ["-1,8 | Ngân hàng", "+0,9 | Bán lẻ | FMCG"]
    assert parse(within=f"<table>{rows}</table>").paragraphs == text(*lines)


def test_marks_of_an_encyclopedia_are_left_out() -> None:
    mark = '<sup class="reference"><a>[1]</a></sup>'
    edit = '<span class="mw-editsection">[<a>sửa</a> | <a>sửa mã nguồn</a>]</span>'
    source = f"<h2>Lịch sử{edit}</h2><p>Đường dài 209 km.{mark} Nó hoàn thành năm 2002.{mark}</p>"
    box = '<table class="infobox"><tr><th>Chiều dài</th><td>209 km</td></tr></table>'
    lines = ["Lịch sử", "Đường dài 209 km. Nó hoàn thành năm 2002."]
    assert parse(within=source + box).paragraphs == text(*lines)


def test_the_place_before_a_lead_is_an_agency_mark() -> None:
    lead = f'<p class="description"><span class="location-stamp">Quảng Nam</span>{LEAD}</p>'
    article = parse_body(
        f"<h1>{TITLE}</h1>{lead}<article><p>{TOLD[0]}</p><p>{TOLD[1]}</p></article>"
    )
    assert article.lead == LEAD
    assert article.dropped == (DroppedLine("Quảng Nam", "agency mark"),)


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (f"Tin tức - {TITLE}", f"<h2>Tin tức</h2><div class='title'>{TITLE}</div>"),
        (
            f"Sở Giao thông vận tải - {TITLE}",
            f"<h2>Sở Giao thông vận tải</h2><p class=tieu-de>{TITLE}",
        ),
        (f"{TITLE} - Cổng thông tin", f"<h1>Tin trong tỉnh</h1><h1>{TITLE}</h1>"),
        ("Đường lên Trà My thông lại rồi | Báo Mới", f"<h1>{TITLE}</h1>"),
    ],
)
def test_the_headline_is_what_the_page_shows(title: str, heading: str) -> None:
    told = "".join(f"<p>{line}</p>" for line in (LEAD, *TOLD))
    article = parse_body(f"{heading}<div>{told}</div>", title=title)
    assert article.title == TITLE
    assert article.paragraphs == [LEAD, *TOLD]


@pytest.mark.parametrize(
    "lead", [f'<div class="box-des"><p>{LEAD}</p></div>', f'<h2 class="fon33">{LEAD}</h2>']
)
def test_a_lead_without_a_name_stands_between_headline_and_text(lead: str) -> None:
    told = "".join(f"<p>{line}</p>" for line in TOLD)
    body = f'<h1>{TITLE}</h1>{lead}<div class="detail-content-body">{told}</div>'
    assert parse_body(body).paragraphs == [LEAD, *TOLD]


@pytest.mark.parametrize(
    "lead",
    [
        f'<div class="tomtat"><strong>{LEAD}</strong></div>',
        f'<div class="hometext m-bottom">{LEAD}</div>',
        "<table><tr><td><table><tr><td><img src=a.jpg align=left><span id=lblAbstract"
        f' class="NewsAbstract">{LEAD}</span></td></tr></table></td></tr></table>',
    ],
)
def test_a_lead_beside_the_text_is_known_by_its_name(lead: str) -> None:
    told = "".join(f"<p>{line}</p>" for line in TOLD)
    body = f"<h1>{TITLE}</h1>{lead}<div class=noidung>{told}</div>"
    assert parse_body(body).paragraphs == [LEAD, *TOLD]


def test_a_date_line_counts_more_than_a_clock() -> None:
    clock = '<div><span id="clock">Thứ Sáu, 12/04/2024</span></div>'
    line = '<div class="meta"><span class="date">11/04/2024 17:08:00</span> <a>A+</a></div>'
    told = "".join(f"<p>{line}</p>" for line in (LEAD, *TOLD))
    page = f'{clock}<div class="news-title">{TITLE}</div>{line}<div class="text">{told}</div>'
    assert parse_body(page).published == date(2024, 4, 11)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:section" content="Thời sự">',
        '<script type="application/ld+json">{"articleSection": ["Thời s\\u1ef1"]}</script>',
    ],
)
def test_the_section_is_what_the_head_names(head: str) -> None:
    assert parse(head=head).section == "Thời sự"


@pytest.mark.parametrize("section", ["Xã \\x hội", "Xã \\u12", "Xã Hội \\ud83d"])
def test_a_section_that_is_no_json_is_none(section: str) -> None:
    script = f'<script type="application/ld+json">{{"articleSection": "{section}"}}</script>'
    assert parse(head=script).section is None


def test_the_section_is_the_first_in_the_path() -> None:
    path = "<ul class=breadcrumb><li><a>Trang chủ</a></li><li><a>Thời sự</a></li></ul>"
    article = parse(above=path + '<div class="breadcrumb"><a>Giao thông</a></div>')
    assert article.section == "Thời sự"
    assert parse().section is None


@pytest.mark.parametrize(
    "path",
    [
        "<div class=small><a>Trang chủ</a> / <a>Chuyển đổi số</a></div>",
        "<ol class=breadcrumb><li><a>Trang chủ</a></li><li><a>Tin tức</a><li>Chuyển đổi số</ol>",
        "<nav id=breadcrumbs><a>Huyện Trà Lĩnh</a><a>Chuyển đổi số</a></nav>",
        "<div class=category-title><a>Chuyển đổi số</a></div>",
        "<h4 class=story_category><a>Chuyển đổi số</a></h4>",
        "<div><a data-role=cate-name>Chuyển đổi số</a></div>",
        "<ul><li><a>Trang chủ</a><li><a>Y tế</a><li class=active><a>Chuyển đổi số</a></ul>",
    ],
)
def test_the_section_is_more_than_the_site_or_news(path: str) -> None:
    assert parse(above=path, title=f"{TITLE} - Huyện Trà Lĩnh").section == "Chuyển đổi số"


def test_every_other_line_of_the_page_is_told_of() -> None:
    article = parse(above="<p>Đặt báo</p>", below="</div><footer><p>Báo Quảng Nam</p></footer>")
    assert article.dropped == (
        DroppedLine("Đặt báo", "above the headline"),
        DroppedLine("Báo Quảng Nam", "beside the article"),
    )


def _name(author: str) -> str:
    site = '<meta property="og:site_name" content="vnexpress.net">'
    return f'{site}<meta name="author" content="{author}">'


@pytest.mark.parametrize(
    ("head", "below", "byline"),
    [
        (_name("Lê Giang"), "", "Lê Giang"),
        (_name("Người đăng: Lê Giang"), "", "Lê Giang"),
        (_name("VnExpress"), "<p style='text-align:right'><b>Lê Giang</b></p>", "Lê Giang"),
        (_name("bientap"), "<p style='text-align:right'><b>Lê Giang</b></p>", "Lê Giang"),
        (_name("admin"), "<p class='tac-gia'>Lê Giang</p>", "Lê Giang"),
        ("", "<div class='article-author'><a>Lê Giang/VOV-Tokyo</a></div>", "Lê Giang"),
        ("", "<span id=story_byline>Lê Giang, thông tín viên RFA</span>", "Lê Giang"),
    ],
)
def test_the_author_is_a_person_where_one_is_named(head: str, below: str, byline: str) -> None:
    article = parse(head=head, below=below)
    assert article.byline == byline
    assert article.paragraphs == text()


def test_a_page_that_goes_on_with_the_next_article_ends_with_its_own() -> None:
    told, other = (
        text(),
        ["Giá vàng miếng sáng nay tăng 500.000 đồng một lượng so với hôm qua."] * 3,
    )
    articles = [
        f"<article><h1>{title}</h1>{''.join(f'<p>{line}</p>' for line in lines)}</article>"
        for title, lines in (("Nước lũ dâng cao ở Huế trong đêm", told), ("Giá vàng tăng", other))
    ]
    head = "<title>Nước lũ dâng cao ở Huế trong đêm - Báo Mới</title>"
    page = f"<html><head>{head}</head><body>{''.join(articles)}</body></html>"
    article = parse_html(page, "a.html")
    assert (article.title, article.paragraphs) == ("Nước lũ dâng cao ở Huế trong đêm", told)
    assert DroppedLine("Giá vàng tăng", "the next article") in article.dropped
