"""Several hosts at once: what servers see of it, and that nobody else sees anything."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from conftest import item, rss, sitemap, url

from summarize.fetching import Fetcher
from summarize.sources import Failure, RawArticle, Reading, Remark, prefetching, read_raw

PATIENCE = 60.0  # seconds until a test that waits in vain fails


class Sites(BaseHTTPRequestHandler):
    """Every host of 127.0.0.0/8 with the same ``pages``; what is not among them is its own path.

    ``before`` is called with host and path before an answer.
    """

    pages: ClassVar[dict[str, bytes]] = {}
    asked: ClassVar[list[tuple[str, str]]] = []
    at_once: ClassVar[Counter[str]] = Counter()
    most_at_once: ClassVar[Counter[str]] = Counter()
    before: ClassVar[Callable[[str, str], object]]
    lock: ClassVar = threading.Lock()

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        with self.lock:
            self.asked.append((host, self.path))
            for name in (host, "all"):
                self.at_once[name] += 1
                self.most_at_once[name] = max(self.most_at_once[name], self.at_once[name])
        type(self).before(host, self.path)
        body = self.pages.get(self.path, f"Trang {host}{self.path}".encode())
        with self.lock:
            self.at_once.subtract((host, "all"))
        self.send_response(404 if self.path in ("/robots.txt", "/missing") else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    for name, fresh in (("pages", {}), ("asked", []), ("at_once", Counter())):
        monkeypatch.setattr(Sites, name, fresh)
    monkeypatch.setattr(Sites, "most_at_once", Counter())
    monkeypatch.setattr(Sites, "before", lambda host, path: None, raising=False)
    with ThreadingHTTPServer(("", 0), Sites) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def read(*sources: object) -> list[Reading]:
    fetcher = Fetcher(allow_private=True, delay=0, retries=0)
    return list(read_raw(map(str, sources), fetcher=fetcher, max_pages=100))


def write_list(folder: Path, *addresses: str) -> Path:
    path = folder / "nguồn.urls"
    path.write_text("\n".join(addresses), encoding="utf-8")
    return path


def sources_of(readings: list[Reading]) -> list[str]:
    assert all(isinstance(reading, RawArticle) for reading in readings), readings
    return [reading.source for reading in readings]


def hold_up(
    monkeypatch: pytest.MonkeyPatch, slow: tuple[str, str], until: list[tuple[str, str]]
) -> None:
    """Let one page be answered only when all these others were asked for."""
    asked_all = threading.Event()

    def before(host: str, path: str) -> None:
        with Sites.lock:
            if set(until) <= set(Sites.asked):
                asked_all.set()
        if (host, path) == slow:
            assert asked_all.wait(PATIENCE), "the other host was held up"

    monkeypatch.setattr(Sites, "before", before)


def test_a_slow_host_does_not_hold_up_another_one_and_its_pages_still_come_first(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = f"http://127.0.0.1:{port}", f"http://127.0.0.2:{port}"
    others = [("127.0.0.2", f"/{number}") for number in range(5)]
    hold_up(monkeypatch, ("127.0.0.1", "/0"), others)
    addresses = [f"{host}/{number}" for host in (slow, quick) for number in range(5)]
    assert sources_of(read(write_list(tmp_path, *addresses))) == addresses
    assert sources_of(read(*addresses)) == addresses


@pytest.mark.parametrize(
    "listing",
    [
        lambda host: rss(*(item(f"{host}/{number}") for number in range(3))),
        lambda host: sitemap(*(url(f"{host}/{number}") for number in range(3))),
    ],
    ids=["feed", "sitemap"],
)
def test_the_pages_of_a_later_feed_do_not_wait_for_those_of_an_earlier_one(
    listing: Callable[[str], bytes], port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = f"http://127.0.0.1:{port}", f"http://127.0.0.2:{port}"
    Sites.pages |= {"/slow": listing(slow), "/quick": listing(quick)}
    hold_up(monkeypatch, ("127.0.0.1", "/0"), [("127.0.0.2", f"/{number}") for number in range(3)])
    readings = read(write_list(tmp_path, f"{slow}/slow", f"{quick}/quick"))
    assert sources_of(readings) == [f"{host}/{n}" for host in (slow, quick) for n in range(3)]


def test_the_pages_of_a_sitemap_in_an_index_do_not_wait_for_each_other(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = f"http://127.0.0.1:{port}", f"http://127.0.0.2:{port}"
    pages = [f"{slow}/0", *(f"{quick}/{number}" for number in range(3))]
    Sites.pages |= {
        "/index": sitemap(url(f"{quick}/pages", kind="sitemap"), kind="sitemapindex"),
        "/pages": sitemap(*map(url, pages)),
    }
    hold_up(monkeypatch, ("127.0.0.1", "/0"), [("127.0.0.2", f"/{number}") for number in range(3)])
    assert sources_of(read(f"{quick}/index")) == pages


def test_no_host_is_asked_twice_at_once_and_no_more_than_sixteen_hosts_are(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = threading.Barrier(16)
    first_pages = [f"/{number}" for number in range(16)]

    def before(host: str, path: str) -> None:
        if path in first_pages:
            gathered.wait(PATIENCE)  # breaks where fewer hosts than that are asked at once

    monkeypatch.setattr(Sites, "before", before)
    pages = range(40)
    addresses = [f"http://127.0.0.{1 + page % 20}:{port}/{page}" for page in pages]
    # The one who reads fetches what no thread has begun, and may come on top.
    assert sources_of(read(write_list(tmp_path, *addresses))) == addresses
    most = dict(Sites.most_at_once)
    assert 16 <= most.pop("all") <= 17
    assert set(most.values()) == {1}
    assert set(Counter(Sites.asked).values()) == {1}, "each page and each robots.txt once"


@pytest.mark.parametrize("held", [prefetching._MOST_HELD_BYTES, 1])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_read_does_not_depend_on_who_answers_first(
    held: int, seed: int, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor on how much may be kept that was fetched early."""
    monkeypatch.setattr(prefetching, "_MOST_HELD_BYTES", held)
    dice = random.Random(seed)
    monkeypatch.setattr(Sites, "before", lambda host, path: time.sleep(dice.random() / 50))
    one, two, three = (f"http://127.0.0.{number}:{port}" for number in (1, 2, 3))
    Sites.pages["/rss"] = rss(item(f"{two}/same"), item(f"{one}/1"), item(f"{three}/missing"))
    readings = read(
        f"{three}/1",
        write_list(tmp_path, f"{two}/rss", f"{one}/same#top", f"{one}/same", "http://[::1/"),
        f"{two}/same",
    )
    assert [(type(reading), reading.source) for reading in readings] == [
        (RawArticle, f"{three}/1"),
        (RawArticle, f"{two}/same"),
        (RawArticle, f"{one}/1"),
        (Failure, f"{three}/missing"),
        (RawArticle, f"{one}/same#top"),
        (Remark, f"{one}/same"),
        (Failure, "http://[::1/"),
        (Remark, f"{two}/same"),
    ]
    articles = [reading for reading in readings if isinstance(reading, RawArticle)]
    for article in articles:
        path = article.source.partition("#")[0].replace("http://", "").replace(f":{port}", "")
        assert article.content == f"Trang {path}".encode()
    assert set(Counter(Sites.asked).values()) == {1}


def test_one_who_stops_reading_stops_the_fetching(port: int) -> None:
    addresses = [f"http://127.0.0.{1 + page % 4}:{port}/{page}" for page in range(1000)]
    fetcher = Fetcher(allow_private=True, delay=0, robots=False)
    readings = read_raw(addresses, fetcher=fetcher)
    assert isinstance(next(readings), RawArticle)
    readings.close()
    for thread in threading.enumerate():
        if thread.name == "prefetcher":
            thread.join()
    assert len(Sites.asked) < 1000


def test_no_more_is_fetched_early_than_may_be_kept(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prefetching, "_MOST_HELD_BYTES", 1)
    addresses = [f"http://127.0.0.1:{port}/{page}" for page in range(100)]
    fetcher = Fetcher(allow_private=True, delay=0, robots=False)
    for count, reading in enumerate(read_raw(addresses, fetcher=fetcher), 1):
        assert isinstance(reading, RawArticle)
        # One is kept, and one more may have been begun when it was asked for.
        assert len(Sites.asked) <= count + 2
