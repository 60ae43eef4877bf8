"""``summarize`` on the page the project was born from, and on what is not quite an article."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from conftest import SAMPLES
from hypothesis import given
from hypothesis import strategies as st

from summarize import (
    RANKERS,
    Article,
    InputError,
    OptionError,
    Summary,
    UnsureEnglish,
    summarize,
)
from summarize.openings import without_opening
from summarize.pipeline import translate_stepwise
from summarize.sources import read_article
from summarize.types import TranslationError

FURNITURE = (
    "Ảnh: TTXVN",
    "Mời quý độc giả",
    "Cùng chuyên mục",
    "TIN MỚI",
    "ĐANG PHÁT",
    "thời tiết",
    "GMT+7",
    "Ban Thời sự",
    "VTV.vn",
)
ALL_SAMPLES = sorted(path.name for path in SAMPLES.iterdir())


def check_invariants(summary: Summary) -> None:
    text = summary.article.text
    for sentence in summary.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    starts = [point.sentence.start for point in summary.points]
    assert starts == sorted(set(starts))
    quoted = set(map(without_opening, summary.sentences))
    assert all(point.sentence in quoted for point in summary.points)


def test_the_vtv_page_is_read_right(vtv_page: str) -> None:
    article = summarize(vtv_page).article
    assert (
        article.title == "Văn phòng Chính phủ cần quyết liệt hơn trong xây dựng Chính phủ điện tử"
    )
    assert article.published == date(2019, 1, 10)
    assert article.byline == "Ban Thời sự"
    assert article.lead == (
        "Đây là yêu cầu của Thủ tướng Nguyễn Xuân Phúc tại Hội nghị triển khai nhiệm vụ năm 2019 "
        "của Văn phòng Chính phủ diễn ra chiều 10/1."
    )
    assert article.text.startswith(article.lead)
    assert article.text.endswith("nhiều tập thể và cá nhân của Văn phòng Chính phủ.")
    assert not [line for line in FURNITURE if line in article.text]
    assert len(article.text.split("\n\n")) == 5


def test_the_three_points_of_the_vtv_page(vtv_page: str) -> None:
    lead, praise, government = (point.sentence.text for point in summarize(vtv_page).points)
    assert lead == summarize(vtv_page).article.lead
    assert praise.startswith("Thủ tướng Nguyễn Xuân Phúc cùng lãnh đạo của nhiều bộ và địa phương")
    assert praise.endswith("một trong những ưu tiên hàng đầu của Chính phủ nhiệm kỳ này.")
    assert government == (
        "Văn phòng Chính phủ cũng năng động, quyết liệt và đi đầu trong xây dựng Chính phủ điện "
        "tử, nhất là đi tiên phong trong thực hiện văn phòng không giấy tờ và ứng dụng chữ ký số."
    )


@pytest.mark.parametrize("name", ALL_SAMPLES)
def test_every_sample_gives_three_points(name: str) -> None:
    summary = summarize(read_article(str(SAMPLES / name)))
    check_invariants(summary)
    assert len(summary.points) == min(3, len(summary.sentences))
    assert all(point.why for point in summary.points)


@pytest.mark.parametrize("ranker", RANKERS)
def test_every_ranker_scores_every_sentence(ranker: str, vtv_page: str) -> None:
    summary = summarize(vtv_page, ranker=ranker, n=4)
    check_invariants(summary)
    assert len(summary.points) == 4
    assert summarize(vtv_page, ranker=ranker, n=4) == summary


def test_a_ranker_may_be_a_function(vtv_page: str) -> None:
    summary = summarize(vtv_page, n=1, ranker=lambda _, sentences: [s.start for s in sentences])
    assert summary.points[0].sentence == summary.sentences[-1]


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ([1.0], "gave 1 scores, 1 of them finite, for 2 sentences; it must give one finite number"),
        ([1.0, 2.0, 3.0], "gave 3 scores, 3 of them finite, for 2 sentences"),
        ([1.0, math.nan], "gave 2 scores, 1 of them finite, for 2 sentences"),
        ([math.inf, -math.inf], "gave 2 scores, 0 of them finite, for 2 sentences"),
        (None, "what are no numbers"),
        (["cao", "thấp"], "what are no numbers"),
        ([10**400, 1], "what are no numbers"),
    ],
)
def test_a_ranker_that_does_not_score_every_sentence_is_found_out(
    scores: Any, message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        summarize("Hà Nội có mưa. Đường ngập nước.", ranker=lambda article, sentences: scores)


def test_a_translator_may_be_a_function(vtv_page: str) -> None:
    summary = summarize(vtv_page, translate=lambda texts: [f"EN {text}" for text in texts])
    assert summary.english_title == f"EN {summary.article.title}"
    for point in summary.points:
        assert point.english == f"EN {point.sentence.text}"
    assert str(summary).splitlines()[0] == f"• {summary.points[0].english}"


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ([None, "It rains."], "NoneType among its texts"),
        ("It rains.", "a single text"),
        (["It rains."], "1 texts for 2"),
        ([["It rains."], ["Streets flood."]], "list among its texts"),
    ],
)
def test_a_translator_that_does_not_give_texts_is_found_out(english: Any, said: str) -> None:
    text = "Hà Nội có mưa lớn. Nhiều phố ngập sâu."
    summary = summarize(text, n=2, translate=lambda texts: english)
    assert [point.english for point in summary.points] == [None, None]
    (note,) = summary.notes
    assert note.startswith(f"The translator gave {said}; it must give ")


def test_a_headline_whose_english_is_in_doubt_is_told_in_the_notes() -> None:
    article = Article("Giá vàng trong nước sáng nay tăng mạnh.", title="Giá vàng tăng 5%")
    summary = summarize(article, n=1, translate=lambda texts: ["Gold rose 9%."] * len(texts))
    assert summary.notes == (
        "English headline: The number 5 of the original is not in the English.",
        "English headline: The number 9 is not in the original.",
    )


def test_what_a_translator_is_unsure_of_has_a_warning() -> None:
    article = Article("Giá vàng trong nước sáng nay tăng mạnh.", title="Giá vàng tăng")
    summary = summarize(article, n=1, translate=lambda texts: list(map(UnsureEnglish, texts)))
    unsure = "The model is unsure of this translation."
    assert summary.points[0].warnings == (unsure,)
    assert summary.notes == (f"English headline: {unsure}",)
    assert type(summary.points[0].english) is type(summary.english_title) is str


def test_a_text_that_stands_twice_is_translated_once() -> None:
    article = Article("Giá vàng tăng mạnh sáng nay.", title="Giá vàng tăng mạnh sáng nay.")
    asked: list[str] = []

    def translate(texts: Sequence[str]) -> list[str]:
        asked.extend(texts)
        return ["Gold prices rose this morning."] * len(texts)

    summary = summarize(article, n=1, translate=translate)
    assert asked == ["Giá vàng tăng mạnh sáng nay."]
    assert summary.english_title == summary.points[0].english == "Gold prices rose this morning."


def test_an_article_given_as_such_is_not_cleaned_again() -> None:
    article = Article("Ảnh: TTXVN là một câu. Hà Nội có mưa.", title="Mưa")
    assert summarize(article).article is article


@pytest.mark.parametrize("text", ["", "  \n ", "...", "— * —", "😀"])
def test_a_text_of_no_sentences_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="There is no sentence"):
        summarize(text)


def test_an_address_is_no_text() -> None:
    with pytest.raises(InputError, match="is an address, not a text"):
        summarize("https://vnexpress.net/mua-lon-o-hue-4806.html\n")


def test_a_text_with_fewer_sentences_gives_them_all_and_says_so() -> None:
    summary = summarize("Hà Nội có mưa lớn trong đêm qua. Nhiều tuyến phố bị ngập sâu.", n=5)
    assert len(summary.points) == 2
    assert summary.notes == ("Only 2 of the 5 points asked for: the text holds no more.",)


def test_a_text_in_another_language_is_ranked_but_not_translated() -> None:
    english = "The Government met on Monday. It discussed the budget. Taxes will rise next year."
    summary = summarize(english, translate=lambda texts: pytest.fail("translated"))
    assert len(summary.points) == 3
    assert "does not look like Vietnamese" in summary.notes[0]


def test_lines_without_diacritics_among_others_are_not_translated() -> None:
    told = "Giá xăng tăng 750 đồng một lít từ chiều 21/3."
    text = f"{told}\n\nGia dau cung tang them 400 dong mot lit."
    article = Article(text, title="Gia xang tang manh tu 15h chieu nay")
    summary = summarize(article, translate=lambda texts: [f"EN {text}" for text in texts])
    assert summary.english_title is None
    assert [point.english for point in summary.points] == [f"EN {told}", None]
    assert summary.notes[-1] == "What is written without diacritics was not translated."


def test_five_megabytes_are_no_trouble(vtv_page: str) -> None:
    body = summarize(vtv_page).article.text
    text = "\n\n".join(
        body.replace("2019", str(number)) for number in range(5_000_000 // len(body.encode()) + 1)
    )
    assert len(text.encode()) >= 5_000_000
    summary = summarize(text, n=5)
    check_invariants(summary)
    assert len(summary.points) == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n": 0}, "at least 1, not 0"),
        ({"ranker": "best"}, "no ranker 'best'. Choose from"),
        ({"ranker": None}, "a name or a function, not None"),
        (
            {"translate": "Helsinki-NLP/opus-mt-vi-en"},
            "not 'Helsinki-NLP/opus-mt-vi-en': load_translator gives one for a model's name",
        ),
    ],
)
def test_impossible_arguments_are_refused(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        summarize("Hà Nội có mưa.", **arguments)  # type: ignore[arg-type]


@given(st.text(alphabet=st.sampled_from('aáăâbcđeêiọ AB.?!"”…,:-\n1/5%()'), max_size=400))
def test_offsets_always_point_at_the_quoted_text(text: str) -> None:
    try:
        summary = summarize(text)
    except InputError:
        return
    check_invariants(summary)
    assert summarize(text) == summary


def test_values_are_frozen(vtv_page: str) -> None:
    summary = summarize(vtv_page)
    with pytest.raises(dataclasses.FrozenInstanceError):
        summary.points = ()  # type: ignore[misc]


def test_a_translator_must_give_one_text_for_each_step_by_step_too() -> None:
    summary = summarize(Article("Hà Nội có mưa lớn. Nhiều phố ngập sâu.", title="Mưa lớn"), n=2)
    steps = translate_stepwise(summary, lambda texts: [*texts, "one too many"])
    with pytest.raises(TranslationError, match="gave 2 texts for 1"):
        next(steps)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_html_is_read_as_html(mark: str) -> None:
    piece = (
        "<p>Sáng 2/9, hàng vạn người đổ về Quảng trường Ba Đình.</p>\n"
        '<p class="Normal">Thanh niên phát 15.000 chai nước&nbsp;miễn phí.</p>'
    )
    points = [point.sentence.text for point in summarize(mark + piece, n=2).points]
    assert points == [
        "Sáng 2/9, hàng vạn người đổ về Quảng trường Ba Đình.",
        "Thanh niên phát 15.000 chai nước miễn phí.",
    ]
    with pytest.raises(InputError, match="No article was found in the HTML of the text"):
        summarize("<p></p>")


def test_json_is_no_text() -> None:
    with pytest.raises(InputError, match="the text is JSON, not the text of an article"):
        summarize('{"title": "Mưa", "text": "Hà Nội c\\u00f3 mưa lớn sáng nay."}')
    assert summarize("[Cập nhật] Hà Nội có mưa lớn sáng nay.", n=1).points


def test_tags_that_came_along_with_a_text_are_no_part_of_it() -> None:
    text = "Hà Nội có mưa lớn &amp; gió mạnh.<br/><br/>Nhiều phố <b>ngập sâu</b> từ sáng sớm nay."
    points = [point.sentence.text for point in summarize(text, n=2).points]
    assert points == [
        "Hà Nội có mưa lớn & gió mạnh.",
        "Nhiều phố ngập sâu từ sáng sớm nay.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"H\xc3\xa0 N\xe1\xbb\x99i", "not bytes: decode bytes."),
        (None, "not NoneType."),
        (5, "not int."),
        (SAMPLES / "vtv-chinh-phu-dien-tu.txt", "Path: read_text"),
    ],
)
def test_what_is_no_text_is_refused(text: Any, said: str) -> None:
    with pytest.raises(InputError, match=f"Give a text or an Article, .*{said}"):
        summarize(text)


def test_a_file_s_name_is_no_text() -> None:
    path = SAMPLES / "vtv-chinh-phu-dien-tu.txt"
    with pytest.raises(InputError, match=r"dien-tu\.txt is the name of a file, not a text"):
        summarize(str(path))
    with pytest.raises(InputError, match=r'Path: read_text\(encoding="utf-8"\) gives a file'):
        summarize(path)  # type: ignore[arg-type]
    assert summarize("Mưa ngập phố-12.txt").points


@pytest.mark.parametrize("n", ["3", 2.5, None])
def test_a_number_of_points_is_whole(n: Any) -> None:
    with pytest.raises(OptionError, match="must be a whole number"):
        summarize("Hà Nội có mưa.", n=n)
