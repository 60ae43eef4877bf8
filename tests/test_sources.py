from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zstandard
from conftest import SAMPLES
from test_encodings import in_windows_1258

from summarize import Article, InputError
from summarize.sources import (
    Failure,
    RawArticle,
    Remark,
    is_url,
    parse_article,
    parse_html,
    parse_raw,
    read_article,
    read_raw,
)
from training.marked import read_marked_page

BODY = (
    "Chiều 10/1, Văn phòng Chính phủ tổ chức hội nghị triển khai nhiệm vụ năm 2019 tại Hà Nội.\n\n"
    "Thủ tướng yêu cầu Văn phòng Chính phủ quyết liệt hơn trong xây dựng Chính phủ điện tử."
)


def read_articles(sources: Iterable[str]) -> Iterator[Article | Failure]:
    for raw in read_raw(sources):
        assert not isinstance(raw, Remark)
        try:
            yield raw if isinstance(raw, Failure) else parse_raw(raw)
        except InputError as error:
            yield Failure(str(raw.source), error)


def read_parquet(path: Path, **columns: Any) -> list[Article | Failure]:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table(columns), path)
    return list(read_articles([str(path)]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_files_and_tables_are_read_in_their_encoding(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "bài.txt").write_bytes(BODY.encode(encoding))
    (tmp_path / "bảng.csv").write_bytes(f'id,text\n1,"{BODY}"\n'.encode(encoding))
    texts = [found.text for found in read_articles([str(tmp_path)]) if isinstance(found, Article)]
    assert texts == [BODY, BODY]


def test_tables_in_an_old_encoding_are_read(tmp_path: Path) -> None:
    path = tmp_path / "bảng.csv"
    table = "Title,Text\nM\xada lín ë HuÕ,Thµnh phè HuÕ cã m\xada lín.\n"
    path.write_bytes(table.encode("latin-1"))
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Mưa lớn ở Huế", "Thành phố Huế có mưa lớn.")


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ảnh.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(InputError, match=r"ảnh\.txt is not a text"):
        read_article(str(path))


def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputError, match=r"There is no file khong-co\.txt"):
        read_article("khong-co.txt")


def test_saved_html_gives_the_article_and_its_metadata() -> None:
    article = read_article(str(SAMPLES / "dantri-phong-van-bac-si.html"))
    assert article.title is not None
    assert article.published is not None
    assert "<" not in article.text
    assert "Bình luận" not in article.text


PAGES = sorted((Path(__file__).parent / "html").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_html_as_the_sites_write_it(path: Path) -> None:
    """Beside each page stands what it holds, marked as the pages of test_cleaning.py are."""
    expected = read_marked_page(path.with_suffix(".txt"))
    article = read_article(str(path))
    assert article.title == expected.title
    assert article.byline == expected.known.get("byline")
    assert str(article.published or "") == expected.known.get("published", "")
    if expected.section:
        assert article.section == expected.section
    assert article.text.split("\n\n") == expected.paragraphs


def test_html_in_which_no_article_is_found_is_read_as_pasted_text() -> None:
    page = "<!doctype html><html><body><div class='comment'>Hà Nội có mưa.</div></body></html>"
    assert parse_article(page.encode(), "trang.html").text == "Hà Nội có mưa."


@pytest.mark.parametrize(
    "start",
    ["\ufeff<!doctype html>", "<!-- bản in --><!DOCTYPE html>", '<?xml version="1.0"?>\n', "\n"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_page_is_known_by_its_root(start: str, encoding: str) -> None:
    html = "<html><body><h1>Tin</h1><p>Sáng nay Hà Nội có mưa lớn.</p></body></html>"
    article = parse_article(f"{start}{html}".encode(encoding), "https://vtv.vn/tin-1")
    assert "<" not in article.text and "Sáng nay Hà Nội có mưa lớn." in article.text


def test_tables_of_figures_keep_their_rows() -> None:
    rows = "<tr><th>Vàng</th><th>Giá</th></tr><tr><td>SJC</td><td>80 triệu đồng</td></tr>"
    text = "<p>Sáng nay, thị trường mở cửa.</p><p>- Giá vàng tăng.</p>"
    page = f"<!doctype html><html><body>{text}<table>{rows}</table></body></html>"
    paragraphs = parse_article(page.encode(), "trang.html").text.split("\n\n")
    assert paragraphs[1:] == ["- Giá vàng tăng.", "Vàng | Giá", "SJC | 80 triệu đồng"]


def test_a_front_page_is_no_article() -> None:
    links = "".join(
        f"<li><a href=/tin-{n}>Mưa lớn gây ngập {n} tuyến phố Hà Nội</a>" for n in range(12)
    )
    page = f"<!doctype html><html><body><h1>Báo</h1><ul>{links}</ul><p>{BODY}</p></body></html>"
    with pytest.raises(InputError, match="is a site's front page"):
        parse_html(page, "https://vtv.vn/")
    assert BODY[:50] in parse_html(page, "https://vtv.vn/tin-1").text


def test_html_without_an_article_is_an_error() -> None:
    with pytest.raises(InputError, match="No article was found"):
        parse_article(b"<!doctype html><html><body></body></html>", "trang.html")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<h1>404</h1><p>Trang bạn tìm kiếm không tồn tại hoặc đã bị xóa.</p>", "404"),
        (
            "<nav><a href='/'>Trang chủ</a></nav><h2>Rất tiếc!</h2><div>Bài viết mà quý độc giả "
            "đang tìm không tồn tại.</div>",
            "Bài viết mà quý độc giả đang tìm không tồn tại.",
        ),
        ("<h1>Oops! Không tìm thấy trang</h1><p>Mời quay lại.</p>", "Oops! Không tìm thấy trang"),
        ("<p>Nội dung này đã bị gỡ. Mời đọc tin khác.</p>", "Nội dung này đã bị gỡ."),
        ("<p>The requested URL /a was not found on this server.</p>", "The requested URL /a was"),
        (
            "<noscript>Bạn cần bật JavaScript để chạy ứng dụng này.</noscript><div id=a></div>",
            "Bạn cần bật JavaScript để chạy ứng dụng này.",
        ),
        ("<div>Trình duyệt của bạn đã tắt JavaScript.</div>", "Trình duyệt của bạn đã tắt"),
        ("<noscript>You need to enable JavaScript to run this app.</noscript>", "You need to"),
        (
            "<h1>Trước khi bạn tiếp tục truy cập Google</h1><p>Chúng tôi sử dụng cookie và dữ liệu "
            "để cung cấp dịch vụ của Google.</p><button>Chấp nhận tất cả</button>",
            "Trước khi bạn tiếp tục truy cập Google",
        ),
        ("<h1>Just a moment...</h1><p>Enable cookies to continue.</p>", "Just a moment..."),
    ],
)
def test_a_page_that_says_why_it_holds_no_article_is_an_error(body: str, said: str) -> None:
    page = f"<!doctype html><html><head><title>Báo Mới</title></head><body>{body}</body></html>"
    with pytest.raises(
        InputError, match=f"There is no article in tin.html. The page says: “{said}"
    ):
        parse_article(page.encode(), "tin.html")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Lỗi 404 là gì và cách khắc phục",
            "Trang bạn tìm kiếm không tồn tại là điều mà thông báo này muốn nói.",
        ),
        ("Google cho từ chối cookie", "“Trước khi bạn tiếp tục” là câu hỏi mới của Google."),
        ("Cách bật JavaScript trên Chrome", "Hãy bật JavaScript trong phần Cài đặt của máy."),
        ("Trường cũ", f"Trang web này sử dụng cookie. {BODY} {BODY} {BODY}"),
        ("Trang sử", "Nội dung trang sử này được viết lại. Đường dẫn lên núi đã bị sạt lở."),
    ],
)
def test_an_article_on_such_pages_is_read(title: str, text: str) -> None:
    page = f"<!doctype html><html><body><h1>{title}</h1><p>{text}</p></body></html>"
    assert text[-40:] in parse_article(page.encode(), "tin.html").text


