"""Quotation marks: what the model reads in their place, and what is put right behind it."""

from __future__ import annotations

import pytest

from summarize import load_translator
from summarize.translation.quotations import (
    double_quotes,
    drop_lone_mark,
    drop_strays,
    fit_case,
    loses_mark,
)

# The English of an ordinary vocabulary.
KNOWN = frozenset(("shady", "new", "we", "people"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Tin tặc dọa 'tiết lộ sự thật' về vụ 11/9", 'Tin tặc dọa "tiết lộ sự thật" về vụ 11/9'),
        ("Ông Trump: 'Tôi không biết gì!'", 'Ông Trump: "Tôi không biết gì!"'),
        ("Giá điện 'nhảy múa' ('tăng sốc')", 'Giá điện "nhảy múa" ("tăng sốc")'),
        ("Ông nói: \"Đó là 'cái bẫy' của họ\".",) * 2,
        ("Cửa hàng Moody's và nhóm Girls' Generation ở khu Rock 'n roll",) * 2,
    ],
)
def test_single_marks_are_read_as_double_ones(text: str, read: str) -> None:
    assert double_quotes(text) == read


@pytest.mark.parametrize(
    ("vietnamese", "english", "right"),
    [
        ('Hai công ty "mờ ám".', 'Two "Shady" firms.', 'Two "shady" firms.'),
        ('Một "người Mỹ" và "Cuộc sống".', 'An "American", a "new life".', None),
        ('Vụ "Formosa" và "tôi".', 'The "Formosa" case and "I".', 'The "Formosa" case and "I".'),
        ('"Chúng tôi vui", ông nói.', '"we are glad," he said.', '"We are glad," he said.'),
        ('Ông nói "có" và "không".', 'He said "People".', 'He said "People".'),
    ],
)
def test_a_quotation_begins_as_the_original_does(
    vietnamese: str, english: str, right: str | None
) -> None:
    right = right or 'An "American", a "New life".'
    assert fit_case(vietnamese, english, KNOWN.__contains__) == right


@pytest.mark.parametrize(
    ("vietnamese", "english", "kept"),
    [
        ('McIver bị "phạt hành chính".', 'McIver was fined".', "McIver was fined."),
        ('"Tôi rất buồn.', '"I am very sad.', '"I am very sad.'),
        ('Hai "cò" và "đầu nậu".', '"Brokers" and bosses".', '"Brokers" and bosses".'),
    ],
)
def test_a_mark_that_has_lost_the_other_goes(vietnamese: str, english: str, kept: str) -> None:
    assert drop_lone_mark(vietnamese, english) == kept


def test_a_lost_mark_is_noticed() -> None:
    assert loses_mark('Giá "nhảy múa".', 'Prices are dancing".')
    assert not loses_mark('Giá "nhảy múa".', "Prices are dancing.")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('Tin tặc đe dọa "tiết lộ sự thật" về vụ khủng bố.', '"reveal the truth"'),
        ("Doanh nghiệp 'kêu cứu' vì thiếu vốn.", '"call for help"'),
        ('Các bị cáo bị "lãng quên" trong tù.', '"forgotten"'),
        ('"Chúng tôi rất vui", ông Nam nói.', '"We are very happy,"'),
    ],
)
def test_what_is_quoted_comes_out_in_whole_words(text: str, quoted: str) -> None:
    assert quoted in load_translator()([text])[0]


@pytest.mark.parametrize(
    ("vietnamese", "english", "right"),
    [
        ('"Các xác chết', '"(The bodies', '"The bodies'),
        ('"Việc điều tàu ngầm', "\"'S sending submarines", '"The sending submarines'),
        ('"Anh hùng đây rồi.', "\"'S the hero.", '"The hero.'),
        ('Chị nói: "Đúng.', 'She said: "). Ms. Lan is right.', 'She said: "Ms. Lan is right.'),
        ('"(Phát biểu) đó sai.', '"(The speech) is wrong.', '"(The speech) is wrong.'),
        ('Vụ "trùm ma túy".', 'The "drug lord\'s" case.', 'The "drug lord\'s" case.'),
    ],
)
def test_what_no_quotation_begins_with_is_taken_off(
    vietnamese: str, english: str, right: str
) -> None:
    assert drop_strays(vietnamese, english) == right
