"""The table of terms that the model takes for others: its form, and how it is applied."""

from __future__ import annotations

from pathlib import Path

import pytest

import summarize.translation
from summarize import load_translator
from summarize.translation.preparation import simplify
from summarize.translation.terms import find_lost_terms, respell_terms, restore_terms

ROWS = [
    line.split("\t")
    for line in (Path(summarize.translation.__file__).with_name("terms.tsv"))
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_is_a_term_of_several_syllables_and_what_stands_for_it(row: list[str]) -> None:
    term, spelling, *others = row
    for other in ", ".join(others).split(", ") if others else ():
        assert term.lower() in other and simplify(other) == other == other.lower()
    assert len(term.split()) > 1 and spelling and term != spelling
    assert simplify(term) == term and simplify(spelling) == spelling


def test_no_term_stands_twice() -> None:
    terms = [term for term, *_ in ROWS]
    assert terms == sorted(set(terms))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Họ thả tê tê về rừng.", "Họ thả pangolin về rừng."),
        ("Tê tê, ngà voi bị thu giữ.", "Pangolin, ivory bị thu giữ."),
        ("Bị cáo hưởng án treo.", "Bị cáo hưởng probation."),
        ("Bão vào thành phố Trùng Khánh.", "Bão vào thành phố Chongqing."),
        ("Ga Đà Nẵng đón Lady Ga Ga ở ga Huế.", "Nhà ga Đà Nẵng đón Lady Ga Ga ở ga Huế."),
        # No part of a longer word or name.
        ("Thấy đường chân trời.", "Thấy horizon."),
        ("Ông Đoàn Thành Đô đến Thành Đô.", "Ông Đoàn Thành Đô đến Chengdu."),
        ("Huyện Trùng Khánh (Cao Bằng)", "Huyện Trùng Khánh (Cao Bằng)"),
        ("HỌ THẢ TÊ TÊ", "HỌ THẢ TÊ TÊ"),
        # No part of a longer word that the table names.
        ("Hà Nội chuyển đổi số.", "Hà Nội digital transformation."),
        ("Chuyển đổi số điện thoại.", "Chuyển đổi số điện thoại."),
        ("Cảng ở bờ Tây nước Mỹ và ở Bờ Tây.", "Cảng ở bờ Tây nước Mỹ và ở West Bank."),
    ],
)
def test_terms_are_replaced_as_whole_words(text: str, read: str) -> None:
    assert respell_terms(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Tàu SE6 trật bánh gần ga Núi Thành.", "Tàu hỏa SE6 trật bánh gần ga Núi Thành."),
        ("Đường sắt cấm tàu qua khu này.", "Đường sắt cấm tàu hỏa qua khu này."),
        ("Hàng từ tàu ở cảng được chở bằng đường sắt.", None),
        ("Đoàn tàu khách dừng ở ga Vinh.", None),
        ("Đường sắt đến Vũng Tàu chưa có.", None),
        ("Tàu cập bờ sáng nay.", None),
    ],
)
def test_what_runs_on_rails_is_a_train(text: str, read: str | None) -> None:
    assert respell_terms(text) == (read or text)


def test_a_broken_copy_is_put_right() -> None:
    read, english = "Thu giữ ba con pangolin.", "Three poundsolin were seized."
    assert find_lost_terms(read, english) == ["pangolin"]
    assert restore_terms(read, english) == "Three pangolin were seized."
    assert restore_terms(read, "Three animals were seized.") == "Three animals were seized."
    assert restore_terms("Tàu mắc vào reef.", "A ship brought relief.") == "A ship brought relief."
    assert find_lost_terms("Ba chiếc container", "Three boxes") == []


def test_the_model_says_what_was_put_there() -> None:
    vietnamese = ["Cảnh sát thu giữ 3 con tê tê và ngà voi tại cửa khẩu."]
    (english,) = load_translator()(vietnamese)
    assert "pangolin" in english and "ivory" in english
