"""The page's batch: what it lists, how far it goes, and what is left of it when it is stopped."""

from __future__ import annotations

import base64
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import unescape
from io import BytesIO
from pathlib import Path

import gradio as gr
import pytest
from conftest import STORY, Site, item, rss, sitemap, url

import app
from summarize import InputError, summarize
from summarize.cli import main
from summarize.fetching import Fetcher
from summarize.web import inputs
from summarize.web.batch import Batch, Item, to_digest_files
from summarize.web.inputs import MAX_BATCH, BoundedFetcher, Input, Listed
from summarize.web.models import BUILT_IN


@pytest.fixture
def open_site(site: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A site of this machine, which the page would refuse."""

    def make() -> Fetcher:
        return BoundedFetcher(allow_private=True, delay=0, retries=0)

    monkeypatch.setattr(inputs, "make_fetcher", make)
    return site


def read(addresses: str, *paths: Path, translate: bool = False) -> list[app.BatchPanels]:
    return list(app.read_many(list(map(str, paths)), addresses, 1, "coverage", translate))


def rows(panels: app.BatchPanels) -> list[str]:
    """State and name of each item as the page lists them."""
    found = re.findall(r'<li class="(\w+)">. <b>(.*?)</b>', panels.inputs)
    return [f"{state} {unescape(name).rpartition('/')[2]}" for state, name in found]


def files_of(panels: app.BatchPanels) -> dict[str, bytes]:
    """The files behind the links of the page."""
    links = re.findall(r'download="(.*?)" href="data:.*?,(.*?)"', panels.downloads)
    return {name: base64.b64decode(content) for name, content in links}


def fake(texts: Sequence[str]) -> list[str]:
    return [f"English {len(text)}" for text in texts]


def test_a_feed_is_listed_whole_before_its_pages_are_fetched_one_by_one(open_site: str) -> None:
    Site.pages["/rss"] = rss(*(item(f"{open_site}/tin-{n}") for n in (1, 2)))
    steps = [rows(step) for step in read(f"{open_site}/rss")]
    assert steps == [
        ["waiting rss"],
        ["waiting tin-1", "waiting tin-2"],
        ["done tin-1", "waiting tin-2"],
        ["done tin-1", "done tin-2"],
    ]


def test_sitemaps_indexes_and_lists_lead_to_their_pages_latest_first(
    open_site: str, tmp_path: Path
) -> None:
    pages = (url(f"{open_site}/tin-{n}", f"2019-01-0{n}") for n in (1, 2))
    Site.pages["/1.xml"] = sitemap(*pages)
    index = sitemap(url(f"{open_site}/1.xml", kind="sitemap"), kind="sitemapindex")
    Site.pages["/sitemap.xml"] = index
    upload = tmp_path / "nguồn.urls"
    upload.write_text(f"# tin\n{open_site}/sitemap.xml\n{open_site}/tin-3\n", encoding="utf-8")
    *_, last = read(f"{open_site}/tin-4", upload)
    assert rows(last) == ["done tin-2", "done tin-1", "done tin-3", "done tin-4"]


def test_an_uploaded_feed_is_a_feed(open_site: str, tmp_path: Path) -> None:
    upload = tmp_path / "tin.rss"
    upload.write_bytes(rss(item(f"{open_site}/tin-1", "Mưa ở Hà Nội")))
    *_, last = read("", upload)
    assert rows(last) == ["done tin-1"]
    assert "Mưa ở Hà Nội" in last.stories


def test_a_page_that_fails_costs_only_itself_and_says_why(open_site: str) -> None:
    Site.pages["/rss"] = rss(*(item(f"{open_site}/{name}") for name in ("tin-1", "mat", "tin-2")))
    *_, last = read(f"{open_site}/rss\nkhông phải địa chỉ")
    states = [row.split()[0] for row in rows(last)]
    assert states == ["done", "failed", "done", "failed"]
    assert "HTTP status 404" in last.inputs and "mã HTTP 404" in last.inputs


def test_a_single_download_tells_where_to_find_what_failed(open_site: str) -> None:
    *_, last = read(f"{open_site}/tin-1\n{open_site}/mat")
    files = files_of(last)
    for document in (files["digest.md"].decode(), files["digest.html"].decode()):
        assert "1 input could not be read: errors.jsonl says why, which comes with" in document
    with zipfile.ZipFile(BytesIO(files["digest.zip"])) as archive:
        assert f"{open_site}/mat" in archive.read("errors.jsonl").decode()


def test_an_address_that_comes_up_again_is_one_item(open_site: str) -> None:
    Site.pages["/rss"] = rss(item(f"{open_site}/tin-1"), item(f"{open_site}/tin-2"))
    *_, last = read(f"{open_site}/tin-1\n{open_site}/rss\n{open_site}/tin-2")
    assert rows(last) == ["done tin-1", "done tin-2"]
    assert Site.asked["/tin-1"] == 1


def test_what_is_amiss_with_a_feed_is_said_in_both_languages(open_site: str) -> None:
    whole = rss(item(f"{open_site}/tin-1"), item(f"{open_site}/tin-2"), item("x"))
    Site.pages["/rss"] = whole[: whole.index(b"<link>x")]
    Site.pages["/leer"] = rss()
    *_, last = read(f"{open_site}/rss\n{open_site}/leer")
    assert "viết sai quy cách" in last.inputs and "is not well-formed" in last.inputs
    assert "không nêu trang nào" in last.inputs and "/leer names no page." in last.inputs


def test_robots_txt_is_obeyed(open_site: str) -> None:
    Site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /tin-1\n"
    *_, last = read(f"{open_site}/tin-1\n{open_site}/tin-2")
    assert rows(last) == ["failed tin-1", "done tin-2"]
    assert "robots.txt" in last.inputs


def test_a_program_gets_its_pages_by_the_same_rules(open_site: str) -> None:
    Site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /tin-2\n"
    Site.pages["/rss"] = rss(item(f"{open_site}/tin-3"))
    digest = app.digest([f"{open_site}/{name}" for name in ("tin-1", "tin-2", "rss", "tin-1")], n=1)
    assert digest.startswith("# Digest\n\n1 article.")
    refused, listed, again = digest.partition("## Not read\n\n")[2].splitlines()
    assert refused.startswith("- Text 2: ") and "robots.txt" in refused
    assert listed.endswith("/rss is a list of addresses, not an article: use the page's batch.")
    assert again.endswith("/tin-1 was given before.")
    assert Site.asked == {"/robots.txt": 1, "/tin-1": 1, "/rss": 1}


def test_no_listing_leads_into_a_private_network(site: str, tmp_path: Path) -> None:
    upload = tmp_path / "nguồn.urls"
    upload.write_text(f"{site}/rss\n{site}/tin-1\n")
    *_, last = read(f"{site}/sitemap.xml", upload)
    assert last.inputs.count("it leads to the private address 127.0.0.1") == 3
    assert not Site.asked


def test_a_batch_takes_so_many_items_and_says_what_it_left_out(open_site: str) -> None:
    for n in range(MAX_BATCH + 9):
        Site.pages[f"/bai-{n}"] = STORY.format(place=f"quận {n}").encode()
    Site.pages["/rss"] = rss(*(item(f"{open_site}/bai-{n}") for n in range(MAX_BATCH + 9)))
    *_, last = read(f"{open_site}/tin-1\n{open_site}/rss\n{open_site}/tin-2")
    assert rows(last) == ["done tin-1", *(f"done bai-{n}" for n in range(MAX_BATCH - 1))]
    assert last.inputs.count("A batch takes 50 articles at most.") == 1
    assert "Một lần chạy nhận nhiều nhất 50 bài." in last.inputs
    assert Site.asked[f"/bai-{MAX_BATCH}"] == 0


def test_sitemaps_that_lead_on_and_on_come_to_an_end(
    open_site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAX_FETCHED", 9)
    empty = [f"{open_site}/{n}.xml" for n in range(100)]
    Site.pages |= {f"/{n}.xml": sitemap() for n in range(100)}
    Site.pages["/sitemap.xml"] = sitemap(
        *(url(address, kind="sitemap") for address in empty), kind="sitemapindex"
    )
    *_, last = read(f"{open_site}/sitemap.xml")
    assert sum(Site.asked[f"/{n}.xml"] for n in range(100)) == 8
    assert "a batch may fetch 9 pages in 15 minutes" in last.inputs


def test_slow_hosts_do_not_hold_a_batch_for_ever() -> None:
    now = iter((0.0, 60.0 * inputs.MAX_MINUTES + 1))
    fetcher = BoundedFetcher(clock=lambda: next(now))
    with pytest.raises(InputError, match="was not fetched"):
        fetcher.fetch("https://vtv.vn/")


def stopped_while_reading(open_site: str, *, translate: bool) -> app.BatchPanels:
    Site.pages["/rss"] = rss(*(item(f"{open_site}/tin-{n}") for n in range(1, 6)))
    steps = iter(app.read_many(None, f"{open_site}/rss", 1, "coverage", translate))
    for step in steps:
        if rows(step)[:3] == [f"{'read' if translate else 'done'} tin-{n}" for n in (1, 2)] + [
            "waiting tin-3"
        ]:
            return app.stop_batch(step.batch)
    raise AssertionError("the batch never came to its third page")


def test_a_stopped_batch_gives_the_digest_of_what_was_finished_and_says_so(open_site: str) -> None:
    stopped = stopped_while_reading(open_site, translate=False)
    assert "Đã dừng: 2/5 bài" in stopped.status and "Stopped: 2 of 5" in stopped.status
    files = files_of(stopped)
    name = "digest-stopped-2-of-5"
    assert list(files) == [f"{name}.{kind}" for kind in ("md", "html", "jsonl", "zip")]
    assert "> Note: Stopped: 2 of 5." in files[f"{name}.md"].decode()
    assert '<p class="note">Stopped: 2 of 5.</p>' in files[f"{name}.html"].decode()
    stories = [json.loads(line) for line in files[f"{name}.jsonl"].splitlines()]
    sources = [story["articles"][0]["source"].rpartition("/")[2] for story in stories]
    assert sources == ["tin-1", "tin-2"]
    with zipfile.ZipFile(BytesIO(files[f"{name}.zip"])) as archive:
        errors = [json.loads(line) for line in archive.read("errors.jsonl").splitlines()]
    assert [error["source"].rpartition("/")[2] for error in errors] == ["tin-3", "tin-4", "tin-5"]


def test_what_was_read_is_there_though_stopped_before_its_english(
    open_site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "find_translator", lambda model: fake)
    stopped = stopped_while_reading(open_site, translate=True)
    assert "2 of them without English" in stopped.status
    assert list(app.translate_many(stopped.batch, BUILT_IN)) == [gr.skip()]


def test_stopped_in_the_translation_the_english_so_far_is_there(
    open_site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "find_translator", lambda model: fake)
    *_, vietnamese = read(f"{open_site}/tin-1\n{open_site}/tin-2", translate=True)
    # The Vietnamese digest is there to save while the English is awaited.
    assert "digest.jsonl" in files_of(vietnamese)
    steps: Iterator[app.BatchPanels] = app.translate_many(vietnamese.batch, BUILT_IN)
    next(steps)
    stopped = app.stop_batch(next(steps).batch)
    assert "Stopped: 2 of 2, 1 of them without English" in stopped.status
    lines = files_of(stopped)["digest-stopped-2-of-2.jsonl"].splitlines()
    first, second = map(json.loads, lines)
    assert (first["complete"], second["complete"]) == (True, False)
    assert first["points"][0]["english"] and second["points"][0]["english"] is None
    assert second["notes"] == ["The batch was stopped before its English."]


def test_stop_after_the_end_takes_nothing_away(open_site: str) -> None:
    *_, last = read(f"{open_site}/tin-1")
    assert app.stop_batch(last.batch) == last
    assert "Stopped" in app.stop_batch(None).status


def test_nothing_is_offered_where_nothing_was_read() -> None:
    batch = Batch.of(Listed((Input("a", lambda: Listed(())),)))
    stopped = app.stop_batch(batch)
    assert "Stopped: 0 of 1" in stopped.status
    assert stopped.downloads == ""


def test_the_digest_is_the_one_that_the_command_writes(
    open_site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "bài.txt"
    page.write_text(STORY.format(place="quận 1"), encoding="utf-8")
    arguments = ["digest", str(page), "--no-translate", "--out", str(tmp_path / "out"), "-n", "1"]
    assert main(arguments) == 0
    capsys.readouterr()
    by_command = json.loads((tmp_path / "out" / "digest.jsonl").read_text(encoding="utf-8"))
    *_, last = read("", page)
    by_page = json.loads(files_of(last)["digest.jsonl"])
    by_command["articles"][0]["source"] = "bài.txt"  # an upload goes by its own name
    assert by_page == by_command


def test_a_digest_has_the_newest_first_and_undated_ones_last(tmp_path: Path) -> None:
    days = {"a.txt": "14/9/2023 08:15", "b.txt": "", "c.txt": "2/3/2025 10:00"}
    for name, day in days.items():
        text = f"Nước lũ dâng cao ở Huế trong đêm\n{day}\n{STORY.format(place='phường Kim Long')}"
        (tmp_path / name).write_text(text, encoding="utf-8")
    *_, last = read("", *(tmp_path / name for name in days))
    files = files_of(last)
    told = [json.loads(line)["published"] for line in files["digest.jsonl"].splitlines()]
    assert told == ["2025-03-02", "2023-09-14", None]
    printed = re.findall(r"^\*\*(.+)\*\*$", files["digest.md"].decode(), re.MULTILINE)
    assert printed == ["2025-03-02", "2023-09-14", "Undated"]


def test_an_address_needs_no_scheme() -> None:
    listed = inputs.list_inputs([], "vtv.vn/trong-nuoc/mua-lon.htm\nhttps://vtv.vn/rss\nMưa lớn")
    assert inputs._complete_address("93.184.216.34/gia.html") == "https://93.184.216.34/gia.html"
    assert [given.name for given in listed.inputs] == [
        "https://vtv.vn/trong-nuoc/mua-lon.htm",
        "https://vtv.vn/rss",
        "Mưa lớn",
    ]


@pytest.mark.parametrize("address", ["ftp://vtv.vn/bai.htm", "file:///etc/passwd"])
def test_what_is_no_web_address_is_no_article(address: str) -> None:
    with pytest.raises(InputError, match="no address of a web page"):
        inputs.read_box(address)
    with pytest.raises(InputError, match="is an address, not a text"):
        summarize(address)


def test_errors_are_the_commands_too() -> None:
    nothing = Input("a.txt", lambda: Listed(()))
    files = to_digest_files(Batch((Item(nothing, "failed", error="Why."),)))
    assert json.loads(files["errors.jsonl"]) == {"source": "a.txt", "error": "Why."}
