"""Lines that no rule knows: which are left out, which never become points, and the training."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize import Article, summarize
from summarize.cleaning import read_page
from summarize.cleaning.leftovers import (
    describe_chances,
    join_rows,
    judge,
    list_tokens,
    load_model,
    rate_lines,
)
from summarize.digest.records import Recipe, Record, Records
from summarize.pipeline import condense
from summarize.stories import tell_story
from training.marked import read_marked_page

PAGES = Path(__file__).parent / "pages"

LEAD = (
    "Sáng 12/3, UBND huyện Quỳnh Lưu khởi công tuyến kè biển dài 2,4 km ở xã Quỳnh Long để giữ "
    "đất cho hơn 300 hộ dân sống sát mép nước."
)
PARAGRAPHS = (
    "Theo Ban quản lý dự án, công trình có tổng vốn 180 tỷ đồng, dự kiến hoàn thành trước mùa bão "
    "năm sau.",
    "Ông Hồ Văn Lợi, Chủ tịch UBND xã Quỳnh Long, cho biết mỗi năm sóng biển lấn vào đất liền 5 "
    "đến 7 m, cuốn trôi nhiều vườn phi lao.",
    "Trong lúc chờ kè, xã đã vận động 40 hộ ở sát mép nước dời vào khu tái định cư cách bờ 500 m.",
)
PAGE = f"""Thời sự
Nghệ An xây kè biển giữ đất cho 300 hộ dân
Thứ ba, 12/3/2024, 10:15 (GMT+7)
{LEAD}
Giọng đọc nữ
Toàn màn hình
0:00
Tắt tiếng
{PARAGRAPHS[0]}
{PARAGRAPHS[1]}
Chia sẻ
Lưu bài viết
{PARAGRAPHS[2]}
Đức Hùng
Tặng sao cho tác giả
Quay lại trang chủ
Bình luận (3)
"""


def test_what_a_player_says_between_paragraphs_is_left_out_with_the_reason() -> None:
    article = read_page(PAGE)
    assert article.text.split("\n\n") == [LEAD, *PARAGRAPHS]
    reasons = dict(article.dropped)
    assert reasons["0:00"] == "unlike the article's lines"


def test_a_text_without_anything_of_a_site_is_kept_whole() -> None:
    lines = ["Nghệ An xây kè biển giữ đất", LEAD, "0:00", *PARAGRAPHS]
    assert "0:00" in read_page("\n".join(lines)).text


def test_a_doubtful_paragraph_is_no_key_point_unless_nothing_else_is_left() -> None:
    text = "\n\n".join([LEAD, *PARAGRAPHS])
    for doubtful in range(4):
        article = Article(text, title="Nghệ An xây kè biển", doubtful=(doubtful,))
        three = [point.sentence.text for point in summarize(article, n=3).points]
        assert three == [p for p in [LEAD, *PARAGRAPHS] if p != [LEAD, *PARAGRAPHS][doubtful]]
        assert len(summarize(article, n=4).points) == 4


def test_a_story_of_several_articles_quotes_no_doubtful_paragraph() -> None:
    text = "\n\n".join([LEAD, *PARAGRAPHS])
    for doubtful in range(4):
        articles = [Article(text, title="Kè biển", doubtful=(doubtful,))] * 2
        summaries = [condense(article, n=3, ranker="coverage") for article in articles]
        quoted = {point.point.sentence.text for point in tell_story(summaries, 4).points}
        assert quoted == {LEAD, *PARAGRAPHS} - {[LEAD, *PARAGRAPHS][doubtful]}


def test_a_story_of_doubtful_paragraphs_alone_quotes_them() -> None:
    text = "\n\n".join([LEAD, *PARAGRAPHS])
    articles = [Article(text, title="Kè biển", doubtful=(0, 1, 2, 3))] * 2
    summaries = [condense(article, n=3, ranker="coverage") for article in articles]
    assert tell_story(summaries, 4).points


def test_a_digest_remembers_what_was_doubtful(tmp_path: Path) -> None:
    summary = condense(read_page(PAGE), n=2, ranker="coverage")
    article = replace(summary.article, doubtful=(1, 3))
    records = Records(tmp_path, Recipe(2, "coverage", translate=False))
    records.write("tin.json", Record(replace(summary, article=article), b"", complete=True))
    assert records.reread("tin.json").summary.article == article


LINES = st.lists(st.sampled_from([*PAGE.splitlines(), "1", "…", "Quỳ Hợp 121 mm:", "- Một"]))


@given(LINES, st.data())
def test_every_kept_line_but_long_paragraphs_has_a_probability(
    lines: list[str], data: st.DataObject
) -> None:
    kept = sorted(data.draw(st.sets(st.sampled_from(range(len(lines)))) if lines else st.just(())))
    reasons = dict.fromkeys(set(range(len(lines))).difference(kept), "button")
    chances = rate_lines(lines, reasons, "Nghệ An xây kè biển", kept[::2])
    assert list(chances) == [index for index in kept if len(lines[index].split()) < 25]
    assert all(0 <= chance <= 1 for chance in chances.values())
    assert chances == rate_lines(lines, reasons, "Nghệ An xây kè biển", kept[::2])


def test_a_line_is_judged_by_what_is_found_of_the_others() -> None:
    stop, none = {"full stop": 1.0}, {"count": 3.0}
    # A page of six lines: a rule left the second out, the fifth is a long paragraph.
    is_kept = [True, False, True, True, True, True]
    told = describe_chances({0: stop, 2: none, 3: stop, 5: stop}, [0.9, 0.6, 0.25, 0.75], is_kept)
    assert [line["chance"] for line in told] == [0.9, 0.6, 0.25, 0.75]
    assert [line["chance 2 above"] for line in told] == [0.5, 0.9, 1.0, 0.25]
    assert [line["chance above"] for line in told] == [0.5, 1.0, 0.6, 0.0]
    assert [line["chance below"] for line in told] == [1.0, 0.25, 0.0, 0.5]
    assert [line["chance 2 below"] for line in told] == [0.6, 0.0, 0.75, 0.5]
    assert [line["chance beside"] for line in told] == [1.0, 0.25, 0.0, 0.0]
    assert told[1]["chance around"] == pytest.approx((0.9 + 1.0 + 0.25 + 0.0 + 0.75) / 5)
    assert [line["most chance of its kind"] for line in told] == [0.75, 0.0, 0.9, 0.9]
    assert [line["likely of its kind"] for line in told] == [0.5, 0.0, 1.0, 0.5]
    assert told[2]["chances of its kind"] == pytest.approx(0.9 + 0.75)
    assert {line["likely on the page"] for line in told} == {3.0}
    assert told[0]["chance of the page"] == pytest.approx((0.9 + 1 + 0.6 + 0.25 + 0 + 0.75) / 6)
    assert told[0]["chance of its short lines"] == pytest.approx(2.5 / 4)


def test_a_text_of_more_lines_than_a_page_is_left_alone() -> None:
    assert rate_lines(["1"] * 2000, {}, "Nghệ An xây kè biển", ()) == {}


MARKED = """@ published: 2024-03-12
S| Thời sự
T| Nghệ An xây kè biển giữ đất cho hơn
+| 300 hộ dân
D| 12/3/2024

