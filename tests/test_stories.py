"""One story, many outlets: which articles belong together, and what they tell together."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize import Article, Summary
from summarize.cli import main
from summarize.encodings import CONVERTED
from summarize.pipeline import condense, translate_stories
from summarize.sentences import split_sentences
from summarize.stories import group_articles, sign_article, tell_story
from summarize.types import Story

FRIDAY = datetime.date(2024, 8, 16)


def article(source: str, title: str, *paragraphs: str, day: datetime.date = FRIDAY) -> Article:
    return Article("\n\n".join(paragraphs), title=title, published=day, source=source)


BRIDGE_TUOITRE = article(
    "https://tuoitre.vn/cau-song-lo-1.htm",
    "Thông xe cầu Sông Lô mới, nối Phú Thọ với Tuyên Quang",
    "Sáng 16-8, cầu Sông Lô mới nối tỉnh Phú Thọ với tỉnh Tuyên Quang chính thức thông xe "
    "sau 26 tháng thi công.",
    "Cầu dài 1.240 m, rộng 22,5 m với bốn làn xe, tổng vốn đầu tư 1.850 tỉ đồng từ ngân sách "
    "trung ương và địa phương.",
    "Theo Sở Giao thông vận tải Phú Thọ, cây cầu rút ngắn quãng đường giữa hai tỉnh từ 31 km "
    "xuống còn 12 km.",
    "Ông Hà Văn Thịnh, lái xe tải ở Đoan Hùng, nói mỗi chuyến hàng của ông từ nay bớt được gần "
    "một giờ chờ phà.",
)
BRIDGE_VNEXPRESS = article(
    "https://vnexpress.net/thong-xe-cau-song-lo-2.html",
    "Cầu Sông Lô 1.850 tỷ đồng thông xe",
    "Cầu Sông Lô mới nối Phú Thọ với Tuyên Quang được thông xe sáng 16/8, sau hơn hai năm thi "
    "công, sớm bốn tháng so với kế hoạch.",
    "Công trình có tổng vốn đầu tư 1.850 tỷ đồng, dài 1.240 m, rộng 22,5 m, bốn làn xe.",
    "Bến phà cũ cách cầu 800 m sẽ dừng hoạt động từ ngày 1/9, 34 nhân viên của bến được bố trí "
    "việc mới.",
)
BRIDGE_BAOPHUTHO = article(
    "https://baophutho.vn/khanh-thanh-cau-3.html",
    "Khánh thành cầu Sông Lô",
    "Sáng 16/8, Ủy ban nhân dân tỉnh Phú Thọ tổ chức lễ khánh thành và thông xe cầu Sông Lô mới "
    "nối hai tỉnh Phú Thọ và Tuyên Quang.",
    "Phát biểu tại buổi lễ, lãnh đạo tỉnh đề nghị ngành giao thông sớm lắp đủ biển báo và hệ "
    "thống chiếu sáng ở đường dẫn phía Tuyên Quang.",
)
SALT_NLD = article(
    "https://nld.com.vn/diem-dan-bac-lieu-4.htm",
    "Diêm dân Bạc Liêu trúng mùa muối nhưng giá giảm một nửa",
    "Diêm dân huyện Đông Hải, tỉnh Bạc Liêu, thu hoạch được 62.000 tấn muối trong vụ này, cao "
    "nhất bảy năm qua, nhưng giá muối chỉ còn 700 đồng một ký.",
    "Với giá này mỗi héc ta ruộng muối lỗ chừng 9 triệu đồng, chưa kể công lao động.",
    "Hợp tác xã muối Điền Hải đề nghị tỉnh hỗ trợ kho chứa để diêm dân chờ giá lên.",
)
SALT_BAOBACLIEU = article(
    "https://baobaclieu.vn/gia-muoi-5.html",
    "Giá muối xuống còn 700 đồng một ký",
    "Giá muối ở huyện Đông Hải, Bạc Liêu, xuống còn 700 đồng một ký trong khi diêm dân vừa thu "
    "hoạch 62.000 tấn, sản lượng cao nhất bảy năm qua.",
    "Tỉnh Bạc Liêu sẽ cho các hợp tác xã mượn ba kho trống để diêm dân trữ muối, không lấy tiền "
    "thuê trong sáu tháng.",
)
VOLLEYBALL = article(
    "https://thanhnien.vn/bong-chuyen-6.htm",
    "Đội nữ Kinh Bắc vào chung kết giải bóng chuyền trẻ quốc gia",
    "Đội nữ Kinh Bắc thắng đội Ninh Bình 3-1 trong trận bán kết tối 15-8 và giành quyền vào "
    "chung kết giải bóng chuyền trẻ quốc gia.",
    "Chủ công Nguyễn Thị Hoài ghi 27 điểm, nhiều nhất trận.",
)
BRIDGE = (BRIDGE_TUOITRE, BRIDGE_VNEXPRESS, BRIDGE_BAOPHUTHO)
SALT = (SALT_NLD, SALT_BAOBACLIEU)
MORNING = (
    BRIDGE_TUOITRE,
    SALT_NLD,
    VOLLEYBALL,
    BRIDGE_VNEXPRESS,
    SALT_BAOBACLIEU,
    BRIDGE_BAOPHUTHO,
)


def sign(one: Article) -> bytes:
    return sign_article(one, split_sentences(one.text))


def group(*articles: Article) -> list[tuple[int, ...]]:
    return group_articles(list(map(sign, articles)), [one.published for one in articles])


def summarize_all(*articles: Article) -> list[Summary]:
    return [condense(one, n=3, ranker="coverage") for one in articles]


def outlets(story: Story, number: int) -> list[str]:
    """Who tells the story's ``number``-th point, the quoted article first."""
    point = story.points[number]
    tellers = (point.article, *(citation.article for citation in point.also))
    return [str(story.summaries[i].article.source).split("/")[2] for i in tellers]


