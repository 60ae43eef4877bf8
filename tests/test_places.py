"""Names of places that the model misspelt, on what it made of real sentences."""

from __future__ import annotations

import pytest

from summarize.translation.places import restore_places


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
