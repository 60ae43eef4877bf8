"""Days and moments as feeds, pages and tables write them (pure)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_tz

_IN_UTC = re.compile(r"(?:\b(?:gmt|utc|ut)|(?<=\d)\s*z|[+-]00:?00)\s*$", re.IGNORECASE)
_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?")
_VIETNAM = timedelta(hours=7)


def read_moment(text: str | None) -> datetime | None:
    """The moment that an RFC 822 or ISO 8601 text names, on Vietnam's clock and without zone; None
    where there is none.

    A time with an offset stays as the publisher wrote it; only UTC, which is written where nobody
    thought of a zone, is converted.
    """
    if not text:
        return None
    try:
        if parts := parsedate_tz(text):
            moment = datetime(*parts[:6])
        else:
            iso = _ISO_MOMENT.match(text.strip())
            moment = datetime.fromisoformat(iso[0] if iso else text)
        return moment + _VIETNAM if _IN_UTC.search(text) else moment
    except (ValueError, OverflowError):
        return None


def parse_date(text: str | None) -> date | None:
    """The day in Vietnam that such a text names; None where there is none."""
    moment = read_moment(text)
    return moment.date() if moment else None