@pytest.mark.parametrize("name", ["tin.xhtml", "tin.shtml", "TIN.HTM", "tin.xhtml.gz"])
def test_pages_go_by_many_names(name: str, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))
    page = f"<html><body><h1>Tin</h1>{paragraphs}</body></html>".encode()
    (tmp_path / name).write_bytes(gzip.compress(page) if name.endswith(".gz") else page)
    (article,) = read_articles([str(tmp_path)])
    assert isinstance(article, Article) and article.text == BODY


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.txt").write_text(BODY, encoding="utf-8")
    found = [article.source for article in read_articles([str(tmp_path)])]
    assert found == [str(tmp_path / name) for name in ("a.md", "b.txt", "c/d.txt")]


def write_pages(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BODY, encoding="utf-8")


def test_links_in_a_folder_are_followed_once(tmp_path: Path) -> None:
    write_pages(tmp_path, "tin/b/tin.txt", "xa/d/e/tin.txt", "xa/tin.md")
    for name, target in [
        ("a", "b"),  # stands there itself
        ("b/up", ".."),
        ("b/top", "../.."),
        ("far", "../xa"),
        ("far2", "../xa"),
        ("e", "../xa/d/e"),
        ("file.txt", "b/tin.txt"),
    ]:
        (tmp_path / "tin" / name).symlink_to(target)
    (tmp_path / "xa" / "back").symlink_to("../tin")
    for source in (tmp_path / "tin", tmp_path / "tin" / "*"):
        names = ["b/tin.txt", "e/tin.txt", "far/tin.md", "file.txt"]
        found = [str(reading.source) for reading in read_raw([str(source)])]
        assert found == [f"{tmp_path}/tin/{name}" for name in names]


@pytest.mark.parametrize("pattern", ["", "*", "**"])
def test_a_broken_link_in_a_folder_is_a_failure(pattern: str, tmp_path: Path) -> None:
    write_pages(tmp_path, "tin.txt")
    for name in ("a.txt", "b.jsonl.gz", "c", "d.png", ".e.txt", ".f"):
        (tmp_path / name).symlink_to("xa/tin")
    (tmp_path / "g.txt").symlink_to("g.txt")
    *failures, article = read_raw([f"{tmp_path}/{pattern}"])
    assert article.source == f"{tmp_path}/tin.txt"
    names = [Path(failure.source).name for failure in failures]
    assert names == ["a.txt", "b.jsonl.gz", "c", "g.txt"]
    assert isinstance(failures[0], Failure)
    assert str(failures[0].error) == (
        f"{tmp_path}/a.txt is a link to xa/tin, where nothing is: mend or remove it."
    )


@pytest.mark.parametrize("pattern", ["", "*", "**", "**/*.html"])
def test_the_folder_beside_a_saved_page_is_part_of_it(pattern: str, tmp_path: Path) -> None:
    write_pages(tmp_path, "tin.html", "tin_files/quảng-cáo.html", "tin_files/a/b.html", "mưa.htm")
    write_pages(tmp_path, "mưa_tệp/khung.html", "gió.html", "gió.files/c.html", "khác_files/d.html")
    write_pages(tmp_path, f"gió_{unicodedata.normalize('NFD', 'tệp')}/e.html")
    names = [Path(reading.source).name for reading in read_raw([f"{tmp_path}/{pattern}"])]
    expected = ["d.html", "gió.html", "tin.html", "mưa.htm"]
    assert sorted(names) == sorted(expected[: 3 if "html" in pattern else 4])
    (named,) = read_raw([f"{tmp_path}/tin_files/*.html"])
    assert named.source == f"{tmp_path}/tin_files/quảng-cáo.html"


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0041)https://vtv.vn/mua-lon-2019011010.htm -->",
        "<!--\n Page saved with SingleFile \n url: https://vtv.vn/mua-lon-2019011010.htm \n-->",
    ],
)
def test_the_source_of_a_saved_page_is_its_address(comment: str, tmp_path: Path) -> None:
    page = f"<!DOCTYPE html>\n{comment}\n<html><body><h1>Mưa lớn</h1><p>{BODY}</p></body></html>"
    path = tmp_path / "mưa.html"
    path.write_text(page, encoding="utf-8")
    (raw,) = read_raw([str(path)])
    assert isinstance(raw, RawArticle) and raw.source == str(path)
    assert parse_raw(raw).source == "https://vtv.vn/mua-lon-2019011010.htm"
    path.write_text(page.replace("https:", "about:"), encoding="utf-8")
    assert read_article(str(path)).source == str(path)


