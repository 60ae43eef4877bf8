"""Lists of addresses, feeds and sitemaps, and the pages they name."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest
from conftest import STORY, Site, item, rss, sitemap, url

from summarize import InputError
from summarize.cli import main
from summarize.fetching import Fetcher
from summarize.sources import (
    Failure,
    RawArticle,
    Remark,
    parse_raw,
    read_article,
    read_raw,
    reading,
)
from summarize.sources.listings import read_listing


def read(*sources: object, max_pages: int = 100) -> list[RawArticle | Failure | Remark]:
    fetcher = Fetcher(allow_private=True, delay=0, retries=0)
    return list(read_raw(map(str, sources), fetcher=fetcher, max_pages=max_pages))


def places(readings: list[RawArticle | Failure | Remark]) -> list[str]:
    """The last parts of the articles' addresses."""
    assert all(isinstance(reading, RawArticle) for reading in readings)
    return [reading.source.rpartition("/")[2] for reading in readings]


@pytest.mark.parametrize("name", ["tin.txt", "tin.urls", "tin.txt.gz"])
def test_a_file_of_addresses_is_a_list_of_pages(site: str, name: str, tmp_path: Path) -> None:
    text = f"# thời sự\n{site}/tin-2\n\n  {site}/tin-1  \r\n".encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    assert places(read(path)) == ["tin-2", "tin-1"]
    assert places(read(tmp_path)) == ["tin-2", "tin-1"]


@pytest.mark.parametrize("name", ["tin.urls", "tin.URLS.gz"])
def test_a_wrong_line_of_a_file_named_urls_costs_only_itself(
    site: str, name: str, tmp_path: Path
) -> None:
    text = f"{site}/tin-1  # thời sự\nvnexpress.net/thoi-su\n\n{site}/tin-2#cuối\n".encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    first, wrong, last = read(path)
    assert places([first, last]) == ["tin-1", "tin-2#cuối"]
    assert isinstance(wrong, Failure) and wrong.source == f"{path}:2"
    assert str(wrong.error) == (
        f"{path}:2 is not a single http:// or https:// address: vnexpress.net/thoi-su"
    )