def test_articles_on_one_event_are_one_group_and_others_stay_alone() -> None:
    assert [sorted(places) for places in group(*MORNING)] == [[0, 3, 5], [1, 4], [2]]


def test_two_like_events_on_one_day_are_two_stories() -> None:
    mill = article(
        "https://baonamdinh.vn/chay-8.html",
        "Cháy xưởng gỗ ở Nam Định, hai công nhân bị bỏng",
        "Khoảng 14h ngày 16/8, một đám cháy lớn bùng phát tại xưởng gỗ của ông Trần Văn Khải ở xã "
        "Hải Minh, huyện Hải Hậu, khiến hai công nhân bị bỏng.",
        "Cảnh sát phòng cháy chữa cháy điều bốn xe đến hiện trường, sau hai giờ thì dập tắt lửa.",
        "Nguyên nhân vụ cháy đang được công an điều tra làm rõ.",
    )
    market = article(
        "https://baobinhduong.vn/chay-9.html",
        "Cháy chợ ở Bình Dương, nhiều ki-ốt bị thiêu rụi",
        "Rạng sáng 16/8, lửa bùng lên từ một ki-ốt bán vải ở chợ Lái Thiêu, thành phố Thuận An, "
        "rồi lan ra cả dãy, thiêu rụi 12 ki-ốt.",
        "Lực lượng cảnh sát phòng cháy chữa cháy điều sáu xe đến hiện trường, sau ba giờ thì đám "
        "cháy được dập tắt, không có thương vong.",
        "Công an đang điều tra làm rõ nguyên nhân vụ cháy.",
    )
    assert group(mill, market) == [(0,), (1,)]


def test_the_order_of_the_articles_decides_nothing_but_the_order_of_the_groups() -> None:
    def stories(articles: tuple[Article, ...]) -> set[frozenset[str | None]]:
        return {frozenset(articles[i].title for i in places) for places in group(*articles)}

    expected = stories(MORNING)
    for order in list(permutations(MORNING))[::97]:
        assert stories(order) == expected


def test_the_same_news_a_week_later_is_another_story() -> None:
    later = article(
        "https://vtv.vn/7",
        str(BRIDGE_TUOITRE.title),
        BRIDGE_TUOITRE.text,
        day=FRIDAY + datetime.timedelta(days=7),
    )
    assert group(BRIDGE_TUOITRE, later) == [(0,), (1,)]


def test_undated_articles_fit_any_day() -> None:
    undated = Article(BRIDGE_TUOITRE.text, title=BRIDGE_TUOITRE.title)
    assert group(undated, BRIDGE_TUOITRE) == [(0, 1)]