def test_a_page_saved_in_firefox_s_reader_view_keeps_its_address_and_author(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))
    path = tmp_path / "hội nghị.html"
    path.write_text(
        '<html lang="vi"><head><title>Hội nghị triển khai nhiệm vụ năm 2019</title></head><body>'
        '<div class="container"><div class="header reader-header"><a class="domain '
        'reader-domain" href="https://vtv.vn/hoi-nghi.htm">vtv.vn</a><h1 class="reader-title">Hội '
        'nghị triển khai nhiệm vụ năm 2019</h1><div class="credits reader-credits">Minh Anh</div>'
        '<div class="meta-data"><div class="reader-estimated-time">2-3 phút đọc</div></div></div>'
        f'<hr><div class="content"><div class="moz-reader-content">{paragraphs}</div></div></div>',
        encoding="utf-8",
    )
    article = read_article(str(path))
    assert (article.source, article.byline) == ("https://vtv.vn/hoi-nghi.htm", "Minh Anh")
    assert article.title == "Hội nghị triển khai nhiệm vụ năm 2019"
    assert article.text == BODY


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    (failure,) = read_articles([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert "holds no" in str(failure.error)


def test_rows_of_jsonl_are_articles_and_a_bad_row_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(
        '{"title": "Hội nghị", "content": "Chính phủ họp phiên thường kỳ.", '
        '"date": "2019-01-09T19:36Z", "url": "https://example.vn/1"}\n'
        "not json\n\n"
        '{"headline": "Không có bài"}\n'
        '{"body": "Hà Nội có mưa lớn trong đêm qua."}\n',
        encoding="utf-8",
    )
    first, broken, empty, last = read_articles([str(path)])
    assert first == Article(
        "Chính phủ họp phiên thường kỳ.",
        title="Hội nghị",
        published=date(2019, 1, 10),
        source="https://example.vn/1",
        lead=first.lead if isinstance(first, Article) else None,
    )
    assert isinstance(broken, Failure) and "2 is not a JSON object" in str(broken.error)
    assert isinstance(empty, Failure) and "has no text" in str(empty.error)
    assert isinstance(last, Article) and last.source == f"{path}:5"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"Text": "", "title": "Mưa"}, "the text in column Text is empty"),
        ({"content": " \u200b", "body": None}, "the text in column content is empty"),
        ({"Nội dung ": None, "views": 3}, "the text in column Nội dung is empty"),
        ({"text": []}, "the text in column text is empty"),
        ({"text": {"vi": "Hà Nội có mưa."}}, "what is in column text is nested"),
        ({"content": [{"p": "Hà Nội có mưa."}], "text": ""}, "what is in column content is nested"),
    ],
)
def test_every_row_without_text_is_a_failure_that_names_table_and_row(
    row: dict[str, Any], fault: str, tmp_path: Path
) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(2 * (json.dumps(row | {"source": "VnExpress"}) + "\n"), encoding="utf-8")
    for number, found in enumerate(read_raw([str(path)]), 1):
        assert isinstance(found, Failure) and found.source == f"{path}:{number}"
        assert re.search(f"tin.jsonl:{number} has no text: {fault}", str(found.error))


@pytest.mark.parametrize("name", ["tin.csv", "tin.jsonl", "tin.parquet"])
def test_a_table_without_a_column_for_the_text_is_one_failure(name: str, tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    path = tmp_path / name
    row = {"Tiêu đề": "Mưa", "Views": "3", "Đoạn": "Hà Nội có mưa."}
    if path.suffix == ".csv":
        path.write_text("\n".join([",".join(row), *2000 * [",".join(row.values())]]), "utf-8")
    elif path.suffix == ".jsonl":
        path.write_text("\n".join(2000 * [json.dumps(row)]), "utf-8")
    else:
        parquet.write_table(pyarrow.Table.from_pylist(2000 * [row]), path)
    (failure,) = read_raw([str(path)])
    assert isinstance(failure, Failure) and failure.source == str(path)
    assert str(failure.error) == (
        f"{path} has no text: it wants a column named text, content, body or nội dung and has "
        "Tiêu đề, Views, Đoạn."
    )


def test_rows_without_a_column_for_the_text_fail_each_where_others_have_one(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    rows = [{"title": "Mưa"}, {"views": 3}, {"text": "Hà Nội có mưa."}, {"title": "Nắng"}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, second, article, last = read_raw([str(path)])
    assert isinstance(article, RawArticle)
    wanted = "has no text: it wants a column named text, content, body or nội dung and has"
    for failure, number, has in ((first, 1, "title"), (second, 2, "views"), (last, 4, "title")):
        assert isinstance(failure, Failure)
        assert str(failure.error) == f"{path}:{number} {wanted} {has}."


def test_a_failed_row_of_a_csv_is_told_with_its_line(tmp_path: Path) -> None:
    """Its name counts the rows that are filled: the line of each may change with any text."""
    path = tmp_path / "tin.csv"
    path.write_text(
        '\nsep=;\nTiêu đề;Nội dung\nMưa;"Hà Nội có mưa.\n\nNhiều phố ngập."\n;\nNắng;\n'
        'Gió;Biển động; cấp 7\nBão;"Bão số 3\nLũ;...\n',
        encoding="utf-8",
    )
    article, *failures = read_raw([str(path)])
    assert isinstance(article, RawArticle)
    assert (article.source, article.place) == (f"{path}:1", f"{path}:1 (line 4)")
    assert [failure.source for failure in failures if isinstance(failure, Failure)] == [
        f"{path}:{number}" for number in (2, 3, 4)
    ]
    empty, wide, broken = [str(f.error) for f in failures if isinstance(f, Failure)]
    assert empty == f"{path}:2 (line 8) has no text: the text in column Nội dung is empty."
    assert wide.startswith(f"{path}:3 (line 9) has 3 cells, the header 2")
    assert broken.startswith(f"{path}:4 (line 10) has a quotation mark without its pair")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("15/03/2024", 15),
        ("15-03-2024 08:30", 15),
        ("15.03.2024", 15),
        ("2024/03/15", 15),
        ("20240315", 15),
        ("15 Mar 2024", 15),
        ("15-Mar-2024", 15),
        ("Mar 15, 2024", 15),
        ("March 15, 2024 8:30 AM", 15),
        ("08:30 15/03/2024", 15),
        ("Thứ sáu, 15/3/2024, 08:30 (GMT+7)", 15),
        ("Ngày 15 tháng 3 năm 2024", 15),
        ("15-Mar-24", 15),
        ("15-thg 3-24 07:30", 15),
        ("15/3/24", 15),
        ("07:30 15.03.24", 15),
        ("3/15/2024 7:30:00 AM", 15),
        ("45366", 15),
        (45366.3125, 15),
        (1710435600, 15),  # midnight in Vietnam
        (1710435599.0, 14),
        (1710435600000, 15),
        ({"$date": "2024-03-14T17:00:00Z"}, 15),
        ({"$date": {"$numberLong": "1710435600000"}}, 15),
    ],
)
def test_a_date_may_be_written_as_people_and_programs_do(
    cell: object, day: int, tmp_path: Path
) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(json.dumps({"text": "Hà Nội có mưa.", "date": cell}), encoding="utf-8")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article)
    assert (article.published, article.notes) == (date(2024, 3, day), ())


@pytest.mark.parametrize("cell", ["3/15/2024", "03/15/24", "07:30 3-15-2024"])
def test_the_month_stands_first_where_the_second_number_can_be_none(cell: str) -> None:
    article = parse_raw(RawArticle("1", {"text": "Hà Nội có mưa.", "date": cell}))
    assert (article.published, article.notes) == (date(2024, 3, 15), ())


@pytest.mark.parametrize(
    "cell",
    ["0001-01-01", "hôm qua", "31/02/2024", "13/15/2024", "30/2/24", "15-Mai-24", "08:30", "12345"],
)
def test_a_date_that_cannot_be_read_is_noted(cell: str) -> None:
    row = {"text": "Hà Nội có mưa.", "date": cell}
    article = parse_raw(RawArticle("1", row))
    assert article.published is None
    assert article.notes == (f"The date “{cell}” could not be read.",)
    assert parse_raw(RawArticle("1", row | {"ngay": "15/3/2024"})).notes == ()


