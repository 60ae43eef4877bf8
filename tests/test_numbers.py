"""Which numbers a translation lost or invented, on sentences as the news has them."""

from __future__ import annotations

import pytest

from summarize.translation.numbers import compare_numbers

SAME = [
    ("Doanh thu đạt 2.150 tỷ đồng.", "Revenue reached 2,150 billion dong."),
    ("Doanh thu đạt 2.150 tỷ đồng.", "Revenue reached 2.15 trillion dong."),
    ("Hơn 15.000 tỷ đồng.", "More than 15 trillion dong."),
    ("Giá tăng 3,5%.", "Prices rose 3.5%."),
    ("Giá tăng 3,5 %.", "Prices rose 3.5 percent."),
    ("Có 1.000.000 người.", "There were one million people, 1,000,000."),
    ("Sáng 10/1, Thủ tướng họp.", "On the morning of January 10, the Prime Minister met."),
    ("Ngày 10/01/2019", "January 10, 2019"),
    ("Sáng 15.8, học sinh nghỉ lễ 2.9.", "On August 15, students get September 2 off."),
    ("Từ ngày 28.8 đến 3.9", "From August 28 to September 3"),
    ("Tháng 8.2024 và quý 3.2025", "August 2024 and the third quarter of 2025"),
    ("Tối nay tăng 2.9 điểm.", "It rose 2.9 points tonight."),
    ("Một đêm 2.9 triệu đồng", "2.9 million dong a night"),
    ("Ba người chết, 3 người bị thương.", "3 people died and three were injured."),
    ("Có 12 tỉnh.", "There are twelve provinces."),
    ("Lúc 17h cùng ngày.", "At 5 p.m. the same day."),
    ("Lúc 8h30.", "At 8:30."),
    ("Xe container dài 12 m, diện tích 20m2.", "A container 12 m long, 20 m2 in area."),
    ("Quý III năm 2024", "The third quarter of 2024"),
    ("Hai mươi lăm năm sau", "25 years later"),
    ("Máy bay A320 của hãng", "The airline's A320"),
    ("Khoảng 1,2 triệu lượt.", "About 1.2 million visits."),
    ("Khoảng 1,2 triệu lượt.", "About 1,200,000 visits."),
    ("Tháng 7, mưa lớn.", "In July, heavy rain."),
    ("Dự án 1.234,5 tỷ", "A project of 1,234.5 billion"),
    ("8 nghìn tỷ đồng", "8 trillion dong"),
    ("lần thứ 2", "for the second time"),
]
DIFFERENT = [
    ("Có 17 người chết.", "There were 70 dead.", ("17",), ("70",)),
    ("Doanh thu 2.150 tỷ đồng.", "Revenue was large.", ("2.150",), ()),
    ("Giá tăng mạnh.", "Prices rose 20%.", (), ("20",)),
    ("Ngày 10/1/2019", "January 10, 2018", ("2019",), ("2018",)),
    ("Cập nhật 2.9.2024", "Updated September 3, 2024", ("2",), ("3",)),
    ("Dịp lễ 2.9", "On the 2,9 holiday", ("2", "9"), ("2,9",)),
    ("Đạt 3,5%.", "It reached 35%.", ("3,5",), ("35",)),
    ("Đạt 5 triệu đồng.", "It reached 6 million dong.", ("5",), ("6",)),
]


@pytest.mark.parametrize(("vietnamese", "english"), SAME)
def test_the_same_value_in_another_spelling_is_no_difference(vietnamese: str, english: str) -> None:
    assert compare_numbers(vietnamese, english) == ((), ())


@pytest.mark.parametrize(("vietnamese", "english", "lost", "invented"), DIFFERENT)
def test_a_changed_value_is_reported_as_written(
    vietnamese: str, english: str, lost: tuple[str, ...], invented: tuple[str, ...]
) -> None:
    assert compare_numbers(vietnamese, english) == (lost, invented)