def test_texts_without_pairs_of_syllables_stay_alone() -> None:
    assert group(Article("Mưa."), Article("Mưa."), Article("")) == [(0,), (1,), (2,)]


def test_no_articles_are_no_groups() -> None:
    assert group_articles([], []) == []


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(MORNING), st.none() | st.dates(FRIDAY, datetime.date(2024, 8, 30))
        ),
        max_size=12,
    )
)
def test_no_article_is_lost_or_in_two_groups(given: list[tuple[Article, Any]]) -> None:
    groups = group_articles([sign(one) for one, _ in given], [day for _, day in given])
    assert sorted(place for places in groups for place in places) == list(range(len(given)))
    assert [min(places) for places in groups] == sorted(min(places) for places in groups)
    for places in groups:
        days = [given[place][1] for place in places if given[place][1]]
        assert not days or (max(days) - min(days)).days <= 3


def test_a_story_of_one_article_is_that_articles_summary() -> None:
    (summary,) = summarize_all(BRIDGE_TUOITRE)
    story = tell_story([summary], 3)
    assert story == Story.of_one(summary)
    assert [point.point for point in story.points] == list(summary.points)


def test_a_story_tells_each_fact_once_and_says_who_tells_it() -> None:
    story = tell_story(summarize_all(*BRIDGE), 3)
    texts = [point.point.sentence.text for point in story.points]
    assert sum("thông xe" in text for text in texts) == 1
    assert sum("1.850" in text for text in texts) == 1
    first = next(i for i, text in enumerate(texts) if "thông xe" in text)
    assert sorted(outlets(story, first)) == ["baophutho.vn", "tuoitre.vn", "vnexpress.net"]
    assert story.points[first].point.why == ("told by 3 of 3 articles",)
    cost = next(i for i, text in enumerate(texts) if "1.850" in text)
    assert sorted(outlets(story, cost)) == ["tuoitre.vn", "vnexpress.net"]


FIRE_MORNING = article(
    "https://tuoitre.vn/chay-xuong-go-7.htm",
    "Cháy xưởng gỗ ở Bình Dương, 3 người chết",
    "Vụ cháy xưởng gỗ tại phường Tân Đông Hiệp, thành phố Dĩ An, tỉnh Bình Dương rạng sáng 16-8 "
    "khiến 3 người chết và 5 người bị thương.",
    "Công an tỉnh Bình Dương điều 12 xe chữa cháy cùng hàng chục cán bộ, chiến sĩ đến hiện trường.",
)
FIRE_NEXT_DAY = article(
    "https://vnexpress.net/chay-xuong-go-8.html",
    "Số người chết trong vụ cháy xưởng gỗ ở Bình Dương tăng lên 5",
    "Vụ cháy xưởng gỗ tại phường Tân Đông Hiệp, thành phố Dĩ An, tỉnh Bình Dương rạng sáng 16/8 "
    "khiến 5 người chết và 7 người bị thương.",
    "Công an tỉnh Bình Dương điều 12 xe chữa cháy cùng hàng chục cán bộ, chiến sĩ đến hiện trường.",
    day=FRIDAY + datetime.timedelta(days=1),
)


@pytest.mark.parametrize("order", list(permutations((FIRE_MORNING, FIRE_NEXT_DAY))))
def test_the_newest_figures_are_the_point_and_who_has_others_is_not_said_to_tell_it(
    order: tuple[Article, ...],
) -> None:
    story = tell_story(summarize_all(*order), 1)
    deaths, cars = story.points
    assert deaths.point.sentence.text == FIRE_NEXT_DAY.paragraphs[0]
    assert outlets(story, 0) == ["vnexpress.net"]
    assert deaths.point.why == ("told by 1 of 2 articles",)
    (other,) = deaths.other_figures
    assert order[other.article] == FIRE_MORNING
    assert other.sentence.text == FIRE_MORNING.paragraphs[0]
    assert len(cars.also) == 1 and not cars.other_figures


@pytest.mark.parametrize(
    ("english", "shown"),
    [
        ("On August 16 the fire in Tan Dong Hiep ward, Di An, killed 3 and hurt 5.",) * 2,
        ("On August 16 the fire in Tan Dong Hiep ward, Di An, killed 30 and hurt 5.", None),
    ],
)
def test_other_figures_are_translated_unless_the_english_has_others_yet(
    english: str, shown: str | None
) -> None:
    story = tell_story(summarize_all(FIRE_MORNING, FIRE_NEXT_DAY), 1)
    (translated,) = translate_stories([story], lambda texts: [english] * len(texts))
    (other,) = translated.points[0].other_figures
    assert other.english == shown