def test_how_many_dates_of_a_table_could_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tin.csv"
    cells = ["hôm qua", "3/15/2024", "3/4/2024", "", "hôm kia", "2024-03-15"]
    rows = "".join(f"Hà Nội có mưa {number}.;{cell}\n" for number, cell in enumerate(cells))
    path.write_text(f"Nội dung;Ngày đăng\n{rows}", encoding="utf-8")
    assert list(read_raw([str(path)]))[len(cells) :] == [
        Remark(
            "note",
            str(path),
            f"{path}: 2 of 5 dates could not be read, such as “hôm qua”: write them as 2024-03-15 "
            "or 15/3/2024.",
        ),
        Remark(
            "note",
            str(path),
            f"{path}: 1 of 5 dates have the month first, such as “3/15/2024”; where both numbers "
            "may be a month the first was taken for the day: write 2024-03-15.",
        ),
    ]


LEAD = "Mưa lớn trút xuống Hà Nội trong đêm qua, nhiều tuyến phố ngập sâu và giao thông tê liệt."


@pytest.mark.parametrize(
    "names",
    [
        "title text date author section lead",
        "headline articleBody datePublished authors articleSection description",
        "Tiêu đề|Nội dung|Ngày đăng|Tác giả|Chuyên mục|Sapo",
        "tieu_de noi_dung ngay_dang tac_gia chuyen_muc tom_tat",
        "TIEUDE NOIDUNG NGAY TACGIA CHUYENMUC MOTA",
        "title full-text published_at byline category abstract",
        "title content publish_date byline category abstract",
        "title body Time byline category abstract",
        "Tiêu đề bài viết|Nội dung bài viết|Ngày đăng (UTC+7)|Tác giả|Chuyên mục|Mô tả",
        "Tên bài|Bài viết|Thời gian|Tác giả|Chuyên mục|Tóm tắt",
        "Tiêu đề|Toàn văn|Ngày|Tác giả|Chuyên mục|Tóm tắt",
        "Title|Article|Date|Author|Category|Lead",
    ],
)
def test_columns_are_known_by_many_names(names: str, tmp_path: Path) -> None:
    header = "\t".join(names.split("|" if "|" in names else None))
    path = tmp_path / "tin.tsv"
    cells = ["Mưa lớn ở Hà Nội", "Sở Xây dựng tiêu úng.", "15/3/2024", "Hoài Thu", "Thời sự", LEAD]
    content = f"{header}\n" + "\t".join(cells)
    path.write_text(unicodedata.normalize("NFD", content), encoding="utf-8")
    (article,) = read_articles([str(path)])
    assert article == Article(
        f"{LEAD}\n\nSở Xây dựng tiêu úng.",
        title="Mưa lớn ở Hà Nội",
        published=date(2024, 3, 15),
        byline="Hoài Thu",
        section="Thời sự",
        source=f"{path}:1",
        lead=LEAD,
    )


@pytest.mark.parametrize("name", ["Link", "Liên kết", "Đường dẫn", "url"])
def test_an_address_is_an_article_s_name_and_its_outlet_is_none(name: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.csv"
    path.write_text(f"Nội dung;Nguồn;{name}\nHà Nội có mưa.;Dân trí;https://a.vn/mua\n", "utf-8")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article) and article.source == "https://a.vn/mua"


@pytest.mark.parametrize(
    ("authors", "byline"),
    [
        (["Hoài Thu", "Minh Châu"], "Hoài Thu, Minh Châu"),
        ({"@type": "Person", "name": "Hoài Thu"}, "Hoài Thu"),
        ([{"@type": "Person", "name": "Hoài Thu"}, "Minh Châu", None], "Hoài Thu, Minh Châu"),
        ([{"@id": "#thu"}], None),
        ({"name": {"vi": "Hoài Thu"}}, None),
    ],
)
def test_authors_may_be_a_list_or_objects(
    authors: object, byline: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(json.dumps({"text": "Hà Nội có mưa.", "author": authors}), encoding="utf-8")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article) and article.byline == byline


@pytest.mark.parametrize(
    "cell",
    [
        "{}_x000D_\n{}",
        "{}_x000d__x000A_{}_x000D_",
        "<![CDATA[{}\n{}]]>",
        "<![CDATA[<p>{}</p><p>{}</p>]]>",
    ],
)
def test_the_marks_of_other_programs_are_no_part_of_a_text(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.csv"
    path.write_text(f'Nội dung\n"{cell.format(*PARAGRAPHS)}"\n', encoding="utf-8")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article) and article.text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("text", ["{}", "<p>{}</p>"])
@pytest.mark.parametrize("title", ["Mưa lớn ở Hà Nội", ""])
@pytest.mark.parametrize(
    ("lead", "text_lead"),
    [
        (LEAD, ""),
        (f"<p>(Dân trí) - {LEAD}</p>", ""),
        (LEAD, LEAD),
        (f"Dân trí - {LEAD}", LEAD),
        (LEAD[:70] + "...", LEAD),
        ("Tin mới nhất về mưa lớn", None),
    ],
)
def test_a_lead_that_the_text_lacks_is_put_at_its_head(
    lead: str, text_lead: str | None, title: str, text: str
) -> None:
    below = "Sở Xây dựng cho biết đã huy động toàn bộ máy bơm để tiêu úng cho các tuyến phố này."
    body = f"{text_lead}\n\n{below}" if text_lead else below
    content = "".join(text.format(part) + "\n\n" for part in body.split("\n\n"))
    article = parse_raw(RawArticle("1", {"text": content, "sapo": lead, "title": title}))
    assert article.paragraphs == ([below] if text_lead is None else [LEAD, below])


@pytest.mark.parametrize("title", ["NaN", "Infinity", "-Infinity", "null"])
def test_no_number_is_a_missing_value(title: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(f'{{"title": {title}, "text": "Hà Nội có mưa.", "url": {title}}}', "utf-8")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article)
    assert (article.title, article.source) == (None, f"{path}:1")


@pytest.mark.parametrize("author", ["N/A", "nan", "None", " null "])
def test_what_programs_write_for_no_value_is_none(author: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.csv"
    path.write_text(f"text,author,title\nHà Nội có mưa.,{author},{author}\n", encoding="utf-8")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article)
    assert (article.title, article.byline) == (None, None)


PARAGRAPHS = ["Sáng nay Hà Nội có mưa lớn.", "Nhiều tuyến phố ngập sâu."]


def test_a_text_may_be_a_list_of_its_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(json.dumps({"text": PARAGRAPHS, "source": PARAGRAPHS}), encoding="utf-8")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article) and article.source == f"{path}:1"
    assert article.text.split("\n\n") == PARAGRAPHS
    (same,) = read_parquet(tmp_path / "a.parquet", text=[[part.encode() for part in PARAGRAPHS]])
    assert isinstance(same, Article) and same.text == article.text


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
def test_rows_of_csv_may_hold_line_breaks(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.csv"
    path.write_text(
        f'﻿Title{delimiter}Text\nMưa{delimiter}"Hà Nội có mưa.\n\nGiá xăng ""tăng""."\n',
        encoding="utf-8",
    )
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article)
    assert article.title == "Mưa"
    assert article.text == 'Hà Nội có mưa.\n\nGiá xăng "tăng".'