P| {(Dân trí) - }Sáng 12/3, huyện khởi công tuyến kè biển dài 2,4 km.
P| Công trình có tổng vốn 180 tỷ đồng{./.}
+F|  Ảnh: An
F| Chia sẻ
+F|  Lưu
L| Bạn nghĩ gì về tuyến kè này?
B| Đức Hùng
"""


def test_a_marked_page_says_what_should_become_of_each_line(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(MARKED, encoding="utf-8")
    page = read_marked_page(path)
    assert page.raw.split("\n") == [
        "Thời sự",
        "Nghệ An xây kè biển giữ đất cho hơn",
        "300 hộ dân",
        "12/3/2024",
        "",
        "(Dân trí) - Sáng 12/3, huyện khởi công tuyến kè biển dài 2,4 km.",
        "Công trình có tổng vốn 180 tỷ đồng./. Ảnh: An",
        "Chia sẻ Lưu",
        "Bạn nghĩ gì về tuyến kè này?",
        "Đức Hùng",
    ]
    assert (page.known, page.section) == ({"published": "2024-03-12"}, "Thời sự")
    assert page.title == "Nghệ An xây kè biển giữ đất cho hơn 300 hộ dân"
    assert page.paragraphs == [
        "Sáng 12/3, huyện khởi công tuyến kè biển dài 2,4 km.",
        "Công trình có tổng vốn 180 tỷ đồng.",
    ]
    assert page.unclear == ["Bạn nghĩ gì về tuyến kè này?"]
    assert page.furniture == ["Thời sự", "12/3/2024", "Ảnh: An", "Chia sẻ", "Lưu", "Đức Hùng"]


def test_the_recipe_learns_from_the_lines_as_they_stand_on_the_page(tmp_path: Path) -> None:
    leftovers = pytest.importorskip("training.leftovers")
    path = tmp_path / "page.txt"
    path.write_text(MARKED, encoding="utf-8")
    page = leftovers.label(read_marked_page(path))
    assert page.raw == read_marked_page(path).raw
    # The line that ends in a caption is neither the article's nor the site's.
    assert page.marks == {
        "Thời sự": 1,
        "(Dân trí) - Sáng 12/3, huyện khởi công tuyến kè biển dài 2,4 km.": 0,
        "Chia sẻ Lưu": 1,
        "Bạn nghĩ gì về tuyến kè này?": 1,
    }


def test_the_recipe_learns_to_tell_a_sites_lines(tmp_path: Path) -> None:
    leftovers = pytest.importorskip("training.leftovers")
    paths = sorted(Path(leftovers.__file__).parent.glob("pages/a*.txt"))
    pages = [leftovers.label(read_marked_page(path)) for path in paths]
    learned = leftovers.learn([[page] for page in pages], {}, trees=20)
    leftovers.write(learned, tmp_path / "model.npz")
    model = load_model(tmp_path / "model.npz")
    assert (model.alone.features, model.among.features) == (
        learned.alone.features,
        learned.among.features,
    )
    chances: dict[int, list[float]] = {0: [], 1: []}
    for page in pages:
        example = leftovers.find_example(page, model.tokens)
        judged = judge(example.features, example.is_kept, model)
        for index, mark in example.marks.items():
            chances[mark].append(judged[index])
    own, site = (sum(each) / len(each) for each in chances.values())
    assert site > 0.5 > 0.2 > own


def test_the_recipe_holds_pages_out_in_turns(capsys: pytest.CaptureFixture[str]) -> None:
    leftovers = pytest.importorskip("training.leftovers")
    pages = [leftovers.label(read_marked_page(path)) for path in sorted(PAGES.glob("v*.txt"))]
    article = {"title": "Kè biển", "abstract": LEAD, "sentences": PARAGRAPHS}
    grafts = leftovers.graft_all(pages, [article] * 4)
    leftovers.report_folds(pages, grafts, {}, folds=2, trees=5, verbose=True)
    printed = capsys.readouterr().out
    assert re.match(r"\d+ pages: \d+ lines of the site, \d+ of the article\nlet through", printed)
    assert "4 articles grafted into them" in printed


def test_the_recipe_learns_what_captions_are_like() -> None:
    leftovers = pytest.importorskip("training.leftovers")
    articles = [
        {
            "captions": [
                f"Toàn cảnh hồ {place} sau bão. Ảnh: An",
                f"Chợ {place} nhìn từ trên cao.",
            ],
            "sentences": [
                f"Ông Lợi ở {place} cho biết giá lúa tăng.",
                f"Xã {place} có 40 hộ dời đi.",
            ],
        }
        for place in ("Hồng", "Lam", "Mã", "Cầu", "Đáy", "Thương", "Hậu", "Tiền")
    ]
    weights = leftovers.learn_captions(articles)
    assert "an" not in weights  # of the credit

    def weigh(kind: str) -> list[float]:
        texts = [text for article in articles for text in article[kind]]
        return [sum(weights.get(token, 0.0) for token in list_tokens(text)) for text in texts]

    assert min(weigh("captions")) > max(weigh("sentences"))


def test_another_article_is_grafted_between_the_sites_lines() -> None:
    leftovers = pytest.importorskip("training.leftovers")
    page = leftovers.Page("VTV\nKè\nThân.\nẢnh: A\nThân nữa.\nTIN MỚI", "Kè", {"Thân.": 0})
    page.marks.update({"VTV": 1, "Ảnh: A": 1, "Thân nữa.": 0, "TIN MỚI": 1})
    article = {"title": "Mưa", "abstract": LEAD, "sentences": [*PARAGRAPHS, "Đức Hùng"]}
    grafted = leftovers.graft(page, article, random.Random(1))
    lines = grafted.raw.split("\n")
    assert (lines[:3], lines[-1]) == (["VTV", "Mưa", LEAD], "TIN MỚI")
    assert " ".join(lines[3:-1]) == " ".join(PARAGRAPHS)
    assert grafted.marks == {"VTV": 1, "TIN MỚI": 1} | dict.fromkeys(lines[2:-1], 0)


def test_the_rows_of_a_table_have_one_chance_the_least() -> None:
    lines = [
        "Bảng xếp hạng",
        "1 Hà Nội 25 +30 50",
        "2 TP.HCM 25 +13 45",
        "Xem thêm",
        "3 Huế 25 +4 39",
    ]
    chances = join_rows(lines, {0: 0.9, 1: 0.2, 2: 0.9, 3: 0.95, 4: 0.9})
    assert chances == {0: 0.9, 1: 0.2, 2: 0.2, 3: 0.95, 4: 0.9}
