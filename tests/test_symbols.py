"""Signs and letters that the model cannot write: what it reads instead, and what a reader gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.translation.checks import find_faults
from summarize.translation.symbols import hide_signs, say_signs, show_signs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Cao nhất 35°C.", "Cao nhất 35 độ C."),
        ("Từ 35°C-38 ºC", "Từ 35-38 độ C"),
        ("Từ 35° - 38°", "Từ 35 - 38 độ"),
        ("Nghiêng 45°.", "Nghiêng 45 độ."),
        ("Giá 500€, 20 £", "Giá 500 euro, 20 bảng Anh"),
        ("Giá €2,5 triệu mỗi năm", "Giá 2,5 triệu euro mỗi năm"),
        ("[Video] A → B", "(Video) A - B"),
        ("Sân 3 × 4 m", "Sân 3x4 m"),
        ("500 + 300 tỷ", "500 cộng 300 tỷ"),
        ("Tại Km 34 + 230, 15,5°N", "Tại Km 34+230, 15,5 độ N"),
        ("Xem thêm: > > Nga >> Mỹ", "Xem thêm:  Nga  Mỹ"),
        ("Số +84 912", "Số +84 912"),
        ("Nhịp thở > 20, sốt (<38 độ)", "Nhịp thở trên 20, sốt (dưới 38 độ)"),
        ("Hồ sâu 35 m.[1][12]", "Hồ sâu 35 m."),
        ("Bị cáo Ốc Thị La ở huyện Ứng Hòa", "Bị cáo Oc Thị La ở huyện Ung Hòa"),
        ("Nhà báo Phạm Xuân Ẩn, ông Ó Snodaigh", "Nhà báo Phạm Xuân An, ông O Snodaigh"),
        ("Ở Hà Nội, Ủy ban Thường vụ và các nước Ả Rập",) * 2,
    ],
)
def test_signs_are_said(text: str, said: str) -> None:
    assert say_signs(text) == said


@pytest.mark.parametrize(
    ("text", "hidden", "model", "english"),
    [
        ("Hãng H&M đóng cửa.", "Hãng HM đóng cửa.", "HM closed.", "H&M closed."),
        ("Müller, Özil đá.", "Muller, Ozil đá.", "Muller's and Ozil.", "Müller's and Özil."),
        ("Tăng ±3,5%.", "Tăng 3,5%.", "Up 3.5%.", "Up ±3.5%."),
        ("Rộng 500 m².", "Rộng 500 m2.", "500 m2 wide.", "500 m² wide."),
        ("Vui quá 😍, thật!", "Vui quá, thật!", "So happy!", "So happy!"),
        ("Tập Cận Bình (习近平) nói.", "Tập Cận Bình nói.", "Xi Jinping said.", "Xi Jinping said."),
        ("Bộ GD&ĐT và Ủy ban", "Bộ GD&ĐT và Ủy ban", "the ministry", "the ministry"),
        ("Łukasz có 18+ rạp.", "Lukasz có 18 rạp.", "Lukasz, May 18.", "Łukasz, May 18+."),
        ("Disney+ mua lại Disney.", "Disney mua lại Disney.", "Disney buys.", "Disney buys."),
        ("Chừng ~1.200 chiếc", "Chừng 1.200 chiếc", "1,200 of 1,200,000", "~1,200 of 1,200,000"),
    ],
)
def test_what_the_model_cannot_write_is_kept_from_it(
    text: str, hidden: str, model: str, english: str
) -> None:
    shown, words = hide_signs(text)
    assert shown == hidden
    assert show_signs(model, words) == english


@given(st.text())
def test_signs_that_the_model_copies_come_back(text: str) -> None:
    shown, words = hide_signs(text)
    assert hide_signs(shown) == (shown, ())
    assert all(word in text for _, word in words)


def test_letters_of_another_script_that_are_gone_are_reported() -> None:
    unwritten = ("Some characters could not be translated.",)
    assert find_faults("Ông Tập (习近平) nói.", "Mr. Xi spoke.") == unwritten
    assert find_faults("Ông Müller vui 😍.", "Mr. Muller is happy.") == ()