@pytest.mark.parametrize(
    "header",
    [
        "\n \r\n\ntitle,text,id",
        ",,,\ntitle,text,id",
        "sep=,\r\ntitle,text,id",
        '"sep=,"\n\ntitle,text,id',
        'title,text,id,"ghi chú\n(a; b; c; d; e; f)"',
        '"Title\n",text,id',
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_header_is_found_as_spreadsheets_write_it(
    header: str, delimiter: str, tmp_path: Path
) -> None:
    path = tmp_path / "tin.csv"
    rows = "".join(f"\nMưa,Hà Nội có mưa.,Hà Nội {n}" for n in range(2))
    path.write_text((header + rows).replace(",", delimiter), encoding="utf-8-sig")
    found = [row for row in read_articles([str(path)]) if isinstance(row, Article)]
    assert [row.source for row in found] == [f"{path}: Hà Nội {n}" for n in range(2)]
    assert all((row.title, row.text) == ("Mưa", "Hà Nội có mưa.") for row in found)


def write_rows(path: Path, *texts: str, delimiter: str = ",") -> Path:
    """A table of id and text, its rows numbered from 1."""
    lines = [f"{number}{delimiter}{text}" for number, text in enumerate(texts, 1)]
    path.write_text("\n".join([f"id{delimiter}text", *lines, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        '"Mưa rất lớn", ông Ba nói.',
        '"Mưa rất lớn.',
        'Ông Ba nói: "Mưa rất lớn.',
        '"Mưa" và "gió" rất lớn.',
        'Màn hình 6" bị ướt, màn hình 7"',
    ],
)
def test_a_text_between_tabs_needs_no_quotation_marks(text: str, tmp_path: Path) -> None:
    texts = ["Hà Nội có mưa.", text, *2 * ["Huế có mưa."], 'Sông "dữ" dâng cao.']
    assert read_texts(write_rows(tmp_path / "tin.tsv", *texts, delimiter="\t")) == texts
    assert read_texts(write_rows(tmp_path / "tin.csv", *texts, delimiter="\t")) == texts


def test_a_text_between_tabs_may_be_quoted_all_the_same(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "tin.tsv", '"Hà Nội có mưa.\n\n""To"" lắm."', delimiter="\t")
    assert read_texts(path) == ['Hà Nội có mưa.\n\n"To" lắm.']


@pytest.mark.parametrize(
    "broken",
    ['"Giá xăng tăng.', '"Giá xăng "tăng" mạnh."', '"Giá xăng" tăng.', '"Giá ""xăng" tăng.'],
)
@pytest.mark.parametrize("below", [[], ['"Huế có mưa."', "Đà Nẵng nắng."], ["Huế có mưa."]])
def test_a_quotation_mark_without_its_pair_costs_only_its_row(
    broken: str, below: list[str], tmp_path: Path
) -> None:
    path = write_rows(tmp_path / "tin.csv", "Hà Nội có mưa.", broken, *below)
    first, failure, *others = read_articles([str(path)])
    assert isinstance(first, Article) and isinstance(failure, Failure)
    assert str(failure.error) == (
        f"{path}:2 (line 3) has a quotation mark without its pair: put the text between quotation "
        "marks, and write two for each within it."
    )
    texts = [other.text for other in others if isinstance(other, Article)]
    assert texts == [text.strip('"') for text in below]


def test_the_paragraphs_of_a_broken_row_are_no_rows(tmp_path: Path) -> None:
    broken = '"Giá xăng "tăng" mạnh.\n\nTừ chiều, giá tăng.\nHôm qua, xăng, dầu, điện giảm."'
    path = write_rows(tmp_path / "tin.csv", broken, "Hà Nội có mưa.")
    failure, article = read_articles([str(path)])
    assert isinstance(failure, Failure)
    assert "without its pair (lines after it that are no rows: 2): put" in str(failure.error)
    assert isinstance(article, Article) and article.text == "Hà Nội có mưa."


def test_a_quotation_mark_may_be_escaped_by_a_backslash(tmp_path: Path) -> None:
    texts = ['"Ông Ba: \\"Mưa, gió lớn\\", rồi đi.\n\nNước dâng."', "Hà Nội có mưa."]
    assert read_texts(write_rows(tmp_path / "tin.csv", *texts)) == [
        'Ông Ba: "Mưa, gió lớn", rồi đi.\n\nNước dâng.',
        "Hà Nội có mưa.",
    ]


def test_a_row_with_more_cells_than_the_header_is_a_failure(tmp_path: Path) -> None:
    texts = ["Mưa ở Huế, Đà Nẵng, Hà Nội.", "Mưa ở Huế.,,"]
    failure, article = read_articles([str(write_rows(tmp_path / "tin.csv", *texts))])
    assert isinstance(failure, Failure)
    assert "tin.csv:1 (line 2) has 4 cells, the header 2: put the text" in str(failure.error)
    assert isinstance(article, Article) and article.text == "Mưa ở Huế."


def test_of_columns_of_one_name_the_first_that_is_filled_counts(tmp_path: Path) -> None:
    path = tmp_path / "tin.csv"
    path.write_text("text,Text,id,id\n,Hà Nội có mưa.,1,\nHuế có mưa.,,,2\n", encoding="utf-8")
    assert read_texts(path) == ["Hà Nội có mưa.", "Huế có mưa."]
    named = [f"{path}: 1", f"{path}: 2"]
    assert [found.source for found in read_articles([str(path)])] == named
    lines = path.with_suffix(".jsonl")
    lines.write_text('{"Text": "Hà Nội có mưa.", "text": " "}', encoding="utf-8")
    assert read_texts(lines) == ["Hà Nội có mưa."]


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".csv"])
def test_byte_order_marks_of_joined_files_do_no_harm(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"tin{suffix}"
    rows = [f'\ufeff{{"text": "{text}"}}\n' for text in PARAGRAPHS]
    content = "".join(rows) if suffix != ".csv" else "\ufefftext\n" + "\n".join(PARAGRAPHS)
    path.write_text(f"\ufeff{content}", encoding="utf-8")
    assert read_texts(path) == PARAGRAPHS


def test_a_row_of_empty_cells_is_none(tmp_path: Path) -> None:
    csv, lines = tmp_path / "tin.csv", tmp_path / "tin.jsonl"
    csv.write_text('id,text\n,\n1,Hà Nội có mưa.\n, \n,\n2,"Giá xăng\n,\n', encoding="utf-8")
    lines.write_text('{}\n{"text": null, "title": ""}\n{"text": "Huế có mưa.", "views": NaN}\n')
    article, failure, last = read_articles([str(tmp_path)])
    assert [article.source, failure.source, last.source] == [f"{csv}: 1", f"{csv}:2", f"{lines}:3"]
    assert isinstance(failure, Failure) and "without its pair: put" in str(failure.error)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", ""),
        ("a.csv", "id,text\n\n"),
        ("a.csv", "id,text\n,\n"),
        ("a.tsv", "text\n"),
        ("a.jsonl", "\n"),
    ],
)
def test_a_table_without_a_row_is_a_failure(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (failure,) = read_raw([str(tmp_path / name)])
    assert isinstance(failure, Failure)
    assert str(failure.error) == f"The table {tmp_path / name} holds no row."


def test_a_row_that_holds_no_article_is_named_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 5, "text": "Hà Nội có mưa."}\n{"id": 5, "text": "."}')
    article, failure = read_articles([str(tmp_path)])
    assert article.source == failure.source == f"{tmp_path}/a.jsonl: 5"
    assert isinstance(failure, Failure)
    assert str(failure.error).startswith(f"There is no sentence in {tmp_path}/a.jsonl:2.")


