"""Fetching from a server that misbehaves in every way that was thought of."""

from __future__ import annotations

import base64
import gzip
import socket
import ssl
import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from typing import Any, ClassVar

import pytest
from conftest import SAMPLES

from summarize import FetchError
from summarize.fetching import Fetcher
from summarize.sources import read_article

BOMB = gzip.compress(bytes(50_000_000), 1)
PAGE = (SAMPLES / "dantri-phong-van-bac-si.html").read_bytes()


class Site(BaseHTTPRequestHandler):
    """``/name`` is answered by the method ``name``, and by 404 where there is none."""

    robots: ClassVar[tuple[int, str]] = (404, "")
    markup: ClassVar[str] = ""
    asked: ClassVar[Counter[str]] = Counter()
    hang_up: ClassVar[threading.Event]

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        name = self.path[1:].replace(".", "_") or "home"
        with suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, name, self.missing)()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def answer(self, body: bytes = PAGE, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, piece: bytes) -> None:
        """Send the piece again and again, each well within the patience for one read."""
        while not self.hang_up.wait(0.02):
            self.wfile.write(piece)
            self.wfile.flush()

    def missing(self) -> None:
        self.answer(b"", 404)

    def robots_txt(self) -> None:
        status, text = self.robots
        self.answer(text.encode(), status)

    def page(self) -> None:
        self.answer()

    def moved(self) -> None:
        self.answer(b"", 301, location="page")

    def loop(self) -> None:
        self.answer(b"", 302, location="/loop")

    def to_a_file(self) -> None:
        self.answer(b"", 302, location="file:///etc/passwd")

    def gate(self) -> None:
        if self.headers["Cookie"] == "passed=1":
            self.answer()
        else:
            self.answer(b"", 302, location="/gate", set_cookie="passed=1; Path=/")

    def refresh(self) -> None:
        self.answer(self.markup.encode(), set_cookie="passed=1")

    def home(self) -> None:
        self.answer()

    def gone(self) -> None:
        self.answer(b"", 301, location="/")

    def members(self) -> None:
        user = base64.b64decode((self.headers["Authorization"] or "Basic ")[len("Basic ") :])
        self.answer(status=200 if user == "an:bí/mật@1".encode() else 401)

    def to_members(self) -> None:
        self.answer(b"", 302, location="/members")

    def to_another_host(self) -> None:
        port = self.headers["Host"].partition(":")[2]
        self.answer(b"", 302, location=f"http://localhost:{port}/members")

    def packed_oddly(self) -> None:
        self.answer(content_encoding="gzip, snappy")

    def hang_up_at_once(self) -> None:
        self.close_connection = True

    def to_secret(self) -> None:
        self.answer(b"", 302, location="/secret")

    def silent(self) -> None:
        self.hang_up.wait()

    def slow_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        self.drip(b"a")

    def slow_body(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        self.drip(b"<p>")

    def endless(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in repeat(None):
            self.wfile.write(bytes(1 << 20))

    def bomb(self) -> None:
        self.answer(BOMB, content_encoding="gzip")

    def packed(self) -> None:
        self.answer(gzip.compress(PAGE), content_encoding="gzip")

    def not_packed(self) -> None:
        self.answer(content_encoding="gzip")

    def cut_short(self) -> None:
        self.answer(PAGE[:1000], content_length=str(len(PAGE)))

    def latin(self) -> None:
        self.answer(content_type="text/html; charset=iso-8859-1")

    def broken_letter(self) -> None:
        self.answer(PAGE.replace("ệ".encode(), b"\xe1\xbb", 1))

    def busy_then_well(self) -> None:
        if self.asked[self.path] == 1:
            self.answer(b"", 500)
        elif self.asked[self.path] == 2:
            self.answer(b"", 429, retry_after="7")
        else:
            self.answer()

    def down(self) -> None:
        self.answer(b"", 503)

    def come_back_tomorrow(self) -> None:
        self.answer(b"", 429, retry_after="86400")

    def come_back_whenever(self) -> None:
        self.answer(b"", 429, retry_after="soon")

    def garbage(self) -> None:
        self.wfile.write(b"\0\1\2 no HTTP\r\n\r\n")

    def teapot(self) -> None:
        self.answer(b"", 418)


@pytest.fixture(autouse=True)
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Site, "asked", Counter())
    monkeypatch.setattr(Site, "hang_up", threading.Event(), raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        Site.hang_up.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def set_robots(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, str], None]:
    return lambda status, text: monkeypatch.setattr(Site, "robots", (status, text))


class Clock:
    """A clock that only sleeping moves; ``naps`` are the sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.naps: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds


def fetcher(clock: Clock, *, delay: float = 1.0, timeout: float = 60.0) -> Fetcher:
    return Fetcher(allow_private=True, delay=delay, timeout=timeout, clock=clock, sleep=clock.sleep)


@pytest.mark.parametrize("path", ["/page", "/moved", "/packed", "/gate", "/"])
def test_a_page_is_fetched_whole(site: str, path: str) -> None:
    clock = Clock()
    assert fetcher(clock).fetch(site + path) == PAGE


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/nothing", "answered with HTTP status 404"),
        ("/teapot", "answered with HTTP status 418"),
        ("/loop", "could not be fetched: it was redirected more than 5 times"),
        ("/to_a_file", "file:///etc/passwd is not an http or https address"),
        ("/not_packed", "could not be fetched: it is not packed as it says"),
        (
            "/packed_oddly",
            "could not be fetched: it came packed as snappy, which was not asked for",
        ),
        ("/gone", "leads to the home page http://.*/: the article is gone"),
        ("/members", "answered with HTTP status 401"),
        ("/endless", "the page is larger than 10 MB"),
        ("/bomb", "the page is larger than 10 MB"),
    ],
)
def test_what_will_not_get_better_is_an_error_at_once(site: str, path: str, message: str) -> None:
    clock = Clock()
    with pytest.raises(FetchError, match=f"^{site}{path} .*{message}"):
        fetcher(clock, delay=0).fetch(site + path)
    assert clock.naps == []


@pytest.mark.parametrize("path", ["/silent", "/slow_headers", "/slow_body"])
def test_a_request_ends_when_its_time_is_over_however_busy_the_server(site: str, path: str) -> None:
    clock = Clock()
    with pytest.raises(FetchError, match=r"it took longer than 0\.3 seconds|timed out"):
        fetcher(clock, timeout=0.3).fetch(site + path)


def test_a_host_with_many_addresses_that_do_not_answer_takes_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_up = socket.getaddrinfo
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf, ExitStack() as waiting:
        port = deaf.getsockname()[1]
        with suppress(TimeoutError):  # nobody takes calls, and the queue is short
            for _ in range(9):
                waiting.enter_context(socket.create_connection(("127.0.0.1", port), 0.1))

        def find_ten(host: str, *rest: Any, **options: Any) -> Any:
            found = look_up(host.replace("bao.vn", "127.0.0.1"), *rest, **options)
            return found * 10 if host == "bao.vn" else found

        monkeypatch.setattr(socket, "getaddrinfo", find_ten)
        start = time.monotonic()
        with pytest.raises(FetchError, match=r"bao\.vn.*: (?:it took longer than 0\.3|timed out)"):
            Fetcher(allow_private=True, robots=False, retries=0, timeout=0.3).fetch(
                f"http://bao.vn:{port}/tin"
            )
        assert time.monotonic() - start < 1


def test_a_bomb_is_not_unpacked_further_than_a_page_may_be_long(site: str) -> None:
    tracemalloc.start()
    with pytest.raises(FetchError):
        fetcher(Clock()).fetch(f"{site}/bomb")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30_000_000


def test_trouble_is_waited_out_longer_each_time_and_as_long_as_the_host_asks(site: str) -> None:
    clock = Clock()
    assert fetcher(clock, delay=0).fetch(f"{site}/busy_then_well") == PAGE
    assert clock.naps == [1, 7]


@pytest.mark.parametrize(
    ("path", "naps", "message"),
    [
        ("/down", [1, 2, 4], "HTTP status 503"),
        ("/come_back_whenever", [1, 2, 4], "HTTP status 429"),
        ("/come_back_tomorrow", [], "HTTP status 429"),
        ("/cut_short", [1, 2, 4], r"could not be fetched: the connection broke off\.$"),
        ("/hang_up_at_once", [1, 2, 4], r"could not be fetched: the connection broke off\.$"),
        ("/garbage", [1, 2, 4], r"could not be fetched: the answer is no HTTP\.$"),
    ],
)
def test_trouble_that_does_not_end_is_an_error(
    site: str, path: str, naps: list[float], message: str
) -> None:
    clock = Clock()
    with pytest.raises(FetchError, match=message):
        fetcher(clock, delay=0).fetch(site + path)
    assert clock.naps == naps


def test_a_host_is_not_asked_again_too_soon(site: str) -> None:
    clock = Clock()
    polite = fetcher(clock, delay=3)
    polite.fetch(f"{site}/page")
    polite.fetch(f"{site}/moved")
    # The redirect is a request of its own; another host need not wait.
    assert clock.naps == [3, 3]
    polite.fetch(f"{site.replace('127.0.0.1', 'localhost')}/page")
    assert clock.naps == [3, 3]


@pytest.mark.parametrize(("wanted", "kept"), [("5", 5), ("0.5", 1), ("3600", 60)])
def test_a_crawl_delay_counts_up_to_a_minute(
    site: str, wanted: str, kept: float, set_robots: Callable[[int, str], None]
) -> None:
    set_robots(200, f"User-agent: *\nCrawl-delay: {wanted}\n")
    clock = Clock()
    polite = fetcher(clock)
    for _ in range(3):
        polite.fetch(f"{site}/page")
    assert clock.naps == [kept, kept]
    assert Site.asked["/robots.txt"] == 1


def test_what_robots_txt_forbids_is_left_alone(
    site: str, set_robots: Callable[[int, str], None]
) -> None:
    set_robots(200, "User-agent: *\nDisallow: /\n\nUser-agent: summarize-vietnamese\n"
                    "Disallow: /*secret\nAllow: /\n")  # fmt: skip
    polite = fetcher(Clock())
    assert polite.fetch(f"{site}/page") == PAGE
    for path in ("/secret", "/to_secret"):
        with pytest.raises(FetchError, match=r"robots\.txt of 127.* does not allow it"):
            polite.fetch(site + path)
    assert Site.asked["/secret"] == 0


def test_a_site_whose_robots_txt_fails_is_tried_once_for_all_its_pages(
    site: str, set_robots: Callable[[int, str], None]
) -> None:
    set_robots(500, "")
    clock = Clock()
    polite = fetcher(clock)
    for _ in range(3):
        with pytest.raises(FetchError, match=r"robots\.txt, which is asked for first, .* 500"):
            polite.fetch(f"{site}/page")
    assert (Site.asked["/robots.txt"], Site.asked["/page"]) == (4, 0)
    assert clock.naps == [1, 2, 4]


def test_a_host_that_is_not_there_is_an_error_after_as_many_tries() -> None:
    clock = Clock()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        port = server.server_port
    with pytest.raises(FetchError, match=r"was not to be had: Connection refused\.$"):
        fetcher(clock).fetch(f"http://127.0.0.1:{port}/page")
    assert clock.naps == [1, 2, 4]


@pytest.mark.parametrize(
    "url", ["http://", "http://a b/", "http://[::1/", "ftp://a.vn/", "http:///a"]
)
def test_addresses_that_cannot_be_are_errors(url: str) -> None:
    message = r"could not be fetched: (?:it is not a sound|ftp://a.vn/ is not an http)"
    with pytest.raises(FetchError, match=message):
        Fetcher(robots=False).fetch(url)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (socket.gaierror(-2, "Name or service not known"), "there is no such host, or no way"),
        (ssl.SSLError(1, "[SSL] wrong version number (_ssl.c:1006)"), "makes no secure connection"),
    ],
)
def test_the_net_s_troubles_are_told_in_plain_words(
    error: Exception, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("socket.getaddrinfo", fail)
    with pytest.raises(FetchError, match=f"^https://a.vn/b could not be fetched: .*{message}"):
        Fetcher(robots=False, retries=0).fetch("https://a.vn/b")


_REFRESH = '<html><head><META HTTP-EQUIV="Refresh" CONTENT="{}"></head><body></body></html>'


@pytest.mark.parametrize("content", ["0; url=/gate", "0;URL='gate?a=1&amp;b=2'", "5.0, url=/gate"])
def test_a_page_that_leads_on_at_once_is_a_redirect(
    site: str, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Site, "gate?a=1&b=2", Site.page, raising=False)
    monkeypatch.setattr(Site, "markup", _REFRESH.format(content))
    assert fetcher(Clock()).fetch(f"{site}/refresh") == PAGE
    assert Site.asked["/gate"] <= 1, "the cookie was sent at once"


@pytest.mark.parametrize(
    "markup",
    [
        _REFRESH.format("300; url=/page"),
        _REFRESH.format("0"),
        f"<!-- {_REFRESH.format('0; url=/page')} -->",
        f"<noscript>{_REFRESH.format('0; url=/page')}</noscript>",
    ],
)
def test_a_page_that_renews_itself_later_is_no_redirect(
    site: str, markup: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Site, "markup", markup)
    assert fetcher(Clock()).fetch(f"{site}/refresh") == markup.encode()


def test_a_page_that_leads_to_itself_is_not_followed_for_ever(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Site, "markup", _REFRESH.format("0; url=/refresh"))
    with pytest.raises(FetchError, match="redirected more than 5 times"):
        fetcher(Clock()).fetch(f"{site}/refresh")


def test_user_and_password_go_with_the_requests_to_their_site_and_are_never_told(
    site: str, set_robots: Callable[[int, str], None]
) -> None:
    signed = site.replace("//", "//an:b%C3%AD%2Fm%E1%BA%ADt%401@")
    polite = fetcher(Clock())
    assert polite.fetch(f"{signed}/to_members") == PAGE
    assert polite.fetch(f"{site}/members") == PAGE
    with pytest.raises(FetchError, match="to_another_host answered with HTTP status 401"):
        polite.fetch(f"{signed}/to_another_host")
    set_robots(200, "User-agent: *\nDisallow: /\n")
    for path in ("/nothing", "/members"):
        with pytest.raises(FetchError, match=f"^{site}{path} ") as trouble:
            fetcher(Clock()).fetch(signed + path)
        assert "an:" not in str(trouble.value)
    set_robots(503, "")
    with pytest.raises(FetchError, match=f"could not be fetched: {site}/robots.txt, which"):
        fetcher(Clock()).fetch(f"{signed}/members")


def test_private_addresses_are_refused(site: str) -> None:
    with pytest.raises(FetchError, match=r"private address 127\.0\.0\.1"):
        Fetcher().fetch(f"{site}/page")
    with pytest.raises(FetchError, match=r"private address 127\.0\.0\.1"):
        read_article(f"{site}/page")
    assert not Site.asked


def test_a_private_address_is_refused_alike_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(FetchError, match=r"private address 127\.0\.0\.1"):
        Fetcher(retries=0).fetch(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("path", ["/moved", "/refresh"])
def test_a_redirect_from_a_public_to_a_private_address_is_refused(
    site: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = iter([True, False])
    monkeypatch.setattr("ipaddress.IPv4Address.is_global", property(lambda _: next(public)))
    monkeypatch.setattr(Site, "markup", _REFRESH.format("0; url=/page"))
    with pytest.raises(FetchError, match=rf"{path} could .* private address 127\.0\.0\.1"):
        Fetcher(robots=False, delay=0).fetch(site + path)
    assert Site.asked == {path: 1}


@pytest.mark.parametrize("path", ["/page", "/latin"])
def test_a_wrong_charset_does_no_harm(site: str, path: str) -> None:
    saved = read_article(str(SAMPLES / "dantri-phong-van-bac-si.html"))
    fetched = read_article(site + path, allow_private=True)
    assert (fetched.title, fetched.text) == (saved.title, saved.text)


def test_one_broken_letter_costs_one_letter(site: str) -> None:
    article = read_article(f"{site}/broken_letter", allow_private=True)
    saved = read_article(str(SAMPLES / "dantri-phong-van-bac-si.html"))
    assert article.text.count("\ufffd") <= 2
    assert abs(len(article.text) - len(saved.text)) <= 2
