"""Web archives, as Chrome saves a page in a single file."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest

from summarize import InputError
from summarize.sources import RawArticle, parse_article, parse_raw, read_raw

BODY = "Chiều 10/1, nước sông Thu Bồn lên trên báo động 2, huyện Đại Lộc dời 300 hộ dân ven sông."

ARCHIVE = """From: <Saved by Blink>
Snapshot-Content-Location: https://vtv.vn/mua-lon-2019011010.htm
Subject: =?utf-8?Q?M=C6=B0a=20l=E1=BB=9Bn?=
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--8Gm"

------MultipartBoundary--8Gm
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://vtv.vn/mua-lon-2019011010.htm

{page}
------MultipartBoundary--8Gm
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://vtv.vn/anh.png

iVBORw0KGgo=

------MultipartBoundary--8Gm--
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_page_that_chrome_saved_in_one_file_is_read(end: str, tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body><h1>Mưa lớn</h1><p>{BODY}"
    quoted = quopri.encodestring(page.encode()).decode()
    path = tmp_path / "mưa.mhtml"
    path.write_bytes(ARCHIVE.format(page=quoted).replace("\n", end).encode())
    (raw,) = read_raw([str(tmp_path)])
    assert isinstance(raw, RawArticle)
    article = parse_raw(raw)
    assert (article.title, article.text) == ("Mưa lớn", BODY)
    assert article.source == "https://vtv.vn/mua-lon-2019011010.htm"


@pytest.mark.parametrize(
    "content",
    [
        ARCHIVE.format(page="").encode(),
        ARCHIVE.partition("\n------")[0].encode(),
        b"Content-Type: multipart/related; boundary=a\n\n" + b"--a\nContent-Type: "
        b"multipart/related; boundary=a\n\n" * 3000,
    ],
    ids=["empty page", "no parts", "deep"],
)
def test_a_broken_web_archive_is_a_failure(content: bytes) -> None:
    with pytest.raises(InputError, match="mưa.mhtml"):
        parse_article(content, "mưa.mhtml")