ROWS = [{"title": f"Mưa {n}", "text": f"Hà Nội có mưa lớn trong đêm {n}."} for n in range(3)]
JSON_ROWS = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf", b"\n \r\n\n", b"\xef\xbb\xbf\n"], ids=repr)
def test_json_lines_on_standard_input_are_rows(
    head: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(head + JSON_ROWS)))
    rows = list(read_articles(["-"]))
    assert [row.title for row in rows if isinstance(row, Article)] == ["Mưa 0", "Mưa 1", "Mưa 2"]
    assert rows[0].source == f"standard input:{head.count(10) + 1}"


@pytest.mark.parametrize("name", ["tin.jsonl", "tin.csv", "tin.tsv.gz", "tin.parquet"])
def test_a_table_is_no_single_article(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with pytest.raises(InputError, match="There is no file"):
        read_article(str(path))
    path.touch()
    with pytest.raises(InputError, match="is a table of articles, not one: use summarize digest"):
        read_article(str(path))


@pytest.mark.parametrize(
    "content",
    [json.dumps(ROWS), json.dumps(ROWS, indent=1), json.dumps(ROWS[0], indent=1)],
    ids=["array", "indented array", "indented object"],
)
def test_a_json_document_is_refused(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tin.json"
    path.write_text(content, encoding="utf-8-sig")
    with pytest.raises(InputError, match="is JSON, .* save it as JSON Lines"):
        read_article(str(path))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    for failure in read_articles([str(path), "-"]):
        assert isinstance(failure, Failure) and "is JSON" in str(failure.error)


@pytest.mark.parametrize(
    "content",
    [json.dumps(ROWS), json.dumps(ROWS, indent=1), json.dumps(ROWS[0], indent=1)],
    ids=["array", "indented array", "indented object"],
)
def test_a_json_document_that_is_named_json_lines_is_one_failure(
    content: str, tmp_path: Path
) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(f"\n{content}", encoding="utf-8")
    (failure,) = read_raw([str(path)])
    assert isinstance(failure, Failure)
    assert "is one JSON document, not JSON Lines" in str(failure.error)


HEADERS = b"Subject: Tin\r\n =?utf-8?b?TmfDom4=?=\r\nFrom: <a@b.vn>\r\nMIME-Version: 1.0\r\n\r\n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n1 0 obj", "a PDF"),
        (b"%PDF-1.4\n\0\xff", "a PDF"),
        (rb"{\rtf1\ansi B\u7879?nh}", "an RTF document"),
        (HEADERS + BODY.encode(), "an e-mail"),
        (HEADERS.replace(b"\r", b"") + b"<!doctype html><p>Tin</p>", "an e-mail"),
        (f"\nid,Title,Text\n1,Mưa,{BODY}".encode(), "a table"),
        (f'"id";"content"\n1;{BODY}'.encode("utf-8-sig"), "a table"),
    ],
)
def test_other_kinds_of_files_are_refused(
    content: bytes, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bài.txt"
    path.write_bytes(content)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    for found in read_articles([str(path), "-"]):
        assert isinstance(found, Failure)
        assert re.search(rf"is {kind}\b.*, not the text of an article: ", str(found.error))


@pytest.mark.parametrize("start", ["PDF: %PDF-1.4\n", "Nguồn: VTV\nẢnh: AP\n", "Tiêu đề, text\n"])
def test_a_text_may_begin_like_another_kind(start: str) -> None:
    assert "Chiều 10/1" in parse_article(f"{start}{BODY}".encode(), "bài.txt").text


TEXT = "Sáng nay Hà Nội có mưa lớn.\n\nNhiều tuyến phố ngập sâu."


@pytest.mark.parametrize(
    "markup",
    [
        "<p>{}</p><p>{}</p>",
        "<p>{}<p>{}",
        "<div class='a'>\n  <p>{}</p>\n  <p>{}</p>\n</div>",
        "<center><p>{}</p><p>{}</p></center>",
        "<td><p>{}</p><p>{}</p>",
        "<font color=red>{}</font><p>{}</p>",
        "<strong>{}</strong><p>{}</p>",
        "{}<p>{}</p>",
        "&lt;p&gt;{}&lt;/p&gt;&lt;p&gt;{}&lt;/p&gt;",
        "{}<br/><br/>{}",
        "{}<br>\n{}<br>",
        "<br>{}<BR />{}",
        "<div>{}<br>{}</div>",
        "<b>{}</b>\n{}",
        "{}\n<a href='/x'><i>{}</i></a>",
    ],
)
def test_markup_in_a_text_is_not_part_of_it(markup: str, tmp_path: Path) -> None:
    text = markup.format(*TEXT.split("\n\n"))
    path = tmp_path / "tin.jsonl"
    path.write_text(json.dumps({"text": text, "title": "<b>Mưa</b> &amp; &quot;gió&quot;"}))
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article)
    assert (article.title, article.text) == ('Mưa & "gió"', TEXT)
    assert parse_article(text.encode(), "bài.txt").text == TEXT or "&lt;" in text


def test_the_address_of_a_row_may_tell_its_date(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    row = {"url": "https://vtv.vn/2019/01/10/mua.htm", "text": f"<p>{BODY}</p>"}
    path.write_text(json.dumps(row), encoding="utf-8")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article) and article.published == date(2019, 1, 10)


def test_entities_in_a_text_are_signs(tmp_path: Path) -> None:
    text = "&quot;Mưa&nbsp;lớn&#8221;, ông A&amp;B nói; AT&T và &copy=1 thì không."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    texts = [found.text for found in read_articles([str(tmp_path)]) if isinstance(found, Article)]
    assert texts == 2 * ['"Mưa lớn”, ông A&B nói; AT&T và &copy=1 thì không.']


