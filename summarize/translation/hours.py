"""Hours of the day, of which a small model takes one half for the other (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HOUR = r"(?<![\d.,:/])([01]?\d|2[0-4])"
_OF_DAY = r"(?:rạng )?(?:sáng|trưa|chiều|tối|đêm|khuya)\b"
# "từ 5h đến 9h" comes out as "from 5 to 9 p.m.", "từ 5:00 đến 9:00" as it is.
_RANGE = re.compile(
    rf"\b(từ) {_HOUR} ?(?:h|giờ|(:\d\d))( ?- ?| (?:đến|tới) ){_HOUR} ?(?:h|giờ|(:\d\d))(?! ?\d)"
    rf"(?! đồng hồ)( {_OF_DAY})?",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    rf"{_HOUR}:([0-5]\d)(?![\d:])(?! ?(?:phút )?(?:{_OF_DAY}|[ap]\.?m\b|SA\b|CH\b))"
)
_AFTER_NOON = re.compile(r"\b(?:trưa|chiều|tối|đêm|khuya)\b", re.IGNORECASE)
_ENGLISH = re.compile(
    r"(?<![\d.,:])(\d{1,2}):([0-5]\d)(?![\d:])(?: ?[ap]\.?m\b(?:\.(?!\Z))?)?", re.I
)
_HALVED = re.compile(
    r"(?<![\d.,:])(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b", re.IGNORECASE
)
_SAID = re.compile(r"(?<![\d.,:/])([01]?\d|2[0-4]) ?(?:[hg:]|giờ)", re.IGNORECASE)


def write_ranges(text: str) -> str:
    """``text`` with "từ 5:00 đến 9:00" for "từ 5h đến 9h"."""

    def write(match: re.Match[str]) -> str:
        word, first, minutes, to, last, more, half = match.groups()
        until = f"{last}{more or 'h'}{half}" if half else f"{last}{more or ':00'}"
        return f"{word} {first}{minutes or ':00'}{to}{until}"

    return _RANGE.sub(write, text)


def say_hours(vietnamese: str, english: str) -> str:
    """``english`` with "from 5 a.m. to 4:30 p.m." for "from 5:00 to 16:30", where the Vietnamese
    has these hours and does not say itself which half of the day is meant.
    """
    written = {(int(hour), minute) for hour, minute in _WRITTEN.findall(vietnamese)}
    is_clear = not _AFTER_NOON.search(vietnamese)

    def say(match: re.Match[str]) -> str:
        hour, minute = int(match[1]), match[2]
        if (hour, minute) not in written:
            return f"{hour}:{minute}" if hour > 12 else match[0]
        if hour <= 12 and not is_clear:
            return f"{match[1]}:{minute}"
        minutes = "" if minute == "00" else f":{minute}"
        half = "p.m." if 12 <= hour < 24 else "a.m."
        return f"{(hour - 1) % 12 + 1}{minutes} {half}"

    return re.sub(r"([ap]\.m\.)\.", r"\1", _ENGLISH.sub(say, english))


def find_wrong_hours(vietnamese: str, english: str) -> Iterator[str]:
    """The hours of ``english``, as "9 p.m.", that are none of the Vietnamese hours, which may be of
    either half only where a word for afternoon or night stands beside them.
    """
    said = set(map(int, _SAID.findall(vietnamese)))
    if not said:
        return
    if _AFTER_NOON.search(vietnamese):
        said |= {hour + 12 for hour in said if hour < 12}
    for match in _HALVED.finditer(english):
        hour = int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p")
        if hour not in said and not (hour == 0 and 24 in said):
            yield match[0] + "."
