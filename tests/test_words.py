from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.words import (
    fold_tone_marks,
    is_vietnamese,
    lacks_diacritics,
    normalize,
    syllables,
    vietnamese_share,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("hoà bình", "hòa bình"),
        ("thuỷ sản, UỶ BAN, Uỷ ban", "thủy sản, ỦY BAN, Ủy ban"),
        ("khoẻ mạnh, loè loẹt", "khỏe mạnh, lòe loẹt"),
        # A closed syllable has one spelling, and the u of qu is a consonant.
        ("hoàn toàn, quý, quỳ, Quỹ", "hoàn toàn, quý, quỳ, Quỹ"),
    ],
)
def test_tone_marks_fold_to_the_old_style(written: str, folded: str) -> None:
    assert fold_tone_marks(written) == folded


def test_decomposed_and_invisible_characters_become_plain_nfc() -> None:
    pasted = unicodedata.normalize("NFD", "Thủ tướng\u200b Nguyễn\u00a0Xuân Phúc\r\nđã nói")
    assert normalize(pasted) == "Thủ tướng Nguyễn Xuân Phúc\nđã nói"


def test_what_commands_a_terminal_is_no_text() -> None:
    command = "\x1b[31mMưa\x07 \x1b]0;lớn\x1b\\ \x9b2Jở\b Huế\x7f"
    assert normalize(f"{command}\n\tSáng\v10/1\f") == "[31mMưa ]0;lớn\\ 2Jở Huế\n Sáng 10/1 "


def test_syllables_keep_diacritics_and_whole_numbers() -> None:
    assert syllables("GDP tăng 3,5%, đạt 1.000.000 tỷ đồng (10/1).") == (
        ["gdp", "tăng", "3,5%", "đạt", "1.000.000", "tỷ", "đồng", "10/1"]
    )


def test_vietnamese_is_told_from_other_languages(vtv_page: str) -> None:
    assert vietnamese_share(vtv_page) > 0.4
    assert not is_vietnamese("L'été dernier, la forêt était très sèche à côté de chez nous.")
    assert not is_vietnamese("Chinh phu ban hanh nghi quyet moi ve kinh te.")
    assert not is_vietnamese("The Government issued a resolution.")
    assert not is_vietnamese("12 345")


def test_a_line_without_diacritics_is_told_from_other_lines() -> None:
    assert lacks_diacritics("Gia xang tang manh tu 15h chieu nay")
    assert not lacks_diacritics("Giá xăng tăng manh tu 15h chieu nay")
    assert not lacks_diacritics("The Government issued a resolution on Monday.")
    assert not lacks_diacritics("Son Heung Min")


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.text(alphabet="qQuUoOaeyhnàáảãạòèéẻẽẹùỳýỷỹỵ "))
def test_folding_keeps_length_and_is_stable(text: str) -> None:
    folded = fold_tone_marks(text)
    assert len(folded) == len(text)
    assert fold_tone_marks(folded) == folded


def test_the_icelandic_letter_that_looks_like_it_is_read_as_d() -> None:
    assert normalize("Biển \u00d0ông") == "Biển Đông"
