"""Vietnamese people's names in English: which are found, and what is put right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize import load_translator
from summarize.translation import find_faults
from summarize.translation.names import (
    drop_marks,
    find_lost_names,
    find_names,
    restore_chairs,
    restore_names,
)
from summarize.words import strip_diacritics


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ông Đỗ Mười và bà Đặng Thị Mùa đến dự.", ["Đỗ Mười", "Đặng Thị Mùa"]),
        ("Bộ trưởng Trần Hồng Hà làm việc tại Hà Nội.", ["Trần Hồng Hà"]),
        ("Thái Lan, Hà Lan, Lâm Đồng và Cao Bằng", []),
        ("Ca sĩ Lâm Trịnh Nguyệt Nga", ["Lâm Trịnh Nguyệt Nga"]),
        ("NGUYỄN VĂN AN bị bắt; Nguyễn văn phòng", []),
        (
            "ông Chẩu Văn Lâm, bà Sùng Thị Dợ và Anh Văn",
            ["Chẩu Văn Lâm", "Sùng Thị Dợ"],
        ),
        ("Trường Lê Quý Đôn, đường Nguyễn Trãi", ["Lê Quý Đôn", "Nguyễn Trãi"]),
    ],
)
def test_a_surname_and_capitals_behind_it_are_a_name(text: str, names: list[str]) -> None:
    assert list(find_names(text)) == names


@pytest.mark.parametrize(
    ("vietnamese", "english", "restored"),
    [
        # What the built-in model made of names that it had not learned.
        (
            "Nguyên Tổng Bí thư Đỗ Mười từ trần.",
            "Former General Secretary Do Ten passed away.",
            "Former General Secretary Do Muoi passed away.",
        ),
        (
            "Công an bắt Đặng Thị Mùa (45 tuổi).",
            "Police arrested Dang Thi Winter (45 years old).",
            "Police arrested Dang Thi Mua (45 years old).",
        ),
        (
            "Huỳnh Vĩnh Ái; Lê Khánh Hải; Vương Duy Biên.",
            "Huynh Vinh Anh; Le Khanh Hai; Vuong Duy Bien.",
            "Huynh Vinh Ai; Le Khanh Hai; Vuong Duy Bien.",
        ),
        (
            "Ông Huỳnh Quốc Việt bị kỷ luật, ông Việt kháng nghị.",
            "Huynh Quoc Quoc Viet was disciplined, Mr. Viet appealed.",
            "Huynh Quoc Viet was disciplined, Mr. Viet appealed.",
        ),
        (
            "Đại hội bầu ông Chẩu Văn Lâm làm bí thư.",
            "The congress elected Mr. Chou Van Lam as secretary.",
            "The congress elected Mr. Chau Van Lam as secretary.",
        ),
        (
            "Thứ trưởng Vương Duy Biên chủ trì.",
            "Deputy Minister Wang Duy Bien chaired it.",
            "Deputy Minister Vuong Duy Bien chaired it.",
        ),
        # Two people of one surname: the one who is there does not give way to the other.
        (
            "Nguyễn Văn An và Nguyễn Văn Bình bị bắt.",
            "Nguyen Van An was arrested.",
            "Nguyen Van An was arrested.",
        ),
        # A given name alone, where there is but one that it can be.
        ("Theo ông Vệ và ông An, án oan.", "Mr. Hai and Mr. An", "Mr. Ve and Mr. An"),
        ("Bà Nhâm bị bắt.", "Ms. Nhan was arrested.", "Ms. Nham was arrested."),
        ("Ông Vệ gặp ông Tồn.", "Mr. Hai met Mr. Tinh.", None),
        ("Bà Mạnh rời Trung Quốc.", "Ms. Meng left China.", None),
        ("Ông Lý Hiển Long đến Hà Nội.", "Lee Hsien Loong came to Hanoi.", None),
        ("Vũ Hán là thành phố của Trung Quốc.", "Wuhan is a city in China.", None),
    ],
)
def test_a_misspelt_name_is_put_right_and_nothing_else(
    vietnamese: str, english: str, restored: str | None
) -> None:
    assert restore_names(vietnamese, english) == (restored or english)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_texts_may_be_compared_and_a_second_time_changes_nothing(
    vietnamese: str, english: str
) -> None:
    restored = restore_names(vietnamese, english)
    assert restore_names(vietnamese, restored) == restored


@given(
    st.lists(
        st.sampled_from(["Nguyễn Văn An", "Trần Thị Bé", "Đỗ Mười", "Lê Đức Thọ", "Phan Vũ"]),
        min_size=1,
        unique=True,
    )
)
def test_names_that_are_right_stay(names: list[str]) -> None:
    vietnamese, english = ", ".join(names), strip_diacritics(", ".join(names))
    assert restore_names(vietnamese, english) == english
    assert find_lost_names(vietnamese, english) == ()


def test_a_lost_name_is_a_fault() -> None:
    assert find_faults("Ông Nguyễn Viết Thuấn phát biểu.", "The chairman spoke.") == (
        "The name Nguyễn Viết Thuấn of the original is not in the English.",
    )
    assert find_faults("Ông Lý Hiển Long phát biểu.", "Lee Hsien Loong spoke.") == ()


TWENTY_NAMES = """
Nguyễn Xuân Phúc, Phạm Minh Chính, Vương Đình Huệ, Trần Hồng Hà, Hồ Đức Phớc, Nguyễn Văn Hùng,
Trần Thị Mai, Lê Thanh Hải, Hoàng Văn Nam, Phạm Thị Lan, Võ Văn Thưởng, Đặng Thị Ngọc Thịnh,
Bùi Thị Minh Hoài, Đỗ Văn Chiến, Ngô Xuân Lịch, Huỳnh Vĩnh Ái, Lê Trương Hải, Đào Ngọc Dung,
Nguyễn Bỉnh Khiêm, Phùng Xuân Nhạ
"""


@pytest.mark.parametrize(
    "sentence",
    ["Ông {} cho biết công tác chuẩn bị đã hoàn tất.", "Hội nghị do {} chủ trì."],
)
def test_twenty_names_come_out_without_diacritics_in_vietnamese_order(sentence: str) -> None:
    names = " ".join(TWENTY_NAMES.split()).split(", ")
    english = load_translator()([sentence.format(name) for name in names])
    missing = [
        text
        for name, text in zip(names, english, strict=True)
        if strip_diacritics(name) not in text
    ]
    assert missing == []


def test_words_taken_from_the_vietnamese_lose_their_marks() -> None:
    vietnamese = "Tài xế Phiến và ông José Mourinho ở làng Ngó."
    english = "Driver Phiến and Mr. José Mourinho in Ngó village, a café."
    assert drop_marks(vietnamese, english) == (
        "Driver Phien and Mr. José Mourinho in Ngo village, a café."
    )


def test_names_run_together_end() -> None:
    streets = "đường Trần Quốc Hoàn, Hoàng Quốc Việt"
    run = "Tran Quoc Hoang Quoc Viet streets"
    assert restore_names(streets, run) == run
    assert find_lost_names(streets, run) == ("Trần Quốc Hoàn",)


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Ngoại trưởng Thái Lan Don Pramudwinai", "Thai Foreign Minister Don Pramudwinai"),
        ("Cựu thủ tướng Thái Lan Yingluck Shinawatra", "Former Thai Prime Minister Yingluck"),
        ("Công an Hà Tĩnh Nam Đàn", "Ha Tinh police"),
    ],
)
def test_places_are_no_people(vietnamese: str, english: str) -> None:
    assert restore_names(vietnamese, english) == english


def test_a_chair_is_a_woman_where_the_vietnamese_says_so() -> None:
    english = "National Assembly Chairwoman Ngan spoke."
    assert restore_chairs("Chủ tịch Quốc hội phát biểu.", english) == (
        "National Assembly Chair Ngan spoke."
    )
    assert restore_chairs("Chủ tịch Quốc hội Nguyễn Thị Kim Ngân phát biểu.", english) == english
