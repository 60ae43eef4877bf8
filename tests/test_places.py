"""Names of places that the model misspelt, on what it made of real sentences."""

from __future__ import annotations

import pytest

from summarize.translation import find_faults
from summarize.translation.places import find_lost_places, restore_places


@pytest.mark.parametrize(
    ("vietnamese", "english", "restored"),
    [
        ("Công an huyện Tư Nghĩa", "The Thu Nghia district police", "The Tu Nghia district police"),
        ("ở huyện Chư Sê.", "in Vu Sue District.", "in Chu Se District."),
        ("trên đường Gò Dưa", "on Go Du Street", "on Go Dua Street"),
        (
            "UBND xã Tòng Đậu (Mai Châu)",
            "Toong Do commune (Mai Chau)",
            "Tong Dau commune (Mai Chau)",
        ),
        ("thôn Làng Rêu", "the village of Lang Reo", "the village of Lang Reu"),
        (
            "phường Phương Liệt, quận Thanh Xuân",
            "Phuong Liet Ward, Thanh Huan District",
            "Phuong Liet Ward, Thanh Xuan District",
        ),
    ],
)
def test_a_misspelt_place_is_put_right(vietnamese: str, english: str, restored: str) -> None:
    assert restore_places(vietnamese, english) == restored
    assert restore_places(vietnamese, restored) == restored


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("sông Sài Gòn", "the Saigon River"),
        ("sông Hồng", "the Red River"),
        ("huyện Nghĩa Đàn", "a district of Nghe An"),
        ("xã Tân Lập, huyện Đông Anh", "Dong Anh District"),
        ("thành phố Hà Nội", "Hanoi Street"),
        ("suối Nước Lành", "the Village stream"),
    ],
)
def test_what_is_said_otherwise_or_is_another_place_is_left_alone(
    vietnamese: str, english: str
) -> None:
    assert restore_places(vietnamese, english) == english


@pytest.mark.parametrize(
    ("vietnamese", "english", "lost"),
    [
        ("Lũ quét ở thôn Làng Rêu.", "Flash floods in Rang village.", ("Làng Rêu",)),
        ("Lũ quét ở thôn Làng Rêu.", "Flash floods in Lang Reu village.", ()),
        ("Xe chạy ở thị xã Sài Gòn Mới.", "It ran in Saigon Moi town.", ()),
        ("Nước sông Hồng Hà dâng.", "The Red River rose.", ()),
        ("Cô đi cùng ông xã Châu Kiệt Luân.", "She went with her husband Jay Chou.", ()),
        ("Xã Hiệp Hòa TP. Biên Hòa.", "Hiep Hoa commune, Bien Hoa City.", ()),
    ],
)
def test_a_place_that_english_keeps_is_missed(
    vietnamese: str, english: str, lost: tuple[str, ...]
) -> None:
    assert find_lost_places(vietnamese, english) == lost
    told = tuple(f"The name {name} of the original is not in the English." for name in lost)
    assert find_faults(vietnamese, english) == told
