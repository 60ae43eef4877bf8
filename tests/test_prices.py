"""Sums of money get the currency that Vietnamese readers add for themselves."""

from __future__ import annotations

import pytest

from summarize.translation.prices import name_currency


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Trúng giải hơn 159 tỷ của Vietlott", "Trúng giải hơn 159 tỷ đồng của Vietlott"),
        ("Đòi bồi thường 80 triệu vì mất việc", "Đòi bồi thường 80 triệu đồng vì mất việc"),
        ("Doanh thu 192 tỷ đồng, lỗ 443 tỷ.", "Doanh thu 192 tỷ đồng, lỗ 443 tỷ đồng."),
        ("Ông phải trả thêm 1 triệu tiền lãi.", "Ông phải trả thêm 1 triệu đồng tiền lãi."),
        ("Nợ 6,7 tỉ, vay 70.000 tỷ", "Nợ 6,7 tỉ đồng, vay 70.000 tỷ đồng"),
    ],
)
def test_a_sum_without_a_currency_is_of_dong(text: str, named: str) -> None:
    assert name_currency(text) == named
    assert name_currency(named) == named


@pytest.mark.parametrize(
    "text",
    [
        "Dân số thế giới đạt 7 tỷ.",
        "Vốn 5 triệu USD, lãi 2 triệu.",
        "Giá tăng, lượng khách đạt 1,2 triệu.",
        "Ông mua 5 triệu cổ phần với giá thấp.",
        "Xác suất trúng giải là một trên 292 triệu.",
        "Phí rất cao. Họ đếm đến 100 triệu.",
        "Giá 3 triệu/tháng, từ 2 đến 3 triệu đồng.",
    ],
)
def test_what_may_be_no_money_or_of_another_country_stays(text: str) -> None:
    assert name_currency(text) == text
