"""The page in a web archive, the single file that Chrome saves one in (MHTML, RFC 2557; pure)."""

from __future__ import annotations

import re

HEADERS = rb"(?:[\w-]+:.*\n(?:[ \t].*\n)*){0,99}?"
"""A mail's header fields up to the one that a pattern goes on with."""
_ARCHIVE = re.compile(HEADERS + rb"content-type:\s*multipart/related\b", re.IGNORECASE)


def is_archive(content: bytes) -> bool:
    """Whether bytes begin as a web archive does."""
    return bool(_ARCHIVE.match(content))


def unpack_page(content: bytes) -> tuple[bytes, str | None]:
    """The HTML in a web archive, empty where there is none, and the address it was saved from."""
    from email.message import EmailMessage
    from email.parser import BytesParser
    from email.policy import default

    archive = BytesParser(EmailMessage, policy=default).parsebytes(content)
    pages = (part for part in archive.walk() if part.get_content_type() == "text/html")
    page = next(pages, None)
    if page is None:
        return b"", None
    address = archive["Snapshot-Content-Location"] or page["Content-Location"]
    html = page.get_payload(decode=True)
    return html if isinstance(html, bytes) else b"", str(address) if address else None