@pytest.mark.parametrize("text", ["", "\ufeff# thời sự\n\n  # thể thao\n"])
def test_a_list_without_an_address_is_said_to_be_empty(text: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.urls"
    path.write_text(text, encoding="utf-8")
    message = f"The list {path} is empty: it names no address."
    assert read(path) == [Remark("note", str(path), message)]


def test_standard_input_may_be_a_list(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{site}/tin-1\n{site}/tin-2\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert places(read("-")) == ["tin-1", "tin-2"]


def test_an_article_with_an_address_in_it_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "bài.txt"
    path.write_text(f"https://vtv.vn/bai\n{STORY}", encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, RawArticle) and article.source == str(path)


def test_pages_that_do_not_come_cost_only_themselves(site: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.urls"
    path.write_text(f"{site}/tin-1\n{site}/mất\nhttp://[::1/\n{site}/tin-2\n", encoding="utf-8")
    first, missing, wrong, last = read(path)
    assert places([first, last]) == ["tin-1", "tin-2"]
    assert isinstance(missing, Failure) and "HTTP status 404" in str(missing.error)
    assert isinstance(wrong, Failure) and wrong.source == "http://[::1/"


def test_an_address_that_comes_up_again_is_not_fetched_again(site: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.urls"
    path.write_text(f"{site}/tin-1\n{site}/tin-1#binh-luan\n")
    assert read(path, f"{site}/tin-1")[1:] == [
        Remark("duplicate", f"{site}/tin-1#binh-luan"),
        Remark("duplicate", f"{site}/tin-1"),
    ]
    assert Site.asked["/tin-1"] == 1


def test_a_password_is_not_told_and_holds_for_the_pages_of_its_feed(
    site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Site.pages["/rss"] = rss(item("/tin-1"), item("/missing"))
    signed = site.replace("//", "//an:secret@")
    path = tmp_path / "tin.urls"
    path.write_text(f"{signed}/rss\n{signed}/tin-2\n{signed}/tin-1\n", encoding="utf-8")
    first, missing, second, again = read(path)
    assert places([first, second]) == ["tin-1", "tin-2"]
    assert isinstance(missing, Failure) and again == Remark("duplicate", f"{site}/tin-1")
    assert str(missing.error) == f"{site}/missing answered with HTTP status 404."
    assert Site.users == {"Basic YW46c2VjcmV0"}
    out = tmp_path / "out"
    options = ["--no-translate", "--allow-private", "--delay", "0", "--log-json", "-v"]
    assert main(["digest", str(path), f"{signed}/mất", *options, "--out", str(out)]) == 1
    written = "".join(file.read_text("utf-8") for file in out.rglob("*") if file.is_file())
    assert f"{site}/tin-1" in written and "secret" not in written
    assert "secret" not in "".join(capsys.readouterr())
    assert read_article(f"{signed}/tin-1", allow_private=True).source == f"{site}/tin-1"


def test_a_feed_gives_its_pages_and_what_they_do_not_say_themselves(site: str) -> None:
    Site.pages["/rss"] = rss(
        item(f"{site}/tin-1", "Ngập ở &lt;b&gt;quận 1&lt;/b&gt; &amp;amp; quận 3"),
        item("/tin-2", day="Wed, 09 Jan 2019 23:30:00 GMT"),
        item(f"{site}/có-ngày", "Tiêu đề khác"),
    )
    Site.pages["/c%C3%B3-ng%C3%A0y"] = (
        "Ngập nặng sau cơn mưa kỷ lục\n\nThứ Bảy, 12/01/2019 08:00\n\n" + STORY
    ).encode()
    articles = [parse_raw(raw) for raw in read(f"{site}/rss") if isinstance(raw, RawArticle)]
    assert [(article.title, article.published) for article in articles] == [
        ("Ngập ở quận 1 & quận 3", date(2019, 1, 10)),
        ("Mưa", date(2019, 1, 10)),
        ("Ngập nặng sau cơn mưa kỷ lục", date(2019, 1, 12)),
    ]
    assert articles[1].source == f"{site}/tin-2"


ATOM = """<?xml version="1.0"?><!-- tin --><feed xmlns="http://www.w3.org/2005/Atom">
<title>Thời sự</title><entry><title>Mưa</title><link href="{url}"/>
<updated>2019-01-10T06:00:00+07:00</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/">
<item rdf:about="{url}"><title>Mưa</title><link>{url}</link>
<dc:date>2019-01-10</dc:date></item></rdf:RDF>"""
RSS = rss(item("{url}")).decode()


@pytest.mark.parametrize("form", [ATOM, RDF, RSS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_feeds_of_every_form_may_be_files(form: str, encoding: str, tmp_path: Path) -> None:
    content = form.replace(' encoding="UTF-8"', "").format(url="https://vtv.vn/bai.htm")
    listing = read_listing(content.encode(encoding), "tin.xml")
    assert listing is not None and listing.kind == "feed" and listing.flaw is None
    (link,) = listing.links
    assert (link.url, link.title, link.published) == (
        "https://vtv.vn/bai.htm",
        "Mưa",
        date(2019, 1, 10),
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Thu, 10 Jan 2019 00:30:00 +0700", date(2019, 1, 10)),
        ("Thu, 10 Jan 2019 00:30:00 GMT+7", date(2019, 1, 10)),
        ("Wed, 09 Jan 2019 23:30:00 GMT", date(2019, 1, 10)),
        ("Wed, 09 Jan 2019 16:30:00 GMT", date(2019, 1, 9)),
        ("2019-01-09T17:00:00Z", date(2019, 1, 10)),
        ("2019-01-09T23:30Z", date(2019, 1, 10)),
        ("2019-01-10 19:36:00", date(2019, 1, 10)),
        ("2019-01-10", date(2019, 1, 10)),
        ("hôm qua", None),
    ],
)
def test_the_day_of_an_item_is_the_day_in_vietnam(written: str, day: date | None) -> None:
    listing = read_listing(rss(item("https://vtv.vn/bai.htm", day=written)), "tin.rss")
    assert listing is not None
    assert listing.links[0].published == day


def test_a_broken_feed_gives_what_can_be_read_of_it_and_says_so(site: str) -> None:
    whole = rss(item(f"{site}/tin-1", "Mưa & gió"), item(f"{site}/tin-2"), item(f"{site}/tin-3"))
    Site.pages["/rss"] = whole[: whole.index(b"tin-3")]
    note, *articles = read(f"{site}/rss")
    assert isinstance(note, Remark) and note.kind == "note"
    assert note.message == (
        f"The feed {site}/rss is not well-formed (line 2: not well-formed (invalid token)); "
        "3 items were found."
    )
    assert places(articles[:2]) == ["tin-1", "tin-2"]


ENCODED = '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{}'
ENCODED += "</content:encoded>"


def test_an_item_without_a_link_is_read_where_it_stands(site: str) -> None:
    paragraphs = STORY.format(place="quận 7").split("\n\n")
    text = ENCODED.format("".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in paragraphs))
    whole = item("", "Ngập nặng").replace("</item>", f"{text}</item>")
    Site.pages["/rss"] = rss(whole, item(f"{site}/tin-1"), item("mailto:a@b.vn"), item(""))
    first, second, *failures = read(f"{site}/rss")
    assert isinstance(first, RawArticle) and first.source == f"{site}/rss#1"
    article = parse_raw(first)
    assert (article.title, article.published) == ("Ngập nặng", date(2019, 1, 10))
    assert article.text.split("\n\n") == paragraphs
    assert places([second]) == ["tin-1"]
    assert [str(failure.error) for failure in failures if isinstance(failure, Failure)] == [
        f"{site}/rss#3 names mailto:a@b.vn, which is no http:// or https:// address.",
        f"{site}/rss#4 has no link to a page, and its text is too short for one (4 words).",
    ]


_PARAGRAPHS = [STORY.format(place=f"quận {number}").partition("\n")[0] for number in range(1, 8)]
_FULL_TEXT = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in _PARAGRAPHS)


def test_where_there_is_no_link_a_description_is_read_that_may_be_the_article(site: str) -> None:
    told = "<description>" + "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in _PARAGRAPHS[:3])
    item_ = f"<item><title>Mưa</title>{told}</description></item>"
    Site.pages["/rss"] = rss(item_, "<item><title>Mưa</title></item>")
    raw, failure = read(f"{site}/rss")
    assert isinstance(raw, RawArticle) and parse_raw(raw).paragraphs == _PARAGRAPHS[:3]
    assert isinstance(failure, Failure)
    assert str(failure.error) == f"{site}/rss#2 has neither a link to a page nor the page's text."


@pytest.mark.parametrize("form", [ENCODED, "<description>{}</description>"])
def test_where_a_page_does_not_come_the_full_text_of_its_feed_is_read(form: str, site: str) -> None:
    Site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /secret\n"
    items = (
        f"<item><title>Mưa</title>{link}{form.format(_FULL_TEXT)}</item>"
        for link in (
            f"<link>{site}/missing</link>",
            f"<link>{site}/secret</link>",
            f"<link>{site}/tin-1</link>",
            "<guid>tin:5</guid>",
        )
    )
    Site.pages["/rss"] = rss(*items)
    told, missing, told_too, forbidden, page, placed = read(f"{site}/rss")
    for remark, why in [(told, "answered with HTTP status 404"), (told_too, "does not allow it")]:
        assert isinstance(remark, Remark) and remark.kind == "note"
        assert remark.message.endswith(f"{why}. The text was taken from its feed.")
    for raw, place, notes in [
        (missing, "missing", ("The page could not be fetched. The text was taken from its feed.",)),
        (
            forbidden,
            "secret",
            ("The page could not be fetched. The text was taken from its feed.",),
        ),
        (placed, "rss#4", ()),
    ]:
        assert isinstance(raw, RawArticle) and raw.source == f"{site}/{place}"
        article = parse_raw(raw)
        assert (article.title, article.notes) == ("Mưa", notes)
        assert article.paragraphs == _PARAGRAPHS
    assert isinstance(page, RawArticle) and page.content == Site.pages["/tin-1"]


def test_a_blurb_is_no_full_text(site: str) -> None:
    Site.pages["/rss"] = rss(item(f"{site}/missing").replace("Tóm tắt", f"<b>{_PARAGRAPHS[0]}</b>"))
    (failure,) = read(f"{site}/rss")
    assert isinstance(failure, Failure) and "HTTP status 404" in str(failure.error)


@pytest.mark.parametrize(
    "content", [rss(item("/tin-1"), item("https://[bad")), sitemap(url("/tin-1"))]
)
def test_a_part_of_an_address_in_a_file_is_a_failure_that_names_the_file(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "tin.xml"
    path.write_bytes(content)
    failure, *_ = read(path)
    assert isinstance(failure, Failure) and failure.source == f"{path}#1"
    assert str(failure.error) == (
        f"{path}#1 names /tin-1, a part of an address only: give the address that the file is from."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<rss><channel><item", "is broken and no item can be read"),
        (b"<rss><channel><item><title>M</title><lin", "is broken and no item can be read"),
        (
            b"<?xml version='1.0'?>\n<urlset><url",
            "^The sitemap tin.xml is broken and no link can be read: line 2: Premature end "
            "of data in tag urlset line 2.$",
        ),
        (b"<?xml version='1.0'?><note>x</note>", "no feed, sitemap or OPML"),
        (gzip.compress(rss())[:-12], "cannot be unpacked"),
        (gzip.compress(bytes(60_000_000), 1), "unpacks to more than 50 MB"),
    ],
)
def test_what_cannot_be_read_is_an_error(content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_listing(content, "tin.xml")


FEED_WITH_ENTITY = (
    '<?xml version="1.0"?>{}<rss><channel><item><title>Mưa &x;</title>'
    "<link>https://a.vn/</link></item></channel></rss>"
)
SITEMAP_WITH_ENTITY = (
    '<?xml version="1.0"?>{}<urlset><url><loc>https://a.vn/&x;</loc></url></urlset>'
)


@pytest.mark.parametrize("form", [FEED_WITH_ENTITY, SITEMAP_WITH_ENTITY])
def test_entities_read_no_files(form: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("secret")
    doctype = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{tmp_path}/file">]>'
    listing = read_listing(form.format(doctype).encode(), "tin.xml")
    assert listing is not None
    assert "secret" not in str(listing.links)


@pytest.mark.parametrize("form", [FEED_WITH_ENTITY, SITEMAP_WITH_ENTITY])
def test_entities_do_not_blow_up(form: str) -> None:
    inner = "".join(f'<!ENTITY x{n} "{10 * f"&x{n + 1};"}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE x [<!ENTITY x "&x1;">{inner}<!ENTITY x9 "ha">]>'
    try:
        listing = read_listing(form.format(doctype).encode(), "tin.xml")
    except InputError as error:
        assert "amplification" in str(error)
    else:
        assert "haha" not in str(listing)


@pytest.mark.parametrize(
    "page",
    [
        b"<!doctype html><html></html>",
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html></html>',
        b'<?xml version="1.0"?><!-- x --><html></html>',
        b"<!-- saved --><html></html>",
        b"<p>M\xc6\xb0a</p>",
        b"",
        b"\xff\xfe",
        b"\x89PNG\r\n\0",
        b"<!---->" * 3000,
    ],
)
def test_pages_are_no_listings(page: bytes) -> None:
    assert read_listing(page, "trang") is None


def test_a_sitemap_gives_its_pages_latest_first(site: str) -> None:
    news = (
        "<image:image><image:loc>https://vtv.vn/anh.jpg</image:loc></image:image><news:news>"
        "<news:publication><news:name>VTV</news:name></news:publication>"
        "<news:publication_date>2019-01-11T06:00:00+07:00</news:publication_date>"
        "<news:title>Mưa &amp; gió</news:title></news:news>"
    )
    Site.pages["/sitemap.xml"] = sitemap(
        url(f"{site}/tin-1"),
        url(f"{site}/tin-2", "2019-01-09"),
        url(f"{site}/tin-3", "2019-01-09T23:00:00Z"),
        url(f"{site}/tin-4", more=news),
    )
    readings = read(f"{site}/sitemap.xml")
    assert places(readings) == ["tin-4", "tin-3", "tin-2", "tin-1"]
    known = [(raw.title, raw.published) for raw in readings if isinstance(raw, RawArticle)]
    # The day of a change is not the day of publication.
    assert known == [("Mưa & gió", date(2019, 1, 11)), *3 * [(None, None)]]


def test_an_index_leads_to_packed_sitemaps_and_they_are_read_no_further_than_asked(
    site: str,
) -> None:
    for number, pages in enumerate([(1, 2), (3, 4), (5, 6)], 1):
        content = sitemap(*(url(f"{site}/tin-{page}") for page in pages))
        Site.pages[f"/{number}.xml.gz"] = gzip.compress(content)
    Site.pages["/sitemap.xml"] = sitemap(
        *(url(f"{site}/{n}.xml.gz", f"2019-0{n}-01", kind="sitemap") for n in (1, 2, 3)),
        kind="sitemapindex",
    )
    *articles, note = read(f"{site}/sitemap.xml", max_pages=3)
    assert places(articles) == ["tin-5", "tin-6", "tin-3"]
    assert isinstance(note, Remark)
    assert note.message.startswith(f"{site}/sitemap.xml names more than 3 pages")
    assert Site.asked["/1.xml.gz"] == 0
    assert len(read(f"{site}/sitemap.xml", max_pages=6)) == 6


def test_a_sitemap_is_read_once_in_a_run_however_often_it_is_named(site: str) -> None:
    names = ["sitemap.xml", "other.xml", "news.xml", "tin-1", "missing.xml", "news.xml#1"]
    index = sitemap(*(url(f"{site}/{name}", kind="sitemap") for name in names), kind="sitemapindex")
    Site.pages |= {"/sitemap.xml": index, "/other.xml": index}
    Site.pages["/news.xml"] = sitemap(url(f"{site}/tin-2"))
    sources = [f"{site}/{name}" for name in ("sitemap.xml", "other.xml", "news.xml")]
    article, no_sitemap, missing, *others = read(*sources)
    assert places([article]) == ["tin-2"]
    assert isinstance(no_sitemap, Failure) and isinstance(missing, Failure)
    assert str(no_sitemap.error) == f"There is no sitemap at {site}/tin-1."
    assert str(missing.error) == f"{site}/missing.xml answered with HTTP status 404."
    assert others == [Remark("duplicate", source) for source in sources[1:]]
    assert set(Site.asked.values()) == {1}


def test_sitemaps_lie_as_deep_as_four_indexes_below_the_first(site: str) -> None:
    for depth in range(6):
        inner = url(f"{site}/{depth + 1}.xml", kind="sitemap")
        Site.pages[f"/{depth}.xml"] = sitemap(inner, kind="sitemapindex")
    Site.pages["/6.xml"] = sitemap(url(f"{site}/tin-1"))
    failure, note = read(f"{site}/0.xml")
    assert isinstance(failure, Failure) and isinstance(note, Remark)
    assert str(failure.error) == f"The sitemap index at {site}/5.xml lies too deep: give it."
    assert note.message == f"{site}/0.xml leads to no new page."
    assert places(read(f"{site}/1.xml")) == ["tin-1"]


def test_an_index_that_leads_to_ever_more_sitemaps_ends_and_keeps_what_came_before(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_PAGES", 20)
    Site.pages["/sitemap.xml"] = sitemap(
        url(f"{site}/news.xml", "2019-01-02", kind="sitemap"),
        *(url(f"{site}/{number}.xml", "2019-01-01", kind="sitemap") for number in range(1000)),
        kind="sitemapindex",
    )
    Site.pages["/news.xml"] = sitemap(url(f"{site}/tin-1"))
    readings = read(f"{site}/sitemap.xml", max_pages=10)
    first, last = readings[0], readings[-1]
    assert isinstance(first, RawArticle) and first.source == f"{site}/tin-1"
    assert isinstance(last, Failure) and last.source == f"{site}/sitemap.xml"
    assert "leads to more than 20 sitemaps" in str(last.error)
    assert Site.asked.total() <= 1 + 20 + 2, "the index, its sitemaps, robots.txt and the page"


@pytest.mark.parametrize(("kind", "entry"), [("sitemap", "url"), ("index", "sitemap")])
def test_of_a_sitemap_as_many_addresses_count_as_it_may_have(kind: str, entry: str) -> None:
    root = "urlset" if kind == "sitemap" else "sitemapindex"
    entries = (url(f"https://vtv.vn/{number}", kind=entry) for number in range(50_001))
    listing = read_listing(sitemap(*entries, kind=root), "sitemap.xml")
    assert listing is not None and listing.kind == kind
    assert len(listing.links) == 50_000
    assert listing.links[-1].url == "https://vtv.vn/49999"
    assert listing.flaw is not None and "more than 50,000 addresses" in listing.flaw


def test_a_list_may_name_feeds_and_sitemaps(site: str, tmp_path: Path) -> None:
    Site.pages["/rss"] = rss(item(f"{site}/tin-1"), item(f"{site}/tin-2"))
    Site.pages["/sitemap.xml"] = sitemap(url(f"{site}/tin-3"))
    path = tmp_path / "nguồn.urls"
    path.write_text(f"{site}/rss\n{site}/sitemap.xml\n{site}/tin-4\n")
    assert places(read(path)) == [f"tin-{n}" for n in (1, 2, 3, 4)]


OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Báo</title></head><body>
<outline text="Thời sự"><outline type="rss" xmlUrl=" {}/rss?a=1&amp;b=2 " htmlUrl="https://vtv.vn/"/>
<outline text="Ghi chú"/></outline><outline xmlUrl="tin.rss"/></body></opml>"""


def test_the_feeds_that_a_reader_exported_are_a_list(site: str, tmp_path: Path) -> None:
    Site.pages["/rss?a=1&b=2"] = rss(item(f"{site}/tin-1"), item(f"{site}/tin-2"))
    path = tmp_path / "nguồn.opml"
    path.write_text(OPML.format(site), encoding="utf-8")
    *articles, failure = read(tmp_path)
    assert places(articles) == ["tin-1", "tin-2"]
    assert isinstance(failure, Failure) and failure.source == f"{path}#2"
    assert "names tin.rss, a part of an address only" in str(failure.error)
    path.write_text("<opml><body><outline text='Trống'/></body></opml>", encoding="utf-8")
    assert read(path) == [Remark("note", str(path), f"The OPML {path} names no feed.")]


def test_an_address_may_hold_a_space(site: str) -> None:
    Site.pages["/tin%201"] = Site.pages["/tin-1"]
    assert places(read(f"{site}/tin 1 ")) == ["tin%201"]
    assert read_article(f"{site}/tin 1", allow_private=True).source == f"{site}/tin%201"


@pytest.mark.parametrize("address", ["www.bao.example/tin.html", "bao.vn", "tin.bao.com.vn:81/a?b"])
def test_an_address_may_lack_its_scheme_where_no_file_has_its_name(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Fetcher, "fetch", lambda _, url: f"Trang {url}".encode())
    (page,) = read_raw([address])
    assert isinstance(page, RawArticle) and page.content == f"Trang https://{address}".encode()
    path = Path(address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STORY, encoding="utf-8")
    (file,) = read_raw([address])
    assert isinstance(file, RawArticle) and file.content == STORY.encode()


@pytest.mark.parametrize("address", ["ftp://bao.vn/tin.html", "file:///tin.html"])
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    message = (
        f"{address} is not a file and no http:// or https:// address, which alone can be fetched."
    )
    with pytest.raises(InputError, match=f"^{message}$"):
        read_article(address)
    (failure,) = read(address)
    assert isinstance(failure, Failure) and str(failure.error) == message


def test_a_listing_is_no_single_article(tmp_path: Path) -> None:
    path = tmp_path / "tin.rss"
    path.write_bytes(rss(item("https://vtv.vn/bai.htm")))
    with pytest.raises(InputError, match="is a feed of 1 addresses, .* use summarize digest"):
        read_article(str(path))


def test_a_morning_of_feeds_becomes_a_digest(
    site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Site.pages["/rss"] = rss(*(item(f"{site}/tin-{n}", f"Mưa {n}") for n in (1, 2, 3)))
    Site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /tin-2\n"
    out = tmp_path / "out"
    arguments = ["digest", f"{site}/rss", f"{site}/tin-1", "--no-translate", "--allow-private"]
    arguments += ["--delay", "0", "--retries", "0", "--max-pages", "2", "--out", str(out)]
    assert main(arguments) == 1
    err = capsys.readouterr().err.splitlines()
    assert err[0].endswith("/tin-2 could not be fetched: the robots.txt of "
                           f"{site[7:]} does not allow it.")  # fmt: skip
    assert "names more than 2 pages" in err[1]
    assert err[-1].startswith("1 article digested, 1 duplicate, 1 failed:")
    (story,) = (out / "digest.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(story)["title"] == "Mưa 1"
    assert json.loads(story)["published"] == "2019-01-10"
    assert main([*arguments, "--dry-run"]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in printed] == ["unchanged", "failed", "duplicate"]


@pytest.mark.parametrize("wrong", [["--delay", "-1"], ["--retries", "x"], ["--max-pages", "0"]])
def test_wrong_options_of_the_web_exit_with_2(wrong: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["digest", "https://vtv.vn", "--out", str(tmp_path / "out"), *wrong])
    assert exit_.value.code == 2
