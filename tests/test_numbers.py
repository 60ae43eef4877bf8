"""Which numbers a translation lost or invented, on sentences as the news has them."""

from __future__ import annotations

import pytest

from summarize.translation.numbers import compare_numbers, restore_numbers

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
    ("Khoảng 3,1 triệu m2", "About 3.1 million m2"),
    ("Từ 12 đến 15 tỷ đồng", "From 12 billion to 15 billion dong"),
    ("11.500 nghìn tỷ đồng", "11.5 quadrillion dong"),
    ("Dự án 6,83 nghìn tỷ đồng", "A project of VND6.83 trillion"),
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
    ("Đạt 12 tỷ đồng.", "It reached 12 million dong.", ("12",), ("12",)),
    ("Đạt 11.500 nghìn tỷ.", "It reached 11,500 billion.", ("11.500",), ("11,500",)),
]


@pytest.mark.parametrize(("vietnamese", "english"), SAME)
def test_the_same_value_in_another_spelling_is_no_difference(vietnamese: str, english: str) -> None:
    assert compare_numbers(vietnamese, english) == ((), ())


@pytest.mark.parametrize(("vietnamese", "english", "lost", "invented"), DIFFERENT)
def test_a_changed_value_is_reported_as_written(
    vietnamese: str, english: str, lost: tuple[str, ...], invented: tuple[str, ...]
) -> None:
    assert compare_numbers(vietnamese, english) == (lost, invented)


@pytest.mark.parametrize(
    ("vietnamese", "english", "restored"),
    [
        ("Có 28.000 ha.", "There are 22,000 hectares.", "There are 28,000 hectares."),
        ("Giá 52.000 đồng.", "It costs 522,000 dong.", "It costs 52,000 dong."),
        ("Tăng 31,53 điểm.", "It rose 13.53 points.", "It rose 31.53 points."),
        ("Dài 4.5 mét.", "It is 44.5 metres long.", "It is 4.5 metres long."),
        ("Từ 2.500-3.000 mẫu.", "From 2,500-32,000 samples.", "From 2,500-3,000 samples."),
        ("Ngày 10/1/2019", "January 10, 2018", "January 10, 2019"),
        ("Vàng ở mức 2.412 USD.", "Gold was at $2.412.", "Gold was at $2,412."),
        ("Đạt 12 tỷ đồng.", "It reached 12 million dong.", "It reached 12 billion dong."),
        ("Dự án 1.234,5 tỷ", "A project of 1,234.6 billion", "A project of 1,234.5 billion"),
        (
            "Mua vào 3.811.000 đồng, bán ra 3.911.000 đồng.",
            "Bought at 3,8112,000 dong, sold at 3,9111,000 dong.",
            "Bought at 3,811,000 dong, sold at 3,911,000 dong.",
        ),
        (
            "Khảo sát 94.000 trường, 44.000 quản lý.",
            "A survey of 942,000 universities, 442,000 managers.",
            "A survey of 94,000 universities, 44,000 managers.",
        ),
        (
            "Từ 1.332.000 đồng một bình đến 2.929.000 đồng.",
            "From 1,3322,000 dong a cylinder to 2,99,000 dong.",
            "From 1,332,000 dong a cylinder to 2,929,000 dong.",
        ),
        ("Trị giá 1,07 tỷ USD.", "Worth 1,07 billion USD.", "Worth 1.07 billion USD."),
        ("Học lớp 1,2,3.", "Grades 1,2,3.", "Grades 1,2,3."),
    ],
)
def test_a_slip_of_a_digit_is_put_right(vietnamese: str, english: str, restored: str) -> None:
    assert restore_numbers(vietnamese, english) == restored


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Có 17 người chết.", "There were 70 dead."),
        ("Đạt 5 triệu đồng.", "It reached 6 million dong."),
        ("Cắt 3.200 nhân sự.", "It cut three-200 staff."),
        ("Có 12 người và 34 xe.", "There were 13 people and 35 cars."),
        ("Giá tăng 20%.", "Prices rose."),
    ],
)
def test_any_other_difference_is_left_to_the_warnings(vietnamese: str, english: str) -> None:
    assert restore_numbers(vietnamese, english) == english
    assert compare_numbers(vietnamese, english) != ((), ())


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Hội nghị G20 khai mạc.", "The G20 summit opened."),
        ("Hội nghị G 20 khai mạc.", "The G20 summit opened."),
        ("Cầu dài 32 mét.", "A 32-meter bridge."),
        ("Trong hai ngày 7 và 8/7.", "On July 7 and 8."),
        ("Cháu thứ hai người Mường.", "The Muong grandchild."),
        ("Anh cao 1m80.", "He is 1.8 meters tall."),
        ("Tàu chạy lúc 2h.", "The train leaves at 2:00 a.m."),
        ("Họp vào thứ 6.", "They meet on Friday."),
        ("Ngày 21/11, mưa.", "On Nov 21, it rained."),
        ("Bắt 2 vợ chồng.", "The couple were arrested."),
        ("Trong 1 thập kỷ tới.", "In the next decade."),
        ("Tai nạn trên QL51.", "An accident on Highway 51."),
        ("Tàu chạy lúc 19h00.", "The train leaves at 7 p.m."),
        ("Phòng PC 04 vào cuộc.", "The PC04 division stepped in."),
        ("Hồ sâu 35 m.[2]", "The lake is 35 m deep."),
        ("Một hai ngày tới có mưa.", "It will rain in the coming days."),
        ("Thua ở vòng 1/8 Asian Cup.", "They lost in the round of 16 of the Asian Cup."),
        ("Tìm thấy 2 mẹ con chị Lan.", "Ms. Lan and her child were found."),
        ("Bỏ học cấp 2, học sinh cấp 3.", "He left school; high school students."),
        ("Dập lửa sau 1 giờ.", "The fire was put out after an hour."),
        ("Máy bay cất cánh lúc 00h05.", "The plane took off at 12:05 a.m."),
    ],
)
def test_the_same_number_is_no_difference(vietnamese: str, english: str) -> None:
    assert compare_numbers(vietnamese, english) == ((), ())


def test_decimals_with_three_digits_are_not_made_thousands() -> None:
    english = "It rose 3.152 points."
    assert restore_numbers("Tăng 3,125 điểm.", english) == english


def test_a_numeral_of_any_length_is_compared() -> None:
    numeral = "1" * 400
    assert compare_numbers(f"Số {numeral} lúc 15h.", "At 3 p.m.").lost == (numeral,)


@pytest.mark.parametrize("english", ["killing two, missing.", "killing a couple."])
def test_a_lost_numeral_in_words_is_told(english: str) -> None:
    lost = compare_numbers("Làm hai người chết, ba người mất tích.", english).lost
    assert lost == ("ba",)