@pytest.mark.parametrize(
    "text",
    [
        "Giá < 5 triệu và > 3 triệu đồng, tức 3<x<5.",
        "Thẻ <br> để xuống dòng, thẻ <p> và </p> để mở và đóng một đoạn.",
        'Có thể viết "<br>" hoặc (<br/>), và <b>, <i>, <img> cũng vậy.',
        "<br> là thẻ xuống dòng.",
        "Dùng <b> và </b> để in đậm.",
    ],
)
def test_a_text_that_mentions_a_tag_stays_as_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(json.dumps({"text": text}), encoding="utf-8")
    assert read_texts(path) == [text]
    assert parse_article(text.encode(), "bài.txt").text == text


@pytest.mark.parametrize("start", ["[Video] ", "[1] ", "{", "[" * 9999])
def test_a_text_may_begin_with_a_bracket(start: str) -> None:
    assert "Hà Nội có mưa." in parse_article(f"{start}Hà Nội có mưa.".encode(), "bài.txt").text


def zstd(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [("", bytes), (".gz", gzip.compress), (".xz", lzma.compress), (".zst", zstd)],
)
def test_tables_and_pages_may_be_packed(
    suffix: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (tmp_path / f"a.jsonl{suffix}").write_bytes(pack(JSON_ROWS))
    page = (SAMPLES / "dantri-phong-van-bac-si.html").read_bytes()
    (tmp_path / f"b.html{suffix}").write_bytes(pack(page))
    *rows, article = read_articles([str(tmp_path)])
    assert [row.title for row in rows if isinstance(row, Article)] == ["Mưa 0", "Mưa 1", "Mưa 2"]
    assert isinstance(article, Article) and article.title


def test_rows_of_tsv_and_parquet_are_articles(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    lines = [f"{row['title']}\t{row['text']}" for row in ROWS]
    (tmp_path / "a.tsv").write_text("\n".join(["title\ttext", *lines]), encoding="utf-8")
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), tmp_path / "b.parquet")
    first = list(read_articles([str(tmp_path / "a.tsv")]))
    second = list(read_articles([str(tmp_path / "b.parquet")]))
    titles = [[row.title for row in rows if isinstance(row, Article)] for rows in (first, second)]
    assert titles == 2 * [["Mưa 0", "Mưa 1", "Mưa 2"]]


def test_a_cell_of_parquet_that_python_cannot_represent_costs_only_itself(tmp_path: Path) -> None:
    import pyarrow

    texts = pyarrow.array(["Hà Nội có mưa lớ".encode() + b"\xe1\xbb", b"", b"Trong."])
    far, fine = (pyarrow.timestamp(unit, "Asia/Ho_Chi_Minh") for unit in ("s", "ns"))
    rows = read_parquet(
        tmp_path / "tin.parquet",
        text=texts.view("string"),
        published=pyarrow.array([1_547_112_960, None, 1 << 40], far),
        date=pyarrow.array([None, None, 1_547_112_960_000_000_001], fine),
        views=texts.view("string"),
        seen=pyarrow.array([1 << 40] * 3, far),
    )
    found = [(row.text, row.published) for row in rows if isinstance(row, Article)]
    day = date(2019, 1, 10)
    assert found == [("Hà Nội có mưa lớ\ufffd", day), ("Trong.", day)]


@pytest.mark.parametrize("type_name", ["binary", "large_binary", "string", "large_string"])
def test_bytes_in_parquet_are_text(type_name: str, tmp_path: Path) -> None:
    import pyarrow

    title, text = (
        pyarrow.array([value.encode()]).cast(type_name)
        for value in ("Mưa lớn ở Huế", "Sáng nay Huế có mưa lớn.")
    )
    (article,) = read_parquet(tmp_path / "tin.parquet", Title=title, Text=text)
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Mưa lớn ở Huế", "Sáng nay Huế có mưa lớn.")