def test_a_digest_says_who_has_other_figures(tmp_path: Path) -> None:
    rows = [
        {"url": one.source, "title": one.title, "date": str(one.published), "text": one.text}
        for one in (FIRE_MORNING, FIRE_NEXT_DAY)
    ]
    (tmp_path / "tin.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for _ in range(2):  # as made, and as read back from the record
        assert digest(tmp_path / "tin.jsonl", "--out", tmp_path / "out") == 0
        text = FIRE_MORNING.paragraphs[0]
        (story,) = read_stories(tmp_path / "out")
        (place,) = (n for n, one in enumerate(story["articles"]) if one["text"].startswith(text))
        assert [point["other_figures"] for point in story["points"] if point["other_figures"]] == [
            [{"article": place, "text": text, "start": 0, "end": len(text), "english": None}]
        ]
        markdown = (tmp_path / "out" / "digest.md").read_text(encoding="utf-8")
        assert f"\n   — vnexpress.net\n\n   tuoitre.vn has other figures: “{text}”\n" in markdown
        page = (tmp_path / "out" / "digest.html").read_text(encoding="utf-8")
        assert f'tuoitre.vn</a> has other figures: <span lang="vi">“{text}”</span></p>' in page


def test_what_a_single_outlet_tells_is_cited_to_it_alone() -> None:
    story = tell_story(summarize_all(*SALT), 3)
    stores = next(i for i, p in enumerate(story.points) if "ba kho trống" in p.point.sentence.text)
    assert outlets(story, stores) == ["baobaclieu.vn"]


def test_a_story_says_what_is_to_be_known_of_each_text() -> None:
    converted = replace(BRIDGE_VNEXPRESS, notes=("The text was converted.",))
    story = tell_story(summarize_all(BRIDGE_TUOITRE, converted, BRIDGE_BAOPHUTHO), 3)
    assert story.notes == (f"{BRIDGE_VNEXPRESS.source}: The text was converted.",)
    first, *others = summarize_all(BRIDGE_TUOITRE, BRIDGE_BAOPHUTHO)
    doubted = replace(first, notes=("English headline: The translation is empty.",))
    assert tell_story([doubted, *others], 3).notes == doubted.notes


def test_a_story_has_a_point_more_for_each_further_article_up_to_two() -> None:
    assert len(tell_story(summarize_all(*SALT), 2).points) == 3
    assert len(tell_story(summarize_all(*BRIDGE), 2).points) == 4


def test_an_article_and_its_copy_elsewhere_tell_every_point_together() -> None:
    copy = article("https://baomoi.com/8", str(SALT_NLD.title), SALT_NLD.text)
    story = tell_story(summarize_all(SALT_NLD, copy), 3)
    texts = [point.point.sentence.text for point in story.points]
    assert len(texts) == len(set(texts)) == 3
    assert all(point.also for point in story.points)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(MORNING), min_size=1, max_size=5, unique=True), st.integers(1, 4))
def test_every_quotation_stands_in_its_article(articles: list[Article], n: int) -> None:
    story = tell_story(summarize_all(*articles), n)
    assert 1 <= len(story.points) <= max(n + 2, 3)
    for point in story.points:
        cited = [(point.article, point.point.sentence)]
        retellings = (*point.also, *point.other_figures)
        cited += [(citation.article, citation.sentence) for citation in retellings]
        for number, sentence in cited:
            text = story.summaries[number].article.text
            assert text[sentence.start : sentence.end] == sentence.text
        assert len({number for number, _ in cited}) == len(cited)


def test_the_order_of_the_articles_does_not_change_what_is_told() -> None:
    told = {
        tuple(point.point.sentence.text for point in tell_story(summarize_all(*order), 3).points)
        for order in permutations(BRIDGE)
    }
    assert len(told) == 1


