"""A negation that the English lost is told, and little else."""

from __future__ import annotations

import pytest

from summarize.translation.checks import find_faults
from summarize.translation.negations import loses_negation


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        (
            "Ông Thanh xin không tái cử chức Phó chủ tịch tỉnh.",
            "Mr. Thanh asked for re-election as the province's vice chairman.",
        ),
        ("Máy bơm hoạt động không kịp.", "The pump operates in time."),
        ("Nhiều tàu chưa được cứu.", "Many boats were rescued."),
        ("Sân bay không có trong danh sách này.", "The airport is in the list."),
        ("Ông chẳng dám nghĩ tới chiến tranh.", "He thought about war."),
    ],
)
def test_a_lost_negation_is_found(vietnamese: str, english: str) -> None:
    assert loses_negation(vietnamese, english)


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Ông không đến.", "He didn't come."),
        ("Ông không đồng ý.", "He refused."),
        ("Công trình không hợp pháp.", "The building is illegal."),
        ("Không quân Mỹ có 25 máy bay.", "The US air force has 25 planes."),
        ("Hãng hàng không mở đường bay.", "The airline opens a route."),
        ("Đảo là phần không thể thiếu của nước này.", "The island is part of this country."),
        ("Ông có đến không?", "Did he come?"),
        ("Họ hỏi liệu giá có tăng không.", "They asked about prices."),
        ("Lương chưa đến 6 USD.", "Wages are under 6 USD."),
        ("Trong tương lai không xa", "In the near future"),
    ],
)
def test_what_negates_nothing_or_is_said_otherwise_is_no_loss(
    vietnamese: str, english: str
) -> None:
    assert not loses_negation(vietnamese, english)


def test_the_reader_is_told() -> None:
    faults = find_faults("Họ không mua xe mới.", "They bought new cars.")
    assert faults == ("A negation of the original may be lost.",)
