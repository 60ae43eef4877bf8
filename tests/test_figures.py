"""Which sentences contradict each other in what they count."""

from __future__ import annotations

import pytest

from summarize.figures import have_other_figures


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("Vụ cháy khiến 3 người chết.", "Vụ cháy khiến 5 người chết và 7 người bị thương."),
        ("Vụ cháy khiến 3 người chết và 5 người bị thương.", "Vụ cháy khiến 5 người chết."),
        ("Vụ cháy khiến một người tử vong.", "Vụ cháy khiến hai người chết."),
        ("Xưởng rộng 2.000 m2.", "Xưởng rộng khoảng 2.500 m2."),
        ("Giá xăng tăng 3,5%.", "Giá xăng tăng 3,7 %."),
        ("Cầu trị giá 1.850 tỉ đồng.", "Cầu trị giá 1.580 tỷ đồng."),
    ],
)
def test_two_numbers_of_one_thing_contradict_each_other(sentence: str, other: str) -> None:
    assert have_other_figures(sentence, other)
    assert have_other_figures(other, sentence)


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("Vụ cháy khiến 3 người chết.", "Vụ cháy khiến ba người chết."),
        ("Vụ cháy khiến 3 người chết.", "Vụ cháy khiến nhiều người chết."),
        ("Vụ cháy khiến 3 người chết.", "Vụ cháy khiến 3 người chết và 5 người bị thương."),
        ("Có 31.015 thí sinh dự thi.", "Có hơn 31.000 thí sinh dự thi."),
        ("Cầu trị giá 1.850 tỉ đồng.", "Cầu trị giá 1.850 tỷ đồng."),
        ("Ngày 22-10 tại Hà Nội, hội nghị khai mạc.", "Sáng 22/10/2024 tại Hà Nội, hội nghị họp."),
        ("Lớp 5 của trường có thêm 2 phòng.", "Trường có thêm một phòng cho lớp 4 của mình."),
        ("Máy bay A320 mới hạ cánh.", "Máy bay A321 mới hạ cánh."),
        ("Thứ hai tuần sau, cầu thông xe.", "Thứ ba tuần sau, cầu thông xe."),
    ],
)
def test_less_the_same_in_words_and_what_is_no_count_contradict_nobody(
    sentence: str, other: str
) -> None:
    assert not have_other_figures(sentence, other)
    assert not have_other_figures(other, sentence)
