"""The rankers and the choice among the sentences they scored."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize import summarize
from summarize.ranking import RANKERS, choose, count_terms, explain, pick
from summarize.ranking.baselines import lexrank
from summarize.ranking.coverage import weigh_act
from summarize.ranking.leads import find_lead
from summarize.sentences import split_sentences
from summarize.types import DEFAULT_RANKER, Article, Sentence

NEWS = (
    "Thủ tướng yêu cầu các bộ đẩy nhanh xây dựng chính phủ điện tử trong năm 2019.",
    "Tuy nhiên, nhiều địa phương vẫn chậm kết nối dữ liệu với trục liên thông văn bản.",
    "Bộ Thông tin và Truyền thông cho biết 95 cơ quan đã gửi văn bản điện tử cho nhau.",
    "Hà Nội đặt mục tiêu 80% hồ sơ được xử lý qua mạng trước tháng 6.",
    "Ông cho biết người dân sẽ không phải nộp giấy tờ đã có trong cơ sở dữ liệu.",
    "Chi phí cho chính phủ điện tử lấy từ ngân sách và từ doanh nghiệp.",
)
TITLE = "Thủ tướng: Đẩy nhanh xây dựng chính phủ điện tử"

sentence_texts = st.lists(
    st.one_of(
        st.sampled_from(NEWS),
        st.sampled_from(["", "…", "và của là", "🙂🙂", "Có.", "1 2 3", "a" * 300]),
        st.lists(st.sampled_from("hà nội mưa lũ to 20 người và của chết cứu".split())).map(
            " ".join
        ),
        st.text(max_size=30),
    ),
    max_size=12,
)


def lay(
    *texts: str, title: str | None = None, lead: str | None = None
) -> tuple[Article, tuple[Sentence, ...]]:
    """An article of these sentences, each in a paragraph of its own."""
    sentences, start = [], 0
    for text in texts:
        sentences.append(Sentence(text, start, start + len(text)))
        start += len(text) + 2
    return Article("\n\n".join(texts), title=title, lead=lead), tuple(sentences)


@pytest.mark.parametrize("name", RANKERS)
@settings(max_examples=25, deadline=None)
@given(texts=sentence_texts, title=st.sampled_from([None, "", TITLE, "!!!", "Có hà"]))
def test_any_ranker_gives_one_finite_score_for_each_sentence(
    name: str, texts: list[str], title: str | None
) -> None:
    article, sentences = lay(*texts, title=title)
    scores = RANKERS[name](article, sentences)
    assert len(scores) == len(sentences)
    assert all(math.isfinite(score) for score in scores)
    assert list(scores) == list(RANKERS[name](article, sentences))


@pytest.mark.parametrize("name", RANKERS)
def test_equal_sentences_far_apart_keep_a_score_each(name: str) -> None:
    article, sentences = lay(*NEWS, *NEWS, title=TITLE)
    scores = RANKERS[name](article, sentences)
    chosen = choose(sentences, scores, 6)
    assert len({sentences[index].text for index in chosen}) == len(chosen) == 6


@settings(max_examples=100, deadline=None)
@given(
    texts=sentence_texts,
    n=st.integers(min_value=1, max_value=14),
    data=st.data(),
)
def test_a_choice_is_sorted_distinct_and_repeatable(
    texts: list[str], n: int, data: st.DataObject
) -> None:
    _, sentences = lay(*texts)
    score = st.floats(min_value=-1e6, max_value=1e6)
    scores = data.draw(st.lists(score, min_size=len(texts), max_size=len(texts)))
    chosen = choose(sentences, scores, n)
    assert list(chosen) == sorted(set(chosen)) == sorted(pick(sentences, scores, n))
    assert len(chosen) <= n
    assert set(chosen) <= set(range(len(texts)))
    assert bool(chosen) == bool(texts)
    assert chosen == choose(sentences, scores, n)


def test_fewer_than_asked_only_where_no_other_distinct_sentence_is_left() -> None:
    _, sentences = lay(*NEWS, *NEWS)
    assert choose(sentences, [0.0] * 12, 12) == (0, 1, 2, 3, 4, 5)
    assert choose((), (), 3) == ()


def test_near_duplicates_are_never_both_chosen() -> None:
    varied = NEWS[0].replace(".", " đang tới!")
    _, sentences = lay(NEWS[0], varied, NEWS[2], NEWS[3])
    assert choose(sentences, [1.0, 0.99, 0.1, 0.0], 2) == (0, 2)
    assert choose(sentences, [1.0, 0.99, 0.1, 0.0], 4) == (0, 2, 3)


def test_ties_break_by_position() -> None:
    _, sentences = lay("Mưa to.", "Nắng đẹp.", "Gió mạnh.")
    assert pick(sentences, [1.0, 1.0, 1.0], 2) == [0, 1]


def test_a_sentence_that_stands_alone_is_preferred_to_one_that_leans() -> None:
    leaning = "Điều này khiến nhiều tàu cá phải quay lại bờ trong đêm."
    _, sentences = lay(leaning, NEWS[2], NEWS[3], NEWS[5])
    assert choose(sentences, [0.9, 0.8, 0.1, 0.0], 1) == (1,)
    assert 0 in choose(sentences, [0.9, 0.8, 0.1, 0.0], 4)


def test_the_choice_stays_quick_to_reach_past_many_duplicates() -> None:
    texts = ["Một câu lặp lại mãi trong bài này."] * 1000 + ["Hà Nội có mưa to vào buổi sáng."]
    _, sentences = lay(*texts)
    assert choose(sentences, [1.0] * 1000 + [0.0], 2) == (0, 1000)


def test_lexrank_is_the_walk_over_the_dense_matrix() -> None:
    terms = count_terms(NEWS)
    matrix = np.zeros(terms.shape)
    matrix[terms.rows, terms.columns] = terms.values
    walk = matrix @ matrix.T
    walk /= walk.sum(axis=1, keepdims=True)
    expected = np.linalg.matrix_power(0.85 * walk + 0.15 / len(NEWS), 200)[0]
    assert lexrank(terms) == pytest.approx(expected / expected.max(), abs=1e-3)


def test_terms_are_unit_vectors_over_syllables_and_pairs() -> None:
    terms = count_terms(["Hà Nội mưa", "Hà Nội", ""])
    assert terms.shape == (3, 3 + 2)
    assert list(terms.words) == ["hà", "nội", "mưa"]
    assert list(zip(terms.left, terms.right, strict=True)) == [(0, 1), (1, 2)]
    assert list(terms.first_row) == [0, 0] and list(terms.first_place) == [0, 1]
    assert list(terms.spread) == [2, 2, 1, 2, 1]
    assert terms.likeness(0)[0] == pytest.approx(1)
    assert terms.likeness(2) == pytest.approx([0, 0, 0])


def test_another_text_counts_by_the_terms_it_shares() -> None:
    terms = count_terms(["Hà Nội mưa", "Hà Nội", "Huế nắng"])
    vector = terms.vector("HÀ NỘI nắng to")
    assert np.flatnonzero(vector).tolist() == [
        *(terms.words[word] for word in ("hà", "nội", "nắng")),
        len(terms.words),  # of the pairs, hà nội alone
    ]
    assert vector @ vector == pytest.approx(1)
    assert terms.times(terms.vector("Hà Nội"))[1] == pytest.approx(1)
    assert not terms.vector("").any()


@pytest.mark.parametrize("text", ["Mưa to", "to mưa", "Mưa nắng", "Mưa"])
def test_another_text_shares_no_pair_with_texts_that_hold_none(text: str) -> None:
    terms = count_terms(["Mưa.", "Nắng."])
    shared = [number for word, number in terms.words.items() if word in text.lower()]
    assert np.flatnonzero(terms.vector(text)).tolist() == shared
    assert summarize(Article("Mưa.\n\nNắng.", title=text), n=2, ranker="hybrid").points


def test_the_default_prefers_what_the_headline_says() -> None:
    article, sentences = lay(*NEWS[1:], NEWS[0], title=TITLE)
    scores = RANKERS[DEFAULT_RANKER](article, sentences)
    assert max(scores) == scores[-1]


def test_a_recognised_lead_comes_first() -> None:
    article, sentences = lay(*NEWS, title=TITLE, lead="\n\n".join(NEWS[:2]))
    assert find_lead(article, sentences) == 2
    pinned = RANKERS[DEFAULT_RANKER](article, sentences)
    assert min(pinned[:2]) > max(pinned[2:])
    assert find_lead(Article("Mưa.", lead="Nắng."), sentences) == 0


def test_a_first_paragraph_without_the_news_is_a_lead_only_below_date_or_author() -> None:
    scene = "Sáng nay trời trở lạnh, con phố nhỏ vắng người qua lại."
    article, sentences = lay(scene, *NEWS, title=TITLE, lead=scene)
    assert find_lead(article, sentences) == 0
    assert find_lead(replace(article, published=date(2024, 3, 12)), sentences) == 1


def test_a_first_paragraph_of_many_sentences_is_no_lead() -> None:
    for count, lead in ((10, 10), (11, 0)):
        text = " ".join(f"Mưa lớn ở quận {number}." for number in range(count))
        article = Article(text, title=TITLE, published=date(2024, 3, 12), lead=text)
        assert find_lead(article, split_sentences(text)) == lead


def test_a_line_without_a_stop_is_taken_after_the_sentences() -> None:
    sentences = lay("Giá vàng hôm nay", *NEWS[:3])[1]
    assert choose(sentences, [0.7, 1.0, 0.0, 0.6], 2) == (1, 3)
    assert choose(sentences, [0.7, 1.0, 0.0, 0.6], 3) == (0, 1, 3)
    # Within a paragraph it is a sentence whose stop was forgotten.
    inside = split_sentences("Mưa lớn ở Huế. Nước lên nhanh")
    assert choose(inside, [0.9, 1.0], 1) == (1,)


@pytest.mark.parametrize(
    ("opening", "worth"),
    [
        ("Thủ tướng yêu cầu các bộ", 1),
        ("Sở đề nghị người dân", 1),
        ("Bộ trưởng đánh giá cao các bộ", -1),
        ("Đây là yêu cầu của các bộ", 0),  # a noun
        ("Hôm qua các bộ", 0),
    ],
)
def test_after_the_lead_a_demand_is_worth_more_than_praise(opening: str, worth: int) -> None:
    assert weigh_act(f"{opening} đẩy nhanh kết nối dữ liệu.") == worth


def test_lead_ranks_by_position() -> None:
    article, sentences = lay(*NEWS)
    scores = RANKERS["lead"](article, sentences)
    assert list(scores) == sorted(scores, reverse=True)


def test_sumbasic_and_kl_score_by_the_order_of_choice() -> None:
    article, sentences = lay(*NEWS)
    for name in ("sumy-sumbasic", "sumy-kl"):
        assert sorted(RANKERS[name](article, sentences)) == [-5.0, -4.0, -3.0, -2.0, -1.0, 0.0]


def test_edmundson_takes_the_headline_as_bonus_words() -> None:
    article, sentences = lay(*NEWS[1:5], NEWS[0], NEWS[5], title=TITLE)
    scores = RANKERS["sumy-edmundson"](article, sentences)
    assert max(scores) == scores[4]


def test_reasons_are_true_of_the_sentence_and_name_the_ranker() -> None:
    article, sentences = lay(*NEWS, title=TITLE)
    scores = RANKERS[DEFAULT_RANKER](article, sentences)
    (reasons,) = explain(article, sentences, scores, [0])
    assert reasons[0] == "the most important of 6 sentences"
    assert "opens the article" in reasons
    assert "shares 10 words with the headline" in reasons
    assert "carries figures" in reasons
    assert explain(article, sentences, [3, 2, 1, 0, 0, 0], [1], "lead") == [
        ("number 2 in importance of 6 sentences by lead",)
    ]
    by_function = explain(article, sentences, scores, [0], lambda article, sentences: scores)
    assert by_function == [("the most important of 6 sentences by the given ranker",)]


def test_reasons_tell_of_the_lead() -> None:
    article, sentences = lay(*NEWS, lead=NEWS[0])
    article = replace(article, published=date(2024, 3, 12))
    (reasons,) = explain(article, sentences, [1.0] * 6, [0])
    assert "stands in the article's lead" in reasons and "opens the article" not in reasons


def test_what_a_decision_rests_on_is_no_point() -> None:
    lines = [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Theo đề nghị của Giám đốc Sở Nông nghiệp và Phát triển nông thôn,",
        "Ủy ban nhân dân tỉnh quyết định hỗ trợ mỗi hộ mất nhà 60 triệu đồng.",
        "Chánh Văn phòng Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành quyết định này.",
    ]
    sentences = split_sentences("\n\n".join(lines))
    assert choose(sentences, [1.0, 0.9, 0.5, 0.1], 1) == (2,)


def test_what_only_announces_is_no_point() -> None:
    lines = [
        "Người dân hỏi:",
        "Tôi đóng được 14 năm 6 tháng, có được rút một lần không? (Lê Thị Hạnh, Thái Bình)",
        "Luật sư Trần Minh Hải, Đoàn Luật sư Hà Nội, trả lời:",
        "Người lao động sau một năm nghỉ việc và chưa đủ 20 năm đóng thì được nhận một lần.",
        "Mức hưởng bằng 1,5 tháng lương bình quân cho mỗi năm đóng bảo hiểm trước 2014.",
    ]
    points = [point.sentence.text for point in summarize("\n\n".join(lines), n=2).points]
    assert not any(point.endswith((":", ")")) for point in points)
