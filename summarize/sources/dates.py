"""Days and moments as feeds, pages and tables write them (pure)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from email.utils import parsedate_tz
from typing import NamedTuple

from summarize.cleaning import ENGLISH_MONTHS, find_date, is_day_of_news

_IN_UTC = re.compile(r"(?:\b(?:gmt|utc|ut)|(?<=\d)\s*z|[+-]00:?00)\s*$", re.IGNORECASE)
_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?")
_VIETNAM = timedelta(hours=7)
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds


_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")  # days since _FIRST_DAY, as spreadsheets count
_FIRST_DAY = date(1899, 12, 30)
_CELL_DAY = re.compile(
    r"(?<![\d:/.-])(?P<one>\d{1,2})(?P<s>[ /.-])(?:thg ?)?(?P<two>\d{1,2}|[a-z]{3,9})(?P=s)"
    r"(?P<year>(?:19|20)?\d\d)(?![\d:/-])",
    re.IGNORECASE,
)


class CellDay(NamedTuple):
    """The day that a table's cell names."""

    day: date
    has_month_first: bool = False


def read_cell(text: str) -> CellDay | None:
    """The day in a table's cell; None where there is none.

    What ``parse_date`` reads, and what spreadsheets make of days: a number, two digits of the year.
    The month stands first only where the number behind it can be no month.
    """
    if day := parse_date(text):
        return CellDay(day)
    try:
        if serial := _SERIAL.fullmatch(text.strip()):
            found = CellDay(_FIRST_DAY + timedelta(int(serial[1])))
        elif written := _CELL_DAY.search(text):
            found = _read_written(written)
        else:
            return None
    except ValueError:
        return None
    return found if is_day_of_news(found.day) else None


def _read_written(written: re.Match[str]) -> CellDay:
    """Raises ValueError where there is no such day."""
    year, day, second = int(written["year"]), int(written["one"]), written["two"].lower()
    if year < 100:
        year += 2000 if year < 70 else 1900
    if not second.isdigit():
        return CellDay(date(year, ENGLISH_MONTHS.index(second[:3]) + 1, day))
    if int(second) > 12:
        return CellDay(date(year, day, int(second)), has_month_first=True)
    return CellDay(date(year, int(second), day))


def read_moment(text: str | None) -> datetime | None:
    """The moment that a text names, on Vietnam's clock and without zone; None where there is none
    that an article can be of.

    RFC 822, ISO 8601 and seconds or milliseconds since 1970; else the midnight of a day that is
    written as pages do, 15/3/2024 among other words. A time with an offset stays as the publisher
    wrote it; only UTC, which is written where nobody thought of a zone, is converted.
    """
    if not text:
        return None
    text = text.strip()
    try:
        if epoch := _EPOCH.fullmatch(text):
            moment = datetime(1970, 1, 1) + timedelta(seconds=int(epoch[1])) + _VIETNAM
        else:
            moment = _read_calendar(text)
            if _IN_UTC.search(text):
                moment += _VIETNAM
    except (ValueError, OverflowError):
        found = find_date(text)
        return datetime.combine(found[0], time()) if found else None
    return moment if is_day_of_news(moment) else None


def _read_calendar(text: str) -> datetime:
    """The moment of RFC 822 or ISO 8601, as it is written. Raises ValueError."""
    if parts := parsedate_tz(text):
        return datetime(*parts[:6])
    iso = _ISO_MOMENT.match(text)
    return datetime.fromisoformat(iso[0] if iso else text)


def parse_date(text: str | None) -> date | None:
    """The day in Vietnam that such a text names; None where there is none."""
    moment = read_moment(text)
    return moment.date() if moment else None
