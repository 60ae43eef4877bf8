"""Openings that lean on the sentence before, and quotations that begin after them."""

from __future__ import annotations

import pytest

from summarize import summarize
from summarize.openings import find_opening, hangs, leans, without_opening
from summarize.rendering import to_html, to_markdown, to_terminal
from summarize.types import KeyPoint, Sentence


@pytest.mark.parametrize(
    "opening",
    [
        *("Tuy nhiên, mưa", "Đồng thời, tỉnh", "Theo đó, xã", "Điều này khiến", "“Nhưng tôi"),
        *(
            "Từ câu hỏi này, ông",
            "Ông cho biết",
            "Họ đã đi",
            "Anh ta bị bắt",
            "Bà cũng nói",
            "Việc này gây",
        ),
        *("Trong khi đó, giá", "- Và nay", "Đây là lần đầu"),
        *("Đặc biệt là Tổ công tác", "Nhất là ở vùng cao", "c) Chôn lấp, đốt rác", "đ) Các"),
        *(
            "Cuối tháng 8, cô đề nghị",
            "“Các em muốn học”, cô nói.",
            '"Tôi sợ", bà nói với báo giới.',
        ),
    ],
)
def test_an_opening_that_leans_on_what_came_before(opening: str) -> None:
    assert hangs(opening)


@pytest.mark.parametrize(
    "opening",
    [
        *("Ông Nam cho biết", "Bà con nông dân", "Họ Nguyễn", "Hà Nội có mưa", "Cô giáo Lan"),
        *("Cuối tháng 8, cô Lan đề nghị", "“Tôi sợ”, bà Hà nói.", "Sáng nay, họ Nguyễn họp mặt"),
        *("Anh em công nhân", "Songkran", "Còi tàu", "Theo Bộ Y tế", "Điều 5 quy định", ""),
    ],
)
def test_an_opening_that_stands_alone(opening: str) -> None:
    assert not hangs(opening)


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("Tuy nhiên, ", "giá vàng trong nước vẫn giảm nhẹ."),
        ("Theo đó, ", "Sở Y tế đề nghị các bệnh viện trực 24/24 giờ."),
        ("Cụ thể: ", "vé người lớn giá 120.000 đồng một lượt."),
        ("Tuy nhiên, trước đó, ", "nhà trường đã thông báo cho phụ huynh."),
    ],
)
def test_a_quotation_begins_after_the_connective(opening: str, rest: str) -> None:
    sentence = Sentence(opening + rest, 10, 10 + len(opening + rest))
    assert hangs(sentence.text) and not leans(sentence.text)
    assert without_opening(sentence) == Sentence(rest, 10 + len(opening), sentence.end)


@pytest.mark.parametrize(
    "text",
    [
        "Tuy nhiên, ông cho biết chưa nhận được văn bản nào của huyện.",  # who?
        "Tuy nhiên, cơ quan này chưa công bố kết quả điều tra vụ cháy.",
        "Ngoài ra, còn có ông Bảy Hôn, chiến sĩ biệt động năm xưa.",
        "Theo đó, yêu cầu các địa phương rà soát hồ chứa trước ngày 15/9.",  # no subject
        "Trong đó, 26 cây gỗ lim đã bị chặt hạ từ đầu năm.",  # of what?
        "Tuy nhiên, trời mưa to.",
        "Tuy nhiên ông Sơn chưa trả lời câu hỏi của báo chí.",
    ],
)
def test_a_sentence_that_would_lean_all_the_same_is_quoted_whole(text: str) -> None:
    assert leans(text)
    assert find_opening(text) == 0


def test_a_point_is_quoted_from_where_it_stands_alone() -> None:
    first = "Giá vàng thế giới sáng nay tăng mạnh lên 2.400 USD một ounce."
    rest = "giá vàng trong nước giảm 200.000 đồng mỗi lượng so với hôm qua."
    text = f"{first}\n\nTuy nhiên, {rest}"
    summary = summarize(text, n=2, translate=lambda points: [f"<{point}>" for point in points])
    point = summary.points[1]
    assert point.sentence.text == rest
    assert text[point.sentence.start : point.sentence.end] == rest
    assert point.quotation == f"… {rest}"
    assert point.english == f"<G{rest[1:]}>"
    assert summary.sentences[1].text == f"Tuy nhiên, {rest}"
    assert f"2. … {rest}\n" in to_terminal(summary)
    assert f"> … {rest}\n" in to_markdown(summary)
    assert f'<mark id="s2">{rest}</mark>' in to_html(summary)


def test_a_name_with_a_small_letter_first_is_not_cut() -> None:
    point = KeyPoint(Sentence("iPhone 15 giảm giá mạnh ở Hà Nội.", 0, 33), 1.0)
    assert point.quotation == "iPhone 15 giảm giá mạnh ở Hà Nội."
