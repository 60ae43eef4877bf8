"""Countries that a translation lost or invented (pure)."""

from __future__ import annotations

import re
from typing import NamedTuple


class _Country(NamedTuple):
    name: str  # in English
    told: re.Pattern[str]  # what says in English that it is meant
    full: re.Pattern[str]  # its Vietnamese name, where that has no other meaning
    hint: re.Pattern[str]  # what in Vietnamese may mean it


def _country(name: str, told: str, full: str, hint: str) -> _Country:
    return _Country(
        name, re.compile(told), re.compile(rf"\b(?:{full})\b"), re.compile(rf"{full}|{hint}|{name}")
    )


_COUNTRIES = (
    _country("Japan", "Japan|Tokyo", "Nhật Bản", "Nhật|Tokyo"),
    _country("China", "Chin|Beijing|Sino", "(?<!Dương )Trung Quốc", "Trung|Bắc Kinh|Tàu|Hoa|TQ"),
    _country("South Korea", "Korea|Seoul", "Hàn Quốc", "Hàn|Seoul"),
    _country("North Korea", "Korea|Pyongyang|DPRK", "Triều Tiên", "Triều|Bình Nhưỡng"),
    _country("Russia", "Russia|Soviet|Moscow", "nước Nga|Liên bang Nga", "Nga|Liên Xô|Mos|Mát"),
    _country("France", "Fr[ae]nch?|Paris", "nước Pháp", "Pháp|Paris"),
    _country("Germany", "German|Berlin", "nước Đức", "Đức|Berlin"),
    _country("India", "India|Delhi", "Ấn Độ(?! Dương)", "Ấn|Delhi"),
    _country("Thailand", "Thai|Bangkok", "Thái Lan", "Thái|Bangkok"),
    _country("Laos", "Lao", "nước Lào", "Lào"),
    _country("Cambodia", "Cambodia|Khmer|Phnom", "Campuchia|Cam-pu-chia", "Phnom|Khmer"),
    _country("Indonesia", "Indonesia|Jakarta", "Indonesia", "In-đô|Jakarta"),
    _country("Malaysia", "Malaysia|Kuala", "Malaysia", "Mã Lai|Kuala|Ma-lai"),
    _country("Singapore", "Singapore", "Singapore", "Xin|Sing"),
    _country("Philippines", "Philippine|Filipin|Manila", "Philippines", "Phi|Manila"),
    _country("Australia", "Australia|Canberra", "Australia", "Úc|Ôxtrâylia|Ô-xtrây|Canberra"),
    _country(
        "United States", r"United States|\bUSA?\b|U\.S|America", "Hoa Kỳ", "Mỹ|Washington|USA?"
    ),
    _country("Italy", "Ital|Rome", "nước Ý|Italy|Italia", "Ý|Rome"),
    _country("Spain", "Spain|Spani|Madrid", "Tây Ban Nha", "Madrid|TBN"),
    _country("Ukraine", "Ukrain|Kiev|Kyiv", "Ukraine|Ucraina", "Ukrai|U-crai|Kiev|Kyiv"),
    _country("Israel", "Israel|Jew", "Israel", "I-xra|Do Thái"),
    _country("Iran", "Iran|Tehran", "Iran", "I-ran|Tehran"),
    _country("Iraq", "Iraq|Baghdad", "Iraq", "I-rắc|Irắc|Baghdad"),
    _country("Brazil", "Brazil", "Brazil", "Bra-xin|Braxin"),
    _country("Canada", "Canad|Ottawa", "Canada", "Ca-na-đa|Ottawa"),
)
_SEAS = re.compile(r"\b(?:South|East) China Sea\b|\bSea of Japan\b")


def names_country(word: str) -> bool:
    """Whether an English word begins as a country's, its people's or its capital's name."""
    return any(country.told.match(word) for country in _COUNTRIES)


def find_lost_countries(vietnamese: str, english: str) -> tuple[str, ...]:
    """The countries that ``vietnamese`` names in full and ``english`` does not speak of."""
    return tuple(
        country.name
        for country in _COUNTRIES
        if country.full.search(vietnamese) and not country.told.search(english)
    )


def find_invented_countries(vietnamese: str, english: str) -> tuple[str, ...]:
    """The countries that ``english`` names and nothing in ``vietnamese`` can mean."""
    english = _SEAS.sub("", english)
    return tuple(
        country.name
        for country in _COUNTRIES
        if country.name in english and not country.hint.search(vietnamese)
    )