@pytest.mark.parametrize("package", ["pyarrow", "zstandard"])
def test_a_missing_package_is_named(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / {"pyarrow": "a.parquet", "zstandard": "a.txt.zst"}[package]
    path.touch()
    monkeypatch.setitem(sys.modules, package, None)
    (failure,) = read_articles([str(path)])
    assert isinstance(failure, Failure) and f"pip install {package}" in str(failure.error)


@pytest.mark.parametrize("name", ["bom.txt.gz", "bom.jsonl.gz", "bom.csv.xz"])
def test_a_decompression_bomb_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    pack = gzip.compress if name.endswith("gz") else lzma.compress
    path.write_bytes(pack(bytes([32]) * 60_000_000))
    (failure,) = read_articles([str(path)])
    assert isinstance(failure, Failure)
    assert re.search("more than 100 times its size|over 50 MB", str(failure.error))


@pytest.mark.parametrize(
    "content", [gzip.compress(JSON_ROWS)[:-9], b"not packed", b"PAR1 nothing", JSON_ROWS[:0]]
)
def test_damaged_files_are_failures_or_empty(content: bytes, tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "a.csv.xz", "a.txt.zst", "a.parquet"):
        (tmp_path / name).write_bytes(content)
        for found in read_articles([str(tmp_path / name)]):
            assert isinstance(found, Article) or name in str(found.error)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.xz", "a.txt.zst"])
def test_a_file_that_is_not_packed_as_its_name_says_is_a_failure(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(JSON_ROWS)
    (failure,) = read_articles([str(tmp_path / name)])
    assert isinstance(failure, Failure)
    assert f"{name} is not packed as its name says: take .{name[-3:].strip('.')}" in str(
        failure.error
    )


NIGHTS = [f"Hà Nội có mưa lớn trong đêm {n}." for n in range(3000)]
TABLES = {
    "tin.csv": "text\n" + "\n".join(NIGHTS),
    "tin.jsonl": "\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in NIGHTS),
}


def read_texts(path: Path) -> list[str]:
    return [found.text for found in read_articles([str(path)]) if isinstance(found, Article)]


@pytest.mark.parametrize("place", [2, 2500], ids=["in the head", "later"])
@pytest.mark.parametrize("name", TABLES)
def test_a_broken_byte_in_a_table_costs_one_letter(
    name: str, place: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = NIGHTS[place].encode().replace("ớ".encode(), b"\xff")
    content = TABLES[name].encode().replace(NIGHTS[place].encode(), broken)
    (tmp_path / name).write_bytes(content)
    texts = NIGHTS.copy()
    texts[place] = f"Hà Nội có mưa l\ufffdn trong đêm {place}."
    assert read_texts(tmp_path / name) == texts
    if name == "tin.jsonl":
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert read_texts(Path("-")) == texts


@pytest.mark.parametrize("start", [[], 3000 * ["Ha Noi co mua."], NIGHTS[::-1]])
def test_rows_in_windows_1258_are_read_whatever_comes_before(
    start: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "tin.csv"
    path.write_bytes("\n".join(["text", *start, ""]).encode() + in_windows_1258("\n".join(NIGHTS)))
    assert read_texts(path) == start + NIGHTS


def test_a_pattern_gives_its_files_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    found = [article.source for article in read_articles([f"{tmp_path}/*.txt"])]
    assert found == [f"{tmp_path}/a.txt", f"{tmp_path}/b.txt"]
    (failure,) = read_articles([f"{tmp_path}/*.html"])
    assert isinstance(failure, Failure) and "No file matches" in str(failure.error)


@pytest.mark.parametrize("pattern", ["*", "**", "t*n", "./t*n"])
def test_a_folder_that_matches_a_pattern_is_read_as_a_folder(
    pattern: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("tin/a.txt", "tin/sâu/b.txt", "trống/ảnh.png"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(BODY, encoding="utf-8")
    found = [str(article.source) for article in read_articles([pattern])]
    assert [source for source in found if source.endswith("txt")] == ["tin/a.txt", "tin/sâu/b.txt"]


def test_a_pattern_of_which_nothing_comes_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    (failure,) = read_articles([f"{tmp_path}/*"])
    assert isinstance(failure, Failure)
    assert str(failure.error) == f"No file matches {tmp_path}/*."


def test_half_a_surrogate_in_json_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(r'{"text": "Hà Nội có mưa \ud800 lớn trong đêm."}', encoding="utf-8")
    (article,) = read_articles([str(path)])
    assert isinstance(article, Article) and article.text == "Hà Nội có mưa ? lớn trong đêm."


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("https://vtv.vn/bai.htm", True),
        ("HTTP://vtv.vn", True),
        ("xem https://vtv.vn", False),
        ("https://vtv.vn là trang của VTV", False),
        ("C:\\tin.txt", False),
    ],
)
def test_an_address_is_told_from_a_text(text: str, answer: bool) -> None:
    assert is_url(text) is answer


_TOLD = "".join(
    f"<p>Đợt {n}, vụ khủng bố 11/9/2001 được nhắc lại trong bài phát biểu dài của ông ở Hà Nội.</p>"
    for n in "một hai ba bốn".split()
)


@pytest.mark.parametrize(
    ("above", "below", "published"),
    [
        ("", "", None),
        ("", '<div class="d">10/01/2019 19:36 GMT+7</div>', date(2019, 1, 10)),
        (
            '<span class="date">Thứ năm, 10/1/2019, 07:00 (GMT+7)</span>',
            "",
            date(2019, 1, 10),
        ),
    ],
)
def test_the_date_of_html_is_that_beside_its_heading_and_none_from_the_text(
    above: str, below: str, published: date | None
) -> None:
    page = f"<html><body>{above}<h1>Ông nhắc lại vụ khủng bố ở Mỹ</h1>{below}{_TOLD}</body></html>"
    article = parse_html(page + "<footer>© 2021 Báo Mới</footer>", "a.html")
    assert article.published == published
    decomposed = parse_html(unicodedata.normalize("NFD", page), "a.html")
    assert decomposed == article


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ('<meta property="article:published_time" content="{}T23:15:00+00:00">', 11),
        ('<meta property="article:published_time" content="{}T16:15:00Z">', 10),
        ('<meta property="article:published_time" content="{}T23:15:00+07:00">', 10),
        ('<meta property="article:published_time" content="{}">', 10),
        ('<script type="application/ld+json">{{"@type": "NewsArticle", '
         '"datePublished": "{}T23:15:00.000Z"}}</script>', 11),
        ('<time datetime="{}T23:15:00Z">sáng nay</time>', 11),
        ('<meta property="og:updated_time" content="{0}T18:00:00Z">'
         '<meta property="article:published_time" content="{0}T06:00:00Z">', 10),
    ],
)  # fmt: skip
def test_the_date_in_the_markup_of_html_is_the_day_in_vietnam(markup: str, day: int) -> None:
    head = f"<h1>Ông nhắc lại vụ khủng bố ở Mỹ</h1>{markup.format('2019-01-10')}"
    page = f"<!doctype html><html><body>{head}{_TOLD}</body></html>"
    assert parse_html(page, "a.html").published == date(2019, 1, day)


def test_an_article_in_a_page_s_data_alone_keeps_its_paragraphs() -> None:
    told = [
        f"{place} có mưa lớn suốt đêm qua, nhiều tuyến phố ngập sâu và giao thông ùn tắc đến trưa."
        for place in ("Hà Nội", "Hải Phòng", "Thái Bình")
    ]
    data = {"@type": "NewsArticle", "headline": "Mưa lớn", "articleBody": "\n\n".join(told)}
    page = (
        "<html><head><title>Mưa lớn ở miền Bắc</title>"
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        '<body><div id="app"></div></body></html>'
    )
    assert parse_html(page, "a.html").paragraphs == told
    halved = page.replace(r"\u00f3 m\u01b0a l\u1edbn", r"\u00f3 m\u01b0a \ud83d l\u1edbn", 1)
    assert halved != page
    assert parse_html(halved, "a.html").text.encode()


def test_html_in_windows_1258_has_its_date() -> None:
    below = "<p>Thứ Năm, 10/01/2019 19:36 GMT+7</p>"
    page = f"<html><body><h1>Ông nhắc lại vụ khủng bố ở Mỹ</h1>{below}{_TOLD}</body></html>"
    assert parse_article(in_windows_1258(page), "a.html").published == date(2019, 1, 10)


def test_a_folder_that_cannot_be_read_is_a_failure_and_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    scan = os.scandir

    def refuse(path: str) -> Any:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    failure, article = read_raw([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert str(failure.error) == f"The folder {tmp_path / 'sub'} cannot be read: Permission denied."
    assert article.source == str(tmp_path / "a.txt")


def test_a_null_byte_in_a_table_costs_only_its_row(tmp_path: Path) -> None:
    rows = [json.dumps({"text": BODY.replace("10/1", f"{day}/1")}) for day in range(10, 15)]
    rows[1] = rows[1].replace("text", "te\0xt")
    table = tmp_path / "a.jsonl"
    table.write_text("\n".join(rows), encoding="utf-8")
    readings = list(read_raw([str(table)]))
    assert [isinstance(reading, Failure) for reading in readings] == [False, True, *[False] * 3]


def test_a_row_without_a_headline_is_read_as_a_page_though_it_has_a_date() -> None:
    page = (
        "Hải Phòng khởi công cầu vượt sông Cấm\nThứ ba, 12/03/2024\n"
        "Sáng 12/3, thành phố Hải Phòng khởi công xây dựng cầu Hoàng Gia vượt sông Cấm, tổng vốn "
        "4.920 tỷ đồng, dự kiến hoàn thành sau 30 tháng.\nCầu dài 1.570 m, rộng 29,5 m."
    )
    article = parse_raw(RawArticle("1", {"text": page, "published": "2024-03-13"}))
    assert article.title == "Hải Phòng khởi công cầu vượt sông Cấm"
    assert article.published == date(2024, 3, 13)
