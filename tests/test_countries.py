"""Countries that a translation lost or invented."""

from __future__ import annotations

import pytest

from summarize.translation import find_faults


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Tàu Trung Quốc rời Biển Đông.", "A Chinese ship left the South China Sea."),
        ("Mỹ và Nhật tập trận.", "The US and Japan held drills."),
        ("Chiến lược Ấn Độ Dương - Thái Bình Dương", "The Indo-Pacific strategy"),
        ("Người Tây Ban Nha xuống đường.", "Spaniards took to the streets."),
        ("Ông Dương Trung Quốc phát biểu.", "Mr. Duong Trung Quoc spoke."),
        ("Vé của Air France tăng giá.", "Air France raised fares."),
    ],
)
def test_a_country_may_be_told_in_many_ways(vietnamese: str, english: str) -> None:
    assert find_faults(vietnamese, english) == ()


@pytest.mark.parametrize(
    ("vietnamese", "english", "fault"),
    [
        (
            "Hoa ban nở trắng rừng.",
            "The United States is white.",
            "The country United States is not in the original.",
        ),
        (
            "Đoàn rời Nhật Bản hôm qua.",
            "The delegation left yesterday.",
            "The country Japan of the original is not in the English.",
        ),
    ],
)
def test_a_country_that_is_lost_or_invented_is_told(
    vietnamese: str, english: str, fault: str
) -> None:
    assert find_faults(vietnamese, english) == (fault,)
