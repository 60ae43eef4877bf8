"""Days and moments as feeds, pages and tables write them (pure)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from email.utils import parsedate_tz

from summarize.cleaning import find_date, is_day_of_news

_IN_UTC = re.compile(r"(?:\b(?:gmt|utc|ut)|(?<=\d)\s*z|[+-]00:?00)\s*$", re.IGNORECASE)
_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?")
_VIETNAM = timedelta(hours=7)
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds


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
