"""Hours of the day keep their half: what the model reads, what is put right, what is told."""

from __future__ import annotations

import pytest

from summarize.translation.checks import find_faults
from summarize.translation.hours import find_wrong_hours, say_hours, write_ranges
from summarize.translation.numbers import compare_numbers


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Điện bị cắt từ 9h đến 12h.", "Điện bị cắt từ 9:00 đến 12:00."),
        ("từ 16:30 đến 20h mỗi ngày", "từ 16:30 đến 20:00 mỗi ngày"),
        ("từ 7 giờ tới 11 giờ", "từ 7:00 tới 11:00"),
        ("từ 20h - 21h", "từ 20:00 - 21:00"),
        ("Cấm xe từ 22h đến 4h sáng hôm sau.", "Cấm xe từ 22:00 đến 4h sáng hôm sau."),
        # One hour the model reads right, and a length of time is none.
        ("Đến 17h cùng ngày", "Đến 17h cùng ngày"),
        ("mất từ 3h đến 4h đồng hồ", "mất từ 3h đến 4h đồng hồ"),
    ],
)
def test_a_range_of_hours_is_written_as_the_model_copies_it(written: str, read: str) -> None:
    assert write_ranges(written) == read


@pytest.mark.parametrize(
    ("vietnamese", "english", "said"),
    [
        (
            "Xe chạy từ 5:00 đến 16:30.",
            "Buses run from 5:00 to 16:30.",
            "Buses run from 5 a.m. to 4:30 p.m.",
        ),
        ("Tàu rời ga lúc 0:15.", "The train left at 0:15.", "The train left at 12:15 a.m."),
        # In an afternoon 3:30 is not of the morning; nor is what the model says of it believed.
        (
            "Chiều 14/3, cấm xe từ 3:30.",
            "On March 14, vehicles are banned from 3:30 a.m. on.",
            "On March 14, vehicles are banned from 3:30 on.",
        ),
        ("Lúc 3:30 phút chiều, mưa.", "At 3:30 p.m. it rained.", "At 3:30 p.m. it rained."),
        ("Until 11:59 p.m.", "Until 11:59 p.m.", "Until 11:59 p.m."),
        ("Lúc 8:30 tối, ông về.", "At 8:30 p.m. he came home.", "At 8:30 p.m. he came home."),
        ("Tỷ lệ là ba.", "The ratio is 13:10.", "The ratio is 13:10."),
    ],
)
def test_an_hour_is_said_with_its_half_of_the_day(vietnamese: str, english: str, said: str) -> None:
    assert say_hours(vietnamese, english) == said


@pytest.mark.parametrize(
    ("vietnamese", "english", "wrong"),
    [
        ("Bán vé từ 7h đến 11h.", "Tickets are sold from 7 a.m. to 11 p.m.", ["11 p.m."]),
        ("Cấm xe từ 22h.", "Vehicles are banned from 10 a.m.", ["10 a.m."]),
        ("Cắt điện từ 13h tại 5 phường.", "Power was cut from 1 p.m. at 5 p.m.", ["5 p.m."]),
        ("Lúc 15h30", "At 3:30 pm", []),
        ("Lúc 3h chiều", "At 3 p.m.", []),
        ("Chiều 14/3, lúc 3h", "At 3 p.m. on March 14", []),
        ("Từ 0h, giá xăng giảm.", "Petrol prices fell from 12 a.m.", []),
        ("Cuộc họp buổi chiều", "The meeting at 3 p.m.", []),
    ],
)
def test_an_hour_of_the_other_half_is_told(vietnamese: str, english: str, wrong: list[str]) -> None:
    assert list(find_wrong_hours(vietnamese, english)) == wrong


def test_the_reader_is_told_of_a_wrong_hour() -> None:
    faults = find_faults(
        "Đèn đường bật từ 18h đến 5h.", "Street lights are on from 6 p.m. to 5 p.m."
    )
    assert faults == ("The hour 5 p.m. is not in the original.",)


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Lúc 0h ngày 1/1", "At midnight on January 1"),
        ("Đến 24h", "Until 12 a.m."),
        ("Từ 16:30", "From 4:30 p.m."),
        ("Từ 12h trưa", "From noon"),
    ],
)
def test_an_hour_of_either_clock_is_the_same_number(vietnamese: str, english: str) -> None:
    assert compare_numbers(vietnamese, english) == ((), ())