def test_translation_asks_for_the_points_that_are_shown_and_no_more() -> None:
    asked: list[str] = []

    def translate(texts: Any) -> list[str]:
        asked.extend(texts)
        return [text.upper() for text in texts]

    (story,) = translate_stories([tell_story(summarize_all(*BRIDGE), 3)], translate)
    assert asked == [point.point.sentence.text for point in story.points]
    assert [point.point.english for point in story.points] == [text.upper() for text in asked]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tin.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for one in MORNING:
            row = {"url": one.source, "title": one.title, "date": str(one.published)}
            file.write(json.dumps({**row, "text": one.text}, ensure_ascii=False) + "\n")
    return path


def digest(*arguments: object) -> int:
    return main(["digest", "--no-translate", "--jobs", "1", *map(str, arguments)])


def read_stories(out: Path) -> list[dict[str, Any]]:
    lines = (out / "digest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def documents_of(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("digest.*")}


def test_a_digest_tells_three_stories_of_six_articles(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = table.parent / "out"
    assert digest(table, "--out", out) == 0
    assert "6 articles digested in 3 stories: " in capsys.readouterr().err
    stories = read_stories(out)
    assert sorted(len(story["articles"]) for story in stories) == [1, 2, 3]
    for story in stories:
        for point in story["points"]:
            for cited in (point, *point["also"]):
                text = story["articles"][cited["article"]]["text"]
                assert text[cited["start"] : cited["end"]] == cited["text"]
    assert len(list((out / "articles").iterdir())) == 6
    page = (out / "digest.html").read_text(encoding="utf-8")
    assert '<span class="facts">3 articles</span>' in page
    assert '<a href="https://vnexpress.net/thong-xe-cau-song-lo-2.html">vnexpress.net</a>' in page
    markdown = (out / "digest.md").read_text(encoding="utf-8")
    assert "\n   — baobaclieu.vn, nld.com.vn\n" in markdown


def test_a_digest_says_which_text_of_a_story_was_converted(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    *rows, last = table.read_text(encoding="utf-8").splitlines()
    garbled = {name: value.encode().decode("latin-1") for name, value in json.loads(last).items()}
    table.write_text("\n".join([*rows, json.dumps(garbled)]), encoding="utf-8")
    out = table.parent / "out"
    note = f"{BRIDGE_BAOPHUTHO.source}: {CONVERTED}"
    assert digest(table, "--out", out) == 0
    before = documents_of(out)
    stories = read_stories(out)
    assert [story["notes"] for story in stories if len(story["articles"]) == 3] == [[note]]
    texts = [article for story in stories for article in story["articles"] if article["text_notes"]]
    assert [(text["source"], text["text_notes"]) for text in texts] == [
        (BRIDGE_BAOPHUTHO.source, [CONVERTED])
    ]
    assert f'<p class="note">Note: {note}</p>' in before["digest.html"].decode()
    assert digest(table, "--out", out) == 0
    assert digest(table, "--force", "--out", out) == 0
    assert documents_of(out) == before


def test_without_grouping_every_article_is_a_story(table: Path) -> None:
    out = table.parent / "out"
    assert digest(table, "--no-group", "--out", out) == 0
    assert [len(story["articles"]) for story in read_stories(out)] == [1] * 6


def test_a_second_run_makes_no_story_again(table: Path) -> None:
    out = table.parent / "out"
    assert digest(table, "--out", out) == 0
    before, told = documents_of(out), sorted((out / ".state" / "stories").iterdir())
    times = [path.stat().st_mtime_ns for path in told]
    assert len(told) == 2
    assert digest(table, "--out", out) == 0
    assert documents_of(out) == before
    assert [path.stat().st_mtime_ns for path in told] == times


def test_a_story_that_lost_an_article_is_told_anew(table: Path) -> None:
    out, whole = table.parent / "out", table.parent / "whole"
    assert digest(table, "--out", out) == 0
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), encoding="utf-8")
    assert digest(table, "--out", out) == 0
    assert digest(table, "--out", whole) == 0
    assert documents_of(out) == documents_of(whole)
    assert len(list((out / ".state" / "stories").iterdir())) == 2
    assert sorted(len(story["articles"]) for story in read_stories(out)) == [1, 2, 2]


def test_remembered_stories_may_be_deleted(table: Path) -> None:
    out = table.parent / "out"
    assert digest(table, "--out", out) == 0
    before = documents_of(out)
    for path in (out / ".state" / "stories").iterdir():
        path.unlink()
    assert digest(table, "--out", out) == 0
    assert documents_of(out) == before
