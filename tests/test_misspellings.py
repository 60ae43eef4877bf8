"""Words of names that the model misspelt, on what it made of real sentences."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize import load_translator
from summarize.translation.misspellings import restore_spelling

ENGLISH = frozenset("the hong kong argentine".split())


def restore(vietnamese: str, english: str) -> str:
    return restore_spelling(vietnamese, english, lambda word: word.lower() in ENGLISH)


@pytest.mark.parametrize(
    ("vietnamese", "english", "restored"),
    [
        # Foreign names, a letter or two off.
        ("Ông Marinacci khoe kỷ lục.", "Mr. Marinaci boasted.", "Mr. Marinacci boasted."),
        ("Con trai al-Baghdadi", "The son of al-Baghdai", "The son of al-Baghdadi"),
        (
            "Bà Wakui kể; họ bảo bà Wakui về.",
            "Ms. Wakui told; Ms. Wakingui was sent home.",
            "Ms. Wakui told; Ms. Wakui was sent home.",
        ),
        # Vietnamese ones, beside a syllable that is right.
        ("phường Yên Sở", "Yen Soi ward", "Yen So ward"),
        ("Văn Miếu - Quốc Tử Giám", "Van Mi - Quoc Tu Gia", "Van Mieu - Quoc Tu Giam"),
        ("Ca sĩ Tóc Tiên", "Singer Soc Tien", "Singer Toc Tien"),
        ("Ông Hứa Vĩnh Nhân", "Mr. Xua Vinh Nhan", "Mr. Hua Vinh Nhan"),
        ("tỉnh Hậu Giang", "the province of Ha Giang", "the province of Hau Giang"),
        ("rừng Din Din", "Din Dun forest", "Din Din forest"),
        ("trạm khí tượng Mỹ Thuận", "the US Thuan station", "the My Thuan station"),
        # Words said twice.
        ("Bệnh viện Trịnh Bách", "Trinh Bach Bach Hospital", "Trinh Bach Hospital"),
        ("sông Hồng", "the Red River River", "the Red River"),
        ("đường Hồ Học Lãm", "Ho Ho Hoc Lam Street", "Ho Hoc Lam Street"),
    ],
)
def test_a_misspelt_word_of_a_name_is_put_right(
    vietnamese: str, english: str, restored: str
) -> None:
    assert restore(vietnamese, english) == restored
    assert restore(vietnamese, restored) == restored


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Hải quân Argentina", "The Argentinean navy"),
        ("đàm phán với Mỹ Kim Hyok-chol", "negotiations with the US Kim Hyok-chol"),
        ("thủ phủ Catalonia", "the Catalonian capital"),
        ("Bà Nguyễn Thị Thanh ở Thanh Hóa", "The Thanh Hoa woman Nguyen Thi Thanh"),
        ("tỉnh Bắc Cạn", "Bac Kan province"),
        ("Sài Gòn, Mỹ Đình", "Saigon, My Dinh"),
        ("Người Hồng Kông biểu tình", "Hong Kongers protest"),
        ("Đại sứ Nga tại Mỹ Anatoly Antonov", "The ambassador to the US Anatoly Antonov"),
        ("Ông Tun Tun Win", "Tun Tun Win"),
        ("Tào Tháo và Trương Phi", "Cao Cao and Zhang Fei"),
    ],
)
def test_what_english_writes_otherwise_is_left_alone(vietnamese: str, english: str) -> None:
    assert restore(vietnamese, english) == english


_TEXTS = st.lists(
    st.sampled_from("Yen So Soi Van Mieu Mi US My Duc Đức Marinacci Marinaci and , .".split())
).map(" ".join)


@given(_TEXTS, _TEXTS)
def test_every_word_comes_from_one_of_the_texts(vietnamese: str, english: str) -> None:
    restored = set(re.findall(r"\w+", restore(vietnamese, english)))
    assert restored <= set(re.findall(r"\w+", f"{vietnamese} {english} Duc"))


def test_the_translator_puts_them_right() -> None:
    sentences = ["Theo cảnh sát, Jakkrit lưu đầy đủ thông tin.", "Ông Marinacci khoe kỷ lục."]
    english = load_translator()(sentences)
    assert "Jakkrit" in english[0]
    assert "Marinacci" in english[1]
